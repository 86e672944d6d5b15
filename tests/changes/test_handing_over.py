"""An ending and who hears of it: nobody counts as told before somebody wrote it down, and undoing it names who was."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.changes.actions.handing_over import end_and_hand_over, take_off_told, write_down_told
from housingdesk.changes.queries.telling import Telling, telling
from housingdesk.changes.rules.telling import TASK, EndingFacts, ToldDraft, message, parties
from housingdesk.changes.rules.words import ToldParty
from housingdesk.diary.queries import tasks
from housingdesk.errors import Refused
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import BenefitRoute, EndReason, TenancyKind
from housingdesk.values.timeline import Ref
from housingdesk.voids.queries.board import board
from tests.support import noticing
from tests.support.audited import taken_back
from tests.support.desk import MONDAY

FACTS = EndingFacts("Dale Vale Homes", "L000012", TenancyKind.LICENCE_EXCLUDED, "licence", "Amina Khan", "Room 4, Beck View",
                    "ZZ9 9ZZ", date(2026, 11, 30), EndReason.NOTICE_BY_TENANT, BenefitRoute.HB_EXEMPT, "HB 123/4", "Dalebrook",
                    "Lighthouse", owed_pence=4_210, payment_reference="DV001234")


def to_do(desk: Desk, tenancy_id: int) -> list[str]:
    return [task.text for task in desk.ask(tasks, subject=Ref("tenancy", tenancy_id))]


def told(desk: Desk, tenancy_id: int) -> Telling:
    found: Telling = desk.ask(telling, tenancy_id=tenancy_id)
    return found


@pytest.mark.parametrize(("route", "kind", "supported", "whom"), [
    (BenefitRoute.HB_EXEMPT, TenancyKind.LICENCE_EXCLUDED, True, "Housing Benefit, council tax, support provider, "
     "property services, utilities, finance"),
    (BenefitRoute.UC_TENANT, TenancyKind.ASSURED, False,
     "Universal Credit, council tax, property services, utilities, finance"),
    (BenefitRoute.NONE, TenancyKind.ASSURED, False, "council tax, property services, utilities, finance"),
    (BenefitRoute.NONE, TenancyKind.CONTRACT, False, "property services, finance")])
def test_who_is_to_hear(route: BenefitRoute, kind: TenancyKind, supported: bool, whom: str) -> None:
    assert ", ".join(parties(route, kind, supported)) == whom


def test_each_party_hears_what_it_needs_and_no_more() -> None:
    benefit, works = message(ToldParty.HOUSING_BENEFIT, FACTS), message(ToldParty.PROPERTY_SERVICES, FACTS)
    assert (benefit.name, benefit.subject) == ("Dalebrook", "Room 4, Beck View: licence ends on 30 November 2026")
    assert "Claim reference: HB 123/4" in benefit.text and benefit.text.endswith("Dale Vale Homes")
    assert "Amina" not in works.text and "1 December 2026" in works.text
    assert "£42.10 is owed today" in message(ToldParty.FINANCE, FACTS).text
    for whom in set(ToldParty) - {ToldParty.FINANCE}:
        assert "owed" not in message(whom, FACTS).text


def test_an_ending_sets_who_is_to_be_told_and_nobody_is_told_by_itself(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk)
    with pytest.raises(Refused, match="does not end"):
        told(desk, tenancy_id)
    done = desk.do(end_and_hand_over, tenancy_id=tenancy_id, reason=EndReason.SURRENDER, event_on=MONDAY)
    assert (done.value, (done.sentence or "").endswith("4 to be told")) == (MONDAY, True)
    (task,) = to_do(desk, tenancy_id)
    assert task.startswith(TASK)
    assert [one.told for one in told(desk, tenancy_id).lines] == [None] * 4
    for number, line in enumerate(told(desk, tenancy_id).lines, 1):
        desk.do(write_down_told, tenancy_id=tenancy_id, whom=line.message.whom,
                draft=ToldDraft(MONDAY, "e-mail", line.message.name, line.message.text))
        assert (told(desk, tenancy_id).left, bool(to_do(desk, tenancy_id))) == (4 - number, number < 4)


def test_a_line_by_mistake_is_to_do_again(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk, kind=TenancyKind.CONTRACT)
    desk.do(end_and_hand_over, tenancy_id=tenancy_id, reason=EndReason.SURRENDER, event_on=MONDAY)
    for line in told(desk, tenancy_id).lines:
        desk.do(write_down_told, tenancy_id=tenancy_id, whom=line.message.whom,
                draft=ToldDraft(MONDAY, "phone", "", line.message.text))
    row = told(desk, tenancy_id).lines[0].told
    assert row is not None and to_do(desk, tenancy_id) == []
    outcome = desk.do(take_off_told, told_id=row.id, version=row.version, because="It was another home")
    assert told(desk, tenancy_id).left == 1 and len(to_do(desk, tenancy_id)) == 1
    taken_back(desk, outcome)
    assert told(desk, tenancy_id).left == 0


def test_taking_an_ending_back_names_who_has_heard(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk)
    outcome = desk.do(end_and_hand_over, tenancy_id=tenancy_id, reason=EndReason.SURRENDER, event_on=MONDAY)
    version = desk.ask(tenancy, tenancy_id=tenancy_id).version
    desk.do(write_down_told, tenancy_id=tenancy_id, whom=ToldParty.COUNCIL_TAX,
            draft=ToldDraft(MONDAY, "website", "", "It ends"))
    assert desk.ask(tenancy, tenancy_id=tenancy_id).version == version
    back = taken_back(desk, outcome)
    assert "now to hear that it goes on: council tax" in (back.sentence or "")
    assert desk.ask(tenancy, tenancy_id=tenancy_id).ends_on is None and to_do(desk, tenancy_id) == []
    again = taken_back(desk, back)
    assert again.value == MONDAY and len(to_do(desk, tenancy_id)) == 1


def test_only_what_has_gone_is_written_down() -> None:
    found = ToldDraft(MONDAY + timedelta(1), " ", "", "").problems(MONDAY)
    assert [one.field for one in found] == ["on", "how", "what"]


def test_the_home_that_is_left_has_its_plan_and_loses_it_when_they_stay(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk)
    outcome = desk.do(end_and_hand_over, tenancy_id=tenancy_id, reason=EndReason.SURRENDER, event_on=MONDAY)
    void_id = told(desk, tenancy_id).void_id
    (row,) = desk.ask(board, on=MONDAY + timedelta(1))
    assert (row.id, row.empty_from) == (void_id, MONDAY + timedelta(1))
    taken_back(desk, outcome)
    assert desk.ask(board, on=MONDAY + timedelta(1)) == ()
