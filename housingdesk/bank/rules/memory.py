"""What confirmed posts taught: which accounts a bank account, a wording, a payer or a payer's amount paid before.

Only a person's confirmation teaches; taking a post back unlearns it. Kept as rows, loaded for the keys of one file.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from housingdesk.bank.rules.normalise import Reading, read
from housingdesk.bank.rules.receipts import Receipt


class MemoryKind(StrEnum):
    """What a memory is keyed by, from the surest to the weakest."""

    BANK = "bank"
    WORDING = "wording"
    PAYER = "payer"
    AMOUNT = "amount"


class MemoryRow(NamedTuple):
    """One remembered fact: this key was confirmed for this account so many times, last on this day."""

    kind: MemoryKind
    key: str
    account_id: int
    times: int
    last_on: date


class Seen(NamedTuple):
    """How often a key was confirmed for one account, and when last."""

    times: int
    last_on: date


def keys_of(receipt: Receipt | Reading) -> tuple[tuple[MemoryKind, str], ...]:
    """The keys under which a receipt is remembered and looked up; a receipt that says nothing has none."""
    reading = receipt if isinstance(receipt, Reading) else read(receipt)
    keys = ((_BANK, reading.bank_key), (_WORDING, reading.wording_key), (_PAYER, reading.payer_key),
            (_AMOUNT, reading.amount_key))
    if reading.bank_key and reading.payer_key:  # then the others say something too
        return keys
    return tuple([pair for pair in keys if pair[1]])


_BANK, _WORDING, _PAYER, _AMOUNT = MemoryKind.BANK, MemoryKind.WORDING, MemoryKind.PAYER, MemoryKind.AMOUNT


class Memory:
    """The remembered rows of some keys, by kind and key, then account."""

    __slots__ = ("amount", "bank", "payer", "wording")

    def __init__(self, rows: Iterable[MemoryRow] = ()) -> None:
        self.bank: dict[str, dict[int, Seen]] = {}
        self.wording: dict[str, dict[int, Seen]] = {}
        self.payer: dict[str, dict[int, Seen]] = {}
        self.amount: dict[str, dict[int, Seen]] = {}
        for row in rows:
            self.load(row.kind, (row[1:],))

    def load(self, kind: MemoryKind, rows: Iterable[tuple[str, int, int, date]]) -> None:
        """Take in rows of one kind as they are kept: key, account, how many times, last on."""
        accounts_of = self._of(kind)
        for key, account_id, times, last_on in rows:
            accounts = accounts_of.get(key)
            if accounts is None:
                accounts_of[key] = {account_id: Seen(times, last_on)}
            else:
                accounts[account_id] = Seen(times, last_on)

    def learn(self, receipt: Receipt | Reading, account_id: int) -> list[MemoryRow]:
        """Remember one confirmed post; returns the rows as they now stand, for storing."""
        on = receipt.receipt.on if isinstance(receipt, Reading) else receipt.on
        return [self._change(kind, key, account_id, 1, on) for kind, key in keys_of(receipt)]

    def forget(self, receipt: Receipt | Reading, account_id: int) -> list[MemoryRow]:
        """Unlearn a post that was taken back or corrected; returns the rows as they now stand, nil times to be deleted."""
        on = receipt.receipt.on if isinstance(receipt, Reading) else receipt.on
        return [self._change(kind, key, account_id, -1, on) for kind, key in keys_of(receipt)]

    def rows(self) -> list[MemoryRow]:
        """Everything remembered, in order of kind, key and account."""
        return [MemoryRow(kind, key, account_id, seen.times, seen.last_on)
                for kind in MemoryKind for key, accounts in sorted(self._of(kind).items())
                for account_id, seen in sorted(accounts.items())]

    def _of(self, kind: MemoryKind) -> dict[str, dict[int, Seen]]:
        return {MemoryKind.BANK: self.bank, MemoryKind.WORDING: self.wording, MemoryKind.PAYER: self.payer,
                MemoryKind.AMOUNT: self.amount}[kind]

    def _change(self, kind: MemoryKind, key: str, account_id: int, by: int, on: date) -> MemoryRow:
        accounts = self._of(kind).setdefault(key, {})
        before = accounts.get(account_id)
        times = max(0, (before.times if before else 0) + by)
        last_on = max(on, before.last_on) if before else on
        if times:
            accounts[account_id] = Seen(times, last_on)
        else:
            accounts.pop(account_id, None)
            if not accounts:
                del self._of(kind)[key]
        return MemoryRow(kind, key, account_id, times, last_on)
