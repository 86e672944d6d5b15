"""A statement on its way in: understood, checked, taken in or refused with nothing stored; unknown columns asked once."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import importing
from housingdesk.bank.queries import lines as line_queries
from housingdesk.ui.bank.import_page import ImportPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support.banking import bring_in, file_of, line, make_bank, make_payer
from tests.support.desk import MONDAY
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, has_focus, press, show, words
from tests.ui.support.page import settle

NEW_BANK = "Booked;Who;What;Sum;Stands at\n17/11/2026;A KHAN;RENT;112.40;1112.40\n18/11/2026;J OKAFOR;RENT;98.15;1210.55\n"


@pytest.fixture
def bank(sqlite_desk: Desk) -> int:
    return make_bank(sqlite_desk)


def opened(qtbot: QtBot, desk: QtDesk, path: Path, bank: int | None = None, **more: object) -> ImportPage:
    page = ImportPage(desk)
    page.open(path=str(path), bank_account_id=bank, **more)
    return show(qtbot, page)


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def stored(desk: Desk, bank: int) -> int:
    return len(desk.ask(line_queries.line_ids, bank_account_id=bank, state="all"))


def test_a_statement_is_understood_checked_and_taken_in_with_one_key(
        qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, bank: int, tmp_path: Path) -> None:
    _, reference = make_payer(sqlite_desk)
    data = file_of([line(11240, reference, "A KHAN"), line(500, "X")])
    page = opened(qtbot, qt_desk, put(tmp_path, "monday.sta", data), bank)
    said = words(page.summary)
    assert "MT940" in said and "Tuesday 17 November 2026" in said and "Certain\n1" in said
    assert "It is a statement of Rent account" in said and "£1,000.00 + £117.40 − £0.00 = £1,117.40" in said
    assert "2 new lines, none in already" in said and page.model.count() == 2
    found = goes(page)
    assert has_focus(page.take) and page.take.text().startswith("Take in 2 lines")
    press(page, "Enter")
    assert stored(sqlite_desk, bank) == 2 and found == [Go("money")]


def test_lines_that_are_in_already_are_said(
        qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, bank: int, tmp_path: Path) -> None:
    lines = [line(100, "A"), line(200, "B")]
    bring_in(sqlite_desk, lines)
    page = opened(qtbot, qt_desk, put(tmp_path, "more.sta", file_of([*lines, line(300, "C")])), bank)
    assert "2 lines already in; 1 new line" in words(page.summary)
    again = opened(qtbot, qt_desk, put(tmp_path, "same.sta", file_of(lines)), bank)
    assert "This very file was taken in on 23 November 2026 by Ann Brown" in words(again.summary)
    assert not again.take.isEnabled() and "Nothing new in it" in again.take.text()


def test_sums_that_disagree_are_said_and_shown(qtbot: QtBot, qt_desk: QtDesk, bank: int, tmp_path: Path) -> None:
    data = file_of([line(11240, "A")], opening=1).replace(b"112,41", b"999,99")
    page = opened(qtbot, qt_desk, put(tmp_path, "wrong.sta", data), bank)
    assert "but the file closes at £999.99" in words(page.summary)
    assert page.bar.isVisible() and "nothing will be certain" in page.bar.sentence and page.take.isEnabled()


@pytest.mark.parametrize(("name", "data"), [("empty.csv", b""), ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
                                            ("words.txt", b"Dear all, nothing here is a statement")])
def test_a_file_that_is_none_is_refused_with_its_name(
        qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, bank: int, tmp_path: Path, name: str, data: bytes) -> None:
    page = opened(qtbot, qt_desk, put(tmp_path, name, data), bank)
    if page._asked is not None:
        pytest.skip("its columns are asked for")
    assert name in page.bar.sentence and "Nothing was stored, and your file was not changed." in page.bar.sentence
    assert not page.take.isEnabled() and stored(sqlite_desk, bank) == 0
    found = goes(page)
    press(page, "Enter")
    assert found == []
    assert page.escape() and found == [Go("money")]


def test_a_file_that_is_not_there_is_refused(qtbot: QtBot, qt_desk: QtDesk, bank: int, tmp_path: Path) -> None:
    page = opened(qtbot, qt_desk, tmp_path / "gone.csv", bank)
    assert "gone.csv cannot be read" in page.bar.sentence


def test_a_line_that_cannot_be_read_may_be_left_out(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, bank: int,
                                                    tmp_path: Path) -> None:
    text = ("Number,Date,Account,Amount,Subcategory,Memo\n"
            " ,17/11/2026,20-44-17 12344417,112.40,FT,A KHAN\n"
            " ,17/11/2026,20-44-17 12344417,1O4.00,FT,J OKAFOR\n")
    page = opened(qtbot, qt_desk, put(tmp_path, "barclays.csv", text), bank)
    assert "Line 3" in page.bar.sentence and "1O4.00" in page.bar.sentence
    assert page.skip.isVisible() and has_focus(page.skip)
    press(page, "Enter")
    assert page.take.isEnabled() and "Lines\n1" in words(page.summary)
    assert "left out" in words(page.summary)


def test_another_account_of_ours_is_known_by_the_file(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, bank: int,
                                                      tmp_path: Path) -> None:
    other = int(sqlite_desk.do(importing.add_bank_account, name="Savings", sort_code="20-44-17", number="88888888",
                               opening_pence=0, opening_on=MONDAY).value)
    page = opened(qtbot, qt_desk, put(tmp_path, "rent.sta", file_of([line(100, "A")])), other)
    assert "It is a statement of Rent account" in words(page.summary)


def test_columns_are_asked_once_and_remembered(
        qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, bank: int, tmp_path: Path) -> None:
    page = opened(qtbot, qt_desk, put(tmp_path, "new.csv", NEW_BANK), bank)
    card = page._asked
    assert card is not None and "This bank's columns are new to us" in words(page.header)
    assert [card.form[f"column {n}"].value() for n in (0, 3)] == ["date", "amount"]
    card.form["column 1"].set_value("payer")
    card.form["column 2"].set_value("narrative")
    press(page, "Ctrl+Enter")
    assert page._asked is None and page.model.count() == 2
    press(page, "Ctrl+Enter")
    assert stored(sqlite_desk, bank) == 2
    more = NEW_BANK.replace("18/11", "19/11").replace("98.15", "98.16")
    later = opened(qtbot, qt_desk, put(tmp_path, "later.csv", more), bank)
    assert later._asked is None and "already in" in words(later.summary)


def test_missing_columns_are_said_in_place(qtbot: QtBot, qt_desk: QtDesk, bank: int, tmp_path: Path) -> None:
    page = opened(qtbot, qt_desk, put(tmp_path, "new.csv", NEW_BANK), bank)
    assert page._asked is not None
    page._asked.form["column 0"].set_value("")
    press(page, "Ctrl+Enter")
    settle(page)
    assert "Say which column holds the date." in words(page._asked)


def test_files_dropped_together_come_one_after_the_other(qtbot: QtBot, qt_desk: QtDesk, bank: int, tmp_path: Path) -> None:
    first = put(tmp_path, "a.sta", file_of([line(100, "A")]))
    page = opened(qtbot, qt_desk, first, bank, more=("b.sta", "c.sta"))
    assert "2 more files after this one" in words(page.header)
    found = goes(page)
    press(page, "Enter")
    assert found == [Go("import", {"path": "b.sta", "more": ("c.sta",), "bank_account_id": bank})]


def test_the_page_is_without_faults(qtbot: QtBot, qt_desk: QtDesk, bank: int, tmp_path: Path) -> None:
    assert clashes(ImportPage.keys) == []
    good = opened(qtbot, qt_desk, put(tmp_path, "a-statement-with-a-long-name.sta", file_of([line(100, "A" * 60)])), bank)
    assert page_faults(qtbot, good) == []
    bad = opened(qtbot, qt_desk, put(tmp_path, "empty.csv", b""), bank)
    assert page_faults(qtbot, bad) == []
    columns = opened(qtbot, qt_desk, put(tmp_path, "new.csv", NEW_BANK), bank)
    assert page_faults(qtbot, columns) == []
