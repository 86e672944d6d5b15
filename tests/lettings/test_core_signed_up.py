"""A sign-up that is finished at the desk leaves a CORE log that can be sent as it is, whatever the agreement."""

from datetime import date

import pytest

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.core import keep_core_home, mend_core
from housingdesk.lettings.queries.core import core_home, core_log_of, export_of, state_of_log
from housingdesk.lettings.queries.signup import sign_up_of
from housingdesk.lettings.rules.core.homes import HomeCodes
from housingdesk.tenancies.rules import TenancyKind
from tests.support.core_checker import Category, Owner, file_errors, row_findings, rows_of
from tests.support.core_homes import set_up_core
from tests.support.desk import MONDAY
from tests.support.signing_up import finished

HOMES = [TenancyKind.ASSURED, TenancyKind.STARTER, TenancyKind.LICENCE_EXCLUDED, TenancyKind.LICENCE_PROTECTED,
         TenancyKind.INTERMEDIATE]


def with_codes(desk: Desk, tenancy_id: int) -> None:
    """The codes of the home that was let."""
    head = desk.ask(sign_up_of, tenancy_id=tenancy_id)
    home = desk.ask(core_home, space_id=head.space_id)
    codes = HomeCodes("1", "2", "3", "S4", "7", home.postcode, "1") if home.supported else HomeCodes("7", "2", last_let_as="1")
    desk.do(keep_core_home, space_id=head.space_id, version=home.version, codes=codes)


@pytest.mark.parametrize("kind", HOMES)
def test_a_finished_sign_up_can_be_sent(sqlite_desk: Desk, kind: TenancyKind) -> None:
    set_up_core(sqlite_desk)
    tenancy_id = finished(sqlite_desk, kind)
    with_codes(sqlite_desk, tenancy_id)
    row = sqlite_desk.ask(core_log_of, tenancy_id=tenancy_id)
    if not sqlite_desk.ask(core_home, space_id=sqlite_desk.ask(sign_up_of, tenancy_id=tenancy_id).space_id).supported:
        left = sqlite_desk.ask(state_of_log, row=row, on=MONDAY).stopping
        assert [problem.keys for problem in left] == [("authority",)], "the homes of these tests are in no council's area"
        sqlite_desk.do(mend_core, log_id=row.id, version=row.version, answers={"authority": "E08000032"})
        row = sqlite_desk.ask(core_log_of, tenancy_id=tenancy_id)
    status = sqlite_desk.ask(state_of_log, row=row, on=MONDAY)
    assert [problem.sentence for problem in status.stopping] == [] and status.done == status.needed
    made = sqlite_desk.ask(export_of, first=date(2026, 4, 1), last=date(2027, 3, 31), on=MONDAY)
    [cells] = rows_of(made.data())
    assert file_errors(made.data()) == []
    findings = row_findings(cells, owner=Owner.PRP, today=MONDAY)
    assert [finding.rule for finding in findings if finding.category is not Category.SOFT] == []


def test_a_garage_needs_no_log(sqlite_desk: Desk) -> None:
    tenancy_id = finished(sqlite_desk, TenancyKind.CONTRACT)
    row = sqlite_desk.ask(core_log_of, tenancy_id=tenancy_id)
    assert not row.needed and "Garages" in row.why
