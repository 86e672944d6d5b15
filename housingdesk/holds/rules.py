"""Kinds of hold, what each stops, how long it may last, and the sentence that says so. Pure.

Breathing space: the Debt Respite Scheme (Breathing Space Moratorium and Mental Health Crisis Moratorium) (England and Wales)
Regulations 2020, SI 2020/1311; rulebook §4.2.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, text_problem

STANDARD_DAYS = 60
REVIEW_DAYS, COURT_DAYS, REVIEW_ANSWER_DAYS = 20, 50, 35
LONGEST_NOTE, LONGEST_LINE = 2_000, 200


class HoldKind(StrEnum):
    """Why things are stopped."""

    BREATHING_SPACE = "breathing space"
    CRISIS = "mental health crisis breathing space"
    DISPUTE = "dispute"
    BEREAVEMENT = "bereavement"
    BENEFIT = "benefit decision awaited"
    COURT = "court date"
    OTHER = "other"


class Stop(StrEnum):
    """One thing that a hold stops."""

    ARREARS_LETTERS = "arrears letters"
    ALL_LETTERS = "all letters to them"
    ARREARS_NOTICE = "a notice for rent arrears"
    ANY_NOTICE = "any notice"
    ARREARS_CLAIM = "a court claim for rent arrears"
    ENFORCEMENT = "enforcing an order for rent arrears"
    ADDED_COSTS = "interest, fees and collection"
    BENEFIT_DEDUCTION = "asking for deductions from benefit"


_MORATORIUM = frozenset({Stop.ARREARS_LETTERS, Stop.ARREARS_NOTICE, Stop.ARREARS_CLAIM, Stop.ENFORCEMENT, Stop.ADDED_COSTS,
                         Stop.BENEFIT_DEDUCTION})
STOPS: dict[HoldKind, frozenset[Stop]] = {
    HoldKind.BREATHING_SPACE: _MORATORIUM,
    HoldKind.CRISIS: _MORATORIUM,
    HoldKind.DISPUTE: frozenset({Stop.ARREARS_LETTERS, Stop.ARREARS_NOTICE, Stop.ARREARS_CLAIM}),
    HoldKind.BEREAVEMENT: frozenset({Stop.ARREARS_LETTERS, Stop.ARREARS_NOTICE, Stop.ARREARS_CLAIM, Stop.ADDED_COSTS}),
    HoldKind.BENEFIT: frozenset({Stop.ARREARS_NOTICE, Stop.ARREARS_CLAIM}),
    HoldKind.COURT: frozenset({Stop.ARREARS_LETTERS}),
    HoldKind.OTHER: frozenset(),
}
"""What a kind stops. Law for the two breathing spaces; practice for the others, which a person may narrow or widen."""
BY_LAW = frozenset({HoldKind.BREATHING_SPACE, HoldKind.CRISIS})


@frozen
class HoldDraft:
    """A hold as it is being put on. Half open: it holds on ``start <= day < end``; no ``end`` while none is known.

    ``debt_pence`` is the debt it covers, where it covers one. ``people`` are the names of those it protects: a joint tenant's
    same debt is protected too. ``source`` is who told us, ``reference`` theirs.
    """

    kind: HoldKind
    start: date
    end: date | None
    stops: frozenset[Stop]
    source: str
    reference: str = ""
    note: str = ""
    debt_pence: int | None = None
    people: str = ""

    def problems(self) -> list[Problem]:
        """All that stands against it."""
        found = self._day_problems()
        if not self.stops:
            found.append(Problem("stops", "Say what it stops; a hold that stops nothing is a note"))
        if self.kind in BY_LAW and not STOPS[self.kind] <= self.stops:
            left = sorted(STOPS[self.kind] - self.stops)
            found.append(Problem("stops", f"A {self.kind} stops {left[0]} as well: that is the law"))
        if self.kind in BY_LAW and not self.source.strip():
            found.append(Problem("source", "Say who told you: the Insolvency Service or the debt adviser"))
        if self.kind is HoldKind.OTHER and not self.note.strip():
            found.append(Problem("note", "Say in a few words why"))
        if self.debt_pence is not None and self.debt_pence <= 0:
            found.append(Problem("debt_pence", "The debt is more than nothing, or leave it empty"))
        for field, what, longest in (("source", "Who told us", LONGEST_LINE), ("reference", "The reference", LONGEST_LINE),
                                     ("people", "The names", LONGEST_LINE)):
            said = line_problem(getattr(self, field), what, longest)
            found += [Problem(field, said)] if said else []
        said = text_problem(self.note, "The note", LONGEST_NOTE) if self.note else None
        return found + ([Problem("note", said)] if said else [])

    def _day_problems(self) -> list[Problem]:
        if self.end is not None and self.end <= self.start:
            return [Problem("end", f"It ends after it starts on {format_date(self.start)}")]
        if self.kind is HoldKind.BREATHING_SPACE and self.end is None:
            return [Problem("end", f"A breathing space ends after {STANDARD_DAYS} days: take the day from the notification")]
        return []


def standard_end(kind: HoldKind, start: date) -> date | None:
    """The first day after a hold of a kind, where law says how long it lasts: 60 days for a breathing space (reg 26).

    >>> standard_end(HoldKind.BREATHING_SPACE, date(2026, 11, 24))
    datetime.date(2027, 1, 23)
    """
    return start + timedelta(STANDARD_DAYS) if kind is HoldKind.BREATHING_SPACE else None


@frozen
class Clock:
    """A day by which something must be done in a breathing space, and what."""

    on: date
    what: str
    rule: str


def clocks(kind: HoldKind, start: date) -> tuple[Clock, ...]:
    """The creditor's days, each beginning with the day the moratorium started (regs 17 and 19): strict, never extended.

    >>> [c.on.isoformat() for c in clocks(HoldKind.BREATHING_SPACE, date(2026, 11, 24))]
    ['2026-12-13', '2027-01-12']
    """
    if kind not in BY_LAW:
        return ()
    return (Clock(start + timedelta(REVIEW_DAYS - 1), "Last day to ask the debt adviser to review it",
                  "SI 2020/1311 reg 17(3)"),
            Clock(start + timedelta(COURT_DAYS - 1), "Last day to ask the court to cancel it", "SI 2020/1311 reg 19"))


def stopped(kind: HoldKind, start: date, end: date | None) -> str:
    """Why something is not done, in a few words: ``Breathing space to 22 January 2027``."""
    return f"{kind.capitalize()} " + (f"since {format_date(start)}" if end is None else f"to {format_date(end - DAY)}")


def sentence(kind: HoldKind, start: date, end: date | None, stops: Iterable[Stop], debt_pence: int | None) -> str:
    """A hold in one sentence: ``Breathing space to 22 January 2027 on £482.16: no arrears letters, …``.

    >>> sentence(HoldKind.DISPUTE, date(2026, 11, 2), None, [Stop.ARREARS_LETTERS], None)
    'Dispute since 2 November 2026: no arrears letters'
    """
    debt = f" on {format_pence(debt_pence)}" if debt_pence is not None else ""
    order = [stop for stop in Stop if stop in set(stops)]
    what = [str(stop).removeprefix("a ").removeprefix("any ") if stop is not Stop.ANY_NOTICE else "notice" for stop in order]
    return f"{stopped(kind, start, end)}{debt}: no {', no '.join(what)}"
