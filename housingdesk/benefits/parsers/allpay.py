"""The shape of allpay's transaction file: a payment a line at fixed places, a blank line, two totals (payment-files §4.1).

It says where things stand and what does not fit. What a line means is its reader's: benefits take it for a list behind a lump,
the bank for a payment file.
"""

import re
from datetime import date

from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.tables.amounts import read_amount
from housingdesk.values.tables.days import read_day

LEAST_WIDTH = 43
OUTLET, REFERENCE, AMOUNT, KIND, DAY = slice(0, 7), slice(7, 23), slice(23, 32), slice(32, 33), slice(33, 43)
KINDS = {"P": "Post Office", "T": "PayPoint", "Z": "Payzone", "N": "telephone", "B": "online", "C": "cash adjustment",
         "Q": "returned cheque"}
_TOTAL = re.compile(r"Total Amount\D*?(-?[\d,]*\.\d\d)\s*", re.ASCII)
_COUNT = re.compile(r"Total Transactions\D*(\d{1,9})\s*", re.ASCII)
_AMOUNT = re.compile(r"-?\d{1,6}\.\d\d", re.ASCII)
_DAY = re.compile(r"\d\d/\d\d/\d{4}", re.ASCII)


@frozen
class AllpayRow:
    """One payment as it stands in the file; ``kind`` is its letter."""

    number: int
    outlet: str
    reference: str
    pence: int
    kind: str
    paid_on: date
    raw: str


@frozen
class AllpayShape:
    """The rows and both totals of a file. ``strange``: lines that are neither, each with its number and what is wrong."""

    rows: tuple[AllpayRow, ...]
    totals: tuple[int, ...]
    counts: tuple[int, ...]
    strange: tuple[tuple[int, str], ...]

    @property
    def ended(self) -> bool:
        """Whether both totals are there, each once: nothing is missing at the end."""
        return len(self.totals) == 1 and len(self.counts) == 1


def shape_of(text: str) -> AllpayShape:
    """What stands on the lines of a text. Heads before the first payment, and words after the totals, are passed over."""
    rows: list[AllpayRow] = []
    totals, counts, strange = list[int](), list[int](), list[tuple[int, str]]()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if found := _TOTAL.fullmatch(line):
            totals.append(read_amount(found[1]))
        elif found := _COUNT.fullmatch(line):
            counts.append(int(found[1]))
        elif isinstance(row := _row(number, line), AllpayRow):
            rows.append(row)
        elif line.startswith("Total") or (rows and not (totals and counts)):
            strange.append((number, row))
    return AllpayShape(tuple(rows), tuple(totals), tuple(counts), tuple(strange))


def _row(number: int, line: str) -> AllpayRow | str:
    if line.startswith("Total"):
        return f"“{line.strip()[:60]}” is a total that cannot be read"
    if len(line) < LEAST_WIDTH:
        return f"it has {len(line)} characters, and a payment has at least {LEAST_WIDTH}"
    amount, day = line[AMOUNT].strip(), line[DAY]
    if not _AMOUNT.fullmatch(amount):
        return f"“{amount}” stands where the amount is, in the places 24 to 32"
    try:
        paid_on = read_day(day) if _DAY.fullmatch(day) else None
    except ValueError as error:
        return str(error)
    if paid_on is None:
        return f"“{day}” stands where the day is, in the places 34 to 43"
    return AllpayRow(number, line[OUTLET].strip(), line[REFERENCE].strip(), read_amount(amount), line[KIND], paid_on, line)


def total_words(stated_pence: int, pence: int) -> str:
    """That the file's total is not what its payments come to, with both figures and what is between them."""
    return (f"The file’s total is {format_pence(stated_pence)}, but its payments come to {format_pence(pence)}: "
            f"{format_pence(abs(stated_pence - pence))} apart")
