"""The words of a request on screen: its columns, its sentence, and its facts."""

from datetime import date, datetime

from housingdesk.rent.queries.requests import RequestRow, Waiting
from housingdesk.rent.rules.words import RequestKind, RequestState
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.rows import frozen

WAITING, TO_PAY, DECIDED = "waiting", "to pay", "decided"
TABS = {WAITING: "Waiting", TO_PAY: "To pay", DECIDED: "Decided"}
EMPTY = {WAITING: "Nobody has asked for anything. M on a rent account asks for a refund or a write-off",
         TO_PAY: "No refund is to be paid", DECIDED: "Nothing was decided yet"}
_LOOKS = {RequestState.ASKED: Status.DUE, RequestState.APPROVED: Status.GOOD, RequestState.PAID: Status.GOOD,
          RequestState.DECLINED: Status.LATE}


@frozen
class Listed:
    """A request with why the person at the screen may not allow it; empty where they may, or it is decided."""

    id: int
    row: RequestRow
    why_not: str = ""


def listed(found: Waiting, key: str) -> list[Listed]:
    """The rows of a tab."""
    if key == WAITING:
        return [Listed(row.id, row, why) for row, why in found.rows]
    return [Listed(row.id, row) for row in (found.to_pay if key == TO_PAY else found.decided)]


def columns(today: date) -> tuple[Column, ...]:
    """What the lists show."""
    return (Column("what", "What", 190, lambda one: one.row.what, secondary=lambda one: one.row.write_off_reason or "",
                   stretch=1),
            Column("who", "Account", 180, lambda one: one.row.name, secondary=lambda one: one.row.reference, stretch=1),
            Column("pence", "Amount", 92, lambda one: format_pence(abs(one.row.pence)), align=Align.RIGHT,
                   sort=lambda one: abs(one.row.pence)),
            Column("by", "Asked by", 130, lambda one: one.row.asked_by.name, least=100,
                   secondary=lambda one: format_short(day_of(one.row.asked_at), today), stretch=1),
            Column("state", "State", 150, state_words, status=lambda one: _LOOKS.get(one.row.state, Status.NEUTRAL),
                   secondary=lambda one: "not for you to allow" if one.why_not else one.row.decided_by, stretch=1, least=130))


def day_of(moment: datetime) -> date:
    """The day in the office."""
    return moment.astimezone().date()


def state_words(one: Listed) -> str:
    """How far it is: ``asked``, ``to be paid``, ``paid 12 November 2026``."""
    row = one.row
    if row.kind is RequestKind.REFUND and row.state is RequestState.APPROVED:
        return "To be paid"
    if row.paid_on is not None:
        return f"Paid {format_date(row.paid_on)}"
    return str(row.state).capitalize()


def sentence(one: Listed) -> str:
    """A row as a screen reader says it."""
    return f"{one.row.what} on {one.row.name}, asked for by {one.row.asked_by.name}, {state_words(one)}"


def facts(row: RequestRow) -> list[tuple[str, str]]:
    """What stands in the pane, but for where a refund goes."""
    found = [("Account", row.reference), ("Stands at", balance_words(row.balance_pence)),
             ("Asked for", f"{row.asked_by.name}, {format_date(day_of(row.asked_at))}")]
    if row.state is RequestState.ASKED:
        found.append(("Would stand at", balance_words(row.balance_pence + row.pence)))
    if row.closes_on is not None:
        found.append(("Left", format_date(row.closes_on)))
    if row.effective_on is not None:
        found.append(("Dated", format_date(row.effective_on)))
    if row.decided_at is not None and row.decided_by:
        found.append(("Decided", f"{row.decided_by}, {format_date(day_of(row.decided_at))}"))
    if row.paid_on is not None:
        found.append(("Paid", format_date(row.paid_on) + (", the bank’s line is posted" if row.bank_line else "")))
    return found


def payee(row: RequestRow) -> list[tuple[str, str]]:
    """Where a refund goes."""
    if row.kind is not RequestKind.REFUND:
        return []
    numbers = [("Sort code", row.sort_code), ("Account number", row.account_number)] if row.sort_code else [("By", "cheque")]
    return [("Pay to", row.pay_to), *numbers, ("Reference", row.payment_reference)]
