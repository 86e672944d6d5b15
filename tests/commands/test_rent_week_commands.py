"""The rent week without a window: demo, debit, bank import, bank post, reconcile; and what each says to bad input."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from housingdesk.__main__ import main
from housingdesk.access.desk import needs
from housingdesk.access.door import first_administrator
from housingdesk.access.rules import Permission
from housingdesk.bank.queries.lines import tier_counts
from housingdesk.db import last_opened, places
from housingdesk.db.connection import open_store
from housingdesk.db.upgrade import upgrade
from housingdesk.rent.queries.verify import verify
from tests.support.made_up import copied
from tests.support.postgres import Cluster

_PASSWORD = "a long enough word"
Captured = pytest.CaptureFixture[str]


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up association: its database and the folder of its bank files."""

    db: str
    files: Path

    def file(self, end: str) -> str:
        """The waiting file whose name ends so."""
        [found] = self.files.glob(f"statement-*{end}")
        return str(found)


@pytest.fixture
def template(sqlite_made_up: tuple[Path, Path]) -> Made:
    """The association itself, for what changes nothing."""
    return Made(str(sqlite_made_up[0]), sqlite_made_up[1])


@pytest.fixture
def sqlite_made(template: Made, tmp_path: Path) -> Made:
    copy = tmp_path / "small.housing"
    shutil.copyfile(template.db, copy)
    return Made(str(copy), template.files)


@pytest.fixture
def postgres_made(postgres_cluster: Cluster, postgres_made_up: tuple[str, Path]) -> Iterator[Made]:
    with copied(postgres_cluster, postgres_made_up[0]) as address:
        yield Made(address, postgres_made_up[1])


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def made(request: pytest.FixtureRequest) -> Made:
    """A copy of it for one test, on each kind of database."""
    found: Made = request.getfixturevalue(f"{request.param}_made")
    return found


