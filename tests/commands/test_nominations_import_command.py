"""``housingdesk nominations import``: what a list would bring, taken in once, and each refusal with its way out."""

import json
from pathlib import Path

import pytest

from housingdesk.access.desk import Desk
from housingdesk.commands.main import REFUSED, main
from housingdesk.lettings.queries import applicants
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.rules import OfficeDraft
from housingdesk.settings.actions import set_value
from tests.support.applicants import LIST, make_place
from tests.support.desk import open_desk


@pytest.fixture
def db(sqlite_desk: Desk) -> str:
    """A town with one council, where nobody has to sign in."""
    sqlite_desk.do(set_value, key="demo.mark", value=True)
    make_place(sqlite_desk)
    return str(sqlite_desk.store.database.database)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The council's list."""
    made = tmp_path / "list.csv"
    made.write_text(LIST)
    return made


def told(db: str, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code and everything that was printed."""
    code = main(["nominations", "import", *words, "--db", db])
    found = capsys.readouterr()
    return code, found.out + found.err


def names(db: str) -> list[str]:
    """Who is in."""
    desk = open_desk(db)
    with desk.store.connected():
        found = [row.name for row in desk.ask(applicants.applicants)]
    desk.store.close()
    return found


def test_a_dry_run_stores_nothing(db: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = told(db, capsys, str(file), "--dry-run")
    assert code == 0 and "2 new, 1 to be put right. Nothing was stored." in text
    assert "Line 4: Cora Lee, to be put right: The date of birth “31/02/1990” is no day of the calendar" in text
    assert "former partner" not in text, "risk is not printed"
    assert names(db) == []


def test_a_list_is_taken_in_once(db: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = told(db, capsys, str(file), "--council", "dalebrook", "--json")
    found = json.loads(text)
    assert (code, found["stored"], found["counts"]["new"], found["counts"]["to_be_put_right"]) == (0, True, 2, 1)
    assert names(db) == ["Amina Khan", "Bob Marsh"]
    code, text = told(db, capsys, str(file))
    assert code == 0 and "2 no change" in text and "The same file was taken in on" in text
    assert len(names(db)) == 2


def test_refusals_say_what_to_do(db: str, sqlite_desk: Desk, file: Path, tmp_path: Path,
                                 capsys: pytest.CaptureFixture[str]) -> None:
    sqlite_desk.do(add_council, draft=OfficeDraft("Northmere District Council"))
    strange = tmp_path / "strange.csv"
    strange.write_text("Wer,Geboren\nBob Marsh,12/05/1971\n")
    code, text = told(db, capsys, str(strange), "--council", "dale")
    assert code == REFUSED and "it is remembered for the council" in text
    assert "There is no council “Elsewhere”" in told(db, capsys, str(file), "--council", "Elsewhere")[1]
    assert "Say with --council which one nominates: Dalebrook" in told(db, capsys, str(file))[1]
    picture = tmp_path / "scan.png"
    picture.write_bytes(b"\x89PNG\r\n")
    assert "Open it, copy its text and paste that instead" in told(db, capsys, str(picture), "--council", "dale")[1]
