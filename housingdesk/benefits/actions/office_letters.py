"""Letters to benefit offices go into the print queue and the archive, and each claim they are about notes that it was asked."""

from collections.abc import Sequence
from datetime import date, timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.contacts import ask_office, unask_office
from housingdesk.benefits.actions.parts import claim_of
from housingdesk.benefits.rules.claim_drafts import ContactDraft
from housingdesk.benefits.rules.overdue import ANSWER_DAYS, Paper
from housingdesk.benefits.rules.words import ContactKind, Direction
from housingdesk.errors import Refused
from housingdesk.letters.actions import MadeLetter, keep_run, withdraw
from housingdesk.letters.queries import letters
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.letters.rules.states import Way
from housingdesk.values.dates import format_date

KINDS = {Paper.CHASE: ContactKind.CHASE, Paper.MANY: ContactKind.CHASE, Paper.INTERIM: ContactKind.INTERIM,
         Paper.DIRECT: ContactKind.DIRECT, Paper.EVIDENCE: ContactKind.EVIDENCE, Paper.MISSING: ContactKind.CHASE}


@needs(Permission.KEEP_TENANCIES)
def send_office_letter(act: Act, *, made: MadeLetter, claim_ids: Sequence[int], answer_by: date | None = None) -> int:
    """Keeps a letter to an office and notes it with each claim; returns the letter's id. An answer is expected in a week.

    Refused where it could not be drawn, or was drawn with words that changed since.
    """
    paper = Paper(made.template)
    if made.pdf is None:
        raise Refused(made.held_because or "The letter was not drawn")
    if made.dated != act.today or made.template_version != template_in_use(paper, act.today).fingerprint:
        raise Refused(f"The words of {made.title} changed a moment ago. Make it once more")
    councils = {claim_of(claim_id).council_id for claim_id in claim_ids}
    if len(councils) != 1:
        raise Refused("A letter goes to one office, about its own claims alone")
    run_id = keep_run(act, title=f"{made.title}, {made.addressee}"[:200], letters=[made])
    [letter] = letters(run_id=run_id)
    by = answer_by or act.today + timedelta(ANSWER_DAYS)
    direction = Direction.EMAILED if made.way is Way.EMAIL else Direction.WROTE
    draft = ContactDraft(KINDS[paper], direction, act.today, made.title, made.addressee, by)
    contacts = ask_office(act, claim_ids=claim_ids, draft=draft, document_id=letter.document_id)
    many = f" about {len(claim_ids)} claims" if len(claim_ids) > 1 else ""
    where = "e-mailed" if made.way is Way.EMAIL else "printed"
    act.say(f"Letter to {made.addressee}{many} waits under Letters to be {where}; an answer is expected by {format_date(by)}",
            about=("tenancy", claim_of(claim_ids[0]).tenancy_id))
    act.take_back(withdraw_office_letter, "take it back", letter_id=letter.id, contact_ids=contacts)
    act.leaves_the_building()
    return letter.id


@needs(Permission.KEEP_TENANCIES)
def withdraw_office_letter(act: Act, *, letter_id: int, contact_ids: Sequence[int]) -> None:
    """A letter to an office does not go after all; Refused once it is printed or posted. The document stays in the archive."""
    withdraw(act, letter_ids=[letter_id])
    unask_office(act, contact_ids=contact_ids)
    act.say("The letter to the office does not go")
    act.undo = None
