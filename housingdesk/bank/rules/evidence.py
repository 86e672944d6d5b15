"""What speaks for each account, in points (payment-files §5.2 step 3): weighed here, judged in ``tiers``."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from housingdesk.bank.rules.addresses import AddressFit, addressed
from housingdesk.bank.rules.index import Entry, Index
from housingdesk.bank.rules.memory import Memory, Seen
from housingdesk.bank.rules.names import Claim, NameFit, bearers, bearers_expecting, claims, name_fit
from housingdesk.bank.rules.normalise import Reading
from housingdesk.bank.rules.quoted import Quoted, Slip, quoted, slips

# Two agreeing confirmations make a habit; one may be a mistake.
CONFIRMED = 2
_MOST_BY_NAME = 12
_MOST_BY_PAYER = 6
_MOST_PERIODS = 6

_QUOTED_POINTS = {Quoted.NONE: 0, Quoted.SLIP: 0, Quoted.OTHER_NUMBER: 40, Quoted.TENANCY: 50, Quoted.SHORT: 55,
                  Quoted.WHOLE: 60}
_SLIP_POINTS = 25
_NAME_POINTS = {NameFit.NONE: 0, NameFit.OTHER: 6, NameFit.SURNAME: 8, NameFit.INITIAL: 12, NameFit.FULL: 22}
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


_AMOUNT_POINTS = {AmountFit.NONE: 0, AmountFit.PART: 6, AmountFit.HABIT: 12, AmountFit.USUAL: 12}


@dataclass(frozen=True, slots=True)
class Remembered:
    """How often a key was confirmed for an account, ``of`` how often for every account still running."""

    times: int
    of: int
    seen: Seen | None = None

    @property
    def is_sole(self) -> bool:
        """Confirmed at least twice and never for anybody else."""
        return self.times >= CONFIRMED and self.times == self.of

    def worth(self, most: int) -> int:
        """``most × share × (1 − ½ⁿ)``, in whole points."""
        return round(most * self.times / self.of * (1 - 0.5**self.times)) if self.times else 0


NEVER = Remembered(0, 0)


@dataclass(slots=True)
class Evidence:
    """Everything on a receipt and in memory that speaks for one account; ``points`` is the sum."""

    entry: Entry
    pence: int
    quoted: Quoted = Quoted.NONE
    slip: Slip | None = None
    slip_equals: int = 0
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

    @property
    def name(self) -> NameFit:
        """The better of the names in the payer's field and in the wording."""
        return max(self.payer_name, self.wording_name)

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of evidence that say anything for this account."""
        return frozenset(kind for kind, present in (
            (Kind.REFERENCE, self.quoted or self.slip), (Kind.NAME, self.name), (Kind.ADDRESS, self.address),
            (Kind.AMOUNT, self.amount), (Kind.HISTORY, self.bank.times or self.wording.times or self.payer.times),
        ) if present)


@dataclass(slots=True)
class Weighed:
    """All that was found for one receipt, strongest first; equal points in order of account id."""

    ranked: list[Evidence]
    claims: list[Claim]
    quoted: dict[int, Quoted]
    bank: dict[int, Remembered]
    wording: dict[int, Remembered]
    payer: dict[int, Remembered]


def weigh(reading: Reading, index: Index, memory: Memory) -> Weighed:
    """Find the accounts a receipt may be for and add up what speaks for each."""
    found = _Found(reading, index, memory)
    found.by_reference_and_history()
    if not found.is_settled():
        found.by_name_and_address()
    return Weighed(found.ranked(), found.claims, found.quoted, found.bank, found.wording, found.payer)


class _Found:
    """The accounts found so far for one receipt."""

    __slots__ = ("bank", "candidates", "claims", "habit", "index", "payer", "quoted", "reading", "wording")

    def __init__(self, reading: Reading, index: Index, memory: Memory) -> None:
        self.reading, self.index = reading, index
        self.candidates: dict[int, Evidence] = {}
        self.claims = claims(reading, index)
        self.quoted = quoted(reading, index)
        self.bank = self._running(memory.bank.get(reading.bank_key))
        self.wording = self._running(memory.wording.get(reading.wording_key))
        self.payer = self._running(memory.payer.get(reading.payer_key))
        self.habit = self._running(memory.amount.get(reading.amount_key))

    def _running(self, accounts: dict[int, Seen] | None) -> dict[int, Remembered]:
        """What is remembered for accounts still running, or, if none is, for those that ended."""
        if not accounts:
            return _NOTHING
        by_id, on = self.index.by_id, self.reading.receipt.on
        known = {i: seen for i, seen in accounts.items() if i in by_id}
        running = {i: seen for i, seen in known.items() if by_id[i].is_active(on)} or known
        of = sum([seen.times for seen in running.values()])
        return {i: Remembered(seen.times, of, seen) for i, seen in running.items()}

    def by_reference_and_history(self) -> None:
        """Take in the accounts that the receipt names or that its payer paid before."""
        for account_id in self.quoted:
            self._add(account_id)
        for remembered in (self.bank, self.wording, self.habit):
            for account_id in remembered:
                self._add(account_id)
        if len(self.payer) <= _MOST_BY_PAYER:
            for account_id in self.payer:
                self._add(account_id)

    def is_settled(self) -> bool:
        """Whether one reference and the payer's habits, or name and amount, already agree: nobody else need be sought."""
        if len(self.quoted) != 1 or len(self.candidates) != 1:
            return False
        (one,) = self.candidates.values()
        by_habit = one.bank.times >= CONFIRMED or one.wording.times >= CONFIRMED
        return by_habit or (one.name >= NameFit.INITIAL and one.amount == AmountFit.USUAL)

    def by_name_and_address(self) -> None:
        """Take in the accounts by name and address, and by a reference one slip away if none was whole."""
        pence = self.reading.receipt.pence
        for claim in self.claims:
            people = bearers(claim, self.index)
            expecting = bearers_expecting(claim, pence, self.index) if len(people) == 0 else [
                e for e in people if pence in e.amounts] if len(people) > _MOST_BY_NAME else people
            for entry in (expecting or people)[:_MOST_BY_NAME]:
                self._add(entry.account_id)
        self._by_address()
        if not self.quoted:
            self._by_slip()

    def _by_address(self) -> None:
        homes = addressed(self.reading, self.index)
        for account_id, fit in homes.items():
            evidence = self._add(account_id)
            evidence.address, evidence.address_equals = fit, len(homes)
            evidence.points += _ADDRESS_POINTS // len(homes)

    def _by_slip(self) -> None:
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
        habit = self.habit.get(account_id, NEVER)
        payer_name, wording_name = name_fit(entry.people, self.claims) if self.claims else _NAMELESS
        evidence = Evidence(
            entry, receipt.pence, self.quoted.get(account_id, Quoted.NONE), None, 0, payer_name, wording_name,
            AddressFit.NONE, 0,
            amount_fit(entry, receipt.pence, habit), self.bank.get(account_id, NEVER),
            self.wording.get(account_id, NEVER), self.payer.get(account_id, NEVER), habit)
        evidence.points = (
            _QUOTED_POINTS[evidence.quoted] + _NAME_POINTS[evidence.name] + _AMOUNT_POINTS[evidence.amount]
            + evidence.bank.worth(_BANK_POINTS) + evidence.wording.worth(_WORDING_POINTS)
            + evidence.payer.worth(_PAYER_POINTS))
        self.candidates[account_id] = evidence
        return evidence

    def ranked(self) -> list[Evidence]:
        """Strongest first, equal points in order of account id."""
        return sorted(self.candidates.values(), key=_rank)


