"""The door with its two locks. A file: a name and a password that guard the screen, and a passphrase that guards the file.
A server: each person's own login, so that the server itself lets in and holds back.

Decides who comes in; what they may do inside is ``rules`` and ``rights``.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from housingdesk.access import logins, queries
from housingdesk.access.act import Who
from housingdesk.access.actions import add_first_administrator
from housingdesk.access.attempts import ATTEMPTS
from housingdesk.access.desk import Desk, system_clock
from housingdesk.access.models import AuditEvent, User
from housingdesk.access.rules import Role, initials
from housingdesk.db import address
from housingdesk.db.connection import Store, open_store
from housingdesk.db.failures import WrongPassword, in_words
from housingdesk.db.transaction import writing
from housingdesk.errors import Refused

Clock = Callable[[], datetime]


def come_in(where: str | Path, login: str, password: str, *, passphrase: str | None = None, lock: bool = True,
            clock: Clock = system_clock) -> Desk:
    """Opens a database and signs a person in; on a server the login and password are those of the connection itself.

    Refused or BadFile, with the database closed again, for all that ``open_store`` and ``sign_in`` refuse.
    """
    place = str(where)
    if not address.is_postgresql(place):
        store = open_store(where, passphrase=passphrase, lock=lock)
    else:
        name = login.strip().lower()
        ATTEMPTS.require_wait_over(name)
        try:
            store = open_store(address.put(place, login=name, password=password))
        except WrongPassword:
            ATTEMPTS.wrong(name)
            raise
        ATTEMPTS.right(name)
    try:
        return sign_in(store, login, password, clock=clock)
    except Refused:
        store.close()
        raise


def sign_in(store: Store, login: str, password: str, *, clock: Clock = system_clock) -> Desk:
    """The desk of a person at an open store. Refused with one sentence; wrong passwords are slowed and audited.

    On PostgreSQL whoever's connection it is comes in: the server has checked the password already.
    """
    with in_words(), store.connected() as database:
        if store.postgresql:
            who = queries.who_by_login(logins.login_of(database))
            logins.note_seen(database)
            return Desk(store, who, clock)
        try:
            who = queries.sign_in(login, password)
        except Refused as refusal:
            _audit(store, login, str(refusal), clock)
            raise
        with writing(database):
            User.update(last_seen=clock()).where(User.id == who.id).execute()
    return Desk(store, who, clock)


def first_administrator(store: Store, *, name: str, login: str, password: str | None, clock: Clock = system_clock) -> Who:
    """The first person of a new database, who may then add the others; Refused when there is anybody already."""
    nobody = Who(None, name, initials(name), str(Role.ADMINISTRATOR))
    made = Desk(store, nobody, clock).do(add_first_administrator, name=name, login=login, password=password)
    with store.connected():
        return queries.who(int(made.value))


def needs_first_administrator(store: Store) -> bool:
    """Whether nobody works here yet."""
    with in_words(), store.connected():
        return not User.select(User.id).exists()


def what_it_leaves_open(store: Store) -> str | None:
    """What the sign-in does not guard, in a sentence for the screen; None when nothing is left open."""
    if store.path is None or store.encrypted:
        return None
    return (f"Your password guards this screen, not the file: whoever can copy {store.path.name} from this PC can read it. "
            f"Encrypt the file to close that too")


def _audit(store: Store, login: str, sentence: str, clock: Clock) -> None:
    """A refused sign-in. A name that is not known here is not written down: it may be a password in the wrong field."""
    with store.connected() as database, writing(database):
        user = User.get_or_none(User.login.typed(login.strip().lower()))
        name = user.login if user is not None else "a name that is not known here"
        AuditEvent.create(at=clock().astimezone(UTC), user=None, who="nobody", action="access.sign_in",
                          summary=f"Sign-in refused for {name}: {sentence}"[:2000],
                          subject=f"user:{user.id}" if user is not None else None)
