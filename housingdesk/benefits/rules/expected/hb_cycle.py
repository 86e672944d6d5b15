"""What Housing Benefit should come on which of a council's runs. Pure.

A run pays, four weeks in arrears, the benefit weeks (Monday to Sunday) since the run before it at what is awarded for each
(HB Regs 2006 reg 92(3)). What was decided before the week of a run is in it: the first run after a decision pays what has
built up, and the first after a revision what the weeks paid already fell short of. What an office paid too much it takes
back in its own way, so that a lower award never lessens a run that came.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from housingdesk.benefits.rules.expected.calendar import weeks_words
from housingdesk.benefits.rules.expected.shapes import Due, History, Paid
from housingdesk.benefits.rules.offices import Rhythm, Run
from housingdesk.benefits.rules.words import ClaimState
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import DAY, format_date, week_of
from housingdesk.values.money import format_pence, portion
from housingdesk.values.rows import frozen

RUN_WEEKS = 4


@frozen
class Span:
    """Days at one rate, pence a week (a month for the DWP's), ``start <= day < end``."""

    start: date
    end: date
    pence: int

    def sum(self) -> int:
        """What the days come to, rounded once."""
        return portion(self.pence, (self.end - self.start).days, 7)


def hb_dues(history: History, until: date) -> Iterator[Due]:
    """Every payment that should come from a council by a day, the soonest first; none for days that go to the tenant."""
    if not history.awards:
        return
    rhythm, first = history.cycle or own_rhythm(history.awards), min(paid.start for paid in history.awards)
    ended = _ended(history)
    paid: tuple[Span, ...] = ()
    before: date | None = None
    for run in rhythm.runs(first):
        if run.paid_on > until:
            return
        last = ended is not None and run.covers_from >= ended  # what it would have paid is shown once, and then no more
        known = _known(history, run, None if last else ended)
        fresh, back = _parted(known, paid, before)
        paid, before = known, run.covers_to
        if fresh or (back and not last):
            yield _due(run, fresh, [] if last else back)
        if last:
            return


def own_rhythm(awards: Sequence[Paid]) -> Rhythm:
    """Runs counted from the start of the first award, where nobody has said when the council pays."""
    monday = week_of(min(paid.start for paid in awards)) + timedelta(weeks=RUN_WEEKS)
    return Rhythm(RUN_WEEKS, monday, monday - DAY)


def known_by(awards: Sequence[Paid], on: date) -> list[tuple[Paid, date | None]]:
    """The awards that were decided by a day, each with the end that was known then.

    An award that a later decision cut short ran on until that was made.
    """
    told = sorted((paid for paid in awards if paid.told_on is None or paid.told_on <= on), key=lambda paid: paid.start)
    later = {paid.start for paid in awards if paid not in told}
    out = []
    for place, paid in enumerate(told):
        end = None if paid.end in later else paid.end
        following = told[place + 1].start if place + 1 < len(told) else None
        out.append((paid, following if following is not None and (end is None or following < end) else end))
    return out


def _known(history: History, run: Run, ended: date | None) -> tuple[Span, ...]:
    out = []
    for paid, end in known_by(history.awards, week_of(run.paid_on)):
        last = min(day for day in (end, run.covers_to, ended) if day is not None)
        ours = paid.to_landlord or (history.direct_from is not None and history.direct_from <= paid.start)
        if paid.start < last and paid.pence and ours:
            out.append(Span(paid.start, last, paid.pence))
    return tuple(out)


def _ended(history: History) -> date | None:
    return min((halt.since for halt in history.halts if halt.state is ClaimState.ENDED), default=None)


def _parted(known: Iterable[Span], paid: Sequence[Span], before: date | None) -> tuple[list[Span], list[Span]]:
    """The days that no run has paid, and what the days paid already fell short of."""
    fresh, back = [], []
    for span in known:
        start = max(span.start, before) if before is not None and paid else span.start
        if start < span.end:
            fresh.append(Span(start, span.end, span.pence))
        if start > span.start:
            back += _short(Span(span.start, min(span.end, start), span.pence), paid)
    return fresh, back


def _short(span: Span, paid: Sequence[Span]) -> list[Span]:
    """The parts of a span that were paid at less, each with the difference."""
    inside = [day for one in paid for day in (one.start, one.end) if span.start < day < span.end]
    out = []
    for start, end in pairwise(sorted({span.start, span.end, *inside})):
        was = next((one.pence for one in paid if one.start <= start < one.end), 0)
        if span.pence > was:
            out.append(Span(start, end, span.pence - was))
    return out


def _due(run: Run, fresh: list[Span], back: list[Span]) -> Due:
    spans = [*back, *fresh]
    pence = sum(span.sum() for span in spans)
    words = " and ".join(f"{weeks_words((span.end - span.start).days)} at {format_pence(span.pence)} a week" for span in fresh)
    if fresh and min(span.start for span in fresh) < run.covers_from:
        words = f"The first payment after the decision: {words}, since {format_date(min(span.start for span in fresh))}"
    if back:
        more = format_pence(sum(span.sum() for span in back))
        words += f"{', and ' if words else ''}{more} back to {format_date(min(span.start for span in back))}"
    covered = fresh or back
    return Due(Payer.HB, run.paid_on, min(span.start for span in covered), max(span.end for span in covered), pence, words)
