"""Corrections that reach back into days debited already: the charge as it should have been, and the difference, dated.

Nothing that was posted changes. Each correction keeps what stood and what holds now, and can be taken back: the charges become
what they were, and the difference the other way is posted.
"""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.errors import Refused
from housingdesk.rent.actions.days import DEBIT_LOCK
from housingdesk.rent.actions.differences import post_difference
from housingdesk.rent.models import Correction
from housingdesk.rent.rules.words import CorrectionKind

SHORTEST_REASON = 4


def put_right(act: Act, *, account_id: int, since: date, kind: CorrectionKind, reason: str, before: str, after: str,
              takes_back: int | None = None) -> int:
    """Posts the difference after days from ``since`` on came to be charged otherwise; returns the correction's id.

    For the actions of this room and of those above, under their own permission. ``before`` and ``after`` are JSON of what was
    changed. What is not debited yet the next debit charges.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("Say in a few words why; it is kept with the correction")
    act.lock(DEBIT_LOCK)
    batch_id, pence = post_difference(act, account_id=account_id, since=since, reason=reason)
    made = act.add(Correction(account=account_id, kind=kind, since=since, reason=reason.strip(), before=before, after=after,
                              pence=pence, batch=batch_id, takes_back=takes_back, made_at=act.now, made_by=act.who.name))
    return int(made.id)
