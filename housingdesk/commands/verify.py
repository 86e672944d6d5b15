"""``housingdesk verify``: proves every balance, control total, seal and reference, and the locks of the database itself."""

import argparse
import json
import re
import sys
from typing import Any

from housingdesk.access.desk import Desk
from housingdesk.commands import opening
from housingdesk.db import health
from housingdesk.db.transaction import reading
from housingdesk.errors import Refused
from housingdesk.rent.queries import ledger
from housingdesk.rent.queries.verify import verify

FAULTY = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """The head to look for."""
    parser.add_argument("--head", metavar="H", help="a head from a day sheet or a backup's manifest: proves that nothing "
                        "before it changed or vanished")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Prints each fault and the ledger's head; the exit code is 1 when there is a fault."""
    head = options.head.strip().lower() if options.head else None
    if head is not None and not re.fullmatch(r"[0-9a-f]{64}", head):
        raise Refused("--head is 64 figures and letters from a to f, as the day sheet and the manifest have it")
    with opening.opened(options, lock=False) as desk:
        faults, (sequence, now) = desk.ask(_prove, desk=desk, head=head)
    if options.json:
        print(json.dumps({"faults": [{"where": where, "message": message} for where, message in faults],
                          "head": {"sequence": sequence, "hash": now}}, indent=1))
    else:
        for where, message in faults:
            print(f"{where}: {message}.")
        print(f"The ledger’s head is seal {sequence:,}, {now}.")
        print(f"{len(faults):,} fault{'s' if len(faults) > 1 else ''} found." if faults else "No fault found.")
    return FAULTY if faults else 0


def _prove(desk: Desk, head: str | None) -> tuple[list[tuple[str, str]], tuple[int, str]]:
    _say(0, 1, "The database itself")
    found: list[tuple[str, str]] = [("database", sentence) for sentence in health.faults(desk.store)]
    with reading(desk.store.database):
        found += [(fault.where, fault.message) for fault in verify(head, _say)]
        return found, ledger.head()


def _say(done: int, total: int, text: str, *_: Any) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{'' if done == total else f'{text} … {done} of {total}'}", end="", file=sys.stderr, flush=True)
