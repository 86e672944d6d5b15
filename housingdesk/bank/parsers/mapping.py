"""Which column of a file is what. A bank's known layout and a person's own choice are both a ``Mapping``.

Columns count from 0. A mapping is kept as JSON under the bank's name and fits a later file by its heading row.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from housingdesk.errors import BadFile
from housingdesk.values.text import fold

COLUMNS = ("date", "amount", "paid_in", "paid_out", "direction", "balance", "payer", "payer_account", "reference", "account",
           "sort_code", "kind", "currency_column", "status", "fee", "bank_id")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Every choice of the mapping screen. Either ``amount`` (with ``turned``, or ``direction`` words CR and DR) or
    ``paid_in`` and ``paid_out``; ``cards_turned`` turns the sign of rows whose account is a masked card.
    ``order``: auto, dmy, mdy, ymd or yymmdd. ``decimal``: auto, point or comma."""

    name: str = ""
    skip: int = 0
    header: tuple[str, ...] = ()
    delimiter: str = ""
    date: int | None = None
    order: str = "auto"
    decimal: str = "auto"
    amount: int | None = None
    paid_in: int | None = None
    paid_out: int | None = None
    direction: int | None = None
    turned: bool = False
    cards_turned: bool = False
    whole_pence: bool = False
    narrative: tuple[int, ...] = ()
    payer: int | None = None
    payer_account: int | None = None
    reference: int | None = None
    balance: int | None = None
    account: int | None = None
    sort_code: int | None = None
    kind: int | None = None
    currency_column: int | None = None
    currency: str | None = None
    status: int | None = None
    fee: int | None = None
    bank_id: int | None = None
    wording: str = ""

    def used(self) -> tuple[int, ...]:
        """Every column the mapping reads."""
        single = (getattr(self, name) for name in COLUMNS)
        return (*(index for index in single if index is not None), *self.narrative)

    def problems(self) -> list[str]:
        """What still keeps the mapping from being used, each a sentence."""
        found = []
        if self.date is None:
            found.append("Say which column holds the date.")
        if self.amount is None and (self.paid_in is None or self.paid_out is None):
            found.append("Say which column holds the amount, or which two hold money in and money out.")
        if self.order not in ("auto", "dmy", "mdy", "ymd", "yymmdd"):
            found.append(f"“{self.order}” is not an order of day, month and year.")
        if any(index < 0 for index in self.used()) or self.skip < 0:
            found.append("Columns and rows count from the first.")
        return found


def to_json(mapping: Mapping) -> str:
    """The mapping as JSON text; ``from_json`` gives it back."""
    return json.dumps(asdict(mapping))


def from_json(text: str) -> Mapping:
    """A mapping kept before; refuses what is not one."""
    try:
        values = json.loads(text)
    except ValueError:
        raise BadFile("The saved columns are not JSON.") from None
    names = {field.name for field in fields(Mapping)}
    if not isinstance(values, dict) or not names >= values.keys():
        raise BadFile("The saved columns are not a mapping of this program.")
    for name, value in values.items():
        if not _fits(name, value):
            raise BadFile(f"The saved columns have “{value}” for {name.replace('_', ' ')}.")
    listed = {name: tuple(values[name]) for name in ("header", "narrative") if name in values}
    return Mapping(**(values | listed))


def _fits(name: str, value: object) -> bool:
    if name == "header":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if name == "narrative":
        return isinstance(value, list) and all(type(item) is int for item in value)
    if name in ("turned", "cards_turned", "whole_pence"):
        return isinstance(value, bool)
    if name == "currency":
        return value is None or isinstance(value, str)
    if name in COLUMNS:
        return value is None or type(value) is int
    return type(value) is int if name == "skip" else isinstance(value, str)


def heading(cells: Sequence[str]) -> tuple[str, ...]:
    """A heading row for comparing: folded, single spaces, no quotes, nothing empty at the end."""
    folded = [" ".join(fold(cell.strip().strip("'\"")).split()) for cell in cells]
    while folded and not folded[-1]:
        folded.pop()
    return tuple(folded)


def find_heading(rows: Sequence[Sequence[str]], header: Sequence[str], within: int = 60) -> int | None:
    """The index of the row that is this heading, among the first rows."""
    wanted = tuple(header)
    for index, row in enumerate(rows[:within]):
        if row and heading(row) == wanted:
            return index
    return None
