"""Awards: a decision makes one, a change ends it and makes another, an overlap is refused; the bank knows what comes next."""

from datetime import date

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.awards import end_award, record_award
from housingdesk.benefits.actions.claims import decide_claim, end_claim, suspend_claim
from housingdesk.benefits.actions.findings import record_finding, settle_finding
from housingdesk.benefits.models import GapFinding
from housingdesk.benefits.queries.awards import award_on, awards_of, awards_of_tenancy
from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.queries.expected import expected_and_paid
from housingdesk.benefits.rules.awards import AwardDraft, Standing, clash, cut, in_period, payer_of
from housingdesk.benefits.rules.words import ClaimKind, ClaimState, GapClass
from housingdesk.rent.rules.words import Payer
from tests.support.audited import last_act, refused, taken_back
from tests.support.awarding import WEEKLY, claimed, decided, noted
from tests.support.desk import MONDAY, Clock

JUNE, SEPTEMBER, NOVEMBER = date(2026, 6, 8), date(2026, 9, 7), date(2026, 11, 2)
NEXT = [(date(2026, 12, 17), 4 * WEEKLY), (date(2027, 1, 14), 4 * WEEKLY), (date(2027, 2, 11), 4 * WEEKLY)]


def test_a_decision_makes_the_award_and_is_taken_back_with_it(sqlite_desk: Desk) -> None:
    made = claimed(sqlite_desk)
    before = sqlite_desk.ask(claim, claim_id=made.claim)
    outcome = sqlite_desk.do(decide_claim, claim_id=made.claim, version=before.version, on=MONDAY, weekly_pence=WEEKLY,
                             to_landlord=True)
    assert outcome.sentence == "Housing Benefit, supported housing: decided"
    [award] = sqlite_desk.ask(awards_of, claim_id=made.claim)
    assert (award.start, award.end, award.pence, award.told_on, award.per) == (date(2026, 6, 1), None, WEEKLY, MONDAY, "week")
    [first, second, third] = sqlite_desk.ask(lambda: noted(made.account))
    assert first == (date(2026, 12, 17), 28 * WEEKLY) and [second, third] == NEXT[1:]  # all since June, then four weeks each
    undone = taken_back(sqlite_desk, outcome)
    assert sqlite_desk.ask(awards_of, claim_id=made.claim) == () and sqlite_desk.ask(lambda: noted(made.account)) == []
    assert sqlite_desk.ask(claim, claim_id=made.claim).state is ClaimState.SENT
    taken_back(sqlite_desk, undone)
    assert sqlite_desk.ask(claim, claim_id=made.claim).state is ClaimState.DECIDED
    assert len(sqlite_desk.ask(lambda: noted(made.account))) == 3


def test_universal_credit_is_awarded_by_the_month(sqlite_desk: Desk) -> None:
    made = claimed(sqlite_desk, ClaimKind.UC, payer=Payer.UC, counts_from=date(2026, 6, 9))
    decided(sqlite_desk, made, MONDAY)
    [award] = sqlite_desk.ask(awards_of, claim_id=made.claim)
    assert (award.start, award.pence, award.per) == (date(2026, 6, 9), 48_707, "month")
    assert sqlite_desk.ask(lambda: noted(made.account))[1] == (date(2027, 1, 15), 48_707)


def test_a_change_ends_the_award_and_is_taken_back(desk: Desk, clock: Clock) -> None:
    made = claimed(desk)
    clock.to(date(2026, 7, 1))
    decided(desk, made, date(2026, 7, 1))
    clock.to(MONDAY)
    draft = AwardDraft(NOVEMBER, 12_000, told_on=date(2026, 10, 20), source="Letter of 20 October", rent_used_pence=12_500,
                       eligible_pence=12_000)
    outcome = desk.do(record_award, claim_id=made.claim, draft=draft)
    assert outcome.sentence == "Housing Benefit, supported housing: £120.00 a week awarded from 2 November 2026"
    assert last_act(desk)[2] == f"tenancy:{made.tenancy}"
    assert [(row.start, row.end, row.pence) for row in desk.ask(awards_of, claim_id=made.claim)] == [
        (NOVEMBER, None, 12_000), (date(2026, 6, 1), NOVEMBER, WEEKLY)]
    assert desk.ask(lambda: noted(made.account))[0] == (date(2026, 12, 17), 48_000)
    found = desk.ask(award_on, claim_id=made.claim, on=NOVEMBER)
    assert found is not None and found.draft() == draft and desk.ask(award_on, claim_id=made.claim, on=date(2026, 5, 1)) is None
    undone = taken_back(desk, outcome)
    assert [row.end for row in desk.ask(awards_of_tenancy, tenancy_id=made.tenancy)] == [None]
    assert desk.ask(lambda: noted(made.account)) == NEXT
    taken_back(desk, undone)
    assert len(desk.ask(awards_of, claim_id=made.claim)) == 2


