"""Agreements for which benefit is expected, by their route or by who pays their charges, and that have no claim in force."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from housingdesk.benefits.rules.claims import LIVE
from housingdesk.benefits.rules.lanes import ToClaim
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.rent.rules.words import Payer
from housingdesk.tenancies.rules import BenefitRoute
from housingdesk.values.dates import add_months
from housingdesk.values.rows import frozen

ROUTE_KINDS = {BenefitRoute.HB_EXEMPT: ClaimKind.HB_SUPPORTED, BenefitRoute.HB_TEMPORARY: ClaimKind.HB_TEMPORARY,
               BenefitRoute.HB_PENSION: ClaimKind.HB, BenefitRoute.UC_TENANT: ClaimKind.UC,
               BenefitRoute.UC_DIRECT: ClaimKind.UC}
_KINDS = ", ".join(f"'{kind}'" for kind in sorted({*HB_KINDS, ClaimKind.UC}))
_UNCLAIMED = f"""
SELECT t.id, t.names, t.address, a.id, r.route, r.start, r.claim_reference, sh.payer, sh.start, coalesce(sh.pence, 0),
  k.id, k.name, h.label, s.officer, c.ended_on, c.refused_on
FROM tenancy t
LEFT JOIN account a ON a.tenancy_id = t.id AND a.kind IN ('rent', 'garage')
LEFT JOIN (SELECT tenancy_id, max(id) AS id FROM route WHERE start <= ? AND ("end" IS NULL OR "end" > ?)
           GROUP BY tenancy_id) lr ON lr.tenancy_id = t.id
LEFT JOIN route r ON r.id = lr.id AND r.route <> 'none'
LEFT JOIN (SELECT l.account_id, min(b.payer) AS payer, min(b.start) AS start,
             sum(coalesce(b.pence, l.pence - coalesce(f.fixed, 0))) AS pence
           FROM charge_share b JOIN charge_line l ON l.id = b.line_id
           LEFT JOIN (SELECT line_id, sum(pence) AS fixed FROM charge_share WHERE pence IS NOT NULL AND start <= ?
                      AND ("end" IS NULL OR "end" > ?) GROUP BY line_id) f ON f.line_id = l.id
           WHERE b.payer IN ('{Payer.HB}', '{Payer.UC}') AND b.start <= ? AND (b."end" IS NULL OR b."end" > ?)
             AND l.start <= ? AND (l."end" IS NULL OR l."end" > ?)
           GROUP BY l.account_id) sh ON sh.account_id = a.id AND sh.pence > 0
LEFT JOIN (SELECT tenancy_id, max(ended_on) AS ended_on,
             max(CASE WHEN state = 'refused' THEN decided_on END) AS refused_on
           FROM claim WHERE kind IN ({_KINDS}) GROUP BY tenancy_id) c ON c.tenancy_id = t.id
LEFT JOIN (SELECT tenancy_id, coalesce(max(CASE WHEN start <= ? THEN start END), min(start)) AS start
           FROM occupancy GROUP BY tenancy_id) lo ON lo.tenancy_id = t.id
LEFT JOIN occupancy o ON o.tenancy_id = lo.tenancy_id AND o.start = lo.start
LEFT JOIN space s ON s.id = o.space_id LEFT JOIN space h ON h.id = s.scheme_id
LEFT JOIN council k ON k.id = coalesce(s.council_id, h.council_id)
WHERE t.starts_on <= ? AND (t.ends_on IS NULL OR t.ends_on >= ?) AND (r.id IS NOT NULL OR sh.account_id IS NOT NULL)
  AND t.id NOT IN (SELECT tenancy_id FROM claim WHERE kind IN ({_KINDS}) AND (state IN ({{live}})
                   OR (state = 'refused' AND (decided_on >= ? OR id IN (SELECT claim_id FROM appeal WHERE state = 'asked')))))
ORDER BY t.id
"""
_CAME = """
SELECT e.account_id, max(e.effective_on) FROM account a CROSS JOIN entry e
WHERE a.id IN ({ids}) AND e.account_id = a.id AND e.effective_on >= ? AND e.kind = 'receipt'
  AND e.payer IN ('Housing Benefit', 'Universal Credit') AND e.pence < 0 GROUP BY e.account_id
"""
_LOOKED_BACK = timedelta(weeks=53)


@frozen
class Unclaimed:
    """One such agreement, and what its lane is told from."""

    tenancy_id: int
    account_id: int | None
    person: str
    address: str
    council_id: int | None
    council: str | None
    reference: str
    scheme: str
    officer: str
    facts: ToClaim


def unclaimed(on: date) -> list[Unclaimed]:
    """Every agreement that runs on a day, for which benefit is expected and no claim is in force; one statement."""
    live = ", ".join(f"'{state}'" for state in sorted(LIVE))
    days = [*[on] * 11, add_months(on, -1)]
    values: list[Any] = [*days] if is_postgresql(database) else [day.isoformat() for day in days]
    rows = list(database.execute_sql(sql(database, _UNCLAIMED.format(live=live)), values))
    came = _last_came([row[3] for row in rows if row[3] is not None], on)
    return [_row(row, came.get(row[3])) for row in rows]


def _last_came(account_ids: Sequence[int], on: date) -> dict[int, date]:
    """When benefit last came to each of these accounts, of the last year; along the index of benefit alone."""
    if not account_ids:
        return {}
    text = _CAME.format(ids=", ".join(str(int(one)) for one in account_ids))
    since = on - _LOOKED_BACK
    rows = database.execute_sql(sql(database, text), [since if is_postgresql(database) else since.isoformat()]).fetchall()
    return {account: day for account, last in rows if (day := _day(last)) is not None}


def _row(row: tuple[Any, ...], came_on: date | None) -> Unclaimed:
    (tenancy, names, address, account, route, route_start, reference, payer, share_start, pence, council_id, council, scheme,
     officer, ended_on, refused_on) = row
    kind = ROUTE_KINDS[BenefitRoute(route)] if route else ClaimKind.HB if payer == Payer.HB else ClaimKind.UC
    since = _day(route_start or share_start)
    assert since is not None
    facts = ToClaim(since, kind, int(pence), _day(ended_on), _day(refused_on), came_on,
                    route == BenefitRoute.UC_TENANT)
    return Unclaimed(tenancy, account, names, address, council_id, council, reference or "", scheme or "", officer or "", facts)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
