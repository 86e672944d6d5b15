"""What the settings room answers: the value in force on a day, all values, a setting's history, what is still to do."""

from datetime import date, datetime
from typing import Any

from housingdesk.errors import NotFound
from housingdesk.settings.models import Setting
from housingdesk.settings.rules.catalogue import CATALOGUE
from housingdesk.settings.rules.kinds import Declared, decode, is_empty
from housingdesk.settings.rules.lookup import Entered, InForce, Settings, in_force
from housingdesk.settings.rules.reading import shown
from housingdesk.values.rows import frozen


@frozen
class SettingRow:
    """One line of the settings page. ``change_from`` is the next day on which it changes, to ``change_to``.

    ``version`` belongs to the stored value in force (None: the program's own). ``to_check`` is the note to show beside it.
    """

    declared: Declared
    value: Any
    shown: str
    valid_from: date | None
    source: str
    entered_by: str
    setting_id: int | None
    version: int | None
    change_from: date | None
    change_to: str
    to_check: str


@frozen
class HistoryRow:
    """One value that a setting has, had or will have; ``setting_id`` None is the program's own. Newest first."""

    setting_id: int | None
    version: int | None
    value: Any
    shown: str
    valid_from: date | None
    source: str
    entered_at: datetime | None
    entered_by: str
    in_force: bool


def declared(key: str) -> Declared:
    """The setting of this key; NotFound when the catalogue has none."""
    found = CATALOGUE.get(key)
    if found is None:
        raise NotFound(f"There is no setting {key}")
    return found


def value(key: str, on: date) -> Any:
    """The value of one setting in force on a day; its Python type stands beside its kind in ``rules.kinds``."""
    return in_force(declared(key), _entered(key), on).value


def values(on: date) -> Settings:
    """All values in force on a day, by one statement."""
    return Settings(_entered(), on)


def extra_holidays(on: date) -> frozenset[date]:
    """The association's own days on which nobody works, for ``values.dates``."""
    return frozenset(value("calendar.extra_holidays", on))


def setting_rows(on: date) -> list[SettingRow]:
    """The whole settings page on a day, in the order of the catalogue."""
    rows: dict[str, list[Entered]] = {}
    for row in _entered():
        rows.setdefault(row.key, []).append(row)
    return [_setting_row(one, rows.get(one.key, []), on) for one in CATALOGUE.values()]


def history(key: str, on: date) -> list[HistoryRow]:
    """Every value of one setting, newest first, the program's own last; ``in_force`` marks the one that holds ``on``."""
    one = declared(key)
    rows = _entered(key)
    now = in_force(one, rows, on)
    out = [_entered_history(one, row, now) for row in rows]
    out += [HistoryRow(None, None, seed.value, shown(one, seed.value), seed.valid_from, seed.source, None, "",
                       now.entered is None and now.valid_from == seed.valid_from) for seed in one.seeds]
    if not one.seeds:
        out.append(HistoryRow(None, None, one.default, shown(one, one.default), None, one.source, None, "",
                              now.entered is None))
    return sorted(out, key=lambda row: (row.valid_from or date.min, row.setting_id is not None), reverse=True)


def to_check(on: date) -> list[SettingRow]:
    """The settings that somebody must look at: not verified and not yet entered with a source, or required and empty."""
    return [row for row in setting_rows(on) if row.to_check]


def _entered(key: str | None = None) -> list[Entered]:
    query = Setting.select(Setting.id, Setting.version, Setting.key, Setting.value, Setting.valid_from, Setting.source,
                           Setting.entered_at, Setting.entered_by)
    if key is not None:
        query = query.where(Setting.key == key)
    rows: Any = query.tuples()
    return [Entered(*row) for row in rows]


def _setting_row(one: Declared, rows: list[Entered], on: date) -> SettingRow:
    now = in_force(one, rows, on)
    ahead = [(row.valid_from, decode(one, row.text)) for row in rows if one.dated and row.valid_from > on]
    ahead += [(seed.valid_from, seed.value) for seed in one.seeds if seed.valid_from > on]
    change = min(ahead, key=lambda pair: pair[0]) if ahead else None
    entered = now.entered
    return SettingRow(one, now.value, shown(one, now.value), now.valid_from, now.source,
                      entered.entered_by if entered else "", entered.id if entered else None,
                      entered.version if entered else None, change[0] if change else None,
                      shown(one, change[1]) if change else "", _check_note(one, now))


def _check_note(one: Declared, now: InForce) -> str:
    if one.required and is_empty(now.value):
        return f"{one.label} is not filled in yet"
    return one.check_note if one.uncertain and now.entered is None else ""


def _entered_history(one: Declared, row: Entered, now: InForce) -> HistoryRow:
    kept = decode(one, row.text)
    return HistoryRow(row.id, row.version, kept, shown(one, kept), row.valid_from, row.source, row.entered_at,
                      row.entered_by, now.entered is not None and now.entered.id == row.id)
