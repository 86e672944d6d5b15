"""The dates of notices: the worked dates of the rulebook, and every day of nine years beside a slow day-by-day count."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from housingdesk.errors import Refused
from housingdesk.notices.rules.arrears import ground_8_least
from housingdesk.notices.rules.asked import Asked, Dates
from housingdesk.notices.rules.dates import serve_by, work_out
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.pack import Rule
from housingdesk.notices.rules.periods import Every, Period, RentPeriods
from housingdesk.notices.rules.service import Clause, served
from housingdesk.notices.stock import shipped_pack
from housingdesk.tenancies.rules import Regime
from housingdesk.values.dates import is_working_day

PACK = shipped_pack()
WEEKLY = RentPeriods(Every.WEEK, date(2026, 11, 23))
MONTHLY = RentPeriods(Every.MONTH, date(2026, 1, 1))
DAY = timedelta(1)
OLD, RRA = Regime.HA88_OLD, Regime.HA88_RRA


def ask(key: str, on: date, *, regime: Regime = OLD, grounds: Sequence[str] = (), periods: RentPeriods = WEEKLY,
        **more: Any) -> Dates:
    """The dates of one notice."""
    notice = PACK.notice(key, regime, on)
    cited = PACK.cited(grounds, regime) if grounds else ()
    return work_out(Asked(notice=notice, regime=regime, served_on=on, periods=periods, grounds=cited, **more))


# The worked dates of the rulebook.
@pytest.mark.parametrize(("key", "on", "more", "earliest", "printed", "last"), [
    ("form3", date(2026, 11, 24), {"grounds": ["10", "11", "12"]}, date(2026, 12, 8), date(2026, 12, 9), date(2027, 11, 24)),
    ("form3", date(2026, 12, 1), {"grounds": ["10"]}, date(2026, 12, 15), date(2026, 12, 16), date(2027, 12, 1)),
    ("form3", date(2026, 11, 30), {"grounds": ["9"]}, date(2027, 1, 30), date(2027, 1, 31), date(2027, 11, 30)),
    ("ntq-tenant", date(2026, 11, 22), {}, date(2026, 12, 20), date(2026, 12, 20), None),
    ("ntq-tenant", date(2026, 11, 25), {}, date(2026, 12, 27), date(2026, 12, 27), None),
    ("ntq-tenant", date(2026, 11, 10), {"periods": MONTHLY}, date(2026, 12, 31), date(2026, 12, 31), None),
    ("licence", date(2026, 12, 1), {"regime": Regime.BASIC_PROTECTION}, date(2026, 12, 29), date(2026, 12, 29), None),
    ("starter-extension", date(2027, 6, 1), {"started_on": date(2026, 9, 7)}, date(2027, 9, 7), date(2028, 3, 6),
     date(2027, 9, 6)),
    ("form6a", date(2027, 1, 12), {"started_on": date(2026, 9, 7)}, date(2027, 3, 12), date(2027, 3, 13), date(2027, 7, 11)),
    ("form4", date(2027, 3, 5), {"last_increase_on": date(2026, 4, 6)}, date(2027, 4, 5), date(2027, 4, 5), None),
])
def test_the_worked_dates(key: str, on: date, more: dict[str, Any], earliest: date, printed: date, last: date | None) -> None:
    found = ask(key, on, **more)
    assert (found.earliest_on, found.printed_on, found.last_issue_on) == (earliest, printed, last)
    assert all(step.sentence and step.rule for step in found.steps)


@pytest.mark.parametrize(("posted", "counts"), [
    (date(2026, 11, 27), date(2026, 12, 1)), (date(2026, 12, 23), date(2026, 12, 29)),
])
def test_first_class_post_counts_from_the_second_working_day(posted: date, counts: date) -> None:
    assert served(Method.POST, posted, Clause(), Rule.GROUNDS).on == counts


def test_the_last_day_to_serve_a_rent_increase() -> None:
    assert serve_by(PACK.notice("form4", OLD, date(2027, 1, 1)), date(2027, 4, 5)) == date(2027, 3, 5)


def test_a_53rd_week_keeps_the_increase_near_its_first_date() -> None:
    # 52 weeks each year move the day back by one or two days; it may not be more than six before the first one's.
    found = ask("form4", date(2027, 1, 5), last_increase_on=date(2026, 3, 30), first_increase_on=date(2015, 4, 6))
    assert found.earliest_on == date(2027, 4, 5)


@pytest.mark.parametrize(("every", "old", "amended"), [
    (Every.WEEK, 96_000, 156_000), (Every.FORTNIGHT, 48_000, 78_000), (Every.FOUR_WEEKS, 24_000, 39_000),
    (Every.MONTH, 24_000, 36_000),
])
def test_what_ground_8_needs(every: Every, old: int, amended: int) -> None:
    assert (ground_8_least(12_000, every, OLD), ground_8_least(12_000, every, RRA)) == (old, amended)


# What is refused, each with the way out.
@pytest.mark.parametrize(("key", "on", "more", "sentence"), [
    ("form3a", date(2026, 11, 24), {"grounds": ["10"]}, "does not belong to this agreement.*Use Form 3"),
    ("form3", date(2026, 11, 24), {"regime": RRA, "grounds": ["10"]}, "Use Form 3A"),
    ("form6a", date(2026, 11, 24), {"regime": RRA}, "does not belong to this agreement"),
    ("form3", date(2026, 11, 24), {"regime": Regime.SECURE_1985, "grounds": ["10"]}, "Use Notice of seeking possession"),
    ("form3", date(2026, 11, 24), {"regime": Regime.LICENCE_EXCLUDED, "grounds": ["10"]}, "Notice to end an excluded"),
    ("form3a", date(2026, 4, 30), {"regime": RRA, "grounds": ["10"]}, "in force from 1 May 2026"),
    ("form3", date(2026, 11, 24), {"grounds": ["5E"]}, "not there under"),
    ("form3", date(2026, 11, 24), {"grounds": ["99"]}, "no ground 99"),
    ("form3", date(2026, 11, 24), {"grounds": ["9"], "fixed_term_ends": date(2028, 1, 1)}, "while the fixed term"),
    ("form3", date(2026, 11, 24), {"grounds": ["10"], "proposed_on": date(2026, 12, 7)}, "earliest .* Tue 8 Dec 2026"),
    ("form6a", date(2027, 1, 6), {"started_on": date(2026, 9, 7)}, "earliest day is Thu 7 Jan 2027"),
    ("form6a", date(2027, 1, 6), {}, "Say when the tenancy started"),
    ("form4", date(2027, 3, 5), {"proposed_on": date(2027, 4, 7)}, "not the first day of a rent period.*Mon 12 Apr 2027"),
    ("starter-extension", date(2027, 9, 7), {"started_on": date(2026, 9, 7)}, "no longer a starter"),
    ("starter-extension", date(2027, 6, 7), {"started_on": date(2026, 9, 7), "proposed_on": date(2028, 3, 7)}, "18 months"),
    ("minded-to", date(2026, 11, 24), {"fixed_term_ends": date(2027, 5, 23)}, "had to be served by Mon 23 Nov 2026"),
    ("writ", date(2026, 11, 24), {}, "is no notice that is known"),
    ("s83", date(2026, 11, 24), {"grounds": ["1"]}, "does not belong to this agreement.*Use Form 3"),
    ("s83", date(2026, 11, 24), {"regime": Regime.SECURE_1985, "grounds": ["17"]}, "no ground 17"),
    ("s83", date(2026, 11, 24), {"regime": Regime.SECURE_1985, "grounds": ["1"], "proposed_on": date(2026, 12, 26)},
     "The earliest lawful date is Sun 27 Dec 2026"),
    ("s83za", date(2014, 10, 1), {"regime": Regime.SECURE_1985}, "in force from 20 October 2014"),
    ("breach", date(2026, 11, 24), {"regime": Regime.LICENCE_EXCLUDED}, "does not belong.*Use First written warning"),
    ("warning-1", date(2026, 11, 24), {}, "does not belong.*Use Warning that the tenancy agreement is broken"),
    ("room-change", date(2026, 11, 24), {}, "does not belong to this agreement"),
    ("licence", date(2026, 11, 24), {"regime": Regime.SECURE_1985}, "does not belong to this agreement"),
])
def test_what_cannot_be_served_says_why(key: str, on: date, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        ask(key, on, **more)


@pytest.mark.parametrize(("method", "clause", "rule"), [
    (Method.EMAIL, Clause(email=True), Rule.GROUNDS), (Method.EMAIL, Clause(), Rule.QUIT),
    (Method.LETTERBOX, Clause(letterbox=False), Rule.GROUNDS), (Method.POST, Clause(post=False), Rule.GROUNDS),
    (Method.RECORDED, Clause(post=False), Rule.QUIT), (Method.EMAIL, Clause(email=True), Rule.SECURE),
    (Method.EMAIL, Clause(email=True), Rule.COPY), (Method.EMAIL, Clause(email=True), Rule.GOODS),
])
def test_the_agreement_decides_how_a_notice_goes(method: Method, clause: Clause, rule: Rule) -> None:
    with pytest.raises(Refused):
        served(method, date(2026, 11, 24), clause, rule)


# The slow reference: days are counted one by one, months looked up, period starts listed.
def nth_day_after(day: date, count: int) -> date:
    """Counting ``count`` days, the day itself left out."""
    for _ in range(count):
        day += DAY
    return day


def months_after(day: date, months: int) -> date:
    """The day of the same number in the month that comes so many months later, else that month's last."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


