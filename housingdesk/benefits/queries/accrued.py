"""Technical arrears of many accounts at once: what is owed only because benefit is paid in arrears (rulebook §7).

Three or four statements, however many accounts there are; of the ledger only the last weeks of accounts that have benefit are
looked at, along the index of accounts and days.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from housingdesk.benefits.models import Award, Claim, Office, UcCard
from housingdesk.benefits.rules.awards import payer_of
from housingdesk.benefits.rules.expected.arrears import accrued_hb, accrued_uc
from housingdesk.benefits.rules.expected.derived import in_period
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind, ClaimState, Source
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.rent.models import Account, Balance
from housingdesk.rent.rules.words import AccountKind, Frequency, Payer
from housingdesk.settings.queries import value
from housingdesk.values.dates import WEEK, week_of
from housingdesk.values.money import portion
from housingdesk.values.rows import frozen

IN_PAYMENT = timedelta(weeks=13)
"""A claim of which nothing came for so long, and which was not decided within it, is not one in payment."""
COUNTS_PENDING = "benefits.count_pending"
_KINDS = (*HB_KINDS, ClaimKind.UC, ClaimKind.APA)
_UNDECIDED = (ClaimState.STARTED, ClaimState.SENT, ClaimState.EVIDENCE)
_CAME = """
SELECT e.account_id, e.payer, max(e.period_to), max(e.effective_on) FROM account a CROSS JOIN entry e
WHERE a.id IN ({ids}) AND e.account_id = a.id AND e.effective_on >= ? AND e.effective_on <= ? AND e.kind = 'receipt'
  AND e.pence < 0 AND e.payer IN ('Housing Benefit', 'Universal Credit')
  AND e.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.reverses_id = e.id)
GROUP BY e.account_id, e.payer
"""
_PARTS = """
SELECT l.account_id, s.payer, sum(CASE WHEN s.pence IS NOT NULL THEN s.pence ELSE l.pence - coalesce((SELECT sum(f.pence)
  FROM charge_share f WHERE f.line_id = l.id AND f.pence IS NOT NULL AND f.start <= ? AND (f."end" IS NULL OR f."end" > ?)), 0)
  END) FROM charge_share s JOIN charge_line l ON l.id = s.line_id
WHERE s.payer IN ('Housing Benefit', 'Universal Credit') AND s.start <= ? AND (s."end" IS NULL OR s."end" > ?)
  AND l.start <= ? AND (l."end" IS NULL OR l."end" > ?){only} GROUP BY l.account_id, s.payer
"""
_PAYERS = {str(payer): payer for payer in Payer}
Key = tuple[int, Payer]


@frozen
class _Award:
    """An award of an account, with what its accrual is reckoned from."""

    account_id: int
    payer: Payer
    start: date
    end: date | None
    pence: int
    told_on: date | None
    assessment_day: int


def accrued(on: date, account_ids: Collection[int] | None = None) -> dict[int, int]:
    """Pence that each rent account is technically owed on a day, of the claims in payment to us; accounts without any left out.

    What undecided claims may bring is left out, unless the setting says that it counts.
    """
    whole: defaultdict[int, int] = defaultdict(int)
    for (account, _), pence in accrued_by_payer(on, account_ids).items():
        whole[account] += pence
    return dict(whole)


def accrued_by_payer(on: date, account_ids: Collection[int] | None = None) -> dict[Key, int]:
    """The same by account and payer."""
    awards = list(_awards(on, account_ids))
    charged = _accounts(account_ids)
    covered, held = {(one.account_id, one.payer) for one in awards}, _halted(account_ids)
    parts = {key: pence for key, pence in _parts(on, account_ids).items() if key not in covered and key not in held}
    came = _came({one.account_id for one in awards} | {account for account, _ in parts}, on)
    batches = _batches()
    found: defaultdict[Key, int] = defaultdict(int)
    for one in awards:
        if one.account_id in charged:
            found[one.account_id, one.payer] += _of_award(one, charged[one.account_id][0], came, batches, on)
    for key, pence in parts.items():
        if key[0] in charged:
            found[key] += _of_part(key, pence, *charged[key[0]], came, on)
    if value(COUNTS_PENDING, on):
        for key, pence in _pending(on, account_ids):
            found[key] += pence
    return {key: pence for key, pence in found.items() if pence}


def _of_award(one: _Award, charged_to: date, came: dict[Key, tuple[date | None, date]], batches: Rhythm | None,
              on: date) -> int:
    if one.payer is Payer.UC:
        return accrued_uc(one.pence, one.assessment_day, on, one.start, one.end, batches)
    last = came.get((one.account_id, one.payer))
    charged_to = min(charged_to, week_of(on) + WEEK)
    if last is not None:
        return accrued_hb(one.pence, max(one.start, last[0] or last[1]), charged_to, one.end)
    new = (one.told_on or one.start) > on - IN_PAYMENT
    return accrued_hb(one.pence, one.start, charged_to, one.end) if new else 0


def _of_part(key: Key, pence: int, charged_to: date, monthly: bool, came: dict[Key, tuple[date | None, date]], on: date) -> int:
    """Of a payer's part of the charge where no award is recorded: since the days that were paid, if money came lately."""
    last = came.get(key)
    if last is None:
        return 0
    weekly = in_period(pence, charged_monthly=monthly, award_monthly=False)
    if key[1] is Payer.HB:
        return accrued_hb(weekly, last[0] or last[1], min(charged_to, week_of(on) + WEEK))
    since = last[1] - timedelta(6)  # what comes today is for the days to a week ago
    return portion(weekly, max(0, (on - since).days), 7)


