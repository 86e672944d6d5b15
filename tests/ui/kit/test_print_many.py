"""Many letters to one printer: sheets of their own, one after the other, and what is told when it ends early."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from housingdesk.errors import Cancelled, Refused
from housingdesk.ui.kit import print_many
from housingdesk.ui.kit.pdf_document import Pdf
from housingdesk.ui.kit.print_many import STOPPED, Printed, stream
from housingdesk.ui.kit.printing import file_printer
from tests.support.queue_letters import pdf_of

LETTERS = {1: pdf_of(1), 2: pdf_of(2), 3: pdf_of(1)}


def watched(until: int) -> Callable[[int, int, str], None]:
    """A progress that is cancelled once so many letters are done."""
    def report(done: int, total: int, text: str) -> None:
        if done >= until:
            raise Cancelled("Nothing was changed")
    return report


@pytest.fixture
def paper(tmp_path: Path, qapp: object) -> Path:
    return tmp_path / "paper.pdf"


def pages(paper: Path) -> int:
    return Pdf(paper.read_bytes()).pages


def test_letters_come_out_in_order_and_whole(paper: Path) -> None:
    assert stream(watched(9), LETTERS.__getitem__, [2, 1, 3], file_printer(paper), False) == Printed(3, 4)
    assert pages(paper) == 4


def test_on_both_sides_no_letter_begins_on_the_back_of_another(paper: Path) -> None:
    assert stream(watched(9), LETTERS.__getitem__, [1, 2, 3], file_printer(paper), True) == Printed(3, 4)
    assert pages(paper) == 5, "the back of the first letter stays blank"


def test_a_letter_is_fetched_when_its_turn_comes(paper: Path) -> None:
    seen: list[tuple[str, int]] = []

    def fetch(number: int) -> bytes:
        seen.append(("fetched", number))
        return LETTERS[number]

    def report(done: int, total: int, text: str) -> None:
        seen.append(("reported", done))

    stream(report, fetch, [1, 2], file_printer(paper), False)
    assert seen.index(("reported", 0)) < seen.index(("fetched", 2))


def test_cancel_stops_the_rest_and_says_how_far_it_came(paper: Path) -> None:
    assert stream(watched(2), LETTERS.__getitem__, [1, 2, 3], file_printer(paper), False) == Printed(2, 3, STOPPED)


def test_a_letter_whose_bytes_are_broken_stops_the_rest_with_its_sentence(paper: Path) -> None:
    def fetch(number: int) -> bytes:
        if number == 3:
            raise Refused("This letter's bytes are not those that were issued")
        return LETTERS[number]

    done = stream(watched(9), fetch, [1, 3, 2], file_printer(paper), False)
    assert done == Printed(1, 1, "This letter's bytes are not those that were issued")
    assert pages(paper) == 1


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_start_is_told(tmp_path: Path, qapp: object) -> None:
    done = stream(watched(9), LETTERS.__getitem__, [1], file_printer(tmp_path / "no such folder" / "paper.pdf"), False)
    assert (done.documents, done.pages) == (0, 0) and "did not take the job" in done.why_not_all


def test_where_a_job_is_handed_over_whole_the_first_letter_goes_alone(
        paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[int] = []
    monkeypatch.setattr(print_many, "_at_once", lambda printer: False)
    usual = print_many._Paper.hand_over

    def hand_over(self: print_many._Paper) -> None:
        handed.append(self.pages)
        usual(self)

    monkeypatch.setattr(print_many._Paper, "hand_over", hand_over)
    stream(watched(99), lambda number: LETTERS[1], range(45), file_printer(paper), False)
    assert handed == [1, 21, 41, 45]


def test_a_printer_that_has_stopped_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    from housingdesk.ui.kit import printing

    class Stopped:
        """What the computer says of its printers."""

        availablePrinterNames = staticmethod(lambda: ["Front desk"])
        printerInfo = staticmethod(lambda name: Stopped())
        state = staticmethod(lambda: QPrinter.PrinterState.Error)

    monkeypatch.setattr(printing, "QPrinterInfo", Stopped)
    with pytest.raises(Refused, match="Front desk does not answer or has stopped"):
        printing.open_printer("Front desk")


def test_nothing_is_left_open_when_something_goes_wrong_that_nobody_foresaw(paper: Path) -> None:
    with pytest.raises(KeyError):
        stream(watched(9), LETTERS.__getitem__, [1, 99], file_printer(paper), False)
    assert pages(paper) == 1
