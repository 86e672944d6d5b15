"""The window as a program: its options, its crash window, and the start. The shell and the kit know no screen by name;
``registry`` does.
"""

from collections.abc import Sequence
from functools import partial

from housingdesk import __version__
from housingdesk.ui.app import lean

lean.watch_no_imports()
with lean.importing():
    from PySide6.QtCore import QTimer

    from housingdesk.ui.app.start import Start, dressed_application
    from housingdesk.ui.kit.crash import CrashHook


def main(argv: Sequence[str]) -> int:
    """Opens the window and returns the exit code. ``--db`` names the database, else the last one opened."""
    where = _where(argv) if argv else None
    app = dressed_application()
    CrashHook(__version__).install()
    start = Start(app)
    QTimer.singleShot(0, start, partial(start.begin, where))  # in the event loop, where a bug gets its window
    return app.exec()


def _where(argv: Sequence[str]) -> str | None:
    import argparse

    parser = argparse.ArgumentParser(prog="housingdesk", description="Opens the window.", allow_abbrev=False)
    parser.add_argument("--db", metavar="FILE|ADDRESS", help="the database; otherwise the last one opened")
    where: str | None = parser.parse_args(argv).db
    return where
