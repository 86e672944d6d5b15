"""The made-up offices pay as their runs did, and supported schemes have files, with one rent left by a charge."""

from datetime import date, timedelta

import pytest

from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.demo.office_cards import last_run
from housingdesk.demo.places import COUNCILS, Council
from housingdesk.demo.provider_days import planned
from housingdesk.demo.rhythm import working_day
from housingdesk.rent.rules.periods import CYCLE_START
from housingdesk.values.dates import week_of

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize("council", COUNCILS)
def test_the_card_says_the_days_on_which_the_runs_fall(council: Council) -> None:
    paid_on, covers_to = last_run(council, TODAY)
    assert paid_on < TODAY and covers_to.weekday() == 6
    runs = Rhythm(4, paid_on, covers_to).runs(TODAY)
    for _ in range(13):
        run = next(runs)
        monday = week_of(run.covers_to)
        assert (monday - CYCLE_START).days // 7 % 4 == council.cycle
        assert run.paid_on == working_day(monday + timedelta(days=council.pay_weekday))


def test_the_first_file_has_a_gap_and_a_rent_that_was_left() -> None:
    first, second = (planned(place, (place + 1, "Beech", 1, COUNCILS[0].name, 3), TODAY) for place in range(2))
    assert (len(first.papers), first.less_pence) == (4, 310) and (len(second.papers), second.less_pence) == (5, 0)
    assert all(scan is not None and scan.problems() == [] for _, scan in (*first.papers, *second.papers))
    assert all(draft.problems() == [] for draft, _ in first.papers) and first.known.problems() == []
