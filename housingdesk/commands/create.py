"""``housingdesk create``: a new, empty database with its first administrator; on a server the one-off administrator step."""

import argparse
import json
import sys
from pathlib import Path

from housingdesk.access import door
from housingdesk.access.desk import system_clock
from housingdesk.access.passwords import require_long_enough
from housingdesk.commands.asking import new_secret
from housingdesk.db import address, last_opened
from housingdesk.db.connection import open_store
from housingdesk.db.encrypt import require_long_passphrase
from housingdesk.db.upgrade import upgrade
from housingdesk.errors import Refused


def configure(parser: argparse.ArgumentParser) -> None:
    """Where, and who comes first."""
    parser.add_argument("--db", required=True, metavar="FILE|ADDRESS", help="a new file; or the address of a new database on a "
                        "server, with the login of the server's administrator")
    parser.add_argument("--name", required=True, help="the first administrator's name: Ann Brown")
    parser.add_argument("--login", required=True, help="the name she signs in with: ann")
    parser.add_argument("--encrypt", action="store_true", help="a file that nobody can read without its passphrase")


def run(options: argparse.Namespace) -> int:
    """Makes it, and prints what there is now."""
    made = _on_server(options) if address.is_postgresql(options.db) else _file(options)
    if last_opened.recall() is None:
        last_opened.remember(options.db)
    if options.json:
        print(json.dumps(made))
    else:
        print("\n".join(f"{sentence}." for sentence in made["sentences"]))
    return 0


def _on_server(options: argparse.Namespace) -> dict[str, list[str] | str]:
    from housingdesk.access import server

    if options.encrypt:
        raise Refused("A database on a server is encrypted by whoever looks after the server, not with --encrypt")
    new = server.NewDatabase(options.db, new_secret("New password of the database's owner", "HOUSINGDESK_OWNER_PASSWORD"),
                             options.name, options.login,
                             new_secret(f"New password of {options.name}", "HOUSINGDESK_PASSWORD"))
    server.create_database(new, say=_say)
    where = address.without_password(address.put(options.db, login=options.login))
    return {"database": where, "owner": new.owner, "sentences": [
        f"The database is there: {where}",
        f"{options.name} signs in as {options.login} and adds the others",
        f"Keep the password of {new.owner} locked away: it is needed only for “housingdesk upgrade”"]}


def _file(options: argparse.Namespace) -> dict[str, list[str] | str]:
    path = Path(options.db).expanduser()
    if path.exists():
        raise Refused(f"{path} is there already. Give another name; a new database is never made over another")
    password = new_secret(f"New password of {options.name}", "HOUSINGDESK_PASSWORD")
    require_long_enough(password)
    passphrase = new_secret("New passphrase of the file", "HOUSINGDESK_PASSPHRASE") if options.encrypt else None
    if passphrase is not None:
        require_long_passphrase(passphrase)
    store = open_store(path, passphrase=passphrase, create=True)
    try:
        upgrade(store, now=system_clock())
        door.first_administrator(store, name=options.name, login=options.login, password=password)
        left_open = door.what_it_leaves_open(store)
    finally:
        store.close()
    return {"database": str(path), "sentences": [
        f"The database is there: {path}", f"{options.name} signs in as {options.login.strip().lower()} and adds the others",
        left_open or "Nobody can open the file without its passphrase, not even we: lock it away on paper"]}


def _say(text: str) -> None:
    print(text, file=sys.stderr)
