"""The questions of each kind of review, from ``resources/rules/reviews.toml``, and what may be kept of one. Pure."""

import tomllib
from collections.abc import Mapping
from datetime import date

from housingdesk.changes.rules.words import Destination, MoveOnOutcome, ReviewKind
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, text_problem

LONGEST_ANSWER, LONGEST_OUTCOME = 2_000, 2_000


@frozen
class FormQuestion:
    """One question of a review."""

    key: str
    words: str


def parse_forms(text: str) -> dict[ReviewKind, tuple[FormQuestion, ...]]:
    """The questions by kind; KeyError or ValueError for a file that lacks a kind or names one that there is not."""
    found: dict[ReviewKind, tuple[FormQuestion, ...]] = {}
    for form in tomllib.loads(text)["form"]:
        asked = tuple(FormQuestion(one["key"], one["words"]) for one in form["questions"])
        found |= {ReviewKind(kind): asked for kind in form["kinds"]}
    return {kind: found[kind] for kind in ReviewKind}


@frozen
class ReviewDraft:
    """A review as it is kept. ``held_on`` empty: it is begun, and its answers are kept for the meeting."""

    kind: ReviewKind
    due_on: date
    held_on: date | None = None
    held_by: str = ""
    with_whom: str = ""
    outcome: str = ""

    def problems(self, form: Mapping[str, str], today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = []
        if self.held_on is not None and self.held_on > today:
            found.append(Problem("held_on", "It has not been held yet. Leave the day empty and keep what there is"))
        if self.held_on is not None and not self.held_by.strip():
            found.append(Problem("held_by", "Say who held it"))
        if self.held_on is not None and not self.outcome.strip():
            found.append(Problem("outcome", "Say what came of it"))
        for field, what, longest in (("held_by", "The name", 120), ("with_whom", "Who was there", 400)):
            said = line_problem(getattr(self, field), what, longest)
            found += [Problem(field, said)] if said else []
        for key, answer in (*form.items(), ("outcome", self.outcome)):
            said = text_problem(answer, "The text", LONGEST_OUTCOME if key == "outcome" else LONGEST_ANSWER)
            found += [Problem(key, said)] if said else []
        return found


@frozen
class AgreedDraft:
    """Something agreed at a review: who does what by when."""

    what: str
    who: str
    by_on: date

    def problems(self) -> list[Problem]:
        """All that stands against it."""
        found = []
        for field, what, longest in (("what", "What is to be done", 500), ("who", "Who does it", 200)):
            text = getattr(self, field)
            said = line_problem(text, what, longest) if text.strip() else f"Say {what[0].lower()}{what[1:]}"
            found += [Problem(field, said)] if said else []
        return found


@frozen
class MoveOnDraft:
    """Moving on: from when somebody is ready, the plan, and once they went, how and where to."""

    ready_on: date | None = None
    plan: str = ""
    outcome: MoveOnOutcome | None = None
    destination: Destination | None = None
    moved_on: date | None = None
    note: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against it."""
        found = []
        if self.moved_on is not None and self.moved_on > today:
            found.append(Problem("moved_on", "They have not gone yet. Leave the day empty"))
        if self.moved_on is not None and self.outcome is None:
            found.append(Problem("outcome", "Say how they went"))
        if self.outcome is not None and self.moved_on is None:
            found.append(Problem("moved_on", "Say on which day they went"))
        if self.outcome is not None and self.destination is None and self.outcome is not MoveOnOutcome.DIED:
            found.append(Problem("destination", "Say where they went; not known is an answer too"))
        for field in ("plan", "note"):
            text = getattr(self, field)
            said = text_problem(text, "The text", 2_000) if text else None
            found += [Problem(field, said)] if said else []
        return found
