"""Every screen of the hub fits every window, can be walked with keys, and says itself to a screen reader."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from housingdesk.ui.hub.account_page import AccountPage
from housingdesk.ui.hub.start_page import StartPage
from housingdesk.ui.hub.tenancy_page import TenancyPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.people.page import PersonPage
from housingdesk.ui.properties.page import SpacePage
from housingdesk.ui.tenancies.page import TenanciesPage
from tests.support.files import LettingFile, build_file
from tests.ui.support import page_faults

SECTIONS = ("timeline", "rent", "people", "home", "letters", "files")


@pytest.fixture
def letting(qt_desk: QtDesk) -> LettingFile:
    """A file with something in every section."""
    return build_file(qt_desk.desk)  # type: ignore[arg-type]


def shown(page: Page, **facts: Any) -> Page:
    """A page opened as the window opens it."""
    page.open(**facts)
    page.show()
    QApplication.processEvents()
    return page


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_of_the_file_fits(qtbot: Any, qt_desk: QtDesk, letting: LettingFile, section: str) -> None:
    page = shown(TenancyPage(qt_desk), tenancy_id=letting.tenancy, section=section)
    assert page_faults(qtbot, page) == []


_BESIDE: tuple[tuple[str, Callable[[Any], object]], ...] = (
    ("explain", lambda p: p.explain()), ("charges", lambda p: p.show_charges()), ("another day", lambda p: p.choose_day()),
    ("adjust", lambda p: p.adjust()))


@pytest.mark.parametrize(("what", "opens"), _BESIDE, ids=[what for what, _ in _BESIDE])
def test_the_account_fits_with_each_pane(qtbot: Any, qt_desk: QtDesk, letting: LettingFile, what: str,
                                         opens: Callable[[Any], object]) -> None:
    page = shown(AccountPage(qt_desk), account_id=letting.account)
    opens(page.panel)  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert page_faults(qtbot, page) == []


def test_the_account_fits(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> None:
    assert page_faults(qtbot, shown(AccountPage(qt_desk), account_id=letting.account)) == []


def test_a_line_of_the_account_fits(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> None:
    page = shown(AccountPage(qt_desk), account_id=letting.account)
    assert isinstance(page, AccountPage)
    page.panel.table.view.select_place(1)
    page.panel.table.opened.emit(page.panel.table.current_id())
    assert page_faults(qtbot, page) == []


def test_the_list_the_person_the_home_and_the_start_fit(qtbot: Any, qt_desk: QtDesk, letting: LettingFile) -> None:
    for page, facts in ((TenanciesPage(qt_desk), {}), (PersonPage(qt_desk), {"person_id": letting.lead}),
                        (SpacePage(qt_desk), {"space_id": letting.town.home}), (StartPage(qt_desk), {})):
        assert page_faults(qtbot, shown(page, **facts)) == [], type(page).__name__


@pytest.mark.parametrize("make", [TenancyPage, AccountPage, TenanciesPage, PersonPage, SpacePage, StartPage])
def test_no_key_has_two_meanings(qtbot: Any, qt_desk: QtDesk, make: type[Page], letting: LettingFile) -> None:
    page = make(qt_desk)
    qtbot.addWidget(page)
    assert clashes(make.keys) == []
    facts = {TenancyPage: {"tenancy_id": letting.tenancy}, AccountPage: {"account_id": letting.account},
             PersonPage: {"person_id": letting.lead}, SpacePage: {"space_id": letting.town.home}}.get(make, {})
    shown(page, **facts)
    for section in SECTIONS if isinstance(page, TenancyPage) else ("",):
        if isinstance(page, TenancyPage):
            page.section(section)
        assert clashes(page.valid_keys()) == [], section
