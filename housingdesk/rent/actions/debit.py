"""The debit run: every account's days up to the end of its period, charged once, sealed as one batch."""

import json
from dataclasses import asdict
from datetime import date, timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.actions.ledger import open_day, post_batch, reverse_lines
from housingdesk.rent.models import Account, Balance, Batch, DebitRun, Entry
from housingdesk.rent.queries import debit as runs
from housingdesk.rent.queries.charging import chargeable, last_run
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import BatchKind, EntryKind
from housingdesk.values.dates import WEEK, format_date, week_of
from housingdesk.values.money import format_pence, portion

_DEBIT_LOCK = 3
CONTRA = "INCOME"


@needs(Permission.RUN_DEBIT)
def run_debit(act: Act, *, week: date) -> int:
    """Posts the debit for the rent week of a Monday; returns the batch's id. A second run posts nothing and says so."""
    if week != week_of(week):
        raise Refused(f"The debit runs for a Monday; that week's is {format_date(week_of(week))}")
    if week > week_of(act.today) + WEEK:
        raise Refused("The debit can run at most a week ahead")
    act.lock(_DEBIT_LOCK)
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
    batch_id = post_batch(act, kind=BatchKind.DEBIT, key=key, title=f"Debit for the week of {format_date(week)}",
                          lines=run.lines, contra=CONTRA, source=f"{run.accounts} accounts")
    act.progress(2, 3, "Marking the days as charged")
    _mark_charged(act, run.ends)
    act.add(DebitRun(batch=batch_id, week=week, accounts=run.accounts, proof=json.dumps(asdict(run.proof))))
    act.say(f"Debit for the week of {format_date(week)} posted: {format_pence(run.proof.debited_pence)} on "
            f"{run.accounts} accounts", about=("batch", batch_id))
    act.take_back(reverse_debit, f"the debit for {format_date(week)}", batch_id=batch_id, reason="Taken back")
    act.progress(3, 3, "Done")
    return batch_id


def _mark_charged(act: Act, ends: dict[date, list[int]]) -> None:
    """Moves ``charged_to``; one statement for the accounts that share a day, all at once where nearly all do."""
    for end, accounts in ends.items():
        for at in range(0, len(accounts), 10_000):
            some = ", ".join(str(int(account)) for account in accounts[at:at + 10_000])
            act.run(f"UPDATE balance SET charged_to = ? WHERE account_id IN ({some})",
                    (Balance.charged_to.db_value(end),), table="balance")


@needs(Permission.RUN_DEBIT)
def reverse_debit(act: Act, *, batch_id: int, reason: str) -> int:
    """Reverses the newest debit run as one batch and lets its days be charged again."""
    run = DebitRun.get_or_none(DebitRun.batch == batch_id)
    if run is None:
        raise Refused("That batch is not a debit run")
    newest = last_run()
    if newest is not None and run.week < newest:
        raise Refused(f"Reverse the debit of {format_date(newest)} first; weeks are taken back in order")
    made = reverse_lines(act, batch_id=batch_id, reason=reason, entry_ids=None)
    starts = Entry.select(Entry.account, Entry.period_from).where(Entry.batch == batch_id).order_by(Entry.period_from.desc())
    by_start: dict[date, list[int]] = {}
    for account, start in dict(starts.tuples()).items():
        by_start.setdefault(start, []).append(account)
    _mark_charged(act, by_start)
    act.say(f"Debit for the week of {format_date(run.week)} reversed", about=("batch", made))
    return made


def charge_up_to(act: Act, *, account_id: int, before: date) -> int:
    """Charges one account's days before ``before`` that no run has charged; returns the pence. For other actions."""
    accounts = chargeable(before, [account_id])
    if not accounts:
        return 0
    lines, end = runs.lines_of(accounts[0], before)
    if lines:
        first = min(line.period_from for line in lines if line.period_from is not None)
        post_batch(act, kind=BatchKind.DEBIT, key=f"first:{accounts[0].reference}:{first.isoformat()}:{before.isoformat()}",
                   title=f"Charges from {format_date(first)} for {accounts[0].name}", lines=lines, contra=CONTRA)
    _mark_charged(act, {end: [account_id]})
    return sum(line.pence for line in lines)


def credit_after(act: Act, *, account_id: int, last_day: date) -> int:
    """Credits what was debited for days after the last one, by the days; returns the pence credited."""
    first_free = last_day + timedelta(1)
    charged = list(Entry.select().where((Entry.account == account_id) & (Entry.period_to > first_free)
                                        & (Entry.kind == EntryKind.CHARGE)))
    undone = {e.reverses for e in charged if e.reverses is not None}
    lines = []
    for entry in charged:
        if entry.reverses is not None or entry.id in undone:
            continue
        days = (entry.period_to - entry.period_from).days
        kept = max(0, (first_free - entry.period_from).days)
        back = entry.pence - portion(entry.pence, kept, days)
        if back:
            start = max(first_free, entry.period_from)
            lines.append(Line(account_id, EntryKind.ADJUSTMENT, entry.code, entry.payer, open_day(min(act.today, first_free)),
                              -back, start, entry.period_to, f"Charged to {format_date(last_day)} only"))
    if not lines:
        return 0
    account = Account.get_by_id(account_id)
    post_batch(act, kind=BatchKind.ADJUSTMENT, key=f"end:{account.reference}:{last_day.isoformat()}",
               title=f"Charges after {format_date(last_day)} credited to {account.name}", lines=lines, contra=CONTRA)
    _mark_charged(act, {first_free: [account_id]})
    return -sum(line.pence for line in lines)


