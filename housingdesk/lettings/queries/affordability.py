"""What a check of affordability begins with, and the checks that were kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from housingdesk.benefits.queries.rates import rates
from housingdesk.benefits.rules.assess import Rates
from housingdesk.benefits.rules.assess.case import Charge, Every, Housing
from housingdesk.documents.queries import documents
from housingdesk.documents.rules import file_name
from housingdesk.lettings.models import Affordability, Applicant, Offer, SignUp
from housingdesk.lettings.queries.applicants import ApplicantRow, applicant
from housingdesk.lettings.queries.offers import last_costs
from housingdesk.lettings.queries.signup import answers_of
from housingdesk.lettings.rules.affordability import Home, read_figures
from housingdesk.lettings.rules.costs import read_costs
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.words import OfferState
from housingdesk.properties.models import Council, Space
from housingdesk.properties.queries import space
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.settings.queries import value
from housingdesk.values.dates import format_date
from housingdesk.values.timeline import Ref

LIMIT = "lettings.rent_share"
_LONDON = "E09"
_SHARED = (SpaceKind.ROOM, SpaceKind.BED)
_SUPPORTED = (RentType.SUPPORTED, RentType.SPECIALISED)


@dataclass(frozen=True, slots=True)
class AffordabilityRow:
    """A check as it was made; pence a week. ``figures`` is what ``rules.affordability.figures_text`` wrote."""

    id: int
    applicant_id: int
    name: str
    space_id: int | None
    address: str
    on: date
    rent_pence: int
    benefit_pence: int
    left_pence: int
    verdict: str
    figures: Mapping[str, Any]
    made_at: datetime
    made_by: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The verdict, sentence by sentence."""
        return tuple(self.figures["verdict"])


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a check begins with: who asks, for which home, what is answered already, the figures and the last check."""

    applicant: ApplicantRow
    space_id: int | None
    address: str
    home: Home
    answers: Answers
    rates: Rates
    limit: int
    last: AffordabilityRow | None


def beginning(applicant_id: int, space_id: int | None, on: date) -> Beginning:
    """Everything a check of this household for this home begins with; without a home, for the one it is wanted for."""
    row = applicant(applicant_id)
    wanted = space_id if space_id is not None else _home_of(row)
    home, address = (Home(()), "") if wanted is None else _home(applicant_id, wanted, on)
    last = newest(applicant_id, wanted)
    return Beginning(row, wanted, address, home if home.charges or last is None else _as_checked(home, last),
                     answers_of(applicant_id), rates(on), value(LIMIT, on), last)


def _as_checked(home: Home, last: AffordabilityRow) -> Home:
    """A home of which nothing is on file, as somebody typed it for the last check."""
    charges = tuple(Charge(ChargeCode(one["code"]), one["words"], one["weekly"]) for one in last.figures["charges"])
    return replace(home, charges=charges, every=Every.WEEK, housing=Housing(last.figures["housing"]),
                   bedrooms=last.figures["bedrooms"], london=last.figures["london"])


def newest(applicant_id: int, space_id: int | None = None) -> AffordabilityRow | None:
    """The newest check of a household, for a home where one is named; None while there is none."""
    rows = _rows((Affordability.applicant == applicant_id)
                 & ((Affordability.space == space_id) if space_id is not None else True))
    return rows[0] if rows else None


def checks_of(applicant_id: int) -> tuple[AffordabilityRow, ...]:
    """All checks of a household, the newest first."""
    return tuple(_rows(Affordability.applicant == applicant_id))


def check_of_tenancy(tenancy_id: int) -> AffordabilityRow | None:
    """The newest check that was made before an agreement was signed; None where it did not come from a sign-up."""
    found = SignUp.select(SignUp.applicant, SignUp.space).where(SignUp.tenancy == tenancy_id).tuples().first()
    return None if found is None else newest(found[0], found[1]) or newest(found[0])


def check(check_id: int) -> AffordabilityRow | None:
    """One check."""
    rows = _rows(Affordability.id == check_id)
    return rows[0] if rows else None


def large_print(applicant_id: int) -> bool:
    """Whether the household asked for large print or easy read."""
    look = answers_of(applicant_id).look
    return "yes" in (look("need_large_print"), look("need_easy_read"))


def paper_name(row: AffordabilityRow) -> str:
    """What the paper of a check is called among the files of the household."""
    return file_name(f"What the home costs and what is left, {format_date(row.on)}, check {row.id}.pdf")


def paper_of_check(row: AffordabilityRow) -> int | None:
    """The paper of a check, where it was printed; its id."""
    name = paper_name(row)
    return next((one.id for one in documents(Ref("applicant", row.applicant_id)) if one.name == name), None)


def home_of(space_id: int, applicant_id: int, on: date) -> Home:
    """A home as a check needs it, with what it costs this household or was charged last."""
    return _home(applicant_id, space_id, on)[0]


def _home_of(row: ApplicantRow) -> int | None:
    offered = (Offer.select(Offer.space).where((Offer.applicant == row.id)
                                               & Offer.state.in_([OfferState.OPEN, OfferState.ACCEPTED]))
               .order_by(Offer.id.desc()).tuples().first())
    return int(offered[0]) if offered is not None else row.for_space_id


def _home(applicant_id: int, space_id: int, on: date) -> tuple[Home, str]:
    row = space(space_id)
    offer = (Offer.select(Offer.costs, Offer.starts_on).where((Offer.applicant == applicant_id) & (Offer.space == space_id))
             .order_by(Offer.id.desc()).tuples().first())
    lines, every = (read_costs(offer[0]), Every.WEEK) if offer is not None else ((), Every.WEEK)
    cost = last_costs(space_id, on)
    if cost is not None:
        lines = lines or cost.lines
        every = {"a month": Every.MONTH, "a night": Every.DAY}.get(cost.per, Every.WEEK)
    housing = Housing.EXEMPT if row.rent_type in _SUPPORTED else Housing.ORDINARY
    bedrooms = 1 if row.kind in _SHARED else row.bedrooms
    return Home(tuple(Charge(line.code, line.description, line.pence) for line in lines), every, housing, bedrooms,
                in_london(row.council_id), offer[1] if offer is not None else None), row.address or row.label


def in_london(council_id: int | None) -> bool | None:
    """Whether a council is one of London; None where its area is not known."""
    found = None if council_id is None else Council.get_or_none(Council.id == council_id)
    return found.area_code.startswith(_LONDON) if found is not None and found.area_code else None


def _rows(where: Any) -> list[AffordabilityRow]:
    rows: Any = (Affordability.select(
        Affordability.id, Affordability.applicant, Applicant.name, Affordability.space, fn.COALESCE(Space.address, ""),
        Affordability.on, Affordability.rent_pence, Affordability.benefit_pence, Affordability.left_pence,
        Affordability.verdict, Affordability.figures, Affordability.made_at, Affordability.made_by)
        .join(Applicant).switch(Affordability).join(Space, JOIN.LEFT_OUTER).where(where)
        .order_by(Affordability.id.desc()).tuples())
    return [_row(list(row)) for row in rows]


def _row(values: list[Any]) -> AffordabilityRow:
    values[10] = read_figures(values[10])
    return AffordabilityRow(*values)
