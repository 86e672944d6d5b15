"""No step of any notice is taken that a hold stops for its debt, whenever it came; every other step stays possible."""

from collections.abc import Callable

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.holds.actions import end_hold
from housingdesk.holds.rules import STOPS, HoldKind, Stop
from housingdesk.notices.actions import preparing, serving
from housingdesk.notices.queries import judging
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.findings import Stage
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.served import ServiceDraft
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.tenancies.rules import TenancyKind
from tests.support import noticing
from tests.support.desk import MONDAY
from tests.support.noticing import EVERY

RENT, OTHER, BOTH = ("8", "10", "11"), ("12", "14"), ("10", "14")


def is_refused(step: Callable[[], object]) -> bool:
    """Whether a step is refused."""
    try:
        step()
    except Refused:
        return True
    return False


@pytest.mark.parametrize("more", [(), (Stop.ANY_NOTICE,)], ids=["as usual", "any notice"])
@pytest.mark.parametrize("kind", HoldKind)
@pytest.mark.parametrize("grounds", [RENT, OTHER, BOTH], ids=["rent", "other", "both"])
def test_a_notice_is_begun_when_no_hold_stops_it(sqlite_desk: Desk, kind: HoldKind, grounds: tuple[str, ...],
                                                 more: tuple[Stop, ...]) -> None:
    stops = STOPS[kind] | set(more)
    if not stops:
        more = (Stop.ARREARS_LETTERS,)
    tenancy = noticing.owing(sqlite_desk)
    noticing.hold(sqlite_desk, tenancy, kind, *more)
    stopped = Stop.ANY_NOTICE in stops or (Stop.ARREARS_NOTICE in stops and grounds is not OTHER)
    assert is_refused(lambda: noticing.begin(sqlite_desk, tenancy, grounds=grounds)) is stopped


def _begun(desk: Desk, _other: Desk, tenancy: int) -> CaseRow:
    return noticing.prepared(desk, tenancy)


def _confirmed(desk: Desk, other: Desk, tenancy: int) -> CaseRow:
    case = noticing.prepared(desk, tenancy)
    noticing.confirm(desk, case)
    return noticing.checked(desk, other, case)


def _issued(desk: Desk, other: Desk, tenancy: int) -> CaseRow:
    return noticing.issued(desk, other, noticing.prepared(desk, tenancy))


def _check(_desk: Desk, other: Desk, case: CaseRow) -> None:
    other.do(preparing.check_notice, case_id=case.id, version=case.version)


def _issue(desk: Desk, _other: Desk, case: CaseRow) -> None:
    desk.do(serving.issue_notice, case_id=case.id, version=case.version)


def _serve(desk: Desk, _other: Desk, case: CaseRow) -> None:
    [holder] = desk.ask(holders_on, tenancy_id=case.tenancy_id, on=MONDAY)
    draft = ServiceDraft(holder.person_id, Method.HAND, MONDAY, "Ann Brown")
    desk.do(serving.record_service, case_id=case.id, version=case.version, draft=draft)


def _change(desk: Desk, _other: Desk, case: CaseRow) -> None:
    desk.do(preparing.change_grounds, case_id=case.id, version=case.version, grounds=["10"], why="Arrears")


_STEPS = {"change": (_begun, _change), "check": (_begun, _check), "issue": (_confirmed, _issue), "serve": (_issued, _serve)}


@pytest.mark.parametrize("step", _STEPS)
def test_a_hold_that_comes_later_stops_each_next_step_until_it_ends(desk: Desk, step: str) -> None:
    before, take = _STEPS[step]
    tenancy, other = noticing.owing(desk), noticing.colleague(desk)
    case = before(desk, other, tenancy)
    hold = noticing.hold(desk, tenancy)
    with pytest.raises(Refused, match="Breathing space to 18 January 2027: it stops a notice for rent arrears"):
        take(desk, other, case)
    desk.do(end_hold, hold_id=hold, version=1, end=MONDAY, because="The adviser ended it")
    take(desk, other, case)


