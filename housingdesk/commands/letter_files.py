"""Letters as issued, written into a folder as PDF files that sort in the order given."""

import re
from collections.abc import Sequence
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.letters import queries

Named = tuple[int, int, str, str]
"""The number the file's name begins with, the letter's id, its title and its addressee."""


def write_letters(desk: Desk, folder: Path, letters: Sequence[Named]) -> int:
    """Writes the PDFs and says how many."""
    wide = max([4, *(len(str(number)) for number, *_ in letters)])
    for number, letter_id, title, addressee in letters:
        name = re.sub(r"[^\w ,.-]", "", f"{number:0{wide}d} {title}, {addressee}")[:120]
        (folder / f"{name}.pdf").write_bytes(desk.ask(queries.pdf, letter_id=letter_id))
    return len(letters)