@cache
def starts(periods: RentPeriods) -> frozenset[date]:
    """Every first day of a period from 2019 to 2031."""
    found = set()
    if periods.every is Every.MONTH:
        found = {months_after(date(2019, 1, periods.first_day.day), n) for n in range(150)}
    else:
        step = {Every.WEEK: 7, Every.FORTNIGHT: 14, Every.FOUR_WEEKS: 28}[periods.every]
        day = periods.first_day
        while day > date(2019, 1, 31):
            day -= timedelta(step)
        while day < date(2031, 1, 1):
            found.add(day)
            day += timedelta(step)
    return frozenset(found)


def first_edge(day: date, periods: RentPeriods) -> date:
    """The first day from ``day`` on that begins or ends a period."""
    while day not in starts(periods) and day + DAY not in starts(periods):
        day += DAY
    return day


def slow_quit(on: date, periods: RentPeriods, least: date) -> date:
    """When a notice to quit may end a tenancy at the earliest."""
    return first_edge(max(least, months_after(on, 1)) if periods.every is Every.MONTH else least, periods)


def slow_old(on: date, periods: RentPeriods, grounds: Sequence[str]) -> date:
    """Section 8(3A) to (4B)."""
    quits = slow_quit(on, periods, nth_day_after(on, 28))
    if "7A" in grounds:
        return quits
    if "14" in grounds:
        return on
    if {"1", "2", "5", "6", "7", "9", "16"} & set(grounds):
        return max(months_after(on, 2), quits)
    return nth_day_after(on, 14)


