"""Papers to offices: the liaison report with its council's people alone, the form in its order, moves, new rents, the set."""

import re
from datetime import date
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions import office_papers
from housingdesk.benefits.actions.claims import receive_evidence
from housingdesk.benefits.actions.offices import open_office
from housingdesk.benefits.actions.provider_files import add_provider_paper, agree_rent, open_provider_file
from housingdesk.benefits.models import Circumstance
from housingdesk.benefits.papers.change_notice import draw_move_notice
from housingdesk.benefits.papers.hb_form import draw_form, unanswered
from housingdesk.benefits.papers.new_rents import draw_new_rents
from housingdesk.benefits.queries.claim_set import claim_set
from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.queries.form_answers import form_answers
from housingdesk.benefits.queries.form_orders import form_order, general_order
from housingdesk.benefits.queries.liaison import liaison
from housingdesk.benefits.queries.moves import move_notice
from housingdesk.benefits.queries.new_rents import new_rents, next_change
from housingdesk.benefits.queries.offices import office
from housingdesk.benefits.rules.claims import WaitsOn
from housingdesk.benefits.rules.form_order import SOURCES, TO_BE_ASKED, read_order
from housingdesk.benefits.rules.liaison import Late, questions
from housingdesk.benefits.rules.overdue import OverdueWhy, Paper, Wait
from housingdesk.benefits.rules.provider_file import PaperDraft, RentDraft
from housingdesk.benefits.rules.words import ProviderPaperKind, Source
from housingdesk.documents.queries import kept
from housingdesk.documents.rules import FileDraft as Scan
from housingdesk.letters.pdf.pdfium import PDFIUM
from housingdesk.lettings.actions.letting import move_letting
from housingdesk.rent.actions.accounts import change_charge
from housingdesk.rent.models import Account
from housingdesk.rent.queries.accounts import charges_in_force, main_account
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.reports.claim_set import collated
from housingdesk.values.dates import DAY
from tests.support.audited import refused, taken_back
from tests.support.desk import MONDAY, Clock
from tests.support.office_town import town, two_towns

APRIL = date(2027, 4, 5)


def words(pdf: bytes) -> str:
    """All that a PDF says, on one line."""
    import pypdfium2

    with PDFIUM:
        read = pypdfium2.PdfDocument(pdf)
        found = " ".join(page.get_textpage().get_text_range() for page in read)
        read.close()
    return re.sub(r"\s+", " ", found)


def test_the_liaison_report_names_only_that_councils_people(desk: Desk, clock: Clock) -> None:
    here, there = two_towns(desk)
    for place in (here, there):
        row = desk.ask(claim, claim_id=place.claim)
        came = [one.id for one in row.evidence]
        desk.do(receive_evidence, claim_id=row.id, version=row.version, evidence_ids=came, on=MONDAY)
    clock.to(date(2026, 12, 9))
    report = desk.ask(liaison, office_id=here.office, on=date(2026, 12, 9))
    assert [row[0] for row in report.sections[0].rows] == ["Amina Khan"]
    assert [(row[0], row[3]) for row in report.sections[2].rows] == [("Amina Khan (HB1)", "16 days")]
    assert "payment on account" in report.sections[2].rows[0][1]
    assert report.questions[0].startswith("When will the claim of Amina Khan (HB1) be decided?")
    made = desk.do(office_papers.keep_liaison_report, office_id=here.office).value
    said = words(desk.ask(kept, document_id=made).content)
    assert "Liaison meeting with Dalebrook Borough Council" in said and "Amina Khan" in said and "Bo Lind" not in said
    assert "CR1" in said and "CR2" not in said and "A payment on account is due" in said
    assert desk.do(office_papers.keep_liaison_report, office_id=here.office).value == made
    assert desk.ask(claim_set, claim_id=there.claim, on=MONDAY).file is None
    dwp = desk.do(open_office, source=Source.DWP_MANAGED).value
    assert "with councils" in refused(desk, office_papers.keep_liaison_report, office_id=dwp)


