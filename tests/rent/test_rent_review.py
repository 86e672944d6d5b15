"""A rent review from dry run to new charges and back: nothing above its limit, two people, shares and history as they were."""

from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk, Outcome
from housingdesk.errors import Cancelled, Refused
from housingdesk.properties.rules import RentType
from housingdesk.rent.actions.accounts import add_charge, change_shares, open_account, open_void_account
from housingdesk.rent.actions.costs import keep_head, set_budget
from housingdesk.rent.actions.debit import run_debit
from housingdesk.rent.actions.review import carrying, making
from housingdesk.rent.models import ChargeLine, ChargeShare, RentReview, ReviewRow
from housingdesk.rent.queries.review import rows
from housingdesk.rent.queries.review.figures import figures
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.service_costs import BudgetDraft, HeadDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer, ReviewException, ReviewState
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.actions.starting import start_tenancy
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.accounts import make_account
from tests.support.desk import Clock
from tests.support.homes import add_people, build_town
from tests.support.undo import check_undo

APRIL = date(2027, 4, 5)
YEAR = date(2027, 4, 1)
PART = (ShareDraft(Payer.HB, 4000), ShareDraft(Payer.TENANT, None))


def take_back(desk: Desk, outcome: Outcome) -> None:
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)


def limits(desk: Desk, hundredths: int = 480, *, two_people: bool = False) -> None:
    for of in ("social", "affordable", "supported", "fair", "formula"):
        desk.do(set_value, key=f"review.limit.{of}", value=hundredths, valid_from=YEAR, source="ONS")
    desk.do(set_value, key="review.two_people", value=two_people)


def lines_of(desk: Desk) -> list[tuple[Any, ...]]:
    with desk.store.connected():
        found = ChargeLine.select(ChargeLine.account, ChargeLine.code, ChargeLine.pence, ChargeLine.start,
                                  ChargeLine.end).order_by(ChargeLine.id).tuples()
        shares = (ChargeShare.select(ChargeLine.pence, ChargeShare.payer, ChargeShare.pence, ChargeShare.start, ChargeShare.end)
                  .join(ChargeLine).order_by(ChargeLine.id, ChargeShare.start, ChargeShare.payer).tuples())
        return [*found, *shares]


def review(desk: Desk) -> int:
    return int(desk.do(making.make_review, starts_on=APRIL).value)


def only_rows(desk: Desk, review_id: int) -> list[rows.ReviewLine]:
    found: list[rows.ReviewLine] = desk.ask(rows.review_lines, review_id=review_id)
    return found


def by_contract(desk: Desk) -> None:
    """Accounts of the tests have no home: their rents are set by hand."""
    with desk.store.connected():
        ReviewRow.update(exception=None, most_pence=11_779, new_pence=11_779).execute()


