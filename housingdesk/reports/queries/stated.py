"""What the bank itself says an account stood at on a day: by its files, lines after the day taken off."""

from bisect import bisect_right
from datetime import date
from itertools import accumulate
from typing import Any

from peewee import fn

from housingdesk.bank.models import BankFile, BankLine, LineState
from housingdesk.values.dates import working_days_between


class Stated:
    """The balances that the files of one bank account give; ``on`` says it for any day."""

    def __init__(self, files: list[tuple[date, date, int]], days: list[tuple[date, int]]) -> None:
        self._files = files
        self._closings = {last: closing for _, last, closing in files}  # of two files to one day the later
        self._days = [day for day, _ in days]
        self._sums = [0, *accumulate(pence for _, pence in days)]

    def on(self, day: date) -> int | None:
        """Pence at the end of a day; None where the bank has stated none for it.

        A balance holds on over days without a line, up to the next file, or over a weekend after the last.
        """
        last = max((last for first, last, _ in self._files if first <= day), default=None)
        if last is None:
            return None
        closing = self._closings[last]
        if last >= day:
            return closing - self._came(day, last)
        moved = bisect_right(self._days, last) != bisect_right(self._days, day)
        followed = any(first > day for first, _, _ in self._files)
        return closing if not moved and (followed or not working_days_between(last, day)) else None

    @property
    def last_on(self) -> date | None:
        """The last day of which the bank has stated a balance."""
        return max((last for _, last, _ in self._files), default=None)

    def lately(self, since: date) -> bool:
        """Whether money moved on the account since a day."""
        return bool(self._days) and self._days[-1] >= since

    def _came(self, after: date, to: date) -> int:
        return self._sums[bisect_right(self._days, to)] - self._sums[bisect_right(self._days, after)]


def stated_by(bank_account_id: int) -> Stated:
    """What the files of one of our bank accounts state."""
    files: Any = (BankFile.select(BankFile.first_on, BankFile.last_on, BankFile.closing_pence)
                  .where((BankFile.account == bank_account_id) & BankFile.closing_pence.is_null(False)
                         & BankFile.first_on.is_null(False) & BankFile.taken_out_at.is_null()).order_by(BankFile.id).tuples())
    days: Any = (BankLine.select(BankLine.made_on, fn.SUM(BankLine.pence))
                 .where((BankLine.account == bank_account_id) & (BankLine.state != LineState.LEFT_OUT))
                 .group_by(BankLine.made_on).order_by(BankLine.made_on).tuples())
    return Stated([(first, last, closing) for first, last, closing in files], [(day, int(pence)) for day, pence in days])
