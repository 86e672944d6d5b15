"""Whose file is whose in privacy mode: of those who hold a home together, and of those who left it."""

from pytestqt.qtbot import QtBot

from housingdesk.lettings.actions.letting import start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer
from housingdesk.tenancies.actions.holding import remove_holder
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from housingdesk.ui.app.registry import PLACES, find
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.main_window import MainWindow
from housingdesk.values.dates import DAY
from tests.support.desk import MONDAY
from tests.support.files import build_file
from tests.ui.support.driving import press, show_window, words
from tests.ui.support.page import settle
from tests.ui.support.seen import seen

_GARAGE = (ChargeDraft(ChargeCode.GARAGE, "Garage", 1500, (ShareDraft(Payer.TENANT, None),)),)


def test_one_of_two_sees_what_both_hold_and_not_what_the_other_holds_besides(qtbot: QtBot, qt_desk: QtDesk) -> None:
    joint = build_file(qt_desk.desk)  # type: ignore[arg-type]
    start = StartDraft(TenancyKind.CONTRACT, (joint.other,), joint.town.garage, MONDAY)
    alone = qt_desk.desk.do(start_letting, draft=LettingDraft(start, Frequency.WEEKLY, _GARAGE)).value
    window = show_window(qtbot, MainWindow(qt_desk, PLACES, association="Dale Vale", find=find))
    window.go_to("person", person_id=joint.lead)
    settle(window)
    press(window, "F9")
    window.go_to("tenancy", tenancy_id=joint.tenancy)
    settle(window)
    assert window.pages["tenancy"].isVisible(), "she holds it"
    window.go_to("person", person_id=joint.other)
    settle(window)
    garage = qt_desk.desk.ask(tenancy, tenancy_id=alone)
    assert window.pages["person"].isVisible() and garage.reference not in "\n".join(seen())
    window.go_to("tenancy", tenancy_id=alone)
    settle(window)
    assert not window.pages["tenancy"].isVisible(), "he holds it without her"
    window.close()


def test_who_left_a_home_is_not_of_the_household_any_more(qtbot: QtBot, qt_desk: QtDesk) -> None:
    joint = build_file(qt_desk.desk)  # type: ignore[arg-type]
    qt_desk.desk.do(remove_holder, tenancy_id=joint.tenancy, person_id=joint.other, last_day=MONDAY - DAY)
    window = show_window(qtbot, MainWindow(qt_desk, PLACES, association="Dale Vale", find=find))
    window.go_to("tenancy", tenancy_id=joint.tenancy, section="people")
    settle(window)
    assert "Yusuf Khan" in "\n".join(seen())
    press(window, "F9", "Alt+3")
    shown = "\n".join(seen())
    assert "Amina Khan" in shown and "07700 900123" in shown
    assert "Yusuf" not in shown
    assert "Joan Bell" not in shown and "amina@example.org" not in shown, "nor third parties, nor what is not safe to use"
    window.go_to("person", person_id=joint.other)
    settle(window)
    assert not window.pages["person"].isVisible()
    window.close()


def test_what_staff_wrote_on_the_file_is_kept_back(qtbot: QtBot, qt_desk: QtDesk) -> None:
    joint = build_file(qt_desk.desk)  # type: ignore[arg-type]
    window = show_window(qtbot, MainWindow(qt_desk, PLACES, association="Dale Vale", find=find))
    window.go_to("tenancy", tenancy_id=joint.tenancy)
    settle(window)
    assert "Left a message" in "\n".join(seen())
    press(window, "F9")
    page = window.pages["tenancy"]
    assert page.header.withheld.isVisible() and "Amina Khan" in words(window)
    for keys in ("Alt+1", "Ctrl+M", "Ctrl+J", "Alt+4", "Alt+5", "Alt+6"):
        press(window, keys)
        assert page.isVisible() and "Left a message" not in "\n".join(seen()), keys
        assert "This section is not shown in privacy mode" in words(window), keys
    press(window, "Ctrl+F9", "Alt+1")
    assert not page.header.withheld.isVisible() and "Left a message" in "\n".join(seen())
    window.close()
