"""The wording of one letter: its steps from a draft into use, and all that can be done with it by keys.

Which step is next depends on the version in sight.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from housingdesk.access.rules import Permission
from housingdesk.letters.actions import templates as actions
from housingdesk.letters.rules.tried import Look
from housingdesk.letters.rules.wordings import WordingState
from housingdesk.mailings.queries.trying import Found, found
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import LongText
from housingdesk.ui.kit.finder import Finder, Pick
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, set_button_text
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.letters.version_words import aside, next_step, version_sentence
from housingdesk.ui.letters.wording_page import WordingPage

_SAMPLE_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ALWAYS = frozenset({"spell", "next_check", "find_somebody", "next_look", "next_window", "show_changes", "show_easy"})


class TemplatePage(WordingPage):
    """A letter's words with the steps that lead them into use."""

    title = "Letter"
    keys = (Key("Ctrl+Enter", "next step", "go_on", shown=False), Key("@", "insert a field"), Key("Ctrl+B", "bold", "bold"),
            Key("F7", "spelling", "spell"), Key("F8", "next check", "next_check"),
            Key("Alt+R", "say it plainly", "say_plainly"),
            Key("Alt+Right", "next sample"), Key("Ctrl+F", "try it on somebody", "find_somebody"),
            Key("Alt+V", "large print, easy read, licence", "next_look"), Key("Alt+O", "the envelope’s window", "next_window"),
            Key("Alt+C", "what changed", "show_changes"), Key("Alt+Q", "who gets it, what it asks", "open_sheet"),
            Key("Alt+E", "words for easy read", "show_easy"),
            Key("Alt+Enter", "add a part", "add_part"), Key("Alt+Up", "move it up", "move_up"),
            Key("Alt+Down", "move it down", "move_down"), Key("Alt+Delete", "take it out", "take_out"),
            Key("Alt+W", "when it is shown", "ask_when"),
            Key("Alt+S", "see the letter, or the words", "swap"),
            Key("Ctrl+Shift+D", "withdraw the draft", "withdraw", shown=False),
            Key("Ctrl+Shift+E", "go on writing", "reopen", shown=False), Key("Esc", "back to the letters; all is kept"))

    def build(self) -> None:
        """The wording, and the buttons of its steps."""
        self._form: PaneForm | None = None
        self._finish: Callable[[], object] | None = None
        self._step, self._why_not = "", ""
        self._easy = False
        super().build()
        self.sheet.closed.connect(self._close_form)
        self.proof.find_wanted.connect(self.find_somebody)
        self.next = button("Write a new version", self.go_on, key="Ctrl+Enter", kind="primary")
        self.others: dict[str, QPushButton] = {
            "reopen": button("Go on writing", self.reopen, key="Ctrl+Shift+E"),
            "withdraw": button("Withdraw", self.withdraw, key="Ctrl+Shift+D")}
        self.header.set_actions(*self.others.values(), self.next)

    def _tell(self) -> None:
        """Where the version stands, and the one next step."""
        assert self._opened is not None
        self._step, words, self._why_not = next_step(self._opened, self.desk.who.id,
                                                     may=self.desk.may(Permission.KEEP_LETTERS))
        chips = [version_sentence(self._opened, self.desk.today)]
        if self._opened.behind:
            chips.append(("The shipped letter has changed since", Status.DUE))
        self.header.set_chips(chips)
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

    # The steps from a draft into use.
    def go_on(self) -> None:
        """The next step of the version in sight, or what the form in the pane asks about."""
        if self.sheet.is_open():
            self.sheet.keep()
        elif self._finish is not None:
            self._finish()
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

    def _ask(self, title: str, subtitle: str, finish: Callable[[], object] | None) -> PaneForm:
        """An empty form in the place of the side; ``finish`` is what Ctrl+Enter does."""
        self._form, self._finish = PaneForm(self.asking, title, subtitle), finish
        self._show_steps(False)
        return self._form

    def _show_steps(self, shown: bool) -> None:
        """The side and the buttons of the steps, or the pane in their place: one primary button at a time."""
        self.side.setVisible(shown)
        holder = self.next.parentWidget()
        if holder is not None:
            holder.setVisible(shown)

    def _check_alone(self) -> None:
        form = self._ask("Checked by its writer", "Nobody else here may check it. Say why you check it alone: it is kept "
                         "beside the version and in the audit", self._checked_alone)
        form.add("reason", "Why", LongText(lines=3))
        form.foot("It is right", self._checked_alone, self._close_form)
        self.keys_changed.emit()

    def _checked_alone(self) -> None:
        if self._form is not None:
            self._act(actions.check_draft, self._form.refused, reason=self._form["reason"].value())

    def _use_draft(self) -> None:
        form = self._ask("In use from", "Letters dated that day or later are written with this wording", self._put_in_use)
        form.add("start", "First day", DateEdit(lambda: self.desk.today, self.desk.today, needed=True))
        form.foot("Put it in use", self._put_in_use, self._close_form)
        self.keys_changed.emit()

    def _put_in_use(self) -> None:
        if self._form is not None and not self._form.show_problems(self._form.unreadable()):
            self._act(actions.put_in_use, self._form.refused, start=self._form["start"].value())

    def _is_asking(self) -> bool:
        return self._form is not None or self.sheet.is_open()

    def _close_form(self) -> None:
        if self.asking.isHidden() and not self._is_asking():
            return
        self._form, self._finish = None, None
        self.sheet.forget()
        self.asking.hide()
        self._show_steps(True)
        if self._opened is not None:
            self._tell()
        self.cards.enter(self.cards.place())

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
            if self._is_asking():
                return self.sheet.is_open() or self._finish is not None
            return self._opened is not None and self.next.isEnabled() and not self.next.isHidden()
        if self._is_asking() or self._opened is None:
            return False
        if act == "swap":
            return self.is_narrow()
        if act in _ALWAYS:
            return True
        if act in ("reopen", "withdraw"):
            states = (WordingState.SUBMITTED, WordingState.CHECKED)
            right = row is not None and row.is_open and (act == "withdraw" or row.state in states)
            return right and self.desk.may(Permission.KEEP_LETTERS)
        return self.is_writable() and self._is_possible(act)

    def _is_possible(self, act: str) -> bool:
        """What can be done with the part that has the cursor."""
        place, last = self.cards.place(), len(self.cards.cards) - 1
        return {"bold": self.cards.text_with_cursor() is not None, "move_up": place > 0, "move_down": 0 <= place < last,
                "take_out": place >= 0, "ask_when": place >= 0, "say_plainly": self.checks.to_swap() is not None}.get(act, True)

    def valid_keys(self) -> list[Key]:
        """The next step by its own name; those of the form while it is open."""
        if self._is_asking():
            done = [Key("Ctrl+Enter", "keep it" if self.sheet.is_open() else "go on")] if self.is_valid("go_on") else []
            return [*done, Key("Esc", "leave it")]
        now = [key for key in super().valid_keys() if key.keys != "@" or self.is_writable()]
        if self.is_valid("go_on"):
            now.insert(0, Key("Ctrl+Enter", self.next.accessibleName().lower()))
        return now

    def bold(self) -> None:
        """Bold, or no longer."""
        text = self.cards.text_with_cursor()
        if text is not None:
            text.toggle_bold()

    def spell(self) -> None:
        """The next misspelt word, with what it may have been meant to be."""
        self.spelling.next_wrong(self.texts())

    def next_check(self) -> None:
        """To the words that the next check speaks of."""
        if not self.checks.go_on():
            self.notices.toast("What is left to do is about the letter as a whole" if self.checks.findings else
                               "Every check is met")

    def say_plainly(self) -> None:
        """The plain word in the place of the official one."""
        one = self.checks.to_swap()
        if one is None or one.swap is None or one.place is None:
            return
        self.cards.enter(one.place)
        for text in self.cards.texts_of(one.place):
            if text.swap_words(one.word, one.swap):
                text.setFocus()
                return

    def show_easy(self) -> None:
        """The words for easy read under the others, and the letter in easy read; and back."""
        self._easy = not self._easy
        self.cards.show_easy(self._easy)
        self.proof.look.set_value(Look.EASY if self._easy else Look.AS_IT_IS)
        self.proof.draw()

    def next_look(self) -> None:
        """The letter in the next form."""
        self.proof.step_look()

    def next_window(self) -> None:
        """The window of the next envelope over the letter."""
        self.compare(False)
        self.proof.step_window()

    def show_changes(self) -> None:
        """What changed since another version in the place of the letter; and back."""
        changes = not self.is_comparing()
        self.compare(changes)
        if changes:
            self._show_middle()
            self.changes.compare()
            self.changes.text.setFocus()
        else:
            self.cards.enter(self.cards.place())

    def open_sheet(self) -> None:
        """Who gets the letter, when it is written, and what it asks."""
        self._show_steps(False)
        self.sheet.open()
        self.keys_changed.emit()

    def find_somebody(self) -> None:
        """Try the wording on a real person: found by a fragment, taken with Enter."""
        if not self.is_valid("find_somebody"):
            return
        form = self._ask("Try it on somebody", "The letter as it would be to them. Nothing is kept or sent", None)
        finder = Finder(self._search, name="Whom to try it on")
        form.add("tenancy_id", "Who", finder)
        finder.edited.connect(partial(self._take, finder))
        self.asking.put(form)
        self.asking.finish(None, [button("Leave it", self._close_form, key="Esc")])
        self.asking.show()
        finder.setFocus()
        self.keys_changed.emit()

    def _search(self, text: str, give: Callable[[Sequence[Pick]], object]) -> None:
        def picks(rows: list[Found]) -> None:
            give([Pick(row.tenancy_id, row.names, row.detail) for row in rows])

        self.desk.ask(found, picks, text=text, on=self.desk.today)

    def _take(self, finder: Finder) -> None:
        if finder.value():
            [tenancy_id] = finder.value()
            self._close_form()
            self._show_middle()
            self.compare(False)
            self.try_on(tenancy_id)

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
        self._swapped = not self._swapped
        self.fit()
        if self._swapped:
            self.proof.who.setFocus()
        else:
            self.cards.enter(self.cards.place())

    def _show_middle(self) -> None:
        if not self.middle.isVisible() and self.is_valid("swap"):
            self.swap()

    def escape(self) -> bool:
        """Esc closes the list of fields, then the form, then what changed; else the window goes back, and all is kept."""
        text = self.cards.text_with_cursor()
        if text is not None and text.list_is_open():
            text.close_list()
        elif self.sheet.is_open():
            self.sheet.escape()
        elif self._form is not None:
            self._close_form()
        elif self.is_comparing():
            self.show_changes()
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        """Alt+Left and Alt+Right go through the sample people here, and Esc goes back."""
        if isinstance(event, QKeyEvent) and event.key() in _SAMPLE_KEYS and event.modifiers() in (
                Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier):
            if event.type() == QEvent.Type.KeyPress:
                self.proof.step(_SAMPLE_KEYS[Qt.Key(event.key())])
            event.accept()
            return True
        return super().event(event)
