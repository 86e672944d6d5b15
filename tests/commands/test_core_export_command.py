"""``housingdesk core export``: lettings of every sort go through it, and the checker of the tests takes the file."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.commands import main
from housingdesk.lettings.actions.core import mark_core_sent, mend_core, record_core_answer
from housingdesk.lettings.queries.core import core_file, core_logs
from housingdesk.lettings.rules.words import CoreState
from housingdesk.settings.actions import set_value
from tests.support.core_checker import Owner, check_file, rows_of
from tests.support.core_homes import bent, let, set_up_core
from tests.support.core_logs import good_logs
from tests.support.desk import MONDAY, open_desk

PRP = [bent(log) for log in good_logs(2027, 330) if log.owner is Owner.PRP]
FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)


@pytest.fixture(autouse=True)
def _on_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands work on the Monday that the tests know."""
    monkeypatch.setattr(Desk.__init__, "__defaults__", (lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC),))


def lettings(desk: Desk, count: int) -> str:
    """So many lettings in a database that is closed again, and its path."""
    set_up_core(desk)
    for number, log in enumerate(PRP[:count]):
        let(desk, log, number)
    return _closed(desk)


def _closed(desk: Desk) -> str:
    desk.do(set_value, key="demo.mark", value=True)
    path = str(desk.store.path)
    desk.store.close()
    return path


def export(db: str, file: Path, capsys: pytest.CaptureFixture[str], last: str = "31 March 2027") -> tuple[int, Any]:
    """The exit code of an export of the year, and what it says."""
    code = main.main(["core", "export", "--db", db, "--from", "1 April 2026", "--to", last, "--file", str(file), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("count", [40, pytest.param(200, marks=pytest.mark.slow)])
def test_lettings_of_all_sorts_are_exported_and_taken_without_an_error(sqlite_desk: Desk, tmp_path: Path, count: int,
                                                                       capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "core.csv"
    code, said = export(lettings(sqlite_desk, count), file, capsys)
    assert (code, said["logs"], said["left_out"]) == (0, count, [])
    rows = rows_of(file.read_bytes())
    assert check_file(file.read_bytes(), owner=Owner.PRP, today=MONDAY) == []
    assert {row[4] for row in rows} == {"1", "2"} and {row[7] for row in rows} == {"1", "2"}
    assert {row[38] for row in rows} == {"2", "3", "4", "5", "7", "8"} and {row[11] for row in rows} >= {"1", "2", "6"}
    assert {sum(bool(row.get(age)) for age in (41, *range(48, 90, 6))) for row in rows} == set(range(1, 9))


def test_what_is_left_out_is_said_with_the_reason(sqlite_desk: Desk, tmp_path: Path,
                                                  capsys: pytest.CaptureFixture[str]) -> None:
    set_up_core(sqlite_desk)
    let(sqlite_desk, PRP[0], 0)
    faulty = next(log for log in PRP[1:] if not log.renewal)
    let(sqlite_desk, faulty.changed({29: "", 30: "", 31: "", 113: ""}), 1)
    file = tmp_path / "core.csv"
    code, said = export(_closed(sqlite_desk), file, capsys)
    assert code == 1 and said["logs"] == 1 and len(rows_of(file.read_bytes())) == 1
    why = " ".join(said["left_out"][0]["why"])
    assert "main reason for leaving" in why and "home become empty" in why


def test_a_log_is_not_sent_twice_unless_it_came_back(sqlite_desk: Desk, tmp_path: Path,
                                                     capsys: pytest.CaptureFixture[str]) -> None:
    db = lettings(sqlite_desk, 4)
    assert export(db, tmp_path / "one.csv", capsys)[1]["logs"] == 4
    desk = open_desk(db)
    ids = [row.id for row in desk.ask(core_logs, first=FIRST, last=LAST)]
    made = desk.ask(core_file, file_id=1)
    desk.do(mark_core_sent, file_id=made.id, version=made.version, on=MONDAY)
    desk.store.close()
    code, said = export(db, tmp_path / "two.csv", capsys)
    assert (code, said["logs"], said["file"], len(said["left_out"])) == (1, 0, None, 4)
    assert "sent already" in said["left_out"][0]["why"][0] and not (tmp_path / "two.csv").exists()
    desk = open_desk(db)
    desk.do(record_core_answer, file_id=made.id, version=None, on=MONDAY, answer="Row 2: the UPRN is not known",
            returned=(ids[1],))
    rows = desk.ask(core_logs, first=FIRST, last=LAST)
    assert [row.state for row in rows] == [CoreState.ACCEPTED, CoreState.RETURNED, CoreState.ACCEPTED, CoreState.ACCEPTED]
    desk.do(mend_core, log_id=ids[1], version=None, answers={"uprn": ""})
    desk.store.close()
    code, said = export(db, tmp_path / "three.csv", capsys)
    assert said["logs"] == 1 and len(rows_of((tmp_path / "three.csv").read_bytes())) == 1


def test_it_says_in_words_what_it_did(sqlite_desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = lettings(sqlite_desk, 2)
    words = ["core", "export", "--db", db, "--from", "1 April 2026", "--to", "31 March 2027", "--file", str(tmp_path / "a.csv")]
    assert main.main(words) == 0
    assert "a.csv: 2 logs of 2026/27, 0 left out" in capsys.readouterr().out
    assert main.main(words) == 2 and "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(("last", "says"), [("30 April 2027", "two collection years"), ("1 March 2026", "Put the earlier day")])
def test_days_that_no_file_can_cover_are_refused(sqlite_desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                                 last: str, says: str) -> None:
    code, said = export(lettings(sqlite_desk, 1), tmp_path / "a.csv", capsys, last)
    assert code == 2 and says in said["refused"]
