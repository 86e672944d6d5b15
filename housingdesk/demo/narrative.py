"""What people and banks write on a payment: references in every state, payers' names, and the text of the line.

The shares are those of the noise model in payment-files §5.4, taken as weights of a draw: they sum to 1,040.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from random import Random

from housingdesk.demo.chance import Table, between, one_of
from housingdesk.demo.names import Name
from housingdesk.values.text import fold

FIELD = 18


class Style(StrEnum):
    """How a payer writes the reference."""

    RIGHT = "right"
    WORD = "word and reference"
    SEPARATED = "separators"
    FIRST_DIGIT = "leading nought or first digit dropped"
    SLIP = "one typing slip"
    LETTERS = "letters for digits"
    NAME_ONLY = "name only"
    ADDRESS = "address"
    GENERIC = "RENT and the like"
    OLD_NUMBER = "old system's number"
    CUT = "cut off"
    NAME_FIELD = "reference in the name field"
    ANOTHERS = "another tenant's valid reference"


STYLE_WEIGHTS = ((Style.RIGHT, 420), (Style.WORD, 140), (Style.SEPARATED, 70), (Style.FIRST_DIGIT, 30),
                 (Style.SLIP, 50), (Style.LETTERS, 20), (Style.NAME_ONLY, 100), (Style.ADDRESS, 70),
                 (Style.GENERIC, 60), (Style.OLD_NUMBER, 20), (Style.CUT, 30), (Style.NAME_FIELD, 28),
                 (Style.ANOTHERS, 2))
STYLES = Table(STYLE_WEIGHTS)


@dataclass(frozen=True, slots=True)
class Payee:
    """Whose account is meant: all that a payer may write instead of the payment reference."""

    account: int
    reference: str
    old_number: str
    tenants: tuple[Name, ...]
    home: str
    street: str


_BEFORE = ("RENT ", "REF ", "RENT REF ", "RENT A/C ", "HOUSE ", "PAY REF ", "T ", "TENANCY ")
_AFTER = (" RENT", " HOUSE", " WEEKLY")
_LONG_LEADS = ("RENT PAYMENT", "RENT ACCOUNT", "MONTHLY RENT", "RENT A/C NO", "MY RENT REF", "FLAT RENT", "TENANCY REF",
               "PAYMENT REF", "HOUSING REF")
_GENERIC = ("RENT", "RENT", "RENT", "MONTHLY RENT", "RENT PAYMENT", "HOUSE RENT", "HOUSING", "RENT AND SERVICE", "FLAT",
            "HOME", "WEEKLY RENT", "DALE VALE HOMES", "DALE VALE", "RENT THANKS", "BILLS")
_LETTERS = {"0": "O", "1": "I", "5": "S", "8": "B"}
_SHORT = {"ROAD": "RD", "STREET": "ST", "AVENUE": "AVE", "CLOSE": "CL", "LANE": "LN", "TERRACE": "TERR",
          "GARDENS": "GDNS"}
_ALLOWED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.&/- ")


def bank_text(text: str) -> str:
    """As a bank carries it: capitals, digits and ``. & / -`` only (Bacs), apostrophes dropped, other signs as spaces.

    >>> bank_text("Łukasz O’Brien, flat #3")
    'LUKASZ OBRIEN FLAT 3'
    """
    plain = fold(text).upper().replace("'", "")
    if not _ALLOWED.issuperset(plain):
        plain = "".join(c if c in _ALLOWED else " " for c in plain)
    return " ".join(plain.split())


def cut(text: str) -> str:
    """The 18 characters that Bacs and Faster Payments carry."""
    return bank_text(text)[:FIELD].rstrip()


def payer_text(rng: Random, name: Name) -> str:
    """A payer's name as the bank has it: initial and surname or in full, a title on a fifth, cut at 18 characters."""
    initial, form = name.forename[:1], rng.random()
    if form < 0.5 or not initial:
        text = f"{initial} {name.surname}"
    elif form < 0.58:
        text = f"{name.surname} {initial}"
    else:
        text = name.full()
    return cut(f"{name.title} {text}" if rng.random() < 0.2 else text)


