"""``housingdesk tour DIR``: drives the real screens through the rent week without a display; leaves pictures and PDFs."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from housingdesk.db import address
from housingdesk.errors import Refused

MISSED = 1
_SIZES = {1: "1366x768", 2: "960x516"}
_WANTED = ("*camt*.xml", "*.sta", "*.ofx", "*.csv")


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to, on what, and how large the window is."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the pictures and PDFs go")
    parser.add_argument("--db", metavar="FILE", help="a database to work on a copy of; otherwise one is made up")
    parser.add_argument("--files", type=Path, metavar="DIR", help="where the waiting statements are; otherwise beside it")
    parser.add_argument("--homes", type=int, default=180, metavar="N", help="homes of the one that is made up (180)")
    parser.add_argument("--years", type=int, default=2, metavar="Y", help="years of rent behind it (2)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which association is made up (1)")
    parser.add_argument("--scale", type=int, default=1, choices=(1, 2), help="2 is a screen at 200 per cent")
    parser.add_argument("--size", metavar="WxH", help="the window; otherwise 1366x768, and 960x516 at scale 2")
    parser.add_argument("--dark", action="store_true", help="in dark colours")


def run(options: argparse.Namespace) -> int:
    """Prints each step with its time, keys and longest block; the exit code is 1 when a step was not reached."""
    width, height = _size(options.size or _SIZES[options.scale])
    _make_folder(options.folder)
    with tempfile.TemporaryDirectory(prefix="housingdesk-tour-", ignore_cleanup_errors=True) as work:
        database, files = _database(options, Path(work))
        statement = _statement(options.files or files)
        from housingdesk.ui.tour.session import Plan, without_display
        from housingdesk.ui.tour.session import run as drive

        without_display(options.scale)
        plan = Plan(database, statement, options.folder, width, height, options.scale, options.dark)
        result = drive(plan, _quiet if options.json else _say)
    if options.json:
        print(json.dumps(result.as_json(), indent=1))
    else:
        _say(f"Memory {result.today_megabytes:.0f} MB at Today, {result.end_megabytes:.0f} MB at the end. Pictures and PDFs: "
             f"{options.folder}")
    if result.missed:
        print(result.missed, file=sys.stderr)
    return MISSED if result.missed else 0


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _quiet(_sentence: str) -> None:
    """Another program reads the result at the end."""


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and int(width) >= 640 and int(height) >= 420):
        raise Refused(f"--size is width x height, such as 1366x768 and at least 640x420, and “{text}” is not")
    return int(width), int(height)


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    old = [*folder.glob("[0-9][0-9]-*.png"), *folder.glob("printed-*.pdf")]
    for one in old:
        with suppress(OSError):
            one.unlink()
    shutil.rmtree(folder / "letters", ignore_errors=True)


def _database(options: argparse.Namespace, work: Path) -> tuple[Path, Path]:
    """A database of its own and the folder of the statements that wait for it."""
    copy = work / "tour.sqlite"
    if options.db is None:
        made = [sys.executable, "-m", "housingdesk", "demo", "--homes", str(options.homes), "--years", str(options.years),
                "--seed", str(options.seed), "--to", str(copy)]
        done = subprocess.run(made, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise Refused((done.stderr.strip().splitlines() or ["The made-up association could not be made"])[-1])
        return copy, work / "tour-bank-files"
    if address.is_postgresql(options.db):
        raise Refused("The tour works on a copy of a file; a server's database cannot be copied here")
    original = Path(options.db)
    if not original.is_file():
        raise Refused(f"There is no file {original}")
    _copy(original, copy)
    return copy, original.with_name(f"{original.stem}-bank-files")


def _copy(original: Path, copy: Path) -> None:
    from housingdesk.db import file_copy
    from housingdesk.db.connection import open_store

    store = open_store(original)
    try:
        file_copy.copy(store, copy)
    finally:
        store.close()


def _statement(folder: Path) -> Path:
    """The statement that waits, in the format that says most of who pays."""
    for pattern in _WANTED:
        found = [path for path in sorted(folder.glob(pattern)) if not path.name.startswith("answers")]
        if found:
            return found[0].resolve()
    raise Refused(f"No statement waits in {folder}. Name the folder with --files")
