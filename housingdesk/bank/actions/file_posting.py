"""A payment file is posted against its line of the bank: the sum to its control account, then out of it to everybody.

One act: the file less its fees and the lump agree and everything is posted, or nothing is. It is taken back as one.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.controls import FILE_LOCK, fees_account
from housingdesk.bank.actions.payment_files import file_of, open_file, suspense_account
from housingdesk.bank.actions.posting import post_lines, take_back_posting
from housingdesk.bank.actions.waiting import line_of
from housingdesk.bank.models import BankLine, LineState, PaymentFileLine, Taking
from housingdesk.bank.queries import payment_files as queries
from housingdesk.bank.queries.payment_files import PaymentFileRow, PaymentLineRow
from housingdesk.bank.rules.payment_files import apart
from housingdesk.bank.rules.words import FileKind, FileLineState, FileState, TakingState
from housingdesk.benefits.queries.schedules import SCHEDULE_LOCK, posted_on, run_words
from housingdesk.errors import Refused, Stale
from housingdesk.rent.actions.ledger import open_day, post_batch, reverse_lines
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import ledger as ledger_queries
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import PERSONAL, BatchKind, EntryKind, Payer
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import refuse

_TEXT = {FileKind.ALLPAY: "Paid through allpay", FileKind.CARDS: "Paid by card", FileKind.COLLECTION: "Direct Debit"}


@needs(Permission.POST_MONEY)
def post_file(act: Act, *, file_id: int, bank_line_id: int) -> int:
    """Posts a payment file against the bank line that it explains; returns the batch's id.

    The line goes to the file's control account first where it is not there yet. Refused, with nothing posted, when the sums
    differ, a payment needs somebody, or one of the two is posted already.
    """
    act.lock(SCHEDULE_LOCK)
    row = open_file(act, file_id)
    head, lines = queries.payment_file(file_id), queries.lines_of(file_id)
    refuse(queries.stops(head, lines)[:4])
    line = line_of(bank_line_id)
    if line.pence != head.net_pence:
        raise Refused(apart(head.pence, head.fee_pence, line.pence, [one.pence for one in lines]) + ". Nothing was posted")
    refuse_explained(bank_line_id)
    brought = line.state in (LineState.WAITING, LineState.PARKED)
    if brought:
        post_lines(act, choices=[(bank_line_id, head.control_id)])
    else:
        refuse_elsewhere(line, head.control_id, "file")
    batch = _post(act, head, lines, open_day(line.made_on))
    _bank_takings(act, lines, TakingState.TAKEN, TakingState.BANKED)
    act.change(row, state=FileState.POSTED, bank_line=bank_line_id, batch=batch)
    act.say(f"{head.words[:1].upper()}{head.words[1:]} posted, {format_pence(head.pence)}"
            + (f", fees {format_pence(head.fee_pence)}" if head.fee_pence else ""), about=("payment_file", file_id))
    act.take_back(take_back_file, f"posting {head.words}", file_id=file_id, brought=brought)
    return batch


def refuse_explained(bank_line_id: int) -> None:
    """A line of the bank is the lump of one list only."""
    if run := posted_on([bank_line_id]).get(bank_line_id):
        raise Refused(f"{run_words(run)} is posted against this money already")
    if file := queries.posted_files_on([bank_line_id]).get(bank_line_id):
        raise Refused(f"{file.name} is posted against this money already")


def refuse_elsewhere(line: BankLine, control_id: int, what: str) -> None:
    """The whole of a posted line lies in the control account; ``what`` is to be posted against it."""
    if line.state is not LineState.POSTED:
        raise Refused("This line was left out: it came with another file")
    entries = [entry for entry in ledger_queries.entries_of(line.batch_id, [line.id]) if entry.bank_line == line.id]
    if [(entry.account_id, -entry.pence) for entry in entries] != [(control_id, line.pence)]:
        raise Refused(f"This money was posted elsewhere already. Take that back on Money in, then post the {what}")


def _post(act: Act, head: PaymentFileRow, lines: Sequence[PaymentLineRow], on: date) -> int:
    control = account_queries.accounts([head.control_id])[head.control_id]
    title = f"{head.words[:1].upper()}{head.words[1:]}"
    entries = [Line(control.id, EntryKind.TRANSFER, None, Payer.OTHER, on, head.net_pence, None, None, title[:300])]
    if head.fee_pence:
        entries.append(Line(fees_account(act), EntryKind.TRANSFER, None, Payer.OTHER, on, head.fee_pence, None, None,
                            f"Fees kept back, {head.name}"[:300]))
    entries += _credits(head, lines)
    if sum(entry.pence for entry in entries):
        raise RuntimeError(f"{title}: the entries do not come to nothing")
    attempt = ledger_queries.attempts(f"file:{head.id}:") + 1
    return post_batch(act, kind=BatchKind.PAYMENT_FILE, key=f"file:{head.id}:{attempt}", title=title, lines=entries,
                      contra=control.reference, source=head.name)


def _credits(head: PaymentFileRow, lines: Sequence[PaymentLineRow]) -> Iterator[Line]:
    """What each payment brings: to a person from the day it was paid, to takings what a desk credited, else unidentified."""
    suspense = suspense_account() if any(one.state is FileLineState.TO_SUSPENSE for one in lines) else 0
    for one in lines:
        day = open_day(one.paid_on)
        if one.state is FileLineState.TO_SUSPENSE:
            yield Line(suspense, EntryKind.RECEIPT, None, Payer.OTHER, day, -one.pence, None, None,
                       f"{head.name}: {one.reference or one.name}"[:300])
        elif one.account_id is None:
            raise Refused(f"Line {one.number}: nobody has said whose it is")
        elif one.taking_id is not None:
            yield Line(one.account_id, EntryKind.TRANSFER, None, Payer.OTHER, day, -one.pence, None, None, one.why[:300])
        else:
            yield Line(one.account_id, EntryKind.RECEIPT, None, Payer.TENANT, day, -one.pence, None, None, _text(head, one))


def _text(head: PaymentFileRow, one: PaymentLineRow) -> str:
    begin = "Taken back" if one.pence < 0 else _TEXT[head.kind]
    return f"{begin}{f': {one.way}' if one.way else ''}, {format_date(one.paid_on)}"[:300]


def _bank_takings(act: Act, lines: Sequence[PaymentLineRow], before: TakingState, after: TakingState) -> None:
    ids = [one.taking_id for one in lines if one.taking_id is not None]
    for taking in Taking.select().where(Taking.id.in_(ids)):
        if taking.state is not before:
            raise Stale(f"Receipt {taking.number} is {taking.state} since. Look at the file again")
        act.change(taking, state=after)


@needs(Permission.POST_MONEY)
def take_back_file(act: Act, *, file_id: int, brought: bool = False) -> None:
    """Takes a posted file back as one; ``brought``: its lump goes back among the bank's waiting lines, too."""
    act.lock(SCHEDULE_LOCK)
    act.lock(FILE_LOCK)
    row = file_of(file_id)
    if row.state is not FileState.POSTED or row.batch_id is None:
        raise Refused(f"This payment file is {row.state}; there is nothing to take back")
    lines, bank_line = queries.lines_of(file_id), int(row.bank_line)
    if moved := [one for one in lines if queries.moved_by(one.id) is not None]:
        raise Refused(f"Line {moved[0].number} was unidentified and has been moved to {moved[0].whose} since. Take that back "
                      "first")
    reverse_lines(act, batch_id=row.batch_id, reason="Payment file taken back", entry_ids=None)
    _bank_takings(act, lines, TakingState.BANKED, TakingState.TAKEN)
    act.change(row, state=FileState.WAITING, bank_line=None, batch=None)
    if brought:
        take_back_posting(act, line_ids=[bank_line])
    act.say(f"{row.name} taken back as one, {format_pence(row.pence)}", about=("payment_file", file_id))
    act.take_back(post_file, f"{row.name} again", file_id=file_id, bank_line_id=bank_line)


