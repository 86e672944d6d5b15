"""The made-up association's CORE: codes of every home, logs of its lettings, and a file that the checker of the tests takes."""

from datetime import date, timedelta

from housingdesk.access.desk import Desk
from housingdesk.demo.core_answers import CoreLetting, answers_of
from housingdesk.demo.core_days import CoreDays
from housingdesk.documents.queries import kept
from housingdesk.lettings.actions.letting import start_letting
from housingdesk.lettings.queries.core import core_file, core_homes
from housingdesk.lettings.queries.core.lists import quarter_of_logs
from housingdesk.lettings.rules.drafts import LettingDraft
from housingdesk.lettings.rules.quarters import quarter_of
from housingdesk.people.actions import add_person
from housingdesk.people.rules import PersonDraft
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.core_checker import Owner, check_file
from tests.support.desk import MONDAY
from tests.support.homes import build_town

SUMMER = date(2026, 8, 3)


def started(desk: Desk, space_id: int, kind: TenancyKind, on: date) -> int:
    """Somebody of 40 moves in, at £120 a week."""
    person = desk.do(add_person, draft=PersonDraft("Amina Khan", born_on=date(1986, 5, 4))).value
    draft = LettingDraft(StartDraft(kind, (person,), space_id, on), Frequency.WEEKLY,
                         (ChargeDraft(ChargeCode.RENT, "Rent", 12_000), ChargeDraft(ChargeCode.SUPPORT, "Support", 1_000)))
    return int(desk.do(start_letting, draft=draft).value)


def test_the_last_quarter_was_sent_and_this_one_still_misses_answers(sqlite_desk: Desk) -> None:
    town = build_town(sqlite_desk)
    started(sqlite_desk, town.home, TenancyKind.ASSURED, SUMMER)
    started(sqlite_desk, town.rooms[0], TenancyKind.LICENCE_EXCLUDED, SUMMER)
    started(sqlite_desk, town.rooms[1], TenancyKind.LICENCE_EXCLUDED, MONDAY - timedelta(14))
    core = CoreDays(sqlite_desk.store, sqlite_desk.who, sqlite_desk.who)
    core.enter_codes(MONDAY)
    core.fill(MONDAY)
    assert all(not home.gaps for home in sqlite_desk.ask(core_homes, on=MONDAY))
    data = sqlite_desk.ask(kept, document_id=sqlite_desk.ask(core_file, file_id=1).document_id).content
    assert check_file(data, owner=Owner.PRP, today=MONDAY) == []
    summer = sqlite_desk.ask(quarter_of_logs, quarter=quarter_of(SUMMER), on=MONDAY)
    assert sorted(line.stands for line in summer.lines) == ["accepted", "returned"]
    [line] = sqlite_desk.ask(quarter_of_logs, quarter=quarter_of(MONDAY), on=MONDAY).lines
    assert line.stands == "to put right" and any("main reason for leaving" in why for why in line.why)


def test_a_letting_has_the_same_answers_each_time() -> None:
    letting = CoreLetting(1, 1, "T000001", "Amina Khan", date(1950, 5, 4), SUMMER, False, 3, 12_000)
    found = answers_of(letting, whole=True)
    assert found == answers_of(letting, whole=True) and found["people"] == "3" and found["work_1"] == "5"
    assert "reason" not in answers_of(letting, whole=False)
