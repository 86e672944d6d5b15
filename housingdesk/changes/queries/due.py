"""The changes with a day that comes, for the Today screen: by one statement, and with no more of the program than that."""

from datetime import date, timedelta
from typing import Any

from housingdesk.changes.models import Change
from housingdesk.changes.rules.wording import in_their_words
from housingdesk.changes.rules.words import ChangeState
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.rows import frozen


@frozen
class DueChange:
    """A change with a day that comes or has come: whose, what is to be done, by when."""

    change_id: int
    names: str
    what: str
    on: date


def due(on: date, ahead: timedelta) -> list[DueChange]:
    """The answers that are wanted within a time, and what was decided and takes effect by now; by one statement."""
    rows: Any = (Change.select(Change.id, Change.kind, Change.state, Change.answer_by, Change.effective_on, Tenancy.names,
                           Tenancy.kind)
                 .join(Tenancy).where(((Change.state == ChangeState.OPEN) & (Change.answer_by <= on + ahead))
                                      | ((Change.state == ChangeState.DECIDED) & (Change.effective_on <= on)))
                 .order_by(Change.id).tuples())
    verbs = {ChangeState.OPEN: "Answer", ChangeState.DECIDED: "Carry out"}
    return [DueChange(number, names, f"{verbs[state]}: {in_their_words(kind, theirs)}",
                      answer_by if state is ChangeState.OPEN else effective_on)
            for number, kind, state, answer_by, effective_on, names, theirs in rows]
