"""The newest runs of benefit of the made-up association as real schedules: taken in, settled line by line, and posted."""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.schedules import post_run
from housingdesk.bank.models import BankLine
from housingdesk.benefits.actions.offices import open_office
from housingdesk.benefits.actions.schedule_lines import choose_line, choose_recovery
from housingdesk.benefits.actions.schedules import import_schedule
from housingdesk.benefits.models import ScheduleLine
from housingdesk.benefits.rules.words import LineState, Source
from housingdesk.demo.bank_files import WaitingFile
from housingdesk.demo.lines import Schedule, ScheduleKind


@needs(Permission.POST_MONEY)
def post_real_run(act: Act, *, schedule: Schedule, file: WaitingFile, council_id: int | None, accounts: Sequence[int]) -> int:
    """Takes a run in, says of every line what somebody knew, and posts it against its lump, as one act; the schedule's id."""
    office = _office(act, schedule.kind, council_id)
    made = import_schedule(act, office_id=office, name=file.name, data=file.content, again=True)
    stored = list(ScheduleLine.select().where(ScheduleLine.schedule == made).order_by(ScheduleLine.id))
    for line, plan in zip(stored, schedule.lines, strict=True):
        account = accounts[plan.account - 1]
        if line.account_id != account or (line.state is LineState.ASK and not plan.recovery):
            choose_line(act, line_id=line.id, account_id=account)
        if plan.recovered_from is not None:
            choose_recovery(act, line_id=line.id, account_id=accounts[plan.recovered_from - 1])
    lump = (BankLine.select(BankLine.id)
            .where((BankLine.made_on == schedule.paid_on) & (BankLine.pence == schedule.pence)).scalar())
    post_run(act, schedule_id=made, bank_line_id=lump)
    act.undo = None
    return made


@needs(Permission.POST_MONEY)
def take_in_run(act: Act, *, file: WaitingFile, council_id: int) -> int:
    """Takes a schedule in that came before its money; the schedule's id."""
    made = import_schedule(act, office_id=_office(act, ScheduleKind.HB, council_id), name=file.name, data=file.content)
    act.undo = None
    return made


def _office(act: Act, kind: ScheduleKind, council_id: int | None) -> int:
    source = Source.COUNCIL if kind is ScheduleKind.HB else Source.DWP_DEDUCTIONS
    return open_office(act, source=source, council_id=council_id if kind is ScheduleKind.HB else None)
