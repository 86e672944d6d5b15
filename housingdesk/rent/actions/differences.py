"""Posts what corrected days lack or have too much: one batch of dated adjustments. Days of a closed period stay as they are."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.rent.actions.ledger import post_batch
from housingdesk.rent.models import Account, Batch, Correction
from housingdesk.rent.queries.backdating import difference, period_of_account
from housingdesk.rent.rules.backdating import Differences, texts
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import BatchKind, EntryKind
from housingdesk.values.dates import format_date

CONTRA = "INCOME"
BACKDATED = "backdated:"


def post_difference(act: Act, *, account_id: int, since: date, reason: str) -> tuple[int | None, int]:
    """Posts the difference of an account's debited periods from that of ``since`` on; its batch, if there is one, and pence."""
    found = difference(account_id, since)
    if not found.lines:
        return None, 0
    account = Account.get_by_id(account_id)
    stem = f"{BACKDATED}{account.reference}:"
    number = Batch.select().where(Batch.key.startswith(stem)).count() + 1
    batch_id = post_batch(act, kind=BatchKind.ADJUSTMENT, key=f"{stem}{number}", lines=_lines(account_id, found), contra=CONTRA,
                          title=f"Days from {format_date(since)} put right for {account.name or account.reference}",
                          source=reason.strip())
    return batch_id, found.pence


def _lines(account_id: int, found: Differences) -> list[Line]:
    period = period_of_account(account_id)
    return [Line(account_id, EntryKind.ADJUSTMENT, one.code, one.payer, one.on, one.pence, one.start, one.end, text)
            for one, text in zip(found.lines, texts(found, period), strict=True)]


def settle(act: Act, *, account_id: int, since: date, reason: str) -> int:
    """After days of an account were charged or credited otherwise: what earlier corrections put there still fits; pence.

    An account that was never corrected is left as it is.
    """
    if not Correction.select().where(Correction.account == account_id).exists():
        return 0
    return post_difference(act, account_id=account_id, since=since, reason=reason)[1]
