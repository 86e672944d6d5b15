"""The envelope test sheet: one page for each envelope, the address box where the window always shows it, the rest outside."""

import pypdfium2

from housingdesk.letters.pdf import trial_sheets
from housingdesk.letters.pdf.pdfium import PDFIUM
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.envelopes import ENVELOPES, USUAL, Area, Envelope
from tests.support.letters import printed


def words_at(pdf: bytes, page: int, area: Area) -> str:
    """The words that stand in an area of a page."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            sheet = document[page]
            high = sheet.get_height()
            return " ".join(sheet.get_textpage().get_text_bounded(area.left * MM, high - area.bottom * MM, area.right * MM,
                                                                  high - area.top * MM).split())
        finally:
            document.close()


def test_each_envelope_has_a_page_that_says_which_it_is() -> None:
    pages = printed(trial_sheets(ENVELOPES))
    assert len(pages) == len(ENVELOPES)
    assert all(envelope.name in page for envelope, page in zip(ENVELOPES, pages, strict=True))


def test_what_may_not_show_lies_outside_what_any_window_can_show() -> None:
    own = Envelope("own-1", "C5 of ours", 162, 229, 45, 100, 18, 60, 148.5)
    envelopes = (*USUAL, own)
    pdf = trial_sheets(envelopes)
    for number, envelope in enumerate(envelopes):
        assert "The address is printed in this frame" in words_at(pdf, number, envelope.safe)
        assert "not in the window" not in words_at(pdf, number, envelope.seen)
        assert "not in the window" in printed(pdf)[number]


def test_no_fold_runs_through_the_words() -> None:
    pdf = trial_sheets(ENVELOPES)
    for number, envelope in enumerate(ENVELOPES):
        for fold in (envelope.folded, envelope.folded * 2):
            band = Area(20, fold - 0.3, 165, fold + 2.5)
            assert words_at(pdf, number, band) == "", f"{envelope.name}, fold at {fold} mm"
