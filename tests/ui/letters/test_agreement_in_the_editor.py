"""An agreement in the editor of wordings: clauses are written, schedules are locked, and letters do not offer either."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.letters.actions import templates as actions
from housingdesk.letters.rules.merge import LOCKED, BlockKind, Family
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.letters.piece_cards import KINDS, kinds_for
from housingdesk.ui.letters.template_page import TemplatePage
from tests.ui.support.driving import show
from tests.ui.support.page import settle

KEY = "agreement-licence-protected"


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> TemplatePage:
    """A draft of the licence agreement."""
    sqlite_desk.do(actions.start_draft, key=KEY)
    made = TemplatePage(qt_desk)
    made.open(key=KEY)
    return show(qtbot, made)


def kinds(page: TemplatePage) -> list[BlockKind]:
    """The kinds of its parts, in order."""
    return [piece.kind for piece in page.cards.wording().pieces]


def at(page: TemplatePage, kind: BlockKind) -> Any:
    """The first card of a kind, with the cursor in it."""
    card = next(card for card in page.cards.cards if card.piece().kind is kind)
    target: QWidget = card.target
    target.setFocus()
    settle(page)
    return card


def test_a_schedule_stays_when_it_is_taken_out(page: TemplatePage) -> None:
    before = kinds(page)
    for kind in (BlockKind.PARTIES, BlockKind.CHARGES, BlockKind.SIGNATURES):
        assert "Locked" in at(page, kind).target.accessibleName()
        page.cards.take_out()
        assert kinds(page) == before


def test_a_clause_is_written_and_taken_out(page: TemplatePage) -> None:
    before = kinds(page)
    card = at(page, BlockKind.CLAUSE)
    assert card.words is not None
    page.cards.take_out()
    assert len(kinds(page)) == len(before) - 1


def test_a_paper_offers_clauses_and_a_letter_does_not() -> None:
    assert set(kinds_for(Family.LETTING)) == {BlockKind.PARAGRAPH, BlockKind.POINTS, BlockKind.HEADING, BlockKind.CLAUSE,
                                              BlockKind.NOTE}
    assert not set(kinds_for(Family.ARREARS)) & (LOCKED | {BlockKind.CLAUSE})
    assert set(KINDS) == set(BlockKind)
