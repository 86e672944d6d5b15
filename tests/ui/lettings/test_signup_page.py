"""The sign-up on screen: kept as it is typed, one key for yes, Enter to what is missing, taken up where it was left."""

from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions import signup as actions
from housingdesk.lettings.queries.signup import answers_of, sign_up
from housingdesk.lettings.rules.words import TASKS, Flow, Given, SignUpState
from housingdesk.lettings.signup_stock import questions
from housingdesk.reports.queries.due import due
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.lettings.signup_page import SignUpPage
from tests.support.desk import MONDAY
from tests.support.homes import build_town
from tests.support.noticing import colleague
from tests.ui.support.driving import goes, has_focus, press, show, type_text, words
from tests.ui.support.page import settle
from tests.ui.support.recorder import Recorder


@pytest.fixture
def begun(sqlite_desk: Desk) -> int:
    """A sign-up of somebody new for 14 Dale Road."""
    town = build_town(sqlite_desk)
    return int(sqlite_desk.do(actions.begin_sign_up, space_id=town.home, kind=TenancyKind.STARTER, flow=Flow.HOME).value)


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, begun: int) -> SignUpPage:
    """Its page, which goes where it is told like the window does."""
    made = SignUpPage(qt_desk)
    made.open(sign_up_id=begun)

    def follow(go: Go) -> None:
        if go.place == "signup":
            made.open(**go.facts)

    made.go.connect(follow)
    return show(qtbot, made)


def go_to(page: SignUpPage, task: str, key: str) -> None:
    """To the sheet of a question, with the focus on it."""
    page.open(sign_up_id=page.case.head.id if page.case else 0, task=task, key=key)
    settle(page)
    field(page, key).editor.setFocus()
    settle(page)


def field(page: SignUpPage, key: str) -> Any:
    """The field of a question on the sheet in sight."""
    assert page.card.form is not None
    return page.card.form.answers[key]


def said(desk: Desk, begun: int, key: str) -> tuple[str, Given] | None:
    """What is kept under a key."""
    one = desk.ask(answers_of, applicant_id=desk.ask(sign_up, sign_up_id=begun).applicant_id, sign_up_id=begun).said.get(key)
    return None if one is None else (one.value, one.given)


def test_an_answer_is_kept_as_its_field_is_left(page: SignUpPage, sqlite_desk: Desk, begun: int) -> None:
    go_to(page, "household", "name_1")
    type_text(page, "Joy Okafor")
    assert said(sqlite_desk, begun, "name_1") is None
    press(page, "Tab")
    assert said(sqlite_desk, begun, "name_1") == ("Joy Okafor", Given.SAID)
    assert "Joy Okafor" in words(page.header)


def test_an_answer_is_kept_400_ms_after_typing_stops(page: SignUpPage, sqlite_desk: Desk, begun: int, qtbot: QtBot) -> None:
    go_to(page, "household", "name_1")
    type_text(page, "Joy")
    qtbot.waitUntil(lambda: said(sqlite_desk, begun, "name_1") == ("Joy", Given.SAID), timeout=3000)
    type_text(page, " Okafor")
    assert field(page, "name_1").editor.text() == "Joy Okafor", "what is typed on is not taken away by what was kept"


def test_yes_is_one_key_and_goes_on_and_the_rest_of_the_word_is_not_an_answer(page: SignUpPage, sqlite_desk: Desk,
                                                                              begun: int) -> None:
    go_to(page, "reach", "consent_council")
    type_text(page, "yes")
    assert said(sqlite_desk, begun, "consent_council") == ("yes", Given.SAID)
    assert said(sqlite_desk, begun, "consent_dwp") is None
    press(page, "Enter")
    assert has_focus(field(page, "consent_dwp").editor.buttons[0]), "Enter out of habit skips nothing"
    type_text(page, "n")
    assert said(sqlite_desk, begun, "consent_dwp") == ("no", Given.SAID)


def test_enter_goes_to_what_is_missing_and_then_to_the_next_sheet(page: SignUpPage) -> None:
    go_to(page, "offer", "starts_on")
    press(page, "Enter")
    assert not has_focus(field(page, "starts_on").editor), "the question in focus is left open, not stuck to"
    first = page.card.form
    for _ in range(6):
        press(page, "Enter")
        if page.card.form is not first:
            break
    assert page.card.form is not None and page.card.form.sheet.title == "What it costs"


