"""Letters before they are made: what is looked at is the letter of whoever is marked, and nobody else's."""

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.accounts import open_standard_accounts
from housingdesk.settings.actions import set_value
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.letters.page import LettersPage
from housingdesk.ui.mailings.run_page import LetterRunPage
from tests.support.banking import make_payer
from tests.support.desk import MONDAY
from tests.ui.support.driving import press, show, words
from tests.ui.support.page import settle


@pytest.fixture
def made(sqlite_desk: Desk) -> dict[str, int]:
    """Two people who owe a week's rent: accounts by first name."""
    sqlite_desk.do(open_standard_accounts)
    found = {name.split()[0]: make_payer(sqlite_desk, name)[0] for name in ("Amina Khan", "Joy Okafor")}
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    office = {"org.name": "Dale Vale Homes", "org.address": ("1 Mill Lane", "Dalebrook", "ZZ1 1ZZ"),
              "org.phone": "01632 960 118"}
    for key, value in office.items():
        sqlite_desk.do(set_value, key=key, value=value, valid_from=MONDAY)
    return found


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, made: dict[str, int]) -> LetterRunPage:
    return show(qtbot, LetterRunPage(qt_desk))


def people(page: LetterRunPage) -> list[str]:
    return [row.addressee for row in page.model.rows()]


def test_the_letter_that_is_looked_at_is_of_the_run_that_is_open(page: LetterRunPage, made: dict[str, int]) -> None:
    for who, name in (("Amina", "Amina Khan"), ("Joy", "Joy Okafor")):
        page.open(account_ids=(made[who],), template="statement")
        settle(page)
        assert people(page) == [name]
        page.table.setFocus()
        assert f"Statement to {name}" in words(page)
    page.open(account_ids=())
    settle(page)
    assert people(page) == [] and not page.view.pages()


def test_who_is_left_out_stays_left_out_when_the_list_is_worked_out_again(page: LetterRunPage, made: dict[str, int]) -> None:
    page.open(account_ids=(made["Amina"], made["Joy"]), template="statement")
    settle(page)
    page.table.setFocus()
    press(page, "Home", "X")
    assert people(page) == ["Joy Okafor"]
    page._accounts = (made["Joy"], made["Amina"])  # as when an account has gone from the front of the list
    page.refresh()
    settle(page)
    assert people(page) == ["Joy Okafor"]


def test_letters_offer_only_what_can_be_done_with_one_that_is_chosen(
        qtbot: QtBot, qt_desk: QtDesk, page: LetterRunPage, made: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    letters = show(qtbot, LettersPage(qt_desk))
    offered = ("withdraw", "save", "print_one")
    assert [letters._buttons[act].isEnabled() for act in offered] == [False, False, False]
    page.open(account_ids=(made["Amina"],), template="statement")
    settle(page)
    page.make()
    settle(letters)
    letters.table.setFocus()
    settle(letters)
    assert [letters._buttons[act].isEnabled() for act in offered] == [True, True, True] and letters.view.pages()
    late: list[bytes | None] = []
    monkeypatch.setattr(letters.view, "show_pdf", late.append)
    letters.tabs.choose("others")
    settle(letters)
    letters._show_pdf(b"a letter that was asked for before")
    assert set(late) == {None}


def test_esc_leaves_the_letters_to_the_window_which_goes_back(page: LetterRunPage, made: dict[str, int]) -> None:
    page.open(account_ids=(made["Amina"],), template="statement")
    settle(page)
    assert not page.with_statement.isVisible(), "a statement does not go with a statement"
    assert not page.escape()
    page.template.set_value("arrears-1")
    page.refresh()
    settle(page)
    assert page.with_statement.isVisible()
