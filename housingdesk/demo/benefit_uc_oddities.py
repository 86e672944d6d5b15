"""What bends a made-up year of Universal Credit, and whom benefit is paid to; the truth of each payment is set with it."""

from datetime import date

from housingdesk.benefits.rules.expected.shapes import Came, Paid
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.benefits.rules.words import GapClass
from housingdesk.demo.benefit_years import Pay, Year, bank_day, month_day, monthly, uc_year
from housingdesk.values.dates import DAY, WEEK, is_working_day


def to_tenant(year: Year) -> None:
    """The award names the tenant as payee, though payment to us was granted; or the tenant hands on what came to them."""
    year.settle()
    place = year.some(3, 1)
    year.direct_from = year.since - 20 * WEEK
    if year.rng.random() < 0.5:
        first, start = year.awards[0], year.past[place].start
        year.awards = [Paid(first.start, start, first.pence), Paid(start, None, first.pence, start, to_landlord=False)]
    else:
        year.own = tuple(Came(pay.on + year.rng.randrange(1, 10) * DAY, pay.pence) for pay in year.past[place:])
    for pay in year.past[place:]:
        year.pay(pay, 0)
        year.truth[pay.on] = GapClass.TO_TENANT


def uc_late(year: Year) -> None:
    """The last payment has not come."""
    uc_year(year)
    year.settle()
    year.pay(year.past[-1], 0)
    year.truth[year.past[-1].on] = GapClass.LATE


def uc_move(year: Year) -> None:
    """What holds on the last day of a period holds for all of it."""
    uc_year(year)
    place, by = year.some(2, 2), year.rng.randrange(900, 9_000)
    pay = year.past[place]
    start = pay.start + year.rng.randrange(3, (pay.end - pay.start).days) * DAY
    first = year.awards[0]
    year.awards = [Paid(first.start, start, first.pence), Paid(start, None, first.pence + by, start)]
    for later in year.pays[place:]:
        later.pence += by
    year.settle()


def thirteenth(year: Year) -> None:
    """Payments to landlords in batches every four weeks: each period waits for the next one, and one batch holds none."""
    uc_year(year)
    weekday = year.rng.randrange(5)
    nominal = [date(2024, 1, 1) + weekday * DAY + 4 * WEEK * number for number in range(60)]
    batches = [bank_day(day, DAY) for day in nominal]
    year.rhythm = Rhythm(4, *next((day, day - DAY) for day in nominal[20:] if is_working_day(day)))
    held: dict[date, list[tuple[date, date]]] = {}
    for number in range(1, 47):
        start, end = month_day(2024, number, year.day or 1), month_day(2024, number + 1, year.day or 1)
        held.setdefault(next(day for day in batches if day >= bank_day(end + 6 * DAY, -DAY)), []).append((start, end))
    ends = year.on + 9 * WEEK
    last = max(day for day, some in held.items() if bank_day(some[0][1] + 6 * DAY, -DAY) <= ends)
    shown = [day for day in batches if year.since <= day <= min(ends, last)]
    year.pays = [Pay(day, held[day][0][0], held[day][-1][1], monthly(year) * len(held[day])) for day in shown if day in held]
    year.settle()
    year.truth |= {day: GapClass.THIRTEENTH for day in shown if day not in held}


def switch(year: Year) -> None:
    """The tenant had it and paid us, until the period in which payment to us was granted."""
    uc_year(year)
    place = year.some(3, 2)
    first, start = year.awards[0], year.past[place].start
    year.direct_from = start + year.rng.randrange(0, 10) * DAY
    year.awards = [Paid(first.start, start, first.pence, None, to_landlord=False), Paid(start, None, first.pence, start)]
    year.own = tuple(Came(pay.on + 2 * DAY, pay.pence) for pay in year.past[:place])
    year.pays = year.pays[place:]
    year.settle()


def uc_earnings(year: Year) -> None:
    """From some month on, most payments are lowered."""
    uc_year(year)
    year.settle()
    for pay in year.past[year.some(2, 2):]:
        if year.rng.random() < 0.6:
            year.pay(pay, pay.pence - year.rng.randrange(700, pay.pence // 2))
            year.truth[pay.on] = GapClass.SHORT
