"""``housingdesk archive find TEXT``: what was sent to anyone, ever; with ``--to`` the PDFs as issued are written out."""

import argparse
import json
import re
from datetime import date
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.commands.letter_files import write_letters
from housingdesk.commands.opening import configure as configure_opening
from housingdesk.commands.opening import opened
from housingdesk.commands.typed import day_from
from housingdesk.errors import Refused
from housingdesk.letters.queries import archive
from housingdesk.letters.queries.archive import ArchiveRow
from housingdesk.rent.queries.accounts import account_by_reference
from housingdesk.tenancies.queries.agreements import tenancy_by_reference
from housingdesk.values.dates import format_date


def configure(parser: argparse.ArgumentParser) -> None:
    """What is looked for, between which days, and where the PDFs go."""
    configure_opening(parser)
    parser.add_argument("text", nargs="*", metavar="TEXT", help="words of a name or a letter’s title, or a reference")
    parser.add_argument("--from", dest="start", metavar="DATE", help="dated on this day or later")
    parser.add_argument("--until", dest="end", metavar="DATE", help="dated on this day or earlier")
    parser.add_argument("--limit", type=int, default=200, metavar="N", help="at most so many, the newest first (200)")
    parser.add_argument("--to", type=Path, metavar="DIR", help="also write each PDF as issued into this folder")


def run(options: argparse.Namespace) -> int:
    """Prints what was found, the newest first."""
    with opened(options, lock=False) as desk:
        start, end = _day(options.start, desk, "--from"), _day(options.end, desk, "--until")
        if start and end and end < start:
            raise Refused(f"{format_date(end)} is before {format_date(start)}. Give the first day with --from")
        if options.limit < 1:
            raise Refused("--limit is at least 1")
        if options.to is not None and not options.to.is_dir():
            raise Refused(f"There is no folder {options.to}")
        text = " ".join(options.text)
        rows = desk.ask(archive.found, text=text, start=start, end=end, subjects=_subjects(desk, text), limit=options.limit)
        letters = [(row.id, row.id, row.title, row.addressee) for row in rows]
        written = write_letters(desk, options.to, letters) if options.to is not None else 0
    print(json.dumps(_as_json(rows, written), indent=1, ensure_ascii=False) if options.json else _as_text(rows, written))
    return 0


def _day(text: str | None, desk: Desk, option: str) -> date | None:
    return None if text is None else day_from(text, desk.today, option)


def _subjects(desk: Desk, text: str) -> list[str]:
    """The agreement behind a reference of its own or of its account."""
    bare = re.sub(r"\s", "", text)
    account = desk.ask(account_by_reference, reference=bare) if bare.isdigit() else None
    agreement = desk.ask(tenancy_by_reference, reference=bare) if bare else None
    found = {account.tenancy_id if account else None, agreement.id if agreement else None} - {None}
    return [f"tenancy:{tenancy_id}" for tenancy_id in found]


def _as_json(rows: list[ArchiveRow], written: int) -> dict[str, object]:
    return {"found": len(rows), "written": written, "letters": [
        {"id": row.id, "title": row.title, "to": row.addressee, "about": row.subject, "dated": row.dated.isoformat(),
         "state": str(row.state), "printed_at": row.printed_at.isoformat() if row.printed_at else None,
         "posted_on": row.posted_on.isoformat() if row.posted_on else None, "template": row.template,
         "wording": row.template_version, "pages": row.pages, "made_by": row.made_by, "made_at": row.made_at.isoformat(),
         "sha256": row.sha256} for row in rows]}


def _as_text(rows: list[ArchiveRow], written: int) -> str:
    lines = [f"{row.id:6}  {row.dated:%d %b %Y}  {row.state!s:<9}  {row.addressee[:30]:<30}  {row.title}" for row in rows]
    lines.append(f"{len(rows):,} letter{'' if len(rows) == 1 else 's'} found")
    if written:
        lines.append(f"{written:,} PDF{'' if written == 1 else 's'} written")
    return "\n".join(lines)
