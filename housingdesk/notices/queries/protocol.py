"""What is on file for the pre-action protocol of one notice, with what people recorded of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from housingdesk.diary.queries import notes
from housingdesk.diary.rules import NoteKind
from housingdesk.errors import NotFound, Refused
from housingdesk.holds import queries as hold_queries
from housingdesk.holds.rules import Stop
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.queries import LetterRow, statement_log
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.letters.rules.merge import BlockKind
from housingdesk.letters.rules.states import LetterState
from housingdesk.notices.queries import judging
from housingdesk.notices.queries.cases import CaseRow, services
from housingdesk.notices.queries.recorded_steps import steps_of
from housingdesk.notices.rules.findings import Facts
from housingdesk.notices.rules.protocol import (
    ALWAYS_PART_3,
    COURT_RULES,
    Contact,
    ProtocolCheck,
    ProtocolFacts,
    Recorded,
    SentLetter,
)
from housingdesk.notices.rules.protocol_steps import checklist
from housingdesk.notices.stock import shipped_pack
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.rules import BenefitRoute
from housingdesk.values.dates import add_months
from housingdesk.values.timeline import Ref

_BACK = 12
_GONE = frozenset({LetterState.POSTED, LetterState.DELIVERED, LetterState.SENT})
CONTACT = {NoteKind.CALL: True, NoteKind.VISIT: True, NoteKind.OFFICE: True, NoteKind.EMAIL: False, NoteKind.TEXT: False}
"""The notes that say that somebody was in touch, and whether they talked."""
_DIRECT = frozenset({BenefitRoute.UC_DIRECT, BenefitRoute.HB_EXEMPT, BenefitRoute.HB_TEMPORARY})


def goes_to_court(case: CaseRow, on: date) -> bool:
    """Whether a notice is one after which a court is asked for possession."""
    try:
        return shipped_pack().notice(case.notice, case.regime, case.served_on or on).rule in COURT_RULES
    except Refused:
        return True  # its form is no longer in force, and a claim on what was served while it was may still be made


def protocol_checks(case: CaseRow, on: date, grounds: Sequence[str] = ()) -> list[ProtocolCheck]:
    """The checklist of a notice on a day, or of a claim on some of its ``grounds``; Refused for one that leads to no court."""
    return checklist(replace(protocol_facts(case, on), rent=claims_rent(case, grounds, on)))


def claims_rent(case: CaseRow, grounds: Sequence[str], on: date) -> bool:
    """Whether a claim on some of the grounds of a notice, or on all where none is named, rests on money that is owed."""
    found = _found(case, on)
    return any(one.number in grounds for one in found.rests_on_rent) if grounds else rests_on_rent(case, found)


def rent_grounds(case: CaseRow, on: date) -> frozenset[str]:
    """The grounds of a notice that rest on rent that is owed, in the law that it was served under."""
    return frozenset(ground.number for ground in _found(case, on).rests_on_rent)


def _found(case: CaseRow, on: date) -> Facts:
    """The notice as it was judged on the day of service."""
    return judging.facts(case.tenancy_id, case.notice, case.grounds, case.served_on or on, answers=case.answers,
                         besides=case.id)


def protocol_facts(case: CaseRow, on: date) -> ProtocolFacts:
    """All that is on file for the checklist: of the twelve months before the notice, and since."""
    if not goes_to_court(case, on):
        raise Refused(f"{case.title} does not lead to a court: there is no claim for possession after it")
    row, found = agreements.tenancy(case.tenancy_id), _found(case, on)
    begun = case.served_on or case.begun_at.date()
    since = max(row.starts_on, add_months(begun, -_BACK))
    names, served = tuple(h.name for h in found.holders), services(case.id)
    shown = {one.person_id for one in served if one.evidence_id is not None}
    seen = {one.person_id for one in served}
    route = agreements.route_on(case.tenancy_id, on)
    return ProtocolFacts(
        on=on, since=since, names=names or (case.names,), rent=rests_on_rent(case, found), part_3=_part_3(found),
        served_on=case.served_on, printed_on=case.printed_on, last_issue_on=case.last_issue_on,
        unserved=tuple(h.name for h in found.holders if h.person_id not in seen),
        unproved=tuple(h.name for h in found.holders if h.person_id in seen and h.person_id not in shown),
        contacts=tuple(contacts(case.tenancy_id, since, on)), letters=tuple(sent_letters(case.tenancy_id, since, on)),
        statements=statements_sent(case.tenancy_id), equality=case.answers.get("equality", ""), benefit=found.benefit,
        benefit_answer=case.answers.get("benefit", ""), benefit_direct=route is not None and route.route in _DIRECT,
        stops_claim=tuple(stops_claim(case.tenancy_id, on)), recorded=_recorded(case.tenancy_id, since))


def rests_on_rent(case: CaseRow, found: Facts) -> bool:
    """Whether money that is owed is a reason for the notice."""
    return bool(found.rests_on_rent) or case.answers.get("for_arrears") == "yes"


def _part_3(found: Facts) -> bool:
    return found.notice.rule in ALWAYS_PART_3 or any(ground.mandatory for ground in found.grounds)


def stops_claim(tenancy_id: int, on: date) -> list[str]:
    """The holds that stop a claim for the arrears on a day, each in a few words."""
    subject = Ref("tenancy", tenancy_id)
    return [hold.stopped for hold in hold_queries.active(on, [subject]).get(str(subject), [])
            if Stop.ARREARS_CLAIM in hold.stops]


def contacts(tenancy_id: int, since: date, on: date) -> list[Contact]:
    """When somebody was in touch, the oldest first, from the notes that are not removed."""
    rows = [note for note in notes(Ref("tenancy", tenancy_id), on) if note.kind in CONTACT and not note.removed]
    found = [Contact(note.written_at.date(), str(note.kind), note.written_by, CONTACT[note.kind]) for note in reversed(rows)]
    return [one for one in found if since <= one.on <= on]


def letters_gone(tenancy_id: int) -> list[LetterRow]:
    """The letters to an agreement that went, the oldest first."""
    rows = [row for row in letter_queries.letters(subject=Ref("tenancy", tenancy_id), limit=1_000)
            if row.state in _GONE and row.document_id is not None]
    return sorted(rows, key=lambda row: (row.dated, row.id))


def sent_letters(tenancy_id: int, since: date, on: date) -> list[SentLetter]:
    """The letters that went to them, the oldest first."""
    rows = [row for row in letters_gone(tenancy_id) if since <= row.dated <= on]
    advice = {template: _has_advice(template, on) for template in {row.template for row in rows}}
    return [SentLetter(row.template, row.addressee, row.dated, advice[row.template]) for row in rows]


def _has_advice(template: str, on: date) -> bool:
    """Whether a letter names free advisers, in the wording of the day."""
    try:
        return any(block.kind is BlockKind.ADVICE for block in template_in_use(template, on).blocks)
    except NotFound:
        return False


def statements_sent(tenancy_id: int) -> tuple[date, ...]:
    """The days on which a rent statement went to them, from the log of statements."""
    return tuple(sorted({row.posted_on or row.dated for row in statement_log.issued(tenancy_id) if row.went}))


def _recorded(tenancy_id: int, since: date) -> dict[str, tuple[Recorded, ...]]:
    found: dict[str, tuple[Recorded, ...]] = {}
    for row in steps_of(tenancy_id):
        if row.done_on >= since:
            one = Recorded(row.id, row.version, row.done_on, row.note, row.recorded_by, row.evidence_id)
            found[row.step] = (*found.get(row.step, ()), one)
    return found
