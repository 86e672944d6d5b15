"""Why arrears changed between two days: every movement on rent accounts by its cause, and the accounts behind each."""

from datetime import date
from typing import Any

from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.db.stored_days import StoredDays
from housingdesk.rent.queries.rollforward import RollRow, roll_forward
from housingdesk.rent.rules.words import EntryKind, Payer
from housingdesk.reports.rules.causes import AccountCause, CauseRow, Movement, Mover, by_cause, cause_of, changes, sentence
from housingdesk.reports.rules.words import ArrearsCause
from housingdesk.values.rows import frozen

_ACCOUNTS = "SELECT id, opens_on, closes_on FROM account WHERE kind = 'rent'"
_MOVEMENTS = """
SELECT e.account_id, e.effective_on, e.kind, e.payer, e.pence, b.key
FROM account a CROSS JOIN entry e JOIN batch b ON b.id = e.batch_id
WHERE a.kind = 'rent' AND e.account_id = a.id AND e.effective_on >= ? AND e.effective_on <= ?
ORDER BY e.account_id, e.effective_on, e.id
"""
_KINDS = {str(kind): kind for kind in EntryKind}
_PAYERS = {str(payer): payer for payer in Payer}


@frozen
class Gross:
    """Gross arrears of current and former rent accounts, and gross credits of both; pence, all positive."""

    current: int
    former: int
    credits: int

    @property
    def arrears(self) -> int:
        """Of current and former accounts together."""
        return self.current + self.former


@frozen
class CauseAccount:
    """What one cause changed on one account, with whose it is; pence."""

    account_id: int
    reference: str
    name: str
    scheme: str
    former: bool
    arrears: int
    credits: int


@frozen
class Why:
    """The answer for a period: gross figures before and after, causes that sum to the change, and what is behind them."""

    start: date
    end: date
    before: Gross
    after: Gross
    rows: tuple[CauseRow, ...]
    accounts: dict[ArrearsCause, tuple[CauseAccount, ...]]

    @property
    def sentence(self) -> str:
        """What happened, in one sentence."""
        return sentence(self.before.arrears, self.after.arrears, self.rows)

    @property
    def holds(self) -> bool:
        """Whether the causes sum to the change of arrears, current and former, and of credits."""
        return (self.before.current + sum(row.current for row in self.rows) == self.after.current
                and self.before.former + sum(row.former for row in self.rows) == self.after.former
                and self.before.credits + sum(row.credits for row in self.rows) == self.after.credits)


def why_changed(start: date, end: date) -> Why:
    """Why gross arrears and credits of rent accounts changed in ``start <= day <= end``."""
    rolled = {row.account_id: row for row in roll_forward(start, end) if row.kind == "rent" and row.account_id is not None}
    days = StoredDays()
    facts = {account: (days[opens], days[closes]) for account, opens, closes
             in database.execute_sql(_ACCOUNTS).fetchall() if account in rolled}
    movers = [Mover(account, rolled[account].opening, *facts[account]) for account in sorted(rolled)]
    found = changes(movers, _movements(facts, start, end, days), start, end)
    return Why(start, end, _gross(rolled.values(), facts, start, opening=True),
               _gross(rolled.values(), facts, end, opening=False), by_cause(found), _accounts(found, rolled))


def _movements(facts: dict[int, tuple[date | None, date | None]], start: date, end: date, days: StoredDays) -> list[Movement]:
    values: list[Any] = [start, end] if is_postgresql(database) else [start.isoformat(), end.isoformat()]
    causes: dict[tuple[str, str, str, bool], ArrearsCause] = {}
    found = []
    for account, on, kind, payer, pence, key in database.execute_sql(sql(database, _MOVEMENTS), values).fetchall():
        opens = facts[account][0]
        what = kind, payer, key, opens is not None and start <= opens <= end
        if what not in causes:
            causes[what] = cause_of(_KINDS[kind], _PAYERS[payer], key, new=what[3])
        day = days[on]
        assert day is not None
        found.append(Movement(account, day, causes[what], int(pence)))
    return found


def _gross(rows: Any, facts: dict[int, tuple[date | None, date | None]], on: date, *, opening: bool) -> Gross:
    """The gross figures before the first day, or at the end of the last."""
    current = former = credits = 0
    for row in rows:
        pence, closes = (row.opening if opening else row.closing), facts[row.account_id][1]
        gone = closes is not None and (closes.toordinal() + 1 < on.toordinal() if opening else closes < on)
        credits += max(0, -pence)
        if gone:
            former += max(0, pence)
        else:
            current += max(0, pence)
    return Gross(current, former, credits)


def _accounts(found: list[AccountCause], rolled: dict[int, RollRow]) -> dict[ArrearsCause, tuple[CauseAccount, ...]]:
    """By cause, the accounts with the largest change first."""
    made: dict[ArrearsCause, list[CauseAccount]] = {}
    for one in found:
        row = rolled[one.account_id]
        made.setdefault(one.cause, []).append(CauseAccount(one.account_id, row.reference, row.name, row.scheme, one.former,
                                                           one.arrears, one.credits))
    return {cause: tuple(sorted(rows, key=lambda row: (-abs(row.arrears), -abs(row.credits), row.reference)))
            for cause, rows in made.items()}
