"""Schedules from files: whatever an office sends reads as the same lines, and what does not agree is said."""

import json
from datetime import date
from pathlib import Path

import pytest

from housingdesk.__main__ import main
from housingdesk.benefits.parsers.schedules import Layout, NeedsLayout, ReadSchedule, read_schedule
from housingdesk.errors import BadFile
from tests.support import schedule_files as made

_LINES = [("2001234", 38040, 0, 38040), ("2001235", 36000, 2408, 33592), ("3001236", 136000, 0, 136000)]


def _sums(schedule: ReadSchedule) -> list[tuple[str, int, int, int]]:
    return [(line.claim_reference, line.gross_pence, line.recovery_pence, line.net_pence) for line in schedule.lines]


@pytest.mark.parametrize(("name", "data"), [
    ("comma.csv", made.as_csv()), ("semicolon.csv", made.as_csv(delimiter=";")), ("tab.txt", made.as_csv(delimiter="\t")),
    ("utf16.csv", made.as_csv().decode("cp1252").encode("utf-16")), ("book.xlsx", made.as_workbook()),
    ("book.xls", made.as_old_workbook()),
    ("report.txt", made.as_text()), ("pages.txt", made.as_text(pages=3)), ("report.pdf", made.as_pdf())])
def test_every_format_reads_as_the_same_lines(name: str, data: bytes) -> None:
    schedule = read_schedule(data, name)
    assert _sums(schedule) == _LINES
    assert schedule.net_pence == 207632
    assert (schedule.creditor_number, schedule.paid_on) == ("77123", date(2025, 11, 10))
    assert (schedule.period_from, schedule.period_to) == (date(2025, 10, 6), date(2025, 11, 2))
    assert schedule.stated_pence == (None if name.startswith("book") else 207632)
    assert [line.name for line in schedule.lines] == ["Khan, Amina", "O'Neill, Pat", "Longname-Smith, Jo"]
    assert [line.weekly_pence for line in schedule.lines] == [9510, 9000, 34000]
    assert not list(schedule.problems)


def test_an_address_that_goes_on_below_is_one_address() -> None:
    schedule = read_schedule(made.as_text(), "report.txt")
    assert schedule.lines[2].address == "Flat 3, 20 Low Road, Daletown DT1 1AA"


def test_a_portals_workbook_that_is_a_web_page_is_read() -> None:
    """Portals give tables of HTML the ending of a workbook; Excel opens them and nobody notices."""
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (made.HEADS, *made.ROWS))
    assert _sums(read_schedule(f"<html><body><table>{cells}</table></body></html>".encode(), "payments.xls")) == _LINES


def test_northgate_names_in_parts_and_the_ni_number_beside_the_reference() -> None:
    """A council's page on rent files writes the rent reference as landlord's number, bar, National Insurance number."""
    data = (b"THI_RAC_PAY_REF,HB Reference,THI_SURNAME,THI_FORENAME,Title,NINO,Date From,Date To,Amount\n"
            b"1234|AB215478C,10012345,KHAN,AMINA,MRS,AB 21 54 78 C,06-Oct-2025,02-Nov-2025,380.40\n")
    schedule = read_schedule(data, "northgate.csv")
    line = schedule.lines[0]
    assert (line.rent_reference, line.claim_reference, line.name) == ("1234", "10012345", "MRS AMINA KHAN")
    assert "215478" not in line.raw and "21 54 78" not in line.raw
    assert [(problem.field, problem.column) for problem in schedule.problems] == [("ni number", 1), ("ni number", 6)]


def test_weekly_rent_is_not_taken_for_weekly_benefit() -> None:
    """A council's list for its own landlord names claims “HB claim ref” beside rents by the week."""
    data = b"Payment Ref,HB claim ref,Tenant,Weekly Rent,Net Rent,Amount Paid\n1920001,2001234,A Khan,120.00,24.90,380.40\n"
    line = read_schedule(data, "list.csv").lines[0]
    assert (line.claim_reference, line.rent_reference, line.net_pence, line.weekly_pence) == ("2001234", "1920001", 38040, None)


def test_the_dwps_spreadsheet_has_pence_without_a_sign_and_a_sign_beside_it() -> None:
    """A council's reader of the DWP's file takes columns 6, 11, 12 and 13; the reference may have spaces in it."""
    lines = (("4012 334 556", "1250", ""), ("4012 334 557", "250", "-"))
    data = "\n".join([",".join(f"Column {n}" for n in range(1, 14)),
                      *(f"x,A,B,C,D,{ref},E,F,G,H,10/11/2025,{pence},{sign}" for ref, pence, sign in lines)]).encode()
    schedule = read_schedule(data, "DWP CT 1.csv")
    assert (schedule.format, schedule.net_pence, schedule.paid_on) == ("dwp", 1000, date(2025, 11, 10))
    assert [(line.rent_reference, line.net_pence) for line in schedule.lines] == [
        ("4012 334 556", 1250), ("4012 334 557", -250)]


