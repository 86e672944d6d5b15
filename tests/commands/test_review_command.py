"""The rent review without a window: a dry run keeps nothing, a review is made once and reckoned anew, its list is written."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from housingdesk.__main__ import main
from housingdesk.access.desk import Desk
from housingdesk.commands import opening
from housingdesk.rent.models import RentReview, ReviewRow
from tests.support.accounts import make_account


@pytest.fixture
def office(sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two accounts, and whoever calls is let in."""
    @contextmanager
    def let_in(_options: Any, **_more: Any) -> Iterator[Desk]:
        yield sqlite_desk

    monkeypatch.setattr(opening, "opened", let_in)
    make_account(sqlite_desk, 1)
    make_account(sqlite_desk, 2)
    return sqlite_desk


def said(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["review", "--db", "here", "--json", "--year", "2027", *words]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_dry_run_keeps_nothing(office: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    found = said(capsys, "--dry-run", "--list", str(path))
    assert (found["starts_on"], found["kept"], found["notice_by"]) == ("2027-04-05", False, "2027-03-05")
    assert found["totals"]["rent type"] == [{"name": "no rent type", "accounts": 2, "now": "224.80", "then": "224.80"}]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Now"] for row in rows] == ["112.40", "112.40"] and rows[0]["Look at"] == "its home has no rent type"
    with office.store.connected():
        assert not RentReview.select().exists() and not ReviewRow.select().exists()


def test_made_once_and_reckoned_anew(office: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert (said(capsys)["review"], said(capsys)["review"]) == (1, 1)
    assert main(["review", "--db", "here", "--year", "2027"]) == 0
    text = capsys.readouterr().out
    assert "2 charges on 2 accounts, 2 to look at." in text and "Social rent rises at most: not known" in text
    with office.store.connected():
        assert ReviewRow.select().count() == 2 and RentReview.get().starts_on == date(2027, 4, 5)


def test_a_year_that_is_none(office: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--db", "here", "--year", "27"]) == 2
    assert "27 is no year of a rent review" in capsys.readouterr().err
