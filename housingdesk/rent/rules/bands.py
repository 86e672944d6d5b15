"""Who may allow how much money to move on an account: bands of approval, and that nobody allows what they asked for.

The amounts are the association's own dated settings (rulebook §5.4); above the manager's band it is the board that allows,
and a manager writes down its minute. Pure.
"""

from datetime import date

from housingdesk.rent.rules.words import RequestKind
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import fold

FAMILY: dict[RequestKind, str] = {RequestKind.REFUND: "refunds", RequestKind.WRITE_OFF: "write_offs",
                                  RequestKind.REINSTATEMENT: "write_offs", RequestKind.ADJUSTMENT: "adjustments"}
"""By which settings a kind of request is judged: ``money.<family>.finance`` and ``money.<family>.manager``."""

_FINANCE = frozenset({"finance"})
_MANAGERS = frozenset({"manager", "administrator"})


@frozen
class Bands:
    """Up to how many pence finance and a manager may allow; above the second only the board."""

    finance_pence: int
    manager_pence: int

    def limit(self, role: str) -> int:
        """Up to how many pence a role may move or allow; nil for a role that may not."""
        if role in _MANAGERS:
            return max(self.finance_pence, self.manager_pence)
        return self.finance_pence if role in _FINANCE else 0

    def needs_board(self, pence: int) -> bool:
        """Whether so much is for the board to allow."""
        return abs(pence) > self.limit("manager")


@frozen
class Minute:
    """Where the board's decision is written: the minute's reference and the day of the meeting."""

    reference: str
    on: date

    @property
    def words(self) -> str:
        """``Board minute 2026/41 of 12 November 2026``."""
        return f"Board minute {self.reference.strip()} of {format_date(self.on)}"


@frozen
class Hand:
    """Somebody who asks or allows: their user number, name and role."""

    user_id: int | None
    name: str
    role: str


def why_not(bands: Bands, pence: int, asked_by: Hand, who: Hand) -> str:
    """Why this person may not allow it; empty when they may (with the board's minute where the board allows it).

    >>> ann, sam = Hand(1, "Ann Brown", "finance"), Hand(2, "Sam Dutta", "finance")
    >>> why_not(Bands(25_000, 100_000), 20_000, ann, ann)
    'You asked for it, so somebody else has to allow it'
    >>> why_not(Bands(25_000, 100_000), 30_000, ann, sam)
    '£300.00 is above the £250.00 that finance may allow. A manager may'
    """
    if who.user_id is None or who.user_id == asked_by.user_id:
        return "You asked for it, so somebody else has to allow it"
    if fold(who.name).strip() == fold(asked_by.name).strip():
        return f"It was asked for by a login in your own name, {asked_by.name}. Somebody of another name has to allow it"
    if who.role not in _FINANCE | _MANAGERS:
        return f"A {who.role} does not allow money. Finance or a manager does"
    if who.role in _FINANCE and abs(pence) > bands.limit(who.role):
        then = "The board may, and a manager writes down its minute" if bands.needs_board(pence) else "A manager may"
        return f"{format_pence(abs(pence))} is above the {format_pence(bands.limit(who.role))} that finance may allow. {then}"
    return ""


def why_no_minute(bands: Bands, pence: int, minute: Minute | None, today: date) -> str:
    """What is missing of the board's minute; empty when none is needed or it is there."""
    if not bands.needs_board(pence):
        return ""
    if minute is None or not minute.reference.strip():
        most = format_pence(bands.limit("manager"))
        return (f"{format_pence(abs(pence))} is above the {most} that a manager may allow. Give "
                "the reference and the day of the board’s minute")
    if minute.on > today:
        return "The board’s minute is not of a day to come"
    return ""


def why_not_alone(bands: Bands, pence: int, role: str) -> str:
    """Why a person may not post an adjustment of so much by themselves; empty when they may."""
    limit = bands.limit(role)
    if abs(pence) <= limit:
        return ""
    return (f"{format_pence(abs(pence))} is above the {format_pence(limit)} that you may adjust by yourself. Ask for it, and "
            f"somebody else allows it")
