"""One account for two holders, known by either name; a garage's own account with VAT at the rate of the day."""

from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.bank.queries.facts import account_facts
from housingdesk.bank.rules.proposals import Tier
from housingdesk.lettings.actions.letting import start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.accounts import change_charge
from housingdesk.rent.queries.accounts import accounts_of, charges_in_force, main_account
from housingdesk.rent.queries.debit_preview import preview
from housingdesk.rent.queries.statement import statement
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.actions.holding import add_holder
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.banking import bring_in, line, make_bank
from tests.support.desk import MONDAY
from tests.support.homes import add_people, build_town

WEEK = timedelta(7)
RENT = ChargeDraft(ChargeCode.RENT, "Rent", 11240)
GARAGE = ChargeDraft(ChargeCode.GARAGE, "Garage", 1200)


def test_two_holders_have_one_account_in_both_names_and_either_of_them_pays_it(desk: Desk) -> None:
    town = build_town(desk)
    make_bank(desk)
    amina, ben = add_people(desk, "Amina Khan", "Ben Okafor")
    home = StartDraft(TenancyKind.ASSURED, (amina,), town.home, MONDAY - 3 * WEEK)
    tenancy = desk.do(start_letting, draft=LettingDraft(home, Frequency.WEEKLY, (RENT,))).value
    desk.do(add_holder, tenancy_id=tenancy, person_id=ben, on=MONDAY - 2 * WEEK)
    [account] = desk.ask(accounts_of, tenancy_id=tenancy)
    assert account.name == "Amina Khan and Ben Okafor"
    assert {row.name for row in desk.ask(preview, week=MONDAY).rows} == {"Amina Khan and Ben Okafor"}
    [facts] = desk.ask(account_facts, on=MONDAY)
    assert [surname for _, surname in facts.names] == ["Khan", "Okafor"]
    found = bring_in(desk, [line(11240, f"{account.reference} KHAN A", "KHAN A"), line(11240, "OKAFOR B RENT", "OKAFOR B")])
    assert [(one.tier in (Tier.CERTAIN, Tier.LIKELY), one.account_id) for one in found.new] == [(True, account.id)] * 2


def test_a_garage_has_its_own_account_whose_vat_is_of_the_day_and_stands_on_the_statement(desk: Desk) -> None:
    town = build_town(desk)
    [person] = add_people(desk, "Amina Khan")
    desk.do(set_value, key="vat.rate", value=2_500, valid_from=MONDAY + 2 * WEEK, source="A Budget to come")
    start = StartDraft(TenancyKind.CONTRACT, (person,), town.garage, MONDAY)
    contract = desk.do(start_letting, draft=LettingDraft(start, Frequency.WEEKLY, (GARAGE,), vat=True)).value
    row = desk.ask(main_account, tenancy_id=contract)
    assert row is not None and row.kind is AccountKind.GARAGE
    charged = desk.ask(charges_in_force, account_id=row.id, on=MONDAY)
    assert [(one.code, one.pence) for one in charged] == [("garage", 1200), ("VAT", 240)]
    desk.do(debit.run_debit, week=MONDAY)
    [said] = desk.ask(statement, account_id=row.id, start=MONDAY, end=MONDAY).lines
    assert (said.what, said.pence) == ("Charge week of Monday 23 November, with VAT of £2.40", 1440)
    desk.do(change_charge, line_id=charged[0].line_id, pence=1300, start=MONDAY + 2 * WEEK)
    later = desk.ask(charges_in_force, account_id=row.id, on=MONDAY + 2 * WEEK)
    assert {one.code: one.pence for one in later} == {"garage": 1300, "VAT": 325}
