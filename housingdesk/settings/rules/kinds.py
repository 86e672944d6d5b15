"""What a setting is: its kind, and how its value is kept as JSON. Which settings there are is the catalogue's affair."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from housingdesk.settings.rules.affected import Affects
from housingdesk.values.rows import frozen


class Group(StrEnum):
    """Where a setting stands on the page."""

    ORGANISATION = "Organisation"
    ACCESS = "People and access"
    RENT = "Rent and charges"
    ARREARS = "Arrears letters"
    LETTERS = "Letters and envelopes"
    HOMES = "Homes"
    CORE = "CORE lettings logs"
    RULES = "Rule packs"
    CALENDAR = "Calendar"
    APPEARANCE = "Appearance"


class Kind(StrEnum):
    """What a value is: its Python type stands beside it."""

    TEXT = "text"            # str
    LINES = "lines"          # tuple[str, ...]
    MONEY = "money"          # int, pence
    NUMBER = "number"        # int
    DAYS = "days"            # int
    PERCENT = "percent"      # int, hundredths of one per cent
    DATE = "date"            # date
    DATES = "dates"          # tuple[date, ...]
    CHOICE = "choice"        # str, one of the choices
    CHOICES = "choices"      # tuple[str, ...] of the choices, at least one
    PAIRS = "list"           # tuple[tuple[str, str], ...]: a name and what belongs to it
    YES_NO = "yes or no"     # bool
    JSON = "json"            # whatever JSON holds, judged by the setting's own check


@frozen
class Seed:
    """A value that the program brings with it, from a day on, and where it is written."""

    valid_from: date
    value: Any
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One setting. ``dated`` values hold from a day on; others hold as they stand, also for the past.

    ``empty`` allows None (or no text); ``required`` says that work stops until it is filled in. ``uncertain`` values are
    shown with ``check_note`` until somebody enters one with its source.
    """

    key: str
    group: Group
    label: str
    kind: Kind
    help: str
    default: Any = None
    seeds: tuple[Seed, ...] = ()
    dated: bool = True
    empty: bool = False
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 1_000_000_000
    longest: int = 200
    check: Callable[[Any], str | None] | None = field(default=None, compare=False)
    uncertain: bool = False
    check_note: str = ""
    source: str = ""
    affects: Affects = Affects.NOTHING


def encode(declared: Declared, value: Any) -> str:
    """The value as JSON text, as it is stored."""
    if declared.kind is Kind.DATE and value is not None:
        value = value.isoformat()
    elif declared.kind is Kind.DATES:
        value = [day.isoformat() for day in value]
    return json.dumps(value, ensure_ascii=False)


def decode(declared: Declared, text: str) -> Any:
    """The value behind its stored JSON text."""
    value = json.loads(text)
    if value is None:
        return None
    match declared.kind:
        case Kind.DATE:
            return date.fromisoformat(value)
        case Kind.DATES:
            return tuple(date.fromisoformat(day) for day in value)
        case Kind.LINES | Kind.CHOICES:
            return tuple(value)
        case Kind.PAIRS:
            return tuple((name, belongs) for name, belongs in value)
        case _:
            return value


def is_empty(value: Any) -> bool:
    """Whether a value says nothing; nought and "no" say something."""
    return value is None or (isinstance(value, (str, tuple, list)) and not value)
