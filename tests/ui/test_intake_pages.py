"""Another system's data brought in by keys: files in, columns and words said, a fault mended, totals said, carried out."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.imports.actions.preparing import start_intake
from housingdesk.imports.queries.intakes import file_profile, files, intake, intakes
from housingdesk.imports.rules.words import IntakeState
from housingdesk.rent.queries.verify import verify
from housingdesk.ui.imports.columns_page import IntakeColumnsPage
from housingdesk.ui.imports.intake_page import IntakePage, proof_of
from housingdesk.ui.imports.intakes_page import IntakesPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.ui.support import page_faults
from tests.ui.support.driving import press, show, type_text
from tests.ui.support.page import settle

ON = date(2026, 11, 22)
FLAT = """Property Ref,Address,Postcode,Town,Tenant,Start,Tenure,Rent,Balance
1,4 Dale Road,ZZ1 1AA,Otley,Ann Lee,01/04/2019,AST,110.00,20.00
2,6 Dale Road,ZZ1 1AB,Otley,Bob Roe,{start},AST,111.00,-5.00
"""


def flat(tmp_path: Path, start: str) -> str:
    """The file of the old system."""
    path = tmp_path / "flat.csv"
    path.write_text(FLAT.format(start=start))
    return str(path)


def words(page: QWidget) -> str:
    """Everything that is read on a page."""
    settle(page)
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


@pytest.fixture
def begun(sqlite_desk: Desk) -> int:
    """An intake with nothing in it."""
    number: int = sqlite_desk.do(start_intake, name="Old system", balances_on=ON).value
    return number


def test_an_intake_is_begun_by_keys(qtbot: QtBot, qt_desk: QtDesk) -> None:
    page = show(qtbot, IntakesPage(qt_desk))
    assert "Say what their columns hold" in words(page) and "N begins" in page.table.empty.text()
    press(page, "N")
    type_text(page, "Old system")
    press(page, "Ctrl+Enter")
    [row] = qt_desk.desk.ask(intakes)
    assert (row.name, row.balances_on, row.state) == ("Old system", ON, IntakeState.OPEN)


def test_from_a_file_to_the_books_by_keys(qtbot: QtBot, qt_desk: QtDesk, begun: int, tmp_path: Path) -> None:
    page = show(qtbot, IntakePage(qt_desk))
    page.open(intake_id=begun)
    assert "Nothing is here yet" in words(page)
    page.files_dropped([flat(tmp_path, "31/02/2019")])
    settle(page)
    [file] = qt_desk.desk.ask(files, intake_id=begun)
    _say_the_columns(qtbot, qt_desk, file.id)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.enter()
    press(page, "Alt+2")
    assert "Row 3, Start: “31/02/2019” is no date." in words(page) and "Bob Roe" in words(page)
    assert not page.is_valid("carry_out")
    page.files_dropped([flat(tmp_path, "28/02/2019")])
    for amount in ("2", "2", "221", "15"):
        press(page, "Alt+3")
        _say_next_total(page, amount)
    assert "every total agrees" in words(page)
    press(page, "Alt+B")
    assert qt_desk.desk.ask(intake, intake_id=begun).row.state is IntakeState.DONE
    assert "Brought in: 2 homes, 2 people, 2 agreements and balances of £15.00 owed" in words(page)
    assert qt_desk.desk.ask(verify) == []
    paper, pages = qt_desk.desk.ask(proof_of, intake_id=begun)
    assert page.is_valid("save_proof") and (paper.name, pages) == ("Proof of Old system.pdf", 1)
    said = pypdfium2.PdfDocument(paper.content)[0].get_textpage().get_text_range()
    assert "Sumofallbalances£15.00£15.00£15.00Agrees" in "".join(said.split())
    page.bring.click()
    settle(page)
    assert qt_desk.desk.ask(intake, intake_id=begun).row.state is IntakeState.TAKEN_BACK


def _say_the_columns(qtbot: QtBot, qt_desk: QtDesk, file_id: int) -> None:
    page = show(qtbot, IntakeColumnsPage(qt_desk))
    page.open(file_id=file_id)
    settle(page)
    place = next(at for at, row in enumerate(page.model.rows()) if row.head == "Tenure")
    page.table.view.setCurrentIndex(page.model.index(place, 0))
    assert "Say what these words mean: “AST” (2)" in words(page)
    press(page, "Return")
    assert page.question is not None
    page.question.form["word 0"].set_value("starter tenancy")
    press(page, "Ctrl+Enter")
    assert "Say what these words mean" not in words(page)
    press(page, "Ctrl+Enter")
    assert qt_desk.desk.ask(file_profile, file_id=file_id).file.columns is not None
    page.close()


def _say_next_total(page: IntakePage, amount: str) -> None:
    settle(page)
    part = page.parts["totals"]
    place = next(at for at, row in enumerate(part.model.rows()) if not row.line.agrees)
    part.table.view.setCurrentIndex(part.model.index(place, 0))
    part.table.setFocus()
    press(page, "Return")
    assert part.question is not None
    part.question.form["amount"].setText(amount)
    press(page, "Ctrl+Enter")
    settle(page)


def test_the_screens_are_without_faults(qtbot: QtBot, qt_desk: QtDesk, begun: int) -> None:
    assert page_faults(qtbot, IntakesPage(qt_desk)) == [] and clashes(IntakesPage.keys) == []
    assert page_faults(qtbot, IntakePage(qt_desk)) == [] and clashes(IntakePage.keys) == []
    assert page_faults(qtbot, IntakeColumnsPage(qt_desk)) == [] and clashes(IntakeColumnsPage.keys) == []
