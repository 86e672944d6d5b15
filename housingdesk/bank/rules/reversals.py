"""Lines already in the books: the payment that a bounced one takes back, and a line that is there already."""

from collections.abc import Iterable
from dataclasses import dataclass

from housingdesk.bank.rules.index import words_of
from housingdesk.bank.rules.normalise import Reading, bare_words, read
from housingdesk.bank.rules.receipts import Receipt
from housingdesk.bank.rules.vocabulary import REVERSAL_WORDS, UNPAID_CODES

LONGEST_DAYS = 30


@dataclass(frozen=True, slots=True)
class Posted:
    """A receipt that is in the books on one account and was not reversed."""

    receipt: Receipt
    account_id: int


class PostedLines:
    """Recent posted receipts, found by amount; those of the file being matched are left out, so that twins both count."""

    __slots__ = ("_by_pence", "_readings")

    def __init__(self, posted: Iterable[Posted] = ()) -> None:
        self._by_pence: dict[int, list[Posted]] = {}
        self._readings: dict[int, Reading] = {}
        for line in sorted(posted, key=lambda p: (p.receipt.on, p.receipt.line_id), reverse=True):
            self._by_pence.setdefault(line.receipt.pence, []).append(line)

    def duplicate_of(self, receipt: Receipt) -> Posted | None:
        """A posted line of the same day, amount, narrative and payer, other than this very line."""
        for line in self._by_pence.get(receipt.pence, ()):
            if line.receipt.on == receipt.on and line.receipt.line_id != receipt.line_id and (
                    _said(line.receipt) == _said(receipt)):
                return line
        return None

    def originals_of(self, reading: Reading) -> list[Posted]:
        """The posted payments that a returned one may take back: same amount, at most thirty days before.

        Only those that share most with it are given, newest first: the payer's bank account before a reference before
        words of the name. Nothing is guessed from the amount alone.
        """
        ranked: dict[int, list[Posted]] = {}
        for line in self._by_pence.get(-reading.receipt.pence, ()):
            if 0 <= (reading.receipt.on - line.receipt.on).days <= LONGEST_DAYS:
                ranked.setdefault(_in_common(reading, self._read(line.receipt)), []).append(line)
        best = max(ranked, default=0)
        return ranked[best] if best else []

    def _read(self, receipt: Receipt) -> Reading:
        if receipt.line_id not in self._readings:
            self._readings[receipt.line_id] = read(receipt)
        return self._readings[receipt.line_id]


def is_returned(receipt: Receipt) -> bool:
    """Whether money out says that it takes a payment back: by its words or by an unpaid code (payment-files §4.6)."""
    if receipt.pence >= 0:
        return False
    kind = (receipt.kind or "").upper()
    said = " ".join(t for t in (kind, receipt.payer, receipt.reference, receipt.narrative) if t)
    return kind in UNPAID_CODES or not REVERSAL_WORDS.isdisjoint(words_of(said))


def _said(receipt: Receipt) -> tuple[str | None, ...]:
    return receipt.narrative, receipt.payer, receipt.reference, receipt.payer_account


def _in_common(reading: Reading, then: Reading) -> int:
    """How much two receipts share: 100 the bank account, 50 a reference, else the words of a name."""
    if reading.bank_key and reading.bank_key == then.bank_key:
        return 100
    if reading.references.keys() & then.references.keys():
        return 50
    return min(len(_name(reading) & _name(then)), 49)


def _name(reading: Reading) -> set[str]:
    words = bare_words([*reading.payer.words, *reading.wording.words])
    return {w for w in words if len(w) > 1 and w not in REVERSAL_WORDS}
