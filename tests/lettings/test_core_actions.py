"""What is done with CORE logs on both databases: opened, put right, confirmed, made into a file, sent, answered, taken back."""

from datetime import date

import pytest

from housingdesk.access.desk import Desk
from housingdesk.documents.queries import kept
from housingdesk.errors import Refused, Stale
from housingdesk.lettings.actions.core import (
    confirm_core,
    copy_core_home,
    keep_core_home,
    keep_core_homes,
    make_core_file,
    mark_core_sent,
    mend_core,
    open_log,
    record_core_answer,
    say_core_need,
)
from housingdesk.lettings.actions.signup import answer
from housingdesk.lettings.queries.core import (
    CoreLogRow,
    core_file,
    core_home,
    core_homes,
    core_log,
    core_log_of,
    core_state,
    export_of,
    state_of_log,
)
from housingdesk.lettings.queries.core.lists import log_sheet, quarter_of_logs
from housingdesk.lettings.queries.core_due import due
from housingdesk.lettings.rules.core.homes import HomeCodes
from housingdesk.lettings.rules.core.need import Began
from housingdesk.lettings.rules.quarters import quarter_of
from housingdesk.lettings.rules.words import CoreState
from housingdesk.properties.actions.areas import set_area_code
from housingdesk.properties.queries import councils
from housingdesk.reports.queries.due import due as due_today
from housingdesk.tenancies.actions.starting import start_tenancy
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.audited import taken_back
from tests.support.core_cells import Owner
from tests.support.core_homes import Let, at_the_desk, bent, let, set_up_core
from tests.support.core_logs import Log, good_logs
from tests.support.desk import MONDAY
from tests.support.homes import add_people, build_town
from tests.support.lettings import make_tenancy

AUTUMN = (date(2026, 10, 1), date(2026, 12, 31))
LATE = [bent(log) for log in good_logs(31, 900) if log.owner is Owner.PRP and not log.renewal and log[37] == "2"
        and log[36] != "3" and log.date(8) >= AUTUMN[0]]
GENERAL = [log for log in LATE if not log.supported]


@pytest.fixture
def office(desk: Desk) -> Desk:
    """An association that has its codes in the CORE service."""
    set_up_core(desk)
    return desk


def made(desk: Desk, *logs: Log) -> list[Let]:
    """Lettings of these logs."""
    return [let(desk, log, number) for number, log in enumerate(logs)]


def row(desk: Desk, one: Let) -> CoreLogRow:
    """Its log as it stands."""
    found: CoreLogRow = desk.ask(core_log, log_id=one.log)
    return found


def test_a_letting_opens_its_log_once(office: Desk) -> None:
    tenancy = make_tenancy(office)
    log_id = office.do(open_log, tenancy_id=tenancy).value
    found = office.ask(core_log_of, tenancy_id=tenancy)
    assert (found.id, found.state, found.collection, found.needed) == (log_id, CoreState.OPEN, "2026/27", True)
    with pytest.raises(Refused, match="has a CORE log already"):
        office.do(open_log, tenancy_id=tenancy)


@pytest.mark.parametrize(("kind", "began", "why"), [
    (TenancyKind.CONTRACT, Began.NEW, "Garages"), (TenancyKind.ASSURED, Began.EXCHANGE, "mutual exchange"),
    (TenancyKind.MARKET, Began.NEW, "market rent")])
def test_a_letting_that_needs_none_says_why(office: Desk, kind: TenancyKind, began: Began, why: str) -> None:
    tenancy = make_tenancy(office, kind=kind)
    office.do(open_log, tenancy_id=tenancy, began=began)
    found = office.ask(core_log_of, tenancy_id=tenancy)
    assert found.state is CoreState.NOT_NEEDED and why in found.why


