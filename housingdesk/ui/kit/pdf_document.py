"""A PDF as issued, as pictures and as words. PDFium is one machine for all threads: the lock of the letters guards it."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
from PySide6.QtGui import QImage

from housingdesk.errors import BadFile, Cancelled
from housingdesk.letters.pdf.pdfium import PDFIUM

POINTS_PER_INCH = 72
_RAW: Any = pypdfium2.raw


class Pdf:
    """A document held in memory; sizes in points. Every method may be called from any thread."""

    def __init__(self, data: bytes) -> None:
        self._closed = False
        with PDFIUM:
            try:
                self._document = pypdfium2.PdfDocument(data)
                self.sizes: tuple[tuple[float, float], ...] = tuple(
                    self._document.get_page_size(number) for number in range(len(self._document)))
            except pypdfium2.PdfiumError as error:
                raise BadFile(f"This document cannot be shown: {error}") from error

    @property
    def pages(self) -> int:
        """How many pages."""
        return len(self.sizes)

    def image(self, page: int, scale: float) -> QImage:
        """A page from 0 on white paper, ``scale`` pixels to a point."""
        return self.band(page, scale, 0, self.pixels(page, scale)[1])

    def pixels(self, page: int, scale: float) -> tuple[int, int]:
        """How wide and high a page is at a scale."""
        wide, high = self.sizes[page]
        return math.ceil(wide * scale), math.ceil(high * scale)

    def band(self, page: int, scale: float, top: int, height: int) -> QImage:
        """The lines ``top`` to ``top + height`` of the picture of a page, drawn without the rest of it."""
        wide, high = self.pixels(page, scale)
        with self._page(page) as opened:
            bitmap = pypdfium2.PdfBitmap.new_native(wide, height, _RAW.FPDFBitmap_BGRx)
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, wide, height)
            _RAW.FPDF_RenderPageBitmap(bitmap, opened, 0, -top, wide, high, 0, _RAW.FPDF_ANNOT)
            lent = QImage(memoryview(bitmap.buffer), wide, height, bitmap.stride, QImage.Format.Format_RGB32)
            picture = lent.copy()  # the lines belong to PDFium and go with this call
            bitmap.close()
            return picture

    def text(self, page: int) -> str:
        """The words of a page from 0 in the order in which they were drawn."""
        with self._page(page) as opened:
            words = opened.get_textpage()
            try:
                return str(words.get_text_bounded()).replace("\r\n", "\n")
            finally:
                words.close()

    def all_text(self) -> str:
        """The words of all pages, each under its number."""
        return "\n\n".join(f"Page {page + 1} of {self.pages}\n\n{self.text(page)}" for page in range(self.pages))

    def close(self) -> None:
        """Let the document go."""
        with PDFIUM:
            self._closed = True
            self._document.close()

    @contextmanager
    def _page(self, number: int) -> Iterator[pypdfium2.PdfPage]:
        with PDFIUM:
            if self._closed:  # another document took its place while this was asked for
                raise Cancelled("This document was put away")
            opened = self._document[number]
            try:
                yield opened
            finally:
                opened.close()
