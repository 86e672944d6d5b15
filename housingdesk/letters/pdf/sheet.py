"""One page as it is drawn: shapes beneath, text above, in points from the top left corner."""

from typing import TYPE_CHECKING

from housingdesk.letters.pdf.fonts import escaped, faces, usual_escaped, width
from housingdesk.letters.pdf.style import INK, PAGE_HEIGHT

if TYPE_CHECKING:
    from housingdesk.letters.pdf.document import Document


class Sheet:
    """Gathers the PDF operators of a page; every text goes through ``text``, the only way onto paper."""

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._shapes: list[str] = []
        self._texts: list[str] = ["BT"]
        self._font: tuple[str, float, int] = ("", 0, 0)
        self._colour = ""
        self.marks: list[tuple[str, float, float]] = []

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False, colour: str = INK) -> None:
        """Text with its baseline at ``y``, from ``x`` to the right."""
        out = self._texts
        if colour != self._colour:
            self._colour = colour
            out.append(f"{colour} rg")
        out.append(f"1 0 0 1 {x:.2f} {PAGE_HEIGHT - y:.2f} Tm")
        face = faces()[bold]
        if (ready := usual_escaped(bold, text)) is not None:
            self._use(face.name, size, 0)
            out.append(f"({ready}) Tj")
            return
        for font, run in face.runs(text):
            for subset, codes in self._document.split(font, run):
                self._use(font.fontName, size, subset)
                out.append(f"({escaped(codes)}) Tj")

    def right(self, x: float, y: float, text: str, size: float, bold: bool = False, colour: str = INK) -> None:
        """Text ending at ``x``."""
        self.text(x - width(text, size, bold), y, text, size, bold, colour)

    def centred(self, x: float, y: float, text: str, size: float, bold: bool = False, colour: str = INK) -> None:
        """Text with its middle at ``x``."""
        self.text(x - width(text, size, bold) / 2, y, text, size, bold, colour)

    def box(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        """A filled rectangle; ``y`` is its top."""
        self._shapes.append(f"{colour} rg {x:.2f} {PAGE_HEIGHT - y - down:.2f} {across:.2f} {down:.2f} re f")

    def rule(self, x: float, y: float, end: float, colour: str, thickness: float = 0.5) -> None:
        """A thin line across."""
        self._shapes.append(f"{colour} RG {thickness} w {x:.2f} {PAGE_HEIGHT - y:.2f} m {end:.2f} "
                            f"{PAGE_HEIGHT - y:.2f} l S")

    def shape(self, operators: str) -> None:
        """PDF path operators as they are, y upwards from the foot of the page."""
        self._shapes.append(operators)

    def mark(self, name: str, x: float, y: float) -> None:
        """Names a place of the page, so that a program finds it again; nothing is seen of it. ``y`` is from the top."""
        self.marks.append((name, x, PAGE_HEIGHT - y))

    def operators(self) -> str:
        """The page's content stream."""
        return "\n".join([*self._shapes, *self._texts, "ET"])

    def _use(self, name: str, size: float, subset: int) -> None:
        if (name, size, subset) != self._font:
            self._font = (name, size, subset)
            self._texts.append(f"{self._document.resource(name, subset)} {size:g} Tf")
