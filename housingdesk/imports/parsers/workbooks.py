"""What a workbook's cells do not say: which sheets are hidden, and which formulas were never worked out.

A program that writes workbooks without Excel leaves formulas without their values. Such a cell reads as empty, and an empty
balance would pass for nil.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from posixpath import join, normpath
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

_CELL = re.compile(rb"<c\b([^>]*)>\s*<f\b[^>]*(?:/>|>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def hidden_sheets(data: bytes) -> frozenset[str]:
    """The names of the sheets of an Excel workbook (xlsx) that nobody sees."""
    return frozenset(name for name, state, _ in _sheets(data) if state in ("hidden", "veryHidden"))


def unvalued(data: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """By sheet the formulas that have no value: row and column counted from nought, and the formula."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        for name, _, path in _sheets(data):
            if path in names:
                cells = list(_unvalued(archive.read(path)))
                if cells:
                    found[name] = cells
    return found


def _unvalued(xml: bytes) -> Iterator[tuple[int, int, str]]:
    if b"<f" not in xml:
        return
    for cell in _CELL.finditer(xml):
        place = _PLACE.search(cell[1])
        if place is not None and b't="str"' not in cell[1]:  # a formula that says nothing has a value: the empty text
            text = unescape((cell[2] or b"").decode("utf-8", "replace"))
            yield int(place[2]) - 1, _column(place[1]), f"={text or '(formula)'}"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _sheets(data: bytes) -> list[tuple[str, str, str]]:
    """(name, state, path in the archive) of each sheet; none where the workbook's own list cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = fromstring(archive.read("xl/workbook.xml"))
            links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ParseError, DefusedXmlException, zipfile.BadZipFile):
        return []
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    return [(one.get("name", ""), one.get("state", "visible"), _path(targets.get(one.get(_REL), "")))
            for one in book.iter() if one.tag.endswith("}sheet")]


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
