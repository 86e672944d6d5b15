"""What goes to the council with a claim for supported housing: the scheme's provider file and the person's own papers."""

from collections.abc import Iterator
from datetime import date

from housingdesk.benefits.queries.claims import ClaimRow, claim
from housingdesk.benefits.queries.provider_files import (
    AgreedRow,
    ProviderFileRow,
    ProviderPaperRow,
    RentAlarm,
    file_of_tenancy,
    rent_alarms,
)
from housingdesk.benefits.rules.words import ClaimKind, ProviderPaperKind
from housingdesk.tenancies.queries.agreements import occupancy_on
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case


@frozen
class SetPiece:
    """One thing that goes with the claim: what it is, and its kept file; without one, why it is not in the set."""

    title: str
    document_id: int | None
    note: str = ""
    own: bool = False


@frozen
class ClaimSet:
    """A claim with the file of its scheme and all that goes with it. ``file`` None: the scheme has no file there yet."""

    claim: ClaimRow
    file: ProviderFileRow | None
    pieces: tuple[SetPiece, ...]
    alarm: RentAlarm | None

    @property
    def missing(self) -> tuple[SetPiece, ...]:
        """What is not in the set."""
        return tuple(one for one in self.pieces if one.document_id is None)

    @property
    def sentence(self) -> str:
        """How complete it is: ``"7 of 11 papers are here"``."""
        if self.file is None:
            return "The scheme has no provider file at this council yet"
        here = len(self.pieces) - len(self.missing)
        return "Every paper is here" if not self.missing else f"{here} of {len(self.pieces)} papers are here"


def claim_set(claim_id: int, on: date) -> ClaimSet:
    """What goes with a claim on a day; a claim of another kind has its own papers only."""
    row = claim(claim_id)
    file = file_of_tenancy(row.tenancy_id, row.council_id, on) if row.kind is ClaimKind.HB_SUPPORTED else None
    of_scheme = tuple(_scheme(file, row, on)) if file is not None else ()
    alarms = rent_alarms([file], on) if file is not None else ()
    alarm = next((one for one in alarms if one.tenancy_id == row.tenancy_id), None)
    return ClaimSet(row, file, (*of_scheme, *_personal(row)), alarm)


def _scheme(file: ProviderFileRow, row: ClaimRow, on: date) -> Iterator[SetPiece]:
    for one in file.standings(on):
        papers = [paper for paper in file.papers if paper.kind is one.kind and paper.needed and _holds(paper, on)]
        if one.kind is ProviderPaperKind.AGREED and (letter := _letter(file, row, on)) is not None:
            dated = format_date(letter.letter_on or letter.start)
            yield SetPiece(f"Letter with the agreed rent of {dated}", letter.document_id)
        elif one.wrong:
            yield SetPiece(sentence_case(one.kind), None, one.sentence)
        for paper in papers:
            yield SetPiece(paper.title or sentence_case(paper.kind), paper.document_id)
    for paper in file.papers:
        if paper.kind is ProviderPaperKind.OTHER and paper.needed and _holds(paper, on):
            yield SetPiece(paper.title or "Other paper", paper.document_id)


def _holds(paper: ProviderPaperRow, on: date) -> bool:
    return (paper.document_id is not None and (paper.start is None or paper.start <= on)
            and (paper.last_day is None or paper.last_day >= on))


def _letter(file: ProviderFileRow, row: ClaimRow, on: date) -> AgreedRow | None:
    """The letter behind the rent that is agreed for the home of the claim."""
    home = occupancy_on(row.tenancy_id, on)
    found = [one for one in file.rents if one.document_id is not None and one.start <= on
             and (one.last_day is None or one.last_day >= on) and home is not None and one.space_id in (None, home.space_id)]
    return max(found, key=lambda one: (one.space_id is not None, one.start), default=None)


def _personal(row: ClaimRow) -> Iterator[SetPiece]:
    for one in row.evidence:
        if one.needed:
            note = "" if one.document_id is not None else ("Came, but its scan is not kept here" if one.received_on is not None
                                                           else "Has not come yet")
            yield SetPiece(one.what, one.document_id, note, own=True)
