"""A whole sign-up for tests: a home to let, every question answered as one household might, signed, and finished."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.signup import answer, begin_sign_up, finish_sign_up, sign
from housingdesk.lettings.queries.signup import signup_case
from housingdesk.lettings.rules.signup.questions import Kind
from housingdesk.lettings.rules.signup.status import Asked
from housingdesk.lettings.rules.words import Flow
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import RentType, SpaceDraft, SpaceKind
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from tests.support.desk import MONDAY

_NUMBERS = count(100)
NAMES = ("Amina Khan", "Yusuf Khan", "Noor Khan", "Bilal Khan", "Sara Khan", "Omar Khan", "Lina Khan", "Adam Khan")
USUAL: Mapping[str, str] = {
    "starts_on": MONDAY.isoformat(), "people": "1", "charge_rent": "9240", "charge_service": "1500", "charge_personal": "620",
    "charge_water": "0", "charge_support": "0", "charge_garage": "1400", "void_on": "2026-11-02", "vacancy": "8",
    "repairs_on": "", "last_let_as": "1", "unit_type": "7", "bedrooms": "2", "referral_1": "6", "referral_2": "1",
    "referral_3": "9", "preference": "2", "sex": "F", "same_gender": "1", "work": "6", "ethnicity": "9", "nationality": "826",
    "armed_forces": "2", "previous_home": "3", "reason": "54", "homeless": "1", "previous_postcode": "ZZ9 9ZY",
    "previous_authority": "E08000003", "time_in_area": "10", "time_waiting": "7", "identity": "passport",
    "identity_number": "531000001", "identity_seen_by": "Ann Bright", "identity_second": "bank statement", "nino": "",
    "right_to_rent": "seen", "was_tenant": "no", "phone": "07700 900123", "email": "", "unsafe": "none", "post_to": "",
    "emergency_name": "Joan Bell", "emergency_phone": "01632 960118", "worker_name": "", "condition": "2", "pregnant": "2",
    "access_none": "yes", "income_known": "1", "income_every": "1", "income": "24500", "benefit_share": "2", "benefit": "1",
    "claim": "to make", "claim_reference": "", "benefit_covers": "8000", "to_landlord": "yes", "evidence_by": "2026-12-23",
    "pays_how": "direct debit", "pays_every": "weekly", "pays_first_on": MONDAY.isoformat(), "own_agreed": "yes",
    "frequency": "weekly", "meter_electricity": "10293", "meter_electricity_serial": "E14Z0001", "meter_gas": "4410",
    "meter_water": "", "keys_given": "3", "keys_on": MONDAY.isoformat(), "present": "Amina Khan", "interpreter": "",
    "explained": "aloud", "signs": "self", "understood": "yes", "visit_on": (MONDAY + timedelta(28)).isoformat(),
    "visit_at": "10:30", "relationship": "child", "holder": "no", "holds_home": "no", "older_people": "3",
    "fixed_until": (MONDAY + timedelta(5 * 365)).isoformat(), "language": "Urdu", "need_other": "", "called": "",
    "wheelchair": "2", "choice_based": "1", "common_policy": "2", "common_register": "2", "accessible_register": "2",
}
BORN = (date(1988, 5, 4), date(1990, 1, 9), date(2015, 3, 3), date(2017, 3, 3), date(2019, 3, 3), date(2020, 3, 3),
        date(2022, 3, 3), date(2024, 3, 3))


def let_home(desk: Desk, kind: TenancyKind, rent: RentType = RentType.SOCIAL) -> int:
    """A home that an agreement of a kind may be signed for: a garage, a room for a licence, otherwise a house."""
    number = next(_NUMBERS)
    house = SpaceDraft(kind=SpaceKind.HOUSE, label=str(number), street=f"{number} Moor Road", town="Anytown",
                       postcode="ZZ9 9ZX", rent_type=rent, bedrooms=2, managed_from=date(2020, 4, 6))
    if kind is TenancyKind.CONTRACT:
        garage = SpaceDraft(kind=SpaceKind.GARAGE, label=f"Garage {number}", street=f"{number} Moor Road", town="Anytown",
                            postcode="ZZ9 9ZX", managed_from=date(2020, 4, 6))
        return int(desk.do(add_space, draft=garage, let=True).value)
    if kind not in LICENCES:
        return int(desk.do(add_space, draft=house, let=True).value)
    within = int(desk.do(add_space, draft=house).value)
    room = SpaceDraft(kind=SpaceKind.ROOM, label=f"Room {number}", parent_id=within, rent_type=RentType.SUPPORTED,
                      managed_from=date(2020, 4, 6))
    return int(desk.do(add_space, draft=room, let=True).value)


def begun(desk: Desk, kind: TenancyKind = TenancyKind.ASSURED, *, applicant_id: int | None = None, flow: Flow | None = None,
          space_id: int | None = None) -> int:
    """A sign-up that has just begun; returns its id."""
    ours = flow or (Flow.NON_RESIDENTIAL if kind is TenancyKind.CONTRACT else Flow.HOME)
    home = space_id if space_id is not None else let_home(desk, kind)
    return int(desk.do(begin_sign_up, space_id=home, kind=kind, flow=ours, applicant_id=applicant_id).value)


def usual(one: Asked, said: Mapping[str, str]) -> str:
    """What a household answers to a question: as the test says, as most do, or the first of the choices."""
    key, stem = one.key, one.question.key.removesuffix("_n")
    if key in said or stem in said:
        return said.get(key, said.get(stem, ""))
    if stem == "name":
        return NAMES[(one.person - 1) % len(NAMES)]
    if stem == "born_on":
        return BORN[(one.person - 1) % len(BORN)].isoformat()
    found = USUAL.get(key, USUAL.get(stem))
    if found is not None:
        return found if one.question.kind is not Kind.CHOICE or found in one.choices or not found else next(iter(one.choices))
    if one.question.kind in (Kind.TICK, Kind.YES_NO):
        return "yes" if one.needed or one.question.kind is Kind.YES_NO else "no"
    return next(iter(one.choices), "") if one.question.kind is Kind.CHOICE else ""


def answer_all(desk: Desk, sign_up_id: int, **said: str) -> None:
    """Answers everything that is asked, again and again until nothing new is; ``said`` by key stands before the usual."""
    done: set[str] = set()
    while True:
        case = desk.ask(signup_case, sign_up_id=sign_up_id, on=desk.today)
        open_ones = [one for state in case.tasks for one in state.asked if one.key not in done]
        if not open_ones:
            return
        for one in open_ones:
            done.add(one.key)
            value = usual(one, said)
            if value and value != one.value:
                desk.do(answer, sign_up_id=sign_up_id, key=one.key, value=value)


def signed(desk: Desk, kind: TenancyKind = TenancyKind.ASSURED, *, flow: Flow | None = None, **said: str) -> int:
    """A sign-up with everything answered and signed; returns its id."""
    number = begun(desk, kind, flow=flow)
    answer_all(desk, number, **said)
    desk.do(sign, sign_up_id=number)
    return number


def finished(desk: Desk, kind: TenancyKind = TenancyKind.ASSURED, *, flow: Flow | None = None, **said: str) -> int:
    """A finished sign-up; returns the tenancy's id."""
    return int(desk.do(finish_sign_up, sign_up_id=signed(desk, kind, flow=flow, **said)).value)
