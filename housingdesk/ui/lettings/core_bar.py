"""Beside a sign-up's questions: how far its CORE log is, section by section, and what the service would say of the answers.

    self.core = CoreBar(self.desk)
    self.hold(self.core)
    self.core.watch(sign_up_id)                 # reads after each answer that is kept, in the background
    self.core.changed.connect(self._core)       # CoreStatus: what stands against an answer, ``status.against("born_on_2")``
    self.core.wanted.connect(self._go_to)       # the key of a question that somebody wants to put right
    self.core.show_keys(keys)                   # the questions in sight: their problems stand first
"""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from housingdesk.lettings.queries.core import CoreStatus, core_state
from housingdesk.lettings.rules.core.completeness import Progress
from housingdesk.lettings.rules.core.problems import CoreProblem, stops
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import clear
from housingdesk.ui.kit.label import WrapLink, label
from housingdesk.ui.kit.panel import Panel

_MOST = 5


def problems_by_question(status: CoreStatus, keys: Iterable[str] = ()) -> dict[str, list[str]]:
    """The sentences that stand beside each question; of these keys alone where any are given."""
    wanted = set(keys)
    return {key: [problem.sentence for problem in found] for key, found in (status.problems or {}).items()
            if key and (not wanted or key in wanted)}


class CoreBar(Panel):
    """Small: a line, a bar for each section, and the problems of the questions in sight."""

    tables: ClassVar[frozenset[str]] = frozenset({"answer", "sign_up", "core_log", "core_home", "void", "offer"})

    by_section = True

    changed = Signal(object)
    wanted = Signal(str)

    def build(self) -> None:
        """Room for what is read."""
        self.status: CoreStatus | None = None
        self._sign_up_id: int | None = None
        self._keys: tuple[str, ...] = ()
        self.column = QVBoxLayout(self)
        theme.lay(self.column, gap=5)
        self.setAccessibleName("CORE log")

    def hasHeightForWidth(self) -> bool:
        """Its sentences wrap, and it stands in a pane that scrolls."""
        return True

    def watch(self, sign_up_id: int) -> None:
        """Show the log of this sign-up, and read it again after each answer."""
        if sign_up_id != self._sign_up_id:
            self._sign_up_id, self.status = sign_up_id, None
            self.mark_stale()

    def reload(self) -> None:
        """Read the log in the background."""
        if self._sign_up_id is not None:
            self.ask(core_state, self.show_status, sign_up_id=self._sign_up_id, on=self.desk.today)

    def show_keys(self, keys: Iterable[str]) -> None:
        """Say which questions are in sight."""
        self._keys = tuple(keys)
        if self.status is not None:
            self._fill(self.status)

    def show_status(self, status: CoreStatus) -> None:
        """Show a log as it is now."""
        if status == self.status:
            return
        self.status = status
        self._fill(status)
        self.changed.emit(status)

    def _fill(self, status: CoreStatus) -> None:
        clear(self.column)
        if not status.needs_log:
            self.column.addWidget(label("No CORE log", "section"))
            self.column.addWidget(label(f"{status.why}.", "muted", wrap=True))
            return
        count = f"{status.done} of {status.needed} answers" if status.log is not None else "not in this program yet"
        self.column.addWidget(label(f"CORE log {status.collection}: {count}", "section", wrap=True))
        whole = Progress("", "Answered", status.done, status.needed, ())
        for section in status.progress if self.by_section else (whole,):
            self.column.addWidget(_SectionBar(section))
        self._problems(status)
        if status.not_known:
            many = len(status.not_known)
            self.column.addWidget(label(f"{many} answer{'s are' if many > 1 else ' is'} to come; the log says “don’t know” "
                                        "meanwhile, where it can.", "muted", wrap=True))

    def _problems(self, status: CoreStatus) -> None:
        mine = [(key, problem) for key in self._keys for problem in status.against(key)]
        told = list(dict.fromkeys(problem.sentence for _, problem in mine))
        for sentence in told[:_MOST]:
            key, problem = next(one for one in mine if one[1].sentence == sentence)
            self._link(problem, key)
        elsewhere = [p for p in status.found if p.sentence not in told and not status.is_gap(p)]
        hard = sum(stops(problem) for problem in elsewhere)
        if hard or len(elsewhere) > hard:
            words = [f"{hard} to put right"] if hard else []
            words += [f"{len(elsewhere) - hard} to confirm"] if len(elsewhere) > hard else []
            self.column.addWidget(label(f"Elsewhere: {', '.join(words)}", "muted", wrap=True))

    def _link(self, problem: CoreProblem, key: str) -> None:
        words = problem.sentence if stops(problem) else f"To confirm: {problem.sentence}"
        self.column.addWidget(WrapLink(words, partial(self.wanted.emit, key), tone="error" if stops(problem) else "due"))


class _SectionBar(QWidget):
    """The name of a section, a bar, and how many of how many."""

    def __init__(self, section: Progress) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        theme.lay(row, gap=8)
        bar = QProgressBar()
        bar.setRange(0, max(1, section.needed))
        bar.setValue(section.done if section.needed else 1)
        bar.setTextVisible(False)
        bar.setAccessibleName(f"{section.title}: {section.done} of {section.needed}")
        theme.size(bar, width=56)
        row.addWidget(label(section.title, "small"), 1)
        row.addWidget(bar)
        count = label(f"{section.done} of {section.needed}", "small")
        theme.size(count, width=58)
        row.addWidget(count)
