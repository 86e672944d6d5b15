"""What was found for one account, in figures and single words: all that the sentences about it are made of.

It is kept with the line instead of the sentences, and put in words when somebody looks.
"""

from collections.abc import Mapping
from functools import lru_cache
from json import dumps
from typing import Any, NamedTuple

from housingdesk.bank.rules.addresses import AddressFit
from housingdesk.bank.rules.evidence import AmountFit, Evidence
from housingdesk.bank.rules.names import NameFit
from housingdesk.bank.rules.quoted import Quoted, Slip


class Finding(NamedTuple):
    """How each part of a receipt fits an account. ``bank_times`` of ``bank_of`` confirmations were this account's.

    ``charge_pence`` is the charge of one period, 0 where none is known. ``amount_words`` say what the amount is (``weekly
    rent``), empty where it is not expected. The reference is given only where its letter matters.
    """

    pence: int
    charge_pence: int
    quoted: Quoted = Quoted.NONE
    slip: Slip | None = None
    slip_equals: int = 0
    name: NameFit = NameFit.NONE
    address: AddressFit = AddressFit.NONE
    address_equals: int = 0
    amount: AmountFit = AmountFit.NONE
    bank_times: int = 0
    bank_of: int = 0
    wording_times: int = 0
    wording_of: int = 0
    payer_times: int = 0
    habit_times: int = 0
    amount_words: str = ""
    charge_words: str = ""
    person_word: str = "tenant"
    tenancy_reference: str = ""


_SUMS = 2
_MOSTLY_LIKE = {"bank_of": "bank_times", "wording_of": "wording_times", "payer_times": "wording_times",
                "habit_times": "wording_times", "amount_words": "charge_words"}
_KINDS_OF_FIT = {"quoted": Quoted, "slip": Slip, "name": NameFit, "address": AddressFit, "amount": AmountFit}


def finding(evidence: Evidence) -> Finding:
    """What the evidence for an account comes to."""
    entry, pence, bank, wording = evidence.entry, evidence.pence, evidence.bank, evidence.wording
    facts = entry.facts
    charge_pence, charge_words = facts.usual[0] if facts.usual else (0, "")
    return Finding(
        pence, charge_pence, evidence.quoted, evidence.slip, evidence.slip_equals, evidence.name, evidence.address,
        evidence.address_equals, evidence.amount, bank.times, bank.of, wording.times, wording.of, evidence.payer.times,
        evidence.habit.times, entry.amounts.get(pence, ""), charge_words, facts.person_word,
        facts.tenancy_reference if evidence.quoted == Quoted.TENANCY else "")


def to_json(found: Finding) -> str:
    """The parts of a finding that are not what they mostly are: ``bank_of`` only where it is not ``bank_times``, and so on.

    >>> to_json(Finding(11240, 11240, Quoted.WHOLE, bank_times=7, bank_of=7, person_word="resident"))
    '{"pence":11240,"charge_pence":11240,"quoted":5,"bank_times":7,"person_word":"resident"}'
    """
    return f'{{"pence":{found.pence},"charge_pence":{found.charge_pence}{_but_sums(found[_SUMS:])}}}'


@lru_cache(maxsize=4096)
def _but_sums(values: tuple[Any, ...]) -> str:
    """All but the sums: the lines of a file have a few hundred different findings among them."""
    every = dict(zip(Finding._fields[_SUMS:], values, strict=True))
    some = {name: value for name, value in every.items() if value != _usually(name, every)}
    return "," + dumps(some, ensure_ascii=False, separators=(",", ":"))[1:-1] if some else ""


def _usually(name: str, every: Mapping[str, Any]) -> Any:
    like = _MOSTLY_LIKE.get(name)
    return every.get(like, Finding._field_defaults[like]) if like else Finding._field_defaults[name]


def from_json(kept: Mapping[str, Any]) -> Finding:
    """A finding out of what ``to_json`` wrote."""
    values = {name: _KINDS_OF_FIT[name](value) if name in _KINDS_OF_FIT else value for name, value in kept.items()}
    return Finding(**{name: _usually(name, values) for name in _MOSTLY_LIKE} | values)
