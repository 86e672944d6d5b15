"""Reads what a correction comes to before anybody confirms it, and the corrections an account has had."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import JOIN, fn

from housingdesk.errors import NotFound, Refused
from housingdesk.rent.models import Account, Balance, Batch, ChargeLine, ChargeShare, Entry
from housingdesk.rent.queries import debit as runs
from housingdesk.rent.queries.charging import Chargeable
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.rent.queries.next_debit import cycle_start
from housingdesk.rent.rules.backdating import Amount, Differences, Periods, Waived, differences
from housingdesk.rent.rules.corrections import Life, LineState, ShareState
from housingdesk.rent.rules.words import AccountKind, BatchKind, EntryKind, Frequency
from housingdesk.settings import queries as settings
from housingdesk.values.dates import DAY, format_date

CHARGED = frozenset({AccountKind.RENT, AccountKind.GARAGE, AccountKind.VOID})
_BROUGHT = (BatchKind.OPENING, BatchKind.BROUGHT_IN)


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
                tuple(LineState(*line, tuple(shares.get(line[0], ()))) for line in found))


def charged_to(account_id: int) -> date | None:
    """The first day of an account that is not debited yet."""
    value: date | None = Balance.select(Balance.charged_to).where(Balance.account == account_id).scalar()
    return value


def difference(account_id: int, since: date, life: Life | None = None) -> Differences:
    """What an account's debited periods from that of ``since`` on lack or have too much; with ``life`` as if it were so.

    Refused for days before the balance was brought in: nothing of them stands here that could be compared.
    """
    account, before = _account(account_id), charged_to(account_id)
    if account.kind not in CHARGED or account.opens_on is None:
        raise Refused("Only rent, garage and void accounts are charged by the week")
    if life is not None:
        account.opens_on, account.closes_on = life.opens_on, life.closes_on
    period = _periods(account.frequency)
    first = max(period(since), _first_day(account_id, since))
    closed = closed_to()
    should = _should(account, first, before, life) if before is not None else ()
    return differences(should, *_stands(account_id, first), period, closed + DAY if closed else date.min)


def period_of_account(account_id: int) -> Periods:
    """The first day of the charge period that holds a day, for an account."""
    return _periods(_account(account_id).frequency)


def _periods(frequency: Frequency) -> Periods:
    known: dict[date, date] = {}

    def period(day: date) -> date:
        if day not in known:
            known[day] = runs.period_of(frequency, day)[0]
        return known[day]
    return period


def _first_day(account_id: int, since: date) -> date:
    """The first day that was debited here: the day an opening balance or history was brought in, where one was."""
    brought: date | None = (Entry.select(fn.MAX(Entry.effective_on)).join(Batch).where(
        (Entry.account == account_id) & Batch.kind.in_(_BROUGHT) & Entry.reverses.is_null())).scalar()
    if brought is not None and since < brought:
        raise Refused(f"The balance of this account was brought in on {format_date(brought)}. What was wrong before that is "
                      f"put right by an adjustment")
    return brought or date.min


def _should(account: Any, first: date, before: date, life: Life | None) -> Iterator[Amount]:
    """What the debit would charge for these days, a stretch of days under the same settings at a time."""
    lines = [line.row() for line in life.lines] if life is not None else None
    first = max(first, account.opens_on) if account.opens_on > first else first
    for start, end in _stretches(account.frequency, first, before):
        row = Chargeable(account.id, account.reference, account.name, account.kind, account.frequency, account.rent_free,
                         account.opens_on, account.closes_on, start, account.space_id)
        for line in runs.lines_of(row, end, lines, start)[0]:
            if line.code is not None and line.period_from is not None and line.period_to is not None:
                yield Amount(line.code, line.payer, line.effective_on, line.pence, line.period_from, line.period_to)


def _stretches(frequency: Frequency, first: date, before: date) -> Iterator[tuple[date, date]]:
    """``first <= day < before`` cut where the rule for part weeks or the cycle of periods changed."""
    start, at = first, first
    held = _settings(first)
    while at < before:
        end = runs.period_of(frequency, at)[1]
        following = _settings(end) if end < before else None
        if following != held:
            yield start, min(end, before)
            start, held = end, following or held
        at = end


def _settings(on: date) -> tuple[Any, date]:
    return settings.value("rent.part_weeks", on), cycle_start(on)


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
