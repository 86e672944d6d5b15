"""Looking a key up in memory: how often it was confirmed for an account, and for how many others."""

from collections.abc import Mapping
from typing import NamedTuple

from housingdesk.bank.rules.index import Entry, Index
from housingdesk.bank.rules.memory import Seen
from housingdesk.bank.rules.normalise import Reading

# Two agreeing confirmations make a habit; one may be a mistake.
CONFIRMED = 2


class Remembered(NamedTuple):
    """How often a key was confirmed for an account, ``of`` how often for every account still running."""

    times: int
    of: int
    seen: Seen | None = None

    @property
    def is_sole(self) -> bool:
        """Confirmed at least twice and never for anybody else."""
        return self.times >= CONFIRMED and self.times == self.of


def worth(most: int, times: int, of: int) -> int:
    """``most × share × (1 − ½ⁿ)``, in whole points."""
    return round(most * times / of * (1 - 0.5**times)) if times else 0


class Known(NamedTuple):
    """The accounts that one key was confirmed for, and how often for all of them together."""

    accounts: Mapping[int, Seen]
    of: int

    def recall(self, account_id: int) -> Remembered:
        """What the key says of one account."""
        seen = self.accounts.get(account_id)
        return NEVER if seen is None else Remembered(seen.times, self.of, seen)


NEVER = Remembered(0, 0)
NOTHING = Known({}, 0)


def known(accounts: Mapping[int, Seen], index: Index, reading: Reading) -> Known:
    """What a key is remembered for among accounts still running, or, where none is, among those that ended."""
    by_id = index.by_id
    if len(accounts) == 1:
        [(account_id, seen)] = accounts.items()
        return Known(accounts, seen.times) if account_id in by_id else NOTHING
    on = reading.receipt.on
    of = others = 0
    for account_id, seen in accounts.items():
        entry = by_id.get(account_id)
        if entry is not None and entry.starts <= on and (entry.ends is None or on <= entry.ends):
            of += seen.times
        else:
            others += 1
    return Known(accounts, of) if not others else _sifted(accounts, by_id, reading)


def _sifted(accounts: Mapping[int, Seen], by_id: dict[int, Entry], reading: Reading) -> Known:
    there = {i: seen for i, seen in accounts.items() if i in by_id}
    running = {i: seen for i, seen in there.items() if by_id[i].is_active(reading.receipt.on)} or there
    return Known(running, sum(seen.times for seen in running.values()))
