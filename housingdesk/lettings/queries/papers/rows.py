"""Reads the papers of a sign-up as rows: where each stands, who has signed it, and its bytes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from housingdesk.documents.queries import kept
from housingdesk.errors import NotFound
from housingdesk.letters.rules.paper_content import Place
from housingdesk.lettings.models import PackPaper, Signature, SignUp
from housingdesk.lettings.pack_stock import pack_rules
from housingdesk.lettings.queries.papers.making import letting_of, place_of
from housingdesk.lettings.queries.signup.rows import SignUpRow, rows_of, said_of, sign_up
from housingdesk.lettings.rules.papers.facts import Letting
from housingdesk.lettings.rules.papers.pack import PaperRule, Signs
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.words import PaperState, SigningWay, SignUpState

GONE = (PaperState.REPLACED, PaperState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One signature; ``removed`` says why it was withdrawn. ``signed_at`` is UTC."""

    id: int
    version: int
    paper_id: int
    name: str
    role: str
    way: SigningWay
    strokes: str
    document_sha256: str
    present: str
    read_to: str
    signed_at: datetime
    recorded_by: str
    removed: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who has to sign; ``number`` is the place on the paper, ``signature`` None until they have."""

    number: int
    name: str
    role: str
    signature: SignatureRow | None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of a pack. ``pad``: it may be signed on the screen. ``signers`` as the answers stand now."""

    id: int
    version: int
    sign_up_id: int
    key: str
    title: str
    template: str
    template_version: str
    place: int
    copies: int
    signable: bool
    state: PaperState
    document_id: int | None
    sealed_id: int | None
    replaces_id: int | None
    because: str
    pages: int
    made_at: datetime
    made_by: str
    printed_at: datetime | None
    pad: bool
    signers: tuple[Signer, ...]

    @property
    def said(self) -> str:
        """Where it stands, in words: ``signed by 1 of 2``."""
        done = sum(one.signature is not None for one in self.signers)
        if self.state is PaperState.ISSUED and done:
            return f"signed by {done} of {len(self.signers)}"
        if self.state is PaperState.ISSUED:
            return "to be signed" if self.signable else "ready"
        return str(self.state)

    @property
    def waiting_for(self) -> tuple[Signer, ...]:
        """Who has still to sign."""
        return tuple(one for one in self.signers if one.signature is None)


_COLUMNS = (PackPaper.id, PackPaper.version, PackPaper.sign_up, PackPaper.key, PackPaper.title, PackPaper.template,
            PackPaper.template_version, PackPaper.place, PackPaper.copies, PackPaper.signable, PackPaper.state,
            PackPaper.document, PackPaper.sealed, PackPaper.replaces, PackPaper.because, PackPaper.pages, PackPaper.made_at,
            PackPaper.made_by, PackPaper.printed_at)


def pack_of(sign_up_id: int, on: date | None = None, *, past: bool = False) -> tuple[PaperRow, ...]:
    """The papers of a sign-up in the order in which they are handed over; with ``past`` also those that were replaced."""
    where = PackPaper.sign_up == sign_up_id
    if not past:
        where &= PackPaper.state.not_in(GONE)
    return _rows(PackPaper.select(*_COLUMNS).where(where).order_by(PackPaper.place, PackPaper.id), on)


def paper(paper_id: int, on: date | None = None) -> PaperRow:
    """One paper; NotFound if there is none."""
    found = _rows(PackPaper.select(*_COLUMNS).where(PackPaper.id == paper_id), on)
    if not found:
        raise NotFound("This paper is no longer there")
    return found[0]


def _rows(query: Any, on: date | None) -> tuple[PaperRow, ...]:
    raw = list(query.tuples())
    if not raw:
        return ()
    rules = {rule.key: rule for rule in pack_rules()}
    signed = _signed([row[0] for row in raw])
    letting = letting_of(raw[0][2], on or raw[0][16].date())
    whole: list[list[Any]] = [[*row, *_pad_and_signers(rules.get(row[3]), signed.get(row[0], ()), letting)] for row in raw]
    return tuple(PaperRow(*fields) for fields in whole)


