"""The editor of one setting: by its kind, its hint, and what is typed as its value."""

from datetime import date
from typing import Any

from housingdesk.settings.queries import HistoryRow, SettingRow
from housingdesk.settings.rules.kinds import Declared, Kind
from housingdesk.settings.rules.reading import read, shown
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.values.dates import format_date

_MANY_LINES = frozenset({Kind.LINES, Kind.PAIRS, Kind.DATES, Kind.JSON, Kind.CHOICES})


def editor_of(one: Declared, row: SettingRow) -> Any:
    """The editor that fits the kind of a setting, filled with its value."""
    if one.kind is Kind.CHOICE:
        made = Choice(list(one.choices))
        made.set_value(row.value)
        return made
    if one.kind is Kind.YES_NO:
        made = Choice([(True, "Yes"), (False, "No")])
        made.set_value(bool(row.value))
        return made
    text = "" if row.value is None or row.shown == "not set" else shown(one, row.value)
    return LongText(text, lines=5) if one.kind in _MANY_LINES else TextField(text, longest=one.longest)


def hint_of(one: Declared) -> str:
    """What stands in grey over the editor."""
    if one.kind is Kind.PAIRS:
        return "One on each line, like Citizens Advice: 0800 144 8848"
    return "One on each line" if one.kind in _MANY_LINES else one.help


def value_of(one: Declared, typed: Any, today: date) -> Any:
    """The value of what was typed or chosen; ValueError with a sentence when it cannot be read."""
    return typed if one.kind in (Kind.CHOICE, Kind.YES_NO) else read(one, typed, today)


def one_line(text: str) -> str:
    """A value of several lines on one."""
    return text.replace("\n", " · ")


def past_sentence(row: HistoryRow) -> str:
    """A value that a setting has, had or will have, and since when."""
    when = f"from {format_date(row.valid_from)}" if row.valid_from else "as the program comes"
    who = f", {row.entered_by}" if row.entered_by else ""
    return f"{one_line(row.shown)} {when}{who}{' (holds now)' if row.in_force else ''}"
