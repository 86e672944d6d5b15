"""``housingdesk demo``: makes the made-up association in a new database, with the bank files that wait for it."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from time import monotonic

from housingdesk.access.desk import system_clock
from housingdesk.commands.typed import day_from
from housingdesk.db import last_opened, places
from housingdesk.demo.delivery import Delivered, deliver
from housingdesk.demo.population import plan
from housingdesk.errors import Refused
from housingdesk.values.dates import FIRST_KNOWN_YEAR, LAST_KNOWN_YEAR, add_months, format_date

_MOST_HOMES = 100_000


def configure(parser: argparse.ArgumentParser) -> None:
    """How large, how long, which one of many, and where to."""
    parser.add_argument("--homes", type=int, default=180, metavar="N", help="homes that are let (180)")
    parser.add_argument("--years", type=int, default=2, metavar="Y", help="years of rent behind it (2)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which association: the same number, the same people")
    parser.add_argument("--to", metavar="FILE|ADDRESS", help="a new file or an empty database; otherwise the made-up one of "
                        "this PC")
    parser.add_argument("--files", type=Path, metavar="DIR", help="the folder for its bank files; otherwise beside it")
    parser.add_argument("--today", metavar="DATE", help="the day on which it stands still; otherwise today")


def run(options: argparse.Namespace) -> int:
    """Makes it, and prints where it is; Refused when the place is taken or a number cannot be."""
    now, begun = system_clock(), monotonic()
    today = day_from(options.today, now.date(), "--today") if options.today else now.date()
    _require_sense(options.homes, options.years, today)
    tell = _Teller()
    try:
        association = plan(options.homes, options.years, options.seed, today)
        done = deliver(association, options.to or str(places.made_up()), options.files, now=now, say=tell.say)
    finally:
        tell.end()
    if not options.to and last_opened.recall() is None:
        last_opened.remember(done.database)
    seconds = round(monotonic() - begun, 1)
    print(json.dumps(_as_json(done, today, seconds), indent=1) if options.json else _as_text(done, seconds))
    return 0


def _require_sense(homes: int, years: int, today: date) -> None:
    if not 1 <= homes <= _MOST_HOMES:
        raise Refused(f"--homes is a number from 1 to {_MOST_HOMES:,}")
    if years < 1:
        raise Refused("--years is 1 at least")
    if add_months(today, -12 * years).year < FIRST_KNOWN_YEAR or today.year >= LAST_KNOWN_YEAR:
        raise Refused(f"The books can begin in {FIRST_KNOWN_YEAR} at the earliest and end in {LAST_KNOWN_YEAR - 1} at the "
                      f"latest, for the bank holidays of other years are not known here; {years} years up to "
                      f"{format_date(today)} are not within that")


def _as_json(done: Delivered, today: date, seconds: float) -> dict[str, object]:
    return {"database": done.database, "today": today.isoformat(), "bank_files": str(done.folder),
            "files": [file.name for file in done.made.files], "bank_pence": done.made.bank_pence, "seconds": seconds,
            "counts": {name.replace(" ", "_"): count for name, count in done.made.counts.items()}}


def _as_text(done: Delivered, seconds: float) -> str:
    counts = done.made.counts
    return "\n".join([
        f"Made: {done.database}",
        f"{counts['homes']:,} homes, {counts['people']:,} people, {counts['agreements']:,} agreements "
        f"({counts['current']:,} of them current), {counts['debits']:,} debits, {counts['bank lines']:,} bank lines posted.",
        f"Waiting for you: this week’s debit, and {counts['waiting lines']:,} bank lines in {done.folder}",
        f"It took {seconds:g} seconds."])


class _Teller:
    """Says on the terminal how far it is: one line written over, or one now and then where nobody sees it written over."""

    def __init__(self) -> None:
        self._live, self._next, self._wrote = sys.stderr.isatty(), 0.0, False

    def say(self, done: int, total: int, text: str) -> None:
        """One step."""
        if monotonic() < self._next:
            return
        self._next = monotonic() + (0.2 if self._live else 10)
        line = f"{100 * done // max(1, total):3d} %  {text}"
        print(f"\r{line:<60}" if self._live else line, end="" if self._live else "\n", file=sys.stderr, flush=True)
        self._wrote = True

    def end(self) -> None:
        """The next thing written begins on a line of its own."""
        if self._live and self._wrote:
            print(file=sys.stderr)
