"""A schedule before it is taken in: whose it is, what it says, and whether it came before. Nothing is stored."""

import hashlib
from collections.abc import Sequence

from housingdesk.benefits.models import Schedule
from housingdesk.benefits.parsers.schedules import Layout, NeedsLayout, ReadSchedule, read_schedule
from housingdesk.benefits.queries.offices import OfficeRow, offices
from housingdesk.benefits.queries.schedule_layouts import layout_for
from housingdesk.benefits.rules.words import Source
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen
from housingdesk.values.text import squash

_LATEST = 200
_FORMATS = {"dwp": Source.DWP_DEDUCTIONS, "allpay": Source.ALLPAY}


@frozen
class Incoming:
    """A file that was read. ``office_id`` whose it is taken to be, None where a person has to say; ``why`` by what.

    ``came``: the sentence that this very file came before, empty otherwise.
    """

    read: ReadSchedule
    office_id: int | None
    why: str
    came: str


def prepare_schedule(data: bytes, name: str, office_id: int | None = None, layout: Layout | None = None) -> Incoming:
    """Reads a file by what is remembered of an office's columns, or of any office's; NeedsLayout when nobody said them."""
    cards = offices()
    try:
        read, by_layout = read_schedule(data, name, layout), None
    except NeedsLayout as error:
        likely = ((card.id, layout_for(card.id, error.rows)) for card in _likely(cards, office_id))
        found = next(((one, known) for one, known in likely if known is not None), None)
        if layout is not None or found is None:
            raise
        by_layout, known = found
        read = read_schedule(data, name, known)
    if office_id is not None:
        return Incoming(read, office_id, "", _came(data))
    return Incoming(read, *_whose(read, name, cards, by_layout), _came(data))


def _likely(cards: Sequence[OfficeRow], office_id: int | None) -> list[OfficeRow]:
    """The chosen office, or all of them while none is chosen."""
    return [card for card in cards if office_id in (None, card.id)]


def _whose(read: ReadSchedule, name: str, cards: Sequence[OfficeRow], by_layout: int | None) -> tuple[int | None, str]:
    """Whose schedule it is, and by what it was known."""
    number = squash(read.creditor_number)
    same = [card for card in cards if number and squash(card.creditor_number) == number]
    if len(same) == 1:
        return same[0].id, f"by the creditor number {read.creditor_number}"
    if by_layout is not None:
        return by_layout, "by its columns"
    called = _office_called(name)
    if called is not None:
        return called, "by the name of the file"
    source = [card for card in cards if card.source is _FORMATS.get(read.format)]
    if len(source) == 1:
        return source[0].id, "by the shape of the file"
    return (cards[0].id, "the only office") if len(cards) == 1 else (None, "")


def _office_called(name: str) -> int | None:
    """The office whose files were called like this one but for their figures, if they were one office's alone."""
    rows = Schedule.select(Schedule.name, Schedule.office).order_by(Schedule.id.desc()).limit(_LATEST).tuples()
    found = {office for other, office in rows if _letters(other) == _letters(name)}
    return found.pop() if len(found) == 1 else None


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, squash(name)))


def _came(data: bytes) -> str:
    row = (Schedule.select(Schedule.name, Schedule.imported_at, Schedule.state)
           .where(Schedule.sha256 == hashlib.sha256(data).hexdigest()).tuples().first())
    return f"This file came on {format_date(row[1].date())} already, as {row[0]}; it is {row[2]}" if row else ""
