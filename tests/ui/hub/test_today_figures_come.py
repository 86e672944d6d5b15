"""Today shows its list and figures, and what takes longer after them; a number stands until the new one is there."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.rent.actions.debit import run_debit
from housingdesk.reports.queries.figures import Figure, owed
from housingdesk.ui.hub import today_reads
from housingdesk.ui.hub.today_page import FigureCard, TodayPage
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support.banking import make_payer
from tests.support.desk import MONDAY
from tests.ui.support.driving import show


def test_what_is_owed_comes_after_and_stands_while_it_is_reckoned_again(
        qtbot: QtBot, qt_desk: QtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def watched(on: date) -> Figure:
        seen.append(page.findChildren(FigureCard)[1].figure.text())
        return owed(on)

    monkeypatch.setattr(today_reads, "owed", watched)
    assert isinstance(qt_desk.desk, Desk)
    make_payer(qt_desk.desk)
    qt_desk.desk.do(run_debit, week=MONDAY)
    page = TodayPage(qt_desk)
    show(qtbot, page)
    assert page.findChildren(FigureCard)[1].figure.text() == "£449.60"
    page.refresh()
    assert seen == ["…", "£449.60"]
