"""Whose a line of a schedule is: by claim reference, by our own reference, by name and address; ambiguity needs a person.

What somebody said of an office's reference before goes first, as long as that agreement runs. It looks up keys in
dictionaries that hold only what a schedule's own keys found, so that a line takes as long with 10,000 homes as with 500.
It does not decide whose debt a recovery is (``recoveries``), nor what a line is against the last run (``classes``).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from housingdesk.benefits.rules.schedules.likeness import name_words, same_address, same_name, surnames
from housingdesk.benefits.rules.schedules.shapes import ReadLine
from housingdesk.benefits.rules.words import LineState
from housingdesk.values.dates import format_date
from housingdesk.values.references import is_payment_reference
from housingdesk.values.rows import frozen
from housingdesk.values.text import squash

_SPLIT = re.compile(r"[|;,]")
_FUND = re.compile(r"\b(?:DHP|DISCRETIONARY HOUSING|CRF|CRISIS AND RESILIENCE)\b", re.IGNORECASE)
_MOST_CANDIDATES = 6
SAID = "As somebody said of an earlier run"
Span = tuple[date, date]
"""The first and the last day of something."""


class Known(NamedTuple):
    """An agreement with its rent account. ``ends_on`` is its last day.

    ``claims``: its claims as (reference key, id, whether of a fund beside benefit), the oldest first.
    """

    account_id: int
    tenancy_id: int
    pay_reference: str
    names: str
    address: str
    starts_on: date
    ends_on: date | None
    claims: tuple[tuple[str, int, bool], ...] = ()

    def runs_in(self, span: Span | None) -> bool:
        """Whether it runs on any day of a span; without one whether it has not ended."""
        if span is None:
            return self.ends_on is None
        return self.starts_on <= span[1] and (self.ends_on is None or self.ends_on >= span[0])


@frozen
class Candidate:
    """An account that a line may be for, and what speaks for it or against."""

    account_id: int
    tenancy_id: int
    names: str
    address: str
    why: str


class Match(NamedTuple):
    """Whose a line is taken to be. ``why`` tells by what, or why somebody has to say; ``sure``: by a reference."""

    state: LineState
    account_id: int | None
    claim_id: int | None
    why: str
    sure: bool = False
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class Directory:
    """What the keys of one schedule found: agreements by claim reference, by our reference and by folded surname.

    ``memory``: what somebody said of this office's lines, key → account; ``by_account`` all agreements that are in it.
    """

    by_claim: dict[str, list[Known]] = field(default_factory=dict)
    by_rent: dict[str, list[Known]] = field(default_factory=dict)
    by_surname: dict[str, list[Known]] = field(default_factory=dict)
    by_account: dict[int, Known] = field(default_factory=dict)
    memory: Mapping[str, int] = field(default_factory=dict)


@lru_cache(maxsize=8192)
def claim_key(reference: str) -> str:
    """A claim reference without what offices write differently: ``"HB 0123-45/6" -> "hb0123456"``, noughts in front gone."""
    return squash(reference).lstrip("0")


@lru_cache(maxsize=8192)
def rent_keys(reference: str) -> tuple[str, ...]:
    """Our own reference as it may be written: whole, or one part of it (``"600 044 716 | AB…"``), without spaces."""
    parts = [squash(reference), *(squash(part) for part in _SPLIT.split(reference))] if _SPLIT.search(reference) else [
        squash(reference)]
    return tuple(dict.fromkeys(part for part in parts if part))


def of_fund(said: str) -> bool:
    """Whether a line says that it is of a fund beside benefit: discretionary payments, crisis and resilience."""
    text = said.upper()  # thousands of lines say nothing of the kind: looking for a word is quicker than for a pattern
    if "DHP" not in text and "CRF" not in text and "DISCRETIONARY" not in text and "RESILIENCE" not in text:
        return False
    return _FUND.search(said) is not None


def memory_keys(line: ReadLine) -> tuple[str, ...]:
    """Under which keys what somebody says of a line is remembered, the most telling first."""
    found = []
    if line.claim_reference:
        found.append(f"claim|{claim_key(line.claim_reference)}")
    if line.rent_reference:
        found.append(f"rent|{squash(line.rent_reference)}")
    if not found and line.name:
        found.append(f"name|{' '.join(name_words(line.name))}|{squash(line.address)}"[:300])
    return tuple(found)


def match(line: ReadLine, directory: Directory, span: Span | None) -> Match:
    """Whose a line is. ``span``: the days it is for, or that the schedule was paid on where the line names none."""
    if directory.memory and (said := _as_said(line, directory, span)) is not None:
        return said
    claims = directory.by_claim.get(claim_key(line.claim_reference), []) if line.claim_reference else []
    ours = _by_rent(line.rent_reference, directory) if line.rent_reference else []
    if claims and ours:
        both = [one for one in claims if one in ours]
        if not both:
            return _ask(f"Claim reference {line.claim_reference} is of {_names(claims)}, but {line.rent_reference} is the "
                        f"account of {_names(ours)}", [*claims, *ours], line)
        claims = both
    if claims or ours:
        by = f"Claim reference {line.claim_reference}" if claims else f"Our reference {line.rent_reference}"
        return _one_of(line, claims or ours, span, by)
    return _by_name(line, directory, span)


def _as_said(line: ReadLine, directory: Directory, span: Span | None) -> Match | None:
    for key in memory_keys(line):
        account = directory.memory.get(key)
        known = directory.by_account.get(account) if account is not None else None
        if known is not None and known.runs_in(span) and not _beyond(known, span):
            return Match(LineState.MATCHED, known.account_id, _claim_of(known, line), SAID, True)
    return None


def _by_rent(reference: str, directory: Directory) -> list[Known]:
    for key in rent_keys(reference):
        found = directory.by_rent.get(key)
        if found:
            return found
    return []


def _one_of(line: ReadLine, found: Sequence[Known], span: Span | None, by: str) -> Match:
    """The one agreement a reference stands for in these days, if its people bear the line's name."""
    running = [one for one in found if one.runs_in(span)]
    if not running:
        last = max(found, key=lambda one: one.ends_on or date.max)
        return _ask(_not_running(last, span), found, line)
    if len(running) > 1:
        named = [one for one in running if same_name(line.name, one.names)] if line.name else []
        if len(named) != 1:
            return _ask(f"{by} stands for {len(running)} agreements: {_names(running)}", running, line)
        running = named
    one = running[0]
    if line.name and not same_name(line.name, one.names):
        return _ask(f"{by} is of {one.names}, but the line names {line.name}", running, line)
    if _beyond(one, span):
        return _ask(_paid_beyond(one, span), running, line)
    return Match(LineState.MATCHED, one.account_id, _claim_of(one, line), by, True)