_NOTHING: dict[int, Remembered] = {}
_NAMELESS = (NameFit.NONE, NameFit.NONE)


def _rank(evidence: Evidence) -> tuple[int, int]:
    return -evidence.points, evidence.entry.account_id


def amount_fit(entry: Entry, pence: int, habit: Remembered) -> AmountFit:
    """Whether an amount is expected on the account, was paid so before, or is half or some periods of the charge."""
    if pence in entry.amounts:
        return AmountFit.USUAL
    if habit.is_sole:
        return AmountFit.HABIT
    return AmountFit.PART if periods(entry, pence) is not None else AmountFit.NONE


def periods(entry: Entry, pence: int) -> tuple[int, int] | None:
    """How many periods' charge an amount is, as a fraction: ``(2, 1)`` for twice, ``(1, 2)`` for half, else None."""
    usual = entry.facts.usual
    charge = usual[0][0] if usual else 0
    if charge <= 0 or pence <= 0:
        return None
    whole, rest = divmod(pence, charge)
    if rest == 0 and 2 <= whole <= _MOST_PERIODS:
        return whole, 1
    return (1, 2) if pence * 2 == charge else None


def expecting_namesakes(weighed: Weighed, top: Entry, pence: int, index: Index) -> Iterable[Entry]:
    """Other accounts that expect exactly this amount and whose people bear a name on the receipt."""
    for claim in weighed.claims:
        least = NameFit.INITIAL if claim.given or claim.initials else NameFit.SURNAME
        for entry in bearers_expecting(claim, pence, index):
            if entry is not top and max(name_fit(entry.people, [claim])) >= least:
                yield entry
