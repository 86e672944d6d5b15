"""What this machine remembers about its windows: size, text size, column widths, filters left on. Never personal data.

One INI file at an explicit path; nothing is remembered until ``use`` names it, so that tests touch no home directory.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_settings: QSettings | None = None


def use(path: Path | None) -> None:
    """Keep the memory in this INI file from now on; None forgets."""
    global _settings
    if _settings is not None:
        _settings.sync()
    _settings = QSettings(str(path), QSettings.Format.IniFormat) if path is not None else None


def text(key: str, default: str = "") -> str:
    """A remembered text."""
    return str(_settings.value(key, default, type=str)) if _settings is not None else default


def number(key: str, default: int) -> int:
    """A remembered whole number; the default when what is there is none."""
    found = text(key, str(default))
    return int(found) if found.lstrip("-").isdigit() else default


def remember(key: str, value: str | int) -> None:
    """Keep a text or number."""
    if _settings is not None:
        _settings.setValue(key, str(value))


def geometry(name: str) -> QByteArray:
    """A window's remembered size and place; empty when there is none."""
    return QByteArray.fromBase64(text(f"window/{name}").encode())


def remember_geometry(name: str, value: QByteArray) -> None:
    """Keep a window's size and place."""
    remember(f"window/{name}", bytes(value.toBase64().data()).decode())


def widths(table: str) -> dict[str, int]:
    """Column widths that a person set by hand, by column key, at 100 % text size."""
    found = _json(f"widths/{table}")
    return {str(k): v for k, v in found.items() if isinstance(v, int)} if isinstance(found, dict) else {}


def remember_widths(table: str, by_key: dict[str, int]) -> None:
    """Keep column widths."""
    remember(f"widths/{table}", _text(by_key))


def choices(key: str) -> list[str]:
    """A remembered set of choices, such as the filters left on."""
    found = _json(f"choices/{key}")
    return [str(value) for value in found] if isinstance(found, list) else []


def remember_choices(key: str, values: list[str]) -> None:
    """Keep a set of choices."""
    remember(f"choices/{key}", _text(values))


def _text(value: object) -> str:
    import json  # wanted only by who once changed something

    return json.dumps(value)


def _json(key: str) -> object:
    kept = text(key)
    if not kept:
        return None
    import json

    try:
        return json.loads(kept)
    except ValueError:
        return None
