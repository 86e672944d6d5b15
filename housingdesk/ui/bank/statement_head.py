"""The head of Money in: which statement is on the desk, how much of it is posted, and whether bank and books agree."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from housingdesk.bank.queries.desk import OnDesk
from housingdesk.bank.queries.our_accounts import BankAccountRow
from housingdesk.bank.queries.reconcile import BankProof
from housingdesk.ui.kit.header import Header
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.notices import MessageBar
from housingdesk.values.dates import format_date, format_long
from housingdesk.values.money import format_pence

_NO_ACCOUNT = "No bank account yet. Add the one that rent is paid into, then open its statement here"


class StatementHead:
    """Fills the head of the page, and the bar under it that says when a file may be missing."""

    def __init__(self, header: Header, body: QVBoxLayout) -> None:
        self._header = header
        self.gap = MessageBar("", Status.DUE, closable=False)
        self.gap.hide()
        body.addWidget(self.gap)

    def show_nothing(self) -> None:
        """There is no bank account yet."""
        self._header.set_subtitle(_NO_ACCOUNT)

    def show(self, account: BankAccountRow, found: OnDesk, proof: BankProof) -> None:
        """The statement on the desk and the two named states."""
        parts = [f"{account.name} ending {account.number[-4:]}"]
        if found.first_on and found.last_on:
            parts.append(span(found.first_on, found.last_on))
        if found.lines:
            parts.append(f"{found.lines:,} line{'s' if found.lines != 1 else ''}")
        if found.files > 1:
            parts.append(f"{found.files} files")
        self._header.set_subtitle(" · ".join(parts) if found.lines else f"{parts[0]} · no statement yet")
        self._header.set_figures([("Statement", _net(found.total_pence)), ("Posted", _net(found.posted_pence)),
                                  ("Left", _net(found.left_pence))])
        self._header.set_chips(states(proof) if found.lines and proof.posted else [])
        self.gap.setVisible(bool(proof.gaps))
        if proof.gaps:
            self.gap.say(". ".join(proof.gaps[-2:]))


def _net(pence: int) -> str:
    """Money in less money out; a statement with a transfer to another account of ours may come to money out."""
    return f"{format_pence(-pence)} out" if pence < 0 else format_pence(pence)


def states(proof: BankProof) -> list[tuple[str, Status]]:
    """*Posted* and *Agreed to bank*, as two things, or what stands between them."""
    if not proof.posted:
        return [(f"{proof.open_lines:,} lines to post", Status.DUE)]
    posted = ("Posted", Status.GOOD)
    if proof.agreed:
        return [posted, (f"Agreed to bank at {format_pence(proof.ledger_pence)}", Status.GOOD)]
    if proof.stated_pence is None:
        return [posted, ("The bank has stated no balance yet", Status.NEUTRAL)]
    if not proof.contradicted and proof.stated_on is not None:
        return [posted, (f"No balance stated since {format_date(proof.stated_on)}", Status.NEUTRAL)]
    difference = format_pence(abs(proof.stated_pence + proof.later_pence - proof.ledger_pence))
    return [posted, (f"Not agreed to bank: {difference} apart", Status.LATE)]


def span(first: date, last: date) -> str:
    """``Monday 3 to Sunday 9 November 2026``.

    >>> span(date(2026, 11, 3), date(2026, 11, 9)), span(date(2026, 11, 3), date(2026, 11, 3))
    ('Tuesday 3 to Monday 9 November 2026', 'Tuesday 3 November 2026')
    """
    if first == last:
        return f"{format_long(first)} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        start = f"{first:%A} {first.day}"
    else:
        start = format_long(first) + (f" {first.year}" if first.year != last.year else "")
    return f"{start} to {format_long(last)} {last.year}"
