"""The arrears roll-forward of rulebook §5.4: opening + debit − receipts ± adjustments − write-offs = closing.

Per account, rolled up per scheme and per current or former; gross arrears and credits apart, never netted.
"""

from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import Any

from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.rent.models import Entry

# Opening and closing are worked back from the stored balance (which ``verify`` proves), so that only the entries since
# the first day are summed and not the whole history.
_ROLL = """
SELECT a.id, a.reference, a.name, a.kind, coalesce(s.label, ''), (a.closes_on IS NOT NULL AND a.closes_on < ?),
  b.pence - coalesce(d.since, 0), coalesce(d.debit, 0), coalesce(d.own, 0), coalesce(d.hb, 0), coalesce(d.uc, 0),
  coalesce(d.other, 0), coalesce(d.adjusted, 0), coalesce(d.written_off, 0), b.pence - coalesce(d.later, 0)
FROM account a JOIN balance b ON b.account_id = a.id
LEFT JOIN (SELECT account_id, sum(pence) AS since,
    sum(CASE WHEN effective_on > ? THEN pence ELSE 0 END) AS later,
    sum(CASE WHEN effective_on <= ? AND kind = 'charge' THEN pence ELSE 0 END) AS debit,
    sum(CASE WHEN effective_on <= ? AND kind = 'receipt' AND payer = 'own' THEN pence ELSE 0 END) AS own,
    sum(CASE WHEN effective_on <= ? AND kind = 'receipt' AND payer = 'Housing Benefit' THEN pence ELSE 0 END) AS hb,
    sum(CASE WHEN effective_on <= ? AND kind = 'receipt' AND payer = 'Universal Credit' THEN pence ELSE 0 END) AS uc,
    sum(CASE WHEN effective_on <= ? AND kind = 'receipt' AND payer IN ('support provider', 'other') THEN pence
        ELSE 0 END) AS other,
    sum(CASE WHEN effective_on <= ? AND kind IN ('adjustment', 'transfer', 'refund', 'opening balance') THEN pence
        ELSE 0 END) AS adjusted,
    sum(CASE WHEN effective_on <= ? AND kind = 'write-off' THEN pence ELSE 0 END) AS written_off
  FROM entry WHERE effective_on >= ? GROUP BY account_id) d ON d.account_id = a.id
LEFT JOIN (SELECT tenancy_id, coalesce(max(CASE WHEN start <= ? THEN start END), min(start)) AS start
           FROM occupancy GROUP BY tenancy_id) lo ON lo.tenancy_id = a.tenancy_id
LEFT JOIN occupancy o ON o.tenancy_id = lo.tenancy_id AND o.start = lo.start
LEFT JOIN space h ON h.id = coalesce(o.space_id, a.space_id)
LEFT JOIN space s ON s.id = h.scheme_id
WHERE b.pence <> 0 OR d.account_id IS NOT NULL
ORDER BY s.label, a.reference
"""


@dataclass(frozen=True, slots=True)
class RollRow:
    """One account (or a sum of them) over a period; pence, receipts negative."""

    account_id: int | None
    reference: str
    name: str
    kind: str
    scheme: str
    former: bool
    opening: int
    debit: int
    own_receipts: int
    hb_receipts: int
    uc_receipts: int
    other_receipts: int
    adjustments: int
    write_offs: int
    closing: int

    @property
    def receipts(self) -> int:
        """All receipts, negative."""
        return self.own_receipts + self.hb_receipts + self.uc_receipts + self.other_receipts

    @property
    def holds(self) -> bool:
        """Whether the equation holds to the penny."""
        return self.opening + self.debit + self.receipts + self.adjustments + self.write_offs == self.closing


def roll_forward(start: date, end: date) -> list[RollRow]:
    """One row for every account with a balance or an entry since, for ``start <= day <= end``, by scheme and reference.

    The scheme is that of the home they had on the last day.
    """
    database = Entry._meta.database
    first: Any = start if is_postgresql(database) else start.isoformat()
    last: Any = end if is_postgresql(database) else end.isoformat()
    rows = database.execute_sql(sql(database, _ROLL), [last, *[last] * 8, first, last])
    return [RollRow(r[0], r[1], r[2], intern(r[3]), intern(r[4]), bool(r[5]), *map(int, r[6:])) for r in rows]


def summed(rows: list[RollRow], *, by_scheme: bool = True, by_former: bool = True) -> list[RollRow]:
    """Rows rolled up per kind and, as asked, per scheme and per current/former."""
    groups: dict[tuple[str, str, bool], list[RollRow]] = {}
    for row in rows:
        key = (row.kind, row.scheme if by_scheme else "", row.former if by_former else False)
        groups.setdefault(key, []).append(row)
    return [RollRow(None, "", f"{len(g):,} account{'' if len(g) == 1 else 's'}", kind, scheme, former,
                    *(sum(getattr(r, f) for r in g) for f in ("opening", "debit", "own_receipts", "hb_receipts", "uc_receipts",
                                                              "other_receipts", "adjustments", "write_offs", "closing")))
            for (kind, scheme, former), g in sorted(groups.items())]


@dataclass(frozen=True, slots=True)
class Arrears:
    """Gross arrears and gross credits at the end of a period, never netted; pence, both positive."""

    arrears: int
    credits: int
    accounts_in_arrears: int


def gross(rows: list[RollRow]) -> Arrears:
    """Gross arrears and credits over rent accounts."""
    owed = [r.closing for r in rows if r.closing > 0]
    return Arrears(sum(owed), -sum(r.closing for r in rows if r.closing < 0), len(owed))
