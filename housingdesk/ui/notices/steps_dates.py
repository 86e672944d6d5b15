"""The dates of a notice with their arithmetic, who serves it, and the second person's check."""

from functools import partial

from housingdesk.notices.actions import preparing
from housingdesk.notices.rules.findings import Stage
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.printed import CHOICES
from housingdesk.notices.rules.questions import Means
from housingdesk.notices.rules.states import WRITABLE, State
from housingdesk.ui.kit.cards import Facts as FactRows
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.notices import reads
from housingdesk.ui.notices.calendar import Mark, NoticeCalendar
from housingdesk.ui.notices.reads import Planned
from housingdesk.ui.notices.step import Step, checks_of
from housingdesk.values.dates import format_day
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

_SERVING = {
    Method.HAND: "Give each person their own copy. Say what it is. Note the time.",
    Method.LETTERBOX: "One envelope for each person. Take a photograph, and somebody who sees it.",
    Method.POST: "One envelope for each person. Ask the post office for a certificate of posting.",
    Method.RECORDED: "One envelope for each person. Hand a copy over as well: a signed-for letter can be refused.",
    Method.EMAIL: "One message to each person, to the address that the agreement names."}


class DatesStep(Step):
    """How and when it goes; the arithmetic stands at the right as it is typed."""

    title = "Dates"
    text = "The safe date is printed unless you ask for a later one."

    def build(self) -> None:
        """How, when, and a later date where one is wanted."""
        case = self.case
        self.form.add("method", "How it goes", Choice(list(CHOICES.items())))
        self.form.add("sent_on", "The day it goes", DateEdit(lambda: self.desk.today, needed=True))
        self.form.add("proposed_on", "Date to print", DateEdit(lambda: self.desk.today), hint="Empty for the safe date")
        sent_on = case.sent_on if case.sent_on and case.sent_on >= self.desk.today else self.desk.today
        self.form.set_values(method=case.method or Method.HAND, sent_on=sent_on)
        self._kept = (case.method, case.sent_on)
        self.offer = button("", self._take_offer)
        self.offer.hide()
        self.form.add_widget(self.offer)
        self._planned: Planned | None = None
        self.form.edited.connect(self._edited)

    def _edited(self, _name: str) -> None:
        self.evidence(self.flow.pane)

    def evidence(self, pane: RefillPane) -> None:
        """The arithmetic, line by line."""
        said = self.form.values()
        if said["sent_on"] is None:
            self._show(pane, Planned(None, "Type the day it goes", None))
            return
        self.flow.page.ask(reads.planned, partial(self._show, pane), case=self.case, method=said["method"],
                           sent_on=said["sent_on"], proposed_on=said["proposed_on"])

    def _show(self, pane: RefillPane, found: Planned) -> None:
        self._planned = found
        pane.begin("How the date comes about", self.facts.rules)
        if found.plan is None:
            pane.put(label(found.refusal, "late", wrap=True))
        else:
            for number, step in enumerate(found.plan.steps, 1):
                pane.put(label(f"{number}.  {step.sentence}", wrap=True))
                pane.put(label(step.rule, "small", wrap=True))
            pane.put(label(f"Printed: {format_day(found.plan.dates.printed_on)}", "strong", wrap=True))
            pane.put(NoticeCalendar({Mark.GOES: found.plan.sent_on, Mark.SERVED: found.plan.served.on,
                                     Mark.EARLIEST: found.plan.dates.earliest_on, Mark.PRINTED: found.plan.dates.printed_on}))
            pane.put(label("Outlined: it goes. Tinted: served. Dashed: the first lawful day. Filled: printed on it. Struck "
                           "through: a bank holiday.", "small", wrap=True))
            if found.plan.dates.last_issue_on is not None:
                pane.put(label(f"Court by: {format_day(found.plan.dates.last_issue_on)}", "strong", wrap=True))
            for caution in found.plan.cautions:
                pane.put(label(f"Careful. {caution}", "due", wrap=True))
        pane.finish()
        self.offer.setVisible(found.offer is not None)
        if found.offer is not None:
            self.offer.setText(f"Use {format_day(found.offer)}")
            self.offer.setAccessibleName(f"Use {format_day(found.offer)}")

    def _take_offer(self) -> None:
        if self._planned is not None and self._planned.offer is not None:
            self.form.set_values(proposed_on=self._planned.offer)
            self.form.show_problems([])
            self._edited("proposed_on")
            self.form["proposed_on"].setFocus()

    def submit(self) -> None:
        """Keep them and go on; a date that is too early is refused, with the earliest good one as a button."""
        if self.form.show_problems(self.form.unreadable()):
            return
        said = self.form.values()
        if self._planned is not None and self._planned.plan is None:
            field = "proposed_on" if said["proposed_on"] else "sent_on"
            self.form.show_problems([Problem(field, self._planned.refusal)])
            return
        printed = self._planned.plan.dates.printed_on if self._planned and self._planned.plan else None
        same = (said["method"], said["sent_on"]) == self._kept and printed == self.case.printed_on
        if same or self.case.state not in WRITABLE:
            self.on()
        else:
            self.do(preparing.set_dates, **said)


