"""Changes in the settings room: a value from a day on, its correction, and taking it out again."""

from datetime import date
from typing import Any

from peewee import IntegrityError

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused, Stale
from housingdesk.settings.models import Setting
from housingdesk.settings.queries import declared
from housingdesk.settings.rules.checking import value_problems
from housingdesk.settings.rules.kinds import Declared, Group, decode, encode
from housingdesk.settings.rules.reading import shown
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.text import line_problem, one_line

_MEANWHILE = "{label} was set by a colleague meanwhile. Look at it again, then change it"


@needs(Permission.KEEP_SETTINGS)
def set_value(act: Act, *, key: str, value: Any, valid_from: date | None = None, source: str = "",
              seen: tuple[int, int] | None = None) -> int:
    """Sets a value from a day on (undated settings: at once); returns the stored value's id.

    ``seen`` is id and version of the stored value that the person was looking at. A value for the same day (undated: the
    newest value) that is another one was put there by a colleague meanwhile, and is never written over.
    """
    one = declared(key)
    day = _day(one, valid_from, act.today)
    row = _in_its_place(one, day)
    if row is not None:
        if (row.id, row.version) != seen:
            raise Stale(_MEANWHILE.format(label=one.label))
        if row.valid_from == day:
            return correct_value(act, setting_id=row.id, version=row.version, value=value, source=source)
    said = _checked(one, value, source)
    try:
        made = act.add(Setting(key=key, value=encode(one, value), valid_from=day, source=said, entered_at=act.now,
                               entered_by=act.who.name))
    except IntegrityError as error:
        raise Stale(_MEANWHILE.format(label=one.label)) from error
    act.say(f"{one.label}: {_short(one, value)}{_since(one, day)}", about=("setting", made.id))
    act.take_back(withdraw_value, f"take out {one.label}", setting_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_SETTINGS)
def correct_value(act: Act, *, setting_id: int, version: int, value: Any, source: str = "") -> int:
    """Puts a stored value right for the same day; what stood there before stays in the audit. Returns its id."""
    row = as_seen(Setting, setting_id, version, "This value")
    one = declared(row.key)
    was, was_source = decode(one, row.value), row.source
    said = _checked(one, value, source or row.source)
    act.change(row, value=encode(one, value), source=said, entered_at=act.now, entered_by=act.who.name)
    act.say(f"{one.label} corrected to {_short(one, value)}{_since(one, row.valid_from)}", about=("setting", row.id))
    act.take_back(correct_value, f"put {one.label} back", setting_id=row.id, version=row.version, value=was,
                  source=was_source)
    return int(row.id)


@needs(Permission.KEEP_SETTINGS)
def withdraw_value(act: Act, *, setting_id: int, version: int) -> None:
    """Takes a stored value out; what held before it holds again."""
    row = as_seen(Setting, setting_id, version, "This value")
    one = declared(row.key)
    act.remove(row)
    act.say(f"{one.label}: {_short(one, decode(one, row.value))}{_since(one, row.valid_from)} taken out",
            about=("setting", row.id))
    act.take_back(restore_value, f"set {one.label} again", key=row.key, value=decode(one, row.value),
                  valid_from=row.valid_from, source=row.source)


@needs(Permission.KEEP_SETTINGS)
def restore_value(act: Act, *, key: str, value: Any, valid_from: date, source: str) -> int:
    """Sets a value that was taken out again, from the day it had; Stale when another has taken its place."""
    one = declared(key)
    if Setting.select().where((Setting.key == key) & (Setting.valid_from == valid_from)).exists():
        raise Stale(_MEANWHILE.format(label=one.label))
    made = act.add(Setting(key=key, value=encode(one, value), valid_from=valid_from, source=source, entered_at=act.now,
                           entered_by=act.who.name))
    act.say(f"{one.label}: {_short(one, value)}{_since(one, valid_from)} set again", about=("setting", made.id))
    act.take_back(withdraw_value, f"take out {one.label}", setting_id=made.id, version=made.version)
    return int(made.id)


def _in_its_place(one: Declared, day: date) -> Setting | None:
    rows = Setting.select().where(Setting.key == one.key).order_by(Setting.valid_from.desc())
    found: Setting | None = (rows.where(Setting.valid_from == day) if one.dated else rows).first()
    return found


def _day(one: Declared, valid_from: date | None, today: date) -> date:
    if not one.dated:
        return today
    if valid_from is None:
        raise Refused(f"Say from which day {one.label} holds")
    if not 1900 <= valid_from.year <= today.year + 10:
        raise Refused(f"{format_date(valid_from)} is too far away for {one.label}. Check the year")
    return valid_from


def _checked(one: Declared, value: Any, source: str) -> str:
    refuse(value_problems(one, value))
    said = one_line(source)
    if one.group is Group.RULES and not said:
        raise Refused(f"Say where this value is written, for example: {one.source}")
    problem = line_problem(said, "The source", 300)
    if problem:
        raise Refused(problem)
    return said


def _short(one: Declared, value: Any) -> str:
    text = shown(one, value).replace("\n", " · ")
    return text if len(text) <= 200 else text[:199] + "…"


def _since(one: Declared, day: date) -> str:
    return f" from {format_date(day)}" if one.dated else ""
