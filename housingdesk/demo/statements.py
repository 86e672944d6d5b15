"""The weekly statement files of the past, in the format that the association's bank usually sends.

It is Standard 18: short, and it tells the payer's own account. What is stored of a line is what the reader makes of it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.bank.parsers import standard18
from housingdesk.bank.parsers.reading import Line
from housingdesk.bank.parsers.writers import extension, write_statements
from housingdesk.demo.bank_files import to_statement
from housingdesk.demo.lines import BankLine

FORMAT = "standard18"


@dataclass(frozen=True, slots=True)
class PastStatement:
    """One week's file and its lines as read, in the order of the plan; the file states no opening balance."""

    name: str
    content: bytes
    sha256: str
    closing: int | None
    first_on: date
    last_on: date
    lines: tuple[Line, ...]


def past_statement(lines: Sequence[BankLine], opening: int) -> PastStatement:
    """The file over some lines, which are one at least, from an opening balance in pence."""
    statement = to_statement(lines, opening)
    content = write_statements(FORMAT, [statement])
    [read] = standard18.read(content.decode("ascii").replace("\r\n", "\n")).statements
    if [line.pence for line in read.lines] != [line.pence for line in lines] or read.closing != statement.closing:
        raise ValueError("a statement file does not read back as it was written")
    name = f"statement-{lines[0].on}-to-{lines[-1].on}.{extension(FORMAT)}"
    digest = hashlib.sha256(content).hexdigest()
    return PastStatement(name, content, digest, read.closing, lines[0].on, lines[-1].on, read.lines)
