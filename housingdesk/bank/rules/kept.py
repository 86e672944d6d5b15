"""A proposal as it is kept with its line, in JSON: what was found, not its sentences, which are built when it is read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from housingdesk.bank.rules import findings, sentences
from housingdesk.bank.rules.findings import Finding
from housingdesk.bank.rules.inside import Part, from_rows, to_rows
from housingdesk.bank.rules.proposals import Candidate, Proposal


@dataclass(frozen=True, slots=True)
class KeptCandidate:
    """An account that a line may be for, what spoke for it in points, and what was found."""

    account_id: int
    points: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Kept:
    """A proposal read back: the one line for the row, why it is not certain, and the accounts it may be for."""

    why: str
    held_because: tuple[str, ...]
    candidates: tuple[KeptCandidate, ...]
    rule_id: int | None = None
    parts: tuple[Part, ...] = ()


def to_json(proposal: Proposal, held_because: Sequence[str], most: int, parts: Sequence[Part] = ()) -> str:
    """A proposal with so many of its candidates; what it says of itself only where that is not the first one's headline."""
    if parts:
        return _ENCODER.encode({"rules": proposal.rules_version, "why": proposal.said, "held": held_because, "candidates": (),
                                "parts": to_rows(parts)})
    some = ",".join([_candidate(candidate) for candidate in proposal.candidates[:most]])
    own = _own(proposal, held_because) if held_because or proposal.said or proposal.rule_id else ""
    return f'{{"rules":"{proposal.rules_version}",{own}"candidates":[{some}]}}'


def _own(proposal: Proposal, held_because: Sequence[str]) -> str:
    return _said(proposal.said, tuple(held_because), proposal.reverses, proposal.rule_id)


@lru_cache(maxsize=1024)
def _said(why: str, held: tuple[str, ...], reverses: int | None, rule_id: int | None) -> str:
    own: dict[str, Any] = {"why": why, "held": held, "reverses": reverses, "rule": rule_id}
    return _ENCODER.encode({name: value for name, value in own.items() if value})[1:-1] + ","


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _candidate(candidate: Candidate) -> str:
    evidence = candidate.evidence_found
    if not evidence.written:
        evidence.written = (f'{{"account":{evidence.entry.account_id},"points":{evidence.points},'
                            f'"found":{findings.written(evidence)}}}')
    return evidence.written


def from_json(text: str) -> Kept:
    """A kept proposal; nothing at all where there is none."""
    said = json.loads(text) if text else {}
    candidates = tuple(KeptCandidate(c["account"], c["points"], findings.from_json(c["found"]))
                       for c in said.get("candidates", ()))
    why = said.get("why") or (sentences.headline(candidates[0].finding) if candidates else "")
    return Kept(why, tuple(said.get("held", ())), candidates, said.get("rule"), from_rows(said.get("parts", ())))
