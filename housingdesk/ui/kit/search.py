"""Find anyone, any home, any document, any command (Ctrl+K): one line, eight hits, the fragment in bold.

Knows nothing of what is found: ``find`` is a query asked in a reader thread with ``text=``, giving ``Hit`` rows in the
order to show; commands come from the window and are matched here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.announce import announce
from housingdesk.ui.kit.cover import Cover
from housingdesk.ui.kit.label import label, line
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import Job, QtDesk
from housingdesk.values.text import fold

_SHOWN = 8
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its group (People, Homes, Documents, Commands), what it is, and where Enter goes.

    ``grey`` marks who has left; ``key`` is the shortcut of a command, shown so that people outgrow the panel.
    """

    group: str
    title: str
    detail: str = ""
    go: Go | None = None
    run: Callable[[], object] | None = None
    key: str = ""
    grey: bool = False


def fragments(text: str, typed: str) -> Iterator[tuple[str, bool]]:
    """The text cut where a typed word fits: ``fragments("Amina Khan", "kh")`` gives Amina, **Kh**, an.

    Accents and case do not matter; spaces in a phone or postcode do not either.
    """
    marks = [False] * len(text)
    folded = [(place, part) for place, letter in enumerate(text) for part in fold(letter)]
    for words, letters in ((typed.split(), folded), ([typed], [pair for pair in folded if pair[1].isalnum()])):
        plain = "".join(part for _, part in letters)
        for word in words:
            wanted = fold(word) if letters is folded else "".join(c for c in fold(word) if c.isalnum())
            start = plain.find(wanted) if wanted else -1
            if start >= 0:
                for place in range(letters[start][0], letters[start + len(wanted) - 1][0] + 1):
                    marks[place] = True
        if any(marks):
            break
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marks[end] != marks[start]:
            yield text[start:end], marks[start]
            start = end


def matching_commands(commands: Sequence[Hit], typed: str) -> list[Hit]:
    """The commands that hold every word typed; one whose first letters fit comes first."""
    words = fold(typed).split()
    found = [hit for hit in commands if all(word in fold(f"{hit.title} {hit.detail}") for word in words)]
    return sorted(found, key=lambda hit: not fold(hit.title).startswith(words[0] if words else ""))


class _Hits(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = list(hits)
        self.endResetModel()

    def starts_group(self, number: int) -> bool:
        return number == 0 or self.hits[number].group != self.hits[number - 1].group

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (hit.group, hit.title, hit.detail) if part)
        return None


