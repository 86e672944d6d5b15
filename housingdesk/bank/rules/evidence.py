"""What speaks for each account, in points (payment-files §5.2 step 3): weighed here, judged in ``tiers``."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import lru_cache

from housingdesk.bank.rules.addresses import AddressFit, addressed
from housingdesk.bank.rules.index import Entry, Index
from housingdesk.bank.rules.memory import Memory
from housingdesk.bank.rules.names import Claim, NameFit, bearers, bearers_expecting, claims, name_fit
from housingdesk.bank.rules.normalise import Reading
from housingdesk.bank.rules.quoted import Quoted, Slip, beginning, quoted, slips
from housingdesk.bank.rules.recall import CONFIRMED, NEVER, NOTHING, Known, Remembered, known, worth

_MOST_BY_NAME = 6
_MOST_BY_PAYER = 6
_MOST_BY_AMOUNT = 3
_MOST_BY_ADDRESS = 8
_MOST_PERIODS = 6
_CLEAR = 60

# Points by how well each fits, in the order of Quoted, NameFit and AmountFit; a slip's are shared among equals.
_QUOTED_POINTS = (0, 0, 40, 50, 55, 60)
_NAME_POINTS = (0, 6, 8, 12, 22)
_AMOUNT_POINTS = (0, 6, 12, 12)
_SLIP_POINTS = 25
_ADDRESS_POINTS = 20
_BANK_POINTS, _WORDING_POINTS, _PAYER_POINTS = 50, 45, 15


class Kind(StrEnum):
    """The independent kinds of evidence; payer, wording and bank account are one kind, as are the parts of a name."""

    REFERENCE = "reference"
    NAME = "name"
    ADDRESS = "address"
    AMOUNT = "amount"
    HISTORY = "history"


class AmountFit(IntEnum):
    """How an amount fits an account: PART is half of it or some periods of it, HABIT what this payer paid before."""

    NONE = 0
    PART = 1
    HABIT = 2
    USUAL = 3


@dataclass(slots=True)
class Evidence:
    """Everything on a receipt and in memory that speaks for one account; ``points`` is the sum."""

    entry: Entry
    pence: int
    quoted: Quoted = Quoted.NONE
    slip: Slip | None = None
    slip_equals: int = 0
    name: NameFit = NameFit.NONE
    payer_name: NameFit = NameFit.NONE
    wording_name: NameFit = NameFit.NONE
    address: AddressFit = AddressFit.NONE
    address_equals: int = 0
    amount: AmountFit = AmountFit.NONE
    bank: Remembered = NEVER
    wording: Remembered = NEVER
    payer: Remembered = NEVER
    habit: Remembered = NEVER
    points: int = 0
    written: str = field(default="", compare=False, repr=False)  # as it is kept, once made: it may hold for several receipts

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of evidence that say anything for this account."""
        return frozenset(kind for kind, present in (
            (Kind.REFERENCE, self.quoted or self.slip), (Kind.NAME, self.name), (Kind.ADDRESS, self.address),
            (Kind.AMOUNT, self.amount), (Kind.HISTORY, self.bank.times or self.wording.times or self.payer.times),
        ) if present)


_Habits = tuple[Known, Known, Known, Known]


@dataclass(slots=True)
class Weighed:
    """All that was found for one receipt, strongest first; equal points in order of account id.

    ``has_address`` tells whether an address was found, which depends on who lived there that day; ``has_choice`` whether
    something was remembered for several accounts, of which those that run that day count.
    """

    reading: Reading
    ranked: list[Evidence]
    claims: list[Claim]
    quoted: dict[int, Quoted]
    bank: Known
    wording: Known
    payer: Known
    habit: Known
    has_address: bool
    has_choice: bool


