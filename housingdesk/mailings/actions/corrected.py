"""A correction with what follows from it: waiting letters that tell the old debt are withdrawn, notices get a task.

What went out already is only listed (``queries.relied``). A notice has one task however often its account is corrected.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.diary.actions import add_task
from housingdesk.diary.queries import tasks
from housingdesk.diary.rules import TaskDraft
from housingdesk.letters.actions.overtaken import withdraw_waiting, withdrawn_words
from housingdesk.lettings.actions import corrected_days
from housingdesk.mailings.queries.relied import ReliedRow, relied_on, servers_of
from housingdesk.rent.actions import backdating
from housingdesk.rent.queries.corrections import correction
from housingdesk.rent.rules.corrections import (
    AmountCorrection,
    ChargeCorrection,
    DayCorrection,
    EndCorrection,
    NewChargeCorrection,
    SharesCorrection,
    StartCorrection,
)

TASK = "Look at the notice again: what was owed was put right since"


@needs(Permission.KEEP_CHARGES)
def put_charge_right(act: Act, *, draft: ChargeCorrection, reason: str) -> int:
    """Corrects a charge and sees to what relied on it; returns the correction's id."""
    match draft:
        case AmountCorrection(line_id, pence, start, shares):
            made = backdating.correct_charge(act, line_id=line_id, pence=pence, start=start, shares=shares, reason=reason)
        case SharesCorrection(line_id, parts, start):
            made = backdating.correct_shares(act, line_id=line_id, shares=parts, start=start, reason=reason)
        case NewChargeCorrection(account_id, charge, start, end):
            made = backdating.correct_new_charge(act, account_id=account_id, draft=charge, start=start, end=end, reason=reason)
        case EndCorrection(line_id, before):
            made = backdating.correct_end(act, line_id=line_id, before=before, reason=reason)
    return _see_to_it(act, made)


@needs(Permission.KEEP_TENANCIES)
def put_day_right(act: Act, *, draft: DayCorrection, reason: str) -> int:
    """Corrects the first or last day of an agreement and sees to what relied on it; returns the correction's id."""
    if isinstance(draft, StartCorrection):
        made = corrected_days.correct_first_day(act, tenancy_id=draft.tenancy_id, start=draft.start, reason=reason)
    else:
        made = corrected_days.correct_last_day(act, tenancy_id=draft.tenancy_id, event_on=draft.event_on, reason=reason)
    return _see_to_it(act, made)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the correction itself said: its sentence and how it is taken back stay those of the whole act."""

    sentence: str
    subject: str | None
    undo: Any


def _see_to_it(act: Act, correction_id: int) -> int:
    account_id, since, pence = correction(correction_id)
    if not pence:
        return correction_id
    said = _Said(act.sentence or "", act.subject, act.undo)
    found = relied_on(account_id, since)
    waiting = [row.ref.id for row in found if row.waits_with_debt]
    withdrawn = withdraw_waiting(act, waiting, "What is owed was put right since it was made. Make it anew")
    told = _tasks(act, [row for row in found if row.ref.table == "notice_case"], act.today)
    notices = f". {told} notice{'s rely' if told > 1 else ' relies'} on the old figure: a task for whoever served it"
    act.sentence = said.sentence + withdrawn_words(withdrawn) + (notices if told else "")
    act.subject, act.undo = said.subject, said.undo
    return correction_id


def _tasks(act: Act, notices: list[ReliedRow], due_on: date) -> int:
    servers, told = servers_of([row.ref.id for row in notices]), 0
    for row in notices:
        if any(task.text.startswith(TASK) for task in tasks(row.ref)):
            continue
        add_task(act, draft=TaskDraft(f"{TASK}. It says {row.said}; {row.what} to {row.to}"[:500], due_on,
                                      servers.get(row.ref.id, "")), subject=row.ref)
        told += 1
    return told
