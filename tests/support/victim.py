"""A process that does one act after another until it is killed: started once, it forks a new victim for each order.

An order is one line of JSON on standard input: what to do, where, with which things, and at which statement to stop and
wait for the end. Every answer is one line: the victim's pid, ``begun``, ``did N``, ``already N``, ``here``, ``idle`` when
there is nothing left to do, ``lost`` with the sentence it was refused with, ``ended``.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import importing, posting
from housingdesk.bank.queries.importing import prepare
from housingdesk.db import columns
from housingdesk.db.connection import open_store
from housingdesk.errors import Refused
from housingdesk.rent.actions import debit
from tests.support.desk import Clock, who

ALREADY = ("posted already", "Nothing was posted twice", "nothing was posted twice", "are in already")
_FOREVER = 60.0


def main() -> None:
    """Forks a victim for every order and says how it ended."""
    for order in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                _live(json.loads(order))
            finally:
                os._exit(0)
        _tell(f"pid {pid}")
        os.waitpid(pid, 0)
        _tell("ended")


def _live(order: dict[str, Any]) -> None:
    store = open_store(order["where"])
    with store.connected() as database:
        desk = Desk(store, who(store), Clock())
        _tell("begun")
        if order["stop_at"]:
            _stop_at(database, order["stop_at"])
        for number, thing in order["things"]:
            try:
                ACTS[order["act"]](desk, thing)
            except Refused as refusal:
                if not any(words in str(refusal) for words in ALREADY):
                    _tell(f"lost {refusal}")
                    return
                _tell(f"already {number}")
            else:
                _tell(f"did {number}")
        _tell("idle")
        time.sleep(_FOREVER)


def _debit(desk: Desk, week: str) -> None:
    clock = desk.clock
    assert isinstance(clock, Clock)
    clock.to(date.fromisoformat(week))
    desk.do(debit.run_debit, week=date.fromisoformat(week))


def _import(desk: Desk, path: str) -> None:
    prepared = desk.ask(prepare, name=Path(path).name, data=Path(path).read_bytes(), today=desk.today)
    desk.do(importing.import_statement, prepared=prepared)


def _post(desk: Desk, choices: list[list[int]]) -> None:
    desk.do(posting.post_lines, choices=[(line, account) for line, account in choices])


ACTS: dict[str, Callable[[Desk, Any], None]] = {"debit": _debit, "import": _import, "post": _post}


def _stop_at(database: Any, number: int) -> None:
    """Before the statement of this number (a COMMIT counts too) the victim says where it is and waits for the end."""
    left = number

    def counted(work: Callable[..., Any]) -> Callable[..., Any]:
        def done(*values: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                _tell("here")
                time.sleep(_FOREVER)
            return work(*values, **named)

        return done

    database.execute_sql, database.commit = counted(database.execute_sql), counted(database.commit)
    columns.write = counted(columns.write)


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
