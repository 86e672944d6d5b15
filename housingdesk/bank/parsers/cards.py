"""Card settlement reports: any table of payments with gross, fee and net, by its heads or by columns that somebody showed.

Fees are what the card company keeps: gross less fee is net, in every row. A report of several settlements is several lumps.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from housingdesk.bank.parsers.card_rows import (
    AMOUNTS,
    DATE,
    FEE,
    GROSS,
    NAME,
    NET,
    REFERENCE,
    SETTLEMENT,
    STATUS,
    WAY,
    CardRow,
    Cells,
)
from housingdesk.bank.rules.payment_files import Payment, ReadFile, many
from housingdesk.bank.rules.words import FileKind
from housingdesk.errors import BadFile
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.tables.decoding import Wanted, check_kind, check_size, decode
from housingdesk.values.tables.grid import Grid, read_csv
from housingdesk.values.tables.refusing import refuse, warn
from housingdesk.values.tables.spreadsheets import read_xls, read_xlsx
from housingdesk.values.text import fold, one_line, squash

WORDS = {REFERENCE: "Our reference", NAME: "Name", DATE: "Day of payment", GROSS: "Gross, what was paid", FEE: "Fee",
         NET: "Net, paid to us", SETTLEMENT: "Settlement or payout number", WAY: "Kind of card", STATUS: "Paid or refused"}
_HEADS: dict[str, tuple[str, ...]] = {
    SETTLEMENT: ("settlement reference", "settlement id", "settlement number", "settlement", "payout id", "payout reference",
                 "payout", "batch number", "batch id", "batch"),
    REFERENCE: ("customer reference", "account reference", "rent reference", "payment reference", "our reference",
                "order reference", "merchant reference", "order id", "order code", "reference", "account number"),
    DATE: ("transaction date", "payment date", "date paid", "date of payment", "created", "date time", "date"),
    FEE: ("fee amount", "total fee", "fees", "fee", "charges", "charge", "commission"),
    NET: ("net amount", "settlement amount", "payout amount", "net"),
    GROSS: ("gross amount", "transaction amount", "payment amount", "gross", "amount", "total", "value"),
    STATUS: ("transaction status", "status", "result", "outcome"),
    WAY: ("card type", "card scheme", "payment type", "payment method", "scheme", "type", "card"),
    NAME: ("cardholder name", "cardholder", "customer name", "payer", "customer", "name", "description"),
}
_WANTED = Wanted("a card settlement report", "Fetch it as CSV or as an Excel workbook.")
_LOOKED_AT, _SHOWN = 40, 60


@frozen
class CardColumns:
    """A role for each column (``WORDS``), empty where it is not used; ``head`` is the heading row they stand under."""

    roles: tuple[str, ...]
    head: tuple[str, ...] = ()

    def problems(self) -> list[Problem]:
        """What still keeps it from being used, each naming its column's field (``column 2``)."""
        found = [Problem(f"column {place}", f"Two columns are “{WORDS[role]}”. Choose one of them")
                 for place, role in enumerate(self.roles) if role and role in self.roles[:place]]
        used = set(self.roles)
        for wanted, said in (({REFERENCE}, "our reference"), ({DATE}, "the day of payment"),
                             ({GROSS, NET}, "what was paid, gross or net")):
            if not used & wanted:
                found.append(Problem("column 0", f"Say which column holds {said}"))
        return found

    def fits(self, row: Sequence[str]) -> bool:
        """Whether a row is the heading row that these columns stood under."""
        return bool(self.head) and _plain(row) == _plain(self.head)

    def to_json(self) -> str:
        """As they are remembered."""
        return json.dumps({"roles": self.roles, "head": self.head}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> "CardColumns":
        """Columns that were remembered; BadFile when the text is none."""
        try:
            data = json.loads(text)
            made = CardColumns(tuple(map(str, data["roles"])), tuple(map(str, data["head"])))
        except (ValueError, KeyError, TypeError) as error:
            raise BadFile("The columns that were remembered for this report cannot be read") from error
        if not set(made.roles) <= {"", *WORDS}:
            raise BadFile("The columns that were remembered for this report are not of this program")
        return made


class NeedsColumns(BadFile):
    """Nobody has said yet what the columns hold; ``guess`` is what their heads say, ``rows`` the first rows."""

    def __init__(self, rows: Sequence[Sequence[str]], guess: CardColumns) -> None:
        super().__init__("Say first what each column of this report holds")
        self.rows, self.guess = [list(row) for row in rows], guess


def read_cards(data: bytes, name: str = "", columns: Iterable[CardColumns] = ()) -> list[ReadFile]:
    """A ReadFile for each settlement of a report, in its order; ``columns`` are those said now or remembered.

    NeedsColumns when nobody said what they hold and their heads do not tell; BadFile, by the file's name, when it is no report.
    """
    try:
        return _read(data, list(columns))
    except NeedsColumns:
        raise
    except BadFile as error:
        raise BadFile(f"{name}: {error}" if name else str(error)) from error


def _read(data: bytes, known: Sequence[CardColumns]) -> list[ReadFile]:
    grid, warnings = _open(data)
    used, after = _columns(grid, known)
    cells = Cells(used.roles, grid.rows[after:])
    rows: list[CardRow] = []
    for number, row, raw in zip(grid.numbers[after:], grid.rows[after:], grid.raws[after:], strict=True):
        if any(cell.strip() for cell in row):
            rows.append(cells.row(number, row, raw))
    body = [row for row in rows if not row.total and not row.refused]
    if not body:
        raise refuse("There is no payment under the headings")
    _check_totals(body, [row for row in rows if row.total])
    left = sum(row.refused for row in rows)
    if left:
        warnings.append(warn(f"{many(left)} marked as refused or not finished {'is' if left == 1 else 'are'} left out"))
    return [_settlement(some, used, warnings) for some in _by_settlement(body)]


def _open(data: bytes) -> tuple[Grid, list[Problem]]:
    check_size(data, _WANTED)
    kind = check_kind(data, _WANTED)
    if kind != "text":
        return read_xlsx(data) if kind == "xlsx" else read_xls(data)
    decoded = decode(data, _WANTED)
    return read_csv(decoded.text), list(decoded.warnings)


def _columns(grid: Grid, known: Sequence[CardColumns]) -> tuple[CardColumns, int]:
    """The columns to use and the first row after their heads."""
    for used in known:
        for place, row in enumerate(grid.rows[:_LOOKED_AT]):
            if used.fits(row):
                return used, place + 1
    guesses = [(place, _guess(row)) for place, row in enumerate(grid.rows[:_LOOKED_AT])]
    place, best = max(guesses, key=lambda one: (sum(map(bool, one[1].roles)), -one[0]), default=(0, CardColumns(())))
    if best.problems():
        shown = [[cell.strip() for cell in row] for row in grid.rows if any(cell.strip() for cell in row)][:_SHOWN]
        if max((len(row) for row in shown), default=0) < 2:
            raise refuse(f"The file is no table with columns, so it is not {_WANTED.what}. {_WANTED.advice}")
        raise NeedsColumns(shown, best if best.head else CardColumns(tuple("" for _ in shown[0]), tuple(shown[0])))
    return best, place + 1


def _plain(row: Sequence[str]) -> list[str]:
    cells = [squash(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _guess(row: Sequence[str]) -> CardColumns:
    """What the heads of a row say; empty where it says nothing."""
    words = [" ".join(re.sub(r"[^a-z0-9]+", " ", fold(cell)).split()) for cell in row]
    roles = [""] * len(words)
    for role, heads in _HEADS.items():
        free = [place for place, said in enumerate(words) if said and not roles[place]]
        exact = next((place for head in heads for place in free if words[place] == head), None)
        begun = next((place for head in heads for place in free if words[place].startswith(f"{head} ")), None)
        place = exact if exact is not None else begun
        if place is not None:
            roles[place] = role
    return CardColumns(tuple(roles), tuple(one_line(cell) for cell in row)) if any(roles) else CardColumns(())


def _check_totals(body: Sequence[CardRow], totals: Sequence[CardRow]) -> None:
    """A row of totals is what the rows come to, in every amount it gives."""
    for total in totals[-1:]:
        for role in AMOUNTS:
            stated, ours = total.amount(role), sum(row.amount(role) or 0 for row in body)
            if stated is not None and abs(stated) != abs(ours):
                raise refuse(f"The report’s total of “{WORDS[role]}” is {format_pence(stated)}, but its rows come to "
                             f"{format_pence(ours)}: {format_pence(abs(abs(stated) - abs(ours)))} apart", total.number)


def _by_settlement(rows: Sequence[CardRow]) -> list[list[CardRow]]:
    found: dict[str, list[CardRow]] = {}
    for row in rows:
        found.setdefault(row.settlement, []).append(row)
    return list(found.values())


def _settlement(rows: Sequence[CardRow], used: CardColumns, warnings: Sequence[Problem]) -> ReadFile:
    payments = tuple(map(partial(_payment, used), rows))
    said = Problem("total", f"Settlement {rows[0].settlement}: {many(len(rows))}") if rows[0].settlement else None
    made = ReadFile(FileKind.CARDS, payments, sum(row.fee for row in rows), None,
                    (*([said] if said else ()), *warnings), used.to_json())
    return replace(made, stated_pence=made.pence if any(row.amount(NET) is not None for row in rows) else None)


def _payment(_used: CardColumns, row: CardRow) -> Payment:
    doubt = f"{format_pence(-row.gross)} goes back to whoever paid: a refund" if row.gross < 0 else ""
    return Payment(row.number, row.reference, row.name, row.way, row.paid_on, row.gross, row.raw[:20_000], doubt)
