"""Letters and statements as PDF: drawn, read back and checked; the same content gives the same bytes.

Reportlab, pypdfium2 and the fonts are loaded by the first letter and not by the program's start.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from housingdesk.errors import Refused
from housingdesk.letters.pdf.window_check import AddressCheck, read_back
from housingdesk.letters.rules.address import AddressBlock, PostalAddress
from housingdesk.letters.rules.content import Letter
from housingdesk.letters.rules.envelopes import USUAL, Envelope
from housingdesk.letters.rules.paper_content import Paper
from housingdesk.letters.rules.statement import Statement

__all__ = ["AddressCheck", "Issued", "document_hash", "draw_letter", "draw_letter_with_statement", "draw_statement",
           "fitted_address", "issue_letter", "issue_paper", "issue_statement", "read_back", "stamp_copy",
           "trial_sheets"]


@dataclass(frozen=True, slots=True)
class Issued:
    """A document ready to keep and print: its bytes, their SHA-256 in hex, and how many pages it has."""

    pdf: bytes
    sha256: str
    pages: int


def trial_sheets(envelopes: Sequence[Envelope]) -> bytes:
    """A sheet for each window envelope, to fold and try."""
    from housingdesk.letters.pdf.trial_sheet import draw_trial_sheets

    return draw_trial_sheets(envelopes)


def draw_letter(letter: Letter, *, envelopes: Sequence[Envelope] = USUAL, demo: bool = False) -> bytes:
    """The letter as PDF. ``demo`` puts the word DEMO on every page. Refused when a character or the address has no place."""
    return draw_letter_with_statement(letter, None, envelopes=envelopes, demo=demo)


def draw_letter_with_statement(letter: Letter, statement: Statement | None, *, envelopes: Sequence[Envelope] = USUAL,
                               demo: bool = False) -> bytes:
    """The letter and, from a page of its own, the statement, in one PDF with pages counted through."""
    from housingdesk.letters.pdf.letter_pages import letter_flow
    from housingdesk.letters.pdf.statement_pages import add_statement

    flow = letter_flow(letter, tuple(envelopes))
    if statement is not None:
        add_statement(flow, statement)
    return flow.document(demo=demo)


def draw_statement(statement: Statement, *, envelopes: Sequence[Envelope] = USUAL, demo: bool = False) -> bytes:
    """The statement as PDF; with an address for its own envelope where it has one. Refused when it does not add up."""
    from housingdesk.letters.pdf.statement_pages import statement_flow

    return statement_flow(statement, tuple(envelopes)).document(demo=demo)


def issue_letter(letter: Letter, statement: Statement | None = None, *, envelopes: Sequence[Envelope] = USUAL,
                 demo: bool = False) -> Issued:
    """A letter drawn, read back and hashed; Refused when the finished page is not right for every envelope."""
    pdf = draw_letter_with_statement(letter, statement, envelopes=envelopes, demo=demo)
    return _issued(pdf, letter.address, envelopes)


def issue_statement(statement: Statement, *, envelopes: Sequence[Envelope] = USUAL, demo: bool = False) -> Issued:
    """A statement drawn and hashed, and read back where it has an address for its own envelope."""
    return _issued(draw_statement(statement, envelopes=envelopes, demo=demo), statement.address, envelopes)


def issue_paper(paper: Paper, *, demo: bool = False) -> Issued:
    """An agreement or another paper that is handed over, drawn, read back and hashed."""
    from housingdesk.letters.pdf.paper_pages import draw_paper

    return _issued(draw_paper(paper, demo=demo), None, ())


def fitted_address(address: PostalAddress, envelopes: Sequence[Envelope] = USUAL) -> AddressBlock:
    """The address as a letter will show it in its window; Refused with the reason when it does not fit."""
    from housingdesk.letters.pdf.fonts import fit_in_window

    return fit_in_window(address, tuple(envelopes))


def document_hash(pdf: bytes) -> str:
    """The SHA-256 of a document in hex, as it is kept beside it."""
    return hashlib.sha256(pdf).hexdigest()


def stamp_copy(pdf: bytes, words: str = "Copy") -> bytes:
    """An issued document with a mark at the foot of every page: the issued bytes, unchanged, and an update after them."""
    from housingdesk.letters.pdf.stamp import stamped

    return stamped(pdf, words)


def _issued(pdf: bytes, address: PostalAddress | None, envelopes: Sequence[Envelope]) -> Issued:
    lines = fitted_address(address, envelopes).lines if address is not None else None
    check = read_back(pdf, lines, envelopes)
    if check.problems:
        raise Refused(" ".join(check.problems))
    return Issued(pdf, document_hash(pdf), check.pages)
