"""Steps of the protocol, of a claim and of an eviction as people record them. Pure."""

from datetime import date

from housingdesk.documents.rules import FileDraft
from housingdesk.notices.rules.protocol_steps import BY_HAND, TITLES
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import text_problem

_LONGEST_NOTE = 2_000


def may_record(key: str) -> bool:
    """Whether a step is one that a person records, and not one that the data alone show."""
    return key in BY_HAND or key in AFTER_ISSUE


AFTER_ISSUE = {"claim_served": "The claim was served", "statement_served": "The statement and the benefit position were served",
               "hearing_letter": "They were told of the hearing", "witness": "Witness statements were filed and served",
               "evict.support": "They and their support worker were told", "evict.council": "They were referred to the council",
               "evict.warrant": "It was checked that the eviction stands", "evict.locks": "The locksmith is booked",
               "evict.goods": "The notice about belongings is ready"}
"""What is recorded once a claim is issued, by its key."""


def title_of(key: str) -> str:
    """What a step is called."""
    return AFTER_ISSUE.get(key) or TITLES.get(key, key)


@frozen
class StepDraft:
    """A step as a person records it: which, when it was done, what was done, and a file that shows it."""

    step: str
    done_on: date
    note: str
    evidence: FileDraft | None = None

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        told = "This step is shown by what is on file, and not recorded by hand"
        found = [] if may_record(self.step) else [Problem("step", told)]
        if self.done_on > today:
            found.append(Problem("done_on", f"{format_day(self.done_on)} is still to come. Record it when it has been done"))
        if not self.note.strip():
            found.append(Problem("note", "Say in a few words what was done: a court may ask"))
        said = text_problem(self.note, "The note", _LONGEST_NOTE) if self.note else None
        found += [Problem("note", said)] if said else []
        return found + [Problem("evidence", problem.message) for problem in (self.evidence.problems() if self.evidence else ())]
