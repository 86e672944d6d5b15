"""A spreadsheet of 500 homes with more than forty faults: each is named by its row, and nothing else is; mended, it comes in.

What is seeded is what real exports of housing systems have wrong: dates that do not exist, numbers given twice, noughts and
digits that Excel ate, words nobody explained, balances that do not follow from their history.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.queries.facts import account_facts
from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.memory import Memory
from housingdesk.bank.rules.receipts import Receipt
from housingdesk.bank.rules.tiers import propose
from housingdesk.diary.actions import add_note
from housingdesk.diary.rules import NoteDraft
from housingdesk.errors import Cancelled, Refused
from housingdesk.imports.actions.carrying_out import carry_out, take_back_intake
from housingdesk.imports.actions.preparing import add_file, say_columns, set_control, start_intake
from housingdesk.imports.queries.dry_run import dry_run
from housingdesk.imports.queries.intakes import FileProfile, file_profile, files, intake
from housingdesk.imports.rules.dry_run import DryRun
from housingdesk.imports.rules.words import ControlKind, IntakeState
from housingdesk.rent.actions.debit import run_debit
from housingdesk.rent.models import Account, Balance, ChargeLine, DebitRun, Entry
from housingdesk.rent.queries.debit import work_out
from housingdesk.rent.queries.ledger import balances_as_at
from housingdesk.rent.queries.verify import verify
from housingdesk.rent.rules.words import EntryKind
from housingdesk.values.dates import WEEK
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY
from tests.support.old_system import ON, Book, make_book, seed_faults

_NAME = "export.xlsx"


@pytest.fixture(scope="module")
def clean() -> tuple[Book, bytes]:
    """The association as it should be, and its workbook."""
    book = make_book()
    return book, book.xlsx()


@pytest.fixture(scope="module")
def spoiled() -> tuple[set[tuple[str, int, str]], bytes]:
    """Where each seeded fault has to be named, and the workbook that has them."""
    book = make_book()
    seeded = seed_faults(book)
    return {(f"{_NAME}, sheet {one.sheet}", one.row, one.column) for one in seeded}, book.xlsx()


def begun(desk: Desk, data: bytes, on: date = ON) -> int:
    """An intake with the workbook, each sheet's columns confirmed as they are guessed, and the one strange word explained."""
    number: int = desk.do(start_intake, name="Old system", balances_on=on).value
    for file_id in desk.do(add_file, intake_id=number, name=_NAME, data=data).value:
        shown: FileProfile = desk.ask(file_profile, file_id=file_id)
        words = {"tenancy.kind": {"ast": "starter tenancy"}} if "tenancy.kind" in shown.columns.roles else {}
        desk.do(say_columns, file_id=file_id, columns=replace(shown.columns, words=words))
    return number


def look(desk: Desk, number: int) -> DryRun:
    """The dry run."""
    found: DryRun = desk.ask(dry_run, intake_id=number, today=desk.today)
    return found


def say_totals(desk: Desk, number: int, book: Book, kinds: Sequence[ControlKind] = tuple(ControlKind)) -> None:
    """What the old system's reports say."""
    for kind in kinds:
        desk.do(set_control, intake_id=number, kind=kind, amount=book.totals()[kind])


def test_each_fault_is_named_by_its_row_and_nothing_else_is(
        sqlite_desk: Desk, spoiled: tuple[set[tuple[str, int, str]], bytes], clean: tuple[Book, bytes]) -> None:
    expected, data = spoiled
    number = begun(sqlite_desk, data)
    found = look(sqlite_desk, number)
    assert {(fault.file, fault.line, fault.column) for fault in found.faults} == expected
    assert len(expected) >= 40 and len(found.faults) == len(expected)
    assert found.warnings == ()
    assert all(str(fault).startswith(f"Row {fault.line}, {fault.column}: ") for fault in found.faults)
    with pytest.raises(Refused, match="faults are to be mended first"):
        sqlite_desk.do(carry_out, intake_id=number)
    # The mended file takes the place of the old one, with its columns and words as they were said.
    sqlite_desk.do(add_file, intake_id=number, name=_NAME, data=clean[1])
    say_totals(sqlite_desk, number, clean[0])
    assert look(sqlite_desk, number).may_carry_out


