"""Claims that were decided long ago and the awards of everybody, in bulk."""

from collections.abc import Sequence
from datetime import timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.awards import renew
from housingdesk.benefits.models import Award, Claim, UcCard
from housingdesk.benefits.rules.awards import payer_of
from housingdesk.benefits.rules.words import ClaimState
from housingdesk.demo.actions.numbered import add_found, add_numbered
from housingdesk.demo.award_days import Awarded, asked_by, without
from housingdesk.rent.models import Account, ExpectedPayment
from housingdesk.rent.rules.words import BENEFIT, Payer
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.values.money import portion

_PAID = (ClaimState.DECIDED, ClaimState.SUSPENDED)
_CLAIM = ("tenancy", "person", "kind", "council", "reference", "state", "counts_from", "sent_on", "evidence_by", "decided_on",
          "to_landlord", "authority_on", "expected_pence", "note", "started_at", "started_by", "suspended_on")
_AWARD = ("claim", "start", "end", "pence", "rent_used_pence", "eligible_pence", "to_landlord", "told_on", "source", "note")


@needs(Permission.KEEP_TENANCIES)
def write_awards(act: Act, *, rows: Sequence[Awarded]) -> int:
    """Awards of every claim that is paid, instead of the one that its decision made; returns how many."""
    ids = [row.tenancy_id for row in rows]
    payers = {row.tenancy_id: row.payer for row in rows}
    known = {claim.tenancy_id: claim for claim in Claim.select().where(Claim.tenancy.in_(ids)).order_by(Claim.id)
             if payer_of(claim.kind) is payers[claim.tenancy_id]}  # beside a fund's
    claims = {tenancy: claim.id for tenancy, claim in known.items() if claim.state in _PAID}
    claims |= _claims(act, without(rows, set(known)))
    act.bulk(Award.delete().where(Award.claim.in_(list(claims.values()))), summary="awards of decisions")
    paid = [row for row in rows if row.tenancy_id in claims]
    made = act.add_many(Award, ("version", *_AWARD), (
        (1, claims[row.tenancy_id], start, end, pence, None, None, True, told, "The office’s notice", "")
        for row in paid for start, end, pence, told in row.awards), summary="awards")
    _cards(act, {claims[row.tenancy_id]: row.assessment_day for row in paid if row.assessment_day is not None})
    _expect(act, list(claims.values()))
    act.say(f"{made:,} awards")
    return made


def _expect(act: Act, claim_ids: Sequence[int]) -> None:
    """What is expected of a claim that was decided more than a year ago has run out, and is reckoned from its awards."""
    rows = (Account.select(Account.tenancy).join(ExpectedPayment).distinct()
            .where((ExpectedPayment.due_on >= act.today) & ExpectedPayment.payer.in_(list(BENEFIT))).tuples())
    known = {row[0] for row in rows}
    for claim in Claim.select().where(Claim.id.in_(claim_ids) & (Claim.state == ClaimState.DECIDED)).order_by(Claim.id):
        if claim.tenancy_id not in known:
            renew(act, claim)


def _claims(act: Act, rows: Sequence[Awarded]) -> dict[int, int]:
    """Claims of those who have none in the books; one whose money stopped is suspended."""
    leads = {one.tenancy_id: one.person_id for one in holders([row.tenancy_id for row in rows]) if one.lead}
    chosen = [row for row in rows if row.tenancy_id in leads]
    values = [(row.tenancy_id, leads[row.tenancy_id], row.kind, row.council_id, row.reference,
               ClaimState.DECIDED if row.stopped_on is None else ClaimState.SUSPENDED, row.starts,
               min(row.starts + timedelta(2), row.decided_on), None if row.stopped_on is None else asked_by(row.stopped_on),
               row.decided_on, True, row.starts, _weekly(row), "", act.now, act.who.name, row.stopped_on) for row in chosen]
    made = add_numbered(act, Claim, _CLAIM, values, summary="claims")
    add_found(act, [Claim(**dict(zip(_CLAIM, row, strict=True))) for row in values], made)
    return {row.tenancy_id: number for row, number in zip(chosen, made, strict=True)}


def _weekly(row: Awarded) -> int:
    pence = row.awards[-1][2]
    return portion(pence, 12, 52) if row.payer is Payer.UC else pence


def _cards(act: Act, days: dict[int, int]) -> None:
    """The day on which each claimant's periods begin, on the cards that are there and on new ones."""
    there = {card.claim_id: card for card in UcCard.select().where(UcCard.claim.in_(list(days)))}
    for claim_id, card in there.items():
        act.change(card, assessment_day=days[claim_id])
    act.add_many(UcCard, ("version", "claim", "assessment_day", "direct_reason"),
                 ((1, claim_id, day, "") for claim_id, day in days.items() if claim_id not in there), summary="cards")
