"""``housingdesk upgrade``: brings a database to this program's version, after a copy; on a server as the owner."""

import argparse
import json
import sys

from housingdesk.access.desk import system_clock
from housingdesk.commands import opening
from housingdesk.commands.asking import secret
from housingdesk.db import address
from housingdesk.db.connection import open_store
from housingdesk.db.upgrade import upgrade


def configure(parser: argparse.ArgumentParser) -> None:
    """Whether to copy first."""
    parser.add_argument("--without-copy", action="store_true", help="make no copy first; there is a backup already")


def run(options: argparse.Namespace) -> int:
    """Upgrades it, and prints the steps that were taken."""
    store = open_store(_as_owner(options.db), passphrase=opening.passphrase_of(options.db))
    try:
        steps = upgrade(store, now=system_clock(), say=_say, copy=not options.without_copy)
        where = store.where
    finally:
        store.close()
    if options.json:
        print(json.dumps({"database": where, "steps": steps}))
    else:
        print(f"{where}: {len(steps)} step{'s' if len(steps) > 1 else ''} taken, {', '.join(steps)}." if steps
              else f"{where} is up to date.")
    return 0


def _as_owner(where: str) -> str:
    """The owner's address of a database on a server, unless a login with its password was given."""
    if not address.is_postgresql(where):
        return where
    name, told = address.parse(where)
    if "password" in told:
        return where
    return address.put(where, login=f"{name}_owner", password=secret("Password of the database's owner",
                                                                     "HOUSINGDESK_OWNER_PASSWORD"))


def _say(text: str) -> None:
    print(text, file=sys.stderr)
