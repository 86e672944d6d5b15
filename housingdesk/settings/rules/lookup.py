"""Which value holds on a day: what the association entered, else what the program brings with it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from housingdesk.errors import Refused
from housingdesk.settings.rules.catalogue import CATALOGUE
from housingdesk.settings.rules.kinds import Declared, decode
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen


@frozen
class Entered:
    """One stored value. ``text`` is JSON; ``entered_at`` is UTC."""

    id: int
    version: int
    key: str
    text: str
    valid_from: date
    source: str
    entered_at: datetime
    entered_by: str


@frozen
class InForce:
    """A value and where it comes from; ``entered`` None is the program's own, ``valid_from`` None its plain default."""

    value: Any
    valid_from: date | None
    source: str
    entered: Entered | None


def in_force(declared: Declared, rows: Sequence[Entered], on: date) -> InForce:
    """The value of a setting on a day, out of its stored rows; Refused before the first day that any value is known for."""
    held = [row for row in rows if not declared.dated or row.valid_from <= on]
    newest = max(held, key=lambda row: row.valid_from) if held else None
    seeds = [seed for seed in declared.seeds if seed.valid_from <= on]
    seed = max(seeds, key=lambda s: s.valid_from) if seeds else None
    if newest is not None and (seed is None or seed.valid_from <= newest.valid_from):
        return InForce(decode(declared, newest.text), newest.valid_from, newest.source, newest)
    if seed is not None:
        return InForce(seed.value, seed.valid_from, seed.source, None)
    if declared.seeds:
        first = min(s.valid_from for s in declared.seeds)
        raise Refused(f"{declared.label} is known from {format_date(first)} only. Enter an earlier value in Settings")
    return InForce(declared.default, None, declared.source, None)


class Settings(Mapping[str, Any]):
    """All values on one day. The accessors say what kind of value a rule expects."""

    __slots__ = ("_rows", "on")

    def __init__(self, rows: Sequence[Entered], on: date) -> None:
        self.on = on
        self._rows: dict[str, list[Entered]] = {}
        for row in rows:
            self._rows.setdefault(row.key, []).append(row)

    def __getitem__(self, key: str) -> Any:
        return in_force(CATALOGUE[key], self._rows.get(key, ()), self.on).value

    def __iter__(self) -> Iterator[str]:
        return iter(CATALOGUE)

    def __len__(self) -> int:
        return len(CATALOGUE)

    def text(self, key: str) -> str:
        """A text or a choice; empty when it is not set."""
        value = self[key]
        assert isinstance(value, str), key
        return value

    def number(self, key: str) -> int:
        """A number, pence, days or hundredths of a per cent that is always set."""
        value = self[key]
        assert type(value) is int, key
        return value

    def pence(self, key: str) -> int | None:
        """Pence, or None when no amount is set."""
        value = self[key]
        assert value is None or type(value) is int, key
        return value

    def day(self, key: str) -> date | None:
        """A date, or None when none is set."""
        value = self[key]
        assert value is None or type(value) is date, key
        return value

    def items_of(self, key: str) -> tuple[Any, ...]:
        """Lines, choices, dates or pairs."""
        value = self[key]
        assert isinstance(value, tuple), key
        return value

    def yes(self, key: str) -> bool:
        """Whether a yes-or-no setting says yes."""
        value = self[key]
        assert type(value) is bool, key
        return value
