"""Money that one person asks for and another allows: refunds, write-offs, debts put back, adjustments above a band.

Nothing moves when it is asked. Whoever asked can never allow it, by their user number and by their name; two who allow it at
once take turns, and the second is told. Whether benefit stands against a refund is asked by the benefits room.
"""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.actions.asked_money import post_asked
from housingdesk.rent.actions.ledger import reverse_lines
from housingdesk.rent.models import Account, Balance, MoneyRequest
from housingdesk.rent.queries import requests as queries
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.rent.queries.limits import limitation_of
from housingdesk.rent.queries.refundable import credit_of, rent_checks
from housingdesk.rent.rules.asking import (
    Answer,
    RefundDraft,
    WriteOffDraft,
    as_text,
    digits,
    reason_problem,
    refund_problems,
    sort_code_words,
    write_off_problems,
)
from housingdesk.rent.rules.bands import Hand, Minute, why_no_minute, why_not
from housingdesk.rent.rules.drafts import AdjustmentDraft, adjustment_problems
from housingdesk.rent.rules.words import PERSONAL, Payer, RequestKind, RequestState, WriteOffReason
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

_LOCK = 31


@needs(Permission.POST_MONEY)
def ask_refund(act: Act, *, draft: RefundDraft, answers: Sequence[Answer] = ()) -> int:
    """Asks for a refund of true credit; returns the request's id. ``answers``: the checks as they stood and were answered.

    The benefits room's ``ask_for_refund`` looks at the risks of benefit first; ask there for a person's account.
    """
    act.lock(_LOCK)
    account = _personal(draft.account_id)
    stopping = [check.sentence for check in rent_checks(account.id) if check.stops]
    if stopping:
        raise Refused(". ".join(stopping))
    _refuse(refund_problems(draft, credit_of(account.id)))
    made = _ask(act, account, RequestKind.REFUND, draft.pence, draft.payer, draft.reason, checks=as_text(answers),
                pay_to=draft.pay_to.strip(), sort_code=sort_code_words(draft.sort_code),
                account_number=digits(draft.account_number).rjust(8, "0") if draft.account_number.strip() else "")
    return _asked(act, made, account)


@needs(Permission.POST_MONEY)
def ask_write_off(act: Act, *, draft: WriteOffDraft) -> int:
    """Asks to give up what a former account owes, or a credit nobody claims, whole; returns the request's id."""
    act.lock(_LOCK)
    made = _write_off(act, draft)
    return _asked(act, made, made.account)


@needs(Permission.POST_MONEY)
def ask_write_offs(act: Act, *, drafts: Sequence[WriteOffDraft]) -> list[int]:
    """Asks for several at once, each a request of its own; refused as a whole when one cannot be asked for."""
    if not drafts:
        raise Refused("Choose the accounts first")
    act.lock(_LOCK)
    made = [_write_off(act, draft) for draft in drafts]
    together = format_pence(sum(abs(one.pence) for one in made))
    act.say(f"{len(made)} write-off{'s' if len(made) > 1 else ''} of {together} asked for; somebody else allows them")
    act.take_back(withdraw_all, "asking for write-offs", request_ids=tuple(one.id for one in made))
    return [one.id for one in made]


def _write_off(act: Act, draft: WriteOffDraft) -> MoneyRequest:
    account = _personal(draft.account_id)
    pence = int(Balance.select(Balance.pence).where(Balance.account == account.id).scalar())
    former = account.closes_on is not None and account.closes_on < act.today
    _refuse(write_off_problems(draft, pence, former), account.name)
    open_already = MoneyRequest.select().where((MoneyRequest.account == account.id) & (MoneyRequest.state == RequestState.ASKED)
                                               & (MoneyRequest.kind == RequestKind.WRITE_OFF))
    if open_already.exists():
        raise Refused(f"A write-off of {account.name or account.reference} is asked for already")
    words = ""
    if draft.why is WriteOffReason.STATUTE_BARRED:
        told = [draft.acknowledged_on] if draft.acknowledged_on else []
        found = limitation_of(account.id, pence, act.today, told)
        if found is None or not found.barred:
            raise Refused(f"{account.name or account.reference} is not too old yet. {found.sentence if found else ''}".strip())
        words = as_text([Answer("limitation", found.sentence)])
    return _ask(act, account, RequestKind.WRITE_OFF, -pence, Payer.TENANT, draft.reason, write_off_reason=draft.why,
                checks=words)


