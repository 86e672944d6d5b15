"""The head of a payment file: its sum less fees, the line of the bank it is held against, and how far they are apart."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from housingdesk.bank.queries.file_lumps import FileFit, waits
from housingdesk.bank.queries.payment_files import PaymentFileRow
from housingdesk.bank.rules.payment_files import many
from housingdesk.bank.rules.words import FileState
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import button, label
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence


class FileHead(Card):
    """Sum and money side by side; under them what agrees and what does not, and the verb."""

    def __init__(self, chosen: Callable[[int | None], object], post: Callable[[], object]) -> None:
        super().__init__(margin=12, gap=6)
        self._chosen, self._waits = chosen, False
        self.total = label("", "strong", wrap=True)
        self.lump = Choice([(None, "Its money has not come")])
        self.lump.setAccessibleName("Line of the bank")
        self.lump.edited.connect(self._said)
        self.post = button("Post the file", post, key="Ctrl+Enter", kind="primary")
        row = QWidget()
        inside = QHBoxLayout(row)
        theme.lay(inside, gap=10)
        inside.addWidget(self.total, 2)
        inside.addWidget(self.lump, 3)
        inside.addWidget(self.post)
        self.checks = Checks()
        self.add(row)
        self.add(self.checks)

    def hide_button(self, asked: bool) -> None:
        """While the bar above asks once more, its button is the only one."""
        self.post.setVisible(self._waits and not asked)

    def _said(self) -> None:
        self._chosen(self.lump.value())

    def show_file(self, head: PaymentFileRow, fits: Sequence[FileFit], bank_line_id: int | None, on: date) -> None:
        """Everything anew, held against one line of the bank."""
        fees = f" less {format_pence(head.fee_pence)} fees is {format_pence(head.net_pence)}" if head.fee_pence else ""
        self.total.setText(f"Payments {format_pence(head.pence)}{fees}")
        self._waits = waiting = head.state is FileState.WAITING
        self.lump.set_options([(fit.lump.bank_line_id, _lump_words(fit, on)) for fit in fits]
                              or [(None, "Its money has not come")])
        self.lump.set_value(bank_line_id)
        self.lump.setEnabled(len(fits) > 1)
        fit = next((one for one in fits if one.lump.bank_line_id == bank_line_id), None)
        for widget in (self.post, self.lump):
            widget.setVisible(waiting)
        self.post.setEnabled(fit is not None)
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
