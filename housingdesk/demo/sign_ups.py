"""Who is signed up in the made-up association, for what, how far it has got, and what each answers. New homes for them. Pure.

The homes are a block and a supported house that were handed over a fortnight ago, so that nobody has to leave for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.lettings.rules.signup.questions import Kind
from housingdesk.lettings.rules.signup.status import Asked
from housingdesk.lettings.rules.words import Flow, Source
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import WEEK, week_of

HANDED_OVER = timedelta(14)
SCHEME, STREET, TOWN, POSTCODE = "Weavers Court", "2 Loom Street", "DALEBROOK", "ZZ1 9WE"
HOUSE, HOUSE_STREET, HOUSE_POSTCODE = "The Drying Loft", "4 Loom Street", "ZZ1 9WD"


class Home(StrEnum):
    """Which of the new homes, or a garage that stands empty."""

    FLAT = "flat"
    INTERMEDIATE = "flat at an intermediate rent"
    SUPPORTED_FLAT = "supported flat"
    ROOM = "room"
    GARAGE = "garage"


@dataclass(frozen=True, slots=True)
class NewHome:
    """One home that was handed over: in the block, or in the house with support."""

    home: Home
    kind: SpaceKind
    label: str
    bedrooms: int | None
    rent: RentType


NEW_HOMES = (
    *(NewHome(Home.FLAT, SpaceKind.FLAT, f"Flat {number}", 1 + number % 2, RentType.SOCIAL) for number in range(1, 9)),
    NewHome(Home.INTERMEDIATE, SpaceKind.FLAT, "Flat 9", 2, RentType.INTERMEDIATE),
    NewHome(Home.SUPPORTED_FLAT, SpaceKind.FLAT, "Flat 10", 1, RentType.SUPPORTED),
)
ROOMS = tuple(NewHome(Home.ROOM, SpaceKind.ROOM, f"Room {number}", None, RentType.SUPPORTED) for number in range(1, 4))


class Stage(StrEnum):
    """How far a sign-up of the made-up association has got."""

    PAUSED = "paused at how to reach them"
    WAITING = "waiting for the signed copy"
    UNSURE = "second appointment"
    NIGHT = "signed at night, entered since"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Household:
    """Somebody who is signed up: name and birthday, from where, for which home and agreement, and what they say besides."""

    name: str
    born_on: date
    source: Source
    home: Home
    kind: TenancyKind
    stage: Stage
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def flow(self) -> Flow:
        """Which questions they are asked."""
        if self.home is Home.GARAGE:
            return Flow.NON_RESIDENTIAL
        return Flow.EMERGENCY if self.stage is Stage.NIGHT else Flow.HOME


_NOM, _REF, _OWN, _MOVE = Source.NOMINATION, Source.REFERRAL, Source.DIRECT, Source.TRANSFER
_COUPLE = {"people": "2", "name_2": "Tomasz Nowak", "born_on_2": "1991-02-11", "relationship_2": "partner", "holder_2": "yes",
           "sex_2": "M", "work_2": "1"}
_CHILDREN = {"people": "3", "name_2": "Zahra Osman", "born_on_2": "2015-06-02", "relationship_2": "child", "sex_2": "F",
             "name_3": "Idris Osman", "born_on_3": "2019-09-17", "relationship_3": "child", "sex_3": "M"}
_SUPPORT = {"worker_name": "Joan Bell", "worker_organisation": "Brightwater Support", "worker_phone": "01632 960312",
            "consent_support": "yes", "benefit": "1", "to_landlord": "yes"}
_FOLLOWS = {"identity": "identity to follow", "identity_vouched": "Joan Bell, support worker"}
HOUSEHOLDS = (
    Household("Hodan Osman", date(1989, 4, 12), _NOM, Home.FLAT, TenancyKind.STARTER, Stage.FINISHED,
              {**_CHILDREN, "need_interpreter": "yes", "language": "Somali", "benefit": "6", "to_landlord": "no"}),
    Household("Agnieszka Nowak", date(1990, 8, 3), _NOM, Home.FLAT, TenancyKind.STARTER, Stage.FINISHED,
              {**_COUPLE, "benefit": "9", "pays_every": "monthly", "pays_how": "standing order"}),
    Household("Bernard Oldroyd", date(1951, 1, 27), _MOVE, Home.FLAT, TenancyKind.ASSURED, Stage.FINISHED,
              {"need_large_print": "yes", "access_c": "yes", "benefit": "1", "to_landlord": "yes", "work": "5", "sex": "M",
               "previous_home": "33", "homeless": "1", "access_none": "no"}),
    Household("Priya Raman", date(1994, 12, 9), _NOM, Home.FLAT, TenancyKind.FIXED_TERM, Stage.FINISHED, {"benefit": "9"}),
    Household("Callum Reid", date(1992, 3, 30), _OWN, Home.INTERMEDIATE, TenancyKind.INTERMEDIATE, Stage.FINISHED,
              {"benefit": "9", "sex": "M", "work": "1", "right_to_rent": "seen", "rent_product": "Discounted rent",
               "pays_every": "monthly"}),
    Household("Marcia Bent", date(1978, 7, 21), _REF, Home.SUPPORTED_FLAT, TenancyKind.LICENCE_PROTECTED, Stage.FINISHED,
              _SUPPORT),
    Household("Kyle Dobson", date(2003, 10, 5), _REF, Home.ROOM, TenancyKind.LICENCE_EXCLUDED, Stage.FINISHED,
              {**_SUPPORT, **_FOLLOWS, "sex": "M", "need_phone_first": "yes"}),
    Household("Desmond Clarke", date(1966, 5, 18), _OWN, Home.GARAGE, TenancyKind.CONTRACT, Stage.FINISHED, {"sex": "M"}),
    Household("Leanne Hirst", date(1997, 11, 14), _NOM, Home.FLAT, TenancyKind.STARTER, Stage.PAUSED, {}),
    Household("Viktor Petrenko", date(1985, 2, 8), _NOM, Home.FLAT, TenancyKind.STARTER, Stage.WAITING, {"sex": "M"}),
    Household("Edna Shaw", date(1948, 9, 1), _NOM, Home.FLAT, TenancyKind.ASSURED, Stage.UNSURE,
              {"understood": "not sure", "need_easy_read": "yes", "work": "5", "benefit": "1"}),
    Household("Rosa Lima", date(2001, 6, 25), _REF, Home.ROOM, TenancyKind.LICENCE_EXCLUDED, Stage.NIGHT, _SUPPORT),
)
_CHARGES = {Home.FLAT: ("10240", "1180", "0"), Home.INTERMEDIATE: ("15860", "1420", "0"),
            Home.SUPPORTED_FLAT: ("11430", "18260", "960"), Home.ROOM: ("9870", "19140", "1475"), Home.GARAGE: ("0", "0", "0")}
_COVERED = {Home.FLAT: "11420", Home.INTERMEDIATE: "17280", Home.SUPPORTED_FLAT: "29690", Home.ROOM: "29010"}
_USUAL: Mapping[str, str] = {
    "people": "1", "charge_water": "0", "charge_support": "0", "charge_garage": "1450", "vacancy": "15", "unit_type": "1",
    "wheelchair": "2", "older_people": "3", "referral_1": "6", "referral_2": "1", "referral_3": "9", "preference": "1",
    "preference_homeless": "yes", "choice_based": "1", "common_policy": "2", "common_register": "1",
    "accessible_register": "2", "sex": "F", "same_gender": "1", "work": "6", "ethnicity": "1", "nationality": "826",
    "armed_forces": "2", "previous_home": "18", "reason": "54", "homeless": "11", "previous_postcode": "ZZ1 4BD",
    "previous_authority": "", "time_in_area": "10", "time_waiting": "7", "identity": "passport",
    "identity_number": "518004417", "identity_seen_by": "Anita Bell", "identity_second": "bank statement",
    "right_to_rent": "seen", "was_tenant": "no",
    "phone": "07700 900461", "unsafe": "none", "emergency_name": "Grace Okoro", "emergency_phone": "01632 960441",
    "emergency_kin": "yes", "condition": "2", "pregnant": "2", "access_none": "yes", "income_known": "1", "income_every": "1",
    "income": "31200", "benefit_share": "2", "benefit": "6", "claim": "to make", "to_landlord": "no",
    "pays_how": "direct debit", "pays_every": "fortnightly", "own_agreed": "yes", "frequency": "weekly",
    "meter_electricity": "00147", "meter_electricity_serial": "E24X44107", "meter_gas": "00032", "keys_given": "3",
    "keys_what": "2 front door, 1 fob", "explained": "aloud", "signs": "self", "understood": "yes", "visit_at": "10:30",
    "holds_home": "no", "home_seen": "yes",
}
_LEFT_OPEN = frozenset({"email", "nino", "post_to", "worker_name", "interpreter", "need_other", "claim_reference", "called",
                        "understood_words", "first_weeks_note", "repairs_on", "meter_water", "previous_authority"})


def starts_on(today: date) -> date:
    """The day on which the new lettings start: the next Monday, or today when it is one."""
    return today if today == week_of(today) else week_of(today) + WEEK


def answer_of(one: Asked, who: Household, today: date) -> str:
    """What a household answers to a question; ``""`` leaves it open."""
    key, stem = one.key, one.question.key.removesuffix("_n")
    for said in (who.said, _days(today), _of_home(who)):
        if key in said or stem in said:
            return said.get(key, said.get(stem, ""))
    if key == "name_1":
        return who.name
    if key == "born_on_1":
        return who.born_on.isoformat()
    if stem in _LEFT_OPEN or one.fact:
        return ""
    found = _USUAL.get(key, _USUAL.get(stem, ""))
    if found and (one.question.kind is not Kind.CHOICE or found in one.choices):
        return found
    if one.question.kind in (Kind.TICK, Kind.YES_NO):
        return "yes" if one.needed or one.question.kind is Kind.YES_NO else "no"
    return next(iter(one.choices), "") if one.question.kind is Kind.CHOICE and one.needed else ""


def _days(today: date) -> Mapping[str, str]:
    start = starts_on(today)
    days = {"starts_on": start, "keys_on": start, "pays_first_on": start, "visit_on": start + 3 * WEEK,
            "identity_by": start + WEEK, "evidence_by": start + 4 * WEEK, "fixed_until": start + 260 * WEEK,
            "right_to_rent_until": start + 52 * WEEK,
            "void_on": today - HANDED_OVER}
    return {key: day.isoformat() for key, day in days.items()}


def _of_home(who: Household) -> Mapping[str, str]:
    rent, service, personal = _CHARGES[who.home]
    return {"charge_rent": rent, "charge_service": service, "charge_personal": personal,
            "benefit_covers": _COVERED.get(who.home, "0"), "present": f"{who.name}; Anita Bell for the association"}
