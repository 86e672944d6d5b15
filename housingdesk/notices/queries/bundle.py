"""The court bundle of a notice: what belongs in it, what stops it, and the finished file. Changes nothing."""

from collections.abc import Callable, Sequence
from datetime import date

from housingdesk.documents.queries import DocumentRow, document, documents, kept
from housingdesk.documents.rules import PDF, fingerprint
from housingdesk.errors import Refused
from housingdesk.notices.queries import papers, protocol, recorded_steps
from housingdesk.notices.queries.bundle_files import CERTIFICATE, agreement_pieces, file_piece, letter_pieces
from housingdesk.notices.queries.cases import CaseRow, case, services
from housingdesk.notices.queries.content import certificate, home_lines, sender_of
from housingdesk.notices.queries.court_statement import court_statement
from housingdesk.notices.queries.made_from import made_from
from housingdesk.notices.rules.bundle import (
    NOT_ON_FILE,
    BundleChoice,
    FrontSheet,
    LeftOut,
    MadeBundle,
    Part,
    Piece,
    Purpose,
    Tab,
    changed_since,
    choice_problems,
    pieces_in,
)
from housingdesk.notices.rules.protocol import ProtocolCheck, verdict
from housingdesk.notices.rules.protocol_record import title_of
from housingdesk.notices.rules.states import State
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.queries import agreements
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

Progress = Callable[[int, int, str], None]
_OF_RENT = frozenset({"statement", "benefit"})


@frozen
class BundlePlan:
    """What a bundle of a notice can hold today. ``refused`` says for each purpose why it cannot be made, empty where it can.

    ``grounds`` are those that a claim may rest on today; ``warnings`` what somebody should know before it goes.
    """

    case: CaseRow
    pieces: tuple[Piece, ...]
    grounds: tuple[str, ...]
    refused: tuple[tuple[Purpose, str], ...]
    warnings: tuple[str, ...]
    made: tuple[DocumentRow, ...]

    def why_not(self, purpose: Purpose) -> str:
        """Why a bundle for this purpose cannot be made."""
        return dict(self.refused)[purpose]


def plan(case_id: int, on: date) -> BundlePlan:
    """The pieces of a bundle and what stands against making it."""
    row = case(case_id)
    checks = protocol.protocol_checks(row, on)
    stopped = protocol.stops_claim(row.tenancy_id, on)
    grounds = allowed_grounds(row, on)
    refused = tuple((purpose, why_not(row, purpose, grounds, on)) for purpose in Purpose)
    warnings = [verdict(checks)]
    warnings += [f"{why}: it stops a claim for the arrears" for why in stopped]
    warnings += [f"{one.name}: {one.count}" for one in papers.court_fields(row, on, checks) if one.too_long]
    return BundlePlan(row, tuple(pieces(row, on)), grounds, refused, tuple(warnings), tuple(bundles_of(case_id)))


def bundles_of(case_id: int) -> list[DocumentRow]:
    """The bundles that were made of a notice, the newest first."""
    return documents(Ref("notice_case", case_id))


def allowed_grounds(row: CaseRow, on: date) -> tuple[str, ...]:
    """The grounds of a notice that a claim may rest on today: while a hold stops a claim for arrears, the others."""
    if not protocol.stops_claim(row.tenancy_id, on):
        return row.grounds
    rent = protocol.rent_grounds(row, on)
    return tuple(number for number in row.grounds if number not in rent)


def why_not(row: CaseRow, purpose: Purpose, grounds: Sequence[str], on: date) -> str:
    """Why a bundle cannot be made for a purpose on these grounds, with the way out; empty where it can."""
    if row.document_id is None:
        return "The notice was not made yet. Print it first, then serve it"
    if purpose is Purpose.FILE:
        return ""
    if row.standing(on) is not State.SERVED:
        return f"This notice is {row.standing(on)}. A court is asked only on a notice that was served and has not lapsed"
    if row.waits or row.changed:
        return row.review or "The review changed the decision: withdraw the notice, or begin the one that was decided"
    stopped = protocol.stops_claim(row.tenancy_id, on)
    forbidden = [number for number in grounds if number not in allowed_grounds(row, on)]
    if stopped and (forbidden or (not row.grounds and protocol.protocol_facts(row, on).rent) or (row.grounds and not grounds)):
        rest = ", ".join(allowed_grounds(row, on))
        way = f"Rest the claim on ground {rest} alone" if rest else "A claim for anything else than arrears may go on"
        return f"{stopped[0]}: it stops a claim for the arrears. Wait until it has ended. {way}"
    if purpose is Purpose.ISSUE and row.printed_on is not None and on < row.printed_on:
        day = format_date(row.printed_on)
        return f"The notice says {day}: the claim is not issued before. Until then make it for our own file"
    return ""


