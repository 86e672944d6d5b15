"""A debit run before it is posted: what a person looks at because it is new, ended, changed, moved, empty or not debited."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from housingdesk.rent.models import Account
from housingdesk.rent.queries.charging import Chargeable, chargeable
from housingdesk.rent.queries.debit import Policy, Run, horizon_of, not_charged_yet, policy_of, posted_by, work_out
from housingdesk.rent.queries.held import HeldRow, held_in
from housingdesk.rent.queries.next_debit import periods_due
from housingdesk.rent.rules import periods
from housingdesk.rent.rules.nights import nights_words
from housingdesk.rent.rules.proof import Preview, PreviewRow
from housingdesk.rent.rules.words import AccountKind, Frequency
from housingdesk.tenancies.models import Occupancy
from housingdesk.values.dates import DAY, WEEK, format_date
from housingdesk.values.money import format_pence


def preview(week: date) -> Preview:
    """What a person looks at before posting: new, ended, changed, moved, and not debited with the reason."""
    run, due = work_out(week), periods_due(week)
    looked_at = not_charged_yet(chargeable(horizon_of(due)), due)
    rows = [*_changed_rows(run, looked_at, _moved(week)), *_silent_rows(run, looked_at)]
    return Preview(week, run.accounts, len(run.lines), run.proof.debited_pence, run.proof.void_pence, tuple(rows), run.proof,
                   posted_by(week))


def _moved(week: date) -> dict[int, date]:
    """Accounts whose people moved to another of our spaces since the last run, with the day."""
    before = Occupancy.alias()
    rows = (Account.select(Account.id, Occupancy.start).join(Occupancy, on=(Occupancy.tenancy == Account.tenancy))
            .join(before, on=((before.tenancy == Occupancy.tenancy) & (before.end == Occupancy.start)))
            .where((Occupancy.start >= week - WEEK) & (Occupancy.start < week + WEEK)).tuples())
    return dict(rows)


def _changed_rows(run: Run, looked_at: list[Chargeable], moved: dict[int, date]) -> list[PreviewRow]:
    by_account, nights = run.by_account, _nights(run, {a.id for a in looked_at if a.frequency is Frequency.NIGHTLY})
    held = {row.account_id: row for row in held_in(run.week, run.week + WEEK)}
    homes = _homes_of(held, run.week)
    rows = []
    for account in looked_at:
        pence = by_account.get(account.id, 0)
        found = _changed(run, account, pence, moved, held.get(account.id) or homes.get(account.space_id or 0))
        if found is not None:
            group, was, why = found
            rows.append(_row(account, group, pence, was, why + nights.get(account.id, "")))
    return rows


def _homes_of(held: Mapping[int, HeldRow], week: date) -> dict[int, HeldRow]:
    """Whose bed is held in a home in a week."""
    if not held:
        return {}
    rows = (Occupancy.select(Occupancy.space, Account.id).join(Account, on=(Account.tenancy == Occupancy.tenancy))
            .where(Account.id.in_(list(held)) & (Occupancy.start < week + WEEK)
                   & (Occupancy.end.is_null() | (Occupancy.end > week))).tuples())
    return {space: held[account] for space, account in rows}


def _changed(run: Run, account: Chargeable, pence: int, moved: Mapping[int, date],
             held: HeldRow | None) -> tuple[str, int | None, str] | None:
    """Why an account is worth a look: its group, what it was charged a week, and the reason."""
    was, now = run.then.get(account.id), run.now.get(account.id, 0)
    if account.kind is AccountKind.VOID:
        why = "Empty" if held is None else f"Bed held, {held.cause}"
        return ("void", None, f"{why}: the charge is rent loss, nobody owes it") if pence else None
    if held is not None:
        return "changed", was, f"Bed held, {held.cause} from {format_date(held.start)}: not charged for it"
    if not pence:
        return None
    if account.closes_on is not None and account.closes_on < run.week + WEEK:
        return "ended", was, f"Ends on {format_date(account.closes_on)}: charged to that day"
    if account.charged_to == account.opens_on:
        return "new", was, f"New: charged from {format_date(account.charged_to)}"
    if account.id in moved:
        return "moved", was, f"Moved on {format_date(moved[account.id])}"
    if was is not None and now != was:
        return "changed", was, f"Was {format_pence(was)} a week, now {format_pence(now)}"
    if account.charged_to < run.week:
        return "changed", was, f"Charged from {format_date(account.charged_to)}: days caught up"
    return None


def _nights(run: Run, accounts: set[int]) -> dict[int, str]:
    """``, 7 nights at £21.40`` of each account by the night: what it is charged in this run, the nights of a price together."""
    spells = Counter[tuple[int, str, str]]()
    for line in run.lines if accounts else ():
        if line[0] in accounts and line[6] and line[7]:
            spells[line[0], line[6], line[7]] += line[5]
    prices = defaultdict[int, Counter[int]](Counter)
    for (account, start, end), pence in spells.items():
        many = (date.fromisoformat(end) - date.fromisoformat(start)).days
        prices[account][pence // many] += many
    return {account: ", " + " and ".join(nights_words(price * many, date.min, date.min + DAY * many)
                                         for price, many in found.items()) for account, found in prices.items()}


def _silent_rows(run: Run, looked_at: list[Chargeable]) -> list[PreviewRow]:
    """Accounts that get no debit, each with its reason."""
    week, policy, looked, rows = run.week, policy_of(run.week), {a.id for a in looked_at}, []
    charged = {line[0] for line in run.lines} | {row.account_id for row in held_in(week, week + WEEK)}
    for account in [*looked_at, *(a for a in chargeable(week + timedelta(weeks=5)) if a.id not in looked)]:
        if account.id in charged or account.kind is AccountKind.VOID:
            continue
        why = f"Not debited, because {_why(account, week, policy)}"
        rows.append(_row(account, "not debited", 0, run.then.get(account.id), why))
    return rows


def _why(account: Chargeable, week: date, policy: Policy) -> str:
    due = periods.period_due(account.frequency, week, policy.cycle_start)
    if account.opens_on >= week + WEEK:
        return f"it begins on {format_date(account.opens_on)}"
    if account.rent_free and week in policy.rent_free:
        return "this is a rent-free week"
    if due is None:
        return f"it is debited {account.frequency}, and not this week"
    if account.charged_to >= due[1]:
        return f"it is charged up to {format_date(account.charged_to - DAY)} already"
    return "it has no charge in force. Add its rent, or end the agreement"


def _row(account: Chargeable, group: str, pence: int, was: int | None, why: str) -> PreviewRow:
    return PreviewRow(account.id, account.reference, account.name, group, pence, was, why)
