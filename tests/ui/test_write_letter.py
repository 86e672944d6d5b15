"""One letter by keys: three keys for one written lately, questions answered in place, nothing typed is lost, refusals."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from housingdesk.access.desk import Desk
from housingdesk.holds import actions as hold_actions
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind, Stop
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.rules.asks import AskKind
from housingdesk.letters.rules.states import LetterState
from housingdesk.people.actions import add_contact, add_need, add_party, prefer_contact
from housingdesk.people.rules import ContactDraft, ContactKind, NeedDraft, NeedKind, PartyDraft, PartyRole, Scope
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.ui.hub.tenancy_page import TenancyPage
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.mailings.letter_page import LetterPage
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import make_office
from tests.support.desk import MONDAY
from tests.support.files import LettingFile, build_file
from tests.support.lettings import make_tenancy
from tests.ui.support import Recorder


@pytest.fixture
def letting(qt_desk: QtDesk) -> LettingFile:
    """A letting with a life, in an office with a letterhead."""
    desk: Desk = qt_desk.desk  # type: ignore[assignment]
    make_office(desk)
    return build_file(desk)


def opened(qtbot: Any, qt_desk: QtDesk, made: LettingFile, **facts: Any) -> LetterPage:
    """The page for its agreement, shown."""
    page = LetterPage(qt_desk)
    qtbot.addWidget(page)
    page.resize(1170, 681)
    page.open(tenancy_id=made.tenancy, **facts)
    page.show()
    QApplication.processEvents()
    return page


@pytest.fixture
def page(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> LetterPage:
    """The page, shown."""
    return opened(qtbot, qt_desk, letting)


def press(page: LetterPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the focus is."""
    QTest.keyClick(page.window().focusWidget() or page, key, modifier)
    QApplication.processEvents()


def fill(page: LetterPage) -> None:
    """Something that can be read in every question."""
    assert page._chosen is not None and page.form is not None
    answers = {AskKind.DATE: "1/12/2026", AskKind.TIME: "2.30pm", AskKind.MONEY: "12.40"}
    for ask in page._chosen.asks:
        page.form[ask.name].set_value(answers.get(ask.kind, "the rent"))


def test_a_letter_is_found_answered_and_kept_by_keys(page: LetterPage, qt_desk: QtDesk) -> None:
    went: list[Go] = []
    page.go.connect(went.append)
    assert page.text.hasFocus()
    QTest.keyClicks(page.text, "An appointment has changed")
    press(page, Qt.Key.Key_Return)
    assert page.form is not None and page.left.currentIndex() == 1
    missing = ["visit_on", "visit_at"]
    press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert all(page.form.fields[name].error.text() for name in missing) and not went
    fill(page)
    page.form["free_text"].set_value("The lift is out.")
    page.make()
    assert [go.place for go in went] == ["letters"]
    letters = qt_desk.desk.ask(letter_queries.letters, run_id=went[0].facts["run_id"])
    assert [letter.state for letter in letters] == [LetterState.READY] * 2, "one for each who holds the agreement"
    assert {letter.addressee for letter in letters} == {"Amina Khan", "Yusuf Khan"}


def test_three_keys_write_a_letter_that_was_written_lately(page: LetterPage, qtbot: Any, qt_desk: QtDesk,
                                                           letting: LettingFile) -> None:
    page.text.setText("welcome")
    page.choose()
    assert page.form is not None
    fill(page)
    page.make()
    file = TenancyPage(qt_desk)
    qtbot.addWidget(file)
    file.open(tenancy_id=letting.tenancy)
    file.show()
    went: list[Go] = []
    file.go.connect(went.append)
    file.write_letter()  # Ctrl+L
    assert went == [Go("write_letter", {"tenancy_id": letting.tenancy})]
    again = opened(qtbot, qt_desk, letting)
    assert again.model.cells(0)[1].text == "Written lately"
    press(again, Qt.Key.Key_Return)
    assert again.form is not None
    assert again.why.text().startswith("To Amina Khan. One was made on 23 November 2026 already. No copy")


