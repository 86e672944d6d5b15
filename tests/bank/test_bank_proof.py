"""Bank and ledger: agreed, not agreed, and what cannot be said because the bank states no balance."""

from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import importing, posting
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.queries import reconcile
from housingdesk.bank.queries.importing import prepare
from tests.support.banking import PAID, bring_in, line, make_bank, make_payer

DAY = timedelta(1)


def open_ids(desk: Desk, bank: int) -> list[int]:
    return list(desk.ask(line_queries.line_ids, bank_account_id=bank))


def post_all(desk: Desk, bank: int, account: int) -> None:
    desk.do(posting.post_lines, choices=[(line_id, account) for line_id in open_ids(desk, bank)])


def test_a_bank_that_states_no_balance_is_posted_and_not_contradicted(desk: Desk) -> None:
    bank = make_bank(desk)
    account, reference = make_payer(desk)
    bring_in(desk, [line(1000, reference)])
    post_all(desk, bank, account)
    words = "Number,Date,Account,Amount,Subcategory,Memo\n ,{:%d/%m/%Y},20-44-17 12344417,5.00,FT,A KHAN " + reference
    data = words.format(PAID + 3 * DAY).encode()
    desk.do(importing.import_statement, prepared=desk.ask(prepare, name="barclays.csv", data=data, today=desk.today))
    assert not desk.ask(reconcile.bank_proof, bank_account_id=bank).contradicted, "nothing is said while lines are open"
    post_all(desk, bank, account)
    proof = desk.ask(reconcile.bank_proof, bank_account_id=bank)
    assert (proof.posted, proof.agreed, proof.contradicted) == (True, False, False)
    assert proof.sentence == ("Rent account: every line is posted and the books stand at £1,015.00. The bank has stated no "
                              "balance since 17 November 2026, when both agreed")
    assert desk.ask(reconcile.bank_proof, bank_account_id=bank, on=PAID).agreed


def test_a_line_that_is_missing_is_a_difference_with_its_day(desk: Desk) -> None:
    bank = make_bank(desk)
    account, reference = make_payer(desk)
    bring_in(desk, [line(1000, reference)])
    bring_in(desk, [line(700, reference, on=PAID + DAY)], opening=102_500)
    post_all(desk, bank, account)
    proof = desk.ask(reconcile.bank_proof, bank_account_id=bank)
    assert proof.contradicted and proof.sentence.endswith("difference £15.00")
    assert proof.gaps == ("17 November 2026 closes at £1,010.00 and the next day opens at £1,025.00; lines may be missing",)
    report = desk.ask(reconcile.reconciliation, start=PAID, end=PAID + DAY)
    assert report.holds, "the accounts roll forward all the same"


def test_unidentified_money_is_that_of_the_last_day(desk: Desk) -> None:
    bank = make_bank(desk)
    bring_in(desk, [line(1000, "MYSTERY")])
    desk.do(posting.post_to_suspense, line_ids=open_ids(desk, bank))
    assert desk.ask(reconcile.reconciliation, start=PAID, end=PAID).suspense_pence == 1000
    assert desk.ask(reconcile.reconciliation, start=PAID - DAY, end=PAID - DAY).suspense_pence == 0
