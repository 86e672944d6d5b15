"""Made-up years of Housing Benefit and Universal Credit, claim by claim, each with one kind of oddity and the truth of it.

The truth of every payment due is what was decided when the story was made up, on a calendar of its own; nothing here asks
the rules that tell gaps apart. Pure: a seed gives the same claims everywhere.
"""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from housingdesk.benefits.rules.expected.shapes import Came, Deduction, Halt, History, Paid, Run
from housingdesk.benefits.rules.words import ClaimState, GapClass
from housingdesk.demo.benefit_uc_oddities import switch, thirteenth, to_tenant, uc_earnings, uc_late, uc_move
from housingdesk.demo.benefit_years import Pay, Year, hb_year, uc_year
from housingdesk.demo.chance import stream
from housingdesk.values.dates import DAY, WEEK, rent_year_start
from housingdesk.values.rows import frozen


class Oddity(StrEnum):
    """What is odd about a claim's year."""

    PLAIN = "nothing odd"
    LATE_RUN = "a run that came late, and one that has not come"
    DOUBLED = "a run missed and doubled in the next"
    RISE = "the rise of the rent not applied"
    NON_DEPENDANT = "a deduction for a non-dependant"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    OWN_RECOVERY = "own overpayment recovered"
    BLAMELESS = "somebody else’s overpayment recovered"
    HB_TO_TENANT = "Housing Benefit paid to the tenant by mistake"
    UC_TO_TENANT = "Universal Credit paid to the tenant by mistake"
    FIRST_AHEAD = "the first payment not yet due"
    ON_ACCOUNT = "a payment on account"
    SPLIT = "a payment in two parts"
    BACK_PAYMENT = "a back payment after a revision"
    ROOM_MOVE = "a move to another room inside a cycle"
    UC_MOVE = "a change inside an assessment period"
    THIRTEENTH = "the thirteenth batch"
    SWITCH = "the switch to payment to us"
    UC_EARNINGS = "lowered by earnings"
    HOLIDAY = "a pay day on a bank holiday"
    WEEK_53 = "the year of 53 weeks"
    MISSING_LINE = "a line missing from the schedule"
    SILENT_STOP = "stopped without a word"
    OVERPAID = "the old sum paid on after the award fell"
    UC_LATE = "Universal Credit that has not come"


@frozen
class Story:
    """One claim's year as it is known on ``on``, and the true class of every payment due by its day."""

    number: int
    oddity: Oddity
    on: date
    history: History
    truth: tuple[tuple[date, GapClass], ...]


def stories(seed: int, count: int) -> tuple[Story, ...]:
    """As many claims as are asked for, every oddity in turn."""
    kinds = list(Oddity)
    return tuple(_story(number, kinds[number % len(kinds)], stream(seed, f"benefit history {number}"))
                 for number in range(count))


def _story(number: int, oddity: Oddity, rng: Random) -> Story:
    year = Year(rng)
    _TOLD[oddity](year)
    return Story(number, oddity, year.on, year.history(), tuple(sorted(year.truth.items())))


def _plain(year: Year) -> None:
    (hb_year if year.rng.random() < 0.5 else uc_year)(year)
    year.settle()


def _late_run(year: Year) -> None:
    hb_year(year)
    year.settle()
    place = year.some(1, 2)
    year.pay(year.past[place], year.past[place].pence, on=year.past[place].on + year.rng.randrange(6, 12) * DAY)
    year.pay(year.past[-1], 0)
    year.truth[year.past[-1].on] = GapClass.LATE


def _doubled(year: Year) -> None:
    hb_year(year)
    year.settle()
    place = year.some(1, 1)
    missed, following = year.past[place], year.past[place + 1]
    year.pay(missed, 0)
    year.pay(following, missed.pence + following.pence, start=missed.start)


