"""Random changes of lettings logs, mostly to answers that matter: what two checkers are held against each other with.

Left out on purpose is what the service is not known to decide one way or the other: blanks around ages and codes of sex,
numbers padded with 01 to 07, a date exactly two years back, halves of a previous postcode that is said not to be known, a
person of whom nothing but a refused cell is sent.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from tests.support.core_cells import Owner
from tests.support.core_codes import CODES, TEXT_FIELDS
from tests.support.core_household import LEAD, OTHERS
from tests.support.core_logs import Cells, Log, date_cells

_PEOPLE = (LEAD, *OTHERS)
_ORGANISATIONS = ("", "ORG5", "org5", "1034")
_PLACES = ("", "E08000016", "E08000019", "E08000032", "E08000035", "W06000015", "E99000001")
_CHARGES = ("", "0", "5", "20", "30", "90", "150", "250", "600", "750", "850", "-1", "10.005", "£1", "1,000.00", "10p", "1e2")
_TYPED: dict[tuple[int, ...], tuple[str, ...]] = {
    (1, 2): _ORGANISATIONS, (5,): ("", "S4", "s4", "7"), (6,): ("", "7"), (12,): ("", "Rent to save"),
    (13, 14, 20, 22): ("", "x"), (3,): ("", "anna", "anna@association.example"),
    (18,): ("", "100012345678", "12A", "1000123456789"), (19, 21): ("", "Mill Lane"),
    (23,): ("", "BD3", "bd3", "ABCD", "BD3 1AA"), (24,): ("", "1AA", "1aa", "AA"), (25, 120): _PLACES,
    (28,): ("", "0", "1", "3", "4", "7", "8", "12", "13", "2.0", "x"), (39,): ("", "Demoted", "Starter", "Introductory"),
    (40,): ("", "0", "1", "2", "99", "100", "7.0", "x"), (118,): ("LS9", "ABCD"), (119,): ("1AA", "ZZ"),
    (114,): ("", "The lift was out of order", "Homeless", "TA", "Rough sleeping", "Hate crime"),
    (137,): ("", "0", "12", "50", "150", "400", "900", "2000", "90000", "£5", "1,205.00", "-5"),
    (142, 143, 144, 145): _CHARGES, (147,): ("", "0", "0.01", "50", "99999", "0.005", "£5"),
    tuple(person.age for person in _PEOPLE): ("", "R", "r", "0", "1", "15", "16", "25", "26", "65", "66", "67", "120", "121",
                                              "30.0", "x"),
    tuple(person.sex for person in _PEOPLE): ("", "F", "m", "R", "X"),
    tuple(person.description for person in _PEOPLE): ("", "non-binary")}
_POOLS = {field: pool for fields, pool in _TYPED.items() for field in fields}
_COUPLED = (4, 7, 11, 16, 26, 28, 36, 38, 40, 41, 47, 47, 90, 93, 100, 111, 113, 114, 115, 115, 121, 131, 132, 133, 133, 134,
            135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147)
_DAYS = (-8000, -7306, -7304, -1100, -700, -30, -1, 0, 1, 14, 30, 400)


def changed_at_random(random: Random, log: Log, changes: int) -> tuple[Log, list[Cells]]:
    """The log after so many random changes, and what they were; now and then it gets another owner too."""
    made = []
    for _ in range(changes):
        change = random.choice(_WAYS)(random, log)
        made.append(change)
        log = log.changed(change)
    if random.random() < 0.02:
        log = replace(log, owner=Owner.LA if log.owner is Owner.PRP else Owner.PRP)
    return log, made


def _typed(random: Random, log: Log) -> Cells:
    """Another text or amount; of people who are there more often than not."""
    field = random.choice(sorted(_POOLS))
    person = next((person for person in OTHERS if field in (person.age, person.sex, person.description)), None)
    if person and not log[person.age] and random.random() < 0.9:
        return _typed(random, log)
    return {field: random.choice(_POOLS[field])}


def _coupled(random: Random, log: Log) -> Cells:
    """Another good answer to a question that other answers depend on."""
    field = random.choice(_COUPLED)
    if field in _POOLS:
        return {field: random.choice(_POOLS[field])}
    people = [person for person in _PEOPLE if log[person.age]]
    if field == LEAD.work:
        return {random.choice(people).work: str(random.choice(sorted(CODES[53])))}
    if field == LEAD.age:
        return {random.choice(people).age: random.choice(("R", "14", "15", "16", "30", "65", "67"))}
    return {field: str(random.choice(sorted(CODES[field])))}


def _coded(random: Random, log: Log) -> Cells:
    """Another answer of the list, none, or one that is not in it; of people who are there more often than not."""
    field = random.choice(sorted(set(CODES) - {117}))
    person = next((person for person in OTHERS if field in (person.partner, person.same_gender, person.work)), None)
    if person and not log[person.age] and random.random() < 0.8:
        return _coded(random, log)
    listed = [str(code) for code in sorted(CODES[field])]
    if person and not log[person.age]:
        return {field: random.choice(listed)}
    wrong = ("", "", "58", "77") if field in TEXT_FIELDS else ("", "", "58", "77", "x", "08", "7.0")
    return {field: random.choice(listed if random.random() < 0.7 else wrong)}


def _ticked(random: Random, _: Log) -> Cells:
    first, last = random.choice(((94, 99), (101, 110), (122, 126)))
    if random.random() < 0.2:
        return dict.fromkeys(range(first, last + 1), random.choice(("", "0")))
    return {random.randint(first, last): random.choice(("1", "1", "0", "", "2", "x"))}


def _dated(random: Random, log: Log) -> Cells:
    day = random.choice((8, 29, 32))
    if log.dated(8) and random.random() < 0.75:
        when = log.date(8) + timedelta(days=random.choice(_DAYS))
        return date_cells(day, when, short=when.year > 2009 and random.random() < 0.5)
    return random.choice(({day: ""}, {day + 1: ""}, {day + 2: ""}, {day: "31", day + 1: "6"}, {day: "08"}, {day + 2: "226"},
                          {day + 2: "6"}, dict.fromkeys(range(day, day + 3), "")))


def _last_postcode(random: Random, _: Log) -> Cells:
    return random.choice(({117: "1", 118: "", 119: ""}, {117: "2", 118: "", 119: ""}, {117: "", 118: "", 119: ""},
                          {117: "1", 118: "LS9", 119: ""}, {117: "", 118: "LS9", 119: "1AA"}))


def _person(random: Random, log: Log) -> Cells:
    """A person taken out of the household, wherever they stand, or one more put behind the last."""
    if random.random() < 0.5 and log.size > 1:
        gone = OTHERS[random.randint(0, log.size - 2)]
        return dict.fromkeys((*gone.making_a_person(), gone.work), "")
    if log.size == 8:
        return {}
    new = OTHERS[log.size - 1]
    return {new.age: random.choice(("R", "3", "40")), new.partner: "2", new.sex: "F", new.same_gender: "1", new.work: "4"}


_WAYS: tuple[Callable[[Random, Log], Cells], ...] = (
    _typed, _coded, _coded, _coupled, _coupled, _coupled, _ticked, _dated, _last_postcode, _person)
