"""How soon the first sheet is at the printer after Print, for 40 letters and for 1,000 of two pages.

Counted from Print: the letters are marked as being printed, the first is read from the archive in a database file as it is
used and drawn at the printer's fineness. Beside it, what it would be if all letters were joined before the first is drawn.
The printer writes a file; a real one takes its own time after that.
"""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from housingdesk.access.desk import Desk
from housingdesk.errors import Cancelled
from housingdesk.letters import actions, queries
from housingdesk.letters.pdf.joined import joined
from housingdesk.mailings.actions import issue_run
from housingdesk.ui.kit.print_many import stream
from housingdesk.ui.kit.printing import file_printer
from tests.benchmarks.letters import _desk, _kept, _materials

COUNTS = (40, 1000)
_PAGES_OF_FIRST = 2


def run() -> None:
    """Prints a line for each count."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    screen = QGuiApplication.instance() or QGuiApplication([])
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            desk = _desk(folder)
            run_id = desk.do(issue_run, title="Letters", letters=[_kept(n, _materials(n)) for n in range(1, count + 1)]).value
            ids = [row.id for row in desk.ask(queries.letters, run_id=run_id, limit=count)]
            print(_line(desk, ids, Path(folder)))
            desk.store.close()
    del screen


def _line(desk: Desk, ids: Sequence[int], folder: Path) -> str:
    together = _timed(lambda: joined([desk.ask(queries.pdf, letter_id=letter_id) for letter_id in ids]))
    began = time.perf_counter()
    desk.do(actions.start_printing, letter_ids=ids)
    marked = time.perf_counter() - began
    first, letter = _printed(desk, ids, folder)
    return (f"printing: {len(ids):,} letters, first sheet {_ms(marked + first)} after Print ({_ms(marked)} marking them, "
            f"{_ms(first)} reading and drawing); first letter whole {_ms(marked + letter)}; joined first it would be "
            f"{_ms(marked + together + first)}")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def _printed(desk: Desk, ids: Sequence[int], folder: Path) -> tuple[float, float]:
    """Seconds until the first page and until the first letter were at the printer; the rest is cancelled."""
    asked: list[float] = []
    began = time.perf_counter()

    def progress(done: int, total: int, text: str) -> None:
        asked.append(time.perf_counter() - began)
        if done:
            raise Cancelled("Nothing was changed")

    stream(progress, lambda letter_id: bytes(desk.ask(queries.pdf, letter_id=letter_id)), ids,
           file_printer(folder / "paper.pdf"), False)
    return asked[_PAGES_OF_FIRST], asked[_PAGES_OF_FIRST + 1]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    run()
