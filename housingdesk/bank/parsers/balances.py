"""Whether the figures of a statement agree: opening + lines = closing, and a running balance line by line.

A disagreement is a warning and stops nothing by itself: a page may be missing, or the file was altered.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from housingdesk.bank.parsers.reading import Line, Statement
from housingdesk.values.money import decimal_text
from housingdesk.values.problems import Problem
from housingdesk.values.tables.refusing import warn


@dataclass(frozen=True, slots=True)
class Walk:
    """The running balance of a list of entries. ``order`` is None when the balances do not follow from the amounts;
    ``broken_at`` is then the index of the first entry that does not."""

    order: str | None
    opening: int | None
    closing: int | None
    checked: int
    broken_at: int | None = None


def agrees(opening: int | None, closing: int | None, lines: Sequence[Line]) -> bool | None:
    """Whether opening + booked lines = closing; None when the file does not give both balances."""
    if opening is None or closing is None:
        return None
    return opening + sum(line.pence for line in lines if line.status == "booked") == closing


def disagreement(statement: Statement) -> Problem | None:
    """The warning of a statement whose lines do not lead from opening to closing balance."""
    if statement.adds_up is not False or statement.opening is None or statement.closing is None:
        return None
    total = sum(line.pence for line in statement.lines if line.status == "booked")
    first = next((line.line_no for line in statement.lines if line.line_no), None)
    return warn(f"The statement{of_account(statement)} does not add up: opening balance {decimal_text(statement.opening)} "
                f"and its lines {decimal_text(total)} make {decimal_text(statement.opening + total)}, but it closes at "
                f"{decimal_text(statement.closing)}. A page or a line may be missing.", first, field="balance")


def of_account(statement: Statement) -> str:
    """`` of account 60000112345678``, or nothing."""
    return f" of account {statement.account}" if statement.account else ""


def gaps(statements: Sequence[Statement]) -> list[Problem]:
    """Warnings where statements of one account in one file do not carry on from one another, in whatever order."""
    by_account: dict[tuple[str | None, str | None], list[tuple[int, int]]] = {}
    for statement in statements:
        if statement.opening is not None and statement.closing is not None:
            key = (statement.account, statement.currency)
            by_account.setdefault(key, []).append((statement.opening, statement.closing))
    return [warn(f"The statements of account {account or 'without a number'} in this file do not carry on from one "
                 "another: one may be missing or there twice.", field="balance")
            for (account, _), ends in by_account.items() if not _carry_on(ends)]


def ends(statements: Sequence[Statement]) -> tuple[int | None, int | None]:
    """Opening and closing balance of statements of one account taken together, in whatever order they stand in the file."""
    starts, stops = Counter(s.opening for s in statements), Counter(s.closing for s in statements)
    first, last = starts - stops, stops - starts
    if len(statements) > 1 and first.total() == last.total() == 1 and None not in starts and None not in stops:
        return next(iter(first)), next(iter(last))
    return (statements[0].opening, statements[-1].closing) if statements else (None, None)


def _carry_on(pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether pairs of opening and closing balance form one chain: a balanced and connected walk."""
    if all(one[1] == other[0] for one, other in pairwise(pairs)):
        return True
    starts, ends = Counter(start for start, _ in pairs), Counter(end for _, end in pairs)
    if (starts - ends).total() > 1:
        return False
    reached, waiting = set(), [pairs[0][0]]
    while waiting:
        balance = waiting.pop()
        reached.add(balance)
        waiting += [other for pair in pairs if balance in pair for other in pair if other not in reached]
    return all(start in reached for start, _ in pairs)


def walk(amounts: Sequence[int], balances: Sequence[int | None], newest_first: bool | None = None) -> Walk:
    """Checks a running balance: oldest first, newest first, or the right entries in another order.

    ``newest_first`` is the order the dates suggest, tried first. Blank balances are passed over.
    """
    orders = (True, False) if newest_first else (False, True)
    walks = [_walk(amounts, balances, backwards) for backwards in orders]
    for found in walks:
        if found.order:
            return found
    return _any_order(amounts, balances, newest_first) or max(walks, key=lambda found: found.checked)


def _walk(amounts: Sequence[int], balances: Sequence[int | None], newest_first: bool) -> Walk:
    indexes = range(len(amounts) - 1, -1, -1) if newest_first else range(len(amounts))
    opening = known = None
    since = checked = 0
    broken_at = None
    for index in indexes:
        since += amounts[index]
        balance = balances[index]
        if balance is None:
            continue
        if known is None:
            opening = balance - since
        elif known + since == balance:
            checked += 1
        elif broken_at is None:
            broken_at = index
        known, since = balance, 0
    closing = known if known is not None and indexes and balances[indexes[-1]] is not None else None
    order = None if broken_at is not None else "newest first" if newest_first else "oldest first"
    return Walk(order, opening, closing, checked, broken_at)


def _any_order(amounts: Sequence[int], balances: Sequence[int | None], newest_first: bool | None) -> Walk | None:
    """Entries out of order still form one chain: each balance before is the balance after of another, but for the ends."""
    pairs = [(balance - pence, balance) for pence, balance in zip(amounts, balances, strict=True) if balance is not None]
    if len(pairs) != len(amounts):
        return None
    starts, ends = Counter(start for start, _ in pairs), Counter(end for _, end in pairs)
    first, last = starts - ends, ends - starts
    if first.total() > 1:
        return None
    if not first:
        edge = pairs[-1 if newest_first else 0][0]
        return Walk("out of order", edge, edge, len(pairs) - 1)
    return Walk("out of order", next(iter(first)), next(iter(last)), len(pairs) - 1)


def walk_in_words(found: Walk, count: int) -> str:
    """What the running balance proves, said to the person who chose the columns."""
    if found.order and found.checked:
        return "The balance column agrees with every payment."
    if found.order:
        return "There are too few balances to prove the amounts."
    return f"The balance column agrees with {found.checked} of {max(count - 1, 1)} payments: look at signs and columns."
