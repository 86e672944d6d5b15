"""Lists as other systems write them: what each column is taken for, and what comes of the rows.

The headings are those of real exports, the rows are our own. Where a sample comes from is said beside it.
"""

from dataclasses import replace
from datetime import date

import pytest

from housingdesk.imports.handing_over import blank_workbook, faults_csv
from housingdesk.imports.parsers.files import read_tabs
from housingdesk.imports.parsers.profile import ColumnProfile, profile, suggested
from housingdesk.imports.parsers.reading import read_rows
from housingdesk.imports.parsers.row import Source
from housingdesk.imports.rules.columns import Columns, Owed, carried, columns_of, guess, trusted
from housingdesk.imports.rules.joining import join
from housingdesk.imports.rules.meanings import choices, has_meanings
from housingdesk.imports.rules.names import is_nobody, names_in
from housingdesk.imports.rules.roles import ROLES
from housingdesk.imports.rules.rows import Plan, Weight
from housingdesk.imports.rules.words import Sheet
from housingdesk.properties.rules import SpaceKind
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.text import sentence_case

ON, TODAY, CYCLE = date(2026, 11, 22), date(2026, 11, 23), date(2018, 4, 2)


def columns(text: str) -> Columns:
    """The columns of a CSV, as they are guessed."""
    [tab] = read_tabs(text.encode())
    return suggested(tab.rows, guess(tab.rows))


def planned(*texts: str, **more: object) -> Plan:
    """The plan of some CSV files; ``more`` changes the columns of the first."""
    rows, faults = [], []
    for place, text in enumerate(texts):
        [tab] = read_tabs(text.encode())
        used = suggested(tab.rows, guess(tab.rows))
        if place == 0 and more:
            used = replace(used, **more)  # type: ignore[arg-type]
        assert used.problems() == [], (used.problems(), used.roles)
        some, wrong = read_rows(Source(f"file{place}.csv", used, tab.rows, tab.numbers, TODAY))
        rows += some
        faults += wrong
    return join(rows, faults, on=ON, today=TODAY, cycle_start=CYCLE)


def wrong(plan: Plan) -> list[str]:
    """What is to be mended."""
    return [str(fault) for fault in plan.to_mend]


FLAT = """Property Ref,Address,Postcode,Town,Type,Tenant,Tenancy Start Date,Rent,Service Charge,Balance
1001,14 Dale Road,ZZ1 4AB,Otley,House,Mr J & Mrs A Smith,01/04/2019,112.40,5.60,"1,204.50"
1002,"Flat 2, Millstone Court",ZZ1 4AA,Otley,Flat,KHAN Amina,28/02/2020,98.00,,(12.50)
1003,"Flat 3, Millstone Court",ZZ1 4AA,Otley,Flat,VOID,,98.00,,
G01,"Garage 1, Dale Road",ZZ1 4AB,Otley,Garage,Mr J Smith,03/05/2020,10.00,,0.00
Total,,,,,,,318.40,,1192.00
"""


def test_one_flat_list_has_homes_people_rents_and_balances() -> None:
    plan = planned(FLAT)
    assert wrong(plan) == []
    assert [space.kind for space in plan.spaces] == [SpaceKind.HOUSE, SpaceKind.FLAT, SpaceKind.FLAT, SpaceKind.GARAGE]
    smiths, khan, garage = plan.tenancies
    assert [plan.people[at].name for at in smiths.people] == ["J Smith", "A Smith"]
    assert (smiths.balance, khan.balance, garage.balance) == (120_450, -1_250, 0)
    assert [(line.code, line.pence) for line in smiths.charges] == [(ChargeCode.RENT, 11_240), (ChargeCode.ELIGIBLE_SERVICE,
    560)]
    assert garage.kind is TenancyKind.CONTRACT and garage.charges[0].code is ChargeCode.GARAGE
    assert smiths.charged_to == date(2026, 11, 23) == smiths.charges[0].starts_on
    assert plan.spaces[2].rent_pence == 9_800, "what the empty flat would bring is kept as its loss"
    assert [one.message for one in plan.warnings if one.line == 6] == ["this looks like a row of totals, so it is left out"]


def test_rows_are_counted_as_the_spreadsheet_shows_them_below_a_title() -> None:
    plan = planned("Rent roll of 22 November 2026,,,,,,,,,\n,,,,,,,,,\n" + FLAT.replace("28/02/2020", "31/02/2020"))
    assert wrong(plan) == ["Row 5, Tenancy Start Date: “31/02/2020” is no date"]


