"""Reads what the debit run needs: accounts with days not yet charged, their lines and shares, and homes' empty days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from housingdesk.properties.models import Space
from housingdesk.rent.models import Account, Balance, Batch, ChargeLine, ChargeShare, DebitRun, RentFreeWeek
from housingdesk.rent.rules.charging import LineRow, ShareRow, weekly_equivalent
from housingdesk.rent.rules.words import AccountKind, ChargeCode, Frequency, Payer
from housingdesk.tenancies.models import Occupancy

CHARGED = (AccountKind.RENT, AccountKind.GARAGE, AccountKind.VOID)


@dataclass(frozen=True, slots=True)
class Chargeable:
    """An account that the debit run looks at. ``charged_to`` is the first day not yet debited."""

    id: int
    reference: str
    name: str
    kind: AccountKind
    frequency: Frequency
    rent_free: bool
    opens_on: date
    closes_on: date | None
    charged_to: date
    space_id: int | None


def chargeable(before: date, account_ids: Iterable[int] | None = None) -> list[Chargeable]:
    """Accounts that have days before ``before`` not yet charged, by reference."""
    query = (Account.select(Account.id, Account.reference, Account.name, Account.kind, Account.frequency, Account.rent_free,
                            Account.opens_on, Account.closes_on, Balance.charged_to, Account.space)
             .join(Balance, on=(Balance.account == Account.id))
             .where(Account.kind.in_(CHARGED) & (Account.opens_on < before)
                    & (Balance.charged_to.is_null() | (Balance.charged_to < before))
                    & (Account.closes_on.is_null() | Balance.charged_to.is_null() | (Account.closes_on >= Balance.charged_to)))
             .order_by(Account.reference))
    if account_ids is not None:
        query = query.where(Account.id.in_(list(account_ids)))
    return [Chargeable(*row[:8], row[8] or row[6], row[9]) for row in query.tuples()]


def lines_in_force(start: date, end: date, account_ids: Iterable[int] | None = None) -> dict[int, list[LineRow]]:
    """Charge lines that hold on any day of ``start <= day < end``, with their shares, by account."""
    query = (ChargeLine.select(ChargeLine.id, ChargeLine.account, ChargeLine.code, ChargeLine.pence, ChargeLine.start,
                               ChargeLine.end)
             .where((ChargeLine.start < end) & (ChargeLine.end.is_null() | (ChargeLine.end > start)))
             .order_by(ChargeLine.account, ChargeLine.id))
    shares = (ChargeShare.select(ChargeShare.line, ChargeShare.payer, ChargeShare.pence, ChargeShare.start, ChargeShare.end)
              .where((ChargeShare.start < end) & (ChargeShare.end.is_null() | (ChargeShare.end > start))))
    if account_ids is not None:
        wanted = list(account_ids)
        query = query.where(ChargeLine.account.in_(wanted))
        shares = shares.join(ChargeLine).where(ChargeLine.account.in_(wanted))
    by_line: defaultdict[int, list[ShareRow]] = defaultdict(list)
    for line, payer, pence, first, last in shares.tuples().iterator():
        by_line[line].append(ShareRow(payer, pence, first, last))
    found: defaultdict[int, list[LineRow]] = defaultdict(list)
    for line_id, account, code, pence, first, last in query.tuples().iterator():
        found[account].append(LineRow(code, pence, first, last, tuple(by_line.get(line_id, ()))))
    return found


def empty_days(space_ids: list[int], start: date, end: date) -> dict[int, list[tuple[date, date]]]:
    """For each space, the spans of ``start <= day < end`` in which it is managed by us and nobody holds it.

    A space is held when somebody holds it, a space that it is part of, or a space inside it.
    """
    if not space_ids:
        return {}
    spaces = {row[0]: row[1:] for row in Space.select(Space.id, Space.parent, Space.managed_from, Space.managed_to).tuples()}
    held: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = (Occupancy.select(Occupancy.space, Occupancy.start, Occupancy.end)
            .where((Occupancy.start < end) & (Occupancy.end.is_null() | (Occupancy.end > start))).tuples())
    inside: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    for space, first, last in rows.iterator():
        span = (first, last or date.max)
        held[space].append(span)
        parent = spaces[space][0]
        while parent is not None:
            inside[parent].append(span)
            parent = spaces[parent][0]
    return {space: _gaps(_spans(space, spaces, held) + inside[space], *_managed(spaces[space], start, end))
            for space in space_ids}


def _spans(space: int | None, spaces: dict[int, Any], held: dict[int, list[tuple[date, date]]]) -> list[tuple[date, date]]:
    spans: list[tuple[date, date]] = []
    while space is not None:
        spans.extend(held.get(space, ()))
        space = spaces[space][0]
    return spans


def _managed(space: tuple[Any, ...], start: date, end: date) -> tuple[date, date]:
    _, first, last = space
    return max(start, first or start), min(end, last or end)


def _gaps(spans: list[tuple[date, date]], start: date, end: date) -> list[tuple[date, date]]:
    gaps, at = [], start
    for first, last in sorted(spans):
        if first > at:
            gaps.append((at, min(first, end)))
        at = max(at, last)
        if at >= end:
            break
    if at < end:
        gaps.append((at, end))
    return [(a, b) for a, b in gaps if a < b]


def rent_free_weeks() -> frozenset[date]:
    """Every rent-free Monday."""
    return frozenset(row[0] for row in RentFreeWeek.select(RentFreeWeek.week).tuples())


def last_run() -> date | None:
    """The Monday of the newest debit run that was not reversed; None before the first."""
    undone = Batch.select(Batch.reverses).where(Batch.reverses.is_null(False))
    value: date | None = DebitRun.select(fn.MAX(DebitRun.week)).where(DebitRun.batch.not_in(undone)).scalar()
    return value


def roll(on: date) -> dict[int, int]:
    """The weekly charge in force on one day for every account open on it: pence, monthly amounts × 12 ÷ 52."""
    rows = (Account.select(Account.id, Account.frequency, fn.SUM(ChargeLine.pence))
            .join(ChargeLine, on=(ChargeLine.account == Account.id))
            .where(Account.kind.in_((AccountKind.RENT, AccountKind.GARAGE)) & (Account.opens_on <= on)
                   & (Account.closes_on.is_null() | (Account.closes_on >= on))
                   & (ChargeLine.start <= on) & (ChargeLine.end.is_null() | (ChargeLine.end > on)))
            .group_by(Account.id, Account.frequency).tuples())
    return {account: weekly_equivalent(int(pence), Frequency(frequency)) for account, frequency, pence in rows}


def current_lines(account_id: int, on: date) -> list[tuple[int, ChargeCode, str, int, list[tuple[Payer, int | None]]]]:
    """An account's charge lines on a day: id, code, description, pence, and who pays what (None: the rest)."""
    lines = (ChargeLine.select().where((ChargeLine.account == account_id) & (ChargeLine.start <= on)
                                       & (ChargeLine.end.is_null() | (ChargeLine.end > on))).order_by(ChargeLine.id))
    found = list(lines)
    shares: defaultdict[int, list[tuple[Payer, int | None]]] = defaultdict(list)
    for row in (ChargeShare.select().where(ChargeShare.line.in_([x.id for x in found]) & (ChargeShare.start <= on)
                                           & (ChargeShare.end.is_null() | (ChargeShare.end > on)))):
        shares[row.line_id].append((row.payer, row.pence))
    return [(x.id, x.code, x.description, x.pence, shares[x.id]) for x in found]
