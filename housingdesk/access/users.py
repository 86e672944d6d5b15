"""Who works here: everybody as listed, and one person as acts carry them. Checks no password."""

from datetime import datetime

from housingdesk.access.act import Who
from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.errors import Refused
from housingdesk.values.rows import frozen


@frozen
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


def users() -> list[UserRow]:
    """Everybody, active first, by name."""
    rows = User.select().order_by(User.active.desc(), User.name)
    return [UserRow(u.id, u.version, u.name, u.initials, u.login, u.role, u.active, u.last_seen) for u in rows]


def who(user_id: int) -> Who:
    """The person with this id, as acts carry it."""
    return carried(User.get_by_id(user_id))


def carried(user: User) -> Who:
    """A stored user as acts carry them."""
    return Who(user.id, user.name, user.initials, str(user.role))


def who_by_login(login: str) -> Who:
    """The active person with this login (on PostgreSQL: the login role itself); Refused if there is none."""
    user = User.get_or_none(User.login.typed(login) & (User.active == True))  # noqa: E712
    if user is None:
        raise Refused(f"There is no user {login} here. Ask an administrator to add you")
    return carried(user)
