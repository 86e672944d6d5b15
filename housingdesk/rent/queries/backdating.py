"""Reads what a correction comes to before anybody confirms it, and the corrections an account has had."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import JOIN, fn

from housingdesk.errors import NotFound, Refused
from housingdesk.rent.models import Account, Balance, Batch, ChargeLine, ChargeShare, Entry
from housingdesk.rent.queries import debit as runs
from housingdesk.rent.queries.charging import Chargeable
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.rent.queries.next_debit import cycle_start, last_run
from housingdesk.rent.rules import corrections as rules
from housingdesk.rent.rules.backdating import Amount, Differences, PeriodRow, Periods, Waived, differences
from housingdesk.rent.rules.corrections import (
    AmountCorrection,
    ChargeCorrection,
    DayCorrection,
    EndCorrection,
    LastDayCorrection,
    Life,
    LineState,
    NewChargeCorrection,
    SharesCorrection,
    ShareState,
    StartCorrection,
)
from housingdesk.rent.rules.drafts import ChargeDraft, problems
from housingdesk.rent.rules.nights import last_charged
from housingdesk.rent.rules.periods import period_of
from housingdesk.rent.rules.words import AccountKind, BatchKind, ChargeCode, EntryKind, Frequency
from housingdesk.settings import queries as settings
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import last_charge_day
from housingdesk.values.dates import DAY, WEEK, format_date
from housingdesk.values.money import portion
from housingdesk.values.rows import frozen

CHARGED = frozenset({AccountKind.RENT, AccountKind.GARAGE, AccountKind.VOID})
_BROUGHT = (BatchKind.OPENING, BatchKind.BROUGHT_IN)


@frozen
class CorrectionPreview:
    """What a correction comes to: the periods that change, pence in all, the balance after it, and what has to be known."""

    account_id: int
    since: date
    rows: tuple[PeriodRow, ...]
    pence: int
    balance_pence: int
    closed_note: str
    to_come_note: str


def preview(draft: ChargeCorrection | DayCorrection, today: date) -> CorrectionPreview:
    """What a correction comes to if it is confirmed now; Refused as the correction would be. Reads only."""
    account_id, since, now = _drafted_life(draft)
    refuse_before_brought_in(account_id, since)
    found, balance = difference(account_id, since, now), Balance.get(Balance.account == account_id)
    closed, debited = closed_to(), balance.charged_to
    closed_note = to_come = ""
    if closed is not None and since <= closed:
        closed_note = (f"The ledger is closed to {format_date(closed)}: what belongs before stands on "
                       f"{format_date(closed + DAY)}, and the figures of the closed days stay as they are")
    if debited is not None and not isinstance(draft, LastDayCorrection):
        to_come = f"From {format_date(max(debited, since, today))} on the debit charges it as it is then"
    return CorrectionPreview(account_id, since, found.rows, found.pence, balance.pence + found.pence, closed_note, to_come)


def _drafted_life(draft: ChargeCorrection | DayCorrection) -> tuple[int, date, Life]:
    if isinstance(draft, (StartCorrection, LastDayCorrection)):
        account_id = _account_of(draft.tenancy_id)
        was = life_of(account_id)
        if isinstance(draft, StartCorrection):
            return account_id, min(was.opens_on, draft.start), rules.with_first_day(was, draft.start)
        last = _last_charged(account_id, draft)
        return account_id, min(last, was.closes_on or last) + DAY, replace(was, closes_on=last)
    if isinstance(draft, NewChargeCorrection):
        account_id = draft.account_id
    else:
        account_id = ChargeLine.select(ChargeLine.account).where(ChargeLine.id == draft.line_id).scalar()
    if account_id is None:
        raise NotFound("That charge is not there")
    was = life_of(account_id)
    return account_id, drafted(draft), corrected(account_id, was, draft)


def _account_of(tenancy_id: int) -> int:
    found: int | None = Account.select(Account.id).where(
        (Account.tenancy == tenancy_id) & Account.kind.in_((AccountKind.RENT, AccountKind.GARAGE))).scalar()
    if found is None:
        raise NotFound("This agreement has no account")
    return found


def _last_charged(account_id: int, draft: LastDayCorrection) -> date:
    row = tenancy(draft.tenancy_id)
    if row.end_reason is None:
        raise Refused(f"This {row.words.agreement} has not ended")
    account = _account(account_id)
    if account.frequency is not Frequency.NIGHTLY:
        return last_charge_day(row.end_reason, draft.event_on)
    one = settings.value("rent.same_day_nights", draft.event_on) == "one"
    return last_charged(draft.event_on, account.opens_on, at_least_one=one)


def life_of(account_id: int) -> Life:
    """How an account is charged over time: every line it has, had and will have."""
    account = _account(account_id)
    shares: dict[int, list[ShareState]] = {}
    rows: Any = (ChargeShare.select(ChargeShare.line, ChargeShare.payer, ChargeShare.pence, ChargeShare.start, ChargeShare.end)
                 .join(ChargeLine).where(ChargeLine.account == account_id).order_by(ChargeShare.id).tuples())
    for line, *share in rows:
        shares.setdefault(line, []).append(ShareState(*share))
    found: Any = (ChargeLine.select(ChargeLine.id, ChargeLine.code, ChargeLine.description, ChargeLine.pence, ChargeLine.start,
                                    ChargeLine.end).where(ChargeLine.account == account_id).order_by(ChargeLine.id).tuples())
    return Life(account.opens_on, account.closes_on,
                tuple(LineState(i, code, what, pence, start, end, tuple(shares.get(i, ())))
                      for i, code, what, pence, start, end in found))


def corrected(account_id: int, was: Life, draft: ChargeCorrection) -> Life:
    """What a correction of charges makes of an account; Refused with every problem in one sentence."""
    match draft:
        case AmountCorrection(line_id, pence, start, shares):
            now = rules.with_amount(was, line_id, pence, start, shares)
            line = was.line(line_id)
            parts = [shares] if shares is not None else rules.each_time(rules.from_day(line.shares, start))
            _refuse([ChargeDraft(line.code, line.description, pence, part) for part in parts])
            return _with_vat(account_id, was, now, line, pence, start)
        case SharesCorrection(line_id, shares, start):
            line = was.line(line_id)
            _refuse([ChargeDraft(line.code, line.description, line.pence, shares)])
            return rules.with_shares(was, line_id, shares, start)
        case NewChargeCorrection(_, charge, start, end):
            _refuse([charge])
            return rules.with_line(was, charge, start, end)
        case EndCorrection(line_id, before):
            return rules.with_end(was, line_id, before)


def _refuse(drafts: list[ChargeDraft]) -> None:
    found = dict.fromkeys(problem.message for draft in drafts for problem in problems(draft))
    if found:
        raise Refused(". ".join(found))


def _with_vat(account_id: int, was: Life, now: Life, line: LineState, pence: int, start: date) -> Life:
    """The VAT on a garage's only charge follows it."""
    if line.code is not ChargeCode.GARAGE or _account(account_id).kind is not AccountKind.GARAGE:
        return now
    beside = [one for one in was.lines if one.start <= start and (one.end is None or one.end > start)]
    vat = [one for one in beside if one.code is ChargeCode.VAT and one.id is not None]
    if len(vat) != 1 or sum(one.code is ChargeCode.GARAGE for one in beside) != 1:
        return now
    rate = settings.value("vat.rate", start)
    return rules.with_amount(now, vat[0].id or 0, portion(pence, rate, 10_000), start, None)


