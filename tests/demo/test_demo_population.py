"""Agreements, charges and openings of the made-up association."""

import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from housingdesk.demo.places import Use
from housingdesk.demo.population import Association, plan
from housingdesk.demo.rents import limit
from housingdesk.demo.tenures import Tenancy
from housingdesk.rent.rules.words import BENEFIT_ELIGIBLE, ChargeCode, Frequency, Payer
from housingdesk.tenancies.rules import LICENCES, BenefitRoute, TenancyKind
from housingdesk.values.dates import rent_year_of
from housingdesk.values.references import is_payment_reference

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def large() -> Association:
    return plan(2500, 4, 8, TODAY)


def _digest(association: Association) -> str:
    return hashlib.sha256(repr(association).encode()).hexdigest()


def test_the_same_seed_gives_the_same_plan_whatever_the_order_of_sets() -> None:
    code = ("import hashlib; from datetime import date; from housingdesk.demo.population import plan;"
            "print(hashlib.sha256(repr(plan(90, 2, 7, date(2026, 11, 22))).encode()).hexdigest())")
    digests = {subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, check=True,
                              capture_output=True, text=True).stdout.strip() for seed in ("1", "77")}
    assert digests == {_digest(plan(90, 2, 7, TODAY))}
    assert _digest(plan(90, 2, 8, TODAY)) not in digests


def test_nothing_is_made_of_nothing() -> None:
    with pytest.raises(ValueError, match="one home"):
        plan(0, 1, 1, TODAY)
    with pytest.raises(ValueError, match="one year"):
        plan(1, 0, 1, TODAY)
    assert len(plan(1, 1, 1, TODAY).current(TODAY)) <= 1


def test_no_two_agreements_hold_one_space_at_one_time(large: Association) -> None:
    by_space: dict[int, list[Tenancy]] = defaultdict(list)
    for tenancy in large.tenancies:
        by_space[tenancy.space].append(tenancy)
    for tenancies in by_space.values():
        in_order = sorted(tenancies, key=lambda t: t.starts)
        for before, after in pairwise(in_order):
            assert before.ends is not None
            assert before.ends < after.starts


def test_agreements_begin_by_today_and_end_after_they_begin(large: Association) -> None:
    for tenancy in large.tenancies:
        assert tenancy.starts <= TODAY
        assert (tenancy.end_reason is None) == (tenancy.ends is None)
        assert tenancy.ends is None or tenancy.starts <= tenancy.ends <= TODAY + timedelta(weeks=6)


def test_every_kind_of_agreement_is_there_in_its_place(large: Association) -> None:
    kinds = Counter(tenancy.kind for tenancy in large.tenancies)
    assert set(kinds) == set(TenancyKind)
    for tenancy in large.tenancies:
        use = large.spaces[tenancy.space - 1].use
        assert (tenancy.kind in LICENCES) is (use in (Use.SUPPORTED, Use.HOSTEL))
        assert (tenancy.kind is TenancyKind.CONTRACT) is (use is Use.GARAGES)
        assert tenancy.social is (tenancy.kind not in (TenancyKind.MARKET, TenancyKind.ASSURED_PERIODIC))
        if tenancy.kind is TenancyKind.SECURE:
            assert tenancy.starts < date(1989, 1, 15)


def test_payment_references_are_valid_and_nobody_shares_one(large: Association) -> None:
    references = [tenancy.payment_reference for tenancy in large.tenancies]
    assert all(is_payment_reference(reference) for reference in references)
    assert len(set(references)) == len(references)
    assert len({tenancy.reference for tenancy in large.tenancies}) == len(references)


def test_shares_of_every_line_sum_to_it_on_every_day_that_matters(large: Association) -> None:
    for tenancy in large.tenancies:
        for charge in tenancy.charges:
            line = charge.line
            days = {line.start, *(share.start for share in line.shares)}
            days |= {share.end - timedelta(days=1) for share in line.shares if share.end is not None}
            for day in days:
                parts = charge.parts(day)
                assert sum(pence for _, pence in parts) == line.pence
                assert all(pence >= 0 for _, pence in parts)
                rest = [s for s in line.shares if s.pence is None and s.start <= day and (s.end is None or day < s.end)]
                assert len(rest) == 1


