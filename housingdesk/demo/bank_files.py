"""The statement files that wait to be imported, one in each format, and the true answer for every line of them.

It decides which days are still to come in; how each bank lays out its file is the bank room's writers' business.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.bank.parsers.reading import Line, Statement
from housingdesk.bank.parsers.writers import WRITERS, Kind, extension, write_statements
from housingdesk.demo.lines import BankLine
from housingdesk.demo.narrative import Payee
from housingdesk.values.dates import DAY, WEEK, week_of
from housingdesk.values.money import decimal_text

OUR_SORT_CODE, OUR_NUMBER = "006001", "44170123"
ACCOUNT_NAME = "Rent account"
_KINDS = {"FPI": Kind.FASTER_PAYMENT, "SO": Kind.STANDING_ORDER, "BGC": Kind.BACS, "RSO": Kind.UNPAID, "UDD": Kind.UNPAID,
          "TFR": Kind.TRANSFER, "CHG": Kind.CHARGE, "INT": Kind.INTEREST}
_ANSWERS = ("line", "date", "amount", "payer", "reference", "narrative", "kind", "account", "parts", "style", "note",
            "schedule")


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file to be left in a folder."""

    name: str
    content: bytes


def waiting_from(today: date) -> date:
    """The first day whose bank lines are not in the books yet: a week's worth, or a few days more in midweek."""
    monday = week_of(today - DAY)
    return monday if (today - monday).days >= 5 else monday - WEEK


def to_statement(lines: Sequence[BankLine], opening: int) -> Statement:
    """The association's statement over these lines, oldest first, from an opening balance in pence."""
    closing = opening + sum(line.pence for line in lines)
    return Statement(f"{OUR_SORT_CODE}{OUR_NUMBER}", "GBP", opening, closing, True, tuple(map(_line, lines)))


def _line(line: BankLine) -> Line:
    """As the bank holds it. Without a payer the text stands alone, or is what comes before the reference."""
    payer, reference = line.payer, line.reference
    if not payer:
        payer = line.narrative.split(reference)[0].strip() if reference else ""
        reference = reference if payer else ""
    account = f"{line.sort_code}{line.number}" if line.sort_code and line.number else None
    return Line(line.on, line.pence, line.narrative, payer or None, account, reference or None, _KINDS.get(line.code))


def waiting_files(lines: Sequence[BankLine], opening: int, payees: Sequence[Payee]) -> tuple[WaitingFile, ...]:
    """The same days in every format that a bank may offer, and the answers. There is nothing when no line waits."""
    if not lines:
        return ()
    statement = to_statement(lines, opening)
    days = f"{lines[0].on}-to-{lines[-1].on}"
    files = [WaitingFile(f"statement-{days}-{format.replace(':', '-')}.{extension(format)}",
                         write_statements(format, [statement])) for format in WRITERS]
    return (*files, WaitingFile(f"answers-{days}.csv", answers(lines, payees)))


def answers(lines: Sequence[BankLine], payees: Sequence[Payee]) -> bytes:
    """The true answer for every line, in the order of the statement; ``parts`` name payment references and amounts."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(_ANSWERS)
    for number, line in enumerate(lines, 1):
        truth = line.truth
        account = payees[truth.account - 1].reference if truth.account is not None else ""
        parts = "; ".join(f"{payees[key - 1].reference} {decimal_text(pence)}" for key, pence in truth.parts)
        rows.writerow((number, line.on.isoformat(), decimal_text(line.pence), line.payer, line.reference, line.narrative,
                       truth.kind, account, parts, truth.style, truth.note, truth.schedule or ""))
    return out.getvalue().encode()
