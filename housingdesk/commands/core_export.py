"""``housingdesk core export``: makes the upload file of the lettings of some days, keeps it as issued, and writes it."""

import argparse
import json
from datetime import date
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.commands.opening import configure as configure_opening
from housingdesk.commands.opening import opened
from housingdesk.commands.typed import day_from
from housingdesk.documents.queries import kept
from housingdesk.errors import Refused
from housingdesk.lettings.actions.core import make_core_file
from housingdesk.lettings.core_days import deadline_of
from housingdesk.lettings.queries.core import CoreExport, CoreFileRow, LeftOut, core_file, export_of
from housingdesk.lettings.rules.quarters import quarter_of
from housingdesk.values.dates import format_date

INCOMPLETE = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Which lettings, and where the file goes."""
    configure_opening(parser)
    parser.add_argument("--from", dest="first", metavar="DATE", required=True, help="lettings that begin on this day or later")
    parser.add_argument("--to", dest="last", metavar="DATE", required=True, help="and on this day or earlier")
    parser.add_argument("--file", type=Path, metavar="FILE", required=True, help="the CSV file to write")


def run(options: argparse.Namespace) -> int:
    """Makes the file and prints what is in it and what is left out; the exit code is 1 when something is left out."""
    path: Path = options.file.expanduser()
    if path.exists():
        raise Refused(f"{path.name} is there already. Name another file")
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent}")
    with opened(options) as desk:
        first = day_from(options.first, desk.today, "--from")
        last = day_from(options.last, desk.today, "--to")
        made = desk.ask(export_of, first=first, last=last, on=desk.today)
        row = _make(desk, first, last, path) if made.ready else None
    if options.json:
        print(json.dumps(_as_json(made, row), indent=1, ensure_ascii=False))
    else:
        print(_as_text(made, row, path))
    return INCOMPLETE if made.left_out or made.no_log else 0


def _make(desk: Desk, first: date, last: date, path: Path) -> CoreFileRow:
    file_id = int(desk.do(make_core_file, first=first, last=last).value)
    row: CoreFileRow = desk.ask(core_file, file_id=file_id)
    path.write_bytes(desk.ask(kept, document_id=row.document_id).content)
    return row


def _as_json(made: CoreExport, row: CoreFileRow | None) -> dict[str, object]:
    by = deadline_of(quarter_of(made.last))
    return {"collection": made.year.collection, "logs": len(made.ready), "file": None if row is None else row.id,
            "to_confirm": made.to_confirm, "deadline": None if by is None else by.isoformat(),
            "left_out": [{"tenancy": left.row.reference, "starts": left.row.starts_on.isoformat(), "why": list(left.why)}
                         for left in made.left_out],
            "not_needed": [{"tenancy": one.reference, "why": one.why} for one in made.not_needed],
            "no_log": [one.reference for one in made.no_log]}


def _as_text(made: CoreExport, row: CoreFileRow | None, path: Path) -> str:
    lines = [_left(left) for left in made.left_out]
    lines += [f"{one.reference}: began on {format_date(one.starts_on)} and has no CORE log." for one in made.no_log]
    lines += [f"{one.reference}: not needed. {one.why}." for one in made.not_needed]
    if row is None:
        return "\n".join([*lines, "No log can be sent, so no file was written."])
    asks = f" The service will ask to confirm {made.to_confirm} answers." if made.to_confirm else ""
    return "\n".join([*lines, f"{path.name}: {row.logs} log{'' if row.logs == 1 else 's'} of {row.collection}, "
                              f"{len(made.left_out)} left out.{asks} Say in the program when it was sent."])


def _left(left: LeftOut) -> str:
    return f"{left.row.reference}: left out. {'. '.join(left.why)}."