# The columns by which public code of a London council names its tenancies (an interface to Universal Housing).
COUNCIL = """TenancyAgreementReference,PropertyReference,CommencementOfTenancyDate,EndOfTenancyDate,TenureType,\
PaymentReference,CurrentBalance
000123/01,00001,2014-05-12,,Secure,1931234567,-250.10
000124/01,00002,2012-01-30,2018-03-04,Introductory,1931234568,0.00
"""
# Universal Housing's own table names, as its exports have them.
TABLES = """tag_ref,prop_ref,cot,eot,tenure,u_saff_rentacc,rent,service,other_charge,cur_bal
000123/01,00001,2014-05-12,,SEC,1931234567,98.20,4.10,1.00,250.10
"""
# The tickler report of an American letting program, whose heading row is in a public data contract.
TICKLER = """Property Name,Unit,Tenant,Tenant Phone Number,Tenant Email,Rent,Lease From,\
Property Street Address 1,Property City,Property Zip,Tenant ID,Occupancy ID,Past Due
Beech House,B1,Ann Lee,7700900123,ann@example.com,480.00,01/02/2024,5 Mill Lane,Otley,ZZ1 1AA,77,9001,120.00
"""
# A charity's tracking workbook for supported housing, as a public description of one lists its columns.
CHARITY = """House,Sleeps in,Client,Move in date,Move out date,Weekly charge,Who pays
Hope House,Room 1,Sam Roe,03/02/2025,,210.00,HB exempt
"""


@pytest.mark.parametrize(("text", "roles"), [
    (COUNCIL, "tenancy.key tenancy.home tenancy.start tenancy.end tenancy.kind tenancy.reference balance.pence"),
    (TABLES, "tenancy.key tenancy.home tenancy.start tenancy.end tenancy.kind tenancy.reference charge.rent charge.service "
             "charge.personal balance.pence"),
    (TICKLER, "home.scheme home.key person.name person.phone person.email charge.rent tenancy.start home.line1 home.town "
              "home.postcode person.key tenancy.key balance.owed"),
])
def test_headings_of_other_systems_are_known(text: str, roles: str) -> None:
    assert " ".join(columns(text).roles) == roles


def test_a_heading_nobody_knows_is_asked_and_never_guessed() -> None:
    found = columns(CHARITY)
    assert found.roles[:1] == ("home.building",) and found.roles[1] == ""
    assert "Say which column has the address of the home, or its first line" in [one.message for one in found.problems()]
    said = replace(found, roles=("home.building", "home.line1", "person.name", "tenancy.start", "tenancy.end", "charge.rent",
                                 "tenancy.route"), town="Otley")
    assert said.problems() == []


def test_the_old_tables_say_their_homes_elsewhere_and_their_debts_as_they_mean_them() -> None:
    homes = ("prop_ref,address,town,post_code,property type\n00001,4 Dale Road,Otley,ZZ1 1AA,House\n"
             "00002,6 Dale Road,Otley,ZZ1 1AB,House\n")
    assert columns(homes).sheets == (Sheet.HOMES,)
    plan = planned(COUNCIL, homes, owed=Owed.MINUS)
    assert [one.balance for one in plan.tenancies] == [25_010, 0]
    assert [plan.is_former(one) for one in plan.tenancies] == [False, True]
    assert all("it is not said who holds it" in said for said in wrong(plan)) and len(wrong(plan)) == 2


@pytest.mark.parametrize(("cell", "names"), [
    ("Mr J & Mrs A Smith", ["J Smith", "A Smith"]), ("SMITH, John", ["John Smith"]), ("Ms Siân Davies", ["Siân Davies"]),
    ("Amina Khan and Yusuf Ali", ["Amina Khan", "Yusuf Ali"]), ("Mr & Mrs Okafor", ["Mr Okafor", "Mrs Okafor"]),
    ("Hope Trust Ltd", ["Hope Trust Ltd"]), ("da Silva, José", ["José da Silva"]),
])
def test_names_of_one_cell(cell: str, names: list[str]) -> None:
    assert names_in(cell) == names


@pytest.mark.parametrize("cell", ["VOID", "** Vacant **", "", "-", "Empty"])
def test_an_empty_home_says_so(cell: str) -> None:
    assert is_nobody(cell)


