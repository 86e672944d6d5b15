"""What a court bundle holds: its tabs and pieces, what is left out and why, and what its front sheet and index say. Pure.

No piece is ever dropped without a word: what is not on file, what somebody left out and what cannot be printed stand on the
index with the reason. What is only offered stands on the list, and on the index once somebody put it in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housingdesk.documents.rules import PDF
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/tiff"})
PRINTABLE = PICTURES | {PDF}
NOT_ON_FILE = "not in the file"
_LONGEST_REASON = 200


class Purpose(StrEnum):
    """What a bundle is made for. A claim and a hearing are steps that a hold may stop; our own file is none."""

    ISSUE = "to issue the claim"
    HEARING = "for the hearing"
    FILE = "for our own file"


class Tab(StrEnum):
    """The parts of a bundle in their order; each has its number and its bookmark."""

    NOTICE = "The notice as it was served"
    SERVICE = "Certificate of service, and what proves it"
    STATEMENT = "Rent statement"
    AGREEMENT = "The agreement"
    LETTERS = "Letters, as they were sent"
    CONTACT = "Contact log"
    HISTORY = "Agreements to pay, holds and court days"
    BENEFIT = "Benefit position"
    CHECKLIST = "Pre-action checklist"
    SUMMARY = "Summary for the claim form"

    @property
    def number(self) -> int:
        """Its place in the bundle, from 1."""
        return list(Tab).index(self) + 1


@frozen
class Piece:
    """One thing that belongs in a bundle. ``key`` names it; ``missing`` says why it cannot be in, empty where it can.

    ``document_id`` is the kept file; a piece without one is drawn from what is on file. ``needed``: not to be left out.
    ``offered``: it may belong, and is in only when somebody puts it in.
    """

    key: str
    tab: Tab
    title: str
    on: date | None = None
    document_id: int | None = None
    media_type: str = PDF
    missing: str = ""
    needed: bool = False
    offered: bool = False

    @property
    def told(self) -> str:
        """Its title with its day: ``Letter 2 to Amina Khan, 9 November 2026``."""
        return f"{self.title}, {format_date(self.on)}" if self.on else self.title


@frozen
class LeftOut:
    """A piece that somebody left out: by whom and why."""

    key: str
    by: str
    reason: str

    @property
    def told(self) -> str:
        """As the index says it."""
        return f"left out by {self.by}: {self.reason}"


@frozen
class BundleChoice:
    """How a bundle is to be made: what for, on which of the notice's grounds, what is left out, and what is put in by key."""

    purpose: Purpose
    grounds: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    put_in: tuple[str, ...] = ()

    def reason(self, key: str) -> LeftOut | None:
        """Why a piece is left out, or None."""
        return next((one for one in self.left_out if one.key == key), None)


def pieces_in(pieces: Sequence[Piece], choice: BundleChoice) -> list[Piece]:
    """The pieces that the index names: not what is offered and was not put in; what was put in is not missing any more."""
    put_in = [piece for piece in pieces if piece.offered and piece.key in choice.put_in]
    filled = {piece.tab for piece in put_in} & {Tab.AGREEMENT, Tab.LETTERS}
    return [piece for piece in pieces if (piece in put_in if piece.offered else not (piece.missing and piece.tab in filled))]


def choice_problems(pieces: Sequence[Piece], choice: BundleChoice) -> list[Problem]:
    """What stands against leaving pieces out and putting others in."""
    known = {piece.key: piece for piece in pieces}
    found = []
    if set(choice.put_in) - set(known):
        found.append(Problem("put_in", "One of the pieces put in is no longer there. Look at the list again"))
    for one in choice.left_out:
        piece = known.get(one.key)
        if piece is None:
            found.append(Problem("left_out", "One of the pieces left out is no longer there. Look at the list again"))
        elif piece.needed:
            found.append(Problem("left_out", f"{piece.title} cannot be left out: without it there is no bundle"))
        elif not one.reason.strip():
            found.append(Problem("reason", f"Say why {piece.title} is left out: the index shows it"))
        elif said := line_problem(one.reason, "The reason", _LONGEST_REASON):
            found.append(Problem("reason", said))
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """A piece with its bytes, each checked against its fingerprint; ``own`` pages were drawn here and have a free foot.

    ``content`` is None where there is nothing to print, and ``note`` then says why.
    """

    piece: Piece
    content: bytes | None
    media_type: str = PDF
    own: bool = False
    sha256: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A line of the index: a piece and its pages, ``first`` to ``last`` counted through; or why it has none."""

    tab: Tab
    title: str
    first: int | None
    last: int | None
    note: str = ""

    @property
    def pages(self) -> str:
        """``12–15``, or a dash."""
        if self.first is None or self.last is None:
            return "–"
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontSheet:
    """What stands before the index. ``rows`` are names and values; ``remarks`` what a reader must know, as sentences."""

    title: str
    purpose: Purpose
    claimant: str
    reference: str
    on: date
    rows: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    demo: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Part of a drawn paper: a heading, paragraphs, and rows of a bold word with a text under it."""

    heading: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that the program draws from what is on file."""

    title: str
    about: str
    claimant: str
    reference: str
    on: date
    sections: tuple[Section, ...]
    demo: bool


@frozen
class MadeFrom:
    """What a bundle was made from: the day, and the fingerprints of the accounts and of the papers on that day."""

    on: date
    accounts: str
    papers: str


def changed_since(was: MadeFrom, now: MadeFrom) -> str:
    """What has changed since a bundle was made, with the way out; empty where it still says what is on file."""
    if was.on != now.on:
        return f"This bundle was made on {format_date(was.on)}. Make it again, as of today"
    if was.accounts != now.accounts:
        return "The account changed since this bundle was made. Make it again"
    if was.papers != now.papers:
        return "The papers changed since this bundle was made. Make it again"
    return ""


@frozen
class MadeBundle:
    """A finished bundle and what it was made from; the index names also what has no pages, and why."""

    case_id: int
    choice: BundleChoice
    pdf: bytes
    pages: int
    index: tuple[IndexRow, ...]
    source: MadeFrom

    @property
    def without_pages(self) -> tuple[str, ...]:
        """What the index names and the pages do not hold."""
        return tuple(f"{row.title}: {row.note}" for row in self.index if row.first is None)
