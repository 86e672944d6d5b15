"""What the access room answers: users, the audit, and the find box."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from housingdesk.access import logins
from housingdesk.access.act import Who
from housingdesk.access.attempts import ATTEMPTS
from housingdesk.access.models import AuditChange, AuditEvent, FindEntry, User
from housingdesk.access.passwords import is_right
from housingdesk.access.rules import Role
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.errors import Refused
from housingdesk.values.text import fold, squash

_RANKED = 200


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as listed. ``last_seen`` is UTC."""

    id: int
    version: int
    name: str
    initials: str
    login: str
    role: Role
    active: bool
    last_seen: datetime | None


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


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its kind (the table's name) and id, what to show, and where the fragment stands in the label."""

    kind: str
    record_id: int
    label: str
    detail: str
    rank: int


def users() -> list[UserRow]:
    """Everybody, active first, by name."""
    rows = User.select().order_by(User.active.desc(), User.name)
    return [UserRow(u.id, u.version, u.name, u.initials, u.login, u.role, u.active, u.last_seen) for u in rows]


def sign_in(login: str, password: str) -> Who:
    """The person behind a login on SQLite; Refused with one sentence that does not say which half was wrong.

    Many wrong passwords in a row are answered more and more slowly. ``door.sign_in`` audits them as well.
    """
    name = login.strip().lower()
    ATTEMPTS.require_wait_over(name)
    user = User.get_or_none((User.login == name) & (User.active == True))  # noqa: E712
    if not is_right(user.password_hash if user is not None else None, password) or user is None:
        ATTEMPTS.wrong(name)
        raise Refused("That name and password do not go together")
    ATTEMPTS.right(name)
    return _who(user)


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


def who(user_id: int) -> Who:
    """The person with this id, as acts carry it."""
    return _who(User.get_by_id(user_id))


def _who(user: User) -> Who:
    return Who(user.id, user.name, user.initials, str(user.role))


def who_by_login(login: str) -> Who:
    """The active person with this login (on PostgreSQL: the login role itself); Refused if there is none."""
    user = User.get_or_none((User.login == login) & (User.active == True))  # noqa: E712
    if user is None:
        raise Refused(f"There is no user {login} here. Ask an administrator to add you")
    return _who(user)


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


def find(text: str, limit: int = 8, kinds: tuple[str, ...] = ()) -> list[Hit]:
    """What fits a fragment of three or more characters anywhere, or the start of a name or reference below that.

    Several words must all fit. Current people and homes come before former ones, a label that begins with the fragment
    before one that only holds it; only the first 200 hits are ranked.
    """
    wanted = fold(text).split()
    bare = squash(text)
    if not bare:
        return []
    if len(bare) < 3:
        rows = FindEntry.select().where(FindEntry.start.startswith(fold(text).strip()))
        hits = [_hit(r) for r in _of(rows, kinds).order_by(FindEntry.rank, FindEntry.start).limit(_RANKED)]
    else:
        hits = [Hit(*row) for row in _matching(wanted, bare, kinds)]
    first = wanted[0]
    hits.sort(key=lambda h: (h.rank, not fold(h.label).startswith(first), fold(h.label), h.kind, h.record_id))
    return hits[:limit]


def _of(query: Any, kinds: tuple[str, ...]) -> Any:
    return query.where(FindEntry.kind.in_(kinds)) if kinds else query


def _hit(row: FindEntry) -> Hit:
    return Hit(row.kind, row.record, row.label, row.detail, row.rank)


def _matching(wanted: list[str], bare: str, kinds: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Rows whose folded words hold every wanted fragment, or the squashed text as one (phones, references)."""
    database = FindEntry._meta.database
    columns = "f.kind, f.record_id, f.label, f.detail, f.rank"
    kind_clause = f" AND f.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    long, short = [w for w in wanted if len(w) >= 3], [w for w in wanted if len(w) < 3]
    found: dict[tuple[str, int], tuple[Any, ...]] = {}
    alternatives: list[tuple[list[str], list[str]]] = [(long, short)] if long else []
    if [bare] != wanted and (any(c.isdigit() for c in bare) or not long):
        alternatives.append(([bare], []))
    for longs, shorts in alternatives:
        if is_postgresql(database):
            clause = " AND ".join(["f.words LIKE ?"] * (len(longs) + len(shorts)))
            values: list[Any] = [f"%{_escaped(w)}%" for w in longs + shorts]
            text = f"SELECT {columns} FROM find_entry f WHERE {clause}{kind_clause} LIMIT {_RANKED}"
        else:
            clause = "".join(" AND f.words LIKE ? ESCAPE '\\'" for _ in shorts)
            values = [" AND ".join('"' + w.replace('"', '""') + '"' for w in longs),
                      *(f"%{_escaped(w)}%" for w in shorts)]
            text = (f"SELECT {columns} FROM find_index i JOIN find_entry f ON f.id = i.rowid "
                    f"WHERE i.words MATCH ?{clause}{kind_clause} LIMIT {_RANKED}")
        for row in database.execute_sql(sql(database, text), [*values, *kinds]).fetchall():
            found.setdefault((row[0], row[1]), tuple(row))
    return list(found.values())


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def require_user(user_id: int) -> User:
    """The stored user, for actions; Refused if there is none."""
    user = User.get_or_none(User.id == user_id)
    if user is None:
        raise Refused("This user is no longer there")
    return user
