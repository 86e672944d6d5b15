"""Reads an empty home beside the households that wait: who fits, in which order and why, and who is on its shortlist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.errors import NotFound
from housingdesk.lettings.models import CoreHome, Match, SupportAsk
from housingdesk.lettings.queries.answering import answers_of_many
from housingdesk.lettings.queries.applicants import ApplicantRow, applicants
from housingdesk.lettings.queries.nominations import council_of_spaces, share
from housingdesk.lettings.queries.offers import OfferRow, offers_of_void
from housingdesk.lettings.rules.assessment import household_of, least_bedrooms
from housingdesk.lettings.rules.ranking import Home, Household, Ranked, rank
from housingdesk.lettings.rules.signup.answers import Answers, Said
from housingdesk.lettings.rules.words import ApplicantState, MatchState, SupportAnswer
from housingdesk.properties import queries as property_queries
from housingdesk.properties.models import Council
from housingdesk.properties.queries import SpaceRow
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.voids.models import Void

LOOKING = (ApplicantState.RECEIVED, ApplicantState.ASSESSING, ApplicantState.READY)
_SUPPORTED = frozenset({RentType.SUPPORTED, RentType.SPECIALISED})
_FOR_WHEELCHAIRS = "1"


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A household on the shortlist of an empty home."""

    id: int
    version: int
    void_id: int
    applicant_id: int
    place: int
    direct: bool
    state: MatchState
    reasons: str
    listed_by: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household beside an empty home: its rank now, and its line on the shortlist if it is on it."""

    row: ApplicantRow
    rank: Ranked
    match: MatchRow | None

    @property
    def id(self) -> int:
        """The applicant's."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class Shortlist:
    """An empty home and everybody who looks for one, those on the list first and then by rank; its offers, newest first."""

    void_id: int
    space_id: int
    address: str
    empty_from: date
    home: Home
    share: str
    candidates: tuple[Candidate, ...]
    offers: tuple[OfferRow, ...]


def void_home(void_id: int) -> tuple[int, date]:
    """The home of an empty stretch and from when it is empty; NotFound if there is none."""
    row = Void.get_or_none(Void.id == void_id)
    if row is None:
        raise NotFound("This empty home is no longer there")
    return row.space_id, row.empty_from


def open_void_of(space_id: int) -> int | None:
    """The empty stretch of a home that is not closed; None where there is none."""
    row = Void.get_or_none((Void.space == space_id) & Void.closed_on.is_null())
    return None if row is None else int(row.id)


def open_voids() -> list[tuple[int, str, int]]:
    """Every home that stands or will stand empty, as (void, address, home), in the order of addresses."""
    rows: Any = Void.select(Void.id, Void.space).where(Void.closed_on.is_null()).tuples()
    void_of = {space_id: void_id for void_id, space_id in rows}
    homes = sorted(property_queries.spaces(list(void_of)), key=lambda row: row.sort_key)
    return [(void_of[row.id], row.said, row.id) for row in homes if row.residential]


def matches_of(void_id: int) -> list[MatchRow]:
    """The shortlist of an empty home as it was made, in its order."""
    rows: Any = (Match.select(Match.id, Match.version, Match.void, Match.applicant, Match.place, Match.direct, Match.state,
                              Match.reasons, Match.listed_by)
                 .where(Match.void == void_id).order_by(Match.place, Match.id).tuples())
    return [MatchRow(*row) for row in rows]


def lists_of(applicant_id: int) -> list[tuple[int, str, MatchRow]]:
    """The shortlists a household is on: the empty home, its address, and their line."""
    rows: Any = (Match.select(Match.id, Match.version, Match.void, Match.applicant, Match.place, Match.direct, Match.state,
                              Match.reasons, Match.listed_by, Void.space).join(Void)
                 .where((Match.applicant == applicant_id) & Void.closed_on.is_null()).order_by(Match.id).tuples())
    found = list(rows)
    said = {row.id: row.said for row in property_queries.spaces([row[-1] for row in found])}
    return [(row[2], said.get(row[-1], ""), MatchRow(*row[:-1])) for row in found]


