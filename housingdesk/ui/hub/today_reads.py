"""What the Today page asks first. The figures, which the database works on longest, begin before anything else; the rooms
behind the due list are imported by the thread that asks, while the window is being built.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from housingdesk.reports.queries.figures import figures, money_in, owed
from housingdesk.ui.kit.qt_desk import QtDesk

if TYPE_CHECKING:
    from housingdesk.reports.queries.due import Due
    from housingdesk.reports.queries.due_card import DueCard

__all__ = ["due", "due_besides", "facts", "figures", "foresee", "money_in", "owed"]


def due(on: date, owner: str, days: int) -> "Due":
    """The due list, as far as it is in the most hurry."""
    from housingdesk.reports.queries import due

    return due.due_first(on, owner, days)


def due_besides(on: date, owner: str, bring_in: bool = False) -> "list[DueCard]":
    """The rest of it: what somebody asked to be allowed, empty homes, lettings, claims, reviews and changes;
    ``bring_in``: another system's data too.
    """
    from housingdesk.imports.queries import due as intakes
    from housingdesk.reports.queries import due_lettings, due_requests

    return due_requests.cards(on, owner) + due_lettings.cards(on) + (intakes.cards(on) if bring_in else [])


def facts(desk: QtDesk, days: int = 0) -> dict[str, Any]:
    """What the due list is asked with."""
    return {"on": desk.today, "owner": desk.who.name, "days": days}


def foresee(desk: QtDesk) -> None:
    """Begin to read, before there is a page."""
    desk.foresee(figures, on=desk.today)
    desk.foresee(due, **facts(desk))
