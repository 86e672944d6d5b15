"""The smallest workbook in the format of Excel 97: one sheet of texts, numbers and dates in one compound file."""

import struct
from collections.abc import Sequence
from datetime import date

Cell = str | float | date
_END, _FREE, _FAT = -2, -1, -3


def old_workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The bytes of an ``.xls`` file."""
    stream = _stream(rows)
    stream += b"\0" * (max(4096, -(-len(stream) // 512) * 512) - len(stream))
    sectors = len(stream) // 512
    table = [_FAT, _END, *range(3, sectors + 2), _END]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack(
        "<HHHHH6xIIIIIiIiI", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109i", 0, *[_FREE] * 108)
    fat = struct.pack("<128i", *table, *[_FREE] * (128 - len(table)))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, -1, 2, len(stream)) + bytes(256)
    return header + fat + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack("<HBBiii36xiI4x", len(text), kind, 1, -1, -1, child, start, size)


def _record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def _stream(rows: Sequence[Sequence[Cell]]) -> bytes:
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)) + _record(0x0042, struct.pack("<H", 1200))
    start += b"".join(_record(0x00E0, struct.pack("<HH16x", 0, key)) for key in (0, 14))
    name = b"Sheet1"
    bound = 4 + 8 + len(name)
    offset = len(start) + bound + 4
    start += _record(0x0085, struct.pack("<IBBBB", offset, 0, 0, len(name), 0) + name) + _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet += _cell(row, column, cell)
    return start + sheet + _record(0x000A, b"")


def _cell(row: int, column: int, cell: Cell) -> bytes:
    if isinstance(cell, str):
        return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(cell), 0) + cell.encode("latin-1"))
    if isinstance(cell, date):
        return _record(0x0203, struct.pack("<HHHd", row, column, 1, float((cell - date(1899, 12, 30)).days)))
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
