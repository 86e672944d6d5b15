"""Sixty faults that an officer can make in a lettings log, one at a time, and the fields that must then be named.

A fault is put into a good log it suits and breaks one rule in it. ``FAULTS`` are answers that are missing or do not go
together; ``CELL_FAULTS`` are more of them, most for how a cell is written; ``DOUBTS`` are answers that the service takes once
the user has confirmed them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.support.core_cells import Category, Owner
from tests.support.core_logs import TODAY, Cells, Log, date_cells, good_log

Change = Cells | Callable[[Log], Cells]


def _any(_: Log) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: its name, the cells it changes, the fields that must be named, and the logs it can be made in."""

    name: str
    fields: tuple[int, ...]
    change: Change
    suits: Callable[[Log], bool] = _any
    category: Category = Category.HARD

    def put_in(self, log: Log) -> Log:
        """The log with this one fault; the log must be one that it suits."""
        return log.changed(self.change if isinstance(self.change, dict) else self.change(log))


def log_for(fault: Fault, seed: int, *, today: date = TODAY) -> Log:
    """A good log, made up from the seed, in which this fault can be made."""
    random = Random(seed)
    logs = (good_log(random, number, today=today) for number in range(20_000))
    return next(log for log in logs if fault.suits(log))


def _fresh(log: Log) -> bool:
    return not log.renewal


def _relet(log: Log) -> bool:
    return not log.renewal and not log.first_let


def _general(log: Log) -> bool:
    return not log.supported


def _repaired(log: Log) -> bool:
    return bool(log[32])


def _no_uprn(log: Log) -> bool:
    return not log[18]


def _adult(log: Log, age: int) -> bool:
    return log[age].isdigit() and 16 <= int(log[age]) <= 66


def _two_adults(log: Log) -> bool:
    return log.size == 2 and _adult(log, 48) and log[135] != "1" and log[93] != "1" and log[100] != "2"


def _several(log: Log) -> bool:
    """Three or more whose number, partners and work say nothing of the other answers."""
    return log.size >= 3 and log[135] != "1" and log[93] != "1" and all(log[field] != "1" for field in range(49, 90, 6))


def _pays(log: Log) -> bool:
    return bool(log[141])


def _clear(first: int, last: int) -> Cells:
    return dict.fromkeys(range(first, last + 1), "")


def _start_plus(days: int, day: int) -> Callable[[Log], Cells]:
    return lambda log: date_cells(day, log.date(8) + timedelta(days=days))


_START, _VOID, _REPAIRS = (8, 9, 10), (29, 30, 31), (32, 33, 34)
_REFERRAL, _CHARGES = (131, 132, 133, 134), (142, 143, 144, 145)
_SETUP = Category.SETUP

