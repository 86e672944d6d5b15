"""Corrections that reach back: what they post and on which day, what stays, what is refused, and how they are taken back."""

from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.lettings.actions.letting import end_letting, start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.actions import accounts, backdated_days, backdating, debit
from housingdesk.rent.actions.ledger import close_ledger, post_batch, reverse_entry
from housingdesk.rent.models import Correction, Entry
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import backdating as queries
from housingdesk.rent.queries import timeline, verify
from housingdesk.rent.rules.backdating import Amount, Waived, differences, stretches
from housingdesk.rent.rules.corrections import AmountCorrection
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import BatchKind, ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.rules import EndReason, StartDraft, TenancyKind
from housingdesk.values.dates import week_of
from tests.support.desk import MONDAY
from tests.support.lettings import make_home, make_person, make_tenancy
from tests.support.undo import check_undo

WEEK, DAY = timedelta(7), timedelta(1)
RENT = ChargeDraft(ChargeCode.RENT, "Rent", 10500)
WHY = "As the agreement says"
OWN, HB = Payer.TENANT, Payer.HB


def amount(pence: int, on: date, payer: Payer = OWN) -> Amount:
    return Amount(ChargeCode.RENT, payer, on, pence, week_of(on), week_of(on) + WEEK)


@pytest.mark.parametrize(("should", "stands", "waived", "open_from", "expected"), [
    ([amount(110, MONDAY)], [amount(100, MONDAY)], [], date.min, [(MONDAY, OWN, 10)]),
    ([amount(110, MONDAY)], [amount(110, MONDAY)], [], date.min, []),
    ([amount(100, MONDAY, HB)], [amount(100, MONDAY)], [], date.min, [(MONDAY, HB, 100), (MONDAY, OWN, -100)]),
    ([amount(60, MONDAY), amount(63, MONDAY + 4 * DAY)], [amount(105, MONDAY)], [], date.min,
     [(MONDAY, OWN, -45), (MONDAY + 4 * DAY, OWN, 63)]),
    ([amount(110, MONDAY - WEEK)], [amount(100, MONDAY - WEEK)], [], MONDAY, [(MONDAY, OWN, 10)]),
    ([amount(60, MONDAY), amount(63, MONDAY + 4 * DAY)], [amount(105, MONDAY)], [], MONDAY + WEEK, [(MONDAY + WEEK, OWN, 18)]),
    ([], [amount(100, MONDAY)], [], date.min, [(MONDAY, OWN, -100)]),
    ([amount(110, MONDAY)], [], [Waived(ChargeCode.RENT, 100, MONDAY)], date.min, [(MONDAY, OWN, 10)]),
    ([amount(90, MONDAY)], [], [Waived(ChargeCode.RENT, 100, MONDAY)], date.min, []),
    ([amount(80, MONDAY, HB), amount(20, MONDAY)], [], [Waived(ChargeCode.RENT, 100, MONDAY)], date.min, []),
])
def test_what_stands_becomes_what_should_stand_on_each_open_day(
        should: list[Amount], stands: list[Amount], waived: list[Waived], open_from: date,
        expected: list[tuple[date, Payer, int]]) -> None:
    found = differences(should, stands, waived, week_of, open_from)
    assert [(line.on, line.payer, line.pence) for line in found.lines] == expected
    assert sum(row.difference_pence for row in found.rows) == found.pence == sum(pence for *_, pence in expected)


class Charged:
    """An account debited for three weeks to Sunday 29 November; the rent is £105.00 a week."""

    def __init__(self, desk: Desk, charge: ChargeDraft = RENT) -> None:
        self.desk = desk
        self.tenancy = make_tenancy(desk, start=MONDAY - 2 * WEEK)
        self.account = int(desk.do(accounts.open_account, tenancy_id=self.tenancy, frequency=Frequency.WEEKLY,
                                   charges=(charge,)).value)
        desk.do(debit.run_debit, week=MONDAY)

    @property
    def line(self) -> int:
        return int(self.desk.ask(account_queries.charges_in_force, account_id=self.account, on=MONDAY)[0].line_id)

    @property
    def pence(self) -> int:
        return int(self.desk.ask(account_queries.account, account_id=self.account).pence)

    def newest(self) -> list[tuple[date, int, str]]:
        """The entries of the newest batch."""
        last = Entry.select().order_by(Entry.id.desc()).first().batch_id
        return [(e.effective_on, e.pence, e.text) for e in Entry.select().where(Entry.batch == last).order_by(Entry.line_no)]


