"""Bank files as banks write them, for the made-up association and the tests: the readers' other half.

Each writer takes ``Statement`` with an opening balance and its lines oldest first, and works out every balance itself.
"""

from collections.abc import Callable, Sequence

from housingdesk.bank.parsers.reading import Statement
from housingdesk.bank.parsers.writers import csv_files, fixed, swift, tagged
from housingdesk.bank.parsers.writers.figures import Kind

WRITERS: dict[str, Callable[[Sequence[Statement]], bytes]] = {
    "csv:barclays": csv_files.barclays, "csv:natwest": csv_files.natwest, "csv:lloyds": csv_files.lloyds,
    "csv:hsbc": csv_files.hsbc, "csv:nationwide": csv_files.nationwide, "csv:starling": csv_files.starling,
    "ofx": tagged.ofx, "qif": tagged.qif, "camt.053": tagged.camt053, "mt940": swift.mt940, "bai2": fixed.bai2,
    "standard18": fixed.standard18,
}
EXTENSIONS = {"ofx": "ofx", "qif": "qif", "camt.053": "xml", "mt940": "sta", "bai2": "bai", "standard18": "txt"}


def write_statements(format: str, statements: Sequence[Statement]) -> bytes:
    """The bytes of a bank file in one of the ``WRITERS`` formats, named as readers name them."""
    return WRITERS[format](statements)


def extension(format: str) -> str:
    """The usual end of such a file's name: ``csv``, ``ofx`` …"""
    return EXTENSIONS.get(format, "csv")


__all__ = ["WRITERS", "Kind", "extension", "write_statements"]
