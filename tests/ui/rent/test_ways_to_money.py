"""Every screen about money is found from where a person looks for it: the menu of the rent page, and Find."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from housingdesk.access.rules import Permission
from housingdesk.ui.app.money_screens import PLACES
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.search import Hit, matching_commands
from housingdesk.ui.rent import debit_more
from housingdesk.ui.rent.debit_page import DebitPage
from tests.ui.support.driving import press, show

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_the_menu_of_the_rent_page_opens_by_its_key(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page, went = show(qtbot, DebitPage(qt_desk)), list[Go]()
    page.go.connect(went.append)
    assert not clashes(page.keys)
    press(page, "M")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert went == [Go("rent_reviews", {})]


def test_the_menu_leads_to_screens_that_there_are_and_leaves_out_what_is_not_open(qtbot: QtBot) -> None:
    needs = {place.key: place.needs for place in PLACES}
    under = QPushButton()
    qtbot.addWidget(under)
    all_rows = [action.data() for action in debit_more.open_more(under, lambda _may: True, print).actions()]
    some = [action.data() for action in debit_more.open_more(under, lambda _may: False, print).actions()]
    assert all_rows == [key for _, key in debit_more.ROWS] and set(all_rows) <= set(needs)
    assert some == [key for key in all_rows if needs[key] is None]
    assert needs["journal"] is Permission.CLOSE_PERIODS


@pytest.mark.parametrize(("typed", "place"), [
    ("refund", "requests"), ("write-off", "requests"), ("former", "former"), ("intake", "intakes"), ("allpay", "payment_files"),
    ("cheque", "takings"), ("nominal", "journal"), ("audit pack", "closing"), ("service charge", "costs"),
    ("rent increase", "rent_reviews")])
def test_find_knows_the_other_words_for_it(typed: str, place: str) -> None:
    offered = [Hit("Commands", f"Go to {one.title}", one.about, Go(one.key)) for one in PLACES if one.alone]
    assert place in {hit.go.place for hit in matching_commands(offered, typed) if hit.go is not None}
