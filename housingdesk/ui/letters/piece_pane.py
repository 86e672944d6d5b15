"""What can be said of the part with the cursor: its kind, and on what it is shown, as a sentence to click together."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from housingdesk.letters.rules.merge import BlockKind, Family
from housingdesk.letters.rules.source import Piece, Wording
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import clear
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.label import WrapLink, label
from housingdesk.ui.letters.piece_cards import KINDS, WRITTEN, kinds_for

_NOT = "!"


class PiecePane(QWidget):
    """``kind_chosen`` gives a BlockKind, ``condition_chosen`` the facts that must be so and those that must not, ``named``
    the letter's name and for whom it is. These stand in ``naming``, which is seen while the headline has the cursor.
    """

    kind_chosen = Signal(object)
    condition_chosen = Signal(tuple, tuple)
    named = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Mapping[str, str] = {}
        self._chosen: list[str] = []
        self._family = Family.GENERAL
        self.links: list[WrapLink] = []
        self.menu: QMenu | None = None
        self.kind = Choice()
        self.kind.setAccessibleName("Kind of this part")
        self.kind.edited.connect(self._kind)
        column = QVBoxLayout(self)
        theme.lay(column, gap=6)
        column.addWidget(label("This part", "section"))
        column.addWidget(self.kind)
        self._said = label("", "muted", wrap=True)
        column.addWidget(self._said)
        self.naming = self._names()
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        theme.lay(self._column, gap=2)
        column.addWidget(self._holder)

    def _names(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        theme.lay(column, (0, 6, 0, 0), gap=4)
        self.name, self.words_for = TextField(longest=80), LongText(lines=3)
        theme.size(self.words_for, most_height=76)
        for words, editor in (("Name of the letter", self.name), ("For whom it is", self.words_for)):
            column.addWidget(label(words, "label"))
            column.addWidget(editor)
            editor.setAccessibleName(words)
            editor.edited.connect(self._name)
        return holder

    def _name(self) -> None:
        self.named.emit(self.name.value(), " ".join(self.words_for.value().split()))

    def offer(self, wording: Wording, facts: Mapping[str, str], *, writable: bool) -> None:
        """The letter's name, and the conditions that there are, in words."""
        self._known, self._family = facts, wording.family
        for editor, text in ((self.name, wording.title), (self.words_for, wording.words_for)):
            blocked = editor.blockSignals(True)
            editor.set_value(text)
            editor.setReadOnly(not writable)
            editor.blockSignals(blocked)

    def offer_facts(self, facts: Mapping[str, str]) -> None:
        """Other conditions than before: a question that need not be answered brings one of its own."""
        self._known = facts

    def show_piece(self, piece: Piece | None, *, empty: bool, writable: bool) -> None:
        """The part with the cursor; None is the headline."""
        self._holder.setVisible(piece is not None)
        self.naming.setVisible(piece is None)
        self.kind.setVisible(piece is not None)
        if piece is None:
            self._said.setText("The headline says the outcome, and the one thing to do by when. It is always shown.")
            return
        offered = kinds_for(self._family)
        kinds = offered if empty else [kind for kind in offered if kind in WRITTEN] if piece.kind in WRITTEN else [piece.kind]
        self.kind.set_options([(kind, KINDS[kind]) for kind in kinds])
        self.kind.set_value(piece.kind)
        self.kind.setEnabled(writable and len(kinds) > 1)
        self._said.setText("Show this part")
        self._show([*piece.when, *(_NOT + name for name in piece.unless)], writable)

    def _show(self, chosen: list[str], writable: bool) -> None:
        """A line for each condition, and one more to add another."""
        focused = next((place for place, link in enumerate(self.links) if link.hasFocus()), None)
        clear(self._column)
        self._chosen, self.links = chosen, []
        lines = [("and " if place else "") + self._words(name) for place, name in enumerate(chosen)]
        for place, words in enumerate([*lines, "and when …" if chosen else "always"]):
            link = WrapLink(words, partial(self.choose, place))
            link.setAccessibleName(f"Show this part {words}")
            link.setEnabled(writable)
            self._column.addWidget(link)
            self.links.append(link)
        if focused is not None and writable:
            self.links[min(focused, len(self.links) - 1)].setFocus()

    def _words(self, name: str) -> str:
        bare = name.removeprefix(_NOT)
        words = self._known.get(bare, f"“{bare}”, which is not known")
        return f"when it is not so that {words}" if name.startswith(_NOT) else f"when {words}"

    def ask(self) -> None:
        """Open the conditions of the part by a key: the first, or the one to be added."""
        if self.links and self.links[0].isEnabled():
            self.links[0].setFocus()
            self.choose(0)

    def choose(self, place: int) -> None:
        """Offer what a condition can be, under its line."""
        link = self.links[place]
        self.menu = QMenu(link)
        self.menu.setAccessibleName("Show this part")
        self._add(self.menu, place, "", "always" if len(self._chosen) < 2 else "take this condition away")
        self.menu.addSeparator()
        for name in self._known:
            self._add(self.menu, place, name, self._words(name))
        without = self.menu.addMenu("when it is not so that …")
        for name, words in self._known.items():
            self._add(without, place, _NOT + name, words)
        self.menu.setActiveAction(self.menu.actions()[0])
        self.menu.popup(link.mapToGlobal(QPoint(0, link.height())))

    def _add(self, menu: QMenu, place: int, name: str, words: str) -> None:
        action = QAction(words.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(name == (self._chosen[place] if place < len(self._chosen) else ""))
        action.triggered.connect(partial(self._take, place, name))
        menu.addAction(action)

    def _take(self, place: int, name: str, _checked: bool = False) -> None:
        names = [*self._chosen]
        names[place:place + 1] = [name] if name else []
        when = tuple(dict.fromkeys(one for one in names if not one.startswith(_NOT)))
        unless = tuple(dict.fromkeys(one.removeprefix(_NOT) for one in names if one.startswith(_NOT)))
        self.condition_chosen.emit(when, unless)

    def _kind(self) -> None:
        self.kind_chosen.emit(BlockKind(self.kind.value()))
