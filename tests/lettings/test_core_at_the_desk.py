"""Faults made at the desk are caught before any file is made: the log's state names the field, or the home refuses them."""

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.lettings.queries.core import core_state
from housingdesk.lettings.rules.core.problems import stops
from tests.support.core_cells import Owner
from tests.support.core_faults import CELL_FAULTS, DOUBTS, FAULTS, Fault
from tests.support.core_homes import at_the_desk, bent, set_up_core
from tests.support.core_logs import TODAY, Log, good_logs

LOGS = [bent(log) for log in good_logs(77, 4000) if log.owner is Owner.PRP]

# Nobody can make these mistakes: the field is worked out or asked as a whole, or takes only figures and days that there are.
WORKED_OUT = {
    "no needs type", "renewal not answered", "padded start month", "location on a general needs row",
    "whole postcode in the first part", "half a repairs date", "scheme on a general needs row", "another type without its name",
    "text of another type, but a licence", "second person of no age", "an effect without a condition",
    "no first line of the address", "joint tenancy of one", "one charge not given", "shortfall above the charges",
    "owner in small letters", "bedrooms with a decimal", "age with a decimal", "shortfall of nothing",
    "charge with a pound sign", "charge of three decimals", "quoted empty period", "charges empty where nothing is paid",
    "renewal by somebody who just moved there", "PRP with the register of an authority", "a renewal because of neighbours",
    "renewal by a private tenant", "start in the year before", "start 15 days ahead",
    "start on 31 June", "start year of three digits",
}
# The same mistake, named where the sign-up asks for it: the person who is left out, whether the postcode is known.
ELSEWHERE = {"a gap between persons": {48}, "last postcode known, not given": {117}}
MADE = [fault for fault in (*FAULTS, *CELL_FAULTS) if fault.name not in WORKED_OUT]


def _good(fault: Fault) -> Log:
    return next(log for log in LOGS if fault.suits(log) and not log.renewal)


@pytest.fixture
def office(sqlite_desk: Desk) -> Desk:
    """An association that has its codes in the CORE service."""
    set_up_core(sqlite_desk)
    return sqlite_desk


@pytest.mark.parametrize("fault", MADE, ids=lambda fault: fault.name)
def test_a_fault_is_caught_with_its_field(office: Desk, fault: Fault) -> None:
    good = _good(fault)
    _, sound = at_the_desk(office, good, 1)
    assert not office.ask(core_state, sign_up_id=sound, on=TODAY).stopping
    try:
        _, faulty = at_the_desk(office, fault.put_in(good), 2)
    except Refused as refused:
        assert "postcode" in str(refused) or "UPRN" in str(refused) or "scheme" in str(refused)
        return
    state = office.ask(core_state, sign_up_id=faulty, on=TODAY)
    if fault.name == "fixed term of a year at a social rent":
        assert not state.needs_log and "less than two years" in state.why
        return
    stopping = {number for problem in state.found if stops(problem) for number in problem.numbers}
    assert ELSEWHERE.get(fault.name, set(fault.fields)) & stopping and not state.ready and state.problems


def test_more_than_60_faults_are_tried() -> None:
    assert len(MADE) >= 60
    assert {fault.name for fault in (*FAULTS, *CELL_FAULTS)} >= WORKED_OUT | set(ELSEWHERE)


@pytest.mark.parametrize("fault", [fault for fault in DOUBTS if "starter" not in fault.name], ids=lambda fault: fault.name)
def test_a_doubt_is_asked_and_stops_nothing(office: Desk, fault: Fault) -> None:
    _, doubtful = at_the_desk(office, fault.put_in(_good(fault)), 1)
    state = office.ask(core_state, sign_up_id=doubtful, on=TODAY)
    assert not state.stopping and set(fault.fields) <= {n for problem in state.to_confirm for n in problem.numbers}
