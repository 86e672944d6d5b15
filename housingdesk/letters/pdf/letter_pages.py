"""A letter on its pages: letterhead, address in the window, references, then the blocks from 95 mm or below."""

from housingdesk.letters.pdf.blocks import (
    action_item,
    details_item,
    end_items,
    heading_item,
    headline_items,
    note_items,
    point_items,
    sign_off_items,
    text_items,
)
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.easy_pages import easy_items
from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import fit_in_window, refuse_missing
from housingdesk.letters.pdf.letterhead import letterhead, to_whom
from housingdesk.letters.pdf.style import EASY, INK, MUTED, Style, closer_style, style_of
from housingdesk.letters.pdf.table import columns_for
from housingdesk.letters.rules.content import (
    AccountTable,
    ActionBox,
    Advice,
    Block,
    Bullets,
    Details,
    EasyPart,
    Expected,
    Letter,
    Paragraph,
    Run,
    SignOff,
    advice_text,
    letter_texts,
)
from housingdesk.letters.rules.envelopes import Envelope
from housingdesk.letters.rules.statement import said_balance
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence

_FEW_LINES = 9


def letter_flow(letter: Letter, envelopes: tuple[Envelope, ...]) -> Flow:
    """The letter laid out; Refused, with character and place, before anything is drawn that cannot be printed.

    A last page of a few lines is drawn back onto the one before it, with the lines a little closer, where that is enough.
    """
    for place, text in letter_texts(letter):
        refuse_missing(text, place)
    if letter.easy_read:
        return _laid_out(letter, envelopes, EASY)
    flow = _laid_out(letter, envelopes, style_of(letter.large_print))
    if flow.pages > 1 and flow.on_last_page < _FEW_LINES * flow.style.leading:
        closer = _laid_out(letter, envelopes, closer_style(letter.large_print))
        return closer if closer.pages < flow.pages else flow
    return flow


def _laid_out(letter: Letter, envelopes: tuple[Envelope, ...], style: Style) -> Flow:
    block = fit_in_window(letter.address, envelopes)
    head = (" ".join(letter.address.names[0].split()), letter.our_reference, format_date(letter.on))
    flow = Flow(Document(letter.title, letter.sender.name), style, " · ".join(filter(None, head)),
                tuple(filter(None, (letter.formats_line, letter.landlord_line))))
    letterhead(flow.sheet, letter.sender, style)
    to_whom(flow, block, (("Date", format_date(letter.on)), ("Our reference", letter.our_reference),
                          ("Please ask for", letter.please_ask_for)), envelopes)
    if letter.copy_line:
        flow.add([*note_items(letter.copy_line, style, INK, keep=True), Item(style.gap, keep=True)])
    flow.add([*headline_items(letter.headline, style), *text_items((Run(letter.salutation),), style, keep=True)])
    _add_blocks(flow, letter, style)
    flow.add(end_items(flow.end_notes, style))
    return flow


def _add_blocks(flow: Flow, letter: Letter, style: Style) -> None:
    led: list[Item] = []
    for number, block in enumerate(letter.blocks):
        gap = style.gap * (1.4 if isinstance(block, ActionBox | AccountTable | Details | SignOff) else 1)
        after = letter.blocks[number + 1] if number + 1 < len(letter.blocks) else None
        if led:
            led.append(Item(gap, keep=True))
        else:
            flow.space(gap)
        if isinstance(block, AccountTable):
            _add_account(flow, block, letter, style)
        elif _leads(block, after):
            led += _items(block, style, keep=True)
        elif not isinstance(block, SignOff):
            # The signature does not stand alone on a page: what comes before it goes with it.
            items = _items(block, style, keep=isinstance(after, SignOff))
            if isinstance(after, SignOff):
                items += [Item(style.gap * 1.4, keep=True), *sign_off_items(after, style)]
            flow.add([*led, *items])
            led = []
        elif number == 0 or isinstance(letter.blocks[number - 1], AccountTable):
            flow.add(sign_off_items(block, style))


def _leads(block: Block, after: Block | None) -> bool:
    """Whether a line such as “Please bring:” is nothing without what follows it."""
    return (isinstance(block, Paragraph) and bool(block.runs) and block.runs[-1].text.rstrip().endswith(":")
            and isinstance(after, Paragraph | Bullets | Details | ActionBox))


def _items(block: Block, style: Style, *, keep: bool) -> list[Item]:
    match block:
        case Paragraph(runs):
            return text_items(runs, style, keep=keep)
        case Bullets(points):
            return point_items(points, style, keep=keep)
        case ActionBox():
            return [action_item(block, style), Item(style.gap / 3)]
        case Details():
            return [details_item(block, style), Item(style.gap / 3)]
        case EasyPart():
            return easy_items(block, style, keep=keep)
        case Expected(text):
            return note_items(text, style, MUTED, keep=keep)
        case Advice(lines):
            return text_items((Run(advice_text(lines)),), style, keep=keep)
        case _:
            raise TypeError(f"{type(block).__name__} is placed by its own rule")


def _add_account(flow: Flow, account: AccountTable, letter: Letter, style: Style) -> None:
    rows = [(format_short(row.on, letter.on), row.what, format_pence(row.charged_pence) if row.charged_pence else "",
             format_pence(row.paid_pence) if row.paid_pence else "", said_balance(row.owed_pence))
            for row in account.rows]
    table = columns_for(("Date", "What", "Charged", "Paid", "Owed"), rows, (18, 76), style)
    flow.add([heading_item(account.title, style), *table.head(), table.row(rows[0], bold=len(rows) == 1)])
    flow.again = table.head
    for row in rows[1:]:
        flow.add([table.row(row, bold=row is rows[-1])])
    flow.again = None
