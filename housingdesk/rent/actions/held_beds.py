"""A bed is held for somebody who is away: charged or not, as the settings say for the cause or somebody says for the case.

Nights that are not charged are credited where they were debited already, the difference dated as its debit was, and are rent
loss of the home with their cause. Everything is taken back by the same road.
"""

import json
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.actions.backdating import put_right
from housingdesk.rent.actions.days import DEBIT_LOCK
from housingdesk.rent.actions.voids import follow_tenancy
from housingdesk.rent.models import Account, HeldBed
from housingdesk.rent.queries.held import held_beds, is_charged
from housingdesk.rent.rules.nights import HeldDraft
from housingdesk.rent.rules.words import AccountKind, CorrectionKind, HeldCause
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.problems import refuse
from housingdesk.values.text import sentence_case

_BED = "This held bed"


@needs(Permission.KEEP_TENANCIES)
def hold_bed(act: Act, *, account_id: int, cause: HeldCause, start: date, end: date | None = None,
             charged: bool | None = None, note: str = "") -> int:
    """Holds a bed from the first night away up to the day they are back (None: not known yet); returns its id.

    ``charged`` None: as the settings say for the cause on the first night.
    """
    act.lock(DEBIT_LOCK)
    account = _account(account_id)
    draft = HeldDraft(cause, start, end, is_charged(cause, start) if charged is None else charged, note.strip())
    refuse(draft.problems(account.opens_on, account.closes_on, [(row.start, row.end) for row in held_beds([account_id])]))
    made = act.add(HeldBed(account=account_id, cause=cause, charged=draft.charged, start=start, end=end, note=draft.note))
    _follow(act, account, made, start, "")
    until = f" to {format_date(end - DAY)}" if end is not None else ""
    act.say(f"{account.name}: bed held, {cause}, from {format_date(start)}{until}, {_said(charged=draft.charged)}",
            about=("account", account_id))
    act.take_back(undo_held_bed, "take it back", held_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def end_held_bed(act: Act, *, held_id: int, end: date | None, version: int | None = None) -> None:
    """They are back from a day on, which is charged again; None: they are away still."""
    act.lock(DEBIT_LOCK)
    record = as_seen(HeldBed, held_id, version, _BED)
    account, was = _account(record.account_id), record.end
    if end == was:
        raise Refused("That is the day that is kept already")
    others = [(row.start, row.end) for row in held_beds([account.id]) if row.id != held_id]
    refuse(HeldDraft(record.cause, record.start, end, record.charged).problems(account.opens_on, account.closes_on, others))
    before = _state(record)
    record = act.change(record, end=end)
    since = min(day for day in (was, end) if day is not None)
    _follow(act, account, record, since, before)
    said = "is away still" if end is None else f"back on {format_date(end)}"
    act.say(f"{account.name}: {said}", about=("account", account.id))
    act.take_back(end_held_bed, "as it was", held_id=held_id, end=was, version=record.version)


@needs(Permission.KEEP_TENANCIES)
def undo_held_bed(act: Act, *, held_id: int, version: int | None = None) -> None:
    """Takes a held bed out that was entered by mistake: its nights are charged as every other."""
    act.lock(DEBIT_LOCK)
    record = as_seen(HeldBed, held_id, version, _BED)
    account, facts = _account(record.account_id), {
        "account_id": record.account_id, "cause": record.cause, "start": record.start, "end": record.end,
        "charged": record.charged, "note": record.note}
    before = _state(record)
    act.remove(record)
    if not record.charged:
        _put_right(act, account, record.start, before, "", f"Not away from {format_date(record.start)}")
    act.say(f"{account.name}: bed not held from {format_date(record.start)} after all", about=("account", account.id))
    act.take_back(hold_bed, "hold it again", **facts)


def _follow(act: Act, account: Account, record: HeldBed, since: date, before: str) -> None:
    if not record.charged:
        _put_right(act, account, since, before, _state(record),
                   f"{sentence_case(record.cause)} from {format_date(record.start)}: {_said(charged=False)}")


def _put_right(act: Act, account: Account, since: date, before: str, after: str, reason: str) -> None:
    put_right(act, account_id=account.id, since=since, kind=CorrectionKind.HELD_BED, reason=reason, before=before, after=after)
    if account.tenancy_id is not None:
        follow_tenancy(act, tenancy_id=account.tenancy_id, since=since)


def _said(*, charged: bool) -> str:
    return "charged" if charged else "not charged"


def _state(record: HeldBed) -> str:
    return json.dumps({"cause": record.cause, "start": record.start.isoformat(),
                       "end": record.end.isoformat() if record.end else None, "charged": record.charged})


def _account(account_id: int) -> Account:
    account = Account.get_or_none(Account.id == account_id)
    if account is None:
        raise NotFound("That account is not there")
    if account.kind is not AccountKind.RENT or account.opens_on is None:
        raise Refused("A bed is held on the rent account of whoever is away")
    return account