def test_the_need_is_put_right_with_a_reason_and_back(office: Desk) -> None:
    [one] = made(office, GENERAL[0])
    with pytest.raises(Refused, match="Say why"):
        office.do(say_core_need, log_id=one.log, version=None, needed=False, why=" ")
    outcome = office.do(say_core_need, log_id=one.log, version=None, needed=False, why="It was an exchange")
    assert (row(office, one).state, row(office, one).why) == (CoreState.NOT_NEEDED, "It was an exchange")
    assert not office.ask(export_of, first=AUTUMN[0], last=AUTUMN[1], on=MONDAY).ready
    taken_back(office, outcome)
    assert row(office, one).state is CoreState.OPEN


def test_answers_are_put_right_in_the_log_alone_and_back(office: Desk) -> None:
    [one] = made(office, GENERAL[0].changed({113: "", 114: ""}))
    version = row(office, one).version
    outcome = office.do(mend_core, log_id=one.log, version=version, answers={"reason": "28"})
    assert office.ask(state_of_log, row=row(office, one), on=MONDAY).ready
    with pytest.raises(Stale):
        office.do(mend_core, log_id=one.log, version=version, answers={"reason": "47"})
    with pytest.raises(Refused, match="cannot be “08”"):
        office.do(mend_core, log_id=one.log, version=None, answers={"bedrooms": "08"})
    again = taken_back(office, outcome)
    assert not office.ask(state_of_log, row=row(office, one), on=MONDAY).ready
    taken_back(office, again)
    assert row(office, one).mended == {"reason": "28"}
    office.do(mend_core, log_id=one.log, version=None, answers={}, drop=("reason",))
    assert row(office, one).mended == {}


def test_a_soft_question_is_confirmed_for_these_answers_only(office: Desk) -> None:
    high = next(log for log in GENERAL if log[141] == "1" and log[146] != "1").changed({143: "60"})
    [one] = made(office, high)
    status = office.ask(state_of_log, row=row(office, one), on=MONDAY)
    [asked] = status.to_confirm
    with pytest.raises(Refused, match="how you know"):
        office.do(confirm_core, log_id=one.log, version=None, sentence=asked.sentence, note="")
    outcome = office.do(confirm_core, log_id=one.log, version=None, sentence=asked.sentence, note="Heating for the block")
    assert office.ask(state_of_log, row=row(office, one), on=MONDAY).to_confirm == ()
    assert row(office, one).confirmed[0].note == "Heating for the block"
    with pytest.raises(Refused, match="not asked of this log any more"):
        office.do(confirm_core, log_id=one.log, version=None, sentence=asked.sentence, note="Again")
    office.do(mend_core, log_id=one.log, version=None, answers={"service": "61"})
    assert len(office.ask(state_of_log, row=row(office, one), on=MONDAY).to_confirm) == 1
    office.do(mend_core, log_id=one.log, version=None, answers={}, drop=("service",))
    assert office.ask(state_of_log, row=row(office, one), on=MONDAY).to_confirm == ()
    assert outcome.take_back is not None
    office.do(outcome.take_back.action, **outcome.take_back.facts | {"version": None})
    assert len(office.ask(state_of_log, row=row(office, one), on=MONDAY).to_confirm) == 1


def test_a_file_is_kept_as_made_and_its_logs_are_sent_once(office: Desk) -> None:
    lets = made(office, *GENERAL[:2])
    file_id = office.do(make_core_file, first=AUTUMN[0], last=AUTUMN[1]).value
    file = office.ask(core_file, file_id=file_id)
    content = office.ask(kept, document_id=file.document_id).content
    assert file.logs == 2 and content == office.ask(export_of, first=AUTUMN[0], last=AUTUMN[1], on=MONDAY).data()
    with pytest.raises(Refused, match="Put in a day from then to today"):
        office.do(mark_core_sent, file_id=file_id, version=file.version, on=date(2026, 11, 24))
    sent = office.do(mark_core_sent, file_id=file_id, version=file.version, on=MONDAY)
    with pytest.raises(Refused, match="no log that can be sent"):
        office.do(make_core_file, first=AUTUMN[0], last=AUTUMN[1])
    with pytest.raises(Refused, match="was sent"):
        office.do(mend_core, log_id=lets[0].log, version=None, answers={"reason": "28"})
    taken_back(office, sent)
    assert [row(office, one).state for one in lets] == [CoreState.OPEN, CoreState.OPEN]


