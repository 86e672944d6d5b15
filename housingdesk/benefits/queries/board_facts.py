"""What stands around many claims at once: evidence, what was asked and answered, what changed, what is wanted back."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.benefits.models import Appeal, Circumstance, ClaimContact, ClaimEvidence, Overpayment, UcCard
from housingdesk.benefits.rules.words import AppealState, ContactKind, Direction, OverpaymentState, WhatChanged
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.rent.rules.words import Payer
from housingdesk.values.rows import frozen

_AT_ONCE = 10_000
OURS = (Direction.RANG, Direction.WROTE, Direction.EMAILED, Direction.PORTAL, Direction.MET)
_ASKS = (ContactKind.CHASE, ContactKind.EVIDENCE, ContactKind.INTERIM)


@frozen
class Word:
    """The last word about a claim: when, by which way, who of us, with whom, what about, and what was said."""

    on: date
    direction: Direction
    kind: ContactKind
    by: str
    whom: str
    said: str


@frozen
class Verify:
    """An office's question to us that is not answered: when it came, and the word or (None) the card that says so."""

    on: date
    contact_id: int | None
    version: int


@frozen
class Around:
    """By claim what stands around it; ``expected`` by account and payer."""

    evidence: dict[int, tuple[tuple[str, ...], date | None]]
    asked: dict[int, tuple[date, ...]]
    interim: dict[int, date]
    verify: dict[int, Verify]
    changes: dict[int, tuple[WhatChanged, date, date | None]]
    overpaid: dict[int, tuple[date, int]]
    appealed: dict[int, date]
    words: dict[int, Word]
    expected: dict[tuple[int, Payer], tuple[date, int]]


def around(claim_ids: Collection[int], open_ids: Collection[int], on: date) -> Around:
    """All of it for these claims; ``open_ids`` are those not decided yet, whose evidence and chasing count."""
    asked, interim = _asked(open_ids)
    return Around(_evidence(open_ids), asked, interim, _verify(claim_ids), _changes(claim_ids), _overpaid(claim_ids),
                  _appealed(open_ids), _words(claim_ids), _expected(on))


def _parts(ids: Collection[int]) -> Iterator[Sequence[int]]:
    wanted = sorted(ids)
    return (wanted[at:at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))


def _evidence(ids: Collection[int]) -> dict[int, tuple[tuple[str, ...], date | None]]:
    missing: defaultdict[int, list[str]] = defaultdict(list)
    came: dict[int, date] = {}
    for part in _parts(ids):
        rows: Any = (ClaimEvidence.select(ClaimEvidence.claim, ClaimEvidence.what, ClaimEvidence.needed,
                                          ClaimEvidence.received_on)
                     .where(ClaimEvidence.claim.in_(part)).order_by(ClaimEvidence.id).tuples())
        for claim, what, needed, received_on in rows:
            if received_on is not None:
                came[claim] = max(received_on, came.get(claim, received_on))
            elif needed:
                missing[claim].append(what)
    return {claim: (tuple(missing.get(claim, ())), came.get(claim)) for claim in {*missing, *came}}


def _asked(ids: Collection[int]) -> tuple[dict[int, tuple[date, ...]], dict[int, date]]:
    asked: defaultdict[int, list[date]] = defaultdict(list)
    interim: dict[int, date] = {}
    for part in _parts(ids):
        rows: Any = (ClaimContact.select(ClaimContact.claim, ClaimContact.on, ClaimContact.kind)
                     .where(ClaimContact.claim.in_(part) & ClaimContact.direction.in_(OURS) & ClaimContact.kind.in_(_ASKS))
                     .order_by(ClaimContact.on, ClaimContact.id).tuples())
        for claim, day, kind in rows:
            asked[claim].append(day)
            if kind == ContactKind.INTERIM:
                interim[claim] = day
    return {claim: tuple(days) for claim, days in asked.items()}, interim


