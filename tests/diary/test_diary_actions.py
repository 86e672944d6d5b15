"""Notes and tasks: each act is audited, can be taken back, and never overwrites a colleague."""

from datetime import date
from typing import Any

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.diary import actions, queries
from housingdesk.diary.rules import NoteDraft, NoteKind, TaskDraft, TaskState, Weight
from housingdesk.errors import NotFound, Stale
from housingdesk.values.timeline import Ref, Strand
from tests.support.audited import acts, last_act, refused, taken_back
from tests.support.desk import Clock
from tests.support.statements import statements

TENANCY = Ref("tenancy", 12)
TODAY = date(2026, 11, 23)
RANG = NoteDraft("Rang about missed payment; promised £50 Friday", NoteKind.CALL)


def note(desk: Desk, number: int) -> Any:
    return desk.ask(queries.note, note_id=number, today=desk.today)


def task(desk: Desk) -> Any:
    [row] = desk.ask(queries.tasks, subject=TENANCY, state=None)
    return row


def test_a_note_is_written_and_taken_back(desk: Desk) -> None:
    made = desk.do(actions.add_note, subject=TENANCY, draft=RANG)
    assert last_act(desk) == ("diary.add_note", "Phone call added", "tenancy:12", [("note", "add")])
    [row] = desk.ask(queries.notes, subject=TENANCY, today=TODAY)
    assert (row.text, row.kind, row.written_by, row.edited) == (RANG.text, NoteKind.CALL, "Ann Brown", False)
    undone = taken_back(desk, made)
    assert note(desk, made.value).removed == "Note removed by AB, 23 Nov"
    taken_back(desk, undone)
    assert note(desk, made.value).text == RANG.text


def test_an_edited_note_keeps_its_versions(desk: Desk) -> None:
    made = desk.do(actions.add_note, subject=TENANCY, draft=RANG)
    changed = desk.do(actions.edit_note, note_id=made.value, version=1, draft=NoteDraft("Promised £40"))
    assert (note(desk, made.value).text, note(desk, made.value).edited) == ("Promised £40", True)
    taken_back(desk, changed)
    desk.do(actions.pin_note, note_id=made.value, version=3, pinned=True)
    versions = desk.ask(queries.note_versions, note_id=made.value)
    assert [(v.text, v.who) for v in versions] == [
        (RANG.text, "Ann Brown"), ("Promised £40", "Ann Brown"), (RANG.text, "Ann Brown")]
    assert note(desk, made.value).kind is NoteKind.CALL


def test_a_removed_note_shows_its_text_to_nobody(desk: Desk, clock: Clock) -> None:
    made = desk.do(actions.add_note, subject=TENANCY, draft=NoteDraft("private", pinned=True))
    clock.to(date(2027, 1, 5))
    desk.do(actions.remove_note, note_id=made.value, version=1)
    clock.to(date(2028, 1, 5))
    [entry] = desk.ask(queries.timeline, subject=TENANCY, before=None, limit=9, today=desk.today)
    assert (entry.text, entry.removed, entry.pinned) == ("Note removed by AB, 05 Jan 27", True, False)
    assert desk.ask(queries.notes, subject=TENANCY, today=desk.today, pinned=True) == []
    assert "Restore it first" in refused(desk, actions.edit_note, note_id=made.value, version=2, draft=RANG)


def test_pinned_notes_are_found_apart(desk: Desk) -> None:
    made = desk.do(actions.add_note, subject=TENANCY, draft=RANG)
    desk.do(actions.add_note, subject=TENANCY, draft=NoteDraft("other"))
    pinned = desk.do(actions.pin_note, note_id=made.value, version=1, pinned=True)
    assert [n.id for n in desk.ask(queries.notes, subject=TENANCY, today=TODAY, pinned=True)] == [made.value]
    taken_back(desk, pinned)
    assert desk.ask(queries.notes, subject=TENANCY, today=TODAY, pinned=True) == []


def test_two_people_at_one_note(desk: Desk) -> None:
    made = desk.do(actions.add_note, subject=TENANCY, draft=RANG)
    desk.do(actions.edit_note, note_id=made.value, version=1, draft=NoteDraft("first"))
    for action, facts in ((actions.edit_note, {"draft": NoteDraft("second")}), (actions.remove_note, {}),
                          (actions.pin_note, {"pinned": True})):
        with pytest.raises(Stale, match="changed by a colleague"):
            desk.do(action, note_id=made.value, version=1, **facts)
    with pytest.raises(Stale):
        taken_back(desk, made)
    assert note(desk, made.value).text == "first"


def test_bad_notes_change_nothing(desk: Desk) -> None:
    assert refused(desk, actions.add_note, subject=TENANCY, draft=NoteDraft(" ")) == "The note is empty"
    assert "U+0000" in refused(desk, actions.add_note, subject=TENANCY, draft=NoteDraft("a\x00b"))
    assert "no longer there" in refused(desk, actions.remove_note, note_id=99, version=1)
    made = desk.do(actions.add_note, subject=TENANCY, draft=RANG)
    assert "was not removed" in refused(desk, actions.restore_note, note_id=made.value, version=1)


