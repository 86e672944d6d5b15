"""Prints a stored PDF as it is, page by page at the printer's own fineness, with progress and Cancel.

Nothing is laid out again: what is printed is the picture of what was issued, at its size on the paper.

    print_pdf(desk, data, printer, self._printed, self._refused, label="Printing 12 letters")
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from housingdesk.errors import Cancelled, HousingDeskError, Refused
from housingdesk.ui.kit import window_state
from housingdesk.ui.kit.pdf_document import POINTS_PER_INCH, Pdf
from housingdesk.ui.kit.qt_desk import Job, Progress, QtDesk

DPI = 300
_BAND = 200
_folders: dict[str, Path] = {}


def offer_folder(name: str, folder: Path) -> None:
    """Offer a printer of this name that leaves each job as a PDF in a folder, before those of the computer."""
    _folders[name] = folder


def printer_names() -> list[str]:
    """The printers to choose from, the computer's own choice first."""
    usual = QPrinterInfo.defaultPrinterName()
    return [*_folders, *sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))]


def remembered_printer(paper: str) -> str:
    """The printer used last for a kind of paper ("plain", "headed", "labels")."""
    kept = window_state.text(f"printer/{paper}")
    names = printer_names()
    return kept if kept in names else next(iter(names), "")


def open_printer(name: str, *, paper: str = "plain", copies: int = 1, both_sides: bool = False) -> QPrinter:
    """A printer set up for whole A4 sheets; remembers it for this kind of paper. Refused if it is not there."""
    if name in _folders:
        return file_printer(_folders[name] / f"printed-{len(list(_folders[name].glob('printed-*.pdf'))) + 1:02}.pdf")
    if name not in QPrinterInfo.availablePrinterNames():
        raise Refused(f"The printer {name} is not there. Switch it on, or choose another")
    window_state.remember(f"printer/{paper}", name)
    info = QPrinterInfo.printerInfo(name)
    if info.state() is QPrinter.PrinterState.Error:
        raise Refused(f"The printer {name} does not answer or has stopped. See to it, or choose another")
    made = _sheet(QPrinter(info))
    made.setCopyCount(copies)
    made.setDuplex(QPrinter.DuplexMode.DuplexLongSide if both_sides else QPrinter.DuplexMode.DuplexNone)
    return made


def file_printer(path: Path) -> QPrinter:
    """A printer that writes a PDF file of pictures, for tests of what reaches the paper."""
    made = _sheet(QPrinter())
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    return made


def _sheet(printer: QPrinter) -> QPrinter:
    printer.setResolution(DPI)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait,
                                      QMarginsF(0, 0, 0, 0)))
    return printer


def print_pdf(desk: QtDesk, data: bytes, printer: QPrinter, on_done: Callable[[int], object],
              on_refused: Callable[[HousingDeskError], object] | None = None, *, label: str = "Printing",
              first: int = 0, last: int | None = None) -> Job:
    """Print pages ``first`` to ``last`` (from 0, both included); ``on_done`` gets how many went to the printer."""
    return desk.run(_print, on_done, on_refused, label=label, data=data, printer=printer, first=first, last=last)


def _print(progress: Progress, data: bytes, printer: QPrinter, first: int, last: int | None) -> int:
    pdf = Pdf(data)
    pages = range(first, min(pdf.pages, pdf.pages if last is None else last + 1))
    painter = QPainter()
    if not painter.begin(printer):
        pdf.close()
        raise Refused("The printer did not take the job. Is it switched on, and is there paper in it?")
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages), "Printing page")
            if done and not printer.newPage():
                raise Refused(f"The printer stopped before page {page + 1}. Print again from there")
            draw_page(painter, pdf, page, printer.resolution())
    except Cancelled:
        painter.end()
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
        pdf.close()
    return len(pages)


def draw_page(painter: QPainter, pdf: Pdf, page: int, dpi: int) -> None:
    """A page from 0, drawn where the painter is, in bands.

    A whole page at once would hold up every other thread while it is packed for the printer.
    """
    scale = dpi / POINTS_PER_INCH
    _, high = pdf.pixels(page, scale)
    for top in range(0, high, _BAND):
        painter.drawImage(0, top, pdf.band(page, scale, top, min(_BAND, high - top)))
