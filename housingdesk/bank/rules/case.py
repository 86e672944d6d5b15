"""One receipt before the tiers: what was found, what stands first, and what else the file and the books say."""

from dataclasses import dataclass
from datetime import date

from housingdesk.bank.rules.addresses import AddressFit
from housingdesk.bank.rules.evidence import AmountFit, Evidence, Weighed, expecting_namesakes, periods
from housingdesk.bank.rules.index import Entry, Index
from housingdesk.bank.rules.names import NameFit, bearers, name_fit
from housingdesk.bank.rules.normalise import Reading
from housingdesk.bank.rules.quoted import Quoted
from housingdesk.bank.rules.recall import Remembered
from housingdesk.bank.rules.reversals import PostedLines

# A payment that comes after less than this share of the time it pays for is somebody else's, or an extra one.
_TOO_SOON = 0.6
# A house number and street shared by more homes than this is as good as no address.
_FEW_HOMES = 4
# An amount within this part of a charge (a sixth) may be that charge, rounded or with an instalment.
_NEAR_PARTS = 6


@dataclass(slots=True)
class Neighbours:
    """The days of the lines of one file, by wording, by the payer's bank account and by the payer's name."""

    by_wording: dict[str, list[date]]
    by_bank: dict[str, list[date]]
    by_payer: dict[str, list[date]]


