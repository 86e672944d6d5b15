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


def sentence_case(words: object) -> str:
    """Words as they begin a line: ``"excluded licence" -> "Excluded licence"``; what follows keeps its capitals."""
    text = str(words)
    return text[:1].upper() + text[1:]


def lower_first(words: object) -> str:
    """Words as they go on in a sentence: ``"Rent or charge" -> "rent or charge"``; ``"UC"``, ``"ID"`` keep their capitals."""
    text = str(words)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def squash(text: str) -> str:
    """Folded letters and digits only, for references, phones and postcodes: ``"ZZ9 9ZZ" -> "zz99zz"``."""
    return "".join(filter(str.isalnum, fold(text)))


def control_characters(text: str) -> list[str]:
    """The characters that no name, address or letter may hold, as ``U+0007``; tabs and line ends are allowed."""
    return [f"U+{ord(c):04X}" for c in text
            if (unicodedata.category(c) in ("Cc", "Cs", "Cn") and c not in "\t\n\r")
            or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]


def one_line(text: str) -> str:
    """Text on one line with single spaces: ``" Ann \\n Brown" -> "Ann Brown"``."""
    return " ".join(text.split())


def unseen_characters(text: str) -> list[str]:
    """The characters that print nothing, as ``U+200B``; the joiners that some scripts are spelled with are allowed."""
    return [f"U+{ord(c):04X}" for c in text if unicodedata.category(c) == "Cf" and c not in "\u200c\u200d"]


def line_problem(text: str, what: str, longest: int) -> str | None:
    """Why a name, an address line or a label cannot be kept, as a sentence; None when it can.

    >>> line_problem("Beech House", "The label", 120)
    >>> line_problem("Ann\\u202e", "The name", 200)
    'The name holds a character that cannot be seen (U+202E). Type it again by hand'
    """
    found = control_characters(text) or unseen_characters(text)
    if found:
        return f"{what} holds a character that cannot be seen ({found[0]}). Type it again by hand"
    return _too_long(text, what, longest)


def text_problem(text: str, what: str, longest: int) -> str | None:
    """As ``line_problem``, for text of several lines, where a pasted joiner or mark that prints nothing does no harm."""
    found = control_characters(text)
    if found:
        return f"{what} holds a character that cannot be printed ({found[0]}). Type it again by hand"
    return _too_long(text, what, longest)


def _too_long(text: str, what: str, longest: int) -> str | None:
    if len(text) > longest:
        return f"{what} has {len(text):,} characters, and at most {longest:,} are kept. Shorten it"
    return None
