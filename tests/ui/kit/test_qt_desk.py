import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from housingdesk.errors import Cancelled, Refused
from housingdesk.ui.kit.qt_desk import Inline, JobState, QtDesk, Threads
from tests.ui.kit.desks import Back, Done, PlainDesk
from tests.ui.support import Recorder


@pytest.fixture
def desk(recorder: Recorder) -> QtDesk:
    return QtDesk(PlainDesk(), Inline(), recorder)


@pytest.fixture
def threaded(recorder: Recorder) -> Iterator[QtDesk]:
    made = QtDesk(PlainDesk(), Threads(), recorder)
    yield made
    made.close()


def rename(progress: Any, *, to: str, was: str = "old") -> Done:
    back = Back(rename, f"call it {was} again", {"to": was, "was": to})
    return Done(to, frozenset({"person"}), f"Now called {to}", back)


def refuse(progress: Any) -> Done:
    raise Refused("This tenancy already ended on 30 Nov")


def gone(progress: Any, **facts: Any) -> Done:
    raise Refused("A colleague changed it")


def wrong(progress: Any) -> Done:
    raise ZeroDivisionError("a bug")


def test_an_act_tells_its_outcome_and_what_it_changed(desk: QtDesk) -> None:
    outcomes: list[Any] = []
    touched: list[Any] = []
    desk.changed.connect(touched.append)
    job = desk.do(rename, outcomes.append, None, to="new")
    assert outcomes[0].value == "new"
    assert touched == [frozenset({"person"})]
    assert job.state is JobState.DONE
    assert desk.jobs() == []


def test_a_refusal_goes_to_whoever_asked(desk: QtDesk) -> None:
    said: list[str] = []
    desk.do(refuse, None, lambda error: said.append(str(error)))
    assert said == ["This tenancy already ended on 30 Nov"]


def test_a_refusal_nobody_takes_becomes_a_message(desk: QtDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.refused) as heard:
        desk.do(refuse)
    assert heard.args == ["This tenancy already ended on 30 Nov"]


def test_a_question_gives_its_rows(desk: QtDesk) -> None:
    rows: list[Any] = []
    desk.ask(lambda count: list(range(count)), rows.append, count=3)
    assert rows == [[0, 1, 2]]


def test_a_bug_reaches_the_crash_hook(desk: QtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: seen.append((kind, trace is not None)))
    desk.do(wrong)
    assert seen == [(ZeroDivisionError, True)]
    assert desk.jobs() == []


def test_undo_and_redo_walk_through_the_acts(desk: QtDesk) -> None:
    said: list[str] = []
    desk.said.connect(lambda sentence, undoable: said.append(sentence))
    desk.do(rename, None, None, to="one")
    desk.do(rename, None, None, to="two", was="one")
    assert desk.undo_label() == "call it one again"
    desk.undo()
    desk.undo()
    assert desk.undo_label() is None
    desk.redo()
    assert said[-3:] == ["Undone: Now called one", "Undone: Now called old", "Done again: Now called one"]
    assert (desk.undo_label(), desk.redo_label()) == ("call it old again", "call it two again")


def test_what_says_itself_that_it_is_taken_back_is_not_told_so_twice(desk: QtDesk) -> None:
    said: list[str] = []
    desk.said.connect(lambda sentence, undoable: said.append(sentence))

    def post(progress: Any) -> Done:
        return Done(sentence="12 lines posted", take_back=Back(unpost, "the posting"))

    def unpost(progress: Any) -> Done:
        return Done(sentence="Taken back: 12 lines")

    desk.do(post)
    desk.undo()
    assert said == ["12 lines posted", "Undone: 12 lines"]


def test_a_new_act_ends_what_could_be_done_again(desk: QtDesk) -> None:
    desk.do(rename, None, None, to="one")
    desk.undo()
    assert desk.redo_label() is not None
    desk.do(rename, None, None, to="two")
    assert desk.redo_label() is None


def test_what_has_moved_on_is_skipped_with_a_sentence(desk: QtDesk) -> None:
    refusals: list[str] = []
    desk.refused.connect(refusals.append)
    desk.do(rename, None, None, to="one")
    desk.do(lambda progress: Done(sentence="Posted", take_back=Back(gone, "take the posting back")))
    desk.undo()
    assert refusals == ["“take the posting back” can no longer be taken back: A colleague changed it"]
    assert desk.undo_label() == "call it old again"


def test_undo_with_nothing_to_undo_says_so(desk: QtDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.said) as heard:
        desk.undo()
    assert heard.args == ["Nothing to undo", False]


def test_acts_run_in_one_thread_in_their_order_and_answer_in_the_gui_thread(threaded: QtDesk, qtbot: QtBot) -> None:
    ran: list[tuple[int, str]] = []
    answered: list[str] = []

    def act(progress: Any, *, number: int) -> Done:
        ran.append((number, threading.current_thread().name))
        return Done(number)

    for number in range(5):
        threaded.do(act, lambda outcome: answered.append(threading.current_thread().name), None, number=number)
    qtbot.waitUntil(lambda: len(answered) == 5)
    assert ran == [(number, "writer") for number in range(5)]
    assert set(answered) == {threading.current_thread().name}


