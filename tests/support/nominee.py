"""A household that was nominated, assessed, saw a home and took the offer: where a sign-up at the desk begins."""

from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.core import keep_core_home
from housingdesk.lettings.actions.offers import accept_offer, make_offer
from housingdesk.lettings.actions.signup import answer_applicant
from housingdesk.lettings.queries.offers import offer
from housingdesk.lettings.rules.core.homes import HomeCodes
from housingdesk.lettings.rules.offers import OfferDraft
from housingdesk.lettings.rules.words import ApplicantState
from housingdesk.properties.actions.areas import set_area_code
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.voids.actions.steps import promise
from housingdesk.voids.rules.words import VoidStepKind
from tests.support.applicants import COSTS, Place, make_place, nominated
from tests.support.core_homes import set_up_core
from tests.support.desk import MONDAY
from tests.support.noticing import make_office

BEFORE = {"people": "1", "name_1": "Amina Khan", "born_on_1": "1989-04-03", "previous_home": "3", "reason": "54",
          "homeless": "1", "previous_postcode": "ZZ9 9ZY", "time_in_area": "10", "time_waiting": "7", "was_tenant": "no",
          "phone_1": "07700 900123", "email_1": "amina@mail.example"}
"""What the nomination and the assessment brought."""


@dataclass(frozen=True, slots=True)
class Nominee:
    """A household about to sign up."""

    place: Place
    applicant: int
    offer: int


def about_to_sign(desk: Desk) -> Nominee:
    """Amina Khan takes 14 Dale Road from next Monday."""
    make_office(desk)
    place = make_place(desk)
    desk.do(promise, void_id=place.void, step=VoidStepKind.READY, on=_monday(desk.today) - timedelta(3))
    set_up_core(desk)
    desk.do(set_area_code, council_id=place.town.council, version=None, area_code="E08000032")
    desk.do(keep_core_home, space_id=place.town.home, version=None, codes=HomeCodes(unit_type="7", wheelchair="2"))
    row = nominated(desk, place, state=ApplicantState.READY, bedrooms_needed=1, their_reference="N1")
    for key, value in BEFORE.items():
        desk.do(answer_applicant, applicant_id=row.id, key=key, value=value, source="the nomination")
    draft = OfferDraft(row.id, place.town.home, TenancyKind.STARTER, desk.today + timedelta(3), COSTS, _monday(desk.today),
                       place.void)
    made = int(desk.do(make_offer, draft=draft).value)
    desk.do(accept_offer, offer_id=made, version=desk.ask(offer, offer_id=made).version, on=desk.today)
    return Nominee(place, row.id, made)


def _monday(on: date) -> date:
    return max(MONDAY, on) + timedelta(14)
