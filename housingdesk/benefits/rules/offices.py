"""The card of an office that pays benefit: what may be written on it, and on which days its runs come. Pure.

A council pays landlords every four weeks in arrears (HB Regs 2006 reg 92(3)); which weeks is each council's own, so one
payment that came is written down and the others are counted from it. It does not decide what a run should hold.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from housingdesk.benefits.rules.words import HowSent, Source
from housingdesk.values.dates import BANK_HOLIDAYS, DAY
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, one_line, text_problem

SHORTEST_WEEKS, LONGEST_WEEKS = 1, 13
OFFICE_NAMES = {Source.DWP_MANAGED: "DWP, Universal Credit paid to us", Source.DWP_DEDUCTIONS: "DWP, deductions",
                Source.ALLPAY: "allpay", Source.BACS: "Bacs"}


@frozen
class Run:
    """One payment of an office: the day it should be in the bank, and what it covers (``covers_to`` is exclusive)."""

    paid_on: date
    covers_from: date
    covers_to: date

    @property
    def last_day(self) -> date:
        """The last day it covers."""
        return self.covers_to - DAY


@frozen
class Rhythm:
    """How an office pays: every ``weeks`` from one payment that came, which was for the days up to ``covered_to`` inclusive."""

    weeks: int
    first_on: date
    covered_to: date

    def runs(self, on: date) -> Iterator[Run]:
        """The payments that should be in the bank on a day or later, the soonest first, without end."""
        step = timedelta(weeks=self.weeks)
        number = (on - self.first_on) // step - 1
        while True:
            run = self._run(number, step)
            if run.paid_on >= on:
                yield run
            number += 1

    def _run(self, number: int, step: timedelta) -> Run:
        covers_to = self.covered_to + DAY + number * step
        return Run(bank_day(self.first_on + number * step), covers_to - step, covers_to)


def bank_day(day: date) -> date:
    """The day, or the next on which banks work; a year whose bank holidays are not known yet has only its weekends."""
    while day.weekday() > 4 or day in BANK_HOLIDAYS.get(day.year, ()):
        day += DAY
    return day


def next_runs(rhythm: Rhythm | None, on: date, count: int) -> tuple[Run, ...]:
    """The next ``count`` runs from a day on; none when nobody has said when the office pays."""
    return () if rhythm is None else tuple(islice(rhythm.runs(on), count))


def liaison_days(next_on: date | None, weeks: int | None, on: date, count: int) -> tuple[date, ...]:
    """The next ``count`` liaison meetings from a day on; one, or none, when they do not come round by themselves."""
    if next_on is None:
        return ()
    if not weeks:
        return (next_on,) if next_on >= on else ()
    step = timedelta(weeks=weeks)
    first = next_on if next_on >= on else next_on + step * -((next_on - on) // step)
    return tuple(first + step * number for number in range(count))


@frozen
class CardDraft:
    """An office's card as typed. ``first_run_on`` is the day of one payment that came, ``first_covers_to`` its last day."""

    creditor_number: str = ""
    cycle_weeks: int = 4
    first_run_on: date | None = None
    first_covers_to: date | None = None
    sends: HowSent = HowSent.PORTAL
    portal: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    postal_address: str = ""
    next_liaison_on: date | None = None
    liaison_weeks: int | None = None
    note: str = ""

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        found = [*self._texts(), *self._days()]
        if not SHORTEST_WEEKS <= self.cycle_weeks <= LONGEST_WEEKS:
            found.append(Problem("cycle_weeks", f"It pays every {SHORTEST_WEEKS} to {LONGEST_WEEKS} weeks"))
        if self.liaison_weeks is not None and not 1 <= self.liaison_weeks <= 104:
            found.append(Problem("liaison_weeks", "Meetings come every 1 to 104 weeks"))
        return found

    def _texts(self) -> Iterator[Problem]:
        for field, what, longest in _TEXTS:
            said = line_problem(one_line(getattr(self, field)), what, longest)
            if said:
                yield Problem(field, said)
        for field, what, longest in _LONG_TEXTS:
            said = text_problem(getattr(self, field), what, longest)
            if said:
                yield Problem(field, said)

    def _days(self) -> Iterator[Problem]:
        if (self.first_run_on is None) != (self.first_covers_to is None):
            missing = "first_covers_to" if self.first_covers_to is None else "first_run_on"
            yield Problem(missing, "Give both: the day one payment came, and the last day it was for")
        elif self.first_run_on is not None and self.first_covers_to is not None:
            away = abs((self.first_run_on - self.first_covers_to).days)
            if away > self.cycle_weeks * 7:
                yield Problem("first_covers_to", "The last day a payment is for lies within one cycle of the day it came")
        if self.liaison_weeks is not None and self.next_liaison_on is None:
            yield Problem("next_liaison_on", "Give the day of the next meeting, from which the others are counted")


_TEXTS = (("creditor_number", "The creditor number", 40), ("portal", "The portal’s address", 300),
          ("contact", "The contact", 200), ("email", "The e-mail address", 200), ("phone", "The telephone", 60))
_LONG_TEXTS = (("postal_address", "The postal address", 400), ("note", "The note", 2000))
