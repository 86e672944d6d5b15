"""Which runs of the plan become schedules: the newest of each office, one whose list has not come, one that came early."""

from datetime import date

import pytest

from housingdesk.benefits.parsers.schedules import read_schedule
from housingdesk.demo.expected import coming
from housingdesk.demo.lines import Schedule, ScheduleKind
from housingdesk.demo.payments import Books
from housingdesk.demo.population import Association, plan
from housingdesk.demo.schedule_days import council_of, file_of, is_kept, next_list, not_come_yet

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def association() -> Association:
    return plan(60, 1, 1, TODAY)


@pytest.fixture(scope="module")
def early(association: Association) -> Schedule:
    books = Books(association)
    for _ in books.weeks():
        pass
    found = next_list(association, coming(association, books.owes()), TODAY)
    assert found is not None
    return found


def test_a_councils_next_list_comes_before_its_money(association: Association, early: Schedule) -> None:
    assert early.kind is ScheduleKind.HB and early.paid_on > TODAY and council_of(early, [5, 6]) == 4 + early.source
    read = read_schedule(file_of(early).content, file_of(early).name)
    assert read.net_pence == early.pence and len(read.lines) == len(early.lines) and not list(read.stopping())
    assert read.lines[-1].name == "Arthur Pym" and early.lines[-1].account == 0
    assert next_list(association, [], TODAY) is None


def test_only_the_newest_runs_are_kept_line_by_line(early: Schedule) -> None:
    assert is_kept(early, TODAY) and not is_kept(early, date(2027, 6, 1)) and not not_come_yet(early, TODAY)
    dwp = Schedule("D", ScheduleKind.DEDUCTIONS, 0, "CR", date(2026, 11, 12), date(2026, 11, 15), early.lines)
    assert not_come_yet(dwp, TODAY) and not not_come_yet(dwp, date(2026, 12, 24))
    card = Schedule("C", ScheduleKind.CARD, 0, "", date(2026, 11, 12), date(2026, 11, 15), early.lines)
    assert not is_kept(card, TODAY)
