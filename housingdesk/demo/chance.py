"""Chance that is the same on every platform: seeded by text, drawn with whole numbers and plain products only."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Generic, TypeVar

from housingdesk.values.money import share

T = TypeVar("T")


def stream(*parts: object) -> Random:
    """An own source of chance for one purpose, so that adding a draw in one place moves nothing elsewhere."""
    return Random("/".join(map(str, parts)))


def between(rng: Random, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``, both included."""
    return low + int(rng.random() * (high - low + 1))


def one_of(rng: Random, items: Sequence[T]) -> T:
    """One item, each as likely as the next."""
    return items[int(rng.random() * len(items))]


class Table(Generic[T]):
    """Items drawn by whole-number weight."""

    __slots__ = ("_bounds", "_items", "total")

    def __init__(self, weighted: Sequence[tuple[T, int]]) -> None:
        self._items = tuple(item for item, _ in weighted)
        bounds, total = [], 0
        for _, weight in weighted:
            total += weight
            bounds.append(total)
        self._bounds, self.total = tuple(bounds), total

    def draw(self, rng: Random) -> T:
        return self._items[bisect_right(self._bounds, rng.random() * self.total)]


def deck(rng: Random, weighted: Sequence[tuple[T, int]], count: int) -> list[T]:
    """So many items in exactly the weights' shares, in an order of chance; a rare item is there once at least."""
    counts = share(count, [weight for _, weight in weighted])
    cards = [item for (item, _), many in zip(weighted, counts, strict=True) for item in [item] * max(many, 1)]
    rng.shuffle(cards)
    return cards[:count]


def by_rank(names: Sequence[str]) -> Table[str]:
    """Names drawn as in a town: the first is common, the last is rare (weight 1,000 ÷ (rank + 4))."""
    return Table([(name, 1000 // (rank + 5)) for rank, name in enumerate(names)])


@cache
def _endings(per_ten_thousand: int, horizon: int) -> tuple[float, ...]:
    left, ended = 1.0, []
    for _ in range(horizon):
        left *= 1 - per_ten_thousand / 10_000
        ended.append(1 - left)
    return tuple(ended)


def weeks_until(rng: Random, per_ten_thousand: int, horizon: int) -> int | None:
    """Weeks (from 1) until something that may happen in any week happens; None when not within ``horizon`` weeks."""
    ended = _endings(per_ten_thousand, horizon)
    week = bisect_right(ended, rng.random())
    return week + 1 if week < horizon else None
