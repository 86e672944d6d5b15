"""Which claims wait too long, for whom, since when and why, and what is done about it. Pure.

A claim that was asked about and whose answer is not due yet is not overdue: it waits with its day.
"""

from datetime import date
from enum import StrEnum

from housingdesk.benefits.rules.claims import WaitsOn, evidence_asked
from housingdesk.benefits.rules.clock import chase_days, first_payment, interim_from
from housingdesk.benefits.rules.clocks import after, before
from housingdesk.benefits.rules.uc_card import portal_by
from housingdesk.benefits.rules.words import DWP_KINDS, HB_KINDS, ClaimKind, ClaimState, ContactKind, WhatChanged
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen

ANSWER_DAYS = 7
"""Days in which an answer to a question of ours is expected."""
_ASKED = frozenset({ContactKind.CHASE, ContactKind.INTERIM, ContactKind.EVIDENCE, ContactKind.DIRECT, ContactKind.CHANGE})


class OverdueWhy(StrEnum):
    """What is late."""

    FORM = "the form was not sent"
    EVIDENCE = "evidence is missing"
    DECISION = "not decided"
    SUSPENDED = "suspended"
    ANSWER = "no answer"
    CHANGE = "a change is not confirmed"
    PORTAL = "the portal waits for us"
    DIRECT = "payment to us is not decided"


class Paper(StrEnum):
    """A letter to an office, by the key of its wording."""

    CHASE = "benefit-office-chase"
    INTERIM = "benefit-office-interim"
    DIRECT = "benefit-office-direct"
    EVIDENCE = "benefit-office-evidence"
    MANY = "benefit-office-list"
    MISSING = "benefit-office-missing"


class ReachBy(StrEnum):
    """How an office likes to be asked."""

    EMAIL = "by e-mail"
    LETTER = "by letter"
    PHONE = "by telephone"
    PORTAL = "through the portal"


@frozen
class Asked:
    """Something that was asked of somebody about a claim."""

    kind: ContactKind
    on: date
    answer_by: date | None
    answered_on: date | None


@frozen
class WaitFacts:
    """What lateness is told from; ``evidence_asked`` is the day on which evidence was last asked for."""

    kind: ClaimKind
    state: ClaimState
    counts_from: date
    sent_on: date | None
    evidence_by: date | None
    decided_on: date | None
    missing: tuple[str, ...]
    last_evidence_on: date | None
    asked: tuple[Asked, ...] = ()
    changes: tuple[tuple[WhatChanged, date, date | None], ...] = ()
    portal_received_on: date | None = None
    direct_asked_on: date | None = None


@frozen
class Wait:
    """Why a claim is overdue: who is waited for and since when, the day it was due, the sentence, and the paper for it."""

    why: OverdueWhy
    waits_on: WaitsOn
    since: date
    due_on: date
    sentence: str
    rule: str
    paper: Paper | None = None

    def days(self, on: date) -> int:
        """How many days it waits."""
        return (on - self.since).days


@frozen
class Waiting:
    """What is late of one claim, the gravest first, and the day by which an answer to the last question is expected."""

    waits: tuple[Wait, ...]
    answer_by: date | None


def waiting(facts: WaitFacts, on: date) -> Waiting:
    """All that is late of a claim on a day. What was asked about and is still to be answered is left out until its day."""
    if facts.state is ClaimState.ENDED:
        return Waiting((), None)
    pending = max((one.answer_by for one in facts.asked if one.kind in _ASKED and one.answered_on is None
                   and one.answer_by is not None and one.answer_by >= on), default=None)
    found = [one for one in (_portal(facts, on), _direct(facts, on), _state(facts, on), _unanswered(facts, on),
                             *_changes(facts, on)) if one is not None]
    kept = [one for one in found if pending is None or one.waits_on is WaitsOn.US]
    return Waiting(tuple(sorted(kept, key=lambda one: one.due_on)), pending)


def _office(facts: WaitFacts) -> WaitsOn:
    return WaitsOn.DWP if facts.kind in DWP_KINDS else WaitsOn.COUNCIL


def _state(facts: WaitFacts, on: date) -> Wait | None:
    match facts.state:
        case ClaimState.STARTED:
            by = facts.counts_from if facts.kind is ClaimKind.UC else after("form", facts.counts_from)
            whom = WaitsOn.TENANT if facts.kind is ClaimKind.UC else WaitsOn.US
            said = f"It was not sent. After {format_date(by)} it counts from the day it is sent only"
            return None if on <= by else Wait(OverdueWhy.FORM, whom, facts.counts_from, by, said, "HB Regs 2006 reg 83")
        case ClaimState.EVIDENCE:
            return _evidence(facts, on)
        case ClaimState.SENT:
            return _evidence(facts, on) if facts.missing else _decision(facts, on)
        case ClaimState.SUSPENDED:
            by = facts.evidence_by or on
            return None if on <= by else Wait(OverdueWhy.SUSPENDED, WaitsOn.TENANT, before("suspension", by), by,
                                              f"It is suspended and should have been answered by {format_date(by)}",
                                              "D&A Regs 2001 regs 11–14")
        case _:
            return None