def test_an_award_that_overlaps_a_later_one_is_refused(sqlite_desk: Desk, clock: Clock) -> None:
    made = claimed(sqlite_desk)
    sqlite_desk.do(record_award, claim_id=made.claim, draft=AwardDraft(SEPTEMBER, WEEKLY))
    assert refused(sqlite_desk, record_award, claim_id=made.claim, draft=AwardDraft(JUNE, 9_000)).startswith(
        "An award from 7 September 2026 is recorded already")
    sqlite_desk.do(record_award, claim_id=made.claim, draft=AwardDraft(JUNE, 9_000, end=SEPTEMBER))
    for draft, said in ((AwardDraft(NOVEMBER, 9_000, end=NOVEMBER), "ends after it begins"),
                        (AwardDraft(NOVEMBER, -1), "lies between nil"),
                        (AwardDraft(NOVEMBER, 1, told_on=date(2026, 12, 1)), "not in the future"),
                        (AwardDraft(NOVEMBER, 1, rent_used_pence=5, eligible_pence=6), "cannot be more than the rent")):
        assert said in refused(sqlite_desk, record_award, claim_id=made.claim, draft=draft)
    version = sqlite_desk.ask(claim, claim_id=made.claim).version
    sqlite_desk.do(end_claim, claim_id=made.claim, version=version, on=MONDAY)
    assert "ended on 23 November 2026" in refused(sqlite_desk, record_award, claim_id=made.claim, draft=AwardDraft(MONDAY, 1))


def test_an_award_ends_on_a_day_and_runs_on_again(sqlite_desk: Desk) -> None:
    made = claimed(sqlite_desk)
    decided(sqlite_desk, made, MONDAY)
    [award] = sqlite_desk.ask(awards_of, claim_id=made.claim)
    outcome = sqlite_desk.do(end_award, award_id=award.id, version=award.version, end=date(2026, 12, 7))
    assert outcome.sentence is not None and "the last day it pays for is 6 December 2026" in outcome.sentence
    assert sqlite_desk.ask(lambda: noted(made.account)) == [(date(2026, 12, 17), 27 * WEEKLY)]
    taken_back(sqlite_desk, outcome)
    assert len(sqlite_desk.ask(lambda: noted(made.account))) == 3
    [award] = sqlite_desk.ask(awards_of, claim_id=made.claim)
    assert "begins on 1 June" in refused(sqlite_desk, end_award, award_id=award.id, version=award.version, end=date(2026, 6, 1))
    sqlite_desk.do(record_award, claim_id=made.claim, draft=AwardDraft(NOVEMBER, 12_000))
    [_, award] = sqlite_desk.ask(awards_of, claim_id=made.claim)
    assert "next award begins on 2 November" in refused(sqlite_desk, end_award, award_id=award.id, version=award.version,
                                                        end=None)


def test_nothing_is_expected_of_a_claim_that_is_suspended(sqlite_desk: Desk) -> None:
    made = claimed(sqlite_desk)
    decided(sqlite_desk, made, MONDAY)
    version = sqlite_desk.ask(claim, claim_id=made.claim).version
    outcome = sqlite_desk.do(suspend_claim, claim_id=made.claim, version=version, on=MONDAY)
    assert sqlite_desk.ask(lambda: noted(made.account)) == []
    taken_back(sqlite_desk, outcome)
    assert len(sqlite_desk.ask(lambda: noted(made.account))) == 3
    version = sqlite_desk.ask(claim, claim_id=made.claim).version
    sqlite_desk.do(suspend_claim, claim_id=made.claim, version=version, on=MONDAY)
    decided(sqlite_desk, made, MONDAY)  # paid again as before: no other award
    assert len(sqlite_desk.ask(awards_of, claim_id=made.claim)) == 1 == len(
        {row.pence for row in sqlite_desk.ask(awards_of, claim_id=made.claim)})
    assert len(sqlite_desk.ask(lambda: noted(made.account))) == 3


