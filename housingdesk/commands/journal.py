"""``housingdesk journal --from DAY --to DAY --file FILE``: the nominal journal for finance, kept as it was written."""

import argparse
import json
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.commands import opening, period
from housingdesk.documents.queries import kept
from housingdesk.errors import Refused
from housingdesk.reports.actions.journal import export_journal
from housingdesk.reports.journal_files import JournalForm
from housingdesk.reports.queries.journal import ExportRow, exports
from housingdesk.reports.rules.journal import Grouping
from housingdesk.values.dates import format_date
from housingdesk.values.money import decimal_text, format_pence

_BY = {"batch": Grouping.BATCH, "day": Grouping.DAY, "week": Grouping.WEEK}


def configure(parser: argparse.ArgumentParser) -> None:
    """The days, the file, how fine, and whether once more."""
    period.configure(parser)
    parser.add_argument("--file", type=Path, required=True, metavar="FILE", help="the .csv or .xlsx to write")
    parser.add_argument("--by", choices=list(_BY), default="batch", help="a line for each batch, or summed by day or rent week")
    parser.add_argument("--again", action="store_true", help="also where some of these days were written before")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the journal; Refused when it does not balance, a key has no code, or some days were written before."""
    ending = options.file.suffix.lower().removeprefix(".")
    if ending not in list(JournalForm):
        raise Refused(f"{options.file.name} ends in neither .csv nor .xlsx")
    with opening.opened(options) as desk:
        row, data = _written(desk, options, JournalForm(ending))
    options.file.write_bytes(data)
    print(json.dumps(_as_json(row, options.file), indent=1) if options.json else _as_text(row, options.file))
    return 0


def _written(desk: Desk, options: argparse.Namespace, form: JournalForm) -> tuple[ExportRow, bytes]:
    start, end = period.days(options, desk.today)
    number = desk.do(export_journal, start=start, end=end, form=form, by=_BY[options.by], again=options.again).value
    row = next(row for row in desk.ask(exports) if row.id == number)
    return row, desk.ask(kept, document_id=row.document_id).content


def _as_json(row: ExportRow, file: Path) -> dict[str, object]:
    return {"from": row.start.isoformat(), "to": row.end.isoformat(), "file": str(file), "lines": row.rows,
            "each_side": decimal_text(row.debit_pence), "first_seal": row.first_sequence, "last_seal": row.last_sequence}


def _as_text(row: ExportRow, file: Path) -> str:
    return (f"The journal of {format_date(row.start)} to {format_date(row.end)} is in {file}: {row.rows:,} lines, "
            f"{format_pence(row.debit_pence)} each side, seals {row.first_sequence:,} to {row.last_sequence:,}.")
