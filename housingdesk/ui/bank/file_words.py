"""Words and columns of payment files: the list of them, one file's payments, and what was read before it is taken in."""

from collections.abc import Sequence
from datetime import date

from housingdesk.bank.queries.file_lumps import FileLump, WaitingFileRow
from housingdesk.bank.queries.payment_files import PaymentFileRow, PaymentLineRow
from housingdesk.bank.rules.file_matching import Matched
from housingdesk.bank.rules.payment_files import Payment, many
from housingdesk.bank.rules.words import FileKind, FileLineState, FileState
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

KIND_WORDS = {FileKind.ALLPAY: "allpay", FileKind.CARDS: "Card settlement", FileKind.COLLECTION: "Direct Debit collection"}
_LINE = {FileLineState.FOUND: Status.GOOD, FileLineState.CHOSEN: Status.GOOD, FileLineState.UNKNOWN: Status.LATE,
         FileLineState.TO_SUSPENSE: Status.DUE, FileLineState.TAKES_BACK: Status.LATE}
_LINE_WORDS = {FileLineState.FOUND: "Found", FileLineState.CHOSEN: "Said by somebody", FileLineState.UNKNOWN: "Whose is it?",
               FileLineState.TO_SUSPENSE: "Unidentified money", FileLineState.TAKES_BACK: "May take money back"}


@frozen
class ListedFile:
    """A payment file, or a lump without one. ``id`` is the file's, or the bank line's below nought."""

    id: int
    file: PaymentFileRow | None = None
    lump: FileLump | None = None
    waiting: WaitingFileRow | None = None


def kind_words(one: ListedFile) -> str:
    """Of whom it is."""
    kind = one.file.kind if one.file is not None else one.lump.kind if one.lump is not None else FileKind.ALLPAY
    return KIND_WORDS[kind]


def what_words(one: ListedFile) -> str:
    """The file's name, or what the bank says."""
    return one.file.name if one.file is not None else one.lump.narrative if one.lump is not None else ""


def state_words(one: ListedFile) -> str:
    """How far it is, in a word or two."""
    if one.file is None:
        return "No file yet"
    if one.waiting is None:
        return "Posted" if one.file.state is FileState.POSTED else "Put aside"
    if one.file.asks:
        return f"{many(one.file.asks)} need{'s' if one.file.asks == 1 else ''} you"
    return "Ready to post" if one.waiting.ready else "Waits for its money"


def _state_status(one: ListedFile) -> Status:
    if one.file is None or (one.waiting is not None and one.file.asks):
        return Status.DUE
    if one.waiting is None:
        return Status.GOOD if one.file.state is FileState.POSTED else Status.NEUTRAL
    return Status.GOOD if one.waiting.ready else Status.INFORMATION


def _day(one: ListedFile) -> date | None:
    return one.lump.made_on if one.lump is not None else one.file.last_on if one.file is not None else None


def pence_of(one: ListedFile) -> int:
    """What the bank shows of it, or should."""
    return one.lump.left_pence if one.lump is not None else one.file.net_pence if one.file is not None else 0


def _days(one: ListedFile) -> str:
    days = one.lump.days if one.lump is not None else one.waiting.days if one.waiting is not None else None
    return "" if days is None else "today" if days <= 0 else many(days, "day")


def file_sentence(one: ListedFile) -> str:
    """A row as a screen reader says it."""
    return f"{kind_words(one)}, {format_pence(pence_of(one))}: {state_words(one)}{f', {_days(one)}' if _days(one) else ''}"


def file_columns(today: date) -> Sequence[Column]:
    """Columns of the list."""
    return (
        Column("kind", "From", 190, kind_words, secondary=what_words, stretch=3, sort=True),
        Column("state", "Is", 180, state_words, status=_state_status, stretch=2,
               secondary=lambda one: many(one.file.lines) if one.file else "", sort=True),
        Column("day", "Paid", 76, lambda one: format_short(day, today) if (day := _day(one)) else "", least=66,
               sort=lambda one: _day(one) or date.min),
        Column("age", "Waits", 84, _days, least=72, hide_below=530),
        Column("pence", "To the bank", 122, lambda one: format_pence(pence_of(one)), align=Align.RIGHT, least=108,
               strong=lambda _: True, sort=pence_of,
               secondary=lambda one: f"{format_pence(one.file.fee_pence)} fees" if one.file and one.file.fee_pence else ""))


# One file's payments.
def line_words(one: PaymentLineRow) -> str:
    """How far a payment is, in a word or two."""
    return "Taken at a desk" if one.taking_id is not None else _LINE_WORDS[one.state]


def whose_words(one: PaymentLineRow) -> str:
    """Whose a payment is; what the file says where nobody knows."""
    return one.whose or one.name or "Nobody found"


def line_sentence(one: PaymentLineRow) -> str:
    """A payment as a screen reader says it."""
    return f"Line {one.number}, {whose_words(one)}, {format_pence(one.pence)}: {line_words(one)}"


def line_columns(today: date) -> Sequence[Column]:
    """Columns of a file's payments."""
    return (
        Column("whose", "Whose", 190, whose_words, secondary=lambda one: one.where, stretch=3, sort=True),
        Column("state", "Is", 160, line_words, status=lambda one: _LINE[one.state], stretch=2, sort=True),
        Column("reference", "Reference", 130, lambda one: one.reference, least=110, secondary=lambda one: one.way,
               hide_below=560),
        Column("day", "Paid", 70, lambda one: format_short(one.paid_on, today), least=62, sort=lambda one: one.paid_on),
        Column("pence", "Amount", 108, lambda one: format_pence(one.pence), align=Align.RIGHT, least=96,
               strong=lambda _: True, sort=lambda one: one.pence))


# A file before it is taken in.
@frozen
class ReadRow:
    """A payment that was read, with whose it is taken to be."""

    id: int
    payment: Payment
    matched: Matched


def read_columns(today: date) -> Sequence[Column]:
    """Columns of what was read."""
    return (
        Column("why", "Whose", 220, lambda one: one.matched.why, status=lambda one: _LINE[one.matched.state], stretch=3),
        Column("reference", "Reference", 130, lambda one: one.payment.reference, secondary=lambda one: one.payment.way,
               least=110),
        Column("day", "Paid", 70, lambda one: format_short(one.payment.paid_on, today), least=62),
        Column("pence", "Amount", 108, lambda one: format_pence(one.payment.pence), align=Align.RIGHT, least=96))


def read_sentence(one: ReadRow) -> str:
    """What was read, as a screen reader says it."""
    return f"{one.payment.reference}, {format_pence(one.payment.pence)}: {one.matched.why}"
