"""What a council wants to hold about a scheme of exempt accommodation, and whether it is there and still holds. Pure.

Exempt accommodation is a home of a registered provider, charity or voluntary organisation where the landlord, or somebody for
it, gives care, support or supervision that is more than minimal (CP Regs 2006 Sch 3 para 4(10)). Which papers a council asks
for is practice, not law, so a paper may be marked as not needed.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.benefits.rules.words import ProviderPaperKind
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, one_line, text_problem

LAPSES_SOON = timedelta(days=56)
LARGEST_PENCE = 1_000_000
WANTED = tuple(kind for kind in ProviderPaperKind if kind is not ProviderPaperKind.OTHER)
"""What a file usually has to hold."""
PERSONAL = ("Support plan", "Licence or tenancy agreement", "Proof of identity")
"""What goes with each person’s claim beside the scheme’s file."""


class PaperState(StrEnum):
    """How a paper of the file stands."""

    THERE = "there"
    LAPSES = "lapses soon"
    LAPSED = "lapsed"
    NOT_YET = "holds later"
    MISSING = "missing"
    NOT_NEEDED = "not needed"


WRONG = frozenset({PaperState.LAPSED, PaperState.MISSING, PaperState.NOT_YET})


@frozen
class Held:
    """One paper as it is held: the first and last day on which it holds; ``scanned``: its scan is kept here."""

    kind: ProviderPaperKind
    start: date | None = None
    last_day: date | None = None
    needed: bool = True
    scanned: bool = False


@frozen
class KindStanding:
    """How the file stands for one kind of paper, with the sentence that says so and the day it lapses."""

    kind: ProviderPaperKind
    state: PaperState
    sentence: str
    last_day: date | None = None

    @property
    def wrong(self) -> bool:
        """Whether something is to be done."""
        return self.state in WRONG


def standings(held: Sequence[Held], on: date) -> tuple[KindStanding, ...]:
    """How a file stands on a day, one line for each kind of paper that a council wants."""
    return tuple(_standing(kind, [one for one in held if one.kind is kind], on) for kind in WANTED)


def _standing(kind: ProviderPaperKind, held: Sequence[Held], on: date) -> KindStanding:
    needed = [one for one in held if one.needed]
    if held and not needed:
        return KindStanding(kind, PaperState.NOT_NEEDED, "Not needed here")
    scanned = [one for one in needed if one.scanned]
    if not scanned:
        return KindStanding(kind, PaperState.MISSING, "No paper is kept here yet" if not needed else "Its scan is missing")
    now = [one for one in scanned if (one.start is None or one.start <= on) and (one.last_day is None or one.last_day >= on)]
    if now:
        return _there(kind, max(now, key=lambda one: one.last_day or date.max).last_day, scanned, on)
    past = [one.last_day for one in scanned if one.last_day is not None and one.last_day < on]
    if past:
        return KindStanding(kind, PaperState.LAPSED, f"Lapsed on {format_date(max(past))}: ask for the next one", max(past))
    first = min(one.start for one in scanned if one.start is not None)
    return KindStanding(kind, PaperState.NOT_YET, f"Holds from {format_date(first)}, and nothing holds before")


def _there(kind: ProviderPaperKind, last: date | None, scanned: Sequence[Held], on: date) -> KindStanding:
    if last is None:
        return KindStanding(kind, PaperState.THERE, "Kept here")
    if last - on > LAPSES_SOON:
        return KindStanding(kind, PaperState.THERE, f"Holds up to {format_date(last)}", last)
    if any(one.start is not None and one.start <= last + timedelta(1) and (one.last_day is None or one.last_day > last)
           for one in scanned):
        return KindStanding(kind, PaperState.THERE, f"Holds up to {format_date(last)}, and the next one is here", last)
    return KindStanding(kind, PaperState.LAPSES, f"Lapses on {format_date(last)}: ask for the next one", last)


def completeness(found: Sequence[KindStanding]) -> str:
    """The file in one sentence: ``"4 of 6 papers are here. Missing: rent breakdown. Lapsed: proof of status"``."""
    wanted = [one for one in found if one.state is not PaperState.NOT_NEEDED]
    wrong = [one for one in wanted if one.wrong]
    if not wrong:
        return "Everything the council wants is here"
    parts = [f"{len(wanted) - len(wrong)} of {len(wanted)} papers are here"]
    for state, words in ((PaperState.MISSING, "Missing"), (PaperState.LAPSED, "Lapsed"), (PaperState.NOT_YET, "Holds later")):
        kinds = [str(one.kind) for one in wrong if one.state is state]
        parts += [f"{words}: {', '.join(kinds)}"] if kinds else []
    return ". ".join(parts)


@frozen
class FileDraft:
    """What is known of a scheme at its council: who supports, how many hours, since when the council accepts it."""

    supporter: str = ""
    hours_week: str = ""
    support_said: str = ""
    accepted_on: date | None = None
    review_on: date | None = None
    note: str = ""

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        found = [Problem(field, said) for field, what, longest in (
            ("supporter", "Who supports", 200), ("hours_week", "The hours", 120))
            if (said := line_problem(one_line(getattr(self, field)), what, longest))]
        long = (("support_said", "What support is given"), ("note", "The note"))
        return found + [Problem(field, said) for field, what in long
                        if (said := text_problem(getattr(self, field), what, 2000))]


@frozen
class PaperDraft:
    """A paper of the file as typed; ``last_day`` is the last one on which it holds, None while it holds for good."""

    kind: ProviderPaperKind
    title: str = ""
    start: date | None = None
    last_day: date | None = None
    needed: bool = True

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        said = line_problem(one_line(self.title), "What it is called", 200)
        found = [Problem("title", said)] if said else []
        if self.start is not None and self.last_day is not None and self.last_day < self.start:
            found.append(Problem("last_day", "The last day is not before the first"))
        return found


@frozen
class RentDraft:
    """A rent that a council agreed in a letter, pence a week; ``space_id`` None: for every home of the scheme."""

    rent_pence: int | None
    eligible_pence: int | None
    start: date
    last_day: date | None = None
    space_id: int | None = None
    letter_on: date | None = None

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        found = []
        for field, what in (("rent_pence", "The whole rent"), ("eligible_pence", "What counts for benefit")):
            pence = getattr(self, field)
            if pence is None or not 0 < pence <= LARGEST_PENCE:
                found.append(Problem(field, f"{what} a week lies between a penny and £10,000"))
        if not found and (self.eligible_pence or 0) > (self.rent_pence or 0):
            found.append(Problem("eligible_pence", "What counts for benefit is not more than the whole rent"))
        if self.last_day is not None and self.last_day < self.start:
            found.append(Problem("last_day", "The last day is not before the first"))
        return found
