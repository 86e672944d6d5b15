"""Which homes a receipt's wording may name: a number followed by the first word of a street."""

from collections.abc import Sequence
from enum import IntEnum

from housingdesk.bank.rules.index import Entry, Index
from housingdesk.bank.rules.normalise import Part, Reading
from housingdesk.bank.rules.vocabulary import STREET_ENDS

_LONGEST_NUMBER = 5


class AddressFit(IntEnum):
    """How much of an address stands on the receipt; SHARED leaves several homes, such as the flats of one house."""

    NONE = 0
    SHARED = 1
    WHOLE = 2


def addressed(reading: Reading, index: Index) -> dict[int, AddressFit]:
    """The accounts at an address that stands on the receipt, by account id; who lives there now goes before who left."""
    whole: dict[int, Entry] = {}
    part_of: dict[int, Entry] = {}
    for part in (reading.wording, reading.payer):
        if part.codes and part.words:
            _look(part, index, whole, part_of)
    found = whole or part_of
    active = [i for i, entry in found.items() if entry.is_active(reading.receipt.on)]
    chosen = active or list(found)
    fit = AddressFit.WHOLE if len(chosen) == 1 else AddressFit.SHARED
    return dict.fromkeys(chosen, fit)


def _look(part: Part, index: Index, whole: dict[int, Entry], part_of: dict[int, Entry]) -> None:
    tokens = part.tokens
    said: set[str] | None = None
    for i in range(len(tokens) - 1):
        if len(tokens[i]) > _LONGEST_NUMBER or not tokens[i][0].isdigit():
            continue
        fits: dict[tuple[str, ...], bool] = {}  # the flats of one house have one street
        for entry in index.by_address.get((tokens[i], tokens[i + 1]), ()):
            street = entry.street
            if street not in fits:
                fits[street] = _street_fits(street, tokens, i + 1)
            if fits[street]:
                said = set(tokens) if said is None else said
                (whole if entry.units <= said else part_of)[entry.account_id] = entry


def _street_fits(street: tuple[str, ...], tokens: Sequence[str], at: int) -> bool:
    """Whether the words after the number go on as the street does, as far as the payer wrote it."""
    for expected, token in zip(street[1:], tokens[at + 1:], strict=False):
        if token == expected or STREET_ENDS.get(token) == expected or expected.startswith(token):
            continue
        return token not in STREET_ENDS
    return True
