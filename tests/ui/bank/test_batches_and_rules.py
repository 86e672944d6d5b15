"""Money in by keys: a line of several payments, a rule offered for a person's payer, and its line that switches it off."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import standing as standing_acts
from housingdesk.bank.parsers.reading import Detail, Line
from housingdesk.bank.queries import standing
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.ui.bank.page import MoneyInPage
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support.banking import PAID, bring_in, line, make_bank, make_payer
from tests.ui.support import page_faults
from tests.ui.support.driving import press, show, words

TRUST = "40116022222222"
People = dict[str, tuple[int, str]]


@pytest.fixture
def people(sqlite_desk: Desk) -> People:
    """Our bank account and two people who pay."""
    make_bank(sqlite_desk)
    return {name.split()[0]: make_payer(sqlite_desk, name, pence)
            for name, pence in (("Amina Khan", 11240), ("Joy Okafor", 9815))}


def owed(desk: Desk, people: People, who: str) -> int:
    return int(desk.ask(account_queries.account, account_id=people[who][0]).pence)


def pile(qtbot: QtBot, qt_desk: QtDesk, key: str) -> MoneyInPage:
    page = show(qtbot, MoneyInPage(qt_desk))
    page.tabs.choose(key)
    page.table.setFocus()
    press(page, "Home")
    return page


def batch(people: People, last: int) -> Line:
    inside = (Detail(11240, "A KHAN", None, people["Amina"][1], "A KHAN"), Detail(last, "OKAFOR J", None, "GIFT", "OKAFOR J"))
    return line(sum(d.pence or 0 for d in inside), "BATCH 4471")._replace(details=inside)


def test_a_line_of_several_payments_is_posted_by_one_key(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                         people: People) -> None:
    bring_in(sqlite_desk, [batch(people, 9815)], kind="camt.053")
    page = pile(qtbot, qt_desk, "likely")
    said = words(page.pane)
    assert "Payments in it" in said and "£112.40 from A KHAN: Amina Khan." in said and "Post in 2 parts    Enter" in said
    assert page_faults(qtbot, page) == []
    press(page, "Enter")
    assert (owed(sqlite_desk, people, "Amina"), owed(sqlite_desk, people, "Joy")) == (-11240, -9815)
    page.desk.undo()
    assert owed(sqlite_desk, people, "Amina") == 0


def test_the_split_begins_with_the_payments_in_the_line(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                        people: People) -> None:
    bring_in(sqlite_desk, [batch(people, 9815)], kind="camt.053")
    page = pile(qtbot, qt_desk, "likely")
    press(page, "S")
    assert "Nothing left" in words(page.pane) and "Amina Khan" in words(page.pane)
    press(page, "Ctrl+Enter")
    assert (owed(sqlite_desk, people, "Amina"), owed(sqlite_desk, people, "Joy")) == (-11240, -9815)


def test_a_rule_by_bank_account_is_made_and_switched_off_from_its_line(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                                        people: People) -> None:
    paid = [line(pence, f"HELP {n}", "GREEN TRUST KHAN", on=PAID + timedelta(n), payer_account=TRUST)
            for n, pence in enumerate((4100, 5200, 6300))]
    bring_in(sqlite_desk, paid[:2], kind="camt.053")
    page = pile(qtbot, qt_desk, "all")
    press(page, "1")
    assert not page.rule_bar.isVisible()
    press(page, "1")
    assert "Money from bank account ····2222 has gone to Amina Khan before. R makes that a rule" in page.rule_bar.sentence
    press(page, "R")
    assert "HELP 0" in words(page.pane) and page_faults(qtbot, page) == []
    press(page, "Ctrl+Enter")
    [rule] = sqlite_desk.ask(standing.rules)
    assert (rule.payer_account, rule.target, rule.words) == (TRUST, "Amina Khan", "")
    bring_in(sqlite_desk, paid[2:], opening=109_300, kind="camt.053")
    page = pile(qtbot, qt_desk, "certain")
    assert "Your rule for bank account ····2222" in words(page.pane) and page_faults(qtbot, page) == []
    press(page, "O")
    assert [r.active for r in sqlite_desk.ask(standing.rules)] == [False]
    sqlite_desk.do(standing_acts.set_rule_active, rule_id=rule.id, active=True)
