"""What is due of schedules of benefit, for Today: lines that need somebody, money without its list, lists without money."""

from datetime import date

from housingdesk.bank.queries import lumps
from housingdesk.benefits.queries import schedules
from housingdesk.diary.rules import Weight
from housingdesk.reports.queries.due_card import DueCard
from housingdesk.values.dates import format_date


def cards(on: date) -> list[DueCard]:
    """A card for each schedule, and one for all sums that have waited too long."""
    found = [DueCard(Weight.MONEY, day, sentence, row.name, "Open it", "schedule", (("schedule_id", row.id),))
             for row, day, sentence in schedules.due(on)]
    waiting = lumps.due(on)
    if not waiting:
        return found
    first, day, sentence = waiting[0]
    many = f"{len(waiting)} sums of benefit wait for their schedules" if len(waiting) > 1 else sentence
    which = "The oldest" if len(waiting) > 1 else "It"
    why = f"{which} came on {format_date(first.made_on)}; nobody is credited until its list is here"
    return [*found, DueCard(Weight.MONEY, day, many, why, "Look at them", "schedules")]
