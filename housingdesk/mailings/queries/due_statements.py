"""Which quarter's statements are due, and which quarters can be looked at. Asked at every start, so it imports little."""

from datetime import date, timedelta

from housingdesk.letters.queries.statement_log import first_run
from housingdesk.rent.models import Account
from housingdesk.rent.rules.words import AccountKind
from housingdesk.settings import queries as settings_queries
from housingdesk.values.dates import format_date
from housingdesk.values.quarters import Quarter, Quarters, last_finished, quarter_before, quarter_of
from housingdesk.values.rows import frozen

_LATE = timedelta(weeks=4)
_LISTED = 12


@frozen
class DueRun:
    """A quarter whose statements nobody has made: since when they are due, and whether that is more than four weeks ago."""

    quarter: Quarter
    since: date
    overdue: bool

    @property
    def sentence(self) -> str:
        """Why it is due."""
        said = f"Nobody has had one for this quarter, which ended on {format_date(self.quarter.end)}"
        return f"{said}. The Pre-Action Protocol asks for statements at least quarterly" if self.overdue else said


def kind_of(on: date) -> Quarters:
    """How the association divides its year."""
    return Quarters(str(settings_queries.value("rent.quarters", on)))


def quarters(on: date) -> list[Quarter]:
    """The quarters that can be looked at: the last finished one first, then those before it, then the one that runs."""
    kind = kind_of(on)
    found = [last_finished(kind, on)]
    while len(found) < _LISTED:
        found.append(quarter_before(found[-1]))
    return [*found, quarter_of(kind, on)]


def due_run(on: date) -> DueRun | None:
    """The last finished quarter, when its statements are still to be made; None when there is no account it tells of."""
    quarter = last_finished(kind_of(on), on)
    if first_run(quarter.start, quarter.end) is not None:
        return None
    kinds = (AccountKind.RENT, AccountKind.GARAGE)
    there = Account.select(Account.id).where(Account.kind.in_(kinds) & (Account.opens_on <= quarter.end)).limit(1).tuples()
    if there.first() is None:
        return None
    since = quarter.end + timedelta(1)
    return DueRun(quarter, since, on - since > _LATE)
