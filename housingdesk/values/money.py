"""Money is whole pence in an int, everywhere. This module is the only one that turns it into text or back.

Sign: a charge is positive, a receipt negative; a positive balance is owed to the association.
"""

import re
from collections.abc import Sequence

_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?|\.\d{1,2}")
_PARTED = re.compile(r"[\d.,]\s+[\d.,]")
_LARGEST = 10**13


def format_pence(pence: int) -> str:
    """``format_pence(123450) == "£1,234.50"``; negative amounts carry a true minus sign: ``"−£20.00"``."""
    pounds, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{pounds:,}.{rest:02d}"


def balance_words(pence: int) -> str:
    """A balance as it is said aloud.

    >>> balance_words(48216), balance_words(-2000), balance_words(0)
    ('£482.16 owed', '£20.00 in credit', '£0.00 up to date')
    """
    if pence > 0:
        return f"{format_pence(pence)} owed"
    if pence < 0:
        return f"{format_pence(-pence)} in credit"
    return "£0.00 up to date"


def decimal_text(pence: int) -> str:
    """Signed decimal text for files and machines: ``decimal_text(-5) == "-0.05"``."""
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{pounds}.{rest:02d}"


def parse_money(text: str) -> int:
    """Pence from what a person types: ``1234.5``, ``£1,234.50``, ``12.40+3.60``, ``-12.40``, ``(12.40)``, ``12.40 cr``.

    Raises ValueError with a sentence for the person when it is not money; ``12 40`` is none, for it may be £12.40 or £1,240.

    >>> parse_money("£1,234.50"), parse_money("12.40+3.60"), parse_money("12.40 cr")
    (123450, 1600, -1240)
    """
    typed = text.strip()
    if not typed:
        raise ValueError("Type an amount, for example 112.40")
    if _PARTED.search(typed):
        raise ValueError(f"“{typed}” has a gap between its digits. Type it like 112.40")
    bare = typed.replace("£", "").replace("−", "-").replace(" ", "").lower()
    sign = 1
    if bare.endswith("cr"):
        bare, sign = bare[:-2], -1
    elif bare.endswith("dr"):
        bare = bare[:-2]
    elif bare.startswith("(") and bare.endswith(")"):
        bare, sign = bare[1:-1], -1
    terms = re.split(r"(?<=[\d.])([+-])", bare)
    total = 0
    for operator, term in zip(["+", *terms[1::2]], terms[0::2], strict=True):
        total += (1 if operator == "+" else -1) * _term(term, typed)
    if abs(total) >= _LARGEST:
        raise ValueError(f"“{typed}” is too large to be an amount of money")
    return sign * total


def _term(term: str, typed: str) -> int:
    negative = term.startswith("-")
    digits = term.removeprefix("-")
    if not digits.isascii() or not _AMOUNT.fullmatch(digits):
        raise ValueError(f"“{typed}” is not an amount. Type it like 112.40")
    pounds, _, rest = digits.replace(",", "").partition(".")
    pence = int(pounds or "0") * 100 + int(rest.ljust(2, "0") if rest else "0")
    return -pence if negative else pence


def split(pence: int, parts: int) -> list[int]:
    """Equal parts that sum exactly to the whole; the first parts carry the odd pence.

    >>> split(100, 3)
    [34, 33, 33]
    """
    return share(pence, [1] * parts)


def share(pence: int, weights: Sequence[int]) -> list[int]:
    """Parts in proportion to non-negative whole weights, summing exactly (largest remainder first).

    >>> share(1001, [1, 2, 1])
    [250, 501, 250]
    """
    total = sum(weights)
    if not weights or total <= 0 or min(weights) < 0:
        raise ValueError("weights must be non-negative and not all nil")
    sign = -1 if pence < 0 else 1
    parts = [divmod(abs(pence) * w, total) for w in weights]
    out = [p for p, _ in parts]
    left = abs(pence) - sum(out)
    for i in sorted(range(len(weights)), key=lambda i: (-parts[i][1], i))[:left]:
        out[i] += 1
    return [sign * p for p in out]


def portion(pence: int, numerator: int, denominator: int) -> int:
    """``pence × numerator ÷ denominator``, rounded once, half up (away from nil), in whole-number arithmetic.

    >>> portion(11240, 3, 7)
    4817
    """
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    product = pence * numerator
    rounded = (2 * abs(product) + denominator) // (2 * denominator)
    return -rounded if product < 0 else rounded
