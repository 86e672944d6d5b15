"""``court-bundle`` and ``court-statement``: the same papers as on screen, told as JSON; what is refused exits with 2."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from housingdesk.access.desk import Desk
from housingdesk.commands import main
from housingdesk.settings.actions import set_value
from tests.support import courting, noticing
from tests.support.desk import MONDAY, Clock


@pytest.fixture
def where(sqlite_desk: Desk, clock: Clock) -> str:
    """A database with a served notice, one that is only begun, and nobody who has to sign in; closed."""
    courting.served_case(sqlite_desk, clock, "Amina Khan")
    noticing.begin(sqlite_desk, noticing.agreement(sqlite_desk, "Bo Lund"), "form3", ("14",))
    sqlite_desk.do(set_value, key="demo.mark", value=True, valid_from=MONDAY.replace(year=2020))
    path = str(sqlite_desk.store.path)
    sqlite_desk.store.close()
    return path


def told(words: list[str], capsys: pytest.CaptureFixture[str], code: int = 0) -> Any:
    """What a command says to another program."""
    assert main.main([*words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_the_bundle_is_written_with_its_index(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "bundle.pdf"
    found = told(["court-bundle", "--db", where, "--case", "1", "--for", "file", "--to", str(to), "--leave-out",
                  "contact=It names a neighbour"], capsys)
    document = pypdfium2.PdfDocument(to)
    assert len(document) == found["pages"] and found["for"] == "for our own file" and found["kept_as"] is None
    document.close()
    rows = {row["title"]: row for row in found["index"]}
    assert "It names a neighbour" in rows["Calls, visits and messages"]["note"]
    assert rows["The agreement as it was signed"] == {"tab": 4, "title": "The agreement as it was signed", "first": None,
                                                      "last": None, "note": "not in the file"}


@pytest.mark.parametrize(("words", "said"), [
    (["--case", "2"], "The notice was not made yet"), (["--case", "9"], "no longer there"),
    (["--case", "1", "--put-in", "contact"], "“contact” is not offered. There are: none"),
    (["--case", "1", "--leave-out", "nonsense"], "names no piece"), (["--case", "1", "--grounds", "8"], "Ground 8 is not on"),
    (["--case", "1", "--for", "file", "--leave-out", "notice=why"], "cannot be left out")])
def test_what_cannot_be_made_is_refused_with_the_reason(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                                        words: list[str], said: str) -> None:
    found = told(["court-bundle", "--db", where, *words, "--to", str(tmp_path / "b.pdf")], capsys, 2)
    assert said in found["refused"] and list(tmp_path.glob("b.pdf")) == []


def test_a_place_that_is_none_is_refused_before_work(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for to in (tmp_path, tmp_path / "nowhere" / "b.pdf"):
        assert "folder" in told(["court-bundle", "--db", where, "--case", "1", "--to", str(to)], capsys, 2)["refused"]


def test_the_statement_as_pdf_and_as_a_table(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf, sheet = tmp_path / "s.pdf", tmp_path / "s.csv"
    found = told(["court-statement", "--db", where, "--tenancy", "1", "--to", str(pdf)], capsys)
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert float(found["opening"]) + float(found["due"]) - float(found["paid"]) == pytest.approx(float(found["closing"]))
    again = told(["court-statement", "--db", where, "--tenancy", "T000001", "--csv", "--to", str(sheet)], capsys)
    rows = list(csv.reader(StringIO(sheet.read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["Date", "What", "Due", "Paid", "Total owed"] and len(rows) == again["lines"] + 3
    assert rows[-1][4] == found["closing"]


def test_an_agreement_without_an_account_is_refused(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = str(tmp_path / "s.pdf")
    assert "T999999" in told(["court-statement", "--db", where, "--tenancy", "T999999", "--to", to], capsys, 2)["refused"]
    assert "no longer there" in told(["court-statement", "--db", where, "--tenancy", "77", "--to", to], capsys, 2)["refused"]