def test_mended_it_agrees_to_the_penny_is_proved_and_is_debited(desk: Desk, clean: tuple[Book, bytes]) -> None:
    book, data = clean
    number = begun(desk, data)
    say_totals(desk, number, book)
    found = look(desk, number)
    assert (found.faults, found.warnings) == ((), ()) and all(line.agrees for line in found.controls)
    desk.do(carry_out, intake_id=number)
    assert desk.ask(intake, intake_id=number).row.state is IntakeState.DONE
    totals = book.totals()
    with desk.store.connected():
        assert verify() == []
        assert sum(balances_as_at(ON).values()) == totals["sum of all balances"]
        assert sum(row.pence for row in Balance.select()) == totals["sum of all balances"]
        run = work_out(MONDAY)
        assert sum(run.by_account.values()) == totals["weekly charges"]
        assert run.proof.debit_agrees and run.proof.roll_agrees
    desk.do(run_debit, week=MONDAY)
    with desk.store.connected():
        assert verify() == []
        assert DebitRun.select().count() == 1
        assert sum(row.pence for row in Balance.select()) == totals["sum of all balances"] + totals["weekly charges"]


def test_a_history_comes_in_on_its_own_days_and_makes_the_balance(sqlite_desk: Desk) -> None:
    book = make_book(homes=60)
    number = begun(sqlite_desk, book.xlsx())
    say_totals(sqlite_desk, number, book)
    plan = look(sqlite_desk, number).plan
    sqlite_desk.do(carry_out, intake_id=number)
    told = [one for one in plan.tenancies if one.entries]
    with sqlite_desk.store.connected():
        assert Entry.select().count() == len(book.history) + sum(bool(one.brought) for one in plan.tenancies)
        after = [row for row in book.history if row["Account No"] == told[0].key]
        day = date(2026, 10, 8)
        stated = next(row["Running Balance"] for row in after if row["Transaction Date"] == "08/10/2026")
        pence = int(stated.split()[0].replace(",", "").replace(".", "")) * (1 if stated.endswith("DR") else -1)
        assert pence in balances_as_at(day).values()


def test_it_is_taken_back_whole_and_can_be_brought_in_again(desk: Desk) -> None:
    book = make_book(homes=36)
    number = begun(desk, book.xlsx())
    say_totals(desk, number, book)
    desk.do(carry_out, intake_id=number)
    desk.do(take_back_intake, intake_id=number)
    with desk.store.connected():
        assert verify() == []
        assert sum(row.pence for row in Balance.select()) == 0
        assert ChargeLine.select().count() == 0 and Account.select().where(Account.tenancy.is_null(False)).count() == 0
    desk.do(carry_out, intake_id=number)
    desk.do(run_debit, week=MONDAY)
    with desk.store.connected():
        assert verify() == []
    with pytest.raises(Refused, match=r"was posted on .* since\. What was brought in stays"):
        desk.do(take_back_intake, intake_id=number)


def test_what_was_written_about_since_is_not_taken_back(sqlite_desk: Desk) -> None:
    book = make_book(homes=12)
    number = begun(sqlite_desk, book.xlsx())
    say_totals(sqlite_desk, number, book)
    sqlite_desk.do(carry_out, intake_id=number)
    with sqlite_desk.store.connected():
        tenancy = Account.select().where(Account.tenancy.is_null(False)).get().tenancy_id
    sqlite_desk.do(add_note, subject=Ref("tenancy", tenancy), draft=NoteDraft("Rang about the new system"))
    with pytest.raises(Refused, match="A note was written about something that came with Old system"):
        sqlite_desk.do(take_back_intake, intake_id=number)


def test_a_total_that_is_a_penny_out_brings_nothing_in(sqlite_desk: Desk) -> None:
    book = make_book(homes=24)
    number = begun(sqlite_desk, book.xlsx())
    say_totals(sqlite_desk, number, book)
    owed = book.totals()["sum of all balances"]
    sqlite_desk.do(set_control, intake_id=number, kind=ControlKind.BALANCE, amount=owed + 1)
    with pytest.raises(Refused, match=r"Sum of all balances: the old system has .* Nothing was brought in"):
        sqlite_desk.do(carry_out, intake_id=number)
    with sqlite_desk.store.connected():
        assert Account.select().count() == 0


def test_cancel_leaves_everything_as_it_was(sqlite_desk: Desk) -> None:
    book = make_book(homes=24)
    number = begun(sqlite_desk, book.xlsx())
    say_totals(sqlite_desk, number, book)

    def stop(_done: int, _total: int, text: str) -> None:
        if text == "What was owed":
            raise Cancelled("Nothing was changed")

    with pytest.raises(Cancelled):
        sqlite_desk.do(carry_out, progress=stop, intake_id=number)
    assert sqlite_desk.ask(intake, intake_id=number).row.state is IntakeState.OPEN
    with sqlite_desk.store.connected():
        assert Account.select().count() == 0


