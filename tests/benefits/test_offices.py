"""Offices that pay: one card each, its control account, and its runs counted from one payment that came."""

from dataclasses import replace
from datetime import date

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.offices import change_office, open_office
from housingdesk.benefits.queries import offices as queries
from housingdesk.benefits.rules.offices import CardDraft, Rhythm, Run, bank_day, liaison_days
from housingdesk.benefits.rules.words import HowSent, Source
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.rules import OfficeDraft
from housingdesk.rent.actions.accounts import open_standard_accounts
from housingdesk.rent.models import Account
from housingdesk.reports.queries.due_lettings import cards
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import MONDAY


def council(desk: Desk, name: str = "Dalebrook Borough Council") -> int:
    return int(desk.do(add_council, draft=OfficeDraft(name, "01632 960100", "hb@dalebrook.example", number="HB41")).value)


def test_a_council_has_one_card_and_its_control_account(desk: Desk) -> None:
    where = council(desk)
    office_id = desk.do(open_office, source=Source.COUNCIL, council_id=where).value
    row = desk.ask(queries.office, office_id=office_id)
    assert (row.name, row.creditor_number, row.email) == ("Dalebrook Borough Council", "HB41", "hb@dalebrook.example")
    account = desk.ask(lambda: Account.get_by_id(row.control_id))
    assert account.council_id == where and "awaiting its schedule" in account.name
    assert desk.do(open_office, source=Source.COUNCIL, council_id=where).value == office_id
    assert desk.ask(queries.office_of, council_id=where) == row and desk.ask(queries.offices) == (row,)
    assert desk.ask(queries.next_runs, office_id=office_id, on=MONDAY, count=3) == ()


def test_what_is_there_is_taken(desk: Desk) -> None:
    ledger = desk.do(open_standard_accounts).value
    for source in (Source.DWP_MANAGED, Source.DWP_DEDUCTIONS, Source.ALLPAY):
        row = desk.ask(queries.office, office_id=desk.do(open_office, source=source).value)
        assert row.control_id == ledger["allpay" if source is Source.ALLPAY else "universal_credit"]
        assert row.name and row.council_id is None
    assert [row.source for row in desk.ask(queries.offices)] == [Source.DWP_MANAGED, Source.DWP_DEDUCTIONS, Source.ALLPAY]
    assert "control account" in refused(desk, open_office, source=Source.BACS, control_id=ledger["suspense"])
    assert "which council" in refused(desk, open_office, source=Source.COUNCIL)


def test_the_card_is_written_and_put_back(desk: Desk) -> None:
    office_id = desk.do(open_office, source=Source.COUNCIL, council_id=council(desk)).value
    before = desk.ask(queries.office, office_id=office_id)
    draft = replace(before.draft(), first_run_on=date(2026, 11, 2), first_covers_to=date(2026, 11, 1), sends=HowSent.EMAIL,
                    contact=" Jo  Marsh ", next_liaison_on=date(2026, 12, 9), liaison_weeks=8, postal_address="2 Hall\nZZ1\n")
    outcome = desk.do(change_office, office_id=office_id, version=before.version, draft=draft)
    row = desk.ask(queries.office, office_id=office_id)
    assert row.draft() == replace(draft, contact="Jo Marsh", postal_address="2 Hall\nZZ1")
    runs = desk.ask(queries.next_runs, office_id=office_id, on=MONDAY, count=3)
    assert [run.paid_on for run in runs] == [date(2026, 11, 30), date(2026, 12, 29), date(2027, 1, 25)]
    assert runs[1] == Run(date(2026, 12, 29), date(2026, 11, 30), date(2026, 12, 28))  # 28 December is a bank holiday
    assert last_act(desk)[3] == [("office", "change")]
    assert [(one.id, day) for one, day in desk.ask(queries.meetings, on=MONDAY, until=date(2026, 12, 9))] == [
        (office_id, date(2026, 12, 9))]
    assert desk.ask(queries.meetings, on=MONDAY, until=date(2026, 12, 8)) == ()
    assert row.next_meeting(date(2026, 12, 10)) == date(2027, 2, 3)
    told = {on: [card.text for card in desk.ask(cards, on=on) if "meeting" in card.text] for on in (MONDAY, date(2026, 12, 2))}
    assert told == {MONDAY: [], date(2026, 12, 2): ["Liaison meeting with Dalebrook Borough Council"]}
    taken_back(desk, outcome)
    assert desk.ask(queries.office, office_id=office_id).draft() == before.draft()
    assert "changed by a colleague" in refused(desk, change_office, office_id=office_id, version=1, draft=draft)


@pytest.mark.parametrize(("draft", "field"), [
    (CardDraft(first_run_on=MONDAY), "first_covers_to"), (CardDraft(first_covers_to=MONDAY), "first_run_on"),
    (CardDraft(cycle_weeks=0), "cycle_weeks"), (CardDraft(liaison_weeks=4), "next_liaison_on"),
    (CardDraft(first_run_on=MONDAY, first_covers_to=date(2026, 9, 1)), "first_covers_to"),
    (CardDraft(contact="x" * 201), "contact"), (CardDraft(note="a\x07"), "note"),
])
def test_what_cannot_be_on_a_card(draft: CardDraft, field: str) -> None:
    assert [problem.field for problem in draft.problems()] == [field]


@pytest.mark.parametrize(("on", "first"), [
    (date(2026, 11, 30), date(2026, 11, 30)), (date(2026, 12, 1), date(2026, 12, 29)), (date(2026, 12, 29), date(2026, 12, 29)),
    (date(2025, 1, 1), date(2025, 1, 27)), (date(2040, 1, 1), date(2040, 1, 9)),
])
def test_runs_are_counted_both_ways_and_wait_for_the_bank(on: date, first: date) -> None:
    assert next(Rhythm(4, date(2026, 11, 2), date(2026, 11, 1)).runs(on)).paid_on == first


def test_bank_days_and_meetings() -> None:
    assert [bank_day(date(2026, 12, day)).day for day in (24, 25, 26, 28)] == [24, 29, 29, 29]
    assert liaison_days(None, 8, MONDAY, 2) == () and liaison_days(MONDAY, None, MONDAY, 2) == (MONDAY,)
    assert liaison_days(date(2026, 11, 22), None, MONDAY, 2) == ()
    assert liaison_days(date(2026, 10, 1), 4, MONDAY, 2) == (date(2026, 11, 26), date(2026, 12, 24))
