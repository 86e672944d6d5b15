"""Which statements of account were made for whom, over which days, how each went and when; or why it did not.

The Pre-Action Protocol for Possession Claims by Social Landlords, paragraph 2.3, asks for one at least every quarter.
"""

import json
from datetime import date
from typing import Any

from housingdesk.letters.models import Letter, LetterRun
from housingdesk.letters.queries.rounds import StopRow, deliveries
from housingdesk.letters.rules.states import LetterState, StopOutcome, Way
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

TEMPLATE = "statement"
"""What a letter that is a statement alone is filed under."""
_WENT = frozenset({LetterState.POSTED, LetterState.DELIVERED, LetterState.SENT})
_NOT = {LetterState.HELD: "", LetterState.WITHDRAWN: "Withdrawn before it was printed", LetterState.SPOILED: "Spoiled",
        LetterState.CAME_BACK: "Came back"}


@frozen
class StatementRow:
    """One statement to one person. ``posted_on`` is the day it was posted, carried to the door or sent by e-mail.

    ``covers_from``/``covers_until`` are its first and last day; None for one that was made without a run of a quarter.
    ``why_not`` says why it did not reach them; it is empty while it is on its way, and when it went. ``account_id`` is None
    where the statement does not say which of an agreement's accounts it is of.
    """

    letter_id: int
    run_id: int
    account_id: int | None
    subject: str
    addressee: str
    dated: date
    covers_from: date | None
    covers_until: date | None
    way: Way
    state: LetterState
    posted_on: date | None
    why_not: str
    large_print: bool
    document_id: int | None

    @property
    def went(self) -> bool:
        """Whether it left the office and did not come back."""
        return self.state in _WENT


def issued(tenancy_id: int) -> list[StatementRow]:
    """Every statement made for the people of an agreement, the newest first; copies for others are left out."""
    return _rows(Letter.subject == str(Ref("tenancy", tenancy_id)))


def of_period(start: date, end: date) -> list[StatementRow]:
    """Every statement made in runs that cover exactly these days, the newest first."""
    return _rows((LetterRun.covers_from == start) & (LetterRun.covers_until == end))


def made_since(start: date) -> list[StatementRow]:
    """Every statement dated on a day or later, the newest first."""
    return _rows(Letter.dated >= start)


def first_run(start: date, end: date) -> date | None:
    """The day of the first run over exactly these days of which a letter was not withdrawn; None when there is none."""
    row = (LetterRun.select(LetterRun.made_at).join(Letter, on=(Letter.run == LetterRun.id))
           .where((LetterRun.covers_from == start) & (LetterRun.covers_until == end) & (Letter.state != LetterState.WITHDRAWN))
           .order_by(LetterRun.id).limit(1).tuples().first())
    return row[0].date() if row is not None else None


_COLUMNS = (Letter.id, Letter.run, Letter.data, Letter.subject, Letter.addressee, Letter.dated, LetterRun.covers_from,
            LetterRun.covers_until, Letter.way, Letter.state, Letter.posted_on, Letter.held_because, Letter.large_print,
            Letter.document)


def _rows(where: Any) -> list[StatementRow]:
    theirs = where & (Letter.template == TEMPLATE) & Letter.copy_of.is_null()
    rows = list(Letter.select(*_COLUMNS).join(LetterRun).where(theirs).order_by(Letter.dated.desc(), Letter.id.desc()).tuples())
    doors = deliveries([row[0] for row in rows if row[9] in (LetterState.DELIVERED, LetterState.PRINTED)])
    return [_row(row, doors.get(row[0])) for row in rows]


def _row(row: tuple[Any, ...], stop: StopRow | None) -> StatementRow:
    (letter, run, data, subject, addressee, dated, start, end, way, state, posted_on, because, large, document) = row
    if posted_on is None and stop is not None and state == LetterState.DELIVERED:
        posted_on = stop.on
    return StatementRow(letter, run, _account(data), subject, addressee, dated, start, end, Way(way), LetterState(state),
                        posted_on, _why_not(LetterState(state), because or "", stop), bool(large), document)


def _why_not(state: LetterState, because: str, stop: StopRow | None) -> str:
    if state in _NOT:
        return ": ".join(part for part in (_NOT[state], because) if part)
    return f"Not delivered: {stop.note}" if stop is not None and stop.outcome is StopOutcome.NOT_DELIVERED else ""


def _account(data: str) -> int | None:
    found = json.loads(data).get("account")
    return found if isinstance(found, int) else None
