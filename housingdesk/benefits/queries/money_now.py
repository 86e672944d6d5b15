"""How the money of many claims stands: most are as expected at a glance, and only others are looked at period by period."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from housingdesk.benefits.models import GapFinding
from housingdesk.benefits.queries.expected import expected_and_paid
from housingdesk.benefits.rules.awards import payer_of
from housingdesk.benefits.rules.expected.shapes import Paid
from housingdesk.benefits.rules.lanes import MoneyNow
from housingdesk.benefits.rules.money import Receipt, glance, money_of
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.db.stored_days import StoredDays
from housingdesk.rent.rules.words import Payer

_LOOKED_BACK = timedelta(weeks=26)
_LOOKED_AT = 100
_AWARDS = """
SELECT a.id, c.kind, w.start, w."end", w.pence FROM claim c JOIN account a ON a.tenancy_id = c.tenancy_id
LEFT JOIN award w ON w.claim_id = c.id AND w.start <= ?
WHERE a.kind = 'rent' AND c.state = ? AND (w.to_landlord OR (w.id IS NULL AND c.to_landlord)) ORDER BY a.id, w.start
"""
_CAME = """
SELECT e.account_id, e.payer, e.effective_on, e.pence, e.period_from, e.period_to FROM account a
CROSS JOIN entry e LEFT JOIN entry u ON u.reverses_id = e.id
WHERE a.kind = 'rent' AND a.tenancy_id IN (SELECT tenancy_id FROM claim) AND e.account_id = a.id AND e.effective_on >= ?
  AND e.effective_on <= ? AND e.kind = 'receipt' AND e.payer IN ('Housing Benefit', 'Universal Credit')
  AND e.reverses_id IS NULL AND u.id IS NULL ORDER BY e.account_id, e.effective_on, e.id
"""
Key = tuple[int, Payer]


def money_now(on: date, looked_at: int = _LOOKED_AT) -> dict[Key, MoneyNow]:
    """What differs from what was expected, by account and payer, of the claims that are decided and paid to us.

    The ``looked_at`` newest are told period by period, with runs, recoveries and findings; any more as a glance tells them.
    """
    awards = _awards(on)
    came, found = _came(on), _findings()
    seen = {key: glance(key[1], held, came.get(key, ()), on) for key, held in awards.items()}
    doubtful = [key for key, money in seen.items() if money is not None or key in found]
    doubtful.sort(key=lambda key: money.since if (money := seen[key]) is not None else on, reverse=True)
    out = {key: money for key in doubtful[looked_at:] if (money := seen[key]) is not None}
    for account in dict.fromkeys(account for account, _ in doubtful[:looked_at]):
        for one in expected_and_paid(account, on):
            if (account, one.payer) in awards and (told := money_of(one.rows)) is not None:
                due = one.next_due
                out[account, one.payer] = told if due is None else replace(told, next_on=due.due_on, next_pence=due.pence)
    return out


def _awards(on: date) -> dict[Key, list[Paid]]:
    """The awards of decided claims; none in the list of a claim whose award nobody recorded."""
    found, days, payers = dict[Key, list[Paid]](), StoredDays(), {str(kind): payer_of(kind) for kind in ClaimKind}
    for account, kind, start, end, pence in _rows(_AWARDS, on, str(ClaimState.DECIDED)):
        if (payer := payers[kind]) in (Payer.HB, Payer.UC):
            held = found.setdefault((account, payer), [])
            if start is not None:
                held.append(Paid(days[start], days[end], pence))
    return found


def _came(on: date) -> dict[Key, list[Receipt]]:
    """What came of half a year, along the index of benefit alone; no field is passed one by one, for they are thousands."""
    found, days, payers = dict[Key, list[Receipt]](), StoredDays(), {str(payer): payer for payer in Payer}
    for account, payer, day, pence, start, end in _rows(_CAME, on - _LOOKED_BACK, on):
        found.setdefault((account, payers[payer]), []).append(Receipt(days[day], -pence, days[start], days[end]))
    return found


def _rows(statement: str, *values: date | str) -> list[tuple[Any, ...]]:
    plain = is_postgresql(database)
    given = [value if plain or not isinstance(value, date) else value.isoformat() for value in values]
    return list(database.execute_sql(sql(database, statement), given).fetchall())


def _findings() -> Collection[Key]:
    """Where somebody found something out that is not settled."""
    rows: Any = GapFinding.select(GapFinding.account, GapFinding.payer).where(GapFinding.settled_on.is_null()).tuples()
    return {(account, Payer(payer)) for account, payer in rows}
