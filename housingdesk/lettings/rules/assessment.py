"""The assessment: what it has to say before a home is offered, right to rent, and how many bedrooms a household needs. Pure."""

from collections.abc import Sequence
from datetime import date

from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.words import Source
from housingdesk.values.dates import age

_ADULT = 16


def right_to_rent_words(source: Source, *, homeless: bool = False) -> str:
    """Whether the right to rent is looked at, and why (Immigration Act 2014 Sch 3).

    Lettings by a council's nomination or under its homelessness duties are excluded; direct lettings are not by themselves.
    """
    if source is Source.NOMINATION:
        return "Not needed: the council nominated them (Immigration Act 2014, Schedule 3)"
    if homeless:
        return "Not needed where a council houses them under its homelessness duties; keep what shows it"
    return "Look at it before they move in: they did not come through a council’s nomination"


def least_bedrooms(people: Sequence[tuple[date | None, str]], on: date) -> int | None:
    """The fewest bedrooms a household can do with: ``(born_on, relationship)`` of each, the first person first.

    A couple shares; two under 10 share, and two under 16 may if they are of the same sex (which is not asked yet, so they
    are counted as sharing); everybody else has their own. None while a date of birth is missing.

    >>> least_bedrooms([(date(1989, 4, 3), ""), (date(2015, 4, 3), "child"), (date(2018, 5, 5), "child")], date(2026, 11, 23))
    2
    """
    if any(born is None for born, _ in people[1:]):
        return None
    ages = [age(born, on) for born, relationship in people[1:] if born is not None and relationship != "partner"]
    grown = sum(age >= _ADULT for age in ages)
    children = len(ages) - grown
    return 1 + grown + (children + 1) // 2


def household_of(answers: Answers) -> list[tuple[date | None, str]]:
    """The people of a household as their answers say them, for ``least_bedrooms``."""
    many = max(answers.persons, answers.number("people") or 1)
    return [(answers.day(f"born_on_{n}"), answers.look(f"relationship_{n}") if n > 1 else "") for n in range(1, many + 1)]
