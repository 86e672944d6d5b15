"""A schedule is posted against its lump: from the office's control account to everybody's rent account, all or nothing.

The tenant of a line is credited with the whole benefit; what was taken off is charged to the overpayment sub-account of whoever
was overpaid. What is not ours stays in the control account. ``bank.actions.schedules`` brings the lump there and calls this.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.recovering import close_recovered, debts_of, in_full, reopen_recovered
from housingdesk.benefits.actions.schedules import open_schedule, schedule_of
from housingdesk.benefits.models import Claim, Schedule
from housingdesk.benefits.queries.schedule_lines import Stored, stored_lines
from housingdesk.benefits.queries.schedule_rows import ScheduleRow
from housingdesk.benefits.queries.schedules import SCHEDULE_LOCK, schedule, stops
from housingdesk.benefits.rules.schedules import controls
from housingdesk.benefits.rules.schedules.matching import Span, of_fund
from housingdesk.benefits.rules.schedules.recoveries import credited, taken
from housingdesk.benefits.rules.schedules.settling import span_of
from housingdesk.benefits.rules.schedules.shapes import ReadLine
from housingdesk.benefits.rules.words import FUNDS, ClaimKind, LineState, ScheduleState, Source
from housingdesk.errors import Refused
from housingdesk.rent.actions.accounts import open_sub_account
from housingdesk.rent.actions.ledger import open_day, post_batch, reverse_lines
from housingdesk.rent.actions.settling import Came, settle_expected, unsettle_expected
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import ledger as ledger_queries
from housingdesk.rent.queries.ledger import ReceiptRow
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Payer
from housingdesk.settings.queries import value
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import refuse

_ABOUT = timedelta(weeks=9)
ON_RENT = "benefits.recovered_on_rent"
_PAYER = {Source.COUNCIL: Payer.HB, Source.DWP_MANAGED: Payer.UC}
_WORDS = {Source.COUNCIL: "Housing Benefit", Source.DWP_MANAGED: "Universal Credit",
          Source.DWP_DEDUCTIONS: "Deducted from Universal Credit", Source.ALLPAY: "Paid through allpay", Source.BACS: "Bacs"}


@needs(Permission.POST_MONEY)
def post_schedule(act: Act, *, schedule_id: int, bank_line_id: int, pence: int, on: date) -> int:
    """Posts a run against a lump of ``pence`` that came on a day and lies in the control account; returns the batch's id.

    Refused, and nothing is posted, when its total is not the lump's, a line needs somebody, or it is posted already.
    """
    open_schedule(act, schedule_id)
    head, lines = schedule(schedule_id), stored_lines(schedule_id)
    refuse(stops(head, lines)[:4])
    if pence != head.net_pence:
        raise Refused(controls.difference("Schedule", head.net_pence, "bank", pence, [line.read for line in lines])
                      + ". Nothing was posted")
    other = Schedule.select(Schedule.name).where((Schedule.bank_line == bank_line_id)
                                                 & (Schedule.state == ScheduleState.POSTED)).scalar()
    if other is not None:
        raise Refused(f"{other} is posted against this money already")
    day = open_day(on)
    batch = _post(act, head, [line for line in lines if line.state is LineState.MATCHED], day)
    act.change(schedule_of(schedule_id), state=ScheduleState.POSTED, bank_line=bank_line_id, batch=batch)
    close_recovered(act, debts_of(lines), day)
    act.say(f"{head.office}: {head.lines:,} line{'s' if head.lines != 1 else ''} posted, {format_pence(head.net_pence)}",
            about=("schedule", schedule_id))
    return batch


def _post(act: Act, head: ScheduleRow, lines: Sequence[Stored], on: date) -> int:
    if head.control_id is None:
        raise Refused(f"{head.office} has no control account yet. Say on its card where its money waits")
    if not lines:
        raise Refused("None of its lines is ours, so there is nothing to post. The money is to be paid back")
    control = account_queries.accounts([head.control_id])[head.control_id]
    funds = _funds(lines)
    payers = account_queries.payers({line.account_id for line in lines if line.account_id is not None and line.id in funds})
    title = f"{_WORDS[head.source]} of {head.office}, paid {format_date(head.paid_on or on)}"
    if head.source is not Source.COUNCIL:
        title = f"{head.office}, {format_date(head.paid_on or on)}"
    ours = sum(line.read.net_pence for line in lines)
    entries = [Line(control.id, EntryKind.TRANSFER, None, Payer.OTHER, on, ours, None, None, title[:300])]
    for line in lines:
        entries += _credit(head, line, _payer(head.source, line, funds, payers), on, funds.get(line.id, ""))
    entries += _recoveries(act, head, lines, on)
    if sum(entry.pence for entry in entries):
        raise RuntimeError(f"{title}: the entries do not come to nothing")
    attempt = ledger_queries.attempts(f"schedule:{head.id}:") + 1
    batch = post_batch(act, kind=BatchKind.BENEFIT, key=f"schedule:{head.id}:{attempt}", title=title, lines=entries,
                       contra=control.reference, source=head.reference or head.name)
    settle_expected(act, came=[_came(one) for one in ledger_queries.receipts_in(batch)], on=on)
    return batch


def _came(one: ReceiptRow) -> Came:
    """What a line of nil, or one that takes back, settles is nothing: money came by it as far as the ledger has it."""
    return Came(one.account_id, one.payer, one.period_from, one.period_to - DAY if one.period_to is not None else None)


def _funds(lines: Sequence[Stored]) -> dict[int, str]:
    """The lines that a fund beside benefit pays, by their claim or by what they say, with what the fund is called."""
    kinds: dict[int, ClaimKind] = {}
    ordered = sorted({line.claim_id for line in lines if line.claim_id is not None})
    for at in range(0, len(ordered), 5_000):
        kinds.update(Claim.select(Claim.id, Claim.kind).where(Claim.id.in_(ordered[at:at + 5_000])
                                                              & Claim.kind.in_(list(FUNDS))).tuples())
    found = {line.id: str(kinds[line.claim_id]) for line in lines if line.claim_id in kinds}
    return found | {line.id: "Payment of a fund" for line in lines if line.claim_id is None and of_fund(line.read.raw)}


def _payer(source: Source, line: Stored, funds: dict[int, str], payers: dict[int, set[Payer]]) -> Payer:
    """Whose money it is. A fund's is a third party's; where nobody else pays a share, it lessens what the tenant owes."""
    if line.id in funds:
        return Payer.OTHER if Payer.OTHER in payers.get(line.account_id or 0, ()) else Payer.TENANT
    return _PAYER.get(source, Payer.TENANT)


def _credit(head: ScheduleRow, line: Stored, payer: Payer, on: date, funded: str) -> list[Line]:
    """The whole benefit of a line on the tenant's account; of a negative line nothing."""
    read, pence = line.read, credited(line.read.gross_pence)
    if not pence or line.account_id is None:
        return []
    words = funded or _WORDS[head.source]
    days = _days(head, read)
    start, end = (days[0], days[1] + DAY) if days is not None else (None, None)
    to = f" to {format_date(days[1])}" if days is not None else ""
    return [Line(line.account_id, EntryKind.RECEIPT, None, payer, on, -pence, start, end, f"{words}{to}")]


