"""The head of a payment file: its sum less fees, the line of the bank it is held against, and how far they are apart."""

from collections.abc import Callable, Sequence
from datetime import date

from housingdesk.bank.queries.file_lumps import FileFit, waits
from housingdesk.bank.queries.payment_files import PaymentFileRow
from housingdesk.bank.rules.payment_files import many
from housingdesk.bank.rules.words import FileState
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.sum_head import SumHead
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence


class FileHead(SumHead):
    """Its payments less fees, against the line of the bank."""

    def __init__(self, chosen: Callable[[int | None], object], post: Callable[[], object]) -> None:
        super().__init__("Post the file", chosen, post)

    def show_file(self, head: PaymentFileRow, fits: Sequence[FileFit], bank_line_id: int | None, on: date) -> None:
        """Everything anew, held against one line of the bank."""
        fees = f" less {format_pence(head.fee_pence)} fees is {format_pence(head.net_pence)}" if head.fee_pence else ""
        self.total.setText(f"Payments {format_pence(head.pence)}{fees}")
        lines = [(fit.lump.bank_line_id, _lump_words(fit, on)) for fit in fits]
        self.hold_against(lines, bank_line_id, waits=head.state is FileState.WAITING)
        fit = next((one for one in fits if one.lump.bank_line_id == bank_line_id), None)
        self.checks.show_checks(_checks(head, fit, on))


def _lump_words(fit: FileFit, on: date) -> str:
    return f"{format_short(fit.lump.made_on, on)}  {format_pence(fit.lump.pence)}  {fit.lump.narrative}"[:70]


def _checks(head: PaymentFileRow, fit: FileFit | None, on: date) -> list[tuple[Status, str]]:
    made: list[tuple[Status, str]] = []
    if head.state is FileState.POSTED:
        made.append((Status.GOOD, "Posted. Undo, or “Take the file back”, reverses it as one"))
    elif head.state is FileState.PUT_ASIDE:
        made.append((Status.NEUTRAL, f"Put aside: {head.note}"))
    elif fit is not None:
        made.append((Status.GOOD if fit.fits else Status.LATE, fit.sentence))
    else:
        days = waits((on - (head.last_on or on)).days)
        made.append((Status.INFORMATION, f"It waits for its money {days}: {format_pence(head.net_pence)} has not come"))
    if head.asks and head.state is FileState.WAITING:
        made.append((Status.LATE, f"{many(head.asks)} need{'s' if head.asks == 1 else ''} you"))
    if head.unidentified_pence:
        words = "lies" if head.state is FileState.POSTED else "will lie"
        made.append((Status.DUE, f"{format_pence(head.unidentified_pence)} {words} among unidentified money"))
    return made