def pieces(row: CaseRow, on: date) -> list[Piece]:
    """Everything that belongs in the bundle, in its order; what is not on file is named with the reason."""
    rent = protocol.protocol_facts(row, on).rent
    return [*_notice(row), *_service(row), *_statement(rent), *agreement_pieces(row),
            *letter_pieces(row, on, rent=rent),
            Piece("contact", Tab.CONTACT, "Calls, visits and messages"),
            Piece("history", Tab.HISTORY, "Agreements to pay, holds and court days"),
            *([Piece("benefit", Tab.BENEFIT, "Housing Benefit and Universal Credit")] if rent else []),
            Piece("checklist", Tab.CHECKLIST, "Pre-action checklist"), *_recorded(row),
            Piece("summary", Tab.SUMMARY, "Texts for the claim form")]


def _notice(row: CaseRow) -> list[Piece]:
    day = row.issued_at.date() if row.issued_at else None
    return [Piece("notice", Tab.NOTICE, row.words, day, row.document_id, missing="" if row.document_id else NOT_ON_FILE,
                  needed=True)]


def _service(row: CaseRow) -> list[Piece]:
    served = services(row.id)
    signed = _kept_certificate(row)
    found = [Piece("certificate", Tab.SERVICE, "Certificate of service", signed.made_at.date() if signed else None,
                   signed.id if signed else None, missing="" if served else "nobody was served yet")]
    proofs = dict.fromkeys(one.evidence_id for one in served if one.evidence_id is not None)
    found += [file_piece(f"proof:{number}", Tab.SERVICE, document(number)) for number in proofs]
    without = [one.name for one in served if one.evidence_id is None]
    if without:
        found.append(Piece("proof", Tab.SERVICE, f"Photograph or certificate of posting for {', '.join(without)}",
                           missing=NOT_ON_FILE))
    return found


def _kept_certificate(row: CaseRow) -> DocumentRow | None:
    """A certificate that was kept since the last service was recorded, such as one that was signed."""
    served = services(row.id)
    last = max((one.recorded_at for one in served), default=None)
    for kept_file in documents(Ref("tenancy", row.tenancy_id)):
        if last and kept_file.name.startswith(f"{CERTIFICATE}, {row.words}") and kept_file.made_at >= last:
            return kept_file
    return None


def _statement(rent: bool) -> list[Piece]:
    return [Piece("statement", Tab.STATEMENT, "Rent statement for the court")] if rent else []


def _recorded(row: CaseRow) -> list[Piece]:
    """The files that show recorded steps, each once."""
    found: dict[int, Piece] = {}
    proofs = {one.evidence_id for one in services(row.id)}
    for one in recorded_steps.steps_of(row.tenancy_id):
        if one.evidence_id is not None and one.evidence_id not in proofs:
            shown = document(one.evidence_id)
            title = f"{title_of(one.step)}: {shown.name}"
            found.setdefault(shown.id, Piece(f"step:{shown.id}", Tab.CHECKLIST, title, one.done_on, shown.id, shown.media_type))
    return list(found.values())


def make_bundle(case_id: int, choice: BundleChoice, on: date, by: str, progress: Progress) -> MadeBundle:
    """The bundle as one PDF; Refused while something stops it, BadFile when a kept file is not what was kept."""
    from housingdesk.notices.bundle_pdf.assemble import assembled

    row = case(case_id)
    refuse_bundle(row, choice, on)
    rent = protocol.claims_rent(row, choice.grounds, on)
    checks = protocol.protocol_checks(row, on, choice.grounds)
    parts = []
    known = pieces(row, on)
    wanted, source = pieces_in(known, choice), made_from(row, known, choice.grounds, on)
    for done, piece in enumerate(wanted):
        progress(done, 2 * len(wanted), f"Checking {piece.title}")
        out = "" if rent or piece.key not in _OF_RENT else "not asked for: the claim does not rest on rent that is owed"
        parts.append(Part(piece, None, note=out) if out else _part(row, piece, choice, on, checks))
    front = _front(row, choice, on, by, checks)
    made = assembled(front, parts, lambda done, total, text: progress(len(wanted) + done, len(wanted) + total, text))
    return MadeBundle(case_id, choice, made.pdf, made.pages, made.index, source)


def refuse_bundle(row: CaseRow, choice: BundleChoice, on: date) -> None:
    """Refused with the reason and the way out when a bundle may not be made like this."""
    unknown = [number for number in choice.grounds if number not in row.grounds]
    if unknown:
        raise Refused(f"Ground {unknown[0]} is not on this notice")
    if choice.purpose is not Purpose.FILE and row.grounds and not choice.grounds and allowed_grounds(row, on):
        raise Refused("Say on which grounds the claim rests")
    if why := why_not(row, choice.purpose, choice.grounds, on):
        raise Refused(why)
    refuse(choice_problems(pieces(row, on), choice))


