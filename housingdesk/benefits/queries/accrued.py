"""Technical arrears of many accounts at once: what is owed only because benefit is paid in arrears (rulebook §7).

Three or four statements, however many accounts there are; of the ledger only the last weeks of accounts that have benefit are
looked at, along the index of accounts and days.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from housingdesk.benefits.models import Award, Claim, Office, UcCard
from housingdesk.benefits.rules.awards import payer_of
from housingdesk.benefits.rules.expected.arrears import accrued_hb, accrued_uc, debited_to
from housingdesk.benefits.rules.expected.derived import in_period, until
from housingdesk.benefits.rules.expected.shapes import Paid
from housingdesk.benefits.rules.expected.uc_periods import assessment_day_of
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind, ClaimState, Source
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.rent.models import Account, Balance
from housingdesk.rent.rules.words import AccountKind, Frequency, Payer
from housingdesk.settings.queries import value
from housingdesk.values.dates import DAY, week_of
from housingdesk.values.money import portion
from housingdesk.values.rows import frozen

IN_PAYMENT = timedelta(weeks=13)
"""A claim of which nothing came for so long, and which was not decided within it, is not one in payment."""
_AHEAD = timedelta(31)
_AT_ONCE = 5_000
COUNTS_PENDING = "benefits.count_pending"
_KINDS = (*HB_KINDS, ClaimKind.UC, ClaimKind.APA)
_UNDECIDED = (ClaimState.STARTED, ClaimState.SENT, ClaimState.EVIDENCE)
_CAME = """
SELECT e.account_id, e.payer, max(e.period_to), max(e.effective_on), max(CASE WHEN e.period_to IS NULL THEN e.effective_on END)
FROM account a CROSS JOIN entry e
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
class _Claim:
    """The awards of one claim in payment, and what its accrual is reckoned from."""

    account_id: int
    payer: Payer
    awards: tuple[Paid, ...]
    assessment_day: int | None


@frozen
class _Charged:
    """An account: the first day not debited, the first after its last, and whether it is charged by the month."""

    to: date
    end: date | None
    monthly: bool


class _Receipts(NamedTuple):
    """What came of a payer: to when it says that it paid, when it came last, and when money came last that names no days."""

    covers_to: date | None
    last_on: date
    undated_on: date | None

    @property
    def paid_to(self) -> date:
        """The first day that is not paid for. Money that names no days is for the weeks before the one in which it came."""
        undated = week_of(self.undated_on) if self.undated_on is not None else None
        return max(day for day in (self.covers_to, undated) if day is not None)


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
    claims = list(_claims(on, account_ids))
    charged = _accounts(on, account_ids)
    covered, held = {(one.account_id, one.payer) for one in claims}, _halted(account_ids)
    parts = {key: pence for key, pence in _parts(on, account_ids).items() if key not in covered and key not in held}
    came = _came({one.account_id for one in claims} | {account for account, _ in parts}, on)
    batches = _batches()
    found: defaultdict[Key, int] = defaultdict(int)
    for one in claims:
        if one.account_id in charged:
            found[one.account_id, one.payer] += _of_claim(one, charged[one.account_id], came, batches, on)
    for key, pence in parts.items():
        if key[0] in charged:
            found[key] += _of_part(key, pence, charged[key[0]], came, on)
    if value(COUNTS_PENDING, on):
        for key, pence, since in _pending(on, account_ids):
            if key[0] in charged:
                found[key] += accrued_hb(pence, since, charged[key[0]].to, charged[key[0]].end)
    return {key: pence for key, pence in found.items() if pence}


def _of_claim(one: _Claim, charged: _Charged, came: dict[Key, _Receipts], batches: Rhythm | None, on: date) -> int:
    last, awards = came.get((one.account_id, one.payer)), until(one.awards, charged.end)
    if one.payer is Payer.UC and awards:
        came_on = last.last_on if last is not None else None
        day = one.assessment_day or assessment_day_of(None, None, None, came_on) or awards[0].start.day
        return accrued_uc(awards, day, on, batches, came_on)
    if last is not None:
        return sum(accrued_hb(paid.pence, max(paid.start, last.paid_to), charged.to, paid.end) for paid in awards)
    return sum(accrued_hb(paid.pence, paid.start, charged.to, paid.end) for paid in awards
               if (paid.told_on or paid.start) > on - IN_PAYMENT)


def _of_part(key: Key, pence: int, charged: _Charged, came: dict[Key, _Receipts], on: date) -> int:
    """Of a payer's part of the charge where no award is recorded: since the days that were paid, if money came lately."""
    last = came.get(key)
    if last is None:
        return 0
    weekly = in_period(pence, charged_monthly=charged.monthly, award_monthly=False)
    if key[1] is Payer.HB:
        return accrued_hb(weekly, last.paid_to, charged.to, charged.end)
    since = last.last_on - timedelta(6)  # what comes today is for the days to a week ago
    return portion(weekly, max(0, (min(on, charged.end or on) - since).days), 7)


