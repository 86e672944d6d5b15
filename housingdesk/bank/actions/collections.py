"""Direct Debits are collected: the file is made and kept, sent, and waits as a payment file for its lump in the bank.

Nobody is credited here: that is done when the payment file is posted against the lump (``file_posting``), on the day of the
collection. Until a file is sent it can be withdrawn, and changes no instruction.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.controls import FILE_LOCK
from housingdesk.bank.actions.mandates import expect
from housingdesk.bank.actions.payment_files import file_of, put_aside, take_in, take_up
from housingdesk.bank.models import Collection, CollectionLine, Mandate
from housingdesk.bank.parsers.writers.submissions import write_submission
from housingdesk.bank.queries import collections as queries
from housingdesk.bank.queries.collections import CollectionPreview, DueRow
from housingdesk.bank.rules.instructions import Code
from housingdesk.bank.rules.payment_files import Payment, ReadFile, many
from housingdesk.bank.rules.submissions import Submission, SubmissionForm, SubmissionLine
from housingdesk.bank.rules.words import CollectedState, CollectionState, FileKind, FileState, MandateState
from housingdesk.errors import NotFound, Refused
from housingdesk.settings.queries import extra_holidays
from housingdesk.values.dates import add_working_days, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import refuse


@needs(Permission.POST_MONEY)
def make_collection(act: Act, *, collect_on: date, form: SubmissionForm, bank_account_id: int | None = None,
                    without: Iterable[int] = ()) -> int:
    """Makes the file of everything due up to a day, new and stopped instructions with it; returns the collection's id.

    ``without``: instructions (ids) that a person leaves out. Refused on a day that Bacs cannot keep, and with nothing due.
    """
    act.lock(FILE_LOCK)
    found = queries.preview(collect_on, act.today, without)
    refuse(list(found.problems))
    rows = [*found.payments, *found.instructions]
    if not rows:
        raise Refused(f"Nothing is due up to {format_date(collect_on)}")
    data = write_submission(form, _submission(act, found, rows, bank_account_id))
    row = act.add(Collection(collect_on=collect_on, form=form, pence=found.pence, lines=len(found.payments),
                             state=CollectionState.MADE, made_at=act.now, made_by=act.who.name,
                             sha256=hashlib.sha256(data).hexdigest(), content=data))
    act.add_columns(CollectionLine, {
        "collection": [row.id] * len(rows), "mandate": [one.mandate.id for one in rows],
        "account": [one.mandate.account_id for one in rows], "number": range(1, len(rows) + 1),
        "code": [one.code for one in rows], "pence": [one.pence for one in rows],
        "state": [CollectedState.COLLECTED] * len(rows), "reason": [""] * len(rows)},
        summary=f"Direct Debits of {format_date(collect_on)}")
    act.changed.add("collection_line")
    act.say(f"Collection of {format_date(collect_on)} made: {many(len(found.payments))}, {format_pence(found.pence)}",
            about=("collection", row.id))
    act.take_back(withdraw_collection, "the collection", collection_id=row.id)
    return int(row.id)


def _submission(act: Act, found: CollectionPreview, rows: Iterable[DueRow], bank_account_id: int | None) -> Submission:
    serial = Collection.select().count() + 1
    lines = tuple(SubmissionLine(one.mandate.reference, one.mandate.payer_name, one.mandate.sort_code,
                                 one.mandate.account_number, one.pence, one.code) for one in rows)
    return Submission(queries.originator(bank_account_id, act.today), found.collect_on,
                      add_working_days(found.collect_on, -1, extra_holidays(act.today)), act.today, serial, lines)


@needs(Permission.POST_MONEY)
def withdraw_collection(act: Act, *, collection_id: int) -> None:
    """A collection that was not sent: its payments are due as before."""
    row = _row(act, collection_id)
    if row.state is not CollectionState.MADE:
        raise Refused(f"This collection is {row.state}. What was sent is withdrawn at the bureau or the bank")
    act.change(row, state=CollectionState.WITHDRAWN)
    act.say(f"Collection of {format_date(row.collect_on)} withdrawn", about=("collection", row.id))
    act.take_back(unwithdraw_collection, "withdrawing it", collection_id=row.id)


@needs(Permission.POST_MONEY)
def unwithdraw_collection(act: Act, *, collection_id: int) -> None:
    """A collection that was withdrawn is to be sent after all, while none of its payments stands in another."""
    row = _row(act, collection_id)
    if row.state is not CollectionState.WITHDRAWN:
        raise Refused(f"This collection is {row.state}")
    mine = CollectionLine.select(CollectionLine.mandate).where(CollectionLine.collection == row.id)
    other = (CollectionLine.select().join(Collection).where(
        (Collection.state.in_((CollectionState.MADE, CollectionState.SENT))) & (Collection.id > row.id)
        & CollectionLine.mandate.in_(mine)).exists())
    if other:
        raise Refused("Its payments stand in a later collection. Make a new one")
    act.change(row, state=CollectionState.MADE)
    act.say(f"Collection of {format_date(row.collect_on)} is to be sent", about=("collection", row.id))
    act.take_back(withdraw_collection, "the collection", collection_id=row.id)


@needs(Permission.POST_MONEY)
def mark_sent(act: Act, *, collection_id: int) -> None:
    """The file went out: instructions move on, and its lump is waited for as a payment file."""
    row = _row(act, collection_id)
    if row.state is not CollectionState.MADE:
        raise Refused(f"This collection is {row.state}")
    rows = queries.lines_of(collection_id)
    was: dict[int, dict[str, Any]] = {}
    changed = [(one, _stays(one.code, one.mandate_id, row.collect_on)) for one in rows]
    for one, (mandate, fields) in changed:
        was.setdefault(one.mandate_id, {key: getattr(mandate, key) for key in fields})
        act.change(mandate, **fields)
    file = _file(act, row) if queries.payments_of(rows) else None
    act.change(row, state=CollectionState.SENT, sent_at=act.now, file=file)
    for _, (mandate, _fields) in changed:
        expect(act, Mandate.get_by_id(mandate.id))
    act.say(f"Collection of {format_date(row.collect_on)} sent, {format_pence(row.pence)}", about=("collection", row.id))
    act.take_back(take_back_sent, "sending it", collection_id=row.id, was=was)


def _stays(code: str, mandate_id: int, collect_on: date) -> tuple[Mandate, dict[str, Any]]:
    """An instruction and how it stands after its line was sent."""
    mandate = Mandate.get_by_id(mandate_id)
    if code == Code.NEW:
        if mandate.state is not MandateState.TO_SEND:
            raise Refused(f"Direct Debit {mandate.reference} is {mandate.state} since. Withdraw the collection, make a new one")
        return mandate, {"state": MandateState.SENT}
    if code == Code.CANCEL:
        return mandate, {"state": MandateState.CANCELLED}
    if mandate.state is not MandateState.LIVE:
        raise Refused(f"Direct Debit {mandate.reference} is {mandate.state} since. Withdraw the collection, make a new one")
    return mandate, {"next_on": queries.after_collection(mandate, collect_on), "collected": mandate.collected + 1}


def _file(act: Act, row: Collection) -> int:
    """The payment file that waits for the lump; the one there was, where the collection was sent before."""
    if row.file_id is not None:
        if file_of(row.file_id).state is FileState.PUT_ASIDE:
            take_up(act, file_id=row.file_id)
        return int(row.file_id)
    head = queries.collection(row.id)
    lines = queries.payments_of(queries.lines_of(row.id))
    payments = tuple(Payment(number, one.reference, one.names, "", row.collect_on, one.pence, f"{one.code} {one.reference}")
                     for number, one in enumerate(lines, 1))
    return take_in(act, reads=[ReadFile(FileKind.COLLECTION, payments, stated_pence=row.pence)], name=head.file_name,
                   data=bytes(row.content), accounts=[one.account_id for one in lines], again=True)[0]


@needs(Permission.POST_MONEY)
def take_back_sent(act: Act, *, collection_id: int, was: Mapping[int, Mapping[str, Any]]) -> None:
    """A collection did not go out after all; refused once its lump is posted or something was returned."""
    row = _row(act, collection_id)
    if row.state is not CollectionState.SENT:
        raise Refused(f"This collection is {row.state}")
    if CollectionLine.select().where((CollectionLine.collection == row.id)
                                     & (CollectionLine.state != CollectedState.COLLECTED)).exists():
        raise Refused("A payment of it came back, so it was collected")
    if row.file_id is not None:
        put_aside(act, file_id=row.file_id, why="The collection was not sent")
    act.change(row, state=CollectionState.MADE, sent_at=None)
    for mandate_id, fields in was.items():
        mandate = Mandate.get_by_id(int(mandate_id))
        act.change(mandate, **fields)
        expect(act, mandate)
    act.say(f"Collection of {format_date(row.collect_on)} is to be sent", about=("collection", row.id))
    act.take_back(mark_sent, "sending it again", collection_id=row.id)


def _row(act: Act, collection_id: int) -> Collection:
    act.lock(FILE_LOCK)
    row = Collection.get_or_none(Collection.id == collection_id)
    if row is None:
        raise NotFound("This collection is no longer there")
    return row
