"""The editor for the words of a letter: text with merge fields as pills, bold, and the list of fields at an @."""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from html import escape

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QTextCursor, QTextDocument, QTextListFormat
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QToolTip, QWidget

from housingdesk.letters.rules.merge import Part
from housingdesk.letters.rules.source import parts_of, written
from housingdesk.ui.kit import theme
from housingdesk.ui.letters import chips
from housingdesk.ui.letters.field_list import FieldList
from housingdesk.ui.letters.vocabulary import FieldInfo


class ChipText(QTextEdit):
    """One paragraph, or several points. Height follows the words; Tab goes on to the next part.

    ``edited`` comes after every change; ``left`` when an arrow goes past the first (−1) or last (1) line; ``split`` when Enter
    is pressed in a paragraph, with the text before and behind the cursor; ``join`` at a Backspace before its first character;
    ``undone_all`` when there is nothing left to undo here.
    """

    edited = Signal()
    left = Signal(int)
    split = Signal(str, str)
    join = Signal()
    undone_all = Signal()
    focused = Signal()

    def __init__(self, name: str, fields: Mapping[str, FieldInfo], *, points: bool = False, size: float = 14,
                 weight: int = 400, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points, self._size, self._weight = points, size, weight
        self._list: FieldList | None = None
        self._at = -1
        self.fields = fields
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.pills = chips.install(self.document())
        self.pills.fields = fields
        self._dress()
        self.textChanged.connect(self.edited)
        theme.on_change(self._dress)

    def set_writable(self, writable: bool) -> None:
        """Whether it can be written in; with the keys it can be read and copied either way."""
        both = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction if writable else both)

    # What it holds.
    def set_texts(self, texts: Iterable[str]) -> None:
        """Show a text, or points; what was there cannot be undone to."""
        blocked = self.blockSignals(True)
        self.setUndoRedoEnabled(False)
        self.clear()
        cursor = self.textCursor()
        if self._points:
            bullets = QTextListFormat()
            bullets.setStyle(QTextListFormat.Style.ListDisc)
            bullets.setIndent(1)
            cursor.createList(bullets)
        for number, text in enumerate(texts):
            if number:
                cursor.insertBlock()
            self._insert(cursor, parts_of(text))
        self.setUndoRedoEnabled(True)
        self.blockSignals(blocked)
        self._fit()

    def texts(self) -> tuple[str, ...]:
        """The text of each paragraph, with its marks."""
        found = []
        block = self.document().begin()
        while block.isValid():
            found.append(written(chips.parts_between(block, 0, self.document().characterCount())))
            block = block.next()
        return tuple(found)

    def text(self) -> str:
        """All of it as one paragraph."""
        return " ".join(text for text in self.texts() if text)

    def insert_field(self, name: str) -> None:
        """Put the pill of a field where the cursor is, in place of the @ and what was typed after it."""
        cursor = self.textCursor()
        if 0 <= self._at <= cursor.position():
            cursor.setPosition(self._at, QTextCursor.MoveMode.KeepAnchor)
        cursor.beginEditBlock()
        bold = chips.is_bold(self.currentCharFormat())
        cursor.insertText(chips.OBJECT, chips.pill_format(name, bold))
        cursor.endEditBlock()
        cursor.setCharFormat(chips.words_format(bold))
        self.setTextCursor(cursor)
        self.close_list()

    def learn(self, fields: Mapping[str, FieldInfo]) -> None:
        """Other fields than before: the pills of those that are no longer known look so."""
        self.fields = self.pills.fields = fields
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    def choose_words(self, words: str) -> bool:
        """Put the choice on words as they stand here, or on as many of the first of them as stand together; False if none."""
        said = words.split()
        for count in range(len(said), 0, -1):
            found = self.document().find(" ".join(said[:count]), 0, QTextDocument.FindFlag.FindCaseSensitively)
            if not found.isNull():
                self.setTextCursor(found)
                return True
        return False

    def swap_words(self, words: str, by: str) -> bool:
        """Put other words in the place of these, or take them out with the space after them; undone as one."""
        exactly = QTextDocument.FindFlag.FindCaseSensitively | QTextDocument.FindFlag.FindWholeWords
        found = self.document().find(words, 0, exactly)
        if self.isReadOnly() or found.isNull():
            return False
        if not by and self.document().characterAt(found.selectionEnd()) == " ":
            found.setPosition(found.selectionEnd() + 1, QTextCursor.MoveMode.KeepAnchor)
        found.insertText(by)
        self.setTextCursor(found)
        return True

    def append_text(self, text: str) -> None:
        """Write at the end and put the cursor where it begins; what was there before cannot be undone to."""
        seam = self.document().characterCount() - 1
        self.set_texts((self.text() + text,))
        cursor = self.textCursor()
        cursor.setPosition(seam)
        self.setTextCursor(cursor)

    def toggle_bold(self) -> None:
        """Make what is chosen bold, or what is typed next."""
        cursor = self.textCursor()
        bold = not chips.is_bold(self.currentCharFormat())
        if cursor.hasSelection():
            cursor.mergeCharFormat(chips.words_format(bold))
        else:
            self.setCurrentCharFormat(chips.words_format(bold))

    def _insert(self, cursor: QTextCursor, parts: Iterable[Part]) -> None:
        for part in parts:
            if part.is_field:
                cursor.insertText(chips.OBJECT, chips.pill_format(part.text, part.bold))
            else:
                cursor.insertText(part.text, chips.words_format(part.bold))
        cursor.setCharFormat(chips.words_format(False))

    # The list of fields.
    def list_is_open(self) -> bool:
        """Whether the list of fields is in sight."""
        return self._list is not None and self._list.isVisible()

    def close_list(self) -> None:
        """Put the list away; what was typed stays."""
        self._at = -1
        if self._list is not None:
            self._list.hide()

    def _open_list(self) -> None:
        if self._list is None or self._list.parentWidget() is not self.window():
            self._list = FieldList(self.window())
            self._list.chosen.connect(self.insert_field)
        self._at = self.textCursor().position() - 1
        self._narrow()

    def _narrow(self) -> None:
        """Show the fields that fit what was typed since the @; none when the cursor left it."""
        cursor = self.textCursor()
        if self._at < 0 or self._list is None:
            return
        typed = self.toPlainText()[self._at:cursor.position()]
        if not typed.startswith("@") or "\n" in typed:
            self.close_list()
            return
        place = self.viewport().mapTo(self.window(), self.cursorRect().bottomLeft())
        if not self._list.show_at(place, self.fields.values(), typed[1:]):
            self._list.hide()

    # Keys.
    def event(self, event: QEvent) -> bool:
        """Enter and the arrows belong to the list while it is open, and are never a shortcut's then."""
        if (event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.list_is_open()
                and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down)):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            about = escape(self._about(event.pos()))  # a tool tip takes marks in a question for mark-up
            QToolTip.showText(event.globalPos(), f"<p>{about}</p>" if about else "", self)
            return True
        return super().event(event)

    def _about(self, place: QPoint) -> str:
        """What a pill under the mouse stands for; empty beside the pills."""
        cursor = self.cursorForPosition(self.viewport().mapFrom(self, place))
        for moves in (QTextCursor.MoveOperation.NoMove, QTextCursor.MoveOperation.Right):
            cursor.movePosition(moves)
            known = self.fields.get(chips.field_of(cursor.charFormat()))
            if known is not None:
                return f"For example: {known.example}" + (f". There only when {known.empty}" if known.empty else "")
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # a text that cannot be written in would scroll
            return
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if self.list_is_open() and plain and self._list_key(event.key()):
            return
        if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            self.undone_all.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(event)
            return
        if plain and self._arrow(event.key()):
            return
        if event.key() == Qt.Key.Key_Backspace and self.textCursor().atStart() and not self.textCursor().hasSelection():
            self.join.emit()
            return
        if chips.field_of(self.currentCharFormat()):
            self.setCurrentCharFormat(chips.words_format(chips.is_bold(self.currentCharFormat())))
        super().keyPressEvent(event)
        if event.text() == "@" and not self.isReadOnly() and self._at_a_beginning():
            self._open_list()
        elif self._at >= 0:
            self._narrow()

    def _at_a_beginning(self) -> bool:
        """An @ after a letter is an e-mail address."""
        place = self.textCursor().position() - 2
        return place < 0 or not self.document().characterAt(place).isalnum()

    def _list_key(self, key: int) -> bool:
        assert self._list is not None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._list.take()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _enter(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self.isReadOnly():
            event.ignore()
        elif self._points:
            self.textCursor().insertBlock()
        else:
            cursor = self.textCursor()
            end = self.document().characterCount()
            self.split.emit(written(chips.parts_between(cursor.block(), 0, cursor.selectionStart())),
                            written(chips.parts_between(cursor.block(), cursor.selectionEnd(), end)))

    def _arrow(self, key: int) -> bool:
        if key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False
        cursor = self.textCursor()
        moves = QTextCursor.MoveOperation.Up if key == Qt.Key.Key_Up else QTextCursor.MoveOperation.Down
        if cursor.movePosition(moves):
            return False
        self.left.emit(-1 if key == Qt.Key.Key_Up else 1)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._describe()
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.close_list()

    # Copying.
    def createMimeDataFromSelection(self) -> QMimeData:
        """The marks go with the words, so that pills come out whole where they are pasted."""
        cursor, copied = self.textCursor(), QMimeData()
        block = self.document().findBlock(cursor.selectionStart())
        lines = []
        while block.isValid() and block.position() < cursor.selectionEnd():
            lines.append(written(chips.parts_between(block, cursor.selectionStart(), cursor.selectionEnd())))
            block = block.next()
        copied.setText("\n".join(lines))
        return copied

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        lines = [seen(line) for line in source.text().splitlines()] if self._points else [seen(source.text())]
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for number, line in enumerate(line for line in lines if line or not self._points):
            if number:
                cursor.insertBlock()
            self._insert(cursor, parts_of(line))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    # Looks.
    def _describe(self) -> None:
        """A screen reader is told each pill by its words."""
        parts = [part for text in self.texts() for part in parts_of(text)]
        self.setAccessibleDescription("".join(f"[{self.pills.words(p.text)}]" if p.is_field else p.text for p in parts))

    def _dress(self) -> None:
        self.document().setDefaultFont(theme.font(self._size, self._weight))
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()
        self._fit()

    def _fit(self, *_size: object) -> None:
        tall = math.ceil(self.document().documentLayout().documentSize().height()) + 2
        if tall != self.height() or self.minimumHeight() != tall:
            self.setFixedHeight(tall)


def seen(text: str) -> str:
    """Pasted words as they may stand in a letter: on one line, without characters that print nothing."""
    kept = ("" if unicodedata.category(c) in ("Cf", "Cs", "Co", "Cn") else " " if unicodedata.category(c) in ("Cc", "Zl", "Zp")
            else c for c in text)
    return "".join(kept).replace("  ", " ")
