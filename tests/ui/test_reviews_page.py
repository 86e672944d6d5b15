"""Reviews by their keys: what is due is held, what was agreed is ticked off, moving on is written down; fits every window."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.changes.queries import changes, moving_on, reviews
from housingdesk.changes.rules.words import ChangeKind, Destination, MoveOnOutcome, ReviewKind
from housingdesk.reports.queries.due import due
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.changes.review_page import ReviewPage
from housingdesk.ui.changes.reviews_page import GROUPS, ReviewsPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.notices import Unheard
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from tests.changes.test_reviews_kept import keep, supported
from tests.support import noticing
from tests.support.desk import MONDAY
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, opened, press, show, type_text, words
from tests.ui.support.page import settle


@pytest.fixture
def resident(sqlite_desk: Desk) -> int:
    noticing.make_office(sqlite_desk)
    return supported(sqlite_desk)


def test_what_is_due_opens_its_form(qtbot: QtBot, qt_desk: QtDesk, resident: int) -> None:
    page = show(qtbot, ReviewsPage(qt_desk))
    assert "2 due within four weeks, 2 of them overdue" in words(page.header)
    found = goes(page)
    press(page, "Enter", "L")
    assert found[0].place == "review" and found[0].facts["tenancy_id"] == resident
    assert (found[1].place, found[1].facts["template"]) == ("write_letter", "appointment")


def test_a_scheme_narrows_the_list_and_esc_widens_it(qtbot: QtBot, qt_desk: QtDesk, resident: int) -> None:
    page = show(qtbot, ReviewsPage(qt_desk))
    press(page, "Alt+2")
    assert "Overdue" in words(page.pane) and "2" in words(page.pane)
    press(page, "Enter")
    assert page.tabs.key() == "due" and len(page.models["due"].rows()) == 2
    assert page.escape() and not page.escape()


def test_a_review_is_begun_held_and_something_agreed(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, resident: int) -> None:
    page = show(qtbot, ReviewPage(qt_desk))
    opened(page, tenancy_id=resident, kind=ReviewKind.SUPPORT_PLAN, due_on=MONDAY, review_id=None)
    page.form["q_goals"].setFocus()
    type_text(page, "Two reached")
    press(page, "Ctrl+Enter")
    (row,) = sqlite_desk.ask(reviews.reviews_of, tenancy_id=resident)
    assert (row.held_on, dict(row.form)) == (None, {"goals": "Two reached"})
    page.form.set_values(held_on=MONDAY)
    page.form["outcome"].setFocus()
    press(page, "Ctrl+Enter")
    assert "Say what came of it" in words(page) and page.form["q_goals"].value() == "Two reached"
    page.form["outcome"].setFocus()
    type_text(page, "Goes well")
    press(page, "Ctrl+Enter")
    (row,) = sqlite_desk.ask(reviews.reviews_of, tenancy_id=resident)
    assert (row.held_on, row.outcome) == (MONDAY, "Goes well")
    press(page, "Ctrl+N")
    assert page.side is not None
    page.side.form.set_values(what="Ring the GP", who="Joan", by_on=MONDAY)
    page.side.form["what"].setFocus()
    press(page, "Ctrl+Enter")
    assert [one.what for one in sqlite_desk.ask(reviews.agreed_of, review_id=row.id)] == ["Ring the GP"]
    assert "Ring the GP" in words(page.pane)
    texts = [card.text for card in sqlite_desk.ask(due, on=MONDAY).cards]
    assert "1 thing agreed at reviews" in texts and "Hold 1 review" in texts


def test_moving_on_is_written_down_by_keys(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, resident: int) -> None:
    page = show(qtbot, ReviewsPage(qt_desk))
    opened(page, group="moving", tenancy_id=resident)
    assert "Living there" in words(page.pane)
    press(page, "Enter")
    assert page.form is not None
    page.form.form.set_values(outcome=MoveOnOutcome.PLANNED, destination=Destination.COUNCIL)
    page.form.form["plan"].setFocus()
    press(page, "Ctrl+Enter")
    assert "Say on which day they went" in words(page.pane)
    page.form.form.set_values(moved_on=MONDAY)
    page.form.form["plan"].setFocus()
    press(page, "Ctrl+Enter")
    assert sqlite_desk.ask(moving_on.move_on, tenancy_id=resident)[0].destination is Destination.COUNCIL
    assert page.form is None


def test_a_starter_near_its_last_day_stands_on_today(sqlite_desk: Desk) -> None:
    noticing.make_office(sqlite_desk)
    start = MONDAY - timedelta(days=350)
    noticing.agreement(sqlite_desk, kind=TenancyKind.STARTER, start=start)
    (card,) = [one for one in sqlite_desk.ask(due, on=MONDAY).cards if one.place == "review"]
    assert card.text == "Decide: final starter review of Amina Khan" and "nothing happens by itself" in card.why


def test_a_final_review_leads_to_the_guided_change_and_to_the_same_one_again(qtbot: QtBot, qt_desk: QtDesk,
                                                                             sqlite_desk: Desk) -> None:
    noticing.make_office(sqlite_desk)
    starter = noticing.agreement(sqlite_desk, kind=TenancyKind.STARTER, start=MONDAY - timedelta(days=350))
    page = show(qtbot, ReviewPage(qt_desk))
    opened(page, tenancy_id=starter, kind=ReviewKind.STARTER_FINAL, due_on=MONDAY, review_id=None)
    found = goes(page)
    for _ in range(2):
        next(one for one in page.header.findChildren(QPushButton) if one.text().startswith("Make it longer")).click()
        settle(page)
    (row,) = sqlite_desk.ask(changes.changes_of, tenancy_id=starter)
    assert row.kind is ChangeKind.STARTER_EXTENSION
    assert [(go.place, go.facts) for go in found] == [("change", {"change_id": row.id})] * 2


def test_who_may_not_see_support_information_sees_that_a_review_was_held(qtbot: QtBot, sqlite_desk: Desk,
                                                                         resident: int) -> None:
    made = keep(sqlite_desk, resident)
    reader = noticing.colleague(sqlite_desk, Role.READER)
    page = show(qtbot, ReviewPage(QtDesk(reader, Inline(), Unheard())))
    opened(page, review_id=made)
    assert "Held" in words(page) and "Goes well" not in words(page) and "Two reached" not in words(page)
    assert page.form.fields == {}


@pytest.mark.parametrize("group", [key for key, _ in GROUPS])
def test_reviews_fit_every_window(qtbot: QtBot, qt_desk: QtDesk, resident: int, group: str) -> None:
    page = show(qtbot, ReviewsPage(qt_desk))
    opened(page, group=group)
    assert page_faults(qtbot, page) == []
    assert clashes(page.valid_keys()) == []


def test_a_review_fits_every_window(qtbot: QtBot, qt_desk: QtDesk, resident: int) -> None:
    page = show(qtbot, ReviewPage(qt_desk))
    opened(page, tenancy_id=resident)
    assert page_faults(qtbot, page) == [] and clashes(page.valid_keys()) == []
