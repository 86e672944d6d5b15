"""The door: every change goes through ``desk.do`` and every question through ``desk.ask``.

``do`` checks the permission, opens one write transaction, runs the action, writes one audit event, commits, and says
what changed. This module is the only one that asks the clock what day it is.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from housingdesk.access.act import Act, Progress, TakeBack, Who
from housingdesk.access.models import AuditEvent, User
from housingdesk.access.rules import Permission, Role, may
from housingdesk.db.connection import Store
from housingdesk.db.failures import in_words
from housingdesk.db.transaction import writing
from housingdesk.errors import Refused
from housingdesk.values.rows import frozen

F = TypeVar("F", bound=Callable[..., Any])


@frozen
class Outcome:
    """What an act gave back: its value, the tables it changed, what to say, and how to take it back."""

    value: Any
    changed: frozenset[str]
    sentence: str | None
    take_back: TakeBack | None


def needs(permission: Permission) -> Callable[[F], F]:
    """Marks an action with the permission it needs; ``desk.do`` refuses an action without a mark."""

    def mark(action: F) -> F:
        action.needs = permission  # type: ignore[attr-defined]
        return action

    return mark


def system_clock() -> datetime:
    """The time now, with the office's own zone."""
    return datetime.now(UTC).astimezone()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Python does not look for garbage meanwhile: an act's rows live to its end, and tens of thousands take long to look at."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()


class Desk:
    """One person at one store. ``clock`` gives an aware date-time and is replaced in tests."""

    def __init__(self, store: Store, who: Who, clock: Callable[[], datetime] = system_clock) -> None:
        self.store, self.who, self.clock = store, who, clock

    @property
    def today(self) -> date:
        """The date in the office."""
        return self.clock().date()

    def may(self, permission: Permission) -> bool:
        """Whether the person may do it."""
        return may(Role(self.who.role), permission)

    def ask(self, query: Callable[..., Any], /, **args: Any) -> Any:
        """Runs a query on this thread's connection, or on one opened for it; queries never write."""
        with in_words(), self.store.connected():
            return query(**args)

    def do(self, action: Callable[..., Any], /, *, progress: Progress | None = None, **facts: Any) -> Outcome:
        """Runs one action as one transaction and one audit event.

        Raises Refused, Stale or Cancelled, and whatever else goes wrong, with nothing changed.
        """
        permission: Permission | None = getattr(action, "needs", None)
        if permission is None:
            raise RuntimeError(f"{action.__name__} says no permission")
        self._require(Role(self.who.role), permission)
        with in_words(), self.store.connected() as database, writing(database):
            self._require_still(permission)
            moment = self._moment(database)
            act = Act(database, self.who, moment.date(), moment.astimezone(UTC), progress)
            with collector_at_rest():
                value = action(act, **facts)
            self._audit(act, action)
        return Outcome(value, frozenset(act.changed), act.sentence, act.undo)

    def _require(self, role: Role, permission: Permission) -> None:
        if not may(role, permission):
            raise Refused(f"Your role ({role}) does not let you {permission}. Ask an administrator")

    def _require_still(self, permission: Permission) -> None:
        """What an administrator changed since this person signed in holds at once."""
        if self.who.id is None:
            return
        now = User.select(User.role, User.active).where(User.id == self.who.id).tuples().first()
        if now is None or not now[1]:
            raise Refused(f"{self.who.name} may no longer sign in here. Ask an administrator")
        self._require(now[0], permission)

    def _moment(self, database: Any) -> datetime:
        """The server's own time where several seats share one, this PC's otherwise; in the office's zone."""
        here = self.clock()
        if self.store.postgresql and self.clock is system_clock:
            server: datetime = database.execute_sql("SELECT clock_timestamp()").fetchone()[0]
            return server.astimezone(here.tzinfo)
        return here

    def _audit(self, act: Act, action: Callable[..., Any]) -> None:
        name = f"{action.__module__.removeprefix('housingdesk.').removesuffix('.actions')}.{action.__name__}"
        event = AuditEvent.create(at=act.now, user=act.who.id, who=act.who.name, action=name,
                                  summary=(act.sentence or action.__name__.replace("_", " "))[:2000], subject=act.subject)
        act.close_audit(event.id)
        act.changed.add("audit_event")
