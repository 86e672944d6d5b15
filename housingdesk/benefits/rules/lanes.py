"""Which lane of the benefit board a claim stands in, why in a sentence, and whose the next step is. Pure.

One claim stands in one lane. What stops money comes first, then what is asked of us, then what is wanted back, then what
came otherwise than expected; a claim with none of these is in payment, or waits.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.benefits.rules.claims import Standing, WaitsOn
from housingdesk.benefits.rules.clock import chase_days, interim_from
from housingdesk.benefits.rules.uc_card import portal_by
from housingdesk.benefits.rules.words import (
    DWP_KINDS,
    HB_KINDS,
    ClaimKind,
    ClaimState,
    GapClass,
    WhatChanged,
)
from housingdesk.values.dates import add_months, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_LATELY = timedelta(weeks=8)  # two runs of a council; a month and its week of the DWP's
_LONG_KNOWN = timedelta(weeks=13)  # by then somebody who has no Universal Credit after all has been heard of


class Lane(StrEnum):
    """The lanes of the board, in their order."""

    TO_CLAIM = "to claim"
    WAITING = "claimed, waiting"
    VERIFY = "asked us to verify"
    PAYING = "in payment"
    SHORT = "short or changed"
    STOPPED = "stopped"
    OWED = "owed back"


class Step(StrEnum):
    """What is done next about a row of the board."""

    CLAIM = "start the claim"
    SEND = "send the form"
    HELP = "help them claim"
    EVIDENCE = "collect what is missing"
    CHASE = "chase"
    INTERIM = "ask for a payment on account"
    VERIFY = "verify done"
    TELL = "tell the office"
    ANSWER = "answer the office"
    AWARD = "record the award"
    LOOK = "find out why"
    REVIEW = "ask for it to be looked at again"
    RECOVERY = "look at the overpayment"
    NOTHING = "nothing to do"


@frozen
class MoneyNow:
    """How the money of a claim stands: the worst open difference, since when, what is missing in pence, and why in words.

    ``next_*``: the payment that comes next, where the periods were looked at.
    """

    gap: GapClass
    since: date
    missing_pence: int
    sentence: str
    next_on: date | None = None
    next_pence: int = 0


@frozen
class ClaimFacts:
    """What a claim's lane is told from. Days are None where the thing did not happen; ``asked`` are the days we asked on.

    ``verify_on``: when the office's question to us came, unanswered. ``change``: what changed, when, and when it was told.
    ``overpaid``: since when and how many pence an office wants back. ``appealed_on``: the refusal is being looked at again.
    """

    kind: ClaimKind
    state: ClaimState
    counts_from: date
    decided_on: date | None
    now: Standing
    missing: bool = False
    complete_on: date | None = None
    asked: Sequence[date] = ()
    interim_on: date | None = None
    verify_on: date | None = None
    change: tuple[WhatChanged, date, date | None] | None = None
    overpaid: tuple[date, int] | None = None
    appealed_on: date | None = None
    money: MoneyNow | None = None


@frozen
class Place:
    """Where a claim stands, why, since when, whom it waits on, what is done next and by when."""

    lane: Lane
    why: str
    since: date
    waits_on: WaitsOn
    step: Step
    by: date | None = None


def office_of(kind: ClaimKind) -> WaitsOn:
    """The office that a claim of a kind waits on."""
    return WaitsOn.DWP if kind in DWP_KINDS else WaitsOn.COUNCIL


def place(claim: ClaimFacts, on: date) -> Place | None:
    """The lane of a claim on a day; None when nobody has to look at it any more."""
    match claim.state:
        case ClaimState.ENDED:
            return None
        case ClaimState.REFUSED:
            return _refused(claim, on)
        case ClaimState.SUSPENDED:
            return Place(Lane.STOPPED, claim.now.next_step, claim.now.since, claim.now.waits_on, Step.ANSWER, claim.now.by)
        case ClaimState.STARTED:
            step = Step.HELP if claim.now.waits_on is WaitsOn.TENANT else Step.SEND
            return _asked_us(claim) or Place(Lane.TO_CLAIM, claim.now.next_step, claim.counts_from, claim.now.waits_on, step,
                                             claim.now.by)
        case ClaimState.DECIDED:
            return _decided(claim)
        case _:
            return _asked_us(claim) or _waiting(claim, on)


def _decided(claim: ClaimFacts) -> Place:
    money = claim.money
    if money is not None and money.gap is GapClass.STOPPED:
        return Place(Lane.STOPPED, money.sentence, money.since, office_of(claim.kind), Step.LOOK, money.since)
    return _asked_us(claim) or _overpaid(claim) or _changed(claim) or _short(claim) or Place(
        Lane.PAYING, claim.now.next_step, claim.decided_on or claim.counts_from, WaitsOn.NOBODY, Step.AWARD)


def _asked_us(claim: ClaimFacts) -> Place | None:
    """The office's question to us; a landlord answers within two working days (practice, rulebook §6.4)."""
    if claim.verify_on is None:
        return None
    who = "The DWP asks" if office_of(claim.kind) is WaitsOn.DWP else "The council asks"
    return Place(Lane.VERIFY, f"{who} us to confirm the rent, since {format_date(claim.verify_on)}", claim.verify_on,
                 WaitsOn.US, Step.VERIFY, portal_by(claim.verify_on))


def _overpaid(claim: ClaimFacts) -> Place | None:
    if claim.overpaid is None:
        return None
    since, pence = claim.overpaid
    return Place(Lane.OWED, f"{format_pence(pence)} of benefit is wanted back, since {format_date(since)}", since, WaitsOn.US,
                 Step.RECOVERY)