def test_the_form_in_its_general_and_in_the_councils_order(desk: Desk) -> None:
    here = town(desk)
    row = desk.ask(claim, claim_id=here.claim)
    known = desk.ask(form_answers, row=row, on=MONDAY, more={"income": "£92.05 a week"})
    assert (known["surname"], known["rent_total"], known["eligible_total"]) == ("Khan", "£215.00 a week", "£200.00 a week")
    assert (known["eligible"], known["ineligible"]) == ("Cleaning £20.00", "Heating of the room £15.00")
    assert (known["support_charge"], known["creditor_number"], known["to_landlord"]) == ("£10.00 a week", "CR1", "yes")
    general = desk.ask(form_order, office_id=here.office, on=MONDAY)
    assert general.general and "Date of birth" in unanswered(general, known) and "Income" not in unanswered(general, known)
    said = words(desk.ask(draw_form, claim_id=here.claim, on=MONDAY, more={"income": "£92.05 a week"}))
    assert said.index("Part 1: About you") < said.index("Part 6: Your rent") < said.index("Part 10: Declaration")
    assert f"Date of birth {TO_BE_ASKED}" in said and "Heating of the room £15.00" in said and "£92.05 a week" in said
    text = "# A. You\nFamily name = surname\n# B. Rent\nHow much, in all? = rent_total + rent_every\nSign here = sign"
    outcome = desk.do(office_papers.set_form_order, office_id=here.office, valid_from=MONDAY, text=text)
    assert desk.ask(form_order, office_id=here.office, on=MONDAY).text == text
    assert desk.ask(form_order, office_id=here.office, on=MONDAY - DAY).general
    said = words(desk.ask(draw_form, claim_id=here.claim, on=MONDAY, more={}))
    assert "Family name Khan B. Rent How much, in all? £215.00 a week, weekly Sign here" in said and "Part 1" not in said
    taken_back(desk, outcome)
    assert desk.ask(form_order, office_id=here.office, on=MONDAY).text == general_order().text
    wrong = refused(desk, office_papers.set_form_order, office_id=here.office, valid_from=MONDAY, text="Age = age")
    assert wrong.startswith("Line 1: “age” is no answer that is known here")


def test_every_source_of_the_general_order_is_known_and_what_cannot_be_read_is_said() -> None:
    asked = {source for part in general_order().parts for ask in part.questions for source in ask.sources}
    assert asked <= set(SOURCES) and len(general_order().parts) == 10
    assert [str(one) for one in read_order("Surname")[1]] == [
        "Line 1: A question and where its answer comes from stand with = between them: “Surname = surname”"]
    assert read_order("")[1][0].field == "text"


def test_a_move_drafts_its_notice_and_takes_it_back(desk: Desk, clock: Clock) -> None:
    here = town(desk)
    clock.to(date(2026, 12, 9))
    outcome = desk.do(move_letting, tenancy_id=here.tenancy, to_space=here.rooms[1], on=date(2026, 12, 9))
    assert outcome.sentence is not None and outcome.sentence.endswith("a notice to the benefit office drafted")
    [row] = desk.ask(lambda: list(Circumstance.select()))
    assert row.told_on is None and "from Monday 7 December 2026" in row.said
    notice = desk.ask(move_notice, circumstance_id=row.id)
    assert (notice.monday, notice.left[:14], notice.home[:14]) == (date(2026, 12, 7), "1 Beech Road 1", "2 Beech Road 1")
    said = words(desk.ask(draw_move_notice, circumstance_id=row.id, on=date(2026, 12, 9)))
    assert "from Monday 7 December 2026" in said and "Cleaning counts £20.00 £20.00" in said
    assert "Together £225.00 £225.00" in said
    undone = taken_back(desk, outcome)
    assert desk.ask(lambda: Circumstance.select().count()) == 0
    taken_back(desk, undone)
    assert desk.ask(lambda: Circumstance.select().count()) == 1


def test_a_move_to_another_councils_area_ends_the_claim_there(sqlite_desk: Desk, clock: Clock) -> None:
    desk = sqlite_desk
    here, there = two_towns(desk)
    clock.to(date(2026, 12, 9))
    desk.do(move_letting, tenancy_id=here.tenancy, to_space=there.rooms[1], on=date(2026, 12, 9))
    [row] = desk.ask(lambda: list(Circumstance.select()))
    assert row.said.endswith("The home is in the area of Northmere District Council: a claim there is needed")
    said = words(desk.ask(draw_move_notice, circumstance_id=row.id, on=date(2026, 12, 9)))
    assert "in the area of Northmere District Council, where another claim is made: the claim with you ends." in said


