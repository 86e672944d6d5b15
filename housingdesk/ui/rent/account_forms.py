"""The small forms of an account: an adjustment, the reason of a reversal, and the day whose figures to show."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from housingdesk.errors import HousingDeskError
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.actions.ledger import reverse_entry
from housingdesk.rent.queries.account_file import AccountFile
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.rent.queries.statement import StatementLine
from housingdesk.rent.rules.drafts import AdjustmentDraft, adjustment_problems
from housingdesk.rent.rules.words import Payer
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, Radios
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
        self.form = PaneForm(pane, "Adjust this account", "An adjustment is another entry; nothing that was posted changes")
        self.form.add("way", "What it does", Radios([(-1, "Takes money off what is owed"), (1, "Adds to what is owed")]))
        self.form.add("pence", "How much", MoneyEdit(needed=True))
        self.form.add("reason", "Why", LongText(lines=2), hint="In a few words; it is printed on the statement")
        if file.has_benefit or len(file.charges) > 1:
            self.form.add("payer", "Whose part", Choice(PAYERS))
        self.form.add("effective_on", "Dated", DateEdit(lambda: panel.desk.today, panel.desk.today, needed=True))
        self.form.foot("Post the adjustment", self.submit, cancel)
        panel.ask(closed_to, self._know_closed)

    def _know_closed(self, day: date | None) -> None:
        self._closed = day

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
            self._desk.do(adjust, self._done, self.form.refused, draft=draft)


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
            self._desk.do(reverse_entry, self._done, self.form.refused, entry_id=self._line.entry_id,
                          reason=self.form["reason"].value())

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
