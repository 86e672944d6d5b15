"""When an agreement is looked at: which reviews its kind asks for, on which day, and what is lost when nobody acts. Pure.

Nothing here makes a trial longer or ends anything: a day that passes is warned of, louder the nearer the last day is.
Sources: rulebook §1 (starter and fixed term); the weeks between licence and support reviews are the association's policy.
"""

from collections.abc import Collection
from datetime import date, timedelta

from housingdesk.changes.rules.words import ReviewKind
from housingdesk.properties.rules import RentType
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from housingdesk.values.dates import DAY, add_months, format_date, format_day
from housingdesk.values.rows import frozen

MINDED_MONTHS = 6
SUPPORTED = frozenset({RentType.SUPPORTED, RentType.SPECIALISED})
"""How the rent of supported housing is set."""
STARTER_MONTHS = 12
_STARTER = (ReviewKind.SETTLING_IN, ReviewKind.STARTER, ReviewKind.STARTER_FINAL)


@frozen
class Terms:
    """The association's rhythm. Weeks and months are whole numbers; ``asked_from`` leaves out what was due before it."""

    settling_weeks: int = 6
    starter_months: tuple[int, int] = (6, 9)
    decide_month: int = 11
    licence_weeks: int = 12
    support_weeks: int = 12
    fixed_months: int = 8
    asked_from: date | None = None


@frozen
class Looked:
    """What the days hang on: the agreement's kind and days, and whether it is supported housing."""

    kind: TenancyKind
    starts_on: date
    ends_on: date | None = None
    starter_until: date | None = None
    fixed_until: date | None = None
    supported: bool = False


@frozen
class Held:
    """A review that was held: which, for which due day, and on which day."""

    kind: ReviewKind
    due_on: date
    held_on: date


@frozen
class DueReview:
    """A review to be held. ``from_on`` is the first day that makes sense, ``last_on`` the last day that the law leaves.

    ``missed`` counts earlier ones of the same kind that nobody held.
    """

    kind: ReviewKind
    from_on: date
    due_on: date
    why: str
    last_on: date | None = None
    missed: int = 0

    def overdue(self, on: date) -> bool:
        """Whether its day has passed."""
        return self.due_on < on

    def warning(self, on: date) -> str:
        """What is lost when nobody acts, louder the nearer the last day is; empty where nothing is."""
        if self.last_on is None:
            return ""
        left = (self.last_on - on).days
        if left < 0:
            return f"The last day was {format_day(self.last_on)}: {_LOST[self.kind]}"
        return f"A notice must be served by {format_day(self.last_on)}, {_days(left)}; nothing happens by itself"


_LOST = {
    ReviewKind.STARTER_FINAL: "with no notice served the tenancy has become assured by itself. Record that it did",
    ReviewKind.FIXED_TERM: "the term can no longer be ended by a notice under section 21",
}


def _days(left: int) -> str:
    return "today" if left == 0 else f"in {left} day{'s' if left > 1 else ''}"


def starter_ends(starts_on: date, starter_until: date | None) -> date:
    """The last day of a starter tenancy: as it was agreed or extended, else twelve months.

    >>> starter_ends(date(2026, 1, 12), None)
    datetime.date(2027, 1, 11)
    """
    return starter_until if starter_until is not None else add_months(starts_on, STARTER_MONTHS) - DAY


def minded_by(fixed_until: date) -> date:
    """The last day to serve notice that no further tenancy is proposed: six months before the end (HA 1988 s.21(1B)).

    >>> minded_by(date(2027, 8, 31))
    datetime.date(2027, 2, 28)
    """
    return add_months(fixed_until, -MINDED_MONTHS)


def due_reviews(row: Looked, held: Collection[Held], on: date, terms: Terms, ahead: int = 0) -> list[DueReview]:
    """What is to be held by ``on`` and within so many days after it, the most pressing first; nothing of an ended agreement."""
    if row.ends_on is not None and row.ends_on <= on:
        return []
    if row.kind is TenancyKind.STARTER:
        found = _starter(row, held, on, terms)
    elif row.kind is TenancyKind.FIXED_TERM:
        found = _fixed(row, held, terms)
    elif row.kind in LICENCES:
        found = _licence(row, held, on, terms)
    else:
        found = []
    until = on + timedelta(ahead)
    return sorted((one for one in found if one.from_on <= until), key=lambda one: (one.due_on, one.kind))


