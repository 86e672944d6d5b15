"""Several issued PDFs as one, for the printer or to keep: their pages one after the other, not drawn again."""

import hashlib
import re
from collections.abc import Sequence
from io import BytesIO

from housingdesk.letters.pdf.pdfium import PDFIUM

_WHEN = re.compile(rb"(/CreationDate\(D:)\d{14}([^)]*)")
_NUMBER = re.compile(rb"/ID\[<[0-9A-Fa-f]{32}><[0-9A-Fa-f]{32}>\]")


def joined(pdfs: Sequence[bytes]) -> bytes:
    """One PDF with the pages of all, in order; the same PDFs always give the same bytes, so that a set is kept once."""
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
    return _timeless(out.getvalue())


def _timeless(pdf: bytes) -> bytes:
    """Without the moment of joining and the number drawn for it; as long as before, for the table of where things stand."""
    pdf = _WHEN.sub(lambda found: found[1] + b"20000101000000" + re.sub(rb"\d", b"0", found[2]), pdf, count=1)
    number = hashlib.sha256(_NUMBER.sub(b"", pdf)).hexdigest()[:32].upper().encode()
    return _NUMBER.sub(b"/ID[<" + number + b"><" + number + b">]", pdf)
