"""The words of bringing in another system's data."""

from enum import StrEnum


class Sheet(StrEnum):
    """What a file holds, in the order in which they are brought in."""

    HOMES = "homes"
    PEOPLE = "people"
    TENANCIES = "tenancies"
    CHARGES = "charges"
    BALANCES = "opening balances"
    HISTORY = "history"


class IntakeState(StrEnum):
    """How far a bringing-in is."""

    OPEN = "being prepared"
    DONE = "brought in"
    TAKEN_BACK = "taken back"


class ControlKind(StrEnum):
    """What the old system says there should be, and what came in is held against."""

    HOMES = "homes"
    PEOPLE = "people"
    TENANCIES = "current tenancies"
    FORMER = "former tenancies"
    CHARGES = "weekly charges"
    OWED = "owed on accounts in arrears"
    CREDIT = "held on accounts in credit"
    BALANCE = "sum of all balances"
    BESIDE = "court costs, recharges and overpayments"
