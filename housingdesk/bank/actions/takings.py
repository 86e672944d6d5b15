"""Money taken at a desk: a receipt without a gap in its numbers, the account credited at once, and what comes back unpaid.

It waits in the control account of takings until a slip or a card file banks it (``slips``, ``file_posting``).
"""

from datetime import date

from peewee import fn

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.controls import FILE_LOCK, takings_account
from housingdesk.bank.actions.posting import post_lines, take_back_posting
from housingdesk.bank.actions.waiting import line_of
from housingdesk.bank.models import PayingInSlip, Taking
from housingdesk.bank.papers import draw_receipt
from housingdesk.bank.queries import takings as queries
from housingdesk.bank.rules.payment_files import TAKINGS
from housingdesk.bank.rules.words import SlipState, TakingState, TakingWay
from housingdesk.benefits.queries.schedules import SCHEDULE_LOCK
from housingdesk.diary.actions import add_task, drop_task
from housingdesk.diary.queries import tasks
from housingdesk.diary.rules import TaskDraft
from housingdesk.documents.actions import keep_document
from housingdesk.documents.rules import PDF, file_name
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.actions.ledger import open_day, post_batch, reverse_lines
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import ledger as ledger_queries
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import PERSONAL, BatchKind, EntryKind, Payer
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref

MOST_PENCE = 10_000_00
"""More than this handed over at a desk is a slip of the keys."""
_BY_PAPER = (TakingWay.CHEQUE, TakingWay.POSTAL_ORDER)


@needs(Permission.POST_MONEY)
def take(act: Act, *, account_id: int, pence: int, way: TakingWay, paid_by: str = "", drawn_on: str = "",
         place_id: int | None = None, note: str = "") -> int:
    """Takes money, credits the account today and keeps the printed receipt; returns the taking's id."""
    account = account_queries.accounts([account_id])[account_id]
    if account.kind not in PERSONAL:
        raise Refused(f"{account.name or account.reference} is not a person’s account")
    if not 0 < pence <= MOST_PENCE:
        raise Refused(f"Type the amount that was handed over, up to {format_pence(MOST_PENCE)}")
    if way is TakingWay.CHEQUE and not drawn_on.strip():
        raise Refused("Type the number of the cheque: it is asked for when it comes back")
    act.lock(FILE_LOCK)
    number = int(Taking.select(fn.MAX(Taking.number)).scalar() or 0) + 1
    batch = _credit(act, account_id, pence, way, number, act.today)
    row = act.add(Taking(
        number=number, account=account_id, pence=pence, way=way, taken_on=act.today, paid_by=one_line(paid_by)[:200],
        drawn_on=one_line(drawn_on)[:60], place=place_id, state=TakingState.TAKEN, batch=batch, note=one_line(note)[:300],
        taken_at=act.now, taken_by=act.who.name))
    content = draw_receipt(queries.taking(row.id, act.today), act.today)
    document = keep_document(act, subject=Ref("account", account_id), name=file_name(f"Receipt {number}.pdf"), media_type=PDF,
                             content=content)
    act.change(row, document=document)
    act.say(f"Receipt {number}: {format_pence(pence)} {way} from {account.name}", about=("account", account_id))
    act.take_back(withdraw_taking, f"receipt {number}", taking_id=row.id, why="Taken back at once")
    return int(row.id)


def _credit(act: Act, account_id: int, pence: int, way: TakingWay, number: int, on: date) -> int:
    day = open_day(on)
    words = f"{way[:1].upper()}{way[1:]}, receipt {number}"
    lines = [Line(account_id, EntryKind.RECEIPT, None, Payer.TENANT, day, -pence, None, None, words),
             Line(takings_account(act), EntryKind.TRANSFER, None, Payer.OTHER, day, pence, None, None, words)]
    attempt = ledger_queries.attempts(f"taking:{number}:") + 1
    return post_batch(act, kind=BatchKind.TAKING, key=f"taking:{number}:{attempt}", title=f"Receipt {number}, {way}",
                      lines=lines, contra=TAKINGS[0], source=f"receipt {number}")


@needs(Permission.POST_MONEY)
def withdraw_taking(act: Act, *, taking_id: int, why: str) -> None:
    """Withdraws a taking on the day it was taken: the credit is reversed, its number stays and stands struck out."""
    row = _taking(act, taking_id)
    if row.state is not TakingState.TAKEN:
        raise Refused(f"Receipt {row.number} is {row.state}, so it cannot be withdrawn")
    if row.taken_on != act.today:
        raise Refused(f"Receipt {row.number} is of {format_date(row.taken_on)}. Only a receipt of today is withdrawn; "
                      "money that was given back later is a refund")
    if not one_line(why):
        raise Refused("Say why the receipt is withdrawn")
    made = reverse_lines(act, batch_id=row.batch_id, reason=f"Receipt {row.number} withdrawn: {one_line(why)}", entry_ids=None)
    act.change(row, state=TakingState.WITHDRAWN, returned=made, note=one_line(why)[:300])
    act.say(f"Receipt {row.number} withdrawn: {one_line(why)}", about=("account", row.account_id))


