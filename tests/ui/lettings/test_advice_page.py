"""The advice corner by its keys: an estimate as the household is typed, kept and printed; each advice with its letter."""

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.benefits.queries.estimates import kept_household, papers_of
from housingdesk.benefits.rules.advice import Topic
from housingdesk.benefits.rules.assess.case import Housing, NoDeduction, Relation
from housingdesk.lettings.queries.advising import advising
from housingdesk.rent.queries.accounts import account
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.tenant import TenantRows
from housingdesk.ui.lettings.advice_page import AdvicePage
from housingdesk.ui.lettings.advice_rows import AdviceRow
from housingdesk.ui.lettings.estimate_print import drawn_estimate, kept_paper
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import make_office
from tests.support.banking import make_payer
from tests.support.desk import MONDAY
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, press, show, type_text
from tests.ui.support.page import settle


@pytest.fixture
def tenancy_id(sqlite_desk: Desk) -> int:
    """Amina Khan at £112.40 a week since 2 November."""
    make_office(sqlite_desk)
    account_id, _ = make_payer(sqlite_desk)
    found = sqlite_desk.ask(account, account_id=account_id)
    assert found is not None and found.tenancy_id is not None
    return int(found.tenancy_id)


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, tenancy_id: int) -> AdvicePage:
    """The corner, opened for her."""
    made = show(qtbot, AdvicePage(qt_desk))
    made.open(tenancy_id=tenancy_id)
    settle(made)
    made.enter()
    settle(made)
    return made


def said(page: AdvicePage) -> str:
    """All that stands in the pane."""
    return "\n".join(part.text() for part in page.pane.findChildren(QLabel))


def typed(page: AdvicePage) -> None:
    """She is 36, alone, with one bedroom outside London."""
    press(page, "F2")
    type_text(page, "1/1/1990")
    for name, value in (("bedrooms", 1), ("london", False)):
        page.form.help[name].set_value(value)
        page.form.help[name].edited.emit()
    settle(page)


def to(page: AdvicePage, topic: Topic) -> None:
    """Mark an advice."""
    rows = [row for at in range(page.model.count()) if isinstance(row := page.model.row(at), AdviceRow)]
    page.table.go_to(next(row.number for row in rows if row.advice is not None and row.advice.topic is topic))
    settle(page)


def test_from_what_is_not_known_to_the_kept_estimate_by_keys(page: AdvicePage, qt_desk: QtDesk, tenancy_id: int) -> None:
    assert "A date of birth is missing" in said(page) and page.tenant_page() is None
    typed(page)
    assert "Universal Credit pays" in said(page) and "£112.40 a week" in said(page)
    assert "Rent £112.40" in page.form.from_account.text() and page.form.costs.isHidden()
    press(page, "Ctrl+Enter")
    settle(page)
    assert page.left.currentIndex() == 0
    [paper] = qt_desk.desk.ask(papers_of, subject=Ref("tenancy", tenancy_id))
    held = qt_desk.desk.ask(kept_household, subject=Ref("tenancy", tenancy_id))
    assert held.case.people[0].born_on == date(1990, 1, 1)
    data, pages = kept_paper(lambda *_: None, document_id=paper.id)
    assert data.startswith(b"%PDF") and pages <= 2
    shown = page.tenant_page()
    assert shown is not None and isinstance(shown.blocks[0], TenantRows)
    assert shown.blocks[0].rows[2] == ("You pay", "£0.00 a week")


def test_each_advice_has_its_letter_or_its_sentence(page: AdvicePage, tenancy_id: int) -> None:
    typed(page)
    assert page.escape()
    settle(page)
    gone = goes(page)
    to(page, Topic.CLAIM)
    assert "UC etc. (C&P) Regs 2013 reg 10" in said(page) and "Please add housing costs" in said(page)
    press(page, "Ctrl+C")
    assert QGuiApplication.clipboard().text().startswith("I pay rent of £112.40 a week since 2 November 2026")
    press(page, "L")
    assert gone == [Go("write_letter", {"tenancy_id": tenancy_id, "template": "benefit-claim-uc", "answers": {}})]
    to(page, Topic.BACKDATE)
    press(page, "Enter")
    assert gone[-1].facts["template"] == "benefit-backdate" and gone[-1].facts["answers"]["from_on"] == "2 November 2026"
    shown = page.tenant_page()
    assert shown is not None and "counts from 2 November 2026" in shown.title
    press(page, "Alt+O")
    assert gone[-1] == Go("tenancy", {"tenancy_id": tenancy_id, "section": "benefit"})


def test_other_adults_are_asked_about_their_work_and_nobody_else(page: AdvicePage) -> None:
    press(page, "F2")
    first, second = page.form.people.lines[:2]
    assert first.work.isHidden() and second.relation.isVisible() and page.form.people.lines[2].relation.isHidden()
    second.relation.set_value(Relation.OTHER)
    second.relation.edited.emit()
    second.work.set_value(NoDeduction.STUDENT)
    assert second.work.isVisible() and page.form.people.lines[2].relation.isVisible()
    assert page.form.people.people()[1].no_deduction is NoDeduction.STUDENT
    second.born.setText("soon")
    assert any(problem.field == "born_2" for problem in page.form.unreadable())
    press(page, "Ctrl+Enter")
    assert page.left.currentIndex() == 1 and second.born.text() == "soon", "nothing typed is lost"
    assert page.form.costs.isVisible() and "Person 2" in page.form.costs.summary.accessibleName()


def test_what_is_typed_stays_when_something_else_changes(page: AdvicePage) -> None:
    typed(page)
    page.refresh()
    settle(page)
    assert page.form.people.people()[0].born_on == date(1990, 1, 1)


def test_nobody_is_typed_printed_and_not_kept(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> None:
    make_office(sqlite_desk)
    page = show(qtbot, AdvicePage(qt_desk))
    page.open()
    settle(page)
    assert page.left.currentIndex() == 1 and not page.is_valid("keep") and page.keep_button.isHidden()
    page.enter()
    type_text(page, "200")
    page.form.people.lines[0].born.set_value(date(1990, 1, 1))
    page.form.help["housing"].set_value(Housing.EXEMPT)
    page.form.help["housing"].edited.emit()
    assert "Housing Benefit will pay about the whole £200.00 a week" in said(page)
    case = page.form.case()
    assert case is not None
    known = qt_desk.desk.ask(advising, tenancy_id=None, applicant_id=None, on=MONDAY)
    with sqlite_desk.store.connected():
        data, pages = drawn_estimate(lambda *_: None, known=known, case=case, made_by="Ann Brown", on=MONDAY)
    assert data.startswith(b"%PDF") and pages <= 2


def test_it_fits_every_window(page: AdvicePage, qtbot: QtBot) -> None:
    typed(page)
    page.form.people.lines[1].relation.set_value(Relation.OTHER)
    page.form.people.lines[1].relation.edited.emit()
    assert page_faults(qtbot, page) == []
    assert page.escape()
    settle(page)
    assert page_faults(qtbot, page) == []
