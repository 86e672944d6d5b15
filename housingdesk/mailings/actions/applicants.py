"""Letters to households that wait for a home are kept, and what the diary had to write to them is done with it."""

from collections.abc import Sequence
from contextlib import suppress

from housingdesk.access.act import Act, TakeBack
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.diary.actions import finish_task
from housingdesk.diary.queries import TaskRow
from housingdesk.errors import Refused
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.actions import issue_run
from housingdesk.mailings.queries.waiting import tasks_done_by


@needs(Permission.SEND_LETTERS)
def issue_to_applicants(act: Act, *, title: str, letters: Sequence[MadeLetter]) -> int:
    """Keeps drawn and held letters as a run, and closes the tasks that asked for those that were kept; returns the run's id."""
    run_id = issue_run(act, title=title, letters=letters)
    said, parts = act.sentence or "", [act.undo]
    for task in _tasks(run_id, letters):
        finish_task(act, task_id=task.id, version=task.version)
        parts.append(act.undo)
    done = len(parts) - 1
    more = f". {done} {'task' if done == 1 else 'tasks'} in the diary done with it" if done else ""
    subjects = {one.subject for one in letters}
    act.say(f"{title}: {said}{more}", about=subjects.pop() if len(subjects) == 1 else ("letter_run", run_id))
    act.take_back(turn_back, title, run_id=run_id, parts=tuple(filter(None, parts)), title=title)
    return run_id


def _tasks(run_id: int, letters: Sequence[MadeLetter]) -> list[TaskRow]:
    """The open tasks that asked for what was kept; a letter that a hold stopped meanwhile does none."""
    kept = {(row.template, row.subject) for row in letter_queries.letters(run_id=run_id, limit=len(letters) * 20)
            if row.document_id is not None}
    found = {task.id: task for one in letters if (one.template, str(one.subject)) in kept
             for task in tasks_done_by(one.template, one.subject.id)}
    return list(found.values())


@needs(Permission.SEND_LETTERS)
def turn_back(act: Act, *, run_id: int, parts: tuple[TakeBack, ...], title: str) -> None:
    """Takes the keeping back with the tasks that it closed, or does both again; a task somebody has dealt with since stays."""
    done: list[TakeBack] = []
    for back in reversed(parts[1:]):
        with suppress(Refused):
            done.insert(0, _undone(act, back))
    letters = _undone(act, parts[0])
    act.say(act.sentence or "", about=("letter_run", run_id))
    act.take_back(turn_back, title, run_id=run_id, parts=(letters, *done), title=title)


def _undone(act: Act, back: TakeBack) -> TakeBack:
    """What takes back what was just taken back."""
    back.action(act, **back.facts)
    again = act.undo
    assert again is not None
    return again
