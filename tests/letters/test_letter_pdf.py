"""The document: the same bytes each time, its metadata, its marks, its pages, and large print as a layout of its own."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from housingdesk import resources
from housingdesk.errors import Refused
from housingdesk.letters import pdf
from housingdesk.letters.pdf.fonts import _ready
from housingdesk.letters.pdf.joined import joined
from housingdesk.letters.pdf.text import break_runs, break_text
from housingdesk.letters.rules.content import AccountRow, AccountTable, Logo, Paragraph, Run
from tests.support.letters import SENDER, arrears_letter, printed, rent_statement

LONG = Paragraph((Run("We write to you about your account and how to put it right. " * 12),))


def _sizes(document: bytes, page: int = 0) -> set[float]:
    with pypdfium2.PdfDocument(document) as read:
        words, raw = read[page].get_textpage(), vars(pypdfium2)["raw"]
        sizes = {round(raw.FPDFText_GetFontSize(words, n), 1) for n in range(words.count_chars())}
    return sizes - {0.0, 1.0}


def test_the_same_letter_gives_the_same_bytes() -> None:
    letter, statement = arrears_letter(greeting="Łukasz გია"), rent_statement(40)
    first = pdf.issue_letter(letter, statement)
    pdf.draw_letter(arrears_letter("arrears-1"))
    second = pdf.issue_letter(letter, statement)
    assert first.pdf == second.pdf
    assert first.sha256 == pdf.document_hash(second.pdf)
    assert first.sha256 != pdf.issue_letter(replace(letter, please_ask_for="B. Green"), statement).sha256


def test_the_same_letters_put_together_give_the_same_bytes_at_any_time() -> None:
    made = [pdf.issue_letter(arrears_letter(greeting=name)).pdf for name in ("Amina Khan", "Yusuf Khan")]
    first = joined(made)
    drawn = re.search(rb"D:(\d{14})", first)
    assert drawn is not None and drawn[1] == b"20000101000000", "the moment of joining is not in it"
    assert joined(made) == first and joined(made[::-1]) != first
    with pypdfium2.PdfDocument(first) as read:
        assert len(read) == 2 and "Amina Khan" in read[0].get_textpage().get_text_bounded()


def test_letters_made_at_once_in_two_threads_are_the_same_as_one_after_the_other() -> None:
    names = ["".join(chr(first + n) for first in (0x410, 0x3B1, 0x10D0, 0x1E00)) for n in range(16)]
    letters = [arrears_letter(greeting=name) for name in names]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(pdf.issue_letter, letters))
    _ready.cache_clear()
    assert together == [pdf.issue_letter(letter) for letter in letters]


def test_nothing_heavy_is_loaded_before_the_first_letter() -> None:
    script = ("import sys, housingdesk.letters.pdf, housingdesk.letters.stock\n"
              "print(sorted({'reportlab', 'pypdfium2', 'fontTools'} & set(sys.modules)))")
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True,
                          cwd=resources.find("letters").parent.parent)
    assert told.stdout.strip() == "[]"


def test_the_document_says_what_it_is_who_made_it_and_in_which_language() -> None:
    made = pdf.draw_letter(arrears_letter())
    with pypdfium2.PdfDocument(made) as read:
        told = read.get_metadata_dict()
    assert told["Title"] == "Arrears letter 2, please ring us, T004471"
    assert told["Author"] == "Dale Vale Homes"
    assert b"/Lang (en-GB)" in made
    assert b"ReportLab" not in told["Producer"].encode()


def test_every_font_in_the_document_is_embedded() -> None:
    made = pdf.draw_letter(arrears_letter(greeting="გია ☎"))
    assert b"/Helvetica" not in made
    assert made.count(b"/Subtype /TrueType") == made.count(b"/FontFile2 ") == 4


def test_a_two_page_letter_is_smaller_than_26_kilobytes() -> None:
    issued = pdf.issue_letter(arrears_letter(with_statement=True), rent_statement(12))
    assert issued.pages == 2
    assert len(issued.pdf) < 26_000


def test_pages_are_counted_through_letter_and_statement() -> None:
    pages = printed(pdf.draw_letter_with_statement(arrears_letter(), rent_statement(60)))
    assert [f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, start=1)] == [True] * len(pages)
    assert all("We can send this in large print" in page for page in pages)


def test_a_long_letter_goes_on_without_a_lonely_line_or_signature() -> None:
    letter = arrears_letter()
    blocks = (*[LONG] * 5, *letter.blocks)
    pages = printed(pdf.draw_letter(replace(letter, blocks=blocks)))
    assert len(pages) > 1
    whole = " ".join(pages)
    assert whole.count("how to put it right.") == 60
    last = pages[-1]
    assert last.index("Citizens Advice") < last.index("Yours sincerely") < last.index("A. Brown, Housing Coordinator")


def test_a_long_account_repeats_its_head() -> None:
    rows = tuple(AccountRow(date(2026, 11, 2), f"Row {n}", 100, 0, n * 100) for n in range(1, 80))
    pages = printed(pdf.draw_letter(arrears_letter(account=AccountTable("Your account", rows))))
    assert [("Date What Charged Paid Owed" in page) for page in pages[:2]] == [True, True]
    assert all(f"Row {n} £1.00" in " ".join(pages) for n in range(1, 80))


def test_a_credit_is_said_in_words_and_never_with_a_minus() -> None:
    rows = (AccountRow(date(2026, 11, 2), "Universal Credit", 0, 38920, -2000),)
    page = printed(pdf.draw_letter(arrears_letter(account=AccountTable("Your account", rows))))[0]
    assert "£20.00 in credit" in page
    assert "−" not in page


def test_large_print_is_18_points_and_what_there_is_to_read_is_never_under_16() -> None:
    letter = arrears_letter(large_print=True, with_statement=True)
    made = pdf.draw_letter_with_statement(letter, rent_statement(12, large_print=True))
    ordinary = pdf.draw_letter_with_statement(arrears_letter(with_statement=True), rent_statement(12))
    with pypdfium2.PdfDocument(made) as read:
        pages = len(read)
    assert pages > 2
    assert all(min(_sizes(made, page)) >= 16 for page in range(1, pages))
    assert sorted(_sizes(made))[:3] == [11, 12, 16]  # the address must fit its window, the letterhead stand beside it
    assert 18 in _sizes(made)
    assert _sizes(ordinary) == {8.0, 8.5, 9.5, 9.8, 11.0, 11.5, 12.0, 16.0, 16.5}
    words = " ".join(printed(made))
    assert "Charged £112.40" in words
    assert "Owed £257.36" in words
    assert "Your landlord is Dale Vale Homes" in words


def test_the_demo_says_so_on_every_page_and_a_real_letter_does_not() -> None:
    letter, statement = arrears_letter(), rent_statement(60)
    assert all("DEMO" in page for page in printed(pdf.draw_letter_with_statement(letter, statement, demo=True)))
    assert not any("DEMO" in page for page in printed(pdf.draw_letter_with_statement(letter, statement)))
    assert pdf.issue_letter(letter, demo=True).pages == 1


def test_a_reprint_says_copy_on_every_page_and_holds_the_issued_bytes() -> None:
    issued = pdf.issue_letter(arrears_letter(with_statement=True), rent_statement(30))
    copy = pdf.stamp_copy(issued.pdf)
    before, after = printed(issued.pdf), printed(copy)
    assert copy.startswith(issued.pdf)
    assert pdf.document_hash(copy[:len(issued.pdf)]) == issued.sha256
    assert [page.replace(" Copy", "") for page in after] == before
    assert all("Copy" in page for page in after)
    assert copy == pdf.stamp_copy(issued.pdf)
    with pypdfium2.PdfDocument(copy) as read:
        assert read.get_metadata_dict()["Author"] == "Dale Vale Homes"


def test_only_plain_words_are_stamped_and_only_on_our_documents() -> None:
    with pytest.raises(Refused, match="cannot be stamped"):
        pdf.stamp_copy(pdf.draw_letter(arrears_letter()), "Copy) Tj (")
    with pytest.raises(Refused, match="not made by this program"):
        pdf.stamp_copy(b"%PDF-1.4\n%%EOF\n")


def test_a_long_association_name_and_address_stay_in_the_letterhead() -> None:
    long_name = replace(SENDER, name="The Worshipful Company of Almshouses and Supported Housing of Greater Dale",
                        address_lines=("Suite 12, Third Floor", "The Old Corn Exchange", "Market Place", "Anytown", "ZZ9 9ZZ"),
                        logo=Logo.NONE)
    page = printed(pdf.issue_letter(arrears_letter(sender=long_name)).pdf)[0]
    assert "The Worshipful Company of Almshouses and Supported Housing of Greater Dale" in page
    assert "Suite 12, Third Floor, The Old Corn Exchange, Market Place, Anytown, ZZ9 9ZZ" in page


def test_a_letter_whose_address_is_not_safe_is_not_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    from housingdesk.letters.rules import envelopes

    monkeypatch.setattr("housingdesk.letters.pdf.letterhead.body_top", lambda _: 80.0)
    assert envelopes.BODY_TOP == 95
    with pytest.raises(Refused, match="Something other than the address could show"):
        pdf.issue_letter(arrears_letter())


def test_lines_end_only_at_plain_spaces() -> None:
    text = "Ring A. Brown on 01632 960 118 by Monday 30 November, and pay £482.16 to 20-00-00 12345678. " * 3
    lines = break_text(text.strip(), 150, 11.5)
    shown = ["".join(part for _, _, part in line.pieces) for line in lines]
    assert " ".join(shown).replace("\u00a0", " ") == text.strip()
    held = ("01632\u00a0960\u00a0118", "Monday\u00a030\u00a0November", "£482.16", "A.\u00a0Brown")
    assert all(sum(word in line for line in shown) == 3 for word in held)
    assert all(line.across(11.5) <= 150 for line in lines)


def test_a_word_that_is_too_long_is_parted_but_a_figure_never() -> None:
    lines = break_text("STO" + "X" * 60, 100, 11.5)
    assert len(lines) > 1
    assert "".join(part for line in lines for _, _, part in line.pieces) == "STO" + "X" * 60
    with pytest.raises(Refused, match="too long to be printed on one line"):
        break_text("£" + "9" * 60, 100, 11.5)


def test_words_of_two_weights_keep_their_order_and_spaces() -> None:
    runs = (Run("Pay "), Run("£1.00", True), Run(". Then "), Run("ring", True), Run(" us"))
    line = break_runs(runs, 400, 11.5)[0]
    assert [(bold, text) for _, bold, text in line.pieces] == [
        (False, "Pay"), (True, "£1.00"), (False, ". Then"), (True, "ring"), (False, "us")]
    assert re.fullmatch(r"Pay £1\.00\. Then ring us", _as_read(line.pieces))


def _as_read(pieces: tuple[tuple[float, bool, str], ...]) -> str:
    from housingdesk.letters.pdf.fonts import word_units

    said, at = "", 0.0
    for offset, bold, text in pieces:
        said += (" " if offset - at > 100 else "") + text
        at = offset + word_units(bold, text)
    return said
