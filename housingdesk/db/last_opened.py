"""Remembers which database this person last opened on this PC; never its password."""

from urllib.parse import urlsplit, urlunsplit

from housingdesk.db import places

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


def without_password(where: str) -> str:
    """The same address with nothing secret in it; a file path is returned as it is.

    >>> without_password("postgresql://amina:secret@server:5433/housing")
    'postgresql://amina@server:5433/housing'
    """
    if not where.startswith(("postgresql://", "postgres://")):
        return where
    parts = urlsplit(where)
    name, _, server = parts.netloc.rpartition("@")
    login = name.partition(":")[0]
    query = "&".join(pair for pair in parts.query.split("&") if not pair.startswith("password="))
    return urlunsplit((parts.scheme, f"{login}@{server}" if login else server, parts.path, query, ""))