@pytest.fixture
def charged(sqlite_desk: Desk) -> Charged:
    """Three debited weeks."""
    return Charged(sqlite_desk)


def test_a_rent_that_was_another_from_the_middle_of_a_week(charged: Charged) -> None:
    charged.desk.do(backdating.correct_charge, line_id=charged.line, pence=11200, start=MONDAY - 4 * DAY, reason=WHY)
    assert charged.pence == 3 * 10500 + 400 + 700
    assert [(on, pence) for on, pence, _ in charged.newest()] == [
        (MONDAY - WEEK, -6000), (MONDAY - 4 * DAY, 6400), (MONDAY, 700)]
    assert charged.newest()[2][2] == "Rent put right: £112.00 instead of £105.00, week of 23 November 2026"
    row = Correction.get()
    assert (row.pence, row.since, row.reason) == (1100, MONDAY - 4 * DAY, WHY)


def test_it_is_shown_before_and_says_what_is_closed(charged: Charged) -> None:
    charged.desk.do(close_ledger, to=MONDAY - 8 * DAY)
    asked = AmountCorrection(charged.line, 11200, MONDAY - 2 * WEEK)
    shown = charged.desk.ask(queries.preview, draft=asked, today=MONDAY)
    assert [(row.was_pence, row.should_pence) for row in shown.rows] == [(10500, 11200)] * 3
    assert [(one.days(MONDAY), one.periods, one.difference_pence) for one in stretches(shown.rows)] == [
        ("09 Nov to 29 Nov", 3, 2100)]
    assert (shown.pence, shown.balance_pence) == (2100, 33600)
    assert shown.closed_note.startswith("The ledger is closed to 15 November 2026: what belongs before stands on 16 November")
    charged.desk.do(backdating.correct_charge, line_id=charged.line, pence=11200, start=MONDAY - 2 * WEEK, reason=WHY)
    assert charged.pence == shown.balance_pence
    assert [on for on, *_ in charged.newest()] == [MONDAY - WEEK, MONDAY - WEEK, MONDAY]


def test_a_charge_waived_by_hand_is_not_charged_again(charged: Charged) -> None:
    entry = Entry.get((Entry.account == charged.account) & (Entry.period_from == MONDAY - WEEK))
    charged.desk.do(reverse_entry, entry_id=entry.id, reason="No heating")
    charged.desk.do(backdating.correct_charge, line_id=charged.line, pence=9800, start=MONDAY - 2 * WEEK, reason=WHY)
    assert charged.pence == 2 * 9800


def test_part_of_a_correction_is_not_reversed_by_itself(charged: Charged) -> None:
    charged.desk.do(backdating.correct_charge, line_id=charged.line, pence=9800, start=MONDAY, reason=WHY)
    entry = Entry.select().order_by(Entry.id.desc()).first()
    with pytest.raises(Refused, match="take the correction back"):
        charged.desk.do(reverse_entry, entry_id=entry.id, reason="Wrong")


