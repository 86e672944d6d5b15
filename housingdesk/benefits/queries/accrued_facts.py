"""What technical arrears are reckoned from (``accrued`` reckons), for many accounts at once.

Half a dozen statements, however many accounts there are. Today's figures wait for them, so they are plain ones: thousands of
rows pass no field one by one, and no model is imported. Of the ledger only the last weeks of accounts that have benefit are
looked at, along the index of accounts and days.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from housingdesk.benefits.rules.expected.arrears import debited_to
from housingdesk.benefits.rules.expected.shapes import Paid
from housingdesk.benefits.rules.expected.uc_periods import assessment_day_of
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind, ClaimState, Source
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.db.stored_days import StoredDays
from housingdesk.rent.rules.words import Frequency, Payer
from housingdesk.values.dates import DAY, week_of
from housingdesk.values.rows import frozen

IN_PAYMENT = timedelta(weeks=13)
"""A claim of which nothing came for so long, and which was not decided within it, is not one in payment."""
_AHEAD = timedelta(31)
_PAYER_OF = {**{str(kind): Payer.HB for kind in HB_KINDS}, str(ClaimKind.UC): Payer.UC, str(ClaimKind.APA): Payer.UC}
_WORDS = {name: ", ".join(f"'{word}'" for word in sorted(words)) for name, words in (
    ("kinds", _PAYER_OF), ("uc", (ClaimKind.UC, ClaimKind.APA)),
    ("undecided", (ClaimState.STARTED, ClaimState.SENT, ClaimState.EVIDENCE)), ("decided", (ClaimState.DECIDED,)))}
_PAYERS = {str(payer): payer for payer in Payer}
_AWARDS = """
SELECT a.id, c.kind, c.id, w.start, w."end", w.pence, w.told_on
FROM award w JOIN claim c ON c.id = w.claim_id JOIN account a ON a.tenancy_id = c.tenancy_id
WHERE a.kind = 'rent' AND c.state = {decided} AND c.kind IN ({kinds}) AND w.to_landlord AND w.start <= ?
  AND (w."end" IS NULL OR w."end" > ?){only} ORDER BY a.id, c.id, w.start
"""
_ASSESSED = """
SELECT a.id, c.kind, c.counts_from, u.assessment_day, u.pay_day
FROM claim c JOIN account a ON a.tenancy_id = c.tenancy_id LEFT JOIN uc_card u ON u.claim_id = c.id
WHERE a.kind = 'rent' AND c.kind IN ({uc}){only}
ORDER BY a.id, c.counts_from DESC, c.id DESC
"""
_STATES = """
SELECT a.id, c.kind, c.state, c.to_landlord FROM claim c JOIN account a ON a.tenancy_id = c.tenancy_id
WHERE a.kind = 'rent' AND c.kind IN ({kinds}){only} ORDER BY c.counts_from, c.id
"""
_PENDING = """
SELECT a.id, c.kind, c.expected_pence, c.counts_from, a.opens_on FROM claim c JOIN account a ON a.tenancy_id = c.tenancy_id
WHERE a.kind = 'rent' AND c.kind IN ({kinds}) AND c.state IN ({undecided}) AND c.to_landlord
  AND c.expected_pence IS NOT NULL AND c.counts_from <= ?{only}
"""
_CHARGED = """
SELECT a.id, b.charged_to, a.closes_on, a.frequency FROM account a JOIN balance b ON b.account_id = a.id
WHERE a.kind = 'rent' AND b.charged_to IS NOT NULL{only}
"""
_PARTS = """
SELECT l.account_id, s.payer, sum(CASE WHEN s.pence IS NOT NULL THEN s.pence ELSE l.pence - coalesce((SELECT sum(f.pence)
  FROM charge_share f WHERE f.line_id = l.id AND f.pence IS NOT NULL AND f.start <= ? AND (f."end" IS NULL OR f."end" > ?)), 0)
  END) FROM charge_share s JOIN charge_line l ON l.id = s.line_id
WHERE s.payer IN ('Housing Benefit', 'Universal Credit') AND s.start <= ? AND (s."end" IS NULL OR s."end" > ?)
  AND l.start <= ? AND (l."end" IS NULL OR l."end" > ?){only} GROUP BY l.account_id, s.payer
"""
_CAME = """
SELECT e.account_id, e.payer, max(e.period_to), max(e.effective_on), max(CASE WHEN e.period_to IS NULL THEN e.effective_on END)
FROM account a CROSS JOIN entry e
WHERE a.id IN ({ids}) AND e.account_id = a.id AND e.effective_on >= ? AND e.effective_on <= ? AND e.kind = 'receipt'
  AND e.pence < 0 AND e.payer IN ('Housing Benefit', 'Universal Credit')
  AND e.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.reverses_id = e.id)
