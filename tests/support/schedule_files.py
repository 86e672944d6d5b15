"""Made-up schedules as councils' programs lay them out: as CSV, a workbook, text in columns and a PDF."""

import io
from collections.abc import Sequence

from openpyxl.workbook.workbook import Workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.support.old_workbook import Cell, old_workbook

HEADS = ("Claim Ref", "Your Ref", "Claimant", "Address", "From", "To", "Weekly HB", "Gross", "Overpayment Recovery", "Net")
_PERIOD = ("06/10/2025", "02/11/2025")
ROWS = (
    ("2001234", "4012334556", "Khan, Amina", "1 High Street", *_PERIOD, "95.10", "380.40", "0.00", "380.40"),
    ("2001235", "4012334557", "O'Neill, Pat", "2 High Street", *_PERIOD, "90.00", "360.00", "24.08", "335.92"),
    ("3001236", "4012334558", "Longname-Smith, Jo", "Flat 3, 20 Low Road", *_PERIOD, "340.00", "1360.00", "0.00", "1360.00"),
)
ABOVE = ("Dale Borough Council", "Creditor Number: 77123", "Payment Date: 10/11/2025", "Payment Ref: BR004512")
TOTAL = "2076.32"


def as_csv(rows: Sequence[Sequence[str]] = ROWS, heads: Sequence[str] = HEADS, above: Sequence[str] = ABOVE,
           total: str = TOTAL, delimiter: str = ",") -> bytes:
    """Lines above, heads, rows and a total under them."""
    def row(cells: Sequence[str]) -> str:
        return delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in cells)
    last = [row(("Total", *[""] * (len(heads) - 2), total))] if total else []
    return "\r\n".join([*above, row(heads), *map(row, rows), *last, ""]).encode("cp1252")


def as_workbook(rows: Sequence[Sequence[str]] = ROWS, heads: Sequence[str] = HEADS) -> bytes:
    """The same with numbers as numbers."""
    book = Workbook()  # type: ignore[no-untyped-call]
    sheet = book.active
    assert sheet is not None
    sheet.append(["Creditor Number", "77123"])
    sheet.append(["Payment Date", "10/11/2025"])
    sheet.append(list(heads))
    for cells in rows:
        sheet.append([float(cell) if "." in cell and cell.replace(".", "").isdigit() else cell for cell in cells])
    out = io.BytesIO()
    book.save(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def as_old_workbook(rows: Sequence[Sequence[str]] = ROWS, heads: Sequence[str] = HEADS) -> bytes:
    """The same in the older format."""
    above: list[list[Cell]] = [["Creditor Number", "77123"], ["Payment Date", "10/11/2025"]]
    lines: list[list[Cell]] = [[float(cell) if "." in cell and cell.replace(".", "").isdigit() else cell for cell in cells]
                               for cells in rows]
    return old_workbook([*above, list(heads), *lines])


_PLACES = (0, 10, 22, 44, 66, 77, 88, 98, 108, 118)


def as_text(rows: Sequence[Sequence[str]] = ROWS, *, pages: int = 1) -> bytes:
    """A printed report: every page has its heads again and a total of its own, the last the total of all."""
    out = []
    for page in range(pages):
        part = rows[page * len(rows) // pages: (page + 1) * len(rows) // pages]
        out += [f"{'DALE BOROUGH COUNCIL':>60}{'Page ' + str(page + 1):>40}",
                "   Creditor No: 77123    Payment date: 10/11/2025", "",
                _printed(HEADS[:9] + ("Net",), heads=True), ""]
        for cells in part:
            out += [_printed(cells), " " * _PLACES[3] + "Daletown DT1 1AA", ""]
        out += [" " * 22 + "Page total" + " " * 86 + "99.99", "\f"]
    return "\n".join([*out, f"Total paid {TOTAL:>117}", ""]).encode()


def _printed(cells: Sequence[str], *, heads: bool = False) -> str:
    line = ""
    for number, (place, cell) in enumerate(zip(_PLACES, cells, strict=True)):
        text = cell.split()[-1] if heads and number > 7 else cell
        line = line.ljust(place) + (text.rjust(10) if number > 5 else text)
    return line


def as_pdf(rows: Sequence[Sequence[str]] = ROWS) -> bytes:
    """A report in a proportional fount over two pages, money ranged right, its heads and the council's name on each."""
    out = io.BytesIO()
    page = Canvas(out, pagesize=landscape(A4))
    places = (30, 90, 160, 260, 370, 430, 530, 590, 690, 760)
    for number, part in enumerate((rows[:-1], rows[-1:]), 1):
        page.setFont("Helvetica", 8)
        page.drawString(30, 560, "Dale Borough Council - Housing Benefit payment schedule")
        page.drawRightString(760, 560, f"Page {number} of 2")
        page.drawString(30, 540, "Creditor number: 77123")
        page.drawString(400, 540, "Payment date: 10/11/2025")
        y = 510
        for cells in (HEADS, *part):
            for column, (place, cell) in enumerate(zip(places, cells, strict=True)):
                if column > 5:
                    page.drawRightString(place, y, cell)
                else:
                    page.drawString(place, y, cell)
            y -= 14
        if number == 2:
            page.drawString(30, y - 10, "Total payment")
            page.drawRightString(760, y - 10, "2,076.32")
        page.showPage()
    page.save()
    return out.getvalue()