def drafted(draft: ChargeCorrection) -> date:
    """The first day that a correction of charges changes."""
    return draft.before if isinstance(draft, EndCorrection) else draft.start


def charged_to(account_id: int) -> date | None:
    """The first day of an account that is not debited yet."""
    value: date | None = Balance.select(Balance.charged_to).where(Balance.account == account_id).scalar()
    return value


def difference(account_id: int, since: date, life: Life | None = None) -> Differences:
    """What an account's debited periods from that of ``since`` on lack or have too much; with ``life`` as if it were so.

    Days before a balance was brought in are left out.
    """
    account, before = _account(account_id), charged_to(account_id) or date.min
    if account.kind not in CHARGED or account.opens_on is None:
        raise Refused("Only rent, garage and void accounts are charged by the week")
    if life is not None:
        debited = before if before > account.opens_on else date.min
        account.opens_on, account.closes_on = life.opens_on, life.closes_on
        before = max(debited, _debited_before(account))
    of = _Rules()
    period = _periods(account.frequency, of)
    first = max(period(since), _brought_in(account_id))
    closed = closed_to()
    return differences(_should(account, first, before, life, of), *_stands(account_id, first), period,
                       closed + DAY if closed else date.min)


def _debited_before(account: Any) -> date:
    """The first day of an account's life that no run has debited."""
    newest = last_run()
    if newest is None:
        return date.min
    end = runs.period_of(account.frequency, newest + WEEK - DAY)[1]
    return end if account.closes_on is None else min(end, account.closes_on + DAY)


