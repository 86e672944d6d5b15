"""A period is closed once, when nothing stands against it; and is never opened again."""

from datetime import date

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import posting
from housingdesk.errors import Refused
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.rent.rules.drafts import AdjustmentDraft
from housingdesk.rent.rules.words import Payer
from housingdesk.reports.actions.closing import close_period
from housingdesk.reports.queries.closing import closes, closing, next_to_close
from housingdesk.reports.queries.proof import three_way
from housingdesk.reports.queries.snapshots import snapshot
from housingdesk.reports.rules.closing import Weight, name, next_period, period
from housingdesk.reports.rules.open_items import OpenItem, open_items
from housingdesk.reports.rules.words import PeriodKind, SnapshotKind
from tests.support.banking import bring_in, line
from tests.support.closing import DAY, FRIDAY, SUNDAY, WEEK, books_of_a_week
from tests.support.desk import MONDAY, Clock

CYCLE = date(2026, 4, 6)


def test_a_week_is_closed_with_its_proof_and_stays_closed(desk: Desk) -> None:
    books = books_of_a_week(desk)
    found = desk.ask(closing, kind=PeriodKind.WEEK, day=SUNDAY, today=desk.today)
    assert found.may_close and (found.start, found.end) == (MONDAY - WEEK, SUNDAY), found.checks
    assert found.proof.banks[0].sentence == "Rent account: bank and ledger agree at £1,295.00 on 22 November 2026"
    number = desk.do(close_period, kind=PeriodKind.WEEK, end=SUNDAY).value
    [row] = desk.ask(closes)
    assert (row.id, row.name, row.made_by) == (number, "week to 22 November 2026", "Ann Brown")
    assert row.proof["debtors"] == [["rent, current", 2 * 11240 + 2 * 9000, 3 * 11240 - 3000, 3 * 11240 - 3000]]
    kept = desk.ask(snapshot, on=SUNDAY, kind=SnapshotKind.CLOSE)
    assert kept is not None and row.snapshot_id == kept.id and desk.ask(closed_to) == SUNDAY
    assert desk.ask(next_to_close, kind=PeriodKind.WEEK, today=desk.today) == (MONDAY, MONDAY + 6 * DAY)
    with pytest.raises(Refused, match="closed already"):
        desk.do(close_period, kind=PeriodKind.WEEK, end=SUNDAY)
    with pytest.raises(Refused, match="closed"):
        desk.do(adjust, draft=AdjustmentDraft(books.owing, 500, Payer.TENANT, SUNDAY, "Too late"))
    assert not desk.ask(closing, kind=PeriodKind.WEEK, day=SUNDAY, today=desk.today).may_close


def test_what_stops_a_close_is_said_in_words(sqlite_desk: Desk) -> None:
    books = books_of_a_week(sqlite_desk, unidentified=True)
    bring_in(sqlite_desk, [line(2500, "WHO IS THIS", on=FRIDAY)], 130_200)
    found = sqlite_desk.ask(closing, kind=PeriodKind.WEEK, day=SUNDAY, today=sqlite_desk.today)
    stopped = {check.name: check.sentence for check in found.checks if check.weight is Weight.STOPS}
    assert stopped == {"Bank": "Rent account: 1 lines to 22 November 2026, £25.00, are not posted"}
    [waits] = [one for one in found.proof.banks[0].differences if one.line_id is not None]
    assert (waits.words, waits.pence) == ("Not posted: WHO IS THIS WHO IS THIS", 2500)
    with pytest.raises(Refused, match="not posted"):
        sqlite_desk.do(close_period, kind=PeriodKind.WEEK, end=SUNDAY)
    assert waits.line_id is not None
    sqlite_desk.do(posting.post_lines, choices=[(waits.line_id, books.owing)])
    [item] = [row for row in sqlite_desk.ask(three_way, start=MONDAY - WEEK, end=SUNDAY).controls if row.kind == "suspense"]
    assert item.closing == 700 and item.holds and [one.pence for one in item.items] == [-700]
    [mystery] = [check for check in found.checks if check.name == "Unidentified money"]
    assert mystery.weight is Weight.GOOD and "£7.00" in mystery.sentence
    owner_of(sqlite_desk, "")
    with pytest.raises(Refused, match="nobody looks into 1 of 1"):
        sqlite_desk.do(close_period, kind=PeriodKind.WEEK, end=SUNDAY)
    owner_of(sqlite_desk, "Ann Brown")
    sqlite_desk.do(close_period, kind=PeriodKind.WEEK, end=SUNDAY)


def owner_of(desk: Desk, owner: str) -> None:
    from housingdesk.bank.queries.our_accounts import suspense

    [row] = desk.ask(suspense, on=desk.today)
    desk.do(posting.note_suspense, line_id=row.line_id, owner=owner, note="")


def test_a_missing_debit_and_a_missing_statement_stop_it(sqlite_desk: Desk, clock: Clock) -> None:
    books_of_a_week(sqlite_desk)
    with pytest.raises(Refused, match="ends on 29 November 2026, not on 28"):
        sqlite_desk.do(close_period, kind=PeriodKind.WEEK, end=SUNDAY + 6 * DAY)
    clock.to(MONDAY + WEEK)
    found = sqlite_desk.ask(closing, kind=PeriodKind.WEEK, day=MONDAY, today=sqlite_desk.today)
    stopped = {check.name for check in found.checks if check.weight is Weight.STOPS}
    assert stopped == {"Bank", "Debit"}


def test_a_month_after_its_weeks_is_closed_too(sqlite_desk: Desk, clock: Clock) -> None:
    books_of_a_week(sqlite_desk)
    sqlite_desk.do(close_period, kind=PeriodKind.WEEK, end=SUNDAY)
    sqlite_desk.do(close_period, kind=PeriodKind.MONTH, end=date(2026, 10, 31))
    assert sqlite_desk.ask(closed_to) == SUNDAY
    assert [row.name for row in sqlite_desk.ask(closes)] == ["October 2026", "week to 22 November 2026"]


def test_periods_end_where_they_should() -> None:
    assert period(PeriodKind.FOUR_WEEKS, date(2026, 4, 30), CYCLE) == (CYCLE, date(2026, 5, 3))
    assert period(PeriodKind.FOUR_WEEKS, date(2026, 4, 5), CYCLE) == (date(2026, 3, 9), date(2026, 4, 5))
    assert next_period(PeriodKind.MONTH, None, date(2026, 3, 1), CYCLE) == (date(2026, 2, 1), date(2026, 2, 28))
    assert next_period(PeriodKind.MONTH, date(2026, 2, 28), date(2026, 9, 1), CYCLE) == (date(2026, 3, 1), date(2026, 3, 31))
    assert name(PeriodKind.FOUR_WEEKS, CYCLE, date(2026, 5, 3)) == "four weeks to 3 May 2026"


def test_a_balance_is_what_was_not_taken_off() -> None:
    def at(day: int, pence: int) -> OpenItem:
        return OpenItem(date(2026, 11, day), str(day), pence)

    assert open_items([at(1, -500), at(2, -700), at(3, 500), at(4, -500), at(5, 100)]) == (at(2, -700), at(4, -500), at(5, 100))
    assert open_items([at(1, 300), at(2, -300), at(3, 0)]) == ()
