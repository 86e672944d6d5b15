"""A sheet for each window envelope: fold it, put it in, and see whether the window shows what it should and no more."""

from collections.abc import Sequence

from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import ACCENT, INK, LEFT, LINE, MUTED, PAGE_HEIGHT, PAGE_WIDTH, TINT
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.envelopes import Area, Envelope, body_top, common_safe

_EDGE, _STEPS_TOP = 5, 160  # millimetres; no fold of the usual envelopes runs through the steps
_STEPS = ("1. Fold this sheet at the dashed lines and put it into the envelope.",
          "2. Push it into each corner of the envelope. All of the dark frame must stay in the window.",
          "3. Nothing of the words “not in the window” may show in any corner.",
          "If it does not fit, measure your envelope with a ruler and write its sizes under Settings, Letters,",
          "Envelopes you measured. Then print this sheet again.")


def draw_trial_sheets(envelopes: Sequence[Envelope]) -> bytes:
    """One page for each envelope, with the address area that all of them share."""
    document = Document("Envelope test sheet", "HousingDesk")
    shared = common_safe(envelopes)
    for envelope in envelopes:
        _draw(document.new_sheet(), envelope, shared, envelopes)
    return document.write()


def _draw(sheet: Sheet, envelope: Envelope, shared: Area | None, envelopes: Sequence[Envelope]) -> None:
    sheet.text(LEFT, 20 * MM, "Envelope test sheet", 16, True)
    sheet.text(LEFT, 27 * MM, f"{envelope.name}, {envelope.height:g} × {envelope.width:g} mm", 11, colour=MUTED)
    seen, safe = envelope.seen, envelope.safe
    _frame(sheet, seen, LINE)
    sheet.text((max(seen.left, _EDGE) + 1) * MM, (seen.top + 3.5) * MM, "The window can show this far", 7, colour=MUTED)
    sheet.box(safe.left * MM, safe.top * MM, safe.width * MM, safe.height * MM, TINT)
    if shared is not None:
        _frame(sheet, shared, ACCENT)
        left = (shared.left + 3) * MM
        sheet.text(left, (shared.top + 6) * MM, "The address is printed in this frame", 9, True)
        sheet.text(left, (shared.top + 11) * MM, f"{shared.width:.1f} × {shared.height:.1f} mm", 8, colour=MUTED)
        _cross(sheet, (shared.right - 6) * MM, (shared.top + shared.bottom) / 2 * MM)
    for top in (seen.top - 3, body_top(envelopes) + 3):
        sheet.text(LEFT, top * MM, "not in the window  ·  not in the window  ·  not in the window  ·  not in the window", 9)
    folds = (envelope.folded,) if envelope.folded * 2 >= PAGE_HEIGHT / MM - 1 else (envelope.folded, envelope.folded * 2)
    for fold in folds:
        _dashes(sheet, fold * MM)
    for row, line in enumerate(_STEPS):
        sheet.text(LEFT, (_STEPS_TOP + row * 6.5) * MM, line, 10.5)


def _frame(sheet: Sheet, area: Area, colour: str) -> None:
    sheet.shape(f"{colour} RG 0.8 w {area.left * MM:.2f} {PAGE_HEIGHT - area.bottom * MM:.2f} {area.width * MM:.2f} "
                f"{area.height * MM:.2f} re S")


def _cross(sheet: Sheet, x: float, y: float) -> None:
    up = PAGE_HEIGHT - y
    sheet.shape(f"{INK} RG 0.6 w {x - 12:.2f} {up:.2f} m {x + 12:.2f} {up:.2f} l S {x:.2f} {up - 12:.2f} m "
                f"{x:.2f} {up + 12:.2f} l S")


def _dashes(sheet: Sheet, y: float) -> None:
    sheet.shape(f"{MUTED} RG 0.5 w [4 4] 0 d 0 {PAGE_HEIGHT - y:.2f} m {PAGE_WIDTH:.2f} {PAGE_HEIGHT - y:.2f} l S [] 0 d")
    sheet.text(PAGE_WIDTH - 30 * MM, y - 3, "fold here", 7, colour=MUTED)
