"""Remembers which database this person last opened on this PC; never its password."""

from housingdesk.db import places
from housingdesk.db.address import without_password

_NAME = "last-opened"


def remember(where: str) -> None:
    """Notes a file or PostgreSQL address as the one to open next time."""
    folder = places.settings_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _NAME).write_text(without_password(where), encoding="utf-8")


def recall() -> str | None:
    """The file or address last opened here, or None on a PC where none was."""
    try:
        return (places.settings_folder() / _NAME).read_text(encoding="utf-8") or None
    except (FileNotFoundError, NotADirectoryError):
        return None


def forget() -> None:
    """No database is remembered any more."""
    (places.settings_folder() / _NAME).unlink(missing_ok=True)
