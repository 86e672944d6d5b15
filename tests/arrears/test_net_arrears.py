"""Net arrears: of a balance only what benefit pays in arrears is taken off, and nothing of a claim that stopped."""

from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.arrears.queries.account_net import net_explanation, net_file, net_standing
from housingdesk.arrears.queries.listing import account_standing, arrears_list
from housingdesk.arrears.queries.net import Reckoned
from housingdesk.arrears.queries.totals import totals
from housingdesk.arrears.rules.listing import Position
from housingdesk.benefits.actions.claims import decide_claim, end_claim, start_claim
from housingdesk.benefits.queries.claims import claims_of
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.lettings.actions.letting import start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.actions import debit
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import BenefitRoute, StartDraft, TenancyKind
from tests.support.desk import MONDAY, Clock
from tests.support.lettings import make_home, make_person

WEEK = timedelta(7)
CHARGE = ChargeDraft(ChargeCode.RENT, "Rent", 11240, (ShareDraft(Payer.HB, 10080), ShareDraft(Payer.TENANT, None)))


@pytest.mark.parametrize(("own", "benefit", "accrued", "owed", "weeks", "said"), [
    (1160, 40320, None, 1160, 1.0, "Own charge of £11.60 a week: 1 week owed"),
    (1160, 40320, 40320, 1160, 1.0, "Own charge of £11.60 a week: 1 week owed"),
    (1160, 40320, 30240, 11240, 1.0, "1 week owed"),
    (4640, 40320, 40000, 4960, 4.3, "Own charge of £11.60 a week: 4.3 weeks owed"),
    (1160, 40320, 0, 41480, 3.7, "Benefit has stopped: 3.7 weeks owed"),
    (1160, 30240, 40320, 0, 0.0, "Nothing owed by the person"),
    (-500, 30240, 30240, 0, 0.0, "Nothing owed by the person")])
def test_what_is_owed_is_the_balance_less_what_comes_in_arrears(own: int, benefit: int, accrued: int | None, owed: int,
                                                                 weeks: float, said: str) -> None:
    position = Position(own + benefit, own, benefit, 11240, 1160, Frequency.WEEKLY, accrued)
    assert (position.owed_pence, position.weeks, position.sentence) == (owed, weeks, said)


def test_both_figures_stand_in_one_sentence() -> None:
    position = Position(56000, 6000, 50000, 11240, 1160, Frequency.WEEKLY, 44000)
    assert position.both == ("The account stands at £560.00; £440.00 of it is benefit paid in arrears, £120.00 is owed by the "
                             "person")
    assert Position(11240, 11240, 0, 11240, 11240, Frequency.WEEKLY).both == ""
    assert not position.own_only and not position.unpaid


@pytest.mark.parametrize(("account", "benefit", "opens_on", "built_up"), [
    (1, 500, MONDAY, 900), (2, 500, MONDAY, 500), (3, 500, MONDAY, 0), (4, 500, MONDAY, None),
    (4, 500, MONDAY - 14 * WEEK, 0), (4, -500, MONDAY - 14 * WEEK, None)])
def test_what_is_built_up_is_known_by_claim_or_by_who_pays(account: int, benefit: int, opens_on: date,
                                                           built_up: int | None) -> None:
    assert Reckoned(MONDAY, {1: 900, 2: 900}, {1: False, 3: True}).of(account, benefit, opens_on) == built_up


def test_a_claim_in_payment_that_ends_leaves_the_person_with_all_of_it(desk: Desk, clock: Clock) -> None:
    start = MONDAY - 3 * WEEK
    begun = StartDraft(TenancyKind.ASSURED, (make_person(desk),), make_home(desk), start, route=BenefitRoute.HB_EXEMPT)
    tenancy = int(desk.do(start_letting, draft=LettingDraft(begun, Frequency.WEEKLY, (CHARGE,))).value)
    account = int(desk.ask(accounts_of, tenancy_id=tenancy)[0].id)
    for number in range(4):
        desk.do(debit.run_debit, week=start + number * WEEK)
    [holder] = desk.ask(holders, tenancy_ids=[tenancy])

    def now() -> Position:
        row = desk.ask(account_standing, account_id=account, on=MONDAY)
        assert row is not None and [row] == desk.ask(arrears_list, on=MONDAY)
        found = desk.ask(totals, on=MONDAY)
        assert (found.owed_pence, found.benefit_pence) == (row.position.owed_pence, row.position.expected_pence)
        standing: Any = desk.ask(net_standing, tenancy_id=tenancy, on=MONDAY)
        file: Any = desk.ask(net_file, account_id=account, on=MONDAY)
        assert standing.net_pence == file.net_pence == row.position.net_pence
        position: Position = row.position
        return position

    assert (now().accrued_pence, now().owed_pence) == (None, 4640)  # nothing is claimed yet, and it is new
    claim = desk.do(start_claim, draft=ClaimDraft(ClaimKind.HB_SUPPORTED, start, tenancy, holder.person_id, to_landlord=True,
                                                  sent_on=start)).value
    assert now().owed_pence == 4 * 11240  # an undecided claim hides no debt
    assert now().sentence == "Benefit is not decided: 4 weeks owed"

    def step(action: Any, **facts: Any) -> None:
        row = next(row for row in desk.ask(claims_of, tenancy_id=tenancy) if row.id == claim)
        desk.do(action, claim_id=claim, version=row.version, on=MONDAY, **facts)

    step(decide_claim, weekly_pence=10080, to_landlord=True)
    assert (now().accrued_pence, now().owed_pence) == (4 * 10080, 4640) and now().own_only
    step(end_claim)
    assert (now().accrued_pence, now().owed_pence, now().weeks) == (0, 4 * 11240, 4.0) and now().unpaid
    said = " ".join(desk.ask(net_explanation, account_id=account, on=MONDAY))
    assert "£403.20 is not covered by Housing Benefit so far, and is for you to pay." in said
