"""One line of a Bacs report is carried out, or undone: a payment taken back, an instruction ended, changed or put back.

Nothing is presented again by itself, and no instruction is cancelled at a bank that has moved it (payment-files §4.7).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from housingdesk.access.act import Act
from housingdesk.bank.actions.controls import control_of
from housingdesk.bank.actions.mandates import end, expect
from housingdesk.bank.models import BacsAdvice, BacsReport, CollectionLine, Mandate
from housingdesk.bank.queries import bacs as queries
from housingdesk.bank.queries.mandates import CLAIM_DAYS
from housingdesk.bank.rules.bacs import Calls, ReportLine, calls_for
from housingdesk.bank.rules.instructions import bank_problems, digits
from housingdesk.bank.rules.payment_files import CONTROLS
from housingdesk.bank.rules.words import AdviceState, BacsKind, CollectedState, FileKind, MandateState
from housingdesk.diary.actions import add_task
from housingdesk.diary.rules import TaskDraft
from housingdesk.rent.actions.ledger import open_day, post_batch, renew_last_receipt
from housingdesk.rent.queries import ledger as ledger_queries
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import BatchKind, EntryKind, Payer
from housingdesk.settings.queries import extra_holidays, value
from housingdesk.values.dates import add_working_days, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case
from housingdesk.values.timeline import Ref

_CHANGED = ("sort_code", "account_number", "state", "why")
_CONTRA = CONTROLS[FileKind.COLLECTION][0]
_ENDED = (MandateState.STOPPED, MandateState.CANCELLED)


@dataclass(slots=True)
class Trail:
    """What it takes to undo a report: how instructions stood (by id), and the tasks that were set."""

    was: dict[int, dict[str, Any]] = field(default_factory=dict)
    tasks: list[int] = field(default_factory=list)

    def keep(self, mandate: Mandate) -> None:
        """Remembers an instruction before its first change."""
        self.was.setdefault(mandate.id, {key: getattr(mandate, key) for key in _CHANGED})


@frozen
class Done:
    """What was done about a line, in words, and what it touched."""

    state: AdviceState
    words: str
    mandate_id: int | None = None
    line_id: int | None = None
    batch_id: int | None = None


def carry_out(act: Act, trail: Trail, report: BacsReport, advice: BacsAdvice, line: ReportLine) -> Done:
    """Does what a line calls for; a line about nobody of ours, or about money not posted yet, waits."""
    mandate = Mandate.get_or_none(Mandate.id == advice.mandate_id) or Mandate.get_or_none(Mandate.reference == line.reference)
    if mandate is None:
        return Done(AdviceState.UNKNOWN, f"No Direct Debit of ours has the reference {line.reference or '(none)'}")
    calls = calls_for(report.kind, line.code)
    if calls in (Calls.REVERSE, Calls.CLAIMED):
        return _return(act, trail, report, mandate, line, calls)
    return _instruction(act, trail, mandate, line, calls)


# Money that came back.
def _return(act: Act, trail: Trail, report: BacsReport, mandate: Mandate, line: ReportLine, calls: Calls) -> Done:
    on = report.processed_on or act.today
    if not line.pence or line.pence < 0:
        return Done(AdviceState.WAITING, "The report gives no amount", mandate.id)
    paid = queries.payment_of(mandate.id, line.pence, line.collected_on, on)
    if paid is None:
        return Done(AdviceState.WAITING, f"No payment of {format_pence(line.pence)} was collected by Direct Debit "
                                         f"{mandate.reference}, or it came back before", mandate.id)
    state = CollectedState.INDEMNITY if calls is Calls.CLAIMED else CollectedState.RETURNED
    day = add_working_days(on, 1, extra_holidays(on))
    if (theirs := queries.taken_by_statement(paid, day)) is not None:
        act.change(paid, state=state, returned_on=theirs.effective_on, reason=line.text[:200])
        batch, money = None, f"the bank’s own line took {format_pence(line.pence)} back on {format_date(theirs.effective_on)}"
    else:
        credit = queries.credit_of(paid)
        if credit is None:
            return Done(AdviceState.WAITING, f"The collection of {format_date(paid.collection.collect_on)} is not posted yet",
                        mandate.id)
        batch = _debit(act, paid, credit.id, open_day(day), line.text, state)
        act.change(paid, state=state, returned_on=open_day(day), returned=batch, reason=line.text[:200])
        money = f"{format_pence(line.pence)} is owed again from {format_date(open_day(day))}"
    words = f"{sentence_case(line.text)}: {money}"
    _task(act, trail, mandate, *_return_task(act, line, calls, mandate.reference))
    return Done(AdviceState.DONE, words + _stop_after(act, trail, mandate, line, calls), mandate.id, paid.id, batch)


def _debit(act: Act, paid: CollectionLine, entry_id: int, day: date, why: str, state: CollectedState) -> int:
    """The tenant owes it again; the control account waits for the bank's debit."""
    begin = "Direct Debit claimed back" if state is CollectedState.INDEMNITY else "Direct Debit returned unpaid"
    text = f"{begin}: {why}"[:300]
    control = control_of(act, FileKind.COLLECTION)
    attempt = ledger_queries.attempts(f"ddreturn:{paid.id}:") + 1
    made = post_batch(act, kind=BatchKind.PAYMENT_FILE, key=f"ddreturn:{paid.id}:{attempt}", title=text, contra=_CONTRA, lines=[
        Line(paid.account_id, EntryKind.RECEIPT, None, Payer.TENANT, day, paid.pence, None, None, text, entry_id),
        Line(control, EntryKind.TRANSFER, None, Payer.OTHER, day, -paid.pence, None, None, text)])
    renew_last_receipt(act, made)
    return made