def _facts(charged: Charged) -> dict[str, tuple[Any, dict[str, Any]]]:
    shares = (ShareDraft(HB, 7000), ShareDraft(OWN, None))
    water = ChargeDraft(ChargeCode.WATER, "Water", 1234)
    start = MONDAY - 9 * DAY
    return {"amount": (backdating.correct_charge, {"line_id": charged.line, "pence": 11333, "start": start}),
            "amount from the first day": (backdating.correct_charge, {"line_id": charged.line, "pence": 11333, "shares": shares,
                                                                      "start": MONDAY - 2 * WEEK}),
            "shares": (backdating.correct_shares, {"line_id": charged.line, "shares": shares, "start": start}),
            "new": (backdating.correct_new_charge, {"account_id": charged.account, "draft": water, "start": start}),
            "end": (backdating.correct_end, {"line_id": charged.line, "before": start}),
            "never": (backdating.correct_end, {"line_id": charged.line, "before": MONDAY - 2 * WEEK}),
            "earlier": (backdated_days.correct_start, {"tenancy_id": charged.tenancy, "start": MONDAY - 25 * DAY}),
            "later": (backdated_days.correct_start, {"tenancy_id": charged.tenancy, "start": MONDAY - 3 * DAY})}


@pytest.mark.parametrize("what", ["amount", "amount from the first day", "shares", "new", "end", "never", "earlier", "later"])
def test_every_correction_can_be_taken_back_and_made_again(sqlite_desk: Desk, what: str) -> None:
    charged = Charged(sqlite_desk)
    action, facts = _facts(charged)[what]
    check_undo(sqlite_desk, action, reason=WHY, **facts)
    assert sqlite_desk.ask(verify.verify) == []


def test_the_last_day_of_somebody_who_left_is_put_right_and_back(desk: Desk) -> None:
    charged = Charged(desk)
    desk.do(end_letting, tenancy_id=charged.tenancy, reason=EndReason.SURRENDER, event_on=MONDAY - WEEK - DAY)
    assert charged.pence == 10500
    check_undo(desk, backdated_days.correct_last_day, tenancy_id=charged.tenancy, event_on=MONDAY + DAY, reason=WHY)
    assert charged.pence == 21000 + 3000
    assert desk.ask(verify.verify) == []


def test_what_was_changed_again_is_taken_back_in_order(charged: Charged) -> None:
    first = charged.desk.do(backdating.correct_charge, line_id=charged.line, pence=11200, start=MONDAY - WEEK, reason=WHY).value
    second = charged.desk.do(backdating.correct_charge, line_id=charged.line, pence=9800, start=MONDAY, reason=WHY).value
    with pytest.raises(Refused, match="changed again since"):
        charged.desk.do(backdating.take_back_correction, correction_id=first, reason="Wrong")
    for one in (second, first):
        charged.desk.do(backdating.take_back_correction, correction_id=one, reason="Wrong")
    assert charged.pence == 3 * 10500
    with pytest.raises(Refused, match="taken back by Ann Brown"):
        charged.desk.do(backdating.take_back_correction, correction_id=first, reason="Wrong")