def shortlist(void_id: int, on: date) -> Shortlist:
    """An empty home with everybody who looks for one and their reasons; NotFound if there is no such home."""
    space_id, empty_from = void_home(void_id)
    row = property_queries.space(space_id)
    home, said = home_of(row, on)
    listed = {match.applicant_id: match for match in matches_of(void_id)}
    rows = {one.id: one for one in applicants() if one.state in LOOKING or one.id in listed}
    ranked = ranks(home, list(rows.values()))
    candidates = [Candidate(rows[one.applicant_id], one, listed.get(one.applicant_id)) for one in ranked]
    candidates.sort(key=lambda one: (one.match is None, one.match is not None and one.match.state is MatchState.PASSED_OVER,
                                     one.rank.place == 0, one.rank.place))
    return Shortlist(void_id, space_id, row.said, empty_from, home, said, tuple(candidates), tuple(offers_of_void(void_id)))


def ranks(home: Home, rows: Sequence[ApplicantRow]) -> list[Ranked]:
    """Households in their order for a home; three statements whatever their number."""
    ids = [row.id for row in rows]
    said, support = answers_of_many(ids), _support(ids)
    return rank(home, [household(row, said[row.id], *support.get(row.id, (None, False))) for row in rows])


def home_of(row: SpaceRow, on: date) -> tuple[Home, str]:
    """What of a home decides who fits, and the council's share as a sentence."""
    council_id = council_of_spaces().get(row.id)
    council = None if council_id is None else Council.get_or_none(Council.id == council_id)
    part = None if council_id is None else share(council_id, on)
    core = CoreHome.get_or_none(CoreHome.space == row.id)
    places = frozenset(place.id for place in property_queries.chain(row.id))
    return Home(row.bedrooms, row.rent_type in _SUPPORTED, row.kind in (SpaceKind.ROOM, SpaceKind.BED),
                core is not None and core.wheelchair == _FOR_WHEELCHAIRS, council_id, council.name if council else "",
                part is not None and part.behind, _why(part), places), part.sentence if part else ""


def _why(part: Any) -> str:
    return f"{part.nominated} of {part.lettings} lettings, {part.percent}% agreed" if part is not None else ""


def household(row: ApplicantRow, said: Mapping[str, Said], support: SupportAnswer | None, support_open: bool) -> Household:
    """What of a household decides; bedrooms as the council says, else the fewest its people can do with."""
    answers = Answers(said, {})
    people = household_of(answers)
    access = next((mark for mark in "abc" if answers.look(f"access_{mark}") == "yes"), "")
    needed = {"yes": True, "no": False}.get(answers.look("support_needed"))
    return Household(row.id, row.name, row.source, row.received_on, len(people), row.council_id, row.for_space_id,
                     row.bedrooms_needed or least_bedrooms(people, row.received_on), row.priority, answers.day("waiting_since"),
                     needed, support, support_open, access, answers.look("access_needs"), answers.look("eligible"),
                     row.state not in (ApplicantState.RECEIVED, ApplicantState.ASSESSING))


def _support(ids: Sequence[int]) -> dict[int, tuple[SupportAnswer | None, bool]]:
    """The last answer of support, and whether one is asked and has not answered."""
    rows: Any = (SupportAsk.select(SupportAsk.applicant, SupportAsk.answer)
                 .where(SupportAsk.applicant.in_(list(ids)) & (SupportAsk.removed == "")).order_by(SupportAsk.id).tuples())
    found: dict[int, tuple[SupportAnswer | None, bool]] = {}
    for applicant, answer in rows:
        before = found.get(applicant, (None, False))
        found[applicant] = (before[0], True) if answer is None else (SupportAnswer(answer), before[1])
    return found
