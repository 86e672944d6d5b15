"""Settings of reviews: in which rhythm agreements are looked at. The last days that law gives are not settings."""

from housingdesk.settings.rules.kinds import Declared, Group, Kind

_NO_LAW = "No law gives it: enter it as your policy has it."
_POLICY = "The association’s policy"


def _number(key: str, label: str, default: int, words: str, low: int, high: int) -> Declared:
    return Declared(key=f"reviews.{key}", group=Group.HOMES, label=label, kind=Kind.NUMBER, default=default, low=low, high=high,
                    help=f"{words} {_NO_LAW}", source=_POLICY, dated=False)


REVIEWS = (
    _number("settling_weeks", "Settling-in visit within", 6, "Weeks after a starter tenancy began, four at the earliest.",
            1, 26),
    _number("starter_first", "First review of a starter tenancy", 6, "Months after it began.", 1, 11),
    _number("starter_second", "Second review of a starter tenancy", 9, "Months after it began.", 1, 11),
    _number("starter_decide", "Starter tenancies are decided by", 11,
            "Months after it began. A notice that makes it longer must be served before the twelve months end.", 1, 12),
    _number("fixed_months", "Fixed terms are reviewed", 8,
            "Months before the end. Notice that no further tenancy is proposed must be served six months before it.", 6, 24),
    _number("licence_weeks", "Licences are reviewed every", 12, "Weeks. Nought: never.", 0, 104),
    _number("support_weeks", "Support plans are reviewed every", 12, "Weeks, in supported housing. Nought: never.", 0, 104),
    Declared(key="reviews.asked_from", group=Group.HOMES, label="Reviews are asked for from", kind=Kind.DATE, empty=True,
             dated=False, help="Reviews that were due before this day are left out: they are in the old files."),
)
