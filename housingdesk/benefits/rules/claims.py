"""A claim: what it needs, whom it waits on, what comes next and by when (rulebook §6.2, §6.4). Pure."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.benefits.rules.clock import DECISION_DAYS, evidence_by, first_payment, interim_from
from housingdesk.benefits.rules.clocks import before
from housingdesk.benefits.rules.words import DWP_KINDS, FUNDS, ClaimKind, ClaimState
from housingdesk.values.dates import add_months, format_date
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem

LARGEST_PENCE = 1_000_000
_NAMED = re.compile(r"[A-Z]{2}|[A-Z][a-z]+ [A-Z][a-z]")
"""``UC statement`` and ``National Insurance number`` keep their capital within a sentence."""
_ALL = ("Proof of identity", "National Insurance number", "Proof of income", "Bank statements of the last two months",
        "The signed agreement with the rent and what it is for")
EVIDENCE: dict[ClaimKind, tuple[str, ...]] = {
    ClaimKind.HB: _ALL,
    ClaimKind.HB_SUPPORTED: (*_ALL, "Support plan: what support is given, by whom and how many hours"),
    ClaimKind.HB_TEMPORARY: (*_ALL, "The council’s letter about the placement"),
    ClaimKind.UC: ("Proof of identity", "National Insurance number", "The signed agreement with the rent and what it is for",
                   "The rent confirmed on the landlord portal"),
    ClaimKind.APA: ("How much is owed and since when", "What was agreed with the tenant"),
    ClaimKind.TPD: ("How much is owed and since when",),
    ClaimKind.DHP: ("The award of Housing Benefit or Universal Credit", "Income and outgoings"),
    ClaimKind.CRF_HOUSING: ("The award of Housing Benefit or Universal Credit", "Income and outgoings"),
    ClaimKind.CRF_CRISIS: ("What happened, and what is needed",),
}
"""What a claim usually needs; the office may ask for more."""
OPEN = frozenset({ClaimState.STARTED, ClaimState.SENT, ClaimState.EVIDENCE, ClaimState.SUSPENDED})
LIVE = OPEN | {ClaimState.DECIDED}


class WaitsOn(StrEnum):
    """Who has to do the next thing."""

    US = "us"
    TENANT = "the tenant"
    COUNCIL = "the council"
    DWP = "the DWP"
    NOBODY = "nobody"


@frozen
class EvidenceDraft:
    """One thing a claim needs, and the day it came."""

    what: str
    received_on: date | None = None
    needed: bool = True


@frozen
class ClaimDraft:
    """A claim about to be started. ``counts_from`` is the day of the first contact, also when proof of identity follows.

    ``expected_pence`` is what it is expected to pay, pence a week. ``evidence`` None: what such a claim usually needs.
    ``sent_on``: the form has gone already. ``evidence_by`` None: a month from when it is asked for.
    """

    kind: ClaimKind
    counts_from: date
    tenancy_id: int = 0
    person_id: int = 0
    council_id: int | None = None
    reference: str = ""
    to_landlord: bool = False
    authority_on: date | None = None
    expected_pence: int | None = None
    sent_on: date | None = None
    evidence: tuple[EvidenceDraft, ...] | None = None
    evidence_by: date | None = None
    note: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against it."""
        found = [Problem(field, f"{words} is not in the future") for field, words, day in (
            ("counts_from", "The first contact", self.counts_from), ("sent_on", "The day the form went", self.sent_on),
            ("authority_on", "The day authority was given", self.authority_on)) if day is not None and day > today]
        if self.sent_on is not None and self.sent_on < self.counts_from:
            found.append(Problem("sent_on", "The form cannot have gone before the first contact"))
        found += amount_problems(self.expected_pence)
        for field, words, text, longest in (("reference", "The reference", self.reference, 60),):
            said = line_problem(text, words, longest)
            if said:
                found.append(Problem(field, said))
        return found

    def needs(self) -> tuple[EvidenceDraft, ...]:
        """What it needs: what was said, else what such a claim usually does."""
        return self.evidence if self.evidence is not None else tuple(map(EvidenceDraft, EVIDENCE[self.kind]))


def amount_problems(pence: int | None) -> list[Problem]:
    """What is wrong with an expected amount a week."""
    if pence is None or 0 <= pence <= LARGEST_PENCE:
        return []
    return [Problem("expected_pence", "What benefit pays a week lies between nil and £10,000")]


@frozen
class Facts:
    """What a claim's standing is told from."""

    kind: ClaimKind
    state: ClaimState
    counts_from: date
    sent_on: date | None
    evidence_by: date | None
    decided_on: date | None
    to_landlord: bool
    missing: tuple[str, ...]
    last_evidence_on: date | None
    suspended_on: date | None = None


