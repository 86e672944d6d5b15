"""Claims of the made-up association: most decided long ago, the newest still waiting for somebody, a few gone wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.db.connection import Store
from housingdesk.demo.actions.claims import Lived, write_claim_life
from housingdesk.demo.queries import paid_by_benefit
from housingdesk.properties.queries import spaces
from housingdesk.rent.queries.account_file import standing
from housingdesk.rent.rules.words import BENEFIT, Frequency
from housingdesk.tenancies.queries.agreements import holders, occupancies, routes, tenancies
from housingdesk.tenancies.rules import BenefitRoute
from housingdesk.values.money import portion

_KINDS = {BenefitRoute.HB_EXEMPT: ClaimKind.HB_SUPPORTED, BenefitRoute.HB_TEMPORARY: ClaimKind.HB_TEMPORARY,
          BenefitRoute.HB_PENSION: ClaimKind.HB, BenefitRoute.UC_TENANT: ClaimKind.UC, BenefitRoute.UC_DIRECT: ClaimKind.UC}
_MOST = 60
_UC_HERE = date(2018, 6, 4)
"""Universal Credit came to the made-up towns; who was a tenant before claims it from then on."""
_NEW, _WAITING = timedelta(14), timedelta(75)
_LATELY = timedelta(500)
_DIRECT = (BenefitRoute.HB_EXEMPT, BenefitRoute.HB_TEMPORARY, BenefitRoute.HB_PENSION, BenefitRoute.UC_DIRECT)


@dataclass(frozen=True, slots=True)
class Benefited:
    """An agreement that benefit helps with: since when, by which route, how much a week, and whether any came already."""

    tenancy_id: int
    person_id: int
    council_id: int | None
    route: BenefitRoute
    since: date
    reference: str
    weekly_pence: int
    paid: bool = False


class ClaimDays:
    """Claims written on the days on which they would have been."""

    def __init__(self, store: Store, who: Who) -> None:
        self._store, self._who = store, who

    def fill(self, today: date, tenancy_ids: Sequence[int]) -> int:
        """Claims of a good part of those whom benefit helps, the newest agreements first; returns how many."""
        rows: list[Benefited] = self._desk(today).ask(benefited, tenancy_ids=tenancy_ids, on=today)
        for place, row in enumerate(rows):
            lived = life(row, place, today)
            days = (lived.suspended_on, lived.decided_on, lived.asked[0] if lived.asked else None, lived.complete_on,
                    lived.sent_on, lived.draft.counts_from)
            self._desk(max(day for day in days if day is not None)).do(write_claim_life, lived=lived)
        return len(rows)

    def _desk(self, on: date) -> Desk:
        return Desk(self._store, self._who, lambda: _at(on))


def _at(on: date) -> datetime:
    return datetime.combine(on, time(0, 16), UTC)


def benefited(tenancy_ids: Sequence[int], on: date) -> list[Benefited]:
    """The agreements that benefit helps with on a day, the newest first, as many as are written."""
    current = {row.id: row for row in tenancies(tenancy_ids) if not row.former and row.starts_on <= on}
    paid = paid_by_benefit(current)
    current = {number: row for number, row in current.items()
               if row.ends_on is None or (row.ends_on > on and number not in paid)}
    last = {row.tenancy_id: row for row in routes(list(current)) if row.start <= on and (row.end is None or row.end > on)}
    chosen = sorted((row for row in last.values() if row.route in _KINDS), key=lambda row: (row.start, row.tenancy_id),
                    reverse=True)[:_MOST]
    ids = [row.tenancy_id for row in chosen]
    leads = {one.tenancy_id: one.person_id for one in holders(ids) if one.lead}
    homes = {one.tenancy_id: one.space_id for one in occupancies(ids)}
    councils = {row.id: row.council_id for row in spaces(sorted(set(homes.values())))}
    return [Benefited(row.tenancy_id, leads[row.tenancy_id], councils.get(homes[row.tenancy_id]), row.route, row.start,
                      row.claim_reference, _weekly(row.tenancy_id, on), row.tenancy_id in paid)
            for row in chosen if row.tenancy_id in leads]


def _weekly(tenancy_id: int, on: date) -> int:
    found = standing(tenancy_id, on)
    if found is None:
        return 0
    pence = sum(pence for charge in found.charges for payer, pence in charge.shares if payer in BENEFIT)
    return portion(pence, 12, 52) if found.account.frequency is Frequency.MONTHLY else pence


def life(row: Benefited, place: int, today: date) -> Lived:
    """How a claim went, by how long ago it began and its place in the list."""
    since = max(row.since, _UC_HERE) if _KINDS[row.route] is ClaimKind.UC else row.since
    draft = ClaimDraft(_KINDS[row.route], since, row.tenancy_id, row.person_id, council_id=row.council_id,
                       reference=row.reference, to_landlord=row.route in _DIRECT, expected_pence=row.weekly_pence or None,
                       authority_on=since)
    old, waits = today - since, today - since < _WAITING and not row.paid  # what is paid was decided
    if old < timedelta(4):
        return Lived(draft)
    if old < _NEW:
        return Lived(draft, sent_on=since + timedelta(2))
    sent, complete = since + timedelta(2), since + timedelta(9)
    if waits and place % 2:
        return Lived(draft, sent, complete, asked=(min(complete + timedelta(4), today), "Bank statements of the last month"))
    if waits:
        return Lived(draft, sent, complete)
    decided_on = min(complete + timedelta(11 + place % 9), today)
    decided = Lived(draft, sent, complete, None, decided_on, row.weekly_pence)
    if place % 11 == 7 and old < _LATELY:
        return Lived(draft, sent, complete, None, decided.decided_on, row.weekly_pence, today - timedelta(12))
    if place % 11 == 4 and old < _LATELY:
        return Lived(draft, sent, complete, None, today - timedelta(8), None)
    return decided