def test_a_year_whose_limit_is_not_known_has_none(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    assert desk.ask(figures, starts_on=date(2026, 4, 6)).limits[RentType.SOCIAL] == 480
    assert desk.ask(figures, starts_on=date(2023, 4, 3)).limits[RentType.SUPPORTED] == 1110
    assert desk.ask(figures, starts_on=date(2023, 4, 3)).limits[RentType.SOCIAL] == 700
    found = desk.ask(figures, starts_on=APRIL)
    assert found.limits[RentType.SOCIAL] is None and found.convergence == 100
    limits(desk)
    assert desk.ask(figures, starts_on=APRIL).limits[RentType.SOCIAL] == 480
    assert desk.ask(figures, starts_on=date(2028, 4, 3)).limits[RentType.SOCIAL] is None
    assert desk.ask(figures, starts_on=date(2028, 4, 3)).convergence == 200


def test_it_is_not_approved_while_a_charge_has_no_limit(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    make_account(desk, 1)
    desk.do(set_value, key="review.two_people", value=False)
    made = review(desk)
    [row] = only_rows(desk, made)
    assert row.exception is ReviewException.NO_RENT_TYPE and row.new == row.old
    with pytest.raises(Refused, match="1 charge has no limit, first Person 1"):
        desk.do(making.approve_review, review_id=made)
    with pytest.raises(Refused, match=r"cannot be above £112\.40"):
        desk.do(making.change_row, row_id=row.id, pence=11_241, why="A mistake")
    desk.do(making.take_out, row_id=row.id, why="No home is known")
    desk.do(making.approve_review, review_id=made)
    with pytest.raises(Refused, match="No charge changes"):
        desk.do(carrying.carry_out, review_id=made)


def test_nobody_approves_their_own_dry_run(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    make_account(desk, 1)
    limits(desk, two_people=True)
    made = review(desk)
    by_contract(desk)
    with pytest.raises(Refused, match="somebody else approves it"):
        desk.do(making.approve_review, review_id=made)
    with desk.store.connected():
        RentReview.update(made_by="Bob Green").execute()
    outcome = desk.do(making.approve_review, review_id=made)
    take_back(desk, outcome)
    assert desk.ask(rows.review_head, review_id=made).state is ReviewState.DRAFT


def test_changed_by_hand_never_above_the_most_and_kept_when_reckoned_anew(desk: Desk) -> None:
    make_account(desk, 1)
    limits(desk)
    made = review(desk)
    by_contract(desk)
    [row] = only_rows(desk, made)
    with pytest.raises(Refused, match=r"At most £117\.79"):
        desk.do(making.change_row, row_id=row.id, pence=11_780, why="A mistake")
    outcome = desk.do(making.change_row, row_id=row.id, pence=11_500, why="Agreed with the board")
    [changed] = only_rows(desk, made)
    assert (changed.new, changed.exception, changed.changed_by) == (11_500, ReviewException.CHANGED, "Ann Brown")
    take_back(desk, outcome)
    assert only_rows(desk, made)[0].new == 11_779
    desk.do(making.take_out, row_id=row.id, why="Leaves soon")
    assert only_rows(desk, made)[0].week_new == row.old
    desk.do(making.make_review, starts_on=APRIL, review_id=made)
    [again] = only_rows(desk, made)
    assert again.out and again.why == "Leaves soon"
    with pytest.raises(Refused, match=r"already\. Reckon it anew"):
        review(desk)
    desk.do(making.put_back, row_id=again.id)
    assert not only_rows(desk, made)[0].out


def test_carried_out_and_taken_back_leaves_everything_as_it_was(desk: Desk) -> None:
    first = make_account(desk, 1, shares=PART)
    make_account(desk, 2, frequency=Frequency.MONTHLY, pence=48_700)
    make_account(desk, 3)
    with desk.store.connected():
        line = ChargeLine.get(ChargeLine.account == first)
    later = APRIL + timedelta(weeks=4)
    desk.do(change_shares, line_id=line.id, shares=(ShareDraft(Payer.TENANT, None),), start=later)
    made, before = review(desk), lines_of(desk)
    by_contract(desk)
    with desk.store.connected():
        ReviewRow.update(new_pence=ReviewRow.old_pence + 500, most_pence=None).execute()
    with pytest.raises(Refused, match="is dry run"):
        desk.do(carrying.carry_out, review_id=made)
    with desk.store.connected():
        RentReview.update(made_by="Bob Green").execute()
    desk.do(making.approve_review, review_id=made)
    done = desk.do(carrying.carry_out, review_id=made)
    assert done.value == 3
    new = [row for row in lines_of(desk) if len(row) == 5 and row[3] == APRIL and isinstance(row[1], ChargeCode)]
    assert [(row[2], row[4]) for row in new] == [(11_740, None), (11_740, None)]
    with desk.store.connected():
        monthly = ChargeLine.get(ChargeLine.start == date(2027, 4, 1))
        assert monthly.pence == 49_200
        shares = list(ChargeShare.select(ChargeShare.payer, ChargeShare.pence, ChargeShare.start, ChargeShare.end).join(
            ChargeLine).where((ChargeLine.account == first) & (ChargeLine.start == APRIL)).order_by(ChargeShare.id).tuples())
    assert shares == [(Payer.HB, 4000, APRIL, later), (Payer.TENANT, None, APRIL, later), (Payer.TENANT, None, later, None)]
    take_back(desk, done)
    assert lines_of(desk) == before
    assert desk.ask(rows.review_head, review_id=made).state is ReviewState.APPROVED
    desk.do(carrying.carry_out, review_id=made)
    assert desk.ask(rows.review_head, review_id=made).state is ReviewState.DONE


def test_no_debit_lies_between(sqlite_desk: Desk, clock: Clock) -> None:
    desk = sqlite_desk
    make_account(desk, 1, opens_on=date(2027, 3, 15))
    clock.to(date(2027, 3, 15))
    limits(desk)
    made = review(desk)
    by_contract(desk)
    desk.do(making.approve_review, review_id=made)
    desk.do(carrying.carry_out, review_id=made)
    clock.to(APRIL)
    desk.do(run_debit, week=APRIL)
    with pytest.raises(Refused, match="Person 1 is debited up to 11 April 2027 already"):
        desk.do(carrying.take_back_review, review_id=made)


def test_what_is_debited_or_changed_since_is_refused(desk: Desk, clock: Clock) -> None:
    account = make_account(desk, 1, opens_on=date(2027, 3, 15))
    clock.to(date(2027, 3, 29))
    limits(desk)
    made = review(desk)
    by_contract(desk)
    desk.do(making.approve_review, review_id=made)
    with desk.store.connected():
        ChargeLine.update(pence=11_000).where(ChargeLine.account == account).execute()
    with pytest.raises(Refused, match="1 charge was changed since the dry run, first Rent of Person 1"):
        desk.do(carrying.carry_out, review_id=made)
    with desk.store.connected():
        ChargeLine.update(pence=11_240).where(ChargeLine.account == account).execute()
    desk.do(run_debit, week=APRIL)
    with pytest.raises(Refused, match="1 account is debited past the day already, first Person 1, up to 11 April 2027"):
        desk.do(carrying.carry_out, review_id=made)


def test_a_charge_lower_than_its_fixed_shares_is_refused(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    make_account(desk, 1, shares=(ShareDraft(Payer.HB, 11_000), ShareDraft(Payer.TENANT, None)))
    limits(desk)
    made = review(desk)
    by_contract(desk)
    desk.do(making.change_row, row_id=only_rows(desk, made)[0].id, pence=10_000, why="Lowered on purpose")
    desk.do(making.approve_review, review_id=made)
    with pytest.raises(Refused, match=r"less than the £110.00 that others pay of it"):
        desk.do(carrying.carry_out, review_id=made)


def test_cancel_leaves_nothing_behind(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    make_account(desk, 1)

    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled("Stopped")

    with pytest.raises(Cancelled):
        desk.do(making.make_review, progress=stop, starts_on=APRIL)
    with desk.store.connected():
        assert not RentReview.select().exists()


@pytest.mark.parametrize(("day", "said"), [
    (date(2027, 4, 6), "begins on a Monday"), (date(2026, 11, 23), "after today"), (date(2029, 4, 2), "year and a half")])
def test_the_day_of_a_review(sqlite_desk: Desk, day: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        sqlite_desk.do(making.make_review, starts_on=day)


def test_notice_is_a_month_and_four_weeks_and_earlier_where_somebody_pays_by_the_month(sqlite_desk: Desk) -> None:
    make_account(sqlite_desk, 1)
    made = review(sqlite_desk)
    assert sqlite_desk.ask(rows.review_head, review_id=made).notice_by == date(2027, 3, 5)
    make_account(sqlite_desk, 2, frequency=Frequency.MONTHLY)
    sqlite_desk.do(making.make_review, starts_on=APRIL, review_id=made)
    head = sqlite_desk.ask(rows.review_head, review_id=made)
    assert (head.notice_by, head.first_debit) == (date(2027, 3, 1), date(2027, 3, 29))


def test_totals_are_the_sum_of_what_stands(sqlite_desk: Desk) -> None:
    account = make_account(sqlite_desk, 1)
    sqlite_desk.do(add_charge, account_id=account, start=date(2026, 12, 7),
                   draft=ChargeDraft(ChargeCode.ELIGIBLE_SERVICE, "Service charge", 1000))
    lines = only_rows(sqlite_desk, review(sqlite_desk))
    [whole] = rows.totals(lines, "rent type")
    assert (whole.name, whole.accounts, whole.old, whole.new) == ("no rent type", 1, 12_240, 12_240)
    sqlite_desk.do(making.drop_review, review_id=1)
    assert only_rows(sqlite_desk, 1) == []


def test_each_step_can_be_taken_back_and_done_again(sqlite_desk: Desk) -> None:
    make_account(sqlite_desk, 1, shares=PART)
    limits(sqlite_desk)
    made = review(sqlite_desk)
    by_contract(sqlite_desk)
    row = only_rows(sqlite_desk, made)[0].id
    check_undo(sqlite_desk, making.change_row, row_id=row, pence=11_600, why="Agreed with the board")
    check_undo(sqlite_desk, making.take_out, row_id=row, why="Leaves soon")
    check_undo(sqlite_desk, making.put_back, row_id=row)
    check_undo(sqlite_desk, making.approve_review, review_id=made)
    check_undo(sqlite_desk, carrying.carry_out, review_id=made)


def test_a_new_service_is_paid_by_whoever_pays_the_rent(desk: Desk) -> None:
    town = build_town(desk)
    tenancy = desk.do(start_tenancy, draft=StartDraft(TenancyKind.LICENCE_EXCLUDED, tuple(add_people(desk, "Amina Khan")),
                                                      town.rooms[0], date(2026, 11, 23))).value
    charge = ChargeDraft(ChargeCode.RENT, "Rent", 18_000, (ShareDraft(Payer.HB, None), ShareDraft(Payer.TENANT, 1_000)))
    desk.do(open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=(charge,))
    limits(desk)
    for name, code in (("Cleaning", ChargeCode.ELIGIBLE_SERVICE), ("Heating", ChargeCode.INELIGIBLE_SERVICE)):
        head = desk.do(keep_head, draft=HeadDraft(town.scheme, name, code)).value
        desk.do(set_budget, head_id=head, year_from=APRIL, draft=BudgetDraft(208_000))
    made = review(desk)
    desk.do(making.approve_review, review_id=made)
    assert desk.do(carrying.carry_out, review_id=made).value == 3
    with desk.store.connected():
        found = (ChargeShare.select(ChargeLine.description, ChargeLine.pence, ChargeShare.payer, ChargeShare.pence)
                 .join(ChargeLine).where(ChargeLine.start == APRIL).order_by(ChargeShare.id).tuples())
        assert list(found) == [("Rent", 18_864, Payer.HB, None), ("Rent", 18_864, Payer.TENANT, 1_000),
                               ("Cleaning", 1_000, Payer.HB, None), ("Heating", 1_000, Payer.TENANT, None)]
    desk.do(carrying.take_back_review, review_id=made)
    with desk.store.connected():
        assert ChargeLine.select().where(ChargeLine.account == 1).count() == 1


def test_the_rent_loss_of_a_home_goes_with_it_unseen(sqlite_desk: Desk) -> None:
    town = build_town(sqlite_desk)
    make_account(sqlite_desk, 1)
    sqlite_desk.do(open_void_account, space_id=town.rooms[0], name="Room 1", opens_on=date(2026, 4, 6),
                   charges=(ChargeDraft(ChargeCode.RENT, "Rent", 18_000),))
    limits(sqlite_desk)
    made = review(sqlite_desk)
    [row] = only_rows(sqlite_desk, made)
    assert row.name == "Person 1" and sqlite_desk.ask(rows.review_head, review_id=made).charges == 1
    sqlite_desk.do(making.take_out, row_id=row.id, why="It has no home")
    sqlite_desk.do(making.approve_review, review_id=made)
    done = sqlite_desk.do(carrying.carry_out, review_id=made)
    assert done.value == 0 and (done.sentence or "").endswith("and the rent loss of 1 home from 5 April 2027")
    with sqlite_desk.store.connected():
        assert [line.pence for line in ChargeLine.select().where(ChargeLine.start == APRIL)] == [18_864]
