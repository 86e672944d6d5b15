"""What a database says when it will not, as a sentence for the person at the screen.

Only what a person can cause or mend is put into words: a colleague's lock, a full disk, a server that went away, the
same thing entered twice. Everything else is a bug and stays what it is.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from peewee import DatabaseError, IntegrityError, PeeweeException

from housingdesk.errors import HousingDeskError, Refused, Stale


class WrongPassword(Refused):
    """The server does not know this login with this password."""


NOTHING = "Nothing was changed"
_AT_ONCE = f"A colleague was changing the same things at that moment. {NOTHING}; look again, then do it again"
_GONE = "The database server does not answer any more. Look whether the last thing was done before you do it again"
_FULL = f"The disk with the database is full. {NOTHING}. Make room, then do it again"
_BUSY = f"Somebody else has been writing for longer than this could wait. {NOTHING}; do it again in a moment"
_DAMAGED = "The database file is damaged. Stop work, keep the file as it is, and put the last backup back"

_STATES: dict[str, tuple[type[Refused], str]] = {
    "40001": (Stale, _AT_ONCE),
    "40P01": (Stale, _AT_ONCE),
    "55P03": (Refused, _BUSY),
    "57014": (Refused, _BUSY),
    "53100": (Refused, _FULL),
    "53300": (Refused, "The database server has no place left for another connection. Close a HousingDesk on another PC"),
    "25006": (Refused, f"The database server only lets itself be read at the moment. {NOTHING}"),
    "42501": (Refused, f"The database server does not let your login do this. {NOTHING}. Ask an administrator"),
}
_GONE_CLASSES = ("08", "57P")
_OWN = "HD"
_LOST = r"connection (is closed|is lost|to server|not open)|consuming input"
_SQLITE = (
    ("database or disk is full", _FULL),
    ("database is locked", _BUSY),
    ("database table is locked", _BUSY),
    ("disk image is malformed", _DAMAGED),
    ("readonly database", f"The database file cannot be written. {NOTHING}"),
    ("disk I/O error", f"The disk with the database does not work as it should. {NOTHING}"),
    ("unable to open database file", f"The database file cannot be opened where it is. {NOTHING}"),
)
_RACES = {
    "the period is closed": (Refused, f"A colleague closed the period a moment ago. {NOTHING}"),
    "this batch is already posted": (Refused, "This is posted already; nothing was posted twice"),
    "the seal does not follow the head of the chain": (Stale, _AT_ONCE),
    "tuple concurrently updated": (Stale, _AT_ONCE),
}


@contextmanager
def in_words() -> Iterator[None]:
    """Turns what a person can cause or mend into Refused or Stale; lets a bug through as it is."""
    try:
        yield
    except PeeweeException as error:
        refusal = as_refusal(error)
        if refusal is None:
            raise
        raise refusal from error


def as_refusal(error: PeeweeException) -> HousingDeskError | None:
    """The sentence for an error of either database, or None when it is a bug."""
    text = str(error)
    for race, (kind, sentence) in _RACES.items():
        if race in text:
            return kind(sentence)
    if isinstance(error, IntegrityError):
        return _twice(error)
    state = _state(error)
    if state is not None:
        if state.startswith(_GONE_CLASSES):
            return Refused(_GONE)
        if state.startswith(_OWN):
            return Refused(str(_told(error).message_primary))
        return _STATES[state][0](_STATES[state][1]) if state in _STATES else None
    for words, sentence in _SQLITE:
        if words in text:
            return Refused(sentence)
    if isinstance(error, DatabaseError) and re.search(_LOST, text):
        return Refused(_GONE)
    return None


def _state(error: PeeweeException) -> str | None:
    """PostgreSQL's own five-letter code."""
    state = getattr(_told(error), "sqlstate", None)
    return str(state) if state else None


def _told(error: PeeweeException) -> Any:
    """What the server told the driver, with its code, table and constraint; None on SQLite."""
    return getattr(getattr(error, "orig", None), "diag", None)


def _twice(error: PeeweeException) -> Refused | None:
    """The same thing entered twice; None for every other broken rule, which only a bug can break."""
    text = str(error)
    sqlite = re.search(r"UNIQUE constraint failed: (.+)", text)
    if sqlite:
        table = sqlite[1].split(".")[0]
        columns = [part.strip().rpartition(".")[2] for part in sqlite[1].split(",")]
    else:
        postgresql = re.search(r"Key \((.+?)\)=\(", text)
        if _state(error) != "23505" or postgresql is None:
            return None
        table = str(_told(error).table_name)
        columns = [part.strip().strip('"') for part in postgresql[1].split(",")]
    words = " and ".join(_words(column.removesuffix("_id")) for column in columns)
    return Refused(f"There is already a {_words(table.removeprefix('hd_'))} with this {words}. {NOTHING}")


def _words(name: str) -> str:
    return name.replace("_", " ")


def of_server(error: Exception) -> Refused:
    """Why a server did not let us in, as one sentence."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = " ".join(lines)
    if "password authentication failed" in text or "no password supplied" in text:
        return WrongPassword("That name and password do not go together")
    if found := re.search(r'database "(.+?)" does not exist', text):
        return Refused(f"There is no database {found[1]} on this server. Look at the address, or make it with: "
                       f"housingdesk create")
    if re.search(r'role ".+?" does not exist|is not permitted to log in|permission denied for database', text):
        return Refused("This name may not use this database. Ask an administrator")
    found = re.search(r'server at "(.+?)"(?:.*?), port (\d+)', text)
    if found and re.search("refused|timeout|No route", text):
        return Refused(f"No database server answers at {found[1]}, port {found[2]}. Is it running, and is the network up?")
    if "could not translate host name" in text or "failed to resolve host" in text or "Name or service not known" in text:
        return Refused("There is no database server of that name on this network. Look at the address")
    reason = re.sub(r"^connection failed: ", "", lines[-1]) if lines else "no answer"
    return Refused(f"The database server did not let us in: {reason}")