def _days(head: ScheduleRow, read: ReadLine) -> Span | None:
    """The days that a line is for, or that a council's run says it is for as a whole; to when benefit is paid hangs on them."""
    run = None
    if head.source is Source.COUNCIL and head.period_from is not None and head.period_to is not None:
        run = (head.period_from, head.period_to) if head.period_from <= head.period_to else None
    return span_of(read, run)


def _recoveries(act: Act, head: ScheduleRow, lines: Iterable[Stored], on: date) -> list[Line]:
    """What the office took back, charged to whoever was overpaid."""
    found = []
    on_rent = bool(value(ON_RENT, on))
    for line in lines:
        pence = taken(line.read)
        if not pence:
            continue
        debtor = line.recovery_account_id
        if debtor is None:
            raise Refused(f"Line {line.read.number}: nobody has said whose overpayment is taken off")
        if head.source is not Source.COUNCIL:
            found.append(Line(debtor, EntryKind.RECEIPT, None, _PAYER.get(head.source, Payer.TENANT), on, pence, None, None,
                              f"Taken back by {head.office}"))
            continue
        own = on_rent and debtor == line.account_id
        found.append(Line(_target(act, debtor, own=own), EntryKind.ADJUSTMENT, None, Payer.TENANT, on, pence, None, None,
                          f"Overpaid Housing Benefit, taken back by {head.office} on {format_date(on)}"))
    return found


def _target(act: Act, account_id: int, *, own: bool) -> int:
    """The overpayment sub-account of a rent account, opened where there is none; the rent account itself where allowed."""
    if own or account_queries.accounts([account_id])[account_id].kind is not AccountKind.RENT:
        return account_id
    return open_sub_account(act, account_id=account_id, kind=AccountKind.HB_OVERPAYMENT)


@needs(Permission.POST_MONEY)
def reverse_schedule(act: Act, *, schedule_id: int, reason: str = "Schedule taken back") -> int:
    """Takes a posted run back as one; its money waits in the control account again. Returns the reversing batch's id."""
    act.lock(SCHEDULE_LOCK)
    row = schedule_of(schedule_id)
    if row.state is not ScheduleState.POSTED or row.batch_id is None:
        raise Refused(f"This schedule is {row.state}; there is nothing to take back")
    batch = row.batch_id
    made = reverse_lines(act, batch_id=batch, reason=reason, entry_ids=None)
    _expect_again(act, batch)
    taken_back, day = in_full(debts_of(stored_lines(schedule_id))), ledger_queries.first_day_of(batch)
    act.change(row, state=ScheduleState.WAITING, bank_line=None, batch=None)
    reopen_recovered(act, taken_back, day)
    act.say(f"{row.name} taken back: {format_pence(row.net_pence)} waits in the control account again",
            about=("schedule", schedule_id))
    return made


def _expect_again(act: Act, batch: int) -> None:
    """What the money of a batch settled is expected again, as far as no other run's money is for it."""
    gone = ledger_queries.receipts_in(batch)
    for on in sorted({one.on for one in gone}):
        others = ledger_queries.other_receipts(batch, BatchKind.BENEFIT, {one.account_id for one in gone}, on - _ABOUT)
        unsettle_expected(act, gone=[_came(one) for one in gone if one.on == on],
                          stays=[(_came(one), one.on) for one in others], on=on)
