"""Each person's own login role on the PostgreSQL server, asked of the functions that the first migration made.

The server itself decides whether the person who asks may: these functions serve administrators of this database, and
only for logins that it made. A password leaves this PC as a SCRAM verifier, never as text.
"""

from typing import Any

from housingdesk.access.passwords import require_long_enough
from housingdesk.access.rules import Role

Database = Any


def add_login(database: Database, login: str, password: str | None, role: Role) -> bool:
    """Makes the login, or takes in one that the server knows already; True when it has the password given here."""
    verifier = None if password is None else _verifier(database, login, password)
    return bool(_ask(database, "SELECT hd_add_login(%s, %s, %s)", login, verifier, str(role)) == "made")


def set_role(database: Database, login: str, role: Role) -> None:
    """Moves a login into the group of another role."""
    _ask(database, "SELECT hd_set_role(%s, %s)", login, str(role))


def set_active(database: Database, login: str, active: bool, role: Role) -> None:
    """Takes a login's rights away from its next statement on, or gives them back."""
    _ask(database, "SELECT hd_set_login_active(%s, %s, %s)", login, active, str(role))


def set_password(database: Database, login: str, password: str) -> None:
    """Sets another person's password."""
    _ask(database, "SELECT hd_set_password(%s, %s)", login, _verifier(database, login, password))


def set_own_password(database: Database, login: str, password: str) -> None:
    """Sets the password of the login that is connected, which the server lets everybody do."""
    verifier = _verifier(database, login, password)
    database.execute_sql(f"ALTER ROLE CURRENT_USER PASSWORD '{verifier}'")
    database.after_commit(lambda: database.connect_params.update(password=password))


def password_fits(database: Database, password: str) -> bool:
    """Whether the login that is connected gets in with this password too."""
    return bool(database.lets_in(password))


def note_seen(database: Database) -> None:
    """Notes that the login that is connected was here."""
    _ask(database, "SELECT hd_seen()")


def login_of(database: Database) -> str:
    """Whose connection this is, in the server's own words."""
    return str(_ask(database, "SELECT session_user::text"))


def _verifier(database: Database, login: str, password: str) -> str:
    require_long_enough(password)
    made: bytes = database.connection().pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def _ask(database: Database, statement: str, *values: Any) -> Any:
    return database.execute_sql(statement, values).fetchone()[0]
