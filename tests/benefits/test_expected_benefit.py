"""What is expected of benefit on an account and what came, from the books; and technical arrears."""

import json
from datetime import date, timedelta

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.awards import record_award
from housingdesk.benefits.actions.claims import suspend_claim
from housingdesk.benefits.models import UcCard
from housingdesk.benefits.queries.accrued import accrued_by_payer
from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.queries.expected import accrued, expected_and_paid
from housingdesk.benefits.rules.awards import AwardDraft
from housingdesk.benefits.rules.expected.shapes import ExpectedAndPaid
from housingdesk.benefits.rules.words import ClaimKind, GapClass
from housingdesk.commands import benefits_expected
from housingdesk.errors import NotFound
from housingdesk.rent.actions.ledger import reverse_batch
from housingdesk.rent.models import Account
from housingdesk.rent.rules.words import Payer
from housingdesk.settings.actions import set_value
from tests.support.awarding import STARTS, WEEKLY, Claimed, came, carry_over, charge_to, claimed, decided, run_came
from tests.support.desk import MONDAY, Clock

RUNS = [date(2026, 7, 30) + timedelta(28 * number) for number in range(5)]
WEEK = timedelta(7)


def paid_since_june(desk: Desk, clock: Clock, runs: int = 5) -> Claimed:
    """A claim decided in July whose runs came, the first with everything since June."""
    made = claimed(desk)
    clock.to(date(2026, 7, 20))
    decided(desk, made, date(2026, 7, 20))
    clock.to(MONDAY)
    charge_to(desk, made.account, MONDAY + WEEK)
    for place, day in enumerate(RUNS[:runs]):
        run_came(desk, made.account, day, (8 if place == 0 else 4) * WEEKLY, 8 if place == 0 else 4)
    return made


def only(desk: Desk, made: Claimed, on: date = MONDAY) -> ExpectedAndPaid:
    """The one payer of an account."""
    [found] = desk.ask(expected_and_paid, account_id=made.account, on=on)
    assert isinstance(found, ExpectedAndPaid)
    return found


def test_a_claim_paid_in_full_stands_to_the_last_run(desk: Desk, clock: Clock) -> None:
    made = paid_since_june(desk, clock)
    found = only(desk, made)
    assert found.sentence == ("Paid to 15 November 2026; nothing missing, next payment 17 December 2026 covers to "
                              "13 December 2026")
    assert [row.gap for row in found.rows] == [GapClass.NONE] * 5 + [GapClass.NOT_YET_DUE] * 2
    assert (found.payer, found.claim_id, found.paid_to) == (Payer.HB, made.claim, date(2026, 11, 16))
    assert found.source == "From the awards of the claim"
    assert found.accrued_pence == 2 * WEEKLY == desk.ask(accrued, on=MONDAY)[made.account]  # debited to 29 November


def test_a_run_that_was_reversed_has_not_come(sqlite_desk: Desk, clock: Clock) -> None:
    made = paid_since_june(sqlite_desk, clock, runs=4)
    batch = run_came(sqlite_desk, made.account, RUNS[4], 4 * WEEKLY)
    assert only(sqlite_desk, made).missing_pence == 0
    sqlite_desk.do(reverse_batch, batch_id=batch, reason="Another account’s")
    found = only(sqlite_desk, made, MONDAY + timedelta(1))
    assert [row.gap for row in found.rows][4] is GapClass.LATE and found.missing_pence == 4 * WEEKLY
    assert found.accrued_pence == 6 * WEEKLY  # since it was paid to, as the rulebook has it


def test_what_a_suspended_claim_lacks_is_not_on_its_way(sqlite_desk: Desk, clock: Clock) -> None:
    made = paid_since_june(sqlite_desk, clock, runs=4)
    version = sqlite_desk.ask(claim, claim_id=made.claim).version
    clock.to(date(2026, 11, 10))
    sqlite_desk.do(suspend_claim, claim_id=made.claim, version=version, on=date(2026, 11, 10))
    clock.to(MONDAY)
    found = only(sqlite_desk, made)
    assert [row.gap for row in found.rows][4:] == [GapClass.STOPPED] * 3 and found.next_due is None
    assert "What is asked for has to be there by 10 December 2026" in found.rows[4].sentence
    assert (found.missing_pence, found.accrued_pence) == (4 * WEEKLY, 0)
    assert found.sentence == "Paid to 18 October 2026; £449.60 missing, and nothing more is expected"