def _said(capsys: Captured, *words: str, code: int = 0) -> Any:
    """What a command prints as JSON."""
    capsys.readouterr()
    assert main([*words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def _refused(capsys: Captured, *words: str) -> str:
    """The one sentence that a command prints when it refuses, the same as text and as JSON."""
    capsys.readouterr()
    assert main(list(words)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert _said(capsys, *words, code=2) == {"refused": told.err.strip()}
    return told.err.strip()


def test_the_rent_week_from_debit_to_agreed_bank(made: Made, capsys: Captured) -> None:
    db = ("--db", made.db)
    shown = _said(capsys, "debit", "--as-at", "2026-11-25", "--dry-run", *db)
    assert (shown["week"], shown["posted"], shown["posted_before"]) == ("2026-11-23", False, None)
    assert shown["proof"]["roll_agrees"] and shown["proof"]["debit_agrees"]
    assert shown["not_debited"] and all(row["why"].startswith("Not debited, because") for row in shown["not_debited"])
    run = _said(capsys, "debit", "--as-at", "2026-11-25", *db)
    assert run["posted"]
    assert {**run, "posted": False, "batch": None} == shown
    file = _said(capsys, "bank", "import", made.file("camt.053.xml"), *db)
    assert file["imported"] == file["lines"] == sum(tier["lines"] for tier in file["tiers"].values())
    assert file["adds_up"]
    assert _cents(file["opening"]) + _cents(file["money_in"]) - _cents(file["money_out"]) == _cents(file["closing"])
    found = _said(capsys, "reconcile", "--from", "2026-11-16", "--to", "2026-11-23", *db, code=1)
    assert not found["agrees"]
    posted = sum(_said(capsys, "bank", "post", "--tier", tier, *db)["posted"] for tier in ("certain", "likely", "not-rent"))
    assert posted == sum(file["tiers"][tier]["lines"] for tier in ("certain", "likely", "not_rent"))
    left = _said(capsys, "bank", "post", "--tier", "certain", *db)
    assert (left["posted"], left["amount"], left["left"]["certain"]) == (0, "0.00", 0)
    store = open_store(made.db, lock=False)
    with store.connected():
        assert verify() == []
        assert set(tier_counts(1)) <= {"needs_you"}
    store.close()


def _cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def test_a_period_that_is_over_agrees_to_the_penny(made: Made, capsys: Captured) -> None:
    found = _said(capsys, "reconcile", "--from", "1/10/2026", "--to", "15/11/2026", "--db", made.db)
    assert found["agrees"]
    [bank] = found["banks"]
    assert bank["stated"] == bank["ledger"] == bank["lines"]
    figures = ("opening", "debit", "own_receipts", "hb_receipts", "uc_receipts", "other_receipts", "adjustments", "write_offs")
    assert len(found["accounts"]) > 60
    for row in (*found["accounts"], *found["groups"], *found["totals"]):
        assert row["holds"]
        assert sum(_cents(row[name]) for name in figures) == _cents(row["closing"])
    for name in (*figures, "closing"):
        assert sum(_cents(row[name]) for row in found["accounts"]) == sum(_cents(row[name]) for row in found["totals"])
    assert _cents(found["suspense"]) >= 0
    assert len(found["head"]["hash"]) == 64
    assert main(["reconcile", "--from", "2026-10-01", "--to", "2026-11-15", "--db", made.db]) == 0
    told = capsys.readouterr().out
    assert "bank and ledger agree at £" in told
    assert told.rstrip().endswith("All of it agrees.")
    assert found["totals"][0]["closing"] in told


def test_the_debit_is_shown_and_then_posted_once(sqlite_made: Made, capsys: Captured) -> None:
    db = ("--db", sqlite_made.db)
    assert main(["debit", "--as-at", "23 nov 2026", "--dry-run", *db]) == 0
    told = capsys.readouterr().out
    assert "would be posted" in told
    assert "Not debited (" in told
    assert told.count(": agrees.") == 2
    assert main(["debit", "--as-at", "2026-11-23", *db]) == 0
    assert "was posted" in capsys.readouterr().out
    assert "was posted by Margaret Hollis" in _refused(capsys, "debit", "--as-at", "2026-11-29", *db)
    assert main(["debit", "--as-at", "2026-11-23", "--dry-run", *db]) == 0
    assert "it cannot be posted twice" in capsys.readouterr().out


def test_a_file_comes_in_once(sqlite_made: Made, capsys: Captured) -> None:
    db = ("--db", sqlite_made.db)
    assert main(["bank", "import", sqlite_made.file("camt.053.xml"), *db]) == 0
    told = capsys.readouterr().out
    assert "New and stored: " in told
    assert "Certain" in told
    second = _said(capsys, "bank", "import", sqlite_made.file("camt.053.xml"), *db)
    assert (second["imported"], second["file_id"], second["already_in"]) == (0, None, second["lines"])
    assert main(["bank", "import", sqlite_made.file("camt.053.xml"), *db]) == 0
    assert "All of them are in already; nothing was added." in capsys.readouterr().out
    for end, most in (("standard18.txt", 3), ("bai2.bai", second["lines"])):
        other = _said(capsys, "bank", "import", sqlite_made.file(end), *db)
        assert other["tiers"]["needs_you"]["lines"] == other["imported"] == other["unsure"] <= most


def test_the_account_may_be_named(sqlite_made: Made, capsys: Captured) -> None:
    words = ("bank", "import", sqlite_made.file("qif.qif"), "--db", sqlite_made.db, "--account")
    assert "ends with “999”. There are: 00600144170123" in _refused(capsys, *words, "999")
    assert _said(capsys, *words, "44170123")["imported"] > 0


@pytest.mark.parametrize(("words", "sentence"), [
    (["debit"], "Something is missing: --as-at. “housingdesk debit --help” lists the options."),
    (["debit", "--as-at", "the day before"], "--as-at: “the day before” is not a date. Type it like 9/11/2026."),
    (["debit", "--as-at", "2031-01-01"], "The debit can run at most a week ahead."),
    (["bank", "post"], "Something is missing: --tier. “housingdesk bank post --help” lists the options."),
    (["bank", "post", "--tier", "needs_you"],
     "--tier cannot be “needs_you”; it is one of certain, likely, not-rent. “housingdesk bank post --help” lists the options."),
    (["bank", "post", "--tier", "certain", "--account", "x"],
     "None of our accounts ends with “x”. There are: 00600144170123."),
    (["reconcile", "--from", "2026-11-01"], "Something is missing: --to. “housingdesk reconcile --help” lists the options."),
    (["reconcile", "--from", "31/2/2026", "--to", "1/3/2026"], "--from: “31/2/2026” is not a date. Type it like 9/11/2026."),
    (["reconcile", "--from", "2026-11-02", "--to", "2026-11-01"],
     "1 November 2026 is before 2 November 2026. Give the first day with --from and the last with --to."),
])
def test_a_wrong_option_gets_one_sentence(words: list[str], sentence: str, template: Made, capsys: Captured) -> None:
    assert _refused(capsys, *words, "--db", template.db) == sentence


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("none.csv", None, "none.csv: There is no such file."),
    ("empty.csv", b"", "empty.csv"),
    ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "picture.csv"),
    ("other.csv", b"Date,Description,Amount,Balance,Account\n", "other.csv"),
    ("else.qif", b"!Account\nN40-00-01 12345678\n^\n!Type:Bank\nD20/11/2026\nT1.00\nPRENT\n^\n", "else.qif"),
    ("bomb.xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><Document>&c;</Document>",
     "bomb.xml"),
])
def test_a_file_that_cannot_be_used_stores_nothing(name: str, content: bytes | None, sentence: str, sqlite_made: Made,
                                                   tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    before = Path(sqlite_made.db).read_bytes()
    assert _refused(capsys, "bank", "import", str(path), "--db", sqlite_made.db).startswith(sentence)
    assert Path(sqlite_made.db).read_bytes() == before


def test_a_statement_for_another_account_is_refused(sqlite_made: Made, tmp_path: Path, capsys: Captured) -> None:
    text = Path(sqlite_made.file("standard18.txt")).read_text().replace("00600144170123", "00600155555555")
    path = tmp_path / "theirs.txt"
    path.write_text(text, newline="")
    said = _refused(capsys, "bank", "import", str(path), "--db", sqlite_made.db)
    assert said == "theirs.txt is a statement for account 00600155555555, which is not one of ours."


@pytest.mark.parametrize("words", [["debit", "--as-at", "2026-11-23"], ["bank", "post", "--tier", "certain"],
                                   ["reconcile", "--from", "2026-11-01", "--to", "2026-11-02"]])
def test_a_database_that_is_not_there_or_not_ours_is_refused(words: list[str], tmp_path: Path, capsys: Captured,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    assert "There is no database at" in _refused(capsys, *words, "--db", str(tmp_path / "none.housing"))
    (tmp_path / "diary.txt").write_text("Dear diary")
    monkeypatch.setenv("HOUSINGDESK_PASSPHRASE", _PASSWORD)
    assert "diary.txt is not a HousingDesk database" in _refused(capsys, *words, "--db", str(tmp_path / "diary.txt"))
    assert (tmp_path / "diary.txt").read_text() == "Dear diary"


def test_an_offices_own_file_asks_who_is_there(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "office.housing"
    store = open_store(path, create=True)
    upgrade(store, now=datetime(2026, 1, 1, tzinfo=UTC))
    first_administrator(store, name="Ann Brown", login="ann", password=_PASSWORD)
    store.close()
    words = ("debit", "--as-at", "2026-11-23", "--db", str(path))
    assert _refused(capsys, *words) == "Say who you are with --login, or in HOUSINGDESK_LOGIN."
    assert _refused(capsys, *words, "--login", "ann") == (
        "Password: nobody is there to type it. Put it into the environment variable HOUSINGDESK_PASSWORD.")
    monkeypatch.setenv("HOUSINGDESK_PASSWORD", "not the right word")
    assert "do not go together" in _refused(capsys, *words, "--login", "ann")
    monkeypatch.setenv("HOUSINGDESK_PASSWORD", _PASSWORD)
    assert _refused(capsys, *words, "--login", "ann") == "There is nothing to debit for the week of 23 November 2026."
    assert "There is no bank account yet" in _refused(capsys, "bank", "post", "--tier", "certain", "--db", str(path),
                                                      "--login", "ann")


def test_the_made_up_association_goes_to_its_own_place_and_is_remembered(capsys: Captured) -> None:
    try:
        told = _said(capsys, "demo", "--homes", "8", "--years", "1", "--today", "2026-11-22")
        assert told["database"] == str(places.made_up()) == last_opened.recall()
        assert (told["today"], told["counts"]["homes"]) == ("2026-11-22", 8)
        assert sorted(path.name for path in Path(told["bank_files"]).iterdir()) == sorted(told["files"])
        assert main(["debit", "--as-at", "2026-11-16", "--dry-run"]) == 0
        assert "Choose another name with --to" in _refused(capsys, "demo", "--homes", "8")
    finally:
        last_opened.forget()
        shutil.rmtree(places.made_up().parent, ignore_errors=True)


@pytest.mark.parametrize(("words", "sentence"), [
    (["--homes", "0"], "--homes is a number from 1 to 100,000."),
    (["--homes", "many"], "--homes needs a whole number, and “many” is none. “housingdesk demo --help” lists the options."),
    (["--years", "0"], "--years is 1 at least."),
    (["--years", "40"], "The books can begin in 2018 at the earliest"),
    (["--today", "2040-01-01"], "The books can begin in 2018 at the earliest"),
    (["--today", "someday"], "--today: “someday” is not a date."),
    (["--to", "{folder}"], "{folder} is a folder. Give the file in it a name."),
    (["--to", "postgresql://server"], "The PostgreSQL address names no database."),
    (["--colour", "red"], "This command has no use for “--colour red”."),
])
def test_what_cannot_be_made_is_refused(words: list[str], sentence: str, tmp_path: Path, capsys: Captured) -> None:
    to = [] if "--to" in words else ["--to", str(tmp_path / "demo.housing")]
    said = _refused(capsys, "demo", *[word.format(folder=tmp_path) for word in words], *to)
    assert said.startswith(sentence.format(folder=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_stopping_it_leaves_nothing(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    @needs(Permission.POST_MONEY)
    def stop(*_: object, **_facts: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("housingdesk.demo.making.write_memory", stop)
    assert main(["demo", "--homes", "8", "--years", "1", "--to", str(tmp_path / "demo.housing")]) == 130
    assert list(tmp_path.iterdir()) == []
