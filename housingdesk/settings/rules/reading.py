"""A setting's value as a person types it, and as people read it."""

import json
from datetime import date
from typing import Any

from housingdesk.settings.rules.kinds import Declared, Kind, is_empty
from housingdesk.values.dates import format_date, parse_date
from housingdesk.values.money import format_pence, parse_money
from housingdesk.values.text import one_line

_SEVERAL = frozenset({Kind.LINES, Kind.DATES, Kind.PAIRS, Kind.CHOICES})


def read(declared: Declared, typed: str, today: date) -> Any:
    """The value that a person typed; ValueError with a sentence when it is none of its kind. Lines hold one item each.

    >>> from housingdesk.settings.rules.kinds import Group
    >>> vat = Declared(key="v", group=Group.RULES, label="VAT", kind=Kind.PERCENT, help="")
    >>> read(vat, "17.5%", date(2026, 11, 23))
    1750
    """
    lines = [one_line(line) for line in typed.splitlines() if line.strip()]
    if not lines and declared.empty:
        return () if declared.kind in _SEVERAL else "" if declared.kind is Kind.TEXT else None
    match declared.kind:
        case Kind.LINES | Kind.CHOICES:
            return tuple(lines)
        case Kind.DATES:
            return tuple(sorted({parse_date(line, today) for line in lines}))
        case Kind.PAIRS:
            return tuple(_pair(line) for line in lines)
        case Kind.JSON:
            return _json(typed)
        case _:
            return _read_one(declared.kind, one_line(typed), today)


def _read_one(kind: Kind, typed: str, today: date) -> Any:
    match kind:
        case Kind.MONEY:
            return parse_money(typed)
        case Kind.NUMBER | Kind.DAYS:
            return _whole(typed)
        case Kind.PERCENT:
            return _hundredths(typed)
        case Kind.DATE:
            return parse_date(typed, today)
        case Kind.YES_NO:
            if typed.lower() not in ("yes", "no"):
                raise ValueError(f"“{typed}” is neither yes nor no")
            return typed.lower() == "yes"
        case _:
            return typed


def _whole(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
        raise ValueError(f"“{typed}” is not a whole number. Type it like 14")
    return int(typed)


def _hundredths(typed: str) -> int:
    bare = typed.removesuffix("%").strip()
    whole, _, rest = bare.partition(".")
    if not (bare.isascii() and (whole + rest).isdigit() and len(whole) <= 4 and len(rest) <= 2):
        raise ValueError(f"“{typed}” is not a percentage. Type it like 17.5")
    return int(whole or "0") * 100 + int(rest.ljust(2, "0") if rest else "0")


def _pair(line: str) -> tuple[str, str]:
    name, _, belongs = line.partition(":")
    return name.strip(), belongs.strip()


def _json(typed: str) -> Any:
    try:
        return json.loads(typed)
    except json.JSONDecodeError as error:
        raise ValueError(f"This is not JSON: line {error.lineno}, column {error.colno}") from error


def shown(declared: Declared, value: Any) -> str:
    """The value as people read it; ``"not set"`` for none. Several items stand on lines of their own."""
    if is_empty(value):
        return "not set"
    match declared.kind:
        case Kind.MONEY:
            return format_pence(value)
        case Kind.DAYS:
            return f"{value} day{'' if value == 1 else 's'}"
        case Kind.PERCENT:
            return f"{value // 100}.{value % 100:02d}".rstrip("0").rstrip(".") + "%"
        case Kind.DATE:
            return format_date(value)
        case Kind.DATES:
            return "\n".join(format_date(day) for day in value)
        case Kind.CHOICE | Kind.CHOICES:
            means = dict(declared.choices)
            return "\n".join(means.get(word, word) for word in ((value,) if isinstance(value, str) else value))
        case Kind.PAIRS:
            return "\n".join(f"{name}: {belongs}" for name, belongs in value)
        case Kind.LINES:
            return "\n".join(value)
        case Kind.YES_NO:
            return "yes" if value else "no"
        case Kind.JSON:
            return json.dumps(value, ensure_ascii=False, indent=1)
        case _:
            return str(value)
