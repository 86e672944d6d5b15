"""The references on a receipt, and the issued ones that are one slip of the finger away."""

from collections.abc import Sequence
from enum import IntEnum, StrEnum
from functools import lru_cache

from housingdesk.bank.rules.index import Entry, Index
from housingdesk.bank.rules.normalise import Part, Reading

_LETTERED = 7  # a letter and six digits, as T004471
# The beginning of a reference says something while at most one account in twenty has it.
_SHORTEST_CUT, _LONGEST_CUT, _ONE_IN = 4, 7, 20


class Quoted(IntEnum):
    """How an account's reference stands on the receipt, from not at all to whole with its check digit."""

    NONE = 0
    SLIP = 1
    OTHER_NUMBER = 2
    TENANCY = 3
    SHORT = 4
    WHOLE = 5


class Slip(StrEnum):
    """Which single slip turns what was typed into the reference."""

    DIGIT = "digit"
    SWAP = "swap"
    MISSING = "missing"
    EXTRA = "extra"
    CUT = "cut"


def quoted(reading: Reading, index: Index) -> dict[int, Quoted]:
    """The accounts whose reference stands on the receipt, best form first, by account id."""
    found: dict[int, Quoted] = {}
    for reference, whole in reading.references.items():
        for entry in index.by_reference.get(reference, ()):
            found[entry.account_id] = Quoted.WHOLE if whole else Quoted.SHORT
    for part in (reading.payer, reading.wording):
        for code in part.codes:
            entries = index.by_other.get(code) or _lettered(code, part, index) or _without_noughts(code, index)
            for entry in _meant(entries, reading.receipt.pence) if entries else ():
                lettered = len(code) >= _LETTERED - 1 and entry.facts.tenancy_reference.endswith(code)
                found.setdefault(entry.account_id, Quoted.TENANCY if lettered else Quoted.OTHER_NUMBER)
    return found


def _meant(entries: Sequence[Entry], pence: int) -> Sequence[Entry]:
    """Of the accounts under one number, the one that expects the amount, else the rent: a garage has the tenancy's number."""
    if len(entries) < 2:
        return entries
    expecting = [entry for entry in entries if pence in entry.amounts]
    if len(expecting) == 1:
        return expecting
    rents = [entry for entry in entries if entry.facts.kind == "rent"]
    return rents if len(rents) == 1 else entries


def _lettered(code: str, part: Part, index: Index) -> Sequence[Entry]:
    """The accounts of a tenancy reference whose letter stands apart: ``T 004471``."""
    if len(code) != _LETTERED - 1 or not code.isdigit() or code not in part.tokens:
        return ()
    before = part.tokens.index(code) - 1
    return index.by_other.get(part.tokens[before] + code, ()) if before >= 0 and len(part.tokens[before]) == 1 else ()


def _without_noughts(code: str, index: Index) -> Sequence[Entry]:
    """The accounts of a tenancy reference whose noughts were left out: ``T4471``."""
    if not (_SHORTEST_CUT <= len(code) < _LETTERED and code[0].isalpha() and code[1:].isdigit()):
        return ()
    return index.by_other.get(code[0] + code[1:].zfill(_LETTERED - 1), ())


def slips(reading: Reading, index: Index) -> dict[int, Slip]:
    """The accounts whose payment or tenancy reference is one slip away from a number on the receipt, by account id."""
    found: dict[int, Slip] = {}
    by_reference, by_other = index.by_reference, index.by_other
    for part in (reading.payer, reading.wording):
        for number in part.near:
            for typed, slip in _corrections(number, 9):
                if typed in by_reference:
                    for entry in by_reference[typed]:
                        found.setdefault(entry.account_id, slip)
        for code in part.codes:
            if len(code) in (_LETTERED - 1, _LETTERED, _LETTERED + 1) and code[0].isalpha() and code[1:].isdigit():
                for typed, slip in _corrections(code[1:], _LETTERED - 1):
                    for entry in by_other.get(code[0] + typed, ()):
                        found.setdefault(entry.account_id, slip)
    return found


def beginning(reading: Reading, index: Index) -> tuple[str, int]:
    """The beginning of a reference at the end of the wording, cut off by the bank, and how many accounts have it.

    Empty when there is none, or when too many accounts have it for it to say anything.
    """
    tokens = reading.wording.tokens
    last = tokens[-1] if tokens else ""
    if not (_SHORTEST_CUT <= len(last) <= _LONGEST_CUT and last.isdigit()):
        return "", 0
    count = index.count_beginning(last)
    return (last, count) if 0 < count <= max(1, len(index) // _ONE_IN) else ("", 0)


@lru_cache(maxsize=64)
def _corrections(number: str, size: int) -> tuple[tuple[str, Slip], ...]:
    """Every run of ``size`` digits that one slip turns into ``number``."""
    if len(number) == size:
        return (*[(number[:i] + number[i + 1] + number[i] + number[i + 2:], _SWAP)
                  for i in range(size - 1) if number[i] != number[i + 1]],
                *[(number[:i] + digit + number[i + 1:], _DIGIT)
                  for i in range(size) for digit in "0123456789" if digit != number[i]])
    if len(number) == size - 1:
        return tuple([(number[:i] + digit + number[i:], _MISSING) for i in range(size) for digit in "0123456789"])
    if len(number) == size + 1:
        return tuple([(number[:i] + number[i + 1:], _EXTRA) for i in range(size + 1)])
    return ()


_SWAP, _DIGIT, _MISSING, _EXTRA = Slip.SWAP, Slip.DIGIT, Slip.MISSING, Slip.EXTRA
