"""The lines of a claim's screen: the claim itself, its card, and each thing that was asked, changed, awarded or wanted back."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from housingdesk.benefits.queries.awards import AwardRow
from housingdesk.benefits.queries.claim_file import ClaimFile
from housingdesk.benefits.queries.claim_parts import (
    OPEN_OVERPAYMENTS,
    AbsenceRow,
    AppealRow,
    ChangeRow,
    ContactRow,
    OverpaymentRow,
)
from housingdesk.benefits.queries.claims import EvidenceRow
from housingdesk.benefits.rules.absence import AwayClock
from housingdesk.benefits.rules.appeals import OPEN_APPEALS, appeal_standing
from housingdesk.benefits.rules.clocks import after
from housingdesk.benefits.rules.uc_card import portal_by
from housingdesk.benefits.rules.words import ClaimState
from housingdesk.ui.kit.icons import Status
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case


class Part(StrEnum):
    """What a line is; the values are also the tabs over the list."""

    CLAIM = "claim"
    CARD = "card"
    EVIDENCE = "evidence"
    CONTACT = "contact"
    CHANGE = "change"
    ABSENCE = "absence"
    APPEAL = "appeal"
    OVERPAYMENT = "overpayment"
    AWARD = "award"


SECTIONS: tuple[tuple[str, str, frozenset[Part]], ...] = (
    ("all", "Everything", frozenset(Part)), ("evidence", "Evidence", frozenset({Part.EVIDENCE})),
    ("said", "Asked and said", frozenset({Part.CONTACT})), ("changes", "Changes", frozenset({Part.CHANGE, Part.ABSENCE})),
    ("decisions", "Decisions", frozenset({Part.AWARD, Part.APPEAL, Part.OVERPAYMENT})))
_ORDER = list(Part)


@frozen
class Line:
    """One line. ``row`` is the part as it was read; ``open``: somebody has to do something, by ``by`` where there is a day."""

    part: Part
    ref: int
    what: str
    about: str
    on: date | None
    state: str
    status: Status
    open: bool
    by: date | None
    sentences: tuple[str, ...]
    row: Any
    document_id: int | None = None

    @property
    def id(self) -> int:
        """A number of its own among all parts."""
        return self.ref * len(_ORDER) + _ORDER.index(self.part)


def lines_of(file: ClaimFile, awards: Sequence[AwardRow]) -> tuple[Line, ...]:
    """The claim and its card first, then what is still to do by its day, then the rest, the newest first."""
    first = [_claim(file), *([_card(file)] if file.card is not None else [])]
    rest = [*(_evidence(one, file) for one in file.claim.evidence), *(_contact(one, file.on) for one in file.contacts),
            *(_change(one, file.on) for one in file.changes), *(_absence(one, now) for one, now in file.absences),
            *(_appeal(one, file.on) for one in file.appeals), *(_overpayment(one) for one in file.overpayments),
            *(_award(one, file) for one in awards)]
    todo = sorted((one for one in rest if one.open), key=lambda one: (one.by or date.max, one.id))
    done = sorted((one for one in rest if not one.open), key=lambda one: (one.on or date.min, one.id), reverse=True)
    return (*first, *todo, *done)


def next_sentence(file: ClaimFile) -> str:
    """What comes next with a claim: the answer to what was asked, while it is in time, else the next step."""
    if file.late.answer_by is not None and not file.late.waits and file.claim.open:
        return f"We asked, and an answer is expected by {format_date(file.late.answer_by)}"
    return file.standing.next_step


def _claim(file: ClaimFile) -> Line:
    now, claim = file.standing, file.claim
    answer_by, by = file.late.answer_by, now.by
    late = bool(file.late.waits) or (now.late(file.on) and answer_by is None)
    sentences = [f"{next_sentence(file)}.", *(f"{one.sentence}." for one in file.late.waits)]
    if answer_by is not None and not file.late.waits:
        by = answer_by
    if file.ground is not None:
        sentences.append(f"Payment to us: {file.ground.sentence} ({file.ground.source}).")
    status = Status.LATE if late else Status.GOOD if not claim.open and claim.decided_on else Status.DUE
    about = f"waits on {now.waits_on} since {format_short(now.since, file.on)}"
    return Line(Part.CLAIM, claim.id, "The claim", about, claim.counts_from, sentence_case(claim.state), status, claim.open,
                by, tuple(dict.fromkeys(sentences)), claim)


def _card(file: ClaimFile) -> Line:
    card = file.card
    assert card is not None
    off, said = file.difference
    sentences = [f"{said}."]
    if card.portal_waits and card.portal_received_on is not None:
        sentences.append(f"The landlord portal asked on {format_date(card.portal_received_on)}: answer it by "
                         f"{format_date(portal_by(card.portal_received_on))}.")
    if card.direct_reason:
        sentences.append(f"Payment to us: {card.direct_reason}.")
    if file.ceiling is not None:
        limit = file.ceiling
        sentences.append(f"For arrears {format_pence(limit.least_pence)} to {format_pence(limit.most_pence)} a month may be "
                         f"taken; all deductions together {limit.exact} ({limit.cap_percent}%)."
                         + (f" To be checked: {limit.check}." if limit.check else ""))
    if file.journal:
        sentences.append(f"For the journal: {file.journal}")
    wrong = bool(off) or card.portal_waits
    state = "the portal asks" if card.portal_waits else "not written down" if off is None else \
        "rent differs" if off else "rent agrees"
    by = portal_by(card.portal_received_on) if card.portal_waits and card.portal_received_on else None
    status = Status.LATE if by is not None and by < file.on else Status.DUE if wrong or off is None else Status.GOOD
    about = _direct(file)
    return Line(Part.CARD, file.claim.id, "Universal Credit card", about, card.journal_told_on, sentence_case(state), status,
                wrong, by, tuple(sentences), card)


def _direct(file: ClaimFile) -> str:
    card = file.card
    assert card is not None
    if card.direct_granted_on:
        return f"paid to us since {format_short(card.direct_granted_on, file.on)}"
    if card.direct_refused_on:
        return f"payment to us refused {format_short(card.direct_refused_on, file.on)}"
    if card.direct_asked_on:
        return f"payment to us asked for {format_short(card.direct_asked_on, file.on)}"
    return "paid to the tenant"


def _evidence(one: EvidenceRow, file: ClaimFile) -> Line:
    by = file.claim.evidence_by if one.missing else None
    state = "missing" if one.missing else "came" if one.received_on else "not needed"
    status = Status.LATE if by is not None and by < file.on else Status.DUE if one.missing else Status.GOOD
    kept = ("The scan is kept with it.",) if one.document_id else ()
    until = (f"Wanted by {format_date(by)}.",) if by else ()
    return Line(Part.EVIDENCE, one.id, one.what, "evidence", one.received_on, sentence_case(state), status, one.missing, by,
                (*until, *kept), one, one.document_id)


def _contact(one: ContactRow, on: date) -> Line:
    whom = f"{one.direction}, {one.whom}" if one.whom else str(one.direction)
    late = one.waiting and one.answer_by is not None and one.answer_by < on
    state = "answer to come" if one.waiting else f"answered {format_short(one.answered_on, on)}" if one.answered_on else "noted"
    status = Status.LATE if late else Status.DUE if one.waiting else Status.NEUTRAL
    return Line(Part.CONTACT, one.id, sentence_case(one.kind), f"{whom} · {one.by}", one.on, sentence_case(state), status,
                one.waiting, one.answer_by, tuple(one.said.splitlines()), one, one.document_id)


def _change(one: ChangeRow, on: date) -> Line:
    by = after("change", one.happened_on) if one.told_on is None else None
    state = "tell the office" if one.told_on is None else "told" if one.confirmed_on is None else "confirmed"
    status = Status.LATE if by is not None and by < on else Status.GOOD if one.confirmed_on else Status.DUE
    said = [one.said] if one.said else []
    if by is not None:
        said.append(f"Told by {format_date(by)} it counts from its day, where it brings more.")
    elif one.told_on is not None:
        said.append(f"The office was told on {format_date(one.told_on)}.")
    return Line(Part.CHANGE, one.id, f"Change: {one.what}", "change of circumstances", one.happened_on, sentence_case(state),
                status, one.confirmed_on is None, by, tuple(said), one, one.document_id)


def _absence(one: AbsenceRow, now: AwayClock | None) -> Line:
    over = one.back_on is not None
    state = "back" if over else "tell the office" if one.told_on is None else "away"
    status = Status.GOOD if over else Status.LATE if now is not None and now.ends else Status.DUE
    said = [] if now is None else [f"{now.sentence} ({now.source}).", f"{now.days} days so far.",
                                   f"To be told: {now.tell_whom}, by {format_date(now.tell_by)}."]
    if now is not None and now.check:
        said.append(f"To be checked: {now.check}.")
    if now is None:
        said.append("No rule is known for that day: ask the office.")
    by = None if over or now is None else now.tell_by if one.told_on is None else now.back_by
    return Line(Part.ABSENCE, one.id, f"Away: {one.reason}", f"{now.limit} at most" if now is not None else "", one.away_from,
                sentence_case(state), status, not over, by, (*said, *([one.note] if one.note else [])), one)


def _appeal(one: AppealRow, on: date) -> Line:
    now = appeal_standing(one.kind, one.state, one.told_on, one.asked_on, on)
    running = one.state in OPEN_APPEALS
    status = Status.LATE if now.late else Status.DUE if running else Status.NEUTRAL
    said = [f"{now.sentence}.", *([one.grounds] if one.grounds else []), *([one.outcome] if one.outcome else [])]
    return Line(Part.APPEAL, one.id, sentence_case(one.kind), f"asked by {one.asked_by}" if one.asked_by else "",
                one.asked_on or one.told_on, sentence_case(one.state), status, running, now.by, tuple(said), one)


def _overpayment(one: OverpaymentRow) -> Line:
    running = one.state in OPEN_OVERPAYMENTS
    said = [f"{format_pence(one.recovered_pence)} of {format_pence(one.pence)} was taken back by schedules; "
            f"{format_pence(one.left_pence)} is left.", *([one.reason] if one.reason else [])]
    if one.account_id is None:
        said.append("It is charged to nobody here.")
    if one.weekly_pence:
        said.append(f"{format_pence(one.weekly_pence)} a week is taken.")
    return Line(Part.OVERPAYMENT, one.id, f"Overpaid {format_pence(one.pence)}", str(one.way), one.notified_on,
                sentence_case(one.state), Status.DUE if running else Status.NEUTRAL, running, None, tuple(said), one)


def _award(one: AwardRow, file: ClaimFile) -> Line:
    on, holds = file.on, one.holds(file.on)
    until = f" to {format_short(one.end, on)}" if one.end else ""
    said = [f"Paid to {'us' if one.to_landlord else 'the tenant'}.",
            *([f"Reckoned with a rent of {format_pence(one.rent_used_pence)}."] if one.rent_used_pence else []),
            *([one.source] if one.source else []), *([one.note] if one.note else [])]
    stopped = holds and file.claim.state is ClaimState.SUSPENDED
    state = "Suspended" if stopped else "Pays" if holds else "Over" if one.end and one.end <= on else "To come"
    return Line(Part.AWARD, one.id, f"{format_pence(one.pence)} a {one.per}", f"from {format_short(one.start, on)}{until}",
                one.start, state, Status.DUE if stopped else Status.GOOD if holds else Status.NEUTRAL, False, None,
                tuple(said), one)


def of_section(lines: Sequence[Line], key: str) -> Iterator[Line]:
    """The lines of a tab."""
    wanted = next(parts for name, _, parts in SECTIONS if name == key)
    return (line for line in lines if line.part in wanted)
