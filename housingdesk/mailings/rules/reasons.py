"""Why a letter is not made, what would settle it, and where that is done. Pure.

Holds and the words of the ladder are not decided here: this says how each is shown and settled.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import squash

_NUMBER = re.compile(r"\d+[A-Za-z]?")


class Where(StrEnum):
    """The page on which a reason is settled."""

    PERSON = "person"
    AGREEMENT = "tenancy"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no letter, in words, what would settle it, and on which page; None where nothing is to be done."""

    why: str
    settle: str
    where: Where | None


@dataclass(frozen=True, slots=True)
class ToWhom:
    """What decides whether a letter can reach somebody. ``unsafe_post`` are the addresses they asked us not to use.

    ``by_email``: it goes by e-mail, so that an address is not needed.
    """

    name: str
    died_on: date | None
    home: str
    postcode: str
    former: bool
    forwarding: str
    unsafe_post: Sequence[str] = ()
    has_surname: bool = True
    by_email: bool = False


def why_unreachable(to: ToWhom) -> Reason | None:
    """The first thing that keeps a letter from somebody; None when it can be written."""
    if to.died_on is not None:
        return Reason("They have died. Write to the estate instead", "Write to the family from the file", Where.AGREEMENT)
    if not to.name.strip():
        return Reason("There is no name to write to", "Type the name on the person’s page", Where.PERSON)
    if not to.has_surname:
        return Reason(f"There is no surname: only “{to.name}” is on file",
                      "Add the surname, or type the name as “Sorted as” if it is the whole name", Where.PERSON)
    return None if to.by_email else _why_no_post(to)


def _why_no_post(to: ToWhom) -> Reason | None:
    if to.former and not to.forwarding:
        return Reason("They have left and there is no address to write to", "Add an address for their post", Where.PERSON)
    if not to.forwarding and any(_is_home(to, unsafe) for unsafe in to.unsafe_post):
        return Reason("They have told us not to write to their home", "Ask how to reach them and add an address that is safe",
                      Where.PERSON)
    if not to.postcode and not to.forwarding:
        return Reason("The address has no postcode", "Add the postcode of the home, or an address for their post",
                      Where.AGREEMENT)
    return None


def _is_home(to: ToWhom, unsafe: str) -> bool:
    """Whether an address that is not safe is the home: the same postcode, and the numbers of the house and the flat."""
    numbers = {number.casefold() for number in _NUMBER.findall(to.home.replace(to.postcode, ""))}
    said = {number.casefold() for number in _NUMBER.findall(unsafe)}
    return bool(to.postcode) and squash(to.postcode) in squash(unsafe) and numbers <= said


def why_balance_moved(listed_pence: int, now_pence: int) -> Reason | None:
    """Why a letter about a sum is not made when the sum is no longer the one that was looked at; both are pence owed."""
    if now_pence == listed_pence:
        return None
    was, now = format_pence(listed_pence), format_pence(now_pence)
    if now_pence < listed_pence:
        return Reason(f"Paid since the list was made: {was} was owed then, {now} now",
                      "Look at the account, then choose them again on the list", Where.ACCOUNT)
    return Reason(f"The balance changed since the list was made: {was} was owed then, {now} now",
                  "Look at the account, then choose them again on the list", Where.ACCOUNT)


def why_again(title: str, made_on: date | None, on: date, days: int) -> Reason | None:
    """Why a letter that somebody had in the last ``days`` days is not made again; None when it may be."""
    if made_on is None or (on - made_on).days >= days:
        return None
    return Reason(f"{title} was made for them on {format_date(made_on)}, fewer than {days} days ago",
                  "Write it from their file if it is meant", Where.AGREEMENT)


def stopped(why: str) -> Reason:
    """A hold stops it; ``why`` is the hold's own words."""
    return Reason(why, "It can be written when the hold ends or is lifted on the file", Where.AGREEMENT)


def not_due(why: str) -> Reason:
    """The ladder proposes nothing."""
    return Reason(why, "Choose a letter by hand above if one is meant", None)


def cannot_be_drawn(why: str) -> Reason:
    """What the drawing itself refused, such as an address that fits no window."""
    return Reason(why, "Put the name or the address right on the person’s page", Where.PERSON)
