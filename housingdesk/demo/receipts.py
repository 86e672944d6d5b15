"""How each line of the bank was posted in the made-up past: to whom, in which pile, and what waited as unidentified money.

Money is posted to the true answer, as careful people did by asking; a few lines of new payers waited some weeks first.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from housingdesk.bank.parsers.reading import Line as Read
from housingdesk.bank.rules.payment_files import TAKINGS
from housingdesk.bank.rules.proposals import Tier
from housingdesk.demo.chance import between, one_of, stream
from housingdesk.demo.desk_money import NOTE
from housingdesk.demo.lines import BankLine, TruthKind
from housingdesk.demo.narrative import Style
from housingdesk.demo.office import HB_CONTROL
from housingdesk.demo.population import Association
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import WEEK, add_months

_PLAIN = frozenset({Style.RIGHT, Style.WORD, Style.SEPARATED, Style.FIRST_DIGIT})
_UNCLEAR = frozenset({Style.GENERIC, Style.NAME_ONLY, Style.CUT, Style.ADDRESS, Style.OLD_NUMBER})
_STARTS_UNKNOWN = 0.5
_LEDGER = {"tax refund": "tax", "insurer": "insurance", "contractor refund": "other_income", "feed-in tariff": "other_income",
           "deposit": "other_income", "sweep": "operating", "bank charges": "bank_charges", "interest": "interest",
           "third-party deductions": "universal_credit", "card payments": "allpay",
           "direct debit collection": "direct_debit", "support provider": "support", NOTE: TAKINGS[0]}
_WHY = {TruthKind.LUMP: "A sum for many people: its list is awaited", TruthKind.NOT_RENT: "Not rent",
        TruthKind.REVERSAL: "A payment that the bank returned", TruthKind.UNKNOWN: "Nothing tells whose it is"}
_QUESTIONS = ("Bank asked for the payer’s address", "Asked the coordinators", "Payer’s bank written to",
              "No account in this name; letter sent through the bank")


@dataclass(frozen=True, slots=True)
class Part:
    """One account's part of a line, money in positive: an account of the plan (``key``) or of the ledger (``code``)."""

    key: int | None
    code: str
    payer: Payer
    pence: int
    text: str
    period: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """A line that was unidentified at first: until when (None: still), what was noted, and where it went then."""

    until: date | None
    note: str
    part: Part


@dataclass(frozen=True, slots=True)
class Posting:
    """What became of one line. ``wait`` goes with a single part to suspense."""

    parts: tuple[Part, ...]
    tier: Tier
    why: str
    returned: bool = False
    wait: Wait | None = None


class Postings:
    """Decides line by line, in order of days. ``last`` is the last Monday on which money was posted."""

    def __init__(self, association: Association, sources: dict[str, int], last: date) -> None:
        self._sources, self._last = sources, last
        self._known = {one.key for one in association.tenancies if one.starts < association.first_day}
        self._rng: Random = stream(association.seed, "unidentified")

    def of(self, line: BankLine, read: Read, posted_on: date) -> Posting:
        """Where one line goes, as it was posted on a Monday; ``read`` is the line as the statement file has it."""
        truth = line.truth
        if truth.kind is TruthKind.RENT:
            return self._rent(line, read, posted_on)
        if truth.kind is TruthKind.REVERSAL:
            [(key, pence)] = truth.parts
            part = Part(key, "", Payer.TENANT, pence, f"Returned: {read.narrative}")
            return Posting((part,), Tier.LIKELY, _WHY[truth.kind], returned=True)
        if truth.kind is TruthKind.UNKNOWN:
            return self._unknown(line, read, posted_on)
        return Posting((Part(None, self._code(line), Payer.OTHER, line.pence, read.narrative),), Tier.NOT_RENT,
                       _WHY[truth.kind])

    def _rent(self, line: BankLine, read: Read, posted_on: date) -> Posting:
        truth = line.truth
        parts = tuple(self._part(key, pence, line, read) for key, pence in truth.parts)
        if len(parts) > 1:
            return Posting(parts, Tier.NEEDS_YOU, "One payment for several accounts")
        if truth.style in _PLAIN:
            return Posting(parts, Tier.CERTAIN, "Payment reference agrees")
        new = parts[0].key not in self._known
        if new and parts[0].key is not None:
            self._known.add(parts[0].key)
        until = posted_on + between(self._rng, 1, 4) * WEEK if new and truth.style in _UNCLEAR else None
        if until is not None and until <= self._last and self._rng.random() < _STARTS_UNKNOWN:
            wait = Wait(until, one_of(self._rng, _QUESTIONS), parts[0])
            return Posting((Part(None, "suspense", Payer.OTHER, line.pence, read.narrative),), Tier.NEEDS_YOU,
                           _WHY[TruthKind.UNKNOWN], wait=wait)
        return Posting(parts, Tier.LIKELY, "Known payer" if not new else "Name and amount agree")

    def _part(self, key: int, pence: int, line: BankLine, read: Read) -> Part:
        if line.truth.note == "managed payment":
            start = add_months(line.on, -1)
            return Part(key, "", Payer.UC, pence, f"Universal Credit: {read.narrative}", (start, line.on))
        return Part(key, "", Payer.TENANT, pence, f"{_SAID.get(line.code, 'Payment')}: {read.narrative}")

    def _unknown(self, line: BankLine, read: Read, posted_on: date) -> Posting:
        """Found out after two weeks to seven months to be none of the tenants', or not yet."""
        takes = 2 + between(self._rng, 0, 13) + between(self._rng, 0, 1) * between(self._rng, 0, 14)
        until = posted_on + takes * WEEK
        other = Part(None, "other_income", Payer.OTHER, line.pence, f"Not rent after all: {read.narrative}")
        wait = Wait(until if until <= self._last else None, one_of(self._rng, _QUESTIONS), other)
        part = Part(None, "suspense", Payer.OTHER, line.pence, read.narrative)
        return Posting((part,), Tier.NEEDS_YOU, _WHY[TruthKind.UNKNOWN], wait=wait)

    def _code(self, line: BankLine) -> str:
        source = self._sources.get(line.truth.schedule or "", 0)
        return HB_CONTROL[source] if line.truth.note == "Housing Benefit" else _LEDGER[line.truth.note]


_SAID = {"FPI": "Faster payment", "SO": "Standing order", "BGC": "Bank credit"}

