"""Steps about people who left: written down, taken off as wrong; and write-offs proposed with the reason worked out."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.arrears.models import FormerStep
from housingdesk.arrears.queries.former import acknowledgements, former_accounts
from housingdesk.arrears.rules.former import next_problems
from housingdesk.arrears.rules.words import FormerStepKind
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.actions.requests import ask_write_off, ask_write_offs
from housingdesk.rent.queries.accounts import account
from housingdesk.rent.rules.asking import WriteOffDraft
from housingdesk.values.dates import format_date


@needs(Permission.POST_MONEY)
def record_step(act: Act, *, account_id: int, kind: FormerStepKind, on: date, text: str = "",
                next_on: date | None = None) -> int:
    """Writes down what was done about a former account; returns the step's id."""
    row = account(account_id)
    if row is None:
        raise NotFound("That account is not there")
    if found := next_problems(kind, on, text, next_on, act.today):
        raise Refused(". ".join(sentence for _, sentence in found))
    made = act.add(FormerStep(account=account_id, kind=kind, on=on, text=text.strip()[:1000], next_on=next_on,
                              recorded_at=act.now, recorded_by=act.who.name))
    act.say(f"{row.name or row.reference}: {kind}, {format_date(on)}", about=("account", account_id))
    act.take_back(remove_step, "writing it down", step_id=int(made.id), reason="Written down by mistake")
    return int(made.id)


@needs(Permission.POST_MONEY)
def remove_step(act: Act, *, step_id: int, reason: str) -> None:
    """Takes a step off as wrong; it stays on file with why."""
    step = FormerStep.get_or_none(FormerStep.id == step_id)
    if step is None or step.removed:
        raise Refused("This step is taken off already")
    if len(reason.strip()) < 4:
        raise Refused("Say in a few words why it was wrong")
    act.change(step, removed=reason.strip()[:200])
    act.say(f"Taken off: {step.kind} of {format_date(step.on)}", about=("account", step.account_id))


@needs(Permission.POST_MONEY)
def propose_write_offs(act: Act, *, account_ids: Sequence[int], note: str = "") -> list[int]:
    """Asks for the write-offs that the list proposes for these accounts, each with its own reason and dates.

    Refused when one of them has something else to be done first.
    """
    rows = former_accounts(act.today, account_ids)
    if not rows:
        raise Refused("Choose accounts that owe something or are in credit")
    other = next((row for row in rows if row.next.write_off is None), None)
    if other is not None:
        raise Refused(f"{other.names} is not to be written off: {other.next.what}. {other.next.why}")
    drafts = []
    for row in rows:
        told = acknowledgements(row.id)
        why = ". ".join(part for part in (row.next.why, note.strip()) if part)
        if row.next.write_off is not None:
            drafts.append(WriteOffDraft(row.id, row.next.write_off, why[:500], max(told, default=None)))
    if len(drafts) == 1:
        return [ask_write_off(act, draft=drafts[0])]
    return ask_write_offs(act, drafts=drafts)
