"""Amounts from text into whole hundredths, by decimal arithmetic and never through a float.

What is not plainly an amount is refused with the reason; nothing is repaired by guessing.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

LARGEST = 10**13
_POINT = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:'[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+")
_COMMA = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:'[0-9]{3})+|[0-9]+)(?:,[0-9]*)?|,[0-9]+")
_PLAIN = re.compile(r"([+-]?)([0-9]{1,12})\.([0-9]{2})")
_POUNDS = re.compile(r"(-?)£?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})\.([0-9]{2})")
_SIGNS = str.maketrans({"−": "-", "–": "-", "\xa0": " ", "\u202f": " ", "\u2009": " ", "’": "'"})
_MONEY_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD"}
_LOOKALIKES = "OoIlSBQ"
# ISO 4217 currencies whose minor unit is not a hundredth.
MINOR_DIGITS = {"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLP": 0, "ISK": 0, "JPY": 0,
                "KRW": 0, "PYG": 0, "UGX": 0, "VND": 0, "XAF": 0, "XOF": 0, "XPF": 0}


def read_amount(text: str, decimal: str = ".", currency: str | None = None) -> int:
    """Hundredths from ``1,234.56``, ``-£12``, ``(12.00)``, ``12.00-``, ``12.00 CR`` (money in), ``'12``; ValueError says why.

    >>> read_amount("-£1,204.50"), read_amount("12,34", decimal=","), read_amount("5.00 DR")
    (-120450, 1234, -500)
    """
    digits = text[:-3] + text[-2:]
    if decimal == "." and text[-3:-2] == "." and 2 < len(digits) < 15 and digits.isascii() and digits.isdigit():
        return int(digits)
    plain = _PLAIN.fullmatch(text)
    if plain is None and currency in (None, "GBP"):
        plain = _POUNDS.fullmatch(text)
    if plain and decimal == ".":
        pence = int(plain[2].replace(",", "") + plain[3])
        return -pence if plain[1] == "-" else pence
    sign, digits = _unsigned(text, currency)
    shape = _POINT if decimal == "." else _COMMA
    if not shape.fullmatch(digits):
        raise ValueError(f"the amount “{text.strip()}” {_fault(digits)}")
    thousands = "," if decimal == "." else "."
    return sign * hundredths(digits.replace(thousands, "").replace("'", "").replace(decimal, "."), text)


def hundredths(digits: str, shown: str | None = None) -> int:
    """Whole hundredths of plain decimal text such as ``123.45000``; ValueError when a part of a penny is left over."""
    if len(digits) > 30:
        raise ValueError(f"the amount “{(shown or digits).strip()[:40]}” is too long")
    value = Decimal(digits).scaleb(2)
    whole = int(value)
    if value != whole:
        raise ValueError(f"the amount “{(shown or digits).strip()}” has a part of a penny, so it cannot be entered")
    if whole >= LARGEST:
        raise ValueError(f"the amount “{(shown or digits).strip()}” is too large")
    return whole


def minor_units(digits: str, currency: str | None) -> int:
    """Hundredths from a whole number of a currency's own minor units, as BAI2 writes them."""
    if not digits.isascii() or not digits.isdigit():
        raise ValueError(f"the amount “{digits}” {_fault(digits)}")
    return hundredths(str(Decimal(digits).scaleb(-MINOR_DIGITS.get(currency or "", 2))), digits)


def vote_decimal(texts: Iterable[str]) -> str:
    """``","`` when every amount that shows it is written with a decimal comma, else ``"."``; ValueError when mixed."""
    comma = point = ""
    for text in texts:
        if not comma and re.search(r",[0-9]{1,2}\D*$", text) and not re.search(r"\.[0-9]{1,2}\D*$", text):
            comma = text
        elif not point and re.search(r"\.[0-9]{1,2}\D*$", text):
            point = text
        if comma and point:
            raise ValueError(f"amounts are written with both a decimal comma (“{comma.strip()}”) "
                             f"and a decimal point (“{point.strip()}”)")
    return "," if comma else "."


def short_of_decimals(texts: Sequence[str]) -> list[int]:
    """Where an amount has fewer decimals than nearly all others: 123.4 among 123.45s may have been cut off.

    >>> short_of_decimals(["112.40", "96.00", "3.10", "4.00", "12"])
    [4]
    """
    short = [place for place, text in enumerate(texts) if text.rstrip()[-3:-2] not in (".", ",")]
    return short if len(short) == 1 or len(short) * 4 < len(texts) else []


def _unsigned(text: str, currency: str | None) -> tuple[int, str]:
    bare = text.translate(_SIGNS).strip().lstrip("'").strip()
    if not bare:
        raise ValueError("the amount is empty")
    sign = 1
    word = re.fullmatch(r"(.*?[0-9.)])\s*(CR|DR|C|D)\.?", bare, re.IGNORECASE)
    if word:
        bare, sign = word[1], -1 if word[2][0] in "dD" else 1
    if bare.startswith("(") and bare.endswith(")"):
        bare, sign = bare[1:-1].strip(), -sign
    bare = _without_currency(bare, text, currency)
    if bare.startswith(("+", "-")):
        sign, bare = (-sign if bare[0] == "-" else sign), bare[1:].strip()
        bare = _without_currency(bare, text, currency)
    elif bare.endswith(("-", "+")):
        sign, bare = (-sign if bare[-1] == "-" else sign), bare[:-1].strip()
    return sign, re.sub(r"(?<=[0-9]) (?=[0-9]{3}(?:[ .,]|$))", "", bare)


def _without_currency(bare: str, text: str, currency: str | None) -> str:
    bare = bare.removeprefix("Â").removeprefix("\ufffd").strip()
    for sign, code in _MONEY_SIGNS.items():
        if sign in bare and code != (currency or "GBP"):
            raise ValueError(f"the amount “{text.strip()}” is in {sign}, not in {currency or 'pounds'}")
        bare = bare.removeprefix(sign).removesuffix(sign).strip()
    code = currency or "GBP"
    return bare.removeprefix(code).removesuffix(code).strip()


def _fault(digits: str) -> str:
    for letter in digits:
        if letter in _LOOKALIKES and re.search(r"[0-9]", digits):
            return f"has a letter {letter}"
    return "is not an amount of money" if digits else "is empty"
