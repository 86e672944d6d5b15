"""What the writers share: the neutral kinds of payment, running balances, and text cut as banks cut it."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from housingdesk.bank.parsers.reading import Line, Statement
from housingdesk.values.money import decimal_text


class Kind(StrEnum):
    """How money moved; every writer turns it into its bank's own code. Other texts are written as they are."""

    FASTER_PAYMENT = "faster payment"
    STANDING_ORDER = "standing order"
    BACS = "bacs"
    DIRECT_DEBIT = "direct debit"
    CARD = "card"
    CHEQUE = "cheque"
    TRANSFER = "transfer"
    INTEREST = "interest"
    CHARGE = "charge"
    UNPAID = "unpaid"


def code_of(line: Line, codes: dict[str, str], otherwise: str) -> str:
    """The bank's code for the line's kind."""
    return codes.get(line.kind or "", otherwise)


def walked(statement: Statement) -> Iterator[tuple[Line, int]]:
    """Every line with the balance after it; pending lines do not move the balance."""
    balance = statement.opening or 0
    for line in statement.lines:
        if line.status == "booked":
            balance += line.pence
        yield line, balance


def closing_of(statement: Statement) -> int:
    """Opening balance and all booked lines."""
    return (statement.opening or 0) + sum(line.pence for line in statement.lines if line.status == "booked")


def booked(statement: Statement) -> list[Line]:
    """The lines that moved money."""
    return [line for line in statement.lines if line.status == "booked"]


def by_day(lines: Sequence[Line]) -> dict[date, list[Line]]:
    """Lines grouped by date, days in order."""
    found: dict[date, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.on):
        found.setdefault(line.on, []).append(line)
    return found


def payer_of(line: Line, length: int = 18) -> str:
    """The payer's name, or the narrative where there is none, cut to the 18 characters that Bacs carries."""
    return " ".join((line.payer or line.narrative).split())[:length]


def reference_of(line: Line, length: int = 18) -> str:
    """The reference cut to 18 characters."""
    return " ".join((line.reference or "").split())[:length]


def description_of(line: Line) -> str:
    """Payer and reference as one text."""
    return " ".join(filter(None, (payer_of(line), reference_of(line))))


def unsigned(pence: int) -> str:
    """``12.34`` without its sign."""
    return decimal_text(abs(pence))


def ascii_text(text: str) -> str:
    """Text in the letters a bank's old formats know: accents dropped, anything else a full stop."""
    if text.isascii() and text.isprintable():
        return text
    spread = unicodedata.normalize("NFKD", text)
    kept = "".join(char for char in spread if not unicodedata.combining(char))
    return "".join(char if " " <= char <= "~" else "." for char in kept)


def sort_code_and_number(account: str | None) -> tuple[str, str]:
    """The two halves of a 14-digit account; ``("", text)`` of any other."""
    text = account or ""
    return (text[:6], text[6:]) if len(text) == 14 and text.isdigit() else ("", text)


def hyphened(sort_code: str) -> str:
    """``60-00-01``."""
    return "-".join((sort_code[:2], sort_code[2:4], sort_code[4:])) if sort_code else ""
