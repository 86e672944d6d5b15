"""The decision on a change: yes or no with its reason and day, then the one button that carries it out."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from housingdesk.changes.actions import carrying_out, changing
from housingdesk.changes.queries.judging import ChangeFile
from housingdesk.changes.rules.words import ChangeState
from housingdesk.errors import HousingDeskError
from housingdesk.ui.kit.cards import Card, Facts, Scroll, clear
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, Radios
from housingdesk.ui.kit.form import Form, buttons_row
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem

if TYPE_CHECKING:
    from housingdesk.ui.changes.change_page import ChangePage


class DecisionPart(Card):
    """The third section of a change."""

    def __init__(self, page: "ChangePage") -> None:
        super().__init__()
        self._page = page
        self._file: ChangeFile | None = None
        self.verb = ""
        self.form = Form(gap=14)
        self.area, self._foot = Scroll("Decision"), buttons_row()
        self.add(self.area, 1)
        self.add(self._foot)

    def show_file(self, file: ChangeFile) -> None:
        """Show what is to be decided, or how it was."""
        self._file = file
        clear(self.area.body)
        self.form = Form(gap=14)
        self.verb, others = "", []
        if file.row.state is ChangeState.OPEN:
            self._ask(file)
            self.verb = "Decide" if self._page.may() else ""
        else:
            self._told(file)
            if self._page.may() and file.row.state is ChangeState.DECIDED:
                self.verb = "Carry it out"
            if self._page.may() and file.row.state in (ChangeState.DECIDED, ChangeState.REFUSED):
                others.append(button("Open the decision again", self._again))
            if self._page.may() and file.row.state is ChangeState.DONE:
                others.append(button("Undo it", self._page.undo))
        self.area.add(self.form)
        self.area.end()
        self.form.show()
        verb = [button(self.verb, self.submit, key="Ctrl+Enter", kind="primary")] if self.verb else []
        old, self._foot = self._foot, buttons_row(*verb, *others)
        self.body.replaceWidget(old, self._foot)
        old.hide()
        old.deleteLater()

    def _ask(self, file: ChangeFile) -> None:
        self.form.heading("Decision", file.process.answer_words and f"{file.process.answer_words} by the day above")
        self.form.add("agree", "What is decided", Radios([(True, "Yes, as the rules say"), (False, "No")]))
        self.form["agree"].set_value(True)
        if file.process.grounds:
            self.form.add("ground", "If no: on which ground", Choice([
                ("", "Choose one"), *((one.key, one.words) for one in file.process.grounds)]),
                hint="A refusal rests on one of these alone")
        self.form.add("reason", "Why", LongText(lines=3))
        self.form.add("effective_on", "From, or last day", DateEdit(lambda: self._page.desk.today,
                                                                  file.judgement.effective_on),
                      hint="As the rules reckon it; empty while a step decides it")

    def _told(self, file: ChangeFile) -> None:
        row = file.row
        self.form.heading(f"It is {row.state}", row.ended_because)
        on = row.effective_on or file.judgement.effective_on
        facts = [("Decided by", f"{row.decided_by}, {format_day(row.decided_on)}")] if row.decided_on else []
        facts += [("Takes effect", format_day(on) if on else "not known yet: a step decides it")] if row.decided_on else []
        self.form.add_widget(Facts(facts))
        if row.reason:
            self.form.add_widget(label(row.reason, wrap=True))
        if row.state is ChangeState.DECIDED:
            left = f"Before it is carried out: {'; '.join(file.missing)}" if file.missing else "Everything needed is there"
            self.form.add_widget(label(left, "muted", wrap=True))

    def submit(self) -> None:
        """Decide, or carry out what was decided."""
        file = self._file
        if file is None or not self.verb:
            return
        seen = {"change_id": file.row.id, "version": file.row.version}
        desk, refused = self._page.desk, self.refused_in(self.form)
        if file.row.state is ChangeState.DECIDED:
            desk.do(carrying_out.carry_out_change, self._done, refused, **seen)
        elif not self.form.show_problems(self.form.unreadable()):
            given = self.form.values()
            if given["agree"]:
                desk.do(changing.agree_to_change, self._done, refused, reason=given["reason"],
                        effective_on=given["effective_on"], **seen)
            else:
                desk.do(changing.refuse_change, self._done, refused, ground=given.get("ground", ""), reason=given["reason"],
                        **seen)

    def refused_in(self, form: Form) -> Callable[[HousingDeskError], object]:
        """Shows in a form what an act said against it."""
        return lambda error: form.show_problems([Problem("", refusal(error))])

    def _done(self, _outcome: Any) -> None:
        """The page reads itself again."""

    def _again(self) -> None:
        file = self._file
        if file is not None:
            self._page.desk.do(changing.reconsider_change, self._done, self.refused_in(self.form), change_id=file.row.id,
                               version=file.row.version)