def period_of_account(account_id: int) -> Periods:
    """The first day of the charge period that holds a day, for an account."""
    return _periods(_account(account_id).frequency, _Rules())


class _Rules:
    """The settings by which days are charged, read once for each stretch of days under the same."""

    def __init__(self) -> None:
        rows = [*settings.history("rent.part_weeks", date.max), *settings.history("rent.cycle_start", date.max)]
        self._edges = sorted({row.valid_from for row in rows if row.valid_from is not None})
        self._known: dict[int, tuple[Any, date]] = {}

    def at(self, day: date) -> tuple[Any, date]:
        """How part weeks are charged on a day, and the Monday from which periods are counted."""
        place = bisect_right(self._edges, day)
        if place not in self._known:
            self._known[place] = settings.value("rent.part_weeks", day), cycle_start(day)
        return self._known[place]

    def period(self, frequency: Frequency, day: date) -> tuple[date, date]:
        """The charge period that holds a day."""
        return period_of(frequency, day, self.at(day)[1])


def _periods(frequency: Frequency, of: _Rules) -> Periods:
    return lambda day: of.period(frequency, day)[0]


def refuse_before_brought_in(account_id: int, since: date) -> None:
    """Refuses days before the balance was brought in: nothing of them stands here that could be compared."""
    brought = _brought_in(account_id)
    if since < brought:
        raise Refused(f"The balance of this account was brought in on {format_date(brought)}. What was wrong before that is "
                      f"put right by an adjustment")


def _brought_in(account_id: int) -> date:
    """The day of the opening balance or history that was brought in; the beginning of time where none was."""
    value: date | None = (Entry.select(fn.MAX(Entry.effective_on)).join(Batch).where(
        (Entry.account == account_id) & Batch.kind.in_(_BROUGHT) & Entry.reverses.is_null())).scalar()
    return value or date.min


def _should(account: Any, first: date, before: date, life: Life | None, of: _Rules) -> Iterator[Amount]:
    """What the debit would charge for these days, a stretch of days under the same settings at a time."""
    lines = [line.row() for line in life.lines] if life is not None else None
    for start, end in _stretches(account.frequency, first, before, of):
        row = Chargeable(account.id, account.reference, account.name, account.kind, account.frequency, account.rent_free,
                         account.opens_on, account.closes_on, start, account.space_id)
        for line in runs.lines_of(row, end, lines, start)[0]:
            if line.code is not None and line.period_from is not None and line.period_to is not None:
                yield Amount(line.code, line.payer, line.effective_on, line.pence, line.period_from, line.period_to)


def _stretches(frequency: Frequency, first: date, before: date, of: _Rules) -> Iterator[tuple[date, date]]:
    """``first <= day < before`` cut where the rule for part weeks or the cycle of periods changed."""
    start = at = first
    while at < before:
        end = of.period(frequency, at)[1]
        if end >= before or of.at(end) != of.at(start):
            yield start, min(end, before)
            start = end
        at = end


def _stands(account_id: int, first: date) -> tuple[list[Amount], list[Waived]]:
    """What is posted for the periods from a day on, and which charges somebody reversed by hand.

    A charge and its reversal are as good as none: a run that was taken back is charged again by the next.
    """
    undone = Entry.alias()
    rows: Any = (Entry.select(Entry.kind, Entry.code, Entry.payer, Entry.effective_on, Entry.pence, Entry.period_from,
                              Entry.period_to, Entry.reverses, undone.id, Batch.kind, Batch.reverses)
                 .join(Batch).join_from(Entry, undone, JOIN.LEFT_OUTER, on=(undone.reverses == Entry.id))
                 .where((Entry.account == account_id) & (Entry.period_from >= first) & Entry.code.is_null(False)
                        & Entry.kind.in_((EntryKind.CHARGE, EntryKind.ADJUSTMENT))).order_by(Entry.id).tuples())
    stands, waived = list[Amount](), list[Waived]()
    for kind, code, payer, on, pence, start, end, reverses, undone_by, batch_kind, batch_reverses in rows:
        if kind == EntryKind.CHARGE and (undone_by is not None or reverses is not None):
            if reverses is not None and batch_kind == BatchKind.REVERSAL and batch_reverses is None:
                waived.append(Waived(code, -pence, start))
            continue
        stands.append(Amount(code, payer, on, pence, start, end))
    return stands, waived


def _account(account_id: int) -> Any:
    account = Account.get_or_none(Account.id == account_id)
    if account is None:
        raise NotFound("That account is not there")
    return account
