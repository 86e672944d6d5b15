"""Nominations pasted from an e-mail: ``Name: … DOB: …``, one under another or in one line, for one household or several.

A line belongs to the label above it until a blank line. What nothing was made of is said, so that nobody relies on it.
"""

import re
from collections.abc import Sequence
from datetime import date

from housingdesk.errors import BadFile
from housingdesk.lettings.parsers.nomination_columns import Columns, role_of
from housingdesk.lettings.parsers.nominations import Listing, Nominee, read_nominee
from housingdesk.values.problems import Problem
from housingdesk.values.text import one_line

_COLON = re.compile(r":(?!//)(?=\s|$|\S)")
_DASHED = re.compile(r"^([A-Za-z][A-Za-z .'/]{0,40}?)\s+[-–]\s+(.+)$")
_BULLET = re.compile(r"^[\s>*•·\-–]+(?=\S)")
_LONGEST_LABEL, _SHOWN = 6, 3
_BEGINS = frozenset({"name", "first", "reference"})
_SEVERAL_LINES = frozenset({"members", "support", "risk", "note", "access", "why", "address"})


def looks_labelled(text: str) -> bool:
    """Whether a text says a name by its label somewhere."""
    return any(role in ("name", "first") for line in text.splitlines() for role, _ in _labelled(line))


def read_pasted(text: str, today: date) -> Listing:
    """Every household that a text names; BadFile when it names none."""
    reading = _Reading(today)
    lines = [_labelled(line) for line in text.splitlines()]
    for number, parts in enumerate(lines, 1):
        reading.take(parts, number, leads=_leads(lines, number - 1))
    reading.end()
    if not reading.nominees:
        raise BadFile("No name was found in the text. It is read where it says for example “Name: Amina Khan”")
    return Listing(tuple(reading.nominees), Columns(()), tuple(reading.left_over()))


def _leads(lines: Sequence[Sequence[tuple[str, str]]], place: int) -> bool:
    """Whether a line begins a block, after a blank line, and the next line has a name in it."""
    follows = lines[place + 1] if place + 1 < len(lines) else ()
    named = any(role in ("name", "first") for role, _ in (*lines[place], *follows))
    return named and (place == 0 or not lines[place - 1])


def _labelled(line: str) -> list[tuple[str, str]]:
    """The labels of a line that are known, each with what follows it; text before the first has the label ``""``."""
    line = _BULLET.sub("", line).strip()
    found: list[tuple[int, int, str]] = []
    for colon in _COLON.finditer(line):
        start = found[-1][1] if found else 0
        label = _label_before(line[start: colon.start()])
        if label is not None:
            found.append((start + label[0], colon.end(), label[1]))
    if not found:
        dashed = _DASHED.match(line)
        role = role_of(dashed[1]) if dashed else ""
        return [(role, dashed[2])] if dashed and role else [("", line)] if line else []
    ends = [start for start, _, _ in found[1:]] + [len(line)]
    parts = [("", line[: found[0][0]].strip(" ,;|\t"))] if line[: found[0][0]].strip(" ,;|\t") else []
    return parts + [(role, line[begin: end].strip(" ,;|\t")) for (_, begin, role), end in zip(found, ends, strict=True)]


def _label_before(text: str) -> tuple[int, str] | None:
    """Where the longest label that ends a text begins, and its role."""
    words = list(re.finditer(r"\S+", text))
    for word in words[-_LONGEST_LABEL:]:
        role = role_of(text[word.start():])
        if role:
            return word.start(), role
    return None


class _Reading:
    """One text being read line by line."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.nominees: list[Nominee] = []
        self.cells: dict[str, str] = {}
        self.begun, self.last = 1, ""
        self.unread: list[str] = []

    def take(self, parts: Sequence[tuple[str, str]], number: int, *, leads: bool) -> None:
        """One line more; ``leads``: a reference on it stands over the name that follows, not under the one before."""
        if not parts:
            self.last = self.last if self.last and not self.cells.get(self.last) else ""
        for role, value in parts:
            if role:
                self._begin(role, number, leads=leads)
                self._put(role, value)
            elif self.last in _SEVERAL_LINES:
                before = self.cells.get(self.last, "")
                self.cells[self.last] = f"{before}{', ' if self.last == 'address' and before else chr(10)}{value}".strip()
            elif self.last and not self.cells.get(self.last):
                self.cells[self.last] = value
            else:
                self.unread.append(one_line(value))

    def _begin(self, role: str, number: int, *, leads: bool) -> None:
        named = "name" in self.cells or "first" in self.cells
        again = role in _BEGINS and role in self.cells and (named or role == "reference")
        if again or (role == "reference" and leads and named):
            self.end()
        if not self.cells:
            self.begun = number

    def _put(self, role: str, value: str) -> None:
        said = self.cells.get(role, "")
        self.cells[role] = f"{said}; {value}" if said and value else said or value
        self.last = role

    def end(self) -> None:
        """What was gathered so far is one household, if it has a name."""
        cells = {role: text for role, text in self.cells.items() if text.strip()}
        if "name" in cells or "first" in cells:
            self.nominees.append(read_nominee(cells, self.begun, self.today))
        else:
            self.unread += cells.values()
        self.cells, self.last = {}, ""

    def left_over(self) -> list[Problem]:
        """What nothing was made of, as one sentence."""
        if not self.unread:
            return []
        shown = "; ".join(f"“{text[:60]}”" for text in self.unread[:_SHOWN])
        more = len(self.unread) - _SHOWN
        return [Problem("text", f"Not read: {shown}" + (f" and {more} more line{'s' if more > 1 else ''}" if more > 0 else ""))]
