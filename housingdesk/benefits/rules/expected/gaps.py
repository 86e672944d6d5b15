"""Why expected benefit and what came differ: one class for each payment due, and what would settle it. Pure.

It decides from facts alone: awards, runs, the office's schedules, what is known of the claim, and what somebody found out,
which stands before all else. The sentences are in ``telling``.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from housingdesk.benefits.rules.expected import telling
from housingdesk.benefits.rules.expected.calendar import late_after
from housingdesk.benefits.rules.expected.hb_cycle import hb_dues
from housingdesk.benefits.rules.expected.settling import ROUNDING, Settled, settle
from housingdesk.benefits.rules.expected.shapes import Came, Due, Found, Halt, History, Paid, Row, Run
from housingdesk.benefits.rules.expected.uc_periods import deduction_dues, uc_dues
from housingdesk.benefits.rules.words import GapClass
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import DAY
from housingdesk.values.money import portion

HORIZON = timedelta(weeks=9)
"""How far ahead payments are told of."""
_NEAR = timedelta(6)
_BY_TENANT = timedelta(16)


def dues(history: History, until: date) -> list[Due]:
    """Every payment that should come by a day, the soonest first."""
    made = {Payer.HB: hb_dues, Payer.UC: uc_dues}.get(history.payer, deduction_dues)(history, until)
    return list(made)


def classify(history: History, on: date) -> tuple[Row, ...]:
    """Every payment due since ``history.since``, what came for it, and why they differ as far as it is known on a day."""
    all_due, placed, loose = _settled(history, on, on + HORIZON)
    rows: list[Row] = []
    for place, due in enumerate(all_due):
        nothing_before = bool(rows) and rows[-1].gap in (GapClass.LATE, GapClass.STOPPED)
        rows.append(_Case(history, due, tuple(placed[place]), on, nothing_before).row())
    rows += [_loose(history, one) for one in loose if one.on >= history.since]
    return tuple(sorted(rows, key=lambda row: row.due.due_on if row.due is not None else row.came[0].on))


def coming(history: History, on: date, until: date) -> list[Due]:
    """What is still to come of the payments due from a day on; nothing while the claim is stopped."""
    if history.halts:
        return []
    all_due, placed, _ = _settled(history, on, until)
    rest = [replace(due, pence=due.pence - sum(one.pence for one in placed[place])) for place, due in enumerate(all_due)
            if due.due_on >= on]
    return [due for due in rest if due.pence > ROUNDING]


def _settled(history: History, on: date, until: date) -> tuple[list[Due], Settled, list[Came]]:
    """The payments due since ``history.since``, what is known on a day to have come for each, and money for none."""
    found = [due for due in dues(history, until) if due.due_on >= history.since]
    first = min((due.covers_from for due in found), default=date.min)
    came = [one for one in history.came if one.on <= on and (one.covers_to or date.max) > first]
    return found, *settle(found, [_within(one, first) for one in came] if history.payer is Payer.HB else came)


def _within(one: Came, first: date) -> Came:
    """Money that reaches back before the days that are looked at, as far as it is for these."""
    if one.covers_from is None or one.covers_to is None or one.covers_from >= first:
        return one
    days = (one.covers_to - one.covers_from).days
    return replace(one, covers_from=first, pence=portion(one.pence, (one.covers_to - first).days, days))


def _loose(history: History, one: Came) -> Row:
    """Money for which nothing was due: on account before a decision, else more than expected."""
    decided = min((paid.told_on or paid.start for paid in history.awards), default=date.max)
    if one.on < decided:
        return Row(None, (one,), GapClass.NONE, 0, telling.on_account(one), "It is taken off the first payment")
    return Row(None, (one,), GapClass.OVER, -one.pence, telling.nothing_due(history, one),
               "Ask the office what it was for. It may want it back")


class _Case:
    """One payment due with all that bears on it."""

    def __init__(self, history: History, due: Due, came: tuple[Came, ...], on: date, nothing_before: bool) -> None:
        self.history, self.due, self.came, self.on = history, due, came, on
        self.nothing_before = nothing_before
        self.rest = due.pence - sum(one.pence for one in came)
        self.line = _near(history.runs, due, on)
        self.found = next((one for one in history.found if one.due_on == due.due_on), None)

    def row(self) -> Row:
        """The class and its words."""
        if self.found is not None:
            return self._found(self.found)
        gap = self.gap()
        missing = 0 if gap in (GapClass.NONE, GapClass.NOT_YET_DUE, GapClass.THIRTEENTH) else self.rest
        if gap is GapClass.STOPPED and self.due.due_on > self.on:
            missing = 0
        if gap is GapClass.RECOVERED and abs(missing) <= ROUNDING:
            missing = 0
        cause = self.cause(gap)
        return Row(self.due, self.came, gap, missing, telling.sentence(self.due, self.came, gap, cause, self.on),
                   telling.settles(self.history, self.due, gap, cause))

    def _found(self, found: Found) -> Row:
        done = found.settled_on is not None or found.found in (GapClass.NONE, GapClass.NOT_YET_DUE, GapClass.THIRTEENTH)
        return Row(self.due, self.came, found.found, 0 if done else self.rest, telling.found(found),
                   "" if done else telling.settles(self.history, self.due, found.found, ""))

    def gap(self) -> GapClass:
        """The class, from the surest fact to the least."""
        if not self.due.pence and not self.came:
            return GapClass.THIRTEENTH
        if abs(self.rest) <= ROUNDING:
            return GapClass.RECOVERED if self.line is not None and self.line.recovery_pence else GapClass.NONE
        if self.rest < 0:
            return GapClass.OVER
        if self._recovered():
            return GapClass.RECOVERED
        if not self.came:
            return self._nothing()
        return GapClass.NOT_YET_DUE if self.on <= late_after(self.due.due_on) else GapClass.SHORT

    def _nothing(self) -> GapClass:
        if self.halt() is not None:
            return GapClass.STOPPED
        if self.due.due_on <= self.on and (self._award_to_tenant() or self.own() is not None):
            return GapClass.TO_TENANT
        if self._not_on_list():
            return GapClass.STOPPED
        if self.on <= late_after(self.due.due_on):
            return GapClass.NOT_YET_DUE
        return GapClass.STOPPED if self.nothing_before else GapClass.LATE

    def _recovered(self) -> bool:
        """Whether what lacks is what the office took off for an overpayment."""
        if self.line is not None and self.line.recovery_pence and self.line.own:
            return abs(self.line.recovery_pence - self.rest) <= ROUNDING
        return self.on >= self.due.due_on and any(abs(_of(self.history, self.due, one.pence) - self.rest) <= ROUNDING
                                                  for one in self.history.recovering)

    def _not_on_list(self) -> bool:
        return self.line is not None and self.line.gross_pence is None

    def _award_to_tenant(self) -> bool:
        paid = award_for(self.history.awards, self.due)
        return paid is not None and not paid.to_landlord

    def halt(self) -> Halt | None:
        """What stopped the claim before this payment, if something did."""
        return next((halt for halt in self.history.halts if halt.since <= min(self.due.due_on, self.on)
                     and (halt.until is None or halt.until > self.due.due_on)), None)

    def own(self) -> Came | None:
        """What the tenant handed on of money that was for us: the same sum, at the time at which it was due."""
        return next((one for one in self.history.own if abs(one.pence - self.due.pence) <= ROUNDING
                     and self.due.due_on - DAY <= one.on <= self.due.due_on + _BY_TENANT), None)

    def cause(self, gap: GapClass) -> str:
        """What more is known of it, in words."""
        halt = self.halt()
        match gap:
            case GapClass.STOPPED if halt is not None:
                return telling.halted(halt, self.on)
            case GapClass.STOPPED if self._not_on_list():
                return telling.NOT_ON_LIST
            case GapClass.TO_TENANT if (own := self.own()) is not None:
                return telling.handed_on(own)
            case GapClass.RECOVERED if self.line is not None and self.line.recovery_pence:
                return telling.held_back(self.line, whole=abs(self.rest) <= ROUNDING)
            case GapClass.SHORT:
                return self._short()
        return ""

    def _short(self) -> str:
        before = _before(self.history.awards, self.due)
        came = self.due.pence - self.rest
        if before is not None and abs(_of(self.history, self.due, before.pence) - came) <= ROUNDING:
            return telling.old_award(self.history, before)
        for one in self.history.deductions:
            if abs(_of(self.history, self.due, one.pence) - self.rest) <= ROUNDING:
                return telling.deducted(one)
        return ""


def award_for(awards: Sequence[Paid], due: Due) -> Paid | None:
    """The award in force on the last day that a payment is for."""
    last = due.covers_to - DAY
    return next((paid for paid in sorted(awards, key=lambda paid: paid.start, reverse=True)
                 if paid.start <= last and (paid.end is None or last < paid.end)), None)


def _before(awards: Sequence[Paid], due: Due) -> Paid | None:
    """The award before the one that a payment is reckoned with."""
    now = award_for(awards, due)
    earlier = [paid for paid in awards if now is not None and paid.start < now.start]
    return max(earlier, key=lambda paid: paid.start, default=None)


def _of(history: History, due: Due, pence: int) -> int:
    """What an amount of the award's period comes to for the days of a payment."""
    if history.payer is Payer.UC:
        return pence
    return portion(pence, (due.covers_to - due.covers_from).days, 7)


def _near(runs: Sequence[Run], due: Due, on: date) -> Run | None:
    """The schedule of the run on which a payment was due, the one that came nearest to its day."""
    near = [run for run in runs if abs(run.paid_on - due.due_on) <= _NEAR and run.paid_on <= on]
    return min(near, key=lambda run: abs(run.paid_on - due.due_on), default=None)
