"""The cells of one row by their roles: references, name, address, days and amounts of one line of a schedule."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from housingdesk.benefits.parsers.schedules import layout as roles
from housingdesk.benefits.parsers.schedules.masking import masked, without
from housingdesk.values.money import format_pence
from housingdesk.values.tables.amounts import minor_units, read_amount
from housingdesk.values.tables.days import read_day, vote
from housingdesk.values.text import fold, one_line

_SHORT_DAY = r"(\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
_RANGE = re.compile(rf"(.+?)\s*(?:\bto\b|–|—|\s-\s|\buntil\b)\s*(.+)|{_SHORT_DAY}\s*-\s*{_SHORT_DAY}", re.IGNORECASE)
_RECOVERY = re.compile(r"recover|overpa|claw|deduct|\bo/?p\b", re.IGNORECASE)
_MINUS = frozenset({"-", "−", "dr", "d", "debit", "minus", "n", "neg"})
AMOUNTS = (roles.GROSS, roles.RECOVERY, roles.NET)


class _Places(dict[tuple[str, ...], tuple[int, ...]]):
    """In which columns a layout has one of some roles; looked up once for each that are asked for together."""

    def __init__(self, layout: tuple[str, ...]) -> None:
        super().__init__()
        self._layout = layout

    def __missing__(self, wanted: tuple[str, ...]) -> tuple[int, ...]:
        self[wanted] = found = tuple(place for place, role in enumerate(self._layout) if role in wanted)
        return found


@lru_cache(maxsize=4096)  # a schedule has a handful of days in thousands of cells, and most of its amounts twice
def _pence(cell: str, whole: bool) -> int | None:
    """The amount in a cell, ``whole`` pence or pounds; None where there is none. ValueError says what is wrong with it."""
    if not cell.strip(" -–—.£") and not cell.isdigit():
        return None
    if not whole:
        return read_amount(cell)
    text = cell.strip()
    return (-1 if text[:1] in ("-", "−") else 1) * minor_units(text.lstrip("+-−"), "GBP")


@lru_cache(maxsize=1024)
def _days(start: str, end: str, order: str) -> tuple[date | None, date | None]:
    days = (read_day(start, order) if start else None, read_day(end, order) if end else None)
    if days[0] is not None and days[1] is not None and days[1] < days[0]:
        raise ValueError("its period ends before it begins")
    return days


class Reader:
    """How the cells of one file are read: which column is what, the order of its days, whether amounts are pence.

    ``numbers``: National Insurance numbers stand in it somewhere, so that every text is looked through for them.
    """

    __slots__ = ("layout", "numbers", "order", "places")

    def __init__(self, layout: roles.Layout, order: str, numbers: bool = True) -> None:
        self.layout, self.order, self.numbers = layout, order, numbers
        self.places = _Places(layout.roles)

    def cells(self, row: Sequence[str], *wanted: str) -> list[str]:
        """The cells of a row with one of these roles that are not empty, in their order."""
        places = self.places[wanted]
        if not places:
            return []
        width = len(row)
        return [row[place] for place in places if place < width and row[place]]

    def text(self, row: Sequence[str], *wanted: str, joined: str = " ") -> str:
        """Their text, National Insurance numbers taken out."""
        places = self.places[wanted]
        if not places:
            return ""
        if len(places) == 1 and not self.numbers:
            place = places[0]
            return row[place] if place < len(row) else ""  # a cell of a row stands on one line already
        found = [row[place] for place in places if place < len(row) and row[place]]
        if len(found) < 2 and not self.numbers:
            return found[0] if found else ""
        return one_line(joined.join([without(cell) for cell in found] if self.numbers else found))

    def raw(self, row: Sequence[str]) -> str:
        """The row as it is kept: its cells, National Insurance numbers masked."""
        whole = " | ".join(row)
        return (masked(whole) if self.numbers else whole)[:20_000]

    def pence(self, row: Sequence[str], role: str) -> int | None:
        """The amounts with this role added up, None where there is none; ValueError says what is wrong with one."""
        places, whole = self.places[role,], self.layout.pence
        if len(places) == 1:
            place = places[0]
            return _pence(row[place], whole) if place < len(row) and row[place] else None
        found = [pence for place in places if place < len(row) and (pence := _pence(row[place], whole)) is not None]
        return sum(found) if found else None

    def takes_off(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether any row has more than nought where it says what is taken off; each way to write it is looked at once."""
        places = self.places[roles.RECOVERY,]
        cells = {row[place] for row in rows for place in places if place < len(row)}
        return any(any(letter in "123456789" for letter in cell) or not cell.isascii() for cell in cells)

    def name(self, row: Sequence[str]) -> str:
        """Title, first name and surname, or the name as it stands."""
        whole = self.text(row, roles.NAME)
        if whole or not self.places[roles.TITLE, roles.FIRST, roles.LAST]:
            return whole
        return one_line(" ".join(self.text(row, role) for role in (roles.TITLE, roles.FIRST, roles.LAST)))

    def days(self, row: Sequence[str]) -> tuple[date | None, date | None]:
        """First and last day of the period; ValueError says what is wrong with one."""
        start, end = self.text(row, roles.FROM), self.text(row, roles.TO)
        if not start and not end and (both := _RANGE.fullmatch(self.text(row, roles.PERIOD))):
            start, end = (both[1], both[2]) if both[1] else (both[3], both[4])
        return _days(start, end, self.order)

    def day(self, text: str) -> date | None:
        """The day in a cell; None in an empty one."""
        return _days(text, "", self.order)[0] if text else None

    def minus(self, row: Sequence[str]) -> bool:
        """Whether a column of its own says that the amounts of the row are taken off."""
        places = self.places[roles.SIGN,]
        return bool(places) and any(fold(row[place]).strip() in _MINUS for place in places if place < len(row))


