"""An applicant and a sign-up with the household at the desk: what is for staff stays with staff."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.applicants import add_applicant, set_state
from housingdesk.lettings.actions.assessment import answer_private
from housingdesk.lettings.queries.applicant_file import applicant_file
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.words import ApplicantState, Source
from housingdesk.ui.app.registry import PLACES
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.tenant_sees import TenantSees
from housingdesk.ui.main_window import MainWindow
from tests.support.desk import MONDAY
from tests.support.signing_up import begun
from tests.ui.support.driving import press, show_window, words
from tests.ui.support.page import settle
from tests.ui.support.seen import seen

_RISK = "Threatened a neighbour in 2023"
_WHY = "The panel did not believe the story"


@pytest.fixture
def window(qtbot: QtBot, qt_desk: QtDesk) -> Iterator[MainWindow]:
    made = show_window(qtbot, MainWindow(qt_desk, PLACES, association="Dale Vale Homes"))
    yield made
    made.close()


def taken_in(desk: Desk, name: str) -> int:
    return int(desk.do(add_applicant, draft=ApplicantDraft(name, Source.DIRECT, MONDAY)).value)


def told() -> str:
    return "\n".join(seen())


def test_an_applicant_at_the_desk_reads_nothing_of_risk_or_of_what_is_thought_of_them(window: MainWindow,
                                                                                     sqlite_desk: Desk) -> None:
    one, other = taken_in(sqlite_desk, "Amina Khan"), taken_in(sqlite_desk, "Marek Nowak")
    sqlite_desk.do(answer_private, applicant_id=one, key="risk_level", value="high")
    sqlite_desk.do(answer_private, applicant_id=one, key="risk", value=_RISK)
    row = sqlite_desk.ask(applicant_file, applicant_id=one, on=MONDAY, private=True).row
    sqlite_desk.do(set_state, applicant_id=one, version=row.version, state=ApplicantState.NOT_SUITABLE, reason=_WHY)
    window.go_to("applicant", applicant_id=one)
    settle(window)
    page = window.pages["applicant"]
    assert _WHY in words(window)
    press(window, "Alt+1")
    without = []
    for _ in range(6):
        press(window, "Ctrl+G")
        without.append(_RISK in told())
    assert any(without), "staff among themselves read it"
    press(window, "F9")
    for keys in ("Alt+1", "Ctrl+G", "Ctrl+G", "Ctrl+G", "Ctrl+G", "Ctrl+G", "Ctrl+G", "Alt+2", "Alt+3", "F2", "Alt+X", "Alt+T"):
        press(window, keys)
        assert page.isVisible() and "Amina Khan" in words(window), keys
        shown = told().lower()
        assert _RISK.lower() not in shown and _WHY.lower() not in shown and "nowak" not in shown, keys
        assert "not suitable" not in shown and "about risk" not in shown, keys
    window.go_to("applicant", applicant_id=other)
    settle(window)
    assert not page.isVisible() and "Marek" not in told()
    window.back()
    press(window, "Ctrl+F9")
    assert _WHY in words(window)


def test_a_sign_up_opens_privately_and_the_tenant_sees_what_is_pushed(window: MainWindow, sqlite_desk: Desk) -> None:
    other = taken_in(sqlite_desk, "Marek Nowak")
    sign_up = begun(sqlite_desk, applicant_id=taken_in(sqlite_desk, "Amina Khan"))
    window.go_to("applicants")
    settle(window)
    assert "Marek Nowak" in told()
    window.go_to("signup", sign_up_id=sign_up)
    settle(window)
    page = window.pages["signup"]
    assert window.desk.privacy.on and page.isVisible() and window.windowTitle() == "HousingDesk"
    assert window.findChild(TenantSees) is not None, "the coordinator sees what the tenant sees"
    for place in ("today", "applicants", "signups", "tenancies"):
        window.go_to(place)
        settle(window)
        assert "Marek" not in told()
    window.go_to("applicant", applicant_id=other)
    settle(window)
    assert "Marek" not in told()
    window.go_to("pack", sign_up_id=sign_up)
    settle(window)
    assert window.pages["pack"].isVisible(), "the papers are theirs"
    window.go_to("signup", sign_up_id=sign_up)
    settle(window)
    assert page.isVisible()
    press(window, "Ctrl+T")
    shown = window.interview.tenant_window
    if shown is not None:  # this sheet has something for the tenant
        assert "Marek" not in words(shown)
    press(window, "Ctrl+F9")
    assert window.desk.tenant.pages == []