def weigh(reading: Reading, index: Index, memory: Memory, before: Weighed | None = None) -> Weighed:
    """Find the accounts a receipt may be for and add up what speaks for each; the search ends when it is clear.

    ``before`` is what was weighed for another receipt by the same index and memory, often the same payer's a week earlier: it
    holds for one that is equal in all but its day, where that makes no difference.
    """
    same = before is not None and not before.has_address and reading.says_the_same_as(before.reading)
    if same and before is not None and not before.has_choice:
        return before
    bank, wording = memory.bank.get(reading.bank_key), memory.wording.get(reading.wording_key)
    payer, habit = memory.payer.get(reading.payer_key), memory.amount.get(reading.amount_key)
    habits = (known(bank, index, reading) if bank else NOTHING, known(wording, index, reading) if wording else NOTHING,
              known(payer, index, reading) if payer else NOTHING, known(habit, index, reading) if habit else NOTHING)
    if same and before is not None and habits == (before.bank, before.wording, before.payer, before.habit):
        return before
    found = _Found(reading, index, habits)
    found.by_reference_and_habit()
    if not found.is_settled():
        if not found.is_known():
            found.by_payer_and_name()
        found.by_address_and_slip()
    candidates = list(found.candidates.values())
    if len(candidates) > 1:
        candidates.sort(key=_rank)
    several = any(some is not None and len(some) > 1 for some in (bank, wording, payer, habit))
    return Weighed(reading, candidates, found.claims, found.quoted, *habits, found.has_address, several)


class _Found:
    """The accounts found so far for one receipt."""

    __slots__ = ("bank", "candidates", "claims", "habit", "has_address", "index", "payer", "quoted", "reading", "wording")

    def __init__(self, reading: Reading, index: Index, habits: _Habits) -> None:
        self.reading, self.index = reading, index
        self.bank, self.wording, self.payer, self.habit = habits
        self.has_address = False
        self.candidates: dict[int, Evidence] = {}
        self.claims = claims(reading, index)
        self.quoted = quoted(reading, index)

    def by_reference_and_habit(self) -> None:
        """Take in the accounts that the receipt names, and those its bank account, wording or amount was confirmed for."""
        for found in (self.quoted, self.bank.accounts, self.wording.accounts, self.habit.accounts):
            for account_id in found:
                if account_id not in self.candidates:
                    self._add(account_id)

    def is_settled(self) -> bool:
        """Whether one reference and the payer's habits or name already agree: nobody else need be sought."""
        if len(self.quoted) != 1:
            return False
        [account_id] = self.quoted
        one = self.candidates[account_id]
        return one.name >= NameFit.INITIAL or max(one.bank.times, one.wording.times) >= CONFIRMED

    def is_known(self) -> bool:
        """Whether the payer's habits point so clearly to one account that others of the name need not be listed."""
        return any(e.points >= _CLEAR and (e.bank.is_sole or e.wording.is_sole) for e in self.candidates.values())

    def by_payer_and_name(self) -> None:
        """Take in the accounts that the payer was confirmed for, and those whose people bear a name on the receipt."""
        if len(self.payer.accounts) <= _MOST_BY_PAYER:
            for account_id in self.payer.accounts:
                self._add(account_id)
        for claim in self.claims:
            for entry in self._named(claim):
                self._add(entry.account_id)
        if not any(e.quoted or e.bank.times or e.wording.times for e in self.candidates.values()):
            self._by_amount()

    def _by_amount(self) -> None:
        """Where nothing better is known, the few accounts that expect just this amount are worth a look."""
        receipt = self.reading.receipt
        expecting = self.index.by_amount.get(receipt.pence, ())
        if len(expecting) <= _MOST_BY_AMOUNT:
            for entry in expecting:
                if entry.is_active(receipt.on):
                    self._add(entry.account_id)

    def by_address_and_slip(self) -> None:
        """Take in the accounts by address, and by a reference one slip away if none was whole."""
        self._by_address()
        if not self.quoted:
            self._by_slip()

    def _named(self, claim: Claim) -> list[Entry]:
        """Who bears a claimed name; of many, only those who expect the amount, if any do."""
        pence = self.reading.receipt.pence
        people = bearers(claim, self.index) or bearers_expecting(claim, pence, self.index)
        if len(people) > _MOST_BY_NAME:
            people = [entry for entry in people if pence in entry.amounts] or people
        return people[:_MOST_BY_NAME]

    def _by_address(self) -> None:
        homes = addressed(self.reading, self.index)
        self.has_address = bool(homes)
        few = len(homes) <= _MOST_BY_ADDRESS
        for account_id, fit in homes.items():
            evidence = self._add(account_id) if few else self.candidates.get(account_id)
            if evidence is None:
                continue
            evidence.address, evidence.address_equals = fit, len(homes)
            evidence.points += _ADDRESS_POINTS // len(homes)

    def _by_slip(self) -> None:
        cut, count = beginning(self.reading, self.index)
        if cut:
            for evidence in self.candidates.values():
                if evidence.entry.facts.reference.startswith(cut):
                    evidence.quoted, evidence.slip, evidence.slip_equals = Quoted.SLIP, Slip.CUT, count
        near = slips(self.reading, self.index)
        for account_id, slip in near.items():
            evidence = self._add(account_id)
            evidence.quoted, evidence.slip, evidence.slip_equals = Quoted.SLIP, slip, len(near)
            evidence.points += _SLIP_POINTS // len(near)

    def _add(self, account_id: int) -> Evidence:
        known = self.candidates.get(account_id)
        if known is not None:
            return known
        entry, receipt = self.index.by_id[account_id], self.reading.receipt
        bank = self.bank.recall(account_id) if self.bank.of else NEVER
        wording = self.wording.recall(account_id) if self.wording.of else NEVER
        payer = self.payer.recall(account_id) if self.payer.of else NEVER
        habit = self.habit.recall(account_id) if self.habit.of else NEVER
        payer_name, wording_name = name_fit(entry.people, self.claims) if self.claims else _NAMELESS
        name = payer_name if payer_name > wording_name else wording_name
        quoted = self.quoted.get(account_id, _UNQUOTED)
        amount = amount_fit(entry, receipt.pence, habit)
        points = (_QUOTED_POINTS[quoted] + _NAME_POINTS[name] + _AMOUNT_POINTS[amount]
                  + _history_points(bank.times, bank.of, wording.times, wording.of, payer.times, payer.of))
        self.candidates[account_id] = evidence = Evidence(
            entry, receipt.pence, quoted, None, 0, name, payer_name, wording_name, _UNADDRESSED, 0, amount, bank, wording,
            payer, habit, points)
        return evidence


