"""The file of an agreement in use: notes, the diary, people, an ending, and words that follow the agreement."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from housingdesk.diary import queries as diary_queries
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.tenancies.queries.agreements import holders, occupancies, tenancy
from housingdesk.tenancies.rules import BenefitRoute, EndReason, TenancyKind
from housingdesk.ui.hub.account_page import AccountPage
from housingdesk.ui.hub.tenancy_page import TenancyPage
from housingdesk.ui.hub.timeline_panel import TimelinePanel
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.table_model import TableModel
from housingdesk.ui.people.panel import PeoplePanel
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY
from tests.support.files import LettingFile, build_file
from tests.support.homes import add_people
from tests.ui.support import Recorder


def open_file(qtbot: Any, qt_desk: QtDesk, made: LettingFile, **facts: Any) -> TenancyPage:
    """The file, shown."""
    page = TenancyPage(qt_desk)
    qtbot.addWidget(page)
    page.resize(1170, 681)
    page.open(tenancy_id=made.tenancy, **facts)
    page.show()
    QApplication.processEvents()
    return page


@pytest.fixture
def letting(qt_desk: QtDesk) -> LettingFile:
    """A letting with a life."""
    return build_file(qt_desk.desk)  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> TenancyPage:
    """Its file."""
    return open_file(qtbot, qt_desk, letting)


def said(root: QWidget) -> Iterator[str]:
    """Every word that a screen says: labels, buttons, fields and their choices, lists, names for screen readers."""
    QApplication.processEvents()
    for widget in root.findChildren(QWidget):
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(n) for n in range(widget.count()))
        if isinstance(widget, QLineEdit):
            yield from (widget.text(), widget.placeholderText())
    for model in root.findChildren(TableModel):
        for n in range(model.count()):
            yield model.sentence(n)
            yield from (text for cell in model.cells(n) for text in (cell.text, cell.secondary))


def timeline(page: TenancyPage) -> TimelinePanel:
    """The timeline of a file."""
    found = page.panels["timeline"]
    assert isinstance(found, TimelinePanel)
    return found


def lines(panel: TimelinePanel) -> list[str]:
    """What the timeline says, newest first."""
    return [panel.model.cells(n)[2].text for n in range(panel.model.count())]


def test_the_head_says_what_changes_what_you_do_next(page: TenancyPage) -> None:
    words = list(said(page.header))
    assert {"Amina Khan and Yusuf Khan", "say Amina Khan: a-MEE-na"} <= set(words)
    assert any("14 Dale Road, ZZ9 9ZZ · assured tenancy T000001 since 26 October 2026" in text for text in words)
    assert "Own part £39.40 owed, 3.4 weeks" in words
    assert "Housing Benefit, supported" in words and "Urdu interpreter (Amina Khan)" in words


def test_what_is_missing_is_a_quiet_strip(page: TenancyPage) -> None:
    words = list(said(page.missing))
    assert "No phone number for Yusuf Khan. Add" in words
    next(b for b in page.missing.findChildren(QAbstractButton) if "Yusuf" in b.text()).click()
    assert page.tabs.key() == "people"


def test_the_timeline_merges_the_rooms(page: TenancyPage) -> None:
    told = lines(timeline(page))
    assert told[:2] == ["Ring about the benefit claim", "Rang about the missed payment; promised £50 on Friday."]
    assert "Left a message. No answer since." in told
    assert "£11.60 received: Standing order" in told
    assert any(text.startswith("Tenancy T000001 of Amina Khan and Yusuf Khan began at 14 Dale Road") for text in told)


def test_filters_narrow_and_are_remembered_and_escape_clears_them(page: TenancyPage) -> None:
    panel = timeline(page)
    panel.filters.set_on(["money"])
    assert lines(panel) and all(("received" in text or "charged" in text or "credited" in text) for text in lines(panel))
    panel.text.setText("paypoint")
    assert lines(panel) == ["£5.00 received: Paid at PayPoint"]
    assert panel.escape() and len(lines(panel)) > 1
    assert panel.escape() and lines(panel)[0] == "Ring about the benefit claim"
    assert not panel.escape()


def test_a_note_is_typed_and_kept_with_two_keys_and_taken_back_with_one(page: TenancyPage, qt_desk: QtDesk) -> None:
    page.write_note()
    panel = timeline(page)
    assert panel._form is not None
    box = panel._form.form["text"]
    assert box.hasFocus()
    QTest.keyClicks(box, "Rang, will pay on Friday")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Rang, will pay on Friday" in lines(panel) and not panel.pane.isVisible()
    qt_desk.undo()
    assert "Rang, will pay on Friday" not in lines(panel)
    assert any(text.startswith("Note removed by AB, 23 Nov") for text in lines(panel))


def test_an_empty_note_is_refused_beside_its_field(page: TenancyPage) -> None:
    page.write_note()
    panel = timeline(page)
    panel.finish()
    assert "The note is empty" in list(said(panel.pane))


def test_a_note_is_changed_pinned_removed_and_restored(page: TenancyPage, qt_desk: QtDesk) -> None:
    panel = timeline(page)
    place = lines(panel).index("Left a message. No answer since.")
    panel.table.view.select_place(place)
    panel.table.letter.emit("P")
    assert set(lines(panel)[1:3]) == {"Left a message. No answer since.",
                                      "Rang about the missed payment; promised £50 on Friday."}
    panel.edit_note()
    assert panel._form is not None
    panel._form.form["text"].set_value("Left a message twice")
    panel.finish()
    assert "Left a message twice" in lines(panel)
    panel.table.view.select_place(lines(panel).index("Left a message twice"))
    panel.table.letter.emit("X")
    removed = next(n for n, text in enumerate(lines(panel)) if text.startswith("Note removed by AB"))
    panel.table.view.select_place(removed)
    QTest.keyClick(panel.table.view, Qt.Key.Key_Return)
    next(b for b in panel.pane.findChildren(QAbstractButton) if b.text() == "Restore the note").click()
    assert "Left a message twice" in lines(panel)


def test_an_edited_note_shows_what_it_said_before(page: TenancyPage) -> None:
    panel = timeline(page)
    panel.table.view.select_place(lines(panel).index("Left a message. No answer since."))
    panel.edit_note()
    assert panel._form is not None
    panel._form.form["text"].set_value("Spoke to her sister")
    panel.finish()
    panel.table.view.select_place(lines(panel).index("Spoke to her sister"))
    QTest.keyClick(panel.table.view, Qt.Key.Key_Return)
    assert {"Spoke to her sister", "Left a message.\nNo answer since."} <= set(said(panel.pane))


def test_a_task_is_written_moved_and_done(page: TenancyPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    page.write_diary()
    panel = timeline(page)
    assert panel._form is not None
    panel._form.form.set_values(text="Visit with the key worker", due_on=MONDAY - timedelta(1))
    panel.finish()
    assert "22 November 2026 is past. Choose today or a later day" in list(said(panel.pane))
    panel._form.form.set_values(due_on=MONDAY)
    panel.finish()
    assert lines(panel)[:2] == ["Visit with the key worker", "Ring about the benefit claim"]
    panel.table.view.select_place(0)
    panel.table.letter.emit("Z")
    panel.finish()
    first = panel.model.rows()[0]
    assert first.task is not None and first.task.due_on == MONDAY + timedelta(1)
    panel.table.view.select_place(0)
    panel.table.letter.emit("D")
    left = qt_desk.desk.ask(diary_queries.tasks, subject=Ref("tenancy", letting.tenancy))
    assert [task.text for task in left] == ["Ring about the benefit claim"]
    assert "Visit with the key worker: done" in lines(panel)


def test_sections_by_alt_and_number(page: TenancyPage, qtbot: Any) -> None:
    for number, key in enumerate(("timeline", "rent", "people", "home", "letters", "files"), 1):
        page.actions_by_key[f"Alt+{number}"].trigger()
        assert page.tabs.key() == key
        assert page.stack.currentWidget() is page.panels[key]
    page.section("timeline")
    timeline(page).table.view.select_place(2)
    kept = page.bookmark()
    page.section("files")
    page.restore(kept)
    assert page.tabs.key() == "timeline" and timeline(page).table.view.currentIndex().row() == 2


def test_people_shows_who_may_be_talked_to_and_whose_authority_ran_out(page: TenancyPage) -> None:
    page.section("people")
    panel = page.panels["people"]
    assert isinstance(panel, PeoplePanel)
    rows = [tuple(cell.text for cell in panel.model.cells(n)) for n in range(panel.model.count())]
    assert ("May talk to", "Joan Bell, key worker, Beech Support") in rows
    assert ("Expired", "Petra Novak, key worker, Beech Support") in rows
    assert rows[0] == ("Name", "Amina Khan") and ("Name", "Yusuf Khan") in rows
    notes = [panel.model.cells(n)[1].secondary for n in range(panel.model.count())]
    assert "holds the tenancy, written to first · say a-MEE-na · born 5 May 1980, 46 years old · AB 12 34 56 C" in notes
    assert "not safe to use: somebody else might see or hear" in notes


def test_a_contact_is_added_with_its_problems_in_place(page: TenancyPage) -> None:
    page.section("people")
    panel = page.panels["people"]
    assert isinstance(panel, PeoplePanel)
    panel.table.view.select_place(0)
    panel.table.letter.emit("C")
    assert panel.form is not None
    panel.form.form.set_values(kind="phone", value="seven seven")
    panel.finish()
    assert any("is not a telephone number" in text for text in said(panel.pane))
    panel.form.form.set_values(value="01632 960118", label="home")
    panel.finish()
    assert any(panel.model.cells(n)[1].text == "01632 960118" for n in range(panel.model.count()))


def test_an_authority_is_ended_today(page: TenancyPage) -> None:
    page.section("people")
    panel = page.panels["people"]
    assert isinstance(panel, PeoplePanel)
    place = next(n for n in range(panel.model.count()) if panel.model.cells(n)[1].text.startswith("Joan Bell"))
    panel.table.view.select_place(place)
    panel.table.letter.emit("X")
    assert any("until 23 November 2026" in panel.model.cells(n)[1].secondary for n in range(panel.model.count()))


def test_the_end_says_the_last_day_before_it_is_done(page: TenancyPage, qt_desk: QtDesk, recorder: Recorder,
                                                     letting: LettingFile) -> None:
    menu = page.menu()
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "&End this tenancy").trigger()
    form = page.side.form
    assert form is not None
    assert "The last day charged is the day the notice expires" in list(said(page.side))
    form.form.set_values(reason=EndReason.TRANSFER, event_on=MONDAY + timedelta(3))
    form.form.edited.emit("event_on")
    words = list(said(page.side))
    assert "The rent is charged up to and including Wed 25 Nov 2026: the day before the new tenancy" in words
    assert "The day the new agreement begins" in words
    page.side.finish()
    question = recorder.answer("end")
    assert question.title == "End tenancy T000001 on 25 November 2026?"
    assert qt_desk.desk.ask(tenancy, tenancy_id=letting.tenancy).ends_on == MONDAY + timedelta(2)
    account = qt_desk.desk.ask(accounts_of, tenancy_id=letting.tenancy)[0]
    assert (account.closes_on, account.pence) == (MONDAY + timedelta(2), 34180 - (11240 - 4817))
    assert "Ends 25 November 2026" in list(said(page.header))
    qt_desk.undo()
    assert qt_desk.desk.ask(tenancy, tenancy_id=letting.tenancy).ends_on is None
    assert qt_desk.desk.ask(accounts_of, tenancy_id=letting.tenancy)[0].pence == 34180


def test_leaving_it_as_it_is_ends_nothing(page: TenancyPage, qt_desk: QtDesk, recorder: Recorder, letting: LettingFile) -> None:
    menu = page.menu()
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "&End this tenancy").trigger()
    assert page.side.form is not None
    page.side.form.form.set_values(reason=EndReason.SURRENDER, event_on=MONDAY)
    page.side.finish()
    recorder.answer("leave")
    assert qt_desk.desk.ask(tenancy, tenancy_id=letting.tenancy).ends_on is None


def test_a_holder_is_found_and_joins(page: TenancyPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    add_people(qt_desk.desk, "Zahra Malik")  # type: ignore[arg-type]
    menu = page.menu()
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "Add a &holder").trigger()
    form = page.side.form
    assert form is not None
    finder = form.form["person_id"]
    finder.text.setText("mal")
    assert [finder.model.row(n).words for n in range(finder.model.count())] == ["Zahra Malik"]
    page.side.finish()
    assert any("nobody was chosen" in text for text in said(page.side))
    QTest.keyClick(finder.text, Qt.Key.Key_Return)
    page.side.finish()
    assert "Zahra Malik" in [h.name for h in qt_desk.desk.ask(holders, tenancy_ids=[letting.tenancy])]


def test_a_move_goes_to_an_empty_home_and_back(page: TenancyPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    menu = page.menu()
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "&Move to another home").trigger()
    form = page.side.form
    assert form is not None
    page.side.finish()
    assert "Choose the home they move to" in list(said(page.side))
    form.form.set_values(to_space=letting.town.rooms[1], on=MONDAY + timedelta(7))
    page.side.finish()
    assert [o.space_id for o in qt_desk.desk.ask(occupancies, tenancy_ids=[letting.tenancy])] == [
        letting.town.home, letting.town.rooms[1]]
    qt_desk.undo()
    assert len(qt_desk.desk.ask(occupancies, tenancy_ids=[letting.tenancy])) == 1


def test_a_benefit_route_begins_on_a_day(page: TenancyPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    menu = page.menu()
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "&Benefit").trigger()
    assert page.side.form is not None
    page.side.form.form.set_values(route=BenefitRoute.UC_DIRECT, claim_reference="UC 77", on=MONDAY)
    page.side.finish()
    assert "Universal Credit, paid direct" in list(said(page.header))


def test_a_note_to_read_first_flags_the_file(page: TenancyPage) -> None:
    menu = page.menu()
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "&Note to read first").trigger()
    assert page.side.form is not None
    page.side.form.form.set_values(text="Visit in pairs: a dog")
    page.side.finish()
    assert "A note to read before you call" in list(said(page.header))
    assert "Visit in pairs: a dog" not in list(said(page)), "the text is on demand"
    page.read_note()
    assert "Visit in pairs: a dog" in list(said(page.side))


def test_along_the_list_one_came_from(qtbot: Any, qt_desk: QtDesk, letting: LettingFile, recorder: Recorder) -> None:
    page = open_file(qtbot, qt_desk, letting, among=(letting.tenancy, 99))
    went: list[Go] = []
    page.go.connect(went.append)
    page.next_file()
    assert went == [Go("tenancy", {"tenancy_id": 99, "among": (letting.tenancy, 99), "section": "timeline"})]
    page.file_before()
    assert recorder.take_message() == "That was the first file of the list"


@pytest.mark.parametrize("kind", [TenancyKind.LICENCE_EXCLUDED, TenancyKind.LICENCE_PROTECTED])
def test_a_licensee_is_never_called_a_tenant(qtbot: Any, qt_desk: QtDesk, kind: TenancyKind) -> None:
    made = build_file(qt_desk.desk, kind, route=BenefitRoute.UC_TENANT)  # type: ignore[arg-type]
    page = open_file(qtbot, qt_desk, made)
    heard = set(said(page))
    for section in ("rent", "people", "home", "letters", "files"):
        page.section(section)
        heard |= set(said(page))
    menu = page.menu()
    assert menu is not None
    for action in list(menu.actions()):
        heard.add(action.text())
        if action.text() and "home" not in action.text().replace("&", ""):
            action.trigger()
            heard |= set(said(page))
    account = AccountPage(qt_desk)
    qtbot.addWidget(account)
    account.open(account_id=made.account)
    account.show()
    for opens in (account.panel.explain, account.panel.show_charges, account.panel.adjust, account.panel.choose_day):
        opens()
        heard |= set(said(account))
    assert {text for text in heard if re.search(r"\btenan(t|ts|cy|cies)\b", text, re.IGNORECASE)} == set()
    assert any("licence" in text for text in heard) and "Universal Credit, paid to the resident" in heard
