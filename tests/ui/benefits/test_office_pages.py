"""Offices, provider files and their papers by keys: a card is kept, a paper put in, a report kept with its office."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions.provider_files import open_provider_file
from housingdesk.benefits.queries.form_orders import form_order
from housingdesk.benefits.queries.offices import office_of
from housingdesk.benefits.queries.provider_files import ProviderFileRow, provider_file
from housingdesk.benefits.rules.words import ProviderPaperKind
from housingdesk.documents.queries import documents
from housingdesk.lettings.actions.letting import move_letting
from housingdesk.properties.queries import councils
from housingdesk.ui.benefits import paper_page
from housingdesk.ui.benefits.claim_lines import Part
from housingdesk.ui.benefits.claim_page import ClaimPage
from housingdesk.ui.benefits.office_forms import CardForm, OrderForm
from housingdesk.ui.benefits.office_lines import kept_reports
from housingdesk.ui.benefits.offices_page import OfficesPage
from housingdesk.ui.benefits.paper_page import BenefitPaperPage
from housingdesk.ui.benefits.provider_forms import PaperForm, RentForm
from housingdesk.ui.benefits.provider_page import ProviderPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.values.dates import DAY
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY
from tests.support.office_town import Town, town
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, opened, press, show, type_text, words
from tests.ui.support.page import settle


@pytest.fixture
def here(sqlite_desk: Desk) -> Town:
    """A council with a card, a supported scheme and somebody who claims."""
    return town(sqlite_desk)


def the_file(here: Town) -> ProviderFileRow:
    found = here.desk.ask(provider_file, scheme_id=here.scheme, council_id=here.council)
    assert found is not None
    row: ProviderFileRow = found
    return row


def kept_reports_of(here: Town) -> list[int]:
    return [row.id for row in here.desk.ask(kept_reports, office_id=here.office)]


def test_a_council_is_entered_and_its_card_written(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk) -> None:
    page = show(qtbot, OfficesPage(qt_desk))
    assert page.model.count() == 2 and "It has no card yet" in words(page.pane)
    press(page, "N")
    type_text(page, "Dale Borough Council")
    press(page, "Ctrl+Enter")
    [council] = sqlite_desk.ask(councils)
    page.table.view.select_place(0)
    page.table.setFocus()
    press(page, "Enter")
    card = sqlite_desk.ask(office_of, council_id=council.id)
    assert card is not None and page.current().card == card
    press(page, "Enter")
    assert isinstance(page.question, CardForm)
    type_text(page, "HB 77")
    page.question.form.set_values(first_run_on=date(2026, 11, 2), first_covers_to=date(2026, 11, 1), cycle_weeks="4x")
    press(page, "Ctrl+Enter")
    assert "“4x” is not a whole number" in words(page.pane)
    page.question.form.set_values(cycle_weeks="4")
    press(page, "Ctrl+Enter")
    card = sqlite_desk.ask(office_of, council_id=council.id)
    assert card is not None and (card.creditor_number, card.first_run_on) == ("HB 77", date(2026, 11, 2))
    assert "30 Nov, 29 Dec, 25 Jan 27" in words(page.pane)


def test_from_an_office_to_its_papers(qtbot: QtBot, qt_desk: QtDesk, here: Town) -> None:
    page = show(qtbot, OfficesPage(qt_desk))
    asked = goes(page)
    assert "1 claim waits" in words(page.pane) and "No provider file yet, 1 claim." in words(page.pane)
    press(page, "L", "R", "Alt+P", "Enter")
    assert asked == [Go("benefit_paper", {"paper": "liaison", "office_id": here.office}),
                     Go("benefit_paper", {"paper": "rents", "office_id": here.office}),
                     Go("provider_file", {"scheme_id": here.scheme, "council_id": here.council})]
    page.focus_list()
    press(page, "O")
    assert isinstance(page.question, OrderForm)
    page.question.form.set_values(text="Name = nam")
    press(page, "Ctrl+Enter")
    assert "“nam” is no answer that is known here" in words(page.pane)
    page.question.form.set_values(text="Name = name")
    press(page, "Ctrl+Enter")
    assert here.desk.ask(form_order, office_id=here.office, on=MONDAY).text == "Name = name" and page.question is None


def test_a_paper_and_a_rent_are_put_into_a_file(qtbot: QtBot, qt_desk: QtDesk, here: Town, tmp_path: Path) -> None:
    page = show(qtbot, ProviderPage(qt_desk))
    opened(page, scheme_id=here.scheme, council_id=here.council)
    assert "No provider file yet" in words(page)
    press(page, "N")
    assert [line.state for line in page.model.rows() if line.kind is ProviderPaperKind.LEASE] == ["No paper is kept here yet"]
    page.table.view.select_place(1)
    page.table.setFocus()
    press(page, "Enter")
    form = page.question
    assert isinstance(form, PaperForm) and form.form["kind"].value() is ProviderPaperKind.LEASE
    scan = tmp_path / "lease.pdf"
    scan.write_bytes(b"%PDF-1.4 lease")
    form.read(str(scan))
    qtbot.waitUntil(lambda: bool(form.scan))
    form.form.set_values(last_day=date(2026, 12, 31))
    press(page, "Ctrl+Enter")
    assert the_file(here).papers[0].last_day == date(2026, 12, 31) and "Lapses on 31 December 2026" in words(page.pane)
    press(page, "A")
    assert isinstance(page.question, RentForm)
    page.question.form.set_values(rent_pence=21_000, eligible_pence=20_000, start=date(2026, 4, 6))
    press(page, "Ctrl+Enter")
    alarm = next(line for line in page.model.rows() if line.alarm is not None)
    assert "£5.00 a week more is charged than was agreed" in alarm.state and "1 rent not as agreed" in words(page)
    page.table.view.come_back_to(alarm.id)
    asked = goes(page)
    press(page, "Enter", "Alt+O")
    assert [go.place for go in asked] == ["account", "offices"]


def test_the_report_is_looked_at_saved_and_kept(qtbot: QtBot, qt_desk: QtDesk, here: Town, tmp_path: Path,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    page = show(qtbot, BenefitPaperPage(qt_desk))
    opened(page, paper="liaison", office_id=here.office)
    assert "Liaison report, Dalebrook Borough Council" in words(page) and page.household() is None
    target = tmp_path / "report.pdf"
    monkeypatch.setattr(paper_page, "ask_where", lambda _page, _title, _name, chosen, _kinds: chosen(str(target)))
    press(page, "Ctrl+E")
    qtbot.waitUntil(target.exists)
    assert target.read_bytes().startswith(b"%PDF-") and not page.is_valid("save_table")
    press(page, "Ctrl+Enter")
    assert [row.name for row in here.desk.ask(documents, subject=Ref("office", here.office))] == [
        "Liaison report Dalebrook Borough Council 2026-11-23.pdf"]
    [kept] = kept_reports_of(here)
    opened(page, paper="kept", document_id=kept)
    assert "As it is kept" in words(page)
    opened(page, paper="rents", office_id=here.office)
    assert "No charge is entered that changes on 5 April 2027" in words(page) and page.is_valid("save_table")
    opened(page, paper="form", claim_id=here.claim)
    household = page.household()
    assert household is not None and household.name == "Amina Khan" and "To be asked: Date of birth" in words(page)
    opened(page, paper="set", claim_id=here.claim)
    assert "The scheme has no provider file at this council yet" in words(page) and not page.is_valid("keep")


def test_a_claim_leads_to_its_papers(qtbot: QtBot, qt_desk: QtDesk, here: Town) -> None:
    page = show(qtbot, ClaimPage(qt_desk))
    opened(page, claim_id=here.claim)
    assert "Papers for the council: the scheme has no provider file at this council yet." in words(page.pane)
    asked = goes(page)
    press(page, "M", "B", "Y", "N")
    assert asked == [Go("benefit_paper", {"paper": "form", "claim_id": here.claim}),
                     Go("benefit_paper", {"paper": "set", "claim_id": here.claim})]
    here.desk.do(open_provider_file, scheme_id=here.scheme, council_id=here.council)
    here.desk.do(move_letting, tenancy_id=here.tenancy, to_space=here.rooms[1], on=MONDAY + DAY)
    page.refresh()
    settle(page)
    press(page, "Y")
    assert asked[-1] == Go("provider_file", {"scheme_id": here.scheme, "council_id": here.council})
    moved = next(line for line in page.model.rows() if line.part is Part.CHANGE)
    page.table.view.come_back_to(moved.id)
    press(page, "N")
    assert asked[-1] == Go("benefit_paper", {"paper": "move", "circumstance_id": moved.ref})


@pytest.mark.parametrize("kind", [OfficesPage, ProviderPage, BenefitPaperPage])
def test_the_pages_fit_and_their_keys_do_not_clash(qtbot: QtBot, qt_desk: QtDesk, here: Town,
                                                   kind: type[OfficesPage | ProviderPage | BenefitPaperPage]) -> None:
    page = kind(qt_desk)
    assert clashes(kind.keys) == []
    if kind is ProviderPage:
        page.open(scheme_id=here.scheme, council_id=here.council)
    elif kind is BenefitPaperPage:
        page.open(paper="form", claim_id=here.claim)
    assert page_faults(qtbot, page) == []
