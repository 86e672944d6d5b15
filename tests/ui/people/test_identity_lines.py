"""Identity and consents on a person's file: what is to follow, what settles it, what was agreed to and withdrawn."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from housingdesk.people.actions.proofs import record_consent, record_identity
from housingdesk.people.rules.proofs import ConsentDraft, ConsentKind, IdentityDraft, IdentityKind
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.people.panel import PeoplePanel
from housingdesk.ui.people.proof_form import IdentityForm
from tests.support.desk import MONDAY
from tests.support.lettings import make_person


@pytest.fixture
def panel(qtbot: Any, qt_desk: QtDesk) -> PeoplePanel:
    """The people of a file: somebody whose identity is to follow, and who agreed to surveys."""
    person = make_person(qt_desk.desk)  # type: ignore[arg-type]
    follows = IdentityDraft(IdentityKind.TO_FOLLOW, follow_by=MONDAY + timedelta(7), vouched_by="Joan Bell")
    qt_desk.desk.do(record_identity, person_id=person, draft=follows)
    qt_desk.desk.do(record_consent, person_id=person, draft=ConsentDraft(ConsentKind.SURVEYS, True, MONDAY))
    made = PeoplePanel(qt_desk)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.open([person])
    made.show()
    QApplication.processEvents()
    return made


def lines(panel: PeoplePanel) -> list[tuple[str, str, str]]:
    """The lines as they read."""
    QApplication.processEvents()
    cells = [panel.model.cells(n) for n in range(panel.model.count())]
    return [(about.text, what.text, what.secondary) for about, what in cells]


def test_what_is_to_follow_and_what_was_agreed_stand_on_the_file(panel: PeoplePanel) -> None:
    assert lines(panel)[1:] == [("Identity", "To follow by 30 November 2026", "until then Joan Bell vouches"),
                                ("Consent", "Surveys", "agreed on 23 November 2026")]


def test_what_was_seen_settles_what_was_to_follow(panel: PeoplePanel) -> None:
    panel.table.view.select_place(1)
    panel.table.letter.emit("I")
    assert isinstance(panel.form, IdentityForm)
    panel.form.form.set_values(kind=IdentityKind.PASSPORT, number="518004417", seen_by="")
    panel.finish()
    assert panel.pane.isVisible(), "who saw it is not said"
    panel.form.form.set_values(seen_by="Ann Bright")
    panel.finish()
    assert not panel.pane.isVisible()
    assert lines(panel)[1] == ("Identity", "Passport 518004417", "seen 23 November 2026 by Ann Bright")


def test_a_consent_is_withdrawn_and_a_line_of_identity_taken_out(panel: PeoplePanel) -> None:
    panel.table.view.select_place(2)
    panel.table.letter.emit("X")
    assert lines(panel)[2] == ("Consent", "Surveys", "agreed on 23 November 2026, withdrawn on 23 November 2026")
    assert not panel.is_valid("end_line") and not panel.is_valid("edit")
    panel.table.view.select_place(1)
    assert panel.is_valid("remove_line") and not panel.is_valid("end_line")
    panel.remove_line()
    assert [about for about, _, _ in lines(panel)] == ["Name", "Consent"]
