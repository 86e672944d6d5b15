"""The references on a receipt, and the issued ones that are one slip of the finger away."""

from collections.abc import Iterator
from enum import IntEnum, StrEnum

from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.normalise import Reading

_LETTERED = 7  # a letter and six digits, as T004471


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


def quoted(reading: Reading, index: Index) -> dict[int, Quoted]:
    """The accounts whose reference stands on the receipt, best form first, by account id."""
    found: dict[int, Quoted] = {}
    for reference, whole in reading.references.items():
        for entry in index.by_reference.get(reference, ()):
            found[entry.account_id] = Quoted.WHOLE if whole else Quoted.SHORT
    for code in _codes(reading):
        for entry in index.by_other.get(code, ()):
            lettered = code == entry.facts.tenancy_reference
            found.setdefault(entry.account_id, Quoted.TENANCY if lettered else Quoted.OTHER_NUMBER)
    return found


def _codes(reading: Reading) -> Iterator[str]:
    for part in (reading.payer, reading.wording):
        if not part.codes:
            continue
        yield from part.codes
        for letter, digits in zip(part.tokens, part.tokens[1:], strict=False):
            if len(letter) == 1 and len(digits) == _LETTERED - 1 and digits.isdigit():
                yield letter + digits


def slips(reading: Reading, index: Index) -> dict[int, Slip]:
    """The accounts whose payment or tenancy reference is one slip away from a number on the receipt, by account id."""
    found: dict[int, Slip] = {}
    for part in (reading.payer, reading.wording):
        for number in part.near:
            for typed, slip in _corrections(number, 9):
                for entry in index.by_reference.get(typed, ()):
                    found.setdefault(entry.account_id, slip)
        for code in part.codes:
            if len(code) in (_LETTERED - 1, _LETTERED, _LETTERED + 1) and code[0].isalpha() and code[1:].isdigit():
                for typed, slip in _corrections(code[1:], _LETTERED - 1):
                    for entry in index.by_other.get(code[0] + typed, ()):
                        found.setdefault(entry.account_id, slip)
    return found


def _corrections(number: str, size: int) -> Iterator[tuple[str, Slip]]:
    """Every run of ``size`` digits that one slip turns into ``number``."""
    if len(number) == size:
        for i in range(size - 1):
            if number[i] != number[i + 1]:
                yield number[:i] + number[i + 1] + number[i] + number[i + 2:], Slip.SWAP
        for i in range(size):
            for digit in "0123456789":
                if digit != number[i]:
                    yield number[:i] + digit + number[i + 1:], Slip.DIGIT
    elif len(number) == size - 1:
        for i in range(size):
            for digit in "0123456789":
                yield number[:i] + digit + number[i:], Slip.MISSING
    elif len(number) == size + 1:
        for i in range(size + 1):
            yield number[:i] + number[i + 1:], Slip.EXTRA
