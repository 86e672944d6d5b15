"""A notice and its certificate of service on their pages, with the parts that letters are drawn with."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from housingdesk.letters.pdf.blocks import details_item, end_items, headline_items, text_items
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import refuse_missing
from housingdesk.letters.pdf.joined import joined
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.statement_pages import add_statement
from housingdesk.letters.pdf.style import ACCENT, INK, LEFT, LINE, ORDINARY, RIGHT, Style, style_of
from housingdesk.letters.pdf.text import Line, break_text
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.content import Details, Run
from housingdesk.notices.rules.form_text import Block, Kind
from housingdesk.notices.rules.printed import Certificate, PrintedNotice, ServedOn
from housingdesk.values.dates import format_date

_INDENT = 5 * MM
_SIGN = "Signed:"
_SIGN_ROOM = 34.0
_SAID = "I did what stands above, on the days and in the way it says."


def draw_notice(notice: PrintedNotice) -> bytes:
    """The notice as PDF, with its statement on pages of its own; Refused when a character cannot be printed."""
    _refuse_unprintable([line for block in notice.blocks for line in block.lines], "the notice")
    style = style_of(notice.large)
    head = f"{notice.title.split(',')[0]} · {notice.reference} · {format_date(notice.on)}"
    flow = Flow(Document(notice.title, notice.sender.name), style, head, (f"{notice.sender.name} · {notice.reference}",))
    heads = [block.lines[0] for block in notice.blocks if block.kind is Kind.HEAD]
    for number, text in enumerate(heads):
        flow.add(_head_items(text, style, first=number == 0))
    held: list[Item] = []
    for block in notice.blocks:
        if block.kind is Kind.HEADING:
            held = [*held, Item(style.gap * 1.2, keep=True), *_heading_items(block.lines[0], style)]
        elif block.kind is not Kind.HEAD:
            flow.add([*held, *_block_items(block, style)])
            held = []
    flow.add(held)
    flow.add(end_items(flow.end_notes, style))
    if notice.statement is not None:
        add_statement(flow, notice.statement)
    pdf = flow.document(demo=notice.demo)
    return pdf if notice.behind is None else joined([pdf, notice.behind])


def draw_certificate(certificate: Certificate) -> bytes:
    """The certificate of service as PDF: one box for each person, and room for the server's signature."""
    style = ORDINARY
    facts = [("Notice", certificate.title), ("Home", certificate.home), ("Date in the notice", certificate.printed_on),
             ("Our reference", certificate.reference)]
    boxes = [Details(f"Served on {one.name}", tuple(_rows(one))) for one in certificate.served]
    _refuse_unprintable([value for box in boxes for _, value in box.rows] + [value for _, value in facts], "the certificate")
    flow = Flow(Document("Certificate of service", certificate.sender.name), style,
                f"Certificate of service · {certificate.reference}", (f"{certificate.sender.name} · {certificate.reference}",))
    flow.add(headline_items("Certificate of service", style))
    flow.add([details_item(Details("What was served", tuple((name, value) for name, value in facts if value)), style)])
    for box in boxes:
        flow.space(style.gap * 1.4)
        flow.add([details_item(box, style)])
    flow.space(style.gap * 2)
    by = ", ".join(dict.fromkeys(one.by for one in certificate.served))
    flow.add([*text_items((Run(_SAID),), style, keep=True), Item(_SIGN_ROOM, keep=True), _rule_item(style),
              *text_items((Run(f"Signed by {by}, who served it"),), style, keep=True),
              *text_items((Run("Date:"),), style)])
    return flow.document(demo=certificate.demo)


def _rows(one: ServedOn) -> list[tuple[str, str]]:
    rows = [("How", one.how), ("When", one.sent), ("Served, as it counts", one.deemed), ("By", one.by),
            ("Seen by", one.witness), ("Where", one.place), ("Note", one.note), ("Proof kept", one.proof)]
    return [(name, value) for name, value in rows if value]


def _refuse_unprintable(texts: Sequence[str], place: str) -> None:
    for text in texts:
        refuse_missing(text, place)


def _head_items(text: str, style: Style, *, first: bool) -> list[Item]:
    size = style.headline if first else style.heading
    lines = break_text(text, RIGHT - LEFT, size, bold=True)
    return [*(_line_item(line, LEFT, size, size * 1.3, keep=True) for line in lines), Item(style.gap / 2, keep=True)]


def _heading_items(text: str, style: Style) -> list[Item]:
    """A heading, which stands on one page with what comes under it."""
    lines = break_text(text, RIGHT - LEFT, style.heading, bold=True)
    return [*(_line_item(line, LEFT, style.heading, style.heading * 1.35, keep=True) for line in lines), Item(2, keep=True)]


def _block_items(block: Block, style: Style) -> list[Item]:
    """Words of the form, or what was filled in; where somebody signs, all that they sign stays on one page."""
    gap = Item(style.gap * 0.6, keep=True)
    if block.kind is Kind.WORDS:
        return [gap, *text_items((Run(block.lines[0]),), style)]
    signed, found = _SIGN in block.lines, [gap]
    for number, text in enumerate(block.lines):
        found += _barred(text, style)
        if text == _SIGN:
            found.append(Item(_SIGN_ROOM * 0.6, _bar(_SIGN_ROOM * 0.6)))
        elif number < len(block.lines) - 1:
            found.append(Item(3, _bar(3)))
    return [replace(item, keep=True) for item in found[:-1]] + found[-1:] if signed else found


def _barred(text: str, style: Style) -> list[Item]:
    """What was filled in: a bar at its left marks it off from the printed words of the form."""
    lines = break_text(text, style.measure - _INDENT, style.body)
    return [_barred_line(line, style) for line in lines]


def _barred_line(line: Line, style: Style) -> Item:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.box(LEFT, y, 0.8 * MM, style.leading, ACCENT)
        line.draw(sheet, LEFT + _INDENT, y + style.body, style.body, INK)

    return Item(style.leading, draw)


def _bar(height: float) -> Callable[[Sheet, float], None]:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.box(LEFT, y, 0.8 * MM, height, ACCENT)

    return draw


def _rule_item(style: Style) -> Item:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.rule(LEFT, y, LEFT + 80 * MM, LINE)

    return Item(style.gap, draw, keep=True)


def _line_item(line: Line, x: float, size: float, pitch: float, *, keep: bool, colour: str = INK) -> Item:
    def draw(sheet: Sheet, y: float) -> None:
        line.draw(sheet, x, y + size, size, colour)

    return Item(pitch, draw, keep)
