"""``housingdesk benefits import FILE --office NAME``: a schedule is taken in, and posted where asked."""

import argparse
import json
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.schedules import post_run
from housingdesk.bank.queries.lumps import FitRow, lumps_for
from housingdesk.benefits.actions.schedules import import_schedule
from housingdesk.benefits.parsers.schedules import NeedsLayout
from housingdesk.benefits.queries import offices as office_queries
from housingdesk.benefits.queries.offices import OfficeRow
from housingdesk.benefits.queries.schedule_rows import RunLine, RunView
from housingdesk.benefits.queries.schedules import run_view, run_words
from housingdesk.benefits.rules.words import LineState
from housingdesk.commands import opening
from housingdesk.commands.bank_parse import bytes_of
from housingdesk.errors import Refused
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import fold


def configure(parser: argparse.ArgumentParser) -> None:
    """The file, whose it is, and whether it is posted."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, an Excel workbook, text in columns, or a PDF with text")
    parser.add_argument("--office", metavar="NAME", help="which council or part of the DWP sent it, where there are several")
    parser.add_argument("--post", action="store_true", help="post it against the one sum in the bank that it comes to")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Takes the schedule in and prints what every line is; with ``--post`` all of it is posted, or nothing and why."""
    path: Path = options.file
    data = bytes_of(path)
    with opening.opened(options) as desk:
        office = _office(desk.ask(office_queries.offices), options.office)
        try:
            schedule_id = desk.do(import_schedule, office_id=office.id, name=path.name, data=data).value
        except NeedsLayout as error:
            raise Refused(f"What the columns of {path.name} hold is not known. Open the file once under Benefits, Schedules, "
                          "and say it; it is remembered for the office") from error
        refused = _post(desk, schedule_id) if options.post else None
        view: RunView = desk.ask(run_view, schedule_id=schedule_id, on=desk.today)
        fits: tuple[FitRow, ...] = desk.ask(lumps_for, schedule_id=schedule_id, on=desk.today) if view.head.open else ()
    print(json.dumps(_as_json(view, fits, refused), indent=1, ensure_ascii=False) if options.json
          else _as_text(view, fits, refused))
    return 0 if refused is None else 2


def _office(known: list[OfficeRow], wanted: str | None) -> OfficeRow:
    """The one office, or the one whose name has these words in it; Refused when that is none or several."""
    found = [row for row in known if wanted is None or fold(wanted) in fold(row.name)]
    if len(found) == 1:
        return found[0]
    if not known:
        raise Refused("No office that pays benefit is entered. Open its card under Benefits first")
    names = ", ".join(row.name for row in known)
    raise Refused(f"Say with --office which one sent it: {names}" if wanted is None or found else
                  f"There is no office “{wanted}”. There are: {names}")


def _post(desk: Desk, schedule_id: int) -> str | None:
    """Posts it against the only sum that is the same; why not, where it was not."""
    fits = [fit for fit in desk.ask(lumps_for, schedule_id=schedule_id, on=desk.today) if fit.fits]
    if len(fits) != 1:
        return ("Several sums in the bank are the same; say on the screen which one it is" if fits
                else "No sum in the bank comes to it. It waits for its money")
    try:
        desk.do(post_run, schedule_id=schedule_id, bank_line_id=fits[0].lump.bank_line_id)
    except Refused as error:
        return str(error)
    return None


def _as_json(view: RunView, fits: tuple[FitRow, ...], refused: str | None) -> dict[str, object]:
    head = view.head
    return {"schedule": head.id, "office": head.office, "reference": head.reference, "state": str(head.state),
            "lines": head.lines, "gross_pence": head.gross_pence, "recovery_pence": head.recovery_pence,
            "net_pence": head.net_pence, "need_you": head.asks, "not_posted": refused,
            "counts": {str(one): count for one, count in view.counts}, "stops": [str(stop) for stop in view.stops],
            "rows": [_line(line) for line in view.lines],
            "missing": [{"account": row.account_id, "whose": row.whose, "said": row.sentence, "next": row.next_step}
                        for row in view.missing],
            "lumps": [{"bank_line": fit.lump.bank_line_id, "on": fit.lump.made_on.isoformat(), "pence": fit.lump.pence,
                       "said": fit.sentence} for fit in fits]}


def _line(line: RunLine) -> dict[str, object]:
    return {"line": line.number, "claim": line.claim_reference, "name": line.name, "whose": line.whose,
            "reference": line.pay_reference, "gross_pence": line.gross_pence, "recovery_pence": line.recovery_pence,
            "net_pence": line.net_pence, "state": str(line.state), "class": str(line.line_class) if line.line_class else None,
            "why": line.why, "said": line.sentence, "next": line.next_step, "flags": list(line.flags)}


def _as_text(view: RunView, fits: tuple[FitRow, ...], refused: str | None) -> str:
    head = view.head
    counts = ", ".join(f"{count} {one}" for one, count in view.counts)
    out = [f"{run_words(head)}: {format_pence(head.net_pence)}, {head.state}." + (f" {counts}." if counts else "")]
    out += [f"  Line {line.number}: {line.name or line.claim_reference or line.rent_reference}, "
            f"{format_pence(line.net_pence)}: {line.why}" for line in view.lines if line.state is LineState.ASK]
    out += [f"  {row.whose}: {row.sentence}" for row in view.missing]
    out += [f"  {line.whose}: {flag}" for line in view.lines for flag in line.flags]
    out += [f"  Bank line {fit.lump.bank_line_id} of {format_date(fit.lump.made_on)}: {fit.sentence}" for fit in fits]
    if refused is not None:
        out.append(f"Not posted. {refused}")
    return "\n".join(out)
