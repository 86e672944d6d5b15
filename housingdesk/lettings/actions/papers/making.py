"""The papers of a sign-up are made and issued. One that is signed is never edited: another takes its place, with the reason."""

from dataclasses import dataclass

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_document
from housingdesk.documents.queries import document
from housingdesk.documents.rules import file_name
from housingdesk.errors import HousingDeskError, Refused
from housingdesk.lettings.actions.references import reserve_reference
from housingdesk.lettings.actions.signup import unsign
from housingdesk.lettings.models import PackPaper, Signature, SignUp
from housingdesk.lettings.queries.papers.making import MadePaper, letting_of, make_one, wanted
from housingdesk.lettings.queries.papers.rows import GONE, rule_of
from housingdesk.lettings.rules.papers.pack import AGREEMENT, Signs
from housingdesk.lettings.rules.words import PaperState, SignUpState
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.timeline import Ref

PAPER = "This paper"
_CHANGED = "the answers or the wording changed before it was signed"
_NOT_NEEDED = "no longer part of the pack"
_FIXED = (PaperState.SIGNED, PaperState.WAITING)


@dataclass(frozen=True, slots=True)
class PackMade:
    """How many papers were made anew, how many stayed as they were, and what could not be made, each in a sentence."""

    made: int
    stayed: int
    missing: tuple[str, ...]


@needs(Permission.KEEP_APPLICANTS)
def make_pack(act: Act, *, sign_up_id: int) -> PackMade:
    """Makes all papers of a sign-up as its answers stand; those that are signed or did not change stay.

    What cannot be made yet is told and keeps nothing else from being made.
    """
    row: SignUp = as_seen(SignUp, sign_up_id, None, "This sign-up")
    if row.state is SignUpState.GIVEN_UP:
        raise Refused("This sign-up was given up, so no papers are made for it")
    if row.tenancy_id is None:
        reserve_reference(act, sign_up_id=sign_up_id)
    letting = letting_of(sign_up_id, act.today)
    rules, missing, made, stayed = wanted(letting), [], 0, 0
    for rule in rules:
        try:
            paper = make_one(letting, rule, row.space_id, act.today)
        except HousingDeskError as error:
            missing.append(str(error))
            continue
        changed = _issue(act, row, paper)
        made, stayed = made + changed, stayed + (not changed)
    _take_out(act, sign_up_id, {rule.key for rule in rules})
    act.say(f"{made} {'paper' if made == 1 else 'papers'} made" + (f", {stayed} unchanged" if stayed else "")
            + (f", {len(missing)} cannot be made yet" if missing else ""), about=("sign_up", sign_up_id))
    return PackMade(made, stayed, tuple(missing))


def _live(sign_up_id: int, key: str) -> PackPaper | None:
    found: PackPaper | None = PackPaper.get_or_none((PackPaper.sign_up == sign_up_id) & (PackPaper.key == key)
                                                    & PackPaper.state.not_in(GONE))
    return found


def _begun(paper: PackPaper) -> bool:
    """Whether somebody has signed it or is about to, so that it stays as it was shown."""
    return paper.state in _FIXED or Signature.select().where((Signature.paper == paper.id)
                                                             & (Signature.removed == "")).exists()


def _issue(act: Act, row: SignUp, made: MadePaper) -> bool:
    before = _live(row.id, made.rule.key)
    if before is not None:
        same = before.document_id is not None and document(before.document_id).sha256 == made.issued.sha256
        if same or _begun(before):
            return False
        act.change(before, state=PaperState.REPLACED)
    add_paper(act, row, made, before, _CHANGED if before is not None else "")
    return True


def add_paper(act: Act, row: SignUp, made: MadePaper, before: PackPaper | None, because: str) -> PackPaper:
    """A paper as it is issued, in the place of another where there is one."""
    letting_name = row.applicant.name or "sign-up"
    document_id = keep_document(act, subject=Ref("sign_up", row.id), media_type="application/pdf", content=made.issued.pdf,
                                name=file_name(f"{made.template.title}, {letting_name}.pdf"))
    return act.add(PackPaper(
        sign_up=row.id, key=made.rule.key, title=made.template.title, template=made.template.key,
        template_version=made.template.fingerprint, place=made.rule.place,
        copies=before.copies if before is not None else made.rule.copies, signable=made.rule.signs is not Signs.NOBODY,
        state=PaperState.ISSUED, document=document_id, replaces=before.id if before is not None else None, because=because,
        pages=made.issued.pages, made_at=act.now, made_by=act.who.name))


def _take_out(act: Act, sign_up_id: int, keys: set[str]) -> None:
    """Papers that the answers no longer ask for, unless somebody signed them."""
    for paper in PackPaper.select().where((PackPaper.sign_up == sign_up_id) & PackPaper.state.not_in(GONE)):
        if paper.key not in keys and not _begun(paper):
            act.change(paper, state=PaperState.WITHDRAWN, because=_NOT_NEEDED)


@needs(Permission.KEEP_APPLICANTS)
def replace_paper(act: Act, *, paper_id: int, because: str, version: int | None = None) -> int:
    """Makes a paper anew in the place of one that was signed or handed out, with the reason; returns the new one’s id.

    The old one and its signatures stay on file. An agreement has to be signed again.
    """
    old: PackPaper = as_seen(PackPaper, paper_id, version, PAPER)
    said = one_line(because)
    problem = line_problem(said, "The reason", 400) if said else "Say why it is replaced; it is kept with both papers"
    if problem:
        raise Refused(problem)
    if old.state in GONE:
        raise Refused("This paper was replaced already. Replace the one that took its place")
    row: SignUp = as_seen(SignUp, old.sign_up_id, None, "This sign-up")
    made = make_one(letting_of(row.id, act.today), rule_of(old.key), row.space_id, act.today)
    act.change(old, state=PaperState.REPLACED)
    new = add_paper(act, row, made, old, said)
    if old.key == AGREEMENT and row.state in (SignUpState.SIGNED, SignUpState.WAITING):
        unsign(act, sign_up_id=row.id)
    act.say(f"{old.title} replaced: {said}", about=("sign_up", row.id))
    return int(new.id)
