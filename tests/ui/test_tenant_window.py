"""The window on the tenant's side: only what was pushed, answers proposed, the only screen turned and back by a password."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPushButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.notices import Unheard
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.places import Place
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.kit.tenant import (
    Mode,
    Tenant,
    TenantAnswer,
    TenantPage,
    TenantPicture,
    TenantQuestion,
    TenantRows,
    TenantSignature,
    TenantWords,
    Told,
)
from housingdesk.ui.kit.tenant_sees import TenantSees
from housingdesk.ui.kit.tenant_window import TenantWindow
from housingdesk.ui.main_window import MainWindow
from tests.ui.kit.desks import PlainDesk
from tests.ui.support import clipped, tab_order_faults, unnamed
from tests.ui.support.driving import press, show_window, type_text, words
from tests.ui.support.page import settle

ROOT = Path(__file__).parents[2]
RENT = TenantPage("Your rent", (TenantWords("From Monday 30 November"),
                                TenantRows((("Rent", "£104.60"), ("Water", "£7.80"), ("Each week", "£112.40")), total=True)),
                  key="rent")
_OPTIONS = (("debit", "Direct debit"), ("order", "Standing order"), ("card", "Rent card at a shop"))
PAY = TenantPage("Paying your rent", (TenantQuestion("pays_how", "How do you want to pay?", _OPTIONS),), key="pay",
                 others=(Told("Polski", "Płacenie czynszu",
                              (TenantQuestion("pays_how", "Jak chcesz płacić?", (("debit", "Polecenie zapłaty"),)),), "Dalej",
                              "Wstecz"),
                         Told("العربية", "الإيجار", (TenantWords("الإيجار كل أسبوع"),), right_to_left=True)))
DOOR_TRIES: list[str] = []


class RentPage(Page):
    """A screen with something for the tenant, and something that is not."""

    title = "Rent account"

    def build(self) -> None:
        self.body.addWidget(label("Officer: do not trust the story about the lost card"))
        self.body.addStretch(1)

    def reload(self) -> None:
        self.concerns(Household("Amina Khan", frozenset({1})))

    def tenant_page(self) -> TenantPage | None:
        return RENT


class BarePage(Page):
    """A screen with nothing for the tenant."""

    title = "Arrears list"

    def build(self) -> None:
        self.body.addStretch(1)

    def reload(self) -> None:
        """Nothing to read."""


PLACES = (Place("rent", "Rent account", "rent", RentPage), Place("bare", "Arrears list", "arrears", BarePage))


def door(name: str, password: str, answer: Any) -> None:
    DOOR_TRIES.append(name)
    answer(None if password == "right" else "That name and password do not go together")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    DOOR_TRIES.clear()
    made = MainWindow(QtDesk(PlainDesk(), Inline(), Unheard()), PLACES, association="Dale Vale Homes", try_door=door)
    show_window(qtbot, made)
    yield made
    made.close()


@pytest.fixture
def tenant(qapp: QApplication) -> Tenant:
    return Tenant()


@pytest.fixture
def screen(qtbot: QtBot, tenant: Tenant) -> TenantWindow:
    made = TenantWindow(tenant, "Dale Vale Homes")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def the_screen(window: MainWindow) -> TenantWindow:
    made = window.interview.tenant_window
    assert made is not None
    return made


def tab_to(window: QWidget, text: str) -> None:
    """Tab, until a button with this word has the focus."""
    for _ in range(30):
        press(window, "Tab")
        focused = window.focusWidget()
        if isinstance(focused, QPushButton) and focused.text() == text:
            return
    raise AssertionError(f"Tab never comes to {text}")


# What is shown.
def test_at_first_there_is_the_logo_and_a_welcome(screen: TenantWindow) -> None:
    assert words(screen).split("\n") == ["Dale Vale Homes", "Welcome"]


def test_a_page_shows_its_words_and_figures_alone(screen: TenantWindow, tenant: Tenant) -> None:
    tenant.push(RENT)
    settle(screen)
    shown = set(words(screen).split("\n"))
    assert shown == {"Dale Vale Homes", "Your rent", "From Monday 30 November", "Rent", "£104.60", "Water", "£7.80",
                     "Each week", "£112.40", "Continue"}


def test_a_name_with_mark_up_in_it_is_only_words(screen: TenantWindow, tenant: Tenant) -> None:
    tenant.push(TenantPage("<b>Khan</b>", (TenantWords("<img src=x>"),)))
    settle(screen)
    assert {made.textFormat() for made in screen.findChildren(QLabel) if made.isVisible()} == {Qt.TextFormat.PlainText}


def test_keys_alone_go_on_and_back_and_end_at_the_logo(screen: TenantWindow, tenant: Tenant) -> None:
    read: list[str] = []
    tenant.read.connect(read.append)
    tenant.push(RENT)
    tenant.push(PAY)
    settle(screen)
    tab_to(screen, "Back")
    press(screen, "Enter")
    assert (tenant.page, read) == (RENT, [])
    press(screen, "Enter")
    assert (tenant.page, read) == (PAY, ["rent"])
    press(screen, "Down", "Enter", "Enter")
    assert tenant.mode is Mode.IDLE and "We will be with you in a moment" in words(screen)
    assert read == ["rent", "pay"]


def test_an_answer_is_proposed_until_the_coordinator_accepts_it(screen: TenantWindow, tenant: Tenant) -> None:
    accepted: list[TenantAnswer] = []
    tenant.accepted.connect(accepted.append)
    tenant.push(PAY)
    settle(screen)
    press(screen, "Enter", "Enter")
    [answer] = tenant.proposed.values()
    assert (answer.page, answer.key, answer.value, answer.words) == ("pay", "pays_how", "debit", "Direct debit")
    assert accepted == []
    tenant.accept(answer)
    assert (accepted, tenant.proposed) == ([answer], {})
    tenant.accept(answer)
    assert accepted == [answer], "once"


def test_an_answer_that_was_changed_meanwhile_is_not_the_one_accepted(tenant: Tenant) -> None:
    question = PAY.blocks[0]
    assert isinstance(question, TenantQuestion)
    tenant.push(PAY)
    tenant.answer(question, "debit")
    [old] = tenant.proposed.values()
    tenant.push(PAY)
    tenant.answer(question, "card")
    tenant.accept(old)
    assert [answer.value for answer in tenant.proposed.values()] == ["card"]
    tenant.push(PAY)
    tenant.answer(question, "nothing that was offered")
    assert [answer.value for answer in tenant.proposed.values()] == ["card"]


def test_nothing_goes_on_before_an_option_is_chosen(screen: TenantWindow, tenant: Tenant) -> None:
    tenant.push(PAY)
    settle(screen)
    screen.go_on()
    assert tenant.page is PAY and tenant.proposed == {}


def test_it_is_read_in_another_language_and_from_the_right(screen: TenantWindow, tenant: Tenant) -> None:
    tenant.push(RENT)
    tenant.push(PAY)
    settle(screen)
    polish = next(made for made in screen.findChildren(QPushButton) if made.text() == "Polski")
    QTest.mouseClick(polish, Qt.MouseButton.LeftButton)
    settle(screen)
    assert {"Płacenie czynszu", "Jak chcesz płacić?", "Polecenie zapłaty", "Dalej", "Wstecz"} <= set(words(screen).split("\n"))
    tenant.read_in("العربية")
    settle(screen)
    assert screen.layoutDirection() is Qt.LayoutDirection.RightToLeft
    tenant.go_back()
    settle(screen)
    assert "Your rent" in words(screen), "where there is no other language it is read in its own"
    assert screen.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_picture_is_shown_no_larger_than_it_is(screen: TenantWindow, tenant: Tenant) -> None:
    drawn = QPixmap(300, 400)
    drawn.fill(QColor("red"))
    kept = QBuffer()
    kept.open(QBuffer.OpenModeFlag.WriteOnly)
    drawn.save(kept, "PNG")
    tenant.push(TenantPage("Your agreement, page 1", (TenantPicture(bytes(kept.data().data()), "Page 1 of your agreement"),)))
    settle(screen)
    seen = screen.grab().toImage()
    red = [x for x in range(0, seen.width(), 4) if seen.pixelColor(x, seen.height() // 2) == QColor("red")]
    assert 280 <= max(red) - min(red) <= 304


def test_what_is_drawn_stays_while_the_coordinator_does_something_else(screen: TenantWindow, tenant: Tenant) -> None:
    made: list[QLineEdit] = []

    def box() -> QWidget:
        made.append(QLineEdit())
        made[-1].setAccessibleName("Sign here")
        return made[-1]
    question = PAY.blocks[0]
    assert isinstance(question, TenantQuestion)
    tenant.push(PAY)
    tenant.answer(question, "card")
    tenant.push(TenantPage("Sign here", (TenantSignature(box, "With a finger or the mouse"),), key="sign"))
    settle(screen)
    assert tenant.mode is Mode.SIGN
    made[0].setText("half a name")
    [answer] = tenant.proposed.values()
    tenant.accept(answer)
    settle(screen)
    assert len(made) == 1 and made[0].isVisible() and made[0].text() == "half a name"
    assert made[0].contextMenuPolicy() is Qt.ContextMenuPolicy.PreventContextMenu


def test_there_is_no_menu_and_nothing_to_select(screen: TenantWindow, tenant: Tenant) -> None:
    tenant.push(RENT)
    settle(screen)
    for widget in [screen, *(made for made in screen.findChildren(QWidget) if made.isVisible())]:
        assert widget.contextMenuPolicy() is Qt.ContextMenuPolicy.PreventContextMenu
        QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(4, 4), QPoint(4, 4)))
        if isinstance(widget, QLabel):
            assert widget.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("text_size", [90, 100, 175])
@pytest.mark.parametrize("size", [(1366, 768), (960, 516)])
@pytest.mark.parametrize("page", [RENT, PAY], ids=["rent", "pay"])
def test_words_and_targets_are_large_and_nothing_is_cut(screen: TenantWindow, tenant: Tenant, page: TenantPage,
                                                        size: tuple[int, int], text_size: int) -> None:
    theme.dress(text_size=text_size)
    tenant.push(RENT)
    tenant.push(page)
    screen.resize(*size)
    settle(screen)
    assert clipped(screen) + unnamed(screen) + tab_order_faults(screen) == []
    assert screen.size().toTuple() == size
    for made in [button for button in screen.findChildren(QPushButton) if button.isVisible()]:
        assert made.height() >= 44 and made.width() >= 44
    assert all(bar.width() >= 44 for bar in screen.findChildren(QScrollBar) if bar.isVisible()), "a finger scrolls"
    assert all(made.font().pixelSize() >= 24 for made in screen.findChildren(QLabel) if made.isVisible()), "18 points at least"


def test_it_is_white_also_where_the_coordinator_works_in_the_dark(screen: TenantWindow, tenant: Tenant) -> None:
    theme.dress(dark=True)
    tenant.push(RENT)
    settle(screen)
    assert screen.grab().toImage().pixelColor(5, 5) == QColor("#ffffff")


# The coordinator's side.
def test_ctrl_t_shows_the_page_and_ctrl_shift_t_takes_it_back(window: MainWindow) -> None:
    press(window, "Ctrl+T")
    tenant = window.desk.tenant
    assert tenant.page == RENT and window.desk.privacy.on
    sees = window.findChild(TenantSees)
    assert sees is not None and sees.isVisible() and "Tenant sees: Your rent" in words(sees)
    QTest.qWait(60)
    assert not tenant.picture.isNull() and sees.picture.isVisible()
    press(window, "Ctrl+Shift+T")
    assert tenant.mode is Mode.IDLE and "Tenant sees: the logo" in words(sees)
    assert "Your rent" not in words(the_screen(window))


def test_a_screen_with_nothing_for_the_tenant_says_so(window: MainWindow) -> None:
    window.go_to("bare")
    press(window, "Ctrl+T")
    assert "This screen has nothing to show the tenant" in words(window)
    assert window.interview.tenant_window is None and not window.desk.privacy.on


def test_the_answer_is_accepted_by_keys(window: MainWindow) -> None:
    accepted: list[TenantAnswer] = []
    window.desk.tenant.accepted.connect(accepted.append)
    window.desk.tenant.push(PAY)
    question = PAY.blocks[0]
    assert isinstance(question, TenantQuestion)
    window.desk.tenant.answer(question, "order")
    settle(window)
    sees = window.findChild(TenantSees)
    assert sees is not None and "How do you want to pay? Standing order" in words(sees)
    tab_to(window, "Accept")
    press(window, "Enter")
    assert [answer.value for answer in accepted] == ["order"]
    assert "Standing order" not in words(sees)
    assert clipped(window) == []


def test_privacy_off_ends_what_the_tenant_sees(window: MainWindow) -> None:
    press(window, "Ctrl+T", "Ctrl+F9")
    tenant, sees = window.desk.tenant, window.findChild(TenantSees)
    assert (tenant.page, tenant.pages, tenant.proposed) == (None, [], {})
    assert sees is not None and not sees.isVisible() and not the_screen(window).isVisible()


def test_the_lock_takes_the_page_from_the_tenant(window: MainWindow) -> None:
    press(window, "Ctrl+T", "Ctrl+Shift+L")
    assert window.desk.tenant.page is None
    type_text(window, "right")
    press(window, "Enter")
    assert window.desk.tenant.pages == [RENT], "Ctrl+T shows it again"


def test_no_notice_of_the_program_stands_on_the_tenants_side(window: MainWindow) -> None:
    press(window, "Ctrl+T")
    window.notices.toast("Marek Nowak is renamed")
    window.notices.message("Marek Nowak lives there")
    shown = the_screen(window)
    assert [made for made in shown.findChildren(QFrame) if made.property("kind") in ("toast", "bar", "overlay")] == []


@pytest.mark.parametrize("width", [190, 400, 900])
def test_the_coordinators_picture_fits_a_narrow_pane_and_a_wide_strip(qtbot: QtBot, tenant: Tenant, width: int) -> None:
    sees = TenantSees(tenant)
    qtbot.addWidget(sees)
    question = PAY.blocks[0]
    assert isinstance(question, TenantQuestion)
    tenant.push(PAY)
    tenant.answer(question, "card")
    tenant.push(RENT)
    tenant.picture = QPixmap(360, 200)
    tenant.picture.fill(QColor("white"))
    tenant.painted.emit()
    sees.show()
    sees.resize(width, 300)
    settle(sees)
    assert sees.width() == width
    assert clipped(sees) + unnamed(sees) == []


# The only screen turned.
def test_the_only_screen_is_turned_and_comes_back_by_the_password(window: MainWindow) -> None:
    press(window, "Ctrl+T", "Shift+F9")
    shown = the_screen(window)
    assert shown.isVisible() and shown.isFullScreen() and not window.isVisible()
    assert window.desk.privacy.on and "Your rent" in words(shown)
    press(shown, "Esc", "Ctrl+K", "F9", "Ctrl+F9", "Ctrl+1", "Ctrl+Tab", "Alt+Left")
    shown.close()
    assert shown.isVisible() and not window.isVisible() and window.desk.privacy.on, "no other key and no close gets out"
    press(shown, "Ctrl+Shift+F9")
    type_text(shown, "wrong")
    press(shown, "Enter")
    assert shown.isVisible() and not window.isVisible()
    press(shown, "Esc")
    assert "Your rent" in words(shown)
    press(shown, "Ctrl+Shift+F9")
    type_text(shown, "right")
    press(shown, "Enter")
    assert window.isVisible() and not shown.isVisible() and window.desk.privacy.on
    assert DOOR_TRIES == ["Ann Brown", "Ann Brown"]


def test_the_turned_screen_is_its_own_lock(window: MainWindow) -> None:
    press(window, "Ctrl+T", "Shift+F9")
    window.lock()
    assert window.lock_screen is None and window.desk.tenant.page == RENT


def test_the_window_can_be_closed_from_a_turned_screen_by_the_program(window: MainWindow) -> None:
    press(window, "Ctrl+T", "Shift+F9")
    window.close()
    assert not the_screen(window).isVisible()


# Two screens.
_TWO = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from housingdesk.ui.kit import theme
app = QApplication([])
theme.install(app, look="light")
from housingdesk.ui.kit.notices import Unheard
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.main_window import MainWindow
from tests.ui.kit.desks import PlainDesk
from tests.ui.support.driving import words
from tests.ui.support.page import settle
from tests.ui.test_tenant_window import PLACES, RENT
window = MainWindow(QtDesk(PlainDesk(), Inline(), Unheard()), PLACES, association="Dale Vale Homes")
window.resize(1000, 600)
window.start()
window.show()
settle(window)
own, other = window.screen().name(), next(s for s in QGuiApplication.screens() if s is not window.screen())
window.interview.push()
shown = window.interview.tenant_window
settle(shown)
told = [shown.screen().name() == other.name() != own, shown.isFullScreen(), window.isVisible(),
        shown.geometry().getRect() == other.geometry().getRect(), sorted(words(shown).split(chr(10)))]
window.go_to("bare")
settle(window)
told.append(sorted(words(shown).split(chr(10))) == told[-1])
window.interview.turn()
told.append(window.isVisible())
window.interview.take_back()
settle(shown)
told.append(words(shown).split(chr(10)))
window.interview.turn_off()
settle(window)
told.append(shown.isVisible())
import json
print(json.dumps(told))
"""


