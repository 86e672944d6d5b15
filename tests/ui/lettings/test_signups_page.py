"""The list of sign-ups: what is on the way, a new one for who waits, and what was signed at night."""

from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions import signup as actions
from housingdesk.lettings.queries.signup import open_sign_ups, sign_up
from housingdesk.lettings.rules.words import Flow, SignUpState
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.lettings.signups_page import SignUpsPage
from tests.support.homes import Town, build_town
from tests.ui.support.driving import goes, has_focus, press, show, type_text, words
from tests.ui.support.page import settle


@pytest.fixture
def town(sqlite_desk: Desk) -> Town:
    """Homes to let."""
    return build_town(sqlite_desk)


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, town: Town) -> SignUpsPage:
    """The list."""
    assert town.home
    return show(qtbot, SignUpsPage(qt_desk))


def test_an_empty_list_says_how_to_begin(page: SignUpsPage) -> None:
    assert "Ctrl+N" in page.table.empty.text()


def test_a_room_is_offered_as_a_licence_and_begun_by_keys(page: SignUpsPage, town: Town, sqlite_desk: Desk) -> None:
    where = goes(page)
    press(page, "Ctrl+N")
    form = page.beginning.form
    assert form is not None
    form.set_values(space_id=town.rooms[0])
    form.edited.emit("space_id")
    assert form["kind"].value() is TenancyKind.LICENCE_EXCLUDED
    press(page, "Ctrl+Enter")
    [row] = sqlite_desk.ask(open_sign_ups, on=sqlite_desk.today)
    assert (row.head.space_id, row.head.kind) == (town.rooms[0], TenancyKind.LICENCE_EXCLUDED)
    assert (where[-1].place, where[-1].facts) == ("signup", {"sign_up_id": row.head.id})


def test_a_garage_is_let_by_contract_only(page: SignUpsPage, town: Town) -> None:
    page.begin()
    settle(page)
    form = page.beginning.form
    assert form is not None
    form.set_values(space_id=town.garage)
    form.edited.emit("space_id")
    assert form["kind"].value() is TenancyKind.CONTRACT


def test_a_home_must_be_chosen(page: SignUpsPage) -> None:
    press(page, "Ctrl+N", "Ctrl+Enter")
    assert "Choose the home" in words(page)


def test_a_home_in_another_sign_up_is_not_offered(page: SignUpsPage, town: Town, sqlite_desk: Desk) -> None:
    sqlite_desk.do(actions.begin_sign_up, space_id=town.home, kind=TenancyKind.STARTER, flow=Flow.HOME)
    page.begin()
    settle(page)
    assert page.beginning.form is not None
    editor: Any = page.beginning.form["space_id"]
    offered = editor.offered()
    assert town.home not in offered and town.rooms[0] in offered


def test_what_was_signed_at_night_is_entered_as_it_was(page: SignUpsPage, town: Town, sqlite_desk: Desk) -> None:
    where = goes(page)
    press(page, "Ctrl+Shift+N", "Ctrl+Enter")
    form = page.beginning.form
    assert form is not None
    assert form.fields["space_id"].error.text() == "Choose the room or home"
    assert form.fields["began_on"].error.text()
    form.set_values(pack_number="e0147", name="Joy Okafor", space_id=town.rooms[1], began_on=sqlite_desk.today - timedelta(1),
                    began_at="23:40", placed_by="Sam Reed, night worker", because="Fled her home")
    press(page, "Ctrl+Enter")
    [row] = sqlite_desk.ask(open_sign_ups, on=sqlite_desk.today)
    head = sqlite_desk.ask(sign_up, sign_up_id=row.head.id)
    assert (head.pack_number, head.state, head.flow) == ("E0147", SignUpState.SIGNED, Flow.EMERGENCY)
    assert head.true_start is not None and head.true_start.astimezone().strftime("%H:%M") == "23:40"
    assert where[-1].facts == {"sign_up_id": head.id}


def test_the_same_pack_is_not_entered_twice(page: SignUpsPage, town: Town, sqlite_desk: Desk) -> None:
    test_what_was_signed_at_night_is_entered_as_it_was(page, town, sqlite_desk)
    page.emergency()
    settle(page)
    form = page.beginning.form
    assert form is not None
    form.set_values(pack_number="E0147", name="Joy", space_id=town.rooms[2], began_on=sqlite_desk.today, began_at="00:10",
                    placed_by="Sam Reed", because="Again")
    press(page, "Ctrl+Enter")
    assert "was entered already" in words(page)
    assert form["name"].value() == "Joy", "nothing typed is lost"


def test_escape_puts_the_form_away(page: SignUpsPage) -> None:
    press(page, "Ctrl+N")
    type_text(page, "")
    assert page.escape() and not page.beginning.isVisible()
    assert has_focus(page.table), "the keys of the list act again"
