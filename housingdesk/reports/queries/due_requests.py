"""Money that waits for the person at the screen to allow it, and refunds to be paid, for the Today screen. Changes nothing."""

from datetime import date

from housingdesk.access.rules import Permission, Role, may
from housingdesk.access.users import users
from housingdesk.diary.rules import Weight
from housingdesk.rent.queries.requests import bands, to_pay, waiting
from housingdesk.rent.rules.bands import Hand, why_not
from housingdesk.rent.rules.words import RequestKind
from housingdesk.reports.queries.due_card import DueCard
from housingdesk.values.money import format_pence


def cards(on: date, owner: str | None) -> list[DueCard]:
    """What this person (by name) may allow, in one card, and what is to be paid; nothing for who may do neither."""
    asked, payable = waiting(), to_pay()
    if not asked and not payable:
        return []
    who = next((Hand(row.id, row.name, str(row.role)) for row in users() if row.active and row.name == owner), None)
    if who is None:
        return []
    found = list[DueCard]()
    by_kind = {kind: bands(kind, on) for kind in RequestKind} if asked else {}
    mine = [row for row in asked if not why_not(by_kind[row.kind], row.pence, row.asked_by, who)]
    if mine:
        many = f"{len(mine)} requests" if len(mine) > 1 else f"“{mine[0].what}”"
        found.append(DueCard(Weight.PERSON_WAITING, mine[0].asked_at.astimezone().date(), f"Decide {many}",
                             f"The oldest was asked for by {mine[0].asked_by.name}; nothing moves before", "Look at them",
                             "requests", (("tab", "waiting"),)))
    if payable and may(Role(who.role), Permission.POST_MONEY):
        total = format_pence(sum(row.pence for row in payable))
        many = f"{len(payable)} refunds" if len(payable) > 1 else "1 refund"
        found.append(DueCard(Weight.PERSON_WAITING, on, f"Pay {many}, {total}", "Allowed, and not yet gone from the bank",
                             "Look at them", "requests", (("tab", "to pay"),)))
    return found
