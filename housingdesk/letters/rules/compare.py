"""What changed between two wordings of a letter, in words: what is new, taken out, or written differently. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from housingdesk.letters.rules.merge import TOKEN, BlockKind
from housingdesk.letters.rules.questions import GOES_TO_WORDS, KINDS
from housingdesk.letters.rules.source import Piece, Wording
from housingdesk.values.text import sentence_case

_BITS = re.compile(r"\s+|\[[^\]]*\]|[^\s\[]+|\[")
_ALIKE = 0.35


class Mark(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    GONE = "taken out"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Passage:
    """One part of the letter that is not as it was. ``where`` names it; ``bits`` are its words, each with its mark."""

    where: str
    bits: tuple[tuple[Mark, str], ...]

    @property
    def mark(self) -> Mark:
        """New or taken out as a whole; ``SAME`` where words in it changed."""
        marks = {mark for mark, _ in self.bits}
        return marks.pop() if len(marks) == 1 else Mark.SAME

    def sentence(self) -> str:
        """It read aloud: ``Paragraph. Taken out: old words. New: new words.``"""
        said = [f"{mark}: {text.strip()}" for mark, text in self.bits if mark is not Mark.SAME and text.strip()]
        return f"{self.where}. {'. '.join(sentence_case(one) for one in said)}"


@dataclass(frozen=True, slots=True)
class _Line:
    """A part as it is compared: what it is, and its words."""

    where: str
    text: str


def changes(before: Wording, after: Wording, kinds: Mapping[BlockKind, str], fields: Mapping[str, str],
            facts: Mapping[str, str]) -> list[Passage]:
    """Every part that is not as it was, in the order of the letter. The mappings say kinds, fields and facts in words."""
    old, new = list(_lines(before, kinds, fields, facts)), list(_lines(after, kinds, fields, facts))
    found: list[Passage] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            found += _changed(old[start:end], new[first:last])
    return found


def _changed(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[Passage]:
    """A stretch of parts against another: those most alike are one part written differently, the rest new or taken out."""
    left = list(old)
    for line in new:
        alike = max(left, key=lambda one: _likeness(one, line), default=None)
        if alike is not None and _likeness(alike, line) >= _ALIKE:
            for gone in left[:left.index(alike)]:
                yield Passage(gone.where, ((Mark.GONE, gone.text),))
            del left[:left.index(alike) + 1]
            yield Passage(line.where, tuple(_word_by_word(alike.text, line.text)))
        else:
            yield Passage(line.where, ((Mark.NEW, line.text),))
    for gone in left:
        yield Passage(gone.where, ((Mark.GONE, gone.text),))


def _likeness(one: _Line, other: _Line) -> float:
    if one.where.partition(",")[0] != other.where.partition(",")[0]:
        return 0.0
    return SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio() + 0.01


def _word_by_word(before: str, after: str) -> Iterator[tuple[Mark, str]]:
    old, new = _BITS.findall(before), _BITS.findall(after)
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Mark.SAME, "".join(old[start:end])
            continue
        if end > start:
            yield Mark.GONE, "".join(old[start:end])
        if last > first:
            yield Mark.NEW, "".join(new[first:last])


def _lines(wording: Wording, kinds: Mapping[BlockKind, str], fields: Mapping[str, str],
           facts: Mapping[str, str]) -> Iterator[_Line]:
    yield _Line("Name of the letter", wording.title)
    yield _Line("For whom it is", wording.words_for)
    yield _Line("What it is about", str(wording.family))
    yield _Line("To whom it goes", GOES_TO_WORDS[wording.goes_to])
    yield _Line("Copies", ", ".join(wording.copies) or "none")
    yield _Line("Written only when", " and ".join(facts.get(name, name) for name in wording.needs) or "always")
    yield _Line("Headline", spoken(wording.headline, fields))
    for piece in wording.pieces:
        yield from _piece_lines(piece, kinds, fields, facts)
    for ask in wording.asks:
        optional = " (if you like)" if ask.optional else ""
        yield _Line("Question", f"{ask.label}: {KINDS[ask.kind]}, for example {ask.example}{optional}")


def _piece_lines(piece: Piece, kinds: Mapping[BlockKind, str], fields: Mapping[str, str],
                 facts: Mapping[str, str]) -> Iterator[_Line]:
    shown = [facts.get(name, name) for name in piece.when] + [f"it is not so that {facts.get(n, n)}" for n in piece.unless]
    where = kinds.get(piece.kind, str(piece.kind)) + (f", only when {' and '.join(shown)}" if shown else "")
    words = [piece.title, spoken(piece.text, fields), *(f"• {spoken(point, fields)}" for point in piece.points)]
    yield _Line(where, "  ".join(word for word in words if word) or "(the program fills it)")
    if piece.easy:
        yield _Line(f"{kinds.get(piece.kind, str(piece.kind))} for easy read", spoken(piece.easy, fields))


def spoken(text: str, fields: Mapping[str, str]) -> str:
    """A text with its fields in words: ``Pay [what is owed]``; the stars of bold words are left out.

    >>> spoken("Pay **{owed}** now", {"owed": "what is owed"})
    'Pay [what is owed] now'
    """
    return TOKEN.sub(lambda found: f"[{fields.get(found[1], found[1])}]" if found[1] else "", text)
