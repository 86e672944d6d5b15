"""Letters that are the association's own: begun under a key of their own, and one day no longer written.

They go the same way into use as another wording of a shipped letter. Nothing is removed: whoever was sent one can be shown it.
"""

from dataclasses import replace
from datetime import date

from peewee import fn

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.letters.actions.templates import begin, numbered
from housingdesk.letters.models import LetterTemplate
from housingdesk.letters.queries.templates import open_version, opened, template_in_use, templates, version_in_use
from housingdesk.letters.rules.beginnings import first_words
from housingdesk.letters.rules.merge import Family
from housingdesk.letters.rules.source import toml_of, wording_from, wording_of
from housingdesk.letters.rules.wordings import WordingState, is_own_letter, own_key
from housingdesk.letters.stock import shipped_keys
from housingdesk.values.dates import format_date
from housingdesk.values.text import fold, line_problem, one_line
from housingdesk.values.timeline import Ref

LONGEST_TITLE = 80


@needs(Permission.KEEP_LETTERS)
def begin_letter(act: Act, *, title: str, family: Family, copy_of: str | None = None) -> str:
    """Begins a letter that there was not: with a few parts to write in, or with the words of another. Returns its key."""
    title = one_line(title)
    _require_title(title, act.today)
    key = own_key(title, [*shipped_keys(), *(row.key for row in templates(act.today))])
    if copy_of is None:
        wording, note = first_words(key, title, family), "a new letter"
    else:
        other = wording_from(template_in_use(copy_of, act.today))
        wording, note = replace(other, key=key, title=title, family=family), f"a new letter from the words of “{other.title}”"
    begin(act, key, toml_of(wording), note[:500])
    return key


def _require_title(title: str, today: date) -> None:
    if not title:
        raise Refused("Give the letter a name, as it is found by")
    problem = line_problem(title, "The name", LONGEST_TITLE)
    if problem:
        raise Refused(problem)
    same = next((row.title for row in templates(today) if fold(row.title) == fold(title)), None)
    if same is not None:
        raise Refused(f"There is a letter called “{same}”. Give this one another name")


@needs(Permission.KEEP_LETTERS)
def retire_letter(act: Act, *, key: str, start: date) -> int:
    """Says that from a day on an own letter is no longer written; returns the id of the version that says so."""
    if not is_own_letter(key):
        raise Refused("A letter that came with the program stays; bring its shipped words back instead")
    if start < act.today:
        raise Refused(f"A letter goes out of use today or on a later day, not on {format_date(start)}")
    waiting = open_version(key)
    if waiting is not None:
        raise Refused(f"Version {waiting.number} by {waiting.written_by} is on its way. Withdraw it first")
    now = version_in_use(key, start)
    if now is None:
        raise Refused("This letter is not in use then")
    found, number = opened(key, act.today, now.id), _newest(key) + 1
    made = act.add(LetterTemplate(key=key, number=number, source=numbered(key, found.source, number), in_use_from=start,
                                  state=WordingState.RETIRED, writers="", written_by=act.who.name, written_at=act.now,
                                  note="no longer written from this day on"))
    act.say(f"{wording_of(found.source).title}: no longer written from {format_date(start)}",
            about=Ref("letter_template", made.id))
    act.take_back(unretire_letter, "go on writing it", version_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_LETTERS)
def unretire_letter(act: Act, *, version_id: int, version: int | None) -> None:
    """Takes back that a letter is no longer written, up to the day itself: what was in use before is again."""
    row = as_seen(LetterTemplate, version_id, version, "This version of the letter")
    if row.state is not WordingState.RETIRED:
        raise Refused(f"Version {row.number} is {row.state}, so this cannot be done with it")
    if row.in_use_from < act.today:
        raise Refused(f"It has not been written since {format_date(row.in_use_from)}. Bring one of its versions back instead")
    act.change(row, state=WordingState.WITHDRAWN, in_use_from=None)
    act.say(f"{wording_of(row.source).title} is written on", about=Ref("letter_template", row.id))


def _newest(key: str) -> int:
    return int(LetterTemplate.select(fn.MAX(LetterTemplate.number)).where(LetterTemplate.key == key).scalar() or 0)
