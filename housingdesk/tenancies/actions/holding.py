"""Who holds an agreement changes: somebody joins, leaves before its end, or becomes the one who is written to first."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.people import queries as people_queries
from housingdesk.properties.actions.spaces import HOMES_LOCK
from housingdesk.tenancies.actions.in_step import refresh, refresh_person, say_agreement
from housingdesk.tenancies.models import Holder
from housingdesk.tenancies.queries.agreements import HolderRow, TenancyRow, holders, tenancy
from housingdesk.tenancies.rules import already_ended_sentence, day_problems, said_day
from housingdesk.values.dates import DAY, format_day
from housingdesk.values.problems import refuse

_HOLDER = "This holder"


@needs(Permission.KEEP_TENANCIES)
def add_holder(act: Act, *, tenancy_id: int, person_id: int, on: date) -> int:
    """Somebody joins an agreement from a day on and is liable with the others; returns the holder's id."""
    act.lock(HOMES_LOCK)
    row, person = tenancy(tenancy_id), people_queries.person(person_id)
    _refuse_day(row, on, act.today)
    if any(h.person_id == person_id and (h.ends_on is None or h.ends_on >= on) for h in holders([tenancy_id])):
        raise Refused(f"{person.name} holds this {row.words.agreement} already")
    if person.died_on is not None and person.died_on <= on:
        raise Refused(f"{person.name} has died and cannot join a {row.words.agreement}")
    made = act.add(Holder(tenancy=tenancy_id, person=person_id, lead=False, starts_on=on))
    refresh(act, tenancy_id)
    verb = "joined" if on <= act.today else "joins"
    act.say(f"{person.name} {verb} {row.words.agreement} {row.reference} on {format_day(on)}", about=("tenancy", tenancy_id))
    act.take_back(forget_holder, "take it back", holder_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def remove_holder(act: Act, *, tenancy_id: int, person_id: int, last_day: date) -> None:
    """Somebody leaves an agreement that the others go on holding; ``last_day`` is their last."""
    act.lock(HOMES_LOCK)
    row = tenancy(tenancy_id)
    everybody = holders([tenancy_id])
    mine = next((h for h in everybody if h.person_id == person_id and h.ends_on is None), None)
    if mine is None:
        raise Refused(f"{people_queries.person(person_id).name} does not hold this {row.words.agreement}")
    _refuse_day(row, last_day, act.today)
    if last_day < mine.starts_on:
        raise Refused(f"{mine.name} joined on {said_day(mine.starts_on, act.today)}, so their last day cannot be earlier")
    if not any(h.on(last_day + DAY) for h in everybody if h.id != mine.id):
        raise Refused(f"{mine.name} is the only holder. End the {row.words.agreement} instead")
    record = act.change(as_seen(Holder, mine.id, None, _HOLDER), ends_on=last_day)
    refresh(act, tenancy_id)
    verb = "left" if last_day < act.today else "leaves"
    act.say(f"{mine.name} {verb} {row.words.agreement} {row.reference} on {format_day(last_day)}",
            about=("tenancy", tenancy_id))
    act.take_back(restore_holder, "take it back", holder_id=mine.id, version=record.version)


@needs(Permission.KEEP_TENANCIES)
def restore_holder(act: Act, *, holder_id: int, version: int) -> None:
    """Somebody who left an agreement did not leave after all."""
    act.lock(HOMES_LOCK)
    record = as_seen(Holder, holder_id, version, _HOLDER)
    mine = _row(record)
    if mine.ends_on is None:
        raise Refused(f"{mine.name} has not left")
    if any(h.person_id == mine.person_id and h.starts_on > mine.ends_on for h in holders([mine.tenancy_id])):
        raise Refused(f"{mine.name} joined again later. Take that back first")
    act.change(record, ends_on=None)
    refresh(act, mine.tenancy_id)
    act.say(f"{mine.name} holds {say_agreement(mine.tenancy_id)} on", about=("tenancy", mine.tenancy_id))
    act.take_back(remove_holder, "take it back", tenancy_id=mine.tenancy_id, person_id=mine.person_id, last_day=mine.ends_on)


@needs(Permission.KEEP_TENANCIES)
def forget_holder(act: Act, *, holder_id: int, version: int) -> None:
    """Takes out a holder who was added by mistake."""
    act.lock(HOMES_LOCK)
    record = as_seen(Holder, holder_id, version, _HOLDER)
    mine = _row(record)
    if not any(h.on(mine.starts_on) for h in holders([mine.tenancy_id]) if h.id != mine.id):
        raise Refused(f"{mine.name} is the only holder. End the agreement instead")
    act.remove(record)
    refresh(act, mine.tenancy_id)
    refresh_person(act, mine.person_id)
    act.say(f"{mine.name} taken out of {say_agreement(mine.tenancy_id)}", about=("tenancy", mine.tenancy_id))
    act.take_back(add_holder, "add them again", tenancy_id=mine.tenancy_id, person_id=mine.person_id, on=mine.starts_on)


@needs(Permission.KEEP_TENANCIES)
def make_lead(act: Act, *, tenancy_id: int, person_id: int) -> None:
    """Makes one holder the one whose name stands first; all stay liable alike."""
    everybody = [h for h in holders([tenancy_id]) if h.ends_on is None]
    was = next((h.person_id for h in everybody if h.lead), person_id)
    if person_id not in {h.person_id for h in everybody}:
        raise Refused(f"{people_queries.person(person_id).name} does not hold this agreement")
    for holder in everybody:
        act.change(as_seen(Holder, holder.id, holder.version, _HOLDER), lead=holder.person_id == person_id)
    refresh(act, tenancy_id)
    name = next(h.name for h in everybody if h.person_id == person_id)
    act.say(f"{name} stands first in {tenancy(tenancy_id).reference}", about=("tenancy", tenancy_id))
    act.take_back(make_lead, "as it was", tenancy_id=tenancy_id, person_id=was)


def _row(record: Holder) -> HolderRow:
    return next(row for row in holders([record.tenancy_id]) if row.id == record.id)


def _refuse_day(row: TenancyRow, on: date, today: date) -> None:
    refuse(day_problems("on", on, today))
    if row.ends_on is not None and on > row.ends_on:
        raise Refused(already_ended_sentence(row.kind, row.ends_on, today))
    if on < row.starts_on:
        raise Refused(f"This {row.words.agreement} began on {said_day(row.starts_on, today)}. Choose that day or a later one")