def test_money_for_rent_and_for_arrears_of_one_person_is_one_sum() -> None:
    """The DWP pays housing costs and a deduction towards arrears to a landlord: both are for the tenant."""
    data = (b"Landlord Reference,Claimant Name,Housing Costs,Rent Arrears Deduction,Total Payment\n"
            b"4012,A Khan,412.00,38.60,450.60\n")
    line = read_schedule(data, "apa.csv").lines[0]
    assert (line.gross_pence, line.recovery_pence, line.net_pence) == (45060, 0, 45060)


def test_allpays_file_is_known_by_its_shape() -> None:
    """A council's reader of allpay's file: seven letters, sixteen of reference, nine of amount, outlet, day, two totals."""
    lines = ["DVHALTD" + ref.ljust(16) + amount.rjust(9) + outlet + "10/11/2025"
             for ref, amount, outlet in (("4012334556", "12.50", "P"), ("4012334557", "112.50", "T"))]
    good = "\r\n".join([*lines, "", "Total Amount                                125.00", "Total Transactions        2", ""])
    schedule = read_schedule(good.encode(), "allpay.txt")
    assert (schedule.format, schedule.net_pence, schedule.stated_pence) == ("allpay", 12500, 12500)
    assert schedule.lines[1].said == "PayPoint, 10/11/2025"
    bad = read_schedule(good.replace("Transactions        2", "Transactions        3").encode(), "allpay.txt")
    assert "says that it has 3 payments, but 2 were read" in str(next(bad.stopping()))


def test_a_list_without_heads_is_asked_about_and_then_known_by_example() -> None:
    data = b"2001234,A Khan,1 High Street,06/10/2025,02/11/2025,380.40,0.00,380.40\n" \
           b"2001235,P Oneill,2 High Street,06/10/2025,02/11/2025,360.00,24.08,335.92\n"
    with pytest.raises(NeedsLayout) as asked:
        read_schedule(data, "plain.csv")
    guess = asked.value.guess
    assert guess.roles == ("claim", "name", "address", "from", "to", "gross", "recovery", "net")
    said = Layout.from_json(guess.to_json())
    assert _sums(read_schedule(data, "plain.csv", said)) == _LINES[:2]
    rows = [line.split(",") for line in data.decode().splitlines()]
    assert said.suits(rows) and not said.suits([row[1:] for row in rows]) and not said.suits([["x"] * 8 for row in rows])


def test_heads_that_nobody_knows_are_heads_all_the_same() -> None:
    with pytest.raises(NeedsLayout) as asked:
        read_schedule(b"Whom,Which,How much\nA Khan,2001234,380.40\n", "odd.csv")
    assert asked.value.guess == Layout(("name", "claim", "net"), ("Whom", "Which", "How much"))


def test_an_unknown_amount_is_never_left_over_in_silence() -> None:
    data = made.as_csv(heads=(*made.HEADS[:8], "Colour of money", "Net"), total="")
    with pytest.raises(NeedsLayout):
        read_schedule(data, "odd.csv")
    said = Layout(("claim", "rent", "name", "address", "from", "to", "weekly", "gross", "recovery", "net"),
                  (*made.HEADS[:8], "Colour of money", "Net"))
    assert _sums(read_schedule(data, "odd.csv", said)) == _LINES
    moved = Layout(said.roles, ("Other", *said.head[1:]))
    with pytest.raises(NeedsLayout):  # what was remembered stands under other heads
        read_schedule(data, "odd.csv", moved)


def test_a_layout_that_cannot_be_used_says_what_is_missing() -> None:
    assert [problem.message for problem in Layout(("name", "name", "")).problems()] == [
        "Two columns are “Name”. Choose one of them", "Say which column holds what is paid, net or gross"]
    for bad in ("", "[]", '{"roles": ["colour"], "head": []}', '{"roles": 3}'):
        with pytest.raises(BadFile):
            Layout.from_json(bad)


def _changed(place: int, column: int, text: str) -> tuple[tuple[str, ...], ...]:
    rows = [list(row) for row in made.ROWS]
    rows[place][column] = text
    return tuple(map(tuple, rows))


