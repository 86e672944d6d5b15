"""A made-up log turned back into what a coordinator would have: answers of the sign-up, and facts of the letting and home.

The other way round than the program, and by field number: what the program makes of the answers must be the same cells.
"""

from dataclasses import dataclass, field
from datetime import date

from housingdesk.lettings.core_stock import catalogue
from housingdesk.lettings.rules.signup.answers import Answers, Said
from housingdesk.lettings.rules.words import Given
from tests.support.core_codes import Column, column
from tests.support.core_logs import Log

YEAR = catalogue("2026/27")
KEYS = {one.number: one.key for one in YEAR.fields}
OF_THE_LANDLORD = (1, 2, 3)
OF_THE_HOME = (5, 6, 17, 26, 27, 35)
OF_THE_LETTING = (4, 13, 14, 16, 18, 19, 20, 21, 22, 25, 28, 141)
_DATES = {8: "starts_on", 29: "void_on", 32: "repairs_on"}
_AMOUNTS = (137, 142, 143, 144, 145, 147)
_CHARGES = (142, 143, 144, 145)
_PAYMENTS = {1: 52, 2: 26, 3: 13, 4: 12, 5: 50, 6: 49, 7: 48, 8: 47, 9: 46, 10: 53, 11: 51}
_PEOPLE = (41, *range(48, 90, 6))


@dataclass(slots=True)
class Answered:
    """What was said, and what is known without asking."""

    said: dict[str, Said] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def answers(self) -> Answers:
        """As the sign-up has them."""
        return Answers(self.said, {})


def answered(log: Log) -> Answered:
    """The answers and facts behind a log's cells; typed text that is no date or amount stays as it was typed."""
    made = Answered()
    handled = {number for day in _DATES for number in (day, day + 1, day + 2)} | {23, 24, 118, 119, *_PEOPLE}
    for number, cell in log.cells.items():
        if number not in handled and cell.strip():
            _keep(made, number, cell)
    for day, key in _DATES.items():
        _day(made, log, day, key)
    for first, key, where in ((23, "postcode", made.facts), (118, "previous_postcode", None)):
        text = f"{log[first]} {log[first + 1]}".strip()
        if text and where is not None:
            where[key] = text
        elif text:
            made.said[key] = Said(text)
    _people(made, log)
    return made


def _keep(made: Answered, number: int, cell: str) -> None:
    key = KEYS[number]
    text = _pence(cell) if number in _AMOUNTS else cell
    if number == 141:
        made.facts["payments"] = str(_PAYMENTS.get(int(cell), cell) if cell.isdigit() else cell)
    elif number in (*OF_THE_LANDLORD, *OF_THE_HOME, *OF_THE_LETTING, *_CHARGES):
        made.facts[key] = text
    else:
        made.said[key] = Said(text.strip() if column(number) is not Column.TEXT else text)


def _pence(cell: str) -> str:
    pounds, _, rest = cell.strip().partition(".")
    whole = pounds.isdigit() and len(rest) <= 2 and (rest.isdigit() or not rest)
    return str(int(pounds) * 100 + int(rest.ljust(2, "0") or 0)) if whole else cell


def _day(made: Answered, log: Log, day: int, key: str) -> None:
    if log.dated(day):
        made.said[key] = Said(log.date(day).isoformat())
    elif log[day] or log[day + 1]:
        made.said[key] = Said(f"{log[day + 2]}-{log[day + 1]}-{log[day]}")


def _people(made: Answered, log: Log) -> None:
    """Names for everybody of whom there is a cell, or a gap before them; a birthday for an age, on the day itself."""
    last = max((place for place, age in enumerate(_PEOPLE, 1) if any(log[n] for n in range(age, age + 6))), default=1)
    start = log.date(8) if log.dated(8) else date(2026, 11, 2)
    for place, age in enumerate(_PEOPLE, 1):
        if place > last:
            continue
        made.said[f"name_{place}"] = Said(f"Person {place}")
        text = log[age].strip().upper()
        if text == "R":
            made.said[f"born_on_{place}"] = Said("", Given.NOT_SAID)
        elif text:
            made.said[f"born_on_{place}"] = Said(_born(start, int(float(text))).isoformat())


def _born(start: date, age: int) -> date:
    day = 28 if (start.month, start.day) == (2, 29) else start.day
    return date(start.year - age, start.month, day)
