"""What the dates of a notice depend on, and the dates as they come out, with the arithmetic. Pure."""

from dataclasses import dataclass
from datetime import date

from housingdesk.errors import Refused
from housingdesk.notices.rules.pack import Ground, Notice
from housingdesk.notices.rules.periods import Period, RentPeriods
from housingdesk.notices.rules.steps import Step
from housingdesk.tenancies.rules import Regime
from housingdesk.values.dates import format_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the dates depend on. ``served_on`` is the day of service, of the last joint tenant where there are several.

    ``fixed_term_ends``: the last day of a fixed term that is agreed. ``agreed_days``: the notice that the agreement itself
    asks for. ``charges``: money is asked for belongings. ``proposed_on``: a date somebody wants. ``buffer_days``: the
    association's own days on top of the safe date.
    """

    notice: Notice
    regime: Regime
    served_on: date
    periods: RentPeriods
    grounds: tuple[Ground, ...] = ()
    fixed_term_ends: date | None = None
    started_on: date | None = None
    last_increase_on: date | None = None
    first_increase_on: date | None = None
    proposed_on: date | None = None
    agreed_days: int | None = None
    charges: bool = False
    buffer_days: int = 0

    @property
    def in_term(self) -> bool:
        """Whether a fixed term is running on the day of service."""
        return self.fixed_term_ends is not None and self.served_on <= self.fixed_term_ends


@dataclass(frozen=True, slots=True)
class Dates:
    """``last_issue_on``: the last day on which court proceedings may begin; None where no law says one."""

    earliest_on: date
    printed_on: date
    last_issue_on: date | None
    steps: tuple[Step, ...]
    cautions: tuple[str, ...]


def after(asked: Asked, period: Period, law: str) -> Step:
    """The day on which a period ends, the day of service left out, with its sentence."""
    on = period.after(asked.served_on)
    return Step(on, f"{period.words.capitalize()} must pass, the day of service not counted: they end on {format_day(on)}", law)


def agreed(asked: Asked) -> Period:
    """The notice that the agreement asks for; the usual one while nobody has looked."""
    days = asked.agreed_days
    return asked.notice.period if days is None else Period(0, days, f"{days} day{'' if days == 1 else 's'}")


def needed(day: date | None, what: str) -> date:
    """A day without which there are no dates; Refused when it is not known."""
    if day is None:
        raise Refused(f"Say {what}: the dates of this notice hang on it")
    return day
