"""BAI2 and Standard 18 files, with the control totals that their readers insist on."""

from collections.abc import Sequence
from datetime import date, timedelta

from housingdesk.bank.parsers.reading import Line, Statement
from housingdesk.bank.parsers.writers.figures import (
    ascii_text,
    booked,
    by_day,
    closing_of,
    payer_of,
    reference_of,
    sort_code_and_number,
)

_BAI_IN = {"bacs": "169", "faster payment": "191", "standing order": "191", "cheque": "174", "interest": "201"}
_BAI_OUT = {"direct debit": "466", "cheque": "475", "charge": "698", "unpaid": "555"}
_S18_IN = {"sundry": "93", "cheque": "93", "interest": "93"}
_S18_OUT = {"cheque": "11", "direct debit": "17", "unpaid": "U7", "charge": "03"}


def bai2(statements: Sequence[Statement]) -> bytes:
    """A group for each day and account, the payer's bank and name in labelled continuation lines."""
    rows: list[str] = []
    total, groups = 0, 0
    for statement in statements:
        balance = statement.opening or 0
        for day, lines in by_day(booked(statement)).items():
            group, group_total = _group(statement, day, lines, balance)
            rows += group
            balance += sum(line.pence for line in lines)
            total, groups = total + group_total, groups + 1
    head = "01,MADEUPGB,ASSOC,240101,0700,1,,,2/"
    return ("\r\n".join([head, *rows, f"99,{total},{groups},{len(rows) + 2}/"]) + "\r\n").encode("ascii")


def _group(statement: Statement, day: date, lines: Sequence[Line], opening: int) -> tuple[list[str], int]:
    currency = statement.currency or "GBP"
    closing = opening + sum(line.pence for line in lines)
    account = [f"03,{statement.account or ''},{currency},010,{opening},,,015,{closing},,/"]
    for line in lines:
        account += _bai_entry(line)
    total = opening + closing + sum(abs(line.pence) for line in lines)
    account.append(f"49,{total},{len(account) + 1}/")
    return [f"02,ASSOC,MADEUPGB,1,{day:%y%m%d},2359,{currency},2/", *account,
            f"98,{total},1,{len(account) + 2}/"], total



def _bai_entry(line: Line) -> list[str]:
    code = _BAI_IN.get(line.kind or "", "191") if line.pence >= 0 else _BAI_OUT.get(line.kind or "", "699")
    sort_code, number = sort_code_and_number(line.payer_account)
    rows = [f"16,{code},{abs(line.pence)},,,/"]
    if line.reference:
        rows.append(f"88,PY:{ascii_text(reference_of(line))}")
    if sort_code:
        rows.append(f"88,OB:{sort_code} BANK")
    rows.append(f"88,BO:{number if sort_code else ''} BO1:{ascii_text(payer_of(line, 35))}")
    return rows


def standard18(statements: Sequence[Statement]) -> bytes:
    """Labels, records of 128 characters, balance and total records, and a trailer that counts the totals too."""
    days = [line.on for statement in statements for line in statement.lines] or [date(2000, 1, 1)]
    rows = [f"{'VOL1':<37}****830000{'3':>33}", f"HDR1 A000001Z0001{'F':>23}{_day(max(days)):>13}",
            f"UHL1{_day(max(days))}000001    00000000         000{'':14}MADE-UP ASSOCIATION"]
    debit = credit = debits = credits = 0
    for statement in statements:
        lines = booked(statement)
        account = "".join(sort_code_and_number(statement.account)).zfill(14)[-14:]
        rows += [_record(account, line) for line in lines]
        out, into = [line.pence for line in lines if line.pence < 0], [line.pence for line in lines if line.pence >= 0]
        rows += [_y1(account, closing_of(statement), max(days)), _total(account, "44", -sum(out), max(days)),
                 _total(account, "54", sum(into), max(days))]
        debit, credit = debit - 2 * sum(out), credit + 2 * sum(into)
        debits, credits = debits + len(out) + 1, credits + len(into) + 1
    rows.append(f"UTL1{debit:013d}{credit:013d}{debits:07d}{credits:07d}{len(statements):07d}")
    return "".join(f"{row:<128}\r\n" for row in rows).encode("ascii")


def _day(day: date) -> str:
    return f" {day:%y}{(day - date(day.year, 1, 1) + timedelta(days=1)).days:03d}"


def _record(account: str, line: Line) -> str:
    code = _S18_IN.get(line.kind or "", "99") if line.pence >= 0 else _S18_OUT.get(line.kind or "", "03")
    sort_code, number = sort_code_and_number(line.payer_account)
    origin = (sort_code + number) if sort_code else "0" * 14
    name, reference = ascii_text(payer_of(line))[:18], ascii_text(reference_of(line))[:18]
    return f"{account}0{code}{origin}0000{abs(line.pence):011d}{name:<18}{reference:<18}{'':18}{_day(line.on)}"


def _y1(account: str, closing: int, day: date) -> str:
    letter = "C" if closing >= 0 else "D"
    return f"{account}0Y1{'':14}0000 {abs(closing):015d}{letter}{'':48}{_day(day)}"


def _total(account: str, code: str, pence: int, day: date) -> str:
    return f"{account}0{code}{'0' * 18}{pence:011d}{'':54}{_day(day)}"
