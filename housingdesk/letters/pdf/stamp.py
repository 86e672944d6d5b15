"""The mark on a reprint. The issued bytes stay as they are: the mark is an incremental update written after them
(ISO 32000-1 §7.5.6), so that what was issued can be cut out again and compared by its hash."""

import re
import zlib

from housingdesk.errors import Refused
from housingdesk.letters.rules.address import MM

_PAGE = re.compile(rb"\n(\d+) 0 obj\n(<<(?:(?!endobj).)*?/Type /Page\b(?!s)(?:(?!endobj).)*?>>)\nendobj", re.DOTALL)
_CONTENTS = re.compile(rb"/Contents (\d+) 0 R")
_ROOT, _INFO = (re.compile(rb"/%b \d+ 0 R" % key) for key in (b"Root", b"Info"))
_SIZE = re.compile(rb"/Size (\d+)")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_WORDS = re.compile(r"[A-Za-z0-9 ,:.\-]{1,60}")
_FONT = b"/F1+0"


def stamped(pdf: bytes, words: str) -> bytes:
    """The document with the words at the foot of every page, in the font that the document carries."""
    if not _WORDS.fullmatch(words):
        raise Refused(f"“{words}” cannot be stamped: use plain letters and figures")
    start, trailer = _START.search(pdf), pdf[pdf.rfind(b"trailer"):]
    root, size = _ROOT.search(trailer), _SIZE.search(trailer)
    pages = list(_PAGE.finditer(pdf))
    if not (start and root and size and pages and _FONT in pdf):
        raise Refused("This document was not made by this program, so it cannot be stamped")
    mark = _stream(words)
    number = int(size[1])
    objects = [(number, mark)]
    for page in pages:
        objects.append((int(page[1]), _CONTENTS.sub(rb"/Contents [\1 0 R %d 0 R]" % number, page[2], count=1)))
    return pdf + _update(len(pdf), objects, number + 1, trailer, int(start[1]))


def _stream(words: str) -> bytes:
    content = (f"BT 0.64 0.32 0 rg {_FONT.decode()} 10 Tf 1 0 0 1 {95 * MM:.2f} {6 * MM:.2f} Tm ({words}) Tj ET\n")
    packed = zlib.compress(content.encode("ascii"))
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"


def _update(at: int, objects: list[tuple[int, bytes]], size: int, trailer: bytes, before: int) -> bytes:
    out, entries = b"\n", {}
    for number, body in objects:
        entries[number] = at + len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, entries[n]) for n in sorted(entries))
    root, info = _ROOT.search(trailer), _INFO.search(trailer)
    keys = b"".join(match[0] + b" " for match in (root, info) if match)
    return out + table + b"trailer\n<< /Size %d %b/Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, keys, before, at + len(out))