@dataclass(slots=True)
class Case:
    """A receipt with its ranked evidence; ``top`` is the account that would be proposed."""

    reading: Reading
    index: Index
    weighed: Weighed
    top: Evidence
    posted: PostedLines | None
    neighbours: Neighbours | None

    @property
    def second(self) -> Evidence | None:
        """The next best account."""
        return self.weighed.ranked[1] if len(self.weighed.ranked) > 1 else None

    @property
    def is_undisputed(self) -> bool:
        """Whether no other account was found, and the payer, if known, is known for this one."""
        return len(self.weighed.ranked) == 1 and (self.top.payer.times > 0 or not self.weighed.payer.accounts)

    @property
    def lead(self) -> int:
        """By how many points the first account leads."""
        return self.top.points - (self.second.points if self.second else 0)

    @property
    def has_reference(self) -> bool:
        """Whether the first account's own reference stands on the receipt, its check digit right or lettered."""
        return self.top.quoted >= Quoted.TENANCY

    @property
    def names_several(self) -> bool:
        """Whether the references of more than one account stand on the receipt."""
        quoted = self.weighed.quoted
        return len(quoted) > 1 and sum(how >= Quoted.TENANCY for how in quoted.values()) > 1

    @property
    def is_sole_bank(self) -> bool:
        """Whether the payer's bank account is known for this account and no other."""
        return self.top.bank.is_sole

    @property
    def is_sole_habit(self) -> bool:
        """Whether the payer's bank account, or payer and wording, are known for this account and no other."""
        return self.top.bank.is_sole or self.top.wording.is_sole

    @property
    def is_specific(self) -> bool:
        """Whether the wording itself tells one home from another: a long number, an address, or the tenant's name.

        A payer's own name repeated tells nothing more than the payer does, unless the bank account is known.
        """
        top = self.top
        if not self.reading.plain or top.slip or top.address == AddressFit.WHOLE:
            return True
        if top.address == AddressFit.SHARED and top.address_equals <= _FEW_HOMES:
            return top.wording.is_sole and not self.is_too_soon()
        named = self.reading.apart and top.wording_name >= NameFit.INITIAL
        return named and (self.is_sole_bank or top.payer_name < NameFit.SURNAME)

    def called(self, entry: Entry) -> str:
        """What another account is called beside the first: its person, or which of one person's accounts it is."""
        person = entry.facts.person
        return f"{person}’s {entry.facts.kind} account" if person == self.top.entry.facts.person else person

    def rival(self, relatives: bool = False) -> Entry | None:
        """Another running account that expects just this amount from somebody of the name, or surname, on the receipt."""
        receipt = self.reading.receipt
        for entry in expecting_namesakes(self.weighed, self.top.entry, receipt.pence, self.index, relatives):
            if entry.is_active(receipt.on):
                return entry
        return None

    def sharers(self) -> list[Entry]:
        """The other running accounts at the same number and street as the first account: a shared house, or flats."""
        top, on = self.top.entry, self.reading.receipt.on
        facts = top.facts
        if not (facts.number and top.street):
            return []
        people = set(top.people)
        return [entry for entry in self.index.by_address.get((facts.number.upper(), top.street[0]), ())
                if entry is not top and entry.facts.number == facts.number and entry.street == top.street
                and entry.is_active(on) and not people & set(entry.people)]

    def successor(self) -> Entry | None:
        """The running account of somebody of the same name, where the first account's agreement has ended: who moved within the
        association often still pays under the old reference.
        """
        top, on = self.top.entry, self.reading.receipt.on
        if top.ends is None or on <= top.ends:
            return None
        names = ((surname, person.forename) for person in top.people if person.forename for surname in person.surnames)
        return next((entry for name in names for entry in self.index.by_forename.get(name, ())
                     if entry is not top and entry.facts.kind == top.facts.kind and entry.is_active(on)), None)

    def near_namesake(self) -> Entry | None:
        """Another running account of somebody of the payer's name whose charge is about this amount: the money may be theirs.

        A person's own other accounts are not another's.
        """
        receipt, top = self.reading.receipt, self.top.entry
        for claim in self.weighed.claims:
            for entry in bearers(claim, self.index):
                if (entry is not top and not set(entry.people) & set(top.people) and entry.is_active(receipt.on)
                        and max(name_fit(entry.people, [claim])) >= NameFit.INITIAL and _is_about(entry, receipt.pence)):
                    return entry
        return None

    def gap_days(self) -> int | None:
        """Days to the nearest payment of the same payer, remembered or in this file; None when there is none.

        A bank account that pays for several is no measure: then only the same wording is.
        """
        on, reading, top = self.reading.receipt.on, self.reading, self.top
        known = self.neighbours
        gaps = _gaps(on, top.wording, reading.wording_key, known.by_wording if known else None)
        if top.bank.times == top.bank.of:
            gaps += _gaps(on, top.bank, reading.bank_key, known.by_bank if known else None)
        if not top.wording.times and top.payer.times == top.payer.of:
            gaps += _gaps(on, top.payer, reading.payer_key, known.by_payer if known else None)
        return min(gaps, default=None)

    def is_too_soon(self) -> bool:
        """Whether the nearest payment of this payer is nearer than the time that the money pays for, or one period."""
        gap = self.gap_days()
        return gap is not None and gap < _TOO_SOON * min(self.covered_days(), self.top.entry.facts.period_days)

    def covered_days(self) -> float:
        """About how many days the amount pays for on the first account."""
        facts = self.top.entry.facts
        part = periods(self.top.entry.charge_pence, self.reading.receipt.pence)
        if part is not None:
            return facts.period_days * part[0] / part[1]
        if self.top.amount == AmountFit.USUAL:
            return 30 if self._is_monthly_sum() else facts.period_days
        return facts.period_days

    def _is_monthly_sum(self) -> bool:
        return all(pence != self.reading.receipt.pence for pence, _ in self.top.entry.facts.usual)


def _gaps(on: date, remembered: Remembered, key: str, dates: dict[str, list[date]] | None) -> list[int]:
    """The days from ``on`` to what is remembered of a key, and to the other lines of the file that have it."""
    gaps = [] if remembered.seen is None else [abs((on - remembered.seen.last_on).days)]
    others = dates.get(key, ()) if dates is not None and key else ()
    if not others:
        return gaps
    days = [abs((on - other).days) for other in others]
    if on in others:
        days.remove(0)
    return gaps + days


def _is_about(entry: Entry, pence: int) -> bool:
    """Whether an amount is expected on an account, or so near its charge that it may be that, rounded or with a little more."""
    return pence in entry.amounts or abs(entry.charge_pence - pence) * _NEAR_PARTS <= entry.charge_pence or (
        periods(entry.charge_pence, pence) is not None)
