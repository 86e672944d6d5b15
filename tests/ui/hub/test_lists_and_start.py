"""The list of agreements, one person, one home, and starting a letting on screen."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.letting import end_letting
from housingdesk.people.queries import persons
from housingdesk.rent.queries.accounts import accounts_of, charges_in_force
from housingdesk.rent.rules.words import ChargeCode, Payer
from housingdesk.tenancies.queries.agreements import holders, tenancies_of_spaces, tenancy
from housingdesk.tenancies.rules import BenefitRoute, EndReason, TenancyKind
from housingdesk.ui.hub.start_page import StartPage
from housingdesk.ui.kit import window_state
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.people.page import PersonPage
from housingdesk.ui.properties.page import SpacePage
from housingdesk.ui.tenancies.page import TenanciesPage
from tests.support.desk import MONDAY
from tests.support.files import LettingFile, build_file
from tests.support.homes import add_people
from tests.support.lettings import make_tenancy
from tests.support.statements import statements
from tests.ui.support.walk import unreachable


@pytest.fixture
def letting(qt_desk: QtDesk) -> LettingFile:
    """A letting with a life."""
    return build_file(plain(qt_desk))


def plain(desk: QtDesk) -> Desk:
    """The desk behind the screens' desk."""
    assert isinstance(desk.desk, Desk)
    return desk.desk


