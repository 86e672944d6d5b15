"""Privacy mode over every screen there is: with one household at the desk, nothing of anybody else can be read anywhere."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.db.connection import Store, open_store
from housingdesk.demo.delivery import deliver
from housingdesk.demo.population import plan
from housingdesk.lettings.models import Answer, Applicant, SignUp
from housingdesk.people.models import Contact, Person
from housingdesk.rent.models import Account
from housingdesk.tenancies.models import Holder, Tenancy
from housingdesk.ui.app.registry import PLACES, find
from housingdesk.ui.kit.notices import Unheard
from housingdesk.ui.kit.places import Place
from housingdesk.ui.kit.qt_desk import Inline, QtDesk
from housingdesk.ui.main_window import MainWindow
from tests.ui.support.driving import press, show_window
from tests.ui.support.page import settle
from tests.ui.support.seen import seen

TODAY = date(2026, 11, 23)
_TABLES = {"paper_id": "pack_paper", "line_id": "bank_line", "eviction_id": "eviction_notice", "case_id": "notice_case"}
_ASKS = {"write_letter": {"tenancy_id"}, "advice": {"tenancy_id"}, "benefit_paper": {"claim_id"}}


@dataclass(frozen=True)
class Case:
    """A household with its records, and every string that tells of anybody else."""

    tenancy: int
    person: int
    account: int
    reference: str
    own: tuple[str, ...]
    others: re.Pattern[str]


def _quiet(*_told: object) -> None:
    """Says nothing."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small made-up association."""
    folder = tmp_path_factory.mktemp("private")
    path = folder / "demo.housing"
    association = plan(homes=24, years=1, seed=11, today=TODAY)
    deliver(association, str(path), folder / "files", now=datetime.combine(TODAY, time(9), UTC), say=_quiet)
    made = open_store(str(path), lock=False)
    yield made
    made.close()


def _cases(store: Store) -> list[Case]:
    with store.connected():
        tenancies: list[Any] = list(Tenancy.select().where(Tenancy.ends_on.is_null()).order_by(Tenancy.id).limit(3))
        return [_case(row) for row in tenancies]


def _case(row: Any) -> Case:
    people = [holder.person_id for holder in Holder.select().where(Holder.tenancy == row.id)]
    contacts: list[Any] = list(Contact.select())
    own = {row.names, row.reference, row.address, row.payment_reference}
    own |= {person.name for person in Person.select().where(Person.id.in_(people))}
    own |= {contact.value for contact in contacts if contact.person_id in people}
    others = {person.name for person in Person.select()} | {contact.value for contact in contacts}
    mine = {holder.tenancy_id for holder in Holder.select().where(Holder.person.in_(people))}  # a garage beside the home
    for other in Tenancy.select():
        (own if other.id in mine else others).update((other.reference, other.address, other.payment_reference))
    wanted = sorted((text for text in others if len(text) > 4 and not any(text in mine for mine in own)), key=len, reverse=True)
    account = Account.select().where(Account.tenancy == row.id).order_by(Account.id).get()
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in wanted))
    return Case(row.id, people[0], account.id, row.reference, tuple(own), pattern)


@pytest.fixture
def window(qtbot: QtBot, store: Store) -> Iterator[MainWindow]:
    with store.connected():
        user = User.select().order_by(User.id).get()
        who = Who(user.id, user.name, user.initials, str(user.role))
        desk = QtDesk(Desk(store, who, lambda: datetime.combine(TODAY, time(9), UTC)), Inline(), Unheard())
        made = show_window(qtbot, MainWindow(desk, PLACES, association="Dale Vale", find=find))
        yield made
        made.close()
        desk.close()


def told_of_others(case: Case) -> list[str]:
    """What can be read of somebody else now."""
    return [found.group() for text in seen() if (found := case.others.search(text))]


def visit(window: MainWindow, place: Place, case: Case, **more: int) -> bool:
    """Goes to a screen with the records of a household and whatever else it says it must be told; whether it is there."""
    known: dict[str, Any] = {"tenancy_id": case.tenancy, "person_id": case.person, "account_id": case.account,
                             "account_ids": (case.account,), "paper": "form", **more}
    kinds = [cls for cls in type(window.page(place.key)).__mro__ if cls.__module__.startswith("housingdesk.ui.")]
    source = "".join(inspect.getsource(kind) for kind in kinds)
    asked = set(re.findall(r'facts\["(\w+)"\]', source)) | _ASKS.get(place.key, set())
    facts = {name: known[name] if name in known else _any_record(name) for name in asked}
    if None in facts.values():
        return False
    window.go_to(place.key, **facts)
    settle(window)
    return True


def _any_record(name: str) -> object:
    """The first record that a fact of this name may mean, or None; a fact that is no record is a word."""
    table = _TABLES.get(name, name.removesuffix("_id"))
    if not name.endswith("_id"):
        return "nothing"
    database = Tenancy._meta.database
    return database.execute_sql(f"SELECT min(id) FROM {table}").fetchone()[0] if table in database.get_tables() else None


