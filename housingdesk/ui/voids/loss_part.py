"""Days and money of one empty home: what was lost by cause and by whom, and the delays behind it."""

from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, PartOfOne, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.voids.shown import days_word
from housingdesk.values.dates import format_day
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case
from housingdesk.voids.actions.steps import remove_delay
from housingdesk.voids.queries.plan import VoidPlan, void_plan
from housingdesk.voids.rules.losses import Delay, Part


class LossPart(PartOfOne):
    """The delays at the left; the sums by cause and by party at the right."""

    name = "Days and money"
    empty = "No days were recorded as lost"
    pane_width = 400
    fold = 980
    tables = frozenset({"void", "void_step", "void_delay", "charge_line", "setting"})
    keys: ClassVar[tuple[Key, ...]] = (Key("R", "take it off", "take_off"), FINISH)

    def build(self) -> None:
        """Nothing is known yet."""
        self._plan: VoidPlan | None = None
        super().build()

    def read_of(self, of: int) -> None:
        """Read it."""
        self.ask(void_plan, self._show, void_id=of, on=self.desk.today)

    def _show(self, plan: VoidPlan) -> None:
        self._plan = plan
        self.show_rows(plan.delays)

    def columns(self) -> tuple[Column, ...]:
        """The days, why and whose."""
        return (Column("from", "From", 150, lambda r: format_day(r.from_on), secondary=lambda r: f"to {format_day(r.to_on)}",
                       least=144),
                Column("days", "Days", 80, lambda r: days_word(r.days), least=72),
                Column("cause", "Why", 220, lambda r: sentence_case(r.cause), secondary=lambda r: r.why, stretch=1),
                Column("party", "Whose", 130, lambda r: sentence_case(r.party), secondary=lambda r: r.recorded_by,
                       status=lambda _r: Status.DUE))

    def sentence(self, row: Delay) -> str:
        """A delay as a screen reader says it."""
        return f"{days_word(row.days)} from {format_day(row.from_on)}, {row.cause}, days of {row.party}. {row.why}"

    def show_current(self) -> None:
        """The sums, which do not depend on what is marked."""
        if self._plan is None:
            self.pane.begin("Days and money")
            self.pane.finish()
            return
        lost = self._plan.lost
        known = self._plan.row.pence is not None
        whole = f"{days_word(lost.days)} empty" + (f", {format_pence(lost.pence)} lost" if known else "")
        self.pane.begin(whole, f"The target for such a home is {days_word(self._plan.target_days)}")
        if not known:
            self.pane.put(label("What it loses a week is not known: it has no void account and nobody had it before", "muted",
                                wrap=True))
        for title, parts in (("By cause", lost.by_cause), ("By whom", lost.by_party)):
            self.pane.put(label(title, "strong"))
            self.pane.put(Facts([*((sentence_case(part.what), self._sum(part)) for part in parts),
                                 ("Together", self._sum(Part("", lost.days, lost.pence)))], strong_last=True))
        may = self.may() and self.current() is not None
        self.pane.finish(None, [button("Take the delay off", self.take_off, key="R")] if may else [])

    def _sum(self, part: Part) -> str:
        known = self._plan is not None and self._plan.row.pence is not None
        return f"{days_word(part.days)}, {format_pence(part.pence)}" if known else days_word(part.days)

    def may(self) -> bool:
        """Whether the person may change delays, and no form is open."""
        return self.question is None and self.desk.may(Permission.KEEP_APPLICANTS)

    def is_valid(self, act: str) -> bool:
        """Taking off needs a delay."""
        if act == "finish":
            return self.question is not None
        return self.may() and self.current() is not None

    def take_off(self) -> None:
        """Take off one that was wrong."""
        row: Any = self.current()

        def do(form: PaneForm) -> None:
            self.desk.do(remove_delay, self.close_form, form.refused, delay_id=row.id, version=row.version,
                         because=form["because"].value())

        self.ask_form(Question(self, f"Take off: {row.cause}", f"{days_word(row.days)} from {format_day(row.from_on)}",
                               [("because", "Why", TextField(longest=200))], "Take it off", do))
