"""The shapes of the three-way proof and when it holds: bank, control accounts and ledger, day by day. Pure."""

from datetime import date

from housingdesk.reports.rules.open_items import OpenItem
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen


@frozen
class BankDay:
    """One bank account at the end of a day, pence: as the bank states, by its lines, in the books; and what is not posted."""

    on: date
    stated: int | None
    lines: int
    ledger: int
    open_pence: int
    open_lines: int

    @property
    def agreed(self) -> bool:
        """Every line is posted, and the books stand at what the lines come to and the bank states."""
        return not self.open_lines and self.lines == self.ledger and self.stated in (None, self.ledger)


@frozen
class Difference:
    """One thing that stands between bank and books, in words; ``line_id`` is the bank's line, if it is one."""

    on: date
    words: str
    pence: int
    line_id: int | None


@frozen
class BankWay:
    """One bank account over the days of a period."""

    account_id: int
    name: str
    reference: str
    opening: int
    days: tuple[BankDay, ...]
    differences: tuple[Difference, ...]

    @property
    def agreed(self) -> bool:
        """Whether it agrees at the end of the last day."""
        return self.days[-1].agreed

    @property
    def sentence(self) -> str:
        """How it stands at the end of the last day."""
        last = self.days[-1]
        if last.open_lines:
            return (f"{self.name}: {last.open_lines:,} lines to {format_date(last.on)}, {format_pence(last.open_pence)}, "
                    f"are not posted")
        if last.stated is None and last.lines == last.ledger:
            return f"{self.name}: every line to {format_date(last.on)} is posted; the bank has stated no balance for that day"
        if last.agreed:
            return f"{self.name}: bank and ledger agree at {format_pence(last.ledger)} on {format_date(last.on)}"
        stated = last.lines if last.stated is None else last.stated
        return (f"{self.name}: the bank stands at {format_pence(stated)}, the books at {format_pence(last.ledger)} on "
                f"{format_date(last.on)}")


@frozen
class ControlRow:
    """One suspense or control account: the money that waits in it before and after, and what that consists of; pence."""

    account_id: int
    reference: str
    name: str
    kind: str
    opening: int
    closing: int
    items: tuple[OpenItem, ...]

    @property
    def holds(self) -> bool:
        """Whether what it consists of comes to what it holds."""
        return -sum(item.pence for item in self.items) == self.closing


@frozen
class LedgerRow:
    """What people owe on accounts of one sort: before, after, and what the nominal journal makes of it; pence."""

    sort: str
    opening: int
    closing: int
    nominal: int

    @property
    def agrees(self) -> bool:
        """Whether the ledger and the nominal agree."""
        return self.closing == self.nominal

    @property
    def sentence(self) -> str:
        """In words."""
        if self.agrees:
            return f"{self.sort.capitalize()}: ledger and nominal agree at {format_pence(self.closing)}"
        return f"{self.sort.capitalize()}: the ledger stands at {format_pence(self.closing)}, the nominal at " \
               f"{format_pence(self.nominal)}"


@frozen
class ThreeWay:
    """The proof of a period, with the ledger's head by which it can be found again."""

    start: date
    end: date
    banks: tuple[BankWay, ...]
    controls: tuple[ControlRow, ...]
    debtors: tuple[LedgerRow, ...]
    faults: tuple[str, ...]
    head_sequence: int
    head_hash: str

    @property
    def ledger_holds(self) -> bool:
        """Whether the ledger agrees with the nominal and every control account with what it consists of."""
        return (all(row.agrees for row in self.debtors) and all(row.holds for row in self.controls) and not self.faults)

    @property
    def holds(self) -> bool:
        """Whether bank, control accounts and ledger agree at the end."""
        return self.ledger_holds and all(bank.agreed for bank in self.banks)
