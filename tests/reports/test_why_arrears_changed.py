"""Why arrears changed: causes that sum to the change of gross arrears and of credits, never one set against the other."""

from hypothesis import given
from hypothesis.strategies import booleans, integers, lists, sampled_from, tuples

from housingdesk.access.desk import Desk
from housingdesk.rent.rules.words import EntryKind, Payer
from housingdesk.reports.queries.why import why_changed
from housingdesk.reports.rules.causes import Movement, Mover, by_cause, cause_of, changes, sentence
from housingdesk.reports.rules.words import ArrearsCause
from tests.support.closing import DAY, SUNDAY, WEEK, books_of_a_week
from tests.support.desk import MONDAY

START = MONDAY - WEEK


def test_a_week_is_explained(desk: Desk) -> None:
    books_of_a_week(desk)
    found = desk.ask(why_changed, start=START, end=SUNDAY)
    assert found.holds and {row.cause: (row.current, row.credits) for row in found.rows} == {
        ArrearsCause.CHARGED: (11240 + 9000, 0), ArrearsCause.PAID: (-27000, 3000)}
    assert found.sentence == ("Gross arrears fell by £67.60 to £337.20: paid by people −£270.00, charged +£202.40")
    [paid] = found.accounts[ArrearsCause.PAID]
    assert (paid.name, paid.arrears, paid.credits) == ("Ben Cole", -27000, 3000)


_DAYS = integers(0, 13)


@given(lists(tuples(_DAYS, sampled_from(list(ArrearsCause)), integers(-5000, 5000)), max_size=12), integers(-3000, 3000),
       booleans(), integers(-3, 16))
def test_causes_sum_to_the_change(moves: list[tuple[int, ArrearsCause, int]], opening: int, ends: bool, last: int) -> None:
    closes = START + last * DAY if ends else None
    mover = Mover(1, opening, START - 30 * DAY, closes)
    ordered = [Movement(1, START + day * DAY, cause, pence) for day, cause, pence in sorted(moves, key=lambda one: one[0])]
    end = START + 13 * DAY
    rows = by_cause(changes([mover], ordered, START, end))
    closing = opening + sum(move.pence for move in ordered)
    was_former, is_former = (closes is not None and closes + DAY < START), (closes is not None and closes < end)
    former = (max(0, closing) if is_former else 0) - (max(0, opening) if was_former else 0)
    assert sum(row.arrears for row in rows) == max(0, closing) - max(0, opening)
    assert sum(row.credits for row in rows) == max(0, -closing) - max(0, -opening)
    assert sum(row.former for row in rows) == former


def test_each_movement_has_its_cause() -> None:
    def cause(kind: EntryKind, payer: Payer = Payer.TENANT, key: str = "x:1", *, new: bool = False) -> ArrearsCause:
        return cause_of(kind, payer, key, new=new)

    assert cause(EntryKind.CHARGE) is ArrearsCause.CHARGED and cause(EntryKind.CHARGE, new=True) is ArrearsCause.STARTED
    assert cause(EntryKind.RECEIPT, Payer.HB) is ArrearsCause.HOUSING_BENEFIT
    assert cause(EntryKind.RECEIPT, Payer.SUPPORT) is ArrearsCause.OTHERS
    assert cause(EntryKind.ADJUSTMENT, key="end:R1:2026-11-01") is ArrearsCause.CHARGED
    assert cause(EntryKind.ADJUSTMENT, key="reverse:end:R1") is ArrearsCause.CHARGED
    assert cause(EntryKind.ADJUSTMENT, key="backdated:R1") is ArrearsCause.BACKDATED
    assert cause(EntryKind.ADJUSTMENT) is ArrearsCause.ADJUSTED and cause(EntryKind.OPENING) is ArrearsCause.STARTED
    assert {cause(kind) for kind in EntryKind} >= {ArrearsCause.REFUNDED, ArrearsCause.WRITTEN_OFF, ArrearsCause.TRANSFERRED}
    assert sentence(500, 500, ()) == "Gross arrears stayed at £5.00"
