"""Keeping letters: a run with each PDF as issued, and their way from printed to posted. A letter is never redrawn."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.diary.actions import add_task, drop_task
from housingdesk.diary.rules import TaskDraft
from housingdesk.documents.actions import keep_document
from housingdesk.errors import NotFound, Refused
from housingdesk.letters.models import Letter, LetterRun
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.letters.stopped import stopped, stopped_sentence
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref

_GOES_OUT = frozenset({LetterState.PRINTING, LetterState.PRINTED, LetterState.POSTED, LetterState.DELIVERED, LetterState.SENT})
_MAY_BECOME: dict[LetterState, frozenset[LetterState]] = {
    LetterState.KEPT_BACK: frozenset({LetterState.READY}),
    LetterState.PRINTING: frozenset({LetterState.READY}),
    LetterState.PRINTED: frozenset({LetterState.READY, LetterState.PRINTING}),
    LetterState.POSTED: frozenset({LetterState.PRINTED, LetterState.READY}),
    LetterState.DELIVERED: frozenset({LetterState.PRINTED}),
    LetterState.SENT: frozenset({LetterState.READY}),
    LetterState.WITHDRAWN: frozenset({LetterState.READY, LetterState.KEPT_BACK}),
    LetterState.SPOILED: frozenset({LetterState.PRINTED, LetterState.POSTED}),
    LetterState.READY: frozenset({LetterState.PRINTING, LetterState.PRINTED, LetterState.WITHDRAWN, LetterState.KEPT_BACK}),
    LetterState.CAME_BACK: frozenset({LetterState.POSTED}),
}


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """One letter that was drawn, or held with the reason. ``data`` is JSON of what it was filled with.

    ``copies`` are those for somebody else, each with the ``authority`` under which they get it; ``body`` is an e-mail's text.
    """

    template: str
    template_version: str
    title: str
    subject: Ref
    addressee: str
    dated: date
    large_print: bool
    pdf: bytes | None
    pages: int
    held_because: str | None
    data: str
    way: Way = Way.POST
    easy_read: bool = False
    body: str | None = None
    authority: str | None = None
    copies: tuple["MadeLetter", ...] = ()


def keep_run(act: Act, *, title: str, letters: Sequence[MadeLetter]) -> int:
    """Stores a run: every letter chosen, ready or held, so that the counts add up. For the actions of other rooms.

    A letter that a hold stops today is held with that reason, even if it was drawn before the hold was put on.
    """
    letters = _as_holds_let(letters, act.today)
    held = sum(m.pdf is None for m in letters)
    run = act.add(LetterRun(title=title, made_at=act.now, made_by=act.who.name, chosen=len(letters), ready=len(letters) - held,
                            held=held))
    for done, made in enumerate(letters):
        act.progress(done, len(letters), "Keeping the letters as issued")
        _keep(act, run.id, made)
    act.progress(len(letters), len(letters), "Done")
    return int(run.id)


def _as_holds_let(letters: Sequence[MadeLetter], today: date) -> list[MadeLetter]:
    holds = stopped(((m.template, str(m.subject)) for m in letters if m.pdf is not None), today)
    return [m if m.pdf is None or (hold := holds.get((m.template, str(m.subject)))) is None
            else replace(m, pdf=None, pages=0, held_because=hold.stopped) for m in letters]


def _keep(act: Act, run_id: int, made: MadeLetter, copy_of: int | None = None) -> None:
    document = None
    if made.pdf is not None:
        document = keep_document(act, subject=made.subject, name=f"{made.title}, {made.addressee}.pdf"[:200],
                                 media_type="application/pdf", content=made.pdf)
    kept = act.add(Letter(run=run_id, template=made.template, template_version=made.template_version, title=made.title,
                          subject=str(made.subject), addressee=made.addressee, dated=made.dated, large_print=made.large_print,
                          pages=made.pages, document=document, data=made.data, held_because=made.held_because,
                          state=LetterState.HELD if made.pdf is None else LetterState.READY, way=made.way,
                          easy_read=made.easy_read, body=made.body, authority=made.authority, copy_of=copy_of))
    for copy in made.copies if made.pdf is not None else ():
        _keep(act, run_id, copy, copy_of=kept.id)


def _move(act: Act, letter_ids: Sequence[int], state: LetterState, **facts: object) -> int:
    letters = list(Letter.select().where(Letter.id.in_(list(letter_ids))))
    if len(letters) != len(set(letter_ids)):
        raise NotFound("One of these letters is no longer there")
    for letter in letters:
        if letter.state not in _MAY_BECOME[state]:
            raise Refused(f"{letter.title} to {letter.addressee} is {letter.state} and cannot become {state}")
    if state in _GOES_OUT and (reason := stopped_sentence(letter_ids, act.today)) is not None:
        raise Refused(reason)
    for letter in letters:
        act.change(letter, state=state, **facts)
    return len(letters)


def _count(number: int) -> str:
    return f"{number:,} letter{'s' if number != 1 else ''}"


@needs(Permission.SEND_LETTERS)
def mark_printed(act: Act, *, letter_ids: Sequence[int]) -> None:
    """Says that letters came out of the printer."""
    done = _move(act, letter_ids, LetterState.PRINTED, printed_at=act.now)
    act.say(f"{_count(done)} printed")
    act.take_back(mark_ready, "the printing", letter_ids=tuple(letter_ids))


@needs(Permission.SEND_LETTERS)
def mark_ready(act: Act, *, letter_ids: Sequence[int]) -> None:
    """Puts letters back among those waiting to be printed."""
    done = _move(act, letter_ids, LetterState.READY, printed_at=None)
    act.say(f"{_count(done)} waiting to be printed")


@needs(Permission.SEND_LETTERS)
def mark_posted(act: Act, *, letter_ids: Sequence[int], on: date) -> None:
    """Says on which day letters went into the post."""
    if on > act.today:
        raise Refused("Letters are marked as posted on the day they go, not before")
    done = _move(act, letter_ids, LetterState.POSTED, posted_on=on)
    act.say(f"{_count(done)} posted")


@needs(Permission.SEND_LETTERS)
def withdraw(act: Act, *, letter_ids: Sequence[int]) -> None:
    """Takes letters out before they are printed; they stay in the archive as withdrawn."""
    done = _move(act, letter_ids, LetterState.WITHDRAWN)
    act.say(f"{_count(done)} withdrawn")
    act.take_back(mark_ready, "the withdrawal", letter_ids=tuple(letter_ids))


@needs(Permission.SEND_LETTERS)
def withdraw_run(act: Act, *, run_id: int) -> None:
    """Takes a whole run out while none of its letters is printed."""
    drawn = (Letter.run == run_id) & (Letter.state != LetterState.HELD)
    rows = list(Letter.select(Letter.id, Letter.state).where(drawn).tuples())
    if any(state not in (LetterState.READY, LetterState.WITHDRAWN) for _, state in rows):
        raise Refused("Some of these letters are printed already; mark those spoiled instead")
    withdraw(act, letter_ids=[letter_id for letter_id, state in rows if state == LetterState.READY])


@needs(Permission.SEND_LETTERS)
def spoil(act: Act, *, letter_ids: Sequence[int], reason: str) -> None:
    """Marks printed letters as spoiled, with the reason."""
    if not reason.strip():
        raise Refused("Say in a few words what went wrong")
    done = _move(act, letter_ids, LetterState.SPOILED, held_because=reason.strip()[:500])
    act.say(f"{_count(done)} marked spoiled: {reason.strip()}")


@needs(Permission.SEND_LETTERS)
def came_back(act: Act, *, letter_ids: Sequence[int], why: str) -> None:
    """Says that posted letters came back, and why; somebody finds out where each person's post should go."""
    if not why.strip():
        raise Refused("Say what is written on the envelope, for example gone away")
    done = _move(act, letter_ids, LetterState.CAME_BACK, held_because=one_line(why)[:500])
    tasks = []
    for letter in Letter.select().where(Letter.id.in_(list(letter_ids))).order_by(Letter.id):
        text = f"{letter.title} to {letter.addressee} came back: {one_line(why)}. Find out where their post should go"
        tasks.append(add_task(act, subject=Ref.of(letter.subject), draft=TaskDraft(text[:500], act.today, act.who.name)))
    act.say(f"{_count(done)} came back: {one_line(why)}")
    act.take_back(not_come_back, "that they came back", letter_ids=tuple(letter_ids), task_ids=tuple(tasks))


@needs(Permission.SEND_LETTERS)
def not_come_back(act: Act, *, letter_ids: Sequence[int], task_ids: Sequence[int]) -> None:
    """Takes back that letters came back: they are in the post again, and nothing is to be found out."""
    letters = list(Letter.select().where(Letter.id.in_(list(letter_ids))))
    if any(letter.state != LetterState.CAME_BACK for letter in letters) or len(letters) != len(set(letter_ids)):
        raise Refused("One of these letters is no longer among those that came back")
    for letter in letters:
        act.change(letter, state=LetterState.POSTED, held_because=None)
    for task_id in task_ids:
        with suppress(Refused):  # somebody has dealt with it meanwhile
            drop_task(act, task_id=task_id, version=None)
    act.say(f"{_count(len(letters))} posted after all")
