"""``letters --template --list`` and ``archive find``: any letter for a list of people, and what was sent, as issued."""

from datetime import timedelta
from pathlib import Path

import pytest

from housingdesk.access.desk import Desk
from housingdesk.letters.pdf import document_hash
from housingdesk.settings.actions import set_value
from tests.mailings.test_letter_runs import behind, make_office
from tests.support.desk import MONDAY
from tests.support.lettings import make_tenancy
from tests.support.told import told

ANSWERS = ["--answer", "visit_on=1/12/2026", "--answer", "visit_at=2.30pm", "--answer", "about=how things are"]


@pytest.fixture
def where(sqlite_desk: Desk) -> str:
    """A database with two agreements, closed."""
    make_office(sqlite_desk)
    behind(sqlite_desk)
    make_tenancy(sqlite_desk, "Beth Lee", start=MONDAY - timedelta(28))
    sqlite_desk.do(set_value, key="demo.mark", value=True, valid_from=MONDAY - timedelta(400))  # nobody has to sign in
    path = str(sqlite_desk.store.path)
    sqlite_desk.store.close()
    return path


def test_a_letter_for_everybody_is_made_found_and_written_as_issued(where: str, tmp_path: Path,
                                                                    capsys: pytest.CaptureFixture[str]) -> None:
    made = told(["letters", "--db", where, "--template", "appointment", "--list", "current", *ANSWERS, "--words", "Bring tea.",
                 "--to", str(tmp_path)], capsys)
    assert (made["chosen"], made["ready"], made["held"], made["written"]) == (2, 2, 0, 2)
    out = tmp_path / "found"
    out.mkdir()
    found = told(["archive", "find", "--db", where, "beth", "--to", str(out)], capsys)
    [letter] = found["letters"]
    assert (letter["to"], letter["template"], letter["state"], letter["pages"]) == ("Beth Lee", "appointment", "ready", 1)
    [pdf] = out.iterdir()
    assert document_hash(pdf.read_bytes()) and pdf.read_bytes() in [p.read_bytes() for p in tmp_path.glob("*.pdf")]
    assert told(["archive", "find", "--db", where, "beth", "--until", "2020-01-01"], capsys)["found"] == 0
    assert told(["archive", "find", "--db", where, "T000001"], capsys)["found"] == 1
    assert told(["archive", "find", "--db", where], capsys)["found"] == 2
    for words, count in (("an appointment with us", 0), ("We would like to see you about everything", 0), ("9" * 40, 0)):
        assert told(["archive", "find", "--db", where, words], capsys)["found"] == count, words


def test_who_is_not_due_a_letter_is_counted_apart(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(["letters", "--db", where], capsys)
    assert first["ready"] >= 1
    again = told(["letters", "--db", where, "--dry-run"], capsys)
    assert (again["ready"], again["held"], again["not_due"]) == (0, 0, first["chosen"])


def test_a_list_from_a_file_names_its_wrong_line(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "people.csv"
    listed.write_text("T000002;Beth\n\n T000001,Amina\nT000002\n")
    looked = told(["letters", "--db", where, "--template", "appointment", "--list", str(listed), *ANSWERS, "--dry-run"], capsys)
    assert [letter["to"] for letter in looked["letters"]] == ["Beth Lee", "Amina Khan"] and looked["run"] is None
    listed.write_text("T000001\nT999999\n")
    refused = told(["letters", "--db", where, "--template", "appointment", "--list", str(listed), *ANSWERS], capsys)["refused"]
    assert refused == "people.csv, line 2: there is no agreement or account with the reference T999999."


@pytest.mark.parametrize(("words", "sentence"), [
    (["--template", "nothing"], "There is no letter “nothing”"),
    (["--template", "appointment"], "is missing: the letter says it"),
    (["--template", "appointment", "--answer", "visit_on"], "has no ="),
    (["--template", "death"], "write it from the file"),
    (["--template", "appointment", *ANSWERS, "--list", "nobody"], "there is no list or file “nobody”"),
    (["--list", "arrears"], "go with --template"),
])
def test_what_cannot_be_says_why(where: str, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert sentence in told(["letters", "--db", where, *words], capsys)["refused"]


def test_days_of_the_archive_are_in_order(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["archive", "find", "--db", where, "--from", "2026-12-01", "--until", "2026-11-01"]
    assert "is before" in told(words, capsys)["refused"]
    assert "--limit" in told(["archive", "find", "--db", where, "--limit", "0"], capsys)["refused"]