_NEW = {"10": 28, "12": 14, "14": 0, "5F": 28}


def slow_new(on: date, periods: RentPeriods, grounds: Sequence[str]) -> date:
    """The working rule for the amended section 8."""
    if {"7A", "14"} & set(grounds):
        return on
    return max([months_after(on, 4)] if "1" in grounds else [nth_day_after(on, _NEW[g]) for g in grounds])


PERIODS = (WEEKLY, RentPeriods(Every.WEEK, date(2026, 11, 25)), RentPeriods(Every.FORTNIGHT, date(2026, 11, 23)),
           RentPeriods(Every.FOUR_WEEKS, date(2026, 4, 6)), MONTHLY, RentPeriods(Every.MONTH, date(2026, 1, 15)))
_OLD_GROUNDS = (["8", "10", "11"], ["9"], ["7A", "14"], ["14", "10"], ["12", "17"], ["16", "10"])


def days() -> Iterator[date]:
    """Every day of the years whose bank holidays the rules were asked for."""
    day = date(2020, 1, 1)
    while day < date(2029, 1, 1):
        yield day
        day += DAY


@pytest.mark.parametrize("periods", PERIODS, ids=lambda p: f"{p.every} from {p.first_day}")
def test_every_service_day_of_form_3(periods: RentPeriods) -> None:
    for on in days():
        for grounds in _OLD_GROUNDS:
            found, slow = ask("form3", on, grounds=grounds, periods=periods), slow_old(on, periods, grounds)
            assert found.earliest_on == slow, (on, grounds)
            assert found.printed_on == (slow if slow == on else slow + DAY)
            assert found.last_issue_on == months_after(on, 12)


