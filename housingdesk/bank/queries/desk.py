"""The statement on the desk: the files whose lines are not all dealt with, else the newest one, and how far they are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.bank.models import BankFile, BankLine, LineState


@dataclass(frozen=True, slots=True)
class OnDesk:
    """What is being worked on for one bank account. Pence, money out taken off money in; left-out lines count nowhere."""

    file_ids: tuple[int, ...]
    first_on: date | None
    last_on: date | None
    lines: int
    total_pence: int
    posted: int
    posted_pence: int
    parked: int
    files: int

    @property
    def left(self) -> int:
        """Lines that are not in the books yet, parked ones among them."""
        return self.lines - self.posted

    @property
    def left_pence(self) -> int:
        """What is not in the books yet."""
        return self.total_pence - self.posted_pence


def on_desk(bank_account_id: int) -> OnDesk:
    """The statement on the desk of one bank account; nothing but noughts before the first file."""
    files = _open_files(bank_account_id) or _newest(bank_account_id)
    first, last = (BankFile.select(fn.MIN(BankFile.first_on), fn.MAX(BankFile.last_on))
                   .where(BankFile.id.in_(files or [0])).tuples().get())
    rows: Any = (BankLine.select(BankLine.state, fn.COUNT(BankLine.id), fn.SUM(BankLine.pence))
                 .where(BankLine.file.in_(files or [0])).group_by(BankLine.state).tuples())
    found = {str(state): (int(count), int(pence)) for state, count, pence in rows if state != LineState.LEFT_OUT}
    posted, posted_pence = found.get(LineState.POSTED, (0, 0))
    return OnDesk(tuple(files), first, last, sum(n for n, _ in found.values()), sum(p for _, p in found.values()), posted,
                  posted_pence, found.get(LineState.PARKED, (0, 0))[0], len(files))


def _open_files(bank_account_id: int) -> list[int]:
    still = (BankLine.account == bank_account_id) & BankLine.state.in_((LineState.WAITING, LineState.PARKED))
    return [row[0] for row in BankLine.select(BankLine.file).where(still).distinct().order_by(BankLine.file).tuples()]


def _newest(bank_account_id: int) -> list[int]:
    query = BankFile.select(BankFile.id).where((BankFile.account == bank_account_id) & BankFile.taken_out_at.is_null())
    row = query.order_by(BankFile.last_on.desc(), BankFile.id.desc()).tuples().first()
    return [row[0]] if row else []
