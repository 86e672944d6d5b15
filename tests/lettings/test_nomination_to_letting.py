"""From a council's nomination to the letting: what the council wrote, the offer said or the void knows is not typed again."""

from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.applicants import add_applicant
from housingdesk.lettings.actions.offers import accept_offer, make_offer
from housingdesk.lettings.actions.signup import begin_sign_up, finish_sign_up, sign
from housingdesk.lettings.models import Applicant, Offer
from housingdesk.lettings.queries.signup import signup_case
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.offers import OfferDraft
from housingdesk.lettings.rules.signup.status import Status
from housingdesk.lettings.rules.words import ApplicantState, Source
from housingdesk.properties.actions.keys import add_keys
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.queries.keys import keys_of
from housingdesk.properties.rules import OfficeDraft
from housingdesk.properties.rules.safety import KeyHolder
from housingdesk.rent.queries.accounts import accounts_of, charges_in_force
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.voids.actions.opening import open_void
from housingdesk.voids.models import Void
from tests.support.desk import MONDAY
from tests.support.signing_up import answer_all, let_home

START = MONDAY + timedelta(28)
SAID = {"people": "2", "born_on_1": "1988-05-04", "name_2": "Yusuf Khan", "born_on_2": "1990-01-09",
        "relationship_2": "partner", "phone_1": "07700 900123", "previous_home": "18", "homeless": "11", "time_in_area": "10"}


def test_nothing_that_is_known_is_typed_twice(desk: Desk) -> None:
    council = int(desk.do(add_council, draft=OfficeDraft("Dalebrook Borough Council")).value)
    home = let_home(desk, TenancyKind.STARTER)
    keys = int(desk.do(add_keys, space_id=home, tag="M100", what="2 front door, 1 fob", count=3).value)
    void = int(desk.do(open_void, space_id=home, empty_from=MONDAY, why_vacant="8").value)
    household = int(desk.do(add_applicant, draft=ApplicantDraft(
        "Amina Khan", Source.NOMINATION, MONDAY, council, their_reference="DBC/7", answers=SAID)).value)
    costs = (ChargeDraft(ChargeCode.RENT, "Rent", 9_240), ChargeDraft(ChargeCode.ELIGIBLE_SERVICE, "Service charge", 1_180))
    offered = OfferDraft(household, home, TenancyKind.STARTER, MONDAY + timedelta(2), costs, START, void)
    offer = int(desk.do(make_offer, draft=offered).value)
    desk.do(accept_offer, offer_id=offer, version=None, on=MONDAY)
    number = int(desk.do(begin_sign_up, space_id=home, kind=TenancyKind.STARTER, offer_id=offer).value)
    case = desk.ask(signup_case, sign_up_id=number, on=MONDAY)
    assert case.head.void_id == void and case.problems == ()
    known = {one.key: one.value for state in case.tasks for one in state.asked if one.answered}
    assert known.items() >= SAID.items()
    assert known.items() >= {"name_1": "Amina Khan", "starts_on": START.isoformat(), "charge_rent": "9240", "vacancy": "8",
                             "charge_service": "1180", "charge_support": "0", "void_on": MONDAY.isoformat(), "bedrooms": "2",
                             "referral_1": "6", "referral_2": "1", "right_to_rent": "not needed"}.items()
    assert not {one.key for one in case.task("offer").missing} & set(known)
    later = {"keys_on": MONDAY.isoformat(), "visit_on": (START + timedelta(21)).isoformat(), "holder_2": "yes"}
    answer_all(desk, number, **SAID, **later, starts_on=START.isoformat(), void_on=MONDAY.isoformat(), charge_service="1180",
               pays_first_on=START.isoformat(), charge_personal="0", right_to_rent="not needed", repairs_on="")
    desk.do(sign, sign_up_id=number)
    made = int(desk.do(finish_sign_up, sign_up_id=number).value)
    account, = desk.ask(accounts_of, tenancy_id=made)
    assert [line.pence for line in desk.ask(charges_in_force, account_id=account.id, on=START)] == [9_240, 1_180]
    closed = desk.ask(lambda: Void.get_by_id(void))
    assert (closed.next_id, closed.let_from, closed.closed_on) == (made, START, MONDAY)
    row, = desk.ask(keys_of, space_id=home)
    assert (row.id, row.holder, row.whom, row.given) == (keys, KeyHolder.TENANT, "Amina Khan", 3)
    assert desk.ask(lambda: Applicant.get_by_id(household)).state is ApplicantState.HOUSED
    assert str(desk.ask(lambda: Offer.get_by_id(offer)).state) == "accepted"
    states = desk.ask(signup_case, sign_up_id=number, on=MONDAY).tasks
    left = {state.task.key: state.why for state in states if state.status is not Status.DONE}
    assert left == {"pack": ""}
