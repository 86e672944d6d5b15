"""Letters to a benefit office, drawn from the claims they are about: one claim, or all of one office that wait.

Nothing is kept here. A letter names nobody but those who claim from the office that it goes to.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from housingdesk.benefits.queries.claim_file import ClaimFile, claim_file
from housingdesk.benefits.queries.overdue import OverdueRow, Reach
from housingdesk.benefits.rules.claims import WaitsOn, listed
from housingdesk.benefits.rules.overdue import OverdueWhy, Paper, ReachBy
from housingdesk.benefits.rules.words import HB_KINDS
from housingdesk.errors import Refused
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.pdf import issue_letter
from housingdesk.letters.queries.envelopes import envelopes_of
from housingdesk.letters.queries.sender import named_sender
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.letters.rules.address import PostalAddress, typed_address
from housingdesk.letters.rules.compose import LetterFacts, compose_letter
from housingdesk.letters.rules.content import Block, Bullets, Letter, Paragraph, SignOff
from housingdesk.letters.rules.emailed import email_text
from housingdesk.letters.rules.fields import FACTS
from housingdesk.letters.rules.states import Way
from housingdesk.letters.rules.words import AgreementKind, words_for
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.rules import LICENCES
from housingdesk.values.dates import format_date
from housingdesk.values.text import sentence_case
from housingdesk.values.timeline import Ref

_TEAM = "Housing Benefit"
_DEMO = "DEMO: made-up people and money, not a letter to anyone.\n\n"
_FUND_TEAM = "Benefits"


def office_letter(claim_id: int, paper: Paper, on: date, signed_by: str, own_words: str = "", because: str = "") -> MadeLetter:
    """A letter about one claim to its office, by the way the office likes; held, with the reason, when it cannot be made.

    ``because``: what did not come, in sentences, for the letter about a payment that is missing.
    """
    file = claim_file(claim_id, on)
    made = _blank(paper, Ref("claim", claim_id), file.office, on)
    try:
        fields = _fields(file, paper, signed_by) | ({"what_failed": because} if paper is Paper.MISSING else {})
        team = _TEAM if file.claim.kind in HB_KINDS else _FUND_TEAM
        licence = file.tenancy.kind in LICENCES
        letter = _composed(paper, fields, file.office, team, on, signed_by, file.tenancy.reference, own_words, licence=licence)
        return _drawn(made, letter, file.office, {"claim": claim_id, "fields": fields})
    except Refused as reason:
        return replace(made, held_because=str(reason))


def list_letter(rows: Sequence[OverdueRow], on: date, signed_by: str) -> MadeLetter:
    """One letter to a council about all of its claims that wait; held, with the reason, when it cannot be made.

    Rows of another council, and those that do not wait for the council, are refused: it reads of nobody else.
    """
    if not rows:
        raise Refused("No claim waits for this council")
    office = rows[0].office
    made = _blank(Paper.MANY, Ref("council", office.council_id or 0), office, on)
    try:
        if any(row.office.key != office.key or row.wait.waits_on is not WaitsOn.COUNCIL for row in rows):
            raise Refused("A letter to a council names those alone who claim from it and wait for it")
        count = f"{len(rows)} claims" if len(rows) > 1 else "1 claim"
        lines = "\n".join(_line(row) for row in rows)
        fields = {"how_many": count, **_association(on, signed_by)}
        team = _TEAM if any(row.claim.kind in HB_KINDS for row in rows) else _FUND_TEAM
        letter = _composed(Paper.MANY, fields, office, team, on, signed_by, "", lines, licence=False)
        return _drawn(made, _dotted(letter, lines.splitlines()), office, {"claims": [row.id for row in rows], "fields": fields})
    except Refused as reason:
        return replace(made, held_because=str(reason))


def _blank(paper: Paper, subject: Ref, office: Reach, on: date) -> MadeLetter:
    template = template_in_use(paper, on)
    return MadeLetter(paper, template.fingerprint, template.title, subject, office.name, on, False, None, 0, None, "{}")


def _line(row: OverdueRow) -> str:
    """``Amina Khan, 12 Mill Lane ZZ9 9ZZ, HB 118 204: waits since 12 October 2026 (42 days). …``"""
    who = ", ".join(part for part in (row.person, row.address, row.claim.reference) if part)
    return f"{who}: {row.claim.kind}, waiting since {format_date(row.wait.since)} ({row.days} days). {row.wait.sentence}."


def _fields(file: ClaimFile, paper: Paper, signed_by: str) -> dict[str, str]:
    """What the wording may use; what cannot be said is refused with what is to be done about it."""
    claim = file.claim
    fields = {**_association(file.on, signed_by), "name": claim.person, "claimant": claim.person,
              "home": f"{file.tenancy.address} {file.tenancy.postcode}".strip(), "agreement_reference": file.tenancy.reference,
              "started": format_date(file.tenancy.starts_on), "payment_reference": file.tenancy.payment_reference,
              "claim_kind": str(claim.kind), "claim_reference": claim.reference, "claimed_on": format_date(claim.counts_from)}
    match paper:
        case Paper.CHASE:
            wait = next((one for one in file.late.waits if one.waits_on in (WaitsOn.COUNCIL, WaitsOn.DWP)), None)
            if wait is None and not claim.open:
                raise Refused("Nothing of this claim waits for the office")
            fields["why_late"] = f"{wait.sentence}." if wait is not None else _since(file)
        case Paper.INTERIM:
            fields |= _complete(file)
        case Paper.DIRECT:
            fields |= _ground(file)
        case Paper.EVIDENCE:
            fields |= _evidence(file)
    return fields


def _since(file: ClaimFile) -> str:
    sent = file.claim.sent_on
    return f"It was sent on {format_date(sent)}, and we have heard nothing since." if sent else "We have heard nothing of it."


def _complete(file: ClaimFile) -> dict[str, str]:
    if file.claim.kind not in HB_KINDS:
        raise Refused("Only Housing Benefit has payments on account")
    if file.claim.missing:
        raise Refused(f"Still missing: {', '.join(file.claim.missing)}. A payment on account is due once everything is there")
    since = next((one.since for one in file.late.waits if one.why is OverdueWhy.DECISION), None)
    if since is None:
        raise Refused("The council still has time to decide, so no payment on account is due yet")
    return {"complete_on": format_date(since), "waited": f"{(file.on - since).days} days"}


def _ground(file: ClaimFile) -> dict[str, str]:
    if file.ground is None or file.claim.kind not in HB_KINDS:
        raise Refused("The rent is paid to us already, or this is not Housing Benefit")
    if not file.ground.may:
        raise Refused(file.ground.sentence)
    return {"ground": f"{file.ground.sentence}.", "regulation": file.ground.source.removeprefix("HB Regs 2006 ").replace(
        "reg ", "regulation ").replace("regs ", "regulations ")}


def _evidence(file: ClaimFile) -> dict[str, str]:
    came = [one.what for one in file.claim.evidence if one.received_on is not None]
    if not came:
        raise Refused("Nothing of what was asked for has come yet")
    missing = file.claim.missing
    return {"enclosed": f"We enclose: {listed(came)}.",
            "still_missing": f"Still to come: {listed(missing)}." if missing else ""}


def _association(on: date, signed_by: str) -> dict[str, str]:
    known = settings_queries.values(on)
    return {"association": known["org.name"] or "", "email": known["org.email"] or "", "today": format_date(on),
            "officer": signed_by}


def _composed(paper: Paper, fields: dict[str, str], office: Reach, team: str, on: date, signed_by: str, reference: str,
              own_words: str, *, licence: bool) -> Letter:
    """The letter, without the lines that only those who live here are told."""
    facts = {**dict.fromkeys(FACTS, False), "licence": licence, "email_known": bool(fields["email"])}
    words = words_for(AgreementKind.LICENCE if licence else AgreementKind.TENANCY)
    about = LetterFacts(sender=named_sender(settings_queries.values(on)), address=_address(office, team),
                        greeting=office.contact or f"{team} team", on=on,
                        our_reference=reference, please_ask_for=signed_by, words=words, fields=fields, facts=facts,
                        signed_by=SignOff(signed_by, ""), free_text=own_words)
    return replace(compose_letter(template_in_use(paper, on), about), landlord_line="", formats_line="")


def _address(office: Reach, team: str) -> PostalAddress:
    names = (team, sentence_case(office.name))
    if office.by is ReachBy.EMAIL:
        return PostalAddress(names, "", "", "", email=office.email)
    if office.by is ReachBy.PORTAL:
        raise Refused("The DWP is asked through its portal, the journal or by telephone. Note what was said")
    if office.by is not ReachBy.LETTER or not office.post:
        raise Refused(f"{sentence_case(office.name)} has no postal address and no e-mail address on its card. Write one there, "
                      "or ring and note the call")
    return typed_address(names, office.post)


def _dotted(letter: Letter, lines: Sequence[str]) -> Letter:
    """The lines of the list as points under one another."""
    wanted = {" ".join(line.split()) for line in lines}
    blocks: list[Block] = []
    for block in letter.blocks:
        if not isinstance(block, Paragraph) or "".join(run.text for run in block.runs) not in wanted:
            blocks.append(block)
        elif blocks and isinstance(blocks[-1], Bullets):
            blocks[-1] = Bullets((*blocks[-1].items, block.runs))
        else:
            blocks.append(Bullets((block.runs,)))
    return replace(letter, blocks=tuple(blocks))


def _drawn(made: MadeLetter, letter: Letter, office: Reach, data: dict[str, Any]) -> MadeLetter:
    known = settings_queries.values(letter.on)
    demo, by_email = bool(known["demo.mark"]), office.by is ReachBy.EMAIL
    issued = issue_letter(letter, envelopes=envelopes_of(known), demo=demo)
    told = {"why": "To a benefit office", **data, **({"e-mail": office.email} if by_email else {})}
    return replace(made, pdf=issued.pdf, pages=issued.pages, way=Way.EMAIL if by_email else Way.POST,
                   body=((_DEMO if demo else "") + email_text(letter)) if by_email else None,
                   data=json.dumps(told, ensure_ascii=False))
