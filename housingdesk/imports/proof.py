"""The proof of an intake as PDF: each total as the old system states it, as its files say it and as the books have it now."""

from collections.abc import Iterator

from housingdesk.imports.queries.books import Books
from housingdesk.imports.rules.dry_run import DryRun
from housingdesk.imports.rules.totals import MONEY, Control
from housingdesk.imports.rules.words import ControlKind
from housingdesk.letters.pdf.list_pages import draw_list
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

_HEADS = ("", "Old system", "Its files", "In the books", "")
_PARTS = (62, 28, 28, 28, 34)
Cells = tuple[str, str, str, str, str]


def proof(found: DryRun, kept: Books, *, by: str, author: str, demo: bool = False) -> bytes:
    """The proof as it stands right after an intake was carried out; nothing in it is a sum of its own other columns."""
    source = f" from {kept.system}" if kept.system else ""
    notes = (f"Brought in{source} by {by}. The balances are those at the end of {format_date(kept.on)}.",
             "The old system’s totals were put in by hand from its own reports. The files were read and added up, and nothing "
             "was written until every total agreed to the penny. The books were added up afterwards from what was written.")
    rows = [*_totals(found, kept), *_made(found), *_batches(kept), *_files(kept)]
    return draw_list(f"Proof of what was brought in: {kept.name}", notes, _HEADS, rows, _PARTS, author=author, demo=demo)


def _totals(found: DryRun, kept: Books) -> Iterator[Cells]:
    for line in found.controls:
        ours = kept.totals[line.kind] if not line.scheme else None
        agrees = line.agrees and ours in (None, line.ours)
        yield (line.words, line.figure(line.theirs), line.figure(line.ours), _figure(line.kind, ours),
               "Agrees" if agrees else "Does not agree")
    said = {one.kind for one in _everything(kept.controls)}
    for kind, amount in kept.totals.items():
        if kind not in said and amount:
            yield sentence_case(kind), "not stated", "", _figure(kind, amount), ""


def _everything(controls: tuple[Control, ...]) -> tuple[Control, ...]:
    return tuple(one for one in controls if not one.scheme)


def _figure(kind: ControlKind, amount: int | None) -> str:
    if amount is None:
        return ""
    return format_pence(amount) if kind in MONEY else f"{amount:,}"


def _made(found: DryRun) -> Iterator[Cells]:
    yield "What was made", "", "", "", ""
    for one in found.makings:
        yield sentence_case(one.words), "", f"{one.count:,}", "", ""
    if found.warnings:
        yield "Rows that were worth a look", "", f"{len(found.warnings):,}", "", ""


def _batches(kept: Books) -> Iterator[Cells]:
    if kept.batches:
        yield "Sealed batches of the ledger", "", "Entries", "Sum", ""
    for one in kept.batches:
        yield one.title, "", f"{one.entries:,}", format_pence(one.pence), ""


def _files(kept: Books) -> Iterator[Cells]:
    yield "The files, kept as they came", "", "Rows", "SHA-256 begins", ""
    for one in kept.files:
        yield one.name, "", f"{one.rows:,}", one.sha256[:12], ""