class _HitDelegate(QStyledItemDelegate):
    typed = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        assert isinstance(model, _Hits)
        return QSize(theme.px(300), theme.px(44) + (theme.px(26) if model.starts_group(index.row()) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Hits)
        hit, box = model.hits[index.row()], QRect(option.rect)
        if model.starts_group(index.row()):
            painter.setFont(theme.font(12, 500))
            painter.setPen(theme.colour("muted"))
            painter.drawText(box.adjusted(theme.px(16), theme.px(6), 0, 0), int(Qt.AlignmentFlag.AlignTop), hit.group)
            box.setTop(box.top() + theme.px(26))
        if isinstance(option.widget, QListView) and option.widget.currentIndex() == index:
            painter.fillRect(box, theme.colour("accent_soft"))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
        words = box.adjusted(theme.px(16), 0, -theme.px(16), 0)
        self._key(painter, words, hit)
        down = theme.px(4 if hit.detail else 13)  # a title without a second line stands in the middle
        self._text(painter, QPoint(words.left(), words.top() + down), words.right(), hit.title, 13,
                   "muted" if hit.grey else "ink")
        self._text(painter, QPoint(words.left(), words.top() + theme.px(22)), words.right(), hit.detail, 12, "muted")

    def _key(self, painter: QPainter, box: QRect, hit: Hit) -> None:
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.colour("muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), hit.key)
        if hit.key:
            box.setRight(box.right() - painter.fontMetrics().horizontalAdvance(hit.key) - theme.px(10))

    def _text(self, painter: QPainter, at: QPoint, right: int, text: str, size: int, colour: str) -> None:
        plain, bold = theme.font(size), theme.font(size, 700)
        shown = QFontMetrics(bold).elidedText(text, Qt.TextElideMode.ElideRight, right - at.x())
        painter.setPen(theme.colour(colour))
        x = at.x()
        for part, fits in fragments(shown, self.typed):
            face = bold if fits else plain
            painter.setFont(face)
            metrics = QFontMetrics(face)
            painter.drawText(x, at.y() + metrics.ascent(), part)
            x += metrics.horizontalAdvance(part)


def _told(hit: Hit) -> str:
    return f"{hit.title}, {hit.detail}" if hit.detail else hit.title


class FindPanel(Cover):
    """The panel. ``opened(hit)`` is called with the hit chosen."""

    def __init__(self, window: QWidget, desk: QtDesk, find: Callable[..., Sequence[Hit]] | None,
                 commands: Sequence[Hit], recent: Sequence[Hit], opened: Callable[[Hit], object]) -> None:
        super().__init__(window)
        self._desk, self._find, self._commands, self._opened = desk, find, commands, opened
        self._recent = self._seen(recent, "")
        self._question: Job | None = None
        self.setAccessibleName("Find")
        self.line = QLineEdit()
        self.line.setProperty("kind", "bare")
        self.line.setAccessibleName("Find anyone, any home, any letter or command")
        self.line.setPlaceholderText("Part of a name, street, phone or reference; > for commands")
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        self.hits = _Hits(self)
        self.list = QListView()
        self.list.setModel(self.hits)
        self._delegate = _HitDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("What was found")
        self.list.clicked.connect(self._clicked)
        self.none = label("", "muted", wrap=True)
        self._arrange()
        self._typed("")
        self.show()
        self.line.setFocus()

    def _arrange(self) -> None:
        column = QVBoxLayout(self.panel)
        theme.lay(column, (1, 1, 1, 8), gap=0)
        top = QHBoxLayout()
        theme.lay(top, (16, 8, 16, 8))
        top.addWidget(self.line, 1)
        top.addWidget(label("Esc", "small"))
        column.addLayout(top)
        column.addWidget(line())
        none = QFrame()
        inner = QVBoxLayout(none)
        theme.lay(inner, (16, 14, 16, 8))
        inner.addWidget(self.none)
        self._none_box = none
        column.addWidget(none)
        column.addWidget(self.list, 1)

    def panel_width(self) -> int:
        return 640

    def place(self) -> None:
        wide = min(theme.px(self.panel_width()), self.width() - theme.px(40))
        rows = sum(self._delegate.sizeHint(QStyleOptionViewItem(), self.hits.index(row)).height()
                   for row in range(self.hits.rowCount()))
        none = self._none_box.sizeHint().height() if self._none_box.isVisibleTo(self.panel) else 0
        tall = min(theme.px(66) + rows + none, self.height() - theme.px(70))
        self.panel.setGeometry((self.width() - wide) // 2, min(theme.px(60), self.height() // 8), wide, tall)

    def _typed(self, text: str) -> None:
        if self._question is not None:
            self._question.drop()
            self._question = None
        typed = text.strip()
        self._delegate.typed = typed.removeprefix(">").removeprefix("#").strip()
        if not typed:
            self._show([*self._recent[:_SHOWN], *self._commands[:3]], "")
        elif typed.startswith(">") or self._find is None:
            self._show(matching_commands(self._commands, self._delegate.typed)[:_SHOWN], typed)
        else:
            self._question = self._desk.ask(self._find, self._found, text=self._delegate.typed)

    def _seen(self, hits: Sequence[Hit], typed: str) -> Sequence[Hit]:
        """In privacy mode only what belongs to the household at the desk, or was asked for by its whole reference."""
        privacy = self._desk.privacy
        if not privacy.on:
            return hits
        from housingdesk.ui.kit.private_find import may_see

        return [hit for hit in hits if may_see(hit, privacy.household, typed)]

    def _found(self, found: Sequence[Hit]) -> None:
        typed = self._delegate.typed
        hits = self._seen(found, typed)
        commands = matching_commands(self._commands, typed) if len(typed) > 1 else []
        room = max(2, _SHOWN - len(hits))
        self._show([*hits[:_SHOWN], *commands[:room]], typed)

    def _show(self, hits: Sequence[Hit], typed: str) -> None:
        self.hits.show(hits)
        said = f"No one and nothing matches {typed}. Try part of the name or street." if typed else ""
        self.none.setText(said)
        self._none_box.setVisible(not hits and bool(said))
        self.list.setVisible(bool(hits))
        if hits:
            self.list.setCurrentIndex(self.hits.index(0))
        self.cover()
        if typed:
            announce(self, f"{len(hits)} found: {_told(hits[0])}" if hits else said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.hits.hits:
            step = 1 if key == Qt.Key.Key_Down else -1
            row = (self.list.currentIndex().row() + step) % len(self.hits.hits)
            self.list.setCurrentIndex(self.hits.index(row))
            hit = self.hits.hits[row]
            announce(self, _told(hit))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex().row())
        elif key == Qt.Key.Key_Tab and self.hits.hits:
            self.line.setText(self.hits.hits[max(0, self.list.currentIndex().row())].title)
        elif key == Qt.Key.Key_Escape:
            self.give_up()
        else:
            return False
        return True

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.hits.hits):
            hit = self.hits.hits[row]
            self.leave()
            self._opened(hit)
