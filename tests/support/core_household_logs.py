"""Made-up households of one to eight people for good lettings logs: ages and work that go together and raise no doubt."""

from random import Random

from tests.support.core_codes import CODES
from tests.support.core_household import LEAD, OTHERS, RETIREMENT_AGE
from tests.support.core_household import Cells as Places

Cells = dict[int, str]
_GENDERS = ("non-binary", "trans woman", "trans man")


def add_household(random: Random, size: int) -> Cells:
    """The answers of the lead tenant and of ``size`` - 1 more people, and whether anybody is pregnant."""
    cells = _person(random, LEAD, _age(random, 16))
    cells |= {45: str(random.choice(sorted(CODES[45]))), 46: str(random.choice((0, 4, 36, 48, 616, 826, 826, 826)))}
    others = OTHERS[:size - 1]
    for places in others:
        cells |= _person(random, places, _age(random, 1))
    cells |= _partners(random, cells, others)
    pregnant = any(_may_be_pregnant(cells, places) for places in (LEAD, *others))
    return cells | {93: random.choice("123" if pregnant else "23")}


def _age(random: Random, least: int) -> int | None:
    """In years, or none if refused; now and then a border: 16, 66, 120."""
    if random.random() < 0.15:
        return None
    return random.choice((max(least, 1), 16, 66, 67, 120, random.randint(least, 25), random.randint(least, 95)))


def _person(random: Random, places: Places, age: int | None) -> Cells:
    same = random.choice(("1", "1", "1", "1", "2", "3"))
    cells = {places.age: random.choice("Rr") if age is None else str(age), places.sex: random.choice("FFMMRfmr"),
             places.same_gender: same}
    if same == "2":
        cells[places.description] = random.choice(_GENDERS)
    work = _work(random, age)
    return cells | ({places.work: work} if work else {})


def _work(random: Random, age: int | None) -> str:
    if age is None:
        return random.choice(("0", "1", "2", "3", "4", "5", "6", "7", "8", "10"))
    if age < 16:
        return random.choice(("9", ""))
    if age > RETIREMENT_AGE:
        return random.choice(("5", "10"))
    at_work = ("0", "1", "2", "3", "4", "6", "7", "8", "10")
    return random.choice((*at_work, "5") if age == RETIREMENT_AGE else at_work)


def _partners(random: Random, cells: Cells, others: tuple[Places, ...]) -> Cells:
    adults = [places for places in others if not _child(cells, places)]
    partner = random.choice(adults) if adults and random.random() < 0.6 else None
    found = {places.partner: random.choice(("2", "")) for places in others if _child(cells, places)}
    for places in adults:
        if places is partner:
            found[places.partner] = "1"
        else:
            found[places.partner] = random.choice(("2", "3", "") if partner else ("2", "3"))
    return found


def _child(cells: Cells, places: Places) -> bool:
    return cells[places.age].isdigit() and int(cells[places.age]) < 16


def _may_be_pregnant(cells: Cells, places: Places) -> bool:
    age = cells[places.age]
    return cells[places.sex].upper() == "F" and age.isdigit() and 16 <= int(age) <= 50
