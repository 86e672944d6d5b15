"""References that people read out and machines check: payment reference, NI number, UPRN, postcode, sort code."""

import re

# H. M. Damm's totally anti-symmetric quasigroup of order 10 (2004): catches every single wrong digit and every swap
# of two neighbours, which a weighted modulus-10 digit such as Barnsley's does not (payment-files §4.8).
_DAMM = ("0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
         "3674209581", "5869720134", "8945362017", "9438617205", "2581436790")
_STEPS = tuple({str(digit): int(after) for digit, after in enumerate(row)} for row in _DAMM)
_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[ABCD]")
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[ABD-HJLNP-UW-Z]{2})")


def payment_reference(number: int) -> str:
    """The nine-digit payment reference of an account number 0–9,999,999: a fixed first 6, seven digits, a check digit.

    >>> payment_reference(4471)
    '600044716'
    """
    if not 0 <= number <= 9_999_999:
        raise ValueError("a payment reference holds seven digits of account number")
    body = f"6{number:07d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The check digit over a run of digits."""
    interim = 0
    for digit in body:
        interim = _STEPS[interim][digit]
    return str(interim)


def is_payment_reference(text: str) -> bool:
    """Nine digits, first 6, with the right check digit."""
    return len(text) == 9 and text.isdigit() and text.isascii() and text[0] == "6" and check_digit(text) == "0"


def format_payment_reference(reference: str) -> str:
    """In groups of three, as printed on letters: ``600 044 716``."""
    return " ".join(reference[i:i + 3] for i in range(0, len(reference), 3))


def parse_nino(text: str) -> str:
    """A National Insurance number as nine characters; ValueError with a sentence if it cannot be one."""
    bare = re.sub(r"[\s-]", "", text).upper()
    if not _NINO.fullmatch(bare):
        raise ValueError(f"“{text.strip()}” is not a National Insurance number. It looks like QQ 12 34 56 C")
    return bare


def format_nino(nino: str) -> str:
    """``AB 12 34 56 C``."""
    return " ".join((nino[:2], nino[2:4], nino[4:6], nino[6:8], nino[8:]))


def parse_postcode(text: str) -> str:
    """A UK postcode as ``ZZ9 9ZZ``, whatever its case, spaces and punctuation; ValueError if it cannot be one."""
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    match = _POSTCODE.fullmatch(bare)
    if not match:
        raise ValueError(f"“{text.strip()}” is not a postcode. It looks like ZZ9 9ZZ")
    return f"{match[1]} {match[2]}"


def parse_uprn(text: str) -> str:
    """A Unique Property Reference Number: 1 to 12 digits, kept without leading noughts; ValueError otherwise."""
    bare = text.replace(" ", "")
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 12 and int(bare) > 0):
        raise ValueError(f"“{text.strip()}” is not a UPRN. It is a number of up to 12 digits")
    return str(int(bare))


def parse_sort_code(text: str) -> str:
    """A sort code as six digits; ValueError otherwise."""
    bare = re.sub(r"[\s-]", "", text.lstrip("'"))
    if not re.fullmatch(r"[0-9]{6}", bare):
        raise ValueError(f"“{text.strip()}” is not a sort code. It looks like 12-34-56")
    return bare


def parse_account_number(text: str) -> str:
    """A bank account number as eight digits; ValueError otherwise."""
    bare = re.sub(r"[\s-]", "", text.lstrip("'"))
    if not re.fullmatch(r"[0-9]{6,8}", bare):
        raise ValueError(f"“{text.strip()}” is not a bank account number. It has eight digits")
    return bare.zfill(8)
