"""What a correction makes of an account's charge lines: dated charges and who pays them, as they were and as they become. Pure.

It changes no days that are still to come otherwise than days that are over; which of them were debited is not known here.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from housingdesk.errors import Refused
from housingdesk.rent.rules.charging import LineRow, ShareRow
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import ChargeCode, Payer
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen


@frozen
class ShareState:
    """Who pays how much of a charge line; pence None: the rest. ``start <= day < end``."""

    payer: Payer
    pence: int | None
    start: date
    end: date | None

    def row(self) -> ShareRow:
        """As charges are worked out from it."""
        return ShareRow(self.payer, self.pence, self.start, self.end)


@frozen
class LineState:
    """One charge line with its shares; ``id`` None: it is to be made. Pence a week (a month, a night)."""

    id: int | None
    code: ChargeCode
    description: str
    pence: int
    start: date
    end: date | None
    shares: tuple[ShareState, ...]

    def row(self) -> LineRow:
        """As charges are worked out from it."""
        return LineRow(self.code, self.pence, self.start, self.end, tuple(share.row() for share in self.shares))

    def said(self) -> str:
        """``Rent £105.00 from 02 Nov 2026``."""
        until = f" to {format_date(self.end - DAY)}" if self.end is not None else ""
        return f"{self.description} {format_pence(self.pence)} from {format_date(self.start)}{until}"


@frozen
class Life:
    """How an account is charged over time: its own first and last day, and its lines."""

    opens_on: date
    closes_on: date | None
    lines: tuple[LineState, ...]

    def line(self, line_id: int) -> LineState:
        """One of its lines; Refused when it is not there."""
        found = next((line for line in self.lines if line.id == line_id), None)
        if found is None:
            raise Refused("That charge is not there")
        return found


@frozen
class AmountCorrection:
    """A charge was another amount from a day on; without ``shares`` those that hold go on. Pence as the line has them."""

    line_id: int
    pence: int
    start: date
    shares: tuple[ShareDraft, ...] | None = None


@frozen
class SharesCorrection:
    """Others paid a charge from a day on."""

    line_id: int
    shares: tuple[ShareDraft, ...]
    start: date


@frozen
class NewChargeCorrection:
    """A charge was forgotten: it holds from ``start`` up to but not including ``end``."""

    account_id: int
    draft: ChargeDraft
    start: date
    end: date | None = None


@frozen
class EndCorrection:
    """A charge held up to a day; ``before`` is the first day without it."""

    line_id: int
    before: date


@frozen
class StartCorrection:
    """An agreement began on another day."""

    tenancy_id: int
    start: date


@frozen
class LastDayCorrection:
    """An agreement ended by an event of another day."""

    tenancy_id: int
    event_on: date


ChargeCorrection = AmountCorrection | SharesCorrection | NewChargeCorrection | EndCorrection
DayCorrection = StartCorrection | LastDayCorrection
SHORTEST_REASON = 4


def reason_problem(reason: str) -> str:
    """What is wrong with the reason of a correction; empty when nothing is."""
    return "" if len(reason.strip()) >= SHORTEST_REASON else "Say in a few words why; it is kept with the correction"


def drafted(start: date, end: date | None, shares: Sequence[ShareDraft]) -> tuple[ShareState, ...]:
    """Shares as somebody typed them, holding as long as their line."""
    return tuple(ShareState(share.payer, share.pence, start, end) for share in shares)


def with_amount(life: Life, line_id: int, pence: int, start: date, shares: Sequence[ShareDraft] | None) -> Life:
    """A charge is another amount from a day on; from its first day on: it never was the old one."""
    line = life.line(line_id)
    _refuse_outside(line, start)
    kept = drafted(start, line.end, shares) if shares is not None else from_day(line.shares, start)
    if start == line.start:
        return _swap(life, line, replace(line, pence=pence, shares=kept))
    new = LineState(None, line.code, line.description, pence, start, line.end, kept)
    return _swap(life, line, replace(line, end=start, shares=_before(line.shares, start)), new)


def with_shares(life: Life, line_id: int, shares: Sequence[ShareDraft], start: date) -> Life:
    """Others pay a charge from a day on."""
    line = life.line(line_id)
    _refuse_outside(line, start)
    return _swap(life, line, replace(line, shares=(*_before(line.shares, start), *drafted(start, line.end, shares))))


def with_line(life: Life, draft: ChargeDraft, start: date, end: date | None) -> Life:
    """A charge that was forgotten."""
    if start < life.opens_on:
        raise Refused(f"The account opens on {format_date(life.opens_on)}; a charge cannot begin before it")
    if end is not None and end <= start:
        raise Refused("A charge ends after it begins")
    made = LineState(None, draft.code, draft.description.strip(), draft.pence, start, end, drafted(start, end, draft.shares))
    return replace(life, lines=(*life.lines, made))


def with_end(life: Life, line_id: int, before: date) -> Life:
    """A charge held up to a day; ``before`` is the first day it does not, and where it is its first day it never held."""
    line = life.line(line_id)
    _refuse_outside(line, before)
    if before == line.start:
        return replace(life, lines=tuple(one for one in life.lines if one is not line))
    return _swap(life, line, replace(line, end=before, shares=_before(line.shares, before)))


def with_first_day(life: Life, start: date) -> Life:
    """The account begins on another day: the charges of its first day do too, and what ended before it never was."""
    if life.closes_on is not None and start > life.closes_on:
        raise Refused(f"Its last day is {format_date(life.closes_on)}, so it cannot begin on {format_date(start)}")
    lines = []
    for line in life.lines:
        if line.end is not None and line.end <= start:
            continue
        first = start if line.start in (life.opens_on, start) or line.start < start else line.start
        if first == line.start:
            lines.append(line)
            continue
        shares = tuple(replace(share, start=first if share.start == line.start or share.start < first else share.start)
                       for share in line.shares if share.end is None or share.end > first)
        lines.append(replace(line, start=first, shares=shares))
    return replace(life, opens_on=start, lines=tuple(lines))


def as_it_was(life: Life, before: Life, after: Life) -> Life:
    """A life without a correction: the lines before it, beside those it left alone. Refused once its own were changed again."""
    if any(line not in life.lines for line in after.lines) or life.opens_on != after.opens_on:
        raise Refused("These charges were changed again since. Take that back first")
    there, back = {line.id for line in life.lines}, {line.id for line in before.lines}
    kept = tuple(line for line in life.lines if line not in after.lines and line.id not in back)
    lines = tuple(line if line.id in there else replace(line, id=None) for line in before.lines)
    return Life(before.opens_on, life.closes_on, (*kept, *lines))


def _refuse_outside(line: LineState, day: date) -> None:
    if day < line.start:
        raise Refused(f"This charge began on {format_date(line.start)}; choose that day or a later one")
    if line.end is not None and day >= line.end:
        raise Refused(f"{line.description} of {format_pence(line.pence)} ends on {format_date(line.end - DAY)} already")


def _swap(life: Life, line: LineState, *put: LineState) -> Life:
    place = life.lines.index(line)
    return replace(life, lines=(*life.lines[:place], *put, *life.lines[place + 1:]))


def _before(shares: Sequence[ShareState], day: date) -> tuple[ShareState, ...]:
    return tuple(replace(share, end=day) if share.end is None or share.end > day else share
                 for share in shares if share.start < day)


def from_day(shares: Sequence[ShareState], day: date) -> tuple[ShareState, ...]:
    """The shares that hold on a day or later, from that day on."""
    return tuple(replace(share, start=max(day, share.start)) for share in shares if share.end is None or share.end > day)


def each_time(shares: Sequence[ShareState]) -> list[tuple[ShareDraft, ...]]:
    """Who pays on each day on which that changes."""
    return [tuple(ShareDraft(s.payer, s.pence) for s in shares if s.start <= day and (s.end is None or s.end > day))
            for day in sorted({share.start for share in shares})]


def changed_lines(was: Life, now: Life) -> tuple[list[LineState], list[LineState]]:
    """The lines that are not the same in both: as they were, and as they become."""
    return [line for line in was.lines if line not in now.lines], [line for line in now.lines if line not in was.lines]


def to_json(life: Life, lines: Sequence[LineState]) -> str:
    """A state as a correction keeps it: the account's days and some of its lines."""
    return json.dumps({"opens_on": life.opens_on.isoformat(), "closes_on": _iso(life.closes_on), "lines": [
        {"id": line.id, "code": line.code, "description": line.description, "pence": line.pence,
         "start": line.start.isoformat(), "end": _iso(line.end),
         "shares": [[share.payer, share.pence, share.start.isoformat(), _iso(share.end)] for share in line.shares]}
        for line in lines]}, ensure_ascii=False)


def from_json(text: str) -> Life:
    """A state as a correction kept it."""
    kept: dict[str, Any] = json.loads(text)
    lines = tuple(LineState(line["id"], ChargeCode(line["code"]), line["description"], line["pence"],
                            date.fromisoformat(line["start"]), _day(line["end"]),
                            tuple(ShareState(Payer(payer), pence, date.fromisoformat(start), _day(end))
                                  for payer, pence, start, end in line["shares"])) for line in kept["lines"])
    return Life(date.fromisoformat(kept["opens_on"]), _day(kept["closes_on"]), lines)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
