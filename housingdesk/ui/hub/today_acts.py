"""What the Today page does to a task that somebody wrote: imported by who does it."""

from typing import TYPE_CHECKING

from housingdesk.diary import actions as diary_actions
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.values.dates import add_working_days

if TYPE_CHECKING:
    from housingdesk.reports.queries.due_card import DueCard


def finish(desk: QtDesk, card: "DueCard") -> None:
    """Tick it off."""
    desk.do(diary_actions.finish_task, None, None, task_id=card.task_id, version=card.task_version)


def snooze(desk: QtDesk, card: "DueCard") -> None:
    """Put it off to the next working day."""
    desk.do(diary_actions.snooze_task, None, None, task_id=card.task_id, version=card.task_version,
            due_on=add_working_days(desk.today, 1))
