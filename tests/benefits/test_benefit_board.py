"""The benefit board: who stands in which lane from what is recorded, in a fixed number of statements, and what Today hears."""

from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions import claims as actions
from housingdesk.benefits.actions.contacts import add_contact
from housingdesk.benefits.actions.findings import record_finding
from housingdesk.benefits.actions.uc_cards import portal_asked
from housingdesk.benefits.queries.board import BoardRow, board, choices, open_count
from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.queries.money_now import money_now
from housingdesk.benefits.rules.claim_drafts import ContactDraft
from housingdesk.benefits.rules.claims import ClaimDraft, WaitsOn
from housingdesk.benefits.rules.expected.shapes import Due, Paid, Row
from housingdesk.benefits.rules.lanes import Lane, MoneyNow, Step
from housingdesk.benefits.rules.money import Receipt, glance, money_of
from housingdesk.benefits.rules.words import ClaimKind, ContactKind, Direction, GapClass
from housingdesk.lettings.actions.letting import start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import ChargeCode, EntryKind, Frequency, Payer
from housingdesk.reports.queries.due_benefits import benefits
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import BenefitRoute, StartDraft, TenancyKind
from tests.support.desk import MONDAY, Clock
from tests.support.files import post_lines
from tests.support.lettings import make_home, make_person
from tests.support.statements import statements

DAY = timedelta(1)
CHARGE = ChargeDraft(ChargeCode.RENT, "Rent", 11240, (ShareDraft(Payer.HB, 10080), ShareDraft(Payer.TENANT, None)))


def let(desk: Desk, name: str, start: date = MONDAY - 30 * DAY) -> tuple[int, int]:
    """Somebody whose charge benefit pays a part of; tenancy and person."""
    begun = StartDraft(TenancyKind.ASSURED, (make_person(desk, name),), make_home(desk), start, route=BenefitRoute.HB_EXEMPT)
    tenancy = int(desk.do(start_letting, draft=LettingDraft(begun, Frequency.WEEKLY, (CHARGE,))).value)
    [holder] = desk.ask(holders, tenancy_ids=[tenancy])
    return tenancy, holder.person_id


def claimed(desk: Desk, name: str, kind: ClaimKind = ClaimKind.HB_SUPPORTED, **more: Any) -> int:
    counts_from = more.pop("counts_from", MONDAY - 20 * DAY)
    tenancy, person = let(desk, name, min(counts_from, MONDAY - 30 * DAY))
    draft = ClaimDraft(kind, counts_from, tenancy, person, evidence=(), expected_pence=10080, **more)
    return int(desk.do(actions.start_claim, draft=draft).value)


def row_of(desk: Desk, claim_id: int, on: date = MONDAY) -> BoardRow:
    rows: tuple[BoardRow, ...] = desk.ask(board, on=on)
    return next(row for row in rows if row.claim_id == claim_id)


def decide(desk: Desk, claim_id: int, pence: int | None = 10080) -> None:
    version = desk.ask(claim, claim_id=claim_id).version
    desk.do(actions.decide_claim, claim_id=claim_id, version=version, on=MONDAY - DAY, weekly_pence=pence, to_landlord=True)


def test_who_expects_benefit_and_has_not_claimed_is_to_claim(desk: Desk) -> None:
    tenancy, _ = let(desk, "Amina Khan")
    let(desk, "Beth Lee", start=MONDAY + 7 * DAY)
    [row] = desk.ask(board, on=MONDAY)
    assert (row.id, row.claim_id, row.lane, row.kind, row.weekly_pence) == (-tenancy, None, Lane.TO_CLAIM,
                                                                            ClaimKind.HB_SUPPORTED, 10080)
    assert row.place.step is Step.CLAIM and row.days == 30
    claim_id = claimed(desk, "Cia Poe")
    again = desk.ask(board, on=MONDAY)
    assert [one.lane for one in again] == [Lane.TO_CLAIM, Lane.TO_CLAIM] and row_of(desk, claim_id).place.step is Step.SEND
    assert desk.ask(open_count, on=MONDAY) == 1
    decide(desk, claim_id, None)
    assert row_of(desk, claim_id).lane is Lane.STOPPED
    late = date(2027, 1, 11)
    assert {one.person: one.place.why for one in desk.ask(board, on=late)}["Cia Poe"].startswith("Refused on 22 November 2026")


