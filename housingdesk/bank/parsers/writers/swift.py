"""MT940 files."""

from collections.abc import Sequence
from datetime import date

from housingdesk.bank.parsers.reading import Line, Statement
from housingdesk.bank.parsers.writers.figures import ascii_text, booked, closing_of, description_of, reference_of, unsigned

_KINDS = {"direct debit": "NDDT", "standing order": "NSTO", "cheque": "NCHK", "interest": "NINT", "charge": "NCHG",
          "card": "NMSC", "unpaid": "NRTI"}


def mt940(statements: Sequence[Statement]) -> bytes:
    """One message an account, plain text in :86:, CRLF."""
    parts: list[str] = []
    for number, statement in enumerate(statements, 1):
        lines = booked(statement)
        days = [line.on for line in lines] or [date(2000, 1, 1)]
        currency = statement.currency or "GBP"
        parts += [f":20:STMT{number:06d}", f":25:{statement.account or ''}", f":28C:{number}/1",
                  f":60F:{_balance(statement.opening or 0, currency, min(days))}"]
        for line in lines:
            parts += _entry(line)
        parts += [f":62F:{_balance(closing_of(statement), currency, max(days))}", "-"]
    return ("\r\n".join(parts) + "\r\n").encode("ascii")


def _balance(pence: int, currency: str, day: date) -> str:
    return f"{'C' if pence >= 0 else 'D'}{day:%y%m%d}{currency}{_amount(pence)}"


def _amount(pence: int) -> str:
    return unsigned(pence).replace(".", ",")


def _entry(line: Line) -> list[str]:
    reference = ascii_text(reference_of(line, 16)).replace("/", " ")[:16].strip() or "NONREF"
    text = ascii_text(description_of(line)) or "NONREF"
    chunks = [text[start:start + 65] for start in range(0, len(text), 65)]
    mark = "C" if line.pence >= 0 else "D"
    return [f":61:{line.on:%y%m%d%m%d}{mark}{_amount(line.pence)}{_KINDS.get(line.kind or '', 'NTRF')}{reference}",
            f":86:{chunks[0]}", *chunks[1:]]
