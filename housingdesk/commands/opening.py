"""Opens the database of a headless command and says who is there: the same two locks as on screen.

A server is asked with the login of its own address. A file asks for login and password (or takes HOUSINGDESK_LOGIN and
HOUSINGDESK_PASSWORD), an encrypted one for its passphrase (HOUSINGDESK_PASSPHRASE); the made-up association lets its
administrator in, as the window does.
"""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from housingdesk.access import door, queries
from housingdesk.access.desk import Desk, system_clock
from housingdesk.access.rules import Role
from housingdesk.commands.asking import secret
from housingdesk.db import address
from housingdesk.db.connection import Store, is_encrypted, open_store
from housingdesk.db.upgrade import require_current
from housingdesk.errors import Refused
from housingdesk.settings.queries import value


def configure(parser: argparse.ArgumentParser) -> None:
    """Who is there."""
    parser.add_argument("--login", metavar="NAME", help="who is there; the password is asked for")


@contextmanager
def opened(options: argparse.Namespace, *, lock: bool = True) -> Iterator[Desk]:
    """The desk of whoever is there, connected, and closed again at the end; Refused as the window refuses.

    ``lock=False`` is for commands that only read, beside a window that has the file open.
    """
    where = str(options.db)
    store = open_store(where, passphrase=passphrase_of(where), lock=lock)
    try:
        require_current(store)
        with store.connected():
            desk = _desk(store, options.login)
            yield desk
    finally:
        store.close()


def passphrase_of(where: str) -> str | None:
    """The passphrase of an encrypted file, asked for; None for everything else."""
    if address.is_postgresql(where):
        return None
    path = Path(where).expanduser()
    if not path.is_file() or not path.stat().st_size or not is_encrypted(path):
        return None
    return secret(f"Passphrase of {path.name}", "HOUSINGDESK_PASSPHRASE")


def _desk(store: Store, login: str | None) -> Desk:
    if store.postgresql:
        return door.sign_in(store, "", "")
    if login is None and bool(value("demo.mark", system_clock().date())):
        first = next((user for user in queries.users() if user.active and user.role is Role.ADMINISTRATOR), None)
        if first is not None:
            return Desk(store, queries.who(first.id))
    name = login or os.environ.get("HOUSINGDESK_LOGIN") or ""
    if not name:
        raise Refused("Say who you are with --login, or in HOUSINGDESK_LOGIN")
    return door.sign_in(store, name, secret("Password", "HOUSINGDESK_PASSWORD"))
