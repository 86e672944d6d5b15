"""Acts on bank lines from the screen: what is under way is remembered, so that a key pressed twice posts nothing twice."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from housingdesk.bank.actions import importing, posting
from housingdesk.bank.rules.splits import Share
from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit.qt_desk import QtDesk


class LineActs(QObject):
    """``begun`` and ``done`` give the ids of the lines; ``refused`` the ids and the error. At once done lines are left
    before the answer: the person is on the next line already.
    """

    begun = Signal(object)
    done = Signal(object, bool)
    refused = Signal(object, object)

    def __init__(self, desk: QtDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._busy: set[int] = set()

    def is_busy(self, line_id: int) -> bool:
        """Whether something is being done with a line."""
        return line_id in self._busy

    def post(self, choices: Sequence[tuple[int, int]], *, at_once: bool = True,
             divided: Sequence[tuple[int, tuple[Share, ...]]] = ()) -> None:
        """Post whole lines, each ``(line id, account id)``, and lines divided among the payments in them."""
        free = [pair for pair in choices if pair[0] not in self._busy]
        parts = [pair for pair in divided if pair[0] not in self._busy]
        facts = {"choices": free, "divided": parts} if parts else {"choices": free}
        if free or parts:
            self._act(posting.post_lines, [line for line, _ in (*free, *parts)], at_once, **facts)

    def split(self, line_id: int, parts: tuple[Share, ...]) -> None:
        """Post a line in parts."""
        self._act(posting.post_split, [line_id], False, line_id=line_id, parts=parts)

    def park(self, line_id: int, question: str, asked: int | None) -> None:
        """Park a line with its question."""
        self._act(posting.park, [line_id], False, line_id=line_id, question=question, asked_user_id=asked)

    def unpark(self, line_id: int) -> None:
        """Put a parked line back among those waiting."""
        self._act(posting.unpark, [line_id], True, line_id=line_id)

    def to_suspense(self, line_ids: Sequence[int]) -> None:
        """Post lines as unidentified money."""
        free = [line_id for line_id in line_ids if line_id not in self._busy]
        if free:
            self._act(posting.post_to_suspense, free, True, line_ids=free)

    def leave_out(self, line_id: int) -> None:
        """Leave out a line that came with another file."""
        self._act(importing.leave_out, [line_id], True, line_id=line_id)

    def put_back_in(self, line_id: int) -> None:
        """Put a line that was left out back among those waiting."""
        self._act(importing.put_back_in, [line_id], True, line_id=line_id)

    def take_back(self, line_ids: Sequence[int]) -> None:
        """Reverse posted lines."""
        self._act(posting.take_back_posting, list(line_ids), True, line_ids=tuple(line_ids))

    def _act(self, action: Callable[..., Any], ids: list[int], at_once: bool, **facts: Any) -> None:
        if any(line_id in self._busy for line_id in ids):
            return
        self._busy |= set(ids)
        if at_once:
            self.begun.emit(ids)
        self._desk.do(action, partial(self._done, ids, at_once), partial(self._refused, ids), **facts)

    def _done(self, ids: list[int], at_once: bool, _outcome: Any) -> None:
        self._busy -= set(ids)
        self.done.emit(ids, at_once)

    def _refused(self, ids: list[int], error: HousingDeskError) -> None:
        self._busy -= set(ids)
        self.refused.emit(ids, error)
