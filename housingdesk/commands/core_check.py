"""``housingdesk core check FILE``: what the CORE service would say of an upload, row by row. Needs no database."""

import argparse
import json
from pathlib import Path

from housingdesk.access.desk import system_clock
from housingdesk.commands.typed import day_from
from housingdesk.errors import BadFile
from housingdesk.lettings import core_stock
from housingdesk.lettings.parsers.core_file import MAX_BYTES, Row, Upload, read_upload
from housingdesk.lettings.parsers.core_rents import read_rents
from housingdesk.lettings.rules.core.checking import not_checked
from housingdesk.lettings.rules.core.log import Landlord
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind
from housingdesk.lettings.rules.core.rents import RentTable
from housingdesk.lettings.rules.core.whole_file import Verdict, judge

FAULTY = 1
_REACH = {Kind.SETUP: "stops the whole file", Kind.HARD: "error", Kind.UNFINISHED: "never complete",
          Kind.SILENT: "lost without a word", Kind.SOFT: "to confirm"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The file, its year, and what the service knows of us."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a lettings upload as CSV")
    parser.add_argument("--collection", metavar="2026/27", default=core_stock.collections()[0], help="the collection year")
    parser.add_argument("--provider", choices=("prp", "la"), default="prp",
                        help="who owns the homes: a private registered provider, or a council")
    parser.add_argument("--rents", type=Path, metavar="FILE", help="the service’s table of rents of that year, as CSV")
    parser.add_argument("--on", metavar="DATE", help="the day on which it is sent; otherwise today")


def run(options: argparse.Namespace) -> int:
    """Prints what the service would say; the exit code is 1 when something must be put right. BadFile for a refused file."""
    today = system_clock().date()
    sent_on = today if options.on is None else day_from(options.on, today, "--on")
    rents = None if options.rents is None else read_rents(_text_of(options.rents))
    catalogue = core_stock.catalogue(options.collection)
    upload = read_upload(_bytes_of(options.file), catalogue, Landlord(options.provider.upper()))
    verdict = judge(catalogue, [row.log for row in upload.rows], sent_on, rents)
    left = _not_checked(upload, rents)
    if options.json:
        print(json.dumps(_as_json(upload, verdict, left), indent=1, ensure_ascii=False))
    else:
        print(_as_text(options.file.name, upload, verdict, left))
    return 0 if verdict.ready else FAULTY


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise BadFile(f"{path.name} is a folder. Name the CSV file in it")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _text_of(path: Path) -> str:
    try:
        return _bytes_of(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(f"{path.name} is not text in UTF-8. Save it as CSV (UTF-8)") from error


def _not_checked(upload: Upload, rents: RentTable | None) -> list[str]:
    return list(dict.fromkeys(sentence for log in upload.logs for sentence in not_checked(log, rents)))


def _as_json(upload: Upload, verdict: Verdict, left: list[str]) -> dict[str, object]:
    return {"logs": len(upload.logs), "accepted": verdict.accepted, "ready": verdict.ready, "makes_logs": verdict.makes_logs,
            "file": list(verdict.file), "notes": list(upload.notes), "not_checked": left,
            "counts": {str(kind): verdict.counts[kind] for kind in Kind},
            "rows": [{"row": row.sheet_row, "reported_as": row.reported, "problems": [_problem(p) for p in problems]}
                     for row, problems in zip(upload.rows, verdict.rows, strict=True)]}


def _problem(problem: CoreProblem) -> dict[str, object]:
    return {"fields": list(problem.numbers), "kind": str(problem.kind), "sentence": problem.sentence}


def _as_text(name: str, upload: Upload, verdict: Verdict, left: list[str]) -> str:
    rows = [line for row, problems in zip(upload.rows, verdict.rows, strict=True) for line in _row(row, problems)]
    about = [f"{sentence}." for sentence in (*verdict.file, *upload.notes, *left)]
    return "\n".join([*rows, *about, _summary(name, upload, verdict)])


def _row(row: Row, problems: tuple[CoreProblem, ...]) -> list[str]:
    if not problems:
        return []
    own = "" if row.log is None else str(row.log.values.get("tenant_code", ""))
    return [f"Row {row.sheet_row}{f', {own}' if own else ''}:",
            *(f"  {_fields(problem)} ({_REACH[problem.kind]}): {problem.sentence}." for problem in problems)]


def _fields(problem: CoreProblem) -> str:
    return f"field{'s' if len(problem.numbers) > 1 else ''} {', '.join(map(str, problem.numbers))}"


def _summary(name: str, upload: Upload, verdict: Verdict) -> str:
    many, soft, silent = len(upload.logs), verdict.counts[Kind.SOFT], verdict.counts[Kind.SILENT]
    said = f"{name}: {many} log{'' if many == 1 else 's'}. "
    if verdict.accepted:
        losing = f", but lose or change {_answers(silent)} without a word" if silent else ""
        confirming = f", and ask to confirm {_answers(soft)}" if soft else ""
        return f"{said}The service would take {'it' if many == 1 else 'them all'}{losing}{confirming}."
    count = verdict.counts.total() - soft + len(verdict.file)
    reach = "" if verdict.makes_logs else " No log of the file would be made."
    return f"{said}{count} thing{'' if count == 1 else 's'} to put right.{reach}"


def _answers(count: int) -> str:
    return f"{count} answer{'' if count == 1 else 's'}"
