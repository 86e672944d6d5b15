"""The made-up claims: each day follows the one before, and every state that a claim can stand in is there."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.queries.claim_file import claim_file
from housingdesk.benefits.queries.claims import claims_of
from housingdesk.benefits.queries.overdue import overdue
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.demo.actions.claims import write_claim_life
from housingdesk.demo.claim_days import Benefited, ClaimDays, benefited, life
from housingdesk.demo.claim_file_days import write_claim_days
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.rules import OfficeDraft
from housingdesk.tenancies.actions.routes import change_route
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import BenefitRoute
from tests.support import noticing
from tests.support.desk import MONDAY
from tests.support.lettings import make_tenancy

AGES = (0, 2, 5, 13, 14, 40, 74, 75, 200, 499, 2_000)


def row(days: int, **more: int) -> Benefited:
    return Benefited(more.get("tenancy_id", 1), more.get("person_id", 1), None, BenefitRoute.HB_EXEMPT,
                     MONDAY - timedelta(days), "HB 1", 10_000)


@pytest.mark.parametrize("days", AGES)
@pytest.mark.parametrize("place", range(23))
def test_no_day_comes_before_the_one_it_follows(days: int, place: int) -> None:
    made = life(row(days), place, MONDAY)
    happened = [made.draft.counts_from, made.sent_on, made.complete_on, made.asked[0] if made.asked else None, made.decided_on,
                made.suspended_on]
    known = [day for day in happened if day is not None]
    assert known == sorted(known) and known[-1] <= MONDAY


def test_every_state_is_there(sqlite_desk: Desk) -> None:
    found = set()
    for days in AGES:
        for place in (0, 1, 4, 7):
            tenancy = make_tenancy(sqlite_desk, start=MONDAY - timedelta(days))
            [holder] = sqlite_desk.ask(holders, tenancy_ids=[tenancy])
            lived = life(row(days, tenancy_id=tenancy, person_id=holder.person_id), place, MONDAY)
            sqlite_desk.do(write_claim_life, lived=lived)
            [claim] = sqlite_desk.ask(claims_of, tenancy_id=tenancy)
            found.add(claim.state)
    assert found == set(ClaimState) - {ClaimState.ENDED}


def test_those_whom_benefit_helps_have_one_the_newest_first(sqlite_desk: Desk) -> None:
    ids = [make_tenancy(sqlite_desk, start=date(2025, 3, day)) for day in (3, 10, 17)]
    for tenancy, route in zip(ids[:2], (BenefitRoute.HB_EXEMPT, BenefitRoute.UC_DIRECT), strict=True):
        sqlite_desk.do(change_route, tenancy_id=tenancy, route=route, on=date(2025, 6, 2))
    assert [one.tenancy_id for one in sqlite_desk.ask(benefited, tenancy_ids=ids, on=MONDAY)] == [ids[1], ids[0]]
    assert ClaimDays(sqlite_desk.store, sqlite_desk.who).fill(MONDAY, ids) == 2


def test_something_stands_around_the_claims_and_one_is_late_in_every_council(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    noticing.make_office(desk)
    councils = [int(desk.do(add_council, draft=OfficeDraft(name)).value) for name in ("Dale Council", "Moor Council")]
    supported, universal = BenefitRoute.HB_EXEMPT, BenefitRoute.UC_TENANT
    for place, (age, route) in enumerate(((600, supported), (700, supported), (40, supported), (650, universal),
                                          (660, universal))):
        tenancy = noticing.agreement(desk, f"Person {place}", start=MONDAY - timedelta(age))
        [holder] = desk.ask(holders, tenancy_ids=[tenancy])
        made = Benefited(tenancy, holder.person_id, councils[place % 2], route, MONDAY - timedelta(age), f"HB {place}", 10_000)
        desk.do(write_claim_life, lived=life(made, 0, MONDAY))
    assert write_claim_days(desk.store, desk.who, MONDAY) == 9
    rows = desk.ask(overdue, on=MONDAY)
    assert {row.office.council_id for row in rows if row.claim.kind is ClaimKind.CRF_HOUSING} == set(councils)
    files = [desk.ask(claim_file, claim_id=one, on=MONDAY) for one in range(1, 6)]
    assert sum(len(file.appeals) + len(file.absences) + len(file.overpayments) + len(file.changes) for file in files) == 4
    assert [file.difference[0] for file in files if file.card] == [-1_350, 0]
    assert [file.card.portal_waits for file in files if file.card] == [True, False]