def test_a_sign_turned_round_is_named_as_the_culprit(sqlite_desk: Desk) -> None:
    book = make_book(homes=24)
    number = begun(sqlite_desk, book.xlsx())
    turned = next(row for row in book.balances if row["Balance"].startswith("482.16"))
    say_totals(sqlite_desk, number, book)
    turned["Balance"] = "482.16 CR"
    sqlite_desk.do(add_file, intake_id=number, name=_NAME, data=book.xlsx())
    line = next(one for one in look(sqlite_desk, number).controls if one.kind is ControlKind.BALANCE)
    assert line.sentence == "£964.32 is missing"
    assert any(f"({turned['Account No']}) has half of it, so its sign" in said for said in line.culprits)


def test_the_bank_knows_them_by_what_they_quoted_before(sqlite_desk: Desk) -> None:
    book = make_book(homes=24)
    number = begun(sqlite_desk, book.xlsx())
    say_totals(sqlite_desk, number, book)
    sqlite_desk.do(carry_out, intake_id=number)
    row = book.tenancies[4]
    paid = Receipt(1, MONDAY, 11_240, f"STO {row['Payment Ref']}", reference=row["Payment Ref"])
    with sqlite_desk.store.connected():
        index = Index(account_facts(MONDAY))
    [entry] = index.by_other[row["Payment Ref"]]
    found = propose(paid, index, Memory())
    assert entry.facts.other_references == (row["Tenancy Ref"], row["Payment Ref"])
    assert found.candidates[0].account_id == entry.account_id


@pytest.mark.parametrize(("on", "weeks"), [(date(2026, 11, 1), 4), (date(2026, 11, 18), 1), (date(2026, 11, 22), 1)])
def test_the_next_debit_charges_exactly_from_the_monday_after_the_balances(sqlite_desk: Desk, on: date, weeks: int) -> None:
    book = make_book(homes=20)
    book.history.clear()
    book.history.append({"Account No": book.tenancies[0]["Tenancy Ref"], "Transaction Date": "05/10/2026", "Debits": "1.00"})
    number = begun(sqlite_desk, book.xlsx(), on)
    say_totals(sqlite_desk, number, book)
    sqlite_desk.do(carry_out, intake_id=number)
    sqlite_desk.do(run_debit, week=MONDAY)
    totals = book.totals()
    with sqlite_desk.store.connected():
        assert verify() == []
        charged = sum(row.pence for row in Balance.select()) - totals["sum of all balances"]
    assert charged == weeks * totals["weekly charges"]


@pytest.mark.parametrize(("frequency", "rent", "first"), [("Monthly", "480.00", date(2026, 12, 1)),
                                                          ("4-weekly", "440.00", date(2026, 11, 23))])
def test_monthly_and_four_weekly_rents_are_debited_when_they_fall_due(sqlite_desk: Desk, frequency: str, rent: str,
                                                                      first: date) -> None:
    data = ("Property Ref,Address,Postcode,Town,Tenant,Start,Frequency,Rent,Balance\n"
            f"1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,01/04/2019,{frequency},{rent},20.00\n").encode()
    number = sqlite_desk.do(start_intake, name="Old system", balances_on=ON).value
    [file_id] = sqlite_desk.do(add_file, intake_id=number, name="flat.csv", data=data).value
    sqlite_desk.do(say_columns, file_id=file_id, columns=sqlite_desk.ask(file_profile, file_id=file_id).columns)
    for line in look(sqlite_desk, number).controls:
        sqlite_desk.do(set_control, intake_id=number, kind=line.kind, amount=line.ours)
    sqlite_desk.do(carry_out, intake_id=number)
    [before] = look(sqlite_desk, number).plan.tenancies
    week = MONDAY if before.charged_to == MONDAY else MONDAY + WEEK
    sqlite_desk.do(run_debit, week=week)
    with sqlite_desk.store.connected():
        assert verify() == []
        entry = Entry.select().where(Entry.kind == EntryKind.CHARGE).get()
    assert entry.period_from == before.charged_to >= first
    assert entry.pence == int(rent.replace(".", ""))


def test_what_was_said_of_columns_and_words_is_known_for_the_next_file_of_that_form(sqlite_desk: Desk) -> None:
    first = make_book(homes=12)
    begun(sqlite_desk, first.xlsx())
    again = sqlite_desk.do(start_intake, name="The other half", balances_on=ON).value
    sqlite_desk.do(add_file, intake_id=again, name="more.xlsx", data=make_book(homes=12, seed=7).xlsx())
    found = {file.tab: file.columns for file in sqlite_desk.ask(files, intake_id=again)}
    assert all(columns is not None for columns in found.values()) and len(found) == 6
    assert found["Tenancies"].words == {"tenancy.kind": {"ast": "starter tenancy"}}
    assert look(sqlite_desk, again).faults == ()
