"""Writes what CORE needs of the made-up association: the codes of the service, sign-ups that are finished, their logs."""

from datetime import UTC, date, datetime, time
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo.core_answers import CoreLetting, answers_of
from housingdesk.lettings.actions.core import open_log
from housingdesk.lettings.models import Answer, Applicant, CoreHome, CoreLog, SignUp
from housingdesk.lettings.queries.core.homes import CoreHomeRow, areas, core_homes
from housingdesk.lettings.rules.words import ApplicantState, Flow, Given, SignUpState, Source
from housingdesk.people.models import Person
from housingdesk.properties.actions.areas import set_area_code
from housingdesk.properties.queries import space
from housingdesk.rent.queries.accounts import accounts_of, charges_in_force
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.models import Holder, Occupancy, Tenancy
from housingdesk.tenancies.rules import TenancyKind

_AREAS = ("E08000032", "E07000223")
_SETTINGS = (("core.owner", "ORG312"), ("core.periods", ("1", "2", "3", "4")))
_USER = "core@dalevale.example"
_ANSWER = ("version", "applicant", "sign_up", "key", "value", "given", "source", "at", "by")


@needs(Permission.KEEP_SETTINGS)
def write_core_codes(act: Act, *, homes_on: date) -> None:
    """The association's codes, those of its councils' areas, and those of every home that is let on a day."""
    for key, value in _SETTINGS:
        set_value(act, key=key, value=value, valid_from=act.today, source="the CORE service")
    set_value(act, key="core.user", value=_USER, source="the CORE service")
    for council, code in zip(areas(), _AREAS, strict=False):
        set_area_code(act, council_id=council.id, version=council.version, area_code=code)
    homes = core_homes(homes_on)
    schemes: dict[int, int] = {}
    places: dict[tuple[int, str], int] = {}
    columns = ("version", "space", "unit_type", "wheelchair", "older_people", "scheme", "location", "location_postcode",
               "last_let_as")
    act.add_many(CoreHome, columns, [_codes(home, schemes, places) for home in homes if home.version is None],
                 summary=f"CORE codes of {len(homes)} homes")
    act.undo = None
    act.say("Codes of the CORE service entered")


def _codes(home: CoreHomeRow, schemes: dict[int, int], places: dict[tuple[int, str], int]) -> tuple[Any, ...]:
    """A home's row: a scheme of supported housing is S101, S102 …, each postcode in it a location of its own."""
    if not home.supported:
        return (1, home.space_id, "1" if "Flat" in home.address else "7", "2", "", "", "", "", "1")
    scheme = schemes.setdefault(home.scheme_id or 0, 101 + len(schemes))
    location = places.setdefault((scheme, home.postcode), 1 + len(places))
    return (1, home.space_id, "", "", "3", f"S{scheme}", str(location), home.postcode, "9")


@needs(Permission.KEEP_TENANCIES)
def log_lettings(act: Act, *, first: date, last: date, whole_until: date) -> None:
    """Finished sign-ups and logs for the lettings that began from one day to another and have none.

    Those that began after ``whole_until`` still miss some answers.
    """
    lettings = _lettings(first, last)
    for letting in lettings:
        sign_up = _sign_up(act, letting, whole=letting.starts_on <= whole_until)
        open_log(act, tenancy_id=letting.tenancy_id, sign_up_id=sign_up)
    act.undo = None
    act.say(f"{len(lettings)} lettings have their CORE logs")


def _lettings(first: date, last: date) -> list[CoreLetting]:
    rows: Any = (Tenancy.select(Tenancy.id, Occupancy.space, Tenancy.reference, Person.name, Person.born_on, Tenancy.starts_on)
                 .join(Holder).join(Person).switch(Tenancy).join(Occupancy)
                 .join_from(Tenancy, CoreLog, "LEFT OUTER JOIN", on=(CoreLog.tenancy == Tenancy.id))
                 .where(Tenancy.starts_on.between(first, last) & Holder.lead & (Occupancy.start == Tenancy.starts_on)
                        & CoreLog.id.is_null() & (Tenancy.kind != TenancyKind.CONTRACT)).order_by(Tenancy.id).tuples())
    homes = {home.space_id: home for home in core_homes(last)}
    found = []
    for tenancy_id, space_id, reference, name, born_on, starts_on in rows:
        if space_id in homes:
            found.append(CoreLetting(tenancy_id, space_id, reference, name, born_on, starts_on, homes[space_id].supported,
                                     space(space_id).bedrooms or 1, _charged(tenancy_id, starts_on)))
    return found


def _charged(tenancy_id: int, on: date) -> int:
    account = next(iter(accounts_of(tenancy_id)), None)
    return 0 if account is None else sum(line.pence for line in charges_in_force(account.id, on))


def _sign_up(act: Act, letting: CoreLetting, *, whole: bool) -> int:
    """The household and its finished sign-up, as of the day before the start."""
    done = datetime.combine(letting.starts_on, time(10), UTC)
    row = Tenancy.get_by_id(letting.tenancy_id)
    person = Holder.get((Holder.tenancy == letting.tenancy_id) & Holder.lead).person_id
    applicant = act.add(Applicant(
        reference=f"A{900_000 + letting.tenancy_id:06d}", name=letting.name, person=person, state=ApplicantState.HOUSED,
        source=Source.REFERRAL if letting.supported else Source.NOMINATION, received_on=letting.starts_on,
        recorded_at=done, recorded_by=act.who.name, ended_on=letting.starts_on))
    made = act.add(SignUp(applicant=applicant.id, space=letting.space_id, kind=row.kind, flow=Flow.HOME,
                          state=SignUpState.FINISHED, tenancy=letting.tenancy_id, begun_at=done, begun_by=act.who.name,
                          touched_at=done, signed_at=done, finished_at=done))
    said = answers_of(letting, whole=whole)
    act.add_many(Answer, _ANSWER, [(1, applicant.id, made.id, key, text, Given.SAID, "", done, act.who.name)
                                   for key, text in said.items()], summary=f"{len(said)} answers of {letting.name}")
    return int(made.id)
