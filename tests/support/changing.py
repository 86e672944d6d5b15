"""Guided changes for tests, through the room's own actions: begun, answered, each step recorded, decided, carried out."""

from collections.abc import Mapping
from datetime import date

from housingdesk.access.desk import Desk
from housingdesk.changes.actions import carrying_out, changing
from housingdesk.changes.queries import judging
from housingdesk.changes.queries.judging import ChangeFile
from housingdesk.changes.rules.words import ChangeKind
from tests.support.desk import MONDAY


def begin(desk: Desk, tenancy_id: int, kind: ChangeKind, answers: Mapping[str, str] | None = None,
          asked_on: date = MONDAY) -> int:
    """A change begun and answered; returns its id."""
    made = int(desk.do(changing.begin_change, tenancy_id=tenancy_id, kind=kind, asked_on=asked_on).value)
    if answers:
        answer(desk, made, answers)
    return made


def answer(desk: Desk, change_id: int, answers: Mapping[str, str]) -> None:
    """More answers beside those that are there."""
    row = file(desk, change_id).row
    desk.do(changing.answer_change, change_id=change_id, version=row.version, answers={**row.answers, **answers})


def file(desk: Desk, change_id: int) -> ChangeFile:
    """The change with all that its page shows, today."""
    found: ChangeFile = desk.ask(judging.change_file, change_id=change_id, on=desk.today)
    return found


def step(desk: Desk, change_id: int, *keys: str, on: date = MONDAY) -> None:
    """Steps done on a day."""
    for key in keys:
        desk.do(changing.record_change_step, change_id=change_id, step=key, done_on=on, note="Seen")


def do_all_steps(desk: Desk, change_id: int, on: date = MONDAY) -> None:
    """Every needed step that is not done."""
    step(desk, change_id, *(one.spec.key for one in file(desk, change_id).steps if one.spec.needed and one.done is None), on=on)


def agree(desk: Desk, change_id: int, on: date | None = None) -> None:
    """Decided for it, from the day that the rules propose or another one."""
    found = file(desk, change_id)
    desk.do(changing.agree_to_change, change_id=change_id, version=found.row.version, reason="As asked",
            effective_on=on or found.judgement.effective_on)


def carry_out(desk: Desk, change_id: int) -> str:
    """Carried out; returns the sentence."""
    done = desk.do(carrying_out.carry_out_change, change_id=change_id, version=file(desk, change_id).row.version)
    return str(done.sentence)


def undo(desk: Desk, change_id: int) -> None:
    """Undone again."""
    desk.do(carrying_out.undo_change, change_id=change_id, version=file(desk, change_id).row.version,
            because="Agreed in writing by both")