def _verify(ids: Collection[int]) -> dict[int, Verify]:
    """Questions to us about the rent that nobody has answered: through the DWP's portal, or by the council."""
    wanted = set(ids)
    letters: Any = ClaimContact.select(ClaimContact.claim, ClaimContact.on, ClaimContact.id, ClaimContact.version).where(
        (ClaimContact.kind == ContactKind.VERIFY) & ClaimContact.direction.in_((Direction.CAME, Direction.CALLED))
        & ClaimContact.answered_on.is_null()).order_by(ClaimContact.on.desc(), ClaimContact.id.desc()).tuples()
    found = {claim: Verify(day, contact, version) for claim, day, contact, version in letters if claim in wanted}
    portal: Any = UcCard.select(UcCard.claim, UcCard.portal_received_on, UcCard.version).where(
        UcCard.portal_received_on.is_null(False)
        & (UcCard.portal_answered_on.is_null() | (UcCard.portal_answered_on < UcCard.portal_received_on))).tuples()
    return found | {claim: Verify(day, None, version) for claim, day, version in portal if claim in wanted}


def _changes(ids: Collection[int]) -> dict[int, tuple[WhatChanged, date, date | None]]:
    wanted = set(ids)
    rows: Any = (Circumstance.select(Circumstance.claim, Circumstance.what, Circumstance.happened_on, Circumstance.told_on)
                 .where(Circumstance.confirmed_on.is_null()).order_by(Circumstance.id.desc()).tuples())
    found: dict[int, tuple[WhatChanged, date, date | None]] = {}
    for claim, what, happened_on, told_on in rows:
        if claim in wanted and (claim not in found or told_on is None):  # what is still to be told comes first
            found[claim] = (WhatChanged(what), happened_on, told_on)
    return found


def _overpaid(ids: Collection[int]) -> dict[int, tuple[date, int]]:
    wanted = set(ids)
    rows: Any = (Overpayment.select(Overpayment.claim, fn.MIN(Overpayment.notified_on), fn.SUM(Overpayment.pence))
                 .where(Overpayment.state.in_((OverpaymentState.OPEN, OverpaymentState.DISPUTED)))
                 .group_by(Overpayment.claim).tuples())
    return {claim: (_day(day), int(pence)) for claim, day, pence in rows if claim in wanted}


def _appealed(ids: Collection[int]) -> dict[int, date]:
    wanted = set(ids)
    rows: Any = (Appeal.select(Appeal.claim, Appeal.asked_on, Appeal.told_on).where(Appeal.state == AppealState.ASKED)
                 .order_by(Appeal.id).tuples())
    return {claim: asked_on or told_on for claim, asked_on, told_on in rows if claim in wanted}


def _words(ids: Collection[int]) -> dict[int, Word]:
    last = ClaimContact.select(fn.MAX(ClaimContact.id)).group_by(ClaimContact.claim)
    rows: Any = (ClaimContact.select(ClaimContact.claim, ClaimContact.on, ClaimContact.direction, ClaimContact.kind,
                                     ClaimContact.by, ClaimContact.whom, ClaimContact.said)
                 .where(ClaimContact.id.in_(last)).tuples())
    wanted = set(ids)
    return {row[0]: Word(row[1], Direction(row[2]), ContactKind(row[3]), *row[4:]) for row in rows if row[0] in wanted}


def _expected(on: date) -> dict[tuple[int, Payer], tuple[date, int]]:
    """The next money due to every account from every payer; by a plain statement, for there are tens of thousands."""
    text = ("SELECT account_id, payer, due_on, pence FROM expected_payment WHERE settled_on IS NULL AND due_on >= ? "
            "ORDER BY due_on DESC, id DESC")
    rows = database.execute_sql(sql(database, text), [on if is_postgresql(database) else on.isoformat()])
    last = {(account, payer): (due_on, pence) for account, payer, due_on, pence in rows}
    payers = {str(payer): payer for payer in Payer}
    return {(account, payers[payer]): (_day(due_on), int(pence)) for (account, payer), (due_on, pence) in last.items()}


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
