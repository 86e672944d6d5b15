"""The address shows whole in every position of the sheet, and nothing else can be seen."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.errors import Refused
from housingdesk.letters import pdf
from housingdesk.letters.pdf.letter_pages import letter_flow
from housingdesk.letters.rules.address import MM, PostalAddress, envelopes_that_hold, fit_address
from housingdesk.letters.rules.envelopes import C5, C5_LOW, DL, ENVELOPES, USUAL, Area, Envelope, body_top, common_safe
from tests.support.letters import ADDRESS, arrears_letter, rent_statement

LONGEST = PostalAddress(("Oluwaseun Christopher Featherstonehaugh-Cholmondeley",), "123 Great Western Boulevard",
                        "Newcastle upon Tyne", "NE99 9ZZ", unit="Flat 12", building="St. Christopher's House")


def _as_wide_as_arial(text: str, size: float) -> float:
    return len(text) * size * 0.52


def _fit(address: PostalAddress) -> tuple[str, ...]:
    return fit_address(address, USUAL, _as_wide_as_arial).lines


@pytest.mark.parametrize(("envelope", "safe"), [(DL, Area(20, 57, 100, 81)), (C5, Area(20, 57, 91, 88.5)),
                                                (C5_LOW, Area(20, 67, 91, 88.5))], ids=lambda x: getattr(x, "key", ""))
def test_the_safe_area_is_the_window_less_the_play(envelope: Envelope, safe: Area) -> None:
    assert envelope.safe == safe


@given(st.sampled_from(ENVELOPES), st.floats(0, 1), st.floats(0, 1))
def test_wherever_the_sheet_lies_the_window_shows_the_safe_area_and_only_the_seen(
        envelope: Envelope, across: float, down: float) -> None:
    right, low = across * (envelope.width - 210), down * (envelope.height - envelope.folded)
    top = envelope.height - envelope.window_up - envelope.window_height
    window = Area(envelope.window_left - right, top - low, envelope.window_left - right + envelope.window_width,
                  top - low + envelope.window_height)
    assert window.holds(envelope.safe)
    assert envelope.seen.holds(window)


def test_dl_and_c5_together_hold_six_lines_and_the_low_c5_window_with_them_only_three() -> None:
    assert [[e.key for e in envelopes_that_hold(n)] for n in range(1, 8)] == [
        ["dl", "c5", "c5-low"]] * 3 + [["dl", "c5"]] * 3 + [[]]


def test_text_starts_at_95_mm_and_below_what_a_window_can_show() -> None:
    assert body_top([DL]) == 95
    assert all(body_top(USUAL) > e.seen.bottom for e in USUAL)


def test_an_address_of_five_lines_keeps_them() -> None:
    address = replace(ADDRESS, building="Dale House")
    block = fit_address(address, USUAL, _as_wide_as_arial)
    assert block.lines == ("Amina Khan", "Dale House", "14 Dale Road", "ANYTOWN", "ZZ9 9ZZ")
    assert block.size == 11


def test_a_sixth_line_joins_the_room_to_its_building() -> None:
    address = replace(ADDRESS, unit="Room 3", building="Dale House")
    assert _fit(address) == ("Amina Khan", "Room 3 Dale House", "14 Dale Road", "ANYTOWN", "ZZ9 9ZZ")


def test_a_flat_without_a_building_is_joined_to_its_street() -> None:
    address = replace(ADDRESS, unit="Flat 2", locality="Little Dale")
    assert _fit(address) == ("Amina Khan", "Flat 2 14 Dale Road", "Little Dale", "ANYTOWN", "ZZ9 9ZZ")


def test_then_the_county_goes() -> None:
    address = replace(ADDRESS, unit="Flat 2", building="Dale House", county="Dalesshire")
    assert _fit(address) == ("Amina Khan", "Flat 2 Dale House", "14 Dale Road", "ANYTOWN", "ZZ9 9ZZ")


def test_then_the_type_shrinks_to_10_points() -> None:
    address = replace(ADDRESS, unit="Flat 2", building="Dale House", locality="Little Dale")
    block = fit_address(address, USUAL, _as_wide_as_arial)
    assert (len(block.lines), block.size) == (6, 10.0)


def test_then_it_is_refused_with_the_reason() -> None:
    address = replace(ADDRESS, unit="Flat 2", building="Dale House", locality="Little Dale",
                      names=("Amina Khan of the " + "very long " * 8 + "name", "Yusuf Khan"))
    with pytest.raises(Refused, match="holds 6 lines: it has"):
        _fit(address)


def test_a_word_wider_than_the_window_is_refused_and_never_dropped() -> None:
    with pytest.raises(Refused, match="one of its words is wider"):
        _fit(replace(ADDRESS, street="14 " + "Llanfair" * 8 + " Road"))


@pytest.mark.parametrize(("changes", "missing"), [({"postcode": " "}, "postcode"), ({"town": ""}, "town"),
                                                  ({"street": ""}, "street"), ({"names": ()}, "name")])
def test_an_address_with_a_gap_is_refused(changes: dict[str, object], missing: str) -> None:
    with pytest.raises(Refused, match=missing):
        _fit(replace(ADDRESS, **changes))  # type: ignore[arg-type]


def test_the_address_is_set_for_sorting_machines() -> None:
    address = replace(ADDRESS, street="14, St. John's Rd.,", town="Bury St. Edmunds", postcode="zz9 9zz")
    assert _fit(address) == ("Amina Khan", "14 St John's Rd", "BURY ST EDMUNDS", "ZZ9 9ZZ")


@given(st.lists(st.text("Wilémj ", min_size=1, max_size=45).filter(lambda t: bool(t.strip())), min_size=1, max_size=3),
       st.text("Wilém ", max_size=30), st.text("Wilém ", max_size=30))
def test_whatever_the_address_it_is_whole_and_safe_or_refused(names: list[str], unit: str, building: str) -> None:
    address = replace(ADDRESS, names=tuple(names), unit=unit, building=building)
    safe = common_safe(USUAL)
    assert safe
    try:
        block = fit_address(address, USUAL, _as_wide_as_arial)
    except Refused:
        return
    assert safe.holds(block.area)
    shown = "".join(block.lines).replace(" ", "").replace("and", "")
    assert all("".join(part.split()) in shown for part in (*names, unit, building))
    assert all(_as_wide_as_arial(line, block.size) <= (safe.right - block.left) * MM for line in block.lines)


@pytest.mark.parametrize("address", [
    ADDRESS, LONGEST, replace(ADDRESS, unit="Room 3", building="Dale House"),
    replace(ADDRESS, names=("Ấnh Ůrsula Ǻberg", "Yusuf Khan"), unit="Flat 2", building="Dale House", locality="Little Dale"),
], ids=["four lines", "longest name", "five lines", "six lines and tall accents"])
@pytest.mark.parametrize("large_print", [False, True])
def test_the_finished_page_is_read_back_safe(address: PostalAddress, large_print: bool) -> None:
    letter = arrears_letter(address=address, large_print=large_print)
    check = pdf.read_back(pdf.draw_letter(letter), pdf.fitted_address(address).lines)
    assert check.problems == ()
    assert check.safe_in == tuple(e.name for e in USUAL)


def test_an_envelope_the_letter_was_not_made_for_is_found() -> None:
    shown = pdf.draw_letter(arrears_letter(address=ADDRESS))
    check = pdf.read_back(shown, pdf.fitted_address(ADDRESS).lines, ENVELOPES)
    assert check.safe_in == (DL.name, C5.name)
    assert check.problems == (f"The address would not show whole in every position in the envelope {C5_LOW.name}.",)


def test_a_letter_can_be_laid_out_for_the_low_c5_window_alone() -> None:
    issued = pdf.issue_letter(arrears_letter(), envelopes=[C5_LOW])
    lines = pdf.fitted_address(ADDRESS, [C5_LOW]).lines
    assert pdf.read_back(issued.pdf, lines, [C5_LOW]).safe_in == (C5_LOW.name,)


def test_a_page_whose_text_could_show_in_the_window_is_found() -> None:
    letter = arrears_letter()
    made_for_dl = pdf.draw_letter(letter, envelopes=[DL])
    check = pdf.read_back(made_for_dl, pdf.fitted_address(letter.address, [DL]).lines, USUAL)
    assert check.safe_in == (DL.name,)
    assert "Something other than the address could show" in check.problems[0]


def test_a_line_or_box_that_could_show_in_the_window_is_found() -> None:
    letter = arrears_letter()
    for down, problems in ((91.0, 2), (101.0, 1), (104.0, 0)):
        flow = letter_flow(letter, USUAL)
        flow.sheet.box(50 * MM, down * MM, 10, 1, "0 0 0")
        check = pdf.read_back(flow.document(demo=False), pdf.fitted_address(letter.address).lines)
        assert len(check.problems) == problems


def test_words_beside_the_address_are_found() -> None:
    letter = arrears_letter()
    flow = letter_flow(letter, USUAL)
    flow.sheet.text(60 * MM, 70 * MM, "Arrears", 8)
    check = pdf.read_back(flow.document(demo=False), pdf.fitted_address(letter.address).lines)
    assert check.safe_in == ()


def test_another_address_than_the_one_expected_is_found() -> None:
    check = pdf.read_back(pdf.draw_letter(arrears_letter()), ["Somebody Else", "14 Dale Road", "ANYTOWN", "ZZ9 9ZZ"])
    assert check.safe_in == ()
    assert check.problems


def test_a_statement_of_its_own_is_posted_the_same_way() -> None:
    statement = rent_statement(address=ADDRESS)
    check = pdf.read_back(pdf.draw_statement(statement), pdf.fitted_address(ADDRESS).lines)
    assert check.problems == ()


def test_envelopes_with_no_common_place_are_refused() -> None:
    elsewhere = replace(C5_LOW, key="x", name="Odd", window_up=10)
    with pytest.raises(Refused, match="No place on the sheet"):
        fit_address(ADDRESS, [DL, elsewhere], _as_wide_as_arial)
