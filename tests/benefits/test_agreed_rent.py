"""The charged rent against the agreed one: both directions, home before scheme, a letter that ends, a charge to come."""

from datetime import date

import pytest

from housingdesk.benefits.rules.agreed_rent import Agreed, Charged, agreed_on, charged_on, leaves
from housingdesk.rent.rules.words import ChargeCode

ON = date(2026, 11, 23)
APRIL = date(2027, 4, 5)
SINCE = date(2026, 4, 6)
HOME = 7


def charges(rent: int = 18_000, service: int = 3_000, personal: int = 1_500, start: date = SINCE,
            end: date | None = None) -> list[Charged]:
    return [Charged(ChargeCode.RENT, rent, start, end), Charged(ChargeCode.ELIGIBLE_SERVICE, service, start, end),
            Charged(ChargeCode.INELIGIBLE_SERVICE, personal, start, end), Charged(ChargeCode.SUPPORT, 2_000, start, end)]


AGREED = Agreed(22_500, 21_000, SINCE, None)


def test_support_is_no_part_of_the_rent() -> None:
    assert charged_on(charges(), ON) == (22_500, 21_000)
    assert leaves(charges(), [AGREED], HOME, ON) is None


@pytest.mark.parametrize(("lines", "agreed", "words"), [
    (charges(rent=18_420), AGREED,
     "£4.20 a week more is charged than was agreed (£229.20 instead of £225.00): ask the council"),
    (charges(rent=17_900), AGREED,
     "£1.00 a week less is charged than was agreed (£224.00 instead of £225.00): tell the council"),
    (charges(service=3_500, personal=1_000), AGREED,
     "£5.00 a week more is charged as eligible than was agreed (£215.00 instead of £210.00): put the charges right"),
    (charges(), Agreed(22_500, 21_000, SINCE, date(2026, 11, 1)), "The agreed rent held up to 31 October 2026"),
    (charges(), Agreed(22_500, 21_000, SINCE, None, space_id=8), "No rent is agreed with the council for this home"),
    (charges(), Agreed(22_500, 21_000, SINCE, date(2026, 12, 24)), "holds up to 23 December 2026, and none follows"),
    ([*charges(end=date(2027, 1, 4)), *charges(rent=18_900, start=date(2027, 1, 4))], AGREED,
     "From 4 January 2027 £9.00 a week more is charged"),
])
def test_it_is_told_in_words(lines: list[Charged], agreed: Agreed, words: str) -> None:
    found = leaves(lines, [agreed], HOME, ON)
    assert found is not None and words in found.sentence


def test_a_dated_rent_may_follow() -> None:
    lines = [*charges(end=date(2027, 1, 4)), *charges(rent=18_900, start=date(2027, 1, 4))]
    rows = [Agreed(22_500, 21_000, SINCE, date(2027, 1, 4)), Agreed(23_400, 21_900, date(2027, 1, 4))]
    assert leaves(lines, rows, HOME, ON) is None
    late = leaves(lines, [rows[0], Agreed(23_400, 21_900, date(2027, 1, 11))], HOME, ON)
    assert late is not None and late.since == date(2027, 1, 4) and late.agreed is None


def test_a_change_far_off_is_not_told_yet() -> None:
    lines = [*charges(end=APRIL), *charges(rent=18_900, start=APRIL)]
    assert leaves(lines, [AGREED], HOME, ON) is None and leaves(lines, [AGREED], HOME, date(2027, 2, 1)) is None
    soon = leaves(lines, [AGREED], HOME, date(2027, 2, 2))
    assert soon is not None and soon.since == APRIL


def test_the_home_goes_before_the_scheme_and_an_empty_charge_says_nothing() -> None:
    own = Agreed(25_000, 24_000, SINCE, None, HOME)
    assert agreed_on([own, AGREED], HOME, ON) is own and agreed_on([own, AGREED], 8, ON) is AGREED
    assert agreed_on([AGREED], HOME, date(2026, 4, 5)) is None and leaves([], [], HOME, ON) is None
