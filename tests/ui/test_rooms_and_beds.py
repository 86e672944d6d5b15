"""Hostel money by keys: a room move on one screen, a bed held from the account, rent loss by cause; no window cuts."""

from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.held_beds import hold_bed
from housingdesk.rent.queries.held import held_beds
from housingdesk.rent.rules.words import Frequency, HeldCause
from housingdesk.tenancies.queries.agreements import occupancies, tenancy
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.changes.room_move_page import RoomMovePage
from housingdesk.ui.hub.account_page import AccountPage
from housingdesk.ui.hub.start_page import StartPage
from housingdesk.ui.hub.tenancy_page import TenancyPage
from housingdesk.ui.kit.finder import Pick
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.tenancies.forms import EndForm
from housingdesk.ui.voids.losses_page import LossesPage
from tests.support.desk import MONDAY
from tests.support.hostels import NIGHT, Hostel, build_hostel
from tests.support.lettings import make_person
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, opened, press, show, type_text, words

DAY = timedelta(1)


@pytest.fixture
def hostel(sqlite_desk: Desk) -> Hostel:
    return build_hostel(sqlite_desk)


def test_somebody_moves_to_another_room_by_keys(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, hostel: Hostel) -> None:
    person = hostel.arrive(0, 0)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    file = opened(show(qtbot, TenancyPage(qt_desk)), tenancy_id=person)
    wanted = goes(file)
    press(file, "Alt+R")
    assert [(go.place, go.facts) for go in wanted] == [("room_move", {"tenancy_id": person})]
    page = opened(show(qtbot, RoomMovePage(qt_desk)), tenancy_id=person)
    found = goes(page)
    assert "£24.00 a night" in words(page)
    press(page, "Down", "Enter")
    assert "To Room 10" in words(page)
    press(page, "Ctrl+A")
    type_text(page, "26 Nov 2026")
    press(page, "Tab")
    said = words(page)
    assert "The licence charge is £27.00 a night from Thu 26 Nov 2026; it was £24.00" in said
    assert "£12.00 is charged for days that are debited already" in said
    assert page_faults(qtbot, page) == []
    press(page, "Ctrl+Enter")
    assert [(one.space_id, one.start) for one in sqlite_desk.ask(occupancies, tenancy_ids=[person])] == [
        (hostel.town.rooms[0], MONDAY), (hostel.town.rooms[2], MONDAY + 3 * DAY)]
    assert hostel.pence(person) == 7 * NIGHT + 4 * 300
    assert [(go.place, go.facts["tenancy_id"]) for go in found] == [("tenancy", person)]


def test_a_bed_is_held_and_ended_from_the_account(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, hostel: Hostel) -> None:
    person = hostel.arrive(0, -7)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    account = hostel.account(person)
    page = opened(show(qtbot, AccountPage(qt_desk)), account_id=account)
    assert "Licence charge, 7 nights at £24.00, from Monday 23 November" in [
        line.what for line in page.panel.file.statement.lines]  # type: ignore[union-attr]
    page.panel.table.setFocus()
    press(page, "H")
    form: Any = page.panel._form
    form.form.set_values(cause=HeldCause.REMAND, charged=False, start=MONDAY + DAY)
    assert page_faults(qtbot, page) == []
    press(page, "Ctrl+Enter")
    assert hostel.pence(person) == 8 * NIGHT
    assert page.panel.held_bar.isVisible()
    assert page.panel.held_bar.sentence.startswith("Bed held: On remand from 24 November 2026, not back yet, not charged")
    press(page, "H")
    form = page.panel._form
    form.form.set_values(end=MONDAY + 3 * DAY)
    press(page, "Ctrl+Enter")
    assert hostel.pence(person) == 12 * NIGHT
    [row] = sqlite_desk.ask(held_beds, account_ids=[account])
    assert (row.start, row.end) == (MONDAY + DAY, MONDAY + 3 * DAY)


def test_rent_loss_is_listed_spell_by_spell_with_its_cause(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                           hostel: Hostel) -> None:
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    first = hostel.arrive(0, 1)
    hostel.leave(first, 3)
    second = hostel.arrive(0, 4, "Ben Okafor")
    sqlite_desk.do(hold_bed, account_id=hostel.account(second), cause=HeldCause.HOSPITAL, start=MONDAY + 5 * DAY, charged=False)
    page = show(qtbot, LossesPage(qt_desk))
    rows = [(row.days, row.cause, row.pence) for row in page.model.rows() if row.space_id == hostel.town.rooms[0]]
    assert rows == [(1, "No plan on the board", NIGHT), (1, "Between lettings", NIGHT), (2, "Bed held, in hospital", 2 * NIGHT)]
    assert "for these weeks" in words(page) and "than the spells" not in words(page)
    assert page_faults(qtbot, page) == []
    found = goes(page)
    press(page, "Enter")
    assert found and found[0].place in ("space", "void")
    press(page, "P")
    assert "Nothing was lost" in words(page)


def test_a_licence_by_the_night_is_started_on_the_page_and_its_end_says_which_night_is_the_last(
        qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, hostel: Hostel) -> None:
    page = opened(show(qtbot, StartPage(qt_desk)), space_id=hostel.town.rooms[0])
    assert not _offers(page, "By the night"), "a tenancy is not"
    page.form["kind"].set_value(TenancyKind.LICENCE_EXCLUDED)
    page.form.edited.emit("kind")
    page.form.set_values(person_ids=[Pick(make_person(sqlite_desk), "Amina Khan", "")], frequency=Frequency.NIGHTLY,
                         space_id=hostel.town.rooms[0], starts_on=MONDAY, pence_1=2_000)
    page.form.edited.emit("frequency")
    assert "£20.00 a night" in words(page)
    assert not page.form.fields["rent_free"].isVisible()
    found = goes(page)
    press(page, "Ctrl+Enter")
    licence = found[0].facts["tenancy_id"]
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    assert hostel.pence(licence) == 7 * 2_000
    pane = RefillPane("The end", width=400)
    qtbot.addWidget(pane)
    pane.show()
    form = EndForm(pane, qt_desk, sqlite_desk.ask(tenancy, tenancy_id=licence), lambda: None, by_night=True)
    form.form.set_values(event_on=MONDAY + 2 * DAY)
    form._say()
    assert form.last.text().startswith("The last night charged is the night of Tue 24 Nov 2026. Somebody else can come")


def _offers(page: StartPage, wanted: str) -> bool:
    choice: Any = page.form["frequency"]
    return any(choice.itemText(place) == wanted for place in range(choice.count()))
