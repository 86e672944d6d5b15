"""When a line of a new file is one that is already in. Banks' own entry numbers are not unique, so identity is composite.

Account, currency, date, amount, the full wording, and the running balance where given. Equal lines in one file are all
genuine; across files they are the same line up to the number seen before.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from housingdesk.bank.parsers.reading import Line
from housingdesk.values.text import squash


class Overlap(StrEnum):
    """Whether a line is already in. UNSURE lines wait for a person: they are neither posted nor dropped."""

    NEW = "new"
    ALREADY_IN = "already in"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a line this line. ``words`` is the narrative in folded letters and digits only, so that two exports
    which pad or punctuate differently agree; ``format`` is the kind of file it came from."""

    account: str | None
    currency: str | None
    on: date
    pence: int
    words: str
    balance: int | None = None
    format: str = ""

    @property
    def key(self) -> tuple[str, str, date, int, str]:
        """All but balance and format: the same for equal lines."""
        return self.account or "", self.currency or "GBP", self.on, self.pence, self.words


_By = Callable[[Identity], tuple[object, ...]]
_May = Callable[[Identity, Identity], bool]


def identity(account: str | None, line: Line, *, currency: str | None = None, format: str = "") -> Identity:
    """The identity of one line of one account."""
    return Identity(account, currency, line.on, line.pence, squash(line.narrative), line.balance, format)


def overlap(new: Sequence[Identity], seen: Iterable[Identity], whole_days: Collection[date] = ()) -> list[Overlap]:
    """For each line of a new file whether it is among those seen before. ``whole_days`` are days of which every line is in,
    as a statement has proved whose opening balance and lines make its closing balance.

    One seen line accounts for one new line. Equal wording with equal balance, or where either file has no balance, is
    the same line; on a whole day any line of the same amount is. Equal wording with another balance is unsure, unless one
    balance follows from the other, which proves two payments; so is another wording from another kind of file on the same
    day with the same amount.
    """
    found = [Overlap.NEW] * len(new)
    left = list(seen)
    left = _pair(new, left, found, lambda item: (item.key, item.balance), Overlap.ALREADY_IN, _both_known)
    left = _pair(new, left, found, lambda item: (item.key,), Overlap.ALREADY_IN, _one_unknown)
    left = _pair(new, left, found, lambda item: (item.on, item.pence), Overlap.ALREADY_IN,
                 lambda one, _: one.on in whole_days)
    left = _pair(new, left, found, lambda item: (item.key,), Overlap.UNSURE, _differing)
    _pair(new, left, found, lambda item: (item.account, item.currency or "GBP", item.on, item.pence), Overlap.UNSURE,
          _other_format)
    return found


def _both_known(one: Identity, other: Identity) -> bool:
    return one.balance is not None and other.balance is not None


def _one_unknown(one: Identity, other: Identity) -> bool:
    return one.balance is None or other.balance is None


def _differing(one: Identity, other: Identity) -> bool:
    """Two equal lines whose balances follow one another are two payments; any other difference leaves a doubt."""
    if one.balance is None or other.balance is None:
        return False
    return one.balance != other.balance and abs(one.balance - other.balance) != abs(one.pence)


def _other_format(one: Identity, other: Identity) -> bool:
    return bool(one.format and other.format and one.format != other.format)


def _pair(new: Sequence[Identity], seen: Sequence[Identity], found: list[Overlap], by: _By, verdict: Overlap,
          may: _May) -> list[Identity]:
    """Marks new lines that a seen line accounts for, one to one; returns the seen lines not used up."""
    if not seen:
        return []
    waiting: dict[tuple[object, ...], list[Identity]] = defaultdict(list)
    for item in seen:
        waiting[by(item)].append(item)
    for index, item in enumerate(new):
        if found[index] is not Overlap.NEW:
            continue
        matches = waiting.get(by(item), [])
        partner = next((place for place, other in enumerate(matches) if may(item, other)), None)
        if partner is not None:
            matches.pop(partner)
            found[index] = verdict
    return [item for items in waiting.values() for item in items]
