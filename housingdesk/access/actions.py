"""Changes in the access room: adding users, what they may do, their passwords."""

from collections.abc import Sequence

from housingdesk.access import logins
from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.models import User
from housingdesk.access.passwords import hash_password
from housingdesk.access.queries import require_user
from housingdesk.access.rules import Permission, Role, initials
from housingdesk.db.dialect import is_postgresql
from housingdesk.errors import Refused
from housingdesk.values.text import sentence_case


@needs(Permission.KEEP_USERS)
def add_user(act: Act, *, name: str, login: str, role: Role, password: str | None = None) -> int:
    """Adds a user; returns the id. On PostgreSQL the person's own login role is made on the server with the password.

    Without a password nobody can sign in by it: on PostgreSQL a login that the server knows already is taken in, and one
    that it does not know is not made.
    """
    name, login = " ".join(name.split()), login.strip().lower()
    if not name or not login:
        raise Refused("A user has a name and a login")
    if User.select().where(User.login == login).exists():
        raise Refused(f"There is already a user with the login {login}")
    server, kept = is_postgresql(act.database), ""
    if server and not logins.add_login(act.database, login, password, role) and password is not None:
        kept = f". The server knew the login {login} already, and it keeps its own password"
    user = act.add(User(name=name, initials=initials(name), login=login, role=role,
                        password_hash=hash_password(password) if password is not None and not server else None))
    act.say(f"{name} added as {role}{kept}", about=("user", user.id))
    return int(user.id)


@needs(Permission.KEEP_USERS)
def add_first_administrator(act: Act, *, name: str, login: str, password: str | None) -> int:
    """The first user of a new database; Refused when there is anybody already. Returns the id."""
    if User.select().exists():
        raise Refused("People work here already. An administrator among them adds others")
    return add_user(act, name=name, login=login, role=Role.ADMINISTRATOR, password=password)


@needs(Permission.KEEP_USERS)
def change_role(act: Act, *, user_id: int, role: Role) -> None:
    """Gives a user another role; the last active administrator cannot be lost."""
    user = require_user(user_id)
    _keep_an_administrator(user, leaving=role is not Role.ADMINISTRATOR)
    was = user.role
    act.change(user, role=role)
    if is_postgresql(act.database) and user.active:
        logins.set_role(act.database, user.login, role)
    act.say(f"{user.name} is now {role}", about=("user", user.id))
    act.take_back(change_role, f"make {user.name} {was} again", user_id=user_id, role=was)


@needs(Permission.KEEP_USERS)
def set_active(act: Act, *, user_id: int, active: bool) -> None:
    """Lets a user in or keeps a user out; what the user did stays in the audit."""
    user = require_user(user_id)
    _keep_an_administrator(user, leaving=not active)
    act.change(user, active=active)
    if is_postgresql(act.database):
        logins.set_active(act.database, user.login, active, user.role)
    act.say(f"{user.name} may {'sign in again' if active else 'no longer sign in'}", about=("user", user.id))
    act.take_back(set_active, f"let {user.name} {'out' if active else 'in'} again", user_id=user_id, active=not active)


@needs(Permission.LOOK)
def set_own_password(act: Act, *, password: str) -> None:
    """Sets the password of the person who is signed in."""
    if act.who.id is None:
        raise Refused("Nobody is signed in")
    user = require_user(act.who.id)
    if is_postgresql(act.database):
        logins.set_own_password(act.database, user.login, password)
    else:
        act.change(user, password_hash=hash_password(password))
    act.say("Your password is changed", about=("user", user.id))


@needs(Permission.KEEP_USERS)
def reset_password(act: Act, *, user_id: int, password: str) -> None:
    """Sets another user's password."""
    user = require_user(user_id)
    if is_postgresql(act.database):
        if not (user.active and logins.add_login(act.database, user.login, password, user.role)):
            logins.set_password(act.database, user.login, password)
    else:
        act.change(user, password_hash=hash_password(password))
    act.say(f"New password for {user.name}", about=("user", user.id))


@needs(Permission.LOOK)
def log_interview(act: Act, *, household: str, about: tuple[str, int] | None, minutes: int, screens: Sequence[str],
                  shown: Sequence[str]) -> None:
    """Notes in the audit what was on screen while a household was at the desk: screens and pages by their names."""
    lasted = f"{minutes} minute{'' if minutes == 1 else 's'}" if minutes else "less than a minute"
    parts = [f"Privacy mode was on for {household}, {lasted}",
             f"on screen: {', '.join(screens) or 'nothing of theirs'}",
             f"shown to them: {', '.join(shown)}" if shown else ""]
    act.say(". ".join(sentence_case(part) for part in parts if part), about=about)


def _keep_an_administrator(user: User, *, leaving: bool) -> None:
    if not leaving or user.role is not Role.ADMINISTRATOR:
        return
    others = User.select().where((User.role == Role.ADMINISTRATOR) & (User.active == True) & (User.id != user.id))  # noqa: E712
    if not others.exists():
        raise Refused(f"{user.name} is the only administrator. Make somebody else administrator first")