ABOUT_MONEY = {"form6a", "ntq-landlord", "licence", "contract", "starter-extension", "warning-1", "warning-final", "breach"}
"""The notices that may be given because money is owed; the test's own list."""
RENT_GROUNDS = {"form3", "form3a", "s83"}


def _stops(key: str, answer: str, held: frozenset[Stop]) -> bool:
    """What a hold stops, by the test's own words: any notice, or one for arrears that is given because of them."""
    arrears = key in RENT_GROUNDS or (key in ABOUT_MONEY and answer == "yes")
    return Stop.ANY_NOTICE in held or (Stop.ARREARS_NOTICE in held and arrears)


HOLDS = [(kind, more) for kind in HoldKind for more in ((), (Stop.ANY_NOTICE,), (Stop.ARREARS_NOTICE,))]


@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize(("key", "kind"), EVERY, ids=[f"{key} {kind.name}" for key, kind in EVERY])
def test_no_notice_of_the_pack_is_printed_or_served_that_a_hold_stops(sqlite_desk: Desk, key: str, kind: TenancyKind,
                                                                     answer: str) -> None:
    desk, other = sqlite_desk, noticing.colleague(sqlite_desk)
    if key not in ABOUT_MONEY and answer == "no":
        return
    tenancy = noticing.agreement_for(desk, other, key, kind)
    more = {"for_arrears": answer} if key in ABOUT_MONEY else {}
    case = noticing.finished(desk, noticing.begun(desk, tenancy, key), **more)
    assert ("for_arrears" in case.answers) is (key in ABOUT_MONEY)
    noticing.confirm(desk, case)
    case = noticing.checked(desk, other, case)
    _try_each_hold(desk, case, answer, lambda: _issue(desk, other, case))
    _issue(desk, other, case)
    printed = noticing.seen(desk, case.id)
    first = noticing.addressed(desk, printed)[0]

    def serve() -> None:
        draft = ServiceDraft(first, Method.HAND, MONDAY, "Ann Brown")
        desk.do(serving.record_service, case_id=printed.id, version=printed.version, draft=draft)

    _try_each_hold(desk, printed, answer, serve)
    noticing.hold(desk, tenancy, HoldKind.COURT)
    serve()


def _try_each_hold(desk: Desk, case: CaseRow, answer: str, step: Callable[[], None]) -> None:
    """Each hold is put on, the step tried where it must be refused and asked about where it may go on, and ended again."""
    for kind, more in HOLDS:
        held = frozenset(STOPS[kind] | set(more))
        if not held:
            continue
        hold = noticing.hold(desk, case.tenancy_id, kind, *more)
        if _stops(case.notice, answer, held):
            assert is_refused(step), (case.notice, kind, more)
        else:
            assert desk.ask(judging.stopped, case=case, on=MONDAY, stage=Stage.ISSUE) == [], (case.notice, kind, more)
        desk.do(end_hold, hold_id=hold, version=1, end=MONDAY, because="Over")


def test_ground_1_of_a_secure_tenancy_goes_on_in_a_breathing_space_when_it_rests_on_something_else(sqlite_desk: Desk) -> None:
    desk, other = sqlite_desk, noticing.colleague(sqlite_desk)
    tenancy = noticing.agreement_for(desk, other, "s83", TenancyKind.SECURE)
    noticing.hold(desk, tenancy)
    case = noticing.begin(desk, tenancy, "s83", ("1",))
    with pytest.raises(Refused, match="it stops a notice for rent arrears \\(ground 1\\)"):
        noticing.checked(desk, other, noticing.finished(desk, case, ground_1="rent"))
    case = noticing.issued(desk, other, noticing.finished(desk, noticing.seen(desk, case.id), ground_1="other"))
    assert "contact" not in case.answers
