"""Argon2 for the SQLite door. It guards the screen, not the file, until the file is encrypted."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from housingdesk.errors import Refused

_HASHER = PasswordHasher()
SHORTEST = 10


def hash_password(password: str) -> str:
    """An argon2id hash; Refused when the password is too short."""
    if len(password) < SHORTEST:
        raise Refused(f"A password has at least {SHORTEST} characters. Three words together are easy to remember")
    return _HASHER.hash(password)


def is_right(password_hash: str, password: str) -> bool:
    """Whether a password fits its hash."""
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
