"""Reads the arrears list: everybody who owes, or whose benefit is still to come, with the filters of the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import Any

from housingdesk.arrears.queries.net import Reckoned, reckoned
from housingdesk.arrears.rules.listing import Position
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.rent.models import Account
from housingdesk.rent.queries.charging import charge_split
from housingdesk.rent.rules.words import AccountKind, Frequency
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind, words_for
from housingdesk.values.text import fold

_LIST = """
SELECT a.id, a.reference, a.kind, a.frequency, a.closes_on, a.tenancy_id, t.reference, t.names, t.address, t.postcode,
  t.kind, b.pence, b.own_pence, b.hb_pence + b.uc_pence, b.last_receipt_on, coalesce(c.label, ''), coalesce(s.officer, ''),
  coalesce(k.name, ''), coalesce(r.route, 'none'), x.due_on, x.pence, a.opens_on
FROM account a JOIN balance b ON b.account_id = a.id JOIN tenancy t ON t.id = a.tenancy_id
LEFT JOIN (SELECT tenancy_id, coalesce(max(CASE WHEN start <= ? THEN start END), min(start)) AS start
           FROM occupancy{tenancy} GROUP BY tenancy_id) lo ON lo.tenancy_id = t.id
LEFT JOIN occupancy o ON o.tenancy_id = lo.tenancy_id AND o.start = lo.start
LEFT JOIN space s ON s.id = o.space_id LEFT JOIN space c ON c.id = s.scheme_id
LEFT JOIN council k ON k.id = coalesce(s.council_id, c.council_id)
LEFT JOIN (SELECT tenancy_id, max(id) AS id FROM route WHERE start <= ? AND ("end" IS NULL OR "end" > ?){and_tenancy}
           GROUP BY tenancy_id) lr ON lr.tenancy_id = t.id
LEFT JOIN route r ON r.id = lr.id
LEFT JOIN (SELECT account_id, min(due_on) AS due_on FROM expected_payment WHERE settled_on IS NULL AND due_on >= ?{account}
           GROUP BY account_id) lx ON lx.account_id = a.id
LEFT JOIN (SELECT account_id, due_on, sum(pence) AS pence FROM expected_payment WHERE settled_on IS NULL{account}
           GROUP BY account_id, due_on) x ON x.account_id = a.id AND x.due_on = lx.due_on
WHERE a.kind IN ('rent', 'garage')"""


def _of(account_id: int) -> str:
    """The list for one account: what is summed for all others is not summed for it."""
    tenancy = f"tenancy_id = (SELECT tenancy_id FROM account WHERE id = {account_id})"
    return _LIST.format(tenancy=f" WHERE {tenancy}", and_tenancy=f" AND {tenancy}", account=f" AND account_id = {account_id}")


_EVERYBODY = _LIST.format(tenancy="", and_tenancy="", account="")


@dataclass(frozen=True, slots=True)
class ArrearsRow:
    """One account on the list; pence, owed positive. ``expected_*`` is the next money on its way."""

    account_id: int
    reference: str
    kind: AccountKind
    tenancy_id: int
    tenancy_reference: str
    names: str
    address: str
    postcode: str
    tenancy_kind: TenancyKind
    position: Position
    last_receipt_on: date | None
    scheme: str
    officer: str
    council: str
    route: BenefitRoute
    former: bool
    expected_on: date | None
    expected_pence: int

    @property
    def agreement(self) -> str:
        """What the agreement is called."""
        return words_for(self.tenancy_kind).agreement


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; None or empty means everybody."""

    scheme: str | None = None
    officer: str | None = None
    council: str | None = None
    route: BenefitRoute | None = None
    tenancy_kind: TenancyKind | None = None
    former: bool = False
    benefit_only: bool = False
    garages: bool = True
    text: str = ""
    least_pence: int = 1

    def fits(self, row: ArrearsRow) -> bool:
        """Whether an account stays on the list."""
        if self.former != row.former or (not self.garages and row.kind is AccountKind.GARAGE):
            return False
        if self.benefit_only:
            if row.position.owed_pence >= self.least_pence or row.position.expected_pence <= 0:
                return False
        elif row.position.owed_pence < self.least_pence:
            return False
        pairs = ((self.scheme, row.scheme), (self.officer, row.officer), (self.council, row.council), (self.route, row.route),
                 (self.tenancy_kind, row.tenancy_kind))
        if any(wanted is not None and wanted != value for wanted, value in pairs):
            return False
        text = fold(self.text)
        return not text or any(text in fold(v) for v in (row.names, row.address, row.tenancy_reference, row.reference))


def arrears_list(on: date, filters: Filters | None = None, *, also: Sequence[int] = ()) -> list[ArrearsRow]:
    """Everybody with a balance, the most weeks first; with filters, those who fit. ``also``: accounts at nil to be read too."""
    database = Account._meta.database
    day: Any = on if is_postgresql(database) else on.isoformat()
    charges, built_up = charge_split(on), reckoned(on)
    wanted = f"b.pence <> 0 OR a.id IN ({', '.join(str(int(account_id)) for account_id in also)})" if also else "b.pence <> 0"
    found = database.execute_sql(sql(database, f"{_EVERYBODY} AND ({wanted})"), [day] * 4)
    rows = [_row(r, charges, built_up, on) for r in found]
    kept = rows if filters is None else [r for r in rows if filters.fits(r)]
    return sorted(kept, key=lambda r: (-r.position.weeks, -r.position.owed_pence, r.reference))


def account_standing(account_id: int, on: date) -> ArrearsRow | None:
    """One rent or garage account as it would stand on the list, whatever its balance; None if there is none."""
    database = Account._meta.database
    day: Any = on if is_postgresql(database) else on.isoformat()
    charges, built_up = charge_split(on, account_id), reckoned(on, [account_id])
    row = database.execute_sql(sql(database, f"{_of(int(account_id))} AND a.id = ?"), [day] * 4 + [account_id]).fetchone()
    return None if row is None else _row(row, charges, built_up, on)


def _date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _row(r: tuple[Any, ...], charges: dict[int, tuple[int, int]], built_up: Reckoned, on: date) -> ArrearsRow:
    closes, frequency = _date(r[4]), Frequency(r[3])
    whole, own = charges.get(r[0], (0, 0))
    position = Position(int(r[11]), int(r[12]), int(r[13]), whole, own, frequency, built_up.of(r[0], int(r[13]), _date(r[21])),
                        built_up.claimed.get(r[0], False))
    scheme, officer, council = map(intern, r[15:18])  # a handful of them in thousands of rows
    return ArrearsRow(r[0], r[1], AccountKind(r[2]), r[5], r[6], r[7], r[8], r[9], TenancyKind(r[10]), position, _date(r[14]),
                      scheme, officer, council, BenefitRoute(r[18]), closes is not None and closes < on, _date(r[19]),
                      int(r[20] or 0))


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What each filter offers."""

    schemes: tuple[str, ...]
    officers: tuple[str, ...]
    councils: tuple[str, ...]
    routes: tuple[BenefitRoute, ...]
    kinds: tuple[TenancyKind, ...]


def filter_choices(rows: list[ArrearsRow]) -> FilterChoices:
    """The values that occur among some rows, sorted."""
    def distinct(values: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({v for v in values if v}))

    return FilterChoices(distinct(r.scheme for r in rows), distinct(r.officer for r in rows), distinct(r.council for r in rows),
                         tuple(sorted({r.route for r in rows})), tuple(sorted({r.tenancy_kind for r in rows})))
