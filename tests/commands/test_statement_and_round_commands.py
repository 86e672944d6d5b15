"""``statements`` and ``rounds``: a quarter made and logged, a round made with its sheet, and what is refused."""

from pathlib import Path

import pytest

from housingdesk.access.desk import Desk
from housingdesk.commands import main
from housingdesk.rent.actions import debit
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.queries.agreements import holders
from tests.mailings.test_quarter_statements import charged, died
from tests.support.carrying import SINCE, build_house, letter, print_letters
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.noticing import make_office
from tests.support.told import told


def closed(desk: Desk) -> str:
    """The database, closed, in which nobody has to sign in."""
    desk.do(set_value, key="demo.mark", value=True, valid_from=SINCE)
    path = str(desk.store.path)
    desk.store.close()
    return path


def test_a_quarter_is_looked_at_made_once_and_logged(sqlite_desk: Desk, tmp_path: Path,
                                                     capsys: pytest.CaptureFixture[str]) -> None:
    make_office(sqlite_desk)
    charged(sqlite_desk, "Amina Khan")
    dead = charged(sqlite_desk, "Tom Reed")
    died(sqlite_desk, sqlite_desk.ask(holders, tenancy_ids=[dead])[0].person_id)
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    words = ["statements", "--db", closed(sqlite_desk), "--quarter", "2026-Q3"]
    look = told([*words, "--dry-run"], capsys)
    assert (look["run"], look["accounts"], look["to_make"], look["not_sent"]) == (None, 2, 1, 1)
    assert main.main([*words, "--dry-run"]) == 0
    text = capsys.readouterr().out
    assert "Nothing was made: this was a look. 1 would be made" in text and "They have died" in text
    log = tmp_path / "log.pdf"
    made = told([*words, "--log", str(log)], capsys)
    assert (made["made"], made["on_their_way"], made["to_make"]) == (1, 1, 0)
    [line] = [line for line in made["log"] if line["statements"] and line["state"] == "made, not yet sent"]
    assert (line["who"], line["owed"], line["statements"][0]["how"]) == ("Amina Khan", "480.00", "post")
    assert "Issue log of statements" in " ".join(printed(log.read_bytes()))
    assert told(words, capsys)["run"] is None, "nobody gets two"


@pytest.mark.parametrize(("options", "said"), [
    (["--quarter", "summer"], "is no quarter. Write it like 2026-Q3"), (["--quarter", "2190-Q1"], "has not ended yet"),
    (["--log", "log.docx"], "ends in none of .xlsx, .csv, .pdf")])
def test_what_cannot_be_made_is_said(sqlite_desk: Desk, capsys: pytest.CaptureFixture[str], options: list[str],
                                     said: str) -> None:
    make_office(sqlite_desk)
    charged(sqlite_desk, "Amina Khan")
    sqlite_desk.do(debit.run_debit, week=MONDAY)
    assert said in told(["statements", "--db", closed(sqlite_desk), *options], capsys)["refused"]


def test_a_round_is_made_with_its_sheet_once(sqlite_desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = build_house(sqlite_desk)
    print_letters(sqlite_desk, letter(house.tenancies["Amina"], "Amina Khan"),
                  letter(house.tenancies["Joy"], "Dalebrook Council", "Reference"))
    where, sheet = closed(sqlite_desk), tmp_path / "sheet.pdf"
    look = told(["rounds", "--db", where, "--scheme", "beech"], capsys)
    assert (len(look["carry"]), len(look["stay"]), look["round"]) == (1, 1, None)
    assert told(["rounds", "--db", where], capsys)["waiting"] == [{"scheme": "Beech supported", "letters": 1, "doors": 1}]
    made = told(["rounds", "--db", where, "--scheme", "beech", "--sheet", str(sheet), "--carried-by", "J. Green"], capsys)
    assert made["made"] and "carried by J. Green" in printed(sheet.read_bytes())[0]
    again = told(["rounds", "--db", where, "--scheme", "beech", "--sheet", str(sheet)], capsys)
    assert (again["round"], again["made"]) == (made["round"], False)
    assert main.main(["rounds", "--db", where]) == 0
    assert "To be carried" in capsys.readouterr().out
    assert "fits no scheme. There are: Beech supported" in told(["rounds", "--db", where, "--scheme", "Oak"], capsys)["refused"]
    assert "goes with --scheme" in told(["rounds", "--db", where, "--sheet", str(sheet)], capsys)["refused"]


def test_a_round_without_letters_is_refused(sqlite_desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_house(sqlite_desk)
    words = ["rounds", "--db", closed(sqlite_desk), "--scheme", "beech", "--sheet", str(tmp_path / "sheet.pdf")]
    assert "There is no printed letter to carry at Beech supported" in told(words, capsys)["refused"]
    assert not (tmp_path / "sheet.pdf").exists()