@needs(Permission.POST_MONEY)
def ask_reinstatement(act: Act, *, request_id: int, reason: str) -> int:
    """Asks to put a written-off debt (or credit) back because somebody was found; returns the new request's id."""
    act.lock(_LOCK)
    before = _stored(request_id)
    if before.kind is not RequestKind.WRITE_OFF or before.state is not RequestState.APPROVED:
        raise Refused("Only a write-off that was allowed is put back")
    open_states = (RequestState.ASKED, RequestState.APPROVED)
    if MoneyRequest.select().where((MoneyRequest.reinstates == request_id) & MoneyRequest.state.in_(open_states)).exists():
        raise Refused("It is put back, or asked to be, already")
    _refuse_reason(reason)
    made = _ask(act, before.account, RequestKind.REINSTATEMENT, -before.pence, before.payer, reason,
                write_off_reason=before.write_off_reason, reinstates=before.id)
    return _asked(act, made, before.account)


@needs(Permission.POST_MONEY)
def ask_adjustment(act: Act, *, draft: AdjustmentDraft) -> int:
    """Asks for an adjustment that is above what one may post alone; returns the request's id."""
    act.lock(_LOCK)
    account = _personal(draft.account_id)
    _refuse(adjustment_problems(draft, act.today, closed_to()))
    made = _ask(act, account, RequestKind.ADJUSTMENT, draft.pence, draft.payer, draft.reason, effective_on=draft.effective_on)
    return _asked(act, made, account)


@needs(Permission.POST_MONEY)
def withdraw(act: Act, *, request_id: int) -> None:
    """Withdraws what one asked for oneself, while nobody has decided it."""
    withdraw_all(act, request_ids=(request_id,))


@needs(Permission.POST_MONEY)
def withdraw_all(act: Act, *, request_ids: Sequence[int]) -> None:
    """Withdraws several requests of one's own."""
    act.lock(_LOCK)
    for request_id in request_ids:
        asked = _open(request_id)
        if asked.asked_by_id != act.who.id:
            raise Refused(f"{asked.asked_by.name} asked for it. Decline it with your reason instead")
        act.change(asked, state=RequestState.WITHDRAWN, decided_at=act.now)
        act.say(f"Withdrawn: {queries.request(request_id).what}", about=("account", asked.account_id))


@needs(Permission.ADJUST_ACCOUNTS)
def approve(act: Act, *, request_id: int, note: str = "", minute: Minute | None = None) -> int:
    """Allows what somebody else asked for and posts it; returns the batch's id.

    ``minute`` is the board's, and needed above a manager's band.
    """
    act.lock(_LOCK)
    asked = _open(request_id)
    row = queries.request(request_id)
    bands = queries.bands(row.kind, act.today)
    if against := why_not(bands, row.pence, row.asked_by, Hand(act.who.id, act.who.name, act.who.role)):
        raise Refused(against)
    if missing := why_no_minute(bands, row.pence, minute, act.today):
        raise Refused(missing)
    batch_id = post_asked(act, asked, row.name)
    words = ". ".join(part for part in (minute.words if minute else "", note.strip()) if part)
    act.change(asked, state=RequestState.APPROVED, decided_by=act.who.id, decided_at=act.now, decision=words[:500],
               batch=batch_id)
    act.say(f"{row.what} allowed on {row.name}, asked for by {row.asked_by.name}", about=("account", row.account_id))
    act.take_back(take_back_approval, f"allowing {row.what.lower()}", request_id=request_id)
    return batch_id


@needs(Permission.ADJUST_ACCOUNTS)
def decline(act: Act, *, request_id: int, reason: str) -> None:
    """Declines what somebody else asked for, with the reason that they will read."""
    act.lock(_LOCK)
    asked = _open(request_id)
    if asked.asked_by_id == act.who.id:
        raise Refused("You asked for it: withdraw it instead")
    _refuse_reason(reason)
    act.change(asked, state=RequestState.DECLINED, decided_by=act.who.id, decided_at=act.now, decision=reason.strip()[:500])
    act.say(f"Declined: {queries.request(request_id).what}", about=("account", asked.account_id))
    act.take_back(ask_again, "declining it", request_id=request_id)


@needs(Permission.ADJUST_ACCOUNTS)
def ask_again(act: Act, *, request_id: int) -> None:
    """A request that was declined waits again."""
    asked = _stored(request_id)
    if asked.state is not RequestState.DECLINED or asked.decided_by_id != act.who.id:
        raise Refused("Only whoever declined it lets it wait again")
    act.change(asked, state=RequestState.ASKED, decided_by=None, decided_at=None, decision="")
    act.say(f"Waiting again: {queries.request(request_id).what}", about=("account", asked.account_id))