def test_a_file_made_later_stands_for_one_that_was_not_sent(office: Desk) -> None:
    made(office, GENERAL[0])
    first = office.do(make_core_file, first=AUTUMN[0], last=AUTUMN[1]).value
    second = office.do(make_core_file, first=AUTUMN[0], last=AUTUMN[1]).value
    with pytest.raises(Refused, match="A later file holds"):
        office.do(mark_core_sent, file_id=first, version=None, on=MONDAY)
    office.do(mark_core_sent, file_id=second, version=None, on=MONDAY)


def test_what_the_service_returns_is_put_right_and_sent_again(office: Desk) -> None:
    lets = made(office, *GENERAL[:2])
    file_id = office.do(make_core_file, first=AUTUMN[0], last=AUTUMN[1]).value
    with pytest.raises(Refused, match="Say first when the file was sent"):
        office.do(record_core_answer, file_id=file_id, version=None, on=MONDAY, answer="")
    office.do(mark_core_sent, file_id=file_id, version=None, on=MONDAY)
    with pytest.raises(Refused, match="Say what the service found"):
        office.do(record_core_answer, file_id=file_id, version=None, on=MONDAY, answer="", returned=(lets[0].log,))
    with pytest.raises(Refused, match="not in this file"):
        office.do(record_core_answer, file_id=file_id, version=None, on=MONDAY, answer="x", returned=(999,))
    outcome = office.do(record_core_answer, file_id=file_id, version=None, on=MONDAY, answer="Row 1", returned=(lets[0].log,))
    assert [row(office, one).state for one in lets] == [CoreState.RETURNED, CoreState.ACCEPTED]
    again = taken_back(office, outcome)
    assert [row(office, one).state for one in lets] == [CoreState.SENT, CoreState.SENT]
    taken_back(office, again)
    office.do(make_core_file, first=AUTUMN[0], last=AUTUMN[1])
    left = office.ask(export_of, first=AUTUMN[0], last=AUTUMN[1], on=MONDAY).left_out
    assert [(one.row.id, one.why) for one in left] == [(lets[1].log, ("The service has it already",))]


def test_two_logs_of_the_same_letting_are_both_left_out(office: Desk) -> None:
    lets = made(office, *[GENERAL[0].changed({18: ""})] * 2)
    same = {"tenant_code": "T-1", "address_1": "1 High Street"}
    for one in lets:
        office.do(mend_core, log_id=one.log, version=None, answers=same)
    found = office.ask(export_of, first=AUTUMN[0], last=AUTUMN[1], on=MONDAY)
    assert not found.ready and all("the same letting" in one.why[0] for one in found.left_out)


def test_codes_of_homes_are_kept_copied_and_put_back(office: Desk) -> None:
    town = build_town(office)
    codes = HomeCodes(older_people="3", scheme="S4", location="7", location_postcode="zz11zz")
    first = office.do(keep_core_home, space_id=town.rooms[0], version=None, codes=codes)
    assert office.ask(core_home, space_id=town.rooms[0]).codes.location_postcode == "ZZ1 1ZZ"
    with pytest.raises(Stale):
        office.do(keep_core_home, space_id=town.rooms[0], version=None, codes=codes)
    with pytest.raises(Refused, match="capital S"):
        office.do(keep_core_home, space_id=town.rooms[1], version=None, codes=HomeCodes(scheme="s4"))
    copied = office.do(copy_core_home, space_id=town.rooms[0], to=town.rooms)
    assert [office.ask(core_home, space_id=room).gaps for room in town.rooms] == [(), (), ()]
    office.do(keep_core_homes, space_ids=town.rooms[1:], codes={"location": "8"})
    assert [office.ask(core_home, space_id=room).codes.location for room in town.rooms] == ["7", "8", "8"]
    taken_back(office, copied)
    assert office.ask(core_home, space_id=town.rooms[1]).codes == HomeCodes()
    taken_back(office, first)
    rows = {one.space_id: one for one in office.ask(core_homes, on=MONDAY)}
    assert rows[town.rooms[0]].gaps == ("scheme code", "location code", "location postcode", "older people’s housing")
    assert rows[town.home].gaps == ("sort of home", "wheelchair standard") and town.garage not in rows