def _changed(claim: ClaimFacts) -> Place | None:
    """A change: told within a month it counts from its day (HB Regs 2006; D&A Regs 2001)."""
    if claim.change is None:
        return None
    what, happened_on, told_on = claim.change
    if told_on is not None:
        return Place(Lane.SHORT, f"A change was told on {format_date(told_on)}: {what}. Not confirmed yet", told_on,
                     office_of(claim.kind), Step.CHASE)
    by = add_months(happened_on, 1)
    return Place(Lane.SHORT, f"A change has to be told by {format_date(by)}: {what}", happened_on, WaitsOn.US, Step.TELL, by)


def _short(claim: ClaimFacts) -> Place | None:
    money = claim.money
    if money is None or money.gap not in (GapClass.SHORT, GapClass.LATE, GapClass.TO_TENANT, GapClass.OVER):
        return None
    who = WaitsOn.TENANT if money.gap is GapClass.TO_TENANT else office_of(claim.kind)
    return Place(Lane.SHORT, money.sentence, money.since, who, Step.LOOK, money.since)


def _refused(claim: ClaimFacts, on: date) -> Place | None:
    since = claim.decided_on or claim.counts_from
    if claim.appealed_on is not None:
        return Place(Lane.STOPPED, f"Refused; it is being looked at again since {format_date(claim.appealed_on)}",
                     claim.appealed_on, office_of(claim.kind), Step.CHASE)
    by = claim.now.by
    if by is not None and on <= by:
        return Place(Lane.STOPPED, claim.now.next_step, since, WaitsOn.US, Step.REVIEW, by)
    return None


def _waiting(claim: ClaimFacts, on: date) -> Place:
    """Evidence is chased 7, 14 and 21 days after it was asked for; from day 15 a payment on account is asked for."""
    now = claim.now
    if claim.missing:
        chase = chase_due(now.since, claim.asked, on)
        return Place(Lane.WAITING, now.next_step, now.since, now.waits_on, Step.CHASE if chase else Step.EVIDENCE,
                     chase or now.by)
    if claim.kind in HB_KINDS and claim.complete_on is not None and on >= interim_from(claim.complete_on):
        return _on_account(claim, interim_from(claim.complete_on), on)
    step = Step.AWARD if now.by is None or on <= now.by else Step.CHASE
    return Place(Lane.WAITING, now.next_step, now.since, now.waits_on, step, now.by)


def _on_account(claim: ClaimFacts, from_on: date, on: date) -> Place:
    now = claim.now
    if claim.interim_on is None or claim.interim_on < from_on:
        return Place(Lane.WAITING, now.next_step, now.since, WaitsOn.COUNCIL, Step.INTERIM, from_on)
    chase = chase_due(claim.interim_on, claim.asked, on)
    return Place(Lane.WAITING, f"A payment on account was asked for on {format_date(claim.interim_on)}; not decided yet",
                 now.since, WaitsOn.COUNCIL, Step.CHASE if chase else Step.AWARD, chase)


def chase_due(asked_on: date, asked: Sequence[date], on: date) -> date | None:
    """The day of asking again that has come and has not been kept, 7, 14 and 21 days after the first; None if none has.

    >>> chase_due(date(2026, 11, 2), [date(2026, 11, 9)], date(2026, 11, 17))
    datetime.date(2026, 11, 16)
    """
    come = [day for day in chase_days(asked_on) if day <= on]
    return come[-1] if come and not any(day >= come[-1] for day in asked) else None


@frozen
class ToClaim:
    """An agreement for which benefit is expected and nothing is claimed. ``since``: from when it is expected.

    ``ended_on``: the last claim ended then. ``pence``: what the charges say that benefit pays a week. ``came_on``: benefit
    came last then; lately, so that there must be a claim which nobody has written down. ``to_tenant``: it would not come to us.
    """

    since: date
    kind: ClaimKind
    pence: int = 0
    ended_on: date | None = None
    refused_on: date | None = None
    came_on: date | None = None
    to_tenant: bool = False


def to_claim(one: ToClaim, on: date) -> Place:
    """Where such an agreement stands: a working-age claim for Housing Benefit goes back a month at most (rulebook §6.2)."""
    pays = one.came_on is not None and (one.ended_on is None or one.came_on >= one.ended_on)
    if one.came_on is not None and pays and one.came_on > on - _LATELY:
        return Place(Lane.PAYING, f"It pays, last on {format_date(one.came_on)}; its claim is not written down", one.since,
                     WaitsOn.US, Step.CLAIM)
    if one.to_tenant and one.ended_on is None and one.refused_on is None and one.since < on - _LONG_KNOWN:
        return Place(Lane.PAYING, f"To the tenant since {format_date(one.since)}, as the file says; its claim is not written "
                     "down", one.since, WaitsOn.US, Step.CLAIM)
    if one.ended_on is not None:
        why, since = f"The claim ended on {format_date(one.ended_on)}, and nothing was claimed since", one.ended_on
    elif one.refused_on is not None:
        why, since = f"Refused on {format_date(one.refused_on)}, and nothing was claimed since", one.refused_on
    elif one.came_on is not None:
        why, since = f"{one.kind} last came on {format_date(one.came_on)}, and no claim is known", one.came_on
    else:
        why, since = f"{one.kind} is expected from {format_date(one.since)}, and no claim is known", one.since
    return Place(Lane.TO_CLAIM, why, min(since, on), WaitsOn.US, Step.CLAIM, add_months(since, 1))
