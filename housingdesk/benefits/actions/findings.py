"""What somebody found out about money that did not come as expected; it stands instead of what the program reckons."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.models import GapFinding
from housingdesk.benefits.rules.words import GapClass
from housingdesk.db.record import as_seen
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.queries.accounts import account
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import format_date
from housingdesk.values.text import text_problem

_FINDING = "This finding"


@needs(Permission.KEEP_TENANCIES)
def record_finding(act: Act, *, account_id: int, payer: Payer, due_on: date, found: GapClass, said: str = "",
                   settled_on: date | None = None) -> int:
    """Keeps what somebody found out about the payment due on a day; returns its id. A later one stands before it."""
    if account(account_id) is None:
        raise NotFound("This account is no longer there")
    problem = text_problem(said, "What was found out", 1000)
    if problem:
        raise Refused(problem)
    if settled_on is not None and settled_on > act.today:
        raise Refused("The day on which it was settled is not in the future")
    made = act.add(GapFinding(account=account_id, payer=payer, due_on=due_on, found=found, said=said.strip(), on=act.today,
                              by=act.who.name, settled_on=settled_on))
    act.say(f"{payer} due on {format_date(due_on)}: {found}", about=("account", account_id))
    act.take_back(take_out_finding, "take it out", finding_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def settle_finding(act: Act, *, finding_id: int, version: int, on: date | None) -> None:
    """Nobody has to do anything more about it; None: somebody has again."""
    row = as_seen(GapFinding, finding_id, version, _FINDING)
    if on is not None and on > act.today:
        raise Refused("The day on which it was settled is not in the future")
    was = row.settled_on
    act.change(row, settled_on=on)
    act.say(f"{row.payer} due on {format_date(row.due_on)}: {'settled' if on is not None else 'not settled'}",
            about=("account", row.account_id))
    act.take_back(settle_finding, "put it back", finding_id=row.id, version=row.version, on=was)


@needs(Permission.KEEP_TENANCIES)
def take_out_finding(act: Act, *, finding_id: int, version: int) -> None:
    """Takes a finding out: what the program reckons stands again."""
    row = as_seen(GapFinding, finding_id, version, _FINDING)
    facts = {"account_id": row.account_id, "payer": row.payer, "due_on": row.due_on, "found": row.found, "said": row.said,
             "settled_on": row.settled_on}
    act.remove(row)
    act.say(f"{row.payer} due on {format_date(row.due_on)}: finding taken out", about=("account", row.account_id))
    act.take_back(record_finding, "keep it again", **facts)
