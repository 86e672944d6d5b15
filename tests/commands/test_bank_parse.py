"""``housingdesk bank parse``: a file as text and as JSON, and the sentence for a file that cannot be used."""

import json
import os
from pathlib import Path

import pytest

from housingdesk.__main__ import main

_FILE = "Date,Description,Amount,Balance\n02/11/2026,RENT SMITH,100.00,1200.00\n03/11/2026,FEE,-1.50,1198.50\n"


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    """A statement of two lines, as a bank's website gives it."""
    path = tmp_path / "november.csv"
    path.write_text(_FILE)
    return path


def test_the_json_has_the_shape_that_other_programs_rely_on(statement: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "parse", str(statement), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"format", "statements", "interim", "warnings"}
    assert set(told["statements"][0]) == {"account", "currency", "opening", "closing", "adds_up", "lines"}
    assert [(line["date"], line["amount"], line["status"]) for line in told["statements"][0]["lines"]] == [
        ("2026-11-02", "100.00", "booked"), ("2026-11-03", "-1.50", "booked")]
    assert (told["statements"][0]["opening"], told["statements"][0]["closing"]) == ("1100.00", "1198.50")


def test_a_person_sees_every_line(statement: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "parse", str(statement)]) == 0
    told = capsys.readouterr().out
    assert "02 Nov 2026          100.00  RENT SMITH" in told
    assert "in 100.00, out 1.50" in told


@pytest.mark.parametrize(("name", "content"), [
    ("none.csv", None), ("empty.csv", b""), ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00"),
    ("words.csv", b"Dear Sir,\nthe rent is late.\n"), ("cut.xml", b"<?xml version='1.0'?><Document><BkToCstmrStmt>")])
def test_a_file_that_cannot_be_used_gets_one_sentence(name: str, content: bytes | None, tmp_path: Path,
                                                      capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main(["bank", "parse", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{name}")
    assert told.err.count("\n") == 1
    assert main(["bank", "parse", str(path), "--json"]) == 2
    assert json.loads(capsys.readouterr().out) == {"refused": told.err.strip()}


def test_a_folder_is_not_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "parse", str(tmp_path)]) == 2
    assert "This is a folder, not a file." in capsys.readouterr().err


def test_a_device_that_never_ends_is_not_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "parse", os.devnull]) == 2
    assert "a device or a pipe, not a file" in capsys.readouterr().err
