"""The court's notice of eviction (N54): what is recorded of it, whether it left enough time, and what to do before the day.

Rulebook §4.3 (CPR 83.8A): not less than 14 days, or 7 where the eviction was fixed again; the court may extend or shorten.
The notice is the court's. It is recorded and answered with a letter of our own, never made here.
Pure.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from housingdesk.documents.rules import FileDraft
from housingdesk.notices.rules.court import EVICTION_DAYS, FIXED_AGAIN_DAYS
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem

_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
_FARTHEST = timedelta(366)
LONGEST_NOTE = 300


class Ended(StrEnum):
    """How an eviction came to its end."""

    EXECUTED = "carried out"
    STAYED = "stayed or put off by the court"
    WITHDRAWN = "withdrawn by us"


@frozen
class EvictionDraft:
    """A notice of eviction as a person records it; ``at`` is ``10:30``, ``fixed_again`` an eviction with a new day."""

    received_on: date
    court: str
    claim_number: str
    executes_on: date
    at: str = ""
    delivered_on: date | None = None
    fixed_again: bool = False
    scan: FileDraft | None = None

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = []
        for field, what, longest in (("court", "The court", 200), ("claim_number", "The claim number", 40)):
            if not getattr(self, field).strip():
                found.append(Problem(field, f"{what} stands on the notice: type it here"))
            said = line_problem(getattr(self, field), what, longest)
            found += [Problem(field, said)] if said else []
        if self.received_on > today:
            found.append(Problem("received_on", f"{format_day(self.received_on)} is still to come: it cannot have reached us"))
        if self.delivered_on is not None and self.delivered_on > self.executes_on:
            found.append(Problem("delivered_on", "It reached the home after the eviction? Check the two days"))
        if self.executes_on < self.received_on or self.executes_on - self.received_on > _FARTHEST:
            found.append(Problem("executes_on", f"Received on {format_day(self.received_on)}, the day of the eviction lies in "
                                 "the year after it. Check the year"))
        if not _TIME.fullmatch(self.at.strip()):
            found.append(Problem("at", "The time stands on the notice: type it like 10:30") if not self.at.strip() else
                         Problem("at", f"“{self.at}” is no time of day. Write it like 10:30"))
        return found + [Problem("scan", problem.message) for problem in (self.scan.problems() if self.scan else ())]


@frozen
class OutcomeDraft:
    """How an eviction ended, on which day, and a few words."""

    ended: Ended
    on: date
    note: str = ""

    def problems(self, today: date, executes_on: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = []
        if self.on > today:
            found.append(Problem("on", f"{format_day(self.on)} is still to come. Record it when it has happened"))
        if self.ended is Ended.EXECUTED and self.on < executes_on:
            found.append(Problem("on", f"The court has set {format_day(executes_on)}: nobody is evicted before"))
        if self.ended is Ended.WITHDRAWN and not self.note.strip():
            found.append(Problem("note", "Say in a few words why it was withdrawn"))
        said = line_problem(self.note, "The note", LONGEST_NOTE)
        return found + ([Problem("note", said)] if said else [])


def outcome_words(ended: Ended, note: str) -> str:
    """An outcome as it is kept: ``stayed or put off by the court: paid in full``."""
    return f"{ended}: {note}" if note else str(ended)


def ended_as(outcome: str) -> Ended | None:
    """Which outcome stands in the words that are kept; None while there is none."""
    return next((one for one in Ended if outcome == one or outcome.startswith(f"{one}: ")), None)


def time_left(delivered_on: date | None, received_on: date, executes_on: date, fixed_again: bool) -> tuple[bool, str]:
    """Whether the notice left the days that the rule asks for, and the sentence that says it.

    >>> time_left(date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 16), False)
    (True, 'Delivered on Tue 1 Dec 2026: 14 clear days before Wed 16 Dec 2026, and 14 are asked for (CPR 83.8A)')
    """
    needed = FIXED_AGAIN_DAYS if fixed_again else EVICTION_DAYS
    day = delivered_on or received_on
    clear = max(0, (executes_on - day).days - 1)
    unknown = f"Not known when it reached the home; it reached us {format_day(day)}"
    told = f"Delivered on {format_day(day)}" if delivered_on else unknown
    said = f"{told}: {clear} clear day{'' if clear == 1 else 's'} before {format_day(executes_on)}"
    if clear >= needed:
        return True, f"{said}, and {needed} are asked for (CPR 83.8A)"
    return False, (f"{said}, and {needed} are asked for (CPR 83.8A). The court may extend or shorten the time: check with the "
                   "court before the day")


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do before an eviction: its key, from which day it is due, what, and how."""

    key: str
    on: date
    what: str
    how: str


def todos(received_on: date, executes_on: date, at: str = "") -> tuple[Todo, ...]:
    """What is to be done before the day, in the order of the days; nothing is due before the notice came."""
    def before(days: int) -> date:
        return max(received_on, executes_on - timedelta(days))

    when = format_day(executes_on) + (f", {at}" if at else "")
    return tuple(sorted((
        Todo("evict.support", received_on, "Tell them and their support worker of the eviction",
             f"The bailiffs come {when}. Ring as well as write, and say where free advice is to be had"),
        Todo("evict.council", received_on, "Refer them to the council’s homelessness team",
             "With their agreement; say the day and who lives in the home, and keep the council’s answer"),
        Todo("evict.warrant", before(5), "Make sure that the eviction still stands",
             "What was paid since the order, and any application to suspend it. Ring the court"),
        Todo("evict.locks", before(7), "Book the locksmith and somebody to meet the bailiff",
             "With keys for the new locks, and somebody who reads the meters and takes photographs"),
        Todo("evict.goods", before(2), "Have the notice about belongings ready",
             "What is left behind is listed and kept safe, and they are told how to collect it and by when")),
        key=lambda todo: (todo.on, todo.key)))
