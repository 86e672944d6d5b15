"""Putting a hold on an agreement, changing it, ending it and taking it off, in the pane beside its file."""

from collections.abc import Callable
from functools import partial
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.holds import actions
from housingdesk.holds.queries import HoldRow
from housingdesk.holds.rules import BY_LAW, STOPS, HoldDraft, HoldKind, Stop, clocks, standard_end
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField, Ticks
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.dates import DAY, format_day
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case
from housingdesk.values.timeline import Ref

KINDS = tuple((kind, sentence_case(kind)) for kind in HoldKind)
_STOPS = tuple((stop, sentence_case(stop)) for stop in Stop)
_LAW = "The law says what it stops: you may add to it, not take away. Take the days from the notification."
_FREE = "What it usually stops is ticked; tick what fits."
Done = Callable[[], object]


class HoldForm:
    """A hold being put on, or written anew."""

    def __init__(self, pane: RefillPane, desk: QtDesk, subject: Ref, done: Done, *, hold: HoldRow | None = None) -> None:
        self._desk, self._subject, self._done, self._hold = desk, subject, done, hold
        self.form = PaneForm(pane, "Change the hold" if hold else "Hold", "Stops letters and legal steps from its first day to "
                             "its last")
        self.form.add("kind", "Why", Choice(KINDS))
        self.form["kind"].edited.connect(self._fit_kind)
        self.form.add("start", "First day", DateEdit(lambda: desk.today, desk.today, needed=True))
        self._last = self.form.add("last", "Last day", DateEdit(lambda: desk.today), hint="Empty while nobody knows it")
        self._what = self.form.add("stops", "It stops", Ticks(_STOPS))
        self.form.add("debt_pence", "The debt it covers", MoneyEdit(), hint="Empty if it is not about a sum")
        self.form.add("people", "Whom it protects", TextField(longest=200), hint="A joint holder’s same debt is protected too")
        self.form.add("source", "Who told us", TextField(longest=200))
        self.form.add("reference", "Their reference", TextField(longest=200))
        self.form.add("note", "Note", LongText(lines=3))
        self._show(hold)
        self.form.foot("Keep the hold" if hold else "Put the hold on", self.submit, done)

    def _show(self, hold: HoldRow | None) -> None:
        if hold is None:
            self._fit_kind()
            return
        self.form.set_values(kind=hold.kind, start=hold.start, last=hold.end - DAY if hold.end else None, stops=hold.stops,
                             debt_pence=hold.debt_pence, people=hold.people, source=hold.source, reference=hold.reference,
                             note=hold.note)
        self._what.set_hint(_LAW if hold.kind in BY_LAW else _FREE)

    def _fit_kind(self) -> None:
        """What the kind stops, and how long it lasts where the law says so."""
        kind = self.form["kind"].value()
        self.form["stops"].set_value(STOPS[kind])
        self._what.set_hint(_LAW if kind in BY_LAW else _FREE)
        start = self.form["start"].value()
        end = standard_end(kind, start) if start else None
        self.form["last"].set_value(end - DAY if end else None)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        unreadable = self.form.unreadable()
        if self.form.show_problems(unreadable):
            return
        said = self.form.values()
        last = said.pop("last")
        draft = HoldDraft(end=last + DAY if last else None, **said)
        if self.form.show_problems([_to_last(problem) for problem in draft.problems()]):
            return
        if self._hold is None:
            self._desk.do(actions.put_hold, self._kept, self.form.refused, subject=self._subject, draft=draft)
        else:
            self._desk.do(actions.change_hold, self._kept, self.form.refused, hold_id=self._hold.id,
                          version=self._hold.version, draft=draft)

    def _kept(self, _outcome: Any) -> None:
        self._done()


class EndHoldForm:
    """When a hold ended, and why."""

    def __init__(self, pane: RefillPane, desk: QtDesk, hold: HoldRow, done: Done) -> None:
        self._desk, self._hold, self._done = desk, hold, done
        self.form = PaneForm(pane, "End the hold", hold.sentence)
        self.form.add("last", "Its last day", DateEdit(lambda: desk.today, desk.today - DAY, needed=True))
        self.form.add("because", "Why", TextField(longest=200))
        self.form.foot("End the hold", self.submit, done)

    def submit(self) -> None:
        """End it, or say what stands against it."""
        unreadable = self.form.unreadable()
        if self.form.show_problems(unreadable):
            return
        self._desk.do(actions.end_hold, self._kept, self.form.refused, hold_id=self._hold.id, version=self._hold.version,
                      end=self.form["last"].value() + DAY, because=self.form["because"].value())

    def _kept(self, _outcome: Any) -> None:
        self._done()


class TakeOffForm:
    """Why a hold should never have been put on."""

    def __init__(self, pane: RefillPane, desk: QtDesk, hold: HoldRow, done: Done) -> None:
        self._desk, self._hold, self._done = desk, hold, done
        self.form = PaneForm(pane, "Take the hold off", "As if it had never held. To end one that did, end it instead")
        self.form.add("because", "Why", TextField(longest=200))
        self.form.foot("Take it off", self.submit, done)

    def submit(self) -> None:
        """Take it off, or say what stands against it."""
        self._desk.do(actions.remove_hold, self._kept, self.form.refused, hold_id=self._hold.id, version=self._hold.version,
                      because=self.form["because"].value())

    def _kept(self, _outcome: Any) -> None:
        self._done()


def show_hold(pane: RefillPane, hold: HoldRow, desk: QtDesk, *, ask: Callable[[Callable[..., Any]], object],
              close: Done) -> None:
    """A hold in full, with what may be done with it."""
    pane.begin(str(hold.kind).capitalize(), hold.sentence)
    facts = [("Protects", hold.people), ("Told by", hold.source), ("Reference", hold.reference), ("", hold.note),
             ("Ended", hold.ended_because)]
    for name, value in facts:
        if value:
            pane.put(label(f"{name}: {value}" if name else value, "read" if not name else "", wrap=True))
    for clock in clocks(hold.kind, hold.start):
        pane.put(label(f"{clock.what}: {format_day(clock.on)} ({clock.rule})", "muted", wrap=True))
    pane.put(label(f"Put on by {hold.put_on_by}, {format_day(hold.put_on_at.astimezone().date())}", "muted", wrap=True))
    last = button("Close", close, key="Esc")
    if not desk.may(Permission.KEEP_TENANCIES):
        pane.finish(last)
        return
    change = partial(HoldForm, subject=Ref.of(hold.subject), hold=hold, done=close)
    others = [button("Take off", partial(ask, partial(TakeOffForm, hold=hold, done=close))), last]
    if hold.holds_on(desk.today):
        others.insert(0, button("End it", partial(ask, partial(EndHoldForm, hold=hold, done=close))))
    pane.finish(button("Change it", partial(ask, change)), others)


def chip(hold: HoldRow) -> tuple[str, Status]:
    """What the head of a file says of a hold."""
    return hold.stopped, Status.LATE


def _to_last(problem: Problem) -> Problem:
    """The form asks for the last day, the draft for the day after."""
    return Problem("last", problem.message) if problem.field == "end" else problem