def test_without_privacy_others_are_seen(window: MainWindow, store: Store) -> None:
    case = _cases(store)[0]
    window.go_to("tenancies")
    settle(window)
    assert len(told_of_others(case)) > 20


def test_no_screen_tells_of_anybody_else(window: MainWindow, store: Store) -> None:
    at_the_desk, other = _cases(store)[:2]
    for place in PLACES:
        visit(window, place, at_the_desk)  # every screen has been open before somebody sits down
    press(window, "Ctrl+F9")  # a sign-up had turned it on
    QGuiApplication.clipboard().setText("\n".join(other.own))
    window.go_to("tenancy", tenancy_id=at_the_desk.tenancy)
    settle(window)
    press(window, "F9")
    assert QApplication.clipboard().text() == ""
    faults: dict[str, list[str]] = {}
    missing: set[str] = set()
    for whose in (at_the_desk, other):
        for place in PLACES:
            opened = visit(window, place, whose)
            missing = missing if opened else missing | {place.key}
            if found := told_of_others(at_the_desk):
                faults[f"{place.key} of {'theirs' if whose is at_the_desk else 'others'}"] = found[:5]
            assert window.windowTitle() == "HousingDesk"
    assert faults == {}
    assert len(missing) < len(PLACES) // 3, missing


def _strangers(own: str) -> re.Pattern[str]:
    """The names of everybody who is on file or waits for a home, and how they are reached, but of one household."""
    told = {row.name for row in Person.select()} | {row.name for row in Applicant.select()}
    told |= {row.value for row in Contact.select()} | {row.reference for row in Applicant.select()}
    told |= {row.reference for row in Tenancy.select()}
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in sorted(told, key=len, reverse=True)
                               if len(text) > 4 and text not in own))


def test_with_a_sign_up_at_the_desk_no_screen_tells_of_anybody_else(window: MainWindow, store: Store) -> None:
    [case] = _cases(store)[:1]
    rows: list[Any] = list(SignUp.select().where(SignUp.applicant.is_null(False)).order_by(SignUp.id.desc()).limit(2))
    assert len(rows) == 2, "the made-up association has households signing"
    for row in rows:
        applicant = Applicant.get_by_id(row.applicant_id)
        window.go_to("signup", sign_up_id=row.id)
        settle(window)
        assert window.desk.privacy.on and window.pages["signup"].isVisible()
        own = "\n".join((applicant.name, applicant.reference, *(answer.value for answer in Answer.select().where(
            (Answer.sign_up == row.id) | (Answer.applicant == row.applicant_id)))))
        others, faults = _strangers(own), {}
        for place in PLACES:
            visit(window, place, case, sign_up_id=row.id, applicant_id=row.applicant_id)
            if found := [text.group() for shown in seen() if (text := others.search(shown))]:
                faults[place.key] = found[:5]
        assert faults == {}
        press(window, "Ctrl+F9")


@pytest.mark.parametrize("key", ["tenancy", "account", "person"])
def test_every_section_and_key_of_their_own_file_tells_of_nobody_else(window: MainWindow, store: Store, key: str) -> None:
    case = _cases(store)[0]
    window.go_to(key, **{f"{key}_id": {"tenancy": case.tenancy, "account": case.account, "person": case.person}[key]})
    settle(window)
    press(window, "F9")
    shown = "\n".join(seen())
    assert any(mine in shown for mine in case.own), "their own file is shown"
    for keys in ("Alt+1", "Alt+2", "Enter", "E", "C", "Esc", "Alt+3", "Down", "Enter", "Alt+4", "Alt+5", "Alt+6"):
        if window.current is None or window.current is not window.pages.get(key):
            window.go_to(key, **{f"{key}_id": {"tenancy": case.tenancy, "account": case.account, "person": case.person}[key]})
        press(window, keys)
        assert told_of_others(case) == [], keys


def test_find_gives_their_own_file_and_whoever_is_asked_for_by_a_whole_reference(window: MainWindow, store: Store) -> None:
    case, other, _ = _cases(store)
    window.go_to("tenancy", tenancy_id=case.tenancy)
    settle(window)
    press(window, "F9", "Ctrl+K")
    for typed in ("T0", "a", "Road", "07", *other.own):
        panel: Any = window.cover()
        panel.line.setText(typed)
        settle(window)
        hits = [hit for hit in panel.hits.hits if hit.group != "Commands"]
        if typed == other.reference:
            assert [hit.go.facts for hit in hits] == [{"tenancy_id": other.tenancy}]
        else:
            assert told_of_others(case) == [] or typed in other.own, typed
            assert all(hit.go.facts in ({"tenancy_id": case.tenancy}, {"person_id": case.person}) for hit in hits), typed
    window.cover().line.setText(other.reference)  # type: ignore[union-attr]
    press(window, "Enter")
    assert window.pages["tenancy"].isVisible(), "the household asked for is at the desk now"
    assert told_of_others(other) == []
    window.go_to("tenancy", tenancy_id=case.tenancy)
    settle(window)
    assert not window.pages["tenancy"].isVisible() and told_of_others(other) == []
