"""The corrections an account has had: what changed, by whom, why, what relied on the figures before, and the way back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions.corrected_days import take_back_days
from housingdesk.mailings.queries.relied import relied_on
from housingdesk.rent.actions.backdating import take_back_correction
from housingdesk.rent.queries.accounts import AccountRow
from housingdesk.rent.queries.corrections import CorrectionRow, corrections
from housingdesk.ui.kit.cards import Bullets, Card, Facts
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.rent.correction_pane import show_relied, signed
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.text import sentence_case


class CorrectionsList:
    """The list in the pane, and one of it in full."""

    def __init__(self, pane: RefillPane, panel: Panel, account: AccountRow, back: Callable[[], object]) -> None:
        self._pane, self._panel, self._account, self._back = pane, panel, account, back
        self.shown: int | None = None
        self._rows: list[CorrectionRow] = []

    def read(self, correction_id: int | None = None) -> None:
        """Read them and list them; ``correction_id``: that one in full."""
        self.shown = correction_id
        self._panel.ask(corrections, self._show, account_id=self._account.id)

    def _show(self, rows: list[CorrectionRow]) -> None:
        if not self._pane.isVisible():
            return  # closed meanwhile
        self._rows = rows
        one = next((row for row in rows if row.id == self.shown), None)
        if one is not None:
            self._show_one(one)
            return
        self._pane.begin("Corrections", "Changes that reached back into debited days")
        self.model = RowsModel(_columns(self._panel), name="Corrections", sentence=partial(_say, self._panel))
        self.model.show(rows)
        self.table = Table(self.model, empty="Nothing was put right in debited days", plain=True)
        self.table.opened.connect(self.read)
        self._pane.put(self.table, 1)
        look = [button("Look at it", lambda: self.read(self.table.current_id()), key="Enter")] if rows else []
        self._pane.finish(None, [*look, button("Back", self._back, key="Esc")])
        self.table.setFocus()

    def _show_one(self, row: CorrectionRow) -> None:
        self._pane.begin(f"{sentence_case(str(row.kind))} put right from {format_date(row.since)}",
                         f"By {row.made_by} on {format_date(row.made_at.astimezone().date())}")
        self._pane.put(label(row.reason, wrap=True))
        self._pane.put(Facts([("The balance", signed(row.pence) if row.pence else "stayed as it was")], strong_last=True))
        for title, words in (("Was", row.was), ("Is", row.now)):
            if words:
                self._pane.put(label(title, "section"))
                self._pane.put(Bullets(words))
        if row.taken_back is not None:
            who, on = row.taken_back
            self._pane.put(label(f"Taken back by {who} on {format_date(on)}", "due", wrap=True))
        relied = Card(margin=0, gap=2, kind="plain")
        self._pane.put(relied)
        self._panel.ask(relied_on, lambda rows: show_relied(relied, rows, self._panel), account_id=row.account_id,
                        since=row.since)
        needed = Permission.KEEP_TENANCIES if row.of_days else Permission.KEEP_CHARGES
        back = [button("&Take it back", partial(self._take_back, row))] if (
            row.can_be_taken_back and self._panel.desk.may(needed)) else []
        made = button("Back", self.read, key="Esc")
        self._pane.finish(None, [*back, made])
        made.setFocus()

    def _take_back(self, row: CorrectionRow) -> None:
        self._panel.desk.do(take_back_days if row.of_days else take_back_correction, self._taken_back, None,
                            correction_id=row.id, reason="Taken back on the account")

    def _taken_back(self, outcome: Any) -> None:
        self.read(outcome.value)


def _columns(panel: Panel) -> tuple[Column, ...]:
    today = panel.desk.today
    return (Column("what", "Correction", 150, lambda r: f"{sentence_case(str(r.kind))}, {format_short(r.since, today)}",
                   secondary=lambda r: f"{r.reason} · {r.made_by}, {format_short(r.made_at.astimezone().date(), today)}",
                   status=lambda r: Status.NEUTRAL if r.taken_back else None, stretch=1),
            Column("pence", "Balance", 84, lambda r: signed(r.pence), align=Align.RIGHT))


def _say(panel: Panel, row: CorrectionRow) -> str:
    back = ", taken back" if row.taken_back else ""
    return (f"{sentence_case(str(row.kind))} from {format_short(row.since, panel.desk.today)}, {signed(row.pence)}, "
            f"{row.reason}, by {row.made_by}{back}")
