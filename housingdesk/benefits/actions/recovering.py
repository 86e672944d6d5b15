"""An overpayment is recovered by itself once posted schedules have taken all of it back, and open again when one is taken back.

One that is disputed stays so: that everything was taken does not settle whether it was owed.
"""

from collections.abc import Collection, Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.benefits.models import Overpayment
from housingdesk.benefits.queries.schedule_directory import recovered
from housingdesk.benefits.queries.schedule_lines import Stored
from housingdesk.benefits.rules.words import OverpaymentState


def debts_of(lines: Sequence[Stored]) -> frozenset[int]:
    """The overpayments that some lines take something off."""
    return frozenset(line.overpayment_id for line in lines if line.overpayment_id is not None)


def close_recovered(act: Act, overpayment_ids: Collection[int], on: date) -> int:
    """Those of which everything was taken back by a day are recovered; returns how many. For whoever posts a schedule."""
    rows = [row for row in _rows(in_full(overpayment_ids)) if row.state is OverpaymentState.OPEN]
    for row in rows:
        act.change(row, state=OverpaymentState.RECOVERED, closed_on=max(on, row.notified_on))
    return len(rows)


def reopen_recovered(act: Act, before: frozenset[int], on: date) -> int:
    """Those that a posting of a day closed and that lack something again are open; ``before``: what was taken back in full."""
    rows = [row for row in _rows(before - in_full(before)) if row.state is OverpaymentState.RECOVERED
            and row.closed_on == max(on, row.notified_on)]
    for row in rows:
        act.change(row, state=OverpaymentState.OPEN, closed_on=None)
    return len(rows)


def in_full(overpayment_ids: Collection[int]) -> frozenset[int]:
    """Those of some overpayments of which posted schedules took everything back."""
    back = recovered(overpayment_ids)
    return frozenset(row.id for row in _rows(back) if back[row.id] >= row.pence)


def _rows(overpayment_ids: Collection[int]) -> list[Overpayment]:
    return list(Overpayment.select().where(Overpayment.id.in_(sorted(overpayment_ids)))) if overpayment_ids else []
