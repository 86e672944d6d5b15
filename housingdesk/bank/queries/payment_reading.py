"""Reads a payment file by its kind, or finds out which kind it is; a card report by columns that were said before."""

from datetime import date

from housingdesk.bank.models import PaymentFile
from housingdesk.bank.parsers.allpay import read_allpay
from housingdesk.bank.parsers.cards import CardColumns, NeedsColumns, read_cards
from housingdesk.bank.queries.payees import matches
from housingdesk.bank.rules.file_matching import Matched
from housingdesk.bank.rules.payment_files import ReadFile
from housingdesk.bank.rules.words import FileKind
from housingdesk.errors import BadFile
from housingdesk.values.rows import frozen
from housingdesk.values.tables.decoding import fingerprint

_REMEMBERED = 12


@frozen
class IncomingFile:
    """A file before it is taken in: its kind, what was read of it (one for each lump), whose the payments of each are."""

    kind: FileKind
    reads: tuple[ReadFile, ...]
    matches: tuple[tuple[Matched, ...], ...]
    came: str


def read_payment_file(kind: FileKind, data: bytes, name: str, columns: CardColumns | None = None) -> list[ReadFile]:
    """What a file of a kind holds, one for each lump; BadFile when it is none, NeedsColumns when nobody said its columns."""
    if kind is FileKind.ALLPAY:
        return [read_allpay(data, name)]
    if kind is FileKind.CARDS:
        return read_cards(data, name, [columns] if columns is not None else known_columns())
    raise BadFile(f"{name} is not read here: a collection of Direct Debits makes its own payment file")


def known_columns() -> list[CardColumns]:
    """The columns of card reports that were said or found before, the newest first."""
    rows = (PaymentFile.select(PaymentFile.columns).where((PaymentFile.kind == FileKind.CARDS) & (PaymentFile.columns != ""))
            .order_by(PaymentFile.id.desc()).limit(_REMEMBERED).tuples())
    return [CardColumns.from_json(text) for text in dict.fromkeys(row[0] for row in rows)]


def kind_of(data: bytes, name: str) -> FileKind:
    """allpay's own shape is known by itself; any other table is taken for a card report."""
    try:
        read_allpay(data, name)
    except BadFile as error:
        if b"Total Transactions" in data[-400:] or b"Total Amount" in data[-400:]:
            return FileKind.ALLPAY
        if "allpay" in name.lower() and "no line of the file" not in str(error).lower():
            return FileKind.ALLPAY
        return FileKind.CARDS
    return FileKind.ALLPAY


def prepare_file(*, data: bytes, name: str, today: date, kind: FileKind | None = None,
                 columns: CardColumns | None = None) -> IncomingFile:
    """What taking a file in would bring; nothing is stored."""
    used = kind or kind_of(data, name)
    reads = tuple(read_payment_file(used, data, name, columns))
    found = tuple(tuple(matches(read.payments, today)) for read in reads)
    row = (PaymentFile.select(PaymentFile.name, PaymentFile.state).where(PaymentFile.sha256 == fingerprint(data))
           .order_by(PaymentFile.id.desc()).first())
    came = f"This file came already, as {row.name}; it is {row.state}" if row is not None else ""
    return IncomingFile(used, reads, found, came)


__all__ = ["IncomingFile", "NeedsColumns", "kind_of", "known_columns", "prepare_file", "read_payment_file"]