@needs(Permission.POST_MONEY)
def move_line(act: Act, *, line_id: int, account_id: int) -> None:
    """Moves a payment of a posted file out of unidentified money to whose it is, from the day it was paid."""
    act.lock(FILE_LOCK)
    one = queries.line(line_id)
    head = queries.payment_file(one.file_id)
    if head.state is not FileState.POSTED or one.state is not FileLineState.TO_SUSPENSE:
        raise Refused("This payment is not unidentified money any more")
    account = account_queries.accounts([account_id])[account_id]
    if account.kind not in PERSONAL:
        raise Refused(f"{account.name or account.reference} is not a person’s account")
    suspense, on = suspense_account(), open_day(one.paid_on)
    moved = [Line(suspense, EntryKind.TRANSFER, None, Payer.OTHER, on, one.pence, None, None,
                  f"To {account.name or account.reference}"[:300]),
             Line(account.id, EntryKind.RECEIPT, None, Payer.TENANT, on, -one.pence, None, None, _text(head, one))]
    attempt = ledger_queries.attempts(queries.key_of_move(line_id)) + 1
    batch = post_batch(act, kind=BatchKind.TRANSFER, key=f"{queries.key_of_move(line_id)}{attempt}",
                       title=f"Unidentified money to {account.name}", lines=moved, contra="suspense", source=head.name)
    act.change(PaymentFileLine.get_by_id(line_id), state=FileLineState.CHOSEN, account=account_id, chosen_by=act.who.name,
               why=f"{act.who.name} moved it from unidentified money to {account.name}"[:500])
    act.changed.add("payment_file")
    act.say(f"{format_pence(one.pence)} moved from unidentified money to {account.name}", about=("account", account_id))
    act.take_back(move_line_back, f"moving {format_pence(one.pence)}", line_id=line_id, batch_id=batch)


@needs(Permission.POST_MONEY)
def move_line_back(act: Act, *, line_id: int, batch_id: int) -> None:
    """A payment that was moved to somebody is unidentified money again."""
    act.lock(FILE_LOCK)
    one = queries.line(line_id)
    if one.account_id is None or queries.moved_by(line_id) != batch_id:
        raise Refused("This payment is not where it was moved to any more")
    reverse_lines(act, batch_id=batch_id, reason="Unidentified after all", entry_ids=None)
    act.change(PaymentFileLine.get_by_id(line_id), state=FileLineState.TO_SUSPENSE, account=None, chosen_by=act.who.name,
               why="Nobody knows whose it is")
    act.changed.add("payment_file")
    act.say(f"{format_pence(one.pence)} is unidentified money again", about=("payment_file", one.file_id))
    act.take_back(move_line, "unidentified again", line_id=line_id, account_id=one.account_id)
