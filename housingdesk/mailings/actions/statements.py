"""Keeping the statements of a quarter as one run; nobody gets two of the same quarter because two people made it."""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.actions import issue_run
from housingdesk.mailings.queries.statement_log import to_make
from housingdesk.mailings.queries.statements import run_title
from housingdesk.values.quarters import Quarter


@needs(Permission.SEND_LETTERS)
def issue_statements(act: Act, *, quarter: Quarter, letters: Sequence[MadeLetter]) -> int:
    """Keeps a run of drawn and held statements; returns the run's id.

    Refused when the quarter has not ended, when there is nothing to state, and when a colleague made some of them meanwhile.
    """
    if quarter.end >= act.today:
        raise Refused(f"The quarter {quarter.name} has not ended yet. Its statements are made when it has")
    if not letters:
        raise Refused("Everybody who has something to state has had a statement of this quarter")
    wanted = {(str(made.subject), made.addressee) for made in letters}
    now = {(f"tenancy:{one.account.tenancy_id}", one.name) for one in to_make(quarter, act.today)}
    if not wanted <= now:
        raise Refused("A colleague made some of these statements a moment ago. Look at the list again, then make the others")
    return issue_run(act, title=run_title(quarter), letters=letters, covers=(quarter.start, quarter.end))
