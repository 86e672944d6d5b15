"""What the Today page asks. The rooms behind it are imported by the thread that asks, while the window is being built."""

from datetime import date
from typing import TYPE_CHECKING

from housingdesk.ui.kit.qt_desk import QtDesk

if TYPE_CHECKING:
    from housingdesk.reports.queries import Today


def today(on: date, owner: str, days: int) -> "Today":
    """Everything on Today."""
    from housingdesk.reports import queries

    return queries.today(on, owner, days)


def foresee(desk: QtDesk) -> None:
    """Begin to read what the page asks first, before there is a page."""
    desk.foresee(today, **first(desk))


def first(desk: QtDesk, days: int = 0) -> dict[str, object]:
    """What the page asks with."""
    return {"on": desk.today, "owner": desk.who.name, "days": days}
