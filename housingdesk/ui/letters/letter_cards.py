"""All parts of a letter under one another, and what can be done with them by keys: add, take out, move, take back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from housingdesk.letters.rules.merge import LOCKED, BlockKind
from housingdesk.letters.rules.questions import with_appointment
from housingdesk.letters.rules.source import Piece, Wording
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import clear
from housingdesk.ui.kit.in_sight import keep_in_sight
from housingdesk.ui.letters.chip_text import ChipText
from housingdesk.ui.letters.piece_cards import WRITTEN, HeadlineCard, PieceCard
from housingdesk.ui.letters.vocabulary import Vocabulary, vocabulary_of


class LetterCards(QWidget):
    """The letter being written. ``edited`` after every change, ``moved`` when another part has the cursor; ``text_made`` gives
    each text that comes to be written in.
    """

    edited = Signal()
    moved = Signal()
    text_made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        theme.lay(self._column, (0, 0, 4, 0), gap=8)
        self._back: list[Callable[[], object]] = []
        self.cards: list[PieceCard] = []
        self.headline: HeadlineCard | None = None
        self._now = -1
        self.writable = self._easy = False

    def show_wording(self, wording: Wording, vocabulary: Vocabulary, *, writable: bool) -> None:
        """Show a letter from the start."""
        clear(self._column)
        self._wording, self._vocabulary, self.writable = wording, vocabulary, writable
        self.cards, self._back, self._now = [], [], -1
        self.headline = HeadlineCard(wording.headline, vocabulary, writable=writable)
        self.headline.edited.connect(self.edited)
        self.headline.focused.connect(partial(self._came, None))
        self.headline.left.connect(partial(self._past, None))
        self.headline.undone_all.connect(self.take_back)
        self.text_made.emit(self.headline.target)
        self._column.addWidget(self.headline)
        for piece in wording.pieces:
            self._put(len(self.cards), piece)
        self._column.addStretch(1)

    def wording(self) -> Wording:
        """The letter as it is written now."""
        headline = self.headline.target.text() if self.headline is not None else ""
        return replace(self._wording, headline=headline, pieces=tuple(card.piece() for card in self.cards))

    def rename(self, title: str, words_for: str) -> None:
        """Give the letter another name, and say for whom it is; one without a name keeps the one it had."""
        if self.writable:
            self._wording = replace(self._wording, title=title or self._wording.title, words_for=words_for)
            self.edited.emit()

    def change_letter(self, change: Callable[[Wording], Wording], vocabulary_of: Callable[[Wording], Vocabulary]) -> None:
        """Change what is not written in the parts: questions, copies, to whom it goes; Ctrl+Z brings it back."""
        was = self.wording()
        now = change(was)
        if self.writable and now != was:
            self._learn(now, vocabulary_of)
            self._back.append(partial(self._letter_back, was, vocabulary_of))
            self.edited.emit()

    def add_appointment_questions(self) -> None:
        """A part that is an appointment needs its day and time asked."""
        self.change_letter(with_appointment, vocabulary_of)

    def _letter_back(self, was: Wording, vocabulary_of: Callable[[Wording], Vocabulary]) -> None:
        self._learn(was, vocabulary_of)
        self.edited.emit()

    def _learn(self, wording: Wording, vocabulary_of: Callable[[Wording], Vocabulary]) -> None:
        """The letter's own facts as they are in a wording; its words stay those in the parts."""
        self._wording, self._vocabulary = wording, vocabulary_of(wording)
        if self.headline is not None:
            self.headline.target.learn(self._vocabulary.fields)
        for card in self.cards:
            card.learn(self._vocabulary)
        self.moved.emit()

    # Which one.
    def current(self) -> PieceCard | None:
        """The part that the keys act on; None in the headline."""
        return self.cards[self._now] if 0 <= self._now < len(self.cards) else None

    def place(self) -> int:
        """Its place from 0; −1 for the headline."""
        return self._now

    def enter(self, place: int = -1) -> None:
        """Put the cursor into a part, −1 for the headline."""
        target = self._target(place)
        if target is not None:
            target.setFocus()

    def text_with_cursor(self) -> ChipText | None:
        """The words that have the cursor."""
        card = self.current()
        if card is not None and card.easy is not None and card.easy.hasFocus():
            return card.easy
        target = self._target(self._now)
        return target if isinstance(target, ChipText) else None

    def texts(self) -> list[ChipText]:
        """Where words are written, from the headline on, those in sight."""
        first = [self.headline.target] if self.headline is not None else []
        return [*first, *(text for card in self.cards for text in card.texts())]

    def texts_of(self, place: int) -> list[ChipText]:
        """Those of one part, −1 for the headline."""
        if 0 <= place < len(self.cards):
            return self.cards[place].texts()
        return [self.headline.target] if self.headline is not None else []

    def show_easy(self, shown: bool) -> None:
        """Whether the words for easy read are seen under the others."""
        self._easy = shown
        for card in self.cards:
            card.show_easy(shown)

    def _target(self, place: int) -> QWidget | None:
        if 0 <= place < len(self.cards):
            return self.cards[place].target
        return self.headline.target if self.headline is not None else None

    def _came(self, card: PieceCard | None) -> None:
        self._now = self.cards.index(card) if card is not None and card in self.cards else -1
        if self.headline is not None:
            self.headline.mark_current(self._now < 0)
        for place, one in enumerate(self.cards):
            one.mark_current(place == self._now)
        self.moved.emit()

    def _past(self, card: PieceCard | None, by: int) -> None:
        """An arrow past the edge of a part goes on into the next."""
        place = (self.cards.index(card) if card is not None else -1) + by
        if -1 <= place < len(self.cards):
            self.enter(place)
            text = self._target(place)
            if isinstance(text, ChipText):
                moves = text.textCursor().MoveOperation
                text.moveCursor(moves.Start if by > 0 else moves.End)

    # Changing the order and number.
    def add_after(self, piece: Piece | None = None) -> None:
        """A part after the one with the cursor; a paragraph unless said otherwise."""
        place = self._now + 1
        self._put(place, piece or Piece())
        self._back.append(partial(self._drop, place))
        self.enter(place)
        self.edited.emit()

    def take_out(self) -> None:
        """Take out the part with the cursor; a part that the program fills in a paper stays."""
        card = self.current()
        if card is not None and card.piece().kind not in LOCKED:
            place = self._now
            self._back.append(partial(self._put_back, place, card.piece()))
            self._drop(place)

    def shift(self, by: int) -> None:
        """Move the part with the cursor up (−1) or down (1)."""
        card, place = self.current(), self._now + by
        if card is not None and 0 <= place < len(self.cards):
            self._shift(self._now, place)
            self._back.append(partial(self._shift, place, place - by))

    def change_kind(self, kind: BlockKind) -> None:
        """Make the part with the cursor one of another kind, with its words."""
        card = self.current()
        if card is None or card.piece().kind is kind:
            return
        was, place = card.piece(), self._now
        text = was.text or " ".join(was.points)
        points = (text,) if kind is BlockKind.POINTS and text else ()
        easy = was.easy if kind in WRITTEN else ""
        self._exchange(place, Piece(kind, "" if points else text, points, "", was.when, was.unless, easy))
        self._back.append(partial(self._exchange, place, was))

    def set_condition(self, when: tuple[str, ...], unless: tuple[str, ...]) -> None:
        """Say on what the part with the cursor is shown."""
        card, place = self.current(), self._now
        if card is not None:
            was = card.piece()
            card.set_condition(when, unless)
            self._back.append(partial(self._condition_back, place, was.when, was.unless))
            self.edited.emit()
            self.moved.emit()

    def take_back(self) -> None:
        """Take back the last of these that was done; the words have an undo of their own."""
        if self._back:
            self._back.pop()()

    def can_take_back(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._back)

    # Inside.
    def _put(self, place: int, piece: Piece) -> None:
        card = PieceCard(piece, self._vocabulary, writable=self.writable)
        card.edited.connect(self.edited)
        card.focused.connect(partial(self._came, card))
        card.left.connect(partial(self._past, card))
        card.split.connect(partial(self._split, card))
        card.join.connect(partial(self._join, card))
        card.undone_all.connect(self.take_back)
        for text in (card.words, card.easy):
            if text is not None:
                self.text_made.emit(text)
        card.show_easy(self._easy)
        self.cards.insert(place, card)
        self._column.insertWidget(place + 1, card)
        card.show()

    def _put_back(self, place: int, piece: Piece) -> None:
        self._put(place, piece)
        self.enter(place)
        self.edited.emit()

    def _drop(self, place: int) -> None:
        card = self.cards.pop(place)
        self._column.removeWidget(card)
        self.enter(min(place, len(self.cards) - 1))
        card.hide()
        card.deleteLater()
        self.edited.emit()

    def _shift(self, place: int, to: int) -> None:
        card = self.cards.pop(place)
        self.cards.insert(to, card)
        self._column.removeWidget(card)
        self._column.insertWidget(to + 1, card)
        card.target.setFocus()
        self._came(card)
        QTimer.singleShot(0, self, partial(_show, card))
        self.edited.emit()

    def _exchange(self, place: int, piece: Piece) -> None:
        old = self.cards.pop(place)
        self._column.removeWidget(old)
        self._put(place, piece)
        self._came(self.cards[place])
        old.hide()
        old.deleteLater()
        self.edited.emit()

    def _condition_back(self, place: int, when: tuple[str, ...], unless: tuple[str, ...]) -> None:
        self.cards[place].set_condition(when, unless)
        self.edited.emit()
        self.moved.emit()

    def _split(self, card: PieceCard, before: str, behind: str) -> None:
        """Enter makes two paragraphs of one, shown on the same condition."""
        self._came(card)
        if card.words is not None:
            was, place = card.piece(), self._now + 1
            card.words.set_texts((before,))
            self.add_after(Piece(text=behind, when=was.when, unless=was.unless))
            self._back[-1] = partial(self._run_together, place)
            self._to_start()

    def _join(self, card: PieceCard) -> None:
        """Backspace at the very beginning of a paragraph makes one of it and the paragraph before."""
        place = self.cards.index(card)
        before = self.cards[place - 1] if place else None
        if before is not None and before.words is not None and card.words is not None and self.writable:
            was = before.piece()
            self._back.append(partial(self._apart, place, was, card.piece()))
            self._run_together(place)

    def _run_together(self, place: int) -> None:
        card, piece = self.cards[place - 1], self.cards[place].piece()
        self._drop(place)
        if card.words is not None and card.easy is not None:
            self.enter(place - 1)
            card.easy.set_texts((f"{card.easy.text()} {piece.easy}".strip(),))
            card.words.append_text(piece.text)
            self.edited.emit()

    def _apart(self, place: int, before: Piece, piece: Piece) -> None:
        card = self.cards[place - 1]
        if card.words is not None and card.easy is not None:
            card.words.set_texts((before.text,))
            card.easy.set_texts((before.easy,))
        self._put_back(place, piece)
        self._to_start()

    def _to_start(self) -> None:
        text = self.text_with_cursor()
        if text is not None:
            text.moveCursor(text.textCursor().MoveOperation.Start)


def _show(card: PieceCard) -> None:
    if shiboken6.isValid(card):
        keep_in_sight(card.target)
