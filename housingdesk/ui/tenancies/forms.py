"""The forms of an agreement in a pane: its end, its benefit route, a move, and the note that everybody must read first."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel

from housingdesk.changes.actions.handing_over import end_and_hand_over
from housingdesk.lettings.actions.letting import move_letting
from housingdesk.tenancies.actions.in_step import set_note_to_read
from housingdesk.tenancies.actions.routes import change_route
from housingdesk.tenancies.queries.agreements import RouteRow, TenancyRow
from housingdesk.tenancies.queries.homes import EmptyRow
from housingdesk.tenancies.rules import (
    LAST_DAY_MEANS,
    BenefitRoute,
    EndReason,
    day_problems,
    last_charge_day,
    route_words,
)
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.notices import Choice as Answer
from housingdesk.ui.kit.notices import Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.dates import DAY, format_date, format_day
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

Done = Callable[[], object]
_EVENT = {EndReason.EXCHANGE: "The day the exchange takes place", EndReason.TRANSFER: "The day the new agreement begins"}


class EndForm:
    """Why and when an agreement ends; which day is its last follows from both, and is said before anything is done."""

    def __init__(self, pane: RefillPane, desk: QtDesk, row: TenancyRow, done: Done, *, evicted_on: date | None = None,
                 by_night: bool = False) -> None:
        self._desk, self._row, self._done, self._by_night = desk, row, done, by_night
        words = row.words
        self.form = PaneForm(pane, f"End this {words.agreement}", f"{row.names}, {row.address}")
        self.form.add("reason", "How it ends", Choice([(reason, sentence_case(reason)) for reason in EndReason]))
        self.form.add("event_on", "The day", DateEdit(lambda: desk.today, needed=True))
        self.last: QLabel = label("", "strong", wrap=True)
        self.form.add_widget(self.last)
        self.form.edited.connect(self._say)
        if evicted_on is not None:
            self.form.set_values(reason=EndReason.EVICTED, event_on=evicted_on)
        self._say()
        self.form.foot(f"End the {words.agreement}", self.submit, done)

    def _say(self, _name: str = "") -> None:
        reason, day = self.form["reason"].value(), self.form["event_on"].value()
        if self._by_night:
            self.form.fields["event_on"].label.setText("The day they leave")
            night = "the night before they leave" if day is None else f"the night of {format_day(day - DAY)}"
            self.last.setText(f"The last night charged is {night}. Somebody else can come the day they leave")
            return
        self.form.fields["event_on"].label.setText(sentence_case(_EVENT.get(reason, LAST_DAY_MEANS[reason])))
        charge = self._row.words.charge
        if day is None:
            self.last.setText(f"The last day charged is {LAST_DAY_MEANS[reason]}")
        else:
            last = last_charge_day(reason, day)
            self.last.setText(f"The {charge} is charged up to and including {format_day(last)}: {LAST_DAY_MEANS[reason]}")

    def submit(self) -> None:
        """Ask once, with the last day; then end it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        reason, day = self.form["reason"].value(), self.form["event_on"].value()
        if self.form.show_problems(day_problems("event_on", day, self._desk.today)):
            return
        what = self._row.words.agreement
        last = format_date(day if self._by_night else last_charge_day(reason, day))
        upto = "up to the night before" if self._by_night else "up to and including that day"
        question = Question(f"End {what} {self._row.reference} on {last}?",
                            f"The {self._row.words.charge} of {self._row.names} is charged {upto}. What "
                            f"was charged beyond it is credited. It can be taken back as long as nobody else has the home.",
                            (Answer("end", f"End the {what}"),))
        self._desk.notices.ask(question, self._answered)

    def _answered(self, answer: str) -> None:
        if answer == "end":
            self._desk.do(end_and_hand_over, self._ended, self.form.refused, tenancy_id=self._row.id, version=self._row.version,
                          reason=self.form["reason"].value(), event_on=self.form["event_on"].value())

    def _ended(self, _outcome: Any) -> None:
        self._done()


class RouteForm:
    """Which benefit pays towards it, from a day on."""

    def __init__(self, pane: RefillPane, desk: QtDesk, row: TenancyRow, route: RouteRow | None, done: Done) -> None:
        self._desk, self._row, self._done = desk, row, done
        self.form = PaneForm(pane, "Benefit", "Who pays which part of a charge is set with the charges")
        self.form.add("route", "What is paid, and to whom", Choice([
            (one, sentence_case(route_words(one, row.kind))) for one in BenefitRoute]))
        self.form.add("claim_reference", "Claim reference", TextField(longest=60))
        self.form.add("on", "From", DateEdit(lambda: desk.today, row.within(desk.today), needed=True))
        if route is not None:
            self.form.set_values(route=route.route, claim_reference=route.claim_reference)
        self.form.foot("Keep it", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        if not self.form.show_problems(self.form.unreadable()):
            self._desk.do(change_route, self._kept, self.form.refused, tenancy_id=self._row.id, **self.form.values())

    def _kept(self, _outcome: Any) -> None:
        self._done()


class MoveForm:
    """Another of our homes under the same agreement, from a day on."""

    def __init__(self, pane: RefillPane, desk: QtDesk, row: TenancyRow, homes: Sequence[EmptyRow], done: Done) -> None:
        self._desk, self._row, self._done = desk, row, done
        self.form = PaneForm(pane, "Move to another home", f"The same {row.words.agreement} goes on there; what is "
                                                                f"charged stays until you change it")
        offered = [(home.space_id, home.address) for home in homes]
        self.form.add("to_space", "To which", Choice([(None, "Choose one of the empty homes"), *offered]))
        self.form.add("on", "First day there", DateEdit(lambda: desk.today, needed=True))
        self.form.foot("Move them", self.submit, done)

    def submit(self) -> None:
        """Move them, or say what stands against it."""
        found = self.form.unreadable()
        if self.form["to_space"].value() is None:
            found.append(Problem("to_space", "Choose the home they move to"))
        if not self.form.show_problems(found):
            self._desk.do(move_letting, self._moved, self.form.refused, tenancy_id=self._row.id, **self.form.values())

    def _moved(self, _outcome: Any) -> None:
        self._done()


class FirstNoteForm:
    """The note that everybody must read before they call or visit; empty lowers the flag."""

    def __init__(self, pane: RefillPane, desk: QtDesk, row: TenancyRow, done: Done) -> None:
        self._desk, self._row, self._done = desk, row, done
        self.form = PaneForm(pane, "Note to read first", "It flags the file. Facts only, as the person may read it")
        self.form.add("text", "The note", LongText(row.note_to_read, lines=5), hint="Empty takes the flag away")
        self.form.foot("Keep it", self.submit, done)

    def submit(self) -> None:
        """Keep it."""
        self._desk.do(set_note_to_read, self._kept, self.form.refused, tenancy_id=self._row.id, version=self._row.version,
                      text=self.form["text"].value())

    def _kept(self, _outcome: Any) -> None:
        self._done()

