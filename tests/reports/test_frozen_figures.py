"""Published figures never move: what was frozen stays, whatever is changed afterwards."""

from datetime import date

import pytest
from peewee import IntegrityError, ProgrammingError

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import posting
from housingdesk.bank.queries import lines as line_queries
from housingdesk.errors import Refused
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.rules.drafts import AdjustmentDraft
from housingdesk.rent.rules.words import Payer
from housingdesk.reports.actions.freezing import freeze, freeze_due
from housingdesk.reports.day_sheet import day_sheet
from housingdesk.reports.models import SnapshotAccount
from housingdesk.reports.queries.snapshots import (
    accounts_of,
    claims_of,
    days_due,
    known_now,
    published,
    snapshot,
    snapshots,
    voids_of,
)
from housingdesk.reports.rules.freezing import due
from housingdesk.reports.rules.frozen import FrozenAccount, FrozenTotals, as_facts, from_facts, totals
from housingdesk.reports.rules.words import SnapshotKind
from housingdesk.settings.actions import set_value
from tests.support.awarding import claimed, decided
from tests.support.banking import bring_in, line
from tests.support.closing import DAY, SUNDAY, WEEK, books_of_a_week
from tests.support.desk import MONDAY, Clock
from tests.support.emptying import leave_home, let_again
from tests.support.letters import printed

QUARTER = date(2026, 9, 30)


def test_published_figures_never_move(desk: Desk, clock: Clock) -> None:
    books = books_of_a_week(desk)
    number = desk.do(freeze, kind=SnapshotKind.SUNDAY, on=SUNDAY).value
    found = desk.ask(snapshot, on=SUNDAY, kind=SnapshotKind.SUNDAY)
    assert found is not None and found.id == number and found.late == ""
    assert (found.totals.current_arrears, found.totals.current_credits) == (3 * 11240, 3000)
    assert found.totals == desk.ask(known_now, on=SUNDAY)
    clock.to(MONDAY + 2 * WEEK)
    draft = AdjustmentDraft(books.owing, 5000, Payer.TENANT, SUNDAY - WEEK, "Left out in October")
    desk.do(adjust, draft=draft)
    bring_in(desk, [line(1000, "LATE CASH", on=SUNDAY - DAY)], 129_500)
    [late] = [row.id for row in desk.ask(line_queries.lines, ids=list(
        desk.ask(line_queries.line_ids, bank_account_id=books.bank))) if row.pence == 1000]
    desk.do(posting.post_lines, choices=[(late, books.owing)])
    assert desk.ask(known_now, on=SUNDAY).current_arrears == 3 * 11240 + 5000 - 1000
    assert desk.ask(published, on=SUNDAY).totals == found.totals
    sheet = " ".join(printed(desk.ask(day_sheet, start=SUNDAY - 6 * DAY, end=SUNDAY, on=desk.today, printed_by="Ann Brown")))
    assert "Published on 23 November 2026 for that day: gross arrears £337.20" in " ".join(sheet.split())
    [account] = [row for row in desk.ask(accounts_of, snapshot_id=number) if row.account_id == books.owing]
    assert (account.pence, account.former, account.kind) == (3 * 11240, False, "rent")
    assert desk.ask(published, on=SUNDAY - DAY).snapshot is None
    with pytest.raises(Refused, match="frozen already"):
        desk.do(freeze, kind=SnapshotKind.SUNDAY, on=SUNDAY)
    with pytest.raises(Refused, match="over"):
        desk.do(freeze, kind=SnapshotKind.SUNDAY, on=MONDAY + 2 * WEEK)


def test_the_database_itself_keeps_frozen_figures(desk: Desk) -> None:
    books_of_a_week(desk)
    desk.do(freeze, kind=SnapshotKind.SUNDAY, on=SUNDAY)
    with pytest.raises((IntegrityError, ProgrammingError), match="added"):
        SnapshotAccount.update(pence=0).execute()


def test_missed_days_are_made_up_for_and_say_so(desk: Desk, clock: Clock) -> None:
    books_of_a_week(desk)
    assert desk.do(freeze_due).value == 2 and desk.ask(days_due, today=desk.today) == 0
    made = [(row.kind, row.on) for row in desk.ask(snapshots)]
    assert made == [(SnapshotKind.SUNDAY, SUNDAY), (SnapshotKind.QUARTER, QUARTER)]
    clock.to(MONDAY + 3 * WEEK)
    assert desk.do(freeze_due).value == 3 and desk.do(freeze_due).value == 0
    missed = desk.ask(snapshot, on=SUNDAY + WEEK)
    desk.do(set_value, key="reports.freeze_after", value=3, valid_from=MONDAY)
    clock.to(MONDAY + 4 * WEEK + DAY)
    assert desk.ask(days_due, today=desk.today) == 0
    clock.to(MONDAY + 4 * WEEK + 2 * DAY)
    assert desk.ask(days_due, today=desk.today) == 1
    assert missed is not None and missed.late == "Frozen on 14 December 2026, 15 days after, as it was known then"


def test_empty_homes_and_claims_are_frozen_as_they_stood(desk: Desk, clock: Clock) -> None:
    made, left = claimed(desk), leave_home(desk)
    clock.to(MONDAY + 2 * WEEK)
    on = SUNDAY + 2 * WEEK
    number = desk.do(freeze, kind=SnapshotKind.SUNDAY, on=on).value
    decided(desk, made, desk.today)
    let_again(desk, left, on)
    [empty] = desk.ask(voids_of, snapshot_id=number)
    assert (empty.space_id, empty.empty_from, empty.weekly_pence) == (left.space, MONDAY + WEEK, 11240)
    [claim] = desk.ask(claims_of, snapshot_id=number)
    assert (claim.claim_id, claim.account_id, claim.state) == (made.claim, made.account, "sent")
    found = desk.ask(published, on=on).totals
    assert (found.empty_homes, found.empty_weekly, found.claims_open) == (1, 11240, 1)
    now = desk.ask(known_now, on=on)
    assert (now.empty_homes, now.claims_open) == (0, 0)


def test_days_due_are_sundays_and_quarter_ends() -> None:
    newest = {SnapshotKind.SUNDAY: date(2026, 12, 20), SnapshotKind.QUARTER: QUARTER}
    assert due(date(2027, 1, 5), newest) == (
        (SnapshotKind.SUNDAY, date(2026, 12, 27)), (SnapshotKind.QUARTER, date(2026, 12, 31)),
        (SnapshotKind.SUNDAY, date(2027, 1, 3)))
    assert due(date(2026, 11, 22), {}) == ((SnapshotKind.QUARTER, QUARTER), (SnapshotKind.SUNDAY, date(2026, 11, 15)))


def test_arrears_and_credits_are_never_netted() -> None:
    rows = [FrozenAccount(number, kind, "Ash", former, pence, benefit, "", "") for number, (kind, former, pence, benefit) in
            enumerate([("rent", False, 5000, 2000), ("rent", False, -700, 0), ("rent", True, 300, 0),
                       ("suspense", False, -90, 0), ("court costs", False, 60, 0), ("garage", False, 10, 0)])]
    found = totals(rows, empty=[9000, 100], claims=2)
    assert found == FrozenTotals(5000, 1, 300, 1, 700, 0, 2000, 3000, 10, 60, 90, 2, 9100, 2)
    assert (found.arrears, found.credits) == (5300, 700) and from_facts(as_facts(found)) == found
