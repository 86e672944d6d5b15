"""Claims that wait too long: for whom, since when and why, by the office to be asked; a few statements whatever the size."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from housingdesk.benefits.queries.claim_parts import (
    ChangeRow,
    ContactRow,
    UcCardRow,
    changes,
    contacts,
    uc_cards,
    with_something_open,
)
from housingdesk.benefits.queries.claims import ClaimRow, claims_to_watch
from housingdesk.benefits.queries.offices import OfficeRow, offices
from housingdesk.benefits.rules.claims import WaitsOn
from housingdesk.benefits.rules.overdue import Asked, Paper, ReachBy, Wait, WaitFacts, Waiting, reach_by, waiting
from housingdesk.benefits.rules.words import DWP_KINDS, Direction, HowSent, Source
from housingdesk.properties.models import Council
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.rows import frozen

OUR_WORDS = (Direction.RANG, Direction.WROTE, Direction.EMAILED, Direction.PORTAL, Direction.MET)


@frozen
class Reach:
    """An office and how it is asked; ``key`` tells it from the others: ``("council", 3)``, or ``("dwp", 0)``."""

    key: tuple[str, int]
    name: str
    council_id: int | None
    office_id: int | None
    by: ReachBy
    email: str = ""
    post: str = ""
    phone: str = ""
    contact: str = ""
    portal: str = ""


@frozen
class OverdueRow:
    """A claim that waits too long. ``wait`` is the gravest reason, ``also`` the others; ``id`` is the claim's."""

    id: int
    version: int
    tenancy_id: int
    person_id: int
    person: str
    address: str
    claim: ClaimRow
    office: Reach
    wait: Wait
    also: tuple[str, ...]
    days: int
    last: ContactRow | None

    @property
    def at_office(self) -> bool:
        """Whether the office is to be asked, not the tenant and not ourselves."""
        return self.wait.waits_on in (WaitsOn.COUNCIL, WaitsOn.DWP)

    @property
    def paper(self) -> Paper:
        """The letter that asks for what is late."""
        return self.wait.paper or Paper.CHASE


def overdue(on: date) -> tuple[OverdueRow, ...]:
    """The claims that wait too long, by office and then who waits longest first."""
    return _gathered(on)[0]


@frozen
class OverdueList:
    """The rows, and of how many claims an answer is still in time."""

    rows: tuple[OverdueRow, ...]
    in_time: int


def overdue_list(on: date) -> OverdueList:
    """What the screen shows."""
    return OverdueList(*_gathered(on))


def _gathered(on: date) -> tuple[tuple[OverdueRow, ...], int]:
    claims = claims_to_watch(with_something_open())
    ids = [claim.id for claim in claims]
    said, changed, cards, reaches = contacts(ids), changes(ids), uc_cards(ids), reach_of_offices()
    found, in_time = [], 0
    for claim in claims:
        state = waiting(_facts(claim, said.get(claim.id, ()), changed.get(claim.id, ()), cards.get(claim.id)), on)
        in_time += state.answer_by is not None and not state.waits
        if state.waits:
            found.append((claim, state, next(iter(said.get(claim.id, ())), None)))
    addresses = _addresses([claim.tenancy_id for claim, _, _ in found])
    rows = [_row(claim, state, last, reaches, addresses, on) for claim, state, last in found]
    return tuple(sorted(rows, key=lambda row: (row.office.name == "", row.office.name, -row.days, row.id))), in_time


def waiting_of(claim: ClaimRow, on: date) -> Waiting:
    """What is late of one claim."""
    ids = [claim.id]
    facts = _facts(claim, contacts(ids).get(claim.id, ()), changes(ids).get(claim.id, ()), uc_cards(ids).get(claim.id))
    return waiting(facts, on)


def _facts(claim: ClaimRow, said: tuple[ContactRow, ...], changed: tuple[ChangeRow, ...], card: UcCardRow | None) -> WaitFacts:
    came = [one.received_on for one in claim.evidence if one.received_on is not None]
    return WaitFacts(
        claim.kind, claim.state, claim.counts_from, claim.sent_on, claim.evidence_by, claim.decided_on, claim.missing,
        max(came, default=None),
        tuple(Asked(one.kind, one.on, one.answer_by, one.answered_on) for one in said if one.direction in OUR_WORDS),
        tuple((one.what, one.happened_on, one.told_on) for one in changed if one.confirmed_on is None),
        card.portal_received_on if card is not None and card.portal_waits else None,
        card.direct_asked_on if card is not None and card.direct_waits else None)


def _row(claim: ClaimRow, state: Waiting, last: ContactRow | None, reaches: Mapping[tuple[str, int], Reach],
         addresses: Mapping[int, str], on: date) -> OverdueRow:
    first = state.waits[0]
    return OverdueRow(claim.id, claim.version, claim.tenancy_id, claim.person_id, claim.person,
                      addresses.get(claim.tenancy_id, ""), claim, _reach(claim, reaches), first,
                      tuple(one.sentence for one in state.waits[1:]), first.days(on), last)


def reach_for(claim: ClaimRow) -> Reach:
    """The office of a claim and how it is asked."""
    return _reach(claim, reach_of_offices())


def _reach(claim: ClaimRow, reaches: Mapping[tuple[str, int], Reach]) -> Reach:
    key = ("dwp", 0) if claim.kind in DWP_KINDS else ("council", claim.council_id or 0)
    return reaches.get(key) or Reach(key, claim.office, claim.council_id, None, ReachBy.PHONE)


def reach_of_offices() -> dict[tuple[str, int], Reach]:
    """Every council, and the DWP, by key; from the office's card, else from what is known of the council itself."""
    cards = offices()
    by_council = {card.council_id: card for card in cards if card.council_id is not None}
    rows: Any = Council.select(Council.id, Council.name, Council.phone, Council.email).tuples()
    found = {("council", row[0]): _council(row[0], row[1], row[2], row[3], by_council.get(row[0])) for row in rows}
    dwp = next((card for card in cards if card.source is Source.DWP_MANAGED), None)
    contact, phone, portal = (dwp.contact, dwp.phone, dwp.portal) if dwp is not None else ("", "", "")
    found["dwp", 0] = Reach(("dwp", 0), "the DWP", None, dwp.id if dwp is not None else None, ReachBy.PORTAL, phone=phone,
                            contact=contact, portal=portal)
    return found


def _council(council_id: int, name: str, phone: str, email: str, card: OfficeRow | None) -> Reach:
    email, phone = (card.email if card else "") or email, (card.phone if card else "") or phone
    post, by_post = card.postal_address if card else "", card is not None and card.sends is HowSent.POST
    by = reach_by(dwp=False, email=email, post=post, phone=phone, prefers_post=by_post)
    return Reach(("council", council_id), name, council_id, card.id if card else None, by, email, post, phone,
                 card.contact if card else "", card.portal if card else "")


def _addresses(tenancy_ids: list[int]) -> dict[int, str]:
    rows: Any = Tenancy.select(Tenancy.id, Tenancy.address, Tenancy.postcode).where(Tenancy.id.in_(tenancy_ids)).tuples()
    return {row[0]: f"{row[1]} {row[2]}".strip() for row in rows}
