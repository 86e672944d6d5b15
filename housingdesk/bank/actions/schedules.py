"""A schedule of benefit is posted against its line of the bank: the sum to the office's control account, then out of it.

One act: total and lump agree and everything is posted, or nothing is.
"""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.posting import post_lines, take_back_posting
from housingdesk.bank.actions.waiting import line_of
from housingdesk.bank.models import BankLine, LineState
from housingdesk.benefits.actions.rolling import roll_on
from housingdesk.benefits.actions.schedule_posting import post_schedule, reverse_schedule
from housingdesk.benefits.queries.schedules import SCHEDULE_LOCK, schedule
from housingdesk.errors import Refused
from housingdesk.rent.actions.expected import take_out_noted
from housingdesk.rent.queries import ledger as ledger_queries
from housingdesk.values.money import format_pence


@needs(Permission.POST_MONEY)
def post_run(act: Act, *, schedule_id: int, bank_line_id: int) -> int:
    """Posts a schedule against the bank line that it explains; returns the batch's id. Taken back as one.

    The line goes to the office's control account first where it is not there yet. Refused, with nothing posted, when the sums
    differ, a line needs somebody, or one of the two is posted already.
    """
    act.lock(SCHEDULE_LOCK)
    head = schedule(schedule_id)
    if head.control_id is None:
        raise Refused(f"{head.office} has no control account yet. Say on its card where its money waits")
    line = line_of(bank_line_id)
    brought = line.state in (LineState.WAITING, LineState.PARKED)
    if brought and line.pence == head.net_pence:
        post_lines(act, choices=[(bank_line_id, head.control_id)])
    elif not brought:
        _refuse_elsewhere(line, head.control_id)
    batch = post_schedule(act, schedule_id=schedule_id, bank_line_id=bank_line_id, pence=line.pence, on=line.made_on)
    act.say(f"{head.office}: {head.lines:,} line{'s' if head.lines != 1 else ''} posted, {format_pence(head.net_pence)}",
            about=("schedule", schedule_id))
    rolled = roll_on(act, batch_id=batch)
    act.take_back(take_back_run, f"posting the run of {head.office}", schedule_id=schedule_id, bank_line_id=bank_line_id,
                  brought=brought, rolled=rolled)
    return batch


def _refuse_elsewhere(line: BankLine, control_id: int) -> None:
    """The whole of a posted line lies in the control account."""
    if line.state is not LineState.POSTED:
        raise Refused("This line was left out: it came with another file")
    entries = [entry for entry in ledger_queries.entries_of(line.batch_id, [line.id]) if entry.bank_line == line.id]
    if [(entry.account_id, -entry.pence) for entry in entries] != [(control_id, line.pence)]:
        raise Refused("This money was posted elsewhere already. Take that back on Money in, then post the schedule")


@needs(Permission.POST_MONEY)
def take_back_run(act: Act, *, schedule_id: int, bank_line_id: int, brought: bool = False, rolled: Sequence[int] = ()) -> None:
    """Takes a posted run back as one; ``brought``: its lump goes back among the bank's waiting lines, too.

    ``rolled``: the payments that were noted further ahead with it.
    """
    head = schedule(schedule_id)
    reverse_schedule(act, schedule_id=schedule_id)
    take_out_noted(act, ids=rolled)
    if brought:
        take_back_posting(act, line_ids=[bank_line_id])
    act.say(f"{head.office}: the run of {format_pence(head.net_pence)} is taken back as one", about=("schedule", schedule_id))
    act.take_back(post_run, f"the run of {head.office} again", schedule_id=schedule_id, bank_line_id=bank_line_id)
