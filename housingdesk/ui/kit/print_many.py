"""Prints many kept documents one after the other, each fetched when its turn comes: the first sheet goes to the printer while
the last document is still unread.

Where the computer's printing hands a job over only once it is whole (everywhere but on Windows), the first document is a job
of its own and the rest go in lots, so that nobody waits for the last page to see the first. A document is never parted.

    print_many(desk, queries.pdf, [7, 8, 9], printer, self._over, label="Printing 3 letters", both_sides=False)
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from housingdesk.errors import Cancelled, HousingDeskError, Refused
from housingdesk.ui.kit.pdf_document import Pdf
from housingdesk.ui.kit.printing import draw_page
from housingdesk.ui.kit.qt_desk import Job, Progress, QtDesk

STOPPED = "The printing was stopped"
_LOT = 20


@dataclass(frozen=True, slots=True)
class Printed:
    """How many documents and pages went to the printer whole, and why it ended early; empty when it did not."""

    documents: int
    pages: int
    why_not_all: str = ""


def print_many(desk: QtDesk, fetch: Callable[[int], bytes], ids: Sequence[int], printer: QPrinter,
               on_done: Callable[[Printed], object], *, label: str, both_sides: bool) -> Job:
    """Print the documents of these ids in order; ``fetch`` is called in the printing thread. Cancel stops the rest."""
    return desk.run(stream, on_done, label=label, fetch=fetch, ids=ids, printer=printer, both_sides=both_sides)


def stream(progress: Progress, fetch: Callable[[int], bytes], ids: Sequence[int], printer: QPrinter,
           both_sides: bool) -> Printed:
    """The work itself. What stops it on purpose or by the printer is told, not raised: somebody has to look at the tray."""
    paper = _Paper(printer, both_sides)
    ends = set() if _at_once(printer) else {0, *range(_LOT, len(ids), _LOT)}
    done = 0
    try:
        for number, document_id in enumerate(ids):
            paper.put(fetch(document_id), lambda: progress(number, len(ids), "Printing letter"))  # noqa: B023  (called at once)
            done += 1
            if number in ends:
                paper.hand_over()
        paper.hand_over()
    except Cancelled:
        paper.abort()
        return Printed(done, paper.pages, STOPPED)
    except HousingDeskError as error:
        paper.hand_over()  # what is drawn so far may be half out of the printer: nothing is called back
        return Printed(done, paper.pages, str(error))
    finally:
        paper.close()
    return Printed(done, paper.pages)


def _at_once(printer: QPrinter) -> bool:
    """Whether each page goes to the printer as it is done, or all of it lands in one file anyway."""
    return sys.platform == "win32" or printer.outputFormat() != QPrinter.OutputFormat.NativeFormat


class _Paper:
    """Documents onto one printer, job after job; on both sides each document begins on a sheet of its own."""

    def __init__(self, printer: QPrinter, both_sides: bool) -> None:
        self._printer, self._both_sides = printer, both_sides
        self._painter = QPainter()
        self._in_job = 0
        self.pages = 0

    def put(self, data: bytes, still_wanted: Callable[[], object]) -> None:
        """Draws a document; ``still_wanted`` is asked before each page. Refused when the printer does not go on."""
        still_wanted()
        pdf = Pdf(data)
        try:
            for page in range(pdf.pages):
                still_wanted()
                self._turn(first=page == 0)
                draw_page(self._painter, pdf, page, self._printer.resolution())
                self._in_job += 1
                self.pages += 1
        finally:
            pdf.close()

    def _turn(self, *, first: bool) -> None:
        """To the next page; before another document past the back of a sheet whose front is the last one's."""
        if not self._painter.isActive():
            self._in_job = 0
            if not self._painter.begin(self._printer):
                raise Refused("The printer did not take the job. Is it switched on, and is there paper in it?")
            return
        backs = first and self._both_sides and self._in_job % 2 == 1
        for _ in range(2 if backs else 1):
            if not self._printer.newPage():
                raise Refused(f"The printer stopped after {self.pages:,} pages")
        self._in_job += backs

    def hand_over(self) -> None:
        """Ends the job, so that all of it is on its way."""
        if self._painter.isActive():
            self._painter.end()

    def abort(self) -> None:
        """Calls back what has not been printed yet, as far as the printer lets it."""
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()

    def close(self) -> None:
        """Nothing stays open, whatever happened."""
        if self._painter.isActive():
            self._painter.end()
