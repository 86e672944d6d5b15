"""The letter to somebody whose claim waits for their papers: what the council still needs of them, and by when."""

from dataclasses import replace
from datetime import date, timedelta

from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.rules.claims import listed
from housingdesk.benefits.rules.overdue import ANSWER_DAYS
from housingdesk.benefits.rules.words import HB_KINDS
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.queries import single
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.values.dates import format_date

TEMPLATE = "benefit-evidence"


def tenant_letter(claim_id: int, on: date, signed_by: str) -> MadeLetter:
    """The letter to whoever claims, about what is still missing; held, with the reason, when it cannot be made.

    It is wanted by the day that the council set, or a week from now where that has passed.
    """
    row = claim(claim_id)
    by = row.evidence_by if row.evidence_by is not None and row.evidence_by > on else on + timedelta(ANSWER_DAYS)
    answers = {"council": row.office, "wanted": listed(row.missing) if row.missing else "", "by_on": format_date(by)}
    made = single.look(LetterDraft(row.tenancy_id, TEMPLATE, row.person_id, answers), on, signed_by=signed_by)
    if row.kind not in HB_KINDS or not row.missing:
        return replace(made, pdf=None, held_because="A council waits for nothing of theirs for this claim")
    return made
