"""Former accounts whose next day has come, and debts whose six years nearly end, for the Today screen. Changes nothing."""

from datetime import date

from housingdesk.diary.rules import Weight
from housingdesk.reports.queries.due_card import DueCard
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence


def cards(on: date) -> list[DueCard]:
    """A card for what was to be done next by now, and one for debts that can soon not be sued for; each names the first."""
    from housingdesk.arrears.queries.former_due import steps_come, years_end

    found = []
    if come := steps_come(on):
        first = come[0]
        many = f"{len(come)} former accounts" if len(come) > 1 else f"the former account of {first.names}"
        found.append(DueCard(Weight.MONEY, first.on, f"Take up {many} again",
                             f"The next step was set for {format_date(first.on)}: {first.names}", "Look at them", "former"))
    if ends := years_end(on):
        first, total = ends[0], format_pence(sum(one.pence for one in ends))
        many = f"{len(ends)} debts of {total}" if len(ends) > 1 else f"the debt of {total}"
        found.append(DueCard(Weight.MONEY, on, f"Act on {many} before six years end",
                             f"{first.names}: from {format_date(first.on)} a court no longer helps", "Look at them", "former"))
    return found
