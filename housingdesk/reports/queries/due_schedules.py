"""What is due of lists behind lumps, for Today: lines that need somebody, money without its list, lists without money.

Schedules of benefit, payment files of allpay and cards, and money taken at a desk that is not in the bank.
"""

from datetime import date

from housingdesk.bank.queries import bacs, file_lumps, lumps, takings
from housingdesk.benefits.queries import schedules
from housingdesk.diary.rules import Weight
from housingdesk.reports.queries.due_card import DueCard
from housingdesk.values.dates import format_date


def cards(on: date) -> list[DueCard]:
    """A card for each schedule, and one for all sums that have waited too long; then those of payment files and takings."""
    return [*_schedules(on), *_files(on), *_takings(on), *_debits(on)]


def _files(on: date) -> list[DueCard]:
    found = []
    for file_id, day, sentence in file_lumps.due(on):
        screen, facts = ("payment_file", (("file_id", file_id),)) if file_id is not None else ("payment_files", ())
        why = "Nobody is credited until file and money are there" if file_id is None else "A payment file and its money"
        verb = "Open it" if file_id is not None else "Look at it"
        found.append(DueCard(Weight.MONEY, day, sentence, why, verb, screen, facts))
    return found


def _takings(on: date) -> list[DueCard]:
    return [DueCard(Weight.MONEY, day, sentence, "It was credited when it was taken, and is not in the bank", "Look at it",
                    "takings") for day, sentence in takings.due(on)]


def _debits(on: date) -> list[DueCard]:
    return [DueCard(Weight.MONEY, day, sentence, "Direct Debits", "Look at it", "direct_debits", (("tab", tab),))
            for day, sentence, tab in bacs.due(on)]


def _schedules(on: date) -> list[DueCard]:
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
