"""What the posts of the past taught the matcher: gathered as they are made, to be stored once at the end."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from housingdesk.bank.parsers.reading import Line
from housingdesk.bank.rules.memory import MemoryKind, MemoryRow, keys_of
from housingdesk.bank.rules.receipts import Receipt

_Key = tuple[MemoryKind, str]
_NEVER = (0, date.min)


class Lessons:
    """How often each key was confirmed for each account, and when last."""

    def __init__(self) -> None:
        self._seen: dict[tuple[_Key, int], tuple[int, date]] = {}

    def learn(self, line: Line, account: int, on: date) -> None:
        """One whole line that was posted to a person's account on a day; money out teaches nothing."""
        if line.pence <= 0:
            return
        for key in _keys(line.narrative, line.payer, line.reference, line.payer_account, line.pence):
            pair = key, account
            times, last = self._seen.get(pair, _NEVER)
            self._seen[pair] = times + 1, on if on > last else last

    def rows(self) -> Iterator[MemoryRow]:
        """Everything learned, in the order in which it was met first."""
        for ((kind, key), account), (times, last) in self._seen.items():
            yield MemoryRow(kind, key, account, times, last)


@lru_cache(maxsize=50_000)
def _keys(narrative: str, payer: str | None, reference: str | None, payer_account: str | None,
          pence: int) -> tuple[_Key, ...]:
    """The keys of a line, none of which depends on its day."""
    return keys_of(Receipt(0, date.min, pence, narrative, payer, reference, payer_account))
