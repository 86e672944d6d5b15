"""National Insurance numbers in a schedule are seen and taken out: they are never kept."""

import re

MASK = "(NI number)"
# Prefixes that are never given (D, F, I, Q, U, V; O second) are left alone, so that fewer references are taken for one.
_NI_NUMBER = re.compile(r"(?<![A-Z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?![A-Z0-9])",
                        re.ASCII | re.IGNORECASE)


_LONG = 2_000
_KINDS = bytes(ord("L" if chr(code).isalpha() else "D" if chr(code).isdigit() else ".") for code in range(256))


def has_ni_number(text: str) -> bool:
    """Whether a National Insurance number stands in the text."""
    if len(text) > _LONG and b"LLDDDDDDL" not in text.encode("ascii", "replace").translate(_KINDS, b" "):
        return False  # a whole file is looked through much quicker for what every such number looks like
    return len(text) > 8 and _NI_NUMBER.search(text) is not None


def masked(text: str) -> str:
    """The text without any.

    >>> masked("1234|AB215478C"), masked("HB 123456")
    ('1234|(NI number)', 'HB 123456')
    """
    return _NI_NUMBER.sub(MASK, text) if len(text) > 8 else text


def without(text: str) -> str:
    """A reference with the number taken out, and with it what joined the two: ``"1234|AB215478C" -> "1234"``."""
    return _NI_NUMBER.sub("", text).strip(" |/-") if has_ni_number(text) else text
