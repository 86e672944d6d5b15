"""The weeks of the made-up association: every penny accounted for, every line with its true answer."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import pytest

from housingdesk.demo.conduct import Pattern
from housingdesk.demo.lines import BankLine, Schedule, ScheduleKind, TruthKind
from housingdesk.demo.narrative import FIELD, STYLE_WEIGHTS
from housingdesk.demo.payments import Books, Week, weeks
from housingdesk.demo.population import Association, plan
from housingdesk.rent.rules.charging import Terms, charges, weekly_equivalent
from housingdesk.rent.rules.words import Payer
from housingdesk.tenancies.rules import TenancyKind

TODAY = date(2026, 11, 22)


class Run(NamedTuple):
    association: Association
    weeks: list[Week]
    books: Books

    @property
    def lines(self) -> list[BankLine]:
        return [line for week in self.weeks for line in week.lines]

    @property
    def schedules(self) -> dict[str, Schedule]:
        return {schedule.key: schedule for week in self.weeks for schedule in week.schedules}


def _run(homes: int, years: int, seed: int, today: date = TODAY) -> Run:
    association = plan(homes, years, seed, today)
    books = Books(association)
    return Run(association, list(books.weeks()), books)


@pytest.fixture(scope="module")
def demo() -> Run:
    return _run(180, 2, 1)


@pytest.fixture(scope="module")
def large() -> Run:
    return _run(1200, 2, 4)


@pytest.mark.parametrize(("homes", "years", "seed", "today"), [
    (180, 2, 1, TODAY), (180, 2, 2, date(2026, 11, 23)), (60, 3, 3, date(2025, 4, 9)), (7, 1, 4, date(2026, 1, 1)),
    (240, 5, 5, date(2027, 6, 30))])
def test_what_was_owed_and_charged_less_what_was_paid_is_what_is_owed(homes: int, years: int, seed: int, today: date) -> None:
    run = _run(homes, years, seed, today)
    owed: dict[int, int] = defaultdict(int)
    for opening in run.association.openings:
        owed[opening.account] += sum(pence for _, pence in opening.parts)
    for week in run.weeks:
        for debit in week.debits:
            owed[debit.account] += sum(pence for _, pence in debit.parts)
        for line in week.lines:
            for account, pence in line.truth.parts:
                owed[account] -= pence
        for schedule in week.schedules:
            for part in schedule.lines:
                owed[part.account] -= part.gross
    for account, pence in run.books.in_transit().items():
        owed[account] -= pence
    assert {key: sum(parts.values()) for key, parts in run.books.owes().items()} == {
        tenancy.key: owed[tenancy.key] for tenancy in run.association.tenancies}


def test_debits_are_the_rent_rooms_charges_over_the_same_days(large: Run) -> None:
    charged: dict[int, Counter[Payer]] = defaultdict(Counter)
    days: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for week in large.weeks:
        for debit in week.debits:
            charged[debit.account].update(dict(debit.parts))
            days[debit.account].append((debit.start, debit.end))
    openings = {opening.account: opening.charged_to for opening in large.association.openings}
    for tenancy in large.association.tenancies[::7]:
        spans = days[tenancy.key]
        assert all(a[1] == b[0] for a, b in pairwise(spans))
        if not spans:
            continue
        assert spans[0][0] == openings.get(tenancy.key, tenancy.starts)
        after = None if tenancy.ends is None else tenancy.ends + timedelta(days=1)
        rows = charges([charge.line for charge in tenancy.charges], Terms(tenancy.frequency, tenancy.starts, after),
                       spans[0][0], spans[-1][1])
        whole: Counter[Payer] = Counter()
        for row in rows:
            whole[row.payer] += row.pence
        assert whole == +charged[tenancy.key]


def test_every_line_has_a_true_answer_that_sums_to_it(large: Run) -> None:
    schedules = large.schedules
    for line in large.lines:
        truth = line.truth
        if truth.kind in (TruthKind.RENT, TruthKind.REVERSAL):
            assert truth.account == truth.parts[0][0]
            assert sum(pence for _, pence in truth.parts) == line.pence
            assert (line.pence > 0) is (truth.kind is TruthKind.RENT)
        elif truth.kind is TruthKind.LUMP:
            assert truth.schedule is not None
            assert schedules[truth.schedule].pence == line.pence
        else:
            assert truth.account is None
            assert truth.parts == ()
            assert truth.note


def test_every_kind_of_line_and_schedule_comes(large: Run) -> None:
    assert {line.truth.kind for line in large.lines} == set(TruthKind)
    assert {schedule.kind for schedule in large.schedules.values()} == set(ScheduleKind)
    assert any(len(line.truth.parts) > 1 for line in large.lines)
    assert any(line.pence < 0 and line.truth.kind is TruthKind.NOT_RENT for line in large.lines)
    hb = [line for s in large.schedules.values() if s.kind is ScheduleKind.HB for line in s.lines]
    assert any(line.recovery for line in hb)
    assert any(line.reference == "" for line in hb)
    late = [s for s in large.schedules.values() if s.received_on > s.paid_on]
    early = [s for s in large.schedules.values() if s.received_on < s.paid_on]
    assert late and early


def test_lines_come_in_order_within_the_books(large: Run) -> None:
    days = [line.on for line in large.lines]
    assert days == sorted(days)
    assert days[0] >= large.association.first_day
    assert days[-1] < TODAY
    for line in large.lines:
        assert len(line.payer) <= FIELD
        assert line.truth.kind is not TruthKind.RENT or len(line.reference) <= FIELD


def test_housing_benefit_comes_every_four_weeks_for_days_never_paid_twice(large: Run) -> None:
    for source in (1, 2):
        runs = [s for s in large.schedules.values() if s.kind is ScheduleKind.HB and s.source == source]
        gaps = {(b.paid_on - a.paid_on).days for a, b in pairwise(runs)}
        assert gaps <= {26, 27, 28, 29, 30}
        paid_to: dict[int, date] = {}
        for schedule in runs:
            for line in schedule.lines:
                assert line.period_from is not None
                assert line.period_to is not None
                assert line.account not in paid_to or line.period_from >= paid_to[line.account]
                paid_to[line.account] = line.period_to


@pytest.mark.slow
def test_the_demo_has_about_31_accounts_behind_enough_to_act_on() -> None:
    counts = []
    for seed in range(1, 7):
        run = _run(180, 2, seed)
        counts.append(len(_acting_on(run)))
    assert sum(counts) / len(counts) == pytest.approx(31, abs=3)
    assert all(22 <= count <= 40 for count in counts)


def _acting_on(run: Run) -> list[int]:
    """Current homes two weeks or more behind with their own part, or whose benefit has stopped for eight weeks."""
    owes, found = run.books.owes(), []
    for tenancy in run.association.current(TODAY):
        if tenancy.kind is TenancyKind.CONTRACT:
            continue
        weekly = weekly_equivalent(tenancy.own_pence(TODAY), tenancy.frequency)
        own = owes[tenancy.key][Payer.TENANT]
        stopped = run.association.conducts[tenancy.key - 1].pattern is Pattern.BENEFIT_STOPPED
        if stopped or (own >= 2 * weekly and own >= 2000):
            found.append(tenancy.key)
    return found


def test_arrears_build_and_recover_and_former_tenants_pay_off_debts(large: Run) -> None:
    patterns = {conduct.account: conduct.pattern for conduct in large.association.conducts}
    assert set(patterns.values()) == set(Pattern)
    owes = large.books.owes()
    recovered = [owes[key][Payer.TENANT] for key, pattern in patterns.items() if pattern is Pattern.RECOVERED]
    weekly = [weekly_equivalent(t.own_pence(TODAY), t.frequency) for t in large.association.tenancies
              if patterns[t.key] is Pattern.RECOVERED]
    assert sum(own < 2 * max(week, 1000) for own, week in zip(recovered, weekly, strict=True)) / len(recovered) > 0.9
    ends = {t.key: t.ends for t in large.association.tenancies}
    afterwards = [line for line in large.lines if line.truth.kind is TruthKind.RENT and line.truth.account is not None
                  and (end := ends[line.truth.account]) is not None and line.on > end + timedelta(weeks=5)]
    assert len({line.truth.account for line in afterwards}) > 5


def test_references_are_written_in_the_shares_of_the_noise_model(large: Run) -> None:
    habits = [conduct.habit for conduct in large.association.conducts if conduct.habit is not None]
    shares = Counter(habit.style for habit in habits)
    whole = sum(weight for _, weight in STYLE_WEIGHTS)
    for style, weight in STYLE_WEIGHTS:
        assert shares[style] / len(habits) == pytest.approx(weight / whole, abs=0.045)


def test_the_same_seed_gives_the_same_weeks(demo: Run) -> None:
    assert list(weeks(plan(180, 2, 1, TODAY))) == demo.weeks
