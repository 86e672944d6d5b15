"""The ledger as a nominal journal: balanced, mapped, written, read back; and never written twice without a word."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.documents.queries import kept as kept_file
from housingdesk.errors import Refused
from housingdesk.rent.actions.accounts import close_account
from housingdesk.rent.queries.accounts import account
from housingdesk.rent.rules.words import AccountKind, BatchKind, ChargeCode
from housingdesk.reports.actions.journal import export_journal, set_code
from housingdesk.reports.journal_files import JournalForm, read, written
from housingdesk.reports.queries.journal import code_rows, codes, exports, journal, written_before
from housingdesk.reports.rules.coding import Code, CodedLine, coded, unmapped
from housingdesk.reports.rules.journal import (
    CURRENT,
    FORMER,
    Grouping,
    JournalLine,
    Known,
    Movement,
    Turned,
    balances,
    faults,
    grouped,
    lines,
    totals,
)
from tests.support.closing import DAY, SUNDAY, WEEK, books_of_a_week, map_all
from tests.support.desk import MONDAY

START = MONDAY - 3 * WEEK
KNOWN = Known({"BANK4417": AccountKind.NOMINAL, "HB": AccountKind.CONTROL}, frozenset({"BANK4417"}))


def moved(kind: BatchKind, contra: str, account_kind: AccountKind, pence: int, *, code: ChargeCode | None = None,
          reference: str = "", control: int = 0, on: date = SUNDAY, former: bool = False) -> Movement:
    return Movement(1, kind, "a batch", contra, control, on, account_kind, reference, "Ash", former, code, pence)


@pytest.mark.parametrize(("one", "sides"), [
    (moved(BatchKind.DEBIT, "INCOME", AccountKind.RENT, 100, code=ChargeCode.RENT), {CURRENT: 100, "income:rent": -100}),
    (moved(BatchKind.DEBIT, "INCOME", AccountKind.GARAGE, 20, code=ChargeCode.VAT), {"debtors:garages": 20, "VAT": -20}),
    (moved(BatchKind.DEBIT, "INCOME", AccountKind.VOID, 70, code=ChargeCode.RENT), {"void loss": 70, "income:rent": -70}),
    (moved(BatchKind.BANK, "BANK4417", AccountKind.RENT, -100, former=True), {FORMER: -100, "bank:BANK4417": 100}),
    (moved(BatchKind.ADJUSTMENT, "ADJUST", AccountKind.RECHARGE, 30), {"debtors:recharges": 30, "adjustments": -30}),
    (moved(BatchKind.WRITE_OFF, "WRITE_OFF", AccountKind.RENT, -40, former=True), {FORMER: -40, "write-offs": 40}),
    (moved(BatchKind.BENEFIT, "HB", AccountKind.RENT, -55), {CURRENT: -55, "control:HB": 55}),
    (moved(BatchKind.TAKING, "SOMETHING NEW", AccountKind.RENT, -5), {CURRENT: -5, "other:SOMETHING NEW": 5}),
])
def test_each_movement_has_its_two_sides(one: Movement, sides: dict[str, int]) -> None:
    assert totals(lines([one], KNOWN)) == sides


def test_a_control_account_is_kept_from_the_other_entries() -> None:
    batch = [moved(BatchKind.BENEFIT, "HB", AccountKind.RENT, -300, on=SUNDAY - WEEK),
             moved(BatchKind.BENEFIT, "HB", AccountKind.HB_OVERPAYMENT, 100),
             moved(BatchKind.BENEFIT, "HB", AccountKind.CONTROL, 200, reference="HB")]
    found = lines(batch, KNOWN)
    assert balances(found) and totals(found)["control:HB"] == 200 and faults(batch, KNOWN) == ()
    short = moved(BatchKind.REVERSAL, "HB", AccountKind.RENT, 300, control=300)
    assert faults([short], KNOWN) == ("a batch: its entries do not come to nothing, so HB does not hold their sum",)
    assert balances(lines([short], KNOWN))


def test_who_leaves_takes_the_debt_to_the_former(desk: Desk) -> None:
    books = books_of_a_week(desk)
    owing = desk.ask(account, account_id=books.owing)
    desk.do(close_account, tenancy_id=owing.tenancy_id, last_day=MONDAY - 8 * DAY)
    found = totals(desk.ask(journal, start=START, end=SUNDAY).lines)
    assert (found[FORMER], found[CURRENT]) == (2 * 11240, -3000)
    before = totals(desk.ask(journal, start=START, end=MONDAY - 8 * DAY).lines)
    assert before[CURRENT] == 2 * 11240 + 2 * 9000 and FORMER not in before
    assert totals(lines([], KNOWN, [Turned(SUNDAY, "Ash", 5)])) == {FORMER: 5, CURRENT: -5}


def test_a_journal_is_written_and_kept(desk: Desk) -> None:
    books_of_a_week(desk, unidentified=True)
    with pytest.raises(Refused, match="No nominal code yet for: Bank BANK4417, Rent debtors, current, Income: rent, Nominal"):
        desk.do(export_journal, start=START, end=SUNDAY)
    assert all(not row.code for row in desk.ask(code_rows, found=desk.ask(journal, start=START, end=SUNDAY)))
    map_all(desk, START, SUNDAY)
    number = desk.do(export_journal, start=START, end=SUNDAY, form=JournalForm.XLSX).value
    [row] = desk.ask(exports)
    file = desk.ask(kept_file, document_id=row.document_id)
    back = list(read(file.content, JournalForm.XLSX))
    whole = desk.ask(journal, start=START, end=SUNDAY)
    assert row.id == number and len(back) == row.rows and sum(one.debit - one.credit for one in back) == 0
    assert sum(one.debit for one in back) == row.debit_pence == whole.debit_pence
    assert (row.first_sequence, row.last_sequence) == (1, 5)
    with pytest.raises(Refused, match="were written before"):
        desk.do(export_journal, start=START + DAY, end=SUNDAY + WEEK, form=JournalForm.XLSX)
    assert desk.ask(written_before, start=SUNDAY + DAY, end=SUNDAY + WEEK) == ""
    desk.do(export_journal, start=START, end=SUNDAY, form=JournalForm.XLSX, by=Grouping.WEEK, again=True)
    assert len(desk.ask(exports)) == 2


def test_a_code_of_one_scheme_comes_before_that_of_all(sqlite_desk: Desk) -> None:
    sqlite_desk.do(set_code, key="income:rent", code="4000", cost_centre="GEN")
    outcome = sqlite_desk.do(set_code, key="income:rent", scheme="Ash", code="4001", cost_centre="ASH")
    found = sqlite_desk.ask(codes)
    some = [JournalLine(SUNDAY, 1, "Debit", "income:rent", scheme, -100) for scheme in ("Ash", "Beech")]
    assert [(line.code, line.cost_centre, line.credit) for line in coded(some, found)] == [("4001", "ASH", 100),
                                                                                         ("4000", "GEN", 100)]
    assert outcome.take_back is not None
    sqlite_desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert sqlite_desk.ask(codes) == {("income:rent", ""): Code("4000", "", "GEN")}
    assert unmapped([JournalLine(SUNDAY, 1, "x", "VAT", "", 1)], found) == (("VAT", 1),)
    with pytest.raises(Refused, match="which code"):
        sqlite_desk.do(set_code, key="VAT", code=" ")


@pytest.mark.parametrize("form", JournalForm)
def test_words_that_look_like_formulas_come_back(form: JournalForm) -> None:
    some = [CodedLine(SUNDAY, "HD1", "-4000", "+A", "=SUM(A1)", "@Ash", 12345678901, 0),
            CodedLine(SUNDAY - timedelta(400), "HD2", "0040", "", "Zoë’s “rent”, paid", "", 0, 12345678901)]
    assert list(read(written(some, form), form)) == some


def test_weeks_and_days_sum_the_batches() -> None:
    some = [JournalLine(MONDAY, 1, "a", CURRENT, "", 5), JournalLine(MONDAY, 1, "a", "VAT", "", -5),
            JournalLine(MONDAY + DAY, 2, "b", CURRENT, "", 7), JournalLine(MONDAY + DAY, 2, "b", "VAT", "", -7)]
    assert [(line.on, line.pence) for line in grouped(some, Grouping.WEEK)] == [(MONDAY + 6 * DAY, -12), (MONDAY + 6 * DAY, 12)]
    assert len(grouped(some, Grouping.DAY)) == 4 and grouped(some, Grouping.BATCH) == tuple(some)
    assert not balances(some[:1])
