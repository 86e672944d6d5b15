"""Who may do what: permissions, and the roles that bundle them. Pure words; the doors are in ``desk``."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a person may be allowed to do, worded as people say it."""

    LOOK = "look at accounts and homes"
    WRITE_NOTES = "write notes and diary entries"
    KEEP_PEOPLE = "change people and their contact details"
    KEEP_HOMES = "change homes"
    KEEP_TENANCIES = "start, change and end tenancies and licences"
    KEEP_APPLICANTS = "keep applicants, offers and sign-ups"
    SEE_RISK = "see risk and support information"
    KEEP_CHARGES = "change rents and charges"
    RUN_DEBIT = "run the debit"
    POST_MONEY = "import and post money"
    ADJUST_ACCOUNTS = "adjust and reverse entries"
    CLOSE_PERIODS = "close a period"
    SEND_LETTERS = "make and print letters"
    KEEP_LETTERS = "change the wording of letters"
    SERVE_NOTICES = "prepare and serve notices"
    CONFIRM_WORDING = "confirm the official wording of notices"
    KEEP_SETTINGS = "change settings"
    KEEP_USERS = "add users and change what they may do"
    BRING_IN = "bring in another system's data"
    BACK_UP = "back up the database"


class Role(StrEnum):
    """What a person is here to do. On PostgreSQL each role is also a group role of the server."""

    READER = "reader"
    COORDINATOR = "coordinator"
    FINANCE = "finance"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


IDLE_LOCK_MINUTES = "access.idle_lock_minutes"
"""The setting that says after how many minutes without a key or the mouse the screen locks itself; 0 is never."""

_COORDINATOR = frozenset({Permission.LOOK, Permission.WRITE_NOTES, Permission.KEEP_PEOPLE, Permission.KEEP_TENANCIES,
                          Permission.POST_MONEY, Permission.RUN_DEBIT, Permission.SEND_LETTERS, Permission.SERVE_NOTICES,
                          Permission.KEEP_LETTERS, Permission.KEEP_APPLICANTS, Permission.SEE_RISK, Permission.BACK_UP})
_FINANCE = frozenset({Permission.LOOK, Permission.WRITE_NOTES, Permission.KEEP_CHARGES, Permission.RUN_DEBIT,
                      Permission.POST_MONEY, Permission.ADJUST_ACCOUNTS, Permission.CLOSE_PERIODS,
                      Permission.SEND_LETTERS, Permission.BACK_UP})
_MANAGER = _COORDINATOR | _FINANCE | {Permission.KEEP_HOMES, Permission.CONFIRM_WORDING}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset({Permission.LOOK}),
    Role.COORDINATOR: _COORDINATOR,
    Role.FINANCE: _FINANCE,
    Role.MANAGER: _MANAGER,
    Role.ADMINISTRATOR: _MANAGER | {Permission.KEEP_SETTINGS, Permission.KEEP_USERS, Permission.BRING_IN},
}


def may(role: Role, permission: Permission) -> bool:
    """Whether a role holds a permission."""
    return permission in PERMISSIONS[role]


def initials(name: str) -> str:
    """``"Ann Brown" -> "AB"``."""
    words = [w for w in name.split() if w[:1].isalpha()]
    return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"
