"""A tenancy, licence or contract starts: who may hold what from which day, and its reference."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import NotFound, Refused
from housingdesk.people import queries as people_queries
from housingdesk.people.queries import PersonRow
from housingdesk.properties import queries as property_queries
from housingdesk.properties.actions.spaces import HOMES_LOCK
from housingdesk.properties.queries import SpaceRow
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.actions.in_step import AGREEMENT, refresh_person, say_agreement
from housingdesk.tenancies.models import Holder, Occupancy, Route, Tenancy
from housingdesk.tenancies.queries.agreements import held, holders, last_number, tenancy
from housingdesk.tenancies.rules import (
    StartDraft,
    TenancyKind,
    names_line,
    reference_of,
    said_day,
    words_for,
)
from housingdesk.values.dates import format_day
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line


@needs(Permission.KEEP_TENANCIES)
def start_tenancy(act: Act, *, draft: StartDraft) -> int:
    """Starts a tenancy, licence or contract; returns its id.

    Refused with a sentence when the draft has problems, somebody is no longer there or has died, or the home is not let
    as one, not ours or not free for good from that day: itself, what it stands in, or what stands in it.
    """
    act.lock(HOMES_LOCK)
    refuse(draft.problems(act.today, _starter_months(draft)))
    people = _people(draft)
    home = property_queries.space(draft.space_id)
    refuse_space(home, draft.kind, draft.starts_on, act.today)
    social = home.social_housing if draft.social_housing is None else draft.social_housing
    made = act.add(Tenancy(
        reference=_next_reference(draft.kind), kind=draft.kind, starts_on=draft.starts_on, social_housing=social,
        starter_until=draft.starter_until, fixed_until=draft.fixed_until, names=names_line([p.name for p in people]),
        address=home.address, postcode=home.postcode))
    for person in people:
        act.add(Holder(tenancy=made.id, person=person.id, lead=person.id == draft.person_ids[0], starts_on=draft.starts_on))
    act.add(Occupancy(tenancy=made.id, space=home.id, start=draft.starts_on))
    act.add(Route(tenancy=made.id, route=draft.route, claim_reference=one_line(draft.claim_reference),
                  start=draft.starts_on))
    for person in people:
        refresh_person(act, person.id)
    verb = "starts" if draft.starts_on >= act.today else "started"
    act.say(f"{say_agreement(made.id)} at {home.address} {verb} on {format_day(draft.starts_on)}", about=("tenancy", made.id))
    act.take_back(cancel_start, "take the start back", tenancy_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def cancel_start(act: Act, *, tenancy_id: int, version: int) -> None:
    """Takes back a start that nothing has followed yet: no account, no move, no change of holders."""
    act.lock(HOMES_LOCK)
    record = as_seen(Tenancy, tenancy_id, version, AGREEMENT)
    said, people = say_agreement(tenancy_id), [holder.person_id for holder in holders([tenancy_id])]
    for model in (Route, Occupancy, Holder):
        for part in model.select().where(model.tenancy == tenancy_id):
            act.remove(part)
    act.remove(record)
    for person_id in people:
        refresh_person(act, person_id)
    act.say(f"{said} was not started", about=("tenancy", tenancy_id))


def refuse_space(home: SpaceRow, kind: TenancyKind, start: date, today: date, *, end: date | None = None,
                 besides: int = 0) -> None:
    """Refuses a home that an agreement of this kind cannot have from ``start`` up to ``end`` (None: for good)."""
    words = words_for(kind)
    if home.residential and kind is TenancyKind.CONTRACT:
        raise Refused(f"{home.said} is lived in, so it is let by a tenancy or licence")
    if not home.residential and kind is not TenancyKind.CONTRACT:
        raise Refused(f"{home.said} is a {home.kind}, so it is let by a garage or store contract, not a {words.agreement}")
    why_not = property_queries.why_not_let(home, start, end)
    if why_not is not None:
        raise Refused(why_not)
    taken = held([row.id for row in property_queries.kin(home.id)], start, end, besides=besides)
    if taken:
        other = tenancy(taken[0].tenancy_id)
        until = "" if taken[0].end is None else f" up to {said_day(taken[0].end, today)}"
        raise Refused(f"{taken[0].address} is held by {other.names} ({other.reference}){until}")


def _people(draft: StartDraft) -> list[PersonRow]:
    people = people_queries.persons(draft.person_ids)
    if len(people) != len(draft.person_ids):
        raise NotFound("Somebody chosen is no longer there")
    for person in people:
        if person.died_on is not None and person.died_on <= draft.starts_on:
            raise Refused(f"{person.name} has died and cannot hold a {words_for(draft.kind).agreement}")
    return people


def _starter_months(draft: StartDraft) -> int:
    if draft.starter_until is None:
        return 18
    months: int = settings_queries.value("starter.max_months_extended", draft.starts_on)
    return months


def _next_reference(kind: TenancyKind) -> str:
    number = last_number() + 1
    if number > 999_999:
        raise Refused("All references of six digits are used up")
    return reference_of(kind, number)
