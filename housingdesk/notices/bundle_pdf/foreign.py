"""Files that were not drawn here, such as scans and photographs, as pages that fit a bundle: A4 upright with a free foot.

A page of a PDF is taken over as it is, only smaller; a photograph is turned as the camera meant it and made small enough to
be sent. What cannot be opened is said in words, never passed over.
"""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

from housingdesk.errors import BadFile
from housingdesk.letters.pdf.style import PAGE_HEIGHT, PAGE_WIDTH
from housingdesk.letters.rules.address import MM
from housingdesk.notices.bundle_pdf.overlay import lay_over
from housingdesk.notices.rules.bundle import PICTURES

_MARGIN, _FOOT = 10 * MM, 18 * MM
_DOTS = 2_000
_LARGEST = 120_000_000
_MOST_PAGES = 1_000


def fitted_pages(content: bytes, media_type: str, name: str) -> tuple[Any, Any]:
    """The file as an open PDF whose pages fit a bundle, and what must stay open with it; BadFile when it cannot be opened."""
    return _of_pictures(content, name) if media_type in PICTURES else _of_pdf(content, name)


def _box() -> Any:
    import pikepdf

    return pikepdf.Rectangle(_MARGIN, _FOOT, PAGE_WIDTH - _MARGIN, PAGE_HEIGHT - _MARGIN)


def _of_pdf(content: bytes, name: str) -> tuple[Any, Any]:
    import pikepdf

    try:
        source = pikepdf.open(BytesIO(content))
        if len(source.pages) > _MOST_PAGES:
            raise BadFile(f"{name} has more than {_MOST_PAGES:,} pages")
        with suppress(pikepdf.PdfError):  # a form field that has no picture of itself stays as it is
            source.generate_appearance_streams()
        source.flatten_annotations("all")
        made = pikepdf.new()
        for page in source.pages:
            made.add_blank_page(page_size=(PAGE_WIDTH, PAGE_HEIGHT))
            lay_over(made.pages[-1], page, 0, _box())
    except pikepdf.PasswordError as error:
        raise BadFile(f"{name} is locked with a password") from error
    except (pikepdf.PdfError, ValueError) as error:
        raise BadFile(f"{name} is damaged and cannot be opened") from error
    return made, source


def _of_pictures(content: bytes, name: str) -> tuple[Any, Any]:
    import pikepdf
    from PIL import Image, UnidentifiedImageError
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, invariant=1)
    room = (PAGE_WIDTH - 2 * _MARGIN, PAGE_HEIGHT - _MARGIN - _FOOT)
    try:
        for jpeg, wide, high in _jpegs(content, name):
            scale = min(room[0] / wide, room[1] / high)
            across, down = wide * scale, high * scale
            left, bottom = _MARGIN + (room[0] - across) / 2, _FOOT + room[1] - down
            canvas.drawImage(ImageReader(BytesIO(jpeg)), left, bottom, across, down)
            canvas.showPage()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise BadFile(f"{name} is damaged and cannot be shown") from error
    canvas.save()
    return pikepdf.open(BytesIO(out.getvalue())), None


def _jpegs(content: bytes, name: str) -> Iterator[tuple[bytes, int, int]]:
    """Each picture of a file the right way up, as JPEG with its width and height in dots."""
    from PIL import Image, ImageOps, ImageSequence

    with Image.open(BytesIO(content)) as picture:
        if picture.width * picture.height > _LARGEST:
            raise BadFile(f"{name} is too large to be shown")
        frames = ImageSequence.Iterator(picture) if picture.format == "TIFF" else [picture]
        for frame in frames:
            upright = ImageOps.exif_transpose(frame)
            upright = _on_white(upright)
            upright.thumbnail((_DOTS, _DOTS))
            out = BytesIO()
            upright.save(out, "JPEG", quality=85)
            yield out.getvalue(), upright.width, upright.height


def _on_white(picture: Any) -> Any:
    """A picture without see-through parts, which would print black."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "P", "PA"):
        shown = picture.convert("RGBA")
        paper = Image.new("RGB", shown.size, "white")
        paper.paste(shown, mask=shown.getchannel("A"))
        return paper
    return picture.convert("RGB")