def _pad_and_signers(rule: PaperRule | None, signed: tuple[SignatureRow, ...],
                     letting: Letting) -> tuple[bool, tuple[Signer, ...]]:
    return rule is not None and rule.pad, _signers(signed, place_of(letting, rule) if rule is not None else ())


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """What was said of the meeting: who was present, and in which language it was interpreted; empty where nothing was."""

    present: str
    language: str


def at_the_desk(sign_up_id: int) -> AtTheDesk:
    """Who was at the desk, as the sign-up has it, so that nobody types it again."""
    look = Answers(said_of(sign_up(sign_up_id).applicant_id, sign_up_id), {}).look
    interpreted = look("explained") == "interpreted" or look("interpreter") != ""
    present = ", ".join(part for part in (look("present").strip(), look("interpreter").strip()) if part)
    return AtTheDesk(present, look("language").strip() if interpreted else "")


def signers_of(paper_id: int) -> tuple[Signer, ...]:
    """Who has to sign a paper, in the order of its places."""
    return paper(paper_id).signers


def _signers(signed: tuple[SignatureRow, ...], places: tuple[Place, ...]) -> tuple[Signer, ...]:
    """The places with their signatures; a signature under a name that the answers no longer have keeps its own place."""
    by_name: Mapping[tuple[str, str], SignatureRow] = {(one.name, one.role): one for one in signed}
    now = {(place.name, place.role) for place in places}
    found = [(place.name, place.role) for place in places] + [key for key in by_name if key not in now]
    return tuple(Signer(number, name, role, by_name.get((name, role))) for number, (name, role) in enumerate(found, start=1))


def signatures_of(paper_id: int) -> tuple[SignatureRow, ...]:
    """Every signature of a paper, those withdrawn as well, the oldest first."""
    return tuple(one for one in _signature_rows([paper_id]))


def _signed(paper_ids: list[int]) -> dict[int, tuple[SignatureRow, ...]]:
    found: dict[int, tuple[SignatureRow, ...]] = {}
    for one in _signature_rows(paper_ids):
        if not one.removed:
            found[one.paper_id] = (*found.get(one.paper_id, ()), one)
    return found


def _signature_rows(paper_ids: list[int]) -> list[SignatureRow]:
    rows: Any = (Signature.select(Signature.id, Signature.version, Signature.paper, Signature.name, Signature.role,
                                  Signature.way, Signature.strokes, Signature.document_sha256, Signature.present,
                                  Signature.read_to, Signature.signed_at, Signature.recorded_by, Signature.removed)
                 .where(Signature.paper.in_(paper_ids)).order_by(Signature.id).tuples())
    return [SignatureRow(*row) for row in rows]


def rule_of(key: str) -> PaperRule:
    """The rule of a paper by its key; NotFound where the list no longer has it."""
    found = next((rule for rule in pack_rules() if rule.key == key), None)
    if found is None:
        raise NotFound(f"A paper called {key} is no longer made")
    return found


def is_signed_by_somebody(rule: PaperRule) -> bool:
    """Whether a paper is signed at all."""
    return rule.signs is not Signs.NOBODY


def paper_pdf(paper_id: int) -> bytes:
    """The bytes to show and print: with signatures and seal where it has them, else as it was issued."""
    row = PackPaper.get_or_none(PackPaper.id == paper_id)
    if row is None or row.document_id is None:
        raise NotFound("This paper is no longer there")
    if row.sealed_id is not None:
        sealed = kept(row.sealed_id)
        if sealed.media_type == "application/pdf":
            return sealed.content
    return kept(row.document_id).content


def sign_ups_in(states: Collection[SignUpState]) -> list[SignUpRow]:
    """The sign-ups in some states, in the order in which they began."""
    return sorted(rows_of(SignUp.state.in_(list(states))), key=lambda row: row.id)


def to_seal() -> tuple[int, ...]:
    """Papers that everybody signed on the screen and that are not sealed yet."""
    rows: Any = (PackPaper.select(PackPaper.id).where((PackPaper.state == PaperState.SIGNED) & PackPaper.sealed.is_null())
                 .order_by(PackPaper.id).tuples())
    return tuple(row[0] for row in rows)
