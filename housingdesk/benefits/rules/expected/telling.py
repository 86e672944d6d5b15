"""What is said of a payment due and of what came for it: one sentence, and what would settle it. Pure."""

from collections.abc import Sequence
from datetime import date

from housingdesk.benefits.rules.expected.calendar import late_after
from housingdesk.benefits.rules.expected.settling import ROUNDING
from housingdesk.benefits.rules.expected.shapes import Came, Deduction, Due, Found, Halt, History, Paid, Row, Run
from housingdesk.benefits.rules.words import ClaimState, GapClass
from housingdesk.rent.rules.words import Payer
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

NOT_ON_LIST = "The run came, and this claim is not on its list"
_OLD = "It is the sum of the award before it"


def sentence(due: Due, came: Sequence[Came], gap: GapClass, cause: str, on: date) -> str:
    """What happened to one payment."""
    pence = sum(one.pence for one in came)
    whole, day = format_pence(due.pence), format_date(due.due_on)
    match gap:
        case GapClass.NONE:
            return _in_full(due, came)
        case GapClass.NOT_YET_DUE:
            return _to_come(due, pence, on)
        case GapClass.LATE:
            return f"{whole} was due on {day} and has not come, {(on - due.due_on).days} days later"
        case GapClass.SHORT:
            return _with(f"{format_pence(pence)} came of {whole} due on {day}: {format_pence(due.pence - pence)} short", cause)
        case GapClass.STOPPED:
            first = f"{whole} was due on {day} and nothing came" if due.due_on <= on else f"{whole} would be due on {day}"
            return _with(first, cause or "Nothing came for the payment before it either")
        case GapClass.RECOVERED:
            return _with(f"{format_pence(pence)} came of {whole} due on {day}", cause or "The rest is taken for an overpayment")
        case GapClass.THIRTEENTH:
            return f"Nothing was to come with the batch of {day}. {due.why}"
        case GapClass.TO_TENANT:
            words = "The award says that it is paid to the tenant, while payment to us is granted"
            return _with(f"{whole} was due to us on {day} and nothing came", cause or words)
        case GapClass.OVER:
            return f"{format_pence(pence)} came for {whole} due on {day}: {format_pence(pence - due.pence)} more than expected"


def _with(first: str, cause: str) -> str:
    return f"{first}. {cause}" if cause else first


def _in_full(due: Due, came: Sequence[Came]) -> str:
    days = sorted({one.on for one in came if one.pence > ROUNDING})
    if not days:
        return f"Nothing was due on {format_date(due.due_on)}"
    if len(days) > 1:
        return f"Came in full, in {len(days)} parts, the last on {format_date(days[-1])}"
    if days[0] > late_after(due.due_on):
        return f"Came in full on {format_date(days[0])}, {(days[0] - due.due_on).days} days late"
    return f"Came in full on {format_date(days[0])}"


def _to_come(due: Due, pence: int, on: date) -> str:
    words = f"{format_pence(due.pence)} is due on {format_date(due.due_on)}, for the days to {format_date(due.covers_to - DAY)}"
    if pence:
        words += f". {format_pence(pence)} of it has come"
    return words + (". It may take two working days to be seen" if due.due_on <= on else "")


def settles(history: History, due: Due, gap: GapClass, cause: str) -> str:
    """What would settle it; empty when there is nothing to do."""
    who = history.office
    match gap:
        case GapClass.LATE if history.payer is Payer.HB:
            return f"The run of {format_date(due.due_on)} or its list from {who}. If others are on it, ask about this claim"
        case GapClass.LATE:
            return "The payment itself: look among the money that nobody could place, then ask the DWP"
        case GapClass.SHORT if cause.startswith(_OLD):
            return f"Tell {who} of the new rent, and ask for what fell short since"
        case GapClass.SHORT if history.payer is Payer.UC:
            return "The tenant’s statement of that period: earnings or deductions lower it, and the tenant owes the rest"
        case GapClass.SHORT:
            return f"Ask {who} what it reckoned with. If it is right, record the new award: the tenant owes the rest"
        case GapClass.STOPPED if cause.startswith(_ENDED):
            return "A new claim, or the tenant’s own payment"
        case GapClass.STOPPED if cause.startswith(_SUSPENDED):
            return f"Give {who} what it asks for"
        case GapClass.STOPPED:
            return f"Ask {who} why, and what it needs to pay again"
        case GapClass.RECOVERED if _OTHERS in cause:
            return f"Nothing here. If the overpayment is not right, dispute it with {who}"
        case GapClass.RECOVERED:
            return "Nothing, where the overpayment is right: the tenant owes what was taken of their own. Else dispute it"
        case GapClass.TO_TENANT:
            return f"Ask the tenant for it, and {who} to pay us"
        case GapClass.OVER:
            return f"Ask {who} for its decision, and record the new award; it may want the rest back"
        case _:
            return ""