@needs(Permission.ADJUST_ACCOUNTS)
def take_back_approval(act: Act, *, request_id: int, reason: str = "") -> None:
    """Reverses what was allowed, while it has not left the bank. With a reason it is over, without one it waits again."""
    act.lock(_LOCK)
    asked = _stored(request_id)
    if asked.state is RequestState.PAID:
        raise Refused("This refund has left the bank. What comes back of it is money in")
    if asked.state is not RequestState.APPROVED:
        raise Refused(f"This request is {asked.state}; there is nothing to take back")
    later = MoneyRequest.select().where((MoneyRequest.reinstates == request_id)
                                        & MoneyRequest.state.in_((RequestState.ASKED, RequestState.APPROVED)))
    if later.exists():
        raise Refused("It was put back since. Take that back first")
    reverse_lines(act, batch_id=int(asked.batch_id or 0), reason=reason.strip() or "Allowed by mistake", entry_ids=None)
    if reason.strip():
        act.change(asked, state=RequestState.TAKEN_BACK, decision=f"{asked.decision}. Taken back: {reason.strip()}"[-500:])
    else:
        act.change(asked, state=RequestState.ASKED, decided_by=None, decided_at=None, decision="", batch=None)
    act.say(f"Taken back: {queries.request(request_id).what}", about=("account", asked.account_id))


@needs(Permission.POST_MONEY)
def mark_paid(act: Act, *, request_id: int, on: date, bank_line: int | None = None) -> None:
    """A refund left the bank: on a day, or by a line of the bank. A line may be said later than the day."""
    act.lock(_LOCK)
    asked = _stored(request_id)
    said = asked.state is RequestState.PAID and asked.bank_line is None and bank_line is not None
    if asked.kind is not RequestKind.REFUND or not (asked.state is RequestState.APPROVED or said):
        raise Refused(f"This {asked.kind} is {asked.state}; only a refund that was allowed is paid")
    if on > act.today:
        raise Refused("A refund is marked as paid when it has left the bank, not before")
    act.change(asked, state=RequestState.PAID, paid_on=on, bank_line=bank_line)
    act.say(f"Refund of {format_pence(asked.pence)} to {asked.pay_to} paid on {format_date(on)}",
            about=("account", asked.account_id))
    if bank_line is None:
        act.take_back(unmark_paid, "marking it as paid", request_id=request_id)


@needs(Permission.POST_MONEY)
def unmark_paid(act: Act, *, request_id: int, with_line: bool = False) -> None:
    """A refund has not left the bank after all; ``with_line``: the line of the bank that paid it is taken back, too."""
    asked = _stored(request_id)
    if asked.state is not RequestState.PAID:
        raise Refused("This refund is not marked as paid")
    if asked.bank_line is not None and not with_line:
        raise Refused("A line of the bank shows that it was paid. Take that line back on Money in first")
    act.change(asked, state=RequestState.APPROVED, paid_on=None, bank_line=None)
    act.say(f"Refund of {format_pence(asked.pence)} to {asked.pay_to} is to be paid again",
            about=("account", asked.account_id))


def _ask(act: Act, account: Account, kind: RequestKind, pence: int, payer: Payer, reason: str, **more: object) -> MoneyRequest:
    if act.who.id is None:
        raise Refused("Sign in first: a request has to say who asked")
    return act.add(MoneyRequest(kind=kind, account=account.id, pence=pence, payer=payer, reason=reason.strip()[:500],
                                state=RequestState.ASKED, asked_by=act.who.id, asked_at=act.now, **more))


def _asked(act: Act, made: MoneyRequest, account: Account) -> int:
    act.say(f"{queries.request(made.id).what} on {account.name or account.reference} asked for; somebody else allows it",
            about=("account", account.id))
    act.take_back(withdraw, "asking for it", request_id=made.id)
    return int(made.id)


def _personal(account_id: int) -> Account:
    account: Account | None = Account.get_or_none(Account.id == account_id)
    if account is None:
        raise NotFound("That account is not there")
    if account.kind not in PERSONAL:
        raise Refused("Only money on a person’s account is asked for like this")
    return account


def _stored(request_id: int) -> MoneyRequest:
    found: MoneyRequest | None = MoneyRequest.get_or_none(MoneyRequest.id == request_id)
    if found is None:
        raise NotFound("This request is no longer there")
    return found


def _open(request_id: int) -> MoneyRequest:
    asked = _stored(request_id)
    if asked.state is not RequestState.ASKED:
        by = f" by {asked.decided_by.name}" if asked.decided_by is not None else ""
        raise Refused(f"This request is {asked.state} already{by}")
    return asked


def _refuse(found: Sequence[Problem], name: str = "") -> None:
    if found:
        raise Refused((f"{name}: " if name else "") + ". ".join(problem.message for problem in found))


def _refuse_reason(reason: str) -> None:
    if wrong := reason_problem(reason):
        raise Refused(wrong)
