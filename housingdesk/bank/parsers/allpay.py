"""allpay's transaction file as a payment file: every line read at its places, both totals compared, or refused in words.

Cash adjustments and returned cheques may take money back and carry no sign that is known: the file's own total says which it
is, and somebody looks at the line before it is posted (payment-files §4.1).
"""

from collections.abc import Sequence
from dataclasses import replace

from housingdesk.bank.rules.payment_files import Payment, ReadFile, many
from housingdesk.bank.rules.words import FileKind
from housingdesk.benefits.parsers.allpay import KINDS, AllpayRow, AllpayShape, shape_of, total_words
from housingdesk.errors import BadFile
from housingdesk.values.money import format_pence
from housingdesk.values.tables.decoding import Wanted, check_kind, check_size, decode
from housingdesk.values.tables.refusing import refuse

_WANTED = Wanted("allpay’s transaction file", "Fetch it again from allpay’s payments hub, as text.")
_DOUBTFUL = {"C": "A cash adjustment may take money back", "Q": "A returned cheque takes money back"}


def read_allpay(data: bytes, name: str = "") -> ReadFile:
    """The payments of a file. BadFile, by its name, when it is no such file, is cut off, or differs from its own totals."""
    try:
        return _read(data)
    except BadFile as error:
        raise BadFile(f"{name}: {error}" if name else str(error)) from error


def _read(data: bytes) -> ReadFile:
    check_size(data, _WANTED)
    if check_kind(data, _WANTED) != "text":
        raise refuse(f"The file is a spreadsheet, not {_WANTED.what}. {_WANTED.advice}")
    decoded = decode(data, _WANTED)
    shape = shape_of(decoded.text)
    if not shape.rows and not shape.ended:
        raise refuse(f"No line of the file is a payment of allpay’s: outlet, reference, amount, kind and day. {_WANTED.advice}")
    _refuse_strange(shape)
    rows = _signed(shape)
    return ReadFile(FileKind.ALLPAY, tuple(map(_payment, rows)), 0, shape.totals[0], decoded.warnings)


def _refuse_strange(shape: AllpayShape) -> None:
    if shape.strange:
        number, wrong = shape.strange[0]
        raise refuse(f"{wrong[:1].upper()}{wrong[1:]}", number)
    if len(shape.totals) > 1 or len(shape.counts) > 1:
        raise refuse("The file has its totals more than once: it holds several files, or one of them twice")
    if not shape.ended:
        raise refuse("The file breaks off before its two totals, so that nothing tells whether payments are missing. "
                     "Fetch it again")
    if not shape.rows:
        raise refuse("The file has no payments")
    if shape.counts[0] != len(shape.rows):
        raise refuse(f"The file says that it has {many(shape.counts[0])}, but {len(shape.rows):,} can be read")


def _signed(shape: AllpayShape) -> Sequence[AllpayRow]:
    """The rows with the signs by which they come to the file's own total."""
    stated, written = shape.totals[0], sum(row.pence for row in shape.rows)
    if written == stated:
        return shape.rows
    taken_off = [replace(row, pence=-row.pence) if row.kind in _DOUBTFUL and row.pence > 0 else row for row in shape.rows]
    if sum(row.pence for row in taken_off) == stated:
        return taken_off
    raise refuse(total_words(stated, written))


def _payment(row: AllpayRow) -> Payment:
    doubt = _DOUBTFUL.get(row.kind, "Its amount is negative, so it takes money back" if row.pence < 0 else "")
    if doubt and row.kind in _DOUBTFUL:
        doubt += (f": the file’s total has {format_pence(-row.pence)} taken off" if row.pence < 0 else
                  f", but the file’s total has {format_pence(row.pence)} added")
    way = KINDS.get(row.kind, f"kind {row.kind.strip()}" if row.kind.strip() else "other")
    way = way[:1].upper() + way[1:] + (f", outlet {row.outlet}" if row.outlet else "")
    return Payment(row.number, row.reference, "", way, row.paid_on, row.pence, row.raw[:20_000], doubt)
