"""The lists behind lump sums as they were posted: from the control account to the people's accounts.

A list is posted once both it and its money have come. What was held back out of somebody's benefit is charged to the
account whose overpaid benefit it was, beside the rent.
"""

from dataclasses import dataclass
from datetime import date

from housingdesk.demo.lines import Schedule, ScheduleKind, ScheduleLine
from housingdesk.demo.office import HB_CONTROL
from housingdesk.demo.places import COUNCILS, SUPPORT_PROVIDERS
from housingdesk.rent.rules.words import BatchKind, Payer
from housingdesk.values.dates import DAY, format_date

_CONTROL = {ScheduleKind.DEDUCTIONS: "universal_credit", ScheduleKind.CARD: "allpay",
            ScheduleKind.DIRECT_DEBIT: "direct_debit", ScheduleKind.SUPPORT: "support"}
_OUTLETS = {"P": "Paid at the Post Office", "T": "Paid at PayPoint", "Z": "Paid at Payzone", "N": "Paid by telephone",
            "B": "Paid online"}


@dataclass(frozen=True, slots=True)
class Posted:
    """A list's title, the control account its money waited on, and the kind of batch it is."""

    kind: BatchKind
    title: str
    control: str
    payer: Payer


def posted(schedule: Schedule) -> Posted:
    """How a list is posted."""
    day = format_date(schedule.paid_on)
    if schedule.kind is ScheduleKind.HB:
        return Posted(BatchKind.BENEFIT, f"Housing Benefit of {COUNCILS[schedule.source - 1].name}, paid {day}",
                      HB_CONTROL[schedule.source], Payer.HB)
    if schedule.kind is ScheduleKind.SUPPORT:
        title = f"Support charges, {SUPPORT_PROVIDERS[schedule.source - 1].name}, {day}"
        return Posted(BatchKind.TRANSFER, title, _CONTROL[schedule.kind], Payer.SUPPORT)
    title = {ScheduleKind.DEDUCTIONS: "Deductions from Universal Credit", ScheduleKind.CARD: "allpay payments",
             ScheduleKind.DIRECT_DEBIT: "Direct debits"}[schedule.kind]
    kind = BatchKind.BENEFIT if schedule.kind is ScheduleKind.DEDUCTIONS else BatchKind.TRANSFER
    return Posted(kind, f"{title}, {day}", _CONTROL[schedule.kind], Payer.TENANT)


def text_of(schedule: Schedule, line: ScheduleLine) -> str:
    """What the statement says of one person's part."""
    if schedule.kind is ScheduleKind.HB:
        return f"Housing Benefit to {format_date((line.period_to or schedule.paid_on) - DAY)}"
    if schedule.kind is ScheduleKind.CARD:
        return _OUTLETS.get(line.claim, "Paid by card")
    return {ScheduleKind.DEDUCTIONS: "Deducted from Universal Credit", ScheduleKind.DIRECT_DEBIT: "Direct debit",
            ScheduleKind.SUPPORT: "Paid by the support provider"}[schedule.kind]


def period_of(line: ScheduleLine) -> tuple[date | None, date | None]:
    """The days a part is for; none where it makes up for days that an earlier list named."""
    start, end = line.period_from, line.period_to
    return (start, end) if start is not None and end is not None and start < end else (None, None)


def effective_on(schedule: Schedule, line: ScheduleLine) -> date:
    """The day from which the money counts: when it was paid over the counter, else when the sum came."""
    return line.on if schedule.kind is ScheduleKind.CARD else schedule.paid_on


def recovery_text(schedule: Schedule) -> str:
    """What the statement says to whoever's overpaid benefit was held back out of a payment."""
    return (f"Overpaid Housing Benefit, held back by {COUNCILS[schedule.source - 1].name} out of its payment of "
            f"{format_date(schedule.paid_on)}")
