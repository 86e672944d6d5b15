"""Days of one account outside the weekly run: charged when it opens late, credited when it closes early, and undone again.

The run itself and its reversal are in ``debit``.
"""

from collections import defaultdict
from datetime import date, timedelta

from peewee import JOIN

from housingdesk.access.act import Act
from housingdesk.rent.actions.ledger import open_day, post_batch, reverse_lines
from housingdesk.rent.models import Account, Batch, Entry
from housingdesk.rent.queries import debit as runs
from housingdesk.rent.queries.charging import chargeable
from housingdesk.rent.queries.ledger import attempts
from housingdesk.rent.queries.next_debit import last_run
from housingdesk.rent.rules.charging import Charge
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Frequency
from housingdesk.values.dates import DAY, WEEK, format_date
from housingdesk.values.money import portion

DEBIT_LOCK = 3
CONTRA = "INCOME"
FIRST, END = "first:", "end:"


def mark_charged(act: Act, ends: dict[date, list[int]]) -> None:
    """Moves ``charged_to``, the first day not yet debited, of the accounts that share a day."""
    for end, accounts in ends.items():
        for at in range(0, len(accounts), 10_000):
            some = ", ".join(str(int(account)) for account in accounts[at:at + 10_000])
            act.run(f"UPDATE balance SET charged_to = ? WHERE account_id IN ({some})", (end.isoformat(),), table="balance")


def debited_before(frequency: Frequency = Frequency.WEEKLY) -> date:
    """The first day that no run has debited on accounts of a frequency; the beginning of time before the first run."""
    newest = last_run()
    return runs.period_of(frequency, newest + WEEK - DAY)[1] if newest is not None else date.min


def charge_up_to(act: Act, *, account_id: int, before: date) -> int:
    """Charges one account's days before ``before`` that no run has charged; returns the pence. For other actions."""
    accounts = chargeable(before, [account_id])
    if not accounts:
        return 0
    lines, end = runs.lines_of(accounts[0], before)
    if lines:
        first = min(line.period_from for line in lines if line.period_from is not None)
        post_batch(act, kind=BatchKind.DEBIT, key=_key(f"{FIRST}{accounts[0].reference}:{first}:{before}"),
                   title=f"Charges from {format_date(first)} for {accounts[0].name}", lines=lines, contra=CONTRA)
    mark_charged(act, {end: [account_id]})
    return sum(line.pence for line in lines)


def credit_after(act: Act, *, account_id: int, last_day: date) -> int:
    """Credits what was debited for days after the last one; returns the pence credited.

    What stays of a charge is what its line is charged up to the last day by the rules of every debit; each credit counts from
    the day its charge does. What an earlier last day credited is taken back before (``uncredit``). ``charged_to`` stays, so
    that an account that is opened again goes on where it was.
    """
    first_free = last_day + DAY
    charged = list(Entry.select().where((Entry.account == account_id) & (Entry.period_to > first_free)
                                        & (Entry.kind == EntryKind.CHARGE)))
    undone = {e.reverses for e in charged if e.reverses is not None}
    standing = [entry for entry in charged if entry.reverses is None and entry.id not in undone]
    cut = _cut_short(account_id, first_free) if any(e.period_from < first_free for e in standing) else {}
    made = [_credit(entry, last_day, cut) for entry in standing]
    lines = [line for line in made if line.pence]
    if not lines:
        return 0
    account = Account.get_by_id(account_id)
    post_batch(act, kind=BatchKind.ADJUSTMENT, key=_key(f"{END}{account.reference}:{last_day}"),
               title=f"Charges after {format_date(last_day)} credited to {account.name}", lines=lines, contra=CONTRA)
    return -sum(line.pence for line in lines)


def _cut_short(account_id: int, before: date) -> dict[Charge, list[int]]:
    """What stays of each charge of the period that holds the first free day; more than one line may have the same charge."""
    found: defaultdict[Charge, list[int]] = defaultdict(list)
    for charge, kept in runs.cut_short(account_id, before):
        found[charge].append(kept)
    return found


def _credit(entry: Entry, last_day: date, cut: dict[Charge, list[int]]) -> Line:
    first_free = last_day + DAY
    found = cut.get(Charge(entry.code, entry.payer, entry.pence, entry.period_from, entry.period_to))
    days = max(timedelta(0), first_free - entry.period_from).days
    # A charge made under rules that have changed since is cut by its days.
    kept = found.pop() if found else portion(entry.pence, days, (entry.period_to - entry.period_from).days)
    return Line(entry.account_id, EntryKind.ADJUSTMENT, entry.code, entry.payer, open_day(entry.effective_on),
                kept - entry.pence, max(first_free, entry.period_from), entry.period_to,
                f"Charged to {format_date(last_day)} only")


def uncredit(act: Act, *, account_id: int, reason: str) -> None:
    """Reverses what was credited for a last day that holds no longer."""
    account = Account.get_by_id(account_id)
    for batch in list(Batch.select().where(Batch.key.startswith(f"{END}{account.reference}:"))):
        _reverse_standing(act, batch, reason, as_dated=True)


def undo_after_run(act: Act, *, batch_id: int, reason: str) -> list[int]:
    """Reverses what single accounts of a run were charged or credited after it; returns the accounts credited."""
    later = Batch.select().where((Batch.id > batch_id) & (Batch.key.startswith(FIRST) | Batch.key.startswith(END)))
    in_run = Entry.select(Entry.account).where(Entry.batch == batch_id)
    credited = []
    for batch in list(later):
        entry = Entry.select().where((Entry.batch == batch.id) & Entry.account.in_(in_run)).first()
        if entry is None:
            continue
        of_end = batch.key.startswith(END)
        # Rent loss that was put right is held day by day against what the home should have cost: so its mirror is, too.
        as_dated = of_end or entry.account.kind is AccountKind.VOID
        if _reverse_standing(act, batch, reason, as_dated=as_dated) and of_end:
            credited.append(int(entry.account_id))
    return credited


def _reverse_standing(act: Act, batch: Batch, reason: str, *, as_dated: bool) -> bool:
    """Reverses the entries of a batch that no other batch has reversed yet; False when none is left."""
    mirror = Entry.alias()
    rows = (Entry.select(Entry.id).join(mirror, JOIN.LEFT_OUTER, on=(mirror.reverses == Entry.id))
            .where((Entry.batch == batch.id) & mirror.id.is_null()).tuples())
    standing = {row[0] for row in rows}
    if standing:
        reverse_lines(act, batch_id=batch.id, reason=reason, as_dated=as_dated,
                      entry_ids=None if len(standing) == batch.lines else standing)
    return bool(standing)


def _key(stem: str) -> str:
    """A key that is new although the same days were charged and taken back before."""
    before = attempts(stem)
    return f"{stem}:{before + 1}" if before else stem
