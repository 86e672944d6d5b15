"""The words of a PDF with text in it, line by line, each where it stands. A scanned page has none and is refused."""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from housingdesk.benefits.parsers.schedules.in_columns import Word
from housingdesk.errors import BadFile

_MOST_PAGES = 400
_SCANNED = ("The PDF has no text in it, only pictures of pages, so it cannot be read. Ask the office for a spreadsheet, or "
            "type its lines into one")


def lines_of(data: bytes) -> list[list[Word]]:
    """Every line of every page from the top, its words from the left; places in widths of a letter of the page."""
    import pypdfium2

    from housingdesk.letters.pdf.pdfium import PDFIUM

    lines: list[list[Word]] = []
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise BadFile("The PDF is damaged or locked with a password, so it cannot be read") from error
        try:
            if len(document) > _MOST_PAGES:
                raise BadFile(f"The PDF has {len(document)} pages, and at most {_MOST_PAGES} are read")
            for number in range(len(document)):
                lines += _page_lines(document[number])
        except pypdfium2.PdfiumError as error:
            raise BadFile("A page of the PDF is damaged, so it cannot be read") from error
        finally:
            document.close()
    if not any(lines):
        raise BadFile(_SCANNED)
    return lines


def _page_lines(page: Any) -> list[list[Word]]:
    found = list(_words(page.get_textpage()))
    if not found:
        return []
    wide = sorted((right - left) / len(text) for _, left, right, text in found)
    unit = wide[len(wide) // 2] or 4.0
    rows: defaultdict[int, list[Word]] = defaultdict(list)
    for height, left, right, text in found:
        near = round(height / 3)
        row = next((key for key in (near, near - 1, near + 1) if key in rows), near)
        rows[row].append(Word(left / unit, right / unit, text))
    return [sorted(rows[row], key=lambda word: word.left) for row in sorted(rows, reverse=True)]


def _words(words: Any) -> Iterator[tuple[float, float, float, str]]:
    """Height of its line, left, right and text of each word in the order in which they were drawn, in points."""
    word: list[tuple[float, float, float, str]] = []
    for letter in _letters(words):
        if word and (letter is None or abs(letter[0] - word[-1][0]) > 1 or not -2 < letter[1] - word[-1][2] < 12):
            yield word[0][0], word[0][1], word[-1][2], "".join(text for _, _, _, text in word)
            word = []
        if letter is not None:
            word.append(letter)
    if word:
        yield word[0][0], word[0][1], word[-1][2], "".join(text for _, _, _, text in word)


def _letters(words: Any) -> Iterator[tuple[float, float, float, str] | None]:
    """Height of its line, left, right and letter of all that is seen on a page; None where a word ends."""
    import pypdfium2

    raw: Any = pypdfium2.raw
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    for place in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words, place)
        if code <= 32 or code == 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            yield None
        elif raw.FPDFText_GetCharBox(words, place, left, right, bottom, top) and raw.FPDFText_GetCharOrigin(words, place, x, y):
            yield y.value, left.value, right.value, chr(code)
