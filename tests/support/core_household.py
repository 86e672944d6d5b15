"""What the upload asks of the people: the lead tenant, up to seven more, and what their answers say of each other.

Decides household size, ages, partners, work and the doubts about them (core lettings, sections 5 to 7).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.core_cells import Category, Look

RETIREMENT_AGE = 66
_RETIRED, _CHILD, _REFUSED, _SICK = 5, 9, 10, 8
_AGE = re.compile("[0-9]{1,3}|[Rr]")


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the answers of one person stand; the lead tenant has no partner cell."""

    number: int
    age: int
    partner: int
    sex: int
    same_gender: int
    description: int
    work: int

    def making_a_person(self) -> tuple[int, ...]:
        """The cells of which any one makes the person exist; work alone does not."""
        return (self.age, self.partner, self.sex, self.same_gender, self.description)


LEAD = Cells(1, 41, 0, 42, 43, 44, 47)
OTHERS = tuple(Cells(number, *range(48 + 6 * (number - 2), 54 + 6 * (number - 2))) for number in range(2, 9))


def is_given(look: Look, cells: Cells) -> bool:
    """Whether anything is sent of this person that makes them exist."""
    return cells.number == 1 or any(not look.blank(number) for number in cells.making_a_person())


def household_size(look: Look) -> int:
    """One, and each further person with any answer of their own."""
    return sum(is_given(look, cells) for cells in (LEAD, *OTHERS))


def household(look: Look) -> list[Cells]:
    """The cells of everybody there. Who stands after a gap, above the size of the household, is lost."""
    return [cells for cells in (LEAD, *OTHERS) if is_given(look, cells) and cells.number <= household_size(look)]


def age_of(look: Look, cells: Cells) -> int | None:
    """In years; none if refused or not an age."""
    text = look.text(cells.age)
    return int(text) if re.fullmatch("[0-9]{1,3}", text) else None


def is_child(look: Look, cells: Cells) -> bool:
    """Under 16: never a partner, never at work, whatever is sent."""
    age = age_of(look, cells)
    return cells.number > 1 and age is not None and age < 16


def work_of(look: Look, cells: Cells) -> int | None:
    """The working situation that the service reckons with."""
    return _CHILD if is_child(look, cells) else look.code(cells.work)


def partner_of(look: Look) -> Cells | None:
    """The first person who is said to be the lead tenant's partner."""
    return next(_partners(look), None)


def _partners(look: Look) -> Iterator[Cells]:
    return (cells for cells in household(look)[1:] if look.number(cells.partner) == 1 and not is_child(look, cells))


def check_household(look: Look) -> None:
    """Everybody's own answers, then the gaps and the partners."""
    for cells in household(look):
        _check_person(look, cells)
    look.needed(45)
    look.needed(46)
    _check_gaps(look)
    for cells in list(_partners(look))[1:]:
        look.say("a second partner", cells.partner)
    if look.number(135) == 1 and look.amount(137) is not None:
        _check_work_lists(look)


def _check_gaps(look: Look) -> None:
    lost = [cells for cells in OTHERS if is_given(look, cells) and cells.number > household_size(look)]
    empty = [number for cells in OTHERS if not is_given(look, cells) for number in cells.making_a_person()]
    for cells in lost:
        look.say("after a gap: this person is lost", cells.age, also=(*cells.making_a_person(), cells.work, *empty))


def _check_work_lists(look: Look) -> None:
    for cells in OTHERS:
        if _stops_the_service(look, cells):
            look.say("a working situation that stops the service when there is an income", cells.work, category=Category.SETUP)


def _stops_the_service(look: Look, cells: Cells) -> bool:
    """A working situation of no list, beside an income: the service fails at the whole file."""
    income = look.number(135) == 1 and look.amount(137) is not None
    return income and cells.number > 1 and look.number(cells.work) is not None and look.code(cells.work) is None


def _check_person(look: Look, cells: Cells) -> None:
    _check_age(look, cells)
    if look.text(cells.sex).upper() not in ("F", "M", "R"):
        look.say("sex is F, M or R", cells.sex)
    if look.needed(cells.same_gender) == 2:
        look.needed_text(cells.description)
    if is_child(look, cells):
        return
    if cells.number > 1 and not (look.blank(cells.partner) and partner_of(look)):
        look.needed(cells.partner)
    age = age_of(look, cells)
    work = None if _stops_the_service(look, cells) else look.needed(cells.work)
    if work == _CHILD and age is not None:
        look.say("a child under 16, but 16 or over", cells.work, also=(cells.age,))
    if work is not None and age is not None:
        _doubt_work(look, cells, age, work)


def _check_age(look: Look, cells: Cells) -> None:
    text, least = look.text(cells.age), 16 if cells.number == 1 else 1
    age = age_of(look, cells)
    if not _AGE.fullmatch(text) or (age is not None and not least <= age <= 120):
        look.say(f"age is {least} to 120 or R", cells.age)


def _doubt_work(look: Look, cells: Cells, age: int, work: int) -> None:
    both = (cells.age, cells.work)
    if work == _RETIRED and age < RETIREMENT_AGE:
        look.say("retired under 66", *both, category=Category.SOFT)
    if age > RETIREMENT_AGE and work not in (_RETIRED, _REFUSED):
        look.say("over 66 and not retired", *both, category=Category.SOFT)


def check_doubts(look: Look) -> None:
    """What the user must confirm of the household as a whole: sick without a condition, pregnant without a likely mother."""
    if look.number(100) == 2:
        for cells in household(look):
            if work_of(look, cells) == _SICK:
                look.say("unable to work, but no condition", cells.work, 100, category=Category.SOFT)
    if look.number(93) == 1 and not any(_may_be_pregnant(look, cells) for cells in household(look)):
        look.say("pregnant, and nobody likely", 93, also=_ages_and_sexes(look), category=Category.SOFT)


def _may_be_pregnant(look: Look, cells: Cells) -> bool:
    if look.text(cells.sex).upper() == "M" and look.number(cells.same_gender) == 1:
        return False
    age = age_of(look, cells)
    return age is None or 13 <= age <= 55


def _ages_and_sexes(look: Look) -> tuple[int, ...]:
    return tuple(number for cells in household(look) for number in (cells.age, cells.sex, cells.same_gender))