@pytest.mark.parametrize(("data", "field", "said"), [
    (made.as_csv(total="2100.41"), "total", "total is £2,100.41, but its lines come to £2,076.32. Difference £24.09"),
    (made.as_csv(total="1740.40"), "total", "Difference £335.92; line 7 has that amount"),
    (made.as_csv(total="2076.31"), "total", "Difference £0.01"),
    (made.as_csv(_changed(1, 9, "360.00"), total=""), "net",
     "£360.00 less £24.08 taken off is £335.92, but the file says £360.00"),
    (made.as_csv(_changed(2, 9, "1O60.00"), total=""), "line", "has a letter O"),
    (made.as_csv((("", "", "Khan, A", "", "", "", "", "", "", "3B0.40"), *made.ROWS)), "line", "has a letter B"),
    (made.as_csv((("2009", "", "Khan, A", "", "", "", "", "", "", ""), *made.ROWS)), "file", "No amount stands beside 2009"),
    (made.as_csv(_changed(0, 6, "80.00")), "weekly", "28 days at £80.00 a week are £320.00, but the line has £380.40"),
    (made.as_csv((*made.ROWS, made.ROWS[0]), total=""), "twice", "The same line stands in line 6 already"),
    (made.as_csv(_changed(0, 5, "31/02/2026"), total=""), "file", "does not exist"),
    (made.as_csv((("", "", "", *made.ROWS[0][3:]), *made.ROWS[1:])), "nobody", "neither a reference nor a name")])
def test_what_does_not_agree_is_said_by_its_line(data: bytes, field: str, said: str) -> None:
    schedule = read_schedule(data, "wrong.csv")
    problem = next(problem for problem in schedule.problems if problem.field == field)
    assert said in problem.message
    assert any(schedule.stopping()) == (field in ("total", "net", "line"))


def test_recoveries_on_lines_of_their_own_and_minus_signs_before_what_is_taken_off() -> None:
    heads = ("Claim Ref", "Claimant", "Amount", "Description")
    last = ("2009", "Former, Tenant", "-24.08", "Overpayment recovery")
    own = read_schedule(made.as_csv((("2001234", "Khan, Amina", "380.40", "HB"), last), heads, total=""), "own.csv")
    assert _sums(own) == [_LINES[0], ("2009", 0, 2408, -2408)]
    minus = [(*row[:8], f"-{row[8]}", row[9]) for row in made.ROWS]
    assert _sums(read_schedule(made.as_csv(minus), "minus.csv")) == _LINES


def test_subtotals_are_not_lines_and_a_gross_total_is_said() -> None:
    parts = [made.ROWS[0], ("Sub Total", *[""] * 8, "380.40"), *made.ROWS[1:], ("Sub Total", *[""] * 8, "1695.92")]
    assert read_schedule(made.as_csv(parts), "parts.csv").net_pence == 207632
    gross = read_schedule(made.as_csv(total="2100.40").replace(b"Total,,,,,,,,,2100.40", b"Amount paid: 2100.40"), "gross.csv")
    assert gross.stated_pence is None
    assert "is the gross; £2,076.32 is to come" in gross.problems[0].message


@pytest.mark.parametrize(("data", "said"), [
    (b"", "is empty"), (b"\x89PNG\r\n\x1a\n", "is a picture"), (b"%PDF-1.4 nothing", "damaged"), (b"PK\x03\x04junk", "damaged"),
    (b"<html><table><tr><td>Sign in</td></tr></table>", "sign-in page"), (made.as_csv(()), "no line with a reference")])
def test_what_is_no_schedule_is_refused_by_its_name(data: bytes, said: str) -> None:
    with pytest.raises(BadFile, match=f"(?s)letter.bin: .*{said}"):
        read_schedule(data, "letter.bin")


def test_the_command_prints_it_and_proposes_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, plain, layout = tmp_path / "hb.csv", tmp_path / "plain.csv", tmp_path / "layout.json"
    path.write_bytes(made.as_csv())
    assert main(["benefits", "parse", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["net_pence"], told["may_be_posted"], len(told["lines"])) == (207632, True, 3)
    plain.write_bytes(b"2001234,A Khan,380.40\n")
    assert main(["benefits", "parse", str(plain)]) == 2
    proposed = capsys.readouterr().err.split("--layout: ")[1].strip().removesuffix(".")
    layout.write_text(proposed)
    assert main(["benefits", "parse", str(plain), "--layout", str(layout)]) == 0
    assert "1 lines, gross £380.40" in capsys.readouterr().out
