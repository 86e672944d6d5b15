"""What a letter is beside its parts: what it is about, to whom it goes and who gets a copy, when it is written, what it asks.

Forms in the pane beside the words. What is kept here is part of the draft like the words: kept by itself, undone by Ctrl+Z.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from housingdesk.errors import Refused
from housingdesk.letters.rules.asks import Ask
from housingdesk.letters.rules.fields import FACTS
from housingdesk.letters.rules.merge import Family
from housingdesk.letters.rules.questions import (
    COPIES,
    GOES_TO_WORDS,
    KINDS,
    field_name,
    question_problems,
    said_example,
    with_question,
    without_question,
)
from housingdesk.letters.rules.source import Wording
from housingdesk.ui.kit.fields import Choice, Radios, TextField, Tick, Ticks
from housingdesk.ui.kit.label import WrapLink, button, label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk, refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.letters.letter_cards import LetterCards
from housingdesk.ui.letters.vocabulary import vocabulary_of
from housingdesk.values.problems import Problem
from housingdesk.values.text import one_line, sentence_case


class LetterSheet(QObject):
    """``closed`` comes when the pane is left; ``is_open`` says whether it has a form of this in it."""

    closed = Signal()

    def __init__(self, desk: QtDesk, pane: RefillPane, cards: LetterCards) -> None:
        super().__init__(pane)
        self._desk, self._pane, self._cards = desk, pane, cards
        self.form: PaneForm | None = None
        self.questions: list[WrapLink] = []
        self._keep: Callable[[], object] | None = None
        self._asked: Ask | None = None
        self._typed: dict[str, Any] = {}

    def is_open(self) -> bool:
        """Whether a form of this is in the pane."""
        return self.form is not None

    def keep(self) -> None:
        """What Ctrl+Enter does now."""
        if self._keep is not None:
            self._keep()

    def escape(self) -> None:
        """From a question to the letter, from the letter to its parts."""
        if self._asked is not None:
            self.open(**self._typed)
        else:
            self._close()

    def _close(self) -> None:
        self.forget()
        self.closed.emit()

    def forget(self) -> None:
        """The pane was left: nothing of this is in it any more."""
        self.form, self._keep, self._asked, self._typed = None, None, None, {}

    # The letter.
    def open(self, **typed: Any) -> None:
        """Show what the letter is; ``typed`` is what was chosen and not kept yet."""
        wording = self._cards.wording()
        self._asked, self._typed = None, {}
        self.form = form = PaneForm(self._pane, "The letter itself", "Who gets it, when it is written, and what it asks")
        form.add("family", "What it is about", Choice([(family, sentence_case(family)) for family in Family]))
        whom = ("applicant", "their council") if wording.to_applicants else ("holder", "others")
        form.add("to_others", "To whom it goes", Radios([(place == 1, f"To {GOES_TO_WORDS[one]}")
                                                         for place, one in enumerate(whom)]))
        form.add("copies", "Who else gets a copy", Ticks([(role, sentence_case(role)) for role in self._roles(wording)]),
                 hint="each with their authority; without it they are told that a letter was sent")
        form.add("needs", "Written only when", Ticks([(name, words) for name, words in self._facts(wording).items()]),
                 hint="nothing ticked: it can always be written")
        self._list_questions(form, wording)
        form.set_values(**{"family": wording.family, "to_others": wording.to_others, "copies": frozenset(wording.copies),
                           "needs": frozenset(wording.needs), **typed})
        self._keep = self._keep_letter
        form.foot("Keep this", self._keep_letter, self._close)

    def _roles(self, wording: Wording) -> list[str]:
        return [*COPIES, *(role for role in wording.copies if role not in COPIES)]

    def _facts(self, wording: Wording) -> dict[str, str]:
        unknown = {name: f"“{name}”, which is not known" for name in wording.needs if name not in FACTS}
        return {**{name: sentence_case(words) for name, words in FACTS.items()}, **unknown}

    def _list_questions(self, form: PaneForm, wording: Wording) -> None:
        form.add_widget(label("What it asks its writer", "label"))
        self.questions = [WrapLink(f"{ask.label} ({KINDS[ask.kind]}{', if they like' if ask.optional else ''})",
                                   partial(self.open_question, ask)) for ask in wording.asks]
        self.questions.append(WrapLink("Add a question …", partial(self.open_question, None)))
        for link in self.questions:
            link.setAccessibleName(f"Question: {link.text()}")
            form.add_widget(link)

    def _keep_letter(self) -> None:
        assert self.form is not None
        said = self.form.values()
        self._cards.change_letter(lambda wording: replace(
            wording, family=said["family"], to_others=bool(said["to_others"]),
            copies=tuple(role for role in self._roles(wording) if role in said["copies"]),
            needs=tuple(name for name in self._facts(wording) if name in said["needs"])), vocabulary_of)
        self._close()

    # A question.
    def open_question(self, ask: Ask | None) -> None:
        """Show a question to change, or an empty one."""
        self._typed = self.form.values() if self.form is not None else {}
        self._asked = ask or Ask("", "", next(iter(KINDS)), "")
        self.form = form = PaneForm(self._pane, "A question" if ask is None else "This question",
                                    "The answer is a field: put it into the words with @")
        form.add("label", "What the writer is asked", TextField(longest=160))
        form.add("kind", "What kind of answer", Choice(list(KINDS.items())))
        form.add("example", "An example of an answer", TextField(longest=160), hint="it shows what is wanted")
        form.add("optional", "Without an answer", Tick("The letter can do without it"))
        form.set_values(label=self._asked.label, kind=self._asked.kind, example=self._asked.example,
                        optional=self._asked.optional)
        self._keep = self._keep_question
        form.foot("Keep the question", self._keep_question, self.escape)
        others = [button("Back", self.escape, key="Esc")]
        if ask is not None:
            others.insert(0, button("Take it out", self._take_out))
        self._pane.finish(button("Keep the question", self._keep_question, key="Ctrl+Enter", kind="primary"), others)

    def _keep_question(self) -> None:
        assert self.form is not None and self._asked is not None
        said = self.form.values()
        others = [ask for ask in self._cards.wording().asks if ask.name != self._asked.name]
        taken = [ask.name for ask in others]
        name = self._asked.name or field_name(said["label"], taken)
        ask = Ask(name, one_line(said["label"]), said["kind"], one_line(said["example"]), said["optional"])
        if self.form.show_problems(question_problems(ask, others, self._desk.today)):
            return
        kept = said_example(ask, self._desk.today)
        self._cards.change_letter(lambda wording: with_question(wording, kept), vocabulary_of)
        self.open(**self._typed)

    def _take_out(self) -> None:
        assert self.form is not None and self._asked is not None
        name = self._asked.name
        try:
            without_question(self._cards.wording(), name)
        except Refused as error:
            self.form.show_problems([Problem("", refusal(error))])
            return
        self._cards.change_letter(lambda wording: without_question(wording, name), vocabulary_of)
        self.open(**self._typed)