def test_without_an_award_it_is_reckoned_with_the_claim_or_the_charge(sqlite_desk: Desk, clock: Clock) -> None:
    made = paid_since_june(sqlite_desk, clock)
    _take_out_awards(sqlite_desk)
    found = only(sqlite_desk, made)
    assert found.source == "No award is recorded: reckoned with the part of the charge that Housing Benefit pays"
    assert found.missing_pence == 0 and found.accrued_pence == 2 * WEEKLY
    _end_charges(sqlite_desk)
    found = only(sqlite_desk, made)
    assert found.source == "No award is recorded: reckoned with the claim’s £112.40 a week, decided on 20 July 2026"
    assert [row.gap for row in found.rows][:5] == [GapClass.NONE] * 5


@needs(Permission.KEEP_TENANCIES)
def _clear(act: Act, *, statement: str, table: str) -> None:
    act.run(statement, table=table)


def _take_out_awards(desk: Desk) -> None:
    desk.do(_clear, statement="DELETE FROM award", table="award")


def _end_charges(desk: Desk) -> None:
    desk.do(_clear, statement="UPDATE charge_share SET payer = 'own'", table="charge_share")


def test_an_undecided_claim_is_owed_nothing_unless_the_setting_says_so(sqlite_desk: Desk) -> None:
    made = claimed(sqlite_desk, counts_from=date(2026, 11, 2), expected_pence=10_000)
    charge_to(sqlite_desk, made.account, MONDAY + WEEK)
    found = only(sqlite_desk, made)
    assert (found.rows, found.sentence) == ((), "The claim is not decided: nothing is expected of it yet")
    assert sqlite_desk.ask(accrued, on=MONDAY) == {}
    sqlite_desk.do(set_value, key="benefits.count_pending", value=True, valid_from=STARTS)
    assert sqlite_desk.ask(accrued, on=MONDAY) == {made.account: 40_000}


def test_universal_credit_by_periods_and_the_days_gone(desk: Desk) -> None:
    made = claimed(desk, ClaimKind.UC, payer=Payer.UC, counts_from=date(2026, 6, 9))
    decided(desk, made, MONDAY)
    charge_to(desk, made.account, MONDAY + WEEK, Payer.UC)
    for month in (7, 8, 9, 10, 11):
        came(desk, made.account, date(2026, month, 15), 48_707, payer=Payer.UC)
    found = only(desk, made)
    assert (found.payer, found.missing_pence) == (Payer.UC, 0) and found.next_due is not None
    assert (found.next_due.due_on, found.next_due.pence) == (date(2026, 12, 15), 6 * 48_707)  # of which five came before
    assert found.rows[-2].came_pence == 5 * 48_707 and "£2,435.35 of it has come" in found.rows[-2].sentence
    assert found.accrued_pence == 24_354  # 15 of the 30 days since 9 November
    _add_card(desk, made)
    assert desk.ask(accrued, on=MONDAY)[made.account] == 14_612  # 9 of the 30 days since the 15th


@needs(Permission.KEEP_TENANCIES)
def _card(act: Act, *, claim_id: int) -> None:
    act.add(UcCard(claim=claim_id, assessment_day=15))


def _add_card(desk: Desk, made: Claimed) -> None:
    desk.do(_card, claim_id=made.claim)


def test_a_rent_year_of_53_weeks_is_told_to_whom_universal_credit_pays(sqlite_desk: Desk, clock: Clock) -> None:
    clock.to(date(2031, 1, 6))
    made = claimed(sqlite_desk, ClaimKind.UC, payer=Payer.UC, counts_from=date(2030, 12, 9))
    decided(sqlite_desk, made, date(2031, 1, 6))
    said = ". This rent year has 53 weeks, and Universal Credit pays 52: £112.40 is the tenant’s"
    assert only(sqlite_desk, made, date(2031, 1, 6)).sentence.endswith(said)
    assert "53 weeks" not in only(sqlite_desk, made, date(2031, 4, 7)).sentence


