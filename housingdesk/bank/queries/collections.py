"""Collections of Direct Debits: what one would collect and who is left out, those made, and what became of each payment."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from housingdesk.bank.models import BankAccount, Collection, CollectionLine, Mandate, PaymentFile
from housingdesk.bank.queries.mandates import FILE_DAYS, MandateRow, mandates
from housingdesk.bank.rules.instructions import INSTRUCTIONS, Code, code_of, following
from housingdesk.bank.rules.submissions import Originator, SubmissionForm
from housingdesk.bank.rules.words import CollectedState, CollectionState, FileState, MandateState
from housingdesk.errors import NotFound
from housingdesk.holds import queries as holds
from housingdesk.rent.models import Account
from housingdesk.settings.queries import extra_holidays, value
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import DAY, add_working_days, format_date, is_working_day
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref


@frozen
class DueRow:
    """One payment or instruction that a collection would have. ``warnings`` are for a person to weigh; nothing is decided."""

    mandate: MandateRow
    code: str
    pence: int
    warnings: tuple[str, ...] = ()

    @property
    def id(self) -> int:
        """The instruction's id."""
        return self.mandate.id


@frozen
class LeftOut:
    """An instruction that runs and is not collected, with the reason."""

    mandate: MandateRow
    why: str

    @property
    def id(self) -> int:
        """The instruction's id."""
        return self.mandate.id


@frozen
class CollectionPreview:
    """What would be collected on a day. ``problems`` keep a file from being made."""

    collect_on: date
    payments: tuple[DueRow, ...]
    instructions: tuple[DueRow, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]

    @property
    def pence(self) -> int:
        """What it collects."""
        return sum(one.pence for one in self.payments)


@frozen
class CollectionRow:
    """A collection as listed; ``state`` POSTED once its file is. ``back_pence``: what of it came back or was claimed."""

    id: int
    version: int
    collect_on: date
    form: str
    pence: int
    lines: int
    state: CollectionState
    file_id: int | None
    made_at: datetime
    made_by: str
    sent_at: datetime | None
    returned: int
    back_pence: int

    @property
    def file_name(self) -> str:
        """The name of its file on disk."""
        end = "csv" if self.form == SubmissionForm.BUREAU else "txt"
        return f"Direct Debits {self.collect_on:%Y-%m-%d} no {self.id}.{end}"


@frozen
class CollectedRow:
    """One payment or instruction of a collection, and what became of it."""

    id: int
    number: int
    mandate_id: int
    account_id: int
    names: str
    address: str
    reference: str
    code: str
    pence: int
    state: CollectedState
    returned_on: date | None
    returned_id: int | None
    reason: str


def preview(collect_on: date, today: date, without: Iterable[int] = ()) -> CollectionPreview:
    """What a collection on a day would have: every instruction due up to it, new and stopped ones, and who is left out."""
    apart = frozenset(without)
    rows = mandates(today, MandateState.LIVE, MandateState.TO_SEND, MandateState.SENT, MandateState.STOPPED)
    made, last, waiting = _in_files(), _last_amounts(), {MandateState.TO_SEND: Code.NEW, MandateState.STOPPED: Code.CANCEL}
    instructions = tuple(DueRow(one, waiting[one.state], 0) for one in rows if one.state in waiting and one.id not in made)
    payments, left = list[DueRow](), list[LeftOut]()
    for one in rows:
        if one.state is MandateState.STOPPED or one.next_on is None or one.next_on > collect_on:
            continue
        if why := _why_not(one, collect_on, made, apart):
            left.append(LeftOut(one, why))
        else:
            after = after_collection(one, collect_on)
            payments.append(DueRow(one, code_of(one.collected, after, one.last_on), one.due_pence,
                                   tuple(_warnings(one, collect_on, last.get(one.id)))))
    return CollectionPreview(collect_on, tuple(_held(payments, collect_on)), instructions, tuple(left),
                             tuple(_problems(collect_on, today)))


def after_collection(one: MandateRow | Mandate, collect_on: date) -> date:
    """When an instruction is due after a collection: on its own days, whenever this one was."""
    day: date = one.next_on or collect_on
    while day <= collect_on:
        day = following(one.frequency, one.day, day)
    return day


def _why_not(one: MandateRow, collect_on: date, made: dict[int, date], apart: frozenset[int]) -> str:
    if one.id in apart:
        return "Left out by hand"
    if one.state is not MandateState.LIVE:
        return f"Its instruction is {one.state}, not confirmed by the bank"
    if one.id in made:
        return f"Stands in the collection of {format_date(made[one.id])}, which is not sent yet"
    if one.closes_on is not None and one.closes_on < collect_on:
        return f"The account closed on {format_date(one.closes_on)}. Stop it, or agree a payment of a fixed amount anew"
    if one.last_on is not None and one.last_on < collect_on and one.next_on is not None and one.next_on > one.last_on:
        return f"Its last payment was agreed for {format_date(one.last_on)}"
    return "" if one.due_pence > 0 else "Nothing is charged to them"


def _warnings(one: MandateRow, collect_on: date, before: int | None) -> Iterable[str]:
    if before is not None and before != one.due_pence:
        yield (f"Last time it was {format_pence(before)}: the payer has to have notice of the new amount")
    if one.next_on is not None and following(one.frequency, one.day, one.next_on) <= collect_on:
        yield "More than one payment is due; one is collected"
    if one.account_pence < 0:
        yield f"The account is {format_pence(-one.account_pence)} in credit"


