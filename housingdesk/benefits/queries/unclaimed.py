"""Agreements for which benefit is expected, by their route or by who pays their charges, and that have no claim in force."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from peewee import fn

from housingdesk.benefits.rules.claims import LIVE
from housingdesk.benefits.rules.lanes import ToClaim
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.rent.models import Entry
from housingdesk.rent.rules.words import BENEFIT, EntryKind, Payer
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
_LOOKED_BACK = timedelta(weeks=53)
_AT_ONCE = 10_000


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
    """When benefit last came to each of these accounts, of the last year."""
    found: dict[int, date] = {}
    for at in range(0, len(account_ids), _AT_ONCE):
        rows: Any = (Entry.select(Entry.account, fn.MAX(Entry.effective_on)).where(
            Entry.account.in_(list(account_ids[at:at + _AT_ONCE])) & (Entry.effective_on >= on - _LOOKED_BACK)
            & (Entry.kind == EntryKind.RECEIPT) & Entry.payer.in_(list(BENEFIT)) & (Entry.pence < 0))
            .group_by(Entry.account).tuples())
        found |= {account: day for account, text in rows if (day := _day(text)) is not None}
    return found


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
