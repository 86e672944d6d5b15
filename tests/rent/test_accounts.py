"""Opening and closing an account with its agreement: the first days, the last day, sub-accounts and dated charges."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.rent.actions import accounts, debit
from housingdesk.rent.actions.charge_lines import vat_charge
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency, Payer
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.references import is_payment_reference
from tests.support.accounts import make_account
from tests.support.desk import MONDAY
from tests.support.lettings import make_tenancy

RENT = ChargeDraft(ChargeCode.RENT, "Rent", 11240)
WEEK = timedelta(7)


def test_an_account_opens_with_its_reference_and_its_first_days(desk: Desk) -> None:
    make_account(desk, 1)
    desk.do(debit.run_debit, week=MONDAY)
    tenancy = make_tenancy(desk, start=MONDAY + timedelta(3))
    account = desk.do(accounts.open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=(RENT,)).value
    row = desk.ask(account_queries.account, account_id=account)
    assert is_payment_reference(row.reference)
    assert (row.pence, row.charged_to) == (6423, MONDAY + WEEK), "four sevenths of £112.40"
    assert desk.ask(verify.verify) == []


def test_a_second_account_is_refused(desk: Desk) -> None:
    tenancy = make_tenancy(desk)
    desk.do(accounts.open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=(RENT,))
    with pytest.raises(Refused, match="has its account already"):
        desk.do(accounts.open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=(RENT,))


def test_closing_credits_the_days_after_the_last(desk: Desk) -> None:
    tenancy = make_tenancy(desk)
    account = desk.do(accounts.open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=(RENT,)).value
    desk.do(debit.run_debit, week=MONDAY)
    before = desk.ask(account_queries.account, account_id=account).pence
    credited = desk.do(accounts.close_account, tenancy_id=tenancy, last_day=MONDAY + timedelta(2)).value
    row = desk.ask(account_queries.account, account_id=account)
    assert (credited, row.pence) == (11240 - 4817, before - (11240 - 4817))
    assert row.closes_on == MONDAY + timedelta(2)
    assert desk.ask(verify.verify) == []


def test_a_garage_has_its_vat_and_its_own_account(desk: Desk) -> None:
    tenancy = make_tenancy(desk, kind=TenancyKind.CONTRACT)
    net = ChargeDraft(ChargeCode.GARAGE, "Garage", 1003)
    vat = desk.ask(vat_charge, garage=net, on=MONDAY)
    account = desk.do(accounts.open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=(net, vat)).value
    charges = desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY)
    assert [(c.code, c.pence) for c in charges] == [(ChargeCode.GARAGE, 1003), (ChargeCode.VAT, 201)]
    assert desk.ask(account_queries.account, account_id=account).kind is AccountKind.GARAGE
    desk.do(accounts.change_charge, line_id=charges[0].line_id, pence=1200, start=MONDAY + WEEK)
    charges = desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY + WEEK)
    assert {c.code: c.pence for c in charges} == {ChargeCode.GARAGE: 1200, ChargeCode.VAT: 240}, "the VAT follows"


def test_sub_accounts_are_apart_and_opened_once(desk: Desk) -> None:
    account = make_account(desk)
    first = desk.do(accounts.open_sub_account, account_id=account, kind=AccountKind.COURT_COSTS).value
    assert desk.do(accounts.open_sub_account, account_id=account, kind=AccountKind.COURT_COSTS).value == first
    with pytest.raises(Refused, match="not a sub-account"):
        desk.do(accounts.open_sub_account, account_id=account, kind=AccountKind.RENT)


def test_a_charge_changes_only_from_days_not_yet_debited(desk: Desk) -> None:
    account = make_account(desk)
    desk.do(debit.run_debit, week=MONDAY)
    [line] = desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY)
    with pytest.raises(Refused, match="debited up to 29 November 2026; the change can begin on 30 November 2026"):
        desk.do(accounts.change_charge, line_id=line.line_id, pence=12000, start=MONDAY)
    desk.do(accounts.change_charge, line_id=line.line_id, pence=12000, start=MONDAY + WEEK)
    assert [c.pence for c in desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY)] == [11240]
    assert [c.pence for c in desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY + WEEK)] == [12000]


def test_who_pays_changes_from_a_day(desk: Desk) -> None:
    account = make_account(desk, opens_on=MONDAY)
    [line] = desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY)
    desk.do(accounts.change_shares, line_id=line.line_id, start=MONDAY + WEEK,
            shares=(ShareDraft(Payer.TENANT, 1160), ShareDraft(Payer.HB, None)))
    [after] = desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY + WEEK)
    assert dict(after.shares) == {Payer.TENANT: 1160, Payer.HB: 10080}


def test_a_charge_says_everything_that_is_wrong(desk: Desk) -> None:
    account = make_account(desk)
    bad = ChargeDraft(ChargeCode.RENT, " ", 100, (ShareDraft(Payer.HB, 200), ShareDraft(Payer.HB, 5)))
    with pytest.raises(Refused) as refused:
        desk.do(accounts.add_charge, account_id=account, draft=bad, start=MONDAY)
    for word in ("what the charge is for", "Exactly one payer", "stands once", "more than the charge"):
        assert word in str(refused.value)
    with pytest.raises(Refused, match="cannot begin before it"):
        desk.do(accounts.add_charge, account_id=account, draft=RENT, start=date(2020, 1, 1))