def write_reference(rng: Random, style: Style, payee: Payee, payer: str, anothers: str) -> tuple[str, str]:
    """What stands in the reference field and in the payer's field, for one style."""
    if style is Style.NAME_FIELD:
        return cut(one_of(rng, ("RENT", "", "RENT", payer))), cut(f"{payee.reference} {payer}")
    if style is Style.ANOTHERS:
        return anothers, payer
    if style is Style.NAME_ONLY and rng.random() < 0.15:
        return payer, payer
    return cut(_WRITERS[style](rng, payee)), payer


def _word(rng: Random, payee: Payee) -> str:
    if rng.random() < 0.8:
        return one_of(rng, _BEFORE) + payee.reference
    return payee.reference + one_of(rng, (*_AFTER, f" {payee.tenants[0].surname}"))


def _separated(rng: Random, payee: Payee) -> str:
    digits, sign = payee.reference, one_of(rng, (" ", " ", "-", "/"))
    cuts = one_of(rng, ((3, 6), (3, 6), (1, 5), (4,), (1,), (4, 8)))
    return sign.join(digits[a:b] for a, b in pairwise((0, *cuts, len(digits))))


def _first_digit(rng: Random, payee: Payee) -> str:
    return "0" + payee.reference if rng.random() < 0.5 else payee.reference[1:]


def slip(rng: Random, digits: str) -> str:
    """One typing slip: a wrong digit, two neighbours swapped, one missing or one doubled."""
    at = between(rng, 0, len(digits) - 1)
    kind = between(rng, 0, 3)
    if kind == 0:
        other = (int(digits[at]) + between(rng, 1, 9)) % 10
        return f"{digits[:at]}{other}{digits[at + 1:]}"
    if kind == 1:
        pairs = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1]]
        at = one_of(rng, pairs)
        return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2:]
    return digits[:at] + digits[at + 1:] if kind == 2 else digits[:at] + digits[at] + digits[at:]


def _letters(rng: Random, payee: Payee) -> str:
    text = payee.reference
    found = [i for i, digit in enumerate(text) if digit in _LETTERS]
    for at in found if rng.random() < 0.5 or not found else [one_of(rng, found)]:
        text = text[:at] + _LETTERS[text[at]] + text[at + 1:]
    return text


def _name_only(rng: Random, payee: Payee) -> str:
    name = one_of(rng, payee.tenants)
    return one_of(rng, (f"{name.forename[:1]} {name.surname}", name.full(), f"{name.surname} RENT", name.surname))


def _address(rng: Random, payee: Payee) -> str:
    home, street = bank_text(payee.home), bank_text(payee.street)
    if rng.random() < 0.5:
        street = " ".join(_SHORT.get(word, word) for word in street.split())
    text = f"{home} {street}".strip() if rng.random() < 0.7 else street
    return text if rng.random() < 0.75 else f"RENT {text}"


def _cut(rng: Random, payee: Payee) -> str:
    return f"{one_of(rng, _LONG_LEADS)} {payee.reference}"


_WRITERS: dict[Style, Callable[[Random, Payee], str]] = {
    Style.RIGHT: lambda _, payee: payee.reference, Style.WORD: _word, Style.SEPARATED: _separated,
    Style.FIRST_DIGIT: _first_digit, Style.SLIP: lambda rng, payee: slip(rng, payee.reference), Style.LETTERS: _letters,
    Style.NAME_ONLY: _name_only, Style.ADDRESS: _address, Style.GENERIC: lambda rng, _: one_of(rng, _GENERIC),
    Style.OLD_NUMBER: lambda _, payee: payee.old_number, Style.CUT: _cut}