def _by_name(line: ReadLine, directory: Directory, span: Span | None) -> Match:
    """The one agreement of this name at this address; anything less needs a person."""
    reference = unknown_reference(line)
    if not line.name:
        return _ask(reference or "The line names nobody and has no reference", [], line)
    named = _bearers(line.name, directory)
    there = [one for one in named if same_address(line.address, one.address)] if line.address else []
    running = [one for one in there if one.runs_in(span)]
    if len(running) == 1 and not _beyond(running[0], span):
        one = running[0]
        why = "Name and address" if not reference else f"Name and address. {reference}"
        return Match(LineState.MATCHED, one.account_id, _claim_of(one, line), why)
    if len(running) == 1:
        return _ask(_paid_beyond(running[0], span), running, line)
    if there and not running:
        return _ask(_not_running(there[0], span), there, line)
    said = f"Several agreements of {line.name} at this address" if running else (
        f"{line.name} has an agreement at another address" if named else f"Nobody called {line.name} holds an agreement")
    return _ask(f"{reference}. {said}" if reference else said, running or named, line)


def unknown_reference(line: ReadLine) -> str:
    """What is wrong with a line's references when none of them leads to an agreement; empty when it has none.

    >>> from housingdesk.benefits.rules.schedules.shapes import ReadLine
    >>> unknown_reference(ReadLine(1, "", "600 044 717", "", "", None, None, None, 100, 0, 100, ""))
    '600 044 717 is no reference of ours: its check digit is wrong'
    """
    if line.claim_reference:
        return f"Claim reference {line.claim_reference} is not known"
    number = squash(line.rent_reference)
    if len(number) == 9 and number.isdigit() and number[0] == "6" and not is_payment_reference(number):
        return f"{line.rent_reference} is no reference of ours: its check digit is wrong"
    return f"Reference {line.rent_reference} is not known" if number else ""


def _bearers(name: str, directory: Directory) -> list[Known]:
    found: dict[int, Known] = {}
    for surname in surnames(name):
        for one in directory.by_surname.get(surname, ()):
            if same_name(name, one.names):
                found.setdefault(one.account_id, one)
    return list(found.values())


def _claim_of(known: Known, line: ReadLine) -> int | None:
    """The claim with the line's reference; else the only claim there is."""
    if not known.claims:
        return None
    key, fund = claim_key(line.claim_reference) if line.claim_reference else "", of_fund(line.said or line.raw)
    theirs = [one for one in known.claims if one[2] is fund]
    same = [one[1] for one in theirs if one[0] == key] if key else None
    if same:
        return same[-1]
    return theirs[0][1] if len(theirs) == 1 else None


def _beyond(known: Known, span: Span | None) -> bool:
    return known.ends_on is not None and (span is None or span[1] > known.ends_on)


def _not_running(known: Known, span: Span | None) -> str:
    if known.ends_on is not None and (span is None or span[0] > known.ends_on):
        to = "" if span is None else f", and the line pays from {format_date(span[0])}"
        return f"{known.names} left on {format_date(known.ends_on)}{to}. It is likely to be asked back"
    return f"The agreement of {known.names} begins on {format_date(known.starts_on)} only"


def _paid_beyond(known: Known, span: Span | None) -> str:
    last = format_date(known.ends_on) if known.ends_on is not None else ""
    if span is None:
        return f"{known.names} left on {last}, and the line does not say for which days it is"
    return (f"{known.names} left on {last}, but the line pays to {format_date(span[1])}. What is for later days is likely "
            "to be asked back")


def _ask(why: str, found: Iterable[Known], line: ReadLine) -> Match:
    seen: dict[int, Candidate] = {}
    for one in found:
        if one.account_id not in seen and len(seen) < _MOST_CANDIDATES:
            seen[one.account_id] = Candidate(one.account_id, one.tenancy_id, one.names, one.address, _speaks(one, line))
    return Match(LineState.ASK, None, None, why[:500], candidates=tuple(seen.values()))


def _speaks(known: Known, line: ReadLine) -> str:
    parts = []
    if line.claim_reference and any(claim_key(line.claim_reference) == one[0] for one in known.claims):
        parts.append("claim reference agrees")
    if squash(known.pay_reference) in rent_keys(line.rent_reference):
        parts.append("our reference agrees")
    if line.name:
        parts.append("name agrees" if same_name(line.name, known.names) else "another name")
    if line.address:
        parts.append("address agrees" if same_address(line.address, known.address) else "another address")
    if known.ends_on is not None:
        parts.append(f"left on {format_date(known.ends_on)}")
    return ", ".join(parts)


def _names(found: Sequence[Known]) -> str:
    return ", ".join(dict.fromkeys(one.names for one in found[:3]))