def _awards(on: date, account_ids: Collection[int] | None) -> Iterator[_Award]:
    """The awards of decided claims that are paid to us and hold, or held lately."""
    rows: Any = (Award.select(Account.id, Claim.kind, Award.start, Award.end, Award.pence, Award.told_on, UcCard.assessment_day,
                              Claim.counts_from, Claim.id)
                 .join(Claim).join(Account, on=(Account.tenancy == Claim.tenancy))
                 .join_from(Claim, UcCard, "LEFT OUTER JOIN", on=(UcCard.claim == Claim.id))
                 .where((Account.kind == AccountKind.RENT) & (Claim.state == ClaimState.DECIDED) & Claim.kind.in_(_KINDS)
                        & Award.to_landlord & (Award.start <= on)
                        & (Award.end.is_null() | (Award.end > on - IN_PAYMENT))))
    if account_ids is not None:
        rows = rows.where(Account.id.in_(list(account_ids)))
    found = list(rows.order_by(Account.id, Award.start).tuples())
    managed = {row[0] for row in found if row[1] is ClaimKind.APA}
    for account, kind, start, end, pence, told_on, assessment_day, counts_from, _claim in found:
        if kind is not ClaimKind.UC or account not in managed:
            yield _Award(account, payer_of(kind), start, end, pence, told_on, assessment_day or counts_from.day)


def _accounts(account_ids: Collection[int] | None) -> dict[int, tuple[date, bool]]:
    """To when rent accounts are charged, and whether by the month."""
    rows: Any = (Account.select(Account.id, Balance.charged_to, Account.frequency)
                 .join(Balance, on=(Balance.account == Account.id))
                 .where((Account.kind == AccountKind.RENT) & Balance.charged_to.is_null(False)))
    if account_ids is not None:
        rows = rows.where(Account.id.in_(list(account_ids)))
    return {account: (to, frequency == Frequency.MONTHLY) for account, to, frequency in rows.tuples()}


def _halted(account_ids: Collection[int] | None) -> set[Key]:
    """Payers of whom a claim is there that does not pay, or pays the tenant: what is charged to them is not on its way."""
    rows: Any = (Claim.select(Account.id, Claim.kind, Claim.state, Claim.to_landlord)
                 .join(Account, on=(Account.tenancy == Claim.tenancy)).where(Account.kind == AccountKind.RENT)
                 .order_by(Claim.counts_from, Claim.id))
    if account_ids is not None:
        rows = rows.where(Account.id.in_(list(account_ids)))
    last = {(account, payer_of(kind)): (state, ours) for account, kind, state, ours in rows.tuples()}
    return {key for key, (state, ours) in last.items() if state is not ClaimState.DECIDED or not ours}


def _parts(on: date, account_ids: Collection[int] | None) -> dict[Key, int]:
    only = "" if account_ids is None else f" AND l.account_id IN ({_listed(account_ids)})"
    return {(row[0], _PAYERS[row[1]]): int(row[2]) for row in _rows(_PARTS.replace("{only}", only), [on] * 6) if row[2]}


def _came(account_ids: Iterable[int], on: date) -> dict[Key, tuple[date | None, date]]:
    """To when each payer paid, and when money came last; of the weeks in which a claim in payment brings some."""
    listed = _listed(account_ids)
    if not listed:
        return {}
    rows = _rows(_CAME.replace("{ids}", listed), [on - IN_PAYMENT, on])
    return {(row[0], _PAYERS[row[1]]): (_day(row[2]), _day(row[3]) or on) for row in rows}


def _batches() -> Rhythm | None:
    row = Office.select(Office.cycle_weeks, Office.first_run_on, Office.first_covers_to).where(
        (Office.source == Source.DWP_MANAGED) & Office.first_run_on.is_null(False)
        & Office.first_covers_to.is_null(False)).tuples().first()
    return None if row is None else Rhythm(*row)


def _pending(on: date, account_ids: Collection[int] | None) -> Iterator[tuple[Key, int]]:
    """What undecided claims that ask for payment to us should bring for the days since they count."""
    rows: Any = (Claim.select(Account.id, Claim.kind, Claim.expected_pence, Claim.counts_from)
                 .join(Account, on=(Account.tenancy == Claim.tenancy))
                 .where((Account.kind == AccountKind.RENT) & Claim.state.in_(_UNDECIDED) & Claim.kind.in_(_KINDS)
                        & Claim.to_landlord & Claim.expected_pence.is_null(False) & (Claim.counts_from <= on)))
    if account_ids is not None:
        rows = rows.where(Account.id.in_(list(account_ids)))
    for account, kind, pence, counts_from in rows.tuples():
        yield (account, payer_of(kind)), portion(pence, (week_of(on) + WEEK - counts_from).days, 7)


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(str(int(one)) for one in sorted(set(ids)))


def _rows(statement: str, days: list[date]) -> list[Any]:
    database = Account._meta.database
    values: list[Any] = list(days) if is_postgresql(database) else [day.isoformat() for day in days]
    return list(database.execute_sql(sql(database, statement), values).fetchall())


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text
