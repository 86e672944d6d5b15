"""A desk without a database, for tests of the kit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Person:
    """Who is signed in."""

    name: str = "Ann Brown"
    initials: str = "AB"
    role: str = "administrator"
    id: int | None = 1


@dataclass(frozen=True)
class Back:
    """How an act is taken back."""

    action: Callable[..., Any]
    label: str
    facts: dict[str, Any] = field(default_factory=dict)
    seconds: int = 10


@dataclass(frozen=True)
class Done:
    """What an act gave."""

    value: Any = None
    changed: frozenset[str] = frozenset()
    sentence: str | None = None
    take_back: Back | None = None


class PlainDesk:
    """Runs what it is given: an action is called with ``progress`` and its facts and returns a Done."""

    who = Person()
    today = TODAY

    def may(self, permission: Any, /) -> bool:
        """Everything but what is called forbidden."""
        return bool(permission != "forbidden")

    def do(self, action: Callable[..., Any], /, *, progress: Any = None, **facts: Any) -> Any:
        """Run an action."""
        return action(progress, **facts)

    def ask(self, query: Callable[..., Any], /, **args: Any) -> Any:
        """Run a query."""
        return query(**args)
