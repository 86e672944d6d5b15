"""No step of a notice is taken that a hold stops for its debt, whenever it came; every other step stays possible."""

from collections.abc import Callable

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.holds.actions import end_hold
from housingdesk.holds.rules import STOPS, HoldKind, Stop
from housingdesk.notices.actions import preparing, serving
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.served import ServiceDraft
from housingdesk.tenancies.queries.agreements import holders_on
from tests.support import noticing
from tests.support.desk import MONDAY

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