def test_on_two_screens_the_tenants_window_fills_the_second_and_shows_only_what_was_pushed(tmp_path: Path) -> None:
    screens = [{"name": name, "x": x, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
               for name, x in (("staff", 0), ("tenant", 1366))]
    described = tmp_path / "screens.json"
    described.write_text(json.dumps({"screens": screens}), "utf-8")
    machine = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={described}"}
    done = subprocess.run([sys.executable, "-c", _TWO], cwd=ROOT, env=machine, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    there, full, staff, fits, shown, same, still, taken, after = json.loads(done.stdout.splitlines()[-1])
    assert (there, full, staff, fits) == (True, True, True, True)
    assert shown == sorted(["Dale Vale Homes", "Your rent", "From Monday 30 November", "Rent", "£104.60", "Water", "£7.80",
                            "Each week", "£112.40", "Continue"])
    assert (same, still) == (True, True), "another screen of the coordinator changes nothing there, and none is turned"
    assert taken == ["Dale Vale Homes", "We will be with you in a moment"]
    assert after is False


def test_a_screen_that_goes_away_takes_the_page_with_it(window: MainWindow) -> None:
    press(window, "Ctrl+T")
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.screenRemoved.emit(app.primaryScreen())
    assert window.desk.tenant.page is None and not the_screen(window).isVisible()
