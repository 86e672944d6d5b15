"""Changes in the access room: adding users, what they may do, their passwords."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.models import User
from housingdesk.access.passwords import hash_password
from housingdesk.access.queries import require_user
from housingdesk.access.rules import Permission, Role, initials
from housingdesk.errors import Refused


@needs(Permission.KEEP_USERS)
def add_user(act: Act, *, name: str, login: str, role: Role, password: str | None = None) -> int:
    """Adds a user; returns the id. ``password`` is None on PostgreSQL, where the server keeps the login role."""
    name, login = " ".join(name.split()), login.strip().lower()
    if not name or not login:
        raise Refused("A user has a name and a login")
    if User.select().where(User.login == login).exists():
        raise Refused(f"There is already a user with the login {login}")
    user = act.add(User(name=name, initials=initials(name), login=login, role=role,
                        password_hash=hash_password(password) if password is not None else None))
    act.say(f"{name} added as {role}", about=("user", user.id))
    return int(user.id)


@needs(Permission.KEEP_USERS)
def change_role(act: Act, *, user_id: int, role: Role) -> None:
    """Gives a user another role; the last active administrator cannot be lost."""
    user = require_user(user_id)
    _keep_an_administrator(user, leaving=role is not Role.ADMINISTRATOR)
    was = user.role
    act.change(user, role=role)
    act.say(f"{user.name} is now {role}", about=("user", user.id))
    act.take_back(change_role, f"make {user.name} {was} again", user_id=user_id, role=was)


@needs(Permission.KEEP_USERS)
def set_active(act: Act, *, user_id: int, active: bool) -> None:
    """Lets a user in or keeps a user out; what the user did stays in the audit."""
    user = require_user(user_id)
    _keep_an_administrator(user, leaving=not active)
    act.change(user, active=active)
    act.say(f"{user.name} may {'sign in again' if active else 'no longer sign in'}", about=("user", user.id))
    act.take_back(set_active, f"let {user.name} {'out' if active else 'in'} again", user_id=user_id, active=not active)


@needs(Permission.LOOK)
def set_own_password(act: Act, *, password: str) -> None:
    """Sets the password of the person who is signed in."""
    if act.who.id is None:
        raise Refused("Nobody is signed in")
    user = require_user(act.who.id)
    act.change(user, password_hash=hash_password(password))
    act.say("Your password is changed", about=("user", user.id))


@needs(Permission.KEEP_USERS)
def reset_password(act: Act, *, user_id: int, password: str) -> None:
    """Sets another user's password."""
    user = require_user(user_id)
    act.change(user, password_hash=hash_password(password))
    act.say(f"New password for {user.name}", about=("user", user.id))


def _keep_an_administrator(user: User, *, leaving: bool) -> None:
    if not leaving or user.role is not Role.ADMINISTRATOR:
        return
    others = User.select().where((User.role == Role.ADMINISTRATOR) & (User.active == True) & (User.id != user.id))  # noqa: E712
    if not others.exists():
        raise Refused(f"{user.name} is the only administrator. Make somebody else administrator first")
