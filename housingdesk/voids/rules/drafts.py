"""What people say about a plan: why something is late and whose days those are, and what a lane asks for. Pure."""

from datetime import date

from housingdesk.values.dates import DAY, format_date, format_day
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, one_line, text_problem
from housingdesk.voids.rules.words import DelayCause, Party, VoidStepKind

_LONGEST_WHY = 1000


@frozen
class Late:
    """Why something is late, and whose days are lost by it."""

    cause: DelayCause
    party: Party
    why: str

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        if not self.why.strip():
            return [Problem("why", "Say in a few words why it is late")]
        said = text_problem(self.why, "Why", _LONGEST_WHY)
        return [Problem("why", said)] if said else []


@frozen
class DelayDraft:
    """Days that were lost, as typed; both days count."""

    step: VoidStepKind
    cause: DelayCause
    party: Party
    from_on: date | None
    to_on: date | None
    why: str

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        found = [Problem(field, words) for field, day, words in (
            ("from_on", self.from_on, "Say from which day"), ("to_on", self.to_on, "Say up to which day")) if day is None]
        if self.from_on is not None and self.to_on is not None:
            if self.to_on < self.from_on:
                found.append(Problem("to_on", "It ends before it begins"))
            elif (self.to_on - self.from_on).days > 3660:
                found.append(Problem("to_on", "That is more than ten years. Check the year"))
        return found + Late(self.cause, self.party, self.why).problems()


def delay_days(promised_on: date, on: date) -> tuple[date, date]:
    """The days that are lost when something comes on a day instead of when it was promised; both count.

    >>> delay_days(date(2026, 11, 1), date(2026, 11, 5))
    (datetime.date(2026, 11, 2), datetime.date(2026, 11, 5))
    """
    return promised_on + DAY, on


def day_problems(step: VoidStepKind, on: date, today: date, keys_on: date | None) -> list[Problem]:
    """What stands against a step having happened on a day: it is still to come, or the keys were not back."""
    if on > today:
        return [Problem("on", f"{format_date(on)} is still to come. Give it as the promised day instead")]
    needs_keys = (VoidStepKind.INSPECTION, VoidStepKind.WORKS, VoidStepKind.READY)
    if step in needs_keys and keys_on is None:
        return [Problem("on", "The keys are not back yet. Record them first")]
    if step in needs_keys and keys_on is not None and on < keys_on:
        return [Problem("on", f"The keys came back on {format_day(keys_on)} only")]
    return []


def whom_problems(whom: str, *, needed: str = "") -> list[Problem]:
    """What stands against a name; ``needed`` is the sentence when it may not be empty."""
    if needed and not whom.strip():
        return [Problem("whom", needed)]
    said = line_problem(one_line(whom), "The name", 200)
    return [Problem("whom", said)] if said else []
