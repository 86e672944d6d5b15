"""The head of a run: its total, the line of the bank it is held against, how far they are apart, and who is missing."""

from collections.abc import Callable
from datetime import date

from housingdesk.bank.queries.lumps import FitRow, lumps_for
from housingdesk.benefits.queries.schedule_rows import RunView
from housingdesk.benefits.queries.schedules import ASKED, run_view
from housingdesk.benefits.rules.words import ScheduleState
from housingdesk.ui.benefits.schedule_words import RunItem
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.sum_head import NOT_COME, SumHead
from housingdesk.values.dates import format_short
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_NAMED = 4


@frozen
class Run:
    """A run with the sums it may be the list of, and its lines and missing people as one list."""

    view: RunView
    fits: tuple[FitRow, ...]
    items: tuple[RunItem, ...]
    on: date

    @property
    def words(self) -> str:
        """Its classes, counted: ``3 New, 112 Same``."""
        return ", ".join(f"{count:,} {one}" for one, count in self.view.counts) or "no earlier run to hold it against"

    @property
    def stop_words(self) -> str:
        """What keeps it from being posted, in a sentence; empty when nothing does."""
        asks = sum(problem.field == ASKED for problem in self.view.stops)
        said = [str(problem).removesuffix(".") for problem in self.view.stops if problem.field != ASKED]
        if asks:
            said.append(f"{asks} line{'s' if asks != 1 else ''} need{'' if asks != 1 else 's'} you")
        return ". ".join(said)


def run_of(schedule_id: int, on: date) -> Run:
    """A run with everything its screen shows."""
    view = run_view(schedule_id, on)
    items = (*(RunItem(line.id, line) for line in view.lines),
             *(RunItem(-one.account_id, None, one) for one in view.missing))
    return Run(view, lumps_for(schedule_id, on) if view.head.open else (), items, on)


class RunHead(SumHead):
    """Its net sum, against the line of the bank."""

    def __init__(self, chosen: Callable[[int | None], object], post: Callable[[], object]) -> None:
        super().__init__("Post run", chosen, post)

    def show_run(self, run: Run, bank_line_id: int | None) -> None:
        """Everything anew, held against one line of the bank."""
        head = run.view.head
        off = head.recovery_pence
        taken = f", {format_pence(off)} taken off {format_pence(head.gross_pence)}" if off else ""
        self.total.setText(f"Schedule {format_pence(head.net_pence)}{taken}")
        lines = [(fit.lump.bank_line_id, _lump_words(fit, run.on)) for fit in run.fits]
        self.hold_against(lines, bank_line_id, waits=head.open,
                          none="Posted" if head.state is ScheduleState.POSTED else NOT_COME)
        fit = next((one for one in run.fits if one.lump.bank_line_id == bank_line_id), None)
        self.checks.show_checks(_checks(run, fit))


def _lump_words(fit: FitRow, on: date) -> str:
    return f"{format_short(fit.lump.made_on, on)}  {format_pence(fit.lump.pence)}  {fit.lump.payer or fit.lump.narrative}"[:70]


def _checks(run: Run, fit: FitRow | None) -> list[tuple[Status, str]]:
    """The difference, what stops it, and who is missing."""
    head, made = run.view.head, list[tuple[Status, str]]()
    if head.state is ScheduleState.POSTED:
        made.append((Status.GOOD, "Posted. Undo, or “Take the run back”, reverses it as one"))
    elif fit is not None:
        made.append((Status.GOOD if fit.fits else Status.LATE, fit.sentence))
    elif head.state is not ScheduleState.LEFT:
        made.append((Status.INFORMATION, f"It waits for its money: {format_pence(head.net_pence)} has not come to the bank"))
    if run.stop_words:
        made.append((Status.LATE, run.stop_words))
    if head.not_ours_pence:
        made.append((Status.DUE, f"{format_pence(head.not_ours_pence)} is not ours and stays in the control account"))
    if run.view.missing and head.state is not ScheduleState.LEFT:
        names = ", ".join(one.whose for one in run.view.missing[:_NAMED])
        more = len(run.view.missing) - _NAMED
        made.append((Status.DUE, f"Missing from this schedule: {names}" + (f" and {more} more" if more > 0 else "")))
    return made
