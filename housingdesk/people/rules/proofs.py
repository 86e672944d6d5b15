"""Who somebody is and what they agreed to: identity evidence, seen or to follow, and consents. Pure."""

from datetime import date
from enum import StrEnum

from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, one_line


class IdentityKind(StrEnum):
    """What showed who somebody is; the last one is a promise with a day, and somebody who vouches meanwhile."""

    PASSPORT = "passport"
    DRIVING_LICENCE = "driving licence"
    BIRTH_CERTIFICATE = "birth certificate"
    RESIDENCE = "residence permit or eVisa"
    CITIZEN_CARD = "proof of age or citizen card"
    BENEFIT_LETTER = "benefit letter"
    BANK_STATEMENT = "bank statement"
    NINO_LETTER = "National Insurance letter"
    PHOTO = "photograph taken by us"
    OTHER = "other"
    TO_FOLLOW = "identity to follow"


class ConsentKind(StrEnum):
    """What a person agrees to or not; each on its own, each with its day."""

    SHARE_SUPPORT = "share with the support provider"
    SHARE_COUNCIL_BENEFIT = "talk to the council about benefit"
    SHARE_DWP = "talk to the DWP about Universal Credit"
    SHARE_COUNCIL_TAX = "tell council tax and utilities"
    SHARE_HEALTH = "share health information with carers"
    PHOTOGRAPH = "keep a photograph"
    TEXT_AND_EMAIL = "texts and e-mails"
    SURVEYS = "surveys"


@frozen
class IdentityDraft:
    """What showed who somebody is, as typed; identity to follow has a day and somebody who vouches, and nothing was seen."""

    kind: IdentityKind
    number: str = ""
    seen_on: date | None = None
    seen_by: str = ""
    follow_by: date | None = None
    vouched_by: str = ""
    note: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = []
        for field, what, longest in _IDENTITY_TEXTS:
            said = line_problem(one_line(getattr(self, field)), what, longest)
            found += [Problem(field, said)] if said else []
        return found + (self._following() if self.kind is IdentityKind.TO_FOLLOW else self._seen(today))

    def _following(self) -> list[Problem]:
        found = [] if self.follow_by is not None else [Problem("follow_by", "Say by which day it will come")]
        if not self.vouched_by.strip():
            found.append(Problem("vouched_by", "Say who vouches for them until then"))
        if self.seen_on is not None:
            found.append(Problem("seen_on", "Nothing was seen yet. Choose what was seen instead"))
        return found

    def _seen(self, today: date) -> list[Problem]:
        found = [] if self.seen_by.strip() else [Problem("seen_by", "Say who saw it")]
        if self.seen_on is None or self.seen_on > today:
            found.append(Problem("seen_on", "Say on which day it was seen, today or before"))
        return found


@frozen
class ConsentDraft:
    """What somebody agrees to or not, since when, and how they said it."""

    kind: ConsentKind
    given: bool
    on: date
    how: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = [Problem("on", f"{format_date(self.on)} is still to come")] if self.on > today else []
        said = line_problem(one_line(self.how), "How they said it", 200)
        return found + ([Problem("how", said)] if said else [])


_IDENTITY_TEXTS = (("number", "The number", 60), ("seen_by", "The name", 120), ("vouched_by", "The name", 200),
                   ("note", "The note", 400))
