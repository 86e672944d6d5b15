"""The days a home stood empty and the money that was lost, by cause and by whose days they are. Pure.

Every empty day belongs to exactly one line: to a recorded delay, to the plan up to its target, or to nobody as long as nobody
has said why. So the lines always add up to the days and to the pence of the whole.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from housingdesk.values.rows import frozen
from housingdesk.voids.rules.words import DelayCause, Party, VoidStepKind

PLANNED, NOT_SAID = "as planned", "nobody has said why yet"


@frozen
class Delay:
    """Days that were lost on a step; both days count."""

    id: int
    version: int
    step: VoidStepKind
    cause: DelayCause
    party: Party
    from_on: date
    to_on: date
    why: str
    recorded_by: str

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.to_on - self.from_on).days + 1


@frozen
class Part:
    """A part of the whole: what it is put down to, its days and its pence."""

    what: str
    days: int
    pence: int


@frozen
class Lost:
    """The whole, and its parts by cause and by party; each column of parts sums to the whole."""

    days: int
    pence: int
    by_cause: tuple[Part, ...]
    by_party: tuple[Part, ...]


def owners(start: date, end: date, delays: Sequence[Delay], target_days: int) -> list[Delay | str]:
    """What each empty day ``start <= day < end`` is put down to: a delay, ``PLANNED`` or ``NOT_SAID``.

    A day of two delays belongs to the one that began first, for the second could not have been met anyhow. Days without a
    delay are planned until as many of them as the target are used up.
    """
    order = sorted(delays, key=lambda one: (one.from_on, one.id))
    out: list[Delay | str] = []
    plain = 0
    for offset in range((end - start).days):
        day = start + timedelta(offset)
        delay = next((one for one in order if one.from_on <= day <= one.to_on), None)
        if delay is None:
            plain += 1
        out.append(delay if delay is not None else PLANNED if plain <= target_days else NOT_SAID)
    return out


def lost(start: date, end: date, delays: Sequence[Delay], target_days: int, pence_by_day: Sequence[int]) -> Lost:
    """Days and pence of ``start <= day < end`` by cause and by party; ``pence_by_day`` has one entry for each of the days."""
    of = owners(start, end, delays, target_days)
    if len(of) != len(pence_by_day):
        raise ValueError("there is one amount for each empty day")
    by_cause: dict[str, list[int]] = {}
    by_party: dict[str, list[int]] = {}
    for owner, pence in zip(of, pence_by_day, strict=True):
        cause, party = (owner, owner) if isinstance(owner, str) else (str(owner.cause), str(owner.party))
        by_cause.setdefault(cause, []).append(pence)
        by_party.setdefault(party, []).append(pence)
    return Lost(len(of), sum(pence_by_day), _parts(by_cause), _parts(by_party))


def _parts(found: Mapping[str, Sequence[int]]) -> tuple[Part, ...]:
    """The greatest first, what is planned before all else and what nobody explained at the end."""
    def order(part: Part) -> tuple[int, int, str]:
        return (0 if part.what == PLANNED else 2 if part.what == NOT_SAID else 1, -part.days, part.what)

    return tuple(sorted((Part(what, len(pence), sum(pence)) for what, pence in found.items()), key=order))


def empty_days(empty_from: date, let_from: date | None, on: date) -> int:
    """``void_days = new start − (last day + 1)`` (rulebook §8, T38); up to a day while nobody has it.

    >>> empty_days(date(2026, 11, 2), date(2026, 11, 23), date(2026, 12, 1))
    21
    """
    return max(0, (min(let_from, on) if let_from is not None else on).toordinal() - empty_from.toordinal())
