"""Statements in the Bacs Standard 18 shape, "Bankline Data Services", and the same records without labels.

Fixed positions; the sign is the transaction code's. Records 44 and 54 are totals, Y1 is a balance: none is an entry.
The trailer must agree or the file is refused. Source: NatWest Bankline Data Services layout as read in production code.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from housingdesk.bank.parsers.reading import Line, Reading, Statement
from housingdesk.values.money import decimal_text
from housingdesk.values.problems import Problem
from housingdesk.values.tables.days import full_year
from housingdesk.values.tables.refusing import refuse, warn

CREDITS = {"86": "automated settlement credit", "90": "dividend with voucher", "93": "sundry credit", "99": "Bacs credit",
           "Z4": "building society interest", "Z5": "dividend without voucher", "RA": "returned credit"}
DEBITS = {"01": "direct debit, first", "03": "sundry debit", "11": "cheque", "17": "direct debit",
          "18": "direct debit, presented again", "19": "direct debit, final", "U1": "unpaid direct debit, first",
          "U7": "unpaid direct debit", "U8": "unpaid direct debit, presented again", "U9": "unpaid direct debit, final"}
_LABELS = ("VOL1", "HDR1", "HDR2", "UHL1", "EOF1", "EOF2", "UTL1")
_HEADING_LINES = 4
_RECORD = re.compile(r"[0-9]{14}[0-9 ][0-9A-Z]{2}.{18}[0-9 ]{11}.{54} ?[0-9]{5,6}", re.ASCII)
_BALANCE = re.compile(r"([0-9]{14,15})([CD])", re.ASCII)


@dataclass(slots=True)
class _Account:
    lines: list[Line] = field(default_factory=list)
    closing: int | None = None
    totalled: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Counts:
    """What the trailer counts: money and number of debit and credit records, with and without the total records."""

    debit: int = 0
    credit: int = 0
    debits: int = 0
    credits: int = 0
    extra_debit: int = 0
    extra_credit: int = 0
    extra_debits: int = 0
    extra_credits: int = 0


def looks_like(text: str) -> bool:
    """Whether the text begins with a volume label, or is made of records of that shape."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    if lines and lines[0].startswith(_LABELS) and not re.match(r"VOL1\s*,", lines[0]):
        return True
    found = [bool(_RECORD.match(line)) for line in lines[:-1] or lines]
    return any(found) and all(found[found.index(True):]) and found.index(True) <= _HEADING_LINES


def read(text: str) -> Reading:
    """Every account of the file; refuses a missing or disagreeing trailer and a code that is not known."""
    accounts: dict[str, _Account] = {}
    counts = _Counts()
    warnings: list[Problem] = []
    labels: list[str] = []
    for line_no, line in enumerate(text.split("\n"), 1):
        label = line[:4]
        if label in _LABELS:
            labels.append(label)
            _follow_label(label, line, line_no, counts)
            counts = _Counts() if label == "UTL1" else counts
        elif line.strip() and (accounts or labels or line[:14].isdigit() or line_no > _HEADING_LINES):
            if labels and labels[-1] == "UTL1":
                raise refuse("A record stands after the trailer", line_no)
            _record(accounts, counts, line, line_no, warnings)
    if not accounts:
        raise refuse("The file has labels but no record.")
    if not labels or ("UTL1" not in labels and _has_full_dates(accounts)):
        warnings.append(warn("The file has no trailer, so nothing proves that it is whole."))
    elif labels.count("UTL1") < max(labels.count("UHL1"), 1) or counts != _Counts():
        raise refuse("The trailer (UTL1) is missing: the file is cut off. Download it again", text.rstrip().count("\n") + 1)
    statements = tuple(Statement(number, None, None, account.closing, None, tuple(account.lines))
                       for number, account in accounts.items())
    return Reading("standard18", statements, False, tuple(warnings))


def _has_full_dates(accounts: dict[str, _Account]) -> bool:
    """The Co-operative Bank's file has these records with six-digit dates, headings and no trailer."""
    return all(line.raw[100:106].isdigit() for account in accounts.values() for line in account.lines)


def _follow_label(label: str, line: str, line_no: int, counts: _Counts) -> None:
    if label == "HDR1" and re.match(r"HDR1A[0-9]{6}S", line):
        raise refuse("The file is a Bacs payment file to send, not a statement.", line_no)
    if label == "UTL1":
        _check_trailer(line, line_no, counts)


