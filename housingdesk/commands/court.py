"""Writing the papers of a case for a court without a window: the bundle of a notice, and the rent statement of an agreement."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.commands.opening import configure as configure_opening
from housingdesk.commands.opening import opened
from housingdesk.errors import Refused
from housingdesk.notices.actions.court import keep_bundle
from housingdesk.notices.bundle_pdf.statement import draw_court_statement
from housingdesk.notices.queries import bundle, cases
from housingdesk.notices.queries.court_statement import court_statement
from housingdesk.notices.rules.bundle import BundleChoice, MadeBundle, Piece, Purpose
from housingdesk.notices.rules.court_statement import HEADS, CourtStatement, table
from housingdesk.reports.export import Sheet, as_csv
from housingdesk.tenancies.queries.agreements import tenancy, tenancy_by_reference
from housingdesk.values.money import decimal_text

PURPOSES = {"issue": Purpose.ISSUE, "hearing": Purpose.HEARING, "file": Purpose.FILE}


def configure_bundle(parser: argparse.ArgumentParser) -> None:
    """Which notice, what for, what is left out, and where the file goes."""
    configure_opening(parser)
    parser.add_argument("--case", type=int, required=True, metavar="N", help="the number of the notice")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="the PDF to write")
    parser.add_argument("--for", dest="purpose", choices=tuple(PURPOSES), default="issue", help="what it is made for")
    parser.add_argument("--grounds", metavar="10,11", help="the grounds that the claim rests on; otherwise all it may rest on")
    parser.add_argument("--leave-out", action="append", default=[], metavar="KEY=REASON",
                        help="a piece by its key, with the reason that the index shows")
    parser.add_argument("--put-in", action="append", default=[], metavar="KEY", help="a piece that is only offered, by its key")
    parser.add_argument("--keep", action="store_true", help="also keep it with the notice, as the screen does")


def run_bundle(options: argparse.Namespace) -> int:
    """Writes the bundle and prints what it holds; Refused with the reason while something stops it."""
    _refuse_place(options.to)
    with opened(options, lock=options.keep) as desk:
        plan = desk.ask(bundle.plan, case_id=options.case, on=desk.today)
        choice = _choice(options, plan, desk)
        made = desk.ask(bundle.make_bundle, case_id=options.case, choice=choice, on=desk.today, by=desk.who.name,
                        progress=_tell)
        kept = _keep(desk, made) if options.keep else None
    options.to.write_bytes(made.pdf)
    offered = [piece for piece in plan.pieces if piece.offered and piece.key not in choice.put_in]
    told = _bundle_told(made, options.to, kept) | {"not_put_in": [piece.key for piece in offered]}
    print(json.dumps(told, indent=1, ensure_ascii=False) if options.json else _bundle_text(made, options.to, offered))
    return 0


def _choice(options: argparse.Namespace, plan: bundle.BundlePlan, desk: Desk) -> BundleChoice:
    purpose = PURPOSES[options.purpose]
    grounds = tuple(one.strip() for one in options.grounds.split(",")) if options.grounds else plan.grounds
    reasons: dict[str, str] = {}
    for text in options.leave_out:
        key, equals, reason = text.partition("=")
        if not equals or key not in {piece.key for piece in plan.pieces}:
            raise Refused(f"--leave-out: “{text}” names no piece. There are: {', '.join(piece.key for piece in plan.pieces)}")
        reasons[key] = reason
    offered = [piece.key for piece in plan.pieces if piece.offered]
    if wrong := [key for key in options.put_in if key not in offered]:
        raise Refused(f"--put-in: “{wrong[0]}” is not offered. There are: {', '.join(offered) or 'none'}")
    return BundleChoice(purpose, () if purpose is Purpose.FILE else grounds,
                        bundle.left_out(plan.pieces, reasons, desk.who.name), tuple(options.put_in))


def _keep(desk: Desk, made: MadeBundle) -> int:
    version = desk.ask(cases.case, case_id=made.case_id).version
    return int(desk.do(keep_bundle, case_id=made.case_id, version=version, made=made).value)


def _tell(done: int, total: int, text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {total:,}: {text[:60]:<60}", end="", file=sys.stderr)


def _bundle_told(made: MadeBundle, to: Path, kept: int | None) -> dict[str, object]:
    return {"case": made.case_id, "for": str(made.choice.purpose), "grounds": list(made.choice.grounds), "pages": made.pages,
            "bytes": len(made.pdf), "file": to.name, "kept_as": kept, "index": [
                {"tab": row.tab.number, "title": row.title, "first": row.first, "last": row.last, "note": row.note}
                for row in made.index]}


def _bundle_text(made: MadeBundle, to: Path, offered: Sequence[Piece]) -> str:
    lines = [f"{row.tab.number:>3}  {row.pages:>9}  {row.title}" + (f": {row.note}" if row.note else "") for row in made.index]
    lines += [f"Not put in: {piece.told} (--put-in {piece.key})" for piece in offered]
    return "\n".join([*lines, f"{made.pages:,} pages written to {to.name}"])


def configure_statement(parser: argparse.ArgumentParser) -> None:
    """Which agreement, and where the file goes."""
    configure_opening(parser)
    parser.add_argument("--tenancy", required=True, metavar="T", help="the agreement by its number or its reference")
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="the file to write")
    parser.add_argument("--csv", action="store_true", help="write a table for a spreadsheet, not a PDF")


def run_statement(options: argparse.Namespace) -> int:
    """Writes the statement and prints its totals; Refused where there is no rent account or it does not add up."""
    _refuse_place(options.to)
    with opened(options, lock=False) as desk:
        number = _tenancy(desk, options.tenancy)
        found: CourtStatement = desk.ask(court_statement, tenancy_id=number, on=desk.today)
    options.to.write_bytes(as_csv(Sheet("Rent statement", HEADS, table(found))) if options.csv else draw_court_statement(found))
    told = {"tenancy": number, "from": found.start.isoformat(), "until": found.end.isoformat(), "why": found.began,
            "opening": decimal_text(found.opening_pence), "due": decimal_text(found.due_pence),
            "paid": decimal_text(found.paid_pence), "closing": decimal_text(found.closing_pence), "lines": len(found.lines),
            "rent": decimal_text(found.rent_pence), "every": found.every, "daily": decimal_text(found.daily_pence),
            "apart": list(found.apart), "file": options.to.name}
    print(json.dumps(told, indent=1, ensure_ascii=False) if options.json else
          f"{found.began}\n{found.sum}\n{found.rate}\n{len(found.lines):,} lines written to {options.to.name}")
    return 0


def _tenancy(desk: Desk, text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(desk.ask(tenancy, tenancy_id=int(text)).id)
    found = desk.ask(tenancy_by_reference, reference=text)
    if found is None:
        raise Refused(f"There is no agreement with the reference {text}")
    return int(found.id)


def _refuse_place(to: Path) -> None:
    """Refused before any work when the file cannot be written there."""
    if to.is_dir():
        raise Refused(f"{to} is a folder. Name a file in it")
    if not to.parent.is_dir():
        raise Refused(f"There is no folder {to.parent}")
