"""Logs that the service takes for the same letting (core-lettings §8): inside a file, and against those sent before."""

from collections.abc import Iterable, Sequence

from housingdesk.lettings.rules.core.derived import total
from housingdesk.lettings.rules.core.log import Log
from housingdesk.lettings.rules.core.problems import CoreProblem, Kind

_WAY_OUT = "Give each its own reference for the tenant, or take one out"


def identity(log: Log) -> tuple[str, ...]:
    """What the service compares, as text; the charges together count only when all four are there (core-lettings §8)."""
    same: Sequence[str] = log.catalogue.data["duplicates"]["same"]
    together = total(log)
    return (*(str(log.values.get(key, "")) for key in same), "" if together is None else f"{together:.2f}")


def duplicates(logs: Sequence[Log]) -> list[tuple[int, CoreProblem]]:
    """Places in the file (from 0) with a problem of the set-up on each log that is there twice (core-lettings §8)."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place, log in enumerate(logs):
        places.setdefault(identity(log), []).append(place)
    return sorted(((place, _problem(logs[place], "The file has this letting twice", ())) for same in places.values()
                   if len(same) > 1 for place in same), key=lambda found: found[0])


def sent_before(log: Log, sent: Iterable[Log]) -> list[CoreProblem]:
    """A problem when the letting is among those the service has already (core-lettings §8, against stored logs)."""
    mine = identity(log)
    return [_problem(log, "The service has this letting already", ("authority",))] if any(
        identity(other) == mine for other in sent) else []


def _problem(log: Log, what: str, more: tuple[str, ...]) -> CoreProblem:
    rows = log.catalogue.data["duplicates"]
    keys = (*rows["same"], *more, *(rows["sum"] if total(log) is not None else ()))
    numbers = tuple(log.catalogue.field(key).number for key in keys)
    return CoreProblem(keys, numbers, Kind.SETUP, f"{what}. {_WAY_OUT}")
