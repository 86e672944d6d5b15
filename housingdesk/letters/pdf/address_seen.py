"""Reading the address of an issued letter back from its first page: what the window of an envelope shows."""

from collections.abc import Sequence

from housingdesk.letters.pdf.pdfium import PDFIUM
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.envelopes import USUAL, Envelope, all_seen


def address_seen(pdf: bytes, envelopes: Sequence[Envelope] = USUAL) -> tuple[str, ...]:
    """The lines that the windows show, from the top; empty for a letter without an address there."""
    import pypdfium2

    seen = all_seen(envelopes or USUAL)
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[0]
            height = page.get_height()
            words = page.get_textpage().get_text_bounded(seen.left * MM, height - seen.bottom * MM, seen.right * MM,
                                                         height - seen.top * MM)
        finally:
            document.close()
    return tuple(line.strip() for line in str(words).splitlines() if line.strip())
