"""What stands against keeping a value: the wrong kind, out of bounds, not printable, or what the setting itself says."""

from datetime import date
from typing import Any

from housingdesk.settings.rules.kinds import Declared, Kind, encode, is_empty
from housingdesk.settings.rules.reading import shown
from housingdesk.values.problems import Problem
from housingdesk.values.text import line_problem

LONGEST = 20_000


def value_problems(declared: Declared, value: Any) -> list[Problem]:
    """All that stands against keeping this value; the field of each problem is the setting's key."""
    if is_empty(value):
        return [] if declared.empty else [Problem(declared.key, f"{declared.label} cannot be empty")]
    if not _is_of_kind(declared.kind, value):
        return [Problem(declared.key, f"{declared.label}: this is not a value of the kind “{declared.kind}”")]
    sentences = list(_sentences(declared, value))
    if not sentences and len(encode(declared, value)) > LONGEST:
        sentences.append(f"{declared.label} is too long to be kept. Shorten it")
    if not sentences and declared.check is not None and (said := declared.check(value)) is not None:
        sentences.append(said)
    return [Problem(declared.key, sentence) for sentence in sentences]


def _is_of_kind(kind: Kind, value: Any) -> bool:
    match kind:
        case Kind.TEXT | Kind.CHOICE:
            return isinstance(value, str)
        case Kind.MONEY | Kind.NUMBER | Kind.DAYS | Kind.PERCENT:
            return type(value) is int
        case Kind.DATE:
            return type(value) is date
        case Kind.YES_NO:
            return type(value) is bool
        case Kind.DATES:
            return isinstance(value, tuple) and all(type(day) is date for day in value)
        case Kind.LINES | Kind.CHOICES:
            return isinstance(value, tuple) and all(isinstance(line, str) for line in value)
        case Kind.PAIRS:
            return isinstance(value, tuple) and all(
                isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in value)
        case Kind.JSON:
            return True


def _sentences(declared: Declared, value: Any) -> list[str]:
    match declared.kind:
        case Kind.MONEY | Kind.NUMBER | Kind.DAYS | Kind.PERCENT:
            return _outside(declared, value)
        case Kind.TEXT:
            return _line(declared, value)
        case Kind.LINES:
            return [said for line in value for said in _line(declared, line)]
        case Kind.CHOICE | Kind.CHOICES:
            known = dict(declared.choices)
            chosen = (value,) if isinstance(value, str) else value
            return [f"{declared.label}: “{word}” is not one of the choices" for word in chosen if word not in known]
        case Kind.PAIRS:
            return [said for name, belongs in value for said in _pair_sentences(declared, name, belongs)]
        case _:
            return []


def _outside(declared: Declared, value: int) -> list[str]:
    if declared.low <= value <= declared.high:
        return []
    return [f"{declared.label} lies between {shown(declared, declared.low)} and {shown(declared, declared.high)}"]


def _line(declared: Declared, text: str) -> list[str]:
    said = line_problem(text, declared.label, declared.longest)
    return [said] if said else []


def _pair_sentences(declared: Declared, name: str, belongs: str) -> list[str]:
    if not name or not belongs:
        return [f"{declared.label}: “{name or belongs}” needs both parts, like Citizens Advice: 0800 144 8848"]
    return [*_line(declared, name), *_line(declared, belongs)]
