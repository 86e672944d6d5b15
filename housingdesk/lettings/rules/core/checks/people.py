"""The household as a whole, and words that the service reads."""

import re
from collections.abc import Iterator

from housingdesk.lettings.rules.core.checks.given import Given
from housingdesk.lettings.rules.core.log import Log
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind
from housingdesk.values.text import fold

_PERSON = ("age", "partner", "sex", "same_gender", "gender", "work")


def persons(log: Log, _: Given) -> Iterator[CoreProblem]:
    """People who are lost behind a gap, and partners beyond the first (core-lettings §6, household)."""
    for number in range(2, log.catalogue.limit("persons") + 1):
        if log.person(number) == "lost":
            gap = next(n for n in range(2, number) if not log.is_there(n))
            keys = (f"age_{gap}", *(key for name in _PERSON if (key := f"{name}_{number}") in log.values))
            yield log.problem(keys, f"Person {number} is lost, because nothing is said of person {gap}. Move everybody up, so "
                              "that no person between is empty", Kind.SILENT)
    for number in log.partners()[1:]:
        yield log.problem((f"partner_{number}",), f"Only one person can be the partner, and person {number} is recorded as "
                          "none. Keep one Yes", Kind.SILENT)


def words(log: Log, _: Given) -> Iterator[CoreProblem]:
    """Other reasons that say nothing or name a known one, and tenancies that are starters (core-lettings §6 and §7)."""
    known = log.catalogue.data["words"]
    if log.asked(log.catalogue.field("reason_other")) and log.look("reason_other"):
        text = _plain(log.look("reason_other"))
        if not _without(text, known["empty_reasons"]):
            yield log.problem(("reason_other",), "Being homeless or in temporary accommodation is not why the last settled "
                              "home was left. Say what happened there")
        elif found := _named(text, known["known_reasons"]):
            yield log.problem(("reason_other", "reason"), f"“{found}” has a reason of its own in the list: the service asks "
                              "about it. Choose that reason, or confirm it there", Kind.SOFT)
    tenancy = _plain(log.look("tenancy_other")) if log.asked(log.catalogue.field("tenancy_other")) else ""
    if found := _named(tenancy, known["starter"]):
        yield log.problem(("tenancy_other", "starter"), f"“{found}” is asked for by itself: the service asks whether this is a "
                          "starter tenancy of a listed type. Choose that type, or confirm it there", Kind.SOFT)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text).replace(".", "")))


def _named(text: str, phrases: list[str]) -> str | None:
    return next((phrase for phrase in phrases if f" {_plain(phrase)} " in f" {text} "), None)


def _without(text: str, phrases: list[str]) -> str:
    for phrase in phrases:
        text = re.sub(rf"\b{phrase}\b", " ", text)
    return text.strip()


def pregnancy(log: Log, _: Given) -> Iterator[CoreProblem]:
    """Pregnancy where nobody is likely: only males, or nobody else between 13 and 55 (core-lettings §7)."""
    if log.look("pregnant") != log.catalogue.code("pregnant"):
        return
    code, least, most = log.catalogue.code, log.catalogue.limit("pregnant_from"), log.catalogue.limit("pregnant_to")
    others = [n for n in log.household
              if (log.look(f"sex_{n}"), log.look(f"same_gender_{n}")) != (code("male"), code("same_gender"))]
    ages = [log.whole(f"age_{n}") for n in others]
    if not any(age is None or least <= age <= most for age in ages):
        yield log.problem(("pregnant",), f"Somebody is pregnant, yet nobody but men is {least} to {most}: the service asks "
                          "whether that is right. Confirm it there, or put ages and sexes right", Kind.SOFT)
