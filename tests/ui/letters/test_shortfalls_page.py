"""New shortfalls by keys: who they are, a letter to each at one go, and on to their advice."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.awards import record_award
from housingdesk.benefits.actions.claims import start_claim
from housingdesk.benefits.rules.awards import AwardDraft
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.letters import queries as letter_queries
from housingdesk.rent.queries.accounts import account
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.mailings.shortfalls_page import ShortfallsPage
from tests.mailings.test_letter_runs import make_office
from tests.support.banking import make_payer
from tests.support.desk import MONDAY
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, press, show
from tests.ui.support.page import settle


def fallen(desk: Desk, name: str, now: int) -> int:
    """Somebody whose Housing Benefit fell on 16 November; returns the agreement."""
    account_id, _ = make_payer(desk, name)
    found = desk.ask(account, account_id=account_id)
    assert found is not None and found.tenancy_id is not None
    [holder] = desk.ask(holders, tenancy_ids=[found.tenancy_id])
    claim = desk.do(start_claim, draft=ClaimDraft(ClaimKind.HB, MONDAY, found.tenancy_id, holder.person_id)).value
    for start, pence in ((date(2026, 11, 2), 11_240), (date(2026, 11, 16), now)):
        desk.do(record_award, claim_id=claim, draft=AwardDraft(start, pence))
    return int(found.tenancy_id)


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> ShortfallsPage:
    """Amina Khan lost £17.40 a week, Yusuf Khan £50."""
    make_office(sqlite_desk)
    fallen(sqlite_desk, "Amina Khan", 9_500)
    fallen(sqlite_desk, "Yusuf Khan", 6_240)
    made = show(qtbot, ShortfallsPage(qt_desk))
    made.open()
    settle(made)
    made.table.setFocus()
    return made


def test_a_letter_to_each_at_one_go(page: ShortfallsPage, qt_desk: QtDesk) -> None:
    assert [row.names for row in page.model.rows()] == ["Yusuf Khan", "Amina Khan"], "the largest first"
    gone = goes(page)
    press(page, "Ctrl+A", "L")
    settle(page)
    assert gone[-1].place == "letters" and gone[-1].facts["tab"] == "ready"
    rows = qt_desk.desk.ask(letter_queries.letters, run_id=gone[-1].facts["run_id"], limit=10)
    assert {(row.template, row.addressee) for row in rows} == {("benefit-shortfall", "Amina Khan"),
                                                              ("benefit-shortfall", "Yusuf Khan")}
    page.refresh()
    settle(page)
    assert [row.written_on for row in page.model.rows()] == [MONDAY, MONDAY]


def test_it_tells_what_fell_leads_to_the_advice_and_fits(page: ShortfallsPage, qtbot: QtBot) -> None:
    said = "\n".join(part.text() for part in page.pane.findChildren(QLabel))
    assert "£62.40 a week" in said and "£50.00 a week" in said and "Nobody has told them yet" in said
    gone = goes(page)
    press(page, "Enter")
    press(page, "Alt+O")
    press(page, "G")
    settle(page)
    assert page.tabs.key() == "charges" and page.model.count() == 0
    press(page, "G")
    settle(page)
    assert page.model.count() == 2
    tenancy_id = gone[0].facts["tenancy_id"]
    assert gone == [Go("advice", {"tenancy_id": tenancy_id}), Go("tenancy", {"tenancy_id": tenancy_id, "section": "benefit"})]
    assert page_faults(qtbot, page) == []
