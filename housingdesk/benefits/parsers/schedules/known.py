"""Lists of a shape that is known without heads: allpay's payment file, and the DWP's spreadsheet of deductions."""

from collections.abc import Sequence

from housingdesk.benefits.parsers.allpay import KINDS, shape_of
from housingdesk.benefits.parsers.schedules import layout as roles
from housingdesk.benefits.parsers.schedules.content import is_money
from housingdesk.benefits.parsers.schedules.labelled import day_of
from housingdesk.benefits.parsers.schedules.layout import Layout
from housingdesk.benefits.parsers.schedules.masking import masked
from housingdesk.benefits.rules.schedules.shapes import ReadLine

_DWP_ROLES = ("", "", "", "", "", roles.RENT, "", "", "", "", roles.PAID_ON, roles.NET, roles.SIGN)


def allpay(text: str) -> tuple[list[ReadLine], int | None, int | None] | None:
    """Lines, stated total and stated number of lines of an allpay payment file; None when it is none.

    The period of a line is the day on which it was paid over the counter; when allpay pays it on, the file does not say.
    """
    found = shape_of(text)
    if not found.rows or found.strange:
        return None
    lines = []
    for row in found.rows:
        said = f"{KINDS.get(row.kind, row.kind)}, {row.paid_on:%d/%m/%Y}"
        lines.append(ReadLine(row.number, "", row.reference, "", "", row.paid_on, row.paid_on, None, row.pence, 0, row.pence,
                              masked(row.raw), said))
    return lines, found.totals[-1] if found.totals else None, found.counts[-1] if found.counts else None


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
