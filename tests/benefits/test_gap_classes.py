"""Every oddity of made-up benefit histories is told as what it is: 500 claims of twelve months, and the words for a few."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from housingdesk.benefits.rules.expected.gaps import classify
from housingdesk.benefits.rules.expected.shapes import Came, Found, History, Paid, Row
from housingdesk.benefits.rules.expected.telling import paid_to, summary
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.benefits.rules.words import GapClass
from housingdesk.demo.benefit_histories import Oddity, stories
from housingdesk.rent.rules.words import Payer
from tests.support.gap_classes import confused

WEEK = timedelta(7)
CYCLE = Rhythm(4, date(2026, 11, 5), date(2026, 11, 1))
HISTORY = History(Payer.HB, "Dalebrook Council", (Paid(date(2025, 4, 7), None, 10_000),), date(2026, 8, 1), cycle=CYCLE)
ON = date(2026, 11, 16)


def came(on: date, pence: int, weeks: int = 4) -> Came:
    """A run that came: for the weeks up to the Sunday before it."""
    end = on - timedelta(on.weekday())
    return Came(on, pence, end - weeks * WEEK, end)


def last(history: History, on: date = ON) -> Row:
    """The last row that was due."""
    return [row for row in classify(history, on) if row.due is None or row.due.due_on <= on][-1]


@pytest.mark.parametrize(("seed", "claims"), [(1, 500), (7, 104), (8, 104)])
def test_every_oddity_is_told_as_what_it_is(seed: int, claims: int) -> None:
    found = confused(seed, claims)
    assert not found.wrong, "\n" + found.table() + "\n" + "\n".join(found.wrong[:10])
    assert found.right == found.claims and len(found.claims) == len(Oddity) >= 21
    said = Counter[GapClass | None]()
    for (_, kind), count in found.cells.items():
        said[kind] += count
    assert all(said[kind] >= claims // 50 for kind in GapClass), said  # nothing is right by never being said


CALM = frozenset({Oddity.PLAIN, Oddity.SPLIT, Oddity.ROOM_MOVE, Oddity.UC_MOVE, Oddity.BACK_PAYMENT, Oddity.ON_ACCOUNT,
                  Oddity.FIRST_AHEAD, Oddity.SWITCH, Oddity.THIRTEENTH, Oddity.HOLIDAY, Oddity.WEEK_53})


def test_nobody_is_alarmed_on_any_day_of_a_year_in_which_everything_comes() -> None:
    quiet = (GapClass.NONE, GapClass.NOT_YET_DUE, GapClass.THIRTEENTH)
    days = [(story, story.on - timedelta(back)) for story in stories(5, 104) if story.oddity in CALM
            for back in range(0, 300, 41)]
    alarms = [f"{story.oddity}, {on}: {row.sentence}" for story, on in days for row in classify(story.history, on)
              if row.gap not in quiet]
    assert len(days) > 300 and alarms == []


def test_the_same_seed_makes_the_same_claims() -> None:
    assert stories(3, 60) == stories(3, 60) != stories(4, 60)


def test_a_table_says_what_was_wrong() -> None:
    found = confused(1, 26)
    [story] = [one for one in stories(1, 26) if one.oddity is Oddity.UC_LATE]
    found.add(replace(story, truth=tuple((day, GapClass.SHORT) for day, _ in story.truth)))
    assert found.wrong and found.right[Oddity.UC_LATE] == 1 and found.claims[Oddity.UC_LATE] == 2
    assert "1 of 2" in found.table()


def test_what_came_in_full_says_when_and_in_how_many_parts() -> None:
    runs = (came(date(2026, 8, 13), 40_000), came(date(2026, 9, 10), 40_000), came(date(2026, 10, 8), 40_000))
    paid = replace(HISTORY, came=(*runs, came(date(2026, 11, 5), 40_000)))
    assert last(paid).sentence == "Came in full on 5 November 2026"
    assert last(replace(HISTORY, came=(*runs, replace(came(date(2026, 11, 5), 40_000), on=date(2026, 11, 12))))).sentence == (
        "Came in full on 12 November 2026, 7 days late")
    parts = (came(date(2026, 11, 5), 30_000), replace(came(date(2026, 11, 5), 10_000), on=date(2026, 11, 6)))
    assert last(replace(HISTORY, came=(*runs, *parts))).sentence == "Came in full, in 2 parts, the last on 6 November 2026"
    rows = classify(paid, ON)
    assert summary(rows, paid_to(rows), rows[-2].due, ON) == (
        "Paid to 1 November 2026; nothing missing, next payment 3 December 2026 covers to 29 November 2026")
    assert summary(rows, paid_to(rows), rows[-2].due, date(2026, 12, 5)) == (
        "Paid to 1 November 2026; nothing missing, awaited since 3 December 2026: a payment that covers to 29 November 2026")


def test_late_and_short_say_how_much_and_what_would_settle_it() -> None:
    runs = tuple(came(day, 40_000) for day in (date(2026, 8, 13), date(2026, 9, 10), date(2026, 10, 8)))
    row = last(replace(HISTORY, came=runs))
    assert (row.gap, row.missing_pence) == (GapClass.LATE, 40_000)
    assert row.sentence == "£400.00 was due on 5 November 2026 and has not come, 11 days later"
    assert row.settles == ("The run of 5 November 2026 or its list from Dalebrook Council. If others are on it, ask about this "
                           "claim")
    assert last(replace(HISTORY, came=runs), date(2026, 11, 9)).gap is GapClass.NOT_YET_DUE
    assert last(replace(HISTORY, came=runs), date(2026, 11, 10)).gap is GapClass.LATE  # two working days went by
    risen = replace(HISTORY, came=(*runs, came(date(2026, 11, 5), 40_000)),
                    awards=(Paid(date(2025, 4, 7), date(2026, 10, 5), 10_000), Paid(date(2026, 10, 5), None, 10_480)))
    row = last(risen)
    assert (row.gap, row.missing_pence) == (GapClass.SHORT, 4 * 480)
    assert row.sentence == ("£400.00 came of £419.20 due on 5 November 2026: £19.20 short. It is the sum of the award before "
                            "it, £100.00 a week: the change is not in it yet")
    assert row.settles == "Tell Dalebrook Council of the new rent, and ask for what fell short since"


def test_what_somebody_found_out_stands_before_what_is_reckoned() -> None:
    runs = tuple(came(day, 40_000) for day in (date(2026, 8, 13), date(2026, 9, 10), date(2026, 10, 8)))
    found = Found(date(2026, 11, 5), GapClass.TO_TENANT, "The council paid her bank account", "Kim Weaver", date(2026, 11, 12))
    row = last(replace(HISTORY, came=runs, found=(found,)))
    assert (row.gap, row.missing_pence) == (GapClass.TO_TENANT, 40_000)
    assert row.sentence == ("Kim Weaver found on 12 November 2026: paid to the tenant by mistake. The council paid her bank "
                            "account")
    assert row.settles == "Ask the tenant for it, and Dalebrook Council to pay us"
    done = last(replace(HISTORY, came=runs, found=(replace(found, settled_on=ON),)))
    assert (done.gap, done.missing_pence, done.settles) == (GapClass.TO_TENANT, 0, "")


def test_money_before_a_decision_is_on_account_and_after_it_comes_off() -> None:
    start, told = date(2026, 9, 7), date(2026, 10, 27)
    claim = replace(HISTORY, awards=(Paid(start, None, 10_000, told),), since=start)
    early = Came(date(2026, 10, 14), 20_000, start, start + 2 * WEEK)
    [row] = [row for row in classify(replace(claim, came=(early,)), date(2026, 10, 20)) if row.came]
    assert row.due is not None and row.due.pence == 80_000 and row.gap is GapClass.NOT_YET_DUE
    row = last(replace(claim, came=(early, Came(date(2026, 11, 5), 60_000, start + 2 * WEEK, date(2026, 11, 2)))))
    assert row.gap is GapClass.NONE and row.due is not None
    assert row.due.why == "The first payment after the decision: 8 weeks at £100.00 a week, since 7 September 2026"
    [row] = classify(replace(claim, awards=(), came=(early,)), date(2026, 10, 20))
    assert (row.due, row.gap) == (None, GapClass.NONE) and "a payment on account" in row.sentence


def test_money_that_reaches_back_before_the_year_counts_as_far_as_it_is_for_it() -> None:
    back = Came(date(2026, 8, 13), 120_000, date(2026, 5, 18), date(2026, 8, 10))  # three runs in one; two are not looked at
    row = next(row for row in classify(replace(HISTORY, came=(back,)), ON) if row.came)
    assert row.due is not None and (row.due.due_on, row.came_pence, row.gap) == (date(2026, 8, 13), 40_000, GapClass.NONE)


def test_money_for_which_nothing_was_due_is_too_much() -> None:
    ended = replace(HISTORY, awards=(Paid(date(2025, 4, 7), date(2026, 8, 31), 10_000),),
                    came=(*(came(day, 40_000) for day in (date(2026, 8, 13), date(2026, 9, 10))), came(ON, 40_000)))
    row = last(ended)
    assert (row.due, row.gap, row.missing_pence) == (None, GapClass.OVER, -40_000)
    assert row.sentence == "£400.00 came from Dalebrook Council on 16 November 2026, and nothing was due"
