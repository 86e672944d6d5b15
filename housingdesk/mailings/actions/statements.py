"""Keeping the statements of a quarter as one run; nobody gets two of the same quarter because two people made it."""

import json
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
    now = {(one.account.id, one.name): one for one in to_make(quarter, act.today)}
    wanted = [(now.get((json.loads(made.data)["account"], made.addressee)), made) for made in letters]
    if any(one is None for one, _ in wanted):
        raise Refused("A colleague made some of these statements a moment ago. Look at the list again, then make the others")
    changed = next((one for one, made in wanted if one is not None and one.why_not and made.pdf is not None), None)
    if changed is not None:
        raise Refused(f"Changed a moment ago: {changed.name}: {changed.why_not}. Look at the list again, then make them")
    return issue_run(act, title=run_title(quarter), letters=letters, covers=(quarter.start, quarter.end))
