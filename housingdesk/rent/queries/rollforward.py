"""The arrears roll-forward of rulebook §5.4: opening + debit − receipts ± adjustments − write-offs = closing.

Per account, rolled up per scheme and per current or former; gross arrears and credits apart, never netted.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.rent.models import Entry

_ROLL = """
SELECT a.id, a.reference, a.name, a.kind, coalesce(s.label, ''), (a.closes_on IS NOT NULL AND a.closes_on < ?),
  sum(CASE WHEN e.effective_on < ? THEN e.pence ELSE 0 END),
  sum(CASE WHEN e.effective_on >= ? AND e.kind = 'charge' THEN e.pence ELSE 0 END),
  sum(CASE WHEN e.effective_on >= ? AND e.kind = 'receipt' AND e.payer = 'own' THEN e.pence ELSE 0 END),
  sum(CASE WHEN e.effective_on >= ? AND e.kind = 'receipt' AND e.payer = 'Housing Benefit' THEN e.pence ELSE 0 END),
  sum(CASE WHEN e.effective_on >= ? AND e.kind = 'receipt' AND e.payer = 'Universal Credit' THEN e.pence ELSE 0 END),
  sum(CASE WHEN e.effective_on >= ? AND e.kind = 'receipt' AND e.payer IN ('support provider', 'other') THEN e.pence
      ELSE 0 END),
  sum(CASE WHEN e.effective_on >= ? AND e.kind IN ('adjustment', 'transfer', 'refund', 'opening balance') THEN e.pence
      ELSE 0 END),
  sum(CASE WHEN e.effective_on >= ? AND e.kind = 'write-off' THEN e.pence ELSE 0 END),
  sum(e.pence)
FROM entry e JOIN account a ON a.id = e.account_id
LEFT JOIN (SELECT tenancy_id, max(space_id) AS space_id FROM occupancy GROUP BY tenancy_id) o ON o.tenancy_id = a.tenancy_id
LEFT JOIN space h ON h.id = coalesce(o.space_id, a.space_id)
LEFT JOIN space s ON s.id = h.scheme_id
WHERE e.effective_on <= ?
GROUP BY a.id, a.reference, a.name, a.kind, s.label, a.closes_on ORDER BY s.label, a.reference
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
    """One row for every account with a history, for ``start <= day <= end``, by scheme and reference."""
    database = Entry._meta.database
    first: Any = start if is_postgresql(database) else start.isoformat()
    last: Any = end if is_postgresql(database) else end.isoformat()
    rows = database.execute_sql(sql(database, _ROLL), [last, *[first] * 8, last]).fetchall()
    return [RollRow(r[0], r[1], r[2], r[3], r[4], bool(r[5]), *(int(v) for v in r[6:])) for r in rows]


def summed(rows: list[RollRow], *, by_scheme: bool = True, by_former: bool = True) -> list[RollRow]:
    """Rows rolled up per kind and, as asked, per scheme and per current/former."""
    groups: dict[tuple[str, str, bool], list[RollRow]] = {}
    for row in rows:
        key = (row.kind, row.scheme if by_scheme else "", row.former if by_former else False)
        groups.setdefault(key, []).append(row)
    return [RollRow(None, "", f"{len(g)} accounts", kind, scheme, former,
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
