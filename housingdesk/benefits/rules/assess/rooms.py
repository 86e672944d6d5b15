"""How many bedrooms a household is allowed (HB Regs 2006 reg B13; UC Regs 2013 Sch 4 paras 8–12). Pure."""

from collections.abc import Sequence
from datetime import date

from housingdesk.benefits.rules.assess.case import Case, Member, Relation
from housingdesk.benefits.rules.assess.rates import NoFigure
from housingdesk.values.dates import age

_GROWN, _SHARES_WITH_ANY = 16, 10


def rooms_allowed(case: Case, on: date) -> tuple[int, list[str]]:
    """How many bedrooms, and for whom; NoFigure when a child's date of birth is missing."""
    found: list[tuple[int, str]] = [(1, "the claimant and partner" if case.couple else "the claimant")]
    joint = len(case.of(Relation.JOINT))
    others = _adults(case.of(Relation.OTHER))
    children = case.of(Relation.CHILD)
    apart_from_partner = any(one.own_room for one in case.of(Relation.CLAIMANT, Relation.PARTNER)) and case.couple
    if any(child.born_on is None for child in children):
        raise NoFigure("A child’s date of birth is missing, and the bedrooms go by age. Type it in")
    apart = [child for child in children if child.own_room or _years(child, on) >= _GROWN]
    young = [child for child in children if child not in apart]
    for count, one, many in ((int(apart_from_partner), "one of the couple who cannot share", ""),
                             (joint, "a joint tenant", "joint tenants"), (others, "another adult", "other adults"),
                             (len(apart), "a child with a room alone", "children with a room each"),
                             (_for_children(young, on), "the children", "the children"),
                             (int(case.carer_room), "an overnight carer", "")):
        if count:
            found.append((count, one if count == 1 else f"{count} for {many}"))
    return sum(count for count, _ in found), [words for _, words in found]


def _adults(people: Sequence[Member]) -> int:
    """A room for each other adult or couple."""
    return sum(not one.with_partner for one in people)


def _years(child: Member, on: date) -> int:
    assert child.born_on is not None
    return age(child.born_on, on)


def _for_children(children: Sequence[Member], on: date) -> int:
    """The fewest rooms: two under 16 of one sex share, and two under 10 of any.

    A child whose sex is not told shares only under 10, so that no room is counted away.
    """
    older = [child for child in children if _years(child, on) >= _SHARES_WITH_ANY]
    younger = [child.sex for child in children if _years(child, on) < _SHARES_WITH_ANY]
    rooms = sum(not child.sex for child in older)
    for sex in ("M", "F"):
        count = sum(child.sex == sex for child in older)
        rooms += (count + 1) // 2
        if count % 2 and sex in younger:
            younger.remove(sex)
    return rooms + (len(younger) + 1) // 2
