"""The days of an empty home follow when the last day before it or the first day after it was recorded wrongly."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.db.record import as_seen
from housingdesk.voids.actions.kept import VOID
from housingdesk.voids.models import Void


def correct_days(act: Act, *, void_id: int, empty_from: date | None = None, let_from: date | None = None) -> None:
    """Puts the first empty day, or the first day that it was let again, right; for the actions of the lettings.

    What was promised and done stays as people recorded it.
    """
    void = as_seen(Void, void_id, None, VOID)
    act.change(void, empty_from=empty_from or void.empty_from, let_from=let_from or void.let_from)