@pytest.mark.parametrize("grounds", [["10"], ["12"], ["14", "10"], ["7A"], ["1"], ["10", "12"], ["5F"]], ids=",".join)
def test_every_service_day_of_form_3a(grounds: list[str]) -> None:
    for on in days():
        if on < date(2026, 5, 1):
            with pytest.raises(Refused):
                ask("form3a", on, regime=RRA, grounds=grounds)
        else:
            assert ask("form3a", on, regime=RRA, grounds=grounds).earliest_on == slow_new(on, WEEKLY, grounds), on


@pytest.mark.parametrize("periods", PERIODS, ids=lambda p: f"{p.every} from {p.first_day}")
@pytest.mark.parametrize(("key", "regime", "least"), [
    ("ntq-tenant", OLD, lambda on: nth_day_after(on, 28)), ("ntq-landlord", OLD, lambda on: nth_day_after(on, 28)),
    ("ntq-tenant", RRA, lambda on: months_after(on, 2)), ("s83", Regime.SECURE_1985, lambda on: nth_day_after(on, 28)),
])
def test_every_service_day_of_a_notice_to_quit(periods: RentPeriods, key: str, regime: Regime,
                                               least: Callable[[date], date]) -> None:
    for on in days():
        if regime is RRA and on < date(2026, 5, 1):
            continue
        found = ask(key, on, regime=regime, periods=periods)
        assert found.earliest_on == slow_quit(on, periods, least(on)), on
        assert found.printed_on >= found.earliest_on
        assert key == "s83" or found.printed_on + DAY in starts(periods), "the last day of a period is printed"


@pytest.mark.parametrize(("key", "regime", "count"), [
    ("licence", Regime.BASIC_PROTECTION, 28), ("licence", Regime.LICENCE_EXCLUDED, 28),
    ("licence-now", Regime.LICENCE_EXCLUDED, 0),
])
def test_every_service_day_of_a_licence_notice(key: str, regime: Regime, count: int) -> None:
    assert all(ask(key, on, regime=regime).earliest_on == nth_day_after(on, count) for on in days())
    if key == "licence" and regime is Regime.LICENCE_EXCLUDED:
        assert all(ask(key, on, regime=regime, agreed_days=7).earliest_on == nth_day_after(on, 7) for on in days())


def test_every_service_day_of_form_6a() -> None:
    started = date(2019, 6, 3)
    for on in days():
        found = ask("form6a", on, started_on=started)
        assert found.earliest_on == months_after(on, 2) and found.last_issue_on == months_after(on, 6) - DAY, on


@pytest.mark.parametrize("periods", PERIODS, ids=lambda p: f"{p.every} from {p.first_day}")
def test_every_service_day_of_a_rent_increase(periods: RentPeriods) -> None:
    for on in days():
        least = months_after(on, 1)
        while least not in starts(periods):
            least += DAY
        assert ask("form4", on, periods=periods).earliest_on == least, on
        least = nth_day_after(on, 28)
        while least not in starts(periods):
            least += DAY
        assert ask("rent-increase", on, periods=periods).earliest_on == least, on


SECURE = Regime.SECURE_1985


@pytest.mark.parametrize("periods", PERIODS, ids=lambda p: f"{p.every} from {p.first_day}")
@pytest.mark.parametrize(("key", "grounds"), [("s83", ["1"]), ("s83", ["2"]), ("s83", ["2", "1"]), ("s83", ["10A"]),
                                              ("s83za", [])], ids=str)
def test_every_service_day_of_a_secure_notice(periods: RentPeriods, key: str, grounds: list[str]) -> None:
    for on in days():
        quits = slow_quit(on, periods, nth_day_after(on, 28))
        found = ask(key, on, regime=SECURE, grounds=grounds, periods=periods)
        assert (found.earliest_on, found.printed_on, found.last_issue_on) == (quits, quits, months_after(quits, 12)), on
        later = ask(key, on, regime=SECURE, grounds=grounds, periods=periods, proposed_on=nth_day_after(quits, 9))
        assert later.printed_on == nth_day_after(quits, 9), on
        assert later.last_issue_on == months_after(later.printed_on, 12), "the twelve months run from the printed date"


