"""Acts, questions and long work of the screens, and what can be taken back."""

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from housingdesk.errors import Cancelled, HousingDeskError, Refused
from housingdesk.ui.kit.nameless import DONE, nameless
from housingdesk.ui.kit.notices import NoticeBoard
from housingdesk.ui.kit.privacy import Privacy
from housingdesk.ui.kit.qt_desk.desk_like import DeskLike, OutcomeLike, TakeBackLike, WhoLike
from housingdesk.ui.kit.qt_desk.foreseen import Foreseen
from housingdesk.ui.kit.qt_desk.job import Job, JobState
from housingdesk.ui.kit.qt_desk.lanes import Executor
from housingdesk.values.rows import frozen

if TYPE_CHECKING:
    from housingdesk.ui.kit.tenant import Tenant

_SAID_TWICE = "Taken back: "  # what an act says of itself in the audit, where nobody reads "Undone" before it


@frozen
class _Answer:
    job: Job
    value: Any
    error: BaseException | None
    on_value: Callable[[Any], object] | None
    on_refused: Callable[[HousingDeskError], object] | None


def _alive(callback: Callable[..., object]) -> bool:
    """Whether the widget a callback belongs to still exists."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def words_of(action: Callable[..., Any]) -> str:
    """What an action is called on screen until it says so itself: ``post_debit_run`` → "Post debit run"."""
    name: str = getattr(action, "__name__", "work")
    return name.replace("_", " ").strip().capitalize()


class QtDesk(QObject):
    """One desk for all screens. ``changed`` gives the tables an act touched, once for each act."""

    changed = Signal(object)
    said = Signal(str, bool)
    refused = Signal(str)
    job_started = Signal(object)
    job_ended = Signal(object)
    history_changed = Signal()
    tenant_made = Signal(object)
    _arrived = Signal(object)

    def __init__(self, desk: DeskLike, executor: Executor, notices: NoticeBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.notices = desk, notices
        self.privacy = Privacy(self)
        self._tenant: Tenant | None = None
        self._executor = executor
        self._undo: list[TakeBackLike] = []
        self._redo: list[TakeBackLike] = []
        self._jobs: list[Job] = []
        self._foreseen: list[Foreseen] = []
        self.nameless = DONE
        self._arrived.connect(self._deliver)

    @property
    def who(self) -> WhoLike:
        """The person signed in."""
        return self.desk.who

    @property
    def today(self) -> date:
        """The date in the office."""
        return self.desk.today

    @property
    def tenant(self) -> "Tenant":
        """What the tenant is shown; imported when somebody is first shown anything."""
        if self._tenant is None:
            from housingdesk.ui.kit.tenant import Tenant

            self._tenant = Tenant(self)
            self.tenant_made.emit(self._tenant)
        return self._tenant

    def may(self, permission: Any) -> bool:
        """Whether the person may do it."""
        return self.desk.may(permission)

    def jobs(self) -> list[Job]:
        """What is under way, oldest first."""
        return list(self._jobs)

    def do(self, action: Callable[..., Any], on_done: Callable[[Any], object] | None = None,
           on_refused: Callable[[HousingDeskError], object] | None = None, /, **facts: Any) -> Job:
        """Act in the writer thread. ``on_done(outcome)`` and ``on_refused(error)`` come back in the GUI thread."""
        return self._act(action, facts, partial(self._did, on_done, nameless(action)), on_refused)

    def keep(self, action: Callable[..., Any], on_done: Callable[[Any], object] | None = None,
             on_refused: Callable[[HousingDeskError], object] | None = None, /, **facts: Any) -> Job:
        """As ``do``, for what is kept as it is typed: no toast for every field, and Ctrl+Z takes it back all the same."""
        return self._act(action, facts, partial(self._did, on_done, DONE, quietly=True), on_refused)

    def ask(self, query: Callable[..., Any], on_rows: Callable[[Any], object],
            on_refused: Callable[[HousingDeskError], object] | None = None, /, **args: Any) -> Job:
        """Ask in a reader thread; ``on_rows(answer)`` comes back in the GUI thread unless the job is dropped."""
        job = Job(words_of(query))
        early = next((one for one in self._foreseen if one.query is query and one.args == args), None)
        if early is not None:
            self._foreseen.remove(early)
        work = early.answer if early is not None else partial(self.desk.ask, query, **args)
        if early is not None and early.is_read():
            self._deliver(_Answer(job, *early.outcome(), on_rows, on_refused))
        else:
            self._executor.read(partial(self._work, job, work, on_rows, on_refused))
        return job

    def foresee(self, query: Callable[..., Any], /, **args: Any) -> None:
        """Begin to read what a page that is still being made will ask; its ``ask`` in the same words takes the answer."""
        early = Foreseen(query, args, self.desk, self._executor)
        self._foreseen.append(early)
        self._executor.read(early.read)

    def run(self, function: Callable[..., Any], on_done: Callable[[Any], object],
            on_refused: Callable[[HousingDeskError], object] | None = None, /, *, label: str, **args: Any) -> Job:
        """Do long work that changes nothing: ``function(progress=…, **args)`` in a reader thread, with Cancel."""
        job = self._start(label)
        work = partial(function, progress=job.report, **args)
        self._executor.read(partial(self._work, job, work, on_done, on_refused))
        return job

    def close(self) -> None:
        """Wait for the act under way and stop."""
        self._executor.close()

    # Undo and redo: a stack of take-backs, each a new act.
    def undo_label(self) -> str | None:
        """What Ctrl+Z would take back, or None."""
        return self._undo[-1].label if self._undo else None

    def undo_seconds(self) -> int:
        """For how long the toast offers to take the newest act back."""
        return self._undo[-1].seconds if self._undo else 0

    def redo_label(self) -> str | None:
        """What Ctrl+Y would do again, or None."""
        return self._redo[-1].label if self._redo else None

    def undo(self) -> None:
        """Take back one's newest act; what has moved on since is skipped with a sentence."""
        self._take_back(self._undo, self._redo, "Undone")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._take_back(self._redo, self._undo, "Done again")

    def _take_back(self, taken: list[TakeBackLike], other: list[TakeBackLike], word: str) -> None:
        if not taken:
            said = f"Nothing to {'undo' if word == 'Undone' else 'do again'}"
            self._say(said, False, said)
            return
        back = taken.pop()
        self.history_changed.emit()
        self._act(back.action, dict(back.facts), partial(self._took_back, back, other, word),
                  partial(self._moved_on, back))

    def _took_back(self, back: TakeBackLike, other: list[TakeBackLike], word: str, outcome: OutcomeLike) -> None:
        if outcome.take_back is not None:
            other.append(outcome.take_back)
        self.history_changed.emit()
        self._say(f"{word}: {(outcome.sentence or back.label).removeprefix(_SAID_TWICE)}", False, word)
        self.changed.emit(outcome.changed)

    def _moved_on(self, back: TakeBackLike, error: HousingDeskError) -> None:
        self.refused.emit(f"“{back.label}” can no longer be taken back: {error}")

    def _did(self, on_done: Callable[[Any], object] | None, instead: str, outcome: OutcomeLike, *,
             quietly: bool = False) -> None:
        self._redo.clear()
        if outcome.take_back is not None:
            self._undo.append(outcome.take_back)
        self.history_changed.emit()
        if on_done is not None and _alive(on_done):
            on_done(outcome)
        if outcome.sentence and not quietly:
            self._say(outcome.sentence, outcome.take_back is not None, instead)
        self.changed.emit(outcome.changed)

    def _say(self, sentence: str, undoable: bool, instead: str) -> None:
        """Tell what was done; ``instead`` is what is told of it where nobody may be named."""
        self.nameless = instead
        self.said.emit(sentence, undoable)

    def _act(self, action: Callable[..., Any], facts: dict[str, Any], on_value: Callable[[Any], object],
             on_refused: Callable[[HousingDeskError], object] | None) -> Job:
        self._foreseen.clear()  # what was read before an act is not what it leaves
        job = self._start(words_of(action))
        work = partial(self.desk.do, action, progress=job.report, **facts)
        self._executor.write(partial(self._work, job, work, on_value, on_refused))
        return job

    def _start(self, label: str) -> Job:
        job = Job(label, self)
        self._jobs.append(job)
        self.job_started.emit(job)
        return job

    def _work(self, job: Job, work: Callable[[], Any], on_value: Callable[[Any], object] | None,
              on_refused: Callable[[HousingDeskError], object] | None) -> None:
        value, error = None, None
        job.state = JobState.RUNNING
        try:
            if job.cancelled:
                raise Cancelled("Nothing was changed")
            self._executor.ready()
            value = work()
        except Exception as raised:  # noqa: BLE001  (the edge of a thread: everything goes to the GUI thread)
            error = raised
            self._executor.forget()
        self._arrived.emit(_Answer(job, value, error, on_value, on_refused))

    def _deliver(self, answer: _Answer) -> None:
        job = answer.job
        try:
            self._hand_over(answer)
        finally:
            if job in self._jobs:
                self._jobs.remove(job)
                self.job_ended.emit(job)
                job.ended.emit()
                job.deleteLater()

    def _hand_over(self, answer: _Answer) -> None:
        job, error = answer.job, answer.error
        if error is None:
            job.state = JobState.DONE
            wanted = job in self._jobs or not job.cancelled  # an act that was done is told even after Cancel
            if wanted and answer.on_value is not None and _alive(answer.on_value):
                answer.on_value(answer.value)
        elif isinstance(error, Cancelled):
            job.state = JobState.CANCELLED
            if job in self._jobs:
                self._say(f"{job.label}: cancelled. {error}", False, "Cancelled")
        elif isinstance(error, HousingDeskError):
            job.state = JobState.REFUSED
            self._tell(answer, error)
        else:
            job.state = JobState.REFUSED
            sys.excepthook(type(error), error, error.__traceback__)

    def _tell(self, answer: _Answer, error: HousingDeskError) -> None:
        if answer.on_refused is None:
            self.refused.emit(str(error))
        elif _alive(answer.on_refused):
            answer.on_refused(error)


def refusal(error: HousingDeskError) -> str:
    """The sentence of a refusal, ending as a sentence does."""
    text = str(error)
    return text if text.endswith((".", "?", "…")) or not isinstance(error, Refused) else f"{text}."