def test_shift_enter_goes_back_and_the_task_one_is_in_opens_at_its_beginning(page: SignUpPage) -> None:
    go_to(page, "reach", "consent_council")
    asked = [page.card.form.sheet if page.card.form else None]
    press(page, "Shift+Enter")
    asked.append(page.card.form.sheet if page.card.form else None)
    assert asked[0] and asked[1] and not asked[1].holds("consent_council"), "from a question with Yes and No, too"
    go_to(page, "offer", "charge_rent")
    press(page, "Shift+Enter")
    assert page.card.form is not None and page.card.form.sheet.holds("starts_on")
    press(page, "Shift+Enter")
    assert page.card.form.sheet.holds("starts_on"), "nothing stands before the first"
    go_to(page, "offer", "charge_rent")
    page.tasks.chosen.emit("offer")
    settle(page)
    assert page.card.form.sheet.holds("starts_on")


def test_what_is_refused_holds_enter_back_and_stays_typed(page: SignUpPage, sqlite_desk: Desk, begun: int,
                                                          recorder: Recorder) -> None:
    go_to(page, "household", "name_1")
    type_text(page, "Joy Okafor")
    go_to(page, "reach", "phone_1")
    type_text(page, "x1")
    press(page, "Enter")
    assert has_focus(field(page, "phone_1").editor) and field(page, "phone_1").editor.text() == "x1"
    assert field(page, "phone_1").field.error.isVisible() and said(sqlite_desk, begun, "phone_1") is None
    page.tasks.chosen.emit("paying")
    settle(page)
    assert page.card.form is not None and page.card.form.sheet.task == "paying", "one may still go elsewhere"
    assert "x1" in recorder.take_message(), "and hears that it is not kept"


def test_a_later_question_is_no_fault_of_an_earlier_answer(page: SignUpPage, sqlite_desk: Desk, begun: int) -> None:
    for key, value in (("starts_on", MONDAY.isoformat()), ("charge_rent", "11160"), ("benefit", "1")):
        sqlite_desk.do(actions.answer, sign_up_id=begun, key=key, value=value)
    page.side.core.refresh()
    go_to(page, "offer", "charge_rent")
    status = page.side.core.status
    assert status is not None
    assert any("left to pay" in problem.sentence for problem in status.beside("charge_rent")), "it touches the charge"
    assert not [problem for problem in page.side.core_problems() if "left to pay" in problem.message]
    assert "left to pay" not in words(page.card)


def test_not_known_yet_waits_under_come_back_to(page: SignUpPage, sqlite_desk: Desk, begun: int) -> None:
    go_to(page, "offer", "starts_on")
    press(page, "Ctrl+D")
    assert said(sqlite_desk, begun, "starts_on") == ("", Given.NOT_KNOWN)
    assert field(page, "starts_on").editor.placeholderText() == "Not known yet"
    assert "Come back to" in words(page.side)
    type_text(page, (MONDAY + timedelta(7)).strftime("%d/%m/%Y"))
    press(page, "Tab")
    assert said(sqlite_desk, begun, "starts_on") == ((MONDAY + timedelta(7)).isoformat(), Given.SAID)


def test_prefers_not_to_say_only_where_it_is_offered(page: SignUpPage, sqlite_desk: Desk, begun: int) -> None:
    go_to(page, "household", "sex_1")
    press(page, "Ctrl+Shift+D")
    assert said(sqlite_desk, begun, "sex_1") == ("", Given.NOT_SAID)
    go_to(page, "household", "name_1")
    press(page, "Ctrl+Shift+D")
    assert said(sqlite_desk, begun, "name_1") is None


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(page: SignUpPage, sqlite_desk: Desk, begun: int) -> None:
    go_to(page, "offer", "starts_on")
    type_text(page, "31/2/2026")
    press(page, "Enter")
    assert said(sqlite_desk, begun, "starts_on") is None
    assert field(page, "starts_on").editor.text() == "31/2/2026"
    go_to(page, "offer", "starts_on")
    field(page, "starts_on").editor.selectAll()
    type_text(page, (MONDAY + timedelta(8)).strftime("%d/%m/%Y"))
    press(page, "Tab")
    assert said(sqlite_desk, begun, "starts_on") == ((MONDAY + timedelta(8)).isoformat(), Given.SAID)
    assert "start date must be a Monday" in field(page, "starts_on").field.error.text()


