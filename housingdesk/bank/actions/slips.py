"""Paying-in slips: what is carried to the bank in one go, and the line of the bank that shows it arrived."""

from collections.abc import Sequence

from peewee import fn

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.controls import FILE_LOCK, takings_account
from housingdesk.bank.actions.file_posting import refuse_elsewhere, refuse_explained
from housingdesk.bank.actions.posting import post_lines, take_back_posting
from housingdesk.bank.actions.waiting import line_of
from housingdesk.bank.models import BankAccount, LineState, PayingInSlip, Taking
from housingdesk.bank.papers import draw_slip
from housingdesk.bank.queries import slips as queries
from housingdesk.bank.queries import takings as taking_queries
from housingdesk.bank.rules.words import SlipState, TakingState, TakingWay
from housingdesk.benefits.queries.schedules import SCHEDULE_LOCK
from housingdesk.documents.actions import keep_document
from housingdesk.documents.rules import PDF, file_name
from housingdesk.errors import NotFound, Refused
from housingdesk.values.money import format_pence
from housingdesk.values.timeline import Ref


@needs(Permission.POST_MONEY)
def make_slip(act: Act, *, taking_ids: Sequence[int], bank_account_id: int) -> int:
    """Makes the slip of some takings and keeps it as printed; returns its id. Its number stays when it is withdrawn."""
    act.lock(FILE_LOCK)
    takings = list(Taking.select().where(Taking.id.in_(list(taking_ids))).order_by(Taking.number))
    if not takings:
        raise Refused("Nothing is taken that could be paid in")
    for one in takings:
        if one.state is not TakingState.TAKEN:
            raise Refused(f"Receipt {one.number} is {one.state}")
        if one.way is TakingWay.CARD:
            raise Refused(f"Receipt {one.number} was paid by card: the card company’s file banks it, not a slip")
    bank = BankAccount.get_or_none(BankAccount.id == bank_account_id)
    if bank is None:
        raise Refused("Say into which bank account it is paid")
    number = int(PayingInSlip.select(fn.MAX(PayingInSlip.number)).scalar() or 0) + 1
    slip = act.add(PayingInSlip(number=number, bank_account=bank_account_id, made_on=act.today,
                                pence=sum(one.pence for one in takings), takings=len(takings), state=SlipState.MADE,
                                made_at=act.now, made_by=act.who.name))
    for one in takings:
        act.change(one, state=TakingState.ON_SLIP, slip=slip)
    row = queries.slip(slip.id, act.today)
    content = draw_slip(row, taking_queries.on_slip(slip.id, act.today), bank.number, act.today)
    document = keep_document(act, subject=Ref("paying_in_slip", slip.id), name=file_name(f"Paying-in slip {number}.pdf"),
                             media_type=PDF, content=content)
    act.change(slip, document=document)
    act.say(f"Paying-in slip {number}: {format_pence(slip.pence)}", about=("paying_in_slip", slip.id))
    act.take_back(withdraw_slip, f"paying-in slip {number}", slip_id=slip.id)
    return int(slip.id)


@needs(Permission.POST_MONEY)
def withdraw_slip(act: Act, *, slip_id: int) -> None:
    """A slip that was not paid in: its takings lie in the till again, its number stays."""
    slip = _slip(act, slip_id)
    if slip.state is not SlipState.MADE:
        raise Refused(f"Paying-in slip {slip.number} is {slip.state}")
    for one in Taking.select().where(Taking.slip == slip_id):
        act.change(one, state=TakingState.TAKEN, slip=None)
    act.change(slip, state=SlipState.WITHDRAWN)
    act.say(f"Paying-in slip {slip.number} withdrawn: {format_pence(slip.pence)} lies in the till",
            about=("paying_in_slip", slip_id))


@needs(Permission.POST_MONEY)
def bank_slip(act: Act, *, slip_id: int, bank_line_id: int) -> None:
    """The bank shows a slip: its line goes to the control account of takings, and what is on the slip is banked."""
    act.lock(SCHEDULE_LOCK)
    slip, line, control = _slip(act, slip_id), line_of(bank_line_id), takings_account(act)
    if slip.state is not SlipState.MADE:
        raise Refused(f"Paying-in slip {slip.number} is {slip.state}")
    if line.account_id != slip.bank_account_id:
        raise Refused("This line is of another bank account than the slip")
    if line.pence != slip.pence:
        raise Refused(f"The slip is {format_pence(slip.pence)}, the bank shows {format_pence(line.pence)}: "
                      f"{format_pence(abs(slip.pence - line.pence))} apart. Count it again; nothing was posted")
    refuse_explained(bank_line_id)
    if taken := queries.slips_on([bank_line_id]):
        raise Refused(f"This money is {taken[0]} already")
    brought = line.state in (LineState.WAITING, LineState.PARKED)
    if brought:
        post_lines(act, choices=[(bank_line_id, control)])
    else:
        refuse_elsewhere(line, control, "slip")
    _move(act, slip_id, TakingState.ON_SLIP, TakingState.BANKED)
    act.change(slip, state=SlipState.BANKED, bank_line=bank_line_id)
    act.say(f"Paying-in slip {slip.number} is in the bank, {format_pence(slip.pence)}", about=("paying_in_slip", slip_id))
    act.take_back(take_back_banking, f"banking slip {slip.number}", slip_id=slip_id, brought=brought)


@needs(Permission.POST_MONEY)
def take_back_banking(act: Act, *, slip_id: int, brought: bool = False) -> None:
    """The line of the bank was not this slip's; ``brought``: it waits among the bank's lines again."""
    act.lock(SCHEDULE_LOCK)
    slip = _slip(act, slip_id)
    if slip.state is not SlipState.BANKED:
        raise Refused(f"Paying-in slip {slip.number} is {slip.state}")
    returned = Taking.select(Taking.number).where((Taking.slip == slip_id) & (Taking.state == TakingState.BOUNCED)).first()
    if returned is not None:
        raise Refused(f"Receipt {returned.number} on it came back unpaid since. Take that back first")
    line = int(slip.bank_line)
    _move(act, slip_id, TakingState.BANKED, TakingState.ON_SLIP)
    act.change(slip, state=SlipState.MADE, bank_line=None)
    if brought:
        take_back_posting(act, line_ids=[line])
    act.say(f"Paying-in slip {slip.number} waits for the bank again", about=("paying_in_slip", slip_id))
    act.take_back(bank_slip, f"banking slip {slip.number} again", slip_id=slip_id, bank_line_id=line)


def _move(act: Act, slip_id: int, before: TakingState, after: TakingState) -> None:
    for one in Taking.select().where((Taking.slip == slip_id) & (Taking.state == before)):
        act.change(one, state=after)


def _slip(act: Act, slip_id: int) -> PayingInSlip:
    act.lock(FILE_LOCK)
    row = PayingInSlip.get_or_none(PayingInSlip.id == slip_id)
    if row is None:
        raise NotFound("This paying-in slip is no longer there")
    return row