def _weeks(pay: Pay, start: date) -> int:
    """How many of a payment's weeks lie on or after a Monday."""
    return max(0, (pay.end - max(pay.start, start)).days // 7)


def _changed(year: Year, start: date, told_on: date | None, by: int) -> None:
    """Another award from a Monday on, as the office should pay it."""
    first = year.awards[0]
    year.awards = [Paid(first.start, start, first.pence, first.told_on),
                   Paid(start, None, first.pence + by, told_on)]
    for pay in year.pays:
        pay.pence += by * _weeks(pay, start)


def _rise(year: Year) -> None:
    """Nothing of the rise is paid; in half of the stories what fell short comes in the end."""
    hb_year(year)
    start, by = year.past[year.some(4, 3)].start + year.rng.randrange(4) * WEEK, year.rng.randrange(200, 1_500)
    _changed(year, start, start - 20 * DAY, by)
    year.settle()
    short = [pay for pay in year.past if _weeks(pay, start)]
    repaid = year.rng.random() < 0.5
    for pay in short[:-1] if repaid else short:
        year.pay(pay, pay.pence - by * _weeks(pay, start))
        year.truth[pay.on] = GapClass.NONE if repaid else GapClass.SHORT
    if repaid:
        back = sum(by * _weeks(pay, start) for pay in short[:-1])
        year.came[short[-1].on].append(Came(short[-1].on, back, start, short[-1].start))


def _non_dependant(year: Year) -> None:
    hb_year(year)
    year.weekly = year.weekly + 10_000
    year.awards = [Paid(one.start, one.end, year.weekly) for one in year.awards]
    for pay in year.pays:
        pay.pence = 4 * year.weekly
    year.settle()
    rate = year.rng.choice((2_040, 4_685, 6_435))
    year.deductions = (Deduction(2_040, "the lowest deduction"), Deduction(4_685, "the second"), Deduction(6_435, "the third"))
    for pay in year.past[year.some(3, 1):]:
        year.pay(pay, pay.pence - 4 * rate)
        year.truth[pay.on] = GapClass.SHORT


def _suspended(year: Year) -> None:
    hb_year(year)
    year.settle()
    place = year.some(3, 1)
    year.halts = (Halt(ClaimState.SUSPENDED, year.past[place].on - year.rng.randrange(3, 12) * DAY),)
    for pay in year.pays[place:]:
        year.pay(pay, 0)
        year.truth[pay.on] = GapClass.STOPPED


def _terminated(year: Year) -> None:
    """Paid to its last week; what the next run would have paid is not."""
    hb_year(year)
    place = year.some(3, 3)
    ended = year.past[place].start + year.rng.randrange(1, 4) * WEEK
    year.past[place].pence = year.weekly * ((ended - year.past[place].start).days // 7)
    year.settle()
    year.halts = (Halt(ClaimState.ENDED, ended),)
    for pay in year.pays[place + 1:]:
        year.pay(pay, 0)
        year.truth.pop(pay.on)
    year.truth[year.pays[place + 1].on] = GapClass.STOPPED


def _own_recovery(year: Year) -> None:
    """With the schedule the rent has it in full; without one it is known from the office's letter, and lacks."""
    hb_year(year)
    year.settle()
    rate, listed = year.rng.randrange(300, 1_160), year.rng.random() < 0.5
    place = year.some(3, 1)
    if listed:
        year.runs = tuple(Run(pay.on, pay.pence, 4 * rate if number >= place else 0) for number, pay in enumerate(year.past))
    else:
        year.recovering = (Deduction(rate, "the overpayment notified in spring"),)
    for pay in year.past[place:]:
        if not listed:
            year.pay(pay, pay.pence - 4 * rate)
        year.truth[pay.on] = GapClass.RECOVERED


def _blameless(year: Year) -> None:
    hb_year(year)
    year.settle()
    place = year.some(2, 0)
    year.runs = tuple(Run(pay.on, pay.pence, *((2_500, False) if number == place else ())) for number, pay in
                      enumerate(year.past))
    year.truth[year.past[place].on] = GapClass.RECOVERED


def _hb_to_tenant(year: Year) -> None:
    hb_year(year)
    to_tenant(year)


def _uc_to_tenant(year: Year) -> None:
    uc_year(year)
    to_tenant(year)


def _begun(year: Year, weeks: int, told_on: date) -> None:
    """A claim that began some weeks ago and was decided on a day: the first run after that pays everything since."""
    start = year.on - timedelta(year.on.weekday()) - weeks * WEEK
    year.awards = [Paid(start, None, year.weekly, told_on)]
    year.since = start
    year.pays = [pay for pay in year.pays if pay.on > told_on]
    year.pays[0].start = start
    year.pays[0].pence = year.weekly * ((year.pays[0].end - start).days // 7)


def _first_ahead(year: Year) -> None:
    hb_year(year)
    _begun(year, year.rng.randrange(2, 7), year.on - year.rng.randrange(1, 6) * DAY)
    year.settle()


def _on_account(year: Year) -> None:
    """Decided before the Monday of the last run but one; a third of it had come while nobody had decided."""
    hb_year(year)
    first = year.past[-2]
    _begun(year, 14, first.on - timedelta(first.on.weekday()) - 4 * DAY)
    year.settle()
    first, weeks = year.pays[0], year.rng.randrange(1, 3)
    interim = Came(first.on - 12 * DAY, weeks * year.weekly, first.start, first.start + weeks * WEEK)
    year.came[first.on] = [interim, Came(first.on, first.pence - interim.pence, first.start + weeks * WEEK, first.end)]


def _split(year: Year) -> None:
    hb_year(year)
    year.settle()
    for pay in year.past[year.some(1, 2):][:3]:
        part = year.rng.randrange(500, pay.pence - 500)
        year.came[pay.on] = [Came(pay.on, part, pay.start, pay.end),
                             Came(pay.on + DAY, pay.pence - part, pay.start, pay.end)]


def _back_payment(year: Year) -> None:
    """Two or three runs were paid at the old award; the first after the decision pays the difference in one sum or beside."""
    hb_year(year)
    place, runs, by = year.some(3, 3), year.rng.randrange(1, 3), year.rng.randrange(300, 4_000)
    start, first = year.past[place].start, year.past[place + runs]
    _changed(year, start, first.on - timedelta(first.on.weekday()) - 2 * DAY, by)
    back = 0
    for pay in year.past[place:place + runs]:
        pay.pence -= 4 * by
        back += 4 * by
    year.settle()
    if year.rng.random() < 0.5:
        year.pay(first, first.pence + back, start=start)
    else:
        year.came[first.on].append(Came(first.on, back, start, first.start))


def _room_move(year: Year) -> None:
    hb_year(year)
    start = year.past[year.some(2, 2)].start + year.rng.randrange(1, 4) * WEEK
    _changed(year, start, start, year.rng.randrange(200, 2_500))
    year.settle()


def _holiday(year: Year) -> None:
    """Runs on Mondays and Fridays meet the bank holidays of spring and Christmas."""
    if year.rng.random() < 0.5:
        hb_year(year, on=date(2026, year.rng.randrange(6, 12), 20), weekday=year.rng.choice((0, 4)))
    else:
        uc_year(year)
    year.settle()


def _week_53(year: Year) -> None:
    """Over the first Monday of April 2025, the end of a rent year of 53 weeks, the award rising with the rent."""
    on = date(2025, year.rng.randrange(6, 12), 20)
    if year.rng.random() < 0.5:
        hb_year(year, on=on)
        start = rent_year_start(2025)
        _changed(year, start, start - 20 * DAY, year.rng.randrange(200, 1_500))
    else:
        uc_year(year, on=on)
    year.settle()


def _missing_line(year: Year) -> None:
    hb_year(year)
    year.settle()
    year.runs = tuple(Run(pay.on, None if pay is year.past[-1] else pay.pence) for pay in year.past)
    year.pay(year.past[-1], 0)
    year.truth[year.past[-1].on] = GapClass.STOPPED


def _silent_stop(year: Year) -> None:
    """Nothing came for a run, and nothing for those after it: the first is late, the others show that it stopped."""
    hb_year(year)
    year.settle()
    silent = year.past[-year.rng.randrange(2, 5):]
    for place, pay in enumerate(silent):
        year.pay(pay, 0)
        year.truth[pay.on] = GapClass.STOPPED if place else GapClass.LATE


def _overpaid(year: Year) -> None:
    hb_year(year)
    start, by = year.past[year.some(4, 2)].start, year.rng.randrange(300, 2_000)
    _changed(year, start, start - 9 * DAY, -by)
    year.settle()
    for pay in year.past:
        if _weeks(pay, start):
            year.pay(pay, pay.pence + 4 * by)
            year.truth[pay.on] = GapClass.OVER


_TOLD: dict[Oddity, Callable[[Year], None]] = {
    Oddity.PLAIN: _plain, Oddity.LATE_RUN: _late_run, Oddity.DOUBLED: _doubled, Oddity.RISE: _rise,
    Oddity.NON_DEPENDANT: _non_dependant, Oddity.SUSPENDED: _suspended, Oddity.TERMINATED: _terminated,
    Oddity.OWN_RECOVERY: _own_recovery, Oddity.BLAMELESS: _blameless, Oddity.HB_TO_TENANT: _hb_to_tenant,
    Oddity.UC_TO_TENANT: _uc_to_tenant, Oddity.FIRST_AHEAD: _first_ahead, Oddity.ON_ACCOUNT: _on_account, Oddity.SPLIT: _split,
    Oddity.BACK_PAYMENT: _back_payment, Oddity.ROOM_MOVE: _room_move, Oddity.UC_MOVE: uc_move,
    Oddity.THIRTEENTH: thirteenth, Oddity.SWITCH: switch, Oddity.UC_EARNINGS: uc_earnings, Oddity.HOLIDAY: _holiday,
    Oddity.WEEK_53: _week_53, Oddity.MISSING_LINE: _missing_line, Oddity.SILENT_STOP: _silent_stop,
    Oddity.OVERPAID: _overpaid, Oddity.UC_LATE: uc_late}