def test_rooms_stand_in_their_shared_house_and_houses_in_their_scheme() -> None:
    plan = planned("Property Ref,Scheme,Building,Address 1,Address 2,Town,Postcode\n"
                   "R1,Beech,Beech House,Room 1,5 Mill Lane,Otley,ZZ1 1AA\n"
                   "R2,Beech,Beech House,Room 2,5 Mill Lane,Otley,ZZ1 1AA\n")
    assert wrong(plan) == []
    assert [(one.kind, one.label, one.parent) for one in plan.spaces] == [
        (SpaceKind.SCHEME, "Beech", None), (SpaceKind.HOUSE, "Beech House", 0), (SpaceKind.ROOM, "Room 1", 1),
        (SpaceKind.ROOM, "Room 2", 1)]


@pytest.mark.parametrize(("frequency", "amount", "kept", "per", "first"), [
    ("Monthly", "480.00", 48_000, Frequency.MONTHLY, date(2026, 12, 1)),
    ("Wkly", "110.00", 11_000, Frequency.WEEKLY, date(2026, 11, 23)),
    ("4-weekly", "440.00", 11_000, Frequency.FOUR_WEEKLY, None),
])
def test_charges_by_the_week_and_by_the_month(frequency: str, amount: str, kept: int, per: Frequency,
first: date | None) -> None:
    plan = planned("Property Ref,Address,Postcode,Town,Tenant,Start,Frequency,Rent,Balance\n"
                   f"1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,01/04/2019,{frequency},{amount},0\n")
    [one] = plan.tenancies
    assert (one.frequency, one.charges[0].pence) == (per, kept)
    assert first is None or one.charged_to == first


def test_what_benefit_pays_is_a_share_and_more_than_the_rent_is_a_fault() -> None:
    text = ("Property Ref,Address,Postcode,Town,Tenant,Start,Rent,HB Amount,Balance\n"
            "1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,01/04/2019,110.00,60.00,0\n"
            "2,6 Dale Road,ZZ1 1AB,Otley,Bob Roe,01/04/2019,110.00,160.00,0\n")
    plan = planned(text)
    assert plan.tenancies[0].charges[0].shares == ((Payer.HB, 6_000),)
    assert wrong(plan) == ["Row 3, HB Amount: £160.00 of Housing Benefit is £50.00 more than the charges it pays for"]


def test_joint_holders_in_two_rows_are_one_tenancy() -> None:
    plan = planned("Tenancy Ref,Property Ref,Address,Postcode,Town,Tenant,Start,Rent,Balance\n"
                   "T1,1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,01/04/2019,110.00,20.00\n"
                   "T1,1,4 Dale Road,ZZ1 1AA,Otley,Bob Lee,01/04/2019,110.00,20.00\n")
    [one] = plan.tenancies
    assert wrong(plan) == [] and one.balance == 2_000 and len(one.charges) == 1
    assert [plan.people[at].name for at in one.people] == ["Ann Lee", "Bob Lee"]


def test_one_person_may_hold_a_home_and_a_garage() -> None:
    plan = planned("Property Ref,Address,Postcode,Town,Tenant,Tenant ID,Start,Rent,Balance\n"
                   "1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,77,01/04/2019,110.00,20.00\n"
                   "2,\"Garage 4, Dale Road\",ZZ1 1AA,Otley,Ann Lee,77,01/06/2019,10.00,0\n")
    assert len(plan.people) == 1 and [one.people for one in plan.tenancies] == [(0,), (0,)]


@pytest.mark.parametrize(("balance", "owed", "pence"), [
    ("12.50 CR", Owed.PLUS, -1_250), ("12.50 DR", Owed.MINUS, 1_250), ("(12.50)", Owed.PLUS, -1_250),
    ("-12.50", Owed.MINUS, 1_250), ("£1,204.50", Owed.PLUS, 120_450), ("12.50-", Owed.PLUS, -1_250), ("", Owed.PLUS, 0)])
def test_signs_of_balances(balance: str, owed: Owed, pence: int) -> None:
    plan = planned("Property Ref,Address,Postcode,Town,Tenant,Start,Rent,Balance\n"
                   f"1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,01/04/2019,110.00,\"{balance}\"\n", owed=owed)
    assert plan.tenancies[0].balance == pence


def explained(text: str, **words: object) -> dict[str, ColumnProfile]:
    """Each column of a CSV by its heading."""
    [tab] = read_tabs(text.encode())
    return {one.head: one for one in profile(tab.rows, replace(suggested(tab.rows, guess(tab.rows)),
    **words))}  # type: ignore[arg-type]


