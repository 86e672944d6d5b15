"""Reviews of a decision and appeals: who may ask until when, who may not hear one, and what an answer needs. Pure.

No law says most of it: the days are settings, and the panel is made of people who had no part in the decision.
"""

import re
from collections.abc import Collection
from datetime import date

from housingdesk.notices.rules.states import ReviewKind, ReviewOutcome
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import fold, line_problem, text_problem

LONGEST = 4_000
OUTCOME_WORDS = {ReviewOutcome.STANDS: "Our decision stands.", ReviewOutcome.CHANGED: "We change our decision.",
                 ReviewOutcome.WITHDRAWN: "You no longer ask for it."}
"""The outcome as the letter says it."""


@frozen
class ReviewDraft:
    """A review as somebody asks for it. ``late_because``: why it is taken although the days were over."""

    kind: ReviewKind
    asked_on: date
    asked_by: str
    grounds: str
    due_on: date
    late_because: str = ""

    def problems(self, today: date, served_on: date, ask_by: date) -> list[Problem]:
        """All that stands against it; ``ask_by`` is the last day to ask."""
        found = []
        if self.asked_on > today:
            found.append(Problem("asked_on", f"{format_day(self.asked_on)} is still to come: write down the day they asked"))
        elif self.asked_on < served_on:
            found.append(Problem("asked_on", f"They were told of the decision on {format_date(served_on)}, not before"))
        elif self.asked_on > ask_by and not self.late_because.strip():
            found.append(Problem("late_because", f"They could ask until {format_day(ask_by)}. Say why it is taken late"))
        if self.due_on < self.asked_on:
            found.append(Problem("due_on", "The day to decide by is not before the day they asked"))
        if not self.asked_by.strip():
            found.append(Problem("asked_by", "Say who asked"))
        if not self.grounds.strip():
            found.append(Problem("grounds", "Write down what they say, in their words"))
        for field, what, longest in (("asked_by", "Who asked", 200), ("late_because", "The reason", 400)):
            said = line_problem(getattr(self, field), what, longest)
            found += [Problem(field, said)] if said else []
        said = text_problem(self.grounds, "What they say", LONGEST - 500) if self.grounds.strip() else None
        return found + ([Problem("grounds", said)] if said else [])


@frozen
class DecisionDraft:
    """What came of a review: who heard it and when, the outcome, the reasons, and what happens now."""

    heard_on: date
    panel: str
    outcome: ReviewOutcome
    reasons: str
    happens_now: str

    def problems(self, today: date, asked_on: date, involved: Collection[str]) -> list[Problem]:
        """All that stands against it; ``involved`` are the names of those who had a part in the decision."""
        found = panel_problems(self.panel, involved)
        if self.heard_on > today:
            found.append(Problem("heard_on", f"{format_day(self.heard_on)} is still to come: decide it when it was heard"))
        elif self.heard_on < asked_on:
            found.append(Problem("heard_on", f"They asked on {format_date(asked_on)}, so it was not heard before"))
        for field, what in (("reasons", "Give the reasons: they are in the letter"),
                            ("happens_now", "Say what happens now: it is in the letter")):
            text = getattr(self, field)
            said = text_problem(text, "This", 1_500) if text.strip() else what
            found += [Problem(field, said)] if said else []
        return found


def panel_problems(panel: str, involved: Collection[str]) -> list[Problem]:
    """What stands against the people who are to hear it, named with commas between.

    >>> panel_problems("J. Smith, Ann Brown", ["Ann Brown"])[0].message
    'Ann Brown had a part in the decision. Somebody who had none looks at it again'
    """
    names = panel_names(panel)
    if not names:
        return [Problem("panel", "Say who hears it: somebody who had no part in the decision")]
    said = line_problem(panel, "Who hears it", 400)
    if said:
        return [Problem("panel", said)]
    known = {fold(name).strip(): name for name in involved if name}
    return [Problem("panel", f"{known[fold(name)]} had a part in the decision. Somebody who had none looks at it again")
            for name in names if fold(name) in known]


def panel_names(panel: str) -> tuple[str, ...]:
    """The people of a panel.

    >>> panel_names("J. Smith, Ann Brown and Femi Ajayi")
    ('J. Smith', 'Ann Brown', 'Femi Ajayi')
    """
    return tuple(name.strip() for name in re.split(r",|;|\n|\band\b", panel) if name.strip())


def open_words(kind: ReviewKind, due_on: date, *, waits: bool) -> str:
    """What is said of a notice whose review is open: ``Review open, decide by Fri 4 Dec 2026: the notice waits``."""
    return f"{kind.capitalize()} open, decide by {format_day(due_on)}: the notice {'waits' if waits else 'runs on'}"
