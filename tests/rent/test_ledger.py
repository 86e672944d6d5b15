"""The ledger on both databases: posted once, sealed, append-only, reversed by mirror, true on any day and as it was known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from peewee import DatabaseError

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.actions import adjustments, debit, ledger
from housingdesk.rent.queries import accounts, rollforward, statement, verify
from housingdesk.rent.queries import ledger as ledger_queries
from housingdesk.rent.queries.debit_preview import preview
from housingdesk.rent.rules.drafts import AdjustmentDraft, ShareDraft
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import BatchKind, EntryKind, Frequency, Payer
from tests.support.accounts import make_account
from tests.support.desk import MONDAY, Clock

WEEK = timedelta(7)


@needs(Permission.LOOK)
def _post(act: Act, *, key: str, lines: list[Line]) -> int:
    return ledger.post_batch(act, kind=BatchKind.BANK, key=key, title="Money in", lines=lines, contra="BANK")


def paid(account: int, pence: int, on: date = MONDAY, payer: Payer = Payer.TENANT) -> Line:
    return Line(account, EntryKind.RECEIPT, None, payer, on, -pence, None, None, "Standing order")


def balance(desk: Desk, account: int) -> int:
    row = desk.ask(accounts.account, account_id=account)
    return int(row.pence)


def test_three_debits_and_a_payment(desk: Desk) -> None:
    account = make_account(desk)
    for week in (MONDAY - 3 * WEEK, MONDAY - 2 * WEEK, MONDAY - WEEK):
        desk.do(debit.run_debit, week=week)
    desk.do(_post, key="m1", lines=[paid(account, 5000, MONDAY - WEEK)])
    assert balance(desk, account) == 3 * 11240 - 5000
    found = desk.ask(statement.statement, account_id=account, start=MONDAY - 3 * WEEK, end=MONDAY)
    assert [(x.what, x.pence, x.balance_pence) for x in found.lines] == [
        ("Charge week of Monday 2 November", 11240, 11240), ("Charge week of Monday 9 November", 11240, 22480),
        ("Charge week of Monday 16 November", 11240, 33720), ("Standing order", -5000, 28720)]
    assert desk.ask(verify.verify) == []


def test_a_second_run_posts_nothing(desk: Desk) -> None:
    account = make_account(desk)
    desk.do(debit.run_debit, week=MONDAY)
    before = balance(desk, account)
    with pytest.raises(Refused, match=r"was posted by Ann Brown.*Nothing was posted twice"):
        desk.do(debit.run_debit, week=MONDAY)
    assert balance(desk, account) == before
    assert before == 4 * 11240, "the weeks since the account opened are caught up"


def test_a_reversed_run_can_be_run_again(desk: Desk) -> None:
    account = make_account(desk)
    outcome = desk.do(debit.run_debit, week=MONDAY)
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert balance(desk, account) == 0
    desk.do(debit.run_debit, week=MONDAY)
    assert balance(desk, account) == 4 * 11240
    assert desk.ask(verify.verify) == []


def test_runs_are_reversed_in_order(desk: Desk) -> None:
    make_account(desk)
    first = desk.do(debit.run_debit, week=MONDAY - WEEK)
    desk.do(debit.run_debit, week=MONDAY)
    with pytest.raises(Refused, match="Reverse the debit of 23 November 2026 first"):
        desk.do(debit.reverse_debit, batch_id=first.value, reason="Wrong rate")


def test_the_benefit_part_and_the_own_part(desk: Desk) -> None:
    account = make_account(desk, pence=32160, shares=(ShareDraft(Payer.TENANT, 1160), ShareDraft(Payer.HB, None)))
    desk.do(debit.run_debit, week=MONDAY)
    desk.do(_post, key="hb", lines=[Line(account, EntryKind.RECEIPT, None, Payer.HB, MONDAY, -3 * 31000, MONDAY - 3 * WEEK,
                                         MONDAY, "Housing Benefit")])
    row = desk.ask(accounts.account, account_id=account)
    assert (row.own_pence, row.hb_pence, row.pence) == (4 * 1160, 31000, 4 * 1160 + 31000)
    said = " ".join(desk.ask(accounts.explanation, account_id=account, on=MONDAY))
    assert "Housing Benefit is paid to 22 November." in said
    assert "Your own charge is £11.60 a week: 4 weeks owed, £46.40." in said


def test_the_same_key_is_refused(desk: Desk) -> None:
    account = make_account(desk)
    desk.do(_post, key="once", lines=[paid(account, 100)])
    with pytest.raises(Refused, match="posted already; nothing was posted twice"):
        desk.do(_post, key="once", lines=[paid(account, 100)])
    assert balance(desk, account) == -100


def test_a_closed_period_takes_no_entry(desk: Desk) -> None:
    account = make_account(desk)
    desk.do(ledger.close_ledger, to=MONDAY - WEEK)
    with pytest.raises(Refused, match=r"The ledger is closed to 16 November 2026\. Date the entry 17 November 2026 or later"):
        desk.do(_post, key="late", lines=[paid(account, 100, MONDAY - WEEK)])
    desk.do(debit.run_debit, week=MONDAY)
    lines = desk.ask(statement.statement, account_id=account, start=date(2026, 1, 1), end=MONDAY).lines
    assert {x.on for x in lines} == {date(2026, 11, 17), MONDAY}, "days caught up fall in the open period"


def test_the_database_itself_refuses_a_closed_day(sqlite_desk: Desk) -> None:
    account = make_account(sqlite_desk)
    sqlite_desk.do(ledger.close_ledger, to=MONDAY - WEEK)
    database = sqlite_desk.store.database
    with pytest.raises(DatabaseError, match="the period is closed"), database.atomic():
        database.execute_sql("INSERT INTO batch VALUES (99, 'x', 'k', 't', '', 5, 1, 'X', NULL, '2026-01-01', 'x')")
        database.execute_sql("INSERT INTO entry(batch_id, line_no, account_id, kind, payer, effective_on, pence) "
                             "VALUES (99, 1, ?, 'charge', 'own', '2026-11-01', 5)", (account,))
        database.execute_sql("INSERT INTO seal VALUES (1, 99, ?, 'aa', 1, '2026-01-01')", ("0" * 64,))


def test_nothing_goes_into_a_sealed_batch(desk: Desk) -> None:
    account = make_account(desk)
    batch = desk.do(_post, key="m", lines=[paid(account, 100)]).value
    statement_text = ("INSERT INTO entry(batch_id, line_no, account_id, kind, payer, effective_on, pence) "
                      f"VALUES ({batch}, 2, {account}, 'charge', 'own', '2026-11-23', 5)")
    with pytest.raises(DatabaseError, match="the batch is sealed"), desk.store.database.atomic():
        desk.store.database.execute_sql(statement_text)


@pytest.mark.parametrize("attack", [
    "UPDATE entry SET pence = 1", "DELETE FROM entry", "UPDATE batch SET title = 'x'", "DELETE FROM batch", "DELETE FROM seal",
    "UPDATE seal SET hash = 'x'"])
def test_the_ledger_is_only_added_to(desk: Desk, attack: str) -> None:
    account = make_account(desk)
    desk.do(_post, key="m", lines=[paid(account, 100)])
    with pytest.raises(DatabaseError, match="only ever added to"), desk.store.database.atomic():
        desk.store.database.execute_sql(attack)


def test_replace_is_no_way_around(sqlite_desk: Desk) -> None:
    account = make_account(sqlite_desk)
    sqlite_desk.do(_post, key="m", lines=[paid(account, 100)])
    for attack in ("INSERT OR REPLACE INTO entry SELECT id, batch_id, line_no, account_id, kind, code, payer, effective_on, 1, "
                   "period_from, period_to, text, reverses_id, bank_line_id FROM entry",
                   "INSERT OR REPLACE INTO batch SELECT * FROM batch",
                   "INSERT OR REPLACE INTO batch SELECT id + 1, kind, key, title, source, 1, lines, contra, reverses_id, "
                   "made_at, made_by FROM batch",
                   "INSERT OR REPLACE INTO seal SELECT * FROM seal"):
        with pytest.raises(DatabaseError):
            sqlite_desk.store.database.execute_sql(attack)
    assert sqlite_desk.ask(verify.verify) == []


def test_truncate_is_no_way_around(postgres_desk: Desk) -> None:
    account = make_account(postgres_desk)
    postgres_desk.do(_post, key="m", lines=[paid(account, 100)])
    with pytest.raises(DatabaseError, match="only ever added to"), postgres_desk.store.database.atomic():
        postgres_desk.store.database.execute_sql("TRUNCATE entry CASCADE")


def test_verify_finds_an_entry_changed_behind_the_locks(sqlite_desk: Desk) -> None:
    account = make_account(sqlite_desk)
    sqlite_desk.do(_post, key="m", lines=[paid(account, 100)])
    sqlite_desk.store.database.execute_sql("DROP TRIGGER entry_no_update")
    sqlite_desk.store.database.execute_sql("UPDATE entry SET text = 'another text'")
    assert [str(f.message) for f in sqlite_desk.ask(verify.verify)] == ["Money in: its entries are not those that were sealed"]


def test_verify_finds_a_chain_made_anew_by_its_head(sqlite_desk: Desk) -> None:
    account = make_account(sqlite_desk)
    sqlite_desk.do(_post, key="m", lines=[paid(account, 100)])
    _, head = sqlite_desk.ask(ledger_queries.head)
    sqlite_desk.do(_post, key="n", lines=[paid(account, 200)])
    assert sqlite_desk.ask(verify.verify, head=head) == []
    assert len(sqlite_desk.ask(verify.verify, head="f" * 64)) == 1


def test_verify_finds_a_wrong_balance(sqlite_desk: Desk) -> None:
    make_account(sqlite_desk)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    sqlite_desk.store.database.execute_sql("UPDATE balance SET pence = pence + 1, own_pence = own_pence + 1")
    assert "the stored balance is not the sum of its entries" in sqlite_desk.ask(verify.verify)[0].message


def test_as_at_a_day_and_as_it_was_known(desk: Desk, clock: Clock) -> None:
    account = make_account(desk)
    clock.to(MONDAY - WEEK)
    desk.do(debit.run_debit, week=MONDAY - WEEK)
    known = clock.now
    clock.to(MONDAY)
    desk.do(_post, key="late", lines=[paid(account, 11240, MONDAY - WEEK)])
    assert desk.ask(ledger_queries.balance_as_at, account_id=account, on=MONDAY - WEEK) == 2 * 11240
    assert desk.ask(ledger_queries.balance_as_at, account_id=account, on=MONDAY - WEEK, known=known) == 3 * 11240
    assert desk.ask(ledger_queries.balances_as_at, on=MONDAY - 2 * WEEK) == {account: 2 * 11240}
    assert desk.ask(ledger_queries.balances_as_at, on=MONDAY, known=known) == {account: 3 * 11240}
    then = desk.ask(statement.statement, account_id=account, start=MONDAY - WEEK, end=MONDAY, known=known)
    assert then.closing_pence == 33720


def test_an_adjustment_is_taken_back_by_its_mirror(desk: Desk) -> None:
    account = make_account(desk)
    outcome = desk.do(adjustments.adjust, draft=AdjustmentDraft(account, -2500, Payer.TENANT, MONDAY, "Goodwill for lift"))
    assert balance(desk, account) == -2500
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert balance(desk, account) == 0
    with pytest.raises(Refused, match=r"reversed already|posted already"):
        desk.do(outcome.take_back.action, **outcome.take_back.facts)


def test_an_adjustment_says_everything_that_is_wrong(desk: Desk) -> None:
    account = make_account(desk)
    with pytest.raises(Refused) as refused:
        desk.do(adjustments.adjust, draft=AdjustmentDraft(account, 0, Payer.TENANT, MONDAY + WEEK, ""))
    for word in ("changes nothing", "why", "future"):
        assert word in str(refused.value)


def test_the_roll_forward_holds_for_every_account(desk: Desk) -> None:
    first, second = make_account(desk, 1), make_account(desk, 2, pence=9000)
    desk.do(debit.run_debit, week=MONDAY - WEEK)
    desk.do(debit.run_debit, week=MONDAY)
    desk.do(_post, key="m", lines=[paid(first, 30000), paid(second, 50000)])
    desk.do(adjustments.adjust, draft=AdjustmentDraft(first, 700, Payer.TENANT, MONDAY, "Key replaced"))
    rows = desk.ask(rollforward.roll_forward, start=MONDAY, end=MONDAY + WEEK)
    assert all(r.holds for r in rows)
    assert [(r.opening, r.debit, r.receipts, r.adjustments, r.closing) for r in rows] == [
        (33720, 11240, -30000, 700, 15660), (27000, 9000, -50000, 0, -14000)]
    standing = rollforward.gross(rows)
    assert (standing.arrears, standing.credits) == (15660, 14000)


def test_the_preview_names_each_account_worth_a_look(desk: Desk) -> None:
    make_account(desk, 1)
    make_account(desk, 2, opens_on=MONDAY + timedelta(2))
    make_account(desk, 3, closes_on=MONDAY + timedelta(3))
    make_account(desk, 4, frequency=Frequency.MONTHLY, opens_on=date(2026, 10, 1))
    make_account(desk, 5, pence=0)
    desk.do(debit.run_debit, week=MONDAY - WEEK)
    seen = {r.name: (r.group, r.why) for r in desk.ask(preview, week=MONDAY).rows}
    assert seen["Person 2"] == ("new", "New: charged from 25 November 2026")
    assert seen["Person 3"] == ("ended", "Ends on 26 November 2026: charged to that day")
    assert seen["Person 4"][0] == "not debited" and "debited monthly, and not this week" in seen["Person 4"][1]
    assert seen["Person 5"][0] == "not debited" and "no charge in force" in seen["Person 5"][1]
    assert "Person 1" not in seen
    proof = desk.ask(preview, week=MONDAY).proof
    assert proof.roll_agrees and proof.debit_agrees


def test_two_equal_lines_are_two_entries_and_the_times_are_utc(desk: Desk) -> None:
    account = make_account(desk)
    desk.do(_post, key="twins", lines=[paid(account, 100), paid(account, 100)])
    assert balance(desk, account) == -200
    assert desk.ask(ledger_queries.batches)[0].made_at.tzinfo == UTC
    assert desk.ask(ledger_queries.batches)[0].made_at < datetime(2027, 1, 1, tzinfo=UTC)
