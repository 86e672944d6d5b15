"""``housingdesk restore FROM --to PLACE``: puts a backup back as a new database, never over another."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from housingdesk.commands.asking import new_secret, secret
from housingdesk.db import address, backup
from housingdesk.errors import Refused


def configure(parser: argparse.ArgumentParser) -> None:
    """Which backup, and where to."""
    parser.add_argument("backup", type=Path, metavar="FROM", help="a backup; its manifest lies beside it")
    parser.add_argument("--to", "--db", dest="to", required=True, metavar="FILE|ADDRESS", help="a new file; or the address of "
                        "a new database on a server, with the login of the server's administrator")
    parser.add_argument("--login", metavar="NAME", help="on a server: an administrator of the backup, who gets a password if "
                        "the server does not know that login")


def run(options: argparse.Namespace) -> int:
    """Puts it back, and prints what its manifest says."""
    if address.is_postgresql(options.to):
        manifest = _to_server(options)
    else:
        manifest = backup.read_manifest(options.backup)
        words = secret("Passphrase of the backup", "HOUSINGDESK_PASSPHRASE") if manifest.encrypted else None
        backup.restore(options.backup, options.to, passphrase=words)
    where = address.without_password(options.to)
    if options.json:
        print(json.dumps({"database": where, **asdict(manifest)}))
    else:
        print(f"{where} is the database as it was on {manifest.made_at}.\n"
              f"The ledger’s head is seal {manifest.head_sequence:,}, {manifest.head_hash}.")
    return 0


def _to_server(options: argparse.Namespace) -> backup.Manifest:
    from housingdesk.access import server

    if not options.login:
        raise Refused("Say with --login who of the administrators in the backup comes in first")
    return server.restore_database(options.backup, server.NewDatabase(
        options.to, new_secret("New password of the database's owner", "HOUSINGDESK_OWNER_PASSWORD"), options.login,
        options.login, new_secret(f"New password of {options.login}", "HOUSINGDESK_PASSWORD")))
