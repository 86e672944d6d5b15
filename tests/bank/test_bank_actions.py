"""Money in on both databases: files in once, posted once, split, parked, unidentified, taken back, agreed to the penny."""

from datetime import timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import importing, posting
from housingdesk.bank.queries import lines as line_queries
from housingdesk.bank.queries import our_accounts, reconcile, targets
from housingdesk.bank.queries.importing import prepare, sum_sentence
from housingdesk.bank.rules.proposals import Tier
from housingdesk.bank.rules.splits import Share
from housingdesk.errors import BadFile, Refused, Stale
from housingdesk.rent.actions import accounts, debit
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import verify
from housingdesk.rent.queries.statement import statement
from housingdesk.rent.rules.drafts import ShareDraft
from housingdesk.rent.rules.words import Payer
from tests.support.banking import PAID, bring_in, file_of, line, make_bank, make_payer
from tests.support.desk import MONDAY


def open_ids(desk: Desk, bank: int, tier: Tier | None = None) -> list[int]:
    return list(desk.ask(line_queries.line_ids, bank_account_id=bank, tier=tier))


def owed(desk: Desk, account: int) -> int:
    return int(desk.ask(account_queries.account, account_id=account).pence)


def test_a_line_is_proposed_posted_and_agrees(desk: Desk) -> None:
    bank = make_bank(desk)
    account, reference = make_payer(desk)
    desk.do(debit.run_debit, week=MONDAY)
    before = owed(desk, account)
    prepared = bring_in(desk, [line(11240, reference, "A KHAN")])
    assert (prepared.lines, prepared.already, prepared.adds_up) == (1, 0, True)
    assert sum_sentence(prepared) == "£1,000.00 + £112.40 − £0.00 = £1,112.40"
    [row] = desk.ask(line_queries.lines, ids=open_ids(desk, bank))
    assert (row.account_id, row.post_to, row.owed_pence) == (account, "Amina Khan", before)
    assert row.suggestions[0].reasons
    proof = desk.ask(reconcile.bank_proof, bank_account_id=bank)
    assert (proof.posted, proof.agreed) == (False, False)
    desk.do(posting.post_lines, choices=[(row.id, account)])
    assert owed(desk, account) == before - 11240
    proof = desk.ask(reconcile.bank_proof, bank_account_id=bank)
    assert proof.agreed and proof.sentence == "Rent account: bank and ledger agree at £1,112.40"
    assert desk.ask(verify.verify) == []


def test_a_line_is_never_posted_twice(desk: Desk) -> None:
    bank = make_bank(desk)
    account, reference = make_payer(desk)
    bring_in(desk, [line(11240, reference)])
    [line_id] = open_ids(desk, bank)
    desk.do(posting.post_lines, choices=[(line_id, account)])
    with pytest.raises(Stale, match="posted already"):
        desk.do(posting.post_lines, choices=[(line_id, account)])
    assert owed(desk, account) == -11240


def test_overlapping_files_add_nothing_twice_and_twins_both_count(desk: Desk) -> None:
    bank = make_bank(desk)
    twin = line(8000, "RENT", "M NOWAK")
    first = [line(11240, "A"), twin, twin]
    bring_in(desk, first)
    later = [*first, line(500, "B", on=PAID + timedelta(1))]
    prepared = bring_in(desk, later)
    assert (prepared.already, len(prepared.new)) == (3, 1)
    assert len(open_ids(desk, bank)) == 4
    with pytest.raises(Refused, match="all 4 lines are in already"):
        bring_in(desk, later)


def test_the_same_lines_in_another_format_add_nothing_twice(desk: Desk) -> None:
    bank = make_bank(desk)
    lines = [line(11240, "600000014", "A KHAN"), line(-2500, "BANK CHARGES")]
    bring_in(desk, lines, kind="ofx")
    found = desk.ask(prepare, name="same.sta", data=file_of(lines), today=desk.today)
    assert found.already + found.unsure == 2
    assert len(open_ids(desk, bank)) == 2


def test_a_statement_for_another_account_is_refused(desk: Desk) -> None:
    make_bank(desk)
    other = file_of([line(100, "X")]).replace(b"12344417", b"99999999")
    with pytest.raises(BadFile, match="not one of ours"):
        desk.ask(prepare, name="other.ofx", data=other, today=desk.today)


def test_totals_that_disagree_are_said_and_nothing_is_certain(desk: Desk) -> None:
    bank = make_bank(desk)
    _, reference = make_payer(desk)
    data = file_of([line(11240, reference, "A KHAN")], opening=1).replace(b"112,41", b"999,99")
    found = desk.ask(prepare, name="wrong.sta", data=data, today=desk.today)
    assert found.adds_up is False
    assert "but the file closes at £999.99" in sum_sentence(found)
    desk.do(importing.import_statement, prepared=found)
    assert open_ids(desk, bank, Tier.CERTAIN) == []
    assert len(open_ids(desk, bank, Tier.LIKELY)) == 1


