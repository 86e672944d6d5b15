"""The last page of a paper as a picture, for the tenant’s window."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from housingdesk.ui.kit.pdf_document import Pdf

_SCALE = 1.6


def last_page_png(progress: Callable[[int, int, str], object], *, data: bytes) -> bytes:
    """The last page as PNG; drawn beside the window’s thread."""
    progress(0, 1, "Drawing the last page")
    pdf = Pdf(data)
    try:
        _, high = pdf.pixels(pdf.pages - 1, _SCALE)
        picture: QImage = pdf.band(pdf.pages - 1, _SCALE, 0, high)
    finally:
        pdf.close()
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(out, "PNG")  # type: ignore[call-overload]
    return bytes(out.data().data())
