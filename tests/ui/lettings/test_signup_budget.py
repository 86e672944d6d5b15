"""A whole sign-up of a nominated household by keys: nine tasks, the papers printed and signed, the letting made; counted."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.signup import begin_sign_up
from housingdesk.lettings.queries.core import core_state
from housingdesk.lettings.queries.offers import offers_of
from housingdesk.lettings.queries.signup import open_sign_ups, sign_up
from housingdesk.lettings.rules.signup.questions import Kind
from housingdesk.lettings.rules.words import SignUpState
from housingdesk.ui.app.registry import PLACES
from housingdesk.ui.kit import printing
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.yes_no import YesNo
from housingdesk.ui.lettings.answer_field import AnswerField
from housingdesk.ui.lettings.signup_page import END
from housingdesk.ui.main_window import MainWindow
from tests.support.nominee import Nominee, about_to_sign
from tests.support.signing_up import usual
from tests.ui.support import KeyCounter
from tests.ui.support.driving import press, show_window, type_text
from tests.ui.support.page import settle
from tests.ui.support.signing import draw

KEYS, TYPED, RESUME = 130, 25, 2
EYES = 600
"""Seconds of the coordinator's eyes on the screen, reckoned as the design does: a key 0.3, a sheet read 3, an answer found 2, a
field typed 5."""


@pytest.fixture
def nominee(sqlite_desk: Desk) -> Nominee:
    """Amina Khan, who took the offer."""
    return about_to_sign(sqlite_desk)


@pytest.fixture
def window(qtbot: QtBot, qt_desk: QtDesk, nominee: Nominee, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window of the office, with a printer that keeps what it prints."""
    assert nominee.offer
    monkeypatch.setattr(printing, "_folders", {})
    printing.offer_folder("Folder", tmp_path)
    return show_window(qtbot, MainWindow(qt_desk, PLACES, association="Dale Vale Homes"))


