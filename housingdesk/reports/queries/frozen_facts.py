"""What a snapshot of a day holds: every account, empty home and claim as the ledger has them at the end of that day.

A handful of plain statements however many accounts there are. A former account at nil is left out: it has nothing to tell.
"""

from collections.abc import Mapping
from datetime import date
from sys import intern
from typing import Any

from housingdesk.arrears.queries.net import reckoned
from housingdesk.benefits.rules.words import ClaimState
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.rent.queries.losses import charged_when_empty
from housingdesk.reports.rules.frozen import FrozenAccount
from housingdesk.values.dates import DAY, WEEK, format_date
from housingdesk.values.rows import frozen

# What came after the day is taken off the stored balance (which ``verify`` proves), along the index of accounts and days.
_ACCOUNTS = """
SELECT a.id, a.kind, coalesce(s.label, ''), a.closes_on IS NOT NULL AND a.closes_on < ?, b.pence - coalesce(d.pence, 0),
  b.hb_pence + b.uc_pence - coalesce(d.benefit, 0), a.opens_on, a.tenancy_id
FROM account a JOIN balance b ON b.account_id = a.id
LEFT JOIN (SELECT e.account_id, sum(e.pence) AS pence,
    sum(CASE WHEN e.payer IN ('Housing Benefit', 'Universal Credit') THEN e.pence ELSE 0 END) AS benefit
  FROM account x CROSS JOIN entry e WHERE e.account_id = x.id AND e.effective_on > ? GROUP BY e.account_id) d
  ON d.account_id = a.id
LEFT JOIN (SELECT tenancy_id, coalesce(max(CASE WHEN start <= ? THEN start END), min(start)) AS start
           FROM occupancy GROUP BY tenancy_id) lo ON lo.tenancy_id = a.tenancy_id
LEFT JOIN occupancy o ON o.tenancy_id = lo.tenancy_id AND o.start = lo.start
LEFT JOIN space h ON h.id = coalesce(o.space_id, a.space_id)
LEFT JOIN space s ON s.id = h.scheme_id
WHERE (a.opens_on IS NULL OR a.opens_on <= ? OR b.pence <> coalesce(d.pence, 0))
  AND (b.pence <> coalesce(d.pence, 0) OR a.closes_on IS NULL OR a.closes_on >= ?)
"""
_ROUTES = """
SELECT tenancy_id, route FROM route WHERE start <= ? AND ("end" IS NULL OR "end" > ?) ORDER BY id
"""
_NOTICES = """
SELECT tenancy_id, title, served_on FROM notice_case
WHERE served_on IS NOT NULL AND served_on <= ? AND (ended_at IS NULL OR ended_at > ?) ORDER BY served_on, id
"""
_LETTERS = """
SELECT subject, title, dated FROM letter
WHERE template LIKE 'arrears%' AND dated <= ? AND dated >= ? AND copy_of_id IS NULL AND subject LIKE 'tenancy:%'
  AND state NOT IN ('held', 'withdrawn', 'spoiled', 'came back') ORDER BY dated, id
"""
_VOIDS = """
SELECT v.space_id, h.address, h.label, coalesce(s.label, ''), v.lane, v.category, v.empty_from, v.left_id
FROM void v JOIN space h ON h.id = v.space_id LEFT JOIN space s ON s.id = h.scheme_id
WHERE v.empty_from <= ? AND (v.let_from IS NULL OR v.let_from > ?) AND (v.closed_on IS NULL OR v.closed_on > ?)
ORDER BY v.id
"""
_CLAIMS = """
SELECT c.id, a.id, c.kind, c.state, coalesce(c.decided_on, c.sent_on, c.counts_from) FROM claim c
LEFT JOIN account a ON a.tenancy_id = c.tenancy_id AND a.kind = 'rent'
WHERE c.counts_from <= ? AND (c.ended_on IS NULL OR c.ended_on > ?) ORDER BY c.id
"""
_LETTER_COUNTS = WEEK * 26
_UNDECIDED = frozenset({str(ClaimState.STARTED), str(ClaimState.SENT), str(ClaimState.EVIDENCE)})


@frozen
class EmptyHome:
    """An empty home on a day and its weekly loss in pence."""

    space_id: int
    address: str
    scheme: str
    lane: str
    category: str
    empty_from: date
    weekly_pence: int


@frozen
class OpenClaim:
    """A claim on a day: where it stands, and since when."""

    claim_id: int
    account_id: int | None
    kind: str
    state: str
    since: date | None

    @property
    def undecided(self) -> bool:
        """Whether its office has still to decide."""
        return self.state in _UNDECIDED


def accounts_on(on: date) -> list[FrozenAccount]:
    """Every account at the end of a day."""
    built_up, routes, stages = reckoned(on), _routes(on), _stages(on)
    found = []
    for account, kind, scheme, former, pence, benefit, opens_on, tenancy in _rows(_ACCOUNTS, [on] * 5):
        rent = kind == "rent"
        part = built_up.of(account, int(benefit), _date(opens_on)) if rent else None
        waits = max(0, int(benefit)) if part is None and rent else part or 0
        stage = stages.get(tenancy, "") if rent and pence > 0 else ""
        found.append(FrozenAccount(account, kind, intern(scheme), bool(former), int(pence), waits, stage,
                                   routes.get(tenancy, "") if rent else ""))
    return found


def empty_on(on: date) -> list[EmptyHome]:
    """Every home that stood empty on a day."""
    rows = _rows(_VOIDS, [on] * 3)
    charged = charged_when_empty({row[0]: row[7] for row in rows}, on, on + DAY) if rows else {}
    made = []
    for space, address, label, scheme, lane, category, since, _ in rows:
        loss = charged[space].pence(on + DAY - WEEK, on + DAY) if space in charged else 0
        made.append(EmptyHome(space, address or label, scheme, lane, category, _day(since), loss))
    return made


def claims_on(on: date) -> list[OpenClaim]:
    """Every claim that ran on a day."""
    return [OpenClaim(claim, account, kind, state, _date(since)) for claim, account, kind, state, since
            in _rows(_CLAIMS, [on] * 2)]


def _routes(on: date) -> Mapping[int, str]:
    return dict(_rows(_ROUTES, [on] * 2))


def _stages(on: date) -> dict[int, str]:
    """How far recovery has gone on an agreement: the last letter of half a year, or the notice that was served."""
    found: dict[int, str] = {}
    for subject, title, dated in _rows(_LETTERS, [on, on - _LETTER_COUNTS]):
        found[int(subject.partition(":")[2])] = f"{title}, {format_date(_day(dated))}"[:80]
    for tenancy, title, served_on in _rows(_NOTICES, [on, on + DAY]):
        found[tenancy] = f"{title[:50]}, served {format_date(_day(served_on))}"[:80]
    return found


def _rows(statement: str, days: list[date]) -> list[Any]:
    server = is_postgresql(database)
    values = [day if server else day.isoformat() for day in days]
    text = statement.replace("%'", "%%'") if server else statement
    return list(database.execute_sql(sql(database, text), values).fetchall())


def _date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _day(value: Any) -> date:
    found = _date(value)
    assert found is not None
    return found