def test_a_finding_is_kept_settled_and_taken_out(sqlite_desk: Desk, clock: Clock) -> None:
    made = claimed(sqlite_desk)
    clock.to(date(2026, 7, 1))
    decided(sqlite_desk, made, date(2026, 7, 1))
    clock.to(MONDAY)
    due_on = date(2026, 11, 19)

    def gap() -> GapClass:
        [one] = sqlite_desk.ask(expected_and_paid, account_id=made.account, on=MONDAY)
        return next(GapClass(row.gap) for row in one.rows if row.due is not None and row.due.due_on == due_on)

    was = gap()
    outcome = sqlite_desk.do(record_finding, account_id=made.account, payer=Payer.HB, due_on=due_on, found=GapClass.TO_TENANT,
                             said="The council paid her bank account")
    assert outcome.sentence == "Housing Benefit due on 19 November 2026: paid to the tenant by mistake"
    assert gap() is GapClass.TO_TENANT is not was
    row = sqlite_desk.ask(GapFinding.get)
    settled = sqlite_desk.do(settle_finding, finding_id=row.id, version=row.version, on=MONDAY)
    assert sqlite_desk.ask(GapFinding.get).settled_on == MONDAY
    taken_back(sqlite_desk, settled)
    assert sqlite_desk.ask(GapFinding.get).settled_on is None
    row = sqlite_desk.ask(GapFinding.get)
    assert "not in the future" in refused(sqlite_desk, settle_finding, finding_id=row.id, version=row.version,
                                          on=date(2026, 12, 1))
    assert "not in the future" in refused(sqlite_desk, record_finding, account_id=made.account, payer=Payer.HB, due_on=due_on,
                                          found=GapClass.LATE, settled_on=date(2026, 12, 1))
    assert "no longer there" in refused(sqlite_desk, record_finding, account_id=0, payer=Payer.HB, due_on=due_on,
                                        found=GapClass.LATE)


def test_a_finding_that_was_a_mistake_is_taken_out(sqlite_desk: Desk) -> None:
    made = claimed(sqlite_desk)
    outcome = sqlite_desk.do(record_finding, account_id=made.account, payer=Payer.HB, due_on=MONDAY, found=GapClass.SHORT)
    undone = taken_back(sqlite_desk, outcome)
    assert sqlite_desk.ask(lambda: GapFinding.select().count()) == 0
    taken_back(sqlite_desk, undone)
    assert sqlite_desk.ask(GapFinding.get).found is GapClass.SHORT


@pytest.mark.parametrize(("start", "end", "refusal"), [
    (JUNE, None, True), (SEPTEMBER, None, True), (date(2026, 9, 21), date(2026, 10, 5), True),
    (date(2026, 9, 21), NOVEMBER, False), (date(2026, 9, 21), None, False), (NOVEMBER, None, False), (JUNE, SEPTEMBER, False)])
def test_which_awards_can_stand_beside_one_that_is_recorded(start: date, end: date | None, refusal: bool) -> None:
    recorded = [Standing(1, SEPTEMBER, NOVEMBER)]
    draft = AwardDraft(start, 1, end=end)
    assert (clash(draft, recorded) is not None) is refusal
    assert (cut(draft, recorded) is not None) is (SEPTEMBER < start < NOVEMBER)


def test_whose_money_a_claim_brings() -> None:
    assert {kind: payer_of(kind) for kind in ClaimKind} == {
        ClaimKind.HB: Payer.HB, ClaimKind.HB_SUPPORTED: Payer.HB, ClaimKind.HB_TEMPORARY: Payer.HB, ClaimKind.UC: Payer.UC,
        ClaimKind.APA: Payer.UC, ClaimKind.TPD: Payer.TENANT, ClaimKind.DHP: Payer.OTHER, ClaimKind.CRF_HOUSING: Payer.OTHER,
        ClaimKind.CRF_CRISIS: Payer.OTHER}
    assert in_period(WEEKLY, ClaimKind.APA) == 48_707 and in_period(WEEKLY, ClaimKind.HB) == WEEKLY
