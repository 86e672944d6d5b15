"""What the audit says of acts, for tests that every action leaves its line and a refused one leaves nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from housingdesk.access.desk import Desk, Outcome
from housingdesk.access.models import AuditChange, AuditEvent
from housingdesk.errors import Refused


def last_act(desk: Desk) -> tuple[str, str, str | None, list[tuple[str, str]]]:
    """Action, summary, subject of the newest act, and its changes as ``(table, kind)``."""
    event = desk.ask(lambda: AuditEvent.select().order_by(AuditEvent.id.desc()).first())
    changes: Any = desk.ask(lambda: list(AuditChange.select(AuditChange.table, AuditChange.kind)
                                         .where(AuditChange.event == event.id).order_by(AuditChange.id).tuples()))
    return event.action, event.summary, event.subject, changes


def acts(desk: Desk) -> int:
    """How many acts the audit holds."""
    return int(desk.ask(lambda: AuditEvent.select().count()))


def refused(desk: Desk, action: Callable[..., Any], **facts: Any) -> str:
    """The sentence with which an action is refused; the audit proves that nothing was done."""
    before = acts(desk)
    with pytest.raises(Refused) as caught:
        desk.do(action, **facts)
    assert acts(desk) == before
    return str(caught.value)


def taken_back(desk: Desk, outcome: Outcome) -> Outcome:
    """Takes an act back as Ctrl+Z does."""
    assert outcome.take_back is not None
    return desk.do(outcome.take_back.action, **outcome.take_back.facts)
