"""What is typed about a claim before it is kept, each with all that stands against it. Pure."""

from collections.abc import Iterable
from datetime import date

from housingdesk.benefits.rules.claims import LARGEST_PENCE
from housingdesk.benefits.rules.words import (
    AbsenceReason,
    AppealKind,
    ContactKind,
    Direction,
    RecoveryWay,
    WhatChanged,
)
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import text_problem

_LARGEST = 100 * LARGEST_PENCE


def not_later(today: date, days: Iterable[tuple[str, str, date | None]]) -> list[Problem]:
    """A problem for each day that is in the future: field, what it is called, the day."""
    return [Problem(field, f"{words} is not in the future") for field, words, day in days if day is not None and day > today]


def _texts(texts: Iterable[tuple[str, str, str, int]]) -> list[Problem]:
    return [Problem(field, said) for field, words, text, longest in texts if (said := text_problem(text, words, longest))]


def _amounts(amounts: Iterable[tuple[str, str, int | None]]) -> list[Problem]:
    return [Problem(field, f"{words} lies between nil and £1,000,000") for field, words, pence in amounts
            if pence is not None and not 0 <= pence <= _LARGEST]


@frozen
class ContactDraft:
    """Who asked whom what and when. ``answer_by`` None: no answer is expected."""

    kind: ContactKind
    direction: Direction
    on: date
    said: str
    whom: str = ""
    answer_by: date | None = None

    def problems(self, today: date) -> list[Problem]:
        """All that stands against it."""
        found = not_later(today, (("on", "The day", self.on),))
        if not self.said.strip():
            found.append(Problem("said", "Say in a few words what was asked or said"))
        if self.answer_by is not None and self.answer_by < self.on:
            found.append(Problem("answer_by", "An answer does not come before the question"))
        return found + _texts((("said", "What was said", self.said, 2000), ("whom", "With whom", self.whom, 200)))


@frozen
class ChangeDraft:
    """A change of circumstances, and the day on which the office was told."""

    what: WhatChanged
    happened_on: date
    said: str = ""
    told_on: date | None = None

    def problems(self, today: date) -> list[Problem]:
        """All that stands against it; a change may be known before its day."""
        found = not_later(today, (("told_on", "The day the office was told", self.told_on),))
        return found + _texts((("said", "What changed", self.said, 1000),))


@frozen
class AppealDraft:
    """A decision that is to be looked at again. ``told_on`` is the day of the notice; ``asked_on`` once it was asked."""

    kind: AppealKind
    told_on: date
    grounds: str = ""
    asked_on: date | None = None
    asked_by: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against it."""
        found = not_later(today, (("told_on", "The day of the notice", self.told_on),
                                  ("asked_on", "The day it was asked for", self.asked_on)))
        if self.asked_on is not None and self.asked_on < self.told_on:
            found.append(Problem("asked_on", "It cannot be asked for before the decision was known"))
        return found + _texts((("grounds", "What is wrong with it", self.grounds, 2000),
                               ("asked_by", "Who asks", self.asked_by, 200)))


@frozen
class AbsenceDraft:
    """Somebody is away from ``away_from``, which counts; ``expected_back`` does not."""

    reason: AbsenceReason
    away_from: date
    expected_back: date | None = None
    told_on: date | None = None
    note: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against it; an absence may be known before it begins."""
        found = not_later(today, (("told_on", "The day the office was told", self.told_on),))
        if self.expected_back is not None and self.expected_back <= self.away_from:
            found.append(Problem("expected_back", "They come back after they left"))
        return found + _texts((("note", "The note", self.note, 1000),))


@frozen
class OverpaymentDraft:
    """Benefit that an office wants back, pence; ``period_to`` is the last day it is for."""

    notified_on: date
    pence: int
    way: RecoveryWay
    period_from: date | None = None
    period_to: date | None = None
    weekly_pence: int | None = None
    reason: str = ""

    def problems(self, today: date) -> list[Problem]:
        """All that stands against it."""
        found = not_later(today, (("notified_on", "The day of the notice", self.notified_on),))
        if self.pence <= 0:
            found.append(Problem("pence", "Type how much they want back, for example 312.40"))
        if self.period_from is not None and self.period_to is not None and self.period_to < self.period_from:
            found.append(Problem("period_to", "The last day is not before the first"))
        return found + _amounts((("pence", "What they want back", self.pence), ("weekly_pence", "What they take a week",
                                                                               self.weekly_pence))) + _texts(
            (("reason", "Why", self.reason, 1000),))


@frozen
class UcDraft:
    """What a Universal Credit statement says, pence a month; days of the month from 1 to 31."""

    assessment_day: int | None = None
    pay_day: int | None = None
    rent_on_uc_pence: int | None = None
    standard_pence: int | None = None
    deduction_pence: int | None = None

    def problems(self) -> list[Problem]:
        """All that stands against it."""
        found = [Problem(field, f"{words} is a day of the month from 1 to 31") for field, words, day in
                 (("assessment_day", "The day a period begins", self.assessment_day), ("pay_day", "The pay day", self.pay_day))
                 if day is not None and not 1 <= day <= 31]
        return found + _amounts((("rent_on_uc_pence", "The rent", self.rent_on_uc_pence),
                                 ("standard_pence", "The standard allowance", self.standard_pence),
                                 ("deduction_pence", "The deduction", self.deduction_pence)))
