"""What matching says about a receipt: its tier, the accounts it may be for, and why."""

from enum import StrEnum
from typing import NamedTuple

from housingdesk.bank.rules import sentences
from housingdesk.bank.rules.evidence import Evidence, Kind
from housingdesk.bank.rules.findings import Finding, finding
from housingdesk.bank.rules.receipts import RULES_VERSION, AccountFacts


class Tier(StrEnum):
    """How sure matching is; a person posts each of them (ux.md §1.5)."""

    CERTAIN = "certain"
    LIKELY = "likely"
    NEEDS_YOU = "needs_you"
    NOT_RENT = "not_rent"


class Candidate(NamedTuple):
    """One account that a receipt may be for; the sentences are built when they are asked for."""

    evidence_found: Evidence

    @property
    def account(self) -> AccountFacts:
        """The account as it was given to the index."""
        return self.evidence_found.entry.facts

    @property
    def account_id(self) -> int:
        """The account's id."""
        return self.evidence_found.entry.account_id

    @property
    def points(self) -> int:
        """What speaks for it, added up."""
        return self.evidence_found.points

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of evidence that speak for it."""
        return self.evidence_found.kinds

    @property
    def finding(self) -> Finding:
        """What its sentences are made of."""
        return finding(self.evidence_found)

    @property
    def headline(self) -> str:
        """The fact, for the first line of the row: ``Surname and weekly rent agree``."""
        return sentences.headline(self.finding)

    @property
    def evidence(self) -> str:
        """The evidence in grey, for its second line: ``No reference; same payer twice before``."""
        return sentences.grey_line(self.finding)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason as a full sentence, for the pane."""
        return sentences.reasons(self.finding)


class Proposal(NamedTuple):
    """What to do with one receipt. ``candidates`` are at most five, the first is the one proposed.

    ``said`` is the one line for the row where it is not the first candidate's own; ``held_because`` says why the line is
    not certain. Money that is not one person's has
    a ``control`` account (its schedule is awaited) or a ``nominal`` code. ``reverses`` is the posted line that a
    returned payment takes back. ``rule_id`` is the office's own rule that spoke for the line.
    """

    line_id: int
    tier: Tier
    said: str = ""
    candidates: tuple[Candidate, ...] = ()
    held_because: tuple[str, ...] = ()
    control: str | None = None
    nominal: str | None = None
    reverses: int | None = None
    rules_version: str = RULES_VERSION
    rule_id: int | None = None

    @property
    def why(self) -> str:
        """The one-line reason for the tier: ``Surname and weekly rent agree``, ``Two Nowaks pay £240.00``."""
        return self.said or (self.candidates[0].headline if self.candidates else "")

    @property
    def account_id(self) -> int | None:
        """The account proposed, if any: none for lines that need a person or are not rent."""
        return self.candidates[0].account_id if self.candidates and self.tier in (Tier.CERTAIN, Tier.LIKELY) else None

    @property
    def evidence(self) -> str:
        """The grey line under ``why``."""
        if self.reverses is not None:
            return "Original stays on the account"
        if self.tier is Tier.NEEDS_YOU and len(self.candidates) > 1:
            return f"Choose with 1 {'or' if len(self.candidates) == 2 else 'to'} {len(self.candidates)}"
        return self.candidates[0].evidence if self.candidates else ""
