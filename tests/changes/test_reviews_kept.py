"""Reviews on both databases: due, begun, held, taken off; what was agreed; moving on with its figures."""

from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.changes.actions import reviewing
from housingdesk.changes.queries import moving_on, reviews
from housingdesk.changes.rules.review_forms import AgreedDraft, MoveOnDraft, ReviewDraft
from housingdesk.changes.rules.words import Destination, MoveOnOutcome, ReviewKind
from housingdesk.errors import Refused
from housingdesk.people.actions import add_person
from housingdesk.people.rules import PersonDraft
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import RentType, SpaceDraft, SpaceKind
from housingdesk.tenancies.actions.ending import end_tenancy
from housingdesk.tenancies.actions.starting import start_tenancy
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from tests.support.audited import taken_back
from tests.support.desk import MONDAY
from tests.support.lettings import OPENED
from tests.support.statements import statements

JUNE = date(2026, 6, 1)


def supported(desk: Desk, name: str = "Amina Khan", start: date = JUNE) -> int:
    """A licence in supported housing; returns its id."""
    draft = SpaceDraft(kind=SpaceKind.HOUSE, label=name, street=f"{name} Road", town="Anytown", postcode="ZZ9 9ZZ",
                       managed_from=OPENED, rent_type=RentType.SUPPORTED)
    home = int(desk.do(add_space, draft=draft, let=True).value)
    person = int(desk.do(add_person, draft=PersonDraft(name)).value)
    return int(desk.do(start_tenancy, draft=StartDraft(TenancyKind.LICENCE_EXCLUDED, (person,), home, start)).value)


def keep(desk: Desk, tenancy_id: int, held_on: date | None = MONDAY, **facts: Any) -> int:
    draft = ReviewDraft(ReviewKind.SUPPORT_PLAN, date(2026, 8, 24), held_on, "Ann Brown", "Amina and Joan",
                        "Goes well")
    return int(desk.do(reviewing.keep_review, tenancy_id=tenancy_id, draft=draft, form={"goals": "Two reached"}, **facts).value)


def due(desk: Desk) -> list[tuple[ReviewKind, date]]:
    return [(line.due.kind, line.due.due_on) for line in desk.ask(reviews.due_lines, on=MONDAY)]


def test_a_review_is_due_until_it_is_held_and_due_again_when_taken_off(desk: Desk) -> None:
    tenancy_id = supported(desk)
    assert due(desk) == [(ReviewKind.LICENCE, date(2026, 8, 24)), (ReviewKind.SUPPORT_PLAN, date(2026, 8, 24))]
    begun = keep(desk, tenancy_id, None)
    assert [line.review_id for line in desk.ask(reviews.due_lines, on=MONDAY)] == [None, begun]
    row = desk.ask(reviews.review, review_id=begun)
    assert keep(desk, tenancy_id, MONDAY, review_id=begun, version=row.version) == begun
    assert due(desk) == [(ReviewKind.LICENCE, date(2026, 8, 24))]
    row = desk.ask(reviews.review, review_id=begun)
    off = desk.do(reviewing.remove_review, review_id=begun, version=row.version, because="Another resident")
    assert len(due(desk)) == 2
    taken_back(desk, off)
    assert len(due(desk)) == 1 and [line.outcome for line in desk.ask(reviews.held_lines, on=MONDAY)] == ["Goes well"]


def test_a_held_review_says_by_whom_and_what_came_of_it() -> None:
    draft = ReviewDraft(ReviewKind.LICENCE, MONDAY, MONDAY)
    assert [one.field for one in draft.problems({}, MONDAY)] == ["held_by", "outcome"]
    late = ReviewDraft(ReviewKind.LICENCE, MONDAY, MONDAY + timedelta(1), "Ann", "", "Well")
    assert [one.field for one in late.problems({}, MONDAY)] == ["held_on"]


def test_schemes_are_ordered_by_what_is_overdue(desk: Desk) -> None:
    supported(desk)
    supported(desk, "Joy Okafor", MONDAY - timedelta(weeks=11))
    lines = desk.ask(reviews.due_lines, on=MONDAY)
    (scheme,) = reviews.by_scheme(lines, MONDAY)
    assert (scheme.overdue, scheme.due, scheme.oldest) == (2, 2, date(2026, 8, 24))


def test_what_was_agreed_is_due_until_it_is_done(desk: Desk) -> None:
    tenancy_id = supported(desk)
    review_id = keep(desk, tenancy_id)
    with pytest.raises(Refused, match="Say who does it"):
        desk.do(reviewing.agree_on, review_id=review_id, draft=AgreedDraft("Ring the GP", " ", MONDAY))
    made = desk.do(reviewing.agree_on, review_id=review_id, draft=AgreedDraft("Ring the GP", "Joan", MONDAY)).value
    assert [(row.what, names) for row, _, names in desk.ask(reviews.agreed_due, on=MONDAY)] == [("Ring the GP", "Amina Khan")]
    assert desk.ask(reviews.agreed_due, on=MONDAY - timedelta(1)) == []
    row = desk.ask(reviews.agreed_of, review_id=review_id)[0]
    done = desk.do(reviewing.settle_agreed, action_id=made, version=row.version, on=MONDAY, note="Seen on Friday")
    assert desk.ask(reviews.agreed_due, on=MONDAY) == []
    taken_back(desk, done)
    assert len(desk.ask(reviews.agreed_due, on=MONDAY)) == 1


def test_moving_on_is_kept_and_counted_by_scheme(desk: Desk) -> None:
    ready, gone = supported(desk), supported(desk, "Joy Okafor")
    desk.do(reviewing.keep_move_on, tenancy_id=ready, draft=MoveOnDraft(ready_on=MONDAY - timedelta(30), plan="A flat"))
    desk.do(end_tenancy, tenancy_id=gone, reason=EndReason.NOTICE_BY_TENANT, event_on=date(2026, 11, 1))
    with pytest.raises(Refused, match="where they went"):
        desk.do(reviewing.keep_move_on, tenancy_id=gone, draft=MoveOnDraft(outcome=MoveOnOutcome.PLANNED, moved_on=MONDAY))
    left = MoveOnDraft(outcome=MoveOnOutcome.PLANNED, destination=Destination.COUNCIL, moved_on=date(2026, 11, 1))
    outcome = desk.do(reviewing.keep_move_on, tenancy_id=gone, draft=left)
    lines = desk.ask(moving_on.move_on_lines, on=MONDAY)
    assert [(line.names, line.left, line.stay_days) for line in lines] == [
        ("Amina Khan", False, (MONDAY - JUNE).days + 1), ("Joy Okafor", True, (date(2026, 11, 1) - JUNE).days + 1)]
    (row,) = moving_on.figures(lines, MONDAY)
    assert (row.here, row.ready, row.waiting_days, row.gone, row.planned, row.stay_days) == (1, 1, 30, 1, 1, 154)
    taken_back(desk, outcome)
    assert desk.ask(moving_on.move_on, tenancy_id=gone)[0].outcome is None


def test_the_due_list_asks_few_statements_however_long_it_is(sqlite_desk: Desk) -> None:
    for number in range(6):
        supported(sqlite_desk, f"Resident {number}")
    with statements() as seen:
        assert len(sqlite_desk.ask(reviews.due_lines, on=MONDAY)) == 12
    assert len(seen) <= 5
