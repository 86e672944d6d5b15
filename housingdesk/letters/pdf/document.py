"""The document: pages in order, page x of y, marks on every page, and the metadata that a reader and an archive want."""

from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from housingdesk.letters.pdf.fonts import LetterFont, faces, font
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import PAGE_HEIGHT, PAGE_WIDTH


class Document:
    """Collects sheets and writes them; the same sheets give the same bytes."""

    def __init__(self, title: str, author: str) -> None:
        first = faces()[0].name
        self.sheets: list[Sheet] = []
        self._out = BytesIO()
        self._canvas = Canvas(self._out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1, invariant=1, lang="en-GB",
                              initialFontName=first)
        self._doc: Any = self._canvas._doc
        self._resources: dict[tuple[str, int], str] = {}
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(title)
        self._canvas.setCreator("HousingDesk")
        self._canvas.setProducer("HousingDesk")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        for face in faces():
            face.first.begin(self._doc)

    def new_sheet(self) -> Sheet:
        """The next page."""
        sheet = Sheet(self)
        self.sheets.append(sheet)
        return sheet

    def resource(self, name: str, subset: int) -> str:
        """The name of a font's subset in the pages' resources: ``/F1+0``."""
        if (name, subset) not in self._resources:
            self._resources[name, subset] = font(name).resource(subset, self._doc)
        return self._resources[name, subset]

    def split(self, used: LetterFont, run: str) -> list[tuple[int, bytes]]:
        """Characters of one font as codes in its subsets."""
        return used.codes(run, self._doc)

    def write(self) -> bytes:
        """The finished PDF."""
        places: dict[str, Any] = {}
        for sheet in self.sheets:
            self._canvas.addLiteral(sheet.operators())
            for name, x, y in sheet.marks:
                places[name] = pdfdoc.PDFArray([self._doc.thisPageRef(), pdfdoc.PDFName("XYZ"), x, y, 0])
            self._canvas.showPage()
        if places:
            self._doc.Catalog.Dests = pdfdoc.PDFDictionary(places)
        self._canvas.save()
        return self._out.getvalue()
