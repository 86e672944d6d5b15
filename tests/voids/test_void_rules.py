"""Plans, lanes and losses of empty homes: the days promised, what moves when keys are late, and sums that always add up."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.voids.rules.drafts import DelayDraft, Late, day_problems, delay_days
from housingdesk.voids.rules.lanes import following, lane_of, lane_since, not_ready_sentence
from housingdesk.voids.rules.losses import NOT_SAID, PLANNED, Delay, empty_days, lost, owners
from housingdesk.voids.rules.plan import AFTER_KEYS, Home, Moved, Step, Targets, next_step, planned, redate, target_key
from housingdesk.voids.rules.words import DelayCause, Lane, Party, VoidCategory, VoidStepKind

SUNDAY = date(2026, 11, 1)
EMPTY = SUNDAY + timedelta(1)
TARGETS = Targets(21, 1, 5, 7, 4)
KIND = VoidStepKind
HOME = Home(council="Dalebrook Borough Council", left_by="Amina Khan")


def plan(home: Home = HOME, category: VoidCategory = VoidCategory.ROUTINE, notice: date | None = date(2026, 10, 5),
         **actual: date) -> tuple[Step, ...]:
    """A plan with the days on which steps happened, by the names of ``VoidStepKind``."""
    made = planned(home, category, TARGETS, empty_from=EMPTY, today=date(2026, 10, 5), notice_on=notice)
    return tuple(Step(n, 1, one.step, one.party, one.whom, one.promised_on, one.promised_on,
                      actual.get(one.step.name, one.actual_on), one.needed, "", None) for n, one in enumerate(made, 1))


def step(steps: tuple[Step, ...], kind: VoidStepKind) -> Step:
    """One step of a plan."""
    return next(one for one in steps if one.step is kind)


def test_a_plan_promises_a_day_for_each_party() -> None:
    made = plan()
    assert [one.step for one in made] == list(VoidStepKind)
    assert step(made, KIND.NOTICE).actual_on == date(2026, 10, 5) and step(made, KIND.KEYS).promised_on == SUNDAY
    assert step(made, KIND.KEYS).party is Party.OUTGOING and step(made, KIND.KEYS).whom == "Amina Khan"
    assert step(made, KIND.READY).promised_on == EMPTY + timedelta(16)
    assert step(made, KIND.SIGNING).promised_on == EMPTY + timedelta(21)
    assert step(made, KIND.NOMINATION).promised_on == date(2026, 10, 12)
    assert not step(made, KIND.SUPPORT_INTERVIEW).needed


def test_a_supported_home_asks_the_support_provider_and_a_garage_asks_nobody() -> None:
    supported = plan(Home(supported=True, support="Brightwater Support"))
    assert step(supported, KIND.SUPPORT_INTERVIEW).whom == "Brightwater Support"
    garage = [one.step for one in plan(Home(residential=False)) if one.needed]
    assert garage == [KIND.NOTICE, KIND.KEYS, KIND.INSPECTION, KIND.READY, KIND.SIGNING]


def test_a_new_home_has_no_notice_and_its_keys_come_to_us() -> None:
    made = plan(category=VoidCategory.NEW_BUILD, notice=None)
    assert not step(made, KIND.NOTICE).needed and not step(made, KIND.WORKS).needed
    assert step(made, KIND.KEYS).party is Party.US and step(made, KIND.KEYS).promised_on == EMPTY
    assert target_key(VoidCategory.NEW_BUILD, HOME) == "voids.target_new_build"


@given(st.builds(Targets, *[st.integers(0, 120)] * 5), st.sampled_from(VoidCategory), st.booleans(), st.booleans(),
       st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 11, 1))))
def test_every_plan_keeps_the_order_of_its_steps(targets: Targets, category: VoidCategory, supported: bool, lived_in: bool,
                                                 notice: date | None) -> None:
    made = {one.step: one for one in planned(Home(lived_in, supported, "Dalebrook", "Brightwater"), category, targets,
                                             empty_from=EMPTY, today=notice or EMPTY, notice_on=notice)}
    days = [made[kind].promised_on for kind in (KIND.KEYS, KIND.INSPECTION, KIND.READY, KIND.SIGNING)]
    assert None not in days and days == sorted(day for day in days if day is not None)
    works, ready = made[KIND.WORKS].promised_on, made[KIND.READY].promised_on
    assert works is None or ready is None or works <= ready


def test_late_keys_move_all_that_waits_for_them_and_nothing_else() -> None:
    steps = plan()
    moved = redate(steps, SUNDAY + timedelta(4))
    assert {one.step for one in moved} == set(AFTER_KEYS)
    assert all((one.now - one.was).days == 4 for one in moved)
    assert redate(steps, SUNDAY) == ()
    assert KIND.INSPECTION not in {one.step for one in redate(plan(INSPECTION=EMPTY), SUNDAY + timedelta(4))}


@given(st.integers(-60, 120))
def test_a_moved_day_never_lies_before_the_keys(days: int) -> None:
    new = SUNDAY + timedelta(days)
    assert all(one.now >= new and isinstance(one, Moved) for one in redate(plan(), new))


def test_lanes_follow_the_steps() -> None:
    day = EMPTY
    assert lane_of(plan()) is Lane.NOTICE
    assert lane_of(plan(KEYS=day)) is Lane.KEYS
    assert lane_of(plan(KEYS=day, INSPECTION=day)) is Lane.INSPECTED
    assert lane_of(plan(KEYS=day, INSPECTION=day, WORKS=day)) is Lane.WORKS
    assert lane_of(plan(KEYS=day, INSPECTION=day, WORKS=day, READY=day)) is Lane.READY
    assert lane_of(plan(SIGNING=day)) is Lane.SIGNED
    assert following(Lane.INSPECTED, plan(category=VoidCategory.NEW_BUILD, notice=None)) is Lane.READY
    assert following(Lane.INSPECTED, plan()) is Lane.WORKS and following(Lane.SIGNED, plan()) is None
    assert lane_since(Lane.NOTICE, plan(), day) == date(2026, 10, 5)
    assert lane_since(Lane.KEYS, plan(KEYS=day), SUNDAY) == day
    assert not_ready_sentence(["Gas safety record: none is recorded"]).endswith("Gas safety record: none is recorded")


def test_what_comes_next_is_the_earliest_promise() -> None:
    found = next_step(plan(NOMINATION=date(2026, 10, 9)))
    assert found is not None and found.step is KIND.PRE_INSPECTION
    assert step(plan(), KIND.KEYS).days_late(SUNDAY + timedelta(3)) == 3


def delay(number: int, first: int, days: int, cause: DelayCause = DelayCause.KEYS_LATE,
          party: Party = Party.OUTGOING) -> Delay:
    """So many days lost from so many days after the first empty day."""
    start = EMPTY + timedelta(first)
    return Delay(number, 1, KIND.KEYS, cause, party, start, start + timedelta(days - 1), "", "Ann Brown")


def test_the_day_a_late_key_came_is_lost_and_the_day_it_was_promised_is_not() -> None:
    assert delay_days(SUNDAY, date(2026, 11, 5)) == (date(2026, 11, 2), date(2026, 11, 5))


def test_a_day_of_two_delays_belongs_to_the_first() -> None:
    first, second = delay(1, 0, 4), delay(2, 2, 4, DelayCause.WORKS_LATE, Party.CONTRACTOR)
    of = owners(EMPTY, EMPTY + timedelta(8), [second, first], 1)
    assert of == [first] * 4 + [second] * 2 + [PLANNED, NOT_SAID]


def test_empty_days_as_the_rulebook_counts_them() -> None:
    assert empty_days(EMPTY, date(2026, 11, 23), date(2027, 1, 1)) == 21
    assert empty_days(EMPTY, None, EMPTY) == 0 and empty_days(EMPTY, None, date(2026, 10, 1)) == 0


_DELAYS = st.lists(st.builds(delay, st.integers(1, 99), st.integers(-20, 80), st.integers(1, 60), st.sampled_from(DelayCause),
                             st.sampled_from(Party)), max_size=6)


@given(st.integers(0, 90), _DELAYS, st.integers(0, 60), st.data())
def test_days_and_pence_by_cause_and_by_party_always_sum_to_the_whole(days: int, delays: list[Delay], target: int,
                                                                      data: st.DataObject) -> None:
    pence = data.draw(st.lists(st.integers(0, 5000), min_size=days, max_size=days))
    found = lost(EMPTY, EMPTY + timedelta(days), delays, target, pence)
    assert (found.days, found.pence) == (days, sum(pence))
    for parts in (found.by_cause, found.by_party):
        assert (sum(part.days for part in parts), sum(part.pence for part in parts)) == (days, sum(pence))
        assert all(part.days > 0 for part in parts) and max(Counter(part.what for part in parts).values(), default=1) == 1
    plain = next((part.days for part in found.by_cause if part.what == PLANNED), 0)
    assert plain <= target and (plain == target or NOT_SAID not in {part.what for part in found.by_cause})


def test_there_is_an_amount_for_each_day() -> None:
    with pytest.raises(ValueError, match="one amount"):
        lost(EMPTY, EMPTY + timedelta(2), [], 5, [1])


def test_what_is_typed_is_judged() -> None:
    assert [p.field for p in Late(DelayCause.OTHER, Party.US, " ").problems()] == ["why"]
    draft = DelayDraft(KIND.WORKS, DelayCause.WORKS_LATE, Party.CONTRACTOR, EMPTY, SUNDAY, "Damp behind the bath")
    assert [p.field for p in draft.problems()] == ["to_on"]
    assert "not back" in day_problems(KIND.INSPECTION, EMPTY, EMPTY, None)[0].message
    assert "only" in day_problems(KIND.INSPECTION, SUNDAY, EMPTY, EMPTY)[0].message
    assert "still to come" in day_problems(KIND.KEYS, EMPTY, SUNDAY, None)[0].message
