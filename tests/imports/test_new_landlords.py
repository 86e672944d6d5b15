"""Three landlords' own files: a rent roll made for people, a package's coded CSVs, a supported-housing sheet by room."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from openpyxl.workbook.workbook import Workbook

from housingdesk.access.desk import Desk
from housingdesk.documents.queries import documents, kept
from housingdesk.errors import BadFile, Cancelled, Refused
from housingdesk.imports.actions.carrying_out import carry_out, take_back_intake
from housingdesk.imports.actions.preparing import add_file, say_columns, set_control, start_intake
from housingdesk.imports.parsers.files import read_tabs
from housingdesk.imports.queries.dry_run import dry_run
from housingdesk.imports.queries.intakes import file_profile
from housingdesk.imports.rules.dry_run import DryRun
from housingdesk.imports.rules.words import ControlKind
from housingdesk.rent.actions.debit import run_debit
from housingdesk.rent.models import Account, Balance, FormulaRent
from housingdesk.rent.queries.debit import work_out
from housingdesk.rent.queries.verify import verify
from housingdesk.rent.rules.words import AccountKind, Frequency, Payer
from housingdesk.tenancies.models import Occupancy, Tenancy
from housingdesk.tenancies.rules import EndReason
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY

ON = date(2026, 11, 22)
Words = Mapping[str, Mapping[str, str]]
Files = Mapping[str, tuple[bytes, Words]]


def workbook(rows: list[list[object]], hidden: bool = False, formula: str = "") -> bytes:
    """A workbook of one sheet with these rows, and a hidden one if asked; ``formula`` goes in the place of each "=" cell."""
    book, held = Workbook(), io.BytesIO()  # type: ignore[no-untyped-call]
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([formula if cell == "=" else cell for cell in row])
    if hidden:
        other = book.create_sheet("Lists")  # type: ignore[no-untyped-call]
        other.sheet_state = "hidden"
        for word in ("Tenure", "Assured", "Starter"):
            other.append([word])
    book.save(held)  # type: ignore[no-untyped-call]
    return held.getvalue()


def roll(balance: object = "(12.50)", hidden: bool = True) -> bytes:
    """A rent roll as people make them: titles and headings in two rows, streets between, sums and notes below."""
    return workbook([
        ["MILLSTONE HOUSING ASSOCIATION"], ["Rent roll as at 22/11/2026"], [],
        ["Property", None, None, "Tenant", None, None, "Weekly charges", None, "Account"],
        ["Prop Ref", "Address", "Post Code", "Name", "Tel", "Start", "Rent", "Serv. Chg", "Rent Acc", "Balance"],
        ["Dale Road"],
        ["0001", "14 Dale Road, Otley", "ZZ1 1AA", "Mr J & Mrs A Smith", 7700900123, date(2019, 4, 1), 112.4, 5.6,
         "00123456", 1204.5],
        ["0002", "16 Dale Road, Otley", "ZZ1 1AA", "KHAN, Amina", "0113 496 0001 / 07700 900124", "29.02.20", "£98.00", None,
         "00123457", balance],
        ["0003", "18 Dale Road, Otley", "ZZ1 1AB", "VOID - from 2/11/26", None, None, 98, None, None, None],
        [None, None, None, None, None, None, "£308.40", "£5.60", None, "£1,192.00"],
        ["Millstone Court"],
        ["0011", "Flat 2, Mill Lane, Otley", "ZZ2 2BB", "Wei Chen", None, "1/7/1968", 91.23, 22.1, "00123461", "45.67 CR"],
        ["0012", "Flat 3, Mill Lane, Otley", "ZZ2 2BB", "José da Silva", None, "1/7/2022", 91.23, 22.1, "00123462", "-"],
        ["Sub-total Millstone Court", None, None, None, None, None, 182.46, 44.2, None, "(45.67)"],
        ["TOTAL", None, None, None, None, None, 490.86, 49.8, None, 1146.33],
        ["Notes: 0003 void from 2 Nov."]], hidden, "=F7+1")


_CODED = {
    "PROPERTY.CSV": ("PROP_REF,SCHEME_CODE,ADDR1,ADDR2,TOWN,PCODE,PROP_TYPE,NO_BEDS,RENT_TYPE,FORMULA_RENT\n"
                     "00001,DAL,14 Dale Road,,Otley,ZZ1 1AA,HSE,3,GN,118.22\n00002,DAL,16 Dale Road,,Otley,ZZ1 1AA,HSE,2,GN,\n"
                     "00003,MIL,Flat 1,Mill Lane,Otley,ZZ2 1BB,FLT,1,GN,95.11\n", {}),
    "PERSON.CSV": ("PERSON_NO,FORENAMES,SURNAME,D_O_B,HOME_TEL,MOBILE_TEL,WORK_TEL,EMAIL_1\n"
                   "501,JOHN,SMITH,28-FEB-1961,01943000001,07700900123,01132000001,j@example.com\n502,ANN,SMITH,,,,,\n"
                   "503,SIÂN,DAVIES,29-FEB-1980,,,,\n", {}),
    "TENANCY.CSV": ("TEN_REF,PROP_REF,PERSON_NO,JOINT_PERSON,TENURE,TEN_START,TEN_END,TERM_REASON,PROB_END,PAY_REF,DEBIT_FREQ\n"
                    "000001,00001,501,502,AS,01-APR-2019,,,,0099000011,W\n"
                    "000002,00002,503,,ST,07-SEP-2026,,,06-SEP-2027,0099000029,W\n"
                    "000003,00003,503,,AS,02-FEB-2015,06-SEP-2026,TRANSFER,,0099000045,W\n",
                    {"tenancy.kind": {"as": "assured tenancy", "st": "starter tenancy"}}),
    "CHARGES.CSV": ("TEN_REF,CHG_CODE,CHG_DESC,AMOUNT,START_DATE,END_DATE\n"
                    "000001,BR,Basic rent,112.40,06-APR-2026,\n000001,SC,Old grounds,4.10,07-APR-2025,05-APR-2026\n"
                    "000002,BR,Basic rent,98.00,07-SEP-2026,\n", {}),
    "BALANCES.CSV": ("TEN_REF,ACC_TYPE,TENANT_BAL,HB_BAL,UC_BAL,TOTAL_BAL\n"
                     "1,RENT,1204.50,0.00,0.00,1204.50\n000001,COURT,355.00,0.00,0.00,355.00\n"
                     "000002,RENT,-12.50,10.00,98.00,95.50\n000003,RENT,30.00,0.00,0.00,30.00\n"
                     "000003,RECHARGE,120.00,0.00,0.00,120.00\n", {}),
}
_ROOMS = workbook([
    ["Scheme", "House", "Room No.", "Address", "Town", "Postcode", "Resident", "Licence type", "Move in", "Move out",
     "Reason for leaving", "Core rent", "ESC", "Ineligible", "Charged", "HB weekly", "Tenant balance", "HB balance"],
    ["Hope", "Hope House", "Room 1", "5 Mill Lane", "Otley", "ZZ1 1AA", "Sam Roe", "Excluded licence", "03/02/2025", None, None,
     21.4, 12.15, 1.5, "per night", 230.85, 63, 461.7],
    ["Hope", "Hope House", "Room 2", "5 Mill Lane", "Otley", "ZZ1 1AA", "Jo Lane", "Excluded licence", "29/02/2024",
     "09/11/2026", "Moved on - planned", None, None, None, "per night", None, 12, 0],
    ["Hope", "Hope House", "Room 2", "5 Mill Lane", "Otley", "ZZ1 1AA", "Al Fox", "Excluded licence", "09/11/2026", None, None,
     20, 10, 1.5, "per night", None, -5.5, 290],
    ["Hope", "Hope House", "Room 3", "5 Mill Lane", "Otley", "ZZ1 1AA", "void (fire damage)", None, None, None, None,
     21.4, 12.15, 1.5, "per night", None, None, None]])


def looked(desk: Desk, files: Files) -> tuple[int, DryRun]:
    """An intake with these files, their columns as they are guessed and their strange words explained; and its dry run."""
    number: int = desk.do(start_intake, name="Old system", balances_on=ON).value
    for name, (data, words) in files.items():
        for file_id in desk.do(add_file, intake_id=number, name=name, data=data).value:
            columns = desk.ask(file_profile, file_id=file_id).columns
            assert columns.problems() == [], (name, columns.roles)
            desk.do(say_columns, file_id=file_id, columns=replace(columns, words=words))
    return number, desk.ask(dry_run, intake_id=number, today=desk.today)


def brought(desk: Desk, files: Files, totals: Mapping[ControlKind, int]) -> int:
    """The intake carried out, proved, and the week after it debited."""
    number, found = looked(desk, files)
    assert [str(fault) for fault in found.faults] == []
    for kind, amount in totals.items():
        desk.do(set_control, intake_id=number, kind=kind, amount=amount)
    desk.do(carry_out, intake_id=number)
    with desk.store.connected():
        assert verify() == []
        run = work_out(MONDAY)
        assert run.proof.debit_agrees and run.proof.roll_agrees
        assert run.proof.debited_pence == totals[ControlKind.CHARGES]
    return number


def test_a_rent_roll_made_for_people(sqlite_desk: Desk) -> None:
    number = brought(sqlite_desk, {"roll.xlsx": (roll(), {})}, {
        ControlKind.HOMES: 5, ControlKind.TENANCIES: 4, ControlKind.CHARGES: 44_266, ControlKind.BALANCE: 114_633})
    found = sqlite_desk.ask(dry_run, intake_id=number, today=sqlite_desk.today)
    aside = {one.line for one in found.warnings if "left out" in one.message}
    assert aside == {0, 6, 10, 11, 14, 15, 16}, "sums, streets and notes between, and the hidden sheet"
    assert [one.starts_on for one in found.plan.tenancies] == [
        date(2019, 4, 1), date(2020, 2, 29), date(1968, 7, 1), date(2022, 7, 1)]
    khan = next(one for one in found.plan.people if one.name == "Amina Khan")
    assert (khan.phone, khan.mobile) == ("0113 496 0001", "07700 900124")
    assert [one.rent_pence for one in found.plan.spaces if one.rent_pence] == [9_800], "the empty home’s loss"


def test_a_formula_without_its_value_is_a_fault_and_a_hidden_sheet_stays_out(sqlite_desk: Desk) -> None:
    _, found = looked(sqlite_desk, {"roll.xlsx": (roll("="), {})})
    assert [str(fault) for fault in found.faults] == [
        "Row 8, Balance: “=F7+1” is a formula without its value. Open the file in Excel and save it there, then add it again"]
    everything = sqlite_desk.do(add_file, intake_id=1, name="roll.xlsx", data=roll())
    assert (everything.sentence or "").endswith("Left out, as the workbook hides it: Lists") and len(everything.value) == 1


def test_coded_exports_with_balances_by_payer_and_beside_the_rent(desk: Desk) -> None:
    files = {name: (text.encode("cp1252"), words) for name, (text, words) in _CODED.items()}
    number = brought(desk, files, {
        ControlKind.HOMES: 3, ControlKind.TENANCIES: 2, ControlKind.CHARGES: 21_040, ControlKind.BALANCE: 180_500,
        ControlKind.BESIDE: 47_500, ControlKind.OWED: 180_500})
    with desk.store.connected():
        rows = {row.account.reference: row for row in Balance.select(Balance, Account).join(Account)}
        kinds = {reference[-1]: row for reference, row in rows.items() if row.account.kind in (
            AccountKind.COURT_COSTS, AccountKind.RECHARGE)}
        assert {mark: row.pence for mark, row in kinds.items()} == {"C": 35_500, "R": 12_000}
        assert all(row.account.parent_id is not None for row in kinds.values())
        split = next(row for row in rows.values() if row.pence == 9_550)
        assert (split.hb_pence, split.uc_pence, split.own_pence) == (1_000, 9_800, -1_250)
        starter, left = Tenancy.get(Tenancy.starter_until.is_null(False)), Tenancy.get(Tenancy.ends_on.is_null(False))
        assert starter.starter_until == date(2027, 9, 6) and left.end_reason is EndReason.TRANSFER
        assert sorted(row.pence for row in FormulaRent.select()) == [9_511, 11_822]
    [paper] = desk.ask(documents, subject=Ref("intake", number))
    assert paper.name == "Proof of Old system.pdf" and desk.ask(kept, document_id=paper.id).content.startswith(b"%PDF")
    desk.do(take_back_intake, intake_id=number)
    with desk.store.connected():
        assert verify() == [] and FormulaRent.select().count() == 0
        assert sum(row.pence for row in Balance.select()) == 0
    desk.do(carry_out, intake_id=number)
    desk.do(run_debit, week=MONDAY)
    with desk.store.connected():
        assert verify() == []


def test_nights_and_who_pays_them_by_room(sqlite_desk: Desk) -> None:
    brought(sqlite_desk, {"rooms.xlsx": (_ROOMS, {})}, {
        ControlKind.HOMES: 3, ControlKind.TENANCIES: 2, ControlKind.FORMER: 1, ControlKind.CHARGES: 24_535 + 22_050,
        ControlKind.BALANCE: 82_120})
    with sqlite_desk.store.connected():
        assert {row.frequency for row in Account.select().where(Account.tenancy.is_null(False))} == {Frequency.NIGHTLY}
        left = Tenancy.get(Tenancy.ends_on.is_null(False))
        account = Account.get(Account.tenancy == left.id)
        assert (left.ends_on, account.closes_on) == (date(2026, 11, 9), date(2026, 11, 8)), "the night they left is not charged"
        assert left.end_reason is EndReason.NOTICE_BY_TENANT
        assert Occupancy.get(Occupancy.tenancy == left.id).end == date(2026, 11, 9), "somebody else came that day"


_HEAD = "Property Ref,Address,Postcode,Town,Tenant,Tenant ID,Start,End,Rent,Balance\n"
_ANN, _ROE = "1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,7,", "1,4 Dale Road,ZZ1 1AA,Otley,Bob Roe,8,"


@pytest.mark.parametrize(("rows", "said"), [
    (_ANN + "01/04/2019,,110,20\n" + _ROE + "05/04/2026,,110,20\n",
     "Row 3, Start: the home is held by the agreement in row 2"),
    (_ANN + "01/04/2019,,110,20\n" + _ROE + "05/04/2020,01/05/2020,,0\n" +
     _ROE.replace("Roe,8", "Fox,9") + "05/04/2021,,110,0\n",
     "Row 4, Start: the home is held by the agreement in row 2"),
    (_ANN + "01/04/1869,,110,20\n", "Row 2, Start: “01/04/1869” is too far away to be right"),
    (_ANN + "29/02/2023,,110,20\n", "Row 2, Start: “29/02/2023” is no date"),
    (_ANN + "01/04/2019,,-110,20\n", "Row 2, Rent: −£110.00 is less than nil, and a charge is not"),
])
def test_what_cannot_be_is_named(sqlite_desk: Desk, rows: str, said: str) -> None:
    _, found = looked(sqlite_desk, {"flat.csv": ((_HEAD + rows).encode(), {})})
    assert said in [str(fault) for fault in found.faults]


def test_a_charge_over_before_it_begins_and_parts_that_make_another_sum_are_named(sqlite_desk: Desk) -> None:
    files = dict(_CODED)
    files["CHARGES.CSV"] = (_CODED["CHARGES.CSV"][0].replace("112.40,06-APR-2026,", "112.40,06-APR-2026,01-APR-2026"), {})
    files["BALANCES.CSV"] = (_CODED["BALANCES.CSV"][0].replace("98.00,95.50", "98.00,95.60"), {})
    _, found = looked(sqlite_desk, {name: (text.encode("cp1252"), words) for name, (text, words) in files.items()})
    assert [str(fault) for fault in found.faults] == [
        "Row 2, END_DATE: it ends on 01/04/2026, before it begins on 06/04/2026",
        "Row 4, TOTAL_BAL: £95.60 is not the sum of its parts, £95.50"]
    assert "1 is taken for 000001: noughts at its beginning were lost" in [one.message for one in found.warnings]


def test_a_balance_in_a_row_for_each_payer_and_the_same_part_said_twice(sqlite_desk: Desk) -> None:
    flat = _HEAD.replace(",Balance", ",Tenancy Ref") + _ANN + "01/04/2019,,110,T1\n"
    rows = "Tenancy Ref,Payer,Balance\nT1,Tenant,20.00\nT1,HB,55.00\nT1,UC,-5.00\n"
    _, found = looked(sqlite_desk, {"flat.csv": (flat.encode(), {}), "owed.csv": (rows.encode(), {})})
    [one] = found.plan.tenancies
    assert (found.faults, one.balance, one.parts) == ((), 7_000, ((Payer.HB, 5_500), (Payer.UC, -500)))
    _, found = looked(sqlite_desk, {"flat.csv": (flat.encode(), {}), "owed.csv": (f"{rows}T1,Council,1.00\n".encode(), {})})
    assert [str(fault) for fault in found.faults] == ["Row 5, Tenancy Ref: the balance of T1 stands in row 3 too"]


def test_one_person_in_two_homes_is_one_and_a_national_insurance_number_is_one_person_s(sqlite_desk: Desk) -> None:
    head = "Property Ref,Address,Postcode,Town,Tenant,NINO,Start,Rent\n"
    flat = ("1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,AB123456C,01/04/2019,110\n"
            "2,Garage 4,ZZ1 1AA,Otley,Ann Lee,AB123456C,29/02/2020,10\n"
            "3,6 Dale Road,ZZ1 1AB,Otley,Bob Roe,AB123456C,1/4/2019,90\n")
    _, found = looked(sqlite_desk, {"flat.csv": ((head + flat).encode(), {})})
    assert [one.people for one in found.plan.tenancies][:2] == [(0,), (0,)]
    assert [str(fault) for fault in found.faults] == ["Row 4, NINO: Ann Lee in row 2 has this NI number too"]


def test_signs_turned_round_are_named_and_a_history_that_leaves_something_over(sqlite_desk: Desk) -> None:
    number, _ = looked(sqlite_desk, {
        "flat.csv": ((_HEAD + _ANN + "01/04/2019,,110,20\n").encode(), {}),
        "history.csv": (b"Account,Date,Transaction,Debit,Credit\n1,01/04/2019,Rent,110.00,\n1,05/04/2019,Paid,,100.00\n", {})})
    sqlite_desk.do(set_control, intake_id=number, kind=ControlKind.BALANCE, amount=-2_000)
    found: DryRun = sqlite_desk.ask(dry_run, intake_id=number, today=sqlite_desk.today)
    line = next(one for one in found.controls if one.kind is ControlKind.BALANCE)
    assert line.culprits[0].startswith("It is the other way round altogether")
    assert any(one.message.startswith("the history of 1 begins with the agreement, but leaves £10.00 of its balance")
               for one in found.warnings)


def test_a_file_beyond_all_measure_is_refused_and_a_large_one_can_be_stopped() -> None:
    with pytest.raises(BadFile, match="more than 50 MB"):
        read_tabs(b"a,b\n" * 13_500_000)
    book = workbook([["Property Ref", "Rent"], ["1", 2]])
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(3, 2_600))
    told: list[str] = []

    def stop(_done: int, _total: int, text: str) -> None:
        told.append(text)
        if len(told) == 2:
            raise Cancelled("Nothing was changed")

    with pytest.raises(Cancelled):
        read_tabs(_with_rows(book, rows), stop)
    assert told == ["Unpacking row 1,000", "Unpacking row 2,000"]


def _with_rows(book: bytes, rows: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(held, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"</sheetData>", rows + b"</sheetData>"))
    return held.getvalue()


def test_a_book_that_hides_everything_is_refused(sqlite_desk: Desk) -> None:
    book = workbook([["Property Ref", "Rent"], ["1", "2"]])
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(held, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'state="visible"', b'state="hidden"'))
    number = sqlite_desk.do(start_intake, name="Old system", balances_on=ON).value
    with pytest.raises(Refused, match=r"All sheets of a\.xlsx are hidden"):
        sqlite_desk.do(add_file, intake_id=number, name="a.xlsx", data=held.getvalue())
