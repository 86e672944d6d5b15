"""Which characters may be printed, and in which font: every character is drawn or the letter is refused, none is lost."""

import unicodedata
from collections.abc import Container, Sequence

from housingdesk.errors import Refused

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def refuse_hidden(text: str, place: str) -> None:
    """Refused when a text holds a control character, a direction mark, another invisible sign or right-to-left script.

    Right-to-left letters need joining and ordering that this engine does not do, so they are refused, not misprinted.
    """
    if text.isascii() and text.isprintable():
        return
    for character in text:
        if is_hidden(character):
            raise Refused(f"There is a hidden character in {place}: {code(character)}. Delete it there and type the "
                          "words again")
        if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
            raise Refused(f"“{character}” ({code(character)}) in {place} is written from right to left, which letters "
                          "cannot print. Write it in Latin letters")


def hidden_problem(text: str, place: str) -> str:
    """What ``refuse_hidden`` says against typed text of one or several lines; empty when it can be printed.

    >>> hidden_problem("two\\nlines", "“Why”"), hidden_problem("turned\\u202e", "“Why”")[:44]
    ('', 'There is a hidden character in “Why”: U+202E')
    """
    try:
        refuse_hidden(" ".join(text.split()), place)
    except Refused as reason:
        return str(reason)
    return ""


def is_hidden(character: str) -> bool:
    """Whether a character prints nothing: a control character, a direction mark, another invisible sign."""
    return unicodedata.category(character) in _HIDDEN


def font_runs(text: str, fonts: Sequence[Container[int]], place: str) -> list[tuple[int, str]]:
    """The text in runs, each with the number of the first font that has its characters.

    ``fonts`` are the fonts' character maps in order of preference. Refused, with the character and the place, when
    none has it, or when it is hidden: fonts do have glyphs for marks that turn text round.
    """
    refuse_hidden(text, place)
    runs: list[tuple[int, str]] = []
    for character in text:
        font = _font_of(character, fonts, runs[-1][0] if runs else 0, place)
        if runs and runs[-1][0] == font:
            runs[-1] = (font, runs[-1][1] + character)
        else:
            runs.append((font, character))
    return runs


def _font_of(character: str, fonts: Sequence[Container[int]], current: int, place: str) -> int:
    if unicodedata.combining(character) and ord(character) in fonts[current]:
        return current
    for number, characters in enumerate(fonts):
        if ord(character) in characters:
            return number
    raise Refused(f"“{character}” ({code(character)}) in {place} is in none of the letter fonts. Write it another way")


def code(character: str) -> str:
    """``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
