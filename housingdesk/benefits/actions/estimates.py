"""An estimate is kept as it was shown: its paper, and the household it was made from, so that nothing is typed twice."""

import json
from dataclasses import dataclass, field

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.estimate_paper import TITLE, Told, estimate_paper
from housingdesk.benefits.queries.estimates import HOUSEHOLD, household_ref
from housingdesk.benefits.queries.rates import rates
from housingdesk.benefits.rules.advice.known import More
from housingdesk.benefits.rules.assess import Case, assess
from housingdesk.benefits.rules.assess.telling import headline
from housingdesk.benefits.rules.assess.writing import case_data
from housingdesk.documents.actions import keep_document
from housingdesk.documents.rules import file_name
from housingdesk.letters.pdf import issue_paper
from housingdesk.letters.queries.sender import sender_of
from housingdesk.settings.queries import value
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.timeline import Ref


@dataclass(frozen=True, slots=True)
class EstimateDraft:
    """An estimate about to be kept with an agreement or an applicant."""

    subject: Ref
    names: str
    where: str
    reference: str
    case: Case
    more: More = field(default_factory=More)
    large_print: bool = False

    def problems(self) -> list[Problem]:
        """All that stands against it."""
        found = []
        if not any(charge.pence for charge in self.case.charges):
            found.append(Problem("rent", "Say what the home costs"))
        if not self.case.people:
            found.append(Problem("is_1", "Say who lives there"))
        return found


@needs(Permission.KEEP_TENANCIES)
def keep_estimate(act: Act, *, draft: EstimateDraft) -> int:
    """Works it out with the figures of today and keeps its paper and its household; returns the id of the paper.

    Papers are never changed: another estimate stands beside it, and the newest household is where the next one begins.
    """
    refuse(draft.problems())
    found = assess(draft.case, act.today, rates(act.today))
    told = Told(draft.names, draft.where, act.who.name, draft.reference, draft.large_print)
    issued = issue_paper(estimate_paper(found, draft.case, told, sender_of(act.today)), demo=bool(value("demo.mark",
    act.today)))
    kept = keep_document(act, subject=draft.subject, name=file_name(f"{TITLE}, {format_date(act.today)}.pdf"),
                         media_type="application/pdf", content=issued.pdf)
    data = {"case": case_data(draft.case), "more": draft.more.data(), "on": act.today.isoformat()}
    keep_document(act, subject=household_ref(draft.subject), name=HOUSEHOLD, media_type="application/json",
                  content=json.dumps(data, ensure_ascii=False, sort_keys=True).encode())
    act.say(f"{draft.names}: {headline(found)}", about=(draft.subject.table, draft.subject.id))
    return kept
