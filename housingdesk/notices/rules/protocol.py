"""Ready to issue? What the pre-action protocol asks of a social landlord, what shows that it was done, and what is missing.

Pre-Action Protocol for Possession Claims by Social Landlords, in force 13 January 2020, as rulebook §4.1 has it. A paragraph
is named where its number is sure, else its part. Decides nothing about whether to issue: a person does. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from housingdesk.notices.rules.pack import Rule
from housingdesk.values.rows import frozen

COURT_RULES = frozenset({Rule.GROUNDS, Rule.SHORTHOLD, Rule.QUIT, Rule.FOUR_WEEKS, Rule.SECURE, Rule.SECURE_ABSOLUTE})
"""The notices after which a landlord may ask a court for possession."""
ALWAYS_PART_3 = frozenset({Rule.SHORTHOLD, Rule.QUIT, Rule.FOUR_WEEKS, Rule.SECURE_ABSOLUTE})


class Stands(StrEnum):
    """Whether a step is done."""

    MET = "done"
    NOT_YET = "not yet"
    NOT_ASKED = "not asked here"


@frozen
class Contact:
    """Somebody was in touch with them: on which day, how, and who wrote it down. ``talked``: not a message alone."""

    on: date
    how: str
    by: str
    talked: bool


@frozen
class SentLetter:
    """A letter that went to one of them: which, on which day, and whether it names free advisers."""

    template: str
    addressee: str
    on: date
    advice: bool


@frozen
class Recorded:
    """A step as a person recorded it."""

    id: int
    version: int
    on: date
    note: str
    by: str
    evidence_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolFacts:
    """All that is known on a day. ``since`` is the first day that counts; ``stops_claim`` says which hold stops a claim.

    ``names`` are the tenants to whom the notice goes, ``unserved`` those of them who were not served, ``unproved`` those whose
    service has no photograph or certificate behind it. ``rent``: money that is owed is a reason; ``part_3``: a mandatory
    ground, section 21 or a notice to quit.
    """

    on: date
    since: date
    names: tuple[str, ...]
    rent: bool
    part_3: bool
    served_on: date | None
    printed_on: date | None
    last_issue_on: date | None
    unserved: tuple[str, ...] = ()
    unproved: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    letters: tuple[SentLetter, ...] = ()
    statements: tuple[date, ...] = ()
    equality: str = ""
    benefit: str = ""
    benefit_answer: str = ""
    benefit_direct: bool = False
    stops_claim: tuple[str, ...] = ()
    recorded: Mapping[str, tuple[Recorded, ...]] = field(default_factory=dict)


@frozen
class ProtocolCheck:
    """One step: where it is asked, what it is, how it stands, what shows it, and what to do when it is not done."""

    key: str
    asked_in: str
    title: str
    stands: Stands
    said: str
    way_out: str = ""
    by_hand: tuple[Recorded, ...] = ()

    @property
    def words(self) -> str:
        """What shows it, or what is missing and what to do."""
        return f"{self.said}; {self.way_out}" if self.way_out and self.stands is Stands.NOT_YET else self.said


def missing(rows: Sequence[ProtocolCheck]) -> list[ProtocolCheck]:
    """What is not done."""
    return [row for row in rows if row.stands is Stands.NOT_YET]


def verdict(rows: Sequence[ProtocolCheck]) -> str:
    """``Ready to issue: all 14 done``, or what is missing first and what to do about it."""
    left, asked = missing(rows), sum(row.stands is not Stands.NOT_ASKED for row in rows)
    if not left:
        return f"Ready to issue: all {asked} done"
    more = f". {len(left) - 1} more of {asked} not done" if len(left) > 1 else ""
    first = left[0].words
    return f"Not yet: {first[:1].lower()}{first[1:]}{more}"
