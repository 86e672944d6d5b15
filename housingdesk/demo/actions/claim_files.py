"""What stands around the claims of the made-up association, through the actions that the screens use."""

from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.absences import start_absence
from housingdesk.benefits.actions.appeals import open_appeal
from housingdesk.benefits.actions.circumstances import add_change
from housingdesk.benefits.actions.claims import receive_evidence, send_claim, start_claim
from housingdesk.benefits.actions.contacts import add_contact, answer_contact
from housingdesk.benefits.actions.overpayments import open_overpayment
from housingdesk.benefits.actions.uc_cards import answer_direct, ask_direct, portal_asked, write_card
from housingdesk.benefits.queries.claim_parts import uc_cards
from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.rules.appeals import offered
from housingdesk.benefits.rules.claim_drafts import (
    AbsenceDraft,
    AppealDraft,
    ChangeDraft,
    ContactDraft,
    OverpaymentDraft,
    UcDraft,
)
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.uc_card import CardFacts
from housingdesk.benefits.rules.words import (
    AbsenceReason,
    ClaimKind,
    ContactKind,
    Direction,
    RecoveryWay,
    WhatChanged,
)
from housingdesk.rent.queries.account_file import standing
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, Frequency
from housingdesk.values.dates import DAY, add_months

_STANDARD = 42_490
_OFF = (0, -1_350, 0, 2_166, 0, 0, -4_333, 0)
"""By how much the rent that Universal Credit knows is wrong, pence a month: last April’s rise never told, a charge twice."""


@dataclass(frozen=True, slots=True)
class Around:
    """Claims by what is written about them; ``funds`` are agreement, person and council, ``cards`` claim, agreement and day."""

    appeal: int | None
    absence: int | None
    overpaid: int | None
    change: int | None
    asked: tuple[int, ...]
    funds: tuple[tuple[int, int, int | None], ...]
    cards: tuple[tuple[int, int, date], ...]


@needs(Permission.KEEP_TENANCIES)
def write_claim_files(act: Act, *, around: Around) -> int:
    """Writes all of it; returns how many claims have something now."""
    _parts(act, around)
    _calls(act, around.asked)
    for tenancy_id, person_id, council_id in around.funds:
        _fund(act, tenancy_id, person_id, council_id)
    for place, (claim_id, tenancy_id, since) in enumerate(around.cards):
        _card(act, place, claim_id, tenancy_id, since)
    act.undo = None
    single = (around.appeal, around.absence, around.overpaid, around.change)
    return sum(one is not None for one in single) + len(around.asked) + len(around.funds) + len(around.cards)


def _parts(act: Act, around: Around) -> None:
    today = act.today
    if around.appeal is not None:
        row = claim(around.appeal)
        told = row.decided_on or today - 20 * DAY
        grounds = "Income of the month of the move was counted twice"
        open_appeal(act, claim_id=row.id, draft=AppealDraft(offered(row.kind)[0], told, grounds, max(told, today - 5 * DAY),
                                                            row.person))
    if around.absence is not None:
        start_absence(act, claim_id=around.absence, draft=AbsenceDraft(
            AbsenceReason.HOSPITAL, today - 39 * DAY, today + 45 * DAY, today - 30 * DAY, "The key worker visits on Fridays"))
    if around.overpaid is not None:
        open_overpayment(act, claim_id=around.overpaid, draft=OverpaymentDraft(
            today - 46 * DAY, 31_240, RecoveryWay.INVOICE, today - 200 * DAY, today - 151 * DAY, None,
            "Earnings of spring were told late"))
    if around.change is not None:
        add_change(act, claim_id=around.change, draft=ChangeDraft(
            WhatChanged.INCOME, today - 12 * DAY, "Began to work 10 hours a week"))


def _calls(act: Act, asked: tuple[int, ...]) -> None:
    for place, claim_id in enumerate(asked):
        sent = claim(claim_id).sent_on or act.today
        first = add_contact(act, claim_id=claim_id, draft=ContactDraft(
            ContactKind.CHASE, Direction.RANG, max(sent, act.today - 12 * DAY), "Asked how far it is",
            "Benefit section", act.today - 5 * DAY if act.today - 12 * DAY >= sent else act.today + 7 * DAY))
        if place:
            answer_contact(act, contact_id=first, version=1, on=act.today, said="It is with an assessor")


def _fund(act: Act, tenancy_id: int, person_id: int, council_id: int | None) -> None:
    """Help with a shortfall that the council has not decided for four weeks."""
    began = act.today - 35 * DAY
    made = start_claim(act, draft=ClaimDraft(ClaimKind.CRF_HOUSING, began, tenancy_id, person_id, council_id,
                                             authority_on=began))
    send_claim(act, claim_id=made, version=claim(made).version, on=began + DAY)
    row = claim(made)
    receive_evidence(act, claim_id=made, version=row.version, on=began + 7 * DAY,
                     evidence_ids=[one.id for one in row.evidence if one.missing])


def _card(act: Act, place: int, claim_id: int, tenancy_id: int, since: date) -> None:
    account = standing(tenancy_id, act.today)
    if account is None:
        return
    pence = sum(line.pence for line in account.charges if line.code in BENEFIT_ELIGIBLE)
    monthly = account.account.frequency is Frequency.MONTHLY
    actual = (CardFacts(None, monthly_pence=pence) if monthly else CardFacts(None, weekly_pence=pence)).actual_pence or 0
    pay = add_months(since, 1) + timedelta(6)
    write_card(act, claim_id=claim_id, version=0, draft=UcDraft(since.day, pay.day, max(0, actual + _OFF[place % len(_OFF)]),
                                                                _STANDARD))
    if place == 1:
        portal_asked(act, claim_id=claim_id, version=uc_cards([claim_id])[claim_id].version, on=act.today - 3 * DAY)
    if place in (2, 3):
        ask_direct(act, claim_id=claim_id, version=uc_cards([claim_id])[claim_id].version, on=act.today - 20 * DAY)
    if place == 3:
        answer_direct(act, claim_id=claim_id, version=uc_cards([claim_id])[claim_id].version, on=act.today - 6 * DAY,
                      granted=False, reason="Less than two months of rent is owed")