def test_a_claim_waits_is_asked_about_and_chased(desk: Desk, clock: Clock) -> None:
    claim_id = claimed(desk, "Amina Khan", sent_on=MONDAY - 20 * DAY, reference="HB 77")
    row = row_of(desk, claim_id)
    assert (row.lane, row.place.step, row.place.waits_on, row.days) == (Lane.WAITING, Step.INTERIM, WaitsOn.COUNCIL, 20)
    assert (row.next_pence, row.about, row.word) == (40320, True, None)
    draft = ContactDraft(ContactKind.INTERIM, Direction.RANG, MONDAY, "Asked for a payment on account", "Ann Lee")
    desk.do(add_contact, claim_id=claim_id, draft=draft)
    row = row_of(desk, claim_id)
    assert row.place.step is Step.AWARD and row.word is not None and (row.word.whom, row.word.on) == ("Ann Lee", MONDAY)
    assert row_of(desk, claim_id, MONDAY + 7 * DAY).place.step is Step.CHASE
    decide(desk, claim_id)
    row = row_of(desk, claim_id)
    assert (row.lane, row.place.waits_on) == (Lane.PAYING, WaitsOn.NOBODY) and not row.about


def test_the_portal_asks_us_and_a_letter_too(desk: Desk) -> None:
    uc = claimed(desk, "Amina Khan", ClaimKind.UC, sent_on=MONDAY - 3 * DAY)
    desk.do(portal_asked, claim_id=uc, version=0, on=MONDAY - DAY)
    row = row_of(desk, uc)
    assert row.lane is Lane.VERIFY and row.verify is not None and (row.verify.on, row.verify.contact_id) == (MONDAY - DAY, None)
    hb = claimed(desk, "Beth Lee", sent_on=MONDAY - 3 * DAY)
    draft = ContactDraft(ContactKind.VERIFY, Direction.CAME, MONDAY, "Is this the rent?")
    asked = desk.do(add_contact, claim_id=hb, draft=draft).value
    row = row_of(desk, hb)
    assert row.lane is Lane.VERIFY and row.verify is not None and row.verify.contact_id == asked


def test_money_that_fails_moves_a_claim_and_is_told_today(desk: Desk) -> None:
    claim_id = claimed(desk, "Amina Khan", sent_on=MONDAY - 20 * DAY)
    decide(desk, claim_id)
    row = row_of(desk, claim_id)
    assert row.lane is Lane.PAYING and desk.ask(benefits, on=MONDAY) == []
    money = {(row.account_id, Payer.HB): MoneyNow(GapClass.STOPPED, MONDAY - 9 * DAY, 40320, "Nothing came")}
    [failing] = desk.ask(board, on=MONDAY, money=money)
    assert (failing.lane, failing.missing_pence, failing.varies, failing.days) == (Lane.STOPPED, 40320, True, 9)


def test_a_short_payment_is_seen_in_the_ledger_and_a_finding_settles_it(desk: Desk) -> None:
    start = MONDAY - 98 * DAY
    claim_id = claimed(desk, "Amina Khan", counts_from=start, sent_on=start)
    version = desk.ask(claim, claim_id=claim_id).version
    desk.do(actions.decide_claim, claim_id=claim_id, version=version, on=start, weekly_pence=10080, to_landlord=True)
    account = row_of(desk, claim_id).account_id
    assert account is not None
    for number, pence in enumerate((40320, 40320, 30000)):
        first = start + number * 28 * DAY
        line = Line(account, EntryKind.RECEIPT, None, Payer.HB, first + 28 * DAY, -pence, first, first + 28 * DAY, "Benefit")
        desk.do(post_lines, key=f"paid {number}", lines=[line])
    money = desk.ask(money_now, on=MONDAY)
    found = money[account, Payer.HB]
    assert (found.gap, found.missing_pence) == (GapClass.SHORT, 10320)
    [row] = desk.ask(board, on=MONDAY, money=money)
    assert (row.lane, row.place.step) == (Lane.SHORT, Step.LOOK)
    [card] = desk.ask(benefits, on=MONDAY)
    assert card.text == "Find out why: Amina Khan" and card.place == "benefits"
    desk.do(record_finding, account_id=account, payer=Payer.HB, due_on=found.since, found=GapClass.NONE, settled_on=MONDAY)
    assert desk.ask(money_now, on=MONDAY) == {}


def test_today_hears_of_each_step_on_its_day(desk: Desk) -> None:
    claim_id = claimed(desk, "Amina Khan", counts_from=MONDAY)
    [card] = desk.ask(benefits, on=MONDAY)
    assert (card.place, dict(card.facts), card.due_on) == ("claim", {"claim_id": claim_id}, date(2026, 12, 23))
    assert card.text.startswith("Send the form by")
    desk.do(actions.send_claim, claim_id=claim_id, version=desk.ask(claim, claim_id=claim_id).version, on=MONDAY)
    assert desk.ask(benefits, on=MONDAY + 14 * DAY) == []
    [card] = desk.ask(benefits, on=MONDAY + 15 * DAY)
    assert (card.text, card.verb, card.place) == ("Ask for a payment on account: Amina Khan", "Ask for it", "benefits")
    tenancy, _ = let(desk, "Beth Lee")
    first = desk.ask(benefits, on=MONDAY)[0]
    assert (first.place, dict(first.facts)) == ("tenancy", {"tenancy_id": tenancy, "section": "benefit"})


