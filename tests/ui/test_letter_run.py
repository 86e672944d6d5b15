"""Letters before they are made: what is looked at is the letter of whoever is marked, and nobody else's."""

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.letters import queries as letter_queries
from housingdesk.people.actions import add_party
from housingdesk.people.rules import PartyDraft, PartyRole, Scope
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.accounts import open_standard_accounts
from housingdesk.rent.queries.accounts import account
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.ui.kit.places import Go
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


@pytest.fixture
def parties(sqlite_desk: Desk, made: dict[str, int]) -> dict[str, int]:
    """A key worker of Amina's with an authority, and one of Joy's who has neither authority nor address."""
    for who, given, address in (("Amina", MONDAY, "8 Canal Street\nDalebrook\nZZ1 1AB"), ("Joy", None, "")):
        found = sqlite_desk.ask(account, account_id=made[who])
        assert found is not None and found.tenancy_id is not None
        [holder] = sqlite_desk.ask(holders, tenancy_ids=[found.tenancy_id])
        sqlite_desk.do(add_party, person_id=holder.person_id, draft=PartyDraft(
            PartyRole.KEY_WORKER, f"Sarah of {who}", Scope.RENT, authority_on=given, address=address))
    return made


def test_copies_are_said_before_the_letters_are_made_and_one_is_taken_off_with_its_reason(
        page: LetterRunPage, parties: dict[str, int], sqlite_desk: Desk) -> None:
    page.open(account_ids=(parties["Amina"], parties["Joy"]), template="arrears-2")
    settle(page)
    page.table.setFocus()
    assert people(page) == ["Joy Okafor", "Amina Khan"], "whose copy cannot be made is seen first"
    assert "No copy: Sarah of Joy (key worker): nothing, there is no address on file" in words(page)
    assert page.is_valid("ask_copies")
    press(page, "Down")
    assert "1 copy: Sarah of Amina (key worker): a full copy" in words(page)
    press(page, "C")
    form = page._asking
    assert form is not None and "Key worker; authority of 23 November 2026, rent and benefit" in words(page)
    [copy] = [name for name in form.form.fields if name.startswith("copy_")]
    form.form[copy].set_value(False)
    page.make()
    assert "Say in a few words why the copy is not sent" in words(page), "the form stays until the reason is given"
    form.form["why_no_copy"].set_value("She is away")
    page.make()
    assert page._asking is None and "left out, She is away" in words(page)
    page.refresh()
    settle(page)
    page.make()
    settle(page)
    letters = sqlite_desk.ask(letter_queries.letters)
    assert {letter.addressee for letter in letters} == {"Amina Khan", "Joy Okafor"} and len(letters) == 2


def test_esc_leaves_the_copies_and_keeps_them(page: LetterRunPage, parties: dict[str, int]) -> None:
    page.open(account_ids=(parties["Amina"],), template="arrears-2")
    settle(page)
    page.table.setFocus()
    press(page, "Home", "C")
    assert page._asking is not None and not page.is_valid("settle")
    assert page.escape() and not page.asking.isVisible()
    assert "1 copy: Sarah of Amina" in words(page) and not page.escape()


def test_in_a_narrow_window_the_copies_take_the_place_of_the_list(page: LetterRunPage, parties: dict[str, int]) -> None:
    page.resize(560, 380)
    page.open(account_ids=(parties["Amina"],), template="arrears-2")
    settle(page)
    page.table.setFocus()
    press(page, "Home", "C")
    assert page.asking.isVisible() and not page.listing.isVisible()
    assert page.escape() and page.listing.isVisible()


def test_the_next_held_passes_over_what_is_not_due(page: LetterRunPage, made: dict[str, int]) -> None:
    page.open(account_ids=(made["Amina"],))
    settle(page)
    page.make()  # the next letter is not due before a week has gone
    settle(page)
    page.open(account_ids=(made["Amina"], made["Joy"]), listed={made["Joy"]: 1})
    settle(page)
    page.table.setFocus()
    assert [row.held for row in page.model.rows()] == [True, False] and page.model.rows()[1].not_due
    assert "1 held + 1 not due" in page.header.subtitle.text()
    press(page, "Home", "]", "]")
    assert page.table.view.currentIndex().row() == 0
    press(page, "End")
    assert "Not due" in [cell.text for cell in page.model.cells(1)]


def test_in_a_narrow_list_why_has_the_room_of_the_sum(page: LetterRunPage, made: dict[str, int]) -> None:
    page.open(account_ids=(made["Amina"],))
    for width, hidden in ((1300, False), (870, True)):
        page.window().resize(width, 420)
        settle(page)
        assert page.table.view.isColumnHidden(2) is hidden
    assert page.table.view.columnWidth(3) >= 150


def test_enter_goes_where_a_held_letter_is_settled(page: LetterRunPage, made: dict[str, int]) -> None:
    went: list[Go] = []
    page.go.connect(went.append)
    page.open(account_ids=(made["Amina"],), listed={made["Amina"]: 1})
    settle(page)
    page.table.setFocus()
    assert "Look at the account, then choose them again on the list. Enter goes there" in words(page)
    press(page, "Home", "Enter")
    assert went == [Go("account", {"account_id": made["Amina"]})]
    page.open(account_ids=(made["Amina"],), template="arrears-2")
    settle(page)
    page.table.setFocus()
    press(page, "Home", "Enter")
    assert len(went) == 1 and not page.is_valid("settle") and not page.is_valid("ask_copies")