def test_ctrl_z_brings_back_what_was_said_before(page: SignUpPage, sqlite_desk: Desk, begun: int) -> None:
    go_to(page, "reach", "consent_photo")
    type_text(page, "y")
    go_to(page, "reach", "consent_photo")
    type_text(page, "n")
    assert said(sqlite_desk, begun, "consent_photo") == ("no", Given.SAID)
    page.desk.undo()
    settle(page)
    assert said(sqlite_desk, begun, "consent_photo") == ("yes", Given.SAID)


def test_it_is_taken_up_at_the_same_question(page: SignUpPage, qtbot: QtBot, qt_desk: QtDesk, begun: int) -> None:
    go_to(page, "household", "name_1")
    type_text(page, "Joy Okafor")
    press(page, "Tab")
    assert has_focus(field(page, "called_1").editor)
    page.pause()
    again = SignUpPage(qt_desk)
    again.open(sign_up_id=begun)
    show(qtbot, again)
    assert again.card.form is not None and again.card.form.sheet.holds("called_1")
    assert has_focus(field(again, "called_1").editor)


def test_not_sure_stops_it_unsigned_with_a_second_appointment(page: SignUpPage, sqlite_desk: Desk, begun: int) -> None:
    go_to(page, "sign", "understood")
    press(page, "Alt+N")
    assert page.side.form is not None
    type_text(page, (page.desk.today + timedelta(3)).strftime("%d/%m/%Y"))
    page.side.submit()
    settle(page)
    row = sqlite_desk.ask(sign_up, sign_up_id=begun)
    assert (row.state, row.again_on) == (SignUpState.SECOND_MEETING, page.desk.today + timedelta(3))
    assert "Book it" not in words(page.side) and "Second appointment" in words(page)


def test_a_colleague_has_it_open_and_may_be_taken_over(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, begun: int,
                                                       recorder: Recorder) -> None:
    colleague(sqlite_desk).do(actions.take_over, sign_up_id=begun, sure=True)
    made = SignUpPage(qt_desk)
    made.open(sign_up_id=begun)
    show(qtbot, made)
    assert "Femi Ajayi is in this sign-up" in recorder.answer("over").title
    settle(made)
    assert sqlite_desk.ask(sign_up, sign_up_id=begun).in_use_by == sqlite_desk.who.name


def test_the_task_list_opens_a_task_by_keys(page: SignUpPage) -> None:
    press(page, "Ctrl+G", "Down", "Down", "Enter")
    assert page.card.form is not None and page.card.form.sheet.task == "identity"


def test_the_end_lists_what_has_no_answer_first_and_enter_goes_there(page: SignUpPage) -> None:
    page.open(sign_up_id=page.case.head.id if page.case else 0, task="end")
    settle(page)
    assert page.end is not None
    first: Any = page.end.model.row(0)
    assert first.open
    page.end.enter()
    press(page, "Enter")
    assert page.card.form is not None and page.card.form.sheet.holds("starts_on")


def test_pause_goes_to_the_list(page: SignUpPage, sqlite_desk: Desk, begun: int) -> None:
    where = goes(page)
    page.pause()
    assert where[-1].place == "signups"
    assert sqlite_desk.ask(sign_up, sign_up_id=begun).in_use_by == ""



def test_today_says_where_it_was_left(page: SignUpPage, sqlite_desk: Desk) -> None:
    assert tuple(task.key for task in questions().tasks) == TASKS
    go_to(page, "household", "name_1")
    type_text(page, "Joy Okafor")
    press(page, "Tab")
    page.pause()
    [card] = [card for card in sqlite_desk.ask(due, on=sqlite_desk.today).cards if card.place == "signup"]
    assert card.text == "Sign-up of Joy Okafor"
    assert "Paused at 2 of 9, today" in card.why and "14 Dale Road" in card.why


def test_an_answer_that_brings_up_a_question_takes_nothing_from_the_field_in_hand(page: SignUpPage) -> None:
    go_to(page, "reach", "emergency_name")
    type_text(page, "Joan Bell")
    field(page, "worker_name").editor.setFocus()
    settle(page)
    type_text(page, "Femi")
    page.refresh()
    settle(page)
    assert "emergency_phone" in page.card.form.answers  # type: ignore[union-attr]
    type_text(page, " Ajayi")
    assert field(page, "worker_name").editor.text() == "Femi Ajayi"


def test_the_end_names_what_stands_against_moving_in(page: SignUpPage) -> None:
    page.open(sign_up_id=page.case.head.id if page.case else 0, task="end")
    settle(page)
    assert page.end is not None
    assert "gas safety record" in words(page.end).lower() and "EICR" in words(page.end)
