"""The debit run: every account's days up to the end of its period, charged once, sealed as one batch."""

import json
from dataclasses import asdict
from datetime import date

from peewee import JOIN, fn

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.actions.days import CONTRA, DEBIT_LOCK, FIRST, credit_after, mark_charged, undo_after_run
from housingdesk.rent.actions.differences import settle
from housingdesk.rent.actions.ledger import post_stored, reverse_lines
from housingdesk.rent.actions.voids import follow_account
from housingdesk.rent.models import Account, Batch, Correction, DebitRun, Entry
from housingdesk.rent.queries import debit as runs
from housingdesk.rent.queries.next_debit import last_run, periods_due
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Frequency
from housingdesk.values.dates import WEEK, format_date, week_of
from housingdesk.values.money import format_pence


@needs(Permission.RUN_DEBIT)
def run_debit(act: Act, *, week: date) -> int:
    """Posts the debit for the rent week of a Monday; returns the batch's id. A second run posts nothing and says so."""
    if week != week_of(week):
        raise Refused(f"The debit runs for a Monday; that week's is {format_date(week_of(week))}")
    if week > week_of(act.today) + WEEK:
        raise Refused("The debit can run at most a week ahead")
    act.lock(DEBIT_LOCK)
    if posted := runs.posted_by(week):
        raise Refused(f"The debit for the week of {format_date(week)} was posted {posted}. Nothing was posted twice")
    newest = last_run()
    if newest is not None and week < newest:
        raise Refused(f"The debit for the week of {format_date(newest)} is posted already; weeks run in order")
    act.progress(0, 3, "Working out the charges")
    run = runs.work_out(week)
    if not run.lines:
        raise Refused(f"There is nothing to debit for the week of {format_date(week)}")
    act.progress(1, 3, f"Posting {len(run.lines):,} lines")
    attempt = Batch.select().where(Batch.key.startswith(f"debit:{week.isoformat()}")).count()
    key = f"debit:{week.isoformat()}" + (f":{attempt + 1}" if attempt else "")
    batch_id = post_stored(act, kind=BatchKind.DEBIT, key=key, title=f"Debit for the week of {format_date(week)}",
                           lines=run.lines, contra=CONTRA, source=f"{run.accounts} accounts")
    act.progress(2, 3, "Marking the days as charged")
    mark_charged(act, run.unmoved)
    act.add(DebitRun(batch=batch_id, week=week, accounts=run.accounts, proof=json.dumps(asdict(run.proof))))
    act.say(f"Debit for the week of {format_date(week)} posted: {format_pence(run.proof.debited_pence)} on "
            f"{run.accounts} accounts", about=("batch", batch_id))
    act.take_back(reverse_debit, f"the debit for {format_date(week)}", batch_id=batch_id, reason="Taken back")
    act.progress(3, 3, "Done")
    return batch_id


@needs(Permission.ADJUST_ACCOUNTS)
def reverse_debit(act: Act, *, batch_id: int, reason: str) -> int:
    """Reverses the newest debit run as one batch and lets its days be charged again.

    What single accounts of the run were charged or credited after it (somebody left, or came back) is undone and, where
    an account has ended, credited anew.
    """
    act.lock(DEBIT_LOCK)
    run = DebitRun.get_or_none(DebitRun.batch == batch_id)
    if run is None:
        raise Refused("That batch is not a debit run")
    newest = last_run()
    if newest is not None and run.week < newest:
        raise Refused(f"Reverse the debit of {format_date(newest)} first; weeks are taken back in order")
    homes = _rent_loss_after(batch_id)
    ended = undo_after_run(act, batch_id=batch_id, reason=reason)
    made = reverse_lines(act, batch_id=batch_id, reason=reason, entry_ids=None)
    _mark_uncharged(act, run)
    for account in Account.select().where(Account.id.in_(ended) & Account.closes_on.is_null(False)):
        credit_after(act, account_id=account.id, last_day=account.closes_on)
    _settle(act, batch_id, reason)
    for account_id, since in homes:
        follow_account(act, account_id=account_id, since=since)
    act.say(f"Debit for the week of {format_date(run.week)} reversed", about=("batch", made))
    return made


def _rent_loss_after(batch_id: int) -> list[tuple[int, date]]:
    """Empty homes of a run whose rent loss was put right after it, and from when: days of weeks before it stay put right."""
    in_run = Entry.select(Entry.account).where(Entry.batch == batch_id)
    rows = (Entry.select(Entry.account, fn.MIN(Entry.period_from)).join(Batch).join_from(Entry, Account)
            .where((Batch.id > batch_id) & Batch.key.startswith(FIRST) & (Account.kind == AccountKind.VOID)
                   & Entry.account.in_(in_run)).group_by(Entry.account).order_by(Entry.account).tuples())
    return list(rows)


def _settle(act: Act, batch_id: int, reason: str) -> None:
    """Corrections of the days that are not debited any more go too: the next run charges them as they are to be."""
    rows = (Entry.select(Entry.account, fn.MIN(Entry.period_from)).where(
        (Entry.batch == batch_id) & Entry.account.in_(Correction.select(Correction.account))).group_by(Entry.account).tuples())
    for account_id, since in list(rows):
        settle(act, account_id=account_id, since=since, reason=reason)


_UNCHARGED = """
UPDATE balance SET charged_to = ? WHERE charged_to = ?
  AND account_id IN (SELECT id FROM account WHERE frequency = ? AND kind IN ('rent', 'garage', 'void'))
  AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.account_id = balance.account_id AND e.kind = 'charge' AND e.period_to > ?
                  AND e.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.reverses_id = e.id))
"""


def _mark_uncharged(act: Act, run: DebitRun) -> None:
    """Moves ``charged_to`` back: of accounts in the run to their first day in it, of those with no charge to its period."""
    due, charged = periods_due(run.week), _still_charged_to(run)
    rows = (Entry.select(Entry.account, Account.frequency, Account.opens_on, fn.MIN(Entry.period_from)).join(Account)
            .where(Entry.batch == run.batch_id).group_by(Entry.account, Account.frequency, Account.opens_on).tuples())
    by_start: dict[date, list[int]] = {}
    for account, frequency, opens_on, first in rows:
        start = max(opens_on, min(first, due[frequency][0]))
        by_start.setdefault(max(start, charged.get(account, start)), []).append(account)
    mark_charged(act, by_start)
    for frequency, period in due.items():
        start, end = (day.isoformat() for day in period)
        act.run(_UNCHARGED, (start, end, str(frequency), start), table="balance")


def _still_charged_to(run: DebitRun) -> dict[int, date]:
    """The first day without a charge of accounts in the run that are charged for more than a week: it may lie inside."""
    mirror, in_run = Entry.alias(), Entry.select(Entry.account).where(Entry.batch == run.batch_id)
    rows = (Entry.select(Entry.account, fn.MAX(Entry.period_to)).join(Account, on=(Account.id == Entry.account))
            .join_from(Entry, mirror, JOIN.LEFT_OUTER, on=(mirror.reverses == Entry.id))
            .where(Entry.account.in_(in_run) & (Account.frequency != Frequency.WEEKLY) & (Entry.kind == EntryKind.CHARGE)
                   & Entry.reverses.is_null() & mirror.id.is_null()).group_by(Entry.account).tuples())
    return dict(rows)