def test_a_secure_notice_with_ground_2_may_begin_at_once_but_says_no_early_date() -> None:
    found = ask("s83", date(2026, 11, 24), regime=SECURE, grounds=["2"])
    assert found.steps[0].on == date(2026, 11, 24) and "may begin at once" in found.steps[0].sentence
    with pytest.raises(Refused, match=r"Tue 24 Nov 2026 is too early\. The earliest lawful date is Sun 27 Dec 2026"):
        ask("s83", date(2026, 11, 24), regime=SECURE, grounds=["2"], proposed_on=date(2026, 11, 24))


@pytest.mark.parametrize(("key", "regime"), [
    ("warning-1", Regime.LICENCE_EXCLUDED), ("warning-final", Regime.BASIC_PROTECTION), ("breach", OLD), ("breach", SECURE),
    ("absence", Regime.LICENCE_EXCLUDED), ("abandonment", OLD)])
def test_every_service_day_of_a_warning(key: str, regime: Regime) -> None:
    for on in days():
        found = ask(key, on, regime=regime)
        assert (found.earliest_on, found.printed_on, found.last_issue_on) == (on + DAY, nth_day_after(on, 14), None), on
        assert ask(key, on, regime=regime, proposed_on=on + DAY).printed_on == on + DAY
        with pytest.raises(Refused, match="too early"):
            ask(key, on, regime=regime, proposed_on=on)


@pytest.mark.parametrize("charges", [False, True])
def test_every_service_day_about_belongings(charges: bool) -> None:
    for on in days():
        least = months_after(on, 3) if charges else nth_day_after(on, 28)
        found = ask("belongings", on, regime=Regime.LICENCE_EXCLUDED, charges=charges)
        assert (found.earliest_on, found.printed_on) == (least, least + DAY), on
        with pytest.raises(Refused, match="too early"):
            ask("belongings", on, regime=Regime.LICENCE_EXCLUDED, charges=charges, proposed_on=least - DAY)


def test_every_service_day_of_what_has_no_wait() -> None:
    for on in days():
        for key, regime in (("room-change", Regime.LICENCE_EXCLUDED), ("s8a", OLD), ("s8a", SECURE)):
            found = ask(key, on, regime=regime)
            assert (found.earliest_on, found.printed_on, found.last_issue_on) == (on, on, None)
        assert ask("room-change", on, regime=Regime.LICENCE_EXCLUDED, proposed_on=on + 9 * DAY).printed_on == on + 9 * DAY


def test_every_service_day_of_the_starter_extension_and_of_no_further_tenancy() -> None:
    started, ends = date(2020, 6, 3), date(2030, 1, 31)
    for on in days():
        last = months_after(started, 12) - DAY
        if on > last:
            with pytest.raises(Refused, match="no longer a starter tenancy"):
                ask("starter-extension", on, started_on=started)
        else:
            found = ask("starter-extension", on, started_on=started)
            assert (found.printed_on, found.last_issue_on) == (months_after(started, 18) - DAY, last)
        assert ask("minded-to", on, fixed_term_ends=ends).earliest_on == months_after(on, 6)


@pytest.mark.parametrize("periods", PERIODS, ids=lambda p: f"{p.every} from {p.first_day}")
def test_every_service_day_of_a_contract_for_a_garage(periods: RentPeriods) -> None:
    step = {Every.WEEK: 7, Every.FORTNIGHT: 14, Every.FOUR_WEEKS: 28}
    for on in days():
        least = months_after(on, 1) if periods.every is Every.MONTH else nth_day_after(on, step[periods.every])
        assert ask("contract", on, regime=Regime.CONTRACT, periods=periods).earliest_on == first_edge(least, periods), on


@pytest.mark.parametrize("periods", PERIODS, ids=lambda p: f"{p.every} from {p.first_day}")
def test_every_service_day_of_form_4a(periods: RentPeriods) -> None:
    for on in days():
        if on < date(2026, 5, 1):
            continue
        least = months_after(on, 2)
        while least not in starts(periods):
            least += DAY
        assert ask("form4a", on, regime=RRA, periods=periods).earliest_on == least, on


def test_every_day_of_posting() -> None:
    for on in days():
        if on > date(2028, 12, 20):
            continue
        counted, day = 0, on
        while counted < 2:
            day += DAY
            counted += is_working_day(day)
        assert served(Method.POST, on, Clause(), Rule.QUIT).on == day


def test_periods_are_written_like_two_weeks() -> None:
    with pytest.raises(Refused, match="Write it like 2 weeks"):
        Period.parse("a fortnight")
