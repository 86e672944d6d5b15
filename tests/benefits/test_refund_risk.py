"""Before a credit goes back: what of it benefit may still want, on figures and with the sentence that is shown."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.benefits.actions.refunding import allow_request, ask_for_refund
from housingdesk.benefits.queries.refund_risk import refund_checks, refundable
from housingdesk.benefits.rules.refund_risk import Came, Risk, checks
from housingdesk.errors import Refused
from housingdesk.rent.queries.requests import request
from housingdesk.rent.rules.asking import Check, RefundDraft
from housingdesk.rent.rules.words import Payer
from tests.support.asking import colleague, put
from tests.support.awarding import claimed
from tests.support.desk import MONDAY

ON = date(2026, 11, 23)
HB = Came(date(2026, 11, 16), Payer.HB, 40_000)
OLD_HB = Came(date(2026, 8, 3), Payer.HB, 40_000)
OWN = Came(date(2026, 11, 20), Payer.TENANT, 3_000)
UC = Came(date(2026, 11, 10), Payer.UC, 50_000)


def found(risk: Risk, asked: int) -> dict[str, Check]:
    return {check.key: check for check in checks(risk, asked, ON, 8)}


def risk(credit: int, *came: Came, wanted: int = 0, told: tuple[str, ...] = ()) -> Risk:
    return Risk(credit, came, wanted, told, True)


@pytest.mark.parametrize(("case", "asked", "stops"), [
    (risk(3_000, OWN, HB), 3_000, set()),            # the newest money is their own
    (risk(5_000, OWN, HB), 3_000, set()),            # only their own part is asked for
    (risk(5_000, OWN, HB), 3_001, {"hb"}),           # a penny of the council's money
    (risk(5_000, OLD_HB), 5_000, set()),             # eight weeks are over: a question, no stop
    (risk(5_000, UC), 5_000, {"uc"}),                # paid on the 10th: for the month to 10 December
    (risk(5_000, Came(date(2026, 10, 10), Payer.UC, 50_000)), 5_000, set()),
    (risk(5_000, OWN, wanted=4_000), 1_000, set()),
    (risk(5_000, OWN, wanted=4_000), 1_001, {"overpaid"}),
    (risk(5_000, OWN, wanted=90_000), 1, {"overpaid"}),
])
def test_it_stops_at_the_penny_that_benefit_may_want_back(case: Risk, asked: int, stops: set[str]) -> None:
    assert {key for key, check in found(case, asked).items() if check.stops} == stops


def test_each_check_says_its_figures_and_its_day() -> None:
    said = found(risk(5_000, OWN, HB), 5_000)["hb"]
    assert said.pence == 2_000 and said.sentence == (
        "£20.00 of the credit came from Housing Benefit, last on 16 November 2026. The council may change its decision up to "
        "11 January 2027")
    assert found(risk(5_000, OLD_HB), 5_000)["hb"].asks
    assert "runs to 10 December 2026" in found(risk(5_000, UC), 5_000)["uc"].sentence
    assert found(risk(5_000, OWN, told=("income or savings, 2 November 2026",)), 1)["changes"].asks


def test_asking_looks_at_benefit_in_the_same_act(desk: Desk) -> None:
    made, sam = claimed(desk), colleague(desk, "Sam", Role.FINANCE)
    put(desk, made.account, -9_000, MONDAY, Payer.HB)
    draft = RefundDraft(made.account, 9_000, Payer.HB, "The council paid too much", "Amina Khan")
    with pytest.raises(Refused, match="came from Housing Benefit, last on 23 November 2026"):
        desk.do(ask_for_refund, draft=draft, answers={})
    assert any(check.stops for check in desk.ask(refund_checks, account_id=made.account, on=MONDAY))
    put(desk, made.account, -2_000, MONDAY)
    own = RefundDraft(made.account, 2_000, Payer.TENANT, "Paid twice", "Amina Khan")
    asked = desk.do(ask_for_refund, draft=own, answers={}).value
    kept = desk.ask(request, request_id=asked)
    assert [one.key for one in kept.answers] == ["credit", "debts", "hb", "overpaid", "uc"]
    sam.do(allow_request, request_id=asked)


def test_benefit_still_to_come_is_no_credit(desk: Desk) -> None:
    made = claimed(desk)
    put(desk, made.account, 30_000, MONDAY, Payer.HB)
    put(desk, made.account, -2_000, MONDAY)
    checks_ = desk.ask(refundable, account_id=made.account, on=MONDAY).checks
    assert checks_[0].stops and "is still to come from others" in checks_[0].sentence
    with pytest.raises(Refused, match="still to come from others"):
        desk.do(ask_for_refund, draft=RefundDraft(made.account, 100, Payer.TENANT, "Paid twice", "A Khan"), answers={})


def test_what_is_asked_for_already_counts_first(desk: Desk) -> None:
    made = claimed(desk)
    put(desk, made.account, -9_000, MONDAY, Payer.HB)
    put(desk, made.account, -2_000, MONDAY)
    draft = RefundDraft(made.account, 1_500, Payer.TENANT, "Paid twice", "Amina Khan")
    desk.do(ask_for_refund, draft=draft, answers={})
    with pytest.raises(Refused, match="came from Housing Benefit"):
        desk.do(ask_for_refund, draft=draft, answers={})


def test_what_benefit_wants_since_it_was_asked_for_stops_it(desk: Desk) -> None:
    made, sam = claimed(desk), colleague(desk, "Sam", Role.FINANCE)
    put(desk, made.account, -2_000, MONDAY - timedelta(7))
    draft = RefundDraft(made.account, 2_000, Payer.TENANT, "Paid twice", "Amina Khan")
    asked = desk.do(ask_for_refund, draft=draft, answers={}).value
    put(desk, made.account, -9_000, MONDAY, Payer.HB)
    put(desk, made.account, 9_000, MONDAY)
    with pytest.raises(Refused, match=r"Since it was asked for: .* came from Housing Benefit"):
        sam.do(allow_request, request_id=asked)
