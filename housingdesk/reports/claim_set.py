"""A claim as it goes to the council, as one PDF: a sheet on top, the form's answers, the provider file, the person's papers."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from housingdesk.benefits.papers.claim_cover import draw_cover
from housingdesk.benefits.papers.hb_form import draw_form
from housingdesk.benefits.queries.claim_set import SetPiece, claim_set
from housingdesk.documents.queries import kept
from housingdesk.errors import BadFile
from housingdesk.notices.bundle_pdf.foreign import fitted_pages
from housingdesk.notices.rules.bundle import PRINTABLE
from housingdesk.values.rows import frozen


@frozen
class CollatedSet:
    """The PDF, how many pages it has, and what could not be put in, each with its reason."""

    pdf: bytes
    pages: int
    left_out: tuple[SetPiece, ...]


def collated(claim_id: int, on: date, more: Mapping[str, str]) -> CollatedSet:
    """Everything that goes with a claim, in order; ``more`` are the sign-up's answers. A scan that is kept once comes once."""
    import pikepdf

    found = claim_set(claim_id, on)
    pages, left_out = _read([one for one in found.pieces if one.document_id is not None])
    whole = pikepdf.new()
    for own in (draw_cover(found, on, tuple(left_out)), draw_form(claim_id, on, more)):
        whole.pages.extend(pikepdf.open(BytesIO(own)).pages)
    for part, _ in pages:
        whole.pages.extend(part.pages)
    out = BytesIO()
    whole.save(out, deterministic_id=True)
    return CollatedSet(out.getvalue(), len(whole.pages), tuple(left_out))


def _read(pieces: Sequence[SetPiece]) -> tuple[list[tuple[Any, Any]], list[SetPiece]]:
    """The pages of the kept files, with what must stay open for them, and what cannot be printed."""
    pages: list[tuple[Any, Any]] = []
    left_out: list[SetPiece] = []
    seen: set[int] = set()
    for one in pieces:
        assert one.document_id is not None
        if one.document_id in seen:
            continue
        seen.add(one.document_id)
        file = kept(one.document_id)
        if file.media_type not in PRINTABLE:
            left_out.append(SetPiece(one.title, one.document_id, f"{file.name} is kept, and is printed by its own program"))
            continue
        try:
            pages.append(fitted_pages(file.content, file.media_type, file.name))
        except BadFile as error:
            left_out.append(SetPiece(one.title, one.document_id, str(error)))
    return pages, left_out
