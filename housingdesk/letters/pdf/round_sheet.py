"""The sheet of a delivery round: a row for each door, with room to write by whom, when and how, and to sign."""

from collections.abc import Sequence
from functools import partial

from housingdesk.letters.pdf.blocks import headline_items, note_items
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import refuse_missing, width
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import HAIRLINE, INK, LEFT, LINE, MUTED, ORDINARY, PAGE_HEIGHT, RIGHT
from housingdesk.letters.pdf.text import Line, break_text
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.rounds import OUTCOME_KEYS, RoundSheet, SheetDoor
from housingdesk.letters.rules.states import StopOutcome
from housingdesk.values.dates import format_day, format_short

_ROOM, _WHO, _HOW, _BY, _TIME, _SIGN = (LEFT, LEFT + 27 * MM, LEFT + 72 * MM, LEFT + 121 * MM, LEFT + 137 * MM,
                                        LEFT + 150 * MM)
_EDGES = (_ROOM, _WHO, _HOW, _BY, _TIME, _SIGN, RIGHT)
_HEADS = ((_ROOM, "Door"), (_WHO, "To whom, and what"), (_HOW, "How (tick one)"), (_BY, "By"), (_TIME, "Time"),
          (_SIGN, "Signature"))
_PAD = 1.6 * MM
_LEAST = 24 * MM
_BOX = 3.1 * MM
_TICKS = {StopOutcome.HANDED: "Handed to them", StopOutcome.UNDER_DOOR: "Under the door", StopOutcome.BOX: "Their letterbox",
          StopOutcome.OTHER_PERSON: "Somebody else:", StopOutcome.NOT_DELIVERED: "Not delivered:"}
_STYLE = ORDINARY
_NOTES = ("Write down each door at the door. What nobody took comes back to the office with the reason: it is posted, or "
          "carried on the next round.",
          "Handed to somebody else: write their name. A letter carried on this round is not a notice served.")


def draw_round_sheet(sheet: RoundSheet) -> bytes:
    """The sheet as PDF on A4; Refused when a character cannot be printed."""
    for place, text in _texts(sheet):
        refuse_missing(text, place)
    title = f"Delivery round, {sheet.scheme}, {format_day(sheet.out_on)}"
    flow = Flow(Document(title, sheet.association), _STYLE, f"{title} · carried by {sheet.by}", (sheet.association,))
    flow.add(headline_items(f"Delivery round: {sheet.scheme}", _STYLE))
    doors, letters = len(sheet.doors), sheet.letters
    carries = f"{letters} letter{'' if letters == 1 else 's'} to {doors} door{'' if doors == 1 else 's'}"
    flow.add(note_items(f"{format_day(sheet.out_on)} · carried by {sheet.by} · {carries}", _STYLE, INK))
    flow.space(_STYLE.gap / 2)
    for note in _NOTES:
        flow.add(note_items(note, _STYLE, MUTED))
    _remind(flow, sheet.reminders)
    flow.space(_STYLE.gap)
    flow.add([_head()])
    flow.again = partial(_again)
    for door in sheet.doors:
        flow.add([_row(door, sheet)])
    flow.again = None
    return flow.document(demo=sheet.demo)


def _texts(sheet: RoundSheet) -> list[tuple[str, str]]:
    found = [("the name of the scheme", sheet.scheme), ("the name of who carries", sheet.by)]
    found += [("the notices to be served", text) for text in sheet.reminders]
    for door in sheet.doors:
        found += [("the door", door.room), ("the name at the door", door.name), ("what was recorded", f"{door.by} {door.note}")]
        found += [("the title of a letter", letter.title) for letter in door.letters]
    return found


def _remind(flow: Flow, reminders: Sequence[str]) -> None:
    if not reminders:
        return
    flow.space(_STYLE.gap / 2)
    flow.add(note_items("Notices to be served here. Record their service under Notices, not on this sheet:", _STYLE, INK,
                        keep=True))
    for text in reminders:
        flow.add(note_items(f"•  {text}", _STYLE, INK))