def test_a_column_is_explained_with_everything_odd_about_it() -> None:
    found = explained(
        "Property Ref,Tenant,Tel,Start,UPRN,Balance,Tenure\n"
        "001001,Mr J & Mrs A Smith,7700900123,01/04/2019,1.0005E+11,\"1,204.50\",AST\n"
        "1002,Amina Khan,0113 496 0000,2020-04-03,100023,(12.50),Assured\n"
        "001003,Bob Roe ,,43466,,5.00 CR,AST\n001004,Cy Lee,,31/02/2019,,£4.00,Assured\n"
        "001005,Di Fox,,01/04/2019,,4.00,Assured\n001005,Ed Ash,,02/04/2019,,4.00,Assured\n")
    assert found["Property Ref"].oddities == (
        "Fewer than the usual 6 digits are in 1: noughts at their beginning may be lost", "Given more than once: “001005”")
    assert found["Start"].oddities == (
        "Excel’s own numbers of days stand in 1, such as “43466” for 01/01/2019",
        "Dates are written in 2 forms: “02/04/2019”, “2020-04-03”", "1 is no date: “31/02/2019”")
    assert found["UPRN"].oddities == ("Powers of ten such as “1.0005E+11” stand in 1: their last digits are lost",)
    assert found["Tel"].oddities == ("1 cell has lost the nought it begins with, which is put back",)
    assert found["Balance"].oddities[-1] == (
        "As it is said now, what is owed stands as a plus: 4 owe £1,216.50 and 2 are £17.50 in credit. "
        "If it is the other way round, say so")
    assert [(one.word, one.times) for one in found["Tenure"].unknown] == [("AST", 2)]
    assert found["Tel"].seems == "Telephone, by its heading “Tel”; its cells look like telephone numbers"
    assert found["Tenant"].fill_words == "all filled, 6 different"


def test_what_was_said_of_columns_is_read_back_as_it_was_kept() -> None:
    said = replace(columns(FLAT), owed=Owed.MINUS, per=Frequency.MONTHLY, words={"tenancy.kind": {"ast": "starter tenancy"}},
                   kind=None, town="Otley", order="mdy")
    assert columns_of(said.to_json()) == said


def test_columns_follow_a_mended_file_with_more_columns_and_in_another_order() -> None:
    said = replace(columns("Ref,Tenure,Start\nT1,AST,01/04/2019\n"), roles=("tenancy.key", "tenancy.kind", "tenancy.start"),
                   words={"tenancy.kind": {"ast": "starter tenancy"}})
    again = carried(said, [("A report", "", "", ""), ("Start", "Ref", "Colour", "Tenure"), ("01/04/2019", "T1", "red", "AST")])
    assert again is not None and again.roles == ("tenancy.start", "tenancy.key", "", "tenancy.kind")
    assert again.head_row == 1 and again.words == said.words
    assert carried(said, [("Start", "Ref"), ("01/04/2019", "T1")]) is None


def test_every_role_has_a_name_of_its_own_and_the_blank_workbook_is_known_whole() -> None:
    assert len({role.words for role in ROLES}) == len(ROLES) == len({role.key for role in ROLES})
    assert all(choices(role.key) for role in ROLES if has_meanings(role.key))
    explained_first, *sheets = read_tabs(blank_workbook())
    assert explained_first.rows[0][0] == "How to fill this in" and [tab.name for tab in sheets] == [
        sentence_case(sheet) for sheet in Sheet]
    assert [found.sheets[0] if (found := trusted(tab.rows)) is not None else tab.name for tab in sheets] == list(Sheet)


def test_what_is_to_be_mended_goes_out_as_a_table() -> None:
    plan = planned(FLAT.replace("28/02/2020", "31/02/2020"))
    [head, row, *_] = faults_csv(plan.to_mend).decode("utf-8-sig").splitlines()
    assert head == "File,Row,Column,What is wrong,How much it matters"
    assert row == "file0.csv,3,Tenancy Start Date,“31/02/2020” is no date,to be mended"


def test_a_sheet_with_our_own_headings_needs_no_saying() -> None:
    row = ("Account of the balance", "Balance")
    found = trusted([row, ("T1", "4.00")])
    assert found is not None and found.roles == ("balance.key", "balance.pence")
    assert trusted([("Account of the balance", "Colour"), ("T1", "red")]) is None


def test_namesakes_are_two_people_and_somebody_is_asked_to_look() -> None:
    plan = planned("Property Ref,Address,Postcode,Town,Tenant,Start,Rent,Balance\n"
                   "1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,01/04/2019,110.00,20.00\n"
                   "2,6 Dale Road,ZZ1 1AB,Otley,Ann Lee,01/06/2019,110.00,0\n")
    [fault] = [one for one in plan.faults if one.line]
    assert fault.weight is Weight.WARNING and "stands in row 2 too. They are taken for two people" in fault.message
