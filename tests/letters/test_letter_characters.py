"""No character is ever lost: each is drawn in a font that has it, or the letter is refused with its name and place."""

import io
import re
import string
import unicodedata
import zlib
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from housingdesk import resources
from housingdesk.errors import Refused
from housingdesk.letters import pdf
from housingdesk.letters.pdf.fonts import USUAL_CHARACTERS, faces, refuse_missing
from housingdesk.letters.rules.characters import font_runs
from housingdesk.letters.rules.content import AccountRow, AccountTable, Paragraph, Run
from tests.support.letters import ADDRESS, TODAY, arrears_letter, printed, rent_statement

NAMES = ["Łukasz Żółć", "José Ñáñez", "Zoë Brontë", "Siân Ŵyn Ŷnys", "Þórður Æsir", "Ştefan Ţurcanu", "Đặng Thị Ấn",
         "Ольга Шевченко", "Γιώργος", "გიორგი", "Արամ", "ሰላም ተስፋይ", "O’Brien–Smith", "Ọlá Ẹ̀bùn", "− → ≤ ☎ ✓", "€ ½ № § † …"]


def _paragraph(text: str, bold: bool = False) -> bytes:
    return pdf.draw_letter(replace(arrears_letter(), blocks=(Paragraph((Run(text, bold),)),)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bold", [False, True])
def test_names_of_many_scripts_come_out_whole(name: str, bold: bool) -> None:
    page = printed(_paragraph(f"Name: {name} end", bold))[0]
    wanted, read = (unicodedata.normalize("NFC", text).replace(" ", "") for text in (f"Name: {name} end", page))
    assert wanted in read


@pytest.mark.parametrize("name", [*NAMES[:14], "Jose\u0301 Ñáñez"])
def test_such_a_name_on_the_envelope_is_read_back(name: str) -> None:
    issued = pdf.issue_letter(arrears_letter(address=replace(ADDRESS, names=(name,)), greeting=name))
    assert issued.pages == 1


@pytest.mark.parametrize(("character", "name"), [("漢", "CJK"), ("😀", "GRINNING FACE"), ("अ", "DEVANAGARI"), ("ก", "THAI")])
def test_a_character_in_no_font_is_refused_with_its_name_and_place(character: str, name: str) -> None:
    wrong = AccountTable("Your account", (AccountRow(TODAY, f"Paid by {character}", 0, 500, 100),))
    with pytest.raises(Refused, match=f"“{character}”.*{name}.*the account's column What"):
        pdf.draw_letter(arrears_letter(account=wrong))
    with pytest.raises(Refused, match=f"“{character}”.*the address"):
        pdf.draw_letter(arrears_letter(address=replace(ADDRESS, street=f"14 {character} Road")))
    with pytest.raises(Refused, match=f"“{character}”.*the address of the home"):
        pdf.draw_statement(replace(rent_statement(2), home=character))


@given(st.text(min_size=1, max_size=12))
def test_any_text_at_all_is_printable_or_refused(text: str) -> None:
    try:
        refuse_missing(text, "the test")
    except Refused as refusal:
        assert "the test" in str(refusal)
        return
    for face in faces():
        runs = list(face.runs(text))
        assert "".join(run for _, run in runs) == text
        assert all(ord(c) in font.face.charToGlyph for font, run in runs for c in run)
        assert face.units(text) >= 0


def test_a_run_falls_back_only_where_it_must() -> None:
    latin, georgian = frozenset(range(32, 0x250)), frozenset(range(0x10A0, 0x1100))
    assert font_runs("Ana გია Khan", [latin, georgian], "x") == [(0, "Ana "), (1, "გია"), (0, " Khan")]


@pytest.mark.parametrize("bold", [False, True])
def test_money_has_its_pound_sign_in_every_weight(bold: bool) -> None:
    face = faces()[bold]
    needed = set("£" + string.digits + string.ascii_letters + ".,")
    assert needed <= USUAL_CHARACTERS
    assert {ord(c) for c in USUAL_CHARACTERS} <= set(face.first.face.charToGlyph)
    assert len({face.units(digit) for digit in string.digits}) == 1


def test_every_amount_on_paper_keeps_its_pound_sign() -> None:
    letter = arrears_letter(with_statement=True)
    words = " ".join(printed(pdf.draw_letter_with_statement(letter, rent_statement(30))))
    tokens = [word.strip("(),.·") for word in words.split() if "." in word.strip(".") and word.strip("(),.£").replace(
        ".", "").replace(",", "").isdigit()]
    assert len(tokens) > 60
    assert all(token.startswith("£") for token in tokens)


def test_the_fonts_are_bundled_with_their_licence_and_without_hinting() -> None:
    folder = resources.find("fonts/letters")
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
    for path in folder.glob("*.ttf"):
        with TTFont(path) as font:
            assert not {"fpgm", "prep", "cvt ", "GPOS", "GSUB"} & set(font.keys())
            assert "Copyright" in str(font["name"].getDebugName(0))
            assert "OFL" in str(font["name"].getDebugName(14))


def test_what_is_embedded_has_the_outlines_and_widths_of_the_bundled_font() -> None:
    embedded = re.search(rb"/Length1 \d+ >>\nstream\n(.*?)\nendstream", _paragraph("plain"), re.DOTALL)
    assert embedded
    with TTFont(io.BytesIO(zlib.decompress(embedded[1]))) as subset, TTFont(
            resources.find("fonts/letters/NotoSans-Regular.ttf")) as whole:
        assert subset["maxp"].numGlyphs < 150
        cut, first = subset["cmap"].tables[0].cmap[ord("A")], (whole.getBestCmap() or {})[ord("A")]
        assert subset["hmtx"][cut] == whole["hmtx"][first]
        assert subset["glyf"][cut] == whole["glyf"][first]