def _again() -> Sequence[Item]:
    return [_head()]


def _head() -> Item:
    size, height = _STYLE.foot + 0.5, 6.5 * MM

    def draw(sheet: Sheet, y: float) -> None:
        for x, words in _HEADS:
            sheet.text(x + (_PAD if x > LEFT else 0), y + 4.4 * MM, words, size, colour=MUTED)
        sheet.rule(LEFT, y + height - 1, RIGHT, LINE, 0.8)

    return Item(height, draw, keep=True)


def _row(door: SheetDoor, sheet: RoundSheet) -> Item:
    size, small = _STYLE.table, _STYLE.foot + 0.5
    room = break_text(door.room, _WHO - _ROOM - _PAD, size, bold=True)
    name = break_text(door.name, _HOW - _WHO - 2 * _PAD, size)
    letters = [line for letter in door.letters for line in break_text(
        f"{letter.title}, {format_short(letter.dated, sheet.out_on)}", _HOW - _WHO - 2 * _PAD, small)]
    tall = max(len(room) * size * 1.25, len(name) * size * 1.25 + len(letters) * small * 1.3) + 3 * MM
    height = max(_LEAST, tall)

    def draw(paper: Sheet, y: float) -> None:
        _lines(paper, room, _ROOM, y + 1.5 * MM + size, size, size * 1.25, INK)
        _lines(paper, name, _WHO + _PAD, y + 1.5 * MM + size, size, size * 1.25, INK)
        _lines(paper, letters, _WHO + _PAD, y + 1.5 * MM + size * 1.25 * len(name) + size, small, small * 1.3, MUTED)
        _ticks(paper, door, y)
        for x, text in ((_BY, door.by), (_TIME, door.at)):
            _lines(paper, break_text(text, _TIME - _BY - 2 * _PAD, small) if text else (), x + _PAD, y + 1.5 * MM + size, small,
                   small * 1.2, INK)
        _frame(paper, y, height)

    return Item(height, draw)


def _lines(paper: Sheet, lines: Sequence[Line], x: float, y: float, size: float, pitch: float, colour: str) -> None:
    for number, line in enumerate(lines):
        line.draw(paper, x, y + number * pitch, size, colour)


def _ticks(paper: Sheet, door: SheetDoor, y: float) -> None:
    """A box for each outcome, one under the other; the last two leave room for a name or a reason."""
    size, pitch = _STYLE.foot, 4.5 * MM
    for number, outcome in enumerate(OUTCOME_KEYS.values()):
        top = y + 1.2 * MM + number * pitch
        _square(paper, _HOW + _PAD, top)
        if outcome is door.outcome:
            paper.text(_HOW + _PAD + 0.55 * MM, top + _BOX - 0.5 * MM, "X", size, bold=True)
        words = _TICKS[outcome]
        start = _HOW + _PAD + _BOX + 1.2 * MM
        paper.text(start, top + _BOX - 0.6 * MM, words, size, colour=INK)
        if words.endswith(":"):
            left = start + width(words, size) + 0.6 * MM
            paper.rule(left, top + _BOX, _BY - 1 * MM, LINE)
            if outcome is door.outcome and door.note:
                break_text(door.note, _BY - 1 * MM - left, size)[0].draw(paper, left, top + _BOX - 0.6 * MM, size)


def _square(paper: Sheet, x: float, y: float) -> None:
    paper.shape(f"{INK} RG 0.6 w {x:.2f} {PAGE_HEIGHT - y - _BOX:.2f} {_BOX:.2f} {_BOX:.2f} re S")


def _frame(paper: Sheet, y: float, height: float) -> None:
    paper.rule(LEFT, y + height, RIGHT, LINE, 0.7)
    for x in _EDGES[1:-1]:
        paper.shape(f"{HAIRLINE} RG 0.5 w {x:.2f} {PAGE_HEIGHT - y:.2f} m {x:.2f} {PAGE_HEIGHT - y - height:.2f} l S")
