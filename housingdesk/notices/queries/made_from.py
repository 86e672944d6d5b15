"""What a court bundle is made from on a day, as two fingerprints: whether a bundle made before still says what is on file."""

from collections.abc import Sequence
from datetime import date

from housingdesk.documents.queries import document
from housingdesk.documents.rules import fingerprint
from housingdesk.errors import Refused
from housingdesk.notices.queries import papers, protocol
from housingdesk.notices.queries.cases import CaseRow, services
from housingdesk.notices.rules.bundle import MadeFrom, Piece
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.queries.statement import statement


def made_from(row: CaseRow, pieces: Sequence[Piece], grounds: Sequence[str], on: date) -> MadeFrom:
    """The day, every line of the accounts, and the papers: those on file by their content, the others by their words."""
    accounts = [(account.reference, statement(account.id, date.min, on).lines) for account in accounts_of(row.tenancy_id)]
    return MadeFrom(on, _mark(accounts), _mark([_files(pieces), services(row.id), *_drawn(row, grounds, on)]))


def _files(pieces: Sequence[Piece]) -> list[tuple[str, str, str]]:
    return [(piece.key, piece.told + piece.missing, document(piece.document_id).sha256 if piece.document_id is not None else "")
            for piece in pieces]


def _drawn(row: CaseRow, grounds: Sequence[str], on: date) -> list[object]:
    checks = protocol.protocol_checks(row, on, grounds)
    found: list[object] = [papers.checklist_paper(row, on, checks), papers.contact_log(row, on), papers.history(row, on)]
    for paper in (papers.benefit_position, lambda case, day: papers.summary_paper(case, day, checks)):
        try:
            found.append(paper(row, on))
        except Refused as error:
            found.append(str(error))
    return found


def _mark(told: object) -> str:
    return fingerprint(repr(told).encode())
