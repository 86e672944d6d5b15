"""The bundled fonts as reportlab embeds them, with widths and escapes kept ready between letters.

The usual characters (Latin letters, figures, £ and the signs of letters) are one fixed subset of each font, whose
embedded stream is made once; characters beyond it go into further small subsets of the document that needs them.
"""

import threading
import zlib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from housingdesk import resources
from housingdesk.letters.rules.address import AddressBlock, PostalAddress, fit_address
from housingdesk.letters.rules.characters import font_runs
from housingdesk.letters.rules.envelopes import Envelope

# Page streams as bytes and not as ASCII85 text: a fifth smaller, and they go to the printer as they are.
vars(rl_config)["useA85"] = 0

_EXTRA = "£–’‘“”·½×éèáóíúñöüäçÉ"
USUAL_CHARACTERS = frozenset([*map(chr, range(32, 127)), "\u00a0", *_EXTRA])
_REGULAR = ("NotoSans-Regular", "NotoSansEthiopic-Regular", "NotoSansGeorgian-Regular", "NotoSansArmenian-Regular",
            "NotoSansMath-Regular", "NotoSansSymbols2-Regular")
_BOLD = ("NotoSans-Bold", "NotoSansEthiopic-Bold", "NotoSansGeorgian-Bold", "NotoSansArmenian-Bold",
         "NotoSansMath-Regular", "NotoSansSymbols2-Regular")
_SECOND_SUBSET = 256
# A font's face reads its file through one position: a preview and a batch may not cut subsets from it at once.
_READING = threading.Lock()


class LetterFont(TTFont):
    """A font whose first subset is always the usual characters, so that its embedded form is made only once."""

    def __init__(self, name: str) -> None:
        TTFont.__init__(self, name, str(resources.find(f"fonts/letters/{name}.ttf")), shapable=False)

    def begin(self, doc: Any) -> None:
        """Assigns the usual characters in a document; what else it needs is assigned after them."""
        self.codes(_EXTRA, doc)
        self.state[doc].nextCode = _SECOND_SUBSET

    def codes(self, text: str, doc: Any) -> list[tuple[int, bytes]]:
        """The text as codes in the document's subsets of this font, each with the number of its subset."""
        chunks: list[tuple[int, bytes]] = TTFont.splitString(self, text, doc)
        return chunks

    def resource(self, subset: int, doc: Any) -> str:
        """The name of a subset in the document's pages: ``/F1+0``."""
        return str(TTFont.getSubsetInternalName(self, subset, doc))

    def addObjects(self, doc: Any) -> None:
        """Adds the document's subsets of this font (reportlab calls this when it writes the document)."""
        state = self.state[doc]
        state.frozen = 1
        fonts = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            name = self.resource(number, doc)[1:]
            base = f"HDESK{chr(ord('A') + number)}+{self.fontName}"
            fonts[name] = doc.Reference(self._font(doc, base, tuple(subset)), name)

    def _font(self, doc: Any, base: str, subset: tuple[int, ...]) -> Any:
        widths, descriptor, unicode_map, outlines = _ready(self.fontName, base, subset)
        file = _reference(doc, f"file:{base}", outlines)
        described = doc.Reference(pdfdoc.PDFDictionary({**descriptor, "FontFile2": file}), f"descriptor:{base}")
        return pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/TrueType", "BaseFont": f"/{base}", "FirstChar": 0,
            "LastChar": len(subset) - 1, "Widths": widths, "FontDescriptor": described,
            "ToUnicode": _reference(doc, f"unicode:{base}", unicode_map)})


class _Stream(pdfdoc.PDFObject):
    """A stream already compressed and written out."""

    __RefOnly__ = 1

    def __init__(self, written: bytes) -> None:
        self.written = written

    def format(self, document: Any) -> bytes:  # noqa: ARG002
        return self.written


def _reference(doc: Any, name: str, written: bytes) -> Any:
    return doc.Reference(_Stream(written), name)


@lru_cache(maxsize=256)
def _ready(font_name: str, base: str, subset: tuple[int, ...]) -> tuple[bytes, dict[str, Any], bytes, bytes]:
    """Widths, descriptor, character map and outlines of one subset, as they are written in a PDF."""
    face = pdfmetrics.getFont(font_name).face
    widths = b"[" + b" ".join(b"%g" % face.getCharWidth(c) for c in subset) + b"]"
    descriptor = {
        "Type": "/FontDescriptor", "Ascent": face.ascent, "CapHeight": face.capHeight, "Descent": face.descent,
        "Flags": 4, "FontBBox": pdfdoc.PDFArray(face.bbox), "FontName": f"/{base}",
        "ItalicAngle": face.italicAngle, "StemV": face.stemV, "MissingWidth": face.defaultWidth}
    with _READING:
        outlines = face.makeSubset(list(subset))
    return widths, descriptor, _written(_unicode_map(base, subset)), _written(outlines, b"/Length1 %d" % len(outlines))