def test_benefit_pays_eligible_lines_only(large: Association) -> None:
    seen = set()
    for tenancy in large.tenancies:
        for charge in tenancy.charges:
            for share in charge.line.shares:
                seen.add(share.payer)
                if share.payer in (Payer.HB, Payer.UC):
                    assert charge.line.code in BENEFIT_ELIGIBLE
                    assert tenancy.award is not None
    assert seen == {Payer.HB, Payer.UC, Payer.TENANT, Payer.SUPPORT}


def test_supported_residents_pay_their_own_charge_of_11_60_today(large: Association) -> None:
    supported = [t for t in large.current(TODAY) if large.spaces[t.space - 1].use is Use.SUPPORTED
                 and t.routes[-1][0] is BenefitRoute.HB_EXEMPT and t.award is not None]
    assert len(supported) > 50
    assert {tenancy.own_pence(TODAY) for tenancy in supported} == {1160}


def test_lines_follow_one_another_and_no_rent_rises_past_its_limit(large: Association) -> None:
    rises = 0
    for tenancy in large.tenancies:
        rent_type = large.spaces[tenancy.space - 1].rent_type
        rents = [charge.line for charge in tenancy.charges if charge.line.code is ChargeCode.RENT]
        for old, new in pairwise(rents):
            assert old.end == new.start
            allowed = old.pence * (1000 + limit(rent_year_of(new.start + timedelta(days=6)), rent_type)) // 1000
            assert old.pence <= new.pence <= allowed
            rises += new.pence > old.pence
        if tenancy.ends is not None and rents:
            assert rents[-1].end == tenancy.ends + timedelta(days=1)
    assert rises > 2000


def test_garages_bear_vat_unless_let_to_somebody_with_a_home_here(large: Association) -> None:
    garages = [tenancy for tenancy in large.tenancies if tenancy.kind is TenancyKind.CONTRACT and tenancy.charges]
    holders = {key for t in large.tenancies if t.kind is not TenancyKind.CONTRACT for key in t.people}
    with_vat = [t for t in garages if any(charge.line.code is ChargeCode.VAT for charge in t.charges)]
    assert 0 < len(with_vat) < len(garages)
    assert all(tenancy.people[0] not in holders for tenancy in with_vat)


def test_how_accounts_are_charged_is_mixed_as_the_noise_model_says(large: Association) -> None:
    current = large.current(TODAY)
    shares = Counter(tenancy.frequency for tenancy in current)
    assert shares[Frequency.WEEKLY] / len(current) == pytest.approx(0.40, abs=0.05)
    assert shares[Frequency.MONTHLY] / len(current) == pytest.approx(0.40, abs=0.05)
    longer = shares[Frequency.FORTNIGHTLY] + shares[Frequency.FOUR_WEEKLY]
    assert longer / len(current) == pytest.approx(0.20, abs=0.05)


def test_some_move_on_from_the_hostel_and_some_hold_a_garage_too(large: Association) -> None:
    homes: dict[int, set[Use]] = defaultdict(set)
    for tenancy in large.tenancies:
        for key in tenancy.people:
            homes[key].add(large.spaces[tenancy.space - 1].use)
    assert any(Use.GARAGES in uses and len(uses) > 1 for uses in homes.values())
    assert any(uses & {Use.HOSTEL, Use.SUPPORTED} and uses & {Use.STREETS, Use.BLOCK} for uses in homes.values())


def test_openings_are_of_those_who_came_before_the_books(large: Association) -> None:
    opened = {opening.account for opening in large.openings}
    assert opened == {tenancy.key for tenancy in large.tenancies if tenancy.starts < large.first_day}
    former = [o for o in large.openings if (ends := large.tenancies[o.account - 1].ends) and ends < large.first_day]
    assert any(opening.parts for opening in former)
    for opening in large.openings:
        if opening not in former:
            assert large.first_day <= opening.charged_to < large.first_day + timedelta(days=32)
