"""``close``, ``journal`` and ``audit-pack``: looked at first, done once, and what is refused."""

from pathlib import Path

import pytest

from housingdesk.access.desk import Desk
from housingdesk.commands import main
from housingdesk.reports.journal_files import JournalForm, read
from tests.commands.test_statement_and_round_commands import closed
from tests.support.closing import FRIDAY, SUNDAY, books_of_a_week, map_all
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.told import told


@pytest.fixture
def where(sqlite_desk: Desk) -> str:
    books_of_a_week(sqlite_desk)
    map_all(sqlite_desk, MONDAY.replace(day=1), SUNDAY)
    return closed(sqlite_desk)


def test_a_week_is_looked_at_and_closed_once(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["close", "--db", where, "--week", FRIDAY.isoformat()]
    look = told([*words, "--dry-run"], capsys)
    assert look["may_close"] and look["closed"] is None and {one["means"] for one in look["checks"]} == {"good"}
    assert told(words, capsys)["closed"] == 1
    assert "closed already" in told(words, capsys)["refused"]
    assert main.main([*words, "--dry-run"]) == 1
    assert "It was closed already." in capsys.readouterr().out
    assert main.main(["close", "--db", where, "--month", "2026-11-30", "--dry-run"]) == 1
    assert "X Days: The period ends on 30 November 2026" in capsys.readouterr().out


def test_a_journal_is_written_to_a_file(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "november.xlsx"
    words = ["journal", "--db", where, "--from", "2026-11-01", "--to", "2026-11-22"]
    made = told([*words, "--file", str(file), "--by", "week"], capsys)
    rows = list(read(file.read_bytes(), JournalForm.XLSX))
    assert made["lines"] == len(rows) and sum(row.debit - row.credit for row in rows) == 0
    assert "were written before" in told([*words, "--file", str(tmp_path / "twice.csv")], capsys)["refused"]
    assert main.main([*words, "--file", str(tmp_path / "again.csv"), "--again"]) == 0
    assert "each side, seals 1 to 4." in capsys.readouterr().out
    assert "neither .csv nor .xlsx" in told([*words, "--file", "x.pdf"], capsys)["refused"]
    assert "is before" in told(["journal", "--db", where, "--from", "2026-11-22", "--to", "2026-11-01", "--file", "x.csv"],
                               capsys)["refused"]


def test_an_audit_pack_is_one_pdf(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pack.pdf"
    words = ["audit-pack", "--db", where, "--from", "2026-11-02", "--to", "2026-11-22", "--to-file", str(file)]
    assert told(words, capsys)["bytes"] == file.stat().st_size
    text = " ".join(printed(file.read_bytes()))
    for words_on_it in ("Audit pack of", "Head of the chain", "Debit runs", "Why arrears changed", "Each of 2 accounts rolls",
                        "bank and ledger agree at £1,295.00", "Nominal journal", "Ann Brown"):
        assert words_on_it in text, words_on_it
