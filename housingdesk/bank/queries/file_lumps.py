"""Lumps of allpay, card companies and Bacs that wait for their payment file, files that wait for their lump, and what fits.

A lump lies in the control account of its kind, or is still among the bank's lines with that account suggested. Neither is
forgotten: both are listed with the day since when they wait, and are due once they wait for too long.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from housingdesk.bank.models import BankLine, LineState
from housingdesk.bank.queries import payment_files as files
from housingdesk.bank.queries.in_control import COLUMNS, left_in, lump_lines
from housingdesk.bank.queries.payment_files import PaymentFileRow
from housingdesk.bank.rules.payment_files import CONTROLS, FILE_WORDS, apart
from housingdesk.bank.rules.words import FileKind, FileState
from housingdesk.rent.models import Account
from housingdesk.settings.queries import value
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

DAYS = "money.lump_days"
_MOST = 8


@frozen
class FileLump:
    """A sum that waits for its file. ``left_pence``: what of it lies there still; ``posted``: it is in the control account.

    ``days``: since it came; ``sentence`` says all of it.
    """

    bank_line_id: int
    kind: FileKind
    made_on: date
    pence: int
    left_pence: int
    narrative: str
    control_id: int
    days: int
    posted: bool
    sentence: str


@frozen
class FileFit:
    """A lump beside a file: how far they are apart, in words."""

    lump: FileLump
    difference_pence: int
    sentence: str

    @property
    def fits(self) -> bool:
        """Whether the file can be posted against it."""
        return self.difference_pence == 0


@frozen
class WaitingFileRow:
    """A file still to be posted, with the lumps of its sum. ``ready``: there is one, and nothing needs somebody."""

    file: PaymentFileRow
    lumps: tuple[FileLump, ...]
    days: int
    ready: bool
    sentence: str


def controls() -> dict[int, FileKind]:
    """The control accounts of payment files that there are, by id."""
    kinds = {reference: kind for kind, (reference, _) in CONTROLS.items()}
    rows = Account.select(Account.id, Account.reference).where(Account.reference.in_(list(kinds))).tuples()
    return {account: kinds[reference] for account, reference in rows}


def waiting_lumps(on: date) -> tuple[FileLump, ...]:
    """Every sum that waits for its file, the oldest first."""
    kinds = controls()
    if not kinds:
        return ()
    left = left_in(list(kinds))
    found = [_lump(row, kinds[row[6]], left.get(row[0]), on) for row in lump_lines(left, list(kinds))]
    return tuple(sorted(found, key=lambda one: (one.made_on, one.bank_line_id)))


def _lump(row: Any, kind: FileKind, left: int | None, on: date) -> FileLump:
    line, made_on, pence, narrative, payer, state, control = row
    days, rest = (on - made_on).days, pence if left is None else left
    words = narrative if not payer or payer.upper() in narrative.upper() else f"{payer} {narrative}"
    if rest != pence:
        said = f"{format_pence(rest)} of {format_pence(pence)} of {format_date(made_on)} is left in the control account"
    else:
        said = f"{format_pence(pence)} waits for {FILE_WORDS[kind]} {waits(days)}"
    return FileLump(line, kind, made_on, pence, rest, words, control, days, state is LineState.POSTED, said)


def waits(days: int) -> str:
    """Since when something waits: ``since today``, ``since yesterday``, ``for 4 days``."""
    return "since today" if days <= 0 else "since yesterday" if days == 1 else f"for {days:,} days"


def lumps_for(file_id: int, on: date) -> tuple[FileFit, ...]:
    """The sums that a file may explain, those of its amount first, then those nearest to it in amount."""
    head = files.payment_file(file_id)
    found = {one.bank_line_id: one for one in waiting_lumps(on) if one.kind is head.kind and one.left_pence == one.pence}
    for row in BankLine.select(*COLUMNS).where(BankLine.state.in_((LineState.WAITING, LineState.PARKED))
                                               & (BankLine.pence == head.net_pence)).tuples():
        if row[0] not in found:
            found[row[0]] = _lump((*row[:6], head.control_id), head.kind, None, on)
    each = [one.pence for one in files.lines_of(file_id)]
    rows = [FileFit(one, head.net_pence - one.pence, apart(head.pence, head.fee_pence, one.pence, each))
            for one in found.values()]
    last = head.last_on or on
    rows.sort(key=lambda row: (abs(row.difference_pence), abs((row.lump.made_on - last).days), row.lump.bank_line_id))
    return tuple(rows[:_MOST])


def waiting_files(on: date) -> tuple[WaitingFileRow, ...]:
    """The files still to be posted, each with the lumps of its sum that are there; those that are ready first."""
    by_sum: defaultdict[tuple[FileKind, int], list[FileLump]] = defaultdict(list)
    for lump in waiting_lumps(on):
        if lump.left_pence == lump.pence:
            by_sum[lump.kind, lump.pence].append(lump)
    found = []
    for head in files.payment_files(FileState.WAITING):
        mine = tuple(by_sum[head.kind, head.net_pence])
        days = (on - (head.last_on or head.imported_at.date())).days
        found.append(WaitingFileRow(head, mine, days, bool(mine) and not head.asks, _file_words(head, mine, days)))
    return tuple(sorted(found, key=lambda one: (not one.ready, not one.lumps, one.file.id)))


def _file_words(head: PaymentFileRow, lumps: tuple[FileLump, ...], days: int) -> str:
    if head.asks:
        need = f"{head.asks} of its payments need{'s' if head.asks == 1 else ''} you"
        return f"{need}; its money is there" if lumps else need
    if lumps:
        return f"Its money came on {format_date(lumps[0].made_on)}: ready to be posted"
    return f"Waits for its money {waits(days)}, {format_pence(head.net_pence)}"


def files_of_lines(pence_by_line: dict[int, int]) -> dict[int, tuple[int, str]]:
    """The file that waits for the sum of a bank line, with what is said of the line, by the line."""
    sums = files.waiting_sums() if pence_by_line else {}
    return {line: (sums[pence][0].id, f"This is {' or '.join(one.words for one in sums[pence])}")
            for line, pence in pence_by_line.items() if pence in sums}


def due(on: date) -> list[tuple[int | None, date, str]]:
    """Lumps and files that wait for longer than the association lets them: the file's id or None, the day it was up, words."""
    days = int(value(DAYS, on))
    lumps = [(None, one.made_on + timedelta(days), one.sentence) for one in waiting_lumps(on) if one.days >= days]
    late = [(one.file.id, (one.file.last_on or on) + timedelta(days), f"{one.file.name}: {one.sentence}")
            for one in waiting_files(on) if one.ready or one.days >= days]
    return [*lumps, *late]
