"""Meters of homes: read on a day, each reading as it stood on the meter."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties.models import Meter, MeterReading
from housingdesk.properties.queries import space
from housingdesk.properties.rules.safety import MeterKind
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.timeline import Ref

_METER, _READING = "This meter", "This reading"


@needs(Permission.KEEP_APPLICANTS)
def read_meter(act: Act, *, space_id: int, kind: MeterKind, serial: str, on: date, reading: str,
               subject: Ref | None = None) -> int:
    """Keeps what a meter reads on a day; a meter of this kind and number that is not known yet is added. Returns the id.

    Without a number it is the home's only meter of that kind. ``subject`` names the occasion, such as a sign-up.
    """
    home = space(space_id)
    serial, reading = one_line(serial).upper(), one_line(reading)
    refuse(_problems(serial, on, reading, act.today))
    meter_id = _meter(act, home.id, kind, serial)
    made = act.add(MeterReading(meter=meter_id, on=on, reading=reading, subject=None if subject is None else str(subject),
                                recorded_at=act.now, recorded_by=act.who.name))
    act.say(f"{str(kind).capitalize()} meter of {home.said} reads {reading} on {format_day(on)}", about=("space", home.id))
    act.take_back(take_off_reading, "take it off", reading_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_APPLICANTS)
def take_off_reading(act: Act, *, reading_id: int, version: int | None) -> None:
    """Takes off a reading that was wrong."""
    _set_removed(act, reading_id, version, "taken back")


@needs(Permission.KEEP_APPLICANTS)
def put_reading_back(act: Act, *, reading_id: int, version: int | None) -> None:
    """Puts a reading back."""
    _set_removed(act, reading_id, version, "")


@needs(Permission.KEEP_APPLICANTS)
def end_meter(act: Act, *, meter_id: int, version: int) -> None:
    """A meter was taken out of the home, or was entered by mistake."""
    record = as_seen(Meter, meter_id, version, _METER)
    if record.ended_on is not None:
        raise Refused("This meter is taken out already")
    act.change(record, ended_on=act.today)
    act.say(f"{str(record.kind).capitalize()} meter {record.serial} taken out".replace("  ", " "),
            about=("space", record.space_id))
    act.take_back(put_meter_back, "put it back", meter_id=record.id, version=record.version)


@needs(Permission.KEEP_APPLICANTS)
def put_meter_back(act: Act, *, meter_id: int, version: int) -> None:
    """A meter is in use again."""
    record = as_seen(Meter, meter_id, version, _METER)
    if record.ended_on is None:
        raise Refused("This meter is in use")
    act.change(record, ended_on=None)
    act.say(f"{str(record.kind).capitalize()} meter {record.serial} in use".replace("  ", " "),
            about=("space", record.space_id))
    act.take_back(end_meter, "take it out", meter_id=record.id, version=record.version)


def _meter(act: Act, space_id: int, kind: MeterKind, serial: str) -> int:
    known = list(Meter.select().where((Meter.space == space_id) & (Meter.kind == kind) & Meter.ended_on.is_null()))
    same = [one for one in known if one.serial == serial] or (known if not serial else [])
    if len(same) > 1:
        raise Refused(f"This home has {len(same)} {kind} meters. Type the number of the one that was read")
    if same:
        return int(same[0].id)
    nameless = [one for one in known if not one.serial]
    if nameless:
        act.change(nameless[0], serial=serial)
        return int(nameless[0].id)
    return int(act.add(Meter(space=space_id, kind=kind, serial=serial)).id)


def _problems(serial: str, on: date, reading: str, today: date) -> list[Problem]:
    found = [Problem("reading", "Type what the meter reads")] if not reading else []
    for field, text, what, longest in (("serial", serial, "The meter’s number", 40), ("reading", reading, "The reading", 20)):
        said = line_problem(text, what, longest)
        found += [Problem(field, said)] if said else []
    if on > today:
        found.append(Problem("on", f"{format_date(on)} is still to come. Record it on the day"))
    return found


def _set_removed(act: Act, reading_id: int, version: int | None, removed: str) -> None:
    record = as_seen(MeterReading, reading_id, version, _READING)
    if bool(record.removed) == bool(removed):
        raise Refused("This reading is taken off already" if removed else "This reading stands already")
    act.change(record, removed=removed)
    meter = as_seen(Meter, record.meter_id, None, _METER)
    act.say(f"Reading {record.reading} of {format_day(record.on)} {'taken off' if removed else 'put back'}",
            about=("space", meter.space_id))
    act.take_back(put_reading_back if removed else take_off_reading, "put it back" if removed else "take it off",
                  reading_id=record.id, version=record.version)
