"""The head of a first page: who writes, to whom, and what the letter is called by."""

from collections.abc import Sequence

from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import width
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import ACCENT, LEFT, MUTED, PAGE_HEIGHT, PAPER, RIGHT, Style
from housingdesk.letters.pdf.text import break_text
from housingdesk.letters.rules.address import MM, AddressBlock
from housingdesk.letters.rules.content import Logo, Sender, sender_lines
from housingdesk.letters.rules.envelopes import Envelope, body_top

Reference = tuple[str, str]

_TOP, _SIDE = 13 * MM, 11 * MM
_REFERENCE_LEFT, _REFERENCE_LEAST = 128 * MM, 115 * MM
_REFERENCE, _DETAILS = 9.5, 78 * MM
LETTERHEAD_FOOT = 32 * MM


def letterhead(sheet: Sheet, sender: Sender, style: Style) -> None:
    """Logo and name on the left, address and telephone in grey on the right; all of it above or right of any window."""
    x, small = LEFT, style.letterhead
    if sender.logo is Logo.HOUSE:
        _house(sheet, LEFT, _TOP, _SIDE)
        x += 14 * MM
    lines = [part for text in sender_lines(sender) for part in break_text(text, _DETAILS, small)]
    for number, line in enumerate(lines):
        line.draw(sheet, RIGHT - line.across(small), 15.4 * MM + number * small * 1.5, small, MUTED)
    room = RIGHT - x - max((line.across(small) for line in lines), default=0) - 8 * MM
    size = max(11.5, min(16.0, 16.0 * room / max(1.0, width(sender.name, 16.0, True))))
    name = break_text(sender.name, room, size, bold=True)
    for number, line in enumerate(name):
        line.draw(sheet, x, _TOP + _SIDE / 2 + size * 0.36 + (number - (len(name) - 1) / 2) * size * 1.2, size)


def to_whom(flow: Flow, block: AddressBlock, references: Sequence[Reference], envelopes: Sequence[Envelope]) -> None:
    """The address in its window and the references beside it; the flow then stands where the text starts."""
    for baseline, line in block.baselines():
        flow.sheet.text(block.left * MM, baseline * MM, line, block.size)
    flow.y = body_top(envelopes) * MM
    shown = [(label, value) for label, value in references if value]
    if flow.style.stacked:
        flow.add([_labelled(label, value, flow.style) for label, value in shown])
        flow.space(flow.style.gap)
    elif shown:
        _references(flow.sheet, shown, block.area.bottom * MM)


def _references(sheet: Sheet, shown: Sequence[Reference], foot: float) -> None:
    """Right of every window, its last line level with the last of the address."""
    widest = max(width(label, _REFERENCE) + 12 + width(value, _REFERENCE) for label, value in shown)
    left = max(min(_REFERENCE_LEFT, RIGHT - widest), _REFERENCE_LEAST)
    for number, (label, value) in enumerate(shown):
        y = foot - (len(shown) - 1 - number) * 16
        sheet.text(left, y, label, _REFERENCE, colour=MUTED)
        room = RIGHT - left - width(label, _REFERENCE) - 6
        sheet.right(RIGHT, y, value, min(_REFERENCE, _REFERENCE * room / width(value, _REFERENCE)))


def _labelled(label: str, value: str, style: Style) -> Item:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(LEFT, y + style.body, f"{label}:", style.body, colour=MUTED)
        sheet.text(LEFT + width(f"{label}: ", style.body), y + style.body, value, style.body)

    return Item(style.leading, draw)


def _house(sheet: Sheet, x: float, top: float, side: float) -> None:
    """A white house on a rounded square, drawn as lines so that it prints sharp at any size."""
    def at(across: float, down: float) -> str:
        return f"{x + across * side:.2f} {PAGE_HEIGHT - top - down * side:.2f}"

    r, k = 0.18, 0.08
    sheet.shape(f"{ACCENT} rg {at(r, 0)} m {at(1 - r, 0)} l {at(1 - k, 0)} {at(1, k)} {at(1, r)} c {at(1, 1 - r)} l "
                f"{at(1, 1 - k)} {at(1 - k, 1)} {at(1 - r, 1)} c {at(r, 1)} l {at(k, 1)} {at(0, 1 - k)} {at(0, 1 - r)} c "
                f"{at(0, r)} l {at(0, k)} {at(k, 0)} {at(r, 0)} c f")
    sheet.shape(f"{PAPER} RG 1.5 w 1 j 1 J {at(.2, .54)} m {at(.5, .22)} l {at(.8, .54)} l {at(.68, .54)} l "
                f"{at(.68, .78)} l {at(.32, .78)} l {at(.32, .54)} l s 0 j 0 J")
