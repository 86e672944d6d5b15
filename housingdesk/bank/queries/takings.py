"""Money taken at a desk as rows: what was taken, what is not banked yet and since when, and the day's sums to be counted."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN

from housingdesk.bank.models import BankLine, LineState, PayingInSlip, Taking
from housingdesk.bank.queries import slips as slip_queries
from housingdesk.bank.rules.words import SlipState, TakingState, TakingWay
from housingdesk.errors import NotFound
from housingdesk.properties.models import Space
from housingdesk.rent.models import Account
from housingdesk.settings.queries import value
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

NOT_BANKED = (TakingState.TAKEN, TakingState.ON_SLIP)
DAYS = "money.taking_days"
_RETURNED_WITHIN = timedelta(days=60)


@frozen
class TakingRow:
    """A taking as listed. ``days``: since it was taken; ``place`` is empty for the office."""

    id: int
    version: int
    number: int
    account_id: int
    account_reference: str
    names: str
    address: str
    tenancy_id: int | None
    pence: int
    way: TakingWay
    taken_on: date
    paid_by: str
    drawn_on: str
    place_id: int | None
    place: str
    state: TakingState
    slip_id: int | None
    slip_number: int | None
    document_id: int | None
    note: str
    taken_at: datetime
    taken_by: str
    returned_line_id: int | None
    days: int

    @property
    def where(self) -> str:
        """Where it was taken."""
        return self.place or "the office"


@frozen
class TillSum:
    """What somebody took in one way on a day, to be counted against what lies in the till."""

    taken_by: str
    way: TakingWay
    count: int
    pence: int


@frozen
class ReturnFit:
    """A debit of the bank that may be a cheque which came back."""

    bank_line_id: int
    made_on: date
    narrative: str


def takings(on: date, *states: TakingState, taken_on: date | None = None, limit: int = 500) -> tuple[TakingRow, ...]:
    """Takings in these states (all of them without), of one day if asked; the newest first."""
    query = _select()
    if states:
        query = query.where(Taking.state.in_(states))
    if taken_on is not None:
        query = query.where(Taking.taken_on == taken_on)
    return _rows(query.order_by(Taking.number.desc()).limit(limit).tuples(), on)


def taking(taking_id: int, on: date) -> TakingRow:
    """One taking; NotFound if there is none."""
    found = _rows(_select().where(Taking.id == taking_id).tuples(), on)
    if not found:
        raise NotFound("This receipt is no longer there")
    return found[0]


def on_slip(slip_id: int, on: date) -> tuple[TakingRow, ...]:
    """What is on a slip, in the order of the receipts."""
    return _rows(_select().where(Taking.slip == slip_id).order_by(Taking.number).tuples(), on)


def _select() -> Any:
    one = Taking
    return (one.select(one.id, one.version, one.number, one.account, Account.reference, Account.name, Tenancy.address,
                       Account.tenancy, one.pence, one.way, one.taken_on, one.paid_by, one.drawn_on, one.place, Space.label,
                       one.state, one.slip, PayingInSlip.number, one.document, one.note, one.taken_at, one.taken_by,
                       one.returned_line)
            .join(Account, on=(Account.id == one.account))
            .join_from(Account, Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy))
            .join_from(one, Space, JOIN.LEFT_OUTER, on=(Space.id == one.place))
            .join_from(one, PayingInSlip, JOIN.LEFT_OUTER, on=(PayingInSlip.id == one.slip)))


def _rows(rows: Iterable[Any], on: date) -> tuple[TakingRow, ...]:
    return tuple(TakingRow(*(*row[:6], row[6] or "", *row[7:14], row[14] or "", *row[15:], (on - row[10]).days))
                 for row in rows)


def till(rows: Sequence[TakingRow]) -> tuple[TillSum, ...]:
    """The sums of some takings by person and way; what was withdrawn counts nowhere."""
    found: dict[tuple[str, TakingWay], list[int]] = {}
    for one in rows:
        if one.state is not TakingState.WITHDRAWN:
            found.setdefault((one.taken_by, one.way), []).append(one.pence)
    return tuple(TillSum(who, way, len(some), sum(some)) for (who, way), some in sorted(found.items()))


def return_lines(taking_id: int, on: date) -> tuple[ReturnFit, ...]:
    """The bank's debits of a cheque's sum since it was taken, those that name its number first."""
    one = taking(taking_id, on)
    rows = (BankLine.select(BankLine.id, BankLine.made_on, BankLine.narrative)
            .where((BankLine.pence == -one.pence) & BankLine.state.in_((LineState.WAITING, LineState.PARKED))
                   & (BankLine.made_on >= one.taken_on) & (BankLine.made_on <= one.taken_on + _RETURNED_WITHIN))
            .order_by(BankLine.made_on, BankLine.id).tuples())
    found = [ReturnFit(*row) for row in rows]
    return tuple(sorted(found, key=lambda fit: not (one.drawn_on and one.drawn_on in fit.narrative)))


def due(on: date) -> list[tuple[date, str]]:
    """Takings and slips that lie for longer than the association lets them, in one sentence for each slip or day."""
    days = int(value(DAYS, on))
    late = [one for one in takings(on, TakingState.TAKEN) if one.days >= days and one.way is not TakingWay.CARD]
    found = []
    if late:
        oldest = min(one.taken_on for one in late)
        total = format_pence(sum(one.pence for one in late))
        found.append((oldest + timedelta(days), f"{total} taken and not yet banked, the oldest for {(on - oldest).days} days"))
    for one in slip_queries.slips(on, SlipState.MADE):
        if one.days >= days:
            found.append((one.made_on + timedelta(days),
                          f"Paying-in slip {one.number}, {format_pence(one.pence)}, is not in the bank for {one.days} days"))
    return found
