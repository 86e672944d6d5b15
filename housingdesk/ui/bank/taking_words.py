"""Words and columns of takings and paying-in slips, and the sums by which a till is counted."""

from collections.abc import Sequence
from datetime import date

from housingdesk.bank.queries.slips import SlipFit, SlipRow
from housingdesk.bank.queries.takings import TakingRow, TillSum
from housingdesk.bank.rules.words import SlipState, TakingState, TakingWay
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

_TAKING = {TakingState.TAKEN: Status.DUE, TakingState.ON_SLIP: Status.INFORMATION, TakingState.BANKED: Status.GOOD,
           TakingState.BOUNCED: Status.LATE, TakingState.WITHDRAWN: Status.NEUTRAL}
_SLIP = {SlipState.MADE: Status.INFORMATION, SlipState.BANKED: Status.GOOD, SlipState.WITHDRAWN: Status.NEUTRAL}


@frozen
class TillRow:
    """A taking, or a slip with the bank's lines that may be its. ``id`` is the taking's, or the slip's below nought."""

    id: int
    taking: TakingRow | None = None
    slip: SlipRow | None = None
    fits: tuple[SlipFit, ...] = ()

    @property
    def pence(self) -> int:
        """How much it is."""
        return self.taking.pence if self.taking is not None else self.slip.pence if self.slip is not None else 0


def who_words(one: TillRow) -> str:
    """Whose account it went to; the bank account of a slip."""
    return one.taking.names if one.taking is not None else f"Paying-in slip {one.slip.number}" if one.slip is not None else ""


def what_words(one: TillRow) -> str:
    """How it was paid, and where; a slip's bank account."""
    if one.taking is not None:
        drawn = f" {one.taking.drawn_on}" if one.taking.drawn_on else ""
        return f"{one.taking.way[:1].upper()}{one.taking.way[1:]}{drawn}, {one.taking.where}"
    return f"To {one.slip.bank}, {one.slip.takings} receipts" if one.slip is not None else ""


def state_words(one: TillRow) -> str:
    """How far it is."""
    if one.taking is not None:
        said = "in the till" if one.taking.state is TakingState.TAKEN else str(one.taking.state)
        if one.taking.state is TakingState.ON_SLIP and one.taking.slip_number:
            said = f"on paying-in slip {one.taking.slip_number}"
        if one.taking.way is TakingWay.CARD and one.taking.state is TakingState.TAKEN:
            said = "awaits its settlement"
        return f"{said[:1].upper()}{said[1:]}"
    if one.slip is not None and one.slip.state is SlipState.MADE and one.fits and one.fits[0].sure:
        return "The bank shows it"
    return f"{one.slip.state[:1].upper()}{one.slip.state[1:]}" if one.slip is not None else ""


def _status(one: TillRow) -> Status:
    if one.taking is not None:
        return _TAKING[one.taking.state]
    if one.slip is not None and one.slip.state is SlipState.MADE and one.fits:
        return Status.DUE
    return _SLIP[one.slip.state] if one.slip is not None else Status.NEUTRAL


def _number(one: TillRow) -> int:
    return one.taking.number if one.taking is not None else one.slip.number if one.slip is not None else 0


def _day(one: TillRow) -> date:
    return one.taking.taken_on if one.taking is not None else one.slip.made_on if one.slip is not None else date.min


def _age(one: TillRow) -> str:
    days = None
    if one.taking is not None and one.taking.state in (TakingState.TAKEN, TakingState.ON_SLIP):
        days = one.taking.days
    elif one.slip is not None and one.slip.state is SlipState.MADE:
        days = one.slip.days
    return "" if days is None else "today" if days <= 0 else f"{days:,} day{'' if days == 1 else 's'}"


def till_sentence(one: TillRow) -> str:
    """A row as a screen reader says it."""
    begin = f"Receipt {_number(one)}, " if one.taking is not None else ""
    return f"{begin}{who_words(one)}, {format_pence(one.pence)}: {state_words(one)}"


def is_struck(one: TillRow) -> bool:
    """Whether it was withdrawn: its number stays, its amount counts nowhere."""
    return (one.taking is not None and one.taking.state is TakingState.WITHDRAWN) or (
        one.slip is not None and one.slip.state is SlipState.WITHDRAWN)


def till_columns(today: date) -> Sequence[Column]:
    """Columns of the list."""
    return (
        Column("number", "No.", 62, lambda one: f"{_number(one)}", least=54, sort=_number),
        Column("who", "For", 200, who_words, secondary=what_words, stretch=3, sort=True),
        Column("state", "Is", 170, state_words, status=_status, stretch=2, sort=True),
        Column("day", "Taken", 76, lambda one: format_short(_day(one), today), least=66, sort=_day),
        Column("age", "Waits", 80, _age, least=70, hide_below=560),
        Column("pence", "Amount", 112, lambda one: format_pence(one.pence), align=Align.RIGHT, least=100,
               strong=lambda one: not is_struck(one), sort=lambda one: one.pence))


def till_facts(sums: Sequence[TillSum]) -> list[tuple[str, str]]:
    """What somebody took in each way, and together."""
    rows = [(f"{one.taken_by}, {one.way}, {one.count}", format_pence(one.pence)) for one in sums]
    return [*rows, ("Together", format_pence(sum(one.pence for one in sums)))] if rows else []


def counted_words(sums: Sequence[TillSum], counted_pence: int) -> str:
    """What was counted against the day's receipts in cash.

    >>> counted_words([TillSum("Ann", TakingWay.CASH, 2, 5000), TillSum("Ann", TakingWay.CARD, 1, 900)], 4500)
    'Counted £45.00, the receipts in cash come to £50.00: £5.00 short'
    """
    cash = sum(one.pence for one in sums if one.way is TakingWay.CASH)
    if cash == counted_pence:
        return f"Counted {format_pence(counted_pence)}: it agrees with the receipts in cash"
    return (f"Counted {format_pence(counted_pence)}, the receipts in cash come to {format_pence(cash)}: "
            f"{format_pence(abs(cash - counted_pence))} {'short' if counted_pence < cash else 'over'}")


def facts_of(one: TillRow) -> list[tuple[str, str]]:
    """What is known of a taking or a slip."""
    if one.taking is not None:
        row = one.taking
        found = [("Receipt", f"{row.number}"), ("Taken on", format_date(row.taken_on)), ("Taken by", row.taken_by),
                 ("Taken at", row.where), ("Paid by", row.paid_by), ("Way", str(row.way)), ("Number", row.drawn_on),
                 ("Slip", f"{row.slip_number}" if row.slip_number else ""), ("Note", row.note),
                 ("Amount", format_pence(row.pence))]
    elif one.slip is not None:
        slip = one.slip
        found = [("Made on", format_date(slip.made_on)), ("Made by", slip.made_by), ("Into", slip.bank),
                 ("Receipts", f"{slip.takings:,}"), ("Amount", format_pence(slip.pence))]
    else:
        found = []
    return [(word, text) for word, text in found if text]
