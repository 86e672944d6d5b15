"""An association's own wording of a letter: written, submitted, checked by somebody else, put in use from a day.

Old versions stay as they were: a letter that was sent names the version that it was written with.
"""

from dataclasses import replace
from datetime import date

from peewee import fn

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import NotFound, Refused
from housingdesk.letters.models import LetterTemplate
from housingdesk.letters.proof import all_problems
from housingdesk.letters.queries.templates import checkers, opened, shipped_source, templates, version_in_use
from housingdesk.letters.rules.source import toml_of, wording_of
from housingdesk.letters.rules.wordings import OPEN, WordingState, is_own_letter, over_shipped, shipped_below
from housingdesk.letters.stock import is_shipped, shipped_template
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.text import fold, line_problem, one_line
from housingdesk.values.timeline import Ref

_VERSION = "This version of the letter"
_ALONE = ". Checked by its writer alone: "


@needs(Permission.KEEP_LETTERS)
def start_draft(act: Act, *, key: str) -> int:
    """Begins a new version with the words that are in use today; returns its id."""
    now = version_in_use(key, act.today)
    if now is None and is_own_letter(key):
        raise Refused("This letter is not in use. Bring one of its versions back")
    return begin(act, key, opened(key, act.today, now.id if now else None, shipped=now is None).source,
                 f"written from {_named(now.number if now else None)}")


@needs(Permission.KEEP_LETTERS)
def restore_version(act: Act, *, key: str, number: int | None) -> int:
    """Begins a new version with the words of an old one, or of the shipped letter (None); returns its id."""
    if number is None:
        return begin(act, key, shipped_source(key), "the shipped words again")
    old = LetterTemplate.get_or_none((LetterTemplate.key == key) & (LetterTemplate.number == number))
    if old is None:
        raise NotFound(f"There is no version {number} of this letter")
    return begin(act, key, old.source, f"the words of version {number} again")


def begin(act: Act, key: str, source: str, note: str) -> int:
    """A first or next version of a letter with these words; for the actions of this room. Refused while another is begun."""
    waiting = LetterTemplate.get_or_none((LetterTemplate.key == key) & LetterTemplate.state.in_(list(OPEN)))
    if waiting is not None:
        raise Refused(f"Version {waiting.number} by {waiting.written_by} is on its way. Go on with that, or withdraw it")
    newest = LetterTemplate.select(fn.MAX(LetterTemplate.number)).where(LetterTemplate.key == key).scalar()
    made = act.add(LetterTemplate(key=key, number=(newest or 0) + 1, source=numbered(key, source, (newest or 0) + 1),
                                  state=WordingState.DRAFT, writers=_with_writer("", act), written_by=act.who.name,
                                  written_at=act.now, note=note))
    act.say(f"{_titled(made)}: version {made.number} begun", about=_about(made))
    act.take_back(withdraw_draft, "withdraw the draft", version_id=made.id, version=made.version)
    return int(made.id)


@needs(Permission.KEEP_LETTERS)
def save_draft(act: Act, *, version_id: int, version: int | None, source: str) -> int:
    """Keeps a draft as it stands, however faulty; returns the version that it now has. Says nothing: it is done often."""
    draft = _in_state(version_id, version, WordingState.DRAFT)
    if wording_of(source).key != draft.key:
        raise Refused("This is the wording of another letter")
    source = over_shipped(source, shipped_below(draft.source))
    if source != draft.source:
        act.change(draft, source=source, writers=_with_writer(draft.writers, act), written_by=act.who.name, written_at=act.now)
    return int(draft.version)


@needs(Permission.KEEP_LETTERS)
def submit_draft(act: Act, *, version_id: int, version: int | None) -> None:
    """Hands a draft to another person for the check; Refused while something stands against it, or its name is taken."""
    draft = _in_state(version_id, version, WordingState.DRAFT)
    refuse(all_problems(draft.source))
    title = _titled(draft)
    if any(fold(row.title) == fold(title) and row.key != draft.key for row in templates(act.today)):
        raise Refused(f"There is another letter called “{title}”. Give this one another name")
    act.change(draft, state=WordingState.SUBMITTED)
    act.say(f"{_titled(draft)}: version {draft.number} waits to be checked by somebody else", about=_about(draft))
    act.take_back(reopen_draft, "go on writing", version_id=draft.id, version=draft.version)


@needs(Permission.KEEP_LETTERS)
def reopen_draft(act: Act, *, version_id: int, version: int | None, note: str = "") -> None:
    """Makes a submitted or checked version a draft again; ``note`` says to its writer what is to be changed."""
    draft = _in_state(version_id, version, WordingState.SUBMITTED, WordingState.CHECKED)
    said = line_problem(note, "The note", 500)
    if said:
        raise Refused(said)
    act.change(draft, state=WordingState.DRAFT, checked_by="", checked_at=None,
               note=one_line(note) or _as_written(draft.note))
    act.say(f"{_titled(draft)}: version {draft.number} is a draft again", about=_about(draft))


@needs(Permission.KEEP_LETTERS)
def check_draft(act: Act, *, version_id: int, version: int | None, reason: str = "") -> None:
    """Says that the words are right. Nobody checks what they wrote in themselves.

    But where nobody else here may check, its writer does, with a ``reason`` that is kept beside the version.
    """
    draft = _in_state(version_id, version, WordingState.SUBMITTED)
    said = _why_alone(act, draft, reason)
    refuse(all_problems(draft.source))
    note = f"{draft.note}{_ALONE}{said}".strip(". ")[:500] if said else draft.note
    act.change(draft, state=WordingState.CHECKED, checked_by=act.who.name, checked_at=act.now, note=note)
    act.say(f"{_titled(draft)}: version {draft.number} is checked" + (f" by its writer alone: {said}" if said else ""),
            about=_about(draft))
    act.take_back(uncheck_draft, "take the check back", version_id=draft.id, version=draft.version)


