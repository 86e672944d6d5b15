"""The made-up association’s reviews and changes: held, left, due; under way and done; nobody told who was not."""

from datetime import date, timedelta

import pytest

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.changes.queries import changes, judging, moving_on, reviews
from housingdesk.changes.queries.telling import telling
from housingdesk.changes.rules.words import ChangeKind, ChangeState
from housingdesk.demo.change_days import ChangeDays
from housingdesk.tenancies.rules import TenancyKind
from tests.changes.test_reviews_kept import supported
from tests.support import noticing
from tests.support.desk import MONDAY, Clock


@pytest.fixture
def filled(sqlite_desk: Desk, clock: Clock) -> Desk:
    """A hostel of twelve, three tenants and a starter near the end of the trial, with reviews and changes."""
    noticing.make_office(sqlite_desk)
    for number in range(12):
        supported(sqlite_desk, f"Resident {number}", MONDAY - timedelta(weeks=20 + number))
    for name in ("Amina Khan", "Joy Okafor", "Zoë Moore"):
        noticing.agreement(sqlite_desk, name, start=date(2020, 6, 1))
    noticing.agreement(sqlite_desk, "Ruth Ellison", kind=TenancyKind.STARTER, start=MONDAY - timedelta(345))
    who = Who(None, "Anita Bell", "AB", str(Role.ADMINISTRATOR))
    assert ChangeDays(sqlite_desk.store, who, who).fill(MONDAY)["changes"] == 4
    return sqlite_desk


def test_reviews_are_held_and_left_so_that_some_are_overdue(filled: Desk) -> None:
    due = filled.ask(reviews.due_lines, on=MONDAY)
    held = filled.ask(reviews.held_lines, on=MONDAY)
    assert len(held) >= 8 and any(line.due.overdue(MONDAY) for line in due)
    assert any(line.due.last_on is not None for line in due)
    assert all(line.held_on <= MONDAY for line in held)
    assert any(line.ready_on is not None for line in filled.ask(moving_on.move_on_lines, on=MONDAY))


def test_changes_are_under_way_and_done(filled: Desk) -> None:
    running = {row.kind: row for row in filled.ask(changes.running)}
    done = {row.kind: row for row in filled.ask(changes.finished)}
    assert running.keys() == {ChangeKind.EXCHANGE, ChangeKind.LEFT_OVERNIGHT}
    assert {kind: row.state for kind, row in done.items()} == {
        ChangeKind.NOTICE_BY_TENANT: ChangeState.DONE, ChangeKind.NAME: ChangeState.DONE}
    assert filled.ask(judging.file_of, row=running[ChangeKind.LEFT_OVERNIGHT], on=MONDAY).missing
    lines = filled.ask(telling, tenancy_id=done[ChangeKind.NOTICE_BY_TENANT].tenancy_id).lines
    assert [line.told is not None for line in lines] == [True, True, False, False]