def milestones(row: Looked, terms: Terms) -> list[DueReview]:
    """Every review of a starter tenancy, in order: the visit, the reviews, the decision before the last day.

    >>> [(m.kind.name, m.due_on.isoformat()) for m in milestones(Looked(TenancyKind.STARTER, date(2026, 1, 12)), Terms())]
    [('SETTLING_IN', '2026-02-23'), ('STARTER', '2026-07-12'), ('STARTER', '2026-10-12'), ('STARTER_FINAL', '2026-12-12')]
    """
    start, ends = row.starts_on, starter_ends(row.starts_on, row.starter_until)
    extended = ends >= add_months(start, STARTER_MONTHS)
    visit = start + timedelta(weeks=terms.settling_weeks)
    made = [DueReview(ReviewKind.SETTLING_IN, start + timedelta(weeks=min(4, terms.settling_weeks)), visit,
                      f"A visit 4 to {terms.settling_weeks} weeks after they moved in")]
    made += [_at(ReviewKind.STARTER, add_months(start, months), f"{months} months since it began")
             for months in terms.starter_months]
    if extended:
        made.append(_at(ReviewKind.STARTER, add_months(start, 15), "15 months: the trial was made longer"))
        made.append(_at(ReviewKind.STARTER_FINAL, add_months(ends + DAY, -1), _decide(ends), ends))
    else:
        made.append(_at(ReviewKind.STARTER_FINAL, add_months(start, terms.decide_month), _decide(ends), ends))
    return made


def _decide(ends: date) -> str:
    return f"Decide before the trial ends on {format_date(ends)}"


def _at(kind: ReviewKind, due_on: date, why: str, last_on: date | None = None) -> DueReview:
    return DueReview(kind, due_on - timedelta(weeks=2), due_on, why, last_on)


def _starter(row: Looked, held: Collection[Held], on: date, terms: Terms) -> list[DueReview]:
    """The newest milestone that nobody has held stands for the earlier ones; the last one stays until something is decided."""
    theirs = [one for one in held if one.kind in _STARTER]
    newest = max((one.held_on for one in theirs), default=date.min)
    done = {(one.kind, one.due_on) for one in theirs}
    waiting = [one for one in milestones(row, terms) if (one.kind, one.due_on) not in done
               and (one.due_on > newest or one.kind is ReviewKind.STARTER_FINAL) and _asked(one.due_on, terms)]
    late = [one for one in waiting if one.due_on < on]
    coming = [one for one in waiting if one.due_on >= on]
    if not late:
        return coming
    last = late[-1]
    return [DueReview(last.kind, last.from_on, last.due_on, last.why, last.last_on, len(late) - 1), *coming]


def _fixed(row: Looked, held: Collection[Held], terms: Terms) -> list[DueReview]:
    if row.fixed_until is None:
        return []
    due_on = add_months(row.fixed_until, -terms.fixed_months)
    if any(one.kind is ReviewKind.FIXED_TERM and one.held_on >= due_on - timedelta(92) for one in held):
        return []
    return [_at(ReviewKind.FIXED_TERM, due_on, f"The term ends on {format_date(row.fixed_until)}", minded_by(row.fixed_until))]


def _licence(row: Looked, held: Collection[Held], on: date, terms: Terms) -> list[DueReview]:
    found = [_every(ReviewKind.LICENCE, terms.licence_weeks, row, held, on, terms)]
    if row.supported:
        found.append(_every(ReviewKind.SUPPORT_PLAN, terms.support_weeks, row, held, on, terms))
    return [one for one in found if one is not None]


def _every(kind: ReviewKind, weeks: int, row: Looked, held: Collection[Held], on: date, terms: Terms) -> DueReview | None:
    """So many weeks after the last one, or after the start; nought weeks: never."""
    if weeks <= 0:
        return None
    last = max((one.held_on for one in held if one.kind is kind), default=None)
    due_on = (last or row.starts_on) + timedelta(weeks=weeks)
    if last is None and terms.asked_from is not None and due_on < terms.asked_from:
        late = (terms.asked_from - due_on).days
        due_on += timedelta(weeks=weeks * -(-late // (7 * weeks)))
    missed = max(0, (on - due_on).days // (7 * weeks))
    since = f"the last on {format_date(last)}" if last else "none is recorded yet"
    return DueReview(kind, due_on - timedelta(weeks=1), due_on, f"Every {weeks} weeks; {since}", None, missed)


def _asked(due_on: date, terms: Terms) -> bool:
    return terms.asked_from is None or due_on >= terms.asked_from
