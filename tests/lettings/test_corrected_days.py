"""A first or last day that was wrong: the agreement, the account, the board of empty homes, and back again."""

from datetime import date, timedelta

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions import corrected_days
from housingdesk.lettings.actions.letting import end_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.actions import debit
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from housingdesk.voids.models import Void
from tests.support.desk import MONDAY
from tests.support.lettings import make_home, make_person
from tests.support.undo import check_undo

DAY, WEEK, WHY = timedelta(1), timedelta(7), "The keys came later"


def let(desk: Desk, home: int, start: date, frequency: Frequency = Frequency.WEEKLY) -> int:
    """Somebody starts at £21.00 a day."""
    charge = ChargeDraft(ChargeCode.RENT, "Rent", 2100 if frequency is Frequency.NIGHTLY else 14700)
    kind = TenancyKind.LICENCE_EXCLUDED if frequency is Frequency.NIGHTLY else TenancyKind.ASSURED
    draft = StartDraft(kind, (make_person(desk),), home, start)
    return int(desk.do(start_letting, draft=LettingDraft(draft, frequency, (charge,))).value)


def owed(desk: Desk, tenancy: int) -> int:
    return int(desk.ask(accounts_of, tenancy_id=tenancy)[0].pence)


def test_the_empty_home_between_two_lettings_follows_both(sqlite_desk: Desk) -> None:
    desk, home = sqlite_desk, make_home(sqlite_desk)
    first = let(desk, home, MONDAY - 5 * WEEK)
    desk.do(debit.run_debit, week=MONDAY - WEEK)
    desk.do(end_letting, tenancy_id=first, reason=EndReason.SURRENDER, event_on=MONDAY - 2 * WEEK)
    second = let(desk, home, MONDAY - DAY)
    check_undo(desk, corrected_days.correct_last_day, tenancy_id=first, event_on=MONDAY - 2 * WEEK - 3 * DAY, reason=WHY)
    check_undo(desk, corrected_days.correct_first_day, tenancy_id=second, start=MONDAY - 4 * DAY, reason=WHY)
    void = Void.get()
    assert (void.empty_from, void.let_from) == (MONDAY - 2 * WEEK - 2 * DAY, MONDAY - 4 * DAY)
    assert owed(desk, first) == 2100 * 19
    assert owed(desk, second) == 2100 * 4


def test_somebody_charged_by_the_night_left_on_another_day(sqlite_desk: Desk) -> None:
    desk, home = sqlite_desk, make_home(sqlite_desk)
    guest = let(desk, home, MONDAY - WEEK, Frequency.NIGHTLY)
    desk.do(debit.run_debit, week=MONDAY - WEEK)
    desk.do(end_letting, tenancy_id=guest, reason=EndReason.SURRENDER, event_on=MONDAY - 3 * DAY)
    assert owed(desk, guest) == 4 * 2100
    check_undo(desk, corrected_days.correct_last_day, tenancy_id=guest, event_on=MONDAY - 5 * DAY, reason=WHY)
    assert owed(desk, guest) == 2 * 2100 and Void.get().empty_from == MONDAY - 5 * DAY
