"""Whether benefit stands against giving a credit back, for one account on a day."""

from datetime import date
from typing import Any

from housingdesk.benefits.queries.claim_parts import changes, overpayments
from housingdesk.benefits.queries.claims import claims_of
from housingdesk.benefits.rules.refund_risk import Came, Risk, checks
from housingdesk.benefits.rules.words import OverpaymentState
from housingdesk.db.dialect import sql
from housingdesk.db.record import database
from housingdesk.errors import NotFound
from housingdesk.rent.queries.accounts import account
from housingdesk.rent.queries.refundable import asked_already, credit_of, rent_checks
from housingdesk.rent.rules.asking import Check
from housingdesk.rent.rules.words import Payer
from housingdesk.settings.queries import value
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen

_OPEN = (OverpaymentState.OPEN, OverpaymentState.DISPUTED)
_CAME = """
SELECT e.effective_on, e.payer, -e.pence, e.period_to FROM entry e
WHERE e.account_id = ? AND e.pence < 0 AND e.kind IN ('receipt', 'transfer', 'opening balance', 'adjustment')
  AND e.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.reverses_id = e.id)
ORDER BY e.effective_on DESC, e.id DESC LIMIT 200
"""


@frozen
class Refundable:
    """What the screen that asks for a refund shows: what may go back, whose it is, and every check."""

    credit_pence: int
    payer: Payer
    checks: tuple[Check, ...]


def refund_checks(account_id: int, on: date, pence: int | None = None) -> tuple[Check, ...]:
    """The checks of benefit before ``pence`` (the whole credit) goes back: figures, a sentence, and whether it stops.

    What is asked for already goes first, so that two small refunds take no more than one.
    """
    row = account(account_id)
    if row is None:
        raise NotFound("That account is not there")
    credit, before = max(0, -row.pence), asked_already([account_id]).get(account_id, 0)
    claims = [] if row.tenancy_id is None else list(claims_of(row.tenancy_id))
    ids = [claim.id for claim in claims]
    wanted = sum(max(0, one.left_pence) for some in overpayments(ids).values() for one in some if one.state in _OPEN)
    told = tuple(f"{one.what}, {format_date(one.happened_on)}" for some in changes(ids).values() for one in some
                 if one.confirmed_on is None)
    risk = Risk(credit, _came(account_id), wanted, told, bool(claims))
    return checks(risk, credit if pence is None else pence + before, on, int(value("money.refunds.hb_weeks", on)))


def refundable(account_id: int, on: date, pence: int | None = None) -> Refundable:
    """Everything looked at before a refund: the ledger's own checks, then those of benefit."""
    found = _came(account_id)
    return Refundable(credit_of(account_id), found[0].payer if found else Payer.TENANT,
                      (*rent_checks(account_id), *refund_checks(account_id, on, pence)))


def _came(account_id: int) -> tuple[Came, ...]:
    rows: Any = database.execute_sql(sql(database, _CAME), [account_id]).fetchall()
    return tuple(Came(_day(on), Payer(payer), int(pence), _day(end) if end is not None else None)
                 for on, payer, pence, end in rows)


def _day(value_: Any) -> date:
    return date.fromisoformat(value_) if isinstance(value_, str) else value_
