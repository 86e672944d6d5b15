"""Opens the real window on a copy of a database, without a display, runs the week and closes everything again."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from housingdesk.ui.tour.driver import Done, Driver, NotReached

_REST_MS = 2_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What the tour is asked for: the copy to work on, the statement that waits, and how the window is to be."""

    database: Path
    statement: Path
    folder: Path
    width: int
    height: int
    scale: int
    dark: bool


@dataclass(frozen=True, slots=True)
class Result:
    """How the tour went: each step, memory at Today and at the end, and the sentence that stopped it, if any."""

    steps: tuple[Done, ...]
    today_megabytes: float
    end_megabytes: float
    missed: str

    def as_json(self) -> dict[str, Any]:
        """For another program."""
        worst = max((step.worst_block_ms for step in self.steps), default=0.0)
        return {"reached": not self.missed, "missed": self.missed or None, "today_mb": round(self.today_megabytes),
                "end_mb": round(self.end_megabytes), "worst_block_ms": round(worst), "steps": [asdict(s) for s in self.steps]}


def without_display(scale: int) -> None:
    """Must come before the application is made: no display is needed, and each point of the window becomes so many."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")


def run(plan: Plan, say: Callable[[str], object]) -> Result:
    """The whole tour. What is not reached ends it and stands in the result."""
    from PySide6.QtWidgets import QApplication

    from housingdesk.access import queries as access_queries
    from housingdesk.access.desk import Desk
    from housingdesk.access.rules import Role
    from housingdesk.db.connection import open_store
    from housingdesk.settings import queries as settings_queries
    from housingdesk.ui.app.registry import PLACES, find
    from housingdesk.ui.kit import printing, theme, window_state
    from housingdesk.ui.kit.notices import Unheard
    from housingdesk.ui.kit.qt_desk import QtDesk
    from housingdesk.ui.main_window import MainWindow
    from housingdesk.ui.tour.measures import CountedThreads, resident_megabytes

    app = QApplication.instance() or QApplication(["housingdesk"])
    assert isinstance(app, QApplication)
    window_state.use(plan.database.with_suffix(".ini"))
    theme.install(app, look="dark" if plan.dark else "light")
    printing.offer_folder("Tour folder", plan.folder)
    store = open_store(plan.database, window=True)
    threads = CountedThreads(store.connected)
    missed, today_megabytes = "", 0.0
    try:
        with store.connected():
            users = [user for user in access_queries.users() if user.active]
            first = next(user for user in users if user.role is Role.ADMINISTRATOR)
            desk = QtDesk(Desk(store, access_queries.who_by_login(first.login)), threads, Unheard())
            known = settings_queries.values(desk.today)
        window = MainWindow(desk, PLACES, association=known["org.name"] or "HousingDesk", demo=bool(known["demo.mark"]),
                            find=find)
        window.resize(plan.width, plan.height)
        window.show()
        window.activateWindow()
        driver = Driver(window, threads, plan.folder, say)
        window.start()
        try:
            driver.step("Today", partial(_today, driver))
            today_megabytes = driver.at_first_picture
            _week(driver, plan.statement)
        except NotReached as stopped:
            missed = str(stopped)
            with suppress(RuntimeError):
                driver.picture("not-reached")
        driver.settle()
        driver.pause(_REST_MS)
        driver.stop()
        end = resident_megabytes()
        _close(driver)
    finally:
        threads.close()
        store.close()
        window_state.use(None)
    return Result(tuple(driver.steps), today_megabytes, end, missed)


def _today(driver: Driver) -> None:
    """First coffee: what is due."""
    from housingdesk.ui.hub.today_page import TodayPage

    page = driver.page(TodayPage)
    driver.until(page.model.count, "Today says what is due")
    driver.picture("today")


def _week(driver: Driver, statement: Path) -> None:
    """The other screens are imported beside the window, as in the program, so that Today is weighed by itself."""
    from housingdesk.ui.app.start import AFTER_MS
    from housingdesk.ui.app.warming import warm_up

    warm_up()
    driver.pause(5 * AFTER_MS)
    from housingdesk.ui.tour.rent_week import RentWeek

    RentWeek(driver, statement).run()


def _close(driver: Driver) -> None:
    """Let go of what is shown, then of the window."""
    from housingdesk.ui.kit.pdf_view import PdfView

    for view in driver.window.findChildren(PdfView):
        view.show_pdf(None)
    driver.settle()
    driver.window.close()
