"""The key register: sets are added, go to somebody and come back, and are taken off."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties.models import KeyMove, KeySet
from housingdesk.properties.queries import space
from housingdesk.properties.queries.keys import KeyRow, key_set
from housingdesk.properties.rules.safety import KeyHolder, is_out
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.timeline import Ref

_SET, _MOVE = "This set of keys", "This line"
_MOST_KEYS = 50


@needs(Permission.KEEP_APPLICANTS)
def add_keys(act: Act, *, space_id: int, tag: str, what: str, count: int, note: str = "") -> int:
    """Puts a set of keys on the register under the number of its tag; it is in the office then. Returns its id."""
    home, tag = space(space_id), one_line(tag).upper()
    found = [Problem("tag", "Type the number on the tag")] if not tag else []
    for field, text, called, longest in (("tag", tag, "The tag", 40), ("what", what, "What they open", 200),
                                         ("note", note, "The note", 400)):
        said = line_problem(one_line(text), called, longest)
        found += [Problem(field, said)] if said else []
    if not 1 <= count <= _MOST_KEYS:
        found.append(Problem("count", f"A set has 1 to {_MOST_KEYS} keys"))
    refuse(found)
    other = KeySet.get_or_none(KeySet.tag == tag)
    if other is not None:
        raise Refused(_taken(other))
    made = act.add(KeySet(space=home.id, tag=tag, what=one_line(what), count=count, note=one_line(note)))
    act.say(f"Keys {tag} of {home.said} are on the register", about=("space", home.id))
    act.take_back(end_keys, "take them off", key_set_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_APPLICANTS)
def end_keys(act: Act, *, key_set_id: int, version: int | None) -> None:
    """Takes a set off the register: a lock was changed, or it was entered by mistake."""
    record = as_seen(KeySet, key_set_id, version, _SET)
    if record.ended_on is not None:
        raise Refused(f"Keys {record.tag} are off the register since {format_date(record.ended_on)}")
    act.change(record, ended_on=act.today)
    act.say(f"Keys {record.tag} are off the register", about=("space", record.space_id))
    act.take_back(put_keys_back, "put them back", key_set_id=record.id, version=record.version)


@needs(Permission.KEEP_APPLICANTS)
def put_keys_back(act: Act, *, key_set_id: int, version: int | None) -> None:
    """Puts a set back on the register."""
    record = as_seen(KeySet, key_set_id, version, _SET)
    if record.ended_on is None:
        raise Refused(f"Keys {record.tag} are on the register")
    act.change(record, ended_on=None)
    act.say(f"Keys {record.tag} are on the register again", about=("space", record.space_id))
    act.take_back(end_keys, "take them off", key_set_id=record.id, version=record.version)


@needs(Permission.KEEP_APPLICANTS)
def move_keys(act: Act, *, key_set_id: int, on: date, holder: KeyHolder, whom: str, count: int, subject: Ref | None = None,
              due_back_on: date | None = None, note: str = "") -> int:
    """A set, or so many keys of it, goes to somebody or comes back to the office; returns the line's id.

    Who brings them back says by when: a contractor, a support team, an agent, a viewing.
    """
    row = key_set(key_set_id)
    if row is None or row.ended_on is not None:
        raise Refused("This set of keys is no longer on the register")
    refuse(_move_problems(row, on, holder, whom, count, due_back_on, act.today))
    made = act.add(KeyMove(key_set=key_set_id, on=on, holder=holder, whom=one_line(whom), count=count, due_back_on=due_back_on,
                           subject=None if subject is None else str(subject), note=one_line(note)[:400], recorded_at=act.now,
                           recorded_by=act.who.name))
    after = key_set(key_set_id)
    back = f", back by {format_day(due_back_on)}" if due_back_on is not None else ""
    act.say(f"Keys {row.tag}: {after.where if after else holder}{back}", about=("space", row.space_id))
    act.take_back(take_off_move, "take it off", move_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_APPLICANTS)
def take_off_move(act: Act, *, move_id: int, version: int | None) -> None:
    """Takes off a line of the register that was wrong; the set is where it was before."""
    _set_removed(act, move_id, version, "taken back", "taken off")


@needs(Permission.KEEP_APPLICANTS)
def put_move_back(act: Act, *, move_id: int, version: int | None) -> None:
    """Puts a line of the register back."""
    _set_removed(act, move_id, version, "", "put back")


def _set_removed(act: Act, move_id: int, version: int | None, removed: str, said: str) -> None:
    record = as_seen(KeyMove, move_id, version, _MOVE)
    if bool(record.removed) == bool(removed):
        raise Refused(f"This line is {said} already")
    act.change(record, removed=removed)
    row = key_set(record.key_set_id)
    assert row is not None
    act.say(f"Keys {row.tag}: line of {format_day(record.on)} {said}", about=("space", row.space_id))
    act.take_back(put_move_back if removed else take_off_move, "put it back" if removed else "take it off",
                  move_id=record.id, version=record.version)


def _move_problems(row: KeyRow, on: date, holder: KeyHolder, whom: str, count: int, due_back_on: date | None,
                   today: date) -> list[Problem]:
    found = [Problem("on", f"{format_date(on)} is still to come. Record it on the day")] if on > today else []
    said = line_problem(one_line(whom), "The name", 200)
    found += [Problem("whom", said)] if said else []
    if holder not in (KeyHolder.OFFICE, KeyHolder.LOST) and not whom.strip():
        found.append(Problem("whom", "Say who has them"))
    if not 1 <= count <= row.count:
        found.append(Problem("count", f"The set has {row.count} key{'' if row.count == 1 else 's'}"))
    if due_back_on is not None and due_back_on < on:
        found.append(Problem("due_back_on", "They come back after they went out"))
    if due_back_on is not None and not is_out(holder):
        found.append(Problem("due_back_on", f"Keys with the {holder} do not come back. Leave it empty"))
    return found


def _taken(other: KeySet) -> str:
    home = space(other.space_id)
    if other.ended_on is None:
        return f"Tag {other.tag} is on the keys of {home.said} already"
    return f"Tag {other.tag} was on the keys of {home.said} until {format_date(other.ended_on)}. Use another number"
