"""A process that answers a sign-up on its page, field after field, until it is killed. It says what it typed and what it left.

Run with the database's path, the sign-up's id and a letter for the run: ``typing KEY VALUE``, then ``left KEY VALUE`` once
the focus went on; the answers go round by round, each with another number in it, so that what is found tells when it was
written.
"""

import os
import sys
from itertools import count
from time import sleep
from traceback import print_exc
from typing import Any

KEYS = ("emergency_name", "worker_name", "need_other", "name_1", "called_1", "present", "interpreter", "keys_what")


def main(path: str, sign_up_id: int, run: str) -> None:
    """Types for ever."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from housingdesk.access.desk import Desk
    from housingdesk.db.connection import open_store
    from housingdesk.ui.kit.notices import Unheard
    from housingdesk.ui.kit.qt_desk import QtDesk, Threads
    from housingdesk.ui.lettings.signup_page import SignUpPage
    from tests.support.desk import Clock, who

    app = QApplication([])
    store = open_store(path)
    with store.connected():
        desk = QtDesk(Desk(store, who(store), Clock()), Threads(store.connected), Unheard())
        page = SignUpPage(desk)
        page.go.connect(lambda go: page.open(**go.facts))
        page.open(sign_up_id=sign_up_id)
        page.show()
        for number in count():
            key = KEYS[number % len(KEYS)]
            task = next(q.task for q in _questions() if q.key in (key, f"{key.rpartition('_')[0]}_n"))
            page.open(sign_up_id=sign_up_id, task=task, key=key)
            for _ in range(60_000):  # a page may take its time on a machine that does other things
                app.processEvents()
                form = page.card.form
                if form is not None and key in form.answers and form.answers[key].editor.isVisible():
                    break
                sleep(0.001)
            _field(page, key).editor.setFocus()
            _field(page, key).editor.selectAll()
            value = f"Ann {'abcdefghij'[number % 10]}{run}{number}"
            print("typing", key, value, flush=True)
            for letter in value:
                QTest.keyClicks(_field(page, key).editor, letter)
                app.processEvents()
                sleep(0.04)  # QTest's own delay would keep the interpreter from the thread that writes
            _field(page, key).editor.clearFocus()
            page.card.keep_now()
            print("left", key, value, flush=True)


def _field(page: Any, key: str) -> Any:
    return page.card.form.answers[key]


def _questions() -> tuple[Any, ...]:
    from housingdesk.lettings.signup_stock import questions

    return questions().questions


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    finally:
        print_exc()
        sys.stderr.flush()
        os._exit(1)  # its threads would keep it alive
