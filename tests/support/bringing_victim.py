"""A process that carries an intake out and stands still at a step until it is killed: with the database's path, the intake
and the words of the step. It says ``here`` when it stands there, ``done`` when it came to the end.
"""

import sys
import time

from housingdesk.access.desk import Desk
from housingdesk.db.connection import open_store
from housingdesk.imports.actions.carrying_out import carry_out
from tests.support.desk import Clock, who

_FOREVER = 60.0


def main(path: str, intake_id: int, step: str) -> None:
    """Carries it out up to the step."""
    store = open_store(path)

    def told(_done: int, _total: int, text: str) -> None:
        if text == step:
            print("here", flush=True)
            time.sleep(_FOREVER)

    with store.connected():
        Desk(store, who(store), Clock()).do(carry_out, progress=told, intake_id=intake_id)
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