def _return_task(act: Act, line: ReportLine, calls: Calls, reference: str) -> tuple[str, date]:
    pence = format_pence(line.pence or 0)
    if calls is Calls.CLAIMED:
        days = int(value(CLAIM_DAYS, act.today))
        last = add_working_days(line.on or act.today, days, extra_holidays(act.today))
        return (f"Direct Debit {reference}: {pence} was claimed back ({line.text}). Challenge it by {format_date(last)}, or "
                "let it stand", max(last, act.today))
    if line.code.strip() == "2":
        return _died(reference), act.today
    return f"Direct Debit {reference} came back: {line.text}. Agree how {pence} is paid; it is not presented again", act.today


def _died(reference: str) -> str:
    return (f"The bank tells us that the payer of Direct Debit {reference} may have died. Nothing more is collected. Find out "
            "with care before anything is sent; no arrears letter until somebody has looked")


def _stop_after(act: Act, trail: Trail, mandate: Mandate, line: ReportLine, calls: Calls) -> str:
    """A return whose reason ends the instruction ends it here too; a lack of money does not."""
    if calls is Calls.CLAIMED or mandate.state in _ENDED or calls_for(BacsKind.ADDACS, line.code) not in (
            Calls.STOP, Calls.DIED) or line.code.strip() == "0":
        return ""
    _end(act, trail, mandate, line)
    return ". Nothing more is collected"


# Instructions.
def _instruction(act: Act, trail: Trail, mandate: Mandate, line: ReportLine, calls: Calls) -> Done:
    begin = sentence_case(line.text)
    if calls is Calls.DIED:
        _end(act, trail, mandate, line)
        _task(act, trail, mandate, _died(mandate.reference), act.today)
        return Done(AdviceState.DONE, f"{begin}. Nothing more is collected", mandate.id)
    if calls is Calls.STOP:
        _end(act, trail, mandate, line)
        _task(act, trail, mandate, f"Direct Debit {mandate.reference}: {line.text}. Agree with them how the rent is paid",
              act.today)
        return Done(AdviceState.DONE, f"{begin}. Nothing more is collected", mandate.id)
    if calls is Calls.MOVED and not list(bank_problems(line.new_sort_code, line.new_account_number)):
        trail.keep(mandate)
        act.change(mandate, sort_code=digits(line.new_sort_code), account_number=digits(line.new_account_number))
        return Done(AdviceState.DONE, f"{begin}. The bank details are changed", mandate.id)
    if calls is Calls.PUT_BACK and mandate.state in _ENDED:
        trail.keep(mandate)
        act.change(mandate, state=MandateState.LIVE, why="")
        expect(act, mandate)
        return Done(AdviceState.DONE, f"{begin}. It is collected again", mandate.id)
    _task(act, trail, mandate, f"Direct Debit {mandate.reference}: {line.text}. Look at it", act.today)
    return Done(AdviceState.TASK, begin, mandate.id)


def _end(act: Act, trail: Trail, mandate: Mandate, line: ReportLine) -> None:
    """The bank has ended it, so that it hears of nothing from us."""
    if mandate.state is not MandateState.CANCELLED:
        trail.keep(mandate)
        end(act, mandate, MandateState.CANCELLED, line.text)


def _task(act: Act, trail: Trail, mandate: Mandate, text: str, due: date) -> None:
    trail.tasks.append(add_task(act, subject=Ref("account", mandate.account_id),
                                draft=TaskDraft(text[:500], due, act.who.name)))


def credit_again(act: Act, advice: BacsAdvice, kind: BacsKind) -> None:
    """A payment that a report took back stands again, credited from the day it was collected."""
    if advice.line_id is None:
        return
    paid = CollectionLine.get_by_id(advice.line_id)
    if paid.returned_id is not None:
        day, text = open_day(paid.collection.collect_on), f"Direct Debit, {kind} taken back"
        key = queries.key_of_credit(paid.id)
        post_batch(act, kind=BatchKind.PAYMENT_FILE, key=f"{key}{ledger_queries.attempts(key) + 1}", title=text, contra=_CONTRA,
                   lines=[Line(paid.account_id, EntryKind.RECEIPT, None, Payer.TENANT, day, -paid.pence, None, None, text),
                          Line(control_of(act, FileKind.COLLECTION), EntryKind.TRANSFER, None, Payer.OTHER, day, paid.pence,
                               None, None, text)])
    act.change(paid, state=CollectedState.COLLECTED, returned_on=None, returned=None, reason="")
