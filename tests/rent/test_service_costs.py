"""Services of a scheme on both databases: budgets, shares of let and empty homes, bills, what is carried on."""

from datetime import date

import pytest

from housingdesk.access.desk import Desk, Outcome
from housingdesk.errors import Refused
from housingdesk.properties.models import Space
from housingdesk.rent.actions import costs
from housingdesk.rent.actions.review import formula
from housingdesk.rent.queries import costs as reading
from housingdesk.rent.queries.review.formula import formula_rows, formulas, new_let_rent
from housingdesk.rent.rules.review.limits import Formula
from housingdesk.rent.rules.service_costs import BudgetDraft, HeadDraft, SpendingDraft
from housingdesk.rent.rules.words import Apportionment, ChargeCode
from housingdesk.settings.actions import set_value
from tests.support.homes import Town, build_town
from tests.support.undo import check_undo

YEAR, NEXT, TODAY = date(2026, 4, 6), date(2027, 4, 5), date(2026, 11, 23)


@pytest.fixture
def town(desk: Desk) -> Town:
    return build_town(desk)


def take_back(desk: Desk, outcome: Outcome) -> None:
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)


def head(desk: Desk, town: Town, name: str = "Cleaning", how: Apportionment = Apportionment.EQUAL) -> int:
    draft = HeadDraft(town.scheme, name, ChargeCode.ELIGIBLE_SERVICE, how, "Bright Ltd")
    return int(desk.do(costs.keep_head, draft=draft).value)


def row(desk: Desk, town: Town, year: date = YEAR) -> reading.CostRow:
    found: reading.SchemeCosts = desk.ask(reading.scheme_costs, scheme_id=town.scheme, year_from=year, on=TODAY)
    [one] = found.rows
    return one


def test_a_budget_falls_on_every_home_and_sums_to_it(desk: Desk, town: Town) -> None:
    cleaning = head(desk, town)
    desk.do(costs.set_budget, head_id=cleaning, year_from=YEAR, draft=BudgetDraft(100_000, -10_001))
    found = row(desk, town)
    assert found.recover == 89_999 and sum(one.year_pence for one in found.shares) == 89_999
    assert len({one.space_id for one in found.shares}) == len(found.shares) and town.garage not in {
        one.space_id for one in found.shares}
    assert sum(one.week_pence * 52 for one in found.shares) + found.left == 89_999
    new = desk.ask(reading.new_service_charges, year_from=YEAR)
    assert {space: charges[0].year_pence for space, charges in new.items()} == {
        one.space_id: one.year_pence for one in found.shares}
    assert desk.ask(reading.new_service_charges, year_from=NEXT) == {}


def test_bills_count_once_and_what_was_wrong_no_longer(desk: Desk, town: Town) -> None:
    cleaning = head(desk, town)
    desk.do(costs.set_budget, head_id=cleaning, year_from=YEAR, draft=BudgetDraft(52_000))
    bill = SpendingDraft(cleaning, date(2026, 10, 1), 12_345, reference="INV 1", text="September")
    outcome = desk.do(costs.record_spending, draft=bill)
    with pytest.raises(Refused, match="Invoice INV 1 of Bright Ltd is recorded already"):
        desk.do(costs.record_spending, draft=bill)
    assert row(desk, town).spent == 12_345
    take_back(desk, outcome)
    found = row(desk, town)
    assert found.spent == 0 and [one.removed for one in found.bills] == ["Recorded by mistake"]
    with pytest.raises(Refused, match="dated in the future"):
        desk.do(costs.record_spending, draft=SpendingDraft(cleaning, date(2027, 1, 1), 100))


def test_last_year_hands_on_what_it_cost_over_its_budget(sqlite_desk: Desk) -> None:
    desk, town = sqlite_desk, build_town(sqlite_desk)
    cleaning = head(desk, town)
    desk.do(costs.set_budget, head_id=cleaning, year_from=YEAR, draft=BudgetDraft(50_000))
    desk.do(costs.record_spending, draft=SpendingDraft(cleaning, date(2026, 10, 1), 53_000))
    found = row(desk, town, NEXT)
    assert (found.last_budget, found.last_actual, found.will_carry, found.budget) == (50_000, 71_269, 21_269, None)
    assert found.carry is None  # the year is not over
    april: reading.SchemeCosts = desk.ask(reading.scheme_costs, scheme_id=town.scheme, year_from=NEXT, on=NEXT)
    assert (april.rows[0].last_actual, april.rows[0].carry) == (53_000, 3_000)
    desk.do(costs.set_budget, head_id=cleaning, year_from=YEAR, draft=BudgetDraft(50_000, actual_pence=48_000))
    assert row(desk, town, NEXT).carry == -2_000


