"""Former accounts on both databases: the list, steps, write-offs proposed, and never a penny of a new agreement."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.arrears.actions.former import propose_write_offs, record_step, remove_step
from housingdesk.arrears.queries.former import former_accounts, steps_of
from housingdesk.arrears.queries.former_due import timeline
from housingdesk.arrears.rules.former import Stage
from housingdesk.arrears.rules.words import FormerStepKind
from housingdesk.errors import Refused
from housingdesk.rent.actions.accounts import open_account
from housingdesk.rent.actions.requests import approve
from housingdesk.rent.models import Account
from housingdesk.rent.queries.requests import waiting
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, WriteOffReason
from housingdesk.reports.queries.due_former import cards
from housingdesk.tenancies.models import Holder, Tenancy
from housingdesk.values.timeline import Ref
from tests.support.asking import balance, colleague, put
from tests.support.banking import make_payer
from tests.support.desk import MONDAY
from tests.support.lettings import make_tenancy

LEFT = date(2026, 9, 6)


def left(desk: Desk, pence: int, name: str = "Amina Khan", closes: date = LEFT, on: date = LEFT) -> int:
    """Somebody who left and owes so much."""
    account, _ = make_payer(desk, name)
    put(desk, account, pence, on)
    Account.update(closes_on=closes, opens_on=closes - timedelta(700)).where(Account.id == account).execute()
    tenancy = Account.get_by_id(account).tenancy_id
    Tenancy.update(ends_on=closes, starts_on=closes - timedelta(700)).where(Tenancy.id == tenancy).execute()
    return account


def test_the_list_says_what_is_next_and_a_step_moves_it_on(desk: Desk) -> None:
    account = left(desk, 30_000)
    current, _ = make_payer(desk, "Bo Reed")
    put(desk, current, 5_000)
    [row] = desk.ask(former_accounts, on=MONDAY)
    assert (row.id, row.pence, row.next.stage, row.age_days, row.last_on) == (account, 30_000, Stage.STATEMENT, 78, None)
    step = desk.do(record_step, account_id=account, kind=FormerStepKind.UNTRACED, on=MONDAY, text="Two agents").value
    [row] = desk.ask(former_accounts, on=MONDAY)
    assert row.next.write_off is WriteOffReason.UNTRACED and [one.text for one in desk.ask(steps_of, account_id=account)] == [
        "Two agents"]
    desk.do(remove_step, step_id=step, reason="Wrong person")
    assert desk.ask(former_accounts, on=MONDAY)[0].next.stage is Stage.STATEMENT
    with pytest.raises(Refused, match="taken off already"):
        desk.do(remove_step, step_id=step, reason="Wrong person")
    with pytest.raises(Refused, match="when it was taken, not before"):
        desk.do(record_step, account_id=account, kind=FormerStepKind.CALL, on=MONDAY + timedelta(1))


def test_what_the_list_proposes_is_asked_for_with_its_reason(desk: Desk) -> None:
    sam = colleague(desk, "Sam", Role.FINANCE)
    old = left(desk, 9_000, closes=date(2020, 3, 1), on=date(2020, 2, 24))
    gone = left(desk, 12_000, "Bo Reed")
    with pytest.raises(Refused, match="is not to be written off: Final statement"):
        desk.do(propose_write_offs, account_ids=[old, gone])
    desk.do(record_step, account_id=gone, kind=FormerStepKind.UNTRACED, on=MONDAY)
    desk.do(propose_write_offs, account_ids=[old, gone], note="Autumn round")
    found = {row.account_id: row for row in desk.ask(waiting)}
    assert found[old].write_off_reason is WriteOffReason.STATUTE_BARRED and found[gone].reason.endswith("Autumn round")
    assert {row.next.stage for row in desk.ask(former_accounts, on=MONDAY)} == {Stage.ASKED}
    sam.do(approve, request_id=found[old].id)
    assert balance(desk, old) == 0 and [row.id for row in desk.ask(former_accounts, on=MONDAY)] == [gone]


def test_an_acknowledgement_written_down_keeps_a_debt_alive(desk: Desk) -> None:
    account = left(desk, 9_000, closes=date(2020, 3, 1), on=date(2020, 2, 24))
    assert desk.ask(former_accounts, on=MONDAY)[0].next.write_off is WriteOffReason.STATUTE_BARRED
    desk.do(record_step, account_id=account, kind=FormerStepKind.ACKNOWLEDGED, on=date(2025, 1, 6), text="Letter in the post")
    [row] = desk.ask(former_accounts, on=MONDAY)
    assert row.next.write_off is None and row.limitation is not None and row.limitation.barred_on == date(2031, 1, 6)


def test_somebody_housed_again_keeps_two_accounts(desk: Desk) -> None:
    account = left(desk, 30_000)
    person = Holder.get(Holder.tenancy == Account.get_by_id(account).tenancy_id).person_id
    again = make_tenancy(desk, "Amina Khan", start=date(2026, 11, 2))
    Holder.update(person=person).where(Holder.tenancy == again).execute()
    charge = ChargeDraft(ChargeCode.RENT, "Rent", 10_000)
    new = int(desk.do(open_account, tenancy_id=again, frequency=Frequency.WEEKLY, charges=(charge,)).value)
    put(desk, new, 7_000)
    [row] = desk.ask(former_accounts, on=MONDAY)
    assert (row.id, row.pence) == (account, 30_000) and row.housed_again.startswith(Tenancy.get_by_id(again).reference)


def test_what_comes_up_is_on_today_and_steps_are_on_the_timeline(desk: Desk) -> None:
    account = left(desk, 30_000)
    desk.do(record_step, account_id=account, kind=FormerStepKind.CALL, on=MONDAY, text="Pays in May",
            next_on=MONDAY + timedelta(7))
    assert desk.ask(cards, on=MONDAY) == []
    [card] = desk.ask(cards, on=MONDAY + timedelta(8))
    assert (card.text, card.place) == ("Take up the former account of Amina Khan again", "former")
    tenancy = Account.get_by_id(account).tenancy_id
    [entry] = desk.ask(timeline, tenancy_id=tenancy, before=None, limit=20)
    assert entry.text.endswith(": Pays in May. Next on 30 November 2026") and entry.record == Ref("account", account)
    desk.do(record_step, account_id=account, kind=FormerStepKind.CALL, on=MONDAY, text="Again", next_on=MONDAY + timedelta(30))
    assert desk.ask(cards, on=MONDAY + timedelta(8)) == [], "the newest step says when"
    put(desk, account, -30_000)
    assert desk.ask(cards, on=MONDAY + timedelta(60)) == [], "nothing is owed any more"


def test_six_years_that_nearly_end_are_on_today(desk: Desk) -> None:
    account = left(desk, 9_000, closes=date(2020, 12, 20), on=date(2020, 12, 14))
    [card] = desk.ask(cards, on=MONDAY)
    assert card.text == "Act on the debt of £90.00 before six years end" and "14 December 2026" in card.why
    assert desk.ask(cards, on=MONDAY - timedelta(60)) == []
    desk.do(record_step, account_id=account, kind=FormerStepKind.ACKNOWLEDGED, on=date(2025, 1, 6), text="By letter")
    assert desk.ask(cards, on=MONDAY) == []
