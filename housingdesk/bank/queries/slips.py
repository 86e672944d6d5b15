"""Paying-in slips as rows, what is on each, and which line of the bank is whose."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from housingdesk.bank.models import BankAccount, BankLine, LineState, PayingInSlip, Taking
from housingdesk.bank.rules.words import SlipState, TakingState
from housingdesk.errors import NotFound
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_BANKED_WITHIN = timedelta(days=14)
_MOST = 6


@frozen
class SlipRow:
    """A paying-in slip as listed. Pence; ``days``: since it was made."""

    id: int
    version: int
    number: int
    bank_account_id: int
    bank: str
    made_on: date
    pence: int
    takings: int
    state: SlipState
    bank_line_id: int | None
    document_id: int | None
    made_at: datetime
    made_by: str
    days: int

    @property
    def words(self) -> str:
        """What it is called in a sentence."""
        return f"paying-in slip {self.number} of {format_date(self.made_on)}"


@frozen
class SlipFit:
    """A line of the bank that may be a slip's, with what speaks for it. ``sure``: it names the slip, or is the only one."""

    bank_line_id: int
    made_on: date
    pence: int
    narrative: str
    sure: bool
    sentence: str


def slips(on: date | None, *states: SlipState, limit: int = 200) -> tuple[SlipRow, ...]:
    """Slips in these states (all of them without), the newest first; without a day their age stays 0."""
    query = _select()
    if states:
        query = query.where(PayingInSlip.state.in_(states))
    rows = query.order_by(PayingInSlip.number.desc()).limit(limit).tuples()
    return tuple(SlipRow(*(*row, (on - row[5]).days if on is not None else 0)) for row in rows)


def slip(slip_id: int, on: date) -> SlipRow:
    """One slip; NotFound if there is none."""
    row: Any = _select().where(PayingInSlip.id == slip_id).tuples().first()
    if row is None:
        raise NotFound("This paying-in slip is no longer there")
    return SlipRow(*(*row, (on - row[5]).days))


def _select() -> Any:
    one = PayingInSlip
    return one.select(one.id, one.version, one.number, one.bank_account, BankAccount.name, one.made_on, one.pence, one.takings,
                      one.state, one.bank_line, one.document, one.made_at, one.made_by).join(BankAccount)


def slip_lines() -> dict[int, tuple[SlipFit, ...]]:
    """For each slip still to be paid in, the bank's waiting lines of its sum from its day on, the likeliest first."""
    made = slips(None, SlipState.MADE)
    if not made:
        return {}
    rows = list(BankLine.select(BankLine.id, BankLine.account, BankLine.made_on, BankLine.pence, BankLine.narrative)
                .where(BankLine.state.in_((LineState.WAITING, LineState.PARKED))
                       & BankLine.pence.in_({one.pence for one in made})).order_by(BankLine.made_on, BankLine.id).tuples())
    return {one.id: _fits(one, made, rows) for one in made}


def _fits(one: SlipRow, made: Sequence[SlipRow], rows: Sequence[Any]) -> tuple[SlipFit, ...]:
    mine = [row for row in rows if row[1] == one.bank_account_id and row[3] == one.pence
            and one.made_on <= row[2] <= one.made_on + _BANKED_WITHIN]
    rivals = sum(other.pence == one.pence and other.bank_account_id == one.bank_account_id for other in made)
    found = []
    for line, _, day, pence, narrative in mine:
        named = str(one.number) in _numbers(narrative)
        alone = len(mine) == 1 and rivals == 1
        why = f"its words have the number {one.number}" if named else "the only line of this sum" if alone else "of this sum"
        found.append(SlipFit(line, day, pence, narrative, named or alone,
                             f"{format_pence(pence)} on {format_date(day)}, {why}"))
    return tuple(sorted(found, key=lambda fit: (not fit.sure, fit.made_on, fit.bank_line_id))[:_MOST])


def _numbers(narrative: str) -> set[str]:
    return {word.lstrip("0") for word in narrative.replace("/", " ").split() if word.isdigit()}


def slips_of_lines(pence_by_line: Mapping[int, int]) -> dict[int, tuple[int, str]]:
    """The slip whose line a line of the bank may be, with what is said of it, by the line; only where it is sure."""
    if not pence_by_line:
        return {}
    words = {one.id: one.words for one in slips(None, SlipState.MADE)}
    return {fit.bank_line_id: (slip_id, f"This is {words[slip_id]}") for slip_id, fits in slip_lines().items()
            for fit in fits[:1] if fit.sure and fit.bank_line_id in pence_by_line}


def slips_on(bank_line_ids: Collection[int]) -> list[str]:
    """What is banked or returned by these lines of the bank, in words."""
    ids = list(bank_line_ids)
    found = [f"paying-in slip {number}" for number, in PayingInSlip.select(PayingInSlip.number).where(
        PayingInSlip.bank_line.in_(ids) & (PayingInSlip.state == SlipState.BANKED)).tuples()]
    return found + [f"the return of receipt {number}" for number, in Taking.select(Taking.number).where(
        Taking.returned_line.in_(ids) & (Taking.state == TakingState.BOUNCED)).tuples()]
