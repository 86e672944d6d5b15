"""Why arrears changed: causes that sum to the change, one sentence on top, and the accounts behind each."""

from datetime import date, timedelta
from typing import Any, ClassVar

from housingdesk.reports.queries.snapshots import Published, published
from housingdesk.reports.queries.why import CauseAccount, Why, why_changed
from housingdesk.reports.rules.causes import CauseRow
from housingdesk.reports.rules.words import ArrearsCause
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, columns, table_card
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Align, Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.values.dates import format_date, week_of
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

_WEEK, _DAY = timedelta(7), timedelta(1)
_PLACES = {cause: place for place, cause in enumerate(ArrearsCause, 1)}


@frozen
class Seen:
    """The answer, and what was published for the last day."""

    why: Why
    published: Published


def seen(start: date, end: date) -> Seen:
    """Why gross arrears changed in these days, and what was published for the last one."""
    return Seen(why_changed(start, end), published(end))


class WhyPage(Page):
    """Causes at the left, the accounts of the one that is marked at the right."""

    title = "Why arrears changed"
    tables = frozenset({"entry", "account", "snapshot"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "accounts, then the account"), Key("P", "week before", "earlier"),
        Key("N", "week after", "later"), Key("C", "closing", "open_closing"))

    def build(self) -> None:
        """The sentence and two lists."""
        self._seen: Seen | None = None
        monday = week_of(self.desk.today)
        self._start, self._end = monday - _WEEK, monday - _DAY
        self.sentence, self.source = label("", "section", wrap=True), label("", "muted", wrap=True)
        self.body.addWidget(Card(self.sentence, self.source))
        self.body.addWidget(flow_row(button("Week before", self.earlier, key="P"), button("Week after", self.later, key="N"),
                                     button("Closing", self.open_closing, key="C")))
        self.model = RowsModel(_cause_columns(), name="Causes", sentence=_cause_words,
                               row_id=lambda r: _PLACES[r.cause])
        self.table = Table(self.model, empty="Reckoning why", remember="why arrears changed")
        self.accounts = RowsModel(_account_columns(), name="Accounts", sentence=_account_words,
                                  row_id=lambda r: 2 * r.account_id + r.former)  # one that became former has two rows
        self.behind = Table(self.accounts, empty="Mark a cause to see its accounts", remember="why arrears changed, accounts")
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._to_accounts)
        self.behind.opened.connect(self._open_account)
        for table in (self.table, self.behind):
            self.listen(table)
        beside = table_card(self.behind)
        theme.size(beside, width=520)
        self.body.addWidget(columns((table_card(self.table), 1), (beside, 0), fold=960), 1)

    def open(self, start: date | None = None, end: date | None = None, **_facts: Any) -> None:
        """The days to explain; without any, last week."""
        if start is not None and end is not None:
            self._start, self._end = start, end
            self.mark_stale()

    def reload(self) -> None:
        """Reckon it."""
        self.ask(seen, self._show, start=self._start, end=self._end)

    def _show(self, found: Seen) -> None:
        self._seen, why = found, found.why
        self.header.set_subtitle(f"{format_date(why.start)} to {format_date(why.end)} · rent accounts")
        self.header.set_figures([("Current arrears", format_pence(why.after.current)),
                                 ("Former arrears", format_pence(why.after.former)),
                                 ("In credit", format_pence(why.after.credits))])
        self.sentence.setText(f"{why.sentence}.")
        self.source.setText(self._source(found))
        self.table.set_empty("Nothing moved on rent accounts in these days")
        self.model.show(why.rows)
        self.table.set_totals({"cause": "Together", **{key: format_pence(sum(getattr(row, key) for row in why.rows))
                                                      for key in ("current", "former", "credits")}} if why.rows else {})
        self._moved(None)

    def _source(self, found: Seen) -> str:
        sums, now = found.published.totals, found.why.after
        if found.published.snapshot is None:
            return f"{found.published.words}."
        if (sums.arrears, sums.credits) == (now.arrears, now.credits):
            return f"{found.published.words}; nothing has changed them since."
        return (f"Published for that day: arrears {format_pence(sums.arrears)}, credits {format_pence(sums.credits)}. Shown "
                f"here is what is known now, with what was entered since.")

    def _moved(self, _id: int | None) -> None:
        row = self._current(self.model, self.table)
        rows = self._seen.why.accounts.get(row.cause, ()) if self._seen is not None and row is not None else ()
        self.accounts.show(rows)
        self.keys_changed.emit()

    @staticmethod
    def _current(model: RowsModel, table: Table) -> Any:
        place = table.view.currentIndex().row()
        return model.row(place) if 0 <= place < model.count() else None

    def _to_accounts(self, _id: int) -> None:
        self.behind.setFocus()

    def _open_account(self, row_id: int) -> None:
        self.go_to("account", account_id=row_id // 2)

    def earlier(self) -> None:
        """The week before."""
        self._turn_to(week_of(self._start) - _WEEK)

    def later(self) -> None:
        """The week after, as far as it has begun."""
        if week_of(self._start) + _WEEK <= self.desk.today:
            self._turn_to(week_of(self._start) + _WEEK)

    def _turn_to(self, monday: date) -> None:
        self._start, self._end = monday, monday + _WEEK - _DAY
        self.refresh()

    def open_closing(self) -> None:
        """The period's close."""
        self.go_to("closing")


def _cause_columns() -> tuple[Column, ...]:
    def money(key: str, head: str) -> Column:
        return Column(key, head, 104, lambda r: format_pence(getattr(r, key)), align=Align.RIGHT,
                      sort=lambda r: getattr(r, key))
    return (Column("cause", "Why", 190, lambda r: sentence_case(r.cause), secondary=_count, stretch=1, least=150),
            money("current", "Current"), money("former", "Former"), money("credits", "In credit"))


def _count(row: CauseRow) -> str:
    return f"{row.accounts:,} account{'' if row.accounts == 1 else 's'}"


def _cause_words(row: CauseRow) -> str:
    return (f"{sentence_case(row.cause)}, {_count(row)}: current arrears {format_pence(row.current)}, former "
            f"{format_pence(row.former)}, credits {format_pence(row.credits)}")


def _account_columns() -> tuple[Column, ...]:
    def whose(row: CauseAccount) -> str:
        return " · ".join(part for part in (row.reference, row.scheme, "former" if row.former else "") if part)
    return (Column("who", "Account", 190, lambda r: r.name, secondary=whose, stretch=1, least=150, sort=True),
            Column("arrears", "Arrears", 104, lambda r: format_pence(r.arrears), align=Align.RIGHT, sort=lambda r: r.arrears),
            Column("credits", "In credit", 104, lambda r: format_pence(r.credits), align=Align.RIGHT, sort=lambda r: r.credits))


def _account_words(row: CauseAccount) -> str:
    return f"{row.name}: arrears {format_pence(row.arrears)}, credits {format_pence(row.credits)}"
