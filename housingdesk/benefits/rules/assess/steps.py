"""An estimate as it is worked out: one line for each step, whose pence add up to the result. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from housingdesk.benefits.rules.assess.case import Case
from housingdesk.benefits.rules.assess.rates import Figure, Mark, Rates
from housingdesk.benefits.rules.words import ClaimKind


@dataclass(frozen=True, slots=True)
class Step:
    """One line: what it is in a sentence with its figures, what it adds (or takes off), what stands after it, and why."""

    key: str
    text: str
    pence: int
    after: int
    source: str
    mark: Mark = Mark.SURE


@dataclass(frozen=True, slots=True)
class Assessment:
    """What benefit will pay towards the charge: an estimate, for the council or the DWP decides.

    ``pence`` is for each ``every`` ("week" or "month") and the sum of the steps. ``weekly_pence`` is the same a week.
    ``stopped`` says why nothing could be worked out; the steps then end where it stopped and every amount is nil.
    ``living_pence`` is what Universal Credit leaves for living costs a month, where it was worked out.
    """

    kind: ClaimKind | None
    on: date
    every: str
    pence: int
    weekly_pence: int
    charged_weekly: int
    eligible_weekly: int
    steps: tuple[Step, ...]
    cautions: tuple[str, ...] = ()
    stopped: str = ""
    version: str = ""
    living_pence: int | None = None

    @property
    def not_covered_weekly(self) -> int:
        """What of the charge no benefit ever pays: meals, fuel at home, water, support."""
        return self.charged_weekly - self.eligible_weekly

    @property
    def own_weekly(self) -> int:
        """What of the charge is left for the household to pay, a week."""
        return self.charged_weekly - self.weekly_pence


def own_share(assessment: Assessment, charges: Sequence[int]) -> int:
    """Pence a week that the resident pays of these weekly charges: what benefit does not cover, never less than nil."""
    return max(0, sum(charges) - assessment.weekly_pence)


@dataclass(slots=True)
class Working:
    """An estimate under way. ``total`` never falls below nil: what is taken off stops there."""

    case: Case
    on: date
    rates: Rates
    total: int = 0
    steps: list[Step] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)

    def figure(self, key: str, *, weekly: bool = True) -> Figure:
        """A figure on the day of the estimate."""
        return self.rates.figure(key, self.on, weekly=weekly)

    def add(self, key: str, text: str, pence: int, source: str, mark: Mark = Mark.SURE) -> None:
        """A step that adds this much."""
        self.total += pence
        self.steps.append(Step(key, text, pence, self.total, source, mark))

    def take(self, key: str, text: str, pence: int, source: str, mark: Mark = Mark.SURE) -> None:
        """A step that takes off this much, or what there is."""
        self.add(key, text, -min(max(pence, 0), self.total), source, mark)

    def tell(self, key: str, text: str, source: str, mark: Mark = Mark.SURE) -> None:
        """A step that decides something and moves no money."""
        self.add(key, text, 0, source, mark)

    def care(self, sentence: str) -> None:
        """Something to be said beside the result."""
        if sentence not in self.cautions:
            self.cautions.append(sentence)


def least_sure(*figures: Figure) -> Mark:
    """The mark of a step that uses several figures."""
    return Mark.LIKELY if any(figure.mark is Mark.LIKELY for figure in figures) else Mark.SURE
