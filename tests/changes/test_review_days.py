"""When agreements are reviewed, with the rulebook's figures; nothing is ever made longer by itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from housingdesk.changes.rules.reviews import Held, Looked, Terms, due_reviews, milestones, minded_by, starter_ends
from housingdesk.changes.rules.words import ReviewKind
from housingdesk.tenancies.rules import TenancyKind

START = date(2026, 1, 12)
STARTER = Looked(TenancyKind.STARTER, START)
TERMS = Terms()


def test_a_starter_is_visited_reviewed_twice_and_decided_by_month_eleven() -> None:
    visit, *reviews, decision = milestones(STARTER, TERMS)
    assert (visit.from_on, visit.due_on) == (START + timedelta(weeks=4), START + timedelta(weeks=6))
    assert [one.due_on for one in reviews] == [date(2026, 7, 12), date(2026, 10, 12)]
    assert (decision.kind, decision.due_on, decision.last_on) == (ReviewKind.STARTER_FINAL, date(2026, 12, 12),
                                                                 date(2027, 1, 11))


@pytest.mark.parametrize(("on", "words"), [
    (date(2026, 12, 13), "A notice must be served by Mon 11 Jan 2027, in 29 days; nothing happens by itself"),
    (date(2027, 1, 11), "A notice must be served by Mon 11 Jan 2027, today; nothing happens by itself"),
    (date(2027, 1, 12), "The last day was Mon 11 Jan 2027: with no notice served the tenancy has become assured by itself. "
                        "Record that it did")])
def test_the_decision_warns_louder_to_the_last_day_and_after_it(on: date, words: str) -> None:
    found = due_reviews(STARTER, [], on, TERMS)
    assert [(one.kind, one.warning(on)) for one in found] == [(ReviewKind.STARTER_FINAL, words)]


def test_the_decision_stays_due_though_a_review_was_held_late() -> None:
    held = [Held(ReviewKind.STARTER, date(2026, 10, 12), date(2026, 12, 20))]
    assert [one.kind for one in due_reviews(STARTER, held, date(2026, 12, 21), TERMS)] == [ReviewKind.STARTER_FINAL]


def test_the_newest_milestone_stands_for_those_that_were_missed() -> None:
    found = due_reviews(STARTER, [], date(2026, 10, 20), TERMS)
    assert [(one.kind, one.due_on, one.missed) for one in found] == [(ReviewKind.STARTER, date(2026, 10, 12), 2)]


def test_an_extended_trial_is_looked_at_once_more_and_decided_before_its_end() -> None:
    longer = replace(STARTER, starter_until=date(2027, 7, 11))
    assert [one.due_on for one in milestones(longer, TERMS)][-2:] == [date(2027, 4, 12), date(2027, 6, 12)]
    assert milestones(longer, TERMS)[-1].last_on == date(2027, 7, 11) == starter_ends(START, longer.starter_until)


def test_notice_before_a_fixed_term_ends_goes_six_months_before() -> None:
    assert minded_by(date(2027, 8, 31)) == date(2027, 2, 28)
    assert minded_by(date(2027, 9, 30)) == date(2027, 3, 30)
    fixed = Looked(TenancyKind.FIXED_TERM, date(2022, 9, 5), fixed_until=date(2027, 9, 4))
    (due,) = due_reviews(fixed, [], date(2027, 1, 4), TERMS)
    assert (due.due_on, due.last_on) == (date(2027, 1, 4), date(2027, 3, 4))
    assert due_reviews(fixed, [Held(ReviewKind.FIXED_TERM, due.due_on, date(2026, 12, 20))], date(2027, 1, 4), TERMS) == []


def test_licences_and_support_plans_come_round_every_so_many_weeks() -> None:
    room = Looked(TenancyKind.LICENCE_EXCLUDED, date(2026, 6, 1), supported=True)
    held = [Held(ReviewKind.LICENCE, date(2026, 8, 24), date(2026, 9, 1))]
    found = due_reviews(room, held, date(2026, 11, 23), TERMS, ahead=14)
    assert [(one.kind, one.due_on, one.missed) for one in found] == [
        (ReviewKind.SUPPORT_PLAN, date(2026, 8, 24), 1), (ReviewKind.LICENCE, date(2026, 11, 24), 0)]
    assert due_reviews(replace(room, supported=False), held, date(2026, 11, 23), TERMS) != found
    assert due_reviews(room, held, date(2026, 11, 23), Terms(licence_weeks=0, support_weeks=0)) == []


def test_what_was_due_before_the_books_began_is_not_asked_for() -> None:
    old = Looked(TenancyKind.LICENCE_EXCLUDED, date(2019, 6, 3))
    (due,) = due_reviews(old, [], date(2026, 11, 23), Terms(asked_from=date(2026, 11, 2)), ahead=84)
    assert date(2026, 11, 2) <= due.due_on < date(2026, 11, 2) + timedelta(weeks=12)


def test_nothing_is_due_of_an_agreement_that_has_ended() -> None:
    assert due_reviews(replace(STARTER, ends_on=date(2026, 6, 1)), [], date(2026, 12, 20), TERMS) == []
