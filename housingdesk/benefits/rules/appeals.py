"""A decision that is looked at again: what can be asked for, by whom, by when, and where it stands (rulebook §6.2). Pure."""

from datetime import date

from housingdesk.benefits.rules.clocks import ask_again
from housingdesk.benefits.rules.words import DWP_KINDS, FUNDS, AppealKind, AppealState, ClaimKind
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen

OPEN_APPEALS = frozenset({AppealState.TO_ASK, AppealState.ASKED})
OUR_OWN = "We ourselves may appeal only about who is paid and whether an overpayment is recovered from us"


@frozen
class AppealStanding:
    """Where it stands in a sentence, the day by which something is to be done, and who has to do it."""

    sentence: str
    by: date | None
    ours: bool
    late: bool


def offered(kind: ClaimKind) -> tuple[AppealKind, ...]:
    """What can be asked for: Universal Credit is reconsidered before an appeal; a fund's decision is only looked at again."""
    if kind in DWP_KINDS:
        return (AppealKind.RECONSIDERATION, AppealKind.APPEAL)
    return (AppealKind.REVISION,) if kind in FUNDS else (AppealKind.REVISION, AppealKind.APPEAL)


def appeal_standing(kind: AppealKind, state: AppealState, told_on: date, asked_on: date | None, on: date) -> AppealStanding:
    """Where an appeal stands on a day; a month from the notice, thirteen with a reason for being late."""
    by, latest = ask_again(told_on)
    if state is AppealState.ASKED:
        return AppealStanding(f"Asked for on {format_date(asked_on or told_on)}; the answer is to come", None, False, False)
    if state is not AppealState.TO_ASK:
        return AppealStanding(f"{kind.capitalize()}: {state}", None, False, False)
    if on <= by:
        return AppealStanding(f"Ask for the {kind} by {format_date(by)}", by, True, False)
    if on <= latest:
        return AppealStanding(f"The month ended on {format_date(by)}: ask with the reason for being late, at the latest by "
                              f"{format_date(latest)}", latest, True, True)
    return AppealStanding(f"Too late since {format_date(latest)}, thirteen months after the notice", None, True, True)
