"""A letter to an applicant by keys: Ctrl+L on the offer, Ctrl+Enter, and it lies with the letters to be printed."""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QApplication

from housingdesk.access.desk import Desk
from housingdesk.letters import queries as letter_queries
from housingdesk.lettings.actions import offers
from housingdesk.lettings.actions.signup.answers import answer_applicant
from housingdesk.lettings.actions.viewings import arrange_viewing
from housingdesk.lettings.queries.signup import said_of
from housingdesk.lettings.rules.offers import OfferDraft, ViewingDraft
from housingdesk.lettings.rules.words import ApplicantState
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.kit.places import Go
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.lettings.applicant_page import ApplicantPage
from housingdesk.ui.lettings.applicants_page import ApplicantsPage
from housingdesk.ui.mailings.applicant_letter_page import ApplicantLetterPage
from housingdesk.values.timeline import Ref
from tests.mailings.test_letter_runs import make_office
from tests.support.applicants import COSTS, make_place, nominated
from tests.support.desk import MONDAY


def test_two_keys_from_the_offer_to_the_printer_and_a_typed_address_is_kept(qtbot: Any, qt_desk: QtDesk) -> None:
    desk: Desk = qt_desk.desk  # type: ignore[assignment]
    make_office(desk)
    place = make_place(desk)
    row = nominated(desk, place, state=ApplicantState.READY)
    made = desk.do(offers.make_offer, draft=OfferDraft(row.id, place.town.home, TenancyKind.STARTER, MONDAY + timedelta(3),
                                                       COSTS)).value
    page = ApplicantPage(qt_desk)
    qtbot.addWidget(page)
    page.open(applicant_id=row.id, section="homes")
    page.show()
    QApplication.processEvents()
    gone: list[Go] = []
    page.go.connect(gone.append)
    assert page.is_valid("write")
    page.write()
    [go] = gone
    assert (go.place, go.facts) == ("applicant_letter", {"applicant_id": row.id, "about": f"offer:{made}"})
    letter = ApplicantLetterPage(qt_desk)
    qtbot.addWidget(letter)
    letter.open(**go.facts)
    letter.show()
    QApplication.processEvents()
    assert letter.form is not None and letter.form["offer_home"].value().startswith("14 Dale Road")
    assert "no whole address" in letter.why.text() and letter.view.pages() == 1
    letter.make()
    QApplication.processEvents()
    assert letter.form is not None and not desk.ask(letter_queries.letters, subject=Ref("applicant", row.id))
    letter.form.set_values(to_address="8 Canal Street\nDalebrook\nZZ1 1AB")
    letter.make()
    QApplication.processEvents()
    [kept] = desk.ask(letter_queries.letters, subject=Ref("applicant", row.id))
    assert kept.title == "Offer of a home" and kept.document_id is not None
    assert desk.ask(said_of, applicant_id=row.id)["post_to"].value.startswith("8 Canal Street")


def test_a_letter_that_was_begun_is_there_again(qtbot: Any, qt_desk: QtDesk) -> None:
    desk: Desk = qt_desk.desk  # type: ignore[assignment]
    make_office(desk)
    row = nominated(desk, make_place(desk), state=ApplicantState.READY)
    desk.do(answer_applicant, applicant_id=row.id, key="post_to", value="8 Canal Street\nDalebrook\nZZ1 1AB")
    page = ApplicantLetterPage(qt_desk)
    qtbot.addWidget(page)
    page.open(applicant_id=row.id, template="applicant-not-suitable")
    page.show()
    QApplication.processEvents()
    assert page.form is not None
    assert page.form["told"].value() == "Dalebrook Borough Council" and page.form["review_by"].value() == "14 December 2026"
    page.form.set_values(reasons="The home has stairs.")
    page.back()
    page.open(applicant_id=row.id, template="applicant-not-suitable")
    QApplication.processEvents()
    assert page.form is not None and page.form["reasons"].value() == "The home has stairs."


def test_letters_that_wait_are_written_one_after_another(qtbot: Any, qt_desk: QtDesk) -> None:
    desk: Desk = qt_desk.desk  # type: ignore[assignment]
    make_office(desk)
    place = make_place(desk)
    rows = [nominated(desk, place, name, state=ApplicantState.READY) for name in ("Amina Khan", "Bob Marsh")]
    for row, days in zip(rows, (1, 2), strict=True):
        desk.do(answer_applicant, applicant_id=row.id, key="post_to", value="8 Canal Street\nDalebrook\nZZ1 1AB")
        desk.do(arrange_viewing, draft=ViewingDraft(row.id, place.town.home, MONDAY + timedelta(days), "11:00"))
    listing = ApplicantsPage(qt_desk)
    qtbot.addWidget(listing)
    gone: list[Go] = []
    listing.go.connect(gone.append)
    listing.show()
    listing.write_letters()
    QApplication.processEvents()
    page = ApplicantLetterPage(qt_desk)
    qtbot.addWidget(page)
    page.go.connect(gone.append)
    page.open(**gone[0].facts)
    page.show()
    QApplication.processEvents()
    page.make()
    QApplication.processEvents()
    assert len(gone) == 1 and page.form is not None and page._applicant_id == rows[1].id
    page.make()
    QApplication.processEvents()
    assert [one.place for one in gone] == ["applicant_letter", "letters"]
    assert [len(desk.ask(letter_queries.letters, subject=Ref("applicant", row.id))) for row in rows] == [1, 1]
