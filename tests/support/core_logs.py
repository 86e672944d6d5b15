"""Complete good lettings logs for tests, made up from a seed: every tenure, rent type, period and size of household.

A good log raises no error and no doubt, and leaves nothing unanswered. Awkward answers that are allowed come up on purpose:
ages refused, two-digit years, zeros for a household that pays nothing, a blank partner where somebody else is the partner.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tests.support.core_cells import Look, Owner
from tests.support.core_codes import CODES
from tests.support.core_household_logs import add_household
from tests.support.core_letting import FIRST_DAY, FIRST_LETS
from tests.support.core_money_logs import add_charges, add_income

TODAY = date(2026, 11, 16)
Cells = dict[int, str]
_OUTWARD = ("BD3", "LS9", "M14", "SW1A", "NE1", "W1A", "S70", "B5", "DN55", "CR2")
_AUTHORITIES = ("E08000032", "E08000035", "E08000003", "E09000033", "E08000021", "E08000038", "E06000060", "E07000223")
_ELSEWHERE = ("S12000036", "W06000015", "N09000003", "9300000XX", "E07000178")
_TEMPORARY_OR_OTHER = (3, 7, 9, 10, 13, 14, 18, 19, 21, 23, 24, 25, 26, 27, 28, 29, 37, 39)
_SOCIAL = (6, 30, 31, 32, 33, 35, 38, 40)


@dataclass(frozen=True, slots=True)
class Log:
    """One row of the upload as the cells that hold anything, and who owns the home."""

    cells: Cells
    owner: Owner

    def __getitem__(self, field: int) -> str:
        return self.cells.get(field, "")

    def changed(self, changes: Cells) -> "Log":
        """The same log with other answers; an empty answer clears the cell."""
        cells = {field: cell for field, cell in (self.cells | changes).items() if cell}
        return replace(self, cells=cells)

    @property
    def renewal(self) -> bool:
        """Whether the same tenant is let the same home again."""
        return self[7] == "1"

    @property
    def supported(self) -> bool:
        """Whether it is supported housing."""
        return self[4] == "2"

    @property
    def first_let(self) -> bool:
        """Whether nobody lived there before."""
        return self[16] in {str(code) for code in FIRST_LETS}

    @property
    def size(self) -> int:
        """How many people."""
        return 1 + sum(bool(self[age]) for age in range(48, 90, 6))

    def dated(self, day: int) -> bool:
        """Whether the three cells from ``day`` on hold a date."""
        return Look(self.cells, self.owner, TODAY).date(day) is not None

    def date(self, day: int) -> date:
        """The date in the three cells from ``day`` on."""
        year = int(self[day + 2])
        return date(year + 2000 if year < 100 else year, int(self[day + 1]), int(self[day]))


def good_logs(seed: int, count: int, *, today: date = TODAY) -> list[Log]:
    """So many good logs, no two of them the same letting; the sizes of the households go round from one to eight."""
    random = Random(seed)
    return [good_log(random, number, today=today) for number in range(count)]


def good_log(random: Random, number: int, *, today: date = TODAY) -> Log:
    """One good log; ``number`` makes it unlike the others and says how many people there are."""
    owner = random.choice((Owner.PRP, Owner.PRP, Owner.LA))
    log = Log({1: f"ORG{random.randint(1, 900)}", 15: "1"}, owner)
    steps: tuple[Callable[[Random, Log], Cells], ...] = (
        _setup, lambda r, _: _start(r, today), lambda r, entry: _address(r, entry, number), _unit,
        lambda r, _: add_household(r, 1 + number % 8), _last_home, _vacancy, _tenancy, _needs, _reasons, _allocation,
        _referral, lambda r, entry: add_income(r, entry.cells), lambda r, entry: add_charges(r, entry.cells, owner))
    for step in steps:
        log = log.changed(step(random, log))
    return log


def date_cells(day: int, when: date, *, short: bool = False) -> Cells:
    """The three cells of a date from the cell ``day`` on."""
    return {day: str(when.day), day + 1: str(when.month), day + 2: str(when.year % 100 if short else when.year)}


def pick(random: Random, field: int) -> str:
    """Any answer that the field knows."""
    return str(random.choice(sorted(CODES[field])))


def _maybe(random: Random, cells: Cells, chance: float = 0.5) -> Cells:
    return cells if random.random() < chance else {}


def _setup(random: Random, log: Log) -> Cells:
    needs, rent = random.choice("12"), pick(random, 11)
    cells = {2: log[1], 4: needs, 7: random.choice("12220"), 11: rent} | _maybe(random, {3: "anna@association.example"})
    if needs == "2":
        cells |= {5: random.choice(("S21", "S4", "021")), 6: str(random.randint(1, 99)), 35: pick(random, 35)}
    return cells | ({12: "Rent to save"} if rent == "6" else {})


def _start(random: Random, today: date) -> Cells:
    days = (today + timedelta(days=14) - FIRST_DAY).days
    return date_cells(8, FIRST_DAY + timedelta(days=random.randint(0, days)), short=random.random() < 0.5)


def postcode(random: Random) -> tuple[str, str]:
    """The two parts of a made-up postcode, now and then in small letters."""
    inward = str(random.randint(0, 9)) + "".join(random.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
    parts = random.choice(_OUTWARD), inward
    return (parts[0].lower(), parts[1].lower()) if random.random() < 0.1 else parts


def _address(random: Random, log: Log, number: int) -> Cells:
    first, second = postcode(random)
    cells = {19: f"{number + 1} Dale Road", 21: "Anytown", 23: first, 24: second}
    cells |= _maybe(random, {20: "Upper Flat, \"The Mill\""}) | _maybe(random, {22: "Westshire"})
    cells |= _maybe(random, {13: f"T{number:05d}"}) | _maybe(random, {14: f"P{number:05d}"})
    uprn = {18: str(random.randint(1, 10 ** random.randint(1, 12) - 1))}
    cells = random.choice((cells, cells | uprn, uprn | {13: f"T{number:05d}"}))
    return cells | ({25: random.choice(_AUTHORITIES)} if log[4] == "1" or random.random() < 0.3 else {})


def _unit(random: Random, log: Log) -> Cells:
    if log.supported:
        return {}
    unit = pick(random, 26)
    beds = {"2": "", "4": "3", "9": "1", "10": "2"}.get(unit) if unit in ("2", "4", "9", "10") else str(random.randint(1, 12))
    return {26: unit, 27: pick(random, 27), 28: beds or ""}


def _last_home(random: Random, log: Log) -> Cells:
    if log.renewal:
        homes = (6, 35, 38) if log.supported else (6, 30, 31, 32, 33, 35, 38)
        return {115: str(random.choice(homes))} if log.supported or random.random() < 0.3 else {}
    home = random.choice(_TEMPORARY_OR_OTHER + _SOCIAL + (4,))
    young = log[41].upper() == "R" or int(log[41]) <= 25
    return {115: "28" if home == 13 and not young else str(home)}


def _vacancy(random: Random, log: Log) -> Cells:
    if log.renewal:
        return {}
    codes = CODES[16] - {14} - ({9} if log[115] in ("4", "6", "24", "25", "35") else set())
    why = random.choice(sorted(codes)) if random.random() < 0.7 else random.choice(sorted(FIRST_LETS))
    start = log.date(8)
    void = start - timedelta(days=random.choice((0, 1, 30, random.randint(0, 700))))
    cells = {16: str(why)} | date_cells(29, void, short=random.random() < 0.5)
    if why in FIRST_LETS:
        return cells
    repairs = date_cells(32, void + timedelta(days=random.randint(0, (start - void).days)), short=random.random() < 0.5)
    return cells | {17: pick(random, 17)} | _maybe(random, repairs, 0.4)


def _tenancy(random: Random, log: Log) -> Cells:
    kind = pick(random, 38)
    cells = {36: random.choice("123" if log.size > 1 else "23"), 37: pick(random, 37), 38: kind}
    if kind == "3":
        cells[39] = "Demoted"
    if kind in ("4", "6"):
        least = 2 if log[4] == "1" and log[11] in "123" else 1
        cells[40] = str(random.choice((least, 5, 99)))
    return cells | (_maybe(random, {40: str(random.randint(1, 99))}) if kind == "8" else {})


def ticks(random: Random, first: int, last: int, ticked: set[int]) -> Cells:
    """The cells of a group of ticks; what is not ticked is now 0, now left empty."""
    return {field: "1" if field in ticked else random.choice(("0", "")) for field in range(first, last + 1)}


def _needs(random: Random, log: Log) -> Cells:
    forces = pick(random, 90)
    cells = {90: forces} | ({91: pick(random, 91)} if forces == "1" else {})
    cells |= {92: pick(random, 92)} if forces in "14" else {}
    kind = random.choice((94, 95, 96))
    cells |= ticks(random, 94, 99, random.choice(({98}, {99}, {97}, {kind}, {kind, 97})))
    sick = any(log[field] == "8" for field in (47, *range(53, 90, 6)))
    ill = random.choice("13" if sick else "123")
    effects = set(random.sample(range(101, 111), random.randint(1, 10))) if ill == "1" else set()
    return cells | {100: ill} | ticks(random, 101, 110, effects)


def _reasons(random: Random, log: Log) -> Cells:
    if log.renewal:
        return {111: str(random.choice((2, 6, 7, 12))), 113: str(random.randint(50, 53)), 116: pick(random, 116)}
    reason = pick(random, 113)
    cells = {111: pick(random, 111), 112: pick(random, 112), 113: reason, 116: pick(random, 116)}
    cells |= {114: "The lift was out of order for a year"} if reason == "20" else {}
    first, second = postcode(random)
    asked = {117: "1", 118: first, 119: second}
    cells |= random.choice((asked, {117: "2"}, {118: first, 119: second}))
    return cells | _maybe(random, {120: random.choice(_ELSEWHERE if cells[111] == "1" else _ELSEWHERE + _AUTHORITIES)})


def _allocation(random: Random, _: Log) -> Cells:
    cells = {121: pick(random, 121)} | {field: pick(random, field) for field in range(127, 131)}
    reasons = random.choice(({126}, set(random.sample(range(122, 126), random.randint(1, 4)))))
    return cells | ticks(random, 122, 126, reasons if cells[121] == "1" else set())


def _referral(random: Random, log: Log) -> Cells:
    if log.renewal:
        return {}
    social = int(log[115]) in _SOCIAL
    if log.owner is Owner.LA:
        return {131: random.choice("1234" if social else "134")}
    register = random.choice("56677789")
    cells = {132: register}
    if register == "6":
        cells[133] = random.choice("114" + ("3" if social else "") + ("2" if log.supported else ""))
    if register == "7":
        cells[133] = random.choice("7768" + ("5" if social else ""))
    thirds = {"1": (1, 10), "7": (11, 20)}.get(cells.get(133, ""))
    return cells | ({134: str(random.randint(*thirds))} if thirds else {})
