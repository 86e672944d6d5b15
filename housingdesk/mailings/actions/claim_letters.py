"""A letter to somebody whose claim waits for their papers goes into the print queue, and the claim notes that it was asked."""

from collections.abc import Sequence
from datetime import timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.contacts import ask_office, unask_office
from housingdesk.benefits.rules.claim_drafts import ContactDraft
from housingdesk.benefits.rules.overdue import ANSWER_DAYS
from housingdesk.benefits.rules.words import ContactKind, Direction
from housingdesk.errors import Refused
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.queries import letters
from housingdesk.letters.rules.states import Way
from housingdesk.mailings.actions import issue_run, withdraw_run
from housingdesk.values.dates import format_date


@needs(Permission.KEEP_TENANCIES)
def ask_tenant(act: Act, *, claim_id: int, made: MadeLetter) -> int:
    """Keeps the letter and notes it with the claim; returns the run's id. They are heard of again in a week.

    Refused where it could not be drawn, and where a hold keeps letters from them.
    """
    if made.pdf is None:
        raise Refused(made.held_because or "The letter was not drawn")
    run_id = issue_run(act, title=f"{made.title}, {made.addressee}"[:200], letters=[made])
    tasks = act.undo.facts.get("task_ids", ()) if act.undo is not None else ()
    kept = next((one for one in letters(run_id=run_id) if one.document_id is not None and one.copy_of is None), None)
    if kept is None or kept.held_because:
        raise Refused(kept.held_because if kept is not None else "A hold keeps letters from them")
    by = act.today + timedelta(ANSWER_DAYS)
    direction, where = (Direction.EMAILED, "e-mailed") if made.way is Way.EMAIL else (Direction.WROTE, "printed")
    draft = ContactDraft(ContactKind.EVIDENCE, direction, act.today, made.title, made.addressee, by)
    contacts = ask_office(act, claim_ids=[claim_id], draft=draft, document_id=kept.document_id)
    act.say(f"Letter to {made.addressee} waits under Letters to be {where}; an answer is expected by {format_date(by)}",
            about=("letter_run", run_id))
    act.take_back(unask_tenant, "take it back", run_id=run_id, task_ids=tuple(tasks), contact_ids=contacts)
    return run_id


@needs(Permission.KEEP_TENANCIES)
def unask_tenant(act: Act, *, run_id: int, task_ids: Sequence[int], contact_ids: Sequence[int]) -> None:
    """The letter does not go after all; Refused once it is printed. The document stays in the archive."""
    withdraw_run(act, run_id=run_id, task_ids=task_ids)
    unask_office(act, contact_ids=contact_ids)
    act.say("The letter does not go")
    act.undo = None
