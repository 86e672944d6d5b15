"""Start to a usable Today on 10,000 homes beside a bare PySide6 window with an empty table, each as a whole process.

Usable is the list of what is due with the figures that one statement tells; the one that is reckoned from every claim comes
after it, and its time is told beside.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.ledgers import schema_mark

ROUNDS, HOMES, BOUND, MEGABYTES = 5, 10_000, 2.5, 130
_BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
window = QMainWindow()
table = QTableView()
table.setModel(QStandardItemModel(0, 5))
window.setCentralWidget(table)
window.resize(1366, 768)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
_OURS = """
import os, sys
from PySide6.QtCore import QTimer
from housingdesk.ui.app.start import Start, dressed_application
app = dressed_application()
start = Start(app)
start.begin(sys.argv[1])
def look():
    from housingdesk.ui.hub.today_page import FigureCard, TodayPage
    if start.window is None:
        sys.exit("Nobody was signed in")
    page = start.window.findChild(TodayPage)
    texts = [box.figure.text() for box in page.findChildren(FigureCard)] if page is not None else []
    if texts and all(texts) and page.model.count() and (len(sys.argv) < 3 or "…" not in texts):
        from housingdesk.ui.tour.measures import resident_megabytes
        print(resident_megabytes(), flush=True)
        os._exit(0)
timer = QTimer()
timer.timeout.connect(look)
timer.start(2)
app.exec()
"""


def run() -> None:
    """Prints the ratio and the memory; the two sides take turns, the median round counts. Makes its database once: minutes."""
    where = _made()
    with tempfile.TemporaryDirectory() as home:
        machine = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home,
                   "PYTHONPYCACHEPREFIX": home}
        machine.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled once, so both sides are
        for script in (_OURS, _BARE):
            _child(script, where, machine)
        rounds = [(*_child(_OURS, where, machine), _child(_BARE, where, machine)[0], _child(_OURS, where, machine, "owed")[0])
                  for _ in range(ROUNDS)]
    ours, memory, bare, owed = (median(r[n] for r in rounds) for n in range(4))
    ratio = median(r[0] / r[2] for r in rounds)
    print(f"start: Today on {HOMES:,} homes {ours * 1000:.0f} ms, bare window {bare * 1000:.0f} ms, ratio {ratio:.2f} "
          f"(bound {BOUND}); resident {memory:.0f} MB (bound {MEGABYTES}); what people owe, less what benefit has still to "
          f"pay, after {owed * 1000:.0f} ms")


def _child(script: str, where: Path, machine: dict[str, str], *more: str) -> tuple[float, float]:
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", script, str(where), *more], env=machine, check=True, capture_output=True,
                          text=True)
    return time.perf_counter() - began, float(done.stdout or 0)


def _made() -> Path:
    path = Path(tempfile.gettempdir()) / f"housingdesk-bench-{HOMES}-homes-{schema_mark()}" / "demo.sqlite"
    if not path.exists():
        subprocess.run([sys.executable, "-m", "housingdesk", "demo", "--homes", str(HOMES), "--years", "1", "--seed", "1",
                        "--to", str(path)], check=True, stdout=subprocess.DEVNULL)
    return path
