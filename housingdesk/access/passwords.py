"""Argon2 for the SQLite door. It guards the screen, not the file, until the file is encrypted.

The hasher is imported when a password is first looked at: a start without a sign-in does not wait for it.
"""

from functools import cache
from typing import TYPE_CHECKING

from housingdesk.errors import Refused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 10
_NOBODYS = ("$argon2id$v=19$m=65536,t=3,p=4$W9oF5x0PfYUSKiM9qv2Z3"
            "g$xStHwacg8ZQDP4D0QKEznNk8rvyKTkUSpPXTvuGlsGc")


def require_long_enough(password: str) -> None:
    """Refused when a password is too short to be one."""
    if len(password) < SHORTEST:
        raise Refused(f"A password has at least {SHORTEST} characters. Three words together are easy to remember")


def hash_password(password: str) -> str:
    """An argon2id hash; Refused when the password is too short."""
    require_long_enough(password)
    return _hasher().hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether a password fits its hash; without a hash the answer is no, and takes as long."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(password_hash or _NOBODYS, password) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()