def _why_alone(act: Act, draft: LetterTemplate, reason: str) -> str:
    """Why the writer checks it alone; empty where it is somebody else who checks."""
    if act.who.id is not None and str(act.who.id) not in draft.writers.split():
        return ""
    if act.who.id is None or checkers() != {act.who.id}:
        raise Refused("You wrote in this version, so somebody else must check it")
    said = one_line(reason)
    if not said:
        raise Refused("You wrote this version and nobody else here may check it. Say why you check it alone; it is kept")
    problem = line_problem(said, "The reason", 300)
    if problem:
        raise Refused(problem)
    return said


@needs(Permission.KEEP_LETTERS)
def uncheck_draft(act: Act, *, version_id: int, version: int | None) -> None:
    """Takes a check back: the version waits to be checked again."""
    draft = _in_state(version_id, version, WordingState.CHECKED)
    act.change(draft, state=WordingState.SUBMITTED, checked_by="", checked_at=None, note=_as_written(draft.note))
    act.say(f"{_titled(draft)}: version {draft.number} waits to be checked", about=_about(draft))


@needs(Permission.KEEP_LETTERS)
def put_in_use(act: Act, *, version_id: int, version: int | None, start: date) -> None:
    """Puts a checked version in use: letters dated from ``start`` on are written with it."""
    draft = _in_state(version_id, version, WordingState.CHECKED)
    if start < act.today:
        raise Refused(f"A wording is in use from today or a later day, not from {format_date(start)}")
    refuse(all_problems(draft.source))
    act.change(draft, state=WordingState.IN_USE, in_use_from=start)
    act.say(f"{_titled(draft)}: version {draft.number} is in use from {format_date(start)}", about=_about(draft))
    act.take_back(take_out_of_use, "take it out of use", version_id=draft.id, version=draft.version)


@needs(Permission.KEEP_LETTERS)
def take_out_of_use(act: Act, *, version_id: int, version: int | None) -> None:
    """Takes back that a version was put in use, up to its first day: what was in use before is again."""
    used = _in_state(version_id, version, WordingState.IN_USE)
    if used.in_use_from < act.today:
        raise Refused(f"Version {used.number} has been in use since {format_date(used.in_use_from)}. Bring another wording "
                      "back instead")
    another = LetterTemplate.get_or_none((LetterTemplate.key == used.key) & LetterTemplate.state.in_(list(OPEN)))
    if another is not None:
        raise Refused(f"Version {another.number} is on its way already. Withdraw it first")
    act.change(used, state=WordingState.CHECKED, in_use_from=None)
    act.say(f"{_titled(used)}: version {used.number} is not put in use", about=_about(used))


@needs(Permission.KEEP_LETTERS)
def withdraw_draft(act: Act, *, version_id: int, version: int | None) -> None:
    """Takes a version out of the way before it is in use; its words can be brought back."""
    draft = _in_state(version_id, version, *OPEN)
    act.change(draft, state=WordingState.WITHDRAWN, checked_by="", checked_at=None)
    act.say(f"{_titled(draft)}: version {draft.number} withdrawn", about=_about(draft))
    act.take_back(unwithdraw_draft, "go on with the draft", version_id=draft.id, version=draft.version)


@needs(Permission.KEEP_LETTERS)
def unwithdraw_draft(act: Act, *, version_id: int, version: int | None) -> None:
    """Makes a withdrawn version a draft again, unless another has been begun."""
    draft = _in_state(version_id, version, WordingState.WITHDRAWN)
    if LetterTemplate.select().where((LetterTemplate.key == draft.key) & LetterTemplate.state.in_(list(OPEN))).exists():
        raise Refused("Another version of this letter has been begun since")
    act.change(draft, state=WordingState.DRAFT)
    act.say(f"{_titled(draft)}: version {draft.number} is a draft again", about=_about(draft))
    act.take_back(withdraw_draft, "withdraw the draft", version_id=draft.id, version=draft.version)


def _in_state(version_id: int, version: int | None, *states: WordingState) -> LetterTemplate:
    row = as_seen(LetterTemplate, version_id, version, _VERSION)
    if row.state not in states:
        raise Refused(f"Version {row.number} is {row.state}, so this cannot be done with it")
    return row


def numbered(key: str, source: str, number: int) -> str:
    """A wording as the text of another version of a letter, over the shipped words of today."""
    below = shipped_template(key).fingerprint if is_shipped(key) else ""
    return over_shipped(toml_of(replace(wording_of(source), key=key, version=number)), below)


def _as_written(note: str) -> str:
    return note.partition(_ALONE)[0]


def _with_writer(writers: str, act: Act) -> str:
    who = "0" if act.who.id is None else str(act.who.id)
    return writers if who in writers.split() else f"{writers}\n{who}".strip()


def _titled(row: LetterTemplate) -> str:
    return wording_of(row.source).title


def _named(number: int | None) -> str:
    return "the shipped words" if number is None else f"version {number}"


def _about(row: LetterTemplate) -> Ref:
    return Ref("letter_template", row.id)
