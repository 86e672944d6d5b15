"""Words that stand at places on lines, of a text or a page, into cells: columns end where no line of money has a word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from housingdesk.values.rows import frozen

_MONEY = re.compile(r"[-−(]?£?(?:\d[\d,]*)?\.\d\d\)?(?:-|CR|DR)?", re.ASCII)
_TOTAL = re.compile(r"\b(?:sub-?)?totals?\b|forward", re.IGNORECASE)


@frozen
class Word:
    """A word and where it stands on its line, ``left`` up to but not including ``right``, in widths of a letter."""

    left: float
    right: float
    text: str


Line = Sequence[Word]


def words_of(text: str) -> list[Word]:
    """The words of a line of text in letters of one width."""
    return [Word(found.start(), found.end(), found[0]) for found in re.finditer(r"\S+", text.expandtabs(8))]


def cuts_of(lines: Sequence[Line]) -> tuple[float, ...]:
    """Where columns begin, counted from nought, the first at 0; empty when the lines stand in no columns."""
    body = _body(lines)
    if not body:
        return ()
    spans = _spans(body)
    heads = _heads(lines, body[0])
    cuts = [0.0]
    for before, after in pairwise(spans):
        gap = after[0] - before[1]
        if gap >= 1.9 or (gap >= 0.6 and any(before[1] - 0.5 <= word.left <= after[0] + 1 for word in heads)):
            cuts.append(_between(before[1], after[0], heads))
    return tuple(dict.fromkeys(cuts)) if len(cuts) > 1 else ()


def _between(left: float, right: float, heads: Line) -> float:
    """Where in a gap a column begins: between two words of the heads if it can be, else in the middle."""
    gaps = [(max(left, one.right), min(right, other.left)) for one, other in pairwise(heads)]
    widest = max(gaps, key=lambda gap: gap[1] - gap[0], default=(left, left))
    return sum(widest) / 2 if widest[1] > widest[0] else (left + right) / 2


def _body(lines: Sequence[Line]) -> list[Line]:
    """The lines whose last amount stands where most lines have theirs: no sentence, no total."""
    ends: Counter[int] = Counter()
    for line in lines:
        money = _last_money(line)
        if money is not None and len(line) >= 3:
            ends.update((round(money.right), -round(money.left) - 1))
    usual = {end for end, count in ends.most_common(1) if count >= 1}
    return [line for line in lines
            if len(line) >= 3 and (money := _last_money(line)) is not None
            and {round(money.right), -round(money.left) - 1} & usual
            and not _TOTAL.search(" ".join(word.text for word in line))]


def _last_money(line: Line) -> Word | None:
    return next((word for word in reversed(line) if _MONEY.fullmatch(word.text)), None)


def _spans(body: Sequence[Line]) -> list[tuple[float, float]]:
    """Where any line of the body has something, from left to right."""
    out: list[tuple[float, float]] = []
    for left, right in sorted({(word.left, word.right) for line in body for word in line}):
        if out and left <= out[-1][1] + 0.3:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _heads(lines: Sequence[Line], first: Line) -> Line:
    """The words on the line above the first of the body."""
    above = [line for line in lines[: next(i for i, line in enumerate(lines) if line is first)] if len(line) > 2]
    return above[-1] if above else ()


def row_of(line: Line, cuts: Sequence[float]) -> list[str]:
    """A line's words in the columns that begin at ``cuts``; words that stand close together stay together above a column."""
    cells: list[list[str]] = [[] for _ in cuts]
    for part in _parts(line, cuts):
        left, right = part[0].left, part[-1].right
        shares = [min(right, end) - max(left, start) for start, end in _zones(cuts)]
        cells[shares.index(max(shares))] += [word.text for word in part]
    return [" ".join(cell) for cell in cells]


def _zones(cuts: Sequence[float]) -> Iterator[tuple[float, float]]:
    yield from zip(cuts, (*cuts[1:], 10_000), strict=True)


def _parts(line: Line, cuts: Sequence[float]) -> Iterator[list[Word]]:
    """Words with one space between them are one part, unless a column begins between them."""
    part: list[Word] = []
    for word in line:
        if part and (word.left - part[-1].right >= 1.9 or any(part[-1].right - 0.6 <= cut <= word.left + 0.6 for cut in cuts)):
            yield part
            part = []
        part.append(word)
    if part:
        yield part
