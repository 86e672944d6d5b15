"""Payment files and takings for tests: files of allpay and of a card company, lumps in the bank, people who pay."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.payment_files import import_file
from housingdesk.bank.models import BankLine
from housingdesk.bank.parsers.writers.allpay import PaidOver, write_allpay
from housingdesk.bank.rules.words import FileKind
from housingdesk.values.money import decimal_text
from tests.support.banking import bring_in, line

COUNTER = date(2026, 11, 13)
SETTLED = date(2026, 11, 17)


def paid(reference: str, pence: int, kind: str = "T", on: date = COUNTER) -> PaidOver:
    """A payment over a counter."""
    return PaidOver(reference, pence, kind, on)


def take_in_allpay(desk: Desk, payments: Sequence[PaidOver], *, name: str = "allpay.txt", total: int | None = None,
                   again: bool = False) -> int:
    """Takes allpay's file of these payments in; returns its id."""
    data = write_allpay(payments, total_pence=total)
    return int(desk.do(import_file, kind=FileKind.ALLPAY, name=name, data=data, again=again).value)


def card_report(rows: Sequence[tuple[str, int, int]], *, on: date = COUNTER, settlement: str = "S1") -> bytes:
    """A card company's CSV of (our reference, gross, fee)."""
    lines = ["Settlement Reference,Transaction Date,Customer Reference,Card Type,Gross Amount,Fee,Net Amount,Status"]
    lines += [f"{settlement},{on:%d/%m/%Y},{reference},VISA,{decimal_text(gross)},{decimal_text(fee)},"
              f"{decimal_text(gross - fee)},Settled" for reference, gross, fee in rows]
    return "\r\n".join([*lines, ""]).encode()


def lump(desk: Desk, pence: int, words: str = "ALLPAY LTD DVHA1711", on: date = SETTLED, opening: int = 100_000) -> int:
    """A sum in the bank; returns the line's id."""
    bring_in(desk, [line(pence, words, words.rsplit(" ", 1)[0], on=on)], opening)
    return int(desk.ask(lambda: BankLine.select(BankLine.id).order_by(BankLine.id.desc()).limit(1).scalar()))