def test_the_board_asks_as_much_for_many_as_for_few(sqlite_desk: Desk) -> None:
    counts = []
    for number in range(2):
        for name in ("Ann Bell", "Cy Dean"):
            decide(sqlite_desk, claimed(sqlite_desk, f"{name} {'IV'[number]}", sent_on=MONDAY - 9 * DAY))
            let(sqlite_desk, f"Una {name}")
        with statements() as run:
            rows = sqlite_desk.ask(board, on=MONDAY)
        counts.append(len(run))
    assert len(rows) == 8 and counts[0] == counts[1]
    assert choices(rows).offices == ("the council",)
    account = next(row.account_id for row in rows if row.account_id)
    assert account in {found.id for row in rows for found in sqlite_desk.ask(accounts_of, tenancy_id=row.tenancy_id)}


def period(number: int, gap: GapClass, missing: int = 0) -> Row:
    start = MONDAY - 140 * DAY + number * 28 * DAY
    due = Due(Payer.HB, start + 30 * DAY, start, start + 28 * DAY, 40000, "4 weeks")
    return Row(due, (), gap, missing, f"Period {number}.")


@pytest.mark.parametrize(("gaps", "gap", "missing", "sentence"), [
    ([GapClass.NONE, GapClass.NOT_YET_DUE], None, 0, ""),
    ([GapClass.NONE, GapClass.RECOVERED, GapClass.THIRTEENTH], None, 0, ""),
    ([GapClass.SHORT, GapClass.NONE, GapClass.NOT_YET_DUE], GapClass.SHORT, 100, "Period 0"),
    ([GapClass.SHORT, GapClass.LATE, GapClass.NONE], GapClass.LATE, 200, "Period 1"),
    ([GapClass.NONE, GapClass.STOPPED, GapClass.STOPPED, GapClass.NOT_YET_DUE], GapClass.STOPPED, 200, "Period 2"),
    ([GapClass.STOPPED, GapClass.NONE, GapClass.OVER], GapClass.OVER, 200, "Period 2")])
def test_the_gravest_thing_among_the_periods(gaps: list[GapClass], gap: GapClass | None, missing: int, sentence: str) -> None:
    found = money_of([period(number, one, 0 if one in (GapClass.NONE, GapClass.NOT_YET_DUE) else 100)
                      for number, one in enumerate(gaps)])
    assert (found.gap if found else None, found.missing_pence if found else 0, found.sentence if found else "") == (
        gap, missing, sentence)


@pytest.mark.parametrize(("pence", "last", "shift", "gap", "missing"), [
    (40320, 10, 0, None, 0), (40322, 10, 0, None, 0), (40000, 10, 0, GapClass.SHORT, 320), (50000, 10, 0, GapClass.OVER, 0),
    (40320, 50, 0, GapClass.LATE, 40320), (40320, 80, 0, GapClass.STOPPED, 40320), (40320, 10, 7, GapClass.SHORT, 10080)])
def test_most_money_needs_no_second_look(pence: int, last: int, shift: int, gap: GapClass | None, missing: int) -> None:
    end = MONDAY - last * DAY
    before = end - 28 * DAY
    came = [Receipt(before, 40320 - shift * 1440, end - 56 * DAY, before - shift * DAY), Receipt(end, pence, before, end)]
    found = glance(Payer.HB, [Paid(MONDAY - 400 * DAY, None, 10080)], came, MONDAY)
    assert (found.gap if found else None, found.missing_pence if found else 0) == (gap, missing)


def test_what_never_came_is_late_from_its_first_run_on() -> None:
    award = Paid(MONDAY - 43 * DAY, None, 43333)
    late = glance(Payer.UC, [award], [], MONDAY)
    assert late is not None and late.gap is GapClass.LATE and "Nothing came yet" in late.sentence
    assert glance(Payer.UC, [Paid(MONDAY - 20 * DAY, None, 43333)], [], MONDAY) is None
    assert glance(Payer.HB, [], [], MONDAY) is None
    assert glance(Payer.UC, [award], [Receipt(MONDAY - DAY, 43333, None, None)], MONDAY) is None
