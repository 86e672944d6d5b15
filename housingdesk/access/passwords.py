"""Argon2 for the SQLite door. It guards the screen, not the file, until the file is encrypted."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from housingdesk.errors import Refused

_HASHER = PasswordHasher()
_NOBODY = ("$argon2id$v=19$m=65536,t=3,p=4$c29tZSBzYWx0IG9mIG91cnM$"
           "Yv2c8m3kq0mXoS6QyqkQb0Jm4hYy0oRlq1yqkq2mJ5A")
SHORTEST = 10


def require_long_enough(password: str) -> None:
    """Refused when a password is too short to be one."""
    if len(password) < SHORTEST:
        raise Refused(f"A password has at least {SHORTEST} characters. Three words together are easy to remember")


def hash_password(password: str) -> str:
    """An argon2id hash; Refused when the password is too short."""
    require_long_enough(password)
    return _HASHER.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether a password fits its hash; without a hash the answer is no, and takes as long."""
    try:
        return _HASHER.verify(password_hash or _NOBODY, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False
