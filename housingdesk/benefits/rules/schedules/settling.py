"""How far each line of a schedule is settled: whose it is, whose debt is taken off it, and which lines still need a person.

A negative line and a person twice always need somebody, whatever the reference says; what a person chose is left alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from housingdesk.benefits.rules.schedules.controls import twice
from housingdesk.benefits.rules.schedules.matching import Directory, Match, Span, match
from housingdesk.benefits.rules.schedules.recoveries import Debt, memory_key, taken, whose
from housingdesk.benefits.rules.schedules.shapes import ReadLine
from housingdesk.benefits.rules.words import LineState
from housingdesk.values.money import format_pence


class Settled(NamedTuple):
    """What is stored of a line beside what the file says."""

    state: LineState
    account_id: int | None = None
    claim_id: int | None = None
    overpayment_id: int | None = None
    recovery_account_id: int | None = None
    why: str = ""
    sure: bool = False


def span_of(line: ReadLine, whole: Span | None) -> Span | None:
    """The first and last day that a line is for; the schedule's own where the line names none."""
    if line.period_from is not None and line.period_to is not None and line.period_from <= line.period_to:
        return line.period_from, line.period_to
    return whole


def settle(lines: Sequence[ReadLine], directory: Directory, debts: Sequence[Debt], whole: Span | None,
           kept: Mapping[int, Settled] | None = None) -> list[Settled]:
    """Every line, in order. ``kept``: what a person said, by the line's place, which stands."""
    chosen = kept or {}
    found = [chosen[place] if place in chosen else _one(line, directory, debts, span_of(line, whole))
             for place, line in enumerate(lines)]
    doubled = twice((place, one.account_id, span_of(lines[place], None), lines[place].gross_pence)
                    for place, one in enumerate(found) if one.account_id is not None and one.state is not LineState.NOT_OURS)
    for place, others in doubled.items():
        if place not in chosen:
            found[place] = _asking(found[place], twice_words(lines[other].number for other in others))
    return found


def twice_words(others: Iterable[int]) -> str:
    """What is said of a line whose person stands on the schedule in other lines, too."""
    return f"Twice on this schedule for the same days: also line {', '.join(map(str, others))}"


def _one(line: ReadLine, directory: Directory, debts: Sequence[Debt], span: Span | None) -> Settled:
    found = match(line, directory, span)
    pence = taken(line)
    if found.state is not LineState.MATCHED or not pence:
        return _settled(found)
    tenancy = directory.by_account[found.account_id].tenancy_id if found.account_id in directory.by_account else None
    said = directory.memory.get(memory_key(line))
    debt = whose(pence, tenancy, debts, said)
    made = Settled(LineState.MATCHED, found.account_id, found.claim_id, debt.overpayment_id, debt.account_id,
                   f"{found.why}; {debt.why}"[:500], found.sure and debt.sure)
    if line.gross_pence < 0 and said is None:
        return _asking(made, f"{format_pence(-line.gross_pence)} is taken back. Say whose debt it is")
    return made if debt.account_id is not None else _asking(made, debt.why)


def _settled(found: Match) -> Settled:
    return Settled(found.state, found.account_id, found.claim_id, None, None, found.why, found.sure)


def _asking(one: Settled, why: str) -> Settled:
    return Settled(LineState.ASK, one.account_id, one.claim_id, one.overpayment_id, one.recovery_account_id, why[:500])
