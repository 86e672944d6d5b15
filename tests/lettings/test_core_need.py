"""Which lettings need a CORE log, and what is said of it."""

from dataclasses import replace
from datetime import date

import pytest

from housingdesk.lettings.rules.core.need import Began, Letting, needs_log
from housingdesk.properties.rules import RentType
from housingdesk.tenancies.rules import TenancyKind

START = date(2026, 11, 2)
GENERAL = Letting(Began.NEW, TenancyKind.ASSURED, START, RentType.SOCIAL)
ROOM = Letting(Began.NEW, TenancyKind.LICENCE_EXCLUDED, START, RentType.SUPPORTED, supported=True)
SHORT = date(2027, 4, 1)


@pytest.mark.parametrize(("letting", "needed", "says"), [
    (GENERAL, True, "two years or more"),
    (replace(GENERAL, kind=TenancyKind.STARTER), True, "not again when it becomes assured"),
    (replace(GENERAL, kind=TenancyKind.FIXED_TERM, until=date(2028, 11, 1)), True, "two years or more"),
    (replace(GENERAL, kind=TenancyKind.FIXED_TERM, until=date(2028, 10, 31)), False, "less than two years"),
    (replace(GENERAL, rent_type=RentType.AFFORDABLE, until=SHORT), False, "less than two years"),
    (replace(GENERAL, kind=TenancyKind.LICENCE_PROTECTED), True, "A licence"),
    (replace(GENERAL, rent_type=RentType.INTERMEDIATE, until=SHORT), True, "intermediate"),
    (replace(GENERAL, kind=TenancyKind.INTERMEDIATE, until=SHORT), True, "intermediate"),
    (replace(GENERAL, rent_type=RentType.MARKET), False, "market rent"),
    (replace(GENERAL, kind=TenancyKind.MARKET), False, "market rent"),
    (replace(GENERAL, social=False), False, "market rent"),
    (replace(GENERAL, kind=TenancyKind.CONTRACT, residential=False), False, "Garages"),
    (replace(GENERAL, began=Began.EXCHANGE), False, "exchange"),
    (replace(GENERAL, began=Began.SUCCESSION), False, "succession"),
    (replace(GENERAL, began=Began.ASSIGNMENT), False, "assignment"),
    (replace(GENERAL, began=Began.STARTER_ENDED), False, "logged once"),
    (replace(GENERAL, began=Began.HOLDERS), False, "sole or joint"),
    (replace(GENERAL, began=Began.RENEWAL, kind=TenancyKind.FIXED_TERM, until=date(2030, 11, 1)), True, "two years"),
    (ROOM, True, "however long"),
    (replace(ROOM, until=date(2026, 11, 9)), True, "however long"),
    (replace(ROOM, began=Began.ROOM_MOVE), False, "same needs and type"),
])
def test_whether_a_log_is_needed_and_why(letting: Letting, needed: bool, says: str) -> None:
    need = needs_log(letting)
    assert need.needed is needed and says in need.why and not need.transfer


@pytest.mark.parametrize("letting", [replace(ROOM, began=Began.ROOM_MOVE, same=False), replace(GENERAL, began=Began.TRANSFER)])
def test_a_move_to_other_needs_or_another_home_is_an_internal_transfer(letting: Letting) -> None:
    need = needs_log(letting)
    assert need.needed and need.transfer and "as an internal transfer" in need.why
