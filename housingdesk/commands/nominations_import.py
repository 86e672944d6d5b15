"""``housingdesk nominations import FILE``: takes a council's list in, or shows what it would bring; nobody comes in twice."""

import argparse
import json
from pathlib import Path

from housingdesk.commands import opening
from housingdesk.commands.bank_parse import bytes_of
from housingdesk.documents.rules import fingerprint
from housingdesk.errors import Refused
from housingdesk.lettings.actions.importing import import_nominations
from housingdesk.lettings.list_words import difference_words, what_is_said
from housingdesk.lettings.parsers.nomination_files import NeedsColumns
from housingdesk.lettings.queries.incoming import Prepared, prepare
from housingdesk.lettings.rules.nominations import Compared, Told
from housingdesk.lettings.rules.words import Source
from housingdesk.properties import queries as property_queries
from housingdesk.properties.queries import OfficeRow
from housingdesk.values.text import fold

_ORDER = (Told.NEW, Told.CHANGED, Told.SAME, Told.ENDED, Told.NOT_READ)


def configure(parser: argparse.ArgumentParser) -> None:
    """The file, from which council, and whether it is only looked at."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, an Excel workbook, or the text of an e-mail")
    parser.add_argument("--council", metavar="NAME", help="which council nominates, where there are several")
    parser.add_argument("--dry-run", action="store_true", help="show what it would bring; nothing is stored")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Takes the list in and prints what was new and changed; lines with problems are left out and printed with theirs."""
    path: Path = options.file
    data = bytes_of(path)
    with opening.opened(options) as desk:
        council = _council(desk.ask(property_queries.councils), options.council)
        try:
            found: Prepared = desk.ask(prepare, data=data, council_id=council.id, today=desk.today)
        except NeedsColumns as error:
            heads = ", ".join(f"“{head}”" for head, role in zip(error.guess.head, error.guess.roles, strict=False) if not role)
            raise Refused(f"What some columns of {path.name} hold is not known{f': {heads}' if heads else ''}. Open the list "
                          "once under Applicants, Take in a list, and say it; it is remembered for the council") from error
        if not options.dry_run and found.told(Told.NEW, Told.CHANGED):
            desk.do(import_nominations, nominees=found.listing.nominees, source=Source.NOMINATION, received_on=desk.today,
                    council_id=council.id, fingerprint=fingerprint(data), name=path.name)
    print(json.dumps(_as_json(found, council, stored=not options.dry_run), indent=1, ensure_ascii=False) if options.json
          else _as_text(found, council, stored=not options.dry_run))
    return 0


def _council(known: list[OfficeRow], wanted: str | None) -> OfficeRow:
    """The one council, or the one whose name has these words in it; Refused when that is none or several."""
    found = [row for row in known if wanted is None or fold(wanted) in fold(row.name)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(row.name for row in known)
    if not known:
        raise Refused("No council is entered. Enter it in Settings first")
    if wanted is None or len(found) > 1:
        raise Refused(f"Say with --council which one nominates: {names}")
    raise Refused(f"There is no council “{wanted}”. There are: {names}")


def _counts(found: Prepared) -> dict[str, int]:
    return {str(told): len(found.told(told)) for told in _ORDER}


def _as_json(found: Prepared, council: OfficeRow, *, stored: bool) -> dict[str, object]:
    """What support and risk say is left out: this goes on to other programs."""
    return {"council": council.name, "stored": stored, "seen_on": found.seen_on.isoformat() if found.seen_on else None,
            "counts": {told.replace(" ", "_"): count for told, count in _counts(found).items()},
            "lines": [_line(one) for one in found.compared], "problems": [str(problem) for problem in found.listing.problems]}


def _line(one: Compared) -> dict[str, object]:
    return {"line": one.incoming.line, "name": one.incoming.name, "reference": one.incoming.their_reference,
            "told": str(one.told), "known_as": one.known.reference if one.known is not None else None,
            "changes": [difference_words(each, private=False) for each in one.differences],
            "problems": [problem.message for problem in one.incoming.problems]}


def _as_text(found: Prepared, council: OfficeRow, *, stored: bool) -> str:
    counts = ", ".join(f"{count} {told}" for told, count in _counts(found).items() if count) or "no lines"
    parts = [f"{council.name}: {counts}." + ("" if stored else " Nothing was stored.")]
    if found.seen_on is not None:
        parts.append(f"The same file was taken in on {found.seen_on:%d/%m/%Y}.")
    for one in found.compared:
        words, more = what_is_said(one, private=False)
        parts.append(f"  Line {one.incoming.line}: {one.incoming.name or 'no name'}, {one.told}: {words}"
                     + (f". {more}" if more else ""))
    return "\n".join([*parts, *(str(problem) for problem in found.listing.problems)])
