"""Where work runs: acts one after the other in one thread, questions beside each other in a few."""

import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from queue import SimpleQueue
from typing import Any, Protocol


class Executor(Protocol):
    """Runs work in the lane of acts or of questions."""

    def write(self, work: Callable[[], None]) -> None: ...
    def read(self, work: Callable[[], None]) -> None: ...
    def ready(self) -> None: ...
    def forget(self) -> None: ...
    def close(self) -> None: ...


class Threads:
    """One writer, a few readers. ``keep`` is what each thread holds open from its first work on: its connection."""

    def __init__(self, keep: Callable[[], AbstractContextManager[Any]] = nullcontext, readers: int = 2) -> None:
        sys.setswitchinterval(0.0005)  # else each repainted cell waits 5 ms behind a busy worker
        self._keep = keep
        self._mine = threading.local()
        self._acts: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._questions: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        lanes = [("writer", self._acts), *((f"reader {number + 1}", self._questions) for number in range(readers))]
        self._threads = [threading.Thread(target=self._loop, args=(queue,), name=name) for name, queue in lanes]
        for thread in self._threads:
            thread.start()

    def write(self, work: Callable[[], None]) -> None:
        """Run an act after those before it."""
        self._acts.put(work)

    def read(self, work: Callable[[], None]) -> None:
        """Run a question beside others."""
        self._questions.put(work)

    def ready(self) -> None:
        """Called by work as it begins: opens what this thread keeps."""
        if not hasattr(self._mine, "held"):
            held = ExitStack()
            held.enter_context(self._keep())
            self._mine.held = held

    def forget(self) -> None:
        """Called by work that failed: what this thread keeps may be broken, so the next work opens it anew."""
        if hasattr(self._mine, "held"):
            held = self._mine.held
            del self._mine.held
            held.close()

    def close(self) -> None:
        """Let what is under way or waiting finish, then end the threads."""
        self._acts.put(None)
        for _ in self._threads[1:]:
            self._questions.put(None)
        for thread in self._threads:
            thread.join()

    def _loop(self, queue: "SimpleQueue[Callable[[], None] | None]") -> None:
        try:
            while (work := queue.get()) is not None:
                work()
        finally:
            self.forget()


class Inline:
    """Runs everything at once in the calling thread, for tests and the tour."""

    def write(self, work: Callable[[], None]) -> None:
        """Run it now."""
        work()

    def read(self, work: Callable[[], None]) -> None:
        """Run it now."""
        work()

    def ready(self) -> None:
        """The calling thread has what it needs."""

    def forget(self) -> None:
        """There is nothing to open anew."""

    def close(self) -> None:
        """Nothing is under way."""
