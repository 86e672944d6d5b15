"""What a start imports: Today in sight needs neither the other screens nor what acts, draws, parses or signs in."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from housingdesk.ui.app import benefit_screens, money_screens, registry, warming

ROOT = Path(__file__).parents[2]
_SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from housingdesk.ui.app.start import Start, dressed_application
app = dressed_application()
start = Start(app)
start.begin(sys.argv[1])
from housingdesk.ui.hub.today_page import FigureCard, TodayPage
found, read_on = [], TodayPage._read_on
def in_sight(page, shown):
    if page._in_sight - {shown} and all(box.figure.text() for box in page.findChildren(FigureCard)) and page.model.count():
        found.extend(sys.modules)  # before what is read after it
        QTimer.singleShot(0, start.quit)
    else:
        read_on(page, shown)
TodayPage._read_on = in_sight
app.exec()
print("\\n".join(sorted(found)))
"""
_NEVER = (
    # Beside the program: what draws, reads files, hashes passwords, keeps servers.
    "reportlab", "pypdfium2", "openpyxl", "defusedxml", "argon2", "psycopg", "sqlcipher3", "playhouse", "asyncio",
    "concurrent.futures", "multiprocessing", "unittest", "importlib.resources", "ctypes", "subprocess", "getpass", "difflib",
    "pikepdf", "PIL", "pyhanko", "cryptography",
    "spylls", "PySide6.QtSvg", "PySide6.QtNetwork", "PySide6.QtPrintSupport", "PySide6.QtQml",
    # Rooms that Today does not ask.
    "housingdesk.commands", "housingdesk.demo", "housingdesk.mailings.actions", "housingdesk.mailings.rules",
    "housingdesk.mailings.queries.runs", "housingdesk.mailings.queries.single", "housingdesk.mailings.queries.statements",
    "housingdesk.mailings.queries.statement_log", "housingdesk.notices.rules.pack", "housingdesk.notices.queries.judging",
    "housingdesk.notices.queries.protocol", "housingdesk.lettings.actions", "housingdesk.lettings.rules.core",
    "housingdesk.lettings.rules.signup", "housingdesk.lettings.queries.signup", "housingdesk.routines.actions",
    "housingdesk.routines.backups", "housingdesk.db.backup", "housingdesk.db.upgrade", "housingdesk.access.door",
    "housingdesk.access.queries", "housingdesk.access.actions", "housingdesk.access.find_index", "housingdesk.letters.pdf",
    "housingdesk.letters.rules.compose", "housingdesk.letters.rules.content", "housingdesk.arrears.queries.listing",
    "housingdesk.bank.rules", "housingdesk.bank.queries.lines", "housingdesk.bank.queries.importing",
    "housingdesk.rent.queries.debit", "housingdesk.rent.queries.ledger", "housingdesk.rent.rules.charging",
    "housingdesk.people.queries", "housingdesk.properties.queries", "housingdesk.tenancies.queries",
    # Screens and parts that are not in sight.
    "housingdesk.ui.app.reception", "housingdesk.ui.app.running", "housingdesk.ui.app.finding", "housingdesk.ui.tour",
    "housingdesk.ui.bank", "housingdesk.ui.rent", "housingdesk.ui.arrears", "housingdesk.ui.letters", "housingdesk.ui.people",
    "housingdesk.ui.settings", "housingdesk.ui.hub.tenancy_page", "housingdesk.ui.kit.door", "housingdesk.ui.kit.form",
    "housingdesk.ui.kit.fields", "housingdesk.ui.kit.search", "housingdesk.ui.kit.sign_in", "housingdesk.ui.kit.crash_window",
    "housingdesk.ui.kit.chart", "housingdesk.ui.kit.pdf_view",
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules there are once Today of a small made-up association is in sight, in a process of its own."""
    home = tmp_path_factory.mktemp("lean")
    where = home / "association.housingdesk"
    machine = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_DATA_HOME": str(home),
               "XDG_CONFIG_HOME": str(home), "LOCALAPPDATA": str(home)}
    for words in (("-m", "housingdesk", "demo", "--homes", "12", "--years", "1", "--seed", "1", "--to", str(where)),
                  ("-c", _SCRIPT, str(where))):
        done = subprocess.run([sys.executable, *words], cwd=ROOT, env=machine, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_today_needs_little(imported: set[str]) -> None:
    assert "housingdesk.ui.hub.today_page" in imported
    assert sorted(name for name in imported if name.startswith(tuple(f"{never}." for never in _NEVER)) or name in _NEVER) == []


def test_a_command_opens_no_window() -> None:
    script = "import sys; from housingdesk.__main__ import main; main(['--version']); print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "False"


def test_every_screen_is_warmed() -> None:
    made = [node.module for told in (registry, benefit_screens, money_screens)
            for node in ast.walk(ast.parse(Path(str(told.__file__)).read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and any(alias.name.endswith("Page") for alias in node.names)]
    assert sorted({name for name in made if name and "kit" not in name} - {"housingdesk.ui.hub.today_page"}) == sorted(
        warming.SCREENS)
