"""Dividing one receipt among accounts: what is left while typing, ``=`` for the rest, and parts that sum to the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from housingdesk.bank.rules.receipts import AccountFacts
from housingdesk.values.money import format_pence, parse_money
from housingdesk.values.problems import Problem

REST = None
_MOST_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Share:
    """One row of a split: an account and its pence; None stands for ``=``, the rest."""

    account_id: int
    pence: int | None


def parse_share(text: str) -> int | None:
    """Pence from what is typed in a row: an amount, or ``=`` for the rest; ValueError with a sentence otherwise."""
    return REST if text.strip() == "=" else parse_money(text)


def left(total_pence: int, shares: Sequence[Share]) -> int:
    """The pence not yet given to a row, rows of ``=`` counting nothing.

    >>> left(13240, [Share(1, 11240), Share(2, None)])
    2000
    """
    return total_pence - sum(share.pence or 0 for share in shares)


def filled(total_pence: int, shares: Sequence[Share]) -> tuple[Share, ...]:
    """The rows with ``=`` filled by what is left; unchanged when there is none.

    >>> filled(13240, [Share(1, 11240), Share(2, None)])[1].pence
    2000
    """
    rest = left(total_pence, shares)
    out: list[Share] = []
    for share in shares:
        if share.pence is None:
            share, rest = Share(share.account_id, rest), 0
        out.append(share)
    return tuple(out)


def problems(total_pence: int, shares: Sequence[Share]) -> list[Problem]:
    """What keeps a split from being posted, each naming its row (``row 2``) or ``split``; none when it is right."""
    found: list[Problem] = []
    if len(shares) < 2:
        found.append(Problem("split", "A split needs at least two rows"))
    if sum(share.pence is None for share in shares) > 1:
        found.append(Problem("split", "Only one row can take the rest with ="))
        return found
    sign = 1 if total_pence > 0 else -1
    accounts: set[int] = set()
    for number, share in enumerate(filled(total_pence, shares), 1):
        if (share.pence or 0) * sign <= 0:
            found.append(Problem(f"row {number}", f"{format_pence(share.pence or 0)} cannot be posted as a part of "
                                 f"{format_pence(total_pence)}"))
        if share.account_id in accounts:
            found.append(Problem(f"row {number}", "This account is in the split twice"))
        accounts.add(share.account_id)
    rest = left(total_pence, filled(total_pence, shares))
    if rest:
        words = "is left" if rest * sign > 0 else "too much is given"
        found.append(Problem("split", f"{format_pence(abs(rest))} {words}"))
    return found


def suggested(total_pence: int, accounts: Sequence[AccountFacts]) -> tuple[Share, ...]:
    """A split of a receipt into the usual amounts of two or three accounts (rent and garage), if just one way sums.

    Empty when none or several do: a person then splits by hand.
    """
    ways: set[tuple[Share, ...]] = set()
    ordered = sorted(accounts, key=lambda a: a.account_id)
    for size in range(2, min(_MOST_SUGGESTED, len(ordered)) + 1):
        for chosen in combinations(ordered, size):
            ways.update(_ways(total_pence, chosen))
    return ways.pop() if len(ways) == 1 else ()


def _ways(total_pence: int, chosen: Sequence[AccountFacts]) -> set[tuple[Share, ...]]:
    """Every way to make a total from one usual amount of each account."""
    first, rest = chosen[0], chosen[1:]
    ways: set[tuple[Share, ...]] = set()
    for pence, _ in first.usual:
        if not rest and pence == total_pence > 0:
            ways.add((Share(first.account_id, pence),))
        elif rest and 0 < pence < total_pence:
            ways.update((Share(first.account_id, pence), *way) for way in _ways(total_pence - pence, rest))
    return ways
