"""A paper is signed, on the screen or on paper, and sealed; a signature is withdrawn with the reason. Nothing is edited."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_document
from housingdesk.documents.queries import document, kept
from housingdesk.documents.rules import FileDraft, file_name, media_type
from housingdesk.errors import NotFound, Refused
from housingdesk.lettings.actions.papers.making import PAPER
from housingdesk.lettings.actions.signup import go_on, sign, unsign, wait_for_copy
from housingdesk.lettings.actions.signup.going import refuse_unsure
from housingdesk.lettings.models import PackPaper, Signature, SignUp
from housingdesk.lettings.queries.papers.making import letting_of, make_one
from housingdesk.lettings.queries.papers.rows import PaperRow, Signer, paper, rule_of
from housingdesk.lettings.rules.papers.pack import AGREEMENT
from housingdesk.lettings.rules.papers.strokes import Stroke, signature_problem, write_strokes
from housingdesk.lettings.rules.words import PaperState, SigningWay, SignUpState
from housingdesk.settings import queries as settings
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.timeline import Ref

_PICTURES = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})


@dataclass(frozen=True, slots=True)
class SignatureDraft:
    """A signature as it was drawn in the place ``number``. ``present``: who was there.

    ``read`` says that they read the paper, or had it read to them in the language ``read_to``.
    """

    number: int
    strokes: tuple[Stroke, ...]
    present: str
    read: bool
    read_to: str = ""

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        said = signature_problem(self.strokes)
        found = [Problem("strokes", said)] if said else []
        if not self.read:
            found.append(Problem("read", "Tick that they have read it, or had it read to them"))
        for field, what, longest in (("present", "Who was present", 400), ("read_to", "The language", 120)):
            problem = line_problem(one_line(getattr(self, field)), what, longest)
            found += [Problem(field, problem)] if problem else []
        return found


@dataclass(frozen=True, slots=True)
class ScanDraft:
    """A paper that was signed by hand and came back: its scan or photograph, on which day it was signed, who was there."""

    file: FileDraft
    on: str = ""
    present: str = ""

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        found = self.file.problems()
        if not found and media_type(self.file.name, self.file.content) not in _PICTURES:
            found.append(Problem("content", f"{self.file.name} is no scan or photograph. Choose a PDF, JPEG, PNG or TIFF"))
        return found


@needs(Permission.KEEP_APPLICANTS)
def sign_paper(act: Act, *, paper_id: int, draft: SignatureDraft, version: int | None = None) -> int:
    """Keeps a signature drawn on the screen with the hash of the PDF that was shown; returns its id.

    Refused when the paper may not be signed on a screen, was signed by them already, or no longer says what the answers say.
    """
    row: PackPaper = as_seen(PackPaper, paper_id, version, PAPER)
    now = paper(paper_id, act.today)
    refuse(draft.problems())
    signer = _signer(now, draft.number)
    _refuse_unsignable(act, now)
    made = act.add(Signature(
        paper=paper_id, name=signer.name, role=signer.role, way=SigningWay.SCREEN, strokes=write_strokes(draft.strokes),
        document_sha256=_hash(now), present=one_line(draft.present), read_to=one_line(draft.read_to), signed_at=act.now,
        recorded_by=act.who.name))
    left = [one.name for one in now.waiting_for if one.number != signer.number]
    if not left:
        _all_signed(act, row)
    act.say(f"{signer.name} signed {now.title}" + (f". Still to sign: {', '.join(left)}" if left else ""),
            about=("sign_up", now.sign_up_id))
    return int(made.id)


def _signer(now: PaperRow, number: int) -> Signer:
    found = next((one for one in now.signers if one.number == number), None)
    if found is None:
        raise NotFound("Nobody signs in this place")
    if found.signature is not None:
        raise Refused(f"{found.name} has signed this already. Withdraw that signature first, with the reason")
    return found


def _refuse_unsignable(act: Act, now: PaperRow) -> None:
    if not now.pad:
        raise Refused(f"{now.title} is signed on paper, not on a screen. Choose Sign on paper")
    if now.state is not PaperState.ISSUED:
        raise Refused(f"{now.title} is {now.state}, so it is not signed on the screen")
    row = SignUp.get_by_id(now.sign_up_id)
    if now.key == AGREEMENT:
        refuse_unsure(row)
    fresh = make_one(letting_of(row.id, act.today), rule_of(now.key), row.space_id, act.today)
    if fresh.issued.sha256 != _hash(now) and not any(one.signature for one in now.signers):
        raise Refused(f"The answers have changed since {now.title} was made. Make the papers again, then sign")


def _hash(now: PaperRow) -> str:
    if now.document_id is None:
        raise NotFound("This paper is no longer there")
    return document(now.document_id).sha256


def _all_signed(act: Act, row: PackPaper) -> None:
    act.change(row, state=PaperState.SIGNED)
    sign_up = SignUp.get_by_id(row.sign_up_id)
    if row.key == AGREEMENT and sign_up.state in (SignUpState.IN_PROGRESS, SignUpState.WAITING, SignUpState.SECOND_MEETING):
        sign(act, sign_up_id=sign_up.id)


@needs(Permission.KEEP_APPLICANTS)
def sign_on_paper(act: Act, *, paper_id: int, version: int | None = None) -> None:
    """The paper goes out to be signed by hand; it waits for the signed copy."""
    row: PackPaper = as_seen(PackPaper, paper_id, version, PAPER)
    if row.state is not PaperState.ISSUED or not row.signable:
        raise Refused(f"{row.title} is {row.state}, so it is not waited for")
    if Signature.select().where((Signature.paper == paper_id) & (Signature.removed == "")).exists():
        raise Refused("Somebody has signed it on the screen already. Withdraw that signature first, with the reason")
    act.change(row, state=PaperState.WAITING)
    if row.key == AGREEMENT and SignUp.get_by_id(row.sign_up_id).state is SignUpState.IN_PROGRESS:
        wait_for_copy(act, sign_up_id=row.sign_up_id)
    act.say(f"{row.title}: waiting for the signed copy", about=("sign_up", row.sign_up_id))
    act.take_back(wait_no_more, "sign it on the screen instead", paper_id=paper_id)


@needs(Permission.KEEP_APPLICANTS)
def wait_no_more(act: Act, *, paper_id: int) -> None:
    """The copy that was waited for does not come: the paper is to be signed again, on the screen or on paper."""
    row: PackPaper = as_seen(PackPaper, paper_id, None, PAPER)
    if row.state is not PaperState.WAITING:
        raise Refused(f"{row.title} is {row.state}; nothing is waited for")
    act.change(row, state=PaperState.ISSUED)
    if row.key == AGREEMENT and SignUp.get_by_id(row.sign_up_id).state is SignUpState.WAITING:
        go_on(act, sign_up_id=row.sign_up_id)
    act.say(f"{row.title}: to be signed", about=("sign_up", row.sign_up_id))


@needs(Permission.KEEP_APPLICANTS)
def accept_signed_copy(act: Act, *, paper_id: int, draft: ScanDraft, version: int | None = None) -> None:
    """The signed copy came back: its scan or photograph is kept with the paper, for everybody who signs."""
    row: PackPaper = as_seen(PackPaper, paper_id, version, PAPER)
    now = paper(paper_id, act.today)
    refuse(draft.problems())
    if row.state not in (PaperState.WAITING, PaperState.ISSUED) or not row.signable:
        raise Refused(f"{row.title} is {row.state}, so no signed copy is waited for")
    kind = media_type(draft.file.name, draft.file.content) or ""
    scan = keep_document(act, subject=Ref("sign_up", row.sign_up_id), media_type=kind, content=draft.file.content,
                         name=file_name(f"Signed {row.title}, {draft.file.name}"))
    for signer in now.waiting_for:
        act.add(Signature(paper=paper_id, name=signer.name, role=signer.role, way=SigningWay.PAPER, document_sha256=_hash(now),
                          present=one_line(draft.present), scan=scan, signed_at=act.now, recorded_by=act.who.name))
    act.change(row, sealed=scan)
    _all_signed(act, row)
    act.say(f"Signed copy of {row.title} kept", about=("sign_up", row.sign_up_id))


@needs(Permission.KEEP_APPLICANTS)
def withdraw_signature(act: Act, *, signature_id: int, because: str) -> None:
    """Withdraws a signature with the reason; it stays on file, and the paper is to be signed again."""
    one: Signature = as_seen(Signature, signature_id, None, "This signature")
    said = one_line(because)
    problem = line_problem(said, "The reason", 400) if said else "Say why it is withdrawn; it is kept with the signature"
    if problem:
        raise Refused(problem)
    if one.removed:
        raise Refused("This signature was withdrawn already")
    row: PackPaper = as_seen(PackPaper, one.paper_id, None, PAPER)
    if SignUp.get_by_id(row.sign_up_id).state is SignUpState.FINISHED:
        raise Refused("The tenancy has begun. Replace the paper instead, with the reason")
    act.change(one, removed=said)
    act.change(row, state=PaperState.ISSUED, sealed=None)
    if row.key == AGREEMENT and SignUp.get_by_id(row.sign_up_id).state is SignUpState.SIGNED:
        unsign(act, sign_up_id=row.sign_up_id)
    act.say(f"Signature of {one.name} on {row.title} withdrawn: {said}", about=("sign_up", row.sign_up_id))


@needs(Permission.KEEP_APPLICANTS)
def seal_paper(act: Act, *, paper_id: int) -> int | None:
    """Draws the signatures of a paper into its PDF and seals it; returns the sealed file’s id, None where nothing is to do."""
    from housingdesk.lettings.sealing import Inked, sealed

    row: PackPaper = as_seen(PackPaper, paper_id, None, PAPER)
    now = paper(paper_id, act.today)
    if row.state is not PaperState.SIGNED or row.sealed_id is not None or row.document_id is None:
        return None
    drawn = [Inked(one.number, one.signature.strokes, format_day(_day(one.signature.signed_at)))
             for one in now.signers if one.signature is not None and one.signature.way is SigningWay.SCREEN]
    association = str(settings.value("org.name", act.today))
    content = sealed(kept(row.document_id).content, drawn, association, f"{row.title}, signed", act.now)
    made = keep_document(act, subject=Ref("sign_up", row.sign_up_id), media_type="application/pdf", content=content,
                         name=file_name(f"{row.title}, signed.pdf"))
    act.change(row, sealed=made)
    act.say(f"{row.title} sealed", about=("sign_up", row.sign_up_id))
    return made


def _day(moment: datetime) -> date:
    """The day in the office on which a moment was."""
    return moment.astimezone().date() if moment.tzinfo is not None else moment.replace(tzinfo=UTC).astimezone().date()
