"""What keeps a schedule from being taken in or posted: totals that do not agree, a person twice, the same run once more. Pure.

Sums are pence. A total may be stated before or after what is taken off; whichever it is, the lines must come to it.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date

from housingdesk.benefits.rules.schedules.matching import Span
from housingdesk.benefits.rules.schedules.shapes import LINE_SUM, TOTAL, ReadLine
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem


def total_problems(stated_pence: int | None, lines: Sequence[ReadLine]) -> list[Problem]:
    """The stated total against the lines, and each line against itself (gross − recovery = net)."""
    found = [_line_problem(line) for line in lines if line.gross_pence - line.recovery_pence != line.net_pence]
    net, gross = sum(line.net_pence for line in lines), sum(line.gross_pence for line in lines)
    if stated_pence is not None and stated_pence not in (net, gross):
        found.append(Problem(TOTAL, difference("The schedule says", stated_pence, "its lines come to", net, lines)))
    return found


def _line_problem(line: ReadLine) -> Problem:
    left = line.gross_pence - line.recovery_pence
    return Problem(LINE_SUM, f"{format_pence(line.gross_pence)} less {format_pence(line.recovery_pence)} is "
                             f"{format_pence(left)}, but the line pays {format_pence(line.net_pence)}", line.number)


def difference(one: str, first_pence: int, other: str, second_pence: int, lines: Iterable[ReadLine]) -> str:
    """Two sums that should be the same, how far they are apart, and whether one line or recovery has that amount.

    >>> difference("Schedule", 1842011, "bank", 1839603, ())
    'Schedule £18,420.11, bank £18,396.03. Difference £24.08'
    """
    apart = abs(first_pence - second_pence)
    said = f"{one} {format_pence(first_pence)}, {other} {format_pence(second_pence)}. Difference {format_pence(apart)}"
    nets, taken = ([line for line in lines if apart and abs(pence(line)) == apart] for pence in (_net, _recovery))
    if nets:
        return f"{said}; {_lines(nets, 'line')} {_has(nets)} that amount"
    return f"{said}; {_lines(taken, 'deduction line')} {_has(taken)} that amount" if taken else said


def _net(line: ReadLine) -> int:
    return line.net_pence


def _recovery(line: ReadLine) -> int:
    return line.recovery_pence


def _lines(found: Sequence[ReadLine], word: str) -> str:
    if len(found) > 1:
        return f"{len(found)} {word}s"
    who = found[0].name or found[0].claim_reference or found[0].rent_reference
    return f"one {word}{f' ({who})' if who else ''}"


def _has(found: Sequence[ReadLine]) -> str:
    return "have" if len(found) > 1 else "has"


def twice(spans: Iterable[tuple[int, int, Span | None, int]]) -> dict[int, list[int]]:
    """Lines that pay one account twice for the same days, by their place: the places of the others.

    ``spans`` are (place, account, days, pence). A person may well stand on a run twice for different days.

    >>> week = (date(2026, 11, 2), date(2026, 11, 8))
    >>> twice([(1, 7, week, 5000), (2, 7, week, 5000), (3, 8, week, 100)])
    {1: [2], 2: [1]}
    """
    by_account: defaultdict[int, list[tuple[int, Span | None]]] = defaultdict(list)
    for place, account, span, pence in spans:
        if pence > 0:
            by_account[account].append((place, span))
    found: dict[int, list[int]] = {}
    for some in by_account.values():
        for place, span in some if len(some) > 1 else ():
            if others := [other for other, days in some if other != place and _overlap(span, days)]:
                found[place] = others
    return found


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def fingerprint(lines: Iterable[tuple[str, str, date | None, date | None, int]]) -> Hashable:
    """What two files of one run have in common whatever they are called: claim or name, days and net of every line."""
    return tuple(sorted((reference, name, str(start), str(end), net) for reference, name, start, end, net in lines))


def came_before(name: str, on: date, by: str, state_words: str) -> str:
    """That the same file came before."""
    return (f"This file came on {format_date(on)} already, as {name}, taken in by {by}; it is {state_words}. Nothing was taken "
            "in")


def same_run(name: str, on: date, lines: int, net_pence: int, state_words: str) -> str:
    """That another file holds the same run."""
    many = f"the same {lines:,} lines" if lines > 1 else "the same line"
    return (f"{name}, which came on {format_date(on)}, has {many} for {format_pence(net_pence)} and is "
            f"{state_words}. It is one run in two files; nothing was taken in")
