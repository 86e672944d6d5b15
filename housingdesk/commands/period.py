"""The options ``--from`` and ``--to`` of commands about some days, read as days."""

import argparse
from datetime import date

from housingdesk.commands.typed import day_from
from housingdesk.errors import Refused
from housingdesk.values.dates import format_date


def configure(parser: argparse.ArgumentParser) -> None:
    """The first and the last day."""
    parser.add_argument("--from", dest="start", required=True, metavar="DATE", help="the first day")
    parser.add_argument("--to", dest="end", required=True, metavar="DATE", help="the last day")


def days(options: argparse.Namespace, today: date) -> tuple[date, date]:
    """Both days; Refused when the last is before the first."""
    start, end = day_from(options.start, today, "--from"), day_from(options.end, today, "--to")
    if end < start:
        raise Refused(f"{format_date(end)} is before {format_date(start)}. Give the first day with --from and the last "
                      f"with --to")
    return start, end
