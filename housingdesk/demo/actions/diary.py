"""What was written and what is still to do; and the money that is expected, for the bank and for who asks what they owe."""

from collections.abc import Iterable, Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo.actions.numbered import add_numbered
from housingdesk.demo.diary import ToDo, Written
from housingdesk.demo.expected import Coming
from housingdesk.diary.models import Note, Task
from housingdesk.diary.rules import TaskState
from housingdesk.rent.models import ExpectedPayment


@needs(Permission.WRITE_NOTES)
def write_diary(act: Act, *, notes: Iterable[Written], todos: Iterable[ToDo], tenancies: Sequence[int]) -> int:
    """Adds notes and tasks; returns how many."""
    written = add_numbered(act, Note, ("subject", "kind", "text", "pinned", "written_at", "written_by"),
                           ((f"tenancy:{tenancies[one.tenancy - 1]}", one.kind, one.text, one.pinned, one.at, one.by)
                            for one in sorted(notes, key=lambda one: one.at)), summary="notes")
    to_do = add_numbered(act, Task, ("subject", "text", "due_on", "owner", "state", "written_at", "written_by", "closed_by"),
                         ((f"tenancy:{tenancies[one.tenancy - 1]}", one.text, one.due_on, one.owner, TaskState.OPEN, one.at,
                           one.owner, "") for one in todos), summary="things to do")
    act.say(f"{len(written):,} notes, {len(to_do):,} things to do")
    return len(written) + len(to_do)


@needs(Permission.RUN_DEBIT)
def write_expected(act: Act, *, coming: Iterable[Coming], accounts: Sequence[int]) -> int:
    """Adds the money that is on its way; returns how many sums."""
    made = add_numbered(act, ExpectedPayment, ("account", "payer", "due_on", "pence", "covers_from", "covers_to", "why"),
                        ((accounts[one.account - 1], one.payer, one.due_on, one.pence, *(one.covers or (None, None)), one.why)
                         for one in coming), summary="expected payments")
    act.say(f"{len(made):,} payments expected")
    return len(made)