def test_deductions_towards_arrears_are_told_from_what_the_tenant_pays(sqlite_desk: Desk, clock: Clock) -> None:
    made = claimed(sqlite_desk, ClaimKind.TPD, payer=Payer.TENANT, counts_from=date(2026, 8, 31))
    clock.to(date(2026, 9, 1))
    decided(sqlite_desk, made, date(2026, 9, 1), 981)
    clock.to(MONDAY)
    first = date(2026, 9, 28)
    for day in (first, first + 4 * WEEK):
        came(sqlite_desk, made.account, day, 3_924, payer=Payer.TENANT)
    found = only(sqlite_desk, made)
    assert (found.payer, found.accrued_pence) == (Payer.TENANT, 0)
    assert [(row.gap, row.came_pence) for row in found.rows if row.due and row.due.due_on <= MONDAY] == [
        (GapClass.NONE, 3_924), (GapClass.NONE, 3_924), (GapClass.NOT_YET_DUE, 0)]


def test_what_goes_to_the_tenant_is_not_expected(sqlite_desk: Desk) -> None:
    made = claimed(sqlite_desk, ClaimKind.UC, to_landlord=False, payer=Payer.UC)
    decided(sqlite_desk, made, MONDAY, to_landlord=False)
    charge_to(sqlite_desk, made.account, MONDAY + WEEK, Payer.UC)
    found = only(sqlite_desk, made)
    assert (found.rows, found.accrued_pence, found.sentence) == ((), 0, "It is paid to the tenant, and not to us")


def test_an_award_that_changes_is_accrued_at_each_rate(sqlite_desk: Desk, clock: Clock) -> None:
    made = paid_since_june(sqlite_desk, clock)
    draft = AwardDraft(MONDAY, 12_000, told_on=MONDAY)
    sqlite_desk.do(record_award, claim_id=made.claim, draft=draft)
    assert sqlite_desk.ask(accrued, on=MONDAY, account_ids=[made.account]) == {made.account: WEEKLY + 12_000}
    assert sqlite_desk.ask(accrued, on=MONDAY, account_ids=[]) == {}
    assert sqlite_desk.ask(accrued_by_payer, on=MONDAY) == {(made.account, Payer.HB): WEEKLY + 12_000}


def test_an_account_that_was_carried_over_is_looked_at_from_five_weeks_on(sqlite_desk: Desk, clock: Clock) -> None:
    made = paid_since_june(sqlite_desk, clock, runs=4)
    carry_over(sqlite_desk, made.account, date(2026, 9, 1))
    assert next(row.due.due_on for row in only(sqlite_desk, made).rows if row.due is not None) == RUNS[3]


def test_an_account_without_benefit_expects_none(sqlite_desk: Desk) -> None:
    made = claimed(sqlite_desk)
    nobody = sqlite_desk.ask(lambda: Account.select(Account.id).where(Account.tenancy.is_null()).scalar())
    assert nobody is None or sqlite_desk.ask(expected_and_paid, account_id=nobody, on=MONDAY) == ()
    with pytest.raises(NotFound):
        sqlite_desk.ask(expected_and_paid, account_id=made.account + 1_000, on=MONDAY)


def test_the_command_tells_every_payment(sqlite_desk: Desk, clock: Clock) -> None:
    made = paid_since_june(sqlite_desk, clock, runs=4)
    reference = sqlite_desk.ask(lambda: Account.get_by_id(made.account).reference)
    told = sqlite_desk.ask(benefits_expected.told, reference=reference, on=MONDAY)
    [payer] = json.loads(json.dumps(told))["payers"]
    assert (payer["payer"], payer["paid_to"], payer["missing_pence"]) == ("Housing Benefit", "2026-10-18", 0)
    late = payer["payments"][4]
    assert (late["due_on"], late["covers_from"], late["covers_to"]) == ("2026-11-19", "2026-10-19", "2026-11-15")
    assert (late["class"], late["missing_pence"], late["came"]) == ("not yet due", 0, [])
    text = benefits_expected.as_text(told)
    assert "Paid to 18 October 2026" in text and "£449.60 is due on 19 November 2026" in text
    with pytest.raises(NotFound, match="There is no account"):
        sqlite_desk.ask(benefits_expected.told, reference="600000000", on=MONDAY)
