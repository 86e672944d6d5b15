"""A letter to somebody, or to many: choose it, answer what it asks, see it as it will be, keep it ready to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from housingdesk.errors import HousingDeskError
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.actions.spelling import add_word
from housingdesk.letters.rules.asks import AskKind
from housingdesk.letters.rules.states import Way
from housingdesk.mailings import actions
from housingdesk.mailings.queries import many, single
from housingdesk.mailings.queries import spelling as spelling_queries
from housingdesk.mailings.queries.single import LetterDraft, Offered, Writing
from housingdesk.mailings.rules.copies import Copy, copies_line
from housingdesk.ui.kit.cards import Card, columns
from housingdesk.ui.kit.fields import Choice, LongText, TextField, Tick
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import label, set_button_text
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.spelling import Spelling
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.mailings.copies_form import WHY, add_copies, taken_off
from housingdesk.values.dates import format_date
from housingdesk.values.text import fold, sentence_case

_PREVIEW_MS = 120
_FOR_PRINTER = "Keep it for the printer"
_MOVES = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})


@dataclass(frozen=True, slots=True)
class _Row:
    """A letter in the list."""

    number: int
    letter: Offered
    folded: str


class LetterPage(Page):
    """The letters on the left, then the questions of the one chosen; on the right how it will look."""

    title = "Write a letter"
    letters: ClassVar[Any] = single
    """Where a letter is drawn and what stands against it is said: ``look`` and ``problems``."""
    tables = frozenset({"tenancy", "hold", "balance", "account", "person", "contact", "need", "party", "setting"})
    keys = (Key("Up", "move"), Key("Enter", "write this one", "choose"), Key("Ctrl+Enter", "keep it", "make"),
            Key("Ctrl+F", "find a letter", "focus_find"), Key("F7", "spelling", "spell"), Key("Esc", "back"))

    def build(self) -> None:
        """The list, the form and the preview."""
        self._tenancy_id = 0
        self._many: tuple[int, ...] = ()
        self._writing: Writing | None = None
        self._rows: list[_Row] = []
        self._chosen: Offered | None = None
        self._typed: dict[tuple[int, str], dict[str, Any]] = {}
        self._making, self._wanted = False, ""
        self.form: PaneForm | None = None
        self.text = TextField(placeholder="Part of a letter’s name, or what it is about")
        self.text.setAccessibleName("Find a letter")
        self.text.textChanged.connect(self._narrow)
        self.text.installEventFilter(self)
        self.model = RowsModel(_columns(), name="Letters", sentence=_sentence, row_id=lambda r: r.number)
        self.table = Table(self.model, empty="No letter is called that", remember="letters to choose")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda _key: self.choose())
        choose = Card(self.text, margin=12)
        choose.add(self.table, 1)
        self.pane = RefillPane("What the letter asks", width=0)
        self.left = QStackedWidget()
        self.left.addWidget(choose)
        self.left.addWidget(self.pane)
        self.view = PdfView(self.desk, "How it will look")
        self.why = label("", "muted", wrap=True)
        look = Card(self.why, margin=12)
        look.add(self.view, 1)
        self.body.addWidget(columns((self.left, 5), (look, 6)), 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PREVIEW_MS)
        self._soon.timeout.connect(self._preview)
        self.spelling = Spelling(self.desk, misspelt=spelling_queries.misspelt, suggest=spelling_queries.suggestions,
                                 add=add_word, parent=self)

    def open(self, **facts: Any) -> None:
        """For which agreement: ``tenancy_id``, or ``tenancy_ids`` for several; ``template`` begins with that letter.

        ``answers`` are the answers to what it asks that are known already, by name.
        """
        self._keep_typed()
        several = tuple(facts.get("tenancy_ids", ()))
        self._many = several if len(several) > 1 else ()
        self._tenancy_id, self._writing = facts.get("tenancy_id") or several[0], None
        self.form, self._chosen = None, None
        self.left.setCurrentIndex(0)
        self.text.clear()
        self._wanted = facts.get("template", "")
        if known := facts.get("answers"):
            self._typed[self._tenancy_id, self._wanted] = {**self._typed.get((self._tenancy_id, self._wanted), {}), **known}
        self.header.set_subtitle("")
        self.model.show(())
        self.view.show_pdf(None)
        self.mark_stale()

    def reload(self) -> None:
        """Read which letters there are and for whom."""
        if self._many:
            self.ask(many.writing, self._show, tenancy_ids=self._many, on=self.desk.today, by=self.desk.who.name)
        elif self._tenancy_id:
            self.ask(single.writing, self._show, tenancy_id=self._tenancy_id, on=self.desk.today, by=self.desk.who.name)

    def enter(self) -> None:
        """The cursor is where one types what is looked for, or in the form."""
        if self.left.currentIndex() == 0:
            self.text.setFocus()
        elif self.form is not None:
            next(iter(self.form.fields.values())).widget.setFocus()

    def _show(self, writing: Writing) -> None:
        first = self._writing is None
        self._writing = writing
        self.header.set_subtitle(f"To {writing.names}")
        self._rows = [_Row(number, one, fold(f"{one.title} {one.words_for} {one.family}"))
                      for number, one in enumerate(writing.letters, 1)]
        self._narrow()
        wanted = next((row for row in self._rows if row.letter.key == self._wanted), None)
        if first and wanted is not None:
            self.table.go_to(wanted.number)
            self.choose()
        elif first and self.isVisible():
            self.enter()

    def _narrow(self) -> None:
        text = fold(self.text.value())
        self.model.show([row for row in self._rows if text in row.folded])
        if self.model.count():
            self.table.view.select_place(0)
        self.keys_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self.table.view.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.choose()
                return True
        return super().eventFilter(watched, event)

    def _current(self) -> Offered | None:
        place = self.table.view.currentIndex().row()
        row = self.model.row(place) if 0 <= place < self.model.count() else None
        return row.letter if isinstance(row, _Row) else None

    def _moved(self, _key: int | None) -> None:
        self._soon.start()
        self.keys_changed.emit()

    def is_valid(self, act: str) -> bool:
        """A letter that can be written is chosen, one that is being written is made."""
        if act == "spell":
            return self.form is not None
        if act == "choose":
            letter = self._current()
            return self.left.currentIndex() == 0 and letter is not None and letter.why_not is None
        if act == "focus_find":
            return self.left.currentIndex() == 0
        return act != "make" or (self.form is not None and not self._making)

    def focus_find(self) -> None:
        """To the field that finds letters."""
        self.text.setFocus()
        self.text.selectAll()

    # Writing.
    def choose(self) -> None:
        """Write the current letter: its questions take the place of the list."""
        letter, writing = self._current(), self._writing
        if letter is None or writing is None:
            return
        if letter.why_not is not None:
            self.notices.message(f"{letter.title} cannot be written now. {letter.why_not}", Status.INFORMATION)
            return
        self._chosen = letter
        self.form = form = PaneForm(self.pane, letter.title, letter.words_for)
        self._ask_whom(form, letter, writing)
        for ask in letter.asks:
            words = ask.label if not ask.optional else f"{ask.label} (if you like)"
            editor = LongText(lines=2) if ask.kind is AskKind.WORDS else TextField(placeholder=f"like {ask.example}")
            form.add(ask.name, words, editor)
        if letter.about_money:
            form.add("with_statement", "The account", Tick("A statement goes with it"))
        form.add("free_text", "Your own words, if any", LongText(lines=3))
        for editor in self._written():
            self.spelling.watch(editor)
        if not self._many:
            add_copies(form, self._all_copies(letter))
        form.set_values(**self._begun_with(letter))
        for field in form.fields.values():
            field.editor.edited.connect(self._soon.start)  # type: ignore[attr-defined]
        self.left.setCurrentIndex(1)
        self._keep = form.foot(_FOR_PRINTER, self.make, self.back)
        self._first_empty(form)
        self._preview()
        self.keys_changed.emit()

    def _begun_with(self, letter: Offered) -> dict[str, Any]:
        """What stands in the form when the letter is chosen: what was typed here before."""
        return self._typed.get((self._tenancy_id, letter.key), {})

    def _all_copies(self, letter: Offered) -> list[Copy]:
        """Who else gets the letter, whomever of the holders it goes to."""
        return [copy for copies in letter.copies.values() for copy in copies]

    def _ask_whom(self, form: PaneForm, letter: Offered, writing: Writing) -> None:
        if letter.to_others:
            form.add("to_name", "To whom", TextField(longest=120))
            form.add("to_address", "Their address, the postcode last", LongText(lines=3))
        elif len(writing.people) > 1:
            form.add("to", "To whom", Choice([(0, "Each of them, a letter each"),
                                              *((one.id, one.name) for one in writing.people)]))

    def _written(self) -> list[LongText]:
        """Where sentences are written; names and addresses are never spelled."""
        if self.form is None:
            return []
        fields = [self.form[name] for name in self.form.fields if name != "to_address"]
        return [editor for editor in fields if isinstance(editor, LongText)]

    def spell(self) -> None:
        """The next misspelt word of what is written here, with what it may have been meant to be."""
        self.spelling.next_wrong(self._written())

    def _first_empty(self, form: PaneForm) -> None:
        """The cursor is in the first question that has no answer, or in one's own words."""
        names = [name for name in form.fields if name not in ("to", "with_statement", WHY)]
        empty = next((name for name in names if not form[name].value()), "free_text")
        form[empty].setFocus()

    def _keep_typed(self) -> None:
        if self.form is not None and self._chosen is not None:
            self._typed[self._tenancy_id, self._chosen.key] = self.form.values()

    def back(self) -> None:
        """Back to the list; what was typed is there again when the letter is chosen again."""
        self._keep_typed()
        self.form, self._chosen = None, None
        self.left.setCurrentIndex(0)
        self.text.setFocus()
        self._preview()
        self.keys_changed.emit()

    def escape(self) -> bool:
        """From the questions to the list; from a narrowed list to all letters."""
        if self.form is not None:
            self.back()
            return True
        if self.text.text():
            self.text.clear()
            return True
        return False

    # How it will look.
    def _drafts(self, letter: Offered) -> Sequence[Any]:
        """One draft for each person it goes to."""
        assert self._writing is not None
        said = self.form.values() if self.form is not None else {}
        people = [one.id for one in self._writing.people] or [0]
        chosen = [said["to"]] if said.get("to") else people[:1] if letter.to_others else people
        answers = {ask.name: said.get(ask.name, "") for ask in letter.asks}
        off, _ = taken_off(said)
        return [LetterDraft(self._tenancy_id, letter.key, person, answers, said.get("free_text", ""),
                            bool(said.get("with_statement")), said.get("to_name", ""), said.get("to_address", ""), off)
                for person in chosen]

    def _preview(self) -> None:
        letter = self._chosen or self._current()
        if letter is None or self._writing is None:
            self.view.show_pdf(None)
            self.why.setText("")
            return
        if letter.why_not is not None:
            self.view.show_pdf(None)
            self.why.setText(f"{letter.title} cannot be written now. {letter.why_not}.")
            return
        self.ask(self.letters.look, partial(self._show_look, letter), draft=self._drafts(letter)[0], on=self.desk.today,
                 signed_by=self.desk.who.name, sample=True)

    def _show_look(self, letter: Offered, made: MadeLetter) -> None:
        if letter is not (self._chosen or self._current()):
            return
        self.view.show_pdf(made.pdf)
        if self.form is not None:
            several = bool(self._many) or len(self._drafts(letter)) > 1
            words = _FOR_PRINTER if made.way is Way.POST else "Keep them to send" if several else "Keep it ready to e-mail"
            set_button_text(self._keep, words, "Ctrl+Enter")
        self.why.setText(self._told(letter, made) if made.held_because is None else
                         f"{made.addressee or 'The first of them'}: {made.held_because}." if self._many else
                         f"{made.held_because}.")

    def _told(self, letter: Offered, made: MadeLetter) -> str:
        """To whom, how, and who else gets it; what has to be done by hand comes first."""
        form = ", in easy read" if made.easy_read else ", in large print" if made.large_print else ""
        to = f"To {made.addressee}{form}{', by e-mail' if made.way is Way.EMAIL else ''}"
        if self._many and self._writing is not None:
            others = "Others get a copy as far as their authority goes" if any(letter.copies.values()) else ""
            return ". ".join([*self._writing.see_first, f"{to} is the first of them", *filter(None, (others,))])
        person = self._drafts(letter)[0].person_id
        again = f"One was made on {format_date(letter.again)} already" if letter.again is not None else ""
        copies = copies_line(letter.copies.get(person, ()))
        return ". ".join(filter(None, [*letter.see_first.get(person, ()), to, again, copies]))

    # Keeping it.
    def make(self) -> None:
        """Draw it for each person and keep it; what stands against it is said beside its question."""
        if self.form is None or self._chosen is None or self._making:
            return
        drafts = self._drafts(self._chosen)
        if self.form.show_problems(taken_off(self.form.values())[1]):
            return
        self._making = True
        self.ask(self.letters.problems, partial(self._checked, drafts), draft=drafts[0], today=self.desk.today)

    def _checked(self, drafts: Sequence[Any], problems: list[Any]) -> None:
        if self.form is None or self.form.show_problems(problems):
            self._making = False
            return
        if self._many:
            self.desk.run(_drawn_for_many, self._made, self._stopped, label=f"Letters for {len(self._many):,} agreements",
                          draft=drafts[0], tenancy_ids=self._many, on=self.desk.today, signed_by=self.desk.who.name)
        else:
            self.desk.run(_drawn, self._made, self._stopped, label="Making the letter", drafts=drafts, on=self.desk.today,
                          signed_by=self.desk.who.name, letters=self.letters)

    def _made(self, letters: list[MadeLetter]) -> None:
        self._making = False
        held = [f"{made.addressee}: {made.held_because}" for made in letters if made.pdf is None]
        if len(held) == len(letters):
            self.notices.message(f"No letter was made. {'. '.join(held[:3])}{' and so on' if len(held) > 3 else ''}")
            return
        whom = f"{len(letters):,} people" if self._many else " and ".join(made.addressee for made in letters)
        title = f"{letters[0].title} to {whom}"
        by_email = all(made.way is Way.EMAIL for made in letters if made.pdf is not None)
        self._keep_letters(title[:200], letters, "email" if by_email else "ready")

    def _keep_letters(self, title: str, letters: list[MadeLetter], tab: str) -> None:
        self.desk.do(actions.issue_run, partial(self._kept, tab), self._stopped, title=title, letters=letters)

    def _kept(self, tab: str, outcome: Any) -> None:
        if self._chosen is not None:
            self._typed.pop((self._tenancy_id, self._chosen.key), None)
        self.form, self._chosen = None, None
        self.left.setCurrentIndex(0)
        self.go_to("letters", run_id=outcome.value, tab=tab)

    def _stopped(self, error: HousingDeskError) -> None:
        self._making = False
        self.notices.message(refusal(error) or "Nothing was made", stays=True)


def _drawn(progress: Any, *, drafts: Sequence[Any], letters: Any, **facts: Any) -> list[MadeLetter]:
    made = []
    for done, draft in enumerate(drafts):
        progress(done, len(drafts), "Drawing the letter")
        made.append(letters.look(draft, **facts))
    return made


def _drawn_for_many(progress: Any, **facts: Any) -> list[MadeLetter]:
    return many.draw(progress=progress, **facts)


def _columns() -> tuple[Column, ...]:
    return (Column("title", "Letter", 220, lambda r: r.letter.title, secondary=lambda r: r.letter.why_not or r.letter.words_for,
                   status=lambda r: Status.DUE if r.letter.why_not else None, stretch=1),
            Column("family", "About", 142, lambda r: "Written lately" if r.letter.lately else sentence_case(r.letter.family),
                   hide_below=440))


def _sentence(row: _Row) -> str:
    why_not = f", cannot be written: {row.letter.why_not}" if row.letter.why_not else ""
    return f"{row.letter.title}, {row.letter.family}{why_not}"
