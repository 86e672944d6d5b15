"""Folding text so that José is found by jose and ZZ9 9ZZ by zz99zz, the same on every database."""

import unicodedata

_LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae",
                          "œ": "oe", "Œ": "oe", "ı": "i", "þ": "th", "Þ": "th", "ð": "d", "’": "'", "‘": "'", "–": "-"})


def fold(text: str) -> str:
    """Lower-case text without accents; what is left outside ASCII stays as it is.

    >>> fold("Łukasz O’Brién")
    "lukasz o'brien"
    """
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in spread if not unicodedata.combining(c)).lower()


def squash(text: str) -> str:
    """Folded letters and digits only, for references, phones and postcodes: ``"ZZ9 9ZZ" -> "zz99zz"``."""
    return "".join(c for c in fold(text) if c.isalnum())


def control_characters(text: str) -> list[str]:
    """The characters that no name, address or letter may hold, as ``U+0007``; tabs and line ends are allowed."""
    return [f"U+{ord(c):04X}" for c in text
            if unicodedata.category(c) in ("Cc", "Cs", "Cn") and c not in "\t\n\r"
            or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
