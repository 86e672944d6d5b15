"""The board takes the same number of statements for one empty home as for many, and so does what is due."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest

from housingdesk.access.desk import Desk
from housingdesk.reports.queries import due as due_of_all
from housingdesk.voids.actions.opening import open_void
from housingdesk.voids.board_pdf import draw_board
from housingdesk.voids.queries.board import board
from housingdesk.voids.queries.due import due
from housingdesk.voids.queries.plan import void_plan
from housingdesk.voids.queries.waiting import waiting
from tests.support.desk import MONDAY
from tests.support.emptying import leave_home
from tests.support.lettings import make_home

_BOARD, _PLAN = 13, 45


class _Counter(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.statements = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.statements += 1


@contextmanager
def _counted() -> Iterator[_Counter]:
    logger, counter = logging.getLogger("peewee"), _Counter()
    level, passed_on = logger.level, logger.propagate
    logger.addHandler(counter)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    yield counter
    logger.removeHandler(counter)
    logger.setLevel(level)
    logger.propagate = passed_on


def _statements(desk: Desk, query: Callable[..., Any], **facts: Any) -> int:
    with _counted() as counter:
        desk.ask(query, **facts)
    return counter.statements


def _printed(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


@pytest.fixture
def homes(sqlite_desk: Desk) -> Desk:
    """One home that is left and one that stands empty."""
    leave_home(sqlite_desk, account=False)
    leave_home(sqlite_desk)
    sqlite_desk.do(open_void, space_id=make_home(sqlite_desk), empty_from=MONDAY)
    return sqlite_desk


def test_the_board_takes_as_many_statements_for_few_homes_as_for_many(homes: Desk) -> None:
    on = MONDAY + timedelta(60)
    few = _statements(homes, board, on=on)
    for _ in range(24):
        homes.do(open_void, space_id=make_home(homes), empty_from=MONDAY)
    assert len(homes.ask(board, on=on)) == 27
    assert _statements(homes, board, on=on) == few <= _BOARD
    assert _statements(homes, due, on=on) == 1 and _statements(homes, waiting, on=on) == 1
    found = homes.ask(due_of_all.due, on=on)
    assert [card.text for card in found.cards if card.place == "voids"] == ["Chase what was promised for 27 empty homes"]


def test_the_board_is_printed_with_every_home_and_what_comes_next(homes: Desk) -> None:
    on = MONDAY + timedelta(30)
    words = _printed(draw_board(homes.ask(board, on=on), on, "Dale Vale Homes", demo=False))
    assert "Empty homes on 23 December 2026" in words and "3 empty," in words and words.count("Dale Road") == 3
    assert "Inspection before they leave: us" in words and "late" in words
    assert "No empty homes." in _printed(draw_board((), on, "Dale Vale Homes", demo=True))


def test_one_plan_takes_few_statements(homes: Desk) -> None:
    void = homes.ask(board, on=MONDAY)[0]
    assert _statements(homes, void_plan, void_id=void.id, on=MONDAY) <= _PLAN
