"""Lists of a shape that is known without heads: allpay's payment file, and the DWP's spreadsheet of deductions."""

import re
from collections.abc import Sequence

from housingdesk.benefits.parsers.schedules import layout as roles
from housingdesk.benefits.parsers.schedules.content import is_money
from housingdesk.benefits.parsers.schedules.labelled import day_of, pence_of
from housingdesk.benefits.parsers.schedules.layout import Layout
from housingdesk.benefits.parsers.schedules.masking import masked
from housingdesk.benefits.rules.schedules.shapes import ReadLine

# allpay: seven letters of their own, sixteen of reference, nine of amount, one for the outlet, the day. (A council's reader of
# the file checks the two totals at its end.)
_ALLPAY = re.compile(r"(.{7})(.{16})([ \d\-]{6}\.\d\d)([A-Z])(\d\d/\d\d/\d{4}).*")
_ALLPAY_TOTAL = re.compile(r"Total Amount\D*(-?[\d,]+\.\d\d)\s*")
_ALLPAY_COUNT = re.compile(r"Total Transactions\D*(\d+)\s*")
_OUTLETS = {"P": "Post Office", "T": "PayPoint", "Z": "Payzone", "N": "telephone", "B": "online"}
_DWP_ROLES = ("", "", "", "", "", roles.RENT, "", "", "", "", roles.PAID_ON, roles.NET, roles.SIGN)


def allpay(text: str) -> tuple[list[ReadLine], int | None, int | None] | None:
    """Lines, stated total and stated number of lines of an allpay payment file; None when it is none.

    The period of a line is the day on which it was paid over the counter; when allpay pays it on, the file does not say.
    """
    lines, total, count = [], None, None
    for number, row in enumerate(text.splitlines(), 1):
        if found := _ALLPAY.fullmatch(row.rstrip()):
            pence, day = pence_of(found[3].strip()), day_of(found[5])
            if pence is None or day is None:
                return None
            said = f"{_OUTLETS.get(found[4], found[4])}, {found[5]}"
            lines.append(ReadLine(number, "", found[2].strip(), "", "", day, day, None, pence, 0, pence, masked(row), said))
        elif found := _ALLPAY_TOTAL.fullmatch(row):
            total = pence_of(found[1])
        elif found := _ALLPAY_COUNT.fullmatch(row):
            count = int(found[1][:9])
        elif row.strip():
            return None
    return (lines, total, count) if lines else None


def dwp(rows: Sequence[Sequence[str]]) -> Layout | None:
    """The layout of the DWP's spreadsheet, if the rows are of it.

    One row of heads and at least 13 columns: the 6th our reference (it may have spaces in it), the 11th the day, the 12th whole
    pence without a sign, the 13th the sign.
    """
    body = [row for row in rows[1:] if any(row)]
    if not body or any(len(row) < 13 for row in body) or not all(map(_of_dwp, body)):
        return None
    return Layout((*_DWP_ROLES, *[""] * (max(map(len, rows)) - 13)), tuple(rows[0]), pence=True)


def _of_dwp(row: Sequence[str]) -> bool:
    pence = row[11].strip()
    return (bool(row[5].strip()) and pence.isascii() and pence.isdigit() and row[12].strip() in ("", "+", "-")
            and not is_money(row[5]) and day_of(row[10]) is not None)
