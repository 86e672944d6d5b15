"""What may be written in the diary, and how a timeline is paged."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.diary.rules import NoteDraft, NoteKind, TaskDraft, late_words, strand_of
from housingdesk.values.timeline import Ref, Strand, TimelineEntry, at_day, merged, newest

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(("text", "sentence"), [
    (" \n ", "empty"), ("x" * 20_001, "20,001 characters"), ("bell \x07", "U+0007"), ("a\u202eb", "U+202E")])
def test_a_note_that_cannot_be_kept(text: str, sentence: str) -> None:
    [problem] = NoteDraft(text).problems()
    assert problem.field == "text" and sentence in problem.message


def test_a_note_may_have_lines_and_any_script() -> None:
    assert NoteDraft("Rang.\nالسلام عليكم\tŻaneta 👍🏽").problems() == []


def test_a_task_names_all_that_is_wrong_at_once() -> None:
    fields = [p.field for p in TaskDraft("", date(2026, 11, 22), "x" * 121).problems(TODAY)]
    assert fields == ["text", "owner", "due_on"]
    assert TaskDraft("Ring", date(2062, 1, 1)).problems(TODAY)[0].message.endswith("Check the year")
    assert TaskDraft("Ring", TODAY, "Ann").problems(TODAY) == []


def test_words_for_being_late() -> None:
    days = (TODAY, date(2026, 11, 22), date(2026, 11, 24), date(2026, 11, 30))
    assert [late_words(d, TODAY) for d in days] == ["due today", "1 day late", "due in 1 day", "due in 7 days"]


def test_contact_has_its_own_filter() -> None:
    assert strand_of(NoteKind.NOTE) is Strand.NOTES and strand_of(NoteKind.CALL) is Strand.CONTACT


@pytest.mark.parametrize("text", ["", "tenancy", "tenancy:", "tenancy:-1", "tenancy:1:2", "a b:1", "tenancy:²"])
def test_text_that_names_no_record(text: str) -> None:
    with pytest.raises(ValueError, match="names no record"):
        Ref.of(text)


def entry(minutes: int, number: int) -> TimelineEntry:
    return TimelineEntry(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes), Strand.NOTES, str(number),
                         Ref("note", number))


@given(st.lists(st.lists(st.integers(0, 20), max_size=20), min_size=1, max_size=4), st.integers(1, 7))
def test_pages_hold_every_entry_once_newest_first(rooms: list[list[int]], limit: int) -> None:
    numbers = iter(range(10_000))
    told = [[entry(minute, next(numbers)) for minute in room] for room in rooms]
    seen: list[TimelineEntry] = []
    while page := merged([newest(room, seen[-1].at if seen else None, limit) for room in told], limit):
        seen += page
    assert sorted(e.text for e in seen) == sorted(e.text for room in told for e in room)
    assert [e.at for e in seen] == sorted((e.at for e in seen), reverse=True)


def test_a_day_stands_at_its_midnight() -> None:
    assert at_day(TODAY) == datetime(2026, 11, 23, tzinfo=UTC)
