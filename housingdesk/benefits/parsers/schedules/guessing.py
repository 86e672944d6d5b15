"""Which columns a schedule that nobody has explained has, and whether that is sure enough to be used without asking."""

from collections.abc import Sequence

from housingdesk.benefits.parsers.schedules import layout as roles
from housingdesk.benefits.parsers.schedules.content import by_content, is_money
from housingdesk.benefits.parsers.schedules.heads import REFERENCE, heading, role_of, settled
from housingdesk.benefits.parsers.schedules.layout import Layout

_AMOUNTS = frozenset({roles.GROSS, roles.RECOVERY, roles.NET, roles.WEEKLY})


def guess(rows: Sequence[Sequence[str]]) -> Layout:
    """What the columns hold by their heads, and where heads are not known by what is in them."""
    width = max((len(row) for row in rows), default=0)
    first, after, head = heading(rows)
    if after == first:
        head = _heads_in_other_words(rows)
        return Layout(by_content([row for row in rows if tuple(row) != head]), head)
    named = (*settled(head), *[""] * (width - len(head)))
    if {roles.CLAIM, roles.RENT, roles.NAME, roles.LAST} & set(named) and {roles.NET, roles.GROSS} & set(named):
        return Layout(named, tuple(head))
    seen = by_content(rows[after:])
    free = {role for role in seen if role} - set(named)
    filled = tuple(role or (other if other in free and not _known(head, place) else "")
                   for place, (role, other) in enumerate(zip(named, (*seen, *[""] * width), strict=False)))
    return Layout(filled, tuple(head))


def _heads_in_other_words(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The row above the first row of money, if it has a word over every column: heads, though nobody knows them yet."""
    first = next((place for place, row in enumerate(rows) if sum(map(bool, row)) > 1 and any(map(is_money, row))), 0)
    if not first:
        return ()
    above = rows[first - 1]
    if sum(map(bool, above)) < max(2, sum(map(bool, rows[first]))) or any(map(str.isdigit, "".join(above))):
        return ()
    return tuple(above)


def _known(head: Sequence[str], place: int) -> bool:
    return place < len(head) and bool(role_of(head[place]))


def is_sure(layout: Layout, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a guess may be used unasked: by heads alone, no amount left over, and whose reference it is is said."""
    if not layout.head or layout.problems():
        return False
    heads = [role_of(cell) for cell in layout.head]
    if any(role and not role_of(cell) for role, cell in zip(layout.roles, layout.head, strict=False)):
        return False
    if REFERENCE in heads and {roles.NAME, roles.LAST, roles.FROM, roles.PERIOD} & set(layout.roles) and not (
            {roles.CLAIM} & set(heads) or {roles.RENT} & set(heads)):
        return False
    left = [place for place, role in enumerate(layout.roles) if not role and not (place < len(heads) and heads[place])]
    return not any(place < len(row) and is_money(row[place]) for row in rows for place in left) if left else True
