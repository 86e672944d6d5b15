"""The list of a posting for the counter of the post office: each letter with its address, and a box to stamp and sign.

It is the association's own list. The post office's certificate of posting is its own paper, or this one with its stamp.
"""

from housingdesk.letters.pdf.blocks import headline_items, note_items
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import refuse_missing
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import INK, LEFT, MUTED, ORDINARY, PAGE_HEIGHT, RIGHT
from housingdesk.letters.pdf.table import columns_for
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.franking import franking_sentence
from housingdesk.letters.rules.postings import Handed, HandedLine
from housingdesk.values.dates import format_date

_STYLE = ORDINARY
_BOX = 46 * MM
_FIELDS = ("Number of letters taken in", "Signature or initials", "Date stamp of the office")


def draw_posting_list(handed: Handed) -> bytes:
    """The list as PDF on A4; Refused when a character cannot be printed."""
    posting = handed.posting
    for place, text in (("the place", posting.place), ("who handed them in", posting.handed_in_by),
                        *(("an address", " ".join((line.name, *line.address))) for line in handed.lines)):
        refuse_missing(text, place)
    title = f"Letters handed in on {format_date(posting.on)}"
    flow = Flow(Document(title, handed.sender), _STYLE, f"{title} · posting {handed.number}", (handed.sender,))
    flow.add(headline_items(title, _STYLE))
    for words in _about(handed):
        flow.add(note_items(words, _STYLE, INK))
    flow.space(_STYLE.gap)
    rows = [_cells(number, line) for number, line in enumerate(handed.lines, 1)]
    table = columns_for(("No.", "To", "Address", "Sheets"), rows, (7, 45, 96), _STYLE)
    flow.add(table.head())
    flow.again = table.head
    for row in rows:
        flow.add([table.row(row)])
    flow.again = None
    flow.space(_STYLE.gap)
    flow.add([Item(_BOX, _stamp_box, keep=False)])
    flow.add(note_items("This is our own list. It proves the posting once the counter has stamped it, or with the post "
                        "office’s own certificate beside it.", _STYLE, MUTED))
    return flow.document(demo=handed.demo)


def _about(handed: Handed) -> tuple[str, ...]:
    posting, count = handed.posting, len(handed.lines)
    by = f"Handed in by {posting.handed_in_by}" + (f" at {posting.place}" if posting.place else "")
    franked = franking_sentence(handed.franks)
    return (", ".join((handed.sender, *handed.sender_address)), f"{count:,} letter{'s' if count != 1 else ''}, {posting.paid}. "
            f"{by}", *((f"Franked: {franked}",) if franked else ()))


def _cells(number: int, line: HandedLine) -> tuple[str, str, str, str]:
    """An address begins with the name that the window shows; what comes after it is where."""
    where = line.address[1:] if len(line.address) > 1 else line.address
    return str(number), line.name, ", ".join(where), str(line.sheets)


def _stamp_box(sheet: Sheet, y: float) -> None:
    across = (RIGHT - LEFT) / len(_FIELDS)
    for number, words in enumerate(_FIELDS):
        left, high = LEFT + number * across, _BOX - 6 * MM
        sheet.shape(f"{INK} RG 0.8 w {left:.2f} {PAGE_HEIGHT - y - high:.2f} {across - 4 * MM:.2f} {high:.2f} re S")
        sheet.text(left + 2 * MM, y + 5 * MM, words, _STYLE.small, colour=MUTED)
