"""The last page of a paper as a picture for the tenant’s window, without the empty paper under what is written on it."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from housingdesk.ui.kit.pdf_document import Pdf

_SCALE = 1.6
_FOOT = 0.91
"""From here down, in parts of the page, stands the foot with the page number."""
_WHITE = 0xF0
_MARGIN = 24


def last_page_png(progress: Callable[[int, int, str], object], *, data: bytes) -> bytes:
    """The last page as PNG, down to what is written last; drawn beside the window’s thread."""
    progress(0, 1, "Drawing the last page")
    pdf = Pdf(data)
    try:
        _, high = pdf.pixels(pdf.pages - 1, _SCALE)
        picture: QImage = pdf.band(pdf.pages - 1, _SCALE, 0, high)
    finally:
        pdf.close()
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.copy(0, 0, picture.width(), _end(picture)).save(out, "PNG")  # type: ignore[call-overload]
    return bytes(out.data().data())


def _end(picture: QImage) -> int:
    """The row under the last one above the foot that has ink in it."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    bits, line = bytes(grey.constBits()), grey.bytesPerLine()
    for row in range(int(grey.height() * _FOOT), 0, -1):
        if min(bits[row * line:row * line + grey.width()]) < _WHITE:
            return min(row + _MARGIN, grey.height())
    return grey.height()
