"""Reading a finished page back: is the whole address, and nothing else, where every envelope's window shows it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from housingdesk.letters.pdf.pdfium import PDFIUM
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.envelopes import USUAL, Area, Envelope

# PDFium's numbers for objects that are paths and images (fpdf_edit.h).
_DRAWN = [2, 3]


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
    text = words.get_text_range()
    wanted = "\r\n".join(lines)
    start = text.find(wanted)
    if start < 0:
        return AddressCheck(pages, (), ("The finished page does not hold the address as it should be.",), None)
    height = page.get_height()
    block = _around(_areas(words, start, len(wanted), height))
    end = start + len(wanted)
    others = [*_areas(words, 0, start, height), *_areas(words, end, len(text) - end, height), *_shapes(page, height)]
    found = {envelope.name: _problems(envelope, block, others) for envelope in envelopes}
    return AddressCheck(pages, tuple(name for name, problems in found.items() if not problems),
                        tuple(problem for problems in found.values() for problem in problems), block)


def _problems(envelope: Envelope, block: Area, others: Sequence[Area]) -> list[str]:
    problems, seen = [], envelope.seen
    if not envelope.safe.holds(block):
        problems.append(f"The address would not show whole in every position in the envelope {envelope.name}.")
    if any(other.touches(seen) for other in others):
        problems.append(f"Something other than the address could show in the window of the envelope {envelope.name}.")
    return problems


def _areas(words: Any, start: int, count: int, height: float) -> list[Area]:
    if count <= 0:
        return []
    return [_area(words.get_rect(number), height) for number in range(words.count_rects(start, count))]


def _shapes(page: Any, height: float) -> list[Area]:
    return [_area(shape.get_bounds(), height) for shape in page.get_objects(filter=_DRAWN)]


def _area(rectangle: tuple[float, float, float, float], height: float) -> Area:
    left, bottom, right, top = rectangle
    return Area(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)


def _around(areas: Sequence[Area]) -> Area:
    return Area(min(a.left for a in areas), min(a.top for a in areas),
                max(a.right for a in areas), max(a.bottom for a in areas))
