"""What the columns of an office's schedule hold: guessed by their heads and by what is in them, said by a person where not.

Every office sends another table, so its layout is kept as JSON text and known again by its heading row.
"""

import json
from collections.abc import Sequence

from housingdesk.errors import BadFile
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import squash

CLAIM, RENT, NAME, TITLE, FIRST, LAST, ADDRESS = "claim", "rent", "name", "title", "first", "last", "address"
FROM, TO, PERIOD, WEEKLY = "from", "to", "period", "weekly"
GROSS, RECOVERY, NET, SIGN = "gross", "recovery", "net", "sign"
PAID_ON, CREDITOR, SAID = "paid on", "creditor", "said"
WORDS = {
    CLAIM: "Claim reference", RENT: "Our rent reference", NAME: "Name", TITLE: "Title", FIRST: "First name", LAST: "Surname",
    ADDRESS: "Address", FROM: "Period from", TO: "Period to (last day)", PERIOD: "Period, from and to", WEEKLY: "A week",
    GROSS: "Gross", RECOVERY: "Taken off", NET: "Net, paid to us", SIGN: "Plus or minus", PAID_ON: "Payment date",
    CREDITOR: "Creditor number", SAID: "What it is, reason",
}
MANY = frozenset({ADDRESS, SAID, RECOVERY, GROSS})
"""Roles that several columns may have: parts of an address, and amounts that are added up."""


@frozen
class Layout:
    """A role for each column (``WORDS``), empty where it is not used; ``head`` is the heading row they stood under.

    ``cuts``: where the columns of a text without delimiters begin, counted from nought. ``pence``: amounts are whole pence.
    """

    roles: tuple[str, ...]
    head: tuple[str, ...] = ()
    cuts: tuple[int, ...] = ()
    pence: bool = False

    def problems(self) -> list[Problem]:
        """What still keeps it from being used, each naming its column's field (``column 2``)."""
        found = []
        for place, role in enumerate(self.roles):
            if role and role not in MANY and role in self.roles[:place]:
                found.append(Problem(f"column {place}", f"Two columns are “{WORDS[role]}”. Choose one of them"))
        used = set(self.roles)
        if not used & {CLAIM, RENT, NAME, LAST}:
            found.append(Problem("column 0", "Say which column holds a reference or the name"))
        if not used & {GROSS, NET}:
            found.append(Problem("column 0", "Say which column holds what is paid, net or gross"))
        return found

    def fits(self, row: Sequence[str]) -> bool:
        """Whether a row is the heading row that this layout stood under."""
        return bool(self.head) and [squash(cell) for cell in row] == [squash(cell) for cell in self.head]

    def suits(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether a file without heads has as many columns as this layout, which has none either, and money where it says."""
        body = [row for row in rows if any(row)]
        places = [place for place, role in enumerate(self.roles) if role in (NET, GROSS)]
        if self.head or not body or not places or any(len(row) != len(self.roles) for row in body):
            return False
        return all(any(any(map(str.isdigit, row[place])) for place in places) for row in body)

    def to_json(self) -> str:
        """As it is remembered."""
        return json.dumps({"roles": self.roles, "head": self.head, "cuts": self.cuts, "pence": self.pence}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "Layout":
        """A layout that was remembered; BadFile when the text is none."""
        try:
            data = json.loads(text)
            made = Layout(tuple(map(str, data["roles"])), tuple(map(str, data["head"])),
                          tuple(map(int, data.get("cuts", ()))), bool(data.get("pence", False)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadFile("The columns that were remembered for this office cannot be read") from error
        if not set(made.roles) <= {"", *WORDS}:
            raise BadFile("The columns that were remembered for this office are not of this program")
        return made


class NeedsLayout(BadFile):
    """Nobody has said yet what the columns hold; ``guess`` is what their heads and contents say, ``rows`` the first rows."""

    def __init__(self, rows: Sequence[Sequence[str]], guess: Layout) -> None:
        super().__init__("Say first what each column of this schedule holds")
        self.rows, self.guess = [list(row) for row in rows], guess
