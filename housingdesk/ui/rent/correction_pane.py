"""What a change in debited days comes to before it is made: every period, the sum, and what relied on the old figures.

It asks why and does it; what is asked for is a draft of ``rent.rules.corrections``.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from housingdesk.mailings.actions.corrected import put_charge_right, put_day_right
from housingdesk.mailings.queries.relied import ReliedRow, relied_on
from housingdesk.rent.queries.backdating import CorrectionPreview, preview
from housingdesk.rent.rules.backdating import PeriodRow, stretches
from housingdesk.rent.rules.corrections import ChargeCorrection, DayCorrection, reason_problem
from housingdesk.rent.rules.words import Payer
from housingdesk.ui.kit.cards import Card, Facts
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.label import WrapLink, button, label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.dates import format_short
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

Draft = ChargeCorrection | DayCorrection


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
        self.form.add("reason", "Why", TextField("", longest=500), hint="It is kept with the correction")
        self._pane.put(self.form)
        self._pane.put(Facts([(_moved(found.pence), format_pence(abs(found.pence))),
                              ("Balance after", balance_words(found.balance_pence))], strong_last=True))
        for note in (found.closed_note, found.to_come_note):
            if note:
                self._pane.put(label(note, "due" if note == found.closed_note else "muted", wrap=True))
        self._pane.put(label("What changes", "section"))
        self._pane.put(_changes(found.rows, today))
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
        action = put_day_right if isinstance(self._draft, DayCorrection) else put_charge_right
        self._panel.desk.do(action, self._done, self.form.refused, draft=self._draft, reason=reason)


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
        card.add(WrapLink(words, partial(panel.go_to, place, **facts)))
        card.add(label(f"{row.said} · {row.state}", "muted", wrap=True))


def _moved(pence: int) -> str:
    return "Charged in all" if pence > 0 else "Credited in all" if pence < 0 else "In all"


def _changes(rows: Sequence[PeriodRow], today: date) -> Card:
    """Every stretch of periods that changes: its days, by how much, and what each of them was and is."""
    card = Card(margin=0, gap=0, kind="plain")
    if not rows:
        card.add(label("No period that was debited changes", "muted", wrap=True))
    for one in stretches(rows):
        card.add(Facts([(one.days(today), signed(one.difference_pence))], strong_last=True))
        whose = "" if one.first.payer is Payer.TENANT else f", {one.first.payer}"
        each = f" in each of the {one.periods} periods" if one.periods > 1 else ""
        card.add(label(f"{sentence_case(str(one.first.code))}{whose}: was {format_pence(one.first.was_pence)}, is "
                       f"{format_pence(one.first.should_pence)}{each}", "muted", wrap=True))
    return card


def signed(pence: int) -> str:
    """``+£7.00``, ``−£7.00``."""
    return f"{'+' if pence > 0 else '−' if pence < 0 else ''}{format_pence(abs(pence))}"


