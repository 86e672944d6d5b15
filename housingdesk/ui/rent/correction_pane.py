"""What a change in debited days comes to before it is made: every period, the sum, and what relied on the old figures.

It asks why and does it; what is asked for is a draft of ``rent.rules.corrections``.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from housingdesk.mailings.queries.relied import ReliedRow, relied_on
from housingdesk.rent.actions import backdated_days, backdating
from housingdesk.rent.queries.backdating import CorrectionPreview, preview
from housingdesk.rent.rules.backdating import PeriodRow, period_words
from housingdesk.rent.rules.corrections import (
    AmountCorrection,
    ChargeCorrection,
    DayCorrection,
    EndCorrection,
    LastDayCorrection,
    NewChargeCorrection,
    SharesCorrection,
    StartCorrection,
    reason_problem,
)
from housingdesk.rent.rules.words import Payer
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Facts
from housingdesk.ui.kit.fields import LongText
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_short
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

Draft = ChargeCorrection | DayCorrection


@frozen
class Seen:
    """A period as the list shows it, with a number of its own."""

    id: int
    row: PeriodRow


class CorrectionPane:
    """One correction as it would be; ``done`` is called with its outcome, ``back`` returns to what was typed."""

    def __init__(self, pane: RefillPane, panel: Panel, draft: Draft, account_id: int, *, done: Callable[[Any], object],
                 back: Callable[[], object]) -> None:
        self._pane, self._panel, self._draft, self._done, self.back = pane, panel, draft, done, back
        self.form: PaneForm | None = None
        self._account_id, self._relied = account_id, Card(margin=0, gap=2, kind="plain")
        self.shown: CorrectionPreview | None = None
        self._taken: Callable[[CorrectionPane], object] = lambda _pane: None

    def look(self, refused: Callable[[Any], object], taken: Callable[["CorrectionPane"], object]) -> None:
        """Ask what it comes to; ``taken`` is told once it is shown, ``refused`` where it cannot be."""
        self._taken = taken
        self._panel.desk.ask(preview, self._show, refused, draft=self._draft, today=self._panel.desk.today)

    def _show(self, found: CorrectionPreview) -> None:
        if not self._pane.isVisible():
            return  # closed meanwhile
        today = self._panel.desk.today
        self.shown = found
        self._taken(self)
        self.form = PaneForm(self._pane, f"Put right from {format_short(found.since, today)}",
                             "Nothing that was posted changes: the difference is posted as dated lines")
        self.form.add("reason", "Why", LongText(lines=2), hint="It is kept with the correction")
        self._pane.put(self.form)
        self._pane.put(Facts([(_moved(found.pence), format_pence(abs(found.pence))),
                              ("Balance after", balance_words(found.balance_pence))], strong_last=True))
        for note in (found.closed_note, found.to_come_note):
            if note:
                self._pane.put(label(note, "due" if note == found.closed_note else "muted", wrap=True))
        self.model = RowsModel(_columns(self._panel), name="Periods that change",
                               sentence=lambda one: _say(one.row, self._panel))
        self.model.show([Seen(number, row) for number, row in enumerate(found.rows, 1)])
        self.table = Table(self.model, empty="No debited period changes", plain=True)
        theme.size(self.table, least_height=120)
        self._pane.put(self.table, 1)
        self._pane.put(self._relied)
        self._pane.finish(button("Post the correction", self.submit, key="Ctrl+Enter", kind="primary"),
                          [button("Back", self.back, key="Esc")])
        self.form["reason"].setFocus()
        self._panel.ask(relied_on, self._show_relied, account_id=self._account_id, since=found.since)

    def _show_relied(self, rows: tuple[ReliedRow, ...]) -> None:
        show_relied(self._relied, rows, self._panel)

    def submit(self) -> None:
        """Post it, or say what stands against it."""
        assert self.form is not None
        reason = self.form["reason"].value()
        if said := reason_problem(reason):
            self.form.show_problems([Problem("reason", said)])
            return
        action, facts = _action(self._draft)
        self._panel.desk.do(action, self._done, self.form.refused, reason=reason, **facts)


def show_relied(card: Card, rows: tuple[ReliedRow, ...], panel: Panel) -> None:
    """What relied on the figures as they were, each a link; or that nothing did."""
    if not rows:
        card.add(label("No letter, statement or notice since then gave a figure of this account", "muted", wrap=True))
        return
    card.add(label("Relied on the figures as they were", "section", wrap=True))
    for row in rows:
        words = f"{format_short(row.on, panel.desk.today)}: {row.what} to {row.to}"
        facts = {"case_id": row.ref.id} if row.ref.table == "notice_case" else {"letter_id": row.ref.id}
        place = "notice" if row.ref.table == "notice_case" else "letters"
        card.add(button(words, partial(panel.go_to, place, **facts), kind="link"))
        card.add(label(f"{row.said} · {row.state}", "muted", wrap=True))


def _action(draft: Draft) -> tuple[Callable[..., Any], dict[str, Any]]:
    match draft:
        case AmountCorrection(line_id, pence, start, shares):
            return backdating.correct_charge, {"line_id": line_id, "pence": pence, "start": start, "shares": shares}
        case SharesCorrection(line_id, shares, start):
            return backdating.correct_shares, {"line_id": line_id, "shares": shares, "start": start}
        case NewChargeCorrection(account_id, charge, start, end):
            return backdating.correct_new_charge, {"account_id": account_id, "draft": charge, "start": start, "end": end}
        case EndCorrection(line_id, before):
            return backdating.correct_end, {"line_id": line_id, "before": before}
        case StartCorrection(tenancy_id, start):
            return backdated_days.correct_start, {"tenancy_id": tenancy_id, "start": start}
        case LastDayCorrection(tenancy_id, event_on):
            return backdated_days.correct_last_day, {"tenancy_id": tenancy_id, "event_on": event_on}


def _moved(pence: int) -> str:
    return "Charged in all" if pence > 0 else "Credited in all" if pence < 0 else "In all"


def _columns(panel: Panel) -> tuple[Column, ...]:
    today = panel.desk.today
    return (Column("days", "Period", 130, lambda one: period_words(one.row, today), secondary=lambda one: _was(one.row),
                   stretch=1),
            Column("difference", "Difference", 84, lambda one: signed(one.row.difference_pence), align=Align.RIGHT))


def _was(row: PeriodRow) -> str:
    whose = "" if row.payer is Payer.TENANT else f", {row.payer}"
    return f"{sentence_case(str(row.code))}{whose}: was {format_pence(row.was_pence)}, is {format_pence(row.should_pence)}"


def _say(row: PeriodRow, panel: Panel) -> str:
    return f"{period_words(row, panel.desk.today)}, {_was(row)}, {signed(row.difference_pence)}"


def signed(pence: int) -> str:
    """``+£7.00``, ``−£7.00``."""
    return f"{'+' if pence > 0 else '−' if pence < 0 else ''}{format_pence(abs(pence))}"