FAULTS = (
    # The letting
    Fault("no needs type", (4,), {4: ""}, lambda log: _fresh(log) and not log[40] and log[140] != "1", _SETUP),
    Fault("supported without a scheme", (5,), {5: ""}, lambda log: log.supported, _SETUP),
    Fault("supported without a location", (6,), {6: ""}, lambda log: log.supported, _SETUP),
    Fault("renewal not answered", (7,), {7: ""}, _fresh, _SETUP),
    Fault("no start date", _START, _clear(8, 10), category=_SETUP),
    Fault("start on 31 June", _START, {8: "31", 9: "6"}, category=_SETUP),
    Fault("start in the year before", _START, date_cells(8, date(2026, 3, 31)), lambda log: log.renewal, _SETUP),
    Fault("start 15 days ahead", _START, date_cells(8, TODAY + timedelta(days=15)), lambda log: log.renewal, _SETUP),
    Fault("no rent type", (11,), {11: ""}, category=_SETUP),
    Fault("other rent product without its name", (12,), {12: ""}, lambda log: log[11] == "6", _SETUP),
    Fault("privacy notice not shown", (15,), {15: ""}, category=_SETUP),
    # The home
    Fault("no reason of the vacancy", (16,), {16: ""}, _relet),
    Fault("vacant for a renewal that is none", (16,), {16: "14"}, _relet),
    Fault("was temporary, but they were not", (16, 115), {16: "9"}, lambda log: _relet(log) and log[115] in ("4", "24", "25")),
    Fault("no previous type of let", (17,), {17: ""}, _relet),
    Fault("UPRN of 13 digits", (18,), {18: "1000123456789"}),
    Fault("no first line of the address", (19,), {19: ""}, _no_uprn),
    Fault("half a postcode", (24,), {24: ""}, _no_uprn),
    Fault("not a postcode", (23, 24), {23: "ABCD", 24: "1AA"}),
    Fault("no authority", (25,), {25: ""}, _general),
    Fault("an authority that is no more", (25,), {25: "E08000016"}, _general),
    Fault("no type of unit", (26,), {26: ""}, lambda log: _general(log) and log[26] != "2"),
    Fault("wheelchair standard not answered", (27,), {27: ""}, _general),
    Fault("13 bedrooms", (28,), {28: "13"}, lambda log: log[26] in ("1", "6", "7", "8")),
    Fault("a shared house of four bedrooms for one", (28,), {26: "9", 28: "4"}, lambda log: _general(log) and log.size == 1),
    Fault("no void date", (29,), _clear(29, 31), _fresh),
    Fault("void after the start", _VOID, _start_plus(1, 29), lambda log: _fresh(log) and not _repaired(log)),
    Fault("void more than 20 years ago", _VOID, _start_plus(-7400, 29), _fresh),
    Fault("repairs before the void", _REPAIRS, lambda log: date_cells(32, log.date(29) - timedelta(days=1)), _repaired),
    Fault("repairs after the start", _REPAIRS, _start_plus(1, 32), _relet),
    Fault("older people's housing not answered", (35,), {35: ""}, lambda log: log.supported),
    # The tenancy
    Fault("joint tenancy of one", (36,), {36: "1"}, lambda log: log.size == 1),
    Fault("another type without its name", (39,), {39: ""}, lambda log: log[38] == "3"),
    Fault("fixed term without a length", (40,), {40: ""}, lambda log: log[38] in ("4", "6")),
    Fault("fixed term of a year at a social rent", (40, 4, 11), {40: "1"},
          lambda log: _general(log) and log[38] in ("4", "6") and log[11] in "123"),
    # The household
    Fault("lead tenant of 15", (41,), {41: "15"},
          lambda log: _adult(log, 41) and log[47] != "5" and log[93] != "1"),
    Fault("no sex", (42,), {42: ""}),
    Fault("another gender without a word", (44,), {43: "2", 44: ""}),
    Fault("no nationality", (46,), {46: ""}),
    Fault("a child's work at 16 and over", (53,), {53: "9"}, _two_adults),
    Fault("partner not answered", (49,), {49: ""}, lambda log: _two_adults(log) and log[139] != "1"),
    Fault("two partners", (55,), {49: "1", 55: "1"},
          lambda log: _several(log) and _adult(log, 48) and _adult(log, 54) and log[139] != "1"),
    Fault("a gap between persons", (54,), _clear(48, 53), lambda log: _several(log) and log.size == 3),
    # Needs and reasons
    Fault("no access needs", (94, 95, 96, 97, 98), _clear(94, 99)),
    Fault("two kinds of wheelchair access", (94, 95), _clear(94, 99) | {94: "1", 95: "1"}),
    Fault("no access needs beside one", (97, 98), _clear(94, 99) | {97: "1", 98: "1"}),
    Fault("a condition without an effect", (101,), _clear(101, 110), lambda log: log[100] == "1"),
    Fault("just moved, within the authority", (111,), lambda log: {111: "1", 120: log[25]},
          lambda log: _fresh(log) and bool(log[25])),
    Fault("a renewal because of neighbours", (113,), {113: "11"}, lambda log: log.renewal),
    Fault("another reason without a word", (114,), {113: "20", 114: ""}, _fresh),
    Fault("homeless as the other reason", (114,), {113: "20", 114: "Homeless"}, _fresh),
    Fault("foster care at 40", (115, 41), {41: "40", 115: "13"},
          lambda log: _relet(log) and _adult(log, 41) and log[47] != "5" and log[16] != "9" and log[115] == "28"),
    Fault("last postcode known, not given", (118, 119), {117: "1", 118: "", 119: ""}, _fresh),
    Fault("preference without a reason", (122,), {121: "1"} | _clear(122, 126)),
    # Referral and money
    Fault("nominated, but not by whom", _REFERRAL, {133: "", 134: ""}, lambda log: log[132] == "6"),
    Fault("internal transfer of a private tenant", _REFERRAL,
          lambda log: {131: "2"} if log[131] else {132: "6", 133: "3", 134: ""},
          lambda log: _fresh(log) and log[115] == "3"),
    Fault("income without how often", (136,), {136: ""}, lambda log: log[135] == "1"),
    Fault("income of 5,000 a week of one", (137,), {136: "1", 137: "5000"}, lambda log: log.size == 1 and log[135] == "1"),
    Fault("one charge not given", _CHARGES, {144: ""}, _pays),
    Fault("shortfall above the charges", (147,), {147: "9999.99"}, lambda log: log[146] == "1"),
)