def test_a_letter_by_e_mail_is_seen_among_those_to_be_sent(page: LetterPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    went: list[Go] = []
    page.go.connect(went.append)
    for on, tab in ((False, "ready"), (True, "email")):
        if on:
            for holder in qt_desk.desk.ask(holders, tenancy_ids=[letting.tenancy]):
                mail = qt_desk.desk.do(add_contact, person_id=holder.person_id,
                                       draft=ContactDraft(ContactKind.EMAIL, f"p{holder.person_id}@example.org")).value
                qt_desk.desk.do(prefer_contact, person_id=holder.person_id, contact_id=mail)
        page.open(tenancy_id=letting.tenancy, template="ring-us")
        page.refresh()
        QApplication.processEvents()
        fill(page)
        QApplication.processEvents()
        said = page._keep.accessibleName()
        assert said == ("Keep them to send" if on else "Keep it for the printer")
        page.form["to"].set_value(qt_desk.desk.ask(holders, tenancy_ids=[letting.tenancy])[0].person_id)  # type: ignore[index]
        page._preview()
        QApplication.processEvents()
        assert page._keep.accessibleName() == ("Keep it ready to e-mail" if on else "Keep it for the printer")
        page.make()
        assert went[-1].facts["tab"] == tab


def test_in_a_narrow_list_the_names_of_the_letters_have_all_the_room(page: LetterPage) -> None:
    for width, hidden in ((1300, False), (870, True)):
        page.resize(width, 420)
        QApplication.processEvents()
        assert page.table.view.isColumnHidden(1) is hidden


def test_what_was_typed_is_there_again(page: LetterPage) -> None:
    page.text.setText("ring us")
    page.choose()
    assert page.form is not None
    page.form["free_text"].set_value("The lift is out.")
    assert page.escape()
    assert page.left.currentIndex() == 0
    page.choose()
    assert page.form["free_text"].value() == "The lift is out."


def test_one_of_two_gets_it(page: LetterPage, qt_desk: QtDesk) -> None:
    page.text.setText("ring us")
    page.choose()
    assert page.form is not None
    fill(page)
    page.form["to"].set_value(page.form["to"].offered()[2])
    page.make()
    assert [letter.addressee for letter in qt_desk.desk.ask(letter_queries.letters)] == ["Yusuf Khan"]


def test_a_letter_that_a_hold_stops_says_so_and_is_not_begun(page: LetterPage, qt_desk: QtDesk, letting: LettingFile,
                                                             recorder: Recorder) -> None:
    hold = HoldDraft(HoldKind.BREATHING_SPACE, MONDAY, MONDAY + timedelta(60), STOPS[HoldKind.BREATHING_SPACE], "Adviser")
    qt_desk.do(hold_actions.put_hold, subject=Ref("tenancy", letting.tenancy), draft=hold)
    page.text.setText("arrears letter 2")
    assert page.model.cells(0)[0].secondary == "Breathing space to 21 January 2027"
    press(page, Qt.Key.Key_Return)
    assert page.form is None
    assert "cannot be written now" in recorder.take_message()


def test_the_preview_shows_the_letter_with_examples(page: LetterPage) -> None:
    page.text.setText("appointment")
    page._preview()
    assert page.why.text() == ("To Amina Khan. No copy: Joan Bell (key worker): nothing, there is no address on file")
    page.text.setText("someone has died")
    page._preview()
    assert page.why.text() == "To Name"


def test_many_get_the_same_letter_and_the_counts_add_up(page: LetterPage, qtbot: Any, qt_desk: QtDesk, letting: LettingFile,
                                                        recorder: Recorder) -> None:
    desk: Desk = qt_desk.desk  # type: ignore[assignment]
    other = make_tenancy(desk, "Beth Lee", start=MONDAY - timedelta(28))
    hold = HoldDraft(HoldKind.OTHER, MONDAY, None, frozenset({Stop.ALL_LETTERS}), "", note="Asked for no post")
    desk.do(hold_actions.put_hold, subject=Ref("tenancy", other), draft=hold)
    page.open(tenancy_ids=(letting.tenancy, other))
    QApplication.processEvents()
    assert page.header.subtitle.text() == "To everybody on 2 agreements"
    page.text.setText("An appointment has changed")
    page.choose()
    fill(page)
    went: list[Go] = []
    page.go.connect(went.append)
    page.make()
    letters = desk.ask(letter_queries.letters, run_id=went[0].facts["run_id"])
    states = {letter.addressee: (letter.state, letter.held_because) for letter in letters}
    assert states == {"Amina Khan": (LetterState.READY, None), "Yusuf Khan": (LetterState.READY, None),
                      "Beth Lee": (LetterState.HELD, "Other since 23 November 2026")}
    run = desk.ask(letter_queries.run, run_id=went[0].facts["run_id"])
    assert (run.chosen, run.ready, run.held) == (3, 2, 1)


def test_a_letter_to_others_is_not_for_many(page: LetterPage, letting: LettingFile, qt_desk: QtDesk,
                                            recorder: Recorder) -> None:
    other = make_tenancy(qt_desk.desk, "Beth Lee", start=MONDAY - timedelta(28))  # type: ignore[arg-type]
    page.open(tenancy_ids=(letting.tenancy, other))
    page.text.setText("someone has died")
    page.choose()
    assert page.form is None
    assert "write it from the file" in recorder.take_message()


def test_a_copy_is_taken_off_one_letter_only_with_a_reason(page: LetterPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    qt_desk.do(add_party, person_id=letting.lead, draft=PartyDraft(
        PartyRole.KEY_WORKER, "Sarah Lowe", Scope.EVERYTHING, authority_on=MONDAY, email="sarah.lowe@beech.example"))
    page.refresh()
    page.text.setText("ring us")
    page.choose()
    assert page.form is not None and "1 copy: Sarah Lowe (key worker): a full copy" in page.why.text()
    fill(page)
    [copy] = [name for name in page.form.fields if name.startswith("copy_")]
    assert page.form[copy].value() is True
    page.form[copy].set_value(False)
    page.make()
    assert page.form is not None and page.form.fields["why_no_copy"].error.text().startswith("Say in a few words")
    page.form["why_no_copy"].set_value("She is on leave")
    page.make()
    letters = qt_desk.desk.ask(letter_queries.letters)
    assert {letter.addressee for letter in letters} == {"Amina Khan", "Yusuf Khan"}
    page.choose()
    assert page.form is not None
    fill(page)
    page.make()
    assert "Sarah Lowe" in {letter.addressee for letter in qt_desk.desk.ask(letter_queries.letters)}


def test_needs_are_said_before_the_letter_is_made(page: LetterPage, qt_desk: QtDesk, letting: LettingFile) -> None:
    for kind in (NeedKind.EASY_READ, NeedKind.BRAILLE):
        qt_desk.do(add_need, person_id=letting.lead, draft=NeedDraft(kind, MONDAY - timedelta(9)))
    page.refresh()
    page.text.setText("rubbish")
    page._preview()
    assert page.why.text().startswith("Needs braille: make it and send it with this. No easy wording yet: it goes in easy read "
                                      "with the plain one. To Amina Khan, in easy read.")


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_ones_own_words_are_spelled_and_addresses_never(page: LetterPage) -> None:
    other = next(row for row in page._rows if row.letter.to_others and row.letter.why_not is None)
    page.table.go_to(other.number)
    page.choose()
    assert page.form is not None and page.is_valid("spell")
    page.form["to_address"].set_value("1 Wrnog Road\nTownn\nZZ9 9ZZ")
    page.form["free_text"].set_value("You can recieve help.")
    page.spelling._look_up()
    free, address = page.form["free_text"], page.form["to_address"]
    assert [one.cursor.selectedText() for one in free.extraSelections()] == ["recieve"]
    assert address.extraSelections() == []
    free.setFocus()
    press(page, Qt.Key.Key_Home)
    page.spell()
    QApplication.processEvents()
    menu = page.spelling.menu
    assert menu is not None and menu.activeAction().text() == "receive"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert page.form["free_text"].value() == "You can receive help."