def test_a_surplus_larger_than_the_next_budget_goes_on_to_the_year_after(sqlite_desk: Desk) -> None:
    desk, town = sqlite_desk, build_town(sqlite_desk)
    cleaning = head(desk, town)
    desk.do(costs.set_budget, head_id=cleaning, year_from=YEAR, draft=BudgetDraft(10_000, -25_000, 10_000))
    assert row(desk, town).recover == 0 and row(desk, town, NEXT).carry == -15_000


def test_homes_that_join_or_leave_and_services_that_end(sqlite_desk: Desk) -> None:
    desk, town = sqlite_desk, build_town(sqlite_desk)
    cleaning, lift = head(desk, town), head(desk, town, "Lift")
    for one in (cleaning, lift):
        desk.do(costs.set_budget, head_id=one, year_from=YEAR, draft=BudgetDraft(100_001))
        desk.do(costs.set_budget, head_id=one, year_from=NEXT, draft=BudgetDraft(100_001))
    draft = HeadDraft(town.scheme, "Lift", ends_on=date(2026, 9, 30))
    desk.do(costs.keep_head, draft=draft, head_id=lift, version=1)
    with desk.store.connected():
        Space.update(managed_to=date(2027, 4, 4)).where(Space.id == town.rooms[0]).execute()
        Space.update(managed_from=date(2026, 6, 1)).where(Space.id == town.home).execute()

    def by_home(year: date) -> dict[int, dict[str, int]]:
        found = desk.ask(reading.new_service_charges, year_from=year)
        return {space: {one.name: one.year_pence for one in charges} for space, charges in found.items()}

    before, after = by_home(YEAR), by_home(NEXT)
    assert set(before) == set(town.rooms) and set(after) == {town.rooms[1], town.rooms[2], town.home}
    for year in (before, after):
        assert sum(charges["Cleaning"] for charges in year.values()) == 100_001
    assert all(charges["Lift"] == 0 for charges in after.values()) and sum(one["Lift"] for one in before.values()) == 100_001
    assert all("Lift" not in charges for charges in by_home(date(2028, 4, 3)).values())


def test_named_parts(sqlite_desk: Desk) -> None:
    desk, town = sqlite_desk, build_town(sqlite_desk)
    lift = head(desk, town, "Lift", Apportionment.NAMED)
    desk.do(costs.set_budget, head_id=lift, year_from=YEAR, draft=BudgetDraft(90_000))
    assert row(desk, town).shares == ()
    desk.do(costs.set_shares, head_id=lift, parts={town.rooms[0]: 2, town.rooms[1]: 1, town.rooms[2]: 0})
    assert {one.space_id: one.year_pence for one in row(desk, town).shares} == {town.rooms[0]: 60_000, town.rooms[1]: 30_000}
    with pytest.raises(Refused, match="does not stand in this scheme"):
        desk.do(costs.set_shares, head_id=lift, parts={town.garage: 1})
    with pytest.raises(Refused, match="is shared equally"):
        desk.do(costs.set_shares, head_id=head(desk, town), parts={town.rooms[0]: 1})


def test_a_service_stands_once_and_goes_only_unused(sqlite_desk: Desk) -> None:
    desk, town = sqlite_desk, build_town(sqlite_desk)
    cleaning = head(desk, town)
    with pytest.raises(Refused, match="has Cleaning already"):
        head(desk, town, "cleaning")
    desk.do(costs.set_budget, head_id=cleaning, year_from=YEAR, draft=BudgetDraft(1))
    with pytest.raises(Refused, match="Say when it ends instead"):
        desk.do(costs.remove_head, head_id=cleaning)
    desk.do(costs.remove_head, head_id=head(desk, town, "Lift"))


def test_formula_rents_are_uprated_by_the_limit_of_their_year(desk: Desk, town: Town) -> None:
    home = next(one for one in desk.ask(formula_rows, year_from=YEAR))
    desk.do(formula.keep_formula, space_id=home.id, year_from=YEAR, pence=11_111, source="Valuation 1999")
    with pytest.raises(Refused, match="is not known: enter it in Settings"):
        desk.do(formula.uprate_formulas, year_from=YEAR)
    desk.do(set_value, key="review.limit.formula", value=480, valid_from=date(2027, 4, 1), source="ONS")
    outcome = check_undo(desk, formula.uprate_formulas, year_from=YEAR)
    assert desk.ask(formulas, year_from=NEXT) == {home.id: Formula(11_111, 11_644)}
    take_back(desk, outcome)
    assert desk.ask(formulas, year_from=NEXT) == {}
    found = desk.ask(new_let_rent, space_id=home.id, on=TODAY)
    assert found.formula == 11_111 and found.most in (11_666, 12_222)
    desk.do(formula.bring_in_formulas, year_from=YEAR, rows=[(home.id, 12_000)], source="list.csv")
    assert desk.ask(formulas, year_from=YEAR)[home.id].new == 12_000
    with pytest.raises(Refused, match="first Monday of April"):
        desk.do(formula.keep_formula, space_id=home.id, year_from=TODAY, pence=1)
