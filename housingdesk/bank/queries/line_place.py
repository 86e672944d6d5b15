"""Says where on Money in a bank line stands: which bank account, and which pile."""

from dataclasses import dataclass

from housingdesk.bank.models import BankLine, LineState

_PILES = {LineState.PARKED: "parked", LineState.POSTED: "posted", LineState.LEFT_OUT: "all"}


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A bank line's bank account and the pile it is in: its tier while it waits, else parked, posted, or only "all"."""

    line_id: int
    bank_account_id: int
    pile: str


def line_place(line_id: int) -> LinePlace | None:
    """Where a line stands; none when its file was taken out again."""
    row = BankLine.select(BankLine.account, BankLine.state, BankLine.tier).where(BankLine.id == line_id).tuples().first()
    if row is None:
        return None
    account, state, tier = row
    return LinePlace(line_id, account, _PILES.get(LineState(state), str(tier)))
