"""What is due of reviews and of guided changes, for the Today screen. Changes nothing."""

from datetime import date, timedelta

from housingdesk.changes.queries.due import due as due_of_changes
from housingdesk.changes.queries.reviews import agreed_due, due_lines
from housingdesk.diary.rules import Weight
from housingdesk.reports.queries.due_card import DueCard
from housingdesk.values.dates import format_date

_MOST_REVIEWS = 8
_WEEK_AHEAD = timedelta(7)


def reviews(on: date) -> list[DueCard]:
    """A card for each review that the law gives a last day, one for all the others, one for what was agreed at them."""
    rows = due_lines(on, 0)
    strict = [row for row in rows if row.due.last_on is not None]
    single, rest = strict[:_MOST_REVIEWS], [row for row in rows if row.due.last_on is None] + strict[_MOST_REVIEWS:]
    cards = [DueCard(Weight.LEGAL, row.due.due_on, f"Decide: {row.due.kind} of {row.names}", row.due.warning(on),
                     "Open the review", "review", (("tenancy_id", row.tenancy_id), ("kind", row.due.kind),
                                                   ("due_on", row.due.due_on), ("review_id", row.review_id)))
             for row in single]
    if rest:
        first = min(row.due.due_on for row in rest)
        cards.append(DueCard(Weight.PERSON_WAITING, first, f"Hold {len(rest)} review{'s' if len(rest) > 1 else ''}",
                             f"The oldest was due on {format_date(first)}", "Look at them", "reviews"))
    return cards + _agreed(on)


def _agreed(on: date) -> list[DueCard]:
    found = agreed_due(on)
    if not found:
        return []
    first, many = found[0][0], len(found)
    return [DueCard(Weight.PERSON_WAITING, first.by_on, f"{many} thing{'s' if many > 1 else ''} agreed at reviews",
                    f"The oldest by {format_date(first.by_on)}: {first.what}", "Look at them", "reviews",
                    (("group", "agreed"),))]


def changes(on: date) -> list[DueCard]:
    """Answers that a clock runs for, and changes that were decided and take effect."""
    return [DueCard(Weight.LEGAL, row.on, f"{row.what}, {row.names}", f"By {format_date(row.on)}", "Open it", "change",
                    (("change_id", row.change_id),)) for row in due_of_changes(on, _WEEK_AHEAD)]
