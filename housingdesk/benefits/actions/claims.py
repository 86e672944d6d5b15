"""Claims are started, sent, asked about, decided, suspended and ended; each step can be taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.awards import award_decided, renew, take_out_award
from housingdesk.benefits.law_stock import funds
from housingdesk.benefits.models import Claim, ClaimEvidence
from housingdesk.benefits.rules.claims import LIVE, ClaimDraft, amount_problems, last_day_for
from housingdesk.benefits.rules.words import DWP_KINDS, ClaimState
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.tenancies.queries.agreements import holders, tenancy
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.timeline import Ref

_CLAIM, _EVIDENCE = "This claim", "This piece of evidence"
_PAID = frozenset({ClaimState.DECIDED, ClaimState.SUSPENDED})


@needs(Permission.KEEP_TENANCIES)
def start_claim(act: Act, *, draft: ClaimDraft) -> int:
    """Starts a claim with what it needs; returns its id. It counts from the first contact, even while identity is to follow.

    Refused while another claim of the same kind runs for the agreement.
    """
    refuse(draft.problems(act.today))
    too_late = funds().why_not(draft.kind, draft.counts_from)
    if too_late is not None:
        raise Refused(too_late)
    row = tenancy(draft.tenancy_id)
    if draft.person_id not in {holder.person_id for holder in holders([row.id])}:
        raise Refused("A claim is made by somebody who holds the agreement")
    running = Claim.select().where((Claim.tenancy == row.id) & (Claim.kind == draft.kind) & Claim.state.in_(list(LIVE)))
    if running.exists():
        raise Refused(f"A claim for {draft.kind} runs for this agreement already. End it first, or write it anew")
    sent = draft.sent_on is not None
    made = act.add(Claim(
        tenancy=row.id, person=draft.person_id, kind=draft.kind,
        council=None if draft.kind in DWP_KINDS else draft.council_id, reference=one_line(draft.reference),
        state=ClaimState.SENT if sent else ClaimState.STARTED, counts_from=draft.counts_from, sent_on=draft.sent_on,
        evidence_by=draft.evidence_by or (last_day_for(draft.counts_from) if sent else None), to_landlord=draft.to_landlord,
        authority_on=draft.authority_on, expected_pence=draft.expected_pence, note=draft.note.strip(), started_at=act.now,
        started_by=act.who.name))
    for one in draft.needs():
        act.add(ClaimEvidence(claim=made, what=one.what, needed=one.needed, received_on=one.received_on))
    act.say(f"{draft.kind} claimed for {row.names}, counting from {format_date(draft.counts_from)}", about=("tenancy", row.id))
    act.take_back(end_claim, "end the claim again", claim_id=made.id, version=made.version, on=act.today,
                  because="Started by mistake")
    return int(made.id)


@needs(Permission.KEEP_TENANCIES)
def send_claim(act: Act, *, claim_id: int, version: int, on: date, reference: str = "") -> None:
    """The form went to the office; what is still missing may come within a month."""
    row = _open(act, claim_id, version, on)
    if row.state is not ClaimState.STARTED:
        raise Refused(f"{_CLAIM} is {row.state}; its form has gone already")
    if on < row.counts_from:
        raise Refused("The form cannot have gone before the first contact")
    _change(act, row, "The claim was sent", state=ClaimState.SENT, sent_on=on, evidence_by=last_day_for(on),
            reference=_reference(reference) or row.reference)


@needs(Permission.KEEP_TENANCIES)
def ask_evidence(act: Act, *, claim_id: int, version: int, on: date, what: Sequence[str], by: date | None = None) -> None:
    """The office asks for more, by a day: one calendar month from when it asked where it names none (HB Regs reg 83)."""
    row = _open(act, claim_id, version, on)
    wanted = [one_line(one) for one in what if one_line(one)]
    if not wanted:
        raise Refused("Say what the office asks for")
    last = by or last_day_for(on)
    if last < on:
        raise Refused("The last day for it is not before the day it was asked for")
    said = next(filter(None, (line_problem(one, "What is asked for", 200) for one in wanted)), None)
    if said:
        raise Refused(said)
    made = tuple(int(act.add(ClaimEvidence(claim=row, what=one)).id) for one in wanted)
    was = _change(act, row, f"{row.kind}: asked for {', '.join(wanted)} by {format_date(last)}", state=ClaimState.EVIDENCE,
                  sent_on=row.sent_on or on, evidence_by=last)
    act.take_back(put_claim_back, "take the step back", claim_id=row.id, version=row.version, was=was, unasked=made)


@needs(Permission.KEEP_TENANCIES)
def receive_evidence(act: Act, *, claim_id: int, version: int, evidence_ids: Sequence[int], on: date,
                     file: FileDraft | None = None) -> None:
    """What was asked for came, with its scan where there is one. When nothing is missing any more the claim goes on."""
    row = _open(act, claim_id, version, on)
    came = [_of_claim(row, evidence_id) for evidence_id in evidence_ids]
    if not came:
        raise Refused("Say what came")
    kept = keep_file(act, subject=Ref("tenancy", row.tenancy_id), draft=file) if file is not None else None
    for found in came:
        act.change(found, received_on=on, **({"document": kept} if kept is not None else {}))
    left = [one for one in _evidence_of(row) if one.needed and one.received_on is None]
    state = row.state
    if not left and state is ClaimState.EVIDENCE:
        act.change(row, state=ClaimState.SENT)
    act.say(f"{', '.join(found.what for found in came)}: came on {format_date(on)}"
            + ("" if left else ". Nothing is missing now"), about=("tenancy", row.tenancy_id))
    act.take_back(unreceive_evidence, "it has not come", claim_id=row.id, version=row.version,
                  evidence_ids=tuple(found.id for found in came), state=state)


@needs(Permission.KEEP_TENANCIES)
def unreceive_evidence(act: Act, *, claim_id: int, version: int, evidence_ids: Sequence[int], state: ClaimState) -> None:
    """It had not come after all; a scan that was kept stays among the files."""
    row = as_seen(Claim, claim_id, version, _CLAIM)
    came = [_of_claim(row, evidence_id) for evidence_id in evidence_ids]
    on = next((found.received_on for found in came), None)
    for found in came:
        act.change(found, received_on=None, document=None)
    act.change(row, state=state)
    act.say(f"{', '.join(found.what for found in came)}: has not come", about=("tenancy", row.tenancy_id))
    act.take_back(receive_evidence, "it has come", claim_id=row.id, version=row.version, evidence_ids=tuple(evidence_ids),
                  on=on or act.today)


@needs(Permission.KEEP_TENANCIES)
def decide_claim(act: Act, *, claim_id: int, version: int, on: date, weekly_pence: int | None, to_landlord: bool = False,
                 reference: str = "") -> None:
    """The office decided: what it pays a week, and to whom; None is a refusal."""
    row = _open(act, claim_id, version, on)
    refuse(amount_problems(weekly_pence))
    if weekly_pence is None:
        _change(act, row, f"{row.kind}: refused", state=ClaimState.REFUSED, decided_on=on)
        return
    again = {"on": on, "weekly_pence": weekly_pence, "to_landlord": to_landlord, "reference": reference}
    was = _change(act, row, f"{row.kind}: decided", state=ClaimState.DECIDED, decided_on=on, expected_pence=weekly_pence,
                  to_landlord=to_landlord, reference=_reference(reference) or row.reference, evidence_by=None,
                  suspended_on=None)
    made = award_decided(act, row, on=on, weekly_pence=weekly_pence, to_landlord=to_landlord)
    if made is None:
        renew(act, row)
        return
    award = act.undo.facts if act.undo is not None else {}
    act.say(f"{row.kind}: decided", about=("tenancy", row.tenancy_id))
    act.take_back(undecide_claim, "take the step back", claim_id=row.id, version=row.version, was=was, award=award, again=again)


@needs(Permission.KEEP_TENANCIES)
def undecide_claim(act: Act, *, claim_id: int, version: int, was: dict[str, Any], award: dict[str, Any],
                   again: dict[str, Any]) -> None:
    """A decision is taken back with the award that it made; ``again`` decides it once more."""
    row = as_seen(Claim, claim_id, version, _CLAIM)
    _change(act, row, "", **was)
    take_out_award(act, **award)
    act.say(f"{row.kind}: as it stood before", about=("tenancy", row.tenancy_id))
    act.take_back(decide_claim, "take the step back", claim_id=row.id, version=row.version, **again)


@needs(Permission.KEEP_TENANCIES)
def suspend_claim(act: Act, *, claim_id: int, version: int, on: date, by: date | None = None) -> None:
    """The office stopped paying until it is told something: within a month where it names no day (D&A Regs regs 11–14)."""
    row = _in_payment(act, claim_id, version, on)
    _change(act, row, f"{row.kind}: suspended", state=ClaimState.SUSPENDED, suspended_on=on,
            evidence_by=by or last_day_for(on))
    renew(act, row)


@needs(Permission.KEEP_TENANCIES)
def end_claim(act: Act, *, claim_id: int, version: int, on: date, because: str = "") -> None:
    """A claim ends, with the reason where there is one to tell."""
    row = as_seen(Claim, claim_id, version, _CLAIM)
    if row.state is ClaimState.ENDED:
        raise Refused(f"{_CLAIM} has ended already")
    note = "\n".join(part for part in (row.note, one_line(because)) if part)
    paid = row.state in _PAID
    _change(act, row, f"{row.kind}: ended", state=ClaimState.ENDED, ended_on=on, note=note[:1000])
    if paid:
        renew(act, row)


@needs(Permission.KEEP_TENANCIES)
def reopen_claim(act: Act, *, claim_id: int, version: int) -> None:
    """A claim that ended or was refused goes on as far as it had got. Refused while another of its kind runs."""
    row = as_seen(Claim, claim_id, version, _CLAIM)
    if row.state not in (ClaimState.ENDED, ClaimState.REFUSED):
        raise Refused(f"{_CLAIM} is {row.state} and need not be reopened")
    running = Claim.select().where((Claim.tenancy == row.tenancy_id) & (Claim.kind == row.kind) & Claim.state.in_(list(LIVE)))
    if running.exists():
        raise Refused(f"Another claim for {row.kind} runs for this agreement. End it first")
    paid = row.decided_on is not None and row.state is ClaimState.ENDED
    state = ClaimState.DECIDED if paid else ClaimState.SENT if row.sent_on is not None else ClaimState.STARTED
    _change(act, row, f"{row.kind}: reopened", state=state, ended_on=None, suspended_on=None,
            decided_on=row.decided_on if paid else None)
    if paid:
        renew(act, row)


@needs(Permission.KEEP_TENANCIES)
def write_claim(act: Act, *, claim_id: int, version: int, reference: str, to_landlord: bool, authority_on: date | None,
                expected_pence: int | None, note: str) -> None:
    """Corrects what is known of a claim."""
    row = as_seen(Claim, claim_id, version, _CLAIM)
    refuse(amount_problems(expected_pence))
    if authority_on is not None and authority_on > act.today:
        raise Refused("The day authority was given is not in the future")
    if len(note) > 1000:
        raise Refused("The note is too long to be kept. Shorten it")
    _change(act, row, f"{row.kind}: written anew", reference=_reference(reference), to_landlord=to_landlord,
            authority_on=authority_on, expected_pence=expected_pence, note=note.strip())


@needs(Permission.KEEP_TENANCIES)
def put_claim_back(act: Act, *, claim_id: int, version: int, was: dict[str, Any], unasked: Sequence[int] = ()) -> None:
    """A claim stands again as it did before its last step; what that asked for is off its list."""
    row = as_seen(Claim, claim_id, version, _CLAIM)
    for evidence_id in unasked:
        found = as_seen(ClaimEvidence, evidence_id, None, _EVIDENCE)
        if found.received_on is not None:
            raise Refused(f"{found.what} has come since, so the asking stays")
        act.remove(found)
    paid = row.state in _PAID or was.get("state") in _PAID
    _change(act, row, f"{row.kind}: as it stood before", **was)
    if paid:
        renew(act, row)


def _change(act: Act, row: Claim, said: str, **fields: Any) -> dict[str, Any]:
    """Changes a claim, and returns what these fields held before."""
    was = {name: getattr(row, name) for name in fields}
    act.change(row, **fields)
    act.say(said, about=("tenancy", row.tenancy_id))
    act.take_back(put_claim_back, "take the step back", claim_id=row.id, version=row.version, was=was)
    return was


def _open(act: Act, claim_id: int, version: int | None, on: date) -> Claim:
    row = as_seen(Claim, claim_id, version, _CLAIM)
    if row.state is ClaimState.ENDED:
        raise Refused(f"{_CLAIM} has ended. Start another one")
    if on > act.today:
        raise Refused(f"{format_date(on)} is in the future. Enter it when it has happened")
    return row


def _evidence_of(row: Claim) -> list[ClaimEvidence]:
    return list(ClaimEvidence.select().where(ClaimEvidence.claim == row.id).order_by(ClaimEvidence.id))


def _of_claim(row: Claim, evidence_id: int) -> ClaimEvidence:
    found = as_seen(ClaimEvidence, evidence_id, None, _EVIDENCE)
    if found.claim_id != row.id:
        raise Refused(f"{_EVIDENCE} belongs to another claim")
    return found


def _in_payment(act: Act, claim_id: int, version: int, on: date) -> Claim:
    row = _open(act, claim_id, version, on)
    if row.state is not ClaimState.DECIDED:
        raise Refused(f"{_CLAIM} is {row.state}. Only one that is paid can be suspended")
    return row


def _reference(text: str) -> str:
    said = line_problem(one_line(text), "The reference", 60)
    if said:
        raise Refused(said)
    return one_line(text)
