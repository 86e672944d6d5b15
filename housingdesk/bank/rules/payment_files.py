"""A payment file as it was read, in which control account its lump waits, and what is said where sums differ. Pure.

It does not decide whose a payment is (``file_matching``), nor which of the bank's lines is the lump (``queries.file_lumps``).
"""

from collections.abc import Sequence
from datetime import date

from housingdesk.bank.rules.words import FileKind
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen

CONTROLS: dict[FileKind, tuple[str, str]] = {
    FileKind.ALLPAY: ("allpay", "allpay awaiting its file"), FileKind.CARDS: ("card", "Card settlements awaiting their report"),
    FileKind.COLLECTION: ("direct_debit", "Direct debits awaiting their report")}
"""Reference and name of the control account in which the lump of a kind of file waits; opened on first use."""
FEES = ("card_fees", "Fees of card payments")
TAKINGS = ("takings", "Taken, not yet banked")
FILE_WORDS = {FileKind.ALLPAY: "allpay’s file", FileKind.CARDS: "the card settlement",
              FileKind.COLLECTION: "the Direct Debit collection"}


@frozen
class Payment:
    """One payment of a file; ``pence`` is what somebody paid, negative where it is taken back. ``way``: as the file says it.

    ``doubt`` says why the line may take money back; such a line is never posted before somebody has looked at it.
    """

    number: int
    reference: str
    name: str
    way: str
    paid_on: date
    pence: int
    raw: str
    doubt: str = ""


@frozen
class ReadFile:
    """A file as read: its payments, what was kept back, the total it states itself, and what is odd about it.

    ``columns``: how the columns of a table were read, JSON; empty for a file of a fixed shape.
    """

    kind: FileKind
    payments: tuple[Payment, ...]
    fee_pence: int = 0
    stated_pence: int | None = None
    warnings: tuple[Problem, ...] = ()
    columns: str = ""

    @property
    def pence(self) -> int:
        """The sum of its payments."""
        return sum(one.pence for one in self.payments)

    @property
    def net_pence(self) -> int:
        """What the bank shows."""
        return self.pence - self.fee_pence

    @property
    def first_on(self) -> date:
        """The day of its earliest payment."""
        return min(one.paid_on for one in self.payments)

    @property
    def last_on(self) -> date:
        """The day of its latest payment."""
        return max(one.paid_on for one in self.payments)


def apart(pence: int, fee_pence: int, bank_pence: int, each: Sequence[int] = ()) -> str:
    """A file against a lump: that they agree, or how far they are apart, and whether one payment is of that amount.

    >>> apart(50_000, 250, 49_750), apart(50_000, 0, 48_876, [1_124, 48_876])
    ('The sums agree: £497.50', 'The file comes to £500.00, the bank shows £488.76: £11.24 less; one payment is of that amount')
    """
    net = pence - fee_pence
    if net == bank_pence:
        return f"The sums agree: {format_pence(net)}"
    less = f" less fees of {format_pence(fee_pence)}" if fee_pence else ""
    gap = abs(net - bank_pence)
    said = (f"The file comes to {format_pence(pence)}{less}, the bank shows {format_pence(bank_pence)}: {format_pence(gap)} "
            f"{'less' if bank_pence < net else 'more'}")
    same = sum(abs(one) == gap for one in each)
    if fee_pence and bank_pence == pence:
        return f"{said}; it is the sum before fees"
    return f"{said}; {'one payment is' if same == 1 else f'{same} payments are'} of that amount" if same else said


def many(count: int, word: str = "payment") -> str:
    """A count with its word: ``1 payment``, ``12 payments``."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