GROUP BY e.account_id, e.payer
"""
_BATCHES = """
SELECT cycle_weeks, first_run_on, first_covers_to FROM office
WHERE source = ? AND first_run_on IS NOT NULL AND first_covers_to IS NOT NULL ORDER BY id
"""
Ids = Collection[int] | None
"""The accounts that are asked about; None: all."""


@frozen
class Claimed:
    """The awards of one claim in payment, and the day of the month on which its assessment periods begin."""

    account_id: int
    payer: Payer
    awards: tuple[Paid, ...]
    assessment_day: int | None


@frozen
class Charged:
    """An account: the first day not debited, the first after its last, and how often it is charged."""

    to: date
    end: date | None
    frequency: Frequency

    @property
    def monthly(self) -> bool:
        """Whether it is charged by the month."""
        return self.frequency is Frequency.MONTHLY


class Receipts(NamedTuple):
    """What came of a payer: to when it says that it paid, when it came last, and when money came last that names no days."""

    covers_to: date | None
    last_on: date
    undated_on: date | None

    @property
    def paid_to(self) -> date:
        """The first day that is not paid for. Money that names no days is for the weeks before the one in which it came."""
        undated = week_of(self.undated_on) if self.undated_on is not None else None
        return max(day for day in (self.covers_to, undated) if day is not None)


def claims(on: date, ids: Ids) -> list[Claimed]:
    """The decided claims with awards that are paid to us and hold, held lately, or begin before what is charged ends."""
    days, found = StoredDays(), dict[tuple[int, str, int], list[Paid]]()
    for account, kind, claim, start, end, pence, told_on in _rows(_AWARDS, (on + _AHEAD, on - IN_PAYMENT), ids):
        found.setdefault((account, kind, claim), []).append(Paid(days[start], days[end], pence, days[told_on]))
    managed = {account for account, kind, _ in found if kind == ClaimKind.APA}
    assessed = _assessment_days(ids) if any(_PAYER_OF[kind] is Payer.UC for _, kind, _ in found) else {}
    return [Claimed(account, _PAYER_OF[kind], tuple(awards), assessed.get(account))
            for (account, kind, _), awards in found.items() if kind != ClaimKind.UC or account not in managed]


def _assessment_days(ids: Ids) -> dict[int, int]:
    """The day of the month on which periods begin, by account: of its Universal Credit, not of a request for payment to us."""
    days, cards, claimed = StoredDays(), dict[int, tuple[int | None, int | None]](), dict[int, int]()
    for account, kind, counts_from, assessed, paid in _rows(_ASSESSED, (), ids):
        if assessed is not None or paid is not None:
            cards[account] = assessed, paid
        if kind == ClaimKind.UC:
            claimed[account] = days[counts_from].day
    found = {account: assessment_day_of(*cards.get(account, (None, None)), claimed.get(account), None)
             for account in cards.keys() | claimed.keys()}
    return {account: day for account, day in found.items() if day is not None}


def charged(on: date, ids: Ids) -> dict[int, Charged]:
    """To when rent accounts are charged, what is their end, and how often it is."""
    days, rhythms = StoredDays(), {str(frequency): frequency for frequency in Frequency}
    found, made = dict[int, Charged](), dict[tuple[Any, ...], Charged]()
    for account, *said in _rows(_CHARGED, (), ids):
        key = to, closes, frequency = tuple(said)
        if key not in made:  # most are charged to the same day
            end = None if closes is None else days[closes] + DAY
            made[key] = Charged(debited_to(days[to], rhythms[frequency], on), end, rhythms[frequency])
        found[account] = made[key]
    return found


def claim_states(ids: Ids) -> list[tuple[int, str, str, bool]]:
    """Account, kind and state of every claim towards the rent, and whether it is paid to us, in the order of their days."""
    return _rows(_STATES, (), ids)


def halted(ids: Ids) -> set[tuple[int, Payer]]:
    """Payers of whom a claim is there that does not pay, or pays the tenant: what is charged to them is not on its way."""
    last = {(account, _PAYER_OF[kind]): (state, ours) for account, kind, state, ours in claim_states(ids)}
    return {key for key, (state, ours) in last.items() if state != ClaimState.DECIDED or not ours}


def parts(on: date, ids: Ids) -> dict[tuple[int, Payer], int]:
    """What of the charges in force each payer of benefit pays, in the period of the account."""
    rows = _rows(_PARTS, [on] * 6, ids, "l.account_id")
    return {(account, _PAYERS[payer]): int(pence) for account, payer, pence in rows if pence}


def came(ids: Iterable[int], on: date) -> dict[tuple[int, Payer], Receipts]:
    """What each payer paid; of the weeks in which a claim in payment brings some."""
    listed, days = _listed(ids), StoredDays()
    rows = _rows(_CAME.replace("{ids}", listed), (on - IN_PAYMENT, on)) if listed else []
    return {(account, _PAYERS[payer]): Receipts(days[covers], days[last] or on, days[undated])
            for account, payer, covers, last, undated in rows}


def batches() -> Rhythm | None:
    """When the DWP pays us in batches; None while nobody has said it."""
    found, days = _rows(_BATCHES, (str(Source.DWP_MANAGED),)), StoredDays()
    return Rhythm(found[0][0], days[found[0][1]], days[found[0][2]]) if found else None


def pending(on: date, ids: Ids) -> Iterator[tuple[tuple[int, Payer], int, date]]:
    """What undecided claims that ask for payment to us should bring a week, and since when."""
    days = StoredDays()
    for account, kind, pence, counts_from, opens_on in _rows(_PENDING, (on,), ids):
        since = days[counts_from]
        yield (account, _PAYER_OF[kind]), pence, max(since, days[opens_on] or since)


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(str(int(one)) for one in sorted(set(ids)))


def _rows(statement: str, values: Iterable[Any] = (), ids: Ids = None, column: str = "a.id") -> list[Any]:
    only = "" if ids is None else f" AND {column} IN ({_listed(ids) or 'NULL'})"
    plain = is_postgresql(database)
    given = [value if plain or not isinstance(value, date) else value.isoformat() for value in values]
    return list(database.execute_sql(sql(database, statement.format(only=only, **_WORDS)), given).fetchall())
