"""The post: what was handed in at one time, the post office's certificate of it, and what came back.

A posting is never removed: one that was taken back counts no letters and is left out of the list.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.diary.actions import add_task, drop_task
from housingdesk.diary.rules import TaskDraft
from housingdesk.documents.actions import keep_file
from housingdesk.documents.queries import same_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import NotFound, Refused, Stale
from housingdesk.letters.actions.moves import Moved, count_of, letters_of, move, put_back, states_said
from housingdesk.letters.models import Letter, LetterRun, Posting
from housingdesk.letters.rules.postings import PostingDraft, certificate_problems
from housingdesk.letters.rules.states import LetterState, PostClass
from housingdesk.values.dates import format_date, format_day, post_is_collected
from housingdesk.values.problems import refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.timeline import Ref


@needs(Permission.SEND_LETTERS)
def mark_posted(act: Act, *, letter_ids: Sequence[int], on: date, paid: PostClass = PostClass.SECOND,
                place: str | None = None, handed_in_by: str | None = None) -> int:
    """Says on which day letters went into the post, as one posting; returns its id.

    Without more it is second class, at the place of the posting before, by whoever says it; all of that can be put right.
    """
    draft = PostingDraft(on, paid, _last_place() if place is None else place, handed_in_by or act.who.name)
    refuse(draft.problems(act.today))
    posting = act.add(Posting(on=on, paid=paid, place=one_line(draft.place), handed_in_by=one_line(draft.handed_in_by),
                              count=len(set(letter_ids)), recorded_at=act.now, recorded_by=act.who.name))
    moved = move(act, letter_ids, LetterState.POSTED, posted_on=on, posting=posting.id)
    _require_made_by(letter_ids, on)
    act.say(f"{count_of(moved.count)} posted, {paid}{_no_collection(on, act.today)}", about=("posting", posting.id))
    act.take_back(count_posting, "the posting", posting_id=posting.id, count=0, moved=moved)
    act.leaves_the_building()
    return int(posting.id)


@needs(Permission.SEND_LETTERS)
def count_posting(act: Act, *, posting_id: int, count: int, moved: Moved) -> None:
    """Takes a posting back (``count`` 0) or does it again, with its letters; Refused while it has a certificate."""
    posting = _posting(posting_id)
    if not count and posting.certificate_id is not None:
        raise Refused("The certificate of this posting is kept with it. Take the certificate off first")
    was = posting.count
    put_back(act, moved)
    act.change(posting, count=count)
    act.say(states_said(moved.before), about=("posting", posting_id))
    act.take_back(count_posting, "the posting", posting_id=posting_id, count=was, moved=Moved(moved.after, moved.before))


@needs(Permission.SEND_LETTERS)
def change_posting(act: Act, *, posting_id: int, version: int, draft: PostingDraft) -> None:
    """Puts right when, how and where a posting was handed in, and by whom; the day of its letters goes with it."""
    posting = _posting(posting_id, version)
    refuse(draft.problems(act.today))
    was = PostingDraft(posting.on, posting.paid, posting.place, posting.handed_in_by)
    letters = list(Letter.select().where((Letter.posting == posting_id) & (Letter.posted_on != draft.on)))
    _require_made_by([letter.id for letter in letters], draft.on)
    for letter in letters:
        act.change(letter, posted_on=draft.on)
    act.change(posting, on=draft.on, paid=draft.paid, place=one_line(draft.place), handed_in_by=one_line(draft.handed_in_by))
    act.say(f"Posting of {format_date(draft.on)}: {draft.paid}, {count_of(posting.count)}", about=("posting", posting_id))
    act.take_back(change_posting, "the change of the posting", posting_id=posting_id, version=posting.version, draft=was)


@needs(Permission.SEND_LETTERS)
def attach_certificate(act: Act, *, posting_id: int, version: int, draft: FileDraft) -> int:
    """Keeps the scan or photograph of the certificate of posting with its posting; returns the file's id."""
    refuse(certificate_problems(draft))
    subject = Ref("posting", posting_id)
    kept = same_file(subject, draft.content)
    document_id = keep_file(act, subject=subject, draft=draft) if kept is None else kept
    set_certificate(act, posting_id=posting_id, version=version, document_id=document_id)
    return document_id


