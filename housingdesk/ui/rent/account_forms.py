"""The small forms of an account: an adjustment, the reason of a reversal, and the day whose figures to show."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from housingdesk.errors import HousingDeskError
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.actions.ledger import reverse_entry
from housingdesk.rent.actions.requests import ask_adjustment
from housingdesk.rent.actions.transfers import take_back_transfer
from housingdesk.rent.queries.account_file import AccountFile
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.rent.queries.requests import bands
from housingdesk.rent.queries.statement import StatementLine
from housingdesk.rent.rules.bands import Bands, why_not_alone
from housingdesk.rent.rules.drafts import AdjustmentDraft, adjustment_problems
from housingdesk.rent.rules.words import EntryKind, Payer, RequestKind
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, Radios
from housingdesk.ui.kit.label import set_button_text
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.dates import DAY, format_day
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

PAYERS = ((Payer.TENANT, "Their own part"), (Payer.HB, "Housing Benefit"), (Payer.UC, "Universal Credit"),
          (Payer.SUPPORT, "The support provider"), (Payer.OTHER, "Somebody else"))


class AdjustForm:
    """A correction with its reason, which is printed on the statement."""

    def __init__(self, pane: RefillPane, panel: Panel, file: AccountFile, done: Callable[..., object],
                 cancel: Callable[[], object]) -> None:
        self._desk, self._account, self._done = panel.desk, file.account.id, done
        self._closed: date | None = None
        self._bands: Bands | None = None
        self.form = PaneForm(pane, "Adjust this account", "An adjustment is another entry; nothing that was posted changes")
        self.form.add("way", "What it does", Radios([(-1, "Takes money off what is owed"), (1, "Adds to what is owed")]))
        self.form.add("pence", "How much", MoneyEdit(needed=True))
        self.form.add("reason", "Why", LongText(lines=2), hint="In a few words; it is printed on the statement")
        if file.has_benefit or len(file.charges) > 1:
            self.form.add("payer", "Whose part", Choice(PAYERS))
        self.form.add("effective_on", "Dated", DateEdit(lambda: panel.desk.today, panel.desk.today, needed=True))
        self._verb = self.form.foot("Post the adjustment", self.submit, cancel)
        self.form.edited.connect(self._say_verb)
        panel.ask(closed_to, self._know_closed)
        panel.ask(bands, self._know_bands, kind=RequestKind.ADJUSTMENT, on=panel.desk.today)

    def _know_closed(self, day: date | None) -> None:
        self._closed = day

    def _know_bands(self, found: Bands) -> None:
        self._bands = found
        self._say_verb("pence")

    def _above(self) -> str:
        """Why somebody else has to allow so much; empty while one may post it alone."""
        if self._bands is None:
            return ""
        return why_not_alone(self._bands, self.form["pence"].value() or 0, self._desk.who.role)

    def _say_verb(self, name: str) -> None:
        if name == "pence":
            above = self._above()
            set_button_text(self._verb, "Ask for the adjustment" if above else "Post the adjustment", "Ctrl+Enter")
            self.form.fields["pence"].set_hint(above)

    def submit(self) -> None:
        """Post it, or say all that stands against it."""
        unreadable = self.form.unreadable()
        values = self.form.values()
        if values["way"] is None:
            unreadable.append(Problem("way", "Choose whether it takes money off or adds to what is owed"))
        if self.form.show_problems(unreadable):
            return
        draft = AdjustmentDraft(self._account, values["way"] * abs(values["pence"]), values.get("payer") or Payer.TENANT,
                                values["effective_on"], values["reason"])
        if not self.form.show_problems(adjustment_problems(draft, self._desk.today, self._closed)):
            self._desk.do(ask_adjustment if self._above() else adjust, self._done, self.form.refused, draft=draft)


class ReverseForm:
    """Why one entry is taken back; the pair stays in the ledger."""

    def __init__(self, pane: RefillPane, panel: Panel, account_id: int, line: StatementLine, done: Callable[..., object],
                 cancel: Callable[[], object]) -> None:
        self._desk, self._line, self._done = panel.desk, line, done
        self.form = PaneForm(pane, "Reverse this entry", f"{line.what}, {format_pence(abs(line.pence))} of "
                                                         f"{format_day(line.on)}. The reversal is dated today; both stay")
        self.form.add("reason", "Why", LongText(lines=2), hint="In a few words; it is printed on the statement")
        self.form.foot("Reverse the entry", self.submit, cancel)

    def submit(self) -> None:
        """Reverse it, or say what stands against it."""
        if self._line.entries > 1:
            self._refuse(f"This line is made of {self._line.entries} entries of one batch. Reverse the whole batch where it "
                         f"was posted, or make an adjustment")
        elif len(self.form["reason"].value()) < 4:
            self.form.show_problems([Problem("reason", "Say in a few words why")])
        else:
            self._reverse(self.form["reason"].value())

    def _reverse(self, reason: str) -> None:
        """A move between accounts goes back as a whole: one entry of it alone would leave the other account wrong."""
        if self._line.kind == EntryKind.TRANSFER:
            self._desk.do(take_back_transfer, self._done, self.form.refused, batch_id=self._line.batch_id, reason=reason)
        else:
            self._desk.do(reverse_entry, self._done, self.form.refused, entry_id=self._line.entry_id, reason=reason)

    def _refuse(self, sentence: str) -> None:
        self.form.refused(HousingDeskError(sentence))


class DayForm:
    """Which day's balance and lines to show, and as known when."""

    def __init__(self, pane: RefillPane, desk: QtDesk, as_at: date | None, known: datetime | None,
                 show: Callable[[date | None, date | None], object], cancel: Callable[[], object]) -> None:
        self._desk, self._show = desk, show
        self.form = PaneForm(pane, "Another day", "What stood on the account then. Leave both empty for today")
        self.form.add("as_at", "Balance at the end of", DateEdit(lambda: desk.today, as_at))
        self.form.add("known", "As it was known at the end of", DateEdit(lambda: desk.today, known.date() if known else None),
                      hint="Leaves out what was entered after that day")
        self.form.foot("Show that day", self.submit, cancel)

    def submit(self) -> None:
        """Show it, or say what cannot be read."""
        unreadable = self.form.unreadable()
        values = self.form.values()
        if values["known"] is not None and values["known"] > self._desk.today:
            unreadable.append(Problem("known", "What will be known then nobody can say. Choose today or an earlier day"))
        if not self.form.show_problems(unreadable):
            self._show(values["as_at"], values["known"])


def end_of_day(day: date) -> datetime:
    """The last moment of a day in the office's own time."""
    return datetime.combine(day + DAY, time.min).astimezone() - timedelta(microseconds=1)
