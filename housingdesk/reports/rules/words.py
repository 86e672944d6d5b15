"""The words of closing a period and of what is frozen with it."""

from enum import StrEnum


class PeriodKind(StrEnum):
    """What is closed."""

    WEEK = "week"
    FOUR_WEEKS = "4 weeks"
    MONTH = "month"


class SnapshotKind(StrEnum):
    """Why the figures of a day were frozen."""

    SUNDAY = "end of a rent week"
    QUARTER = "end of a quarter"
    CLOSE = "close of a period"


class ArrearsCause(StrEnum):
    """Why what is owed went up or down (rulebook §5.4)."""

    CHARGED = "charged"
    PAID = "paid by people"
    HOUSING_BENEFIT = "Housing Benefit"
    UNIVERSAL_CREDIT = "Universal Credit paid to us"
    OTHERS = "paid by others"
    ADJUSTED = "adjusted"
    BACKDATED = "backdated changes"
    REFUNDED = "refunded"
    WRITTEN_OFF = "written off"
    TRANSFERRED = "moved between accounts"
    STARTED = "new accounts"
    BECAME_FORMER = "became former"
