"""Schedules on both databases: taken in once, matched, refused with a sentence, posted whole, taken back as one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.posting import post_lines, take_back_posting
from housingdesk.bank.actions.schedules import post_run, take_back_run
from housingdesk.bank.models import BankLine, LineState
from housingdesk.bank.queries import lumps
from housingdesk.bank.queries.lines import lines as bank_lines
from housingdesk.benefits.actions.offices import open_office
from housingdesk.benefits.actions.schedule_lines import choose_line, choose_recovery, not_ours
from housingdesk.benefits.actions.schedules import import_schedule, match_again, put_aside, take_up
from housingdesk.benefits.queries import offices
from housingdesk.benefits.queries.schedule_directory import recovered
from housingdesk.benefits.rules.words import LineClass, ScheduleState, Source
from housingdesk.benefits.rules.words import LineState as Settled
from housingdesk.errors import Refused
from housingdesk.rent.actions.expected import ExpectedDraft, expect_payments
from housingdesk.rent.actions.ledger import reverse_entry
from housingdesk.rent.models import Account, Balance, Entry, ExpectedPayment
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.words import AccountKind, Payer
from tests.support.banking import bring_in, line
from tests.support.schedules import (
    FIRST,
    LAST,
    PAID_ON,
    WEEKLY,
    Row,
    Tenant,
    file_of,
    make_council,
    make_former,
    make_overpayment,
    make_tenant,
    owed,
    row,
    take_in,
    view,
)
from tests.support.undo import check_undo

WEEKS = 4 * WEEKLY
DAY = timedelta(1)


def lump(desk: Desk, pence: int, on: date = PAID_ON, opening: int = 100_000) -> int:
    """A sum of the council's in the bank; returns the line's id."""
    bring_in(desk, [line(pence, "HB RUN 77123", "DALE BC", on=on)], opening)
    return int(desk.ask(lambda: BankLine.select(BankLine.id).order_by(BankLine.id.desc()).limit(1).scalar()))


def line_ids(desk: Desk, schedule_id: int) -> list[int]:
    return [one.id for one in view(desk, schedule_id).lines]


def test_a_run_is_posted_taken_back_and_posted_again(desk: Desk) -> None:
    office, _ = make_council(desk)
    amina, joy = make_tenant(desk), make_tenant(desk, "Joy Okafor", "HB 20-01235")
    desk.do(expect_payments, account_id=amina.account, payer=Payer.HB,
            drafts=[ExpectedDraft(PAID_ON, WEEKS, FIRST, LAST, "Housing Benefit")])
    run = take_in(desk, office, [row(amina), Row("HB2001235", "", "OKAFOR J", joy.address)])
    found = view(desk, run)
    assert [one.account_id for one in found.lines] == [amina.account, joy.account] and not found.stops
    assert all(one.sure and one.why.startswith("Claim reference") for one in found.lines)
    before = (owed(desk, amina.account), owed(desk, joy.account))
    money = lump(desk, 2 * WEEKS)
    [ready] = desk.ask(lumps.waiting_runs, on=desk.today)
    assert ready.state is ScheduleState.READY and [one.bank_line_id for one in ready.lumps] == [money]
    [fit] = desk.ask(lumps.lumps_for, schedule_id=run)
    assert fit.fits and fit.sentence == "The sums agree: £720.00"
    [told] = desk.ask(bank_lines, ids=[money])
    assert told.why == "This is Dale Borough Council’s schedule of 16 November 2026, 2 lines"

    outcome = check_undo(desk, post_run, schedule_id=run, bank_line_id=money)
    assert (owed(desk, amina.account), owed(desk, joy.account)) == (before[0] - WEEKS, before[1] - WEEKS)
    entry = desk.ask(lambda: Entry.get((Entry.account == amina.account) & (Entry.payer == Payer.HB)
                                       & (Entry.pence < 0) & (Entry.batch == outcome.value)))
    assert (entry.period_from, entry.period_to, entry.effective_on) == (FIRST, LAST + DAY, PAID_ON)
    assert desk.ask(verify.verify) == [] and desk.ask(lumps.waiting_lumps, on=desk.today) == ()
    assert desk.ask(lambda: ExpectedPayment.get().settled_on) == PAID_ON
    with pytest.raises(Refused, match="take the whole run back"):
        desk.do(reverse_entry, entry_id=entry.id, reason="Wrong")
    with pytest.raises(Refused, match="Take the run back first"):
        desk.do(take_back_posting, line_ids=[money])
    with pytest.raises(Refused, match="posted"):
        desk.do(post_run, schedule_id=run, bank_line_id=money)

    desk.do(take_back_run, schedule_id=run, bank_line_id=money)
    [waits] = desk.ask(lumps.waiting_lumps, on=desk.today)
    assert waits.posted and waits.days == 7 and waits.sentence == (
        "£720.00 from Dale Borough Council waits for its schedule for 7 days")
    assert desk.ask(lumps.due, on=desk.today) and desk.ask(lambda: ExpectedPayment.get().settled_on) is None
    desk.do(post_run, schedule_id=run, bank_line_id=money)
    assert desk.ask(verify.verify) == []


def test_a_lump_waits_in_its_control_account_and_never_in_suspense(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina = make_tenant(desk)
    money = lump(desk, WEEKS)
    control = desk.ask(offices.office, office_id=office).control_id
    [waits] = desk.ask(lumps.waiting_lumps, on=desk.today)
    assert (waits.control_id, waits.posted, waits.office_ids) == (control, False, (office,))
    desk.do(post_lines, choices=[(money, control)])
    assert desk.ask(lambda: BankLine.get_by_id(money).state) is LineState.POSTED
    assert desk.ask(lumps.waiting_lumps, on=desk.today)[0].posted
    run = take_in(desk, office, [row(amina)])
    outcome = desk.do(post_run, schedule_id=run, bank_line_id=money)
    assert owed(desk, control) == 0 and desk.ask(verify.verify) == []
    assert outcome.take_back is not None and not outcome.take_back.facts["brought"]


def test_a_total_that_is_not_the_banks_posts_nothing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina, joy = make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    make_overpayment(desk, joy)
    run = take_in(desk, office, [row(amina), row(joy, recovery=2408)])
    money = lump(desk, 2 * WEEKS)
    batches = desk.ask(lambda: Entry.select().count())
    with pytest.raises(Refused, match=r"bank £720.00. Difference £24.08; one deduction line \(Joy Okafor\) has"):
        desk.do(post_run, schedule_id=run, bank_line_id=money)
    assert desk.ask(lambda: Entry.select().count()) == batches
    assert desk.ask(lambda: BankLine.get_by_id(money).state) is LineState.WAITING


def test_the_whole_benefit_is_credited_and_the_debt_goes_to_whoever_was_overpaid(desk: Desk) -> None:
    office, _ = make_council(desk)
    blameless, former = make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    run = take_in(desk, office, [row(blameless, recovery=2408)])
    [asks] = view(desk, run).lines
    assert (asks.state, asks.account_id) == (Settled.ASK, blameless.account)
    assert asks.why == "£24.08 is taken off, and nobody has said whose overpayment it is"
    money = lump(desk, WEEKS - 2408)
    with pytest.raises(Refused, match="nobody has said whose overpayment"):
        desk.do(post_run, schedule_id=run, bank_line_id=money)
    debt = make_overpayment(desk, former)
    check_undo(desk, choose_recovery, line_id=asks.id, account_id=former.account)
    before = owed(desk, blameless.account)
    desk.do(post_run, schedule_id=run, bank_line_id=money)
    sub = desk.ask(lambda: Account.get((Account.parent == former.account) & (Account.kind == AccountKind.HB_OVERPAYMENT)).id)
    assert owed(desk, blameless.account) == before - WEEKS and owed(desk, sub) == 2408
    assert desk.ask(recovered, overpayment_ids=[debt]) == {debt: 2408} and desk.ask(verify.verify) == []
    desk.do(take_back_run, schedule_id=run, bank_line_id=money, brought=True)
    assert owed(desk, sub) == 0 and owed(desk, blameless.account) == before and desk.ask(verify.verify) == []


def test_what_is_not_ours_stays_in_the_control_account(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina = make_tenant(desk)
    run = take_in(desk, office, [row(amina), Row("999", "", "Peter Jones", "9 Elm Way")])
    stranger = line_ids(desk, run)[1]
    assert view(desk, run).lines[1].why.startswith("Claim reference 999 is not known")
    check_undo(desk, not_ours, line_id=stranger, why="The council says it is another landlord’s")
    money = lump(desk, 2 * WEEKS)
    desk.do(post_run, schedule_id=run, bank_line_id=money)
    [left] = desk.ask(lumps.waiting_lumps, on=desk.today)
    assert (left.pence, left.left_pence) == (2 * WEEKS, WEEKS) and left.sentence.endswith("is not ours: to be paid back")
    assert desk.ask(verify.verify) == []


PARKED: dict[str, tuple[Callable[[Tenant, Tenant], list[Row]], str]] = {
    "a wrong total": (lambda a, b: [row(a)], "The schedule says £1.00, its lines come to £360.00. Difference £359.00"),
    "a line that is not its net": (lambda a, b: [row(a, recovery=100, net=WEEKS)],
                                   "less £1.00 is £359.00, but the line pays £360.00"),
    "a tenant twice": (lambda a, b: [row(a), row(a, gross=500)], "Twice on this schedule for the same days: also line"),
    "a former tenant": (lambda a, b: [row(b)], "Joy Okafor left on 4 November 2026, but the line pays to 15 November 2026"),
    "a negative line": (lambda a, b: [row(a), row(a, gross=-2500)], "£25.00 is taken back. Say whose debt it is"),
    "an unknown reference": (lambda a, b: [Row("777", "", "Nobody Known", "1 Elm Way")], "Claim reference 777 is not known"),
    "a wrong check digit": (lambda a, b: [Row("", "600044717", "", "")], "its check digit is wrong"),
    "another name": (lambda a, b: [Row(a.claim, "", "Peter Jones", "")], "is of Amina Khan, but the line names Peter Jones"),
    "two references": (lambda a, b: [Row(a.claim, b.reference, "", "")], "is of Amina Khan, but"),
}


def test_what_does_not_agree_is_parked_with_its_sentence(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina, joy = make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    make_former(desk, joy, date(2026, 11, 4))
    money = lump(desk, 100)
    entries = desk.ask(lambda: Entry.select().count())
    for name, (rows, sentence) in PARKED.items():
        run = take_in(desk, office, rows(amina, joy), total=100 if name == "a wrong total" else None, reference=f"R {name}",
                      again=True)
        found = view(desk, run)
        assert any(sentence in stop.message for stop in found.stops), (name, [str(stop) for stop in found.stops])
        with pytest.raises(Refused):
            desk.do(post_run, schedule_id=run, bank_line_id=money)
    assert desk.ask(lambda: Entry.select().count()) == entries
    assert desk.ask(lambda: BankLine.get_by_id(money).state) is LineState.WAITING


def test_the_same_file_and_the_same_run_come_in_once(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina = make_tenant(desk)
    run = take_in(desk, office, [row(amina)])
    with pytest.raises(Refused, match=r"came on 23 November 2026 already, as run\.csv, taken in by Ann Brown"):
        take_in(desk, office, [row(amina)], name="other name.csv")
    with pytest.raises(Refused, match="one run in two files; nothing was taken in"):
        desk.do(import_schedule, office_id=office, name="again.csv", data=file_of([row(amina)]) + b"\r\n")
    check_undo(desk, put_aside, schedule_id=run, why="Another’s")
    with pytest.raises(Refused, match=r"put aside \(Another’s\). Take it up again"):
        take_in(desk, office, [row(amina)])
    with pytest.raises(Refused, match="put aside: Another’s"):
        desk.do(choose_line, line_id=line_ids(desk, run)[0], account_id=amina.account)
    desk.do(take_up, schedule_id=run)
    later = take_in(desk, office, [row(amina, first=FIRST + 28 * DAY, last=LAST + 28 * DAY)], paid_on=PAID_ON + 28 * DAY,
                    reference="BR004513", name="next.csv")
    assert later != run, "the same sums four weeks later are another run"


def test_what_somebody_said_is_remembered_for_the_next_run(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina = make_tenant(desk)
    strange = Row("555", "", "A Begum", amina.address)
    run = take_in(desk, office, [strange])
    [one] = view(desk, run).lines
    assert one.state is Settled.ASK and view(desk, run).head.asks == 1
    check_undo(desk, choose_line, line_id=one.id, account_id=amina.account)
    assert view(desk, run).lines[0].chosen_by == "Ann Brown" and not view(desk, run).stops
    later = take_in(desk, office, [Row("555", "", "A Begum", amina.address, first=FIRST + 28 * DAY, last=LAST + 28 * DAY)],
                    paid_on=PAID_ON + 28 * DAY, reference="BR004513")
    [known] = view(desk, later).lines
    assert (known.account_id, known.state, known.why) == (amina.account, Settled.MATCHED, "As somebody said of an earlier run")


def test_a_negative_line_is_charged_to_whoever_it_is_said_to_be(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina = make_tenant(desk)
    run = take_in(desk, office, [row(amina), row(amina, gross=-2500, first=None, last=None, weekly=None)])
    desk.do(choose_line, line_id=line_ids(desk, run)[1], account_id=amina.account)
    before = owed(desk, amina.account)
    desk.do(post_run, schedule_id=run, bank_line_id=lump(desk, WEEKS - 2500))
    assert owed(desk, amina.account) == before - WEEKS
    assert desk.ask(lambda: Balance.get(Balance.account == Account.get(Account.parent == amina.account)).pence) == 2500
    assert desk.ask(verify.verify) == []


def test_each_line_against_the_last_run(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    names = ("Amina Khan", "Joy Okafor", "Lee Marsh", "Ola Nowak", "Sam Reed")
    people = [make_tenant(desk, name, f"200{number}") for number, name in enumerate(names)]
    same, more, gone, ended, new = people
    first = take_in(desk, office, [row(who) for who in people[:4]])
    desk.do(post_run, schedule_id=first, bank_line_id=lump(desk, 4 * WEEKS))
    make_former(desk, ended, date(2026, 12, 6))
    start, last = FIRST + 28 * DAY, LAST + 28 * DAY
    next_days: dict[str, Any] = {"first": start, "last": last}
    run = take_in(desk, office, [row(same, **next_days), row(more, gross=4 * WEEKLY + 1680, weekly=WEEKLY + 420, **next_days),
                                 row(ended, gross=3 * WEEKLY, first=start, last=date(2026, 12, 6)), row(new, **next_days)],
                  paid_on=PAID_ON + 28 * DAY, reference="BR004513")
    found = view(desk, run)
    assert [one.line_class for one in found.lines] == [LineClass.SAME, LineClass.CHANGED, LineClass.ENDED, LineClass.NEW]
    assert found.lines[1].sentence == "£4.20 a week more from 16 November 2026" and found.lines[1].next_step
    assert [one.account_id for one in found.missing] == [gone.account] and found.before_id == first
    assert found.missing[0].sentence == "Missing from this schedule. Paid to 15 November 2026."
    assert dict(found.counts)[LineClass.MISSING] == 1
    assert [one.line_class for one in view(desk, first).lines] == [None] * 4, "nothing came before the first run"
    assert found.lines[1].flags[0] == "The award on file is £90.00 a week, paid is £94.20"


def test_somebody_who_left_before_the_run_is_not_missing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    amina, joy = make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    first = take_in(desk, office, [row(amina), row(joy)])
    desk.do(post_run, schedule_id=first, bank_line_id=lump(desk, 2 * WEEKS))
    make_former(desk, joy, LAST)
    run = take_in(desk, office, [row(amina, first=LAST + DAY, last=LAST + 28 * DAY)], paid_on=PAID_ON + 28 * DAY, reference="N")
    assert view(desk, run).missing == ()


def test_a_name_at_its_address_is_enough_and_less_is_not(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    jose, other = make_tenant(desk, "José Núñez"), make_tenant(desk, "Amina Khan", "2001235")
    run = take_in(desk, office, [Row("", "", "NUNEZ, J", jose.address.upper()), Row("", "", "Khan", "99 Elm Way"),
                                 Row("", f" {other.reference[:3]} {other.reference[3:6]} {other.reference[6:]}", "", "")])
    by_name, elsewhere, by_reference = view(desk, run).lines
    assert (by_name.account_id, by_name.why, by_name.sure) == (jose.account, "Name and address", False)
    assert elsewhere.state is Settled.ASK and elsewhere.why == "Khan has an agreement at another address"
    assert [one.account_id for one in elsewhere.candidates] == [other.account]
    assert "another address" in elsewhere.candidates[0].why
    assert (by_reference.account_id, by_reference.sure) == (other.account, True)


def test_two_seats_post_one_schedule_and_one_of_them_wins(desk: Desk) -> None:
    office, _ = make_council(desk)
    amina = make_tenant(desk)
    run, money = take_in(desk, office, [row(amina)]), lump(desk, WEEKS)
    other = take_in(desk, office, [row(amina, first=LAST + DAY, last=LAST + 28 * DAY)], reference="Other")
    barrier = Barrier(2)

    def seat(_: int) -> str:
        barrier.wait(10)
        try:
            desk.do(post_run, schedule_id=run, bank_line_id=money)
        except Refused as refusal:
            return str(refusal)
        return "posted"

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(seat, range(2)))
    assert ends.count("posted") == 1 and any("This schedule is posted" in end or "posted already" in end for end in ends)
    with pytest.raises(Refused, match="is posted against this money already"):
        desk.do(post_run, schedule_id=other, bank_line_id=money)
    assert desk.ask(verify.verify) == []


def test_the_dwp_and_funds_pay_whose_money_it_is(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    council, _ = make_council(desk)
    amina, joy = make_tenant(desk), make_tenant(desk, "Joy Okafor", "2001235")
    fund = take_in(desk, council, [replace(row(amina), claim="", reference=amina.reference, name="Amina Khan DHP"), row(joy)])
    assert view(desk, fund).lines[0].claim_id is None, "a fund’s payment is not put down to the claim for Housing Benefit"
    desk.do(post_run, schedule_id=fund, bank_line_id=lump(desk, 2 * WEEKS))
    paid = {entry.account_id: entry.payer for entry in desk.ask(lambda: list(Entry.select().where(Entry.pence == -WEEKS)))}
    assert paid[amina.account] is Payer.TENANT and paid[joy.account] is Payer.HB
    deductions = desk.do(open_office, source=Source.DWP_DEDUCTIONS).value
    taken = Row("", amina.reference, "Amina Khan", "", gross=1462, first=None, last=None, weekly=None)
    run = take_in(desk, deductions, [taken], reference="CR")
    outcome = desk.do(post_run, schedule_id=run, bank_line_id=lump(desk, 1462, PAID_ON + DAY, 100_000 + 2 * WEEKS))
    entry = desk.ask(lambda: Entry.get((Entry.batch == outcome.value) & (Entry.account == amina.account)))
    assert (entry.payer, entry.pence, entry.text) == (Payer.TENANT, -1462, "Deducted from Universal Credit")
    assert desk.ask(verify.verify) == []


def test_lines_are_looked_at_again_when_a_claim_came_since(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    office, _ = make_council(desk)
    run = take_in(desk, office, [Row("2001234", "", "Amina Khan", "")])
    assert view(desk, run).head.asks == 1
    amina = make_tenant(desk)
    assert desk.do(match_again, schedule_id=run).value == 0
    assert view(desk, run).lines[0].account_id == amina.account and not view(desk, run).stops