def test_new_rents_of_one_council_from_april(desk: Desk) -> None:
    here, there = two_towns(desk)
    assert desk.ask(next_change, council_id=here.council, on=MONDAY) is None
    account = desk.ask(main_account, tenancy_id=here.tenancy)
    rent = next(one for one in desk.ask(charges_in_force, account_id=account.id, on=MONDAY) if one.code == ChargeCode.RENT)
    desk.do(change_charge, line_id=rent.line_id, pence=18_700, start=APRIL)
    assert desk.ask(next_change, council_id=here.council, on=MONDAY) == APRIL
    [row] = desk.ask(new_rents, council_id=here.council, start=APRIL)
    assert (row.person, row.was_pence, row.rent_pence, row.was_eligible_pence, row.eligible_pence) == (
        "Amina Khan", 21_500, 22_200, 20_000, 20_700)
    assert desk.ask(new_rents, council_id=there.council, start=APRIL) == ()
    card = desk.ask(office, office_id=here.office)
    said = words(desk.ask(draw_new_rents, card=card, rows=(row,), start=APRIL, on=MONDAY))
    assert "Monday 5 April 2027" in said and "£222.00" in said and "HB1" in said


def test_whoever_pays_by_the_month_is_on_the_list_of_april_too(sqlite_desk: Desk) -> None:
    here = town(sqlite_desk)
    account = sqlite_desk.ask(main_account, tenancy_id=here.tenancy)
    with sqlite_desk.store.connected():
        Account.update(frequency=Frequency.MONTHLY).where(Account.id == account.id).execute()
    rent = next(one for one in sqlite_desk.ask(charges_in_force, account_id=account.id, on=MONDAY)
                if one.code == ChargeCode.RENT)
    sqlite_desk.do(change_charge, line_id=rent.line_id, pence=19_300, start=date(2027, 4, 1))
    [row] = sqlite_desk.ask(new_rents, council_id=here.council, start=APRIL)
    assert row.rent_pence - row.was_pence == 300


def test_the_whole_set_of_a_supported_claim(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    here = town(desk)
    assert desk.ask(claim_set, claim_id=here.claim, on=MONDAY).sentence == "The scheme has no provider file at this council yet"
    file = desk.do(open_provider_file, scheme_id=here.scheme, council_id=here.council).value
    letter = Scan("agreed.pdf", desk.ask(draw_form, claim_id=here.claim, on=MONDAY, more={}))
    desk.do(agree_rent, file_id=file, draft=RentDraft(21_000, 20_000, date(2026, 4, 6)), scan=letter)
    desk.do(add_provider_paper, file_id=file, draft=PaperDraft(ProviderPaperKind.LEASE, needed=False))
    desk.do(add_provider_paper, file_id=file, draft=PaperDraft(ProviderPaperKind.STATUS, "Our registration"),
            scan=Scan("note.txt", b"registered"))
    row = desk.ask(claim, claim_id=here.claim)
    plan = next(one for one in row.evidence if one.what.startswith("Support plan"))
    desk.do(receive_evidence, claim_id=row.id, version=row.version, evidence_ids=[plan.id], on=MONDAY,
            file=Scan("plan.pdf", desk.ask(draw_form, claim_id=here.claim, on=MONDAY, more={"work": "none"})))
    found = desk.ask(claim_set, claim_id=here.claim, on=MONDAY)
    assert found.sentence == "3 of 11 papers are here" and found.alarm is not None
    assert "£5.00 a week more is charged" in found.alarm.leaving.sentence
    whole = desk.ask(collated, claim_id=here.claim, on=MONDAY, more={})
    said = words(whole.pdf)
    assert [one.title for one in whole.left_out] == ["Our registration"]
    assert "Housing Benefit, supported housing: Amina Khan" in said and said.count("Part 1: About you") == 3
    assert "rent breakdown: No paper is kept here yet".lower() in said.lower()


def wait(why: OverdueWhy, paper: Paper | None = None) -> Wait:
    return Wait(why, WaitsOn.COUNCIL, MONDAY, MONDAY, "", "", paper)


@pytest.mark.parametrize(("late", "rest", "asked"), [
    (Late("Amina Khan", "HB1", wait(OverdueWhy.DECISION, Paper.INTERIM)), {}, "A payment on account is due"),
    (Late("Amina Khan", "", wait(OverdueWhy.SUSPENDED)), {}, "the claim of Amina Khan, which is suspended?"),
    (None, {"disputed": ["Bo Lind"]}, "the dispute about the overpayment of Bo Lind?"),
    (None, {"missing": ["Bo Lind"]}, "Why did less come for Bo Lind"),
    (None, {"scheme_matters": ["Beech: lapsed"]}, "Beech: lapsed"),
])
def test_what_is_asked(late: Late | None, rest: dict[str, Any], asked: str) -> None:
    facts: dict[str, Any] = {"disputed": [], "missing": [], "scheme_matters": [], **rest}
    [found] = questions([late] if late else [], **facts)
    assert asked in found


def test_what_is_ours_is_no_question_to_a_council() -> None:
    assert questions([Late("Amina Khan", "", wait(OverdueWhy.FORM))], [], [], []) == []
