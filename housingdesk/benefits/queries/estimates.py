"""The household of the last estimate of an agreement or an applicant, and the papers that were kept of its estimates."""

import json
from datetime import date
from typing import Any

from housingdesk.benefits.estimate_paper import TITLE
from housingdesk.benefits.rules.advice.known import More, more_from
from housingdesk.benefits.rules.assess import Case
from housingdesk.benefits.rules.assess.reading import case_from
from housingdesk.documents.queries import DocumentRow, documents, kept
from housingdesk.errors import BadFile
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

HOUSEHOLD = "Household of an estimate.json"


@frozen
class KeptHousehold:
    """The household as it was typed for the last estimate."""

    case: Case
    more: More
    on: date
    by: str


def household_ref(subject: Ref) -> Ref:
    """What the household of an agreement or an applicant is filed under; it is no file that people open."""
    return Ref(f"{subject.table}_household", subject.id)


def kept_household(subject: Ref) -> KeptHousehold | None:
    """The household of the last estimate; None where there is none, or where it was written by another version."""
    rows = documents(household_ref(subject))
    return read_household(kept(rows[0].id).content, rows[0].made_by) if rows else None


def read_household(content: bytes, by: str) -> KeptHousehold | None:
    """A household as it was kept; None where another version wrote other words: it is typed again and not guessed."""
    try:
        data: dict[str, Any] = json.loads(content)
        return KeptHousehold(case_from(data["case"]), more_from(data["more"]), date.fromisoformat(data["on"]), by)
    except (BadFile, KeyError, TypeError, ValueError):
        return None


def papers_of(subject: Ref) -> tuple[DocumentRow, ...]:
    """The papers of its estimates, the newest first."""
    return tuple(row for row in documents(subject) if row.name.startswith(f"{TITLE}, "))
