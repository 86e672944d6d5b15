"""An account is charged for another room from a day on, also in days that are debited: the difference is dated as they were."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.rent.actions.backdating import put_right, write_lines
from housingdesk.rent.actions.days import DEBIT_LOCK
from housingdesk.rent.queries.backdating import life_of
from housingdesk.rent.rules import corrections
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.room_charges import charged_anew
from housingdesk.rent.rules.words import CorrectionKind


def charge_anew(act: Act, *, account_id: int, on: date, charges: Sequence[ChargeDraft], reason: str) -> int | None:
    """Charges an account so from a day on; returns the correction's id, None where it is charged so already.

    For the actions of higher rooms, under their own permission; taken back as every correction of charges.
    """
    act.lock(DEBIT_LOCK)
    was = life_of(account_id)
    now = charged_anew(was, on, charges)
    if now == was:
        return None
    write_lines(act, account_id, was, now)
    after = life_of(account_id)
    old, new = corrections.changed_lines(was, after)
    return put_right(act, account_id=account_id, since=on, kind=CorrectionKind.CHARGE, reason=reason,
                     before=corrections.to_json(was, old), after=corrections.to_json(after, new))
