"""Money moved from one person's account to another: one batch, both entries, taken back as a whole."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.actions.ledger import open_day, post_batch, reverse_lines
from housingdesk.rent.models import Account, Batch
from housingdesk.rent.queries.ledger import attempts
from housingdesk.rent.rules.asking import transfer_problems
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import PERSONAL, BatchKind, EntryKind, Payer
from housingdesk.values.money import format_pence

KEY = "transfer:"
_CONTRA = "TRANSFER"


@needs(Permission.ADJUST_ACCOUNTS)
def transfer(act: Act, *, from_account: int, to_account: int, pence: int, payer: Payer, reason: str) -> int:
    """Moves ``pence`` of what was paid on one account to another; returns the batch's id.

    The first then owes so much more (or has less credit), the second so much less. Dated today, or the first open day.
    """
    if found := transfer_problems(from_account, to_account, pence, reason):
        raise Refused(". ".join(problem.message for problem in found))
    one, other = _personal(from_account), _personal(to_account)
    on, key = open_day(act.today), f"{KEY}{one.reference}:{other.reference}:{act.today.isoformat()}:"
    why = reason.strip()
    lines = [Line(one.id, EntryKind.TRANSFER, None, payer, on, pence, None, None, f"To {_words(other, one)}: {why}"[:300]),
             Line(other.id, EntryKind.TRANSFER, None, payer, on, -pence, None, None, f"From {_words(one, other)}: {why}"[:300])]
    batch_id = post_batch(act, kind=BatchKind.TRANSFER, key=f"{key}{attempts(key) + 1}",
                          title=f"From {one.name or one.reference} to {_words(other, one)}", lines=lines, contra=_CONTRA,
                          source=why[:200])
    act.say(f"{format_pence(pence)} moved from {one.reference} to {_words(other, one)}", about=("account", one.id))
    act.take_back(take_back_transfer, f"moving {format_pence(pence)}", batch_id=batch_id)
    return batch_id


@needs(Permission.ADJUST_ACCOUNTS)
def take_back_transfer(act: Act, *, batch_id: int, reason: str = "Taken back") -> int:
    """Reverses both entries of a move between accounts; returns the new batch's id."""
    batch = Batch.get_or_none(Batch.id == batch_id)
    if batch is None or batch.kind is not BatchKind.TRANSFER or not batch.key.startswith(KEY):
        raise Refused("That is no move between people’s accounts")
    made = reverse_lines(act, batch_id=batch_id, reason=reason, entry_ids=None)
    act.say(f"Taken back: {batch.title}", about=("batch", made))
    return made


def _personal(account_id: int) -> Account:
    account: Account | None = Account.get_or_none(Account.id == account_id)
    if account is None:
        raise NotFound("That account is not there")
    if account.kind not in PERSONAL:
        raise Refused("Money is moved between people’s accounts. What waits as unidentified is cleared on its own screen")
    return account


def _words(account: Account, beside: Account) -> str:
    """Within one household the kind tells them apart; otherwise the reference, which names nobody on another's statement."""
    same = account.tenancy_id is not None and account.tenancy_id == beside.tenancy_id
    return f"{account.kind} {account.reference}" if same else f"account {account.reference}"
