"""Issuing a letter run: what was drawn is kept as it is, in one act; nothing is drawn again afterwards."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.diary.actions import add_task, drop_task, reopen_task
from housingdesk.diary.rules import TaskDraft
from housingdesk.errors import Refused
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.actions.moves import Moved, states_said
from housingdesk.letters.queries import RunRow
from housingdesk.letters.rules.states import Way
from housingdesk.mailings.rules import BY_HAND

_ALL = 1_000_000


@needs(Permission.SEND_LETTERS)
def issue_run(act: Act, *, title: str, letters: Sequence[MadeLetter], covers: tuple[date, date] | None = None) -> int:
    """Keeps a run of drawn and held letters; returns the run's id. Refused when nobody was chosen.

    ``covers`` are the first and the last day that a run of statements tells of.
    """
    if not letters:
        raise Refused("Nobody was chosen, so there is no letter to make")
    run_id = letter_actions.keep_run(act, title=title, letters=letters, covers=covers)
    run = letter_queries.run(run_id)
    made = [one for one in letters if one.pdf is not None]
    copies, not_due = sum(len(one.copies) for one in made), sum(one.not_due for one in letters)
    others = (f"{copies:,} {'copy' if copies == 1 else 'copies'} to others" if copies else "",
              f"{run.held - not_due:,} held" if run.held > not_due else "", f"{not_due:,} not due" if not_due else "")
    tasks = _by_hand(act, run_id, made)
    act.say(", ".join(part for part in (_ready(run, made), *others) if part), about=("letter_run", run_id))
    if tasks:
        act.take_back(withdraw_run, title, run_id=run_id, task_ids=tasks)
    else:
        act.take_back(letter_actions.withdraw_run, title, run_id=run_id)
    return run_id


def _ready(run: RunRow, made: Sequence[MadeLetter]) -> str:
    """``3 letters ready: 2 to print, 1 to e-mail``; where all go one way: ``3 letters ready to print``."""
    email = sum(one.way is Way.EMAIL for one in made)
    if email and run.ready != len(made):  # a hold came between
        email = sum(row.way is Way.EMAIL and row.document_id is not None and row.copy_of is None
                    for row in letter_queries.letters(run_id=run.id, limit=_ALL))
    letters = f"{run.ready:,} letter{'' if run.ready == 1 else 's'} ready"
    if 0 < email < run.ready:
        return f"{letters}: {run.ready - email:,} to print, {email:,} to e-mail"
    return f"{letters} to {'e-mail' if email else 'print'}"


def _by_hand(act: Act, run_id: int, made: Sequence[MadeLetter]) -> tuple[int, ...]:
    """Something to do today for each letter that somebody can only read in a form that no program makes."""
    wanted = [(one, words) for one in made for words in json.loads(one.data).get(BY_HAND, ())]
    kept = {(row.title, row.addressee) for row in letter_queries.letters(run_id=run_id, limit=_ALL)
            if row.document_id is not None} if wanted else set()
    return tuple(add_task(act, subject=one.subject, draft=TaskDraft(
        f"{words}: make {one.title} to {one.addressee} that way and send it with the letter"[:500], act.today, act.who.name))
        for one, words in wanted if (one.title, one.addressee) in kept)


@needs(Permission.SEND_LETTERS)
def withdraw_run(act: Act, *, run_id: int, task_ids: Sequence[int]) -> None:
    """Takes a run out while none of its letters is printed, and what was to be done by hand for it."""
    dropped = []
    for task_id in task_ids:
        with suppress(Refused):  # somebody has dealt with it meanwhile
            drop_task(act, task_id=task_id, version=None)
            dropped.append(task_id)
    letter_actions.withdraw_run(act, run_id=run_id)
    if act.undo is not None and dropped:
        act.take_back(restore_run, act.undo.label, run_id=run_id, moved=act.undo.facts["moved"], task_ids=tuple(dropped))


@needs(Permission.SEND_LETTERS)
def restore_run(act: Act, *, run_id: int, moved: Moved, task_ids: Sequence[int]) -> None:
    """Takes up the letters of a run again, with what was to be done by hand for them."""
    letter_actions.as_before(act, moved=moved, what="the withdrawal")
    for task_id in task_ids:
        with suppress(Refused):  # somebody has opened it meanwhile
            reopen_task(act, task_id=task_id, version=None)
    act.say(states_said(moved.before), about=("letter_run", run_id))
    act.take_back(withdraw_run, "the taking up", run_id=run_id, task_ids=tuple(task_ids))