def _written(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return (b"<< /Filter /FlateDecode /Length %d %b >>\nstream\n" % (len(packed), more)
            + packed + b"\nendstream\n")


def _unicode_map(base: str, subset: Sequence[int]) -> bytes:
    pairs = [f"<{code:02X}> <{char:04X}>" for code, char in enumerate(subset) if char]
    blocks = [pairs[i:i + 100] for i in range(0, len(pairs), 100)]
    return "\n".join([
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        f"/CIDSystemInfo << /Registry ({base}) /Ordering ({base}) /Supplement 0 >> def",
        f"/CMapName /{base} def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange",
        *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
        "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode("ascii")


class Face:
    """One weight: its first font, and the fonts that stand in for characters the first one lacks."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.name = names[0]
        self._names = names
        self.first = font(names[0])
        self.escapes = _escapes(self.first)
        self._units: dict[str, float] = {c: self.first.face.getCharWidth(ord(c)) for c in USUAL_CHARACTERS}

    def runs(self, text: str, place: str = "this letter") -> Iterator[tuple["LetterFont", str]]:
        """The text by font; Refused, with character and place, when no bundled font has a character."""
        if USUAL_CHARACTERS.issuperset(text):
            yield self.first, text
            return
        for number, run in font_runs(text, [_characters(name) for name in self._names], place):
            yield font(self._names[number]), run

    def units(self, text: str) -> float:
        """The width of a text in thousandths of the type size."""
        try:
            return sum(map(self._units.__getitem__, text))
        except KeyError:
            return float(sum(sum(map(f.face.getCharWidth, map(ord, run))) for f, run in self.runs(text)))


@cache
def font(name: str) -> LetterFont:
    """A bundled font, registered with reportlab."""
    made = LetterFont(name)
    pdfmetrics.registerFont(made)
    return made


@cache
def _characters(name: str) -> frozenset[int]:
    return frozenset(font(name).face.charToGlyph)


@cache
def faces() -> tuple[Face, Face]:
    """Regular and bold."""
    return Face(_REGULAR), Face(_BOLD)


@lru_cache(maxsize=32768)
def word_units(bold: bool, word: str) -> float:
    """The width of a word in thousandths of the type size."""
    return faces()[bold].units(word)


@lru_cache(maxsize=8192)
def usual_escaped(bold: bool, text: str) -> str | None:
    """The text as it stands in a PDF string of the first subset, or None when it has other than the usual characters."""
    return text.translate(faces()[bold].escapes) if USUAL_CHARACTERS.issuperset(text) else None


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in points."""
    return word_units(bold, text) * size / 1000


def refuse_missing(text: str, place: str) -> None:
    """Refused, naming character and place, when a text cannot be printed whole in regular or in bold."""
    if not USUAL_CHARACTERS.issuperset(text):
        for face in faces():
            for _ in face.runs(text, place):
                pass


def fit_in_window(address: PostalAddress, envelopes: tuple[Envelope, ...]) -> AddressBlock:
    """The address block, measured in the regular font; its characters are checked first."""
    for part in (*address.names, address.unit, address.building, address.street, address.locality, address.town,
                 address.county, address.postcode):
        refuse_missing(part, "the address")
    return _fitted(address, envelopes)


@lru_cache(maxsize=64)
def _fitted(address: PostalAddress, envelopes: tuple[Envelope, ...]) -> AddressBlock:
    return fit_address(address, envelopes, width)


def _escapes(first: LetterFont) -> dict[int, str]:
    """For str.translate: the usual characters as they stand in a PDF string of the font's first subset."""
    doc = pdfdoc.PDFDocument()
    first.begin(doc)
    table = {ord(c): escaped(first.codes(c, doc)[0][1]) for c in USUAL_CHARACTERS}
    return {code: text for code, text in table.items() if text != chr(code)}


def escaped(codes: bytes) -> str:
    """Bytes as the inside of a PDF string."""
    return "".join(f"\\{chr(b)}" if b in b"()\\" else chr(b) if 32 <= b < 127 else f"\\{b:03o}" for b in codes)
