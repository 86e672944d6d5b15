"""Writes allpay's transaction file, for the made-up association and for what reads it back."""

from collections.abc import Iterable
from datetime import date

from housingdesk.values.money import decimal_text
from housingdesk.values.rows import frozen


@frozen
class PaidOver:
    """One payment over a counter: whose reference, how much, where (the kind's letter), and when."""

    reference: str
    pence: int
    kind: str
    paid_on: date
    outlet: str = ""


def write_allpay(payments: Iterable[PaidOver], *, total_pence: int | None = None) -> bytes:
    """The file as text with both totals; ``total_pence`` None states the sum of the amounts as they are written."""
    rows = list(payments)
    lines = [f" {row.outlet:<6.6}{row.reference:<16.16}{decimal_text(row.pence):>9}{row.kind[:1] or ' '}{row.paid_on:%d/%m/%Y}"
             for row in rows]
    total = sum(row.pence for row in rows) if total_pence is None else total_pence
    ends = ["", f"{'Total Amount':<34}{decimal_text(total):>17}", f"{'Total Transactions':<40}{len(rows):>17}", ""]
    return "\r\n".join([*lines, *ends]).encode("ascii", "replace")
