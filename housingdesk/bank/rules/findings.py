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
    bank_times: int = 0
    bank_of: int = 0
    wording_times: int = 0
    wording_of: int = 0
    payer_times: int = 0
    habit_times: int = 0
    quoted: Quoted = Quoted.NONE
    slip: Slip | None = None
    slip_equals: int = 0
    name: NameFit = NameFit.NONE
    address: AddressFit = AddressFit.NONE
    address_equals: int = 0
    amount: AmountFit = AmountFit.NONE
    amount_words: str = ""
    charge_words: str = ""
    person_word: str = ""
    tenancy_reference: str = ""


_FIGURES = 8  # so many fields stand first that differ from line to line
_WRITTEN = f'{{"figures":[{",".join(["%d"] * _FIGURES)}]'
_OTHERS = Finding._fields[_FIGURES:]
_KINDS_OF_FIT = {"quoted": Quoted, "slip": Slip, "name": NameFit, "address": AddressFit, "amount": AmountFit}


def finding(evidence: Evidence) -> Finding:
    """What the evidence for an account comes to."""
    entry, pence, bank, wording = evidence.entry, evidence.pence, evidence.bank, evidence.wording
    facts = entry.facts
    charge_pence, charge_words = facts.usual[0] if facts.usual else (0, "")
    return Finding(
        pence, charge_pence, bank.times, bank.of, wording.times, wording.of, evidence.payer.times, evidence.habit.times,
        evidence.quoted, evidence.slip, evidence.slip_equals, evidence.name, evidence.address, evidence.address_equals,
        evidence.amount, entry.amounts.get(pence, ""), charge_words, facts.person_word,
        facts.tenancy_reference if evidence.quoted == Quoted.TENANCY else "")


def to_json(found: Finding) -> str:
    """The figures of a finding, and of the rest what is not nought or empty.

    >>> to_json(Finding(11240, 11240, 7, 7, quoted=Quoted.WHOLE, person_word="tenant"))
    '{"figures":[11240,11240,7,7,0,0,0,0],"quoted":5,"person_word":"tenant"}'
    """
    return _WRITTEN % found[:_FIGURES] + _others(found[_FIGURES:])


def written(evidence: Evidence) -> str:
    """``to_json`` of the finding of the evidence, without making it: a file has thousands."""
    entry, pence, bank, wording = evidence.entry, evidence.pence, evidence.bank, evidence.wording
    facts = entry.facts
    charge_pence, charge_words = facts.usual[0] if facts.usual else (0, "")
    return _WRITTEN % (pence, charge_pence, bank[0], bank[1], wording[0], wording[1], evidence.payer[0], evidence.habit[0]
                       ) + _others((evidence.quoted, evidence.slip, evidence.slip_equals, evidence.name, evidence.address,
                                    evidence.address_equals, evidence.amount, entry.amounts.get(pence, ""), charge_words,
                                    facts.person_word,
                                    facts.tenancy_reference if evidence.quoted == Quoted.TENANCY else ""))


@lru_cache(maxsize=4096)
def _others(values: tuple[Any, ...]) -> str:
    """All but the figures, to the end of the object: the lines of a file have a few hundred different ones among them."""
    some = {name: value for name, value in zip(_OTHERS, values, strict=True) if value}
    return "," + dumps(some, ensure_ascii=False, separators=(",", ":"))[1:] if some else "}"


def from_json(kept: Mapping[str, Any]) -> Finding:
    """A finding out of what ``to_json`` wrote."""
    others = {name: _KINDS_OF_FIT[name](value) if name in _KINDS_OF_FIT else value
              for name, value in kept.items() if name != "figures"}
    return Finding(*kept["figures"], **others)
