"""How a notice is shown elsewhere: the shape of its state, and what the head of a file says of it."""

from datetime import date

from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.questionnaire import ENDING
from housingdesk.notices.rules.states import State
from housingdesk.notices.stock import shipped_pack
from housingdesk.ui.kit.icons import Status

_SHOWN = {State.DRAFT: Status.INFORMATION, State.CHECKED: Status.DUE, State.ISSUED: Status.DUE, State.SERVED: Status.GOOD,
          State.LAPSED: Status.LATE, State.WITHDRAWN: Status.NEUTRAL}


def shown_as(state: State) -> Status:
    """The shape and colour of a state."""
    return _SHOWN[state]


def chip(row: CaseRow, today: date) -> tuple[str, Status]:
    """What the head of a file says of a notice: which, and what comes next."""
    told = row.countdown(today)
    what = row.title.split(",")[0]
    return (f"{what}: {told[:1].lower()}{told[1:]}" if told else f"{what} {row.standing(today)}",
            Status.LATE if row.state is State.SERVED and _may_end_a_home(row) else Status.INFORMATION)


def _may_end_a_home(row: CaseRow) -> bool:
    known = shipped_pack().meaning(row.notice)
    return known is None or known.rule in ENDING
