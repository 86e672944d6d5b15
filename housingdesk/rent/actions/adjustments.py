"""Corrections on an account: adjustments with a reason. History stays; a correction is another entry.

Above a person's band an adjustment is asked for (``requests.ask_adjustment``), and somebody else allows it.
"""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.actions.ledger import post_batch, reverse_lines
from housingdesk.rent.models import Account, Batch
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.rent.queries.requests import bands
from housingdesk.rent.rules.bands import why_not_alone
from housingdesk.rent.rules.drafts import AdjustmentDraft, adjustment_problems
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import PERSONAL, BatchKind, EntryKind, RequestKind
from housingdesk.values.money import format_pence

_ADJUST_LOCK = 6
CONTRA = "ADJUST"


@needs(Permission.ADJUST_ACCOUNTS)
def adjust(act: Act, *, draft: AdjustmentDraft) -> int:
    """Posts one adjustment on a person's account within one's own band; returns the batch's id. Taken back by a reversal."""
    if found := adjustment_problems(draft, act.today, closed_to()):
        raise Refused(". ".join(p.message for p in found))
    act.lock(_ADJUST_LOCK)
    if above := why_not_alone(bands(RequestKind.ADJUSTMENT, act.today), draft.pence, act.who.role):
        raise Refused(above)
    account = Account.get_or_none(Account.id == draft.account_id)
    if account is None:
        raise NotFound("That account is not there")
    if account.kind not in PERSONAL:
        raise Refused("Adjustments are made on a person's account")
    attempt = Batch.select().where(Batch.key.startswith(f"adjust:{account.reference}:{act.today.isoformat()}")).count() + 1
    line = Line(account.id, EntryKind.ADJUSTMENT, None, draft.payer, draft.effective_on, draft.pence, None, None,
                draft.reason.strip())
    batch_id = post_batch(act, kind=BatchKind.ADJUSTMENT, key=f"adjust:{account.reference}:{act.today.isoformat()}:{attempt}",
                          title=f"Adjustment on {account.name or account.reference}", lines=[line], contra=CONTRA,
                          source=draft.reason.strip())
    act.say(f"{format_pence(abs(draft.pence))} {'charged to' if draft.pence > 0 else 'credited to'} {account.name}",
            about=("account", account.id))
    act.take_back(take_back_adjustment, f"the adjustment on {account.name}", batch_id=batch_id)
    return batch_id


@needs(Permission.ADJUST_ACCOUNTS)
def take_back_adjustment(act: Act, *, batch_id: int) -> int:
    """Reverses an adjustment that was just made; the pair stays in the ledger."""
    batch = Batch.get_or_none(Batch.id == batch_id)
    if batch is None or batch.kind != BatchKind.ADJUSTMENT:
        raise Refused("That batch is not an adjustment")
    made = reverse_lines(act, batch_id=batch_id, reason="Taken back", entry_ids=None)
    act.say(f"Taken back: {batch.title}", about=("batch", made))
    return made
