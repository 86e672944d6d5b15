"""Places a person can go to, and the words for going there. Knows no place by name: the application registers them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from housingdesk.values.rows import frozen

if TYPE_CHECKING:
    from housingdesk.ui.kit.page import Page
    from housingdesk.ui.kit.qt_desk import QtDesk


@frozen
class Place:
    """A screen: its key, its word on the rail, its icon, and how to make it (importing its room only then).

    ``rail=False`` is a screen that others open, such as a person's file; ``under`` names the rail place lit meanwhile.
    ``foot`` stands at the foot of the rail. ``count`` is a query for the badge, asked with ``today``, asked again when
    one of ``count_tables`` changes; ``needs`` is the permission without which the place is not shown. ``alone``: it opens
    without being told what, so that Find offers it though it is not on the rail; ``about`` says there what it holds, in
    the words somebody may look for.
    """

    key: str
    title: str
    icon: str
    factory: "Callable[[QtDesk], Page]"
    shortcut: str = ""
    rail: bool = True
    foot: bool = False
    under: str = ""
    count: Callable[[date], int] | None = None
    count_tables: frozenset[str] = frozenset()
    needs: Any = None
    alone: bool = False
    about: str = ""


@frozen
class Go:
    """Where to go and what to open there: ``Go("account", {"account_id": 12})``."""

    place: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Visit:
    """A step of the history: where, under which title, and where the person was on it."""

    go: Go
    title: str = ""
    bookmark: dict[str, Any] = field(default_factory=dict)
