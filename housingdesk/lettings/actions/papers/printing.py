"""A pack is printed: how many copies of each, what came out, and the whole of it kept as one PDF."""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_document
from housingdesk.documents.queries import same_file
from housingdesk.documents.rules import file_name
from housingdesk.errors import Refused
from housingdesk.lettings.actions.papers.making import PAPER
from housingdesk.lettings.models import PackPaper, SignUp
from housingdesk.lettings.queries.papers.rows import pack_of, paper_pdf
from housingdesk.values.dates import format_date
from housingdesk.values.timeline import Ref

_MOST_COPIES = 20


@needs(Permission.KEEP_APPLICANTS)
def set_copies(act: Act, *, paper_id: int, copies: int, version: int | None = None) -> None:
    """How many copies of a paper are printed; nought leaves it out of the print."""
    row: PackPaper = as_seen(PackPaper, paper_id, version, PAPER)
    if not 0 <= copies <= _MOST_COPIES:
        raise Refused(f"Between 0 and {_MOST_COPIES} copies are printed")
    was = row.copies
    act.change(row, copies=copies)
    act.say(f"{row.title}: {copies} {'copy' if copies == 1 else 'copies'}", about=("sign_up", row.sign_up_id))
    act.take_back(set_copies, "as many copies as before", paper_id=paper_id, copies=was)


@needs(Permission.KEEP_APPLICANTS)
def mark_printed(act: Act, *, paper_ids: Sequence[int]) -> None:
    """These papers came out of the printer; the pack as printed is kept as one PDF."""
    rows = list(PackPaper.select().where(PackPaper.id.in_(list(paper_ids))))
    if not rows:
        raise Refused("Tick a paper first")
    for row in rows:
        act.change(row, printed_at=act.now)
    for sign_up_id in sorted({row.sign_up_id for row in rows}):
        keep_pack_set(act, sign_up_id=sign_up_id)
    act.say(f"{len(rows)} {'paper' if len(rows) == 1 else 'papers'} printed", about=("sign_up", rows[0].sign_up_id))
    act.take_back(mark_unprinted, "they did not come out", paper_ids=list(paper_ids))


@needs(Permission.KEEP_APPLICANTS)
def mark_unprinted(act: Act, *, paper_ids: Sequence[int]) -> None:
    """These papers did not come out after all."""
    for row in PackPaper.select().where(PackPaper.id.in_(list(paper_ids))):
        act.change(row, printed_at=None)
    act.say(f"{len(paper_ids)} to print again")


@needs(Permission.KEEP_APPLICANTS)
def keep_pack_set(act: Act, *, sign_up_id: int) -> int | None:
    """Keeps all papers of a sign-up as one PDF, in the order in which they are handed over; the same set is kept once."""
    from housingdesk.letters.pdf.joined import joined

    row: SignUp = as_seen(SignUp, sign_up_id, None, "This sign-up")
    papers = pack_of(sign_up_id, act.today)
    if not papers:
        return None
    content = joined([paper_pdf(one.id) for one in papers])
    subject = Ref("sign_up", sign_up_id)
    known = same_file(subject, content)
    if known is not None:
        return known
    name = file_name(f"Pack of {row.applicant.name or 'sign-up'}, {format_date(act.today)}.pdf")
    return keep_document(act, subject=subject, media_type="application/pdf", name=name, content=content)