def _evidence(facts: WaitFacts, on: date) -> Wait | None:
    """Evidence is asked for again after 7, 14 and 21 days; what was asked since counts for the steps before it."""
    asked = evidence_asked(facts.state, facts.sent_on, facts.counts_from, facts.evidence_by)
    last = max((one.on for one in facts.asked if one.kind in (ContactKind.EVIDENCE, ContactKind.CHASE)), default=asked)
    due = [day for day in (*chase_days(asked), facts.evidence_by) if day is not None and last < day <= on]
    if not due or not facts.missing:
        return None
    final = facts.evidence_by is not None and on > facts.evidence_by
    then = "the office may refuse now: ask it for more time" if final else "ask the tenant again"
    until = f", wanted by {format_date(facts.evidence_by)}" if facts.evidence_by else ""
    return Wait(OverdueWhy.EVIDENCE, WaitsOn.TENANT, asked, due[-1],
                f"Still missing: {', '.join(facts.missing)}{until}; {then}", "HB Regs 2006 regs 83, 86", Paper.EVIDENCE)


def _decision(facts: WaitFacts, on: date) -> Wait | None:
    complete = max(day for day in (facts.sent_on, facts.last_evidence_on, facts.counts_from) if day is not None)
    whom = _office(facts)
    if facts.kind is ClaimKind.UC:
        due = first_payment(facts.kind, facts.counts_from).on
        return None if on <= due else Wait(OverdueWhy.DECISION, whom, complete, due, "The first payment should have come on "
                                           f"{format_date(due)}", "UC C&P Regs 2013 reg 47")
    due = after("change" if facts.kind in DWP_KINDS else "decision", complete)
    if on <= due:
        return None
    if facts.kind in HB_KINDS and on >= interim_from(complete):
        return Wait(OverdueWhy.DECISION, whom, complete, due, f"Everything was there on {format_date(complete)} and it is not "
                    "decided: a payment on account is due", "HB Regs 2006 regs 89, 93", Paper.INTERIM)
    return Wait(OverdueWhy.DECISION, whom, complete, due, f"Everything was there on {format_date(complete)} and it is not "
                "decided", "practice", Paper.CHASE)


def _unanswered(facts: WaitFacts, on: date) -> Wait | None:
    open_ = [one for one in facts.asked if one.answered_on is None and one.answer_by is not None and one.answer_by < on]
    if not open_:
        return None
    first = min(open_, key=lambda one: (one.answer_by or on, one.on))
    assert first.answer_by is not None
    whom = WaitsOn.TENANT if first.kind is ContactKind.EVIDENCE and facts.missing else _office(facts)
    return Wait(OverdueWhy.ANSWER, whom, first.on, first.answer_by,
                f"We {first.kind} on {format_date(first.on)}; the answer was to come by {format_date(first.answer_by)}"
                if first.kind in (ContactKind.CHASE, ContactKind.INTERIM, ContactKind.DIRECT, ContactKind.CHANGE) else
                f"Nothing has come since {format_date(first.on)} ({first.kind}); expected by {format_date(first.answer_by)}",
                "practice", Paper.EVIDENCE if whom is WaitsOn.TENANT else Paper.CHASE)


def _changes(facts: WaitFacts, on: date) -> list[Wait]:
    found = []
    for what, happened_on, told_on in facts.changes:
        by = after("change", happened_on)
        if told_on is None and on > by:
            said = (f"The office was not told of a change ({what}) of {format_date(happened_on)}: what it brings counts from "
                    "when it is told only")
            found.append(Wait(OverdueWhy.CHANGE, WaitsOn.US, happened_on, by, said, "HB Regs 2006 reg 79"))
        elif told_on is not None and on > after("change", told_on):
            said = f"Told of a change ({what}) on {format_date(told_on)}, and it is not confirmed"
            found.append(Wait(OverdueWhy.CHANGE, _office(facts), told_on, after("change", told_on), said, "practice",
                              Paper.CHASE))
    return found


def _portal(facts: WaitFacts, on: date) -> Wait | None:
    if facts.portal_received_on is None:
        return None
    by = portal_by(facts.portal_received_on)
    said = f"The DWP asks on the landlord portal; it was to be answered by {format_date(by)}"
    return None if on <= by else Wait(OverdueWhy.PORTAL, WaitsOn.US, facts.portal_received_on, by, said,
                                      "practice: 2 working days")


def _direct(facts: WaitFacts, on: date) -> Wait | None:
    if facts.direct_asked_on is None:
        return None
    by = after("change", facts.direct_asked_on)
    said = f"Payment to us was asked for on {format_date(facts.direct_asked_on)} and not decided"
    return None if on <= by else Wait(OverdueWhy.DIRECT, _office(facts), facts.direct_asked_on, by, said, "practice: a month")


def reach_by(*, dwp: bool, email: str, post: str, phone: str, prefers_post: bool = False) -> ReachBy:
    """How an office is asked: the DWP through its portal; a council by post where it works by post, else by e-mail."""
    if dwp:
        return ReachBy.PORTAL
    if post and (prefers_post or not email):
        return ReachBy.LETTER
    if email:
        return ReachBy.EMAIL
    return ReachBy.PHONE if phone else ReachBy.LETTER