def test_a_councils_area_is_a_code_of_the_statistics(office: Desk) -> None:
    build_town(office)
    [council] = office.ask(councils)
    with pytest.raises(Refused, match="a letter and eight figures"):
        office.do(set_area_code, council_id=council.id, version=council.version, area_code="Bradford")
    outcome = office.do(set_area_code, council_id=council.id, version=council.version, area_code="e08000032")
    taken_back(office, outcome)


def test_a_household_of_nine_says_who_is_not_sent(office: Desk) -> None:
    _, sign_up = at_the_desk(office, GENERAL[0], 1)
    office.do(answer, sign_up_id=sign_up, key="people", value="9")
    found = office.ask(core_state, sign_up_id=sign_up, on=MONDAY)
    assert "1 of the household is not sent: a log has room for 8 people" in found.not_checked
    assert found.beside("born_on_8") and not found.against("born_on_8")


def test_a_log_without_a_sign_up_knows_the_home_and_the_agreement(office: Desk) -> None:
    town = build_town(office)
    [person] = add_people(office, "Amina Khan")
    tenancy = office.do(start_tenancy, draft=StartDraft(TenancyKind.ASSURED, (person,), town.home, MONDAY)).value
    office.do(open_log, tenancy_id=tenancy, began=Began.TRANSFER)
    row = office.ask(core_log_of, tenancy_id=tenancy)
    status = office.ask(state_of_log, row=row, on=MONDAY)
    assert "as an internal transfer" in row.why and not status.ready
    values = status.log.values
    assert (values["start_day"], values["tenancy"], values["rent_type"], values["bedrooms"]) == (23, 2, 1, 3)
    assert (values["address_1"], values["town"], values["tenant_code"]) == ("14 Dale Road", "Dalebrook", row.reference)


def test_a_quarter_lists_its_lettings_and_those_without_a_log(office: Desk) -> None:
    [one] = made(office, GENERAL[0])
    without = make_tenancy(office)
    quarter = office.ask(quarter_of_logs, quarter=quarter_of(MONDAY), on=MONDAY)
    assert {(line.tenancy_id, line.stands) for line in quarter.lines} == {(one.tenancy, "ready to send"), (without, "no log")}
    assert quarter.by == date(2027, 1, 15) and quarter.ready == 1
    sheet = office.ask(log_sheet, log_id=one.log, on=MONDAY)
    assert {line.key for line in sheet.lines if line.needed} >= {"owner", "start_day", "age_1", "rent"}
    assert all(line.cell for line in sheet.lines if line.needed)


def test_a_quarter_is_due_three_weeks_before_its_day(office: Desk) -> None:
    lets = made(office, next(bent(log) for log in good_logs(31, 900) if log.owner is Owner.PRP and log[37] == "2"
                             and date(2026, 7, 1) <= log.date(8) <= date(2026, 9, 30) and not log.renewal))
    assert office.ask(due, on=date(2026, 9, 17)) == [] and lets
    [one] = office.ask(due, on=date(2026, 10, 1))
    assert (one.name, one.by, one.many) == ("July to September 2026", date(2026, 10, 9), "1 log")
    [card] = [card for card in office.ask(due_today, on=MONDAY).cards if card.place == "core"]
    assert card.text == "Send the CORE logs of July to September 2026" and card.facts == (("first", date(2026, 7, 1)),)
    file_id = office.do(make_core_file, first=date(2026, 7, 1), last=date(2026, 9, 30)).value
    office.do(mark_core_sent, file_id=file_id, version=None, on=MONDAY)
    assert office.ask(due, on=MONDAY) == []
