"""Stores what was taken at the made-up association's desk, and the payment files of allpay that are kept as files."""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.file_posting import post_file
from housingdesk.bank.actions.payment_files import choose_line, import_file
from housingdesk.bank.actions.slips import bank_slip, make_slip
from housingdesk.bank.actions.takings import bounce, take
from housingdesk.bank.models import BankAccount, BankLine
from housingdesk.bank.queries.payment_files import lines_of
from housingdesk.bank.rules.words import FileKind
from housingdesk.demo.bank_files import WaitingFile
from housingdesk.demo.desk_money import Taken
from housingdesk.demo.lines import Schedule
from housingdesk.rent.models import Account
from housingdesk.rent.rules.words import AccountKind


@needs(Permission.POST_MONEY)
def post_real_file(act: Act, *, schedule: Schedule, file: WaitingFile, accounts: Sequence[int]) -> int:
    """Takes allpay's file in, says of every payment what somebody knew, and posts it against its lump; the file's id."""
    made = import_file(act, kind=FileKind.ALLPAY, name=file.name, data=file.content, again=True)
    for line, plan in zip(lines_of(made), schedule.lines, strict=True):
        if line.account_id != accounts[plan.account - 1]:
            choose_line(act, line_id=line.id, account_id=accounts[plan.account - 1])
    lump = (BankLine.select(BankLine.id)
            .where((BankLine.made_on == schedule.paid_on) & (BankLine.pence == schedule.pence)).scalar())
    post_file(act, file_id=made, bank_line_id=lump)
    act.undo = None
    return made


@needs(Permission.POST_MONEY)
def take_in_file(act: Act, *, file: WaitingFile) -> int:
    """Takes allpay's file in that came before its money; its id."""
    made = import_file(act, kind=FileKind.ALLPAY, name=file.name, data=file.content)
    act.undo = None
    return int(made)


@needs(Permission.POST_MONEY)
def write_takings(act: Act, *, takings: Sequence[Taken]) -> list[int]:
    """Takes the money of one day for people with something to pay beside their rent; the takings' ids."""
    beside = [row[0] for row in Account.select(Account.id).where(Account.kind == AccountKind.RECHARGE)
              .order_by(Account.id).tuples()]
    made = [take(act, account_id=beside[one.place % len(beside)], pence=one.pence, way=one.way, drawn_on=one.drawn_on)
            for one in takings] if beside else []
    act.undo = None
    return made


@needs(Permission.POST_MONEY)
def write_slip(act: Act, *, taking_ids: Sequence[int]) -> int | None:
    """Makes the slip of these takings; its id, None where nothing was taken."""
    made = make_slip(act, taking_ids=taking_ids, bank_account_id=BankAccount.select(BankAccount.id).order_by(
        BankAccount.id).scalar()) if taking_ids else None
    act.undo = None
    return made


@needs(Permission.POST_MONEY)
def bank_first_slip(act: Act, *, slip_id: int, narrative: str, cheque_id: int) -> None:
    """The bank showed the slip, and then sent the cheque on it back; its own debit has not come yet."""
    line = BankLine.select(BankLine.id).where(BankLine.narrative == narrative).scalar()
    bank_slip(act, slip_id=slip_id, bank_line_id=line)
    bounce(act, taking_id=cheque_id, reason="Refer to drawer")
    act.undo = None