def _held(rows: Sequence[DueRow], on: date) -> list[DueRow]:
    """Breathing spaces and disputes are shown with the payment; whether to collect is decided by a person."""
    subjects = {one.id: (Ref("tenancy", one.mandate.tenancy_id or 0), Ref("account", one.mandate.account_id)) for one in rows}
    active = holds.active(on, [ref for pair in subjects.values() for ref in pair]) if rows else {}
    return [DueRow(one.mandate, one.code, one.pence, (*(hold.sentence for ref in subjects[one.id]
                                                       for hold in active.get(str(ref), ())), *one.warnings)) for one in rows]


def _in_files() -> dict[int, date]:
    rows = (CollectionLine.select(CollectionLine.mandate, Collection.collect_on).join(Collection)
            .where(Collection.state == CollectionState.MADE).tuples())
    return dict(rows)


def _last_amounts() -> dict[int, int]:
    rows = (CollectionLine.select(CollectionLine.mandate, CollectionLine.pence).join(Collection)
            .where((Collection.state != CollectionState.WITHDRAWN) & (CollectionLine.pence > 0)).order_by(CollectionLine.id))
    return dict(rows.tuples())


def _problems(collect_on: date, today: date) -> Iterable[Problem]:
    extra = extra_holidays(today)
    first = first_day(today)
    if not is_working_day(collect_on, extra):
        yield Problem("collect_on", f"{format_date(collect_on)} is no working day. Payers are debited on the next one, "
                                    f"{format_date(add_working_days(collect_on, 1, extra))}")
    elif collect_on < first:
        yield Problem("collect_on", f"Bacs needs the file before: the first day is {format_date(first)}")


def first_day(today: date) -> date:
    """The first day on which a file made today can collect."""
    return add_working_days(today, int(value(FILE_DAYS, today)), extra_holidays(today))


def next_day(today: date) -> date:
    """The day of the next collection: of the earliest payment due, or the first possible one."""
    first, extra = first_day(today), extra_holidays(today)
    made = _in_files()
    due = [one.next_on for one in mandates(today, MandateState.LIVE) if one.next_on is not None and one.id not in made]
    day = max(min(due, default=first), first)
    return day if is_working_day(day, extra) else add_working_days(day - DAY, 1, extra)


def originator(bank_account_id: int | None, on: date) -> Originator:
    """Whose collections they are; the first of our bank accounts where none is named."""
    query = BankAccount.select(BankAccount.number).order_by(BankAccount.id)
    if bank_account_id is not None:
        query = query.where(BankAccount.id == bank_account_id)
    number = next((row[0] for row in query.tuples()), "")
    return Originator(str(value("money.dd_service_user", on) or ""),
                      str(value("money.dd_name", on) or value("org.name", on) or ""), number[:6], number[6:])


def collections(limit: int = 200) -> tuple[CollectionRow, ...]:
    """Collections, the newest first."""
    return _rows(_select().order_by(Collection.collect_on.desc(), Collection.id.desc()).limit(limit).tuples())


def collection(collection_id: int) -> CollectionRow:
    """One collection; NotFound if there is none."""
    found = _rows(_select().where(Collection.id == collection_id).tuples())
    if not found:
        raise NotFound("This collection is no longer there")
    return found[0]


def content(collection_id: int) -> tuple[str, bytes]:
    """The name and the bytes of a collection's file, as it was made."""
    row = collection(collection_id)
    return row.file_name, bytes(Collection.select(Collection.content).where(Collection.id == collection_id).scalar())


def _select() -> Any:
    one = Collection
    return one.select(one.id, one.version, one.collect_on, one.form, one.pence, one.lines, one.state, one.file, one.made_at,
                      one.made_by, one.sent_at, PaymentFile.state).join(PaymentFile, JOIN.LEFT_OUTER)


def _rows(rows: Iterable[Any]) -> tuple[CollectionRow, ...]:
    found = list(rows)
    back = {one: (int(count), int(pence)) for one, count, pence in CollectionLine.select(
        CollectionLine.collection, fn.COUNT(CollectionLine.id), fn.SUM(CollectionLine.pence)).where(
        CollectionLine.collection.in_([row[0] for row in found]) & (CollectionLine.state != CollectedState.COLLECTED))
        .group_by(CollectionLine.collection).tuples()} if found else {}
    made = []
    for row in found:
        state = CollectionState.POSTED if row[11] is FileState.POSTED else row[6]
        made.append(CollectionRow(*(*row[:6], state, *row[7:11], *back.get(row[0], (0, 0)))))
    return tuple(made)


def lines_of(collection_id: int) -> tuple[CollectedRow, ...]:
    """The payments of a collection in its order, then its instructions."""
    one = CollectionLine
    rows = (one.select(one.id, one.number, one.mandate, one.account, fn.COALESCE(fn.NULLIF(Tenancy.names, ""), Account.name),
                       fn.COALESCE(Tenancy.address, ""), Mandate.reference, one.code, one.pence, one.state, one.returned_on,
                       one.returned, one.reason)
            .join(Mandate).join_from(one, Account).join_from(Account, Tenancy, JOIN.LEFT_OUTER, on=(
                Tenancy.id == Account.tenancy)).where(one.collection == collection_id).order_by(one.number).tuples())
    return tuple(CollectedRow(*row) for row in rows)


def payments_of(rows: Iterable[CollectedRow]) -> list[CollectedRow]:
    """Those that move money."""
    return [one for one in rows if one.code not in INSTRUCTIONS]
