"""``housingdesk core check``: what the service would say of an upload, in words and as JSON, with its exit codes."""

import json
from pathlib import Path

import pytest

from housingdesk.commands.main import main
from housingdesk.lettings.rules.core.writing import write_upload
from tests.support.core_answers import FAMILY, GENERAL, RENEWAL, YEAR, log

RENTS = "lettype,la,beds,soft_min,soft_max,hard_min,hard_max\n1,E08000025,2,60.50,140,20,1000\n"


def _told(file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    code = main(["core", "check", str(file), "--on", "2026-11-23", *more])
    out = capsys.readouterr()
    return code, out.out + out.err


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "core.csv"
    path.write_bytes(write_upload(YEAR, [log(GENERAL), log(FAMILY, tenant_code="T-2"), log(RENEWAL, tenant_code="T-3")]))
    return path


def test_a_file_that_is_taken(upload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = _told(upload, capsys)
    assert code == 0 and told.endswith("core.csv: 3 logs. The service would take them all.\n")
    assert "Not checked: whether the rent is in the service’s range" in told


def test_each_problem_stands_under_its_line_with_its_fields(upload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    upload.write_bytes(write_upload(YEAR, [log(GENERAL), log(FAMILY, tenant_code="T-2", joint=None, service="36")]))
    code, told = _told(upload, capsys)
    assert code == 1 and "Row 5, T-2:\n  field 36 (error): “Is it a joint tenancy?” needs an answer.\n" in told
    assert "  field 143 (to confirm): This charge is £36 a week" in told
    assert told.endswith("core.csv: 2 logs. 1 thing to put right.\n")


def test_one_error_of_the_set_up_stops_the_whole_file(upload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    upload.write_bytes(write_upload(YEAR, [log(GENERAL, owner=None), log(FAMILY)]))
    code, told = _told(upload, capsys)
    assert code == 1 and told.endswith("2 logs. 1 thing to put right. No log of the file would be made.\n")


def test_soft_questions_do_not_count_against_it(upload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    upload.write_bytes(write_upload(YEAR, [log(GENERAL, service="36")]))
    assert _told(upload, capsys)[1].endswith("1 log. The service would take it, and ask to confirm 1 answer.\n")


def test_what_is_lost_without_a_word_is_said(upload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    upload.write_bytes(write_upload(YEAR, [log(GENERAL, work_3=2)]))
    code, told = _told(upload, capsys)
    assert code == 1 and "field 65 (lost without a word)" not in told and "field 59 (lost without a word): A working" in told
    assert told.endswith("1 log. The service would take it, but lose or change 1 answer without a word.\n")


def test_for_another_program(upload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    upload.write_bytes(write_upload(YEAR, [log(GENERAL, joint=None)]))
    code, told = _told(upload, capsys, "--json")
    found = json.loads(told)
    assert code == 1 and (found["logs"], found["accepted"], found["makes_logs"]) == (1, False, True)
    assert found["counts"] == {"setup": 0, "hard": 1, "unfinished": 0, "silent": 0, "soft": 0}
    assert found["rows"] == [{"row": 4, "reported_as": 4, "problems": [
        {"fields": [36], "kind": "hard", "sentence": "“Is it a joint tenancy?” needs an answer"}]}]


def test_with_the_table_the_rent_is_checked(upload: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "rents.csv"
    table.write_text(RENTS, encoding="utf-8")
    upload.write_bytes(write_upload(YEAR, [log(GENERAL, rent="19.99")]))
    code, told = _told(upload, capsys, "--rents", str(table))
    assert code == 1 and "The rent is £19.99 a week" in told and "Not checked" not in told


def test_a_council_s_homes_have_their_own_answers(upload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    upload.write_bytes(write_upload(YEAR, [log(GENERAL, referral_1=None, referral_la=3)]))
    assert (_told(upload, capsys)[0], _told(upload, capsys, "--provider", "la")[0]) == (1, 0)


@pytest.mark.parametrize(("content", "sentence"), [
    (b"", "The file is empty. Save the sheet"), (b"PK\x03\x04", "The file is not CSV"),
    (b"a,b\n", "No row has “Field number” in column A")])
def test_a_file_that_is_refused_whole(upload: Path, content: bytes, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    upload.write_bytes(content)
    code, told = _told(upload, capsys)
    assert code == 2 and told.startswith(sentence)


def test_a_file_or_year_that_is_not_there(upload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _told(upload.parent / "none.csv", capsys)[0] == 2
    assert _told(upload.parent, capsys) == (2, f"{upload.parent.name} is a folder. Name the CSV file in it.\n")
    assert _told(upload, capsys, "--collection", "2019/20")[1].startswith("There is no CORE year “2019/20”")
    upload.with_suffix(".rents").write_bytes(b"\xff")
    assert "is not text in UTF-8" in _told(upload, capsys, "--rents", str(upload.with_suffix(".rents")))[1]


def test_after_the_last_day_the_file_is_too_late(upload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = _told(upload, capsys, "--on", "2027-07-03")
    assert code == 1 and "until before 3 July 2027" in told and told.endswith("No log of the file would be made.\n")
