"""Standing rules for money that is no single tenant's: interest, charges, refunds, and lumps that wait for a schedule.

A lump goes to a control account and is never unidentified money (payment-files §4.2, §5.2 step 8). A rule never
outranks a reference: rent cannot be sent to a nominal code by its wording.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from housingdesk.bank.rules.index import words_of
from housingdesk.bank.rules.normalise import Reading


class Sign(StrEnum):
    """Which way the money goes for a rule to fit."""

    IN = "in"
    OUT = "out"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class NotRentRule:
    """Money recognised by its words. Exactly one of ``nominal`` (a code) and ``control`` (an account) is set.

    ``phrases`` are words that stand together, any one of them is enough; ``pattern`` is a regular expression over the
    upper-case narrative instead. Amounts are pence without sign, both ends included.
    """

    name: str
    sentence: str
    phrases: tuple[str, ...] = ()
    pattern: str | None = None
    sign: Sign = Sign.IN
    least_pence: int | None = None
    most_pence: int | None = None
    nominal: str | None = None
    control: str | None = None

    def fits_amount(self, pence: int) -> bool:
        """Whether the sign and the size of an amount are the rule's."""
        if (self.sign is Sign.IN and pence < 0) or (self.sign is Sign.OUT and pence > 0):
            return False
        size = abs(pence)
        return (self.least_pence is None or size >= self.least_pence) and (
            self.most_pence is None or size <= self.most_pence)


_KINDS_OF_COUNCIL = {"city": "C", "borough": "B", "district": "D", "county": "C", "metropolitan": "M", "royal": "R",
                     "london": "L"}
_SHORTEST_NUMBER = 6


def payer_phrases(name: str, creditor_number: str = "") -> tuple[str, ...]:
    """How banks write a council that pays: its name, its place with the letters for the rest, its creditor number.

    >>> payer_phrases("Leeds City Council", "7730915")
    ('LEEDS CITY COUNCIL', 'LEEDS CC', 'LEEDS COUNCIL', 'LEEDS CITY', '7730915')
    """
    words = [word for word in re.findall(r"[\w’'-]+", name) if word.lower() not in ("of", "the", "and")]
    place = " ".join(word for word in words if word.lower() not in _KINDS_OF_COUNCIL and word.lower() != "council")
    kind = [word for word in words if word.lower() in _KINDS_OF_COUNCIL]
    found = [name]
    if place:
        letters = "".join(_KINDS_OF_COUNCIL[word.lower()] for word in kind)
        found += [f"{place} {letters}C" if letters else "", f"{place} Council", *(f"{place} {word}" for word in kind)]
    if len(creditor_number.strip()) >= _SHORTEST_NUMBER:
        found.append(creditor_number.strip())
    return tuple(dict.fromkeys(one.upper() for one in found if one))


class RuleBook:
    """The rules in force, the earlier going before the later, ready to be tried on many lines."""

    __slots__ = ("_by_word", "_patterns")

    def __init__(self, rules: Iterable[NotRentRule] = ()) -> None:
        self._by_word: dict[str, list[tuple[int, tuple[str, ...], NotRentRule]]] = {}
        self._patterns: list[tuple[int, re.Pattern[str], NotRentRule]] = []
        for order, rule in enumerate(rules):
            if (rule.nominal is None) == (rule.control is None):
                raise ValueError(f"rule “{rule.name}” needs either a nominal code or a control account")
            for phrase in rule.phrases:
                words = tuple(words_of(phrase))
                if words:
                    self._by_word.setdefault(words[0], []).append((order, words, rule))
            if rule.pattern is not None:
                self._patterns.append((order, re.compile(rule.pattern, re.IGNORECASE), rule))

    def find(self, reading: Reading) -> NotRentRule | None:
        """The first rule that fits a receipt, or None."""
        best: tuple[int, NotRentRule] | None = None
        receipt = reading.receipt
        tokens = (*reading.payer.tokens, *reading.wording.tokens)
        for i, token in enumerate(tokens) if not self._by_word.keys().isdisjoint(tokens) else ():
            for order, words, rule in self._by_word.get(token, ()):
                if ((best is None or order < best[0]) and tokens[i:i + len(words)] == words
                        and rule.fits_amount(receipt.pence)):
                    best = order, rule
        for order, pattern, rule in self._patterns:
            if (best is None or order < best[0]) and rule.fits_amount(receipt.pence) and pattern.search(_whole(reading)):
                best = order, rule
        return best[1] if best else None


def _whole(reading: Reading) -> str:
    receipt = reading.receipt
    return " ".join(t for t in (receipt.payer, receipt.reference, receipt.narrative) if t)


# What nearly every association meets; its own rules go before these.
STARTING_RULES: tuple[NotRentRule, ...] = (
    NotRentRule("Housing Benefit run", "Benefit run: open its schedule", (
        "HOUSING BENEFIT", "HSG BEN", "HSG BENEFIT", "HB PAYMENT", "HB RUN", "COUNCIL HB", "BOROUGH COUNCIL", "CITY COUNCIL",
        "DISTRICT COUNCIL", "COUNTY COUNCIL", "METROPOLITAN BOROUGH", "RENT REBATE", "COUNCIL"),
        control="housing_benefit"),
    NotRentRule("Universal Credit lump", "Universal Credit payment: open its schedule", (
        "DWP", "DEPT WORK PENS", "DEPT FOR WORK", "DEPARTMENT FOR WORK", "DEPT WORK AND PENS", "UNIVERSAL CREDIT", "DWP UC"),
        control="universal_credit"),
    NotRentRule("allpay settlement", "allpay settlement: open its file", ("ALLPAY", "ALL PAY"), control="allpay"),
    NotRentRule("PayPoint settlement", "PayPoint settlement: open its file", ("PAYPOINT",), control="allpay"),
    NotRentRule("Card settlement", "Card settlement: open its report", (
        "WORLDPAY", "BARCLAYCARD", "STRIPE", "SUMUP", "ZETTLE", "GLOBAL PAYMENTS", "ELAVON", "TAKEPAYMENTS", "FIRST DATA",
        "CARD SETTLEMENT", "MERCHANT SERVICES"), control="card"),
    NotRentRule("Direct debit collection", "Direct debit collection: open its report", (
        "DIRECT DEBIT COLLECTION", "DD COLLECTION", "BACS COLLECTION", "GOCARDLESS"), control="direct_debit"),
    NotRentRule("Bank interest", "Interest from the bank", (
        "GROSS INTEREST", "CREDIT INTEREST", "INTEREST PAID", "INTEREST", "INT PAID"), nominal="interest"),
    NotRentRule("Bank charges", "Charges of the bank", (
        "BANK CHARGES", "COMMISSION", "SERVICE CHARGES", "ACCOUNT CHARGE", "TOTAL CHARGES", "CHARGES TO"), sign=Sign.OUT,
        nominal="bank_charges"),
    NotRentRule("Tax", "Tax refund or payment", ("HMRC", "HM REVENUE", "INLAND REVENUE", "VAT REPAYMENT"), sign=Sign.EITHER,
                nominal="tax"),
    NotRentRule("Insurance", "From the insurer", ("INSURANCE", "INSURER", "INSURERS", "ASSURANCE"), nominal="insurance"),
)