def test_cancel_stops_an_act_at_its_next_step(threaded: QtDesk, qtbot: QtBot) -> None:
    begun, steps = threading.Event(), []

    def long(progress: Callable[[int, int, str], None]) -> Done:
        for step in range(1_000_000):
            steps.append(step)
            begun.set()
            progress(step, 1_000_000, "Posting")
        return Done()

    with qtbot.waitSignal(threaded.said, timeout=10_000) as heard:
        job = threaded.do(long)
        begun.wait(5)
        job.cancel()
    assert heard.args == ["Long: cancelled. Nothing was changed", False]
    assert job.state is JobState.CANCELLED
    assert len(steps) < 1_000_000


def test_progress_is_told_at_most_ten_times_a_second(threaded: QtDesk, qtbot: QtBot) -> None:
    told: list[int] = []

    def busy(progress: Callable[[int, int, str], None]) -> int:
        for step in range(20_000):
            progress(step, 20_001, "Reading")
        return 7

    answers: list[int] = []
    job = threaded.run(busy, answers.append, label="Reading statements")
    job.progressed.connect(lambda: told.append(job.done))
    qtbot.waitUntil(lambda: answers == [7], timeout=20_000)
    assert len(told) <= 60


def test_an_answer_for_a_widget_that_is_gone_is_dropped(threaded: QtDesk, qtbot: QtBot) -> None:
    import shiboken6

    gate = threading.Event()
    asked: list[str] = []

    class Asker(QWidget):
        def show_rows(self, rows: object) -> None:
            asked.append("shown")

    widget = Asker()
    threaded.ask(gate.wait, widget.show_rows)
    shiboken6.delete(widget)
    gate.set()
    done: list[object] = []
    threaded.ask(lambda: 1, done.append)
    qtbot.waitUntil(lambda: done == [1])
    assert asked == []


def test_a_dropped_question_is_not_answered(threaded: QtDesk, qtbot: QtBot) -> None:
    gate, answers = threading.Event(), []
    job = threaded.ask(gate.wait, lambda answer: answers.append("first"))
    job.drop()
    gate.set()
    threaded.ask(lambda: 1, lambda answer: answers.append("second"))
    qtbot.waitUntil(lambda: "second" in answers)
    threaded.ask(lambda: 1, lambda answer: answers.append("third"))
    qtbot.waitUntil(lambda: "third" in answers)
    assert "first" not in answers


def test_every_thread_opens_what_it_keeps_once_and_closes_it(recorder: Recorder, qtbot: QtBot) -> None:
    from contextlib import contextmanager

    opened: list[str] = []
    closed: list[str] = []

    @contextmanager
    def connection() -> Iterator[None]:
        opened.append(threading.current_thread().name)
        yield
        closed.append(threading.current_thread().name)

    desk = QtDesk(PlainDesk(), Threads(connection, readers=1), recorder)
    answers: list[int] = []
    for number in range(4):
        desk.ask(lambda number=number: number, answers.append)
    desk.do(lambda progress: Done(), None)
    qtbot.waitUntil(lambda: answers == [0, 1, 2, 3])
    desk.close()
    assert sorted(opened) == sorted(closed) == ["reader 1", "writer"]


def test_a_cancelled_act_that_was_already_done_is_told_as_done(desk: QtDesk) -> None:
    outcomes: list[Any] = []

    def act(progress: Any) -> Done:
        desk.jobs()[0].cancel()
        return Done("done")

    desk.do(act, outcomes.append)
    assert [outcome.value for outcome in outcomes] == ["done"]


def test_cancelled_is_an_error_of_ours() -> None:
    with pytest.raises(Cancelled):
        raise Cancelled("Nothing was changed")


def test_what_is_foreseen_is_read_once_and_taken_by_who_asks_in_the_same_words(desk: QtDesk) -> None:
    read: list[int] = []

    def doubled(*, of: int) -> int:
        read.append(of)
        return 2 * of

    desk.foresee(doubled, of=3)
    assert read == [3]
    told: list[int] = []
    desk.ask(doubled, told.append, of=3)
    assert (read, told) == ([3], [6])
    desk.ask(doubled, told.append, of=3)
    desk.ask(doubled, told.append, of=4)
    assert (read, told) == ([3, 3, 4], [6, 6, 8])


def test_an_act_makes_what_was_foreseen_old(desk: QtDesk) -> None:
    read: list[int] = []
    desk.foresee(_noted, into=read)
    desk.do(rename, to="new")
    desk.ask(_noted, lambda _: None, into=read)
    assert read == [1, 2]


def _noted(*, into: list[int]) -> None:
    into.append(len(into) + 1)


def test_what_goes_wrong_while_it_is_foreseen_is_told_to_who_asks(threaded: QtDesk, qtbot: QtBot) -> None:
    def closed() -> None:
        raise Refused("The server is gone")

    said: list[str] = []
    threaded.foresee(closed)
    threaded.ask(closed, lambda _: None, lambda error: said.append(str(error)))
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["The server is gone"]