@pytest.mark.parametrize(("facts", "words"), [
    ({"pence": 11200, "start": MONDAY - 3 * WEEK}, "This charge began on 9 November 2026"),
    ({"pence": 10500, "start": MONDAY - 2 * WEEK}, "what stands already"),
    ({"pence": 9_000_000, "start": MONDAY}, "more than any charge"),
    ({"pence": 11200, "start": MONDAY, "reason": "x"}, "Say in a few words why"),
    ({"pence": 100, "start": MONDAY, "shares": (ShareDraft(HB, 7000), ShareDraft(OWN, None))}, "more than the charge"),
])
def test_what_cannot_be_is_refused(charged: Charged, facts: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        charged.desk.do(backdating.correct_charge, **{"line_id": charged.line, "reason": WHY, **facts})


def test_the_timeline_tells_a_correction_once(charged: Charged) -> None:
    charged.desk.do(backdating.correct_charge, line_id=charged.line, pence=11200, start=MONDAY - WEEK, reason=WHY)
    told = [one.text for one in charged.desk.ask(timeline.timeline, tenancy_id=charged.tenancy, before=None, limit=9)]
    assert [text for text in told if "ut right" in text] == [
        f"Put right from 16 November 2026, charge: £14.00 charged. {WHY}"]


@needs(Permission.BRING_IN)
def bring_in(act: Act, *, account_id: int, on: date) -> int:
    """An opening balance."""
    line = Line(account_id, EntryKind.OPENING, None, OWN, on, 5000)
    return post_batch(act, kind=BatchKind.OPENING, key="opening", title="Opening", lines=[line], contra="OPENING")


def test_days_before_the_balance_was_brought_in_are_not_reckoned_again(charged: Charged) -> None:
    charged.desk.do(bring_in, account_id=charged.account, on=MONDAY - WEEK)
    facts: dict[str, Any] = {"line_id": charged.line, "pence": 11200, "reason": WHY}
    with pytest.raises(Refused, match="brought in on 16 November 2026"):
        charged.desk.do(backdating.correct_charge, start=MONDAY - 8 * DAY, **facts)
    charged.desk.do(backdating.correct_charge, start=MONDAY - WEEK, **facts)
    assert charged.pence == 5000 + 3 * 10500 + 2 * 700


def test_the_vat_on_a_garage_follows(sqlite_desk: Desk) -> None:
    tenancy = make_tenancy(sqlite_desk, kind=TenancyKind.CONTRACT, start=MONDAY - WEEK)
    garage, vat = ChargeDraft(ChargeCode.GARAGE, "Garage", 1000), ChargeDraft(ChargeCode.VAT, "VAT on garage", 200)
    account = int(sqlite_desk.do(accounts.open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY,
                                 charges=(garage, vat)).value)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    line = sqlite_desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY)[0].line_id
    sqlite_desk.do(backdating.correct_charge, line_id=line, pence=1500, start=MONDAY, reason=WHY)
    assert sqlite_desk.ask(account_queries.account, account_id=account).pence == 1200 + 1800


def test_the_empty_home_follows_another_first_day(sqlite_desk: Desk) -> None:
    home = make_home(sqlite_desk)
    void = sqlite_desk.do(accounts.open_void_account, space_id=home, name="Home", opens_on=MONDAY - 4 * WEEK,
                          charges=(RENT,)).value
    draft = StartDraft(TenancyKind.ASSURED, (make_person(sqlite_desk),), home, MONDAY - WEEK)
    tenancy = int(sqlite_desk.do(start_letting, draft=LettingDraft(draft, Frequency.WEEKLY, (RENT,))).value)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    for start in (MONDAY - 17 * DAY, MONDAY + 2 * DAY):
        sqlite_desk.do(backdated_days.correct_start, tenancy_id=tenancy, start=start, reason=WHY)
        person = sqlite_desk.ask(account_queries.accounts_of, tenancy_id=tenancy)[0].pence
        lost = sqlite_desk.ask(account_queries.account, account_id=void).pence
        assert person == 1500 * (MONDAY + WEEK - start).days and person + lost == 5 * 10500
    assert sqlite_desk.ask(verify.verify) == []


def test_nobody_begins_where_others_still_live(sqlite_desk: Desk) -> None:
    home = make_home(sqlite_desk)
    for start, end in ((MONDAY - 4 * WEEK, MONDAY - 2 * WEEK), (MONDAY - WEEK, None)):
        draft = StartDraft(TenancyKind.ASSURED, (make_person(sqlite_desk),), home, start)
        tenancy = int(sqlite_desk.do(start_letting, draft=LettingDraft(draft, Frequency.WEEKLY, (RENT,))).value)
        if end is not None:
            first = tenancy
            sqlite_desk.do(end_letting, tenancy_id=tenancy, reason=EndReason.SURRENDER, event_on=end)
    with pytest.raises(Refused, match="is held by"):
        sqlite_desk.do(backdated_days.correct_start, tenancy_id=tenancy, start=MONDAY - 2 * WEEK, reason=WHY)
    with pytest.raises(Refused, match="is held by"):
        sqlite_desk.do(backdated_days.correct_last_day, tenancy_id=first, event_on=MONDAY - WEEK, reason=WHY)
