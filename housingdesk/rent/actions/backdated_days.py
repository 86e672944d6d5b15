"""The first or last day of an agreement was wrong: the account follows it into debited days, and so does the empty home."""

import json
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.actions.accounts import close_account
from housingdesk.rent.actions.backdating import moved_words, put_right, refuse_without_reason, to_take_back, write_lines
from housingdesk.rent.actions.days import DEBIT_LOCK, charge_up_to, debited_before, mark_charged
from housingdesk.rent.actions.voids import follow_tenancy
from housingdesk.rent.models import Account, Balance, Correction
from housingdesk.rent.queries.backdating import life_of
from housingdesk.rent.rules import corrections as rules
from housingdesk.rent.rules.words import AccountKind, CorrectionKind, Frequency
from housingdesk.tenancies.actions import correcting
from housingdesk.tenancies.queries.agreements import tenancy


@needs(Permission.KEEP_TENANCIES)
def correct_start(act: Act, *, tenancy_id: int, start: date, reason: str) -> int:
    """An agreement began on another day: its charges of the first day do too; returns the correction's id."""
    return _start(act, tenancy_id, start, reason, CorrectionKind.START, None)


def _start(act: Act, tenancy_id: int, start: date, reason: str, kind: CorrectionKind, back: Correction | None) -> int:
    refuse_without_reason(reason)
    act.lock(DEBIT_LOCK)
    account = _account(tenancy_id)
    was = life_of(account.id)
    now = rules.with_first_day(was, start) if back is None else rules.as_it_was(
        was, rules.from_json(back.before), rules.from_json(back.after))
    correcting.correct_first_day(act, tenancy_id=tenancy_id, starts_on=start)
    said = act.sentence
    write_lines(act, account.id, was, now)
    act.change(account, opens_on=start)
    posted = _charge_the_undebited(act, account, was.opens_on, start)
    after = life_of(account.id)
    old, new = rules.changed_lines(was, after)
    made = put_right(act, account_id=account.id, since=min(was.opens_on, start), kind=kind, reason=reason,
                     before=rules.to_json(was, old), after=rules.to_json(after, new), posted_pence=posted,
                     takes_back=back.id if back is not None else None)
    follow_tenancy(act, tenancy_id=tenancy_id, since=min(was.opens_on, start))
    return _done(act, made, said, tenancy_id)


@needs(Permission.KEEP_TENANCIES)
def correct_last_day(act: Act, *, tenancy_id: int, event_on: date, reason: str) -> int:
    """The event that ended an agreement was on another day: charged up to its last day; returns the correction's id."""
    return _last_day(act, tenancy_id, event_on, reason, CorrectionKind.LAST_DAY, None)


def _last_day(act: Act, tenancy_id: int, event_on: date, reason: str, kind: CorrectionKind, back: Correction | None) -> int:
    refuse_without_reason(reason)
    act.lock(DEBIT_LOCK)
    account, row = _account(tenancy_id), tenancy(tenancy_id)
    before, stood = _ended(row.ends_on, row.end_event_on or row.ends_on), _pence(account.id)
    last = correcting.correct_end(act, tenancy_id=tenancy_id, event_on=event_on,
                                  by_night=account.frequency is Frequency.NIGHTLY)
    said = act.sentence
    close_account(act, tenancy_id=tenancy_id, last_day=last)
    since = min(last, row.ends_on or last)
    made = put_right(act, account_id=account.id, since=since, kind=kind, reason=reason, before=before,
                     after=_ended(last, event_on), posted_pence=_pence(account.id) - stood,
                     takes_back=back.id if back is not None else None)
    return _done(act, made, said, tenancy_id)


@needs(Permission.KEEP_TENANCIES)
def take_back_days(act: Act, *, correction_id: int, reason: str) -> int:
    """The first or last day is what it was before a correction, and so is what was charged; returns the new correction's id."""
    act.lock(DEBIT_LOCK)
    row = to_take_back(correction_id)
    if row.kind is CorrectionKind.HELD_BED:
        raise Refused("This was a bed held for somebody: take it back where that is kept")
    tenancy_id, before, after = row.account.tenancy_id, json.loads(row.before), json.loads(row.after)
    agreement = tenancy(tenancy_id)
    if "event_on" in after:
        if agreement.ends_on is None or agreement.ends_on.isoformat() != after["last_day"]:
            raise Refused("The last day was changed again since. Take that back first")
        return _last_day(act, tenancy_id, date.fromisoformat(before["event_on"]), reason, CorrectionKind.TAKEN_BACK, row)
    if before["opens_on"] == after["opens_on"]:
        raise Refused("This was a change of charges: take it back there")
    if agreement.starts_on.isoformat() != after["opens_on"]:
        raise Refused("The first day was changed again since. Take that back first")
    return _start(act, tenancy_id, date.fromisoformat(before["opens_on"]), reason, CorrectionKind.TAKEN_BACK, row)


def _done(act: Act, made: int, said: str | None, tenancy_id: int) -> int:
    pence = Correction.get_by_id(made).pence
    act.say(f"{said}: {moved_words(pence)}", about=("tenancy", tenancy_id))
    act.take_back(take_back_days, "the correction", correction_id=made, reason="Taken back")
    return made


def _charge_the_undebited(act: Act, account: Account, was: date, start: date) -> int:
    """Where nothing was debited yet, the days of runs that are over are charged as when an account is opened; the pence."""
    balance = Balance.get(Balance.account == account.id)
    if balance.charged_to is not None and balance.charged_to != was:
        return 0
    mark_charged(act, {start: [account.id]})
    before = debited_before(account.frequency)
    return charge_up_to(act, account_id=account.id, before=before) if start < before else 0


def _account(tenancy_id: int) -> Any:
    account = Account.get_or_none((Account.tenancy == tenancy_id)
                                  & Account.kind.in_((AccountKind.RENT, AccountKind.GARAGE)))
    if account is None:
        raise Refused("This agreement has no account")
    return account


def _pence(account_id: int) -> int:
    return int(Balance.select(Balance.pence).where(Balance.account == account_id).scalar())


def _ended(last_day: date | None, event_on: date | None) -> str:
    return json.dumps({"last_day": last_day.isoformat() if last_day else None,
                       "event_on": event_on.isoformat() if event_on else None})
