"""One part of a letter as a card: its kind and when it is shown in grey, and its words to write in."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from housingdesk.letters.rules.merge import LOCKED, PAPER_KINDS, PAPERS, BlockKind, Family
from housingdesk.letters.rules.source import Piece
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.label import label
from housingdesk.ui.letters.chip_text import ChipText
from housingdesk.ui.letters.vocabulary import Vocabulary

KINDS: dict[BlockKind, str] = {
    BlockKind.PARAGRAPH: "Paragraph", BlockKind.POINTS: "Points", BlockKind.ACTION: "Box: what to do",
    BlockKind.APPOINTMENT: "Appointment", BlockKind.WAYS_TO_PAY: "Ways to pay", BlockKind.FREE: "The writer’s own words",
    BlockKind.ACCOUNT: "Account lines", BlockKind.EXPECTED: "Money expected", BlockKind.ADVICE: "Advice lines",
    BlockKind.SIGN_OFF: "Signature", BlockKind.COSTS: "What the home costs",
    BlockKind.HEADING: "Heading", BlockKind.CLAUSE: "Numbered clause",
    BlockKind.NOTE: "Note to check, not printed",
    BlockKind.PARTIES: "Schedule: who it is between", BlockKind.HOME: "Schedule: the home",
    BlockKind.DATES: "Schedule: the dates", BlockKind.CHARGES: "Schedule: rent and charges",
    BlockKind.SERVICES: "Schedule: the services", BlockKind.SIGNATURES: "Places to sign",
    BlockKind.FIRST_CHARGE: "The first charge", BlockKind.SLIP: "Payment slip", BlockKind.BANK_FORM: "Bank’s part of a form",
    BlockKind.CLAIMANT: "Who claims", BlockKind.KEYS: "Keys", BlockKind.METERS: "Meters",
    BlockKind.CERTIFICATES: "Safety papers", BlockKind.CONSENTS: "Consents",
}
WRITTEN = (BlockKind.PARAGRAPH, BlockKind.POINTS, BlockKind.ACTION, BlockKind.HEADING, BlockKind.CLAUSE, BlockKind.NOTE)
_NOT_IN_PAPERS = frozenset(BlockKind) - PAPER_KINDS - {BlockKind.PARAGRAPH, BlockKind.POINTS}
_TITLES = {BlockKind.ACTION: "What to do now", BlockKind.APPOINTMENT: "Your appointment", BlockKind.WAYS_TO_PAY: "Ways to pay",
           BlockKind.COSTS: "What it costs"}
_READY = {
    BlockKind.APPOINTMENT: "Day, time, place and whom they see, as the writer answers them",
    BlockKind.WAYS_TO_PAY: "How to pay, with their payment reference, from Settings",
    BlockKind.COSTS: "Each charge of the home that is offered, or of the rent review; only in letters made from those",
    BlockKind.FREE: "Left out where the writer adds nothing",
    BlockKind.ACCOUNT: "The newest lines of their account; what was owed before them comes first",
    BlockKind.EXPECTED: "Benefit on its way, in grey, where some is expected",
    BlockKind.ADVICE: "Free, independent advice, from Settings",
    BlockKind.SIGN_OFF: "Yours sincerely, and the name of the person who sends it",
    **dict.fromkeys(LOCKED, "Locked: filled from the sign-up, and cannot be written in or taken out"),
}


def kinds_for(family: Family) -> list[BlockKind]:
    """The kinds that a part without words can become in such a letter or paper; a locked one is never chosen."""
    out = _NOT_IN_PAPERS | LOCKED if family in PAPERS else PAPER_KINDS
    return [kind for kind in KINDS if kind not in out]


def condition_sentence(piece: Piece, known: Mapping[str, str]) -> str:
    """When a part is shown, in words; empty for always. ``known`` are the facts in words."""
    said = [known.get(name, f"“{name}”") for name in piece.when]
    said += [f"it is not so that {known.get(name, f'“{name}”')}" for name in piece.unless]
    return f", only when {' and '.join(said)}" if said else ""


class ReadyPart(QFrame):
    """A part that the program fills; it takes the focus so that it can be moved and taken out by keys."""

    focused = Signal()
    left = Signal(int)
    undone_all = Signal()

    def __init__(self, kind: BlockKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{KINDS[kind]}. {_READY[kind]}")
        column = QVBoxLayout(self)
        theme.lay(column, (2, 2, 2, 2), gap=0)
        column.addWidget(label(_READY[kind], "muted", wrap=True))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.matches(
                QKeySequence.StandardKey.Undo):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undone_all.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.left.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class PieceCard(QFrame):
    """A card for one part. ``piece`` reads what is written in it now."""

    edited = Signal()
    focused = Signal()
    left = Signal(int)
    split = Signal(str, str)
    join = Signal()
    undone_all = Signal()

    def __init__(self, piece: Piece, vocabulary: Vocabulary, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "piece")
        self._piece, self._vocabulary = piece, vocabulary
        self.title: TextField | None = None
        self.words: ChipText | None = None
        self._said = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        theme.lay(column, (14, 8, 12, 8), gap=3)
        column.addWidget(self._said)
        if piece.kind in _TITLES:
            self.title = self._title(writable)
            column.addWidget(self.title)
        self.target = self._target(writable)
        column.addWidget(self.target)
        self.easy = self._easy(writable) if piece.kind in WRITTEN else None
        self._easy_said = label("In easy read: a question, then one idea in each sentence", "small", wrap=True)
        for widget in (self._easy_said, self.easy):
            if widget is not None:
                column.addWidget(widget)
                widget.hide()
        self._tell()

    def _title(self, writable: bool) -> TextField:
        made = TextField(self._piece.title, placeholder=_TITLES[self._piece.kind], longest=60)
        made.setProperty("kind", "heading")
        made.setAccessibleName(f"Title of {KINDS[self._piece.kind]}")
        made.setReadOnly(not writable)
        made.edited.connect(self.edited)
        return made

    def _target(self, writable: bool) -> ChipText | ReadyPart:
        kind = self._piece.kind
        if kind not in WRITTEN:
            ready = ReadyPart(kind)
            target: ChipText | ReadyPart = ready
        else:
            self.words = ChipText(KINDS[kind], self._vocabulary.fields, points=kind is BlockKind.POINTS)
            self.words.set_texts(self._piece.points if kind is BlockKind.POINTS else (self._piece.text,))
            self.words.set_writable(writable)
            self.words.edited.connect(self.edited)
            self.words.split.connect(self.split)
            self.words.join.connect(self.join)
            target = self.words
        target.focused.connect(self.focused)
        target.left.connect(self.left)
        target.undone_all.connect(self.undone_all)
        return target

    def _easy(self, writable: bool) -> ChipText:
        """The words for easy read; seen only while they are looked at."""
        made = ChipText(f"{KINDS[self._piece.kind]}, for easy read", self._vocabulary.fields)
        made.set_texts((self._piece.easy,))
        made.set_writable(writable)
        made.edited.connect(self.edited)
        made.focused.connect(self.focused)
        made.left.connect(self.left)
        made.undone_all.connect(self.undone_all)
        return made

    def show_easy(self, shown: bool) -> None:
        """Whether the words for easy read are seen under the others."""
        if self.easy is not None:
            self.easy.setVisible(shown)
            self._easy_said.setVisible(shown)

    def texts(self) -> list[ChipText]:
        """Where words are written in it, those in sight."""
        return [text for text in (self.words, self.easy) if text is not None and not text.isHidden()]

    def learn(self, vocabulary: Vocabulary) -> None:
        """Other fields and conditions than before."""
        self._vocabulary = vocabulary
        for text in (self.words, self.easy):
            if text is not None:
                text.learn(vocabulary.fields)
        self._tell()

    def piece(self) -> Piece:
        """The part as it is written now."""
        now = self._piece
        if self.easy is not None:
            now = replace(now, easy=self.easy.text())
        if self.title is not None:
            now = replace(now, title=self.title.value())
        if self.words is not None and now.kind is BlockKind.POINTS:
            return replace(now, points=tuple(text for text in self.words.texts() if text.strip()))
        return replace(now, text=self.words.text()) if self.words is not None else now

    def is_empty(self) -> bool:
        """Whether nothing is written in it, so that it can become a part of any kind."""
        return not any(self.words.texts()) if self.words is not None else True

    def set_condition(self, when: tuple[str, ...], unless: tuple[str, ...]) -> None:
        """Say on what the part is shown."""
        self._piece = replace(self._piece, when=when, unless=unless)
        self._tell()

    def mark_current(self, current: bool) -> None:
        """Whether it is the one that the keys act on."""
        theme.mark(self, now="yes" if current else "no")

    def _tell(self) -> None:
        self._said.setText(f"{KINDS[self._piece.kind]}{condition_sentence(self._piece, self._vocabulary.facts)}")


class HeadlineCard(QFrame):
    """The headline, which every letter has, first and once."""

    edited = Signal()
    focused = Signal()
    left = Signal(int)
    undone_all = Signal()

    def __init__(self, text: str, vocabulary: Vocabulary, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "piece")
        self.target = ChipText("Headline", vocabulary.fields, size=15, weight=600)
        self.target.set_texts((text,))
        self.target.set_writable(writable)
        column = QVBoxLayout(self)
        theme.lay(column, (14, 8, 12, 8), gap=3)
        column.addWidget(label("Headline: the outcome, and what to do by when", "small", wrap=True))
        column.addWidget(self.target)
        for mine, theirs in ((self.edited, self.target.edited), (self.focused, self.target.focused),
                             (self.left, self.target.left), (self.undone_all, self.target.undone_all)):
            theirs.connect(mine)
        self.target.split.connect(self._refuse_split)

    def _refuse_split(self, _before: str, _behind: str) -> None:
        """A headline is one paragraph: Enter goes on to the first part."""
        self.left.emit(1)

    def mark_current(self, current: bool) -> None:
        """Whether the cursor is in it."""
        theme.mark(self, now="yes" if current else "no")