_OTHERS = "somebody else’s overpayment"
_ENDED, _SUSPENDED = "The claim ended", "The claim is suspended"


def halted(halt: Halt, on: date) -> str:
    """What stopped the claim; once the day for an answer is past, the office may end it (D&A Regs 2001 regs 13, 14)."""
    if halt.state is ClaimState.SUSPENDED:
        if halt.by is None:
            return _SUSPENDED
        if halt.by < on:
            return f"{_SUSPENDED}. What was asked for had to be there by {format_date(halt.by)}: it may be ended"
        return f"{_SUSPENDED}. What is asked for has to be there by {format_date(halt.by)}"
    return f"{_ENDED} on {format_date(halt.since)}"


def handed_on(own: Came) -> str:
    """That the tenant paid just that sum."""
    return f"The tenant paid {format_pence(own.pence)} on {format_date(own.on)}, as if it had come to them"


def held_back(line: Run, *, whole: bool) -> str:
    """What the office took off a line."""
    whose = "an overpayment of their own" if line.own else _OTHERS
    full = ": this account has it in full" if whole else ""
    return f"{format_pence(line.recovery_pence)} was held back for {whose}{full}"


def old_award(history: History, before: Paid) -> str:
    """That what came is still reckoned with the award before."""
    per = "month" if history.payer is Payer.UC else "week"
    return f"{_OLD}, {format_pence(before.pence)} a {per}: the change is not in it yet"


def deducted(known: Deduction) -> str:
    """A reduction known by its amount."""
    return f"That is {known.words}: {format_pence(known.pence)}"


def on_account(one: Came) -> str:
    """Money that came while the claim was not decided."""
    return f"{format_pence(one.pence)} came on {format_date(one.on)} before the claim was decided: a payment on account"


def nothing_due(history: History, one: Came) -> str:
    """Money for which nothing was due."""
    return f"{format_pence(one.pence)} came from {history.office} on {format_date(one.on)}, and nothing was due"


def found(what: Found) -> str:
    """What somebody found out."""
    who = f"{what.by} found" if what.by else "Found"
    when = f" on {format_date(what.on)}" if what.on is not None else ""
    done = f". Settled on {format_date(what.settled_on)}" if what.settled_on is not None else ""
    return f"{who}{when}: {what.found}{'. ' + what.said if what.said else ''}{done}"


def summary(rows: Sequence[Row], paid_to: date | None, next_due: Due | None, on: date) -> str:
    """How a payer stands on a day, in one line: paid to when, what is missing, what comes next and to when it is for.

    What was due a few days ago, and is not late yet, is awaited.
    """
    missing = sum(row.missing_pence for row in rows if row.missing_pence > ROUNDING)
    stand = f"paid to {format_date(paid_to - DAY)}" if paid_to is not None else "nothing paid yet"
    lack = f"{format_pence(missing)} missing" if missing else "nothing missing"
    if next_due is None:
        return sentence_case(f"{stand}; {lack}, and nothing more is expected")
    comes = f"{'awaited since' if next_due.due_on < on else 'next payment'} {format_date(next_due.due_on)}"
    return sentence_case(f"{stand}; {lack}, {comes}{': a payment that' if next_due.due_on < on else ''} covers to "
                         f"{format_date(next_due.covers_to - DAY)}")


def paid_to(rows: Sequence[Row]) -> date | None:
    """The first day that no money has come for: the end of the last payment of which something came."""
    done = [row for row in rows if row.due is not None and row.came_pence > 0]
    return max((_reach(row) for row in done), default=None)


def _reach(row: Row) -> date:
    assert row.due is not None
    said = [one.covers_to for one in row.came if one.covers_to is not None]
    return min(row.due.covers_to, max(said)) if said and row.gap is GapClass.SHORT else row.due.covers_to
