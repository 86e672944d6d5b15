"""The rent statement for a court: it adds up on every ledger, begins where the courts ask, and holds rent alone."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as some

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.notices.bundle_pdf.statement import draw_court_statement
from housingdesk.notices.queries.court_statement import court_statement, rent_account
from housingdesk.notices.rules.court_statement import (
    HEADS,
    CourtStatement,
    Entry,
    court_lines,
    daily_rate,
    first_missed,
    refuse_wrong_total,
    rent_of_period,
    start_of,
    table,
)
from housingdesk.rent.actions.accounts import open_sub_account
from housingdesk.rent.actions.ledger import post_batch
from housingdesk.rent.queries.ledger import balance_as_at
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Frequency, Payer
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import add_months
from housingdesk.values.money import format_pence
from tests.support import noticing
from tests.support.desk import MONDAY

ENTRIES = some.lists(some.builds(
    Entry, on=some.dates(date(2023, 1, 1), MONDAY), kind=some.sampled_from(list(EntryKind)), what=some.just("A line"),
    pence=some.integers(-60_000, 60_000)), max_size=60)


def made(entries: Sequence[Entry], on: date = MONDAY) -> CourtStatement:
    """A statement of these entries, as the query makes it."""
    ordered = sorted(entries, key=lambda entry: entry.on)
    start, began = start_of(ordered, on)
    opening = sum(entry.pence for entry in ordered if entry.on < start)
    lines = court_lines([entry for entry in ordered if start <= entry.on <= on], opening)
    return CourtStatement(
        claimant="Dale Vale Homes", tenants=("Amina Khan",), home="14 Dale Road", reference="T000001",
        payment_reference="600000019", start=start, end=on, began=began, opening_pence=opening, lines=lines,
        rent_pence=12_000, daily_pence=1_714, every="each week")


@given(ENTRIES)
def test_opening_and_due_less_paid_is_closing_on_every_ledger(entries: list[Entry]) -> None:
    statement = made(entries)
    ledger = sum(entry.pence for entry in entries)
    assert statement.opening_pence + statement.due_pence - statement.paid_pence == statement.closing_pence == ledger
    total = statement.opening_pence
    for line in statement.lines:
        assert line.due_pence == 0 or line.paid_pence == 0
        total += line.due_pence - line.paid_pence
        assert line.total_pence == total
    refuse_wrong_total(statement, ledger)


@given(ENTRIES)
def test_it_begins_with_the_first_missed_payment_or_two_years_back(entries: list[Entry]) -> None:
    ordered = sorted(entries, key=lambda entry: entry.on)
    start, why = start_of(ordered, MONDAY)
    two_years = add_months(MONDAY, -24) + timedelta(1)
    assert start >= two_years or not entries or start == MONDAY
    missed = slow_first_missed(ordered)
    assert first_missed(ordered, MONDAY) == missed
    if missed is not None and missed >= two_years:
        assert start == missed and "first missed payment" in why
    elif missed is not None:
        assert start == two_years and "more than two years ago" in why


def slow_first_missed(entries: list[Entry]) -> date | None:
    """Walks the days backwards from today while the account is not clear at the end of each."""
    balance, missed = sum(entry.pence for entry in entries), None
    day = MONDAY
    first = min((entry.on for entry in entries), default=MONDAY)
    while balance > 0 and day >= first:
        moved = [entry.pence for entry in entries if entry.on == day]
        if moved:
            missed = day
        balance -= sum(moved)
        day -= timedelta(1)
    return missed if sum(entry.pence for entry in entries) > 0 else None


def test_a_statement_that_does_not_end_at_the_ledger_is_refused() -> None:
    statement = made([Entry(MONDAY, EntryKind.CHARGE, "Rent", 12_000)])
    with pytest.raises(Refused, match="the ledger at £120"):
        refuse_wrong_total(statement, 12_001)
    with pytest.raises(Refused, match="Have the ledger proved"):
        refuse_wrong_total(replace(statement, opening_pence=1), 12_000)


def test_a_payment_that_went_back_is_a_payment_and_a_correction_stands_with_what_was_due() -> None:
    lines = court_lines([Entry(MONDAY, EntryKind.RECEIPT, "Paid", -5_000), Entry(MONDAY, EntryKind.RECEIPT, "Came back", 5_000),
                         Entry(MONDAY, EntryKind.REFUND, "Refund", 700), Entry(MONDAY, EntryKind.ADJUSTMENT, "Put right", -300),
                         Entry(MONDAY, EntryKind.WRITE_OFF, "Written off", -100)], 0)
    assert [(line.due_pence, line.paid_pence) for line in lines] == [(0, 5_000), (0, -5_000), (0, -700), (-300, 0), (-100, 0)]


@pytest.mark.parametrize(("charge", "frequency", "period", "day"), [
    (12_000, Frequency.WEEKLY, 12_000, 1_714), (12_000, Frequency.FORTNIGHTLY, 24_000, 1_714),
    (11_458, Frequency.FOUR_WEEKLY, 45_832, 1_637), (48_689, Frequency.MONTHLY, 48_689, 1_600),
    (50_000, Frequency.MONTHLY, 50_000, 1_643)])
def test_the_rent_of_a_period_and_of_a_day(charge: int, frequency: Frequency, period: int, day: int) -> None:
    assert rent_of_period(charge, frequency) == period and daily_rate(period, frequency) == day


@needs(Permission.LOOK)
def _post(act: Act, *, key: str, lines: list[Line]) -> int:
    return post_batch(act, kind=BatchKind.OPENING, key=key, title="Lines", lines=lines, contra="TEST")


def test_random_ledgers_in_the_database_end_at_the_balance_of_the_day(sqlite_desk: Desk) -> None:
    tenancy = noticing.owing(sqlite_desk)
    account, chance = rent_account(tenancy), random.Random(20261123)
    for number in range(12):
        lines = [Line(account.id, chance.choice([EntryKind.CHARGE, EntryKind.RECEIPT, EntryKind.ADJUSTMENT, EntryKind.REFUND]),
                      None, chance.choice(list(Payer)), MONDAY - timedelta(chance.randrange(900)),
                      chance.choice([-1, 1]) * chance.randrange(1, 40_000)) for _ in range(chance.randrange(1, 9))]
        sqlite_desk.do(_post, key=f"test:{number}", lines=lines)
        on = MONDAY - timedelta(chance.choice([0, 0, 30, 400]))
        statement = sqlite_desk.ask(court_statement, tenancy_id=tenancy, on=on)
        ledger = balance_as_at(account.id, on)
        assert statement.closing_pence == ledger
        assert statement.opening_pence + statement.due_pence - statement.paid_pence == ledger


def test_it_is_of_rent_alone_and_names_what_is_apart(desk: Desk) -> None:
    tenancy = noticing.owing(desk, "Amina Khan", "Yusuf Khan")
    costs = desk.do(open_sub_account, account_id=rent_account(tenancy).id, kind=AccountKind.COURT_COSTS).value
    desk.do(_post, key="costs", lines=[Line(costs, EntryKind.ADJUSTMENT, None, Payer.TENANT, MONDAY, 41_500)])
    statement = desk.ask(court_statement, tenancy_id=tenancy, on=MONDAY)
    assert statement.closing_pence == 120_000 and len(statement.lines) == 10
    assert statement.apart == ("Court costs: £415.00",)
    assert statement.rate == "Rent £120.00 each week, £17.14 a day"
    assert statement.tenants == ("Amina Khan", "Yusuf Khan")
    rows = table(statement)
    assert len(HEADS) == len(rows[0]) and rows[-1][2:] == (120_000, 0, 120_000)


def test_a_garage_and_an_agreement_without_an_account_have_none(desk: Desk) -> None:
    tenancy = noticing.owing(desk, kind=TenancyKind.CONTRACT)
    with pytest.raises(Refused, match="garage or store"):
        desk.ask(court_statement, tenancy_id=tenancy, on=MONDAY)
    other = noticing.agreement(desk, "Bo Lund", account=False)
    with pytest.raises(Refused, match="no rent account"):
        desk.ask(court_statement, tenancy_id=other, on=MONDAY)


def test_every_line_and_the_totals_stand_on_its_pages(sqlite_desk: Desk) -> None:
    tenancy = noticing.owing(sqlite_desk)
    account = rent_account(tenancy)
    lines = [Line(account.id, EntryKind.RECEIPT, None, Payer.TENANT, MONDAY - timedelta(number), -100 - number)
             for number in range(70)]
    sqlite_desk.do(_post, key="many", lines=lines)
    statement = sqlite_desk.ask(court_statement, tenancy_id=tenancy, on=MONDAY)
    pdf = draw_court_statement(statement)
    assert pdf == draw_court_statement(statement), "the same statement is the same file"
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    sizes = {tuple(round(side) for side in page.get_size()) for page in document}
    document.close()
    assert len(pages) == 2 and sizes == {(595, 842)}
    for number, words in enumerate(pages, 1):
        assert f"Page {number} of 2" in words
    assert "Brought forward" in pages[1]
    for line in statement.lines:
        assert format_pence(line.due_pence or line.paid_pence) in "".join(pages)
    for pence in (statement.due_pence, statement.paid_pence, statement.closing_pence):
        assert format_pence(pence) in pages[1]
