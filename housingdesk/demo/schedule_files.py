"""The schedules behind lump sums that are still to be posted, as their senders would give them, to be tried with the bank.

Each comes to what the bank shows. One council sends CSV, the other a workbook; the DWP its spreadsheet, allpay its text.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from housingdesk.demo.bank_files import WaitingFile
from housingdesk.demo.lines import Schedule, ScheduleKind, ScheduleLine
from housingdesk.demo.places import COUNCILS, Council
from housingdesk.values.dates import DAY
from housingdesk.values.money import decimal_text
from housingdesk.values.text import fold

_PLAIN = ("Claim Ref", "Your Ref", "Claimant", "Address", "From", "To", "Weekly HB", "Gross", "Overpayment Recovery", "Net")
_PORTAL = ("HB Reference", "Landlord Ref", "Tenant Name", "Property Address", "Period From", "Period To", "Weekly Entitlement",
           "Amount Before Deductions", "Deductions", "Amount Paid")
_DWP = ("Office", "Payee", "Scheme", "Run", "Sequence", "Your Reference", "Title", "Forename", "Surname", "Benefit", "Date",
        "Amount", "Sign")
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
    'PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Payments" sheetId="1" '
    'r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def schedule_files(schedules: Sequence[Schedule], before: date) -> tuple[WaitingFile, ...]:
    """A file for each list of a council, the DWP or allpay that was paid before a day."""
    return tuple(file for schedule in schedules if schedule.paid_on < before for file in _files(schedule))


def _files(schedule: Schedule) -> Iterator[WaitingFile]:
    day = schedule.paid_on.isoformat()
    if schedule.kind is ScheduleKind.HB:
        council = COUNCILS[schedule.source - 1]
        name = f"schedule-{fold(council.name.split()[0])}-{day}"
        if schedule.source == 1:
            yield WaitingFile(f"{name}.csv", _csv(_report(schedule, council, _PLAIN)))
        else:
            yield WaitingFile(f"{name}.xlsx", workbook(_report(schedule, council, _PORTAL)))
    elif schedule.kind is ScheduleKind.DEDUCTIONS:
        yield WaitingFile(f"schedule-dwp-{day}.xlsx", workbook([_DWP, *map(_dwp_row, schedule.lines)]))
    elif schedule.kind is ScheduleKind.CARD:
        yield WaitingFile(f"schedule-allpay-{day}.txt", _allpay(schedule))


def _report(schedule: Schedule, council: Council, heads: Sequence[str]) -> list[Sequence[str]]:
    """A council's schedule: what it is above, its lines, and its total."""
    rows: list[Sequence[str]] = [(council.name,), ("Creditor Number", council.creditor_number),
                                 ("Payment Date", _day(schedule.paid_on)), heads]
    rows += [_row(line) for line in schedule.lines]
    return [*rows, ("Total", *[""] * (len(heads) - 2), decimal_text(schedule.pence))]


def _row(line: ScheduleLine) -> Sequence[str]:
    last = line.period_to - DAY if line.period_to else None
    return (line.claim, line.reference, line.name, line.address, _day(line.period_from), _day(last), decimal_text(line.weekly),
            decimal_text(line.gross), decimal_text(line.recovery), decimal_text(line.net))


def _dwp_row(line: ScheduleLine) -> Sequence[str]:
    first, _, last = line.name.rpartition(" ")
    return ("Third party", "93321", "RENT", "1", "1", line.reference, "", first, last, "UC", _day(line.on), str(abs(line.net)),
            "-" if line.net < 0 else "")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("cp1252", "replace")


def _allpay(schedule: Schedule) -> bytes:
    """Seven letters of allpay's own, the reference, the amount, the outlet and the day; two totals at the end."""
    lines = [f"DVHA{'':3}{line.reference:<16.16}{decimal_text(line.net):>9}{line.claim[:1] or 'P'}{_day(line.on)}"
             for line in schedule.lines]
    ends = ["", f"{'Total Amount':<34}{decimal_text(schedule.pence):>17}", f"{'Total Transactions':<40}{len(lines):>17}", ""]
    return "\r\n".join([*lines, *ends]).encode("ascii", "replace")


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet of these cells, amounts as numbers; the same rows give the same bytes on any day."""
    sheet = "".join(f'<row r="{number}">{"".join(map(_cell, row))}</row>' for number, row in enumerate(rows, 1))
    parts = {**_PARTS, "xl/worksheets/sheet1.xml":
             f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData>'
             "</worksheet>"}
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(ZipInfo(name, (2000, 1, 1, 0, 0, 0)), _HEAD + text, ZIP_DEFLATED)
    return out.getvalue()


def _cell(text: str) -> str:
    whole, _, part = text.removeprefix("-").partition(".")
    if whole.isdigit() and len(part) == 2 and part.isdigit():
        return f"<c><v>{text}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
