"""One service of a notice as a person records it. Pure."""

import re
from datetime import date

from housingdesk.documents.rules import FileDraft
from housingdesk.notices.rules.methods import Method
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, text_problem

_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")


@frozen
class ServiceDraft:
    """One service as a person records it: on whom, how, when (``at`` as 14:30), by whom, who saw it, where.

    ``proof`` is a photograph or the certificate of posting.
    """

    person_id: int
    method: Method
    sent_on: date
    by: str
    at: str = ""
    witness: str = ""
    place: str = ""
    note: str = ""
    proof: FileDraft | None = None

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = []
        if self.sent_on > today:
            found.append(Problem("sent_on", "Service is recorded when it has been done, not before"))
        if self.at and not _TIME.fullmatch(self.at.strip()):
            found.append(Problem("at", f"“{self.at}” is no time of day. Write it like 14:30"))
        if not self.by.strip():
            found.append(Problem("by", "Say who served it: they may have to tell a court"))
        for field, what, longest in (("by", "Who served it", 120), ("witness", "Who saw it", 120), ("place", "The place", 400)):
            said = line_problem(getattr(self, field), what, longest)
            found += [Problem(field, said)] if said else []
        said = text_problem(self.note, "The note", 1_000) if self.note else None
        if self.method is Method.EMAIL and not self.place.strip():
            found.append(Problem("place", "Type the e-mail address that it was sent to"))
        found += [Problem("proof", problem.message) for problem in (self.proof.problems() if self.proof else ())]
        return found + ([Problem("note", said)] if said else [])
