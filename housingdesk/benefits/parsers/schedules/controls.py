"""Whether a schedule agrees with itself: its lines with its total, its periods with its weekly amounts, no line twice."""

from collections import Counter
from collections.abc import Iterator, Sequence

from housingdesk.benefits.parsers.schedules.layout import Layout
from housingdesk.benefits.parsers.schedules.masking import has_ni_number
from housingdesk.benefits.rules.schedules.shapes import FILE, NI_NUMBER, TOTAL, TWICE, WEEKLY, ReadLine
from housingdesk.values.money import format_pence, portion
from housingdesk.values.problems import Problem

_PENCE_OFF, _PART_OFF = 100, 50
"""A line may be a pound, or a fiftieth, off its weekly amount times its days before a word is said."""


def stated_of(totals: Sequence[int], parts: Sequence[int], net: int) -> int | None:
    """The total that a file gives: its last; its totals together where they are of the parts of it."""
    if not totals:
        return sum(parts) if parts and sum(parts) == net else None
    if net in totals:
        return net
    return sum(totals) if len(totals) > 1 and sum(totals) == net else totals[-1]


def check_lines(lines: Sequence[ReadLine], stated: int | None) -> Iterator[Problem]:
    """What does not agree, the total first."""
    net = sum(line.net_pence for line in lines)
    if stated is not None and stated != net:
        yield Problem(TOTAL, _difference(lines, stated, net))
    for line in lines:
        if (said := _weekly(line)) is not None:
            yield Problem(WEEKLY, said, line.number)
    yield from _twice(lines)


def _difference(lines: Sequence[ReadLine], stated: int, net: int) -> str:
    off = abs(stated - net)
    said = (f"The file says that its total is {format_pence(stated)}, but its lines come to {format_pence(net)}. "
            f"Difference {format_pence(off)}")
    same = [line.number for line in lines if off in (abs(line.net_pence), abs(line.recovery_pence), abs(line.gross_pence))]
    if len(same) == 1:
        return f"{said}; line {same[0]} has that amount"
    return f"{said}; {len(same)} lines have that amount" if same else said


def _weekly(line: ReadLine) -> str | None:
    if not line.weekly_pence or line.period_from is None or line.period_to is None or line.gross_pence <= 0:
        return None
    days = (line.period_to - line.period_from).days + 1
    reckoned = portion(line.weekly_pence, days, 7)
    if abs(reckoned - line.gross_pence) <= max(_PENCE_OFF, abs(reckoned) // _PART_OFF):
        return None
    return (f"{days} days at {format_pence(line.weekly_pence)} a week are {format_pence(reckoned)}, but the line has "
            f"{format_pence(line.gross_pence)}")


def _twice(lines: Sequence[ReadLine]) -> Iterator[Problem]:
    """Lines that say the very same: the same person, days and amounts."""
    def key(line: ReadLine) -> tuple[object, ...]:
        return (line.claim_reference, line.rent_reference, line.name, line.period_from, line.period_to, line.gross_pence,
                line.recovery_pence, line.net_pence)
    keys = list(map(key, lines))
    if len(set(keys)) == len(keys):
        return
    count = Counter(keys)
    seen: dict[tuple[object, ...], int] = {}
    for line, said in zip(lines, keys, strict=True):
        if count[said] > 1 and (line.claim_reference or line.rent_reference or line.name):
            first = seen.setdefault(said, line.number)
            if first != line.number:
                yield Problem(TWICE, f"The same line stands in line {first} already", line.number)


def ni_columns(layout: Layout, rows: Sequence[Sequence[str]]) -> Iterator[Problem]:
    """Which columns hold National Insurance numbers, each said once."""
    for place in range(len(layout.roles)):
        if has_ni_number("\n".join([row[place] for row in rows if place < len(row)])):  # no number goes over a line's end
            head = f", “{layout.head[place]}”," if place < len(layout.head) and layout.head[place] else ""
            yield Problem(NI_NUMBER, f"Column {place + 1}{head} holds National Insurance numbers. They are not kept", None,
                          place + 1)


def gross_only(lines: Sequence[ReadLine], stated: int | None) -> Problem | None:
    """A total that is the gross one says nothing about the bank: it is said, and not held against the schedule."""
    gross, net = sum(line.gross_pence for line in lines), sum(line.net_pence for line in lines)
    if stated is None or stated != gross or gross == net:
        return None
    return Problem(FILE, f"The file’s total of {format_pence(gross)} is the gross; {format_pence(net)} is to come to the bank")
