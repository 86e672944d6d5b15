"""What an intake gives out: the list of faults for whoever mends the old data, and a blank workbook that explains itself."""

import csv
import io
from collections.abc import Iterable

from housingdesk.imports.rules.meanings import choices, has_meanings
from housingdesk.imports.rules.roles import ROLES, Role
from housingdesk.imports.rules.rows import Fault
from housingdesk.imports.rules.words import Sheet
from housingdesk.values.text import sentence_case

_EXPLAINED = "How to fill this in"
# What a sheet of the blank workbook has besides its own columns, so that its rows find each other.
_ALSO = {Sheet.TENANCIES: ("tenancy.key", "tenancy.home"), Sheet.CHARGES: ("charge.tenancy",)}
_NOT_THERE = frozenset({"home.address", "person.joint", "tenancy.key", "tenancy.joint", "person.first", "person.last",
                        "charge.hb", "charge.uc",
                        "charge.helper"})


def faults_csv(faults: Iterable[Fault]) -> bytes:
    """Every fault with its file, row and column, as CSV that a spreadsheet opens as it is."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(["File", "Row", "Column", "What is wrong", "How much it matters"])
    for fault in faults:
        writer.writerow([fault.file, fault.line or "", fault.column, sentence_case(fault.message), fault.weight])
    return held.getvalue().encode("utf-8-sig")


def template_roles(sheet: Sheet) -> list[Role]:
    """The columns of a sheet of the blank workbook: those that link its rows first."""
    own = [role for role in ROLES if role.sheet is sheet and role.key not in _NOT_THERE]
    first = [role for key in _ALSO.get(sheet, ()) for role in ROLES if role.key == key]
    if sheet is Sheet.CHARGES:  # one row for each charge; the columns of single charges are for flat lists
        own = [role for role in own if role.key in ("charge.code", "charge.description", "charge.amount", "charge.from",
                                                    "charge.until")]
    return first + [role for role in own if role not in first]


def blank_workbook() -> bytes:
    """A workbook with one sheet for each list, its headings known here, and a sheet that explains every column."""
    from openpyxl.styles.fonts import Font
    from openpyxl.workbook.workbook import Workbook

    bold = Font(bold=True)  # type: ignore[no-untyped-call]
    book, held = Workbook(), io.BytesIO()  # type: ignore[no-untyped-call]
    explained = book.active
    assert explained is not None
    explained.title = "Explained"
    for row in _explanation():
        explained.append(row)
    for letter, width in (("A", 20), ("B", 26), ("C", 90)):
        explained.column_dimensions[letter].width = width
    for sheet in Sheet:
        made = book.create_sheet(sentence_case(sheet))  # type: ignore[no-untyped-call]
        made.append([role.words for role in template_roles(sheet)])
        for cell in made[1]:
            cell.font = bold
            made.column_dimensions[cell.column_letter].width = 22
        made.freeze_panes = "A2"
    explained["A1"].font = bold
    book.save(held)  # type: ignore[no-untyped-call]
    return held.getvalue()


def _explanation() -> list[list[str]]:
    rows = [[_EXPLAINED], ["Fill in the sheets you have and leave the others empty. Columns may be left empty or taken out; "
                           "numbers link the sheets. Dates are day first. What is owed to you is a plus."], [],
            ["Sheet", "Column", "What goes in it"]]
    for sheet in Sheet:
        for role in template_roles(sheet):
            words = f" One of: {', '.join(map(str, choices(role.key)))}." if has_meanings(role.key) else ""
            rows.append([sentence_case(sheet), role.words, role.explains + words])
    return rows