def test_a_file_is_taken_out_until_a_line_is_posted(desk: Desk) -> None:
    bank = make_bank(desk)
    account, reference = make_payer(desk)
    found = desk.ask(prepare, name="s.ofx", data=file_of([line(100, reference)]), today=desk.today)
    outcome = desk.do(importing.import_statement, prepared=found)
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert open_ids(desk, bank) == []
    outcome = desk.do(importing.import_statement, prepared=found)
    desk.do(posting.post_lines, choices=[(open_ids(desk, bank)[0], account)])
    with pytest.raises(Refused, match="posted already"):
        desk.do(importing.take_file_out, file_id=outcome.value)


def test_a_split_sums_to_its_line(desk: Desk) -> None:
    bank = make_bank(desk)
    first, _ = make_payer(desk)
    second, _ = make_payer(desk, "Joy Okafor")
    bring_in(desk, [line(13240, "RENT AND GARAGE")])
    [line_id] = open_ids(desk, bank)
    with pytest.raises(Refused, match=r"£20\.00 is left"):
        desk.do(posting.post_split, line_id=line_id, parts=(Share(first, 11240), Share(second, 0)))
    desk.do(posting.post_split, line_id=line_id, parts=(Share(first, 11240), Share(second, None)))
    assert (owed(desk, first), owed(desk, second)) == (-11240, -2000)
    assert desk.ask(reconcile.bank_proof, bank_account_id=bank).agreed


def test_parking_keeps_the_line_in_the_totals(desk: Desk) -> None:
    bank = make_bank(desk)
    bring_in(desk, [line(5000, "WHO IS THIS")])
    [line_id] = open_ids(desk, bank)
    outcome = desk.do(posting.park, line_id=line_id, question="Whose is this?", asked_user_id=desk.who.id)
    assert open_ids(desk, bank) == []
    assert desk.ask(reconcile.bank_proof, bank_account_id=bank).open_pence == 5000
    [row] = desk.ask(line_queries.lines, ids=[line_id])
    assert (row.question, row.asked) == ("Whose is this?", "Ann Brown")
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert open_ids(desk, bank) == [line_id]


def test_unidentified_money_is_in_the_books_with_an_age_until_it_is_known(desk: Desk) -> None:
    bank = make_bank(desk)
    account, _ = make_payer(desk)
    bring_in(desk, [line(5000, "WHO IS THIS")])
    [line_id] = open_ids(desk, bank)
    desk.do(posting.post_to_suspense, line_ids=[line_id])
    assert desk.ask(reconcile.bank_proof, bank_account_id=bank).agreed
    [item] = desk.ask(our_accounts.suspense, on=MONDAY)
    assert (item.pence, item.days, item.owner) == (5000, 6, "Ann Brown")
    desk.do(posting.clear_suspense, line_id=line_id, account_id=account)
    assert desk.ask(our_accounts.suspense, on=MONDAY) == []
    assert owed(desk, account) == -5000
    assert desk.ask(reconcile.bank_proof, bank_account_id=bank).agreed
    assert desk.ask(verify.verify) == []
    with pytest.raises(Refused, match="moved out of suspense"):
        desk.do(posting.take_back_posting, line_ids=(line_id,))


def test_not_rent_goes_to_its_code_and_bank_equals_ledger(desk: Desk) -> None:
    bank = make_bank(desk)
    bring_in(desk, [line(312, "GROSS INTEREST"), line(-900, "ACCOUNT CHARGES")])
    piles = desk.ask(line_queries.tier_counts, bank_account_id=bank)
    assert piles[str(Tier.NOT_RENT)][0] >= 1
    codes = {t.reference: t.id for t in desk.ask(targets.ledger_targets)}
    for row in desk.ask(line_queries.lines, ids=open_ids(desk, bank)):
        desk.do(posting.post_lines, choices=[(row.id, codes["interest"] if row.pence > 0 else codes["bank_charges"])])
    assert desk.ask(reconcile.bank_proof, bank_account_id=bank).agreed


def test_the_pile_is_posted_as_one_and_taken_back_as_one(desk: Desk) -> None:
    bank = make_bank(desk)
    payers = [make_payer(desk, name) for name in ("Amina Khan", "Joy Okafor", "Ivan Petrov")]
    names = ("A KHAN", "J OKAFOR", "I PETROV")
    bring_in(desk, [line(11240, ref, name) for (_, ref), name in zip(payers, names, strict=True)])
    certain = desk.ask(line_queries.tier_counts, bank_account_id=bank).get(str(Tier.CERTAIN), (0, 0))
    assert certain == (3, 3 * 11240)
    outcome = desk.do(posting.post_pile, bank_account_id=bank, tier=Tier.CERTAIN)
    assert outcome.value == 3 and outcome.take_back is not None
    assert all(owed(desk, account) == -11240 for account, _ in payers)
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert all(owed(desk, account) == 0 for account, _ in payers)
    assert len(open_ids(desk, bank)) == 3
    assert desk.ask(verify.verify) == []