CELL_FAULTS = (
    Fault("padded start month", (9,), {9: "08"}),
    Fault("start year of three digits", _START, {10: "226"}, category=_SETUP),
    Fault("owner in small letters", (1,), {1: "org12"}, category=_SETUP),
    Fault("scheme in small letters", (5,), {5: "s12"}, lambda log: log.supported, _SETUP),
    Fault("location on a general needs row", (6, 23, 24), {6: "12"}, _general, _SETUP),
    Fault("nationality in letters", (46,), {46: "GBR"}),
    Fault("whole postcode in the first part", (24,), {23: "BD3 1AA", 24: ""}, _no_uprn),
    Fault("half a repairs date", (34,), {34: ""}, _repaired),
    Fault("void day of one blank", (29,), {29: " "}, lambda log: _fresh(log) and not _repaired(log)),
    Fault("bedrooms with a decimal", (28,), {28: "2.0"}, lambda log: log[26] == "1"),
    Fault("age with a decimal", (41,), {41: "30.0"}, lambda log: log[93] != "1"),
    Fault("access need ticked with 2", (97,), _clear(94, 99) | {97: "2", 98: "1"}),
    Fault("allocation by 0", (128,), {128: "0"}),
    Fault("void on 30 February", _VOID, {29: "30", 30: "2"}, lambda log: _fresh(log) and not _repaired(log)),
    Fault("scheme on a general needs row", (5,), {5: "S12"}, _general),
    Fault("text of another type, but a licence", (39,), {38: "5", 39: "Demoted", 40: ""}),
    Fault("renewal by somebody who just moved there", (111,), {111: "1"}, lambda log: log.renewal),
    Fault("renewal by a private tenant", (115,), {115: "3"}, lambda log: log.renewal),
    Fault("second person of no age", (48,), {48: "0"}, _two_adults),
    Fault("shortfall of nothing", (147,), {147: "0"}, lambda log: log[146] == "1"),
    Fault("no tick among access needs", (98,), _clear(94, 99) | {98: "0"}),
    Fault("an effect without a condition", (105,), {105: "1"}, lambda log: log[100] in "23"),
    Fault("preference unknown and known", (122, 126), {121: "1", **_clear(122, 126), 122: "1", 126: "1"}),
    Fault("PRP with the register of an authority", _REFERRAL, {131: "3"}, lambda log: _fresh(log) and log.owner is Owner.PRP),
    Fault("third party of the wrong list", _REFERRAL, {134: "3"}, lambda log: log[133] == "7"),
    Fault("unlisted work of somebody with an income", (53,), {53: "12"},
          lambda log: log[135] == "1" and _adult(log, 48) and log[139] != "1", _SETUP),
    Fault("income with a thousands comma", (137,), {137: "1,205.00"}, lambda log: log[135] == "1"),
    Fault("charge with a pound sign", _CHARGES, {142: "£120"}, _pays),
    Fault("charge of three decimals", (143,), {143: "10.005"}, lambda log: _pays(log) and not log[147]),
    Fault("negative charge", (144,), {144: "-1"}, lambda log: _pays(log) and not log[147]),
    Fault("quoted empty period", (141,), {141: '""'}, _pays),
    Fault("charges empty where nothing is paid", _CHARGES, _clear(142, 145), lambda log: log[140] == "1"),
    Fault("less than 10 a week", _CHARGES, {141: "1", 142: "9.99", 143: "0", 144: "0", 145: "0", 147: ""},
          lambda log: _pays(log) and not log[146]),
    Fault("service charge above the most", (143,), {143: "900"}, lambda log: log[141] == "1"),
    Fault("benefit for rent, none of it income", (138, 139), {138: "9", 139: "3"} | {138: "1", 146: "2", 147: ""}),
    Fault("all of benefits, but at work", (139,), {139: "1"}, lambda log: log[47] in ("1", "2")),
)

DOUBTS = tuple(Fault(name, fields, change, suits, Category.SOFT) for name, fields, change, suits in (
    ("void three years ago", _VOID, _start_plus(-1100, 29), _fresh),
    ("retired at 50", (41, 47), {41: "50", 47: "5"}, lambda log: log[135] != "1" and log[93] != "1" and log[115] != "13"),
    ("at work at 80", (41, 47), {41: "80", 47: "1"},
     lambda log: log[135] != "1" and log[93] != "1" and log[115] != "13" and log[139] != "1"),
    ("sick without a condition", (100,), {100: "2"} | _clear(101, 110), lambda log: log[47] == "8" and log.size == 1),
    ("pregnant, and only men", (93,), {93: "1", 42: "M", 43: "1", 44: ""}, lambda log: log.size == 1),
    ("another type that is a starter tenancy", (39,), {38: "3", 39: "Introductory", 40: ""}, _any),
    ("another reason that is in the list", (114,), {113: "20", 114: "Hate crime"}, _fresh),
    ("high service charge", (143,), {143: "60"}, lambda log: _general(log) and log[141] == "1"),
    ("income of a pound less than likely", (137,), {136: "1", 137: "142"},
     lambda log: log.size == 1 and log[135] == "1" and log[47] == "1"),
))

