"""A small council list and an empty home for tests of applicants, through the rooms' own actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.applicants import add_applicant, set_state
from housingdesk.lettings.actions.nomination_rights import add_right
from housingdesk.lettings.parsers.nomination_files import open_text, read_opened
from housingdesk.lettings.parsers.nominations import Nominee
from housingdesk.lettings.queries.applicants import ApplicantRow, applicant
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.nominations import RightDraft
from housingdesk.lettings.rules.words import ApplicantState, Source
from housingdesk.properties.actions.offices import add_agent
from housingdesk.properties.rules import OfficeDraft
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.voids.actions.opening import open_void
from tests.support.desk import MONDAY
from tests.support.homes import Town, build_town

LIST = """Ref,Name,DOB,Band,Beds,Household,Support needs,Risk,Property
N1,Amina Khan,03/04/1989,A,3,Ali Khan (son) 03/04/2015,Letters,Her former partner looks for her,14 Dale Road
N2,Bob Marsh,12/05/1971,B,1,,,,
N3,Cora Lee,31/02/1990,B,1,,,,
"""
COSTS = (ChargeDraft(ChargeCode.RENT, "Rent", 11_240), ChargeDraft(ChargeCode.ELIGIBLE_SERVICE, "Service charge", 1_860))


@dataclass(frozen=True, slots=True)
class Place:
    """A town with one empty house, a support provider, and an agreement with the council."""

    town: Town
    void: int
    agent: int


def make_place(desk: Desk, *, percent: int = 75) -> Place:
    """14 Dale Road is empty from today; Dalebrook nominates to three in four lettings and is answered in three days."""
    town = build_town(desk)
    agent = desk.do(add_agent, draft=OfficeDraft("Harbour Support", role="support")).value
    void = desk.do(open_void, space_id=town.home, empty_from=MONDAY).value
    desk.do(add_right, draft=RightDraft(town.council, percent, 100, 5, 3, date(2026, 4, 1), source="Agreement of March 2026"))
    return Place(town, int(void), int(agent))


def nominees(text: str = LIST) -> tuple[Nominee, ...]:
    """The lines of a list."""
    return read_opened(open_text(text), None, MONDAY).nominees


def nominated(desk: Desk, place: Place, name: str = "Amina Khan", *, state: ApplicantState = ApplicantState.RECEIVED,
              **more: Any) -> ApplicantRow:
    """A household nominated today, in a state."""
    draft = ApplicantDraft(name, Source.NOMINATION, desk.today, place.town.council, **more)
    made = desk.do(add_applicant, draft=draft).value
    if state is not ApplicantState.RECEIVED:
        desk.do(set_state, applicant_id=made, version=None, state=state)
    return row_of(desk, made)


def row_of(desk: Desk, applicant_id: int) -> ApplicantRow:
    """The household as it stands."""
    row: ApplicantRow = desk.ask(applicant, applicant_id=applicant_id)
    return row
