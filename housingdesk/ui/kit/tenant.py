"""What the tenant is shown: pages that were pushed, and nothing else. No screen, record or question of staff is known here.

    desk.tenant.push(TenantPage("Your rent", (TenantRows((("Rent", "£112.40"), ("Each week", "£112.40")), total=True),)))
    desk.tenant.accepted.connect(self._keep)     # what she answered, once the coordinator took it over

An answer is proposed until the coordinator accepts it. On any doubt the tenant sees the logo.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from housingdesk.values.rows import frozen


class Mode(StrEnum):
    """What the tenant's window does now."""

    IDLE = "idle"
    SHOW = "show"
    ASK = "ask"
    SIGN = "sign"


@frozen
class TenantWords:
    """A paragraph."""

    text: str
    strong: bool = False


@frozen
class TenantRows:
    """Pairs of words and figures; with ``total`` the last stands out."""

    rows: tuple[tuple[str, str], ...]
    total: bool = False


@frozen
class TenantPicture:
    """A picture, such as a page of a paper as PNG; ``says`` is what it is, for a screen reader."""

    png: bytes
    says: str


@frozen
class TenantQuestion:
    """One question with its options, each ``(value, words)``."""

    key: str
    words: str
    options: tuple[tuple[str, str], ...]


@frozen
class TenantSignature:
    """Where to sign: ``make`` makes the box, which keeps what is drawn in it by itself."""

    make: Callable[[], QWidget]
    words: str = ""


Block = TenantWords | TenantRows | TenantPicture | TenantQuestion | TenantSignature


@frozen
class Told:
    """The page in one language, by the language's own name."""

    language: str
    title: str
    blocks: tuple[Block, ...]
    go_on: str = "Continue"
    go_back: str = "Back"
    right_to_left: bool = False


@frozen
class TenantPage:
    """One thing to read, answer or sign. ``others`` say the same in other languages; ``key`` tells pages apart."""

    title: str
    blocks: tuple[Block, ...]
    key: str = ""
    language: str = "English"
    others: tuple[Told, ...] = ()

    def told(self, language: str) -> Told:
        """The page in a language, or in its own where there is no other."""
        first = Told(self.language, self.title, self.blocks)
        return next((one for one in self.others if one.language == language), first)

    def languages(self) -> tuple[str, ...]:
        """The languages it can be read in, its own first."""
        return (self.language, *(one.language for one in self.others))

    @property
    def mode(self) -> Mode:
        """Whether it shows, asks or is signed."""
        if any(isinstance(block, TenantSignature) for block in self.blocks):
            return Mode.SIGN
        return Mode.ASK if any(isinstance(block, TenantQuestion) for block in self.blocks) else Mode.SHOW


@frozen
class TenantAnswer:
    """What the tenant answered, before anybody accepted it."""

    page: str
    key: str
    asked: str
    value: str
    words: str


class Tenant(QObject):
    """The pages pushed, which of them is in sight, the language, and the answers that wait for the coordinator."""

    changed = Signal()
    answered = Signal(object)
    accepted = Signal(object)
    read = Signal(str)
    painted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pages: list[TenantPage] = []
        self.language = ""
        self.proposed: dict[str, TenantAnswer] = {}
        self.picture = QPixmap()
        self.began = False
        self._at: int | None = None

    @property
    def page(self) -> TenantPage | None:
        """The page in sight; None: the logo."""
        return self.pages[self._at] if self._at is not None else None

    @property
    def mode(self) -> Mode:
        """What the window does now."""
        return self.page.mode if self.page is not None else Mode.IDLE

    @property
    def may_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return self._at is not None and self._at > 0

    # What the coordinator does.
    def push(self, page: TenantPage) -> None:
        """Show a page; one with the same key takes the place of the older."""
        self.pages = [*(one for one in self.pages if not page.key or one.key != page.key), page]
        self._at, self.began = len(self.pages) - 1, True
        self.changed.emit()

    show_page = push

    def take_back(self) -> bool:
        """Take the newest page back; the tenant sees the logo. Whether there was one."""
        if not self.pages:
            return False
        self.pages, self._at = self.pages[:-1], None
        self.changed.emit()
        return True

    def clear(self) -> None:
        """Nothing is shown and nothing waits: another household, or the end."""
        self.pages, self._at, self.began = [], None, False
        self.proposed = {}
        self.changed.emit()

    def doubt(self) -> None:
        """The logo, until a page is pushed again."""
        self._at = None
        self.changed.emit()

    def accept(self, answer: TenantAnswer) -> None:
        """The coordinator takes an answer over."""
        if self.proposed.get(answer.key) == answer:
            del self.proposed[answer.key]
            self.accepted.emit(answer)
            self.changed.emit()

    def refuse(self, answer: TenantAnswer) -> None:
        """The coordinator leaves an answer be."""
        if self.proposed.get(answer.key) == answer:
            del self.proposed[answer.key]
            self.changed.emit()

    # What the tenant does.
    def go_back(self) -> None:
        """The page before."""
        if self._at:
            self._at -= 1
            self.changed.emit()

    def go_on(self) -> None:
        """The page after, or the logo after the last."""
        page, at = self.page, self._at
        if page is None or at is None:
            return
        self._at = at + 1 if at + 1 < len(self.pages) else None
        self.changed.emit()
        self.read.emit(page.key)

    def answer(self, question: TenantQuestion, value: str) -> None:
        """Propose an answer to the question in sight, in one of its options."""
        page, words = self.page, dict(question.options).get(value)
        if page is None or words is None:
            return
        made = TenantAnswer(page.key, question.key, question.words, value, words)
        self.proposed[question.key] = made
        self.answered.emit(made)
        self.go_on()

    def read_in(self, language: str) -> None:
        """Read in another language from now on."""
        self.language = language
        self.changed.emit()
