"""Who is to hear that an agreement ends, with the words for each, and who was told by what somebody wrote down."""

from datetime import date, datetime
from typing import Any

from housingdesk.changes.models import Told
from housingdesk.changes.rules.reviews import SUPPORTED
from housingdesk.changes.rules.telling import EndingFacts, Message, message, parties
from housingdesk.changes.rules.words import ToldParty
from housingdesk.errors import NotFound, Refused
from housingdesk.people import queries as people_queries
from housingdesk.people.rules import PartyRole
from housingdesk.properties import queries as property_queries
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.words import AccountKind
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.queries.agreements import TenancyRow
from housingdesk.tenancies.rules import BenefitRoute
from housingdesk.values.rows import frozen
from housingdesk.voids.queries.plan import void_after

_SUPPORT = frozenset({PartyRole.SUPPORT_PROVIDER, PartyRole.KEY_WORKER})


@frozen
class ToldRow:
    """Somebody was told: whom, what, on which day, how."""

    id: int
    version: int
    tenancy_id: int
    whom: ToldParty
    name: str
    what: str
    on: date
    how: str
    recorded_at: datetime
    recorded_by: str
    removed: str


@frozen
class ToTell:
    """One party with its words, how to reach it, and the line that shows that it was told; None while it was not."""

    message: Message
    reach: str
    told: ToldRow | None


@frozen
class Telling:
    """Everybody who is to hear of an ending. ``void_id`` is the plan of the home that it leaves empty, where there is one."""

    tenancy: TenancyRow
    lines: tuple[ToTell, ...]
    void_id: int | None = None

    @property
    def left(self) -> int:
        """How many were not told yet."""
        return sum(one.told is None for one in self.lines)


def told_row(told_id: int) -> ToldRow:
    """One line; NotFound if there is none."""
    found = Told.get_or_none(Told.id == told_id)
    if found is None:
        raise NotFound("This line is no longer there")
    return _row(found)


def told_of(tenancy_id: int) -> list[ToldRow]:
    """Who was told of something about an agreement, the newest first."""
    query = Told.select().where((Told.tenancy == tenancy_id) & (Told.removed == ""))
    rows: Any = query.order_by(Told.on.desc(), Told.id.desc())
    return [_row(row) for row in rows]


def telling(tenancy_id: int) -> Telling:
    """Who is to hear that an agreement ends, and who has heard; Refused for one that does not end."""
    row = agreements.tenancy(tenancy_id)
    if row.ends_on is None:
        raise Refused(f"This {row.words.agreement} does not end: there is nothing to tell")
    home = agreements.occupancy_on(tenancy_id, row.ends_on)
    space = property_queries.space(home.space_id) if home is not None else None
    route = agreements.route_on(tenancy_id, row.ends_on)
    persons = [one.person_id for one in agreements.holders([tenancy_id])]
    support = next((one.draft for one in people_queries.parties_on(persons, row.ends_on) if one.may
                    and one.draft.role in _SUPPORT), None)
    council = next((one for one in property_queries.councils() if space is not None and one.id == space.council_id), None)
    facts = _facts(row, route.route if route else BenefitRoute.NONE, route.claim_reference if route else "",
                   council.name if council else "", (support.organisation or support.name) if support else "")
    reach = {ToldParty.HOUSING_BENEFIT: _reach(council), ToldParty.COUNCIL_TAX: _reach(council),
             ToldParty.SUPPORT: _reach(support)}
    supported = support is not None or (space is not None and space.rent_type in SUPPORTED)
    told = {one.whom: one for one in reversed(told_of(tenancy_id))}
    return Telling(row, tuple(ToTell(message(whom, facts), reach.get(whom, ""), told.get(whom))
                              for whom in parties(facts.route, row.kind, supported)), void_after(tenancy_id))


def _facts(row: TenancyRow, route: BenefitRoute, claim: str, council: str, support: str) -> EndingFacts:
    assert row.ends_on is not None
    accounts = account_queries.accounts_of(row.id)
    main = next((one for one in accounts if one.kind in (AccountKind.RENT, AccountKind.GARAGE)), None)
    return EndingFacts(
        settings_queries.value("org.name", row.ends_on), row.reference, row.kind, row.words.agreement, row.names, row.address,
        row.postcode, row.ends_on, row.end_reason, route, claim, council, support,
        owed_pence=main.pence if main is not None else 0, payment_reference=row.payment_reference)


def _reach(found: Any) -> str:
    return " · ".join(part for part in (found.phone, found.email) if part) if found is not None else ""


def _row(found: Told) -> ToldRow:
    return ToldRow(found.id, found.version, found.tenancy_id, found.whom, found.name, found.what, found.on, found.how,
                   found.recorded_at, found.recorded_by, found.removed)