def _claims(on: date, account_ids: Collection[int] | None) -> Iterator[_Claim]:
    """The decided claims with awards that are paid to us and hold, held lately, or begin before what is charged ends."""
    rows: Any = (Award.select(Account.id, Claim.kind, Claim.id, Award.start, Award.end, Award.pence, Award.told_on)
                 .join(Claim).join(Account, on=(Account.tenancy == Claim.tenancy))
                 .where((Account.kind == AccountKind.RENT) & (Claim.state == ClaimState.DECIDED) & Claim.kind.in_(_KINDS)
                        & Award.to_landlord & (Award.start <= on + _AHEAD)
                        & (Award.end.is_null() | (Award.end > on - IN_PAYMENT))))
    if account_ids is not None:
        rows = rows.where(Account.id.in_(list(account_ids)))
    found: dict[tuple[int, ClaimKind, int], list[Paid]] = {}
    for account, kind, claim, *award in rows.order_by(Account.id, Claim.id, Award.start).tuples():
        found.setdefault((account, kind, claim), []).append(Paid(*award))
    managed = {account for account, kind, _ in found if kind is ClaimKind.APA}
    days = _assessment_days([account for account, kind, _ in found if payer_of(kind) is Payer.UC])
    for (account, kind, _claim), awards in found.items():
        if kind is not ClaimKind.UC or account not in managed:
            yield _Claim(account, payer_of(kind), tuple(awards), days.get(account))


def _assessment_days(account_ids: Sequence[int]) -> dict[int, int]:
    """The day of the month on which periods begin, by account: of its Universal Credit, not of a request for payment to us."""
    found: dict[int, int] = {}
    for at in range(0, len(account_ids), _AT_ONCE):
        rows: Any = (Claim.select(Account.id, Claim.kind, Claim.counts_from, UcCard.assessment_day, UcCard.pay_day)
                     .join(Account, on=(Account.tenancy == Claim.tenancy))
                     .join_from(Claim, UcCard, "LEFT OUTER JOIN", on=(UcCard.claim == Claim.id))
                     .where((Account.kind == AccountKind.RENT) & Account.id.in_(list(account_ids[at:at + _AT_ONCE]))
                            & Claim.kind.in_((ClaimKind.UC, ClaimKind.APA)))
                     .order_by(Account.id, Claim.counts_from.desc(), Claim.id.desc()).tuples())
        cards, claimed = dict[int, tuple[int | None, int | None]](), dict[int, int]()
        for account, kind, counts_from, assessed, paid in rows:
            if assessed is not None or paid is not None:
                cards[account] = assessed, paid
            if kind is ClaimKind.UC:
                claimed[account] = counts_from.day
        for account in cards.keys() | claimed.keys():
            day = assessment_day_of(*cards.get(account, (None, None)), claimed.get(account), None)
            if day is not None:
                found[account] = day
    return found


def _accounts(on: date, account_ids: Collection[int] | None) -> dict[int, _Charged]:
    """To when rent accounts are charged, what is their end, and whether it is by the month."""
    rows: Any = (Account.select(Account.id, Balance.charged_to, Account.closes_on, Account.frequency)
                 .join(Balance, on=(Balance.account == Account.id))
                 .where((Account.kind == AccountKind.RENT) & Balance.charged_to.is_null(False)))
    if account_ids is not None:
        rows = rows.where(Account.id.in_(list(account_ids)))
    return {account: _Charged(debited_to(to, frequency, on), None if closes is None else closes + DAY,
                              frequency is Frequency.MONTHLY) for account, to, closes, frequency in rows.tuples()}


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


def _came(account_ids: Iterable[int], on: date) -> dict[Key, _Receipts]:
    """What each payer paid; of the weeks in which a claim in payment brings some."""
    listed = _listed(account_ids)
    if not listed:
        return {}
    rows = _rows(_CAME.replace("{ids}", listed), [on - IN_PAYMENT, on])
    return {(row[0], _PAYERS[row[1]]): _Receipts(_day(row[2]), _day(row[3]) or on, _day(row[4])) for row in rows}


def _batches() -> Rhythm | None:
    row = Office.select(Office.cycle_weeks, Office.first_run_on, Office.first_covers_to).where(
        (Office.source == Source.DWP_MANAGED) & Office.first_run_on.is_null(False)
        & Office.first_covers_to.is_null(False)).tuples().first()
    return None if row is None else Rhythm(*row)


def _pending(on: date, account_ids: Collection[int] | None) -> Iterator[tuple[Key, int, date]]:
    """What undecided claims that ask for payment to us should bring a week, and since when."""
    rows: Any = (Claim.select(Account.id, Claim.kind, Claim.expected_pence, Claim.counts_from, Account.opens_on)
                 .join(Account, on=(Account.tenancy == Claim.tenancy))
                 .where((Account.kind == AccountKind.RENT) & Claim.state.in_(_UNDECIDED) & Claim.kind.in_(_KINDS)
                        & Claim.to_landlord & Claim.expected_pence.is_null(False) & (Claim.counts_from <= on)))
    if account_ids is not None:
        rows = rows.where(Account.id.in_(list(account_ids)))
    for account, kind, pence, counts_from, opens_on in rows.tuples():
        yield (account, payer_of(kind)), pence, max(counts_from, opens_on or counts_from)


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(str(int(one)) for one in sorted(set(ids)))


def _rows(statement: str, days: list[date]) -> list[Any]:
    database = Account._meta.database
    values: list[Any] = list(days) if is_postgresql(database) else [day.isoformat() for day in days]
    return list(database.execute_sql(sql(database, statement), values).fetchall())


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text