@needs(Permission.POST_MONEY)
def bounce(act: Act, *, taking_id: int, reason: str, bank_line_id: int | None = None) -> None:
    """A cheque or postal order that was banked came back unpaid: its credit is reversed, and somebody is told to see to it.

    ``bank_line_id``: the bank's debit, posted to the control account; None where it has not come yet.
    """
    act.lock(SCHEDULE_LOCK)
    row = _taking(act, taking_id)
    if row.way not in _BY_PAPER:
        raise Refused(f"Receipt {row.number} was {row.way}; only cheques and postal orders come back unpaid")
    if row.state is not TakingState.BANKED:
        raise Refused(f"Receipt {row.number} is {row.state}; only what was banked can come back unpaid")
    if not one_line(reason):
        raise Refused("Say why the bank returned it, as the bank writes it")
    said = _returned(row, reason)
    made = reverse_lines(act, batch_id=row.batch_id, reason=said, entry_ids=None)
    act.change(row, state=TakingState.BOUNCED, returned=made, note=one_line(reason)[:300])
    if bank_line_id is not None:
        join_return(act, taking_id=taking_id, bank_line_id=bank_line_id)
    name = account_queries.accounts([row.account_id])[row.account_id].name
    add_task(act, subject=Ref("account", row.account_id), draft=TaskDraft(
        f"{said}. Ask {name} for {format_pence(row.pence)} in another way"[:500], act.today, act.who.name))
    act.say(f"Receipt {row.number} returned unpaid: {format_pence(row.pence)} is owed again", about=("account", row.account_id))
    act.take_back(take_back_bounce, f"the return of receipt {row.number}", taking_id=taking_id)


@needs(Permission.POST_MONEY)
def join_return(act: Act, *, taking_id: int, bank_line_id: int) -> None:
    """The bank's debit for a cheque that came back is posted to the control account of takings."""
    act.lock(SCHEDULE_LOCK)
    row, line = _taking(act, taking_id), line_of(bank_line_id)
    if row.state is not TakingState.BOUNCED or row.returned_line is not None:
        raise Refused(f"Receipt {row.number} does not wait for the bank’s debit")
    if line.pence != -row.pence:
        raise Refused(f"The bank shows {format_pence(line.pence)}, receipt {row.number} is {format_pence(row.pence)}")
    post_lines(act, choices=[(bank_line_id, takings_account(act))])
    act.change(row, returned_line=bank_line_id)
    act.say(f"The bank’s {format_pence(line.pence)} is the return of receipt {row.number}", about=("account", row.account_id))
    act.take_back(part_return, "that line", taking_id=taking_id)


@needs(Permission.POST_MONEY)
def part_return(act: Act, *, taking_id: int) -> None:
    """The bank's debit was not this cheque's: it waits among the bank's lines again."""
    act.lock(SCHEDULE_LOCK)
    row = _taking(act, taking_id)
    if row.returned_line is None:
        raise Refused(f"No line of the bank is down as the return of receipt {row.number}")
    line = int(row.returned_line)
    act.change(row, returned_line=None)
    take_back_posting(act, line_ids=[line])
    act.say(f"The bank’s line is waiting again; receipt {row.number} waits for its own", about=("account", row.account_id))
    act.take_back(join_return, "that line again", taking_id=taking_id, bank_line_id=line)


@needs(Permission.POST_MONEY)
def take_back_bounce(act: Act, *, taking_id: int) -> None:
    """A cheque was paid after all: the account is credited again, from the day it was taken; the bank's line waits again."""
    act.lock(SCHEDULE_LOCK)
    row = _taking(act, taking_id)
    if row.state is not TakingState.BOUNCED:
        raise Refused(f"Receipt {row.number} is {row.state}")
    if row.returned_line is not None:
        part_return(act, taking_id=taking_id)
        row = _taking(act, taking_id)
    batch = _credit(act, row.account_id, row.pence, row.way, row.number, row.taken_on)
    banked = PayingInSlip.select().where((PayingInSlip.id == row.slip_id) & (PayingInSlip.state == SlipState.BANKED)).exists()
    if not banked:
        raise Refused(f"The slip of receipt {row.number} is not banked any more")
    for task in tasks(Ref("account", row.account_id)):
        if task.text.startswith(f"{_returned(row, row.note)}. "):
            drop_task(act, task_id=task.id, version=None)
    act.change(row, state=TakingState.BANKED, batch=batch, returned=None, note="")
    act.say(f"Receipt {row.number} stands again", about=("account", row.account_id))
    act.undo = None


def _returned(row: Taking, reason: str) -> str:
    """What the ledger and a task say of money that came back unpaid."""
    return f"{row.way[:1].upper()}{row.way[1:]} of {format_date(row.taken_on)} returned unpaid: {one_line(reason)[:300]}"


def _taking(act: Act, taking_id: int) -> Taking:
    act.lock(FILE_LOCK)
    row = Taking.get_or_none(Taking.id == taking_id)
    if row is None:
        raise NotFound("This receipt is no longer there")
    return row
