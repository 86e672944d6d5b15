"""Spelling in fields where words are written: a line under what is misspelt, and F7 with what may have been meant.

    self.spelling = Spelling(desk, misspelt=queries.misspelt, suggest=queries.suggestions, add=actions.add_word, parent=self)
    self.spelling.watch(editor)              # a QTextEdit or a QPlainTextEdit; the line appears and goes while one types
    self.spelling.next_wrong([editor, …])    # F7: the next misspelt word, with a menu that is used by keys

Knows no dictionary: words are looked up beside the window's thread, each once, and typing never waits for the answer.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit, QWidget

from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.qt_desk.job import Job, JobState
from housingdesk.values.spelled import words_in

Editor: TypeAlias = QTextEdit | QPlainTextEdit
Place: TypeAlias = tuple[int, int, str]
NONE_WRONG = "No word is misspelt"
_PAUSE_MS = 60


class Spelling(QObject):
    """What is known of words so far, for the fields of one page. ``changed`` comes when more is known.

    ``misspelt(words=…, on=…)`` answers with ``wrong`` and ``why_not``, ``suggest(word=…, on=…)`` with words, ``add(word=…)`` is
    an act; ``tables`` are those in which words and names stand.
    """

    changed = Signal()

    def __init__(self, desk: QtDesk, *, misspelt: Callable[..., Any], suggest: Callable[..., Any], add: Callable[..., Any],
                 parent: QWidget, tables: frozenset[str] = frozenset({"spelling_word", "hd_user", "space", "setting"})) -> None:
        super().__init__(parent)
        self._tables = tables
        self._desk, self._misspelt, self._suggest, self._add = desk, misspelt, suggest, add
        self._page = parent
        self._known: dict[str, bool] = {}
        self._wanted: set[str] = set()
        self._asked: frozenset[str] = frozenset()
        self._job: Job | None = None
        self._waiting: list[Callable[[], object]] = []
        self.why_not = ""
        self.menu: SpellingMenu | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._look_up)
        desk.changed.connect(self._forget)

    # Words.
    def wrong_in(self, text: str) -> list[Place]:
        """The misspelt words of a text as far as it is known: from where to where, counted as Qt counts, and the word."""
        self._let_go()
        found = [(start, word) for start, word in words_in(text) if self._is_wrong(word)]
        wide = any(ord(character) > 0xFFFF for character in text) if found else False
        return [_placed(text, start, word) if wide else (start, start + len(word), word) for start, word in found]

    def _is_wrong(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None and word not in self._asked and not self.why_not:
            self._wanted.add(word)
            if not self._soon.isActive():
                self._soon.start()
        return known is True

    def _look_up(self) -> None:
        self._let_go()
        if self._wanted and not self._asked:
            self._asked, self._wanted = frozenset(self._wanted), set()
            self._job = self._desk.ask(self._misspelt, self._learn, self._failed, words=self._asked, on=self._desk.today)

    def _let_go(self) -> None:
        """Words whose look-up broke off without an answer may be asked for again."""
        if self._asked and self._job is not None and self._job.state is JobState.REFUSED:
            self._asked, self._waiting = frozenset(), []

    def _failed(self, error: HousingDeskError) -> None:
        """The words are looked up again when there is more to look up; who pressed F7 is told."""
        if not shiboken6.isValid(self):
            return
        waited, self._asked, self._waiting = bool(self._waiting), frozenset(), []
        if waited:
            self._desk.notices.message(f"The spelling could not be looked up: {error}", Status.INFORMATION)

    def _learn(self, found: Any) -> None:
        if not shiboken6.isValid(self):
            return
        self._known.update((word, word in found.wrong) for word in self._asked)
        self._asked, self.why_not = frozenset(), found.why_not
        self.changed.emit()
        if self._wanted:
            self._look_up()
        else:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then()

    def _forget(self, touched: frozenset[str]) -> None:
        """A word or a name came or went: what was misspelt may no longer be, and the other way round."""
        if touched & self._tables:
            self._known.clear()
            self.changed.emit()

    def _when_known(self, then: Callable[[], object]) -> None:
        if self._wanted or self._asked:
            self._waiting.append(then)
            self._soon.stop()
            self._look_up()
        else:
            then()

    def watch(self, editor: Editor) -> None:
        """Underline what is misspelt in a field from now on."""
        _Underline(editor, self)

    # F7.
    def next_wrong(self, editors: Sequence[Editor]) -> None:
        """Choose the next misspelt word from the cursor on, round and round, and offer what may be meant."""
        for editor in editors:
            self.wrong_in(editor.toPlainText())
        self._when_known(partial(self._go_to_next, list(editors)))

    def _go_to_next(self, editors: list[Editor]) -> None:
        editors = [editor for editor in editors if shiboken6.isValid(editor)]
        if self.why_not:
            self._desk.notices.message(self.why_not, Status.INFORMATION)
            return
        at = next((place for place, editor in enumerate(editors) if editor.hasFocus()), 0)
        for turn, editor in enumerate([*editors[at:], *editors[:at + 1]]):
            after = editor.textCursor().selectionEnd() if turn == 0 and editor.hasFocus() else -1
            wrong = [one for one in self.wrong_in(editor.toPlainText()) if one[0] >= after]
            if wrong:
                self._offer(editor, wrong[0], editors)
                return
        self._desk.notices.message(NONE_WRONG, Status.GOOD)

    def _offer(self, editor: Editor, place: Place, editors: list[Editor]) -> None:
        start, end, word = place
        cursor = editor.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        editor.setFocus()
        editor.setTextCursor(cursor)
        announce(editor, f"“{word}” is not in the dictionary")
        self._desk.ask(self._suggest, partial(self._show_menu, editor, place, editors), word=word, on=self._desk.today)

    def _show_menu(self, editor: Editor, place: Place, editors: list[Editor], meant: Sequence[str]) -> None:
        if not shiboken6.isValid(editor) or not editor.hasFocus() or editor.textCursor().selectionStart() != place[0]:
            return
        self.menu = SpellingMenu(place[2], meant, writable=not editor.isReadOnly(), parent=editor)
        self.menu.chosen.connect(partial(self._put, editor, place))
        self.menu.added.connect(partial(self._desk.do, self._add, word=place[2]))
        self.menu.next.connect(partial(self.next_wrong, editors))
        self.menu.aboutToHide.connect(self.menu.deleteLater)
        below = editor.cursorRect().bottomLeft()
        self.menu.popup(editor.viewport().mapToGlobal(QPoint(below.x(), below.y() + theme.px(4))))

    def _put(self, editor: Editor, place: Place, word: str) -> None:
        start, end, was = place
        cursor = editor.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() == was:
            cursor.insertText(word)
            editor.setTextCursor(cursor)


class SpellingMenu(QMenu):
    """What a word may have been meant to be. ``chosen`` gives it, ``added`` puts the word among our own, F7 goes on."""

    chosen = Signal(str)
    added = Signal()
    next = Signal()

    def __init__(self, word: str, meant: Sequence[str], *, writable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"“{word}” is not in the dictionary")
        for one in meant if writable else ():
            self._add(one, partial(self.chosen.emit, one))
        if not meant or not writable:
            self._add("Nothing like it is in the dictionary" if writable else "It can be changed in a draft").setEnabled(False)
        self.addSeparator()
        self._add(f"Add “{word}” to our words", self.added.emit)
        self._add("Leave it, and go to the next\tF7", self.next.emit)
        self.setActiveAction(next(one for one in self.actions() if one.isEnabled() and not one.isSeparator()))

    def _add(self, words: str, then: Callable[[], object] | None = None) -> QAction:
        made = QAction(words.replace("&", "&&"), self)
        if then is not None:
            made.triggered.connect(lambda: then())
        self.addAction(made)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F7:
            self.close()
            self.next.emit()
        else:
            super().keyPressEvent(event)


class _Underline(QObject):
    """The lines in one field. They are no part of its text: nothing is edited, kept or undone by them."""

    def __init__(self, editor: Editor, spelling: Spelling) -> None:
        super().__init__(editor)
        self._editor, self._spelling = editor, spelling
        self._wrong: list[Place] = []
        self._spared = self._just_typed = False
        editor.textChanged.connect(self._typed)
        editor.cursorPositionChanged.connect(self._moved)
        editor.installEventFilter(self)
        spelling.changed.connect(self._look)
        self._look()

    def _typed(self) -> None:
        self._spared = self._just_typed = True
        self._look()

    def _moved(self) -> None:
        """The word that was being typed is underlined once the cursor leaves it."""
        if self._just_typed:
            self._just_typed = False
        elif self._spared:
            self._spared = False
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._spared:
            self._spared = self._just_typed = False
            self._show()
        return False

    def _look(self) -> None:
        before, self._wrong = self._wrong, self._spelling.wrong_in(self._editor.toPlainText())
        if before or self._wrong:
            self._show()

    def _show(self) -> None:
        """Under each but the word that is just being typed."""
        at = self._editor.textCursor().position() if self._spared else -1
        self._editor.setExtraSelections([self._line(start, end) for start, end, _ in self._wrong if end != at])

    def _line(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        made.format = _underlined()
        return made


def _underlined() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    made.setUnderlineColor(theme.colour("late"))
    return made


def _placed(text: str, start: int, word: str) -> Place:
    """Where a word stands in a text with characters that Qt counts as two."""
    first = len(text[:start].encode("utf-16-le")) // 2
    return first, first + len(word.encode("utf-16-le")) // 2, word
