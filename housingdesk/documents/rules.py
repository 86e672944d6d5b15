"""Which files may be kept with a record, and what each is. Pure; a file is judged by its first bytes, not only by its name."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from housingdesk.values.problems import Problem
from housingdesk.values.text import line_problem, one_line

LARGEST = 25_000_000
PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
# Ending: media type, and what the file begins with (nothing: it must be text).
_KNOWN: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": (PDF, (b"%PDF-",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "gif": ("image/gif", (b"GIF87a", b"GIF89a")),
    "tif": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    "docx": (f"{_OFFICE}wordprocessingml.document", (b"PK\x03\x04",)),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", (b"PK\x03\x04",)),
    "odt": (f"{_ODF}text", (b"PK\x03\x04",)),
    "ods": (f"{_ODF}spreadsheet", (b"PK\x03\x04",)),
    "doc": ("application/msword", (b"\xd0\xcf\x11\xe0",)),
    "xls": ("application/vnd.ms-excel", (b"\xd0\xcf\x11\xe0",)),
    "msg": ("application/vnd.ms-outlook", (b"\xd0\xcf\x11\xe0",)),
    "txt": ("text/plain", ()),
    "csv": ("text/csv", ()),
    "eml": ("message/rfc822", ()),
}


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file that a person wants to keep: its name as it was, and its bytes."""

    name: str
    content: bytes

    def problems(self) -> list[Problem]:
        """All that stands against keeping it."""
        said = line_problem(file_name(self.name), "The file’s name", 200)
        if said:
            return [Problem("name", said)]
        if not self.content:
            return [Problem("content", f"{self.name} is empty")]
        if len(self.content) > LARGEST:
            return [Problem("content", f"{self.name} is {len(self.content) // 1_000_000} MB. Files of up to "
                                       f"{LARGEST // 1_000_000} MB are kept")]
        return [] if media_type(self.name, self.content) else [Problem("content", self._why_not())]

    def _why_not(self) -> str:
        ending = _ending(self.name)
        if ending in _KNOWN:
            return f"{self.name} is called .{ending}, but what is in it is something else, or it is damaged"
        return f"{self.name} is not a kind of file that is kept. Keep it as a PDF or a picture"


def media_type(name: str, content: bytes) -> str | None:
    """What a file is by its ending and first bytes, or None when the two do not agree or the ending is not known.

    >>> media_type("scan.PDF", b"%PDF-1.7"), media_type("scan.pdf", b"MZ\\x90")
    ('application/pdf', None)
    """
    known = _KNOWN.get(_ending(name))
    if known is None:
        return None
    kind, beginnings = known
    right = content.startswith(beginnings) if beginnings else b"\x00" not in content[:4096]
    return kind if right else None


def file_name(name: str) -> str:
    """A name that is safe on every system: no folders, no characters that Windows refuses.

    >>> file_name("..\\\\rent: 1/2?.pdf"), file_name("Tenancy agreement.pdf")
    ('2_.pdf', 'Tenancy agreement.pdf')
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    return one_line(re.sub(r'[<>:"|?*]', "_", last)).strip(". ") or "file"


def fingerprint(content: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def size_words(size: int) -> str:
    """``size_words(1_234_567) == "1.2 MB"``."""
    if size < 1000:
        return f"{size} byte{'' if size == 1 else 's'}"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
