"""The days before a hearing and an eviction: clear days as the court rules count them, against counting on a calendar."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from housingdesk.notices.rules import court
from housingdesk.notices.rules.court import CourtField, HearingDraft, Longest, deadlines, last_clear_day, too_long
from housingdesk.notices.rules.evictions import Ended, EvictionDraft, OutcomeDraft, ended_as, outcome_words, time_left, todos
from housingdesk.values.dates import BANK_HOLIDAYS

HEARING = date(2027, 2, 18)
DAY = timedelta(1)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from one to another."""
    while first <= last:
        yield first
        first += DAY


def slow_last_day(event: date, wanted: int) -> date:
    """Goes back day by day on the calendar and counts the days that count, then takes the day before them."""
    def works(day: date) -> bool:
        return day.weekday() < 5 and day not in BANK_HOLIDAYS[day.year]

    short, counted, day = wanted <= 5, 0, event
    while counted < wanted:
        day -= DAY
        counted += 1 if not short or works(day) else 0
    day -= DAY
    while short and not works(day):
        day -= DAY
    return day


def test_the_worked_example() -> None:
    found = {one.key: one.on for one in deadlines(HEARING)}
    assert found["claim_served"] == date(2027, 1, 27)
    assert found["witness"] == date(2027, 2, 15)
    assert found["statement_served"] == found["hearing_letter"] == date(2027, 2, 7)
    assert [one.on for one in deadlines(HEARING)] == sorted(one.on for one in deadlines(HEARING))


@pytest.mark.parametrize("wanted", [21, 10, 14, 7, 5, 2])
def test_every_hearing_day_of_three_years_equals_counting_on_the_calendar(wanted: int) -> None:
    for event in days(date(2026, 1, 31), date(2028, 12, 31)):
        assert last_clear_day(event, wanted) == slow_last_day(event, wanted), event


def test_days_on_which_the_association_does_not_work_are_left_out_of_a_short_time_only() -> None:
    away = frozenset({date(2027, 2, 16)})
    assert last_clear_day(HEARING, 2, away) == date(2027, 2, 12)
    assert last_clear_day(HEARING, 10, away) == date(2027, 2, 7)


def test_a_deadline_says_how_it_was_counted_and_by_which_rule() -> None:
    served = next(one for one in deadlines(HEARING) if one.key == "claim_served")
    assert served.step.sentence == "21 clear days before Thu 18 Feb 2027: by Wed 27 Jan 2027"
    assert served.step.rule == "CPR 55.5(3)"


def test_a_hearing_in_a_year_whose_bank_holidays_nobody_knows_is_refused_in_words() -> None:
    problems = HearingDraft(date(2035, 1, 3), "Dale County Court").problems(date(2026, 11, 23))
    assert [problem.field for problem in problems] == ["hearing_on"] and "Add that year" in problems[0].message
    assert HearingDraft(date(2026, 11, 20), "").problems(date(2026, 11, 23))[0].field == "court"


def test_the_fields_of_the_court_are_measured() -> None:
    fits, long = CourtField("Name", "x" * 60, Longest.LINE), CourtField("Steps", "x" * 501, Longest.MEDIUM)
    assert too_long([fits, long]) == ["Steps: 501 of 500 characters: shorten it before you type it in"]
    assert [int(length) for length in Longest] == [60, 250, 500, 950, 6400]
    assert [one.text for one in court.court_lines("Home", ("14 Dale Road", "ZZ9 9ZZ"))] == ["14 Dale Road", "ZZ9 9ZZ"]


def test_an_eviction_notice_that_leaves_too_few_days_is_said_and_not_refused() -> None:
    for delivered in days(date(2026, 11, 1), date(2026, 12, 17)):
        for again, needed in ((False, 14), (True, 7)):
            enough, said = time_left(delivered, delivered, date(2026, 12, 17), again)
            assert enough is (delivered <= slow_last_day(date(2026, 12, 17), needed)), (delivered, said)
            assert enough or "The court may extend or shorten the time" in said
    unknown = time_left(None, date(2026, 12, 14), date(2026, 12, 17), False)
    assert not unknown[0] and "Not known when it reached the home" in unknown[1]


def test_what_is_to_be_done_before_an_eviction_is_never_due_before_the_notice_came() -> None:
    for received in days(date(2026, 11, 23), date(2026, 12, 17)):
        found = todos(received, date(2026, 12, 17), "10:30")
        assert len(found) == 5 and all(received <= todo.on <= date(2026, 12, 17) for todo in found)
    assert "Thu 17 Dec 2026, 10:30" in next(todo.how for todo in todos(HEARING, date(2026, 12, 17), "10:30")
                                            if todo.key == "evict.support")


def test_what_is_typed_of_an_eviction_is_looked_at() -> None:
    today = date(2026, 11, 23)
    wrong = EvictionDraft(date(2026, 11, 24), "", "", date(2026, 11, 20), "half ten", date(2026, 12, 1))
    assert {problem.field for problem in wrong.problems(today)} == {"court", "claim_number", "received_on", "delivered_on",
                                                                    "executes_on", "at"}
    assert EvictionDraft(today, "Dale", "K00DL123", date(2026, 12, 17), "10:30").problems(today) == []
    early = OutcomeDraft(Ended.EXECUTED, date(2026, 12, 16)).problems(date(2026, 12, 18), date(2026, 12, 17))
    assert [problem.field for problem in early] == ["on"]
    assert OutcomeDraft(Ended.WITHDRAWN, today).problems(today, today)[0].field == "note"


@pytest.mark.parametrize("ended", list(Ended))
def test_an_outcome_is_read_back_from_its_words(ended: Ended) -> None:
    assert ended_as(outcome_words(ended, "")) is ended and ended_as(outcome_words(ended, "paid: in full")) is ended
    assert ended_as("") is None
