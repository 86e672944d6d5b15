"""The wording of one letter: its parts to write in, the letter as somebody would get it, and what is checked, all at once.

What is typed is kept by itself: as it rests, on leaving, before every step. Which step is next depends on the version in sight.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.letters.actions import templates as actions
from housingdesk.letters.proof import Proof
from housingdesk.letters.queries import templates as queries
from housingdesk.letters.queries.templates import Opened
from housingdesk.letters.rules.source import toml_of, wording_of
from housingdesk.letters.rules.wordings import WordingState
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import PANE, Card, Scroll, columns
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, line, set_button_text
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.letters.keeper import Keeper, Then
from housingdesk.ui.letters.letter_cards import LetterCards
from housingdesk.ui.letters.piece_pane import PiecePane
from housingdesk.ui.letters.proof_view import ProofView
from housingdesk.ui.letters.version_words import aside, next_step, version_sentence
from housingdesk.ui.letters.vocabulary import vocabulary_of

KEEP_MS = 8_000
_NARROW = 900
_SAMPLE_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TemplatePage(Page):
    """A letter's words, being read or written."""

    title = "Letter"
    tables = frozenset({"letter_template"})
    keys = (Key("Ctrl+Enter", "next step", "go_on", shown=False), Key("@", "insert a field"), Key("Ctrl+B", "bold", "bold"),
            Key("Alt+Right", "next sample"), Key("Alt+Enter", "add a part", "add_part"), Key("Alt+Up", "move it up", "move_up"),
            Key("Alt+Down", "move it down", "move_down"), Key("Alt+Delete", "take it out", "take_out"),
            Key("Alt+W", "when it is shown", "ask_when"),
            Key("Alt+S", "see the letter, or the words", "swap"),
            Key("Ctrl+Shift+D", "withdraw the draft", "withdraw", shown=False),
            Key("Ctrl+Shift+E", "go on writing", "reopen", shown=False), Key("Esc", "back to the letters; all is kept"))

    def build(self) -> None:
        """Words, letter, checks."""
        self._opened: Opened | None = None
        self._key = ""
        self._asked: dict[str, Any] = {}
        self._keeper: Keeper | None = None
        self._arriving = False
        self._form: PaneForm | None = None
        self._proved: Proof | None = None
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_MS)
        self._keeping.timeout.connect(self.keep)
        self.cards = LetterCards()
        self.cards.edited.connect(self._edited)
        self.cards.moved.connect(self._moved)
        self.words = Scroll("The parts of the letter")
        self.words.add(self.cards, 1)
        theme.size(self.words, least_height=240)
        self.proof = ProofView(self.desk, self._source)
        self.proof.proved.connect(self._show_proof)
        self.middle = Card(self.proof, margin=12)
        self._build_side()
        self._across = columns((self.words, 10), (self.middle, 9, _NARROW), (self.side, 0), (self.asking, 0))
        self.body.addWidget(self._across, 1)

    def _build_side(self) -> None:
        self.piece = PiecePane()
        self.piece.kind_chosen.connect(self.cards.change_kind)
        self.piece.condition_chosen.connect(self.cards.set_condition)
        self.piece.named.connect(self.cards.rename)
        self.checks = Checks()
        self.told = label("", "muted", wrap=True)
        self.next = button("Write a new version", self.go_on, key="Ctrl+Enter", kind="primary")
        self.others: dict[str, QPushButton] = {
            "reopen": button("Go on writing", self.reopen, key="Ctrl+Shift+E"),
            "withdraw": button("Withdraw", self.withdraw, key="Ctrl+Shift+D")}
        self.side = Card(margin=14)
        self.side.setProperty(PANE, True)
        self.side.setAccessibleName("This part, and what is checked")
        theme.size(self.side, width=268)
        inside = Scroll("This part, and checks")
        for part in (self.piece, line(), label("Checks", "section"), self.checks, self.told, self.piece.naming):
            inside.add(part)
        inside.end()
        self.side.add(inside, 1)
        self.header.set_actions(*self.others.values(), self.next)
        self.asking = RefillPane("In use from", width=268)
        self.asking.hide()

    # Opening.
    def open(self, **facts: Any) -> None:
        """A letter by its key; with ``version_id`` that version, with ``shipped`` the words that came with the program."""
        self.keep()
        self._keeper = None
        self._key = str(facts["key"])
        self._asked = {name: facts[name] for name in ("version_id", "shipped") if name in facts}
        self._opened = None
        self.mark_stale()

    def reload(self) -> None:
        """Keep what was typed, then read it anew."""
        self.keep(self._read)

    def _read(self) -> None:
        if self._key:
            self.ask(queries.opened, self._show, key=self._key, on=self.desk.today, **self._asked)

    def _on_changed(self, touched: frozenset[str]) -> None:
        """What this page itself kept, it need not read again."""
        if self._keeper is None or not self._keeper.is_own_change():
            super()._on_changed(touched)

    def _show(self, found: Opened) -> None:
        self._opened = found
        self._keeper = None
        if found.row is not None and self.is_writable():
            self._keeper = Keeper(self.desk, found.row.id, found.row.version, found.source, self)
            self._keeper.failed.connect(self._not_kept)
        wording = wording_of(found.source)
        focused = QApplication.focusWidget()
        self._arriving = self._arriving or focused is None or self.isAncestorOf(focused)  # the parts go with their focus
        words = vocabulary_of(wording)
        self.cards.show_wording(wording, words, writable=self.is_writable())
        self.piece.offer(wording, words.facts, writable=self.is_writable())
        self._close_form()
        self.set_title(wording.title)
        self.header.set_subtitle(wording.words_for)
        self._tell()
        self._moved()
        self.proof.draw()
        QTimer.singleShot(0, self, self._enter_words)

    def _enter_words(self) -> None:
        """Once the letter has come: on arrival, or after a step taken here; never out of another part of the window."""
        if self.isVisible() and self._form is None and self._arriving:
            self._arriving = False
            self.cards.enter(self.cards.place())

    def enter(self) -> None:
        """The cursor goes into the headline, once there is one."""
        self._arriving = self._opened is None
        self.cards.enter(self.cards.place())

    def is_writable(self) -> bool:
        """Whether the version in sight is a draft that this person may write in."""
        row = self._opened.row if self._opened is not None else None
        return row is not None and row.state is WordingState.DRAFT and self.desk.may(Permission.KEEP_LETTERS)

    def _tell(self) -> None:
        """Where the version stands, and the one next step."""
        assert self._opened is not None
        self._step, words, self._why_not = next_step(self._opened, self.desk.who.id,
                                                     may=self.desk.may(Permission.KEEP_LETTERS))
        self.header.set_chips([version_sentence(self._opened, self.desk.today)])
        set_button_text(self.next, words or "Nothing to do", "Ctrl+Enter")
        self.next.setVisible(bool(words))
        for act, made in self.others.items():
            made.setVisible(self.is_valid(act))
        self._tell_state()

    def _tell_state(self) -> None:
        stops = self._step == "submit_draft" and bool(self._stopping())
        self.next.setEnabled(not self._why_not and not stops)
        said = self._why_not or ("It can be submitted once the checks are met. What you wrote is kept." if stops
                                 else aside(self._opened, self.desk.today) if self._opened is not None else "")
        self.told.setText(said)
        self.told.setVisible(bool(said))
        self.keys_changed.emit()

    # Writing.
    def _source(self) -> str:
        if self._keeper is not None:
            return toml_of(self.cards.wording())
        return self._opened.source if self._opened is not None else ""

    def _edited(self) -> None:
        if self.is_writable():
            self._keeping.start()
            self.proof.draw_soon()

    def _moved(self) -> None:
        card = self.cards.current()
        self.piece.show_piece(card.piece() if card is not None else None, empty=card is None or card.is_empty(),
                              writable=self.is_writable())
        self.keys_changed.emit()

    def _show_proof(self, found: Proof) -> None:
        self._proved = found
        stops = self._stopping()
        good = [(Status.GOOD, f"Reads at age {found.reads_at:.0f}")] if found.reads_at is not None and not stops else []
        pages = self.proof.view.pages()
        if found.pdf is not None:
            good.append((Status.GOOD, f"{pages} page{'s' if pages != 1 else ''}, and the address shows in the window"))
        self.checks.show_checks([*((Status.LATE, sentence) for sentence in stops), *good])
        if self._opened is not None:
            self._tell_state()

    def _stopping(self) -> list[str]:
        """What stands against using it, as far as it was looked at: the wording, and the letter to the person in sight."""
        if self._proved is None:
            return []
        said = list(dict.fromkeys(problem.message for problem in self._proved.problems))
        refused = self._proved.refused
        return said if not refused or refused in said else [*said, f"{self._proved.tried.words}: {refused}"]

    # Keeping.
    def keep(self, then: Then | None = None) -> None:
        """Keep what was typed; ``then`` follows once it is kept."""
        self._keeping.stop()
        if self._keeper is not None:
            self._keeper.keep(self._source(), then)
        elif then is not None:
            then()

    def _not_kept(self, error: HousingDeskError) -> None:
        self.notices.message(f"What you typed is not kept yet. {refusal(error)}")

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        for text in self.findChildren(type(self.cards.headline.target)) if self.cards.headline is not None else ():
            text.close_list()
        super().hideEvent(event)

    # The steps from a draft into use.
    def go_on(self) -> None:
        """The next step of the version in sight."""
        if self._form is not None:
            self._put_in_use()
        elif self._opened is not None and self.is_valid("go_on"):
            self.keep(getattr(self, f"_{self._step}"))

    def _start_draft(self) -> None:
        self.desk.do(actions.start_draft, self._go_to_draft, key=self._key)

    def _restore_version(self) -> None:
        assert self._opened is not None
        row = self._opened.row
        self.desk.do(actions.restore_version, self._go_to_draft, key=self._key, number=row.number if row else None)

    def _open_draft(self) -> None:
        self._go_to_draft(None)
        self.reload()

    def _go_to_draft(self, _outcome: Any) -> None:
        self._asked = {}

    def _submit_draft(self) -> None:
        self._act(actions.submit_draft)

    def _check_draft(self) -> None:
        self._act(actions.check_draft)

    def _use_draft(self) -> None:
        self._form = PaneForm(self.asking, "In use from", "Letters dated that day or later are written with this wording")
        self._form.add("start", "First day", DateEdit(lambda: self.desk.today, self.desk.today, needed=True))
        for widget in (self.side, self.next, *self.others.values()):
            widget.hide()
        self._form.foot("Put it in use", self._put_in_use, self._close_form)
        self.keys_changed.emit()

    def _put_in_use(self) -> None:
        if self._form is not None and not self._form.show_problems(self._form.unreadable()):
            self._act(actions.put_in_use, self._form.refused, start=self._form["start"].value())

    def _close_form(self) -> None:
        if self._form is not None:
            self._form = None
            self.asking.hide()
            self.side.show()
            self._tell()

    def reopen(self) -> None:
        """Make a draft again of what was submitted or checked."""
        self._act(actions.reopen_draft)

    def withdraw(self) -> None:
        """Take the draft out of the way."""
        self.keep(partial(self._act, actions.withdraw_draft))

    def _act(self, action: Any, refused: Any = None, **facts: Any) -> None:
        if self._opened is not None and self._opened.row is not None:
            self.desk.do(action, self._stay, refused, version_id=self._opened.row.id,
                         version=self._keeper.version if self._keeper is not None else self._opened.row.version, **facts)

    def _stay(self, _outcome: Any) -> None:
        """The version in sight stays in sight, wherever the step took it."""
        if self._opened is not None and self._opened.row is not None:
            self._asked = {"version_id": self._opened.row.id}

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What can be done with the version and the part in sight."""
        row = self._opened.row if self._opened is not None else None
        if act == "go_on":
            return self._form is not None or (self._opened is not None and self.next.isEnabled() and not self.next.isHidden())
        if self._form is not None or self._opened is None:
            return False
        if act == "swap":
            return self._across.width() < theme.px(_NARROW)
        if act in ("reopen", "withdraw"):
            states = (WordingState.SUBMITTED, WordingState.CHECKED)
            right = row is not None and row.is_open and (act == "withdraw" or row.state in states)
            return right and self.desk.may(Permission.KEEP_LETTERS)
        if not self.is_writable():
            return False
        place, last = self.cards.place(), len(self.cards.cards) - 1
        return {"bold": self.cards.text_with_cursor() is not None, "move_up": place > 0, "move_down": 0 <= place < last,
                "take_out": place >= 0, "ask_when": place >= 0}.get(act, True)

    def valid_keys(self) -> list[Key]:
        """The next step by its own name; those of the form while it is open."""
        if self._form is not None:
            return [Key("Ctrl+Enter", "put it in use"), Key("Esc", "leave it")]
        now = [key for key in super().valid_keys() if key.keys != "@" or self.is_writable()]
        if self.is_valid("go_on"):
            now.insert(0, Key("Ctrl+Enter", self.next.accessibleName().lower()))
        return now

    def bold(self) -> None:
        """Bold, or no longer."""
        text = self.cards.text_with_cursor()
        if text is not None:
            text.toggle_bold()

    def add_part(self) -> None:
        """A part after this one."""
        self.cards.add_after()

    def move_up(self) -> None:
        """This part before the one above."""
        self.cards.shift(-1)

    def move_down(self) -> None:
        """This part after the one below."""
        self.cards.shift(1)

    def take_out(self) -> None:
        """This part out of the letter; Ctrl+Z in a part where nothing else is to be undone brings it back."""
        self.cards.take_out()

    def ask_when(self) -> None:
        """On what this part is shown."""
        self.piece.ask()

    def swap(self) -> None:
        """In a narrow window: the letter in place of the words, and back."""
        shown = self.middle.isVisible()
        self.middle.setVisible(not shown)
        self.words.setVisible(shown)
        if shown:
            self.cards.enter(self.cards.place())
        else:
            self.proof.who.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room for both, both are seen."""
        super().resizeEvent(event)
        if self.width() >= theme.px(_NARROW + 36):
            self.words.show()

    def escape(self) -> bool:
        """Esc closes the list of fields, then the form; else the window goes back, and all is kept."""
        text = self.cards.text_with_cursor()
        if text is not None and text.list_is_open():
            text.close_list()
            return True
        was = self._form is not None
        self._close_form()
        return was

    def event(self, event: QEvent) -> bool:
        """Alt+Left and Alt+Right go through the sample people here, and Esc goes back."""
        if isinstance(event, QKeyEvent) and event.key() in _SAMPLE_KEYS and event.modifiers() in (
                Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier):
            if event.type() == QEvent.Type.KeyPress:
                self.proof.step(_SAMPLE_KEYS[Qt.Key(event.key())])
            event.accept()
            return True
        return super().event(event)
