"""Decisions are looked at again: noted, asked for, decided or given up."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.parts import add_part, change_part, claim_of, refuse_later, seen
from housingdesk.benefits.rules.appeals import OPEN_APPEALS, offered
from housingdesk.benefits.rules.claim_drafts import AppealDraft
from housingdesk.benefits.rules.words import AppealState
from housingdesk.errors import Refused
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line


@needs(Permission.KEEP_TENANCIES)
def open_appeal(act: Act, *, claim_id: int, draft: AppealDraft) -> int:
    """A decision is to be looked at again; returns its id. Refused for a kind that the claim does not have."""
    refuse(draft.problems(act.today))
    claim = claim_of(claim_id)
    if draft.kind not in offered(claim.kind):
        raise Refused(f"A decision on {claim.kind} is looked at again by {' or '.join(offered(claim.kind))}")
    state = AppealState.TO_ASK if draft.asked_on is None else AppealState.ASKED
    return add_part(act, "appeal", claim, f"{claim.kind}: {draft.kind} {state}", kind=draft.kind, state=state,
                    told_on=draft.told_on, asked_on=draft.asked_on, asked_by=one_line(draft.asked_by),
                    grounds=draft.grounds.strip())


@needs(Permission.KEEP_TENANCIES)
def ask_appeal(act: Act, *, appeal_id: int, version: int, on: date, asked_by: str = "", grounds: str = "") -> None:
    """It was asked for."""
    row = seen("appeal", appeal_id, version)
    refuse_later(act, on)
    if row.state is not AppealState.TO_ASK:
        raise Refused(f"It is {row.state} already")
    draft = AppealDraft(row.kind, row.told_on, grounds or row.grounds, on, asked_by or row.asked_by)
    refuse(draft.problems(act.today))
    change_part(act, "appeal", row, f"{row.claim.kind}: {row.kind} asked for on {format_date(on)}", state=AppealState.ASKED,
                asked_on=on, asked_by=one_line(draft.asked_by), grounds=draft.grounds.strip())


@needs(Permission.KEEP_TENANCIES)
def decide_appeal(act: Act, *, appeal_id: int, version: int, state: AppealState, on: date, outcome: str = "") -> None:
    """What came of it, or that it was given up."""
    row = seen("appeal", appeal_id, version)
    refuse_later(act, on)
    if row.state not in OPEN_APPEALS:
        raise Refused(f"It is over: {row.state}")
    if state in OPEN_APPEALS:
        raise Refused("Say what came of it")
    if row.state is AppealState.TO_ASK and state is not AppealState.DROPPED:
        raise Refused("It was not asked for yet")
    if on < row.told_on or (row.asked_on is not None and on < row.asked_on):
        raise Refused("The answer cannot be older than the question")
    change_part(act, "appeal", row, f"{row.claim.kind}: {row.kind} {state}", state=state, decided_on=on,
                outcome=outcome.strip()[:1000])
