"""Bytes into text: what is no list at all is named and refused; the encoding is worked out, never believed.

Order (the encodings seen in real files): byte-order mark, every second byte nought, strict UTF-8, cp1252.
"""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass

from housingdesk.values.problems import Problem
from housingdesk.values.tables.refusing import refuse, warn

MAX_BYTES = 50 * 1024 * 1024
MAX_LINES = 1_000_000

_MAGIC = ((b"%PDF", "is a PDF document"), (b"\xff\xd8\xff", "is a picture (JPEG)"), (b"\x89PNG", "is a picture (PNG)"),
          (b"GIF8", "is a picture (GIF)"), (b"BM6", "is a picture (BMP)"), (b"{\\rtf", "is a word-processor document (RTF)"),
          (b"\x1f\x8b", "is a compressed file (gzip)"), (b"Rar!", "is a compressed file (RAR)"),
          (b"7z\xbc\xaf\x27\x1c", "is a compressed file (7z)"), (b"MZ", "is a program"), (b"\x7fELF", "is a program"),
          (b"SQLite format 3", "is a database"), (b"II*\x00", "is a picture (TIFF)"), (b"MM\x00*", "is a picture (TIFF)"))
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPLIT_NUMBER = re.compile(r"[0-9.,][\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+[0-9.,]")
_SPACES = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2009": " ", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file should be and the way out when it is not, as a refusal says it: "a bank statement", "Download it as CSV."."""

    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with ``\\n`` line ends, ordinary spaces and no control characters."""

    text: str
    warnings: tuple[Problem, ...] = ()


def fingerprint(data: bytes) -> str:
    """SHA-256 of the whole file in hexadecimal: the same file is known again at once."""
    return hashlib.sha256(data).hexdigest()


def check_size(data: bytes, wanted: Wanted) -> None:
    """Refuses the empty and the huge."""
    if len(data) > MAX_BYTES:
        raise refuse(f"The file has {len(data) // 1024 // 1024} MB; {wanted.what} of more than 50 MB is not read.")
    if not data.strip(b" \t\r\n\x00\x1a\xef\xbb\xbf\xff\xfe"):
        raise refuse("The file is empty.")


def check_kind(data: bytes, wanted: Wanted) -> str:
    """``"xlsx"``, ``"xls"`` or ``"text"``; refuses the empty, the huge and every kind of file that is no list."""
    check_size(data, wanted)
    for magic, words in _MAGIC:
        if data.startswith(magic):
            raise refuse(f"The file {words}, not {wanted.what} to read. {wanted.advice}")
    if data.startswith(b"PK"):
        return _kind_of_zip(data, wanted)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _kind_of_ole(data, wanted)
    return "text"


def decode(data: bytes, wanted: Wanted) -> Decoded:
    """The text of a file; refuses what is not text, naming the line where it can."""
    text = _decoded(data)
    if not text.isascii():
        text = _UNSEEN.sub("", text.translate(_SPACES))
    text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    warnings: list[Problem] = []
    controls = _CONTROLS.search(text)
    if controls:
        text, warnings = _without_controls(text, wanted)
    _refuse_web_page(text, wanted)
    if text.count("\n") > MAX_LINES:
        raise refuse(f"The file has more than {MAX_LINES:,} lines.")
    return Decoded(text, tuple(warnings))


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark) if encoding == "utf-8" else data, encoding)
    head = data[:4000]
    if len(head) >= 8 and head[1::2].count(0) > len(head) * 0.4 and head[0::2].count(0) < len(head) * 0.05:
        return _strictly(data, "utf-16-le")
    if len(head) >= 8 and head[0::2].count(0) > len(head) * 0.4 and head[1::2].count(0) < len(head) * 0.05:
        return _strictly(data, "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return data.decode("cp1252", "replace")
        raise refuse(f"The file is written in {encoding.upper()} but breaks off or is damaged at byte {error.start + 1:,}. "
                     "Download it again.") from None


def _without_controls(text: str, wanted: Wanted) -> tuple[str, list[Problem]]:
    found = len(_CONTROLS.findall(text))
    split = _SPLIT_NUMBER.search(text)
    if found > 40 and found > len(text) * 0.02 and text.count("\0") < found * 0.9:
        raise refuse(f"The file is not text. {wanted.advice}")
    if split:
        raise refuse("There is a damaged character inside a number. Download the file again",
                     line=text.count("\n", 0, split.start()) + 1)
    cleaned = _CONTROLS.sub("", text)
    if not cleaned.strip():
        raise refuse("The file is empty.")
    # \x01, \x03 and \x1a frame SWIFT messages and end old DOS files: ordinary, not worth a word.
    strange = len(re.findall(r"[\x00\x02\x04-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]", text))
    return cleaned, [warn(f"{strange} characters that cannot be shown were left out.")] if strange else []


def _refuse_web_page(text: str, wanted: Wanted) -> None:
    head = text[:1000].lstrip().lower()
    if head.startswith(("<!doctype html", "<html", "<head", "<table", "<body")):
        raise refuse(f"The file is a web page, perhaps a sign-in page, not {wanted.what}. {wanted.advice}")
    if head.startswith("mime-version:"):
        raise refuse(f"The file is a saved web page, not {wanted.what}. {wanted.advice}")


def _kind_of_zip(data: bytes, wanted: Wanted) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise refuse("The file is a compressed file that is damaged or cut off. Download it again.") from None
    names = {entry.filename for entry in entries}
    if sum(entry.file_size for entry in entries) > 8 * MAX_BYTES:
        raise refuse("The file unpacks to more than 400 MB, so it is not read.")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        raise refuse(f"The file is a Word document, not {wanted.what} to read. {wanted.advice}")
    if "content.xml" in names:
        raise refuse("The file is an OpenDocument file. Save it as CSV or as an Excel workbook first.")
    raise refuse("The file is a compressed folder (zip). Unpack it and choose the file inside.")


def _kind_of_ole(data: bytes, wanted: Wanted) -> str:
    if "WordDocument".encode("utf-16-le") in data:
        raise refuse(f"The file is a Word document, not {wanted.what} to read. {wanted.advice}")
    if any(word.encode("utf-16-le") in data for word in ("Workbook", "Book")):
        return "xls"
    raise refuse(f"The file is an Office file that is not a spreadsheet. {wanted.advice}")