_UNQUOTED, _UNADDRESSED, _NAMELESS = Quoted.NONE, AddressFit.NONE, (NameFit.NONE, NameFit.NONE)
_USUAL = AmountFit.USUAL


@lru_cache(maxsize=4096)
def _history_points(bank_times: int, bank_of: int, wording_times: int, wording_of: int, payer_times: int, payer_of: int) -> int:
    return (worth(_BANK_POINTS, bank_times, bank_of) + worth(_WORDING_POINTS, wording_times, wording_of)
            + worth(_PAYER_POINTS, payer_times, payer_of))


def _rank(evidence: Evidence) -> tuple[int, int]:
    return -evidence.points, evidence.entry.account_id


def amount_fit(entry: Entry, pence: int, habit: Remembered) -> AmountFit:
    """Whether an amount is expected on the account, was paid so before, or is half or some periods of the charge."""
    if pence in entry.amounts:
        return _USUAL
    if habit.is_sole:
        return AmountFit.HABIT
    return AmountFit.PART if periods(entry.charge_pence, pence) is not None else AmountFit.NONE


def periods(charge_pence: int, pence: int) -> tuple[int, int] | None:
    """How many periods' charge an amount is, as a fraction: ``(2, 1)`` for twice, ``(1, 2)`` for half, else None."""
    if charge_pence <= 0 or pence <= 0:
        return None
    whole, rest = divmod(pence, charge_pence)
    if rest == 0 and 2 <= whole <= _MOST_PERIODS:
        return whole, 1
    return (1, 2) if pence * 2 == charge_pence else None


def expecting_namesakes(weighed: Weighed, top: Entry, pence: int, index: Index, relatives: bool) -> Iterable[Entry]:
    """Other accounts that expect exactly this amount and whose people bear a name on the receipt, or only its surname."""
    for claim in weighed.claims:
        least = NameFit.OTHER if relatives else NameFit.INITIAL if claim.given or claim.initials else NameFit.SURNAME
        for entry in bearers_expecting(claim, pence, index):
            if entry is not top and max(name_fit(entry.people, [claim])) >= least:
                yield entry
