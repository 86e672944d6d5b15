"""Reads the find index: candidates for a fragment, best first, and near misses where nothing fits. Knows no room's records.

Words are stored folded, each after a blank, so that the three letters the index needs can be a blank and two of them:
two letters are looked for at the start of a word, three or more anywhere, one only at the start of a label.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from housingdesk.access.models import FindEntry
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.values.text import fold, squash

RANKED = 200
_COLUMNS = "f.kind, f.record_id, f.label, f.detail, f.rank"
_CLOSE = 0.7
_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its kind (the table's name) and id, what to show, and where the fragment stands in the label."""

    kind: str
    record_id: int
    label: str
    detail: str
    rank: int


def find(text: str, limit: int = 8, kinds: tuple[str, ...] = ()) -> list[Hit]:
    """What fits a fragment: three or more characters anywhere, two at the start of a word, one at the start of a label.

    Several words must all fit. Current people and homes come before former ones, then a label that begins with the
    fragment, then one of whose words begins with it. Of what only holds it somewhere, the first 200 are ranked.
    """
    wanted, bare = fold(text).split(), squash(text)
    if not bare:
        return []
    found = {(row[0], row[1]): row for row in _beginning(" ".join(wanted), limit, kinds)}
    for pieces in _alternatives(wanted, bare):
        for row in _holding(pieces, kinds):
            found.setdefault((row[0], row[1]), row)
    hits = sorted((_place(Hit(*row), wanted[0]) for row in found.values()), key=lambda placed: placed[0])
    return [hit for _, hit in hits[:limit]]


def near_misses(text: str, limit: int = 3, kinds: tuple[str, ...] = ()) -> list[Hit]:
    """What a person may have meant where nothing fits: "Did you mean Wojciech Nowak?". Best first, often nothing.

    A word with one slip in it mostly keeps one of its halves or its end; whatever holds one is compared word by word.
    """
    words = [word for word in fold(text).split() if len(word) >= 4]
    if not words:
        return []
    word = max(words, key=len)
    pieces = [*(other for other in words if other != word), *_parts(word)][:5]
    rows = {(row[0], row[1]): row for piece in pieces for row in _holding([piece], kinds)}
    close = sorted(((-likeness, row[4], row[2], Hit(*row)) for row in rows.values()
                    if (likeness := _rough_likeness(word, row[2])) > 0), key=lambda line: line[:3])
    hits = sorted(((-likeness, hit.rank, fold(hit.label), hit.kind, hit.record_id, hit) for *_, hit in close[:_COMPARED]
                   if (likeness := _likeness(words, hit.label)) >= _CLOSE), key=lambda line: line[:5])
    return [line[5] for line in hits[:limit]]


def _place(hit: Hit, first: str) -> tuple[tuple[Any, ...], Hit]:
    label = fold(hit.label)
    where = 0 if label.startswith(first) else 1 if f" {first}" in label else 2
    return (hit.rank, where, label, hit.kind, hit.record_id), hit


def _alternatives(wanted: list[str], bare: str) -> Iterator[list[str]]:
    """What a row must hold, all of it: the words as typed, or the whole without its blanks (telephones, postcodes)."""
    pieces = [word if len(word) >= 3 else f" {word}" for word in wanted]
    if any(len(piece) >= 3 for piece in pieces):
        yield pieces
    if [bare] != wanted and len(bare) >= 3 and (any(c.isdigit() for c in bare) or not any(len(w) >= 3 for w in wanted)):
        yield [bare]


def _kinds(kinds: tuple[str, ...]) -> str:
    return f" AND f.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    database = FindEntry._meta.database
    return [tuple(row) for row in database.execute_sql(sql(database, statement), values).fetchall()]


def _beginning(start: str, limit: int, kinds: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Labels that begin with the fragment, rank by rank, in the order of the index, until there are enough."""
    if is_postgresql(FindEntry._meta.database):
        clause, values, order = "f.start_word LIKE ?", [_escaped(start) + "%"], "f.start_word USING ~<~"
    else:
        clause, values, order = "f.start_word >= ? AND f.start_word < ?", [start, start + "\U0010ffff"], "f.start_word"
    rank: int | None = 0
    while rank is not None and limit > 0:
        rows = _rows(f"SELECT {_COLUMNS} FROM find_entry f WHERE f.rank = ? AND {clause}{_kinds(kinds)} "
                     f"ORDER BY {order} LIMIT ?", [rank, *values, *kinds, limit])
        yield from rows
        limit -= len(rows)
        rank = _rows("SELECT min(f.rank) FROM find_entry f WHERE f.rank > ?", [rank])[0][0]


def _holding(pieces: list[str], kinds: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Some rows whose folded words hold every piece; a piece of three characters or more comes from the index."""
    like = [f"%{_escaped(piece)}%" for piece in pieces]
    if is_postgresql(FindEntry._meta.database):
        clause = " AND ".join(["f.words LIKE ?"] * len(pieces))
        return _rows(f"SELECT {_COLUMNS} FROM find_entry f WHERE {clause}{_kinds(kinds)} LIMIT {RANKED}", [*like, *kinds])
    long = " AND ".join('"' + piece.replace('"', '""') + '"' for piece in pieces if len(piece) >= 3)
    short = [text for text, piece in zip(like, pieces, strict=True) if len(piece) < 3]
    clause = " AND f.words LIKE ? ESCAPE '\\'" * len(short)
    return _rows(f"SELECT {_COLUMNS} FROM find_index i JOIN find_entry f ON f.id = i.rowid "
                 f"WHERE i.words MATCH ?{clause}{_kinds(kinds)} LIMIT {RANKED}", [long, *short, *kinds])


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _parts(word: str) -> list[str]:
    """The parts of which a slip leaves at least one whole: the halves, and the end in case two letters changed places in
    the middle; of a short word both ends."""
    middle = len(word) // 2
    if middle >= 3:
        return [word[:middle], word[middle:], word[-3:]]
    return [f" {word[:2]}", word[-3:]]


def _rough_likeness(word: str, label: str) -> float:
    """How many pairs of letters a word shares with the label's most similar word: cheap, and good enough to choose whom to
    compare properly."""
    pairs = {word[at:at + 2] for at in range(len(word) - 1)}
    best = 0.0
    for other in fold(label).split():
        others = {other[at:at + 2] for at in range(len(other) - 1)}
        if others:
            best = max(best, 2 * len(pairs & others) / (len(pairs) + len(others)))
    return best


def _likeness(words: list[str], label: str) -> float:
    """The least likeness of the words typed to the words of a label."""
    others = fold(label).split()
    return min(max(SequenceMatcher(None, word, other).ratio() for other in others) for word in words) if others else 0.0
