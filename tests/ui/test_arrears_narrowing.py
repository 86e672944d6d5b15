"""The arrears list is narrowed as its filters say, and finds a name however it is written."""

from dataclasses import replace
from datetime import date

import pytest

from housingdesk.arrears.queries.listing import ArrearsRow, Filters
from housingdesk.arrears.rules.listing import Position
from housingdesk.rent.rules.words import AccountKind, Frequency
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind
from housingdesk.ui.arrears.columns import expected
from housingdesk.ui.arrears.narrowing import listed, narrowed

OWING, COMING = Position(5000, 5000, 0, 11240, 11240, Frequency.WEEKLY), Position(900, 0, 900, 11240, 1160, Frequency.WEEKLY)
AMINA = ArrearsRow(1, "600000017", AccountKind.RENT, 1, "T000001", "Amina Khan", "14 Dale Road", "ZZ9 9ZZ", TenancyKind.ASSURED,
                   OWING, None, "Dale", "Anita Bell", "Dalesham", BenefitRoute.NONE, False, None, 0)
WOJTEK = replace(AMINA, account_id=2, names="Wojciech Łęcki", address="Room 3, Beech House", scheme="Beech House",
                 position=COMING, tenancy_kind=TenancyKind.LICENCE_EXCLUDED, route=BenefitRoute.UC_TENANT,
                 tenancy_reference="L000002")
LEFT = replace(AMINA, account_id=3, names="Joy Okafor", former=True)
GARAGE = replace(AMINA, account_id=4, kind=AccountKind.GARAGE, tenancy_kind=TenancyKind.CONTRACT)
ALL = tuple(listed(row) for row in (AMINA, WOJTEK, LEFT, GARAGE))


@pytest.mark.parametrize("filters", [
    Filters(), Filters(text="lecki"), Filters(text="DALE"), Filters(text="t000001"), Filters(text="nobody"),
    Filters(scheme="Dale"), Filters(route=BenefitRoute.UC_TENANT), Filters(officer="Anita Bell", text="khan"),
    Filters(tenancy_kind=TenancyKind.ASSURED), Filters(council="Elsewhere")])
def test_each_group_holds_whom_its_filters_let_through(filters: Filters) -> None:
    for group in ("owing", "benefit", "former"):
        asked = replace(filters, former=group == "former", benefit_only=group == "benefit")
        by_hand = [one.row for one in ALL if asked.fits(one.row)]
        found = narrowed(ALL, filters, group)
        assert list(found.rows) == by_hand and found.counts[group] == len(by_hand)
        assert found.owed_pence == sum(row.position.owed_pence for row in by_hand)


def test_a_letter_typed_does_not_take_the_names_apart_again(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []

    def folding(text: str) -> str:
        folded.append(text)
        return text
    monkeypatch.setattr("housingdesk.ui.arrears.narrowing.fold", folding)
    narrowed(ALL * 50, Filters(text="khan"), "owing")
    assert folded == ["khan"]


def test_the_route_is_told_in_the_words_of_the_agreement() -> None:
    assert expected(WOJTEK, date(2026, 11, 23)) == "Universal Credit, paid to the resident"
    assert expected(AMINA, date(2026, 11, 23)) == ""