@needs(Permission.SEND_LETTERS)
def set_certificate(act: Act, *, posting_id: int, version: int, document_id: int | None) -> None:
    """Says which of the files kept with a posting is its certificate, or that none is; no file is thrown away."""
    posting = _posting(posting_id, version)
    was = posting.certificate_id
    act.change(posting, certificate=document_id)
    act.say(f"Certificate of the posting of {format_date(posting.on)} {'kept' if document_id else 'taken off'}",
            about=("posting", posting_id))
    act.take_back(set_certificate, "the certificate", posting_id=posting_id, version=posting.version, document_id=was)


@needs(Permission.SEND_LETTERS)
def came_back(act: Act, *, letter_ids: Sequence[int], why: str) -> None:
    """Says that posted letters came back, and why; somebody finds out where each person's post should go."""
    if not why.strip():
        raise Refused("Say what is written on the envelope, for example gone away")
    if (said := line_problem(why.strip(), "The reason", 400)) is not None:
        raise Refused(said)
    moved = move(act, letter_ids, LetterState.CAME_BACK, held_because=one_line(why)[:500])
    tasks = []
    for letter in letters_of(letter_ids):
        text = f"{letter.title} to {letter.addressee} came back: {one_line(why)}. Find out where their post should go"
        tasks.append(add_task(act, subject=Ref.of(letter.subject), draft=TaskDraft(text[:500], act.today, act.who.name)))
    act.say(f"{count_of(moved.count)} came back: {one_line(why)}")
    act.take_back(not_come_back, "that they came back", letter_ids=tuple(letter_ids), task_ids=tuple(tasks))


@needs(Permission.SEND_LETTERS)
def not_come_back(act: Act, *, letter_ids: Sequence[int], task_ids: Sequence[int]) -> None:
    """Takes back that letters came back: they are in the post again, and nothing is to be found out."""
    letters = list(Letter.select().where(Letter.id.in_(list(letter_ids))))
    if any(letter.state != LetterState.CAME_BACK for letter in letters) or len(letters) != len(set(letter_ids)):
        raise Refused("One of these letters is no longer among those that came back")
    why = str(letters[0].held_because)
    for letter in letters:
        act.change(letter, state=LetterState.POSTED, held_because=None)
    for task_id in task_ids:
        with suppress(Refused):  # somebody has dealt with it meanwhile
            drop_task(act, task_id=task_id, version=None)
    act.say(f"{count_of(len(letters))} posted after all")
    act.take_back(came_back, "that they came back", letter_ids=tuple(letter_ids), why=why)


def _posting(posting_id: int, version: int | None = None) -> Any:
    posting = Posting.get_or_none(Posting.id == posting_id)
    if posting is None:
        raise NotFound("This posting is no longer there")
    if version is not None and posting.version != version:
        raise Stale("A colleague changed this posting a moment ago. Look at it again, then change it")
    return posting


def _no_collection(on: date, today: date) -> str:
    """A hint, for whoever works on such a day: what was posted then begins its way on the next."""
    if post_is_collected(on):
        return ""
    return f". No post is collected {'today' if on == today else f'on {format_day(on)}'}"


def _last_place() -> str:
    row = Posting.select(Posting.place).where(Posting.count > 0).order_by(Posting.id.desc()).tuples().first()
    return "" if row is None else str(row[0])


def _require_made_by(letter_ids: Sequence[int], on: date) -> None:
    """No letter is in the post before the day on which it was made."""
    made: Any = (LetterRun.select(LetterRun.made_at).join(Letter, on=(Letter.run == LetterRun.id))
                 .where(Letter.id.in_(list(letter_ids))).order_by(LetterRun.made_at.desc()).tuples().first())
    if made is not None and on < made[0].date():
        raise Refused(f"These letters were made on {format_date(made[0].date())} and cannot have been posted before")