def _record(accounts: dict[str, _Account], counts: _Counts, line: str, line_no: int, warnings: list[Problem]) -> None:
    number, code = line[:14], line[15:17]
    if not (number.isascii() and number.isdigit()) or len(line.rstrip()) < 100:
        raise refuse("The record is not of the Standard 18 shape: it is cut off or shifted", line_no, field="record")
    account = accounts.setdefault(number, _Account())
    if code == "Y1":
        account.closing = _balance(line, line_no)
        return
    digits = line[35:46]
    if not (digits.isascii() and digits.strip().isdigit()):
        raise refuse(f"The amount “{digits}” is not a number of pence", line_no, 36, field="amount")
    pence = int(digits)
    if code in ("44", "54"):
        _check_account(account, code, pence, line_no, counts, warnings)
    elif code in CREDITS or code in DEBITS:
        account.lines.append(_line(line, line_no, code, pence if code in CREDITS else -pence))
        _count(counts, code in CREDITS, pence)
    else:
        raise refuse(f"The transaction code “{code}” is not known, so the sign of the amount is not either", line_no, 16,
                     field="code")


def _count(counts: _Counts, is_credit: bool, pence: int) -> None:
    if is_credit:
        counts.credit, counts.credits = counts.credit + pence, counts.credits + 1
    else:
        counts.debit, counts.debits = counts.debit + pence, counts.debits + 1


def _check_account(account: _Account, code: str, pence: int, line_no: int, counts: _Counts,
                   warnings: list[Problem]) -> None:
    """Record 44 is the total of the account's debits, 54 of its credits; only the trailer's totals bind, as these are
    dummies in some banks' files."""
    chosen = [line.pence for line in account.lines if (line.kind in CREDITS) == (code == "54")]
    total = abs(sum(chosen[account.totalled.get(code, 0):]))
    if pence not in (total, abs(sum(chosen))):
        warnings.append(warn(f"The account's total of {'credits' if code == '54' else 'debits'} is {decimal_text(pence)}, "
                             f"its records add up to {decimal_text(total)}; the trailer of the file decides.", line_no,
                             field="total"))
    account.totalled[code] = len(chosen)
    if code == "44":
        counts.extra_debit, counts.extra_debits = counts.extra_debit + pence, counts.extra_debits + 1
    else:
        counts.extra_credit, counts.extra_credits = counts.extra_credit + pence, counts.extra_credits + 1


def _check_trailer(line: str, line_no: int, counts: _Counts) -> None:
    """Some trailers count the total records among the entries, some do not; either must agree to the penny."""
    stated = [int(part) if part.strip().isdigit() else 0 for part in (line[4:17], line[17:30], line[30:37], line[37:44])]
    bare = [counts.debit, counts.credit, counts.debits, counts.credits]
    full = [counts.debit + counts.extra_debit, counts.credit + counts.extra_credit, counts.debits + counts.extra_debits,
            counts.credits + counts.extra_credits]
    if stated not in (bare, full):
        raise refuse(f"The trailer says {stated[2]} debits of {decimal_text(stated[0])} and {stated[3]} credits of "
                     f"{decimal_text(stated[1])}; the records are {bare[2]} of {decimal_text(bare[0])} and {bare[3]} of "
                     f"{decimal_text(bare[1])}. Download it again", line_no, field="total")


def _balance(line: str, line_no: int) -> int:
    match = _BALANCE.fullmatch(line[36:52].strip())
    if not match:
        raise refuse("The balance record has no ledger balance", line_no, 37, field="balance")
    return int(match[1]) if match[2] == "C" else -int(match[1])


def _line(line: str, line_no: int, code: str, pence: int) -> Line:
    name, reference = _tidy(line[46:64]), _tidy(line[64:82])
    payer_account = line[17:31].strip() if line[17:31].strip("0 ") else ""
    return Line(_day(line[100:106], line_no), pence, " ".join(filter(None, (name, reference))), name or None,
                payer_account or None, reference or None, code, None, None, "booked", line, line_no)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _day(text: str, line_no: int) -> date:
    """A blank and year with day of the year, or year, month and day."""
    digits = text.strip()
    try:
        if len(digits) == 5 and digits.isdigit():
            year, day = full_year(digits[:2]), int(digits[2:])
            found = date(year, 1, 1) + timedelta(days=day - 1)
            if day and found.year == year:
                return found
        elif len(digits) == 6 and digits.isdigit():
            return date(full_year(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        pass
    raise refuse(f"The date “{text}” is not a date", line_no, 101, field="date")