class HowStep(Step):
    """Who serves it on whom."""

    title = "How it will be served"

    def build(self) -> None:
        """Who goes; and what to do, for this way of serving."""
        method = self.case.method
        self.form.add("server", "Who serves it", TextField(self.case.server or self.desk.who.name, longest=120),
                      hint="They may have to tell a court what they did")
        told = _SERVING[method] if method is not None else "Set the dates first: they say how it goes."
        self.form.add_widget(label(told, "read", wrap=True))

    def evidence(self, pane: RefillPane) -> None:
        """On whom it is served, each apart."""
        pane.begin("Each is served apart", "Everybody whom it names is served with a copy of their own")
        pane.put(FactRows([(holder.name, CHOICES[self.case.method] if self.case.method else "") for holder in
                           self.facts.holders]))
        if self.case.sent_on is not None and self.case.served_on is not None:
            pane.put(label(f"Goes {format_day(self.case.sent_on)}, counts as served {format_day(self.case.served_on)}",
                           "muted", wrap=True))
        pane.finish()

    def submit(self) -> None:
        """Keep the name and go on."""
        name = self.form["server"].value()
        if not name:
            self.form.show_problems([Problem("server", "Say who serves it")])
        elif name == self.case.server or self.case.state not in WRITABLE:
            self.on()
        else:
            self.do(preparing.set_server, server=name)


class SecondStep(Step):
    """Somebody who wrote none of it looks at all of it."""

    title = "A second person checks"

    def build(self) -> None:
        """What there is to look at, and what the second person says."""
        case = self.case
        rows = [("Notice", case.words), ("To", case.names), ("Why", case.why)]
        rows += [("Owed", format_pence(case.owed_pence))] if case.owed_pence is not None else []
        rows += [("Goes", format_day(case.sent_on))] if case.sent_on else []
        rows += [("Printed on it", format_day(case.printed_on))] if case.printed_on else []
        self.form.add_widget(FactRows(rows))
        self.form.add_widget(flow_row(button("See it as it would be printed", self._ask_proof)))
        for number, text in case.particulars.items():
            self.form.add_widget(label(f"Ground {number}" if number else "Reasons", "strong"))
            self.form.add_widget(label(text, wrap=True))
        if case.state is not State.DRAFT:
            said = f"Checked by {case.checked_by}" if case.checked_by else f"This notice is {case.state}"
            self.form.add_widget(label(said, "good", wrap=True))
            return
        second = self.facts.facts is None or self.facts.facts.notice.second
        mine = second and str(self.desk.who.id or self.desk.who.name) in case.hands
        self.verb = "" if mine else "I have looked at all of it: it is right"
        if not second:
            self.form.add_widget(label("Whoever wrote it may check it too: no law asks for a second person here", "muted",
                                       wrap=True))
        if mine:
            self.form.add_widget(label("You wrote some of it. Ask a colleague who may serve notices: they find it under "
                                       "Notices", "due", wrap=True))

    def evidence(self, pane: RefillPane) -> None:
        """What stops the check, else all that was found."""
        stops = [check for check in self.facts.found if check.means is Means.STOPS and check.stage <= Stage.CHECK]
        later = any(check.means is Means.STOPS for check in self.facts.found)
        good = "Nothing stops the check. The print waits for what is red" if later else "Nothing stops it"
        pane.begin("What stops it" if stops else good, self.facts.rules)
        pane.put(checks_of(stops or self.facts.found))
        pane.finish()

    def _ask_proof(self) -> None:
        self.flow.page.ask(reads.proof, self._show_proof, case=self.case, on=self.desk.today)

    def _show_proof(self, found: bytes | str) -> None:
        pane = self.flow.pane
        if isinstance(found, str):
            pane.begin("It cannot be printed yet", found)
            pane.finish(button("What is found", self._again))
            return
        pane.begin("As it would be printed", "Nothing is kept of this")
        view = PdfView(self.desk, "The notice as it would be printed")
        pane.put(view, 1)
        view.show_pdf(found)
        pane.finish(button("What is found", self._again))

    def _again(self) -> None:
        self.evidence(self.flow.pane)

    def submit(self) -> None:
        """Agree, or go on where that was done."""
        if self.case.state is State.DRAFT and self.verb:
            self.do(preparing.check_notice)
        elif self.case.state is not State.DRAFT:
            self.on()


def state_step(state: State) -> int:
    """The step that comes next for a notice in a state."""
    return {State.DRAFT: 2, State.CHECKED: 7}.get(state, 7)


