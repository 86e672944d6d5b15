"""The figures above the arrears list, for whoever wants no more than them."""

from datetime import date
from typing import Any

from housingdesk.arrears.queries.net import reckoned
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.values.rows import frozen


@frozen
class ArrearsTotals:
    """The figures above the list; pence, what some owe never netted against what others are in credit."""

    accounts: int
    owed_pence: int
    benefit_pence: int
    credits_pence: int


def totals(on: date) -> ArrearsTotals:
    """What is owed on the current accounts that the list holds, garages too, what benefit has still to pay, and credits."""
    text = """SELECT a.id, b.own_pence, b.hb_pence + b.uc_pence, b.pence, a.opens_on
      FROM account a JOIN balance b ON b.account_id = a.id
      WHERE a.kind IN ('rent', 'garage') AND b.pence <> 0 AND (a.closes_on IS NULL OR a.closes_on >= ?)"""
    day: Any = on if is_postgresql(database) else on.isoformat()
    built_up = reckoned(on)
    accounts = owed = benefit = credits = 0
    for account, own, theirs, pence, opens_on in database.execute_sql(sql(database, text), [day]):
        opened = date.fromisoformat(opens_on) if isinstance(opens_on, str) else opens_on
        known = built_up.of(account, int(theirs), opened) if theirs or account in built_up.accrued else None
        net = int(own if known is None else own + theirs - known)
        accounts += net > 0
        owed += max(0, net)
        benefit += max(0, int(theirs) if known is None else known)
        credits += max(0, -int(pence))
    return ArrearsTotals(accounts, owed, benefit, credits)
