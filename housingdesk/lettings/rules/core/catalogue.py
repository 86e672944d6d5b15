"""The catalogue of one collection year: which fields the upload has and what is known of each. Read from a TOML file.

Everything that changes from year to year is in that file: numbers, codes, limits, deadlines, conditions and most rules.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from housingdesk.errors import Refused
from housingdesk.lettings.rules.core.conditions import Condition, parse_condition, person_key
from housingdesk.lettings.rules.core.problems import Kind

_ALWAYS: tuple[Condition, ...] = ((),)
_NEVER: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the upload. ``ask`` is the question as an officer asks it, ``question`` as the service words it.

    ``column`` decides what a cell may hold (core-lettings §2): integer, decimal or text. An empty ``needed`` is optional.
    """

    number: int
    key: str
    section: str
    ask: str
    question: str
    kind: str
    column: str
    needed: tuple[Condition, ...]
    asked: tuple[Condition, ...]
    lettings: str
    setup: bool
    codes: Mapping[str, str]
    also: frozenset[str]
    loose: bool
    pattern: re.Pattern[str] | None
    looks: str
    group: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Group:
    """Ticks of which at least one is needed wherever they are asked; ``on`` are those that the service marks."""

    key: str
    title: str
    fields: tuple[Field, ...]
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that the service refuses, queries or loses, said as data."""

    on: tuple[str, ...]
    when: tuple[Condition, ...]
    say: str
    kind: Kind
    each: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A collection year. ``data`` is its file as read, where the checks find their limits."""

    collection: str
    first: date
    last: date
    new_logs_until: date
    edits_until: date
    deadlines: Mapping[str, date]
    fields: tuple[Field, ...]
    by_key: Mapping[str, Field]
    by_number: Mapping[int, Field]
    sections: Mapping[str, str]
    groups: Mapping[str, Group]
    rules: tuple[Rule, ...]
    checks: tuple[str, ...]
    data: Mapping[str, Any]

    def field(self, name: str | int) -> Field:
        """A field by its key or number; Refused when the year has none of that name."""
        found = self.by_number.get(name) if isinstance(name, int) else self.by_key.get(name)
        if found is None:
            raise Refused(f"CORE {self.collection} has no field {name}")
        return found

    def limit(self, name: str) -> int:
        """A whole number among the year's limits."""
        return int(self.data["limits"][name])

    def code(self, name: str) -> str:
        """A code that the checks must know, as text."""
        return str(self.data["codes"][name])

    def codes(self, name: str) -> frozenset[str]:
        """Several codes that the checks must know, as text."""
        return frozenset(map(str, self.data["codes"][name]))

    def takes_new(self, today: date) -> bool:
        """Whether the service takes new logs of this year on a day: the window ends at 00:00 of its day (core-lettings §1)."""
        return self.first <= today < self.new_logs_until


def parse_catalogue(source: str) -> Catalogue:
    """A catalogue from its TOML text (core-lettings §1–§8); Refused with the reason when it does not hold together."""
    try:
        data = tomllib.loads(source)
        fields = tuple(_field(row, data["lists"]) for row in data["field"])
        made = Catalogue(
            data["collection"], data["from"], data["until"], data["new_logs_until"], data["edits_until"], data["deadlines"],
            fields, {f.key: f for f in fields}, {f.number: f for f in fields}, data["sections"],
            _groups(data["groups"], fields), tuple(map(_rule, data["rule"])), tuple(data["checks"]), data)
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, re.error) as error:
        raise Refused(f"The fields of CORE are not readable: {error}") from error
    _whole(made)
    return made


def _field(row: dict[str, Any], lists: dict[str, dict[str, str]]) -> Field:
    needed = row["needed"]
    pattern = row.get("pattern")
    return Field(row["number"], row["key"], row["section"], row["ask"], row["question"], row["kind"], row["column"],
                 _conditions(needed), _conditions(row.get("asked", "always" if needed == "optional" else needed)),
                 row["lettings"], row.get("setup", False), lists[row["codes"]] if "codes" in row else {},
                 frozenset(row.get("also", ())), row.get("loose", False), re.compile(pattern) if pattern else None,
                 row.get("looks", ""), row.get("group"), row["source"])


def _conditions(wanted: str | Sequence[Mapping[str, object]]) -> tuple[Condition, ...]:
    if isinstance(wanted, str):
        return {"always": _ALWAYS, "optional": _NEVER}[wanted]
    return tuple(map(parse_condition, wanted))


def _groups(rows: dict[str, dict[str, Any]], fields: Sequence[Field]) -> dict[str, Group]:
    members = {key: tuple(f for f in fields if f.group == key) for key in rows}
    return {key: Group(key, row["title"], members[key], tuple(row.get("on", [f.key for f in members[key]])))
            for key, row in rows.items()}


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(tuple(row["on"]), _conditions(row["when"]), row["say"], Kind(row.get("kind", "hard")), row.get("each", ""),
                row.get("ticked", False))


def _whole(made: Catalogue) -> None:
    numbers = sorted(made.by_number)
    if numbers != list(range(1, made.data["columns"] + 1)) or len(made.by_key) != len(made.fields):
        raise Refused(f"The fields of CORE {made.collection} are not {made.data['columns']} different ones")
    for field in made.fields:
        if field.section not in made.sections or (field.group is not None and field.group not in made.groups):
            raise Refused(f"Field {field.number} of CORE {made.collection} belongs nowhere")
    if made.groups.keys() & made.by_key.keys():
        raise Refused(f"A group of CORE {made.collection} is called like a field")
    for rule in made.rules:
        for key in rule.on:
            made.field(person_key(key, 2))


def money(pounds: object) -> Decimal:
    """A limit of the catalogue in pounds, exactly."""
    return Decimal(str(pounds))
