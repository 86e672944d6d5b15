"""An answer that is read before anybody asks for it."""

from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from housingdesk.ui.kit.qt_desk.desk_like import DeskLike
from housingdesk.ui.kit.qt_desk.lanes import Executor


class Foreseen:
    """A question with its words, and its answer once it is read; whoever asks waits for it in the asking thread."""

    def __init__(self, query: Callable[..., Any], args: dict[str, Any], desk: DeskLike, executor: Executor) -> None:
        self.query, self.args = query, args
        self._desk, self._executor = desk, executor
        self._read: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()

    def read(self) -> None:
        """Read it, in the lane of questions."""
        try:
            self._executor.ready()
            self._read.put((self._desk.ask(self.query, **self.args), None))
        except Exception as raised:  # noqa: BLE001  (told to whoever asks)
            self._executor.forget()
            self._read.put((None, raised))

    def is_read(self) -> bool:
        """Whether nobody would have to wait."""
        return not self._read.empty()

    def outcome(self) -> tuple[Any, BaseException | None]:
        """What was read, or what went wrong."""
        return self._read.get()

    def answer(self) -> Any:
        """What was read, or raises what went wrong."""
        value, error = self.outcome()
        if error is not None:
            raise error
        return value
