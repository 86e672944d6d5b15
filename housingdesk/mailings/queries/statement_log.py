"""The issue log of statements: every rent and garage account in one line for a quarter, and who had none for 13 weeks.

Nothing of it is stored: it follows from the letters, the accounts and the people as they are.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from housingdesk.letters.queries import statement_log
from housingdesk.letters.queries.statement_log import StatementRow, issued
from housingdesk.letters.rules.states import LetterState
from housingdesk.mailings.queries.due_statements import DueRun, due_run, kind_of, quarters
from housingdesk.mailings.queries.office import office
from housingdesk.mailings.queries.reach import why_not_in_window
from housingdesk.mailings.queries.statements import Planned, QuarterAccount, planned, quarter_accounts
from housingdesk.mailings.rules.statements import Issued, LogLine, LogState, one_each, state_of
from housingdesk.values.quarters import Quarter

__all__ = ["DueRun", "due_run", "issued", "kind_of", "log", "quarters", "to_make"]

_LOOK_BACK = timedelta(days=731)
"""How far back the last statement of an account is looked for."""


def to_make(quarter: Quarter, on: date) -> list[Planned]:
    """Who gets a statement of a quarter and has none yet, and who does not get one and why.

    Somebody who was held in an earlier run of the quarter, for a reason that still stands, is not held once more.
    """
    rows = statement_log.of_period(quarter.start, quarter.end)
    held = {(row.account_id, row.addressee, row.why_not) for row in rows if row.state is LetterState.HELD}
    return [one for one in _open_ones(quarter, on, rows)
            if one.why_not is None or (one.account.id, one.name, one.why_not) not in held]


def log(quarter: Quarter, on: date) -> list[LogLine]:
    """The issue log of a quarter: a line for every rent and garage account there is."""
    rows = statement_log.of_period(quarter.start, quarter.end)
    theirs: dict[int, list[StatementRow]] = {}
    for row in rows:
        if row.account_id is not None:
            theirs.setdefault(row.account_id, []).append(row)
    open_ones: dict[int, list[tuple[str, str | None]]] = {}
    for one in _open_ones(quarter, on, rows):
        open_ones.setdefault(one.account.id, []).append((one.name, one.why_not))
    last = _Last(statement_log.made_since(on - _LOOK_BACK))
    return [_line(account, quarter, theirs.get(account.id, ()), open_ones.get(account.id, ()), last)
            for account in quarter_accounts(quarter, on)]


def _open_ones(quarter: Quarter, on: date, rows: Sequence[StatementRow]) -> list[Planned]:
    """Whoever has had none. Where the drawing refused one before, the address is fitted into the window once more."""
    refused = {(row.account_id, row.addressee) for row in rows if row.state is LetterState.HELD}
    found = planned(quarter, on, without=_settled(rows))
    shared = office(on) if refused else None
    for place, one in enumerate(found):
        there = one.recipient
        if shared is None or one.why_not or there is None or there.email or (one.account.id, one.name) not in refused:
            continue
        reason = why_not_in_window(one.account.tenancy_id, there, shared)
        found[place] = Planned(one.account, there, reason.why if reason is not None else None)
    return found


def _settled(rows: Iterable[StatementRow]) -> set[tuple[int, str]]:
    """The people, each with the account, to whom a statement went or is on its way."""
    return {(row.account_id, row.addressee) for row in rows if row.account_id is not None and _issued(row).live}


def _line(account: QuarterAccount, quarter: Quarter, rows: Sequence[StatementRow],
          reasons: Sequence[tuple[str, str | None]], last: "_Last") -> LogLine:
    made = one_each([_issued(row) for row in rows])
    nothing = account.why_nothing(quarter)
    state, why = (LogState.NOTHING, nothing) if nothing and not any(one.live for one in made) else state_of(made, reasons)
    return LogLine(account.id, account.reference, str(account.kind), account.tenancy_id, account.tenancy_reference,
                   account.names, account.address, account.former, account.closing_pence, state, made, why or "",
                   last.of(account), account.opens_on)


def _issued(row: StatementRow) -> Issued:
    return Issued(row.letter_id, row.addressee, row.dated, row.way, row.large_print, row.state, row.posted_on, row.why_not)


class _Last:
    """When the last statement of each account went: by the account, or by the agreement where it names none."""

    def __init__(self, rows: Iterable[StatementRow]) -> None:
        self._accounts: dict[int, date] = {}
        self._subjects: dict[str, date] = {}
        for row in rows:
            if not row.went:
                continue
            on = row.posted_on or row.dated
            if row.account_id is not None:
                self._accounts[row.account_id] = max(on, self._accounts.get(row.account_id, on))
            else:
                self._subjects[row.subject] = max(on, self._subjects.get(row.subject, on))

    def of(self, account: QuarterAccount) -> date | None:
        """The day, or None when none went in two years."""
        days = (self._accounts.get(account.id), self._subjects.get(f"tenancy:{account.tenancy_id}"))
        return max((day for day in days if day is not None), default=None)