def test_the_pile_that_needs_a_person_is_never_posted_whole(desk: Desk) -> None:
    bank = make_bank(desk)
    with pytest.raises(Refused, match="Only piles with a suggestion"):
        desk.do(posting.post_pile, bank_account_id=bank, tier=Tier.NEEDS_YOU)


def test_a_confirmed_payer_is_remembered_and_forgotten_when_taken_back(desk: Desk) -> None:
    bank = make_bank(desk)
    account, _ = make_payer(desk)
    opening = 100_000
    for week in range(3):
        bring_in(desk, [line(11240, "MUM PAYS", "P LEWIS", on=PAID + timedelta(week), payer_account="60024912345671")], opening)
        opening += 11240
        [line_id] = open_ids(desk, bank)
        if week == 2:
            break
        desk.do(posting.post_lines, choices=[(line_id, account)])
    [row] = desk.ask(line_queries.lines, ids=[line_id])
    assert row.account_id == account, "the same payer twice before"
    assert any("before" in s.lower() or "twice" in s.lower() for s in row.suggestions[0].reasons)


def test_a_line_left_out_counts_nowhere_and_comes_back(desk: Desk) -> None:
    bank = make_bank(desk)
    bring_in(desk, [line(5000, "X")])
    [line_id] = open_ids(desk, bank)
    outcome = desk.do(importing.leave_out, line_id=line_id)
    assert desk.ask(reconcile.bank_proof, bank_account_id=bank).open_lines == 0
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert open_ids(desk, bank) == [line_id]


def test_the_reconciliation_of_a_week_holds(desk: Desk) -> None:
    bank = make_bank(desk)
    account, reference = make_payer(desk)
    desk.do(debit.run_debit, week=MONDAY - timedelta(7))
    bring_in(desk, [line(11240, reference, "A KHAN"), line(777, "GROSS INTEREST")])
    codes = {t.reference: t.id for t in desk.ask(targets.ledger_targets)}
    for row in desk.ask(line_queries.lines, ids=open_ids(desk, bank)):
        desk.do(posting.post_lines, choices=[(row.id, account if row.pence == 11240 else codes["interest"])])
    found = desk.ask(reconcile.reconciliation, start=MONDAY - timedelta(7), end=MONDAY - timedelta(1))
    assert found.holds
    [row] = found.rows
    assert (row.opening, row.debit, row.receipts, row.closing) == (22480, 11240, -11240, 22480)
    assert found.gross.arrears == 22480


def test_a_masked_account_number_is_known_by_its_end(sqlite_desk: Desk) -> None:
    make_bank(sqlite_desk)
    lines = [line(11240, "A KHAN RENT")]
    found = sqlite_desk.ask(prepare, name="n.csv", data=file_of(lines, kind="csv:nationwide"), today=sqlite_desk.today)
    assert (found.bank_name, len(found.new)) == ("Rent account", 1)


def test_universal_credit_for_one_person_quoting_the_reference_is_certain(sqlite_desk: Desk) -> None:
    make_bank(sqlite_desk)
    _, reference = make_payer(sqlite_desk)
    lines = [line(11240, f"DWP MPTL {reference}", "DWP MPTL"), line(11240, "DWP MPTL 0091183", "DWP MPTL")]
    found = bring_in(sqlite_desk, lines, kind="camt.053")
    assert [n.tier for n in found.new] == [Tier.CERTAIN, Tier.NOT_RENT]


def test_a_statement_says_how_money_came_in_words(sqlite_desk: Desk) -> None:
    bank = make_bank(sqlite_desk)
    account, reference = make_payer(sqlite_desk)
    bring_in(sqlite_desk, [line(1000, reference)])
    [line_id] = open_ids(sqlite_desk, bank)
    sqlite_desk.do(posting.post_lines, choices=[(line_id, account)])
    [shown] = sqlite_desk.ask(statement, account_id=account, start=PAID, end=PAID).lines
    assert shown.what.startswith("Transfer: "), "not the bank’s code NTRF"


def test_money_counts_for_benefit_only_where_benefit_has_a_part(desk: Desk) -> None:
    bank = make_bank(desk)
    own, reference = make_payer(desk)
    benefit, other = make_payer(desk, "Beth Lee")
    [charge] = desk.ask(account_queries.charges_in_force, account_id=benefit, on=MONDAY)
    desk.do(accounts.change_shares, line_id=charge.line_id, start=charge.start,
            shares=(ShareDraft(Payer.TENANT, 1160), ShareDraft(Payer.UC, None)))
    bring_in(desk, [line(3500, f"DWP TPD {reference}", "DWP"), line(10080, f"DWP MPTL {other}", "DWP MPTL")])
    first, second = sorted(open_ids(desk, bank))
    desk.do(posting.post_lines, choices=[(first, own), (second, benefit)])
    deducted, managed = (desk.ask(account_queries.account, account_id=account) for account in (own, benefit))
    assert (deducted.own_pence, deducted.uc_pence) == (-3500, 0), "a deduction pays what the person owes"
    assert (managed.own_pence, managed.uc_pence) == (0, -10080)