def test_a_task_is_due_done_and_open_again(desk: Desk) -> None:
    made = desk.do(actions.add_task, subject=TENANCY, draft=TaskDraft("Ring  Mrs Khan", date(2026, 11, 25), "Ann Brown"))
    assert made.sentence == "Ring Mrs Khan: due Wed 25 Nov 2026"
    assert desk.ask(queries.due, on=TODAY) == []
    [item] = desk.ask(queries.due, on=date(2026, 11, 27))
    assert (item.verb, item.reason, item.weight, item.subject) == ("Ring Mrs Khan", "2 days late", Weight.ROUTINE, TENANCY)
    done = desk.do(actions.finish_task, task_id=made.value, version=1)
    assert (task(desk).state, task(desk).closed_by) == (TaskState.DONE, "Ann Brown")
    assert desk.ask(queries.due, on=date(2026, 11, 27)) == []
    [line] = desk.ask(queries.timeline, subject=TENANCY, before=None, limit=5, today=TODAY)
    assert (line.text, line.strand) == ("Ring Mrs Khan: done", Strand.TASKS)
    again = taken_back(desk, done)
    assert (task(desk).state, task(desk).closed_at) == (TaskState.OPEN, None)
    taken_back(desk, again)
    assert task(desk).state is TaskState.DONE


def test_a_task_is_snoozed_and_given_to_somebody(desk: Desk, clock: Clock) -> None:
    made = desk.do(actions.add_task, subject=TENANCY, draft=TaskDraft("Ring", TODAY))
    moved = desk.do(actions.snooze_task, task_id=made.value, version=1, due_on=date(2026, 11, 30))
    assert task(desk).due_on == date(2026, 11, 30)
    clock.to(date(2026, 11, 24))
    taken_back(desk, moved)
    assert task(desk).due_on == TODAY
    given = desk.do(actions.assign_task, task_id=made.value, version=3, owner="Bola Ade")
    assert given.sentence == "Ring: for Bola Ade"
    assert desk.ask(queries.due, on=TODAY, owner="Ann Brown") == []
    taken_back(desk, given)
    assert [t.id for t in desk.ask(queries.due_tasks, on=TODAY, owner="Ann Brown")] == [made.value]


def test_dropping_a_task_is_taken_back(desk: Desk) -> None:
    made = desk.do(actions.add_task, draft=TaskDraft("Order keys", TODAY))
    assert last_act(desk)[2] == f"task:{made.value}"
    dropped = taken_back(desk, made)
    assert desk.ask(queries.due, on=TODAY) == []
    taken_back(desk, dropped)
    assert len(desk.ask(queries.due, on=TODAY)) == 1


def test_bad_tasks_change_nothing(desk: Desk) -> None:
    made = desk.do(actions.add_task, draft=TaskDraft("Ring", TODAY))
    assert "is past" in refused(desk, actions.add_task, draft=TaskDraft("Ring", date(2026, 11, 20)))
    assert "is past" in refused(desk, actions.snooze_task, task_id=made.value, version=1, due_on=date(2026, 11, 20))
    assert "open already" in refused(desk, actions.reopen_task, task_id=made.value, version=1)
    assert "changed by a colleague" in refused(desk, actions.finish_task, task_id=made.value, version=7)
    desk.do(actions.finish_task, task_id=made.value, version=1)
    assert "done already" in refused(desk, actions.assign_task, task_id=made.value, version=2, owner="Ann")
    with pytest.raises(NotFound):
        desk.do(actions.drop_task, task_id=99, version=1)


def test_a_timeline_page_is_two_statements_however_much_is_written(desk: Desk) -> None:
    for number in range(30):
        desk.do(actions.add_note, subject=TENANCY, draft=NoteDraft(f"note {number}"))
    before = acts(desk)
    with statements() as ran:
        page = desk.ask(queries.timeline, subject=TENANCY, before=None, limit=10, today=TODAY)
    assert (len(page), page[0].text, len(ran)) == (10, "note 29", 2)
    assert acts(desk) == before


def test_notes_written_in_one_act_are_not_lost_between_pages(desk: Desk) -> None:
    @needs(Permission.WRITE_NOTES)
    def write_five(act: Act) -> None:
        for number in range(5):
            actions.add_note(act, subject=TENANCY, draft=NoteDraft(f"note {number}"))

    desk.do(write_five)
    desk.do(actions.add_note, subject=TENANCY, draft=NoteDraft("last"))
    page = desk.ask(queries.timeline, subject=TENANCY, before=None, limit=2, today=TODAY)
    assert [entry.text for entry in page] == ["last", "note 4", "note 3", "note 2", "note 1", "note 0"]
    assert desk.ask(queries.timeline, subject=TENANCY, before=page[-1].at, limit=2, today=TODAY) == []
