"""The one print panel: printer, copies, sides and pages, with the right answers filled in; and the one for many letters."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.cover import Cover
from housingdesk.ui.kit.fields import Choice, TextField, Tick
from housingdesk.ui.kit.form import Form, buttons_row
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.printing import open_printer, print_pdf, printer_names, remembered_printer
from housingdesk.ui.kit.qt_desk import QtDesk, refusal
from housingdesk.values.problems import Problem


class PrinterPanel(Cover):
    """Asks for a printer and what a subclass asks besides; opens the printer, or says in place why it cannot."""

    def __init__(self, window: QWidget, title: str, facts: Sequence[str] = (), *, paper: str = "plain") -> None:
        super().__init__(window)
        self._paper = paper
        self.setAccessibleName(title)
        names = printer_names()
        self.form = Form(gap=12)
        self.form.add("printer", "Printer", Choice([(name, name) for name in names]),
                      hint="" if names else "No printer is set up on this computer")
        self._ask()
        self.form.add("both_sides", "Paper", Tick("Print on both sides"))
        self.form["printer"].set_value(remembered_printer(paper))
        self.form["both_sides"].set_value(window_state.text(f"both sides/{paper}") == "yes")
        self.go = button("Print", self._print, key="Enter", kind="primary")
        self.go.setEnabled(bool(names))
        column = QVBoxLayout(self.panel)
        theme.lay(column, 22, gap=12)
        column.addWidget(label(title, "heading", wrap=True))
        for fact in facts:
            column.addWidget(label(fact, "muted", wrap=True))
        column.addWidget(self.form)
        column.addWidget(buttons_row(self.go, button("Leave it", self.give_up, key="Esc")))
        self.cover()
        self.show()
        self.form["printer"].setFocus()

    def _ask(self) -> None:
        """The questions of a subclass, between printer and paper."""

    def _print(self) -> None:
        """Checks what was typed and prints."""
        raise NotImplementedError

    def _opened(self, problems: list[Problem], copies: int = 1) -> QPrinter | None:
        """The printer chosen; None, with what is wrong shown in place, when something stands against it."""
        if self.form.show_problems(problems):
            return None
        try:
            opened = open_printer(self.form["printer"].value(), paper=self._paper, copies=copies,
                                  both_sides=self.form["both_sides"].value())
        except HousingDeskError as error:
            self.form.show_problems([Problem("printer", refusal(error))])
            return None
        window_state.remember(f"both sides/{self._paper}", "yes" if self.form["both_sides"].value() else "no")
        return opened

    def panel_width(self) -> int:
        return 520

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focused, QPushButton):
            focused.click()
        elif self.go.isEnabled():
            self._print()


class PrintPanel(PrinterPanel):
    """Prints ``data`` (a stored PDF of ``pages`` pages). ``printed(count)`` is called when the printer has them all."""

    def __init__(self, window: QWidget, desk: QtDesk, title: str, data: bytes, pages: int,
                 printed: Callable[[int], object], *, paper: str = "plain") -> None:
        self._desk, self._data, self._pages, self._printed = desk, data, pages, printed
        self._title = title
        super().__init__(window, title, paper=paper)

    def _ask(self) -> None:
        self.form.row(("copies", "Copies", TextField("1", longest=3)),
                      ("pages", "Pages", TextField(f"1-{self._pages}", longest=15), "such as 1-4 or 7"))

    def _print(self) -> None:
        copies, pages = self.form["copies"].value(), page_range(self.form["pages"].value(), self._pages)
        problems = []
        if not (copies.isascii() and copies.isdigit() and 1 <= int(copies) <= 99):
            problems.append(Problem("copies", "Copies is a number from 1 to 99"))
        if pages is None:
            problems.append(Problem("pages", f"Pages is a number or a span within 1-{self._pages}"))
        printer = self._opened(problems, 1 if problems else int(copies))
        if printer is None or pages is None:
            return
        self.leave()
        print_pdf(self._desk, self._data, printer, self._printed, label=self._title, first=pages[0], last=pages[1])


class ManyPanel(PrinterPanel):
    """Asks where ``count`` letters go; ``start(printer, both_sides, first, last)`` prints those from first to last, from 0."""

    def __init__(self, window: QWidget, title: str, facts: Sequence[str], count: int,
                 start: Callable[[QPrinter, bool, int, int], object], *, paper: str = "plain") -> None:
        self._count, self._begin = count, start
        super().__init__(window, title, facts, paper=paper)

    def _ask(self) -> None:
        self.form.add("letters", "Letters", TextField(f"1-{self._count}", longest=15), hint="such as 1-4 or 7")

    def _print(self) -> None:
        span = page_range(self.form["letters"].value(), self._count)
        problem = Problem("letters", f"Letters is a number or a span within 1-{self._count}")
        printer = self._opened([problem] if span is None else [])
        if printer is None or span is None:
            return
        self.leave()
        self._begin(printer, bool(self.form["both_sides"].value()), *span)


def sent_to_printer(desk: QtDesk, what: str) -> Callable[[int], object]:
    """For ``printed`` of a panel: a toast that ``what`` went to the printer, for what changes nothing else."""
    def say(pages: int) -> None:
        desk.notices.toast(f"{what} went to the printer, {pages:,} page{'s' if pages != 1 else ''}")
    return say


def page_range(text: str, pages: int) -> tuple[int, int] | None:
    """The first and last page from 0 that a person means, or None.

    >>> page_range("2-4", 5), page_range("3", 5), page_range("4-9", 5)
    ((1, 3), (2, 2), None)
    """
    parts = [part.strip() for part in text.replace("–", "-").split("-")]
    if len(parts) > 2 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    first, last = int(parts[0]), int(parts[-1])
    return (first - 1, last - 1) if 1 <= first <= last <= pages else None