def refuse_changed(row: CaseRow, made: MadeBundle, on: date) -> None:
    """Refused when the day, the account or the papers are no longer those that a bundle was made from."""
    if said := changed_since(made.source, made_from(row, pieces(row, on), made.choice.grounds, on)):
        raise Refused(said)


def _part(row: CaseRow, piece: Piece, choice: BundleChoice, on: date, checks: Sequence[ProtocolCheck]) -> Part:
    if out := choice.reason(piece.key):
        return Part(piece, None, note=out.told)
    if piece.missing:
        return Part(piece, None, note=piece.missing)
    if piece.document_id is not None:
        found = kept(piece.document_id)
        return Part(piece, found.content, found.media_type, _ours(piece), fingerprint(found.content))
    try:
        return Part(piece, _drawn(row, piece, on, checks), PDF, own=True)
    except Refused as error:
        if piece.key in ("certificate", "statement"):
            raise
        return Part(piece, None, note=f"not in these pages: {error}")


def _ours(piece: Piece) -> bool:
    """Whether the pages were drawn by this program, which leaves the foot free for the number."""
    return piece.key == "notice" or piece.key.startswith("letter:")


def _drawn(row: CaseRow, piece: Piece, on: date, checks: Sequence[ProtocolCheck]) -> bytes:
    from housingdesk.notices.bundle_pdf.paper import draw_paper
    from housingdesk.notices.bundle_pdf.statement import draw_court_statement
    from housingdesk.notices.pdf import draw_certificate

    if piece.key == "certificate":
        return draw_certificate(certificate(row, on))
    if piece.key == "statement":
        return draw_court_statement(court_statement(row.tenancy_id, on))
    if piece.key == "checklist":
        return draw_paper(papers.checklist_paper(row, on, checks))
    if piece.key == "summary":
        return draw_paper(papers.summary_paper(row, on, checks))
    made = {"contact": papers.contact_log, "history": papers.history, "benefit": papers.benefit_position}[piece.key]
    return draw_paper(made(row, on))


def _front(row: CaseRow, choice: BundleChoice, on: date, by: str, checks: Sequence[ProtocolCheck]) -> FrontSheet:
    known, agreement = settings_queries.values(on), agreements.tenancy(row.tenancy_id)
    hearing = recorded_steps.next_hearing(row.tenancy_id, on)
    rows = [("Landlord", sender_of(known).landlord[0]), ("Served on", row.names),
            ("Home", ", ".join(home_lines(agreement.id, on))), ("Our reference", agreement.reference), ("Notice", row.words)]
    rows += [("The claim rests on", _grounds(choice.grounds))] if choice.grounds and choice.purpose is not Purpose.FILE else []
    if hearing is not None:
        rows.append(("Hearing", f"{format_date(hearing.hearing_on)}, {hearing.court} {hearing.claim_number}".rstrip()))
    rows.append(("Made by", by))
    return FrontSheet(title="Court bundle", purpose=choice.purpose, claimant=sender_of(known).landlord[0],
                      reference=agreement.reference, on=on, rows=tuple(rows), demo=bool(known["demo.mark"]),
                      remarks=tuple(_remarks(row, choice, on, checks)))


def _grounds(numbers: Sequence[str]) -> str:
    return f"ground {numbers[0]}" if len(numbers) == 1 else f"grounds {', '.join(numbers[:-1])} and {numbers[-1]}"


def _remarks(row: CaseRow, choice: BundleChoice, on: date, checks: Sequence[ProtocolCheck]) -> list[str]:
    found = [f"Pre-action protocol on {format_date(on)}: {verdict(checks)}."]
    stopped = protocol.stops_claim(row.tenancy_id, on)
    if choice.purpose is Purpose.FILE:
        found.insert(0, "For our own file. It is not for the court as it stands.")
    if stopped:
        found.append(f"{stopped[0]}: no claim for the arrears is issued or gone on with while it stands.")
    if choice.left_out:
        many = len(choice.left_out)
        found.append("One piece is left out: the index says why." if many == 1 else
                     f"{many} pieces are left out: the index says why.")
    return found


def left_out(pieces_: Sequence[Piece], reasons: dict[str, str], by: str) -> tuple[LeftOut, ...]:
    """What somebody leaves out, from the reasons that they gave by key."""
    known = {piece.key for piece in pieces_}
    return tuple(LeftOut(key, by, reason) for key, reason in reasons.items() if key in known)
