"""A PDF as issued, as pictures and as words. PDFium is one machine for all threads: the lock of the letters guards it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PySide6.QtGui import QImage

from housingdesk.errors import BadFile
from housingdesk.letters.pdf.pdfium import PDFIUM

POINTS_PER_INCH = 72


class Pdf:
    """A document held in memory; sizes in points. Every method may be called from any thread."""

    def __init__(self, data: bytes) -> None:
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
        with self._page(page) as opened:
            bitmap = opened.render(scale=scale, fill_color=(255, 255, 255, 255), prefer_bgrx=True)
            made = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
            copied = made.copy()  # the bytes belong to Python and go with this call
            bitmap.close()
            return copied

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
            self._document.close()

    @contextmanager
    def _page(self, number: int) -> Iterator[pypdfium2.PdfPage]:
        with PDFIUM:
            opened = self._document[number]
            try:
                yield opened
            finally:
                opened.close()
