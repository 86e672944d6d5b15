"""PDFs on screen and on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from housingdesk.errors import BadFile, HousingDeskError, Refused
from housingdesk.ui.kit.pdf_document import Pdf
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.print_panel import PrintPanel, page_range
from housingdesk.ui.kit.printing import DPI, file_printer, open_printer, print_pdf, printer_names
from housingdesk.ui.kit.qt_desk import Inline, JobState, QtDesk, Threads
from housingdesk.ui.kit.watchdog import Watchdog
from tests.ui.kit.desks import PlainDesk
from tests.ui.support import Recorder, clipped, tab_order_faults, unnamed
from tests.ui.support.page import settle

A4 = (595.276, 841.89)


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Three pages, each with its number, and a red square 20 mm from the left and 57 mm from the top."""
    path = tmp_path_factory.mktemp("pdf") / "letter.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    mm = 72 / 25.4
    for page in range(3):
        canvas.drawString(72, 700, f"Dear Amina Khan, this is page {page + 1}")
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(20 * mm, A4[1] - 67 * mm, 10 * mm, 10 * mm, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


@pytest.fixture
def desk(recorder: Recorder) -> QtDesk:
    return QtDesk(PlainDesk(), Inline(), recorder)


@pytest.fixture
def threaded(recorder: Recorder) -> Iterator[QtDesk]:
    made = QtDesk(PlainDesk(), Threads(), recorder)
    yield made
    made.close()


def red_box(pdf: Pdf, page: int, dpi: int) -> tuple[float, float, float, float]:
    """Where the red square stands on a page, in millimetres: left, top, right, bottom."""
    picture = pdf.image(page, dpi / 72)
    red = [(x, y) for y in range(0, picture.height(), 2) for x in range(0, picture.width() // 3, 2)
           if picture.pixelColor(x, y).red() > 200 and picture.pixelColor(x, y).green() < 60]
    mm = 25.4 / dpi
    return (min(x for x, _ in red) * mm, min(y for _, y in red) * mm, max(x for x, _ in red) * mm,
            max(y for _, y in red) * mm)


def test_a_document_has_pages_pictures_and_words(letter: bytes) -> None:
    pdf = Pdf(letter)
    assert pdf.pages == 3
    picture = pdf.image(1, 2.0)
    assert (picture.width(), picture.height()) == (1191, 1684)
    assert picture.pixelColor(5, 5) == QColor("white")
    assert pdf.text(1).strip() == "Dear Amina Khan, this is page 2"
    assert "Page 3 of 3\n\nDear Amina Khan, this is page 3" in pdf.all_text()
    pdf.close()


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(BadFile, match="cannot be shown"):
        Pdf(b"This is not a PDF")


def test_pages_come_as_pictures_of_the_screens_own_fineness(letter: bytes, desk: QtDesk, qtbot: QtBot) -> None:
    view = PdfView(desk, "Letter to Amina Khan")
    qtbot.addWidget(view)
    view.resize(700, 900)
    with qtbot.waitExposed(view):
        view.show()
    view.show_pdf(letter)
    view.set_zoom(100)
    qtbot.waitUntil(lambda: view._sheets[0].picture is not None)
    picture = view._sheets[0].picture
    assert picture is not None
    assert abs(picture.width() - view._sheets[0].width() * view.devicePixelRatioF()) <= 1
    assert view._sheets[0].width() == round(A4[0] * 96 / 72)


def test_pages_out_of_sight_are_not_drawn(letter: bytes, desk: QtDesk, qtbot: QtBot) -> None:
    view = PdfView(desk, "Letter")
    qtbot.addWidget(view)
    view.resize(700, 500)
    with qtbot.waitExposed(view):
        view.show()
    view.show_pdf(letter)
    qtbot.waitUntil(lambda: view._sheets[0].picture is not None)
    assert view._sheets[2].picture is None
    view.go_to_page(2)
    qtbot.waitUntil(lambda: view._sheets[2].picture is not None)
    assert view.current_page() == 2


def test_another_document_begins_at_its_first_page(letter: bytes, desk: QtDesk, qtbot: QtBot) -> None:
    view = PdfView(desk, "Letter")
    qtbot.addWidget(view)
    view.resize(700, 500)
    with qtbot.waitExposed(view):
        view.show()
    for _ in range(2):
        view.show_pdf(letter)
        assert view.current_page() == 0 and view._place.text() == "Page 1 of 3"
        qtbot.waitUntil(lambda: view._sheets[0].picture is not None)
        view.go_to_page(2)
        assert view._place.text() == "Page 3 of 3"


def test_zoom_goes_in_steps_and_fits_the_width(letter: bytes, desk: QtDesk, qtbot: QtBot) -> None:
    view = PdfView(desk, "Letter")
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_pdf(letter)
    view.set_zoom(100)
    view.step_zoom(1)
    assert view._amount.text() == "125 %"
    view.step_zoom(-1)
    view.step_zoom(-1)
    assert view._amount.text() == "75 %"
    view.set_zoom(0)
    settle(view)
    assert abs(view._sheets[0].width() - view.area.viewport().width()) <= 5


def test_the_words_stand_beside_the_picture(letter: bytes, desk: QtDesk, qtbot: QtBot) -> None:
    view = PdfView(desk, "Letter to Amina Khan")
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.show_pdf(letter)
    view.toggle_text()
    assert "Dear Amina Khan, this is page 2" in view.words.toPlainText()
    assert view.words.accessibleName() == "Letter to Amina Khan, as text"
    settle(view)
    assert unnamed(view) + clipped(view) + tab_order_faults(view) == []
    view.show_pdf(None)
    assert (view.words.toPlainText(), view.pages()) == ("", 0)


def test_paper_shows_the_document_at_its_own_size_and_place(letter: bytes, desk: QtDesk, tmp_path: Path) -> None:
    done: list[int] = []
    print_pdf(desk, letter, file_printer(tmp_path / "paper.pdf"), done.append)
    assert done == [3]
    paper = Pdf((tmp_path / "paper.pdf").read_bytes())
    assert paper.pages == 3
    assert all(abs(a - b) < 1.5 for a, b in zip(paper.sizes[0], A4, strict=True))
    assert red_box(paper, 2, 150) == pytest.approx((20, 57, 30, 67), abs=0.5)


def test_a_span_of_pages_can_be_printed(letter: bytes, desk: QtDesk, tmp_path: Path) -> None:
    done: list[int] = []
    print_pdf(desk, letter, file_printer(tmp_path / "paper.pdf"), done.append, first=1, last=1)
    assert done == [1]
    assert Pdf((tmp_path / "paper.pdf").read_bytes()).pages == 1


def test_printing_does_not_block_the_screen(letter: bytes, threaded: QtDesk, tmp_path: Path, qtbot: QtBot) -> None:
    watch = Watchdog()
    done: list[int] = []
    watch.start()
    print_pdf(threaded, letter, file_printer(tmp_path / "paper.pdf"), done.append)
    qtbot.waitUntil(lambda: done == [3], timeout=60_000)
    watch.stop()
    assert watch.worst_ms < 100, watch.where
    assert DPI == 300


def test_printing_can_be_cancelled_between_pages(letter: bytes, threaded: QtDesk, tmp_path: Path, qtbot: QtBot) -> None:
    done: list[int] = []
    job = print_pdf(threaded, letter, file_printer(tmp_path / "paper.pdf"), done.append)
    with qtbot.waitSignal(threaded.said, timeout=60_000) as heard:
        job.cancel()
    assert heard.args == ["Printing: cancelled. Nothing was changed", False]
    assert (job.state, done) == (JobState.CANCELLED, [])


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_start_is_said(letter: bytes, desk: QtDesk, tmp_path: Path) -> None:
    refused: list[HousingDeskError] = []
    print_pdf(desk, letter, file_printer(tmp_path / "no such folder" / "paper.pdf"), lambda count: None, refused.append)
    assert "did not take the job" in str(refused[0])


def test_a_printer_that_is_not_there_is_refused(qapp: object) -> None:
    with pytest.raises(Refused, match="is not there"):
        open_printer("No such printer")


@pytest.mark.parametrize(("typed", "pages"), [("1-3", (0, 2)), ("2", (1, 1)), (" 2 – 3 ", (1, 2)), ("3-2", None),
                                              ("0-2", None), ("2-9", None), ("all", None), ("1-2-3", None), ("", None)])
def test_pages_as_people_type_them(typed: str, pages: tuple[int, int] | None) -> None:
    assert page_range(typed, 3) == pages


def test_the_print_panel_checks_what_is_typed(letter: bytes, desk: QtDesk, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    with qtbot.waitActive(window):
        window.show()
    panel = PrintPanel(window, desk, "Print 3 pages", letter, 3, lambda count: None)
    settle(window)
    assert unnamed(window) + clipped(window) == []
    assert panel.go.isEnabled() == bool(printer_names())
    panel.form["copies"].set_value("a few")
    panel.form["pages"].set_value("9")
    panel._print()
    assert [link.text() for link in panel.form.summary.links] == [
        "Copies is a number from 1 to 99", "Pages is a number or a span within 1-3"]
    panel.give_up()
