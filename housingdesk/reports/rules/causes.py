"""Why gross arrears and credits changed, cause by cause, to the penny (rulebook §5.4). Pure.

Every movement of an account changes what is owed on it and what it is in credit, one after the other by the day it counts
from; each cause gets what its movements changed. So the causes add up to the change exactly, of arrears and of credits, and
money that went into a credit is never set against somebody else's debt.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from housingdesk.rent.rules.words import EntryKind, Payer
from housingdesk.reports.rules.words import ArrearsCause
from housingdesk.values.dates import DAY
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_PAID = {Payer.HB: ArrearsCause.HOUSING_BENEFIT, Payer.UC: ArrearsCause.UNIVERSAL_CREDIT, Payer.TENANT: ArrearsCause.PAID,
         Payer.SUPPORT: ArrearsCause.OTHERS, Payer.OTHER: ArrearsCause.OTHERS}
_BY_KIND = {EntryKind.ADJUSTMENT: ArrearsCause.ADJUSTED, EntryKind.REFUND: ArrearsCause.REFUNDED,
            EntryKind.WRITE_OFF: ArrearsCause.WRITTEN_OFF, EntryKind.TRANSFER: ArrearsCause.TRANSFERRED,
            EntryKind.OPENING: ArrearsCause.STARTED}
BACKDATED, ENDED = "backdated:", "end:"


@frozen
class Mover:
    """An account at the start of a period: its balance in pence then, and its first and last day."""

    account_id: int
    pence: int
    opens_on: date | None
    closes_on: date | None


@frozen
class Movement:
    """One movement in the period, in the order in which they count."""

    account_id: int
    on: date
    cause: ArrearsCause
    pence: int


@frozen
class AccountCause:
    """What one cause changed on one account; pence, more owed and more in credit positive."""

    account_id: int
    cause: ArrearsCause
    former: bool
    arrears: int
    credits: int


@frozen
class CauseRow:
    """What one cause changed: gross arrears of current and of former accounts, and gross credits; and on how many accounts."""

    cause: ArrearsCause
    current: int
    former: int
    credits: int
    accounts: int

    @property
    def arrears(self) -> int:
        """Gross arrears of current and former accounts together."""
        return self.current + self.former


def cause_of(kind: EntryKind, payer: Payer, key: str, *, new: bool) -> ArrearsCause:
    """The cause that a movement counts as; ``key`` is its batch's, ``new``: its account opened in the period."""
    if BACKDATED in key:
        return ArrearsCause.BACKDATED
    if kind is EntryKind.RECEIPT:
        return _PAID[payer]
    if kind is EntryKind.CHARGE or (kind is EntryKind.ADJUSTMENT and key.removeprefix("reverse:").startswith(ENDED)):
        return ArrearsCause.STARTED if new else ArrearsCause.CHARGED
    return _BY_KIND[kind]


def changes(movers: Iterable[Mover], movements: Sequence[Movement], start: date, end: date) -> list[AccountCause]:
    """What each cause changed on each account in ``start <= day <= end``; movements in the order in which they count."""
    by_account: defaultdict[int, list[Movement]] = defaultdict(list)
    for one in movements:
        by_account[one.account_id].append(one)
    found: list[AccountCause] = []
    for mover in movers:
        turns = mover.closes_on + DAY if mover.closes_on is not None else None
        if mover.account_id in by_account or (turns is not None and start <= turns <= end and mover.pence):
            found += _of_account(mover, by_account.get(mover.account_id, []), turns, start, end)
    return found


def _of_account(mover: Mover, movements: Sequence[Movement], turns: date | None, start: date,
                end: date) -> Iterator[AccountCause]:
    sums: defaultdict[tuple[ArrearsCause, bool], list[int]] = defaultdict(lambda: [0, 0])
    pence, former = mover.pence, turns is not None and turns < start
    for one in movements:
        if not former and turns is not None and turns <= one.on:
            _becomes_former(sums, pence)
            former = True
        _step(sums[one.cause, former], pence, pence + one.pence)
        pence += one.pence
    if not former and turns is not None and turns <= end:
        _becomes_former(sums, pence)
    for (cause, was_former), (arrears, credit) in sums.items():
        if arrears or credit:
            yield AccountCause(mover.account_id, cause, was_former, arrears, credit)


def _becomes_former(sums: Mapping[tuple[ArrearsCause, bool], list[int]], pence: int) -> None:
    _step(sums[ArrearsCause.BECAME_FORMER, False], pence, 0)
    _step(sums[ArrearsCause.BECAME_FORMER, True], 0, pence)


def _step(sums: list[int], before: int, after: int) -> None:
    sums[0] += max(0, after) - max(0, before)
    sums[1] += max(0, -after) - max(0, -before)


def by_cause(found: Iterable[AccountCause]) -> tuple[CauseRow, ...]:
    """One row for each cause that changed anything, in the order of the causes."""
    sums: dict[ArrearsCause, list[int]] = {}
    accounts: defaultdict[ArrearsCause, set[int]] = defaultdict(set)
    for one in found:
        row = sums.setdefault(one.cause, [0, 0, 0])
        row[one.former] += one.arrears
        row[2] += one.credits
        accounts[one.cause].add(one.account_id)
    return tuple(CauseRow(cause, current, former, credit, len(accounts[cause])) for cause in ArrearsCause if cause in sums
                 for current, former, credit in [sums[cause]])


def sentence(opening: int, closing: int, rows: Sequence[CauseRow]) -> str:
    """What happened to gross arrears in one sentence, with the largest causes."""
    change = closing - opening
    if not change:
        return f"Gross arrears stayed at {format_pence(closing)}"
    verb = "rose" if change > 0 else "fell"
    largest = sorted((row for row in rows if row.arrears), key=lambda row: -abs(row.arrears))[:3]
    said = ", ".join(f"{row.cause} {'+' if row.arrears > 0 else '−'}{format_pence(abs(row.arrears))}" for row in largest)
    return f"Gross arrears {verb} by {format_pence(abs(change))} to {format_pence(closing)}: {said}"
