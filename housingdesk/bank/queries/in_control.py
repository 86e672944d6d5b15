"""What is left of each lump in the control accounts: lumps less what schedules and payment files explained of them.

What was moved out of an account in other ways is set against the lump of that sum nearest in time, then against the oldest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from housingdesk.bank.models import BankLine, LineState
from housingdesk.bank.queries.payment_files import posted_files_on
from housingdesk.benefits.queries import schedules as benefit_schedules
from housingdesk.rent.models import Batch, Entry
from housingdesk.rent.rules.words import EntryKind

COLUMNS = (BankLine.id, BankLine.made_on, BankLine.pence, BankLine.narrative, BankLine.payer, BankLine.state,
           BankLine.proposed)


def left_in(controls: Sequence[int]) -> dict[int, int]:
    """What is left of each lump in the control accounts, by bank line; those that are explained are left out."""
    undone = {row[0] for row in Entry.select(Entry.reverses).where(
        Entry.account.in_(list(controls)) & Entry.reverses.is_null(False)).tuples()}
    rows = list(Entry.select(Entry.id, Entry.account, Entry.batch, Entry.kind, Entry.effective_on, Entry.pence, Entry.bank_line)
                .where(Entry.account.in_(list(controls)) & Entry.reverses.is_null()).order_by(Entry.id).tuples())
    standing = [row for row in rows if row[0] not in undone]
    lumps = {row[6]: (row[1], row[4], -row[5]) for row in standing if row[6] is not None and row[5] < 0}
    moved = {row[2]: row for row in standing if row[3] is EntryKind.TRANSFER and row[5] > 0}
    left = {line: pence for line, (_, _, pence) in lumps.items()}
    for line, batch in _explained(lumps).items():
        entry = moved.pop(batch, None)
        left[line] -= entry[5] if entry is not None else 0
    returns, again = _returned(controls)
    paid_back = _besides([row for row in standing if row[6] is not None and row[5] > 0], returns)
    _set_against(lumps, left, (*(row for batch, row in moved.items() if batch not in again), *paid_back))
    return {line: pence for line, pence in left.items() if pence}


def _returned(controls: Sequence[int]) -> tuple[dict[int, int], set[int]]:
    """What Bacs reported as returned, by account, which the bank debits beside every lump; and batches that credited again."""
    rows = list(Entry.select(Entry.account, Entry.batch, Entry.pence).join(Batch).where(Entry.account.in_(list(controls)) & (
        Batch.key.startswith("ddreturn:") | Batch.key.startswith("ddback:"))).tuples())
    sums: defaultdict[int, int] = defaultdict(int)
    for account, _, pence in rows:
        sums[account] -= pence
    return sums, {batch for _, batch, _ in rows}


def _besides(paid_back: Sequence[Any], returns: dict[int, int]) -> list[Any]:
    """Debits of the bank that no returned payments explain."""
    found = []
    for row in paid_back:
        if row[5] <= returns.get(row[1], 0):
            returns[row[1]] -= row[5]
        else:
            found.append(row)
    return found


def _explained(lines: Collection[int]) -> dict[int, int]:
    """The batches of the schedules and payment files that are posted against these lines, by the line."""
    found = {line: schedule.batch_id or 0 for line, schedule in benefit_schedules.posted_on(lines).items()}
    return found | {line: file.batch_id or 0 for line, file in posted_files_on(lines).items()}


def _set_against(lumps: dict[int, tuple[int, date, int]], left: dict[int, int], out: Iterable[Any]) -> None:
    """Money that left without a list, or was paid back, belongs to the lump with that much left that is nearest in time.

    What equals none lessens those that a list explained in part, then the oldest: all together is what lies in the account.
    """
    by_sum: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for line, (control, _, _) in lumps.items():
        by_sum[control, left[line]].append(line)
    others = []
    for entry in out:
        same = by_sum.get((entry[1], entry[5]))
        if same:
            nearest = min(same, key=lambda line: abs((lumps[line][1] - entry[4]).days))
            same.remove(nearest)
            left[nearest] = 0
        else:
            others.append(entry)
    for entry in others:
        _lessen(lumps, left, entry[1], entry[5])


def _lessen(lumps: dict[int, tuple[int, date, int]], left: dict[int, int], account: int, pence: int) -> None:
    theirs = [line for line, (control, _, _) in lumps.items() if control == account and left[line] > 0]
    for line in sorted(theirs, key=lambda line: (left[line] == lumps[line][2], lumps[line][1], line)):
        part = min(pence, left[line])
        left[line] -= part
        pence -= part


def lump_lines(left: Collection[int], controls: Sequence[int]) -> list[Any]:
    """The bank's lines of these lumps (``COLUMNS``, the account each lies in last), and those still to be posted to one."""
    ordered, found = sorted(left), list[Any]()
    for at in range(0, len(ordered), 5_000):
        found += list(BankLine.select(*COLUMNS[:-1], Entry.account).join(Entry, on=(Entry.bank_line == BankLine.id)).where(
            BankLine.id.in_(ordered[at:at + 5_000]) & Entry.account.in_(list(controls)) & (Entry.pence < 0)
            & (Entry.batch == BankLine.batch)).tuples())
    return found + list(BankLine.select(*COLUMNS).where(
        BankLine.state.in_((LineState.WAITING, LineState.PARKED)) & (BankLine.pence > 0)
        & BankLine.proposed.in_(list(controls))).tuples())
