"""Direct Debit Instructions as rows, what each is due, and the next payment of an account."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import JOIN, fn

from housingdesk.bank.models import Mandate
from housingdesk.bank.rules.instructions import RUNS, charged_pence, suggested_reference
from housingdesk.bank.rules.words import MandateState
from housingdesk.errors import NotFound
from housingdesk.rent.models import Account, Balance, ExpectedPayment
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries.charging import charge_split
from housingdesk.rent.rules.words import Frequency
from housingdesk.settings.queries import extra_holidays, value
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import add_working_days, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

NOTICE_DAYS, FILE_DAYS, CLAIM_DAYS = "money.dd_notice_days", "money.dd_file_days", "money.dd_claim_days"


@frozen
class MandateRow:
    """An instruction as listed. ``pence`` None: what is charged; ``due_pence`` is what the next payment comes to."""

    id: int
    version: int
    account_id: int
    account_reference: str
    account_frequency: Frequency
    account_pence: int
    closes_on: date | None
    names: str
    address: str
    tenancy_id: int | None
    reference: str
    payer_name: str
    sort_code: str
    account_number: str
    frequency: Frequency
    day: int | None
    pence: int | None
    state: MandateState
    signed_on: date
    next_on: date | None
    last_on: date | None
    collected: int
    why: str
    due_pence: int

    @property
    def runs(self) -> bool:
        """Whether it is or will be collected."""
        return self.state in RUNS

    @property
    def sentence(self) -> str:
        """It in one sentence, without the payer's bank details."""
        if not self.runs:
            return f"Direct Debit {self.reference} {self.state}" + (f": {self.why}" if self.why else "")
        of = "what is charged, " if self.pence is None else ""
        due = f"; next on {format_date(self.next_on)}" if self.next_on is not None else ""
        said = "" if self.state is MandateState.LIVE else f"; its instruction is {self.state}"
        return f"Direct Debit {self.frequency}, {of}{format_pence(self.due_pence)}{due}{said}"


def mandates(on: date, *states: MandateState) -> tuple[MandateRow, ...]:
    """Instructions in these states (all of them without), by when they are due next."""
    query = _select()
    if states:
        query = query.where(Mandate.state.in_(states))
    rows = _rows(query.tuples(), on)
    return tuple(sorted(rows, key=lambda one: (not one.runs, one.next_on or date.max, one.reference)))


def mandate(mandate_id: int, on: date) -> MandateRow:
    """One instruction; NotFound if there is none."""
    found = _rows(_select().where(Mandate.id == mandate_id).tuples(), on)
    if not found:
        raise NotFound("This Direct Debit is no longer there")
    return found[0]


def mandates_of(account_id: int, on: date) -> tuple[MandateRow, ...]:
    """The instructions of an account, those that run first."""
    rows = _rows(_select().where(Mandate.account == account_id).tuples(), on)
    return tuple(sorted(rows, key=lambda one: (not one.runs, -one.id)))


def _select() -> Any:
    one = Mandate
    name = fn.COALESCE(fn.NULLIF(Tenancy.names, ""), Account.name)
    return (one.select(one.id, one.version, one.account, Account.reference, Account.frequency, Balance.pence,
                       Account.closes_on, name, Tenancy.address, Account.tenancy, one.reference, one.payer_name,
                       one.sort_code, one.account_number, one.frequency, one.day, one.pence, one.state, one.signed_on,
                       one.next_on, one.last_on, one.collected, one.why)
            .join(Account, on=(Account.id == one.account)).join(Balance, on=(Balance.account == Account.id))
            .join_from(Account, Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy)))


def _rows(rows: Iterable[Any], on: date) -> list[MandateRow]:
    """Rows with what the next payment comes to: of what is charged on the day it is due."""
    found = list(rows)
    one = found[0][2] if len({row[2] for row in found}) == 1 else None
    splits: dict[date, dict[int, tuple[int, int]]] = {}
    made = []
    for row in found:
        pence, due = row[16], max(row[19] or on, on)
        if pence is None:
            if due not in splits:
                splits[due] = charge_split(due, one)
            pence = charged_pence(splits[due].get(row[2], (0, 0))[1], row[4], row[14])
        made.append(MandateRow(*(*row[:8], row[8] or "", *row[9:], pence)))
    return made


def free_reference(account_id: int) -> str:
    """A reference for a new instruction of an account that Bacs takes and no other instruction has."""
    taken = frozenset(one for one, in Mandate.select(Mandate.reference).tuples())
    return suggested_reference(account_queries.accounts([account_id])[account_id].reference, taken)


def earliest(on: date) -> date:
    """The first day on which a new or changed payment may be collected, after the advance notice."""
    return add_working_days(on, int(value(NOTICE_DAYS, on)), extra_holidays(on))



def noted(account_id: int, why: str) -> list[int]:
    """The payments that are expected of one instruction and have not come; ``why`` names it."""
    return [one for one, in ExpectedPayment.select(ExpectedPayment.id).where(
        (ExpectedPayment.account == account_id) & ExpectedPayment.settled_on.is_null() & (ExpectedPayment.why == why)).tuples()]
