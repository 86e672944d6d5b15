"""When the made-up association's desk takes money and pays it in, and which files of allpay are kept as files.

It goes along with the weeks, so that every act stands in the order in which it was done. Older lists of allpay stand in the
ledger only; the newest are real payment files, and one has come before its money.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import Any

from housingdesk.access.act import Who
from housingdesk.demo.actions.desk_money import bank_first_slip, post_real_file, take_in_file, write_slip, write_takings
from housingdesk.demo.desk_money import Taken, banked_on, deposit, slip_takings, till_takings
from housingdesk.demo.lines import Schedule, ScheduleKind
from housingdesk.demo.schedule_files import schedule_files
from housingdesk.values.dates import DAY, WEEK, week_of

_KEPT = 2 * WEEK + 6 * DAY


def is_kept_file(schedule: Schedule, today: date) -> bool:
    """Whether a list of allpay is kept as a payment file."""
    return schedule.kind is ScheduleKind.CARD and schedule.paid_on > today - _KEPT


class DeskDays:
    """The desk of one association; ``do`` is the way in which its acts are done: day, time, who, action, facts."""

    def __init__(self, do: Callable[..., Any], who: Who, today: date) -> None:
        self._do, self._who, self._today = do, who, today
        self._slip: tuple[int, int] | None = None
        self.taken = 0

    def week(self, monday: date) -> None:
        """What is done in a week after the money of the week before was posted."""
        if self._slip is not None and monday == week_of(banked_on(self._today)) + WEEK:
            slip, cheque = self._slip
            self._do(monday, time(11, 10), self._who, bank_first_slip, slip_id=slip, cheque_id=cheque,
                     narrative=deposit(self._today).narrative)
        made = self._take(slip_takings(self._today), monday)
        if made:
            on = banked_on(self._today)
            self._slip = self._do(on, time(9, 20), self._who, write_slip, taking_ids=made), made[-1]
        self._take(till_takings(self._today), monday)

    def _take(self, takings: Sequence[Taken], monday: date) -> list[int]:
        made: list[int] = []
        for one in takings:
            if week_of(one.on) == monday:
                made += self._do(one.on, time(14, 30), self._who, write_takings, takings=[one])
        self.taken += len(made)
        return made

    def post_files(self, schedules: Iterable[Schedule], monday: date, accounts: Sequence[int]) -> None:
        """The payment files of a Monday, each against its lump."""
        for schedule in schedules:
            [file] = schedule_files([schedule], schedule.paid_on + DAY)
            self._do(monday, time(10, 50), self._who, post_real_file, schedule=schedule, file=file, accounts=accounts)

    def take_in(self, coming: Iterable[Schedule]) -> int:
        """A payment file whose money is on the statement that waits; how many."""
        first = next((one for one in coming if one.kind is ScheduleKind.CARD and one.paid_on < self._today), None)
        if first is not None:
            [file] = schedule_files([first], first.paid_on + DAY)
            self._do(self._today, time(0, 27), self._who, take_in_file, file=file)
        return int(first is not None)
