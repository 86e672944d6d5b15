"""Several issued PDFs as one job for the printer: their pages one after the other, not drawn again."""

from collections.abc import Sequence
from io import BytesIO

from housingdesk.letters.pdf.pdfium import PDFIUM


def joined(pdfs: Sequence[bytes]) -> bytes:
    """One PDF with the pages of all, in order."""
    import pypdfium2

    with PDFIUM:
        whole = pypdfium2.PdfDocument.new()
        for pdf in pdfs:
            part = pypdfium2.PdfDocument(pdf)
            whole.import_pages(part)
            part.close()
        out = BytesIO()
        whole.save(out)
        whole.close()
    return out.getvalue()
