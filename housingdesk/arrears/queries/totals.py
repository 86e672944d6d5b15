"""The figures above the arrears list, by one statement, for whoever wants no more than them."""

from datetime import date
from typing import Any

from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.values.rows import frozen


@frozen
class ArrearsTotals:
    """The figures above the list; pence, gross, never netted."""

    accounts: int
    owed_pence: int
    benefit_pence: int
    credits_pence: int


def totals(on: date) -> ArrearsTotals:
    """Gross arrears of the current accounts that the list holds, garages too, what benefit has still to pay, and credits."""
    text = """SELECT coalesce(sum(CASE WHEN b.own_pence > 0 THEN 1 ELSE 0 END), 0),
      coalesce(sum(CASE WHEN b.own_pence > 0 THEN b.own_pence ELSE 0 END), 0),
      coalesce(sum(CASE WHEN b.hb_pence + b.uc_pence > 0 THEN b.hb_pence + b.uc_pence ELSE 0 END), 0),
      coalesce(sum(CASE WHEN b.pence < 0 THEN -b.pence ELSE 0 END), 0)
      FROM account a JOIN balance b ON b.account_id = a.id
      WHERE a.kind IN ('rent', 'garage') AND (a.closes_on IS NULL OR a.closes_on >= ?)"""
    day: Any = on if is_postgresql(database) else on.isoformat()
    row = database.execute_sql(sql(database, text), [day]).fetchone()
    return ArrearsTotals(*(int(v) for v in row))
