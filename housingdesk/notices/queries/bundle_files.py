"""Which kept files belong in a court bundle: the agreement as it was signed, and the letters that bear on the claim.

What may belong but need not is offered: it stands on the list, and is in the bundle when somebody puts it in.
"""

import re
from collections.abc import Sequence
from datetime import date

from housingdesk.documents.queries import DocumentRow, documents
from housingdesk.errors import NotFound
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.queries import LetterRow
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.letters.rules.merge import Family
from housingdesk.notices.queries import protocol
from housingdesk.notices.queries.cases import CaseRow, cases_of, services
from housingdesk.notices.rules.bundle import NOT_ON_FILE, Piece, Tab
from housingdesk.tenancies.queries import agreements
from housingdesk.values.timeline import Ref

CERTIFICATE = "Certificate of service"
_STATEMENT = "statement"
_CALLED_SO = re.compile(r"(?!agreement to)(signed |the )?(agreement|tenancy|licen[cs]e)(?![a-z])", re.IGNORECASE)
_DOUBTFUL = re.compile(r"agreement|tenancy|licen[cs]e", re.IGNORECASE)
_OF_RENT = frozenset({Family.ARREARS, Family.AGREEMENT, Family.BENEFIT, Family.NOTICE, Family.RENT})
_OF_CONDUCT = frozenset({Family.CONDUCT, Family.ACCESS, Family.NOTICE})


def file_piece(key: str, tab: Tab, row: DocumentRow, *, offered: bool = False) -> Piece:
    """A kept file as a piece."""
    return Piece(key, tab, row.name, row.made_at.date(), row.id, row.media_type, offered=offered)


def agreement_pieces(row: CaseRow) -> list[Piece]:
    """The agreement as it was signed: files whose name begins so and that were not issued here; doubtful ones are offered."""
    ours = {one.document_id for one in letter_queries.letters(subject=Ref("tenancy", row.tenancy_id), limit=10_000)}
    for other in cases_of(row.tenancy_id):
        ours |= {other.document_id, *(one.evidence_id for one in services(other.id))}
    files = [one for one in reversed(documents(Ref("tenancy", row.tenancy_id)))
             if one.id not in ours and _DOUBTFUL.search(one.name) and not one.name.startswith(CERTIFICATE)]
    found = [file_piece(f"agreement:{one.id}", Tab.AGREEMENT, one) for one in files if _CALLED_SO.match(one.name)]
    offered = [file_piece(f"agreement:{one.id}", Tab.AGREEMENT, one, offered=True) for one in files
               if not _CALLED_SO.match(one.name)]
    missing = Piece("agreement", Tab.AGREEMENT, "The agreement as it was signed", missing=NOT_ON_FILE)
    return [*(found or [missing]), *offered]


def letter_pieces(row: CaseRow, on: date, *, rent: bool) -> list[Piece]:
    """The letters to those who hold it that bear on the grounds of the notice; all others that went are offered."""
    names = {holder.name for holder in agreements.holders([row.tenancy_id])}
    gone = protocol.letters_gone(row.tenancy_id)
    families = {template: _family(template, on) for template in {one.template for one in gone}}
    wanted = _wanted(row, on, gone, families, rent=rent)
    found = [_letter(one, offered=False) for one in gone if one.id in wanted and one.addressee in names]
    inside = {piece.key for piece in found}
    offered = [piece for piece in (_letter(one, offered=True) for one in gone) if piece.key not in inside]
    return [*(found or [Piece("letters", Tab.LETTERS, "Letters to them", missing=NOT_ON_FILE)]), *offered]


def _letter(row: LetterRow, *, offered: bool) -> Piece:
    return Piece(f"letter:{row.id}", Tab.LETTERS, f"{row.title}, to {row.addressee}", row.dated, row.document_id,
                 offered=offered)


def _wanted(row: CaseRow, on: date, gone: Sequence[LetterRow], families: dict[str, Family | None], *, rent: bool) -> set[int]:
    """Of rent since the first letter about arrears; of conduct since the first about that; both where both are relied on."""
    conduct = bool(set(row.grounds) - protocol.rent_grounds(row, on)) or not rent
    found = set()
    for families_of, first_of, asked in ((_OF_RENT, Family.ARREARS, rent), (_OF_CONDUCT, Family.CONDUCT, conduct)):
        first = next((one.dated for one in gone if families[one.template] is first_of), None)
        if asked:
            found |= {one.id for one in gone if families[one.template] in families_of and (first is None or one.dated >= first)}
    return found


def _family(template: str, on: date) -> Family | None:
    """What a letter is about, in the wording of the day; None for one that has no wording."""
    if template == _STATEMENT:
        return Family.RENT
    try:
        return template_in_use(template, on).family
    except NotFound:
        return None