class Coordinator:
    """Answers what has no answer, with the keys a practised person needs, and Enter after each."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.page: Any = window.pages["signup"]
        self.typed = self.answered = 0
        self.sheets: set[tuple[str, str, int]] = set()

    def eyes(self, keys: int) -> float:
        """Seconds the eyes were on the screen, reckoned."""
        return 0.3 * keys + 3 * len(self.sheets) + 2 * self.answered + 5 * self.typed

    def through(self, until: str) -> None:
        """Goes on until a task is in sight, or the end."""
        for _ in range(400):
            if self.page._task == until or not self.page.isVisible():
                return
            here = self.page.card.here()
            if self.page.card.form is not None:
                sheet = self.page.card.form.sheet
                self.sheets.add((sheet.task, sheet.title, sheet.person))
            if here is not None and here.missing() and (here.one.question.kind is not Kind.TICK or here.one.question.core):
                self.answer(here)
                if self.page.card.key_here() != here.key:
                    continue  # a letter answered and went on
            if self.page.isVisible() and self.page._task != until:
                press(self.window, "Enter")
        raise AssertionError(f"never came to {until}: {self.page._task}, {self.page.card.key_here()}")

    def answer(self, field: AnswerField) -> None:
        """Gives the usual answer to a question."""
        value = usual(field.one, {})
        self.answered += 1
        if field.one.question.kind is Kind.TICK:
            press(self.window, "Space")
        elif not value:
            press(self.window, "Ctrl+D")
        elif isinstance(field.editor, YesNo):
            offered = zip(field.editor.buttons, field.editor.offered(), strict=True)
            press(self.window, next(made.text() for made, key in offered if key == value)[0])
        elif isinstance(field.editor, QComboBox):
            self._choose(field, value)
        elif field.one.question.kind is Kind.CHOICE:
            self._choose_in_sight(field, value)
        else:
            self.typed += 1
            kind = field.one.question.kind
            text = date.fromisoformat(value).strftime("%d/%m") if kind is Kind.DAY else \
                f"{int(value) / 100:.2f}" if kind is Kind.MONEY else value
            type_text(self.window, text)

    def _choose(self, field: AnswerField, value: str) -> None:
        for letter in field.one.choices[value][:1]:
            type_text(self.window, letter)
        box: Any = field.editor
        for _ in range(40):
            apart = box.offered().index(value) - box.currentIndex()
            if not apart:
                break
            press(self.window, "Down" if apart > 0 else "Up")
        settle(self.window)
        assert box.value() == value, field.key

    def _choose_in_sight(self, field: AnswerField, value: str) -> None:
        press(self.window, "Space")
        for _ in range(8):
            if field.editor.value() == value:
                return
            press(self.window, "Down")
        raise AssertionError(field.key)


def print_and_sign(window: MainWindow) -> None:
    """Prints the whole pack; the household and the officer sign the agreement on the screen."""
    pack: Any = window.pages["pack"]
    assert pack.isVisible() and pack.model.count() > 5, "the papers are made when the pack is opened"
    press(window, "Ctrl+P", "Enter", "Tab", "Enter", "Ctrl+Shift+S")
    sign: Any = window.pages["sign"]
    while sign.isVisible() and sign.is_valid("accept"):
        draw(sign.pad)
        sign.read.setFocus()
        press(window, "Space", "Ctrl+Enter")
    press(window, "Esc", "Esc")


def test_a_sign_up_from_a_nomination_in_its_keys(window: MainWindow, nominee: Nominee, sqlite_desk: Desk, tmp_path: Path,
                                                 capsys: pytest.CaptureFixture[str]) -> None:
    window.go_to("applicant", applicant_id=nominee.applicant)
    settle(window)
    with KeyCounter() as counted:
        press(window, "Alt+S", "Ctrl+Enter")
        [row] = sqlite_desk.ask(open_sign_ups, on=sqlite_desk.today)
        clerk = Coordinator(window)
        clerk.through("pack")
        press(window, "Enter")
        print_and_sign(window)
        clerk.through(END)
        press(window, "Ctrl+Enter")
    with capsys.disabled():
        print(f"\nsign-up from a nomination: {counted.keys} keys, {clerk.typed} typed fields, {clerk.answered} answers on "
              f"{len(clerk.sheets)} sheets, eyes {clerk.eyes(counted.keys):.0f} s")
    made = sqlite_desk.ask(sign_up, sign_up_id=row.id)
    assert made.state is SignUpState.FINISHED and made.tenancy_id is not None
    status = sqlite_desk.ask(core_state, sign_up_id=row.id, on=sqlite_desk.today)
    assert [problem.sentence for problem in status.stopping] == [] and status.ready
    assert len(list(tmp_path.glob("printed-*.pdf"))) == 1
    assert counted.keys <= KEYS
    assert clerk.typed <= TYPED
    assert clerk.eyes(counted.keys) <= EYES


def test_a_paused_sign_up_is_taken_up_with_two_keys(window: MainWindow, nominee: Nominee, sqlite_desk: Desk) -> None:
    offer = sqlite_desk.ask(offers_of, applicant_id=nominee.applicant)[0]
    made = int(sqlite_desk.do(begin_sign_up, space_id=offer.space_id, kind=offer.kind, applicant_id=nominee.applicant,
                              offer_id=offer.id).value)
    window.go_to("signup", sign_up_id=made, task="reach", key="emergency_name")
    settle(window)
    page: Any = window.pages["signup"]
    page.card.form.answers["emergency_name"].editor.setFocus()
    type_text(window, "Joan Bell")
    press(window, "Tab")
    before = page.card.key_here()
    page.pause()
    window.go_to("today")
    settle(window)
    today: Any = window.pages["today"]
    place = next(n for n in range(today.model.count()) if today.model.row(n)[1].place == "signup")
    with KeyCounter() as counted:
        for _ in range(place):
            press(window, "Down")
        press(window, "Enter")
    assert page.isVisible() and page.card.key_here() == before
    assert counted.keys <= RESUME
