"""What stands around claims of the made-up association: calls, an appeal, an absence, an overpayment, Universal Credit cards,
and in each council a claim that waits too long.
"""

from datetime import UTC, date, datetime, time

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.benefits.queries.claims import ClaimRow, claims_in
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind, ClaimState
from housingdesk.db.connection import Store
from housingdesk.demo.actions.claim_files import Around, write_claim_files

_STATES = (ClaimState.DECIDED, ClaimState.REFUSED, ClaimState.SENT, ClaimState.EVIDENCE)
_CARDS = 8


def write_claim_days(store: Store, who: Who, today: date) -> int:
    """Writes all of it in one act of today; returns how many things were written."""
    desk = Desk(store, who, lambda: datetime.combine(today, time(0, 18), UTC))
    rows: tuple[ClaimRow, ...] = desk.ask(claims_in, states=_STATES)
    return int(desk.do(write_claim_files, around=chosen(rows)).value) if rows else 0


def chosen(rows: tuple[ClaimRow, ...]) -> Around:
    """Which claims get what: always the same ones of the same association."""
    decided = [row for row in rows if row.state is ClaimState.DECIDED and row.kind in HB_KINDS]
    refused = [row for row in rows if row.state is ClaimState.REFUSED]
    waiting = [row for row in rows if row.state is ClaimState.SENT and row.kind in HB_KINDS]
    supported = [row for row in decided if row.kind is ClaimKind.HB_SUPPORTED]
    funds = {row.council_id: row for row in reversed(decided) if row.council_id is not None}
    cards = [row for row in rows if row.kind is ClaimKind.UC and row.state is ClaimState.DECIDED][:_CARDS]
    return Around(appeal=(refused or decided)[0].id if refused or decided else None,
                  absence=supported[0].id if supported else None, overpaid=decided[-1].id if decided else None,
                  change=supported[-1].id if supported else None, asked=tuple(row.id for row in waiting[:2]),
                  funds=tuple((row.tenancy_id, row.person_id, council) for council, row in sorted(funds.items())),
                  cards=tuple((row.id, row.tenancy_id, row.counts_from) for row in cards))
