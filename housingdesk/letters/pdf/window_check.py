"""Reading a finished page back: is the whole address, and nothing else, where every envelope's window shows it?"""

from collections.abc import Iterator, Sequence
from ctypes import c_float
from dataclasses import dataclass
from typing import Any

from housingdesk.letters.pdf.pdfium import PDFIUM
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.envelopes import USUAL, Area, Envelope


@dataclass(frozen=True, slots=True)
class AddressCheck:
    """What was found on the first page. ``safe_in`` names the envelopes for which it is right.

    ``block`` is the rectangle of the address in millimetres from the top left, or None where it was not found.
    """

    pages: int
    safe_in: tuple[str, ...]
    problems: tuple[str, ...]
    block: Area | None


def read_back(pdf: bytes, lines: Sequence[str] | None, envelopes: Sequence[Envelope] = USUAL) -> AddressCheck:
    """Reads the finished PDF and finds the address lines on its first page, with everything that a window could show.

    Without lines (a document that is not posted in a window) only the pages are counted.
    """
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            pages = len(document)
            if lines is None:
                return AddressCheck(pages, (), (), None)
            page = document[0]
            return _check(pages, lines, envelopes, page, page.get_textpage())
        finally:
            document.close()


def _check(pages: int, lines: Sequence[str], envelopes: Sequence[Envelope], page: Any, words: Any) -> AddressCheck:
    wanted = "\r\n".join(lines)
    start = words.get_text_range().find(wanted)
    if start < 0:
        return AddressCheck(pages, (), ("The finished page does not hold the address as it should be.",), None)
    height = page.get_height()
    block = _around([_area(words.get_rect(n), height) for n in range(words.count_rects(start, len(wanted)))])
    shapes = list(_shapes(page, height))
    found = {e.name: _problems(e, block, _seen_text(words, e, height) != wanted or
                               any(shape.touches(e.seen) for shape in shapes)) for e in envelopes}
    return AddressCheck(pages, tuple(name for name, problems in found.items() if not problems),
                        tuple(problem for problems in found.values() for problem in problems), block)


def _problems(envelope: Envelope, block: Area, more_seen: bool) -> list[str]:
    problems = []
    if not envelope.safe.holds(block):
        problems.append(f"The address would not show whole in every position in the envelope {envelope.name}.")
    if more_seen:
        problems.append(f"Something other than the address could show in the window of the envelope {envelope.name}.")
    return problems


def _seen_text(words: Any, envelope: Envelope, height: float) -> str:
    """All words of which any part could show in the window."""
    seen = envelope.seen
    text: str = words.get_text_bounded(seen.left * MM, height - seen.bottom * MM, seen.right * MM, height - seen.top * MM)
    return text.strip()


def _shapes(page: Any, height: float) -> Iterator[Area]:
    """The rectangles of all lines, boxes and pictures of the page."""
    import pypdfium2

    raw = vars(pypdfium2)["raw"]
    sides = [c_float() for _ in range(4)]
    for number in range(raw.FPDFPage_CountObjects(page)):
        shape = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_GetBounds(shape, *sides)
            yield _area((sides[0].value, sides[1].value, sides[2].value, sides[3].value), height)


def _area(rectangle: tuple[float, float, float, float], height: float) -> Area:
    left, bottom, right, top = rectangle
    return Area(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)


def _around(areas: Sequence[Area]) -> Area:
    return Area(min(a.left for a in areas), min(a.top for a in areas),
                max(a.right for a in areas), max(a.bottom for a in areas))
