"""Money in by keys alone: piles, one line after the other, found, split, parked, named, taken back, agreed to the penny."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import importing, posting
from housingdesk.bank.queries import reconcile, standing
from housingdesk.bank.rules.proposals import Tier
from housingdesk.rent.actions.accounts import open_sub_account
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.words import AccountKind
from housingdesk.ui.bank.page import MoneyInPage
from housingdesk.ui.kit.chips import Chip
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support.banking import bring_in, line, make_bank
from tests.support.desk import MONDAY
from tests.ui.bank.monday import Monday, monday
from tests.ui.support import Recorder, page_faults
from tests.ui.support.driving import goes, has_focus, press, show, type_text, words
from tests.ui.support.page import settle


@pytest.fixture
def made(sqlite_desk: Desk) -> Monday:
    return monday(sqlite_desk)


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, made: Monday) -> MoneyInPage:
    return show(qtbot, MoneyInPage(qt_desk))


def pile(page: MoneyInPage, key: str) -> None:
    page.tabs.choose(key)
    page.table.setFocus()
    press(page, "Home")


def counts(page: MoneyInPage) -> dict[str, int]:
    return {key: page._piles.count(key) for key in ("certain", "likely", "needs_you", "not_rent", "parked")}


def figures(page: MoneyInPage) -> str:
    settle(page)
    return words(page.header)


def test_the_head_says_which_statement_and_how_far_it_is(page: MoneyInPage) -> None:
    said = figures(page)
    assert "Rent account ending 4417 · Tuesday 17 to Wednesday 18 November 2026 · 8 lines" in said
    assert "£708.38" in said and "£0.00" in said
    assert counts(page) == {"certain": 3, "likely": 1, "needs_you": 2, "not_rent": 2, "parked": 0}
    assert page.post_button.text().startswith("Post 3 certain")


def test_the_pane_says_what_the_money_does_and_why(page: MoneyInPage, made: Monday) -> None:
    press(page, "Home")
    said = words(page.pane)
    assert "Owed before\n£449.60" in said and "This payment\n£112.40" in said and "Owed after\n£337.20" in said
    assert "Why this account" in said and "The reference is this tenant’s." in said
    assert "Post to Amina Khan    Enter" in said


def test_the_pile_is_posted_after_one_look(page: MoneyInPage, made: Monday) -> None:
    press(page, "Ctrl+Enter")
    assert "3 certain lines, £315.32, the oldest of 17 November 2026" in page.summary.sentence()
    assert counts(page)["certain"] == 3
    press(page, "Ctrl+Enter")
    assert counts(page)["certain"] == 0 and made.owed("Joy") == 3 * 9815
    assert page.tabs.key() == "likely" and has_focus(page.table)
    page.desk.undo()
    assert counts(page)["certain"] == 3 and made.owed("Joy") == 4 * 9815


def test_esc_leaves_the_pile_as_it_is(page: MoneyInPage) -> None:
    press(page, "Ctrl+Enter")
    assert page.escape() and not page.summary.is_open()
    assert counts(page)["certain"] == 3 and not page.escape()


def test_enter_posts_and_goes_on_to_the_next(page: MoneyInPage, made: Monday) -> None:
    press(page, "Home", "Enter")
    assert page._current() is not None and page._current().post_to == "Joy Okafor"  # type: ignore[union-attr]
    press(page, "Enter", "Enter")
    assert {row.post_to for row in made.rows(Tier.CERTAIN, "posted")} == {"Amina Khan", "Joy Okafor", "Dean Lewis"}
    assert page.tabs.key() == "likely"


def test_a_key_pressed_twice_posts_nothing_twice(page: MoneyInPage, made: Monday, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(page.desk, "do", lambda action, done, refused, **facts: asked.append(facts))
    row = made.rows(Tier.CERTAIN)[0]
    assert row.account_id is not None
    for _ in range(2):
        page.acts.post([(row.id, row.account_id)])
    assert asked == [{"choices": [(row.id, row.account_id)]}]


def test_what_is_on_screen_is_ticked_and_posted_and_what_is_not_is_asked_about(page: MoneyInPage, made: Monday) -> None:
    press(page, "A")
    assert page.model.ticked() == [row.id for row in made.rows("certain")]
    page.table.view.setFixedHeight(page.table.view.horizontalHeader().height() + page.table.view.rowHeight(0) * 3 // 2)
    assert len(page._in_view()) < 2
    press(page, "Enter")
    assert page.summary.sentence().startswith("3 ticked lines, £315.32, the oldest of 17 November 2026, some not on screen")
    assert not made.rows(state="posted"), "nothing is posted before the look at the sum"
    press(page, "Ctrl+Enter")
    assert len(made.rows(state="posted")) == 3


def test_ticked_lines_are_posted_together(page: MoneyInPage, made: Monday) -> None:
    press(page, "Home", "Space", "Down", "Space", "Enter")
    assert counts(page)["certain"] == 1 and len(made.rows(state="posted")) == 2
    assert page.model.ticked() == []


def test_one_of_several_is_chosen_by_its_digit(page: MoneyInPage, made: Monday) -> None:
    pile(page, "needs_you")
    said = words(page.pane)
    assert "Which of these?" in said and "Marek Nowak" in said and "Maria Nowak" in said
    press(page, "Enter")
    assert len(made.rows(state="posted")) == 0, "Enter must not guess"
    page.escape()
    press(page, "2")
    assert made.owed("Maria") == 4 * 12000 - 24000


def test_find_takes_the_one_that_is_marked(page: MoneyInPage, made: Monday) -> None:
    pile(page, "needs_you")
    press(page, "Down", "F")
    type_text(page, "okaf")
    assert "Joy Okafor" in page.side.panel.chooser.model.row(0).name  # type: ignore[union-attr]
    assert [key.keys for key in page.valid_keys()] == ["Up", "Enter", "Esc"]
    press(page, "Enter")
    assert made.owed("Joy") == 4 * 9815 - 5000
    assert page.side.panel is None and has_focus(page.table)


def test_find_waits_for_the_answer_to_what_was_typed(page: MoneyInPage, made: Monday, monkeypatch: pytest.MonkeyPatch) -> None:
    pile(page, "needs_you")
    press(page, "Down", "F")
    panel: Any = page.side.panel
    waiting: list[Any] = []
    monkeypatch.setattr(panel.chooser, "_search", lambda text, give: waiting.append((text, give)))
    type_text(page, "lewis")
    press(page, "Enter")
    assert len(made.rows(state="posted")) == 0, "the list does not answer what is typed yet"
    page.side._search(waiting[-1][0], waiting[-1][1])
    assert made.owed("Dean") == 4 * 10477 - 5000


def test_two_accounts_of_one_home_are_told_apart_by_what_comes_first(page: MoneyInPage, made: Monday) -> None:
    made.desk.do(open_sub_account, account_id=made.accounts["Marek"], kind=AccountKind.COURT_COSTS)
    pile(page, "needs_you")
    press(page, "F")
    type_text(page, "marek")
    settle(page)
    model = page.side.panel.chooser.model  # type: ignore[union-attr]
    said = [model.cells(place)[0].secondary for place in range(model.count())]
    assert len(said) == 2 and said[0].startswith("T0") and said[1].startswith("court costs · T0")


def test_find_with_nothing_found_posts_nothing(page: MoneyInPage, made: Monday) -> None:
    pile(page, "certain")
    press(page, "F")
    type_text(page, "zzzz")
    press(page, "Enter")
    assert len(made.rows(state="posted")) == 0 and page.side.panel is not None
    assert "No account fits zzzz" in page.side.panel.chooser.table.empty.text()  # type: ignore[attr-defined]
    assert page.escape() and has_focus(page.table)


def test_a_split_takes_the_rest_and_sums_to_the_line(page: MoneyInPage, made: Monday) -> None:
    pile(page, "needs_you")
    press(page, "S")
    type_text(page, "marek")
    press(page, "Enter")
    type_text(page, "100")
    assert page.side.panel.left.text() == "£140.00 left"  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    assert "A split needs at least two rows" in words(page.pane) and len(made.rows(state="posted")) == 0
    page.side.panel.chooser.text.setFocus()  # type: ignore[union-attr]
    type_text(page, "maria")
    press(page, "Enter")
    assert page.side.panel.left.text() == "Nothing left"  # type: ignore[union-attr]
    press(page, "Ctrl+Enter")
    assert (made.owed("Marek"), made.owed("Maria")) == (4 * 12000 - 10000, 4 * 12000 - 14000)


def test_enter_stays_at_an_amount_that_cannot_be_read_and_at_an_account_that_is_there_already(page: MoneyInPage) -> None:
    pile(page, "needs_you")
    press(page, "S")
    type_text(page, "marek")
    press(page, "Enter")
    type_text(page, "1O0")
    press(page, "Enter")
    assert "“1O0” is not an amount" in words(page.pane)
    type_text(page, "100")
    press(page, "Enter")
    assert "“1O0”" not in words(page.pane)
    type_text(page, "marek")
    press(page, "Enter")
    type_text(page, "90")
    assert [field.text() for _, field in page.side.panel._rows] == ["90"]  # type: ignore[union-attr]


def test_a_split_refuses_what_is_no_amount(page: MoneyInPage, made: Monday) -> None:
    pile(page, "needs_you")
    press(page, "S")
    type_text(page, "marek")
    press(page, "Enter")
    type_text(page, "1O0")
    page.side.panel.chooser.text.setFocus()  # type: ignore[union-attr]
    type_text(page, "maria")
    press(page, "Enter", "Ctrl+Enter")
    assert len(made.rows(state="posted")) == 0 and "There is a problem" in words(page.pane)
    assert page.side.panel._rows[0][1].text() == "1O0"  # type: ignore[union-attr]


def test_parking_asks_for_the_question_and_keeps_the_line_in_the_totals(page: MoneyInPage, made: Monday) -> None:
    pile(page, "needs_you")
    press(page, "Down", "P", "Ctrl+Enter")
    assert "Say what you want to know" in words(page.pane)
    page.side.panel.form["question"].setFocus()  # type: ignore[union-attr]
    type_text(page, "Whose cash is this?")
    press(page, "Ctrl+Enter")
    assert counts(page)["parked"] == 1 and "£708.38" in figures(page)
    pile(page, "parked")
    row = page._current()
    assert row is not None and (row.question, row.asked) == ("Whose cash is this?", None)
    assert "Parked for anybody: Whose cash is this?" in words(page.pane)


def test_not_rent_goes_to_a_ledger_account_and_never_to_suspense(page: MoneyInPage, made: Monday) -> None:
    pile(page, "needs_you")
    press(page, "Down", "N")
    model = page.side.panel.chooser.model  # type: ignore[union-attr]
    assert model.count() > 3 and "suspense" not in {str(row.kind) for row in model.rows()}
    read = [tuple((cell.text, cell.secondary) for cell in model.cells(place)) for place in range(model.count())]
    assert (("Housing Benefit", "awaiting its schedule"),) in read and len(set(read)) == len(read)
    type_text(page, "interest")
    press(page, "Enter")
    [row] = made.rows(state="posted")
    assert row.post_to == "Bank interest"


def test_unidentified_money_waits_with_an_age(page: MoneyInPage, made: Monday) -> None:
    pile(page, "needs_you")
    press(page, "Down", "U")
    [row] = made.rows(state="posted")
    assert row.narrative.startswith("CASH") and row.post_to == "Suspense: unidentified money"


def test_a_posted_line_is_taken_back(page: MoneyInPage, made: Monday) -> None:
    press(page, "Home", "Enter")
    page.tabs.choose("posted")
    page.table.setFocus()
    press(page, "Home")
    assert "Posted to Amina Khan" in words(page.pane)
    press(page, "V")
    assert made.owed("Amina") == 4 * 11240 and counts(page)["certain"] == 3


def test_the_line_that_was_asked_for_is_landed_on_in_its_pile(page: MoneyInPage, made: Monday, recorder: Recorder) -> None:
    first, second = [row.id for row in made.rows(Tier.CERTAIN)[:2]]
    needs = made.rows(Tier.NEEDS_YOU)[1].id
    press(page, "Home", "Enter", "Enter")
    for line_id, key in ((first, "posted"), (second, "posted"), (needs, "needs_you")):
        page.open(line_id=line_id)
        settle(page)
        assert (page.tabs.key(), page.table.current_id(), has_focus(page.table)) == (key, line_id, True)
    press(page, "Home", "P")
    type_text(page, "Whose is this?")
    parked = page.side.row
    assert parked is not None
    press(page, "Ctrl+Enter")
    page.open(line_id=parked.id)
    settle(page)
    assert (page.tabs.key(), page.table.current_id()) == ("parked", parked.id)
    page.open(line_id=999_999)
    settle(page)
    assert "taken out again" in recorder.take_message()


def test_a_line_is_landed_on_before_the_page_was_ever_shown(qtbot: QtBot, qt_desk: QtDesk, made: Monday) -> None:
    made.desk.do(importing.add_bank_account, name="A deposit account", sort_code="20-44-17", number="87654321",
                 opening_pence=0, opening_on=MONDAY)
    wanted = made.rows(Tier.LIKELY)[0].id
    page = MoneyInPage(qt_desk)
    page.open(line_id=wanted)
    show(qtbot, page)
    assert page.table.current_id() == wanted and page.account.value() == made.bank


def test_a_line_left_out_counts_nowhere_until_it_is_put_back(page: MoneyInPage, made: Monday) -> None:
    pile(page, "needs_you")
    press(page, "Down", "X")
    assert "£658.38" in figures(page) and counts(page)["needs_you"] == 1
    page.desk.undo()
    assert "£708.38" in figures(page)


def test_the_brackets_go_to_what_needs_a_person(page: MoneyInPage) -> None:
    press(page, "]")
    assert page.tabs.key() == "needs_you" and has_focus(page.table)
    press(page, "Home", "]")
    assert page.table.view.currentIndex().row() == 1
    press(page, "[")
    assert page.table.view.currentIndex().row() == 0


def finish_all(page: MoneyInPage) -> None:
    press(page, "Ctrl+Enter", "Ctrl+Enter")
    press(page, "Enter")
    press(page, "Home", "1", "U")
    assert page.tabs.key() == "not_rent"
    press(page, "Ctrl+Enter", "Ctrl+Enter")


def test_posted_and_agreed_to_bank_are_two_things(page: MoneyInPage, made: Monday) -> None:
    finish_all(page)
    settle(page)
    chips = [chip.text() for chip in page.header.chips.findChildren(Chip) if chip.isVisible()]
    assert chips == ["Posted", "Agreed to bank at £1,708.38"]
    assert page.table.empty.text() == "All 8 lines dealt with. Rent account: bank and ledger agree at £1,708.38."
    assert "Everything is dealt with" in words(page.pane) and "Open the next file  " in words(page.pane).replace("    ", "  ")
    assert made.desk.ask(verify.verify) == []
    assert made.desk.ask(reconcile.bank_proof, bank_account_id=made.bank).agreed


def test_a_missing_file_is_said(page: MoneyInPage, made: Monday) -> None:
    later = [line(100, "LATER", on=MONDAY)]
    bring_in(made.desk, later, opening=300_000)
    page.refresh()
    assert page.head.gap.isVisible() and "a file may be missing" in page.head.gap.sentence


def test_a_refusal_is_said_and_the_line_stays(page: MoneyInPage, made: Monday, recorder: Recorder) -> None:
    row = made.rows(Tier.CERTAIN)[0]
    made.desk.do(posting.post_lines, choices=[(row.id, row.account_id)])
    press(page, "Home", "Enter")
    assert "posted already" in recorder.take_message()


def test_a_rule_is_offered_after_the_second_time(page: MoneyInPage, made: Monday) -> None:
    again = [line(5000, "CASH PAID IN 59142", on=MONDAY), line(2000, "SUNDRY GRANT AWARD 17", on=MONDAY),
             line(2500, "SUNDRY GRANT AWARD 18", on=MONDAY)]
    bring_in(made.desk, again, opening=170_838, kind="ofx")
    page.refresh()
    pile(page, "needs_you")
    for expected in (False, True):
        page.table.view.select_place(next(p for p in range(page.model.count())
                                          if "GRANT" in page.model.row(p).narrative))  # type: ignore[union-attr]
        press(page, "N")
        type_text(page, "interest")
        press(page, "Enter")
        assert page.rule_bar.isVisible() is expected
    assert "SUNDRY GRANT AWARD" in page.rule_bar.sentence
    press(page, "R")
    assert "It would have caught" in words(page.pane) and "SUNDRY GRANT AWARD 18" in words(page.pane)
    press(page, "Ctrl+Enter")
    [rule] = made.desk.ask(standing.rules)
    assert (rule.words, rule.target, rule.money_in, rule.active) == ("SUNDRY GRANT AWARD", "Bank interest", True, True)
    bring_in(made.desk, [line(900, "SUNDRY GRANT AWARD 19", on=MONDAY)], opening=180_338, kind="ofx")
    caught = next(row for row in made.rows(Tier.NOT_RENT) if "19" in row.narrative)
    assert caught.post_to == "Bank interest"


def test_an_account_opens_from_its_line(page: MoneyInPage, made: Monday) -> None:
    found = goes(page)
    press(page, "Home", "Shift+Enter")
    assert found == [Go("account", {"account_id": made.accounts["Amina"]})]


def test_a_dropped_file_is_opened_and_the_others_after_it(page: MoneyInPage, made: Monday, tmp_path: Path) -> None:
    found = goes(page)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.ofx")), QUrl.fromLocalFile(str(tmp_path / "b.ofx"))])
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier))
    assert found == [Go("import", {"path": str(tmp_path / "a.ofx"), "more": (str(tmp_path / "b.ofx"),),
                                   "bank_account_id": made.bank})]


def test_the_bank_account_is_chosen_only_where_there_are_several(page: MoneyInPage, made: Monday) -> None:
    assert not page.account.isVisible()
    made.desk.do(importing.add_bank_account, name="Savings", sort_code="20-44-17", number="99999999", opening_pence=0,
                 opening_on=MONDAY)
    page.refresh()
    assert page.account.isVisible() and page.account.count() == 2


def test_before_anything_there_is_a_way_to_begin(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> None:
    page = show(qtbot, MoneyInPage(qt_desk))
    assert "No bank account yet" in figures(page) and "Add a bank account under More" in page.table.empty.text()
    make_bank(sqlite_desk)
    page.refresh()
    assert "Drop a statement here, or press Ctrl+O" in page.table.empty.text()


def test_the_page_is_without_faults(qtbot: QtBot, qt_desk: QtDesk, made: Monday) -> None:
    page = MoneyInPage(qt_desk)
    assert page_faults(qtbot, page) == []
    assert clashes(MoneyInPage.keys) == []


@pytest.mark.parametrize("key", ["F", "S", "P", "N"])
def test_the_small_panels_are_without_faults(qtbot: QtBot, qt_desk: QtDesk, made: Monday, key: str) -> None:
    page = show(qtbot, MoneyInPage(qt_desk))
    pile(page, "needs_you")
    press(page, key)
    assert page.side.panel is not None
    assert page_faults(qtbot, page) == []


def test_parked_and_posted_lines_are_without_faults(qtbot: QtBot, page: MoneyInPage, made: Monday) -> None:
    rows = made.rows(Tier.NEEDS_YOU)
    made.desk.do(posting.park, line_id=rows[0].id, question="Is this for both of the Nowaks, or for one of them alone?")
    page.refresh()
    pile(page, "all")
    assert page_faults(qtbot, page) == []
