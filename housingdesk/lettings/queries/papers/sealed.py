"""Whether a signed paper is still what was signed: its bytes, its seal, and that the seal holds what was shown."""

from dataclasses import dataclass

from housingdesk.documents.models import Document
from housingdesk.documents.rules import fingerprint
from housingdesk.errors import NotFound
from housingdesk.lettings.models import PackPaper
from housingdesk.lettings.queries.papers.rows import signatures_of
from housingdesk.lettings.rules.words import SigningWay


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is unchanged, and what is to be said of it."""

    ok: bool
    sentence: str


def verify_paper(paper_id: int) -> Verdict:
    """Proves a signed paper against what was kept of it; NotFound if there is no such paper."""
    row = PackPaper.get_or_none(PackPaper.id == paper_id)
    if row is None or row.document_id is None:
        raise NotFound("This paper is no longer there")
    issued = Document.get_by_id(row.document_id)
    if fingerprint(issued.content) != issued.sha256:
        return Verdict(False, f"{row.title}: the PDF as issued has been changed. Restore it from a backup")
    signed = [one for one in signatures_of(paper_id) if not one.removed]
    if any(one.document_sha256 != issued.sha256 for one in signed):
        return Verdict(False, f"{row.title}: a signature is for another document than the one kept")
    if row.sealed_id is None:
        return Verdict(True, f"{row.title}: unchanged since it was issued" + ("; not sealed yet" if signed else ""))
    sealed = Document.get_by_id(row.sealed_id)
    if fingerprint(sealed.content) != sealed.sha256:
        return Verdict(False, f"{row.title}: the signed PDF has been changed. Restore it from a backup")
    if any(one.way is SigningWay.PAPER for one in signed):
        return Verdict(True, f"{row.title}: the scan is as it was kept")
    return _seal(row.title, bytes(issued.content), bytes(sealed.content))


def _seal(title: str, issued: bytes, sealed: bytes) -> Verdict:
    from housingdesk.lettings.sealing import check_seal

    found = check_seal(sealed)
    if not found.whole:
        return Verdict(False, f"{title}: {found.problem}")
    if not sealed.startswith(issued):
        return Verdict(False, f"{title}: what is sealed is not what was shown")
    return Verdict(True, f"{title}: signed, sealed by {found.by}, and unchanged since")
