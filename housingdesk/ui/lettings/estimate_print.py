"""The paper of an estimate for the printer: the one that was kept, or one that is drawn for somebody without a file."""

from datetime import date
from typing import Any

from housingdesk.benefits.rules.assess import Case
from housingdesk.lettings.queries.advising import Advising


def kept_paper(progress: Any, *, document_id: int) -> tuple[bytes, int]:
    """A kept paper and how many pages it has."""
    from housingdesk.documents.queries import kept
    from housingdesk.letters.pdf import read_back

    progress(0, 1, "Fetching the paper")
    data = kept(document_id).content
    return data, read_back(data, None).pages


def drawn_estimate(progress: Any, *, known: Advising, case: Case, made_by: str, on: date) -> tuple[bytes, int]:
    """A paper that is kept nowhere, for a household that has no file."""
    from housingdesk.benefits.estimate_paper import Told, estimate_paper
    from housingdesk.benefits.rules.assess import assess
    from housingdesk.letters.pdf import issue_paper
    from housingdesk.letters.queries.sender import sender_of
    from housingdesk.settings.queries import value

    progress(0, 1, "Drawing the estimate")
    told = Told(known.names, known.where, made_by, known.reference, known.large_print)
    issued = issue_paper(estimate_paper(assess(case, on, known.standing.rates), case, told, sender_of(on)),
                         demo=bool(value("demo.mark", on)))
    return issued.pdf, issued.pages
