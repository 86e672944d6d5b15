"""What the access room answers: users, the audit, and the find box."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from housingdesk.access import logins
from housingdesk.access.act import Who
from housingdesk.access.attempts import ATTEMPTS
from housingdesk.access.find_index import Hit, find, near_misses
from housingdesk.access.models import AuditChange, AuditEvent, User
from housingdesk.access.passwords import is_right
from housingdesk.access.users import UserRow, carried, users, who, who_by_login
from housingdesk.db.dialect import is_postgresql
from housingdesk.errors import Refused

__all__ = ["AuditRow", "Hit", "UserRow", "audit", "check_password", "find", "near_misses", "require_user", "sign_in",
           "users", "who", "who_by_login"]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the audit."""

    id: int
    at: datetime
    who: str
    action: str
    summary: str
    subject: str | None
    changes: int


def sign_in(login: str, password: str) -> Who:
    """The person behind a login on SQLite; Refused with one sentence that does not say which half was wrong.

    Many wrong passwords in a row are answered more and more slowly. ``door.sign_in`` audits them as well.
    """
    name = login.strip().lower()
    ATTEMPTS.require_wait_over(name)
    user = User.get_or_none(User.login.typed(name) & (User.active == True))  # noqa: E712
    if not is_right(user.password_hash if user is not None else None, password) or user is None:
        ATTEMPTS.wrong(name)
        raise Refused("That name and password do not go together")
    ATTEMPTS.right(name)
    return carried(user)


def check_password(user_id: int, password: str) -> bool:
    """Whether the password is that of the person who is signed in, for the lock screen; slowed like a sign-in.

    On PostgreSQL the server is asked, so it answers for the login of this connection alone.
    """
    user = User.get_by_id(user_id)
    ATTEMPTS.require_wait_over(user.login)
    database = User._meta.database
    right = logins.password_fits(database, password) if is_postgresql(database) else is_right(user.password_hash, password)
    (ATTEMPTS.right if right else ATTEMPTS.wrong)(user.login)
    return right


def audit(limit: int = 200, subject: str | None = None, before_id: int | None = None) -> list[AuditRow]:
    """The newest acts first, of all or about one record (``"tenancy:12"``)."""
    query = AuditEvent.select(AuditEvent.id, AuditEvent.at, AuditEvent.who, AuditEvent.action, AuditEvent.summary,
                              AuditEvent.subject)
    if subject is not None:
        query = query.where(AuditEvent.subject == subject)
    if before_id is not None:
        query = query.where(AuditEvent.id < before_id)
    rows = list[Any](query.order_by(AuditEvent.id.desc()).limit(limit).tuples())
    count = (AuditChange.select(AuditChange.event, fn.COUNT(AuditChange.id))
             .where(AuditChange.event.in_([row[0] for row in rows])).group_by(AuditChange.event))
    changes = {row[0]: row[1] for row in list[Any](count.tuples())}
    return [AuditRow(id, at, who, action, text, about, changes.get(id, 0)) for id, at, who, action, text, about in rows]


def require_user(user_id: int) -> User:
    """The stored user, for actions; Refused if there is none."""
    user = User.get_or_none(User.id == user_id)
    if user is None:
        raise Refused("This user is no longer there")
    return user