def order_of(layout: roles.Layout, rows: Iterable[Sequence[str]]) -> str:
    """The order of day, month and year in which all days of the file are days; day first where there is none."""
    places = _Places(layout.roles)[roles.FROM, roles.TO, roles.PAID_ON]
    cells = dict.fromkeys(row[place] for row in rows for place in places if place < len(row))
    texts = [cell for cell in cells if any(map(str.isdigit, cell))]
    try:
        return vote(texts).order if texts else "dmy"
    except ValueError:
        return "dmy"


class Sums(NamedTuple):
    """Gross less what is taken off is net, pence; ``wrong`` says where the file's own amounts do not agree."""

    gross: int
    taken: int
    net: int
    wrong: str = ""


def sums_of(gross: int | None, taken: int | None, net: int | None, *, said: str, reverse: bool) -> Sums | None:
    """What a row comes to; None when it has no amount. ``reverse``: the file writes what is taken off with a minus.

    A row that takes money off and says that it recovers is a recovery of nothing else.
    """
    if gross is None and net is None:
        if not taken:
            return None
        return Sums(0, abs(taken), -abs(taken))
    off = (-taken if reverse else taken) if taken else 0
    if gross is None and net is not None:
        if net < 0 and not off and _RECOVERY.search(said):
            return Sums(0, -net, net)
        return Sums(net + off, off, net)
    gross = gross or 0
    if net is None:
        if gross < 0 and not off and _RECOVERY.search(said):
            return Sums(0, -gross, gross)
        return Sums(gross, off, gross - off)
    wrong = "" if gross - off == net else (f"{format_pence(gross)} less {format_pence(off)} taken off is "
                                           f"{format_pence(gross - off)}, but the file says {format_pence(net)}")
    return Sums(gross, off, net, wrong)


def taken_with_minus(amounts: Iterable[tuple[int | None, int | None, int | None]]) -> bool:
    """Whether a file writes what is taken off with a minus sign, by its rows of (gross, taken off, net)."""
    plain = reversed_ = negative = positive = 0
    for gross, taken, net in amounts:
        if not taken:
            continue
        negative, positive = negative + (taken < 0), positive + (taken > 0)
        if gross is not None and net is not None:
            plain, reversed_ = plain + (gross - taken == net), reversed_ + (gross + taken == net)
    return reversed_ > plain if plain or reversed_ else negative > 0 and not positive
