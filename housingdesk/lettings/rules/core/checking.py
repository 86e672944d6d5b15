"""What the service would say of one log: every problem of every check that the year has (core-lettings §6, §7).

Not checked here is what needs the service's own records: whether the UPRN or address is known to OS, whether a scheme is
active on the start date, and without its table whether the rent is in range; ``not_checked`` says so.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from housingdesk.lettings.rules.core.catalogue import Field, Rule
from housingdesk.lettings.rules.core.checks import answers, home, money, people
from housingdesk.lettings.rules.core.checks.given import Check, Given
from housingdesk.lettings.rules.core.conditions import any_holds, for_person, person_key
from housingdesk.lettings.rules.core.derived import CHARGES, letting_type
from housingdesk.lettings.rules.core.log import Log
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind
from housingdesk.lettings.rules.core.rents import RentTable

_CHECKS: Mapping[str, Check] = {
    "cells": answers.cells, "codes": answers.codes, "patterns": answers.patterns, "groups": answers.groups,
    "dates": home.dates, "postcodes": home.postcodes, "place": home.place, "persons": people.persons, "words": people.words,
    "pregnancy": people.pregnancy, "income": money.income, "charges": money.charges, "shortfall": money.shortfall,
    "rent range": money.rent_range,
}
_DATE_PARTS = ("day", "month", "year")


def checks(log: Log, today: date, rents: RentTable | None = None) -> list[CoreProblem]:
    """All that the service would refuse, query or lose in a log sent today, by the number of the first field.

    ``rents`` is the service's rent table; source core-lettings §5, §6 and §7. An empty list is a log that it accepts.
    """
    given = Given(today, rents)
    found = [problem for name in log.catalogue.checks for problem in _CHECKS[name](log, given)]
    found += [problem for rule in log.catalogue.rules for problem in _ruled(log, rule)]
    worse = {problem.keys for problem in found if problem.kind is Kind.SETUP}
    found = [problem for problem in found if problem.kind is not Kind.HARD or problem.keys not in worse]
    named = {key for problem in found if problem.kind is not Kind.SOFT for key in problem.keys}
    found += _missing(log, named)
    return sorted(found, key=lambda problem: problem.numbers)


def _ruled(log: Log, rule: Rule) -> Iterator[CoreProblem]:
    first = {"": 1, "household": 1, "others": 2}[rule.each]
    last = log.catalogue.limit("persons") if rule.each else 1
    for number in range(first, last + 1):
        if not any_holds([for_person(condition, number) for condition in rule.when], log.look):
            continue
        keys = tuple(person_key(key, number) for key in rule.on)
        if rule.ticked:
            keys = tuple(key for key in keys if log.look(key) == "1" or log.catalogue.field(key).group is None)
        yield log.problem(keys, rule.say, rule.kind)


def missing(log: Log) -> list[Field]:
    """The fields that the log needs and has not, in the order of the file (core-lettings §5)."""
    return [field for field in log.catalogue.fields if field.key not in log.values and log.needed(field)]


def _missing(log: Log, named: set[str]) -> Iterator[CoreProblem]:
    dates: dict[str, list[Field]] = {}
    for field in missing(log):
        if field.key in named or field.key in CHARGES:
            continue
        if field.kind in _DATE_PARTS:
            dates.setdefault(field.key.rpartition("_")[0], []).append(field)
        else:
            yield log.problem((field.key,), f"“{field.ask}” needs an answer")
    for name, fields in dates.items():  # the service marks the day, whichever part is missing
        keys = tuple(dict.fromkeys((f"{name}_day", *(field.key for field in fields))))
        question = fields[0].ask.rpartition(" ")[0]
        yield log.problem(keys, f"“{question}” needs a whole date. Put in day, month and year")


def not_checked(log: Log, rents: RentTable | None = None) -> list[str]:
    """Sentences for what only the service can check in this log (core-lettings §6, property, rent)."""
    said = []
    if log.look("uprn"):
        said.append("Not checked: whether the UPRN is known to Ordnance Survey")
    if letting_type(log) is not None and rents is None and log.charged:
        said.append("Not checked: whether the rent is in the service’s range, because its table is not loaded")
    if log.look("needs") == log.catalogue.code("supported") and not log.landlord.places:
        said.append("Not checked: whether scheme, location and postcode belong together, because the codes are not given")
    return said