@frozen
class Standing:
    """Whom a claim waits on and since when, and the next step in a sentence with its day; ``late`` when that has passed."""

    waits_on: WaitsOn
    since: date
    next_step: str
    by: date | None
    rule: str = ""

    def late(self, on: date) -> bool:
        """Whether the next step should have been done."""
        return self.by is not None and self.by < on


def standing(claim: Facts, on: date) -> Standing:
    """How a claim stands on a day."""
    match claim.state:
        case ClaimState.STARTED:
            if claim.kind is ClaimKind.UC:
                return Standing(WaitsOn.TENANT, claim.counts_from, "Help them claim online: it counts from the day it is made, "
                                "not from when we heard of it", claim.counts_from, "UC (C&P) Regs 2013 reg 10")
            by = add_months(claim.counts_from, 1)
            return Standing(WaitsOn.US, claim.counts_from, f"Send the form by {format_date(by)}, so that the claim counts from "
                            f"{format_date(claim.counts_from)}", by, "HB Regs 2006 reg 83")
        case ClaimState.EVIDENCE:
            return _evidence(claim)
        case ClaimState.SENT:
            return _evidence(claim) if claim.missing and claim.evidence_by is not None else _decision(claim, on)
        case ClaimState.SUSPENDED:
            until = f" by {format_date(claim.evidence_by)}" if claim.evidence_by else ""
            return Standing(WaitsOn.TENANT, claim.suspended_on or claim.decided_on or claim.counts_from,
                            f"It is suspended: answer the office{until}, or it is ended", claim.evidence_by,
                            "D&A Regs 2001 regs 11–14")
        case ClaimState.REFUSED:
            since = claim.decided_on or claim.counts_from
            by = add_months(since, 1)
            return Standing(WaitsOn.US, since, f"Ask for it to be looked at again by {format_date(by)}, or end the claim", by,
                            "D&A Regs 2001; UC D&A Regs 2013")
        case ClaimState.DECIDED:
            step = "It is in payment" if claim.to_landlord else "It is in payment, to the tenant"
            return Standing(WaitsOn.NOBODY, claim.decided_on or claim.counts_from, step, None)
        case ClaimState.ENDED:
            return Standing(WaitsOn.NOBODY, claim.counts_from, "It has ended", None)


def _evidence(claim: Facts) -> Standing:
    since = evidence_asked(claim.state, claim.sent_on, claim.counts_from, claim.evidence_by)
    words = listed(claim.missing) if claim.missing else "Say to the office that everything was handed in"
    by = claim.evidence_by
    until = f" by {format_date(by)}" if by is not None and claim.missing else ""
    return Standing(WaitsOn.TENANT if claim.missing else WaitsOn.US, since,
                    f"Hand in{until}: {words}" if claim.missing else words, by, "HB Regs 2006 regs 83, 86")


def evidence_asked(state: ClaimState, sent_on: date | None, counts_from: date, by: date | None) -> date:
    """The day on which what is missing was asked for: a month before it is wanted, where the office asked; else the form's."""
    asked = sent_on or counts_from
    return max(asked, before("evidence", by)) if state is ClaimState.EVIDENCE and by is not None else asked


def listed(things: Sequence[str]) -> str:
    """Things as they are named in a sentence: ``proof of identity, National Insurance number and support plan``."""
    first = [thing if _NAMED.match(thing) else thing[:1].lower() + thing[1:] for thing in things]
    return ", ".join(first[:-1]) + (" and " if len(first) > 1 else "") + first[-1]


def _decision(claim: Facts, on: date) -> Standing:
    complete = max(day for day in (claim.sent_on, claim.last_evidence_on, claim.counts_from) if day is not None)
    if claim.kind is ClaimKind.UC:
        first = first_payment(claim.kind, claim.counts_from)
        return Standing(WaitsOn.DWP, complete, first.sentence, first.on, "UC C&P Regs 2013 reg 47")
    if claim.kind in DWP_KINDS:
        return Standing(WaitsOn.DWP, complete, "The DWP decides, and asks the tenant first", add_months(complete, 1),
                        "UC etc. (C&P) Regs 2013 reg 58, Sch 6")
    if claim.kind in FUNDS:
        return Standing(WaitsOn.COUNCIL, complete, "The council decides as it sees fit: ask how far it is",
                        complete + timedelta(DECISION_DAYS), "practice")
    interim = interim_from(complete)
    if on >= interim:
        return Standing(WaitsOn.COUNCIL, complete, f"Not decided {DECISION_DAYS} days after everything was there: ask for a "
                        "payment on account", interim, "HB Regs 2006 reg 93")
    by = complete + timedelta(DECISION_DAYS)
    return Standing(WaitsOn.COUNCIL, complete, f"The council decides by {format_date(by)}", by, "HB Regs 2006 reg 89")


def last_day_for(asked_on: date) -> date:
    """The last day for evidence asked for on a day."""
    return evidence_by(asked_on)
