"""What an account is charged once its person has another room: the charges of the room, who pays them as before. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from housingdesk.errors import Refused
from housingdesk.rent.rules.corrections import Life, LineState, from_day, with_amount, with_end, with_line
from housingdesk.rent.rules.drafts import ChargeDraft, problems
from housingdesk.rent.rules.words import Frequency
from housingdesk.values.money import format_pence, portion


def charged_anew(life: Life, on: date, charges: Sequence[ChargeDraft]) -> Life:
    """An account's charges from a day on: of a charge that goes on only the amount changes, others end, new ones begin.

    A charge goes on where its code is charged again. Refused where a payer's fixed part is more than the new charge.
    """
    left, now = list(charges), life
    for line in in_force(life, on):
        draft = _of(line, left)
        if draft is None:
            now = with_end(now, _id(line), on)
            continue
        left.remove(draft)
        if draft.pence != line.pence:
            _refuse_parts(line, draft, on)
            now = with_amount(now, _id(line), draft.pence, on, None)
    for draft in left:
        if found := problems(draft):
            raise Refused(". ".join(one.message for one in found))
        now = with_line(now, draft, on, None)
    return now


def in_force(life: Life, on: date) -> list[LineState]:
    """The lines that hold on a day."""
    return [line for line in life.lines if line.start <= on and (line.end is None or line.end > on)]


def _of(line: LineState, charges: Sequence[ChargeDraft]) -> ChargeDraft | None:
    same = [draft for draft in charges if draft.code is line.code]
    return next((draft for draft in same if draft.description == line.description), next(iter(same), None))


def _id(line: LineState) -> int:
    assert line.id is not None
    return line.id


def _refuse_parts(line: LineState, draft: ChargeDraft, on: date) -> None:
    for day in {max(on, share.start) for share in from_day(line.shares, on)}:
        fixed = sum(share.pence or 0 for share in line.shares if share.start <= day and (share.end is None or share.end > day))
        if fixed > draft.pence:
            raise Refused(f"{line.description}: others pay {format_pence(fixed)} of it, more than the new charge of "
                          f"{format_pence(draft.pence)}. Change who pays first")


def in_rhythm(charges: Sequence[ChargeDraft], charged: Frequency, wanted: Frequency) -> tuple[ChargeDraft, ...]:
    """Charges of one account as another would have them: a week's as a month's or a night's, rounded once."""
    if _unit(charged) == _unit(wanted):
        return tuple(charges)
    return tuple(replace(one, pence=_across(one.pence, _unit(charged), _unit(wanted))) for one in charges)


_A_WEEK = {Frequency.WEEKLY: (1, 1), Frequency.MONTHLY: (12, 52), Frequency.NIGHTLY: (7, 1)}
"""Pence of each rhythm × the first ÷ the second are a week's."""


def _unit(frequency: Frequency) -> Frequency:
    return frequency if frequency in (Frequency.MONTHLY, Frequency.NIGHTLY) else Frequency.WEEKLY


def _across(pence: int, charged: Frequency, wanted: Frequency) -> int:
    (times, by), (more, less) = _A_WEEK[charged], _A_WEEK[wanted]
    return portion(pence, times * less, by * more)