@pytest.fixture
def listed(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> TenanciesPage:
    """The list, with a licence and somebody who has left."""
    desk = plain(qt_desk)
    make_tenancy(desk, "Óscar Żuk", kind=TenancyKind.LICENCE_EXCLUDED, start=MONDAY - timedelta(60))
    gone = make_tenancy(desk, "Bea Adams", start=MONDAY - timedelta(90))
    desk.do(end_letting, tenancy_id=gone, reason=EndReason.SURRENDER, event_on=MONDAY - timedelta(30))
    page = TenanciesPage(qt_desk)
    qtbot.addWidget(page)
    page.resize(1170, 681)
    page.show()
    QApplication.processEvents()
    return page


def shown(page: TenanciesPage) -> list[str]:
    """The names in sight, in their order."""
    for n in range(page.model.count()):
        page.model.cells(n)
    QApplication.processEvents()
    return [page.model.cells(n)[0].text for n in range(page.model.count())]


def test_the_list_shows_who_holds_what_and_owes_how_much(listed: TenanciesPage) -> None:
    assert shown(listed) == ["Amina Khan and Yusuf Khan", "Óscar Żuk"]
    assert listed.model.sentence(0) == \
        "Amina Khan and Yusuf Khan, 14 Dale Road, assured tenancy T000001, £341.80 owed"
    assert [listed.tabs.tabText(n) for n in range(listed.tabs.count())] == ["Current  2", "Not yet begun  0", "Former  1",
                                                                            "All  3"]


def test_groups_filters_and_text_are_asked_of_the_database(listed: TenanciesPage) -> None:
    listed.tabs.choose("former")
    assert shown(listed) == ["Bea Adams"]
    listed.tabs.choose("all")
    listed.filters["kind"].set_value(TenancyKind.LICENCE_EXCLUDED)
    listed.filters["kind"].edited.emit()
    assert shown(listed) == ["Óscar Żuk"]
    assert listed.escape() and len(shown(listed)) == 3
    listed.text.setText("zuk")
    assert shown(listed) == ["Óscar Żuk"], "accents do not matter"
    listed.text.setText("T000001")
    assert shown(listed) == ["Amina Khan and Yusuf Khan"]
    assert listed.escape() and not listed.escape()


def test_the_database_sorts(listed: TenanciesPage) -> None:
    listed.table.view.sort_by("names")
    listed.table.view.sort_by("names")
    assert shown(listed) == ["Óscar Żuk", "Amina Khan and Yusuf Khan"]


def test_filters_are_remembered(qtbot: Any, qt_desk: QtDesk, listed: TenanciesPage, tmp_path: Path) -> None:
    window_state.use(tmp_path / "windows.ini")
    listed.filters["route"].set_value(BenefitRoute.HB_EXEMPT)
    listed.filters["route"].edited.emit()
    again = TenanciesPage(qt_desk)
    qtbot.addWidget(again)
    again.show()
    QApplication.processEvents()
    assert again.filters["route"].value() is BenefitRoute.HB_EXEMPT
    assert shown(again) == ["Amina Khan and Yusuf Khan"]


def test_enter_opens_the_file_and_r_the_account(listed: TenanciesPage, letting: LettingFile) -> None:
    went: list[Go] = []
    listed.go.connect(went.append)
    shown(listed)
    listed.table.view.select_place(0)
    QTest.keyClick(listed.table.view, Qt.Key.Key_Return)
    listed.table.letter.emit("R")
    assert (went[0].place, went[0].facts["tenancy_id"], list(went[0].facts["among"])) == (
        "tenancy", letting.tenancy, list(listed.model.ids()))
    assert went[1] == Go("account", {"account_id": letting.account})


def test_the_list_asks_the_same_however_long_it_is(listed: TenanciesPage, qt_desk: QtDesk) -> None:
    with statements() as few:
        listed.refresh()
        shown(listed)
    for n in range(12):
        make_tenancy(plain(qt_desk), f"Person {n}", start=MONDAY)
    shown(listed)
    with statements() as many:
        listed.refresh()
        shown(listed)
    assert len(few) == len(many)


def test_a_person_has_what_they_hold_and_need(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> None:
    page = PersonPage(qt_desk)
    qtbot.addWidget(page)
    page.open(person_id=letting.lead)
    page.show()
    QApplication.processEvents()
    assert page.header.title.text() == "Amina Khan" and page.header.aside.text() == "say a-MEE-na"
    assert page.model.cells(0)[0].text == "Assured tenancy T000001"
    went: list[Go] = []
    page.go.connect(went.append)
    page.table.view.select_place(0)
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert went == [Go("tenancy", {"tenancy_id": letting.tenancy})]


def test_a_home_stands_in_its_tree_and_an_empty_one_can_be_let(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> None:
    page = SpacePage(qt_desk)
    qtbot.addWidget(page)
    page.open(space_id=letting.town.home)
    page.show()
    QApplication.processEvents()
    cells = [page.model.cells(n) for n in range(page.model.count())]
    tree = [(what.text.replace("\u2003", "-"), now.text) for what, now in cells]
    assert tree == [("Beech supported", ""), ("-Beech House", ""), ("--Room 1", "Empty"), ("--Room 2", "Empty"),
                    ("--Room 10", "Empty"), ("-14 Dale Road", ""), ("-Garage 7", "Empty")]
    facts = [w.text() for w in page.panel.facts.findChildren(QLabel)]
    assert {"Dalebrook Borough Council", "Femi Ajayi", "10001"} <= set(facts)
    assert page.panel.model.cells(0)[0].text == "Amina Khan and Yusuf Khan"
    assert not page.is_valid("start")
    page.table.go_to(letting.town.rooms[0])
    assert page.is_valid("start")
    went: list[Go] = []
    page.go.connect(went.append)
    page.start()
    assert went == [Go("letting", {"space_id": letting.town.rooms[0]})]


@pytest.fixture
def starting(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> StartPage:
    """The page that starts a letting, opened for Room 1."""
    page = StartPage(qt_desk)
    qtbot.addWidget(page)
    page.open(space_id=letting.town.rooms[0])
    page.show()
    QApplication.processEvents()
    return page


def test_a_licence_starts_with_its_account_as_one_act(starting: StartPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    desk = plain(qt_desk)
    zahra = add_people(desk, "Zahra Malik")[0]
    form = starting.form
    form.set_values(kind=TenancyKind.LICENCE_EXCLUDED, starts_on=MONDAY, route=BenefitRoute.HB_EXEMPT)
    form.edited.emit("kind")
    form["person_ids"].text.setText("Malik")
    QTest.keyClick(form["person_ids"].text, Qt.Key.Key_Return)
    form.set_values(code_1="rent", pence_1=25000, benefit_1=22000)
    form.edited.emit("benefit_1")
    assert starting.summary.text() == ("Excluded licence of Zahra Malik, Room 1, Beech House, 5 Mill Lane, from Mon 23 Nov "
                                       "2026. The licence charge is £250.00 a week. Their own part is £30.00 a week.")
    assert starting.go_button.accessibleName() == "Start the licence"
    went: list[Go] = []
    starting.go.connect(went.append)
    starting.start()
    made = desk.ask(tenancies_of_spaces, space_ids=[letting.town.rooms[0]])[0]
    assert (made.kind, made.reference) == (TenancyKind.LICENCE_EXCLUDED, "L000002")
    assert [holder.person_id for holder in desk.ask(holders, tenancy_ids=[made.id])] == [zahra]
    account = desk.ask(accounts_of, tenancy_id=made.id)[0]
    charge = desk.ask(charges_in_force, account_id=account.id, on=MONDAY)[0]
    assert charge.shares == ((Payer.HB, 22000), (Payer.TENANT, 3000))
    assert account.pence == 25000, "the week was debited already, so it is charged at once"
    assert went == [Go("tenancy", {"tenancy_id": made.id, "section": "rent"})]


def test_a_garage_starts_with_its_vat_on_top(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> None:
    desk = plain(qt_desk)
    add_people(desk, "Óscar Żuk")
    page = StartPage(qt_desk)
    qtbot.addWidget(page)
    page.open(space_id=letting.town.garage)
    page.show()
    QApplication.processEvents()
    assert page.form["kind"].value() is TenancyKind.CONTRACT, "only a contract fits a garage"
    page.form["person_ids"].text.setText("zuk")
    QTest.keyClick(page.form["person_ids"].text, Qt.Key.Key_Return)
    assert page.form["code_1"].value() is ChargeCode.GARAGE and page.form["vat"].isVisible()
    page.form.set_values(code_1="rent", pence_1=1000, vat=True, starts_on=MONDAY)
    page.start()
    assert "Choose Garage under Charge for" in page.form.fields["vat"].error.text()
    page.form.set_values(code_1="garage")
    page.form.edited.emit("vat")
    assert page.summary.text().endswith("The charge is £10.00 a week. VAT comes on top.")
    page.start()
    made = desk.ask(tenancies_of_spaces, space_ids=[letting.town.garage])[0]
    account = desk.ask(accounts_of, tenancy_id=made.id)[0]
    assert [(c.code, c.pence) for c in desk.ask(charges_in_force, account_id=account.id, on=MONDAY)] == [
        (ChargeCode.GARAGE, 1000), (ChargeCode.VAT, 200)]


def test_everything_missing_is_said_at_once_and_nothing_is_kept(starting: StartPage, qt_desk: QtDesk,
                                                                letting: LettingFile) -> None:
    starting.form.set_values(space_id=letting.town.rooms[0], starts_on=MONDAY)
    starting.start()
    QApplication.processEvents()
    wrong = {name: field.error.text() for name, field in starting.form.fields.items() if field.error.text()}
    assert wrong == {"person_ids": "Choose who holds the tenancy",
                     "pence_1": "Say what is charged, even if it is nothing yet: a charge of £0.00"}
    assert plain(qt_desk).ask(tenancies_of_spaces, space_ids=[letting.town.rooms[0]]) == []


def test_ctrl_enter_adds_the_person_and_then_starts(starting: StartPage) -> None:
    starting.activateWindow()
    starting.add_person()
    QApplication.processEvents()
    form = starting.side.form
    assert form is not None and form.form["name"].hasFocus()
    QTest.keyClicks(form.form["name"], "Nkechi Obi")
    QTest.keyClick(form.form["name"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert [pick.words for pick in starting.form["person_ids"].chosen] == ["Nkechi Obi"]
    starting.form["kind"].setFocus()
    QTest.keyClick(starting.form["kind"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert starting.form.fields["pence_1"].error.text() or starting.form.fields["space_id"].error.text()


def test_esc_gives_the_focus_back_to_where_it_was(starting: StartPage) -> None:
    starting.activateWindow()
    starting.form["route"].setFocus()
    starting.add_person()
    QApplication.processEvents()
    assert not starting.form["route"].hasFocus()
    assert starting.escape() and starting.form["route"].hasFocus()


def test_what_is_typed_is_there_again_after_a_look_elsewhere(starting: StartPage, letting: LettingFile) -> None:
    starting.form["pence_1"].setFocus()
    QTest.keyClicks(starting.form["pence_1"], "112.40")
    starting.form["space_id"].set_value(letting.town.rooms[0])
    starting.hide()
    starting.open()
    starting.show()
    QApplication.processEvents()
    assert (starting.form["pence_1"].value(), starting.form["space_id"].value()) == (11240, letting.town.rooms[0])
    starting.clear()
    starting.open()
    assert starting.form["pence_1"].value() is None


def test_tab_comes_to_every_question(starting: StartPage) -> None:
    assert unreachable(starting) == []


def test_somebody_not_on_file_is_added_and_taken(starting: StartPage, qt_desk: QtDesk) -> None:
    starting.add_person()
    form = starting.side.form
    assert form is not None
    form.form.set_values(name="")
    starting.side.finish()
    assert form.form.fields["name"].error.text() == "Type the name as the person writes it"
    form.form.set_values(name="Nkechi Obi")
    starting.side.finish()
    assert [pick.words for pick in starting.form["person_ids"].chosen] == ["Nkechi Obi"]
    assert not starting.side.isVisible()
    made = plain(qt_desk).ask(persons, ids=list(starting.form["person_ids"].value()))
    assert [row.name for row in made] == ["Nkechi Obi"]


def test_only_homes_that_fit_and_are_empty_are_offered(starting: StartPage, letting: LettingFile) -> None:
    offered = starting.form["space_id"].offered()
    assert letting.town.home not in offered and set(letting.town.rooms) <= set(offered)
    assert letting.town.garage not in offered
    starting.form.set_values(kind=TenancyKind.CONTRACT)
    starting.form.edited.emit("kind")
    assert starting.form["space_id"].offered() == [None, letting.town.garage]


def test_an_agreement_that_is_no_more_is_said_so(qt_desk: QtDesk, letting: LettingFile) -> None:
    with pytest.raises(Exception, match="no longer there"):
        plain(qt_desk).ask(tenancy, tenancy_id=letting.tenancy + 50)
