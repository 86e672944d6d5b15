"""Reads what is known of the benefit of one account: its claims and awards, the office's runs, what came, what was found."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from housingdesk.benefits.models import Award, Claim, GapFinding, Office, Overpayment, Schedule, ScheduleLine, UcCard
from housingdesk.benefits.queries.rates import rates
from housingdesk.benefits.rules.assess.rates import NoFigure
from housingdesk.benefits.rules.awards import in_period, payer_of
from housingdesk.benefits.rules.expected.calendar import hb_start
from housingdesk.benefits.rules.expected.derived import Part, from_parts, until
from housingdesk.benefits.rules.expected.shapes import Came, Deduction, Found, Halt, History, Paid, Run
from housingdesk.benefits.rules.expected.uc_periods import assessment_day_of
from housingdesk.benefits.rules.offices import Rhythm
from housingdesk.benefits.rules.words import (
    FUNDS,
    HB_KINDS,
    ClaimKind,
    ClaimState,
    OverpaymentState,
    RecoveryWay,
    ScheduleState,
    Source,
)
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.db.stored_days import StoredDays
from housingdesk.properties.models import Council
from housingdesk.properties.queries import spaces
from housingdesk.rent.queries.accounts import AccountRow
from housingdesk.rent.queries.charges import ChargeHistory, charge_lines
from housingdesk.rent.rules.words import BatchKind, EntryKind, Frequency, Payer
from housingdesk.tenancies.queries.agreements import occupancies, tenancy
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen

LOOK_BACK = timedelta(weeks=53)
_UNDER_WAY = timedelta(weeks=5)
_DECIDED = frozenset({ClaimState.DECIDED, ClaimState.SUSPENDED, ClaimState.ENDED})
_CAME = """
SELECT e.effective_on, e.pence, e.period_from, e.period_to, e.text, e.id
FROM entry e JOIN batch b ON b.id = e.batch_id LEFT JOIN entry u ON u.reverses_id = e.id
WHERE e.account_id = ? AND e.payer = ? AND e.effective_on >= ? AND e.kind = 'receipt' AND e.pence < 0 AND e.reverses_id IS NULL
  AND u.id IS NULL{own} ORDER BY e.effective_on, e.id
"""
_BY_LIST, _BY_HAND = (f" AND b.kind {is_or_not} '{BatchKind.BENEFIT}'" for is_or_not in ("=", "<>"))
_NONDEP = ("hb.nondep.1", "hb.nondep.2", "hb.nondep.3", "hb.nondep.4", "hb.nondep.5", "hb.nondep.6")


@frozen
class Known:
    """What is known of one payer: its history, where the expected sums are from, the claim, and whether it is undecided."""

    payer: Payer
    history: History
    source: str
    claim_id: int | None
    pending: bool
    to_tenant: bool


def known_of(account: AccountRow, on: date) -> list[Known]:
    """What is known of each payer of benefit for an account, Housing Benefit first; nothing for one that has none."""
    if account.tenancy_id is None:
        return []
    claims = list(Claim.select().where((Claim.tenancy == account.tenancy_id) & (Claim.state != ClaimState.REFUSED)
                                       & Claim.kind.not_in(list(FUNDS))).order_by(Claim.counts_from, Claim.id))
    lines = charge_lines(account.id, on)
    awards: list[Award] = list(Award.select().where(Award.claim.in_([claim.id for claim in claims])).order_by(Award.start))
    out = []
    for payer in (Payer.HB, Payer.UC, Payer.TENANT):
        mine = [claim for claim in claims if payer_of(claim.kind) is payer]
        parts = list(_parts(lines, payer)) if payer is not Payer.TENANT else []
        if mine or parts:
            out.append(_Reading(account, payer, mine, [row for row in awards if row.claim_id in {c.id for c in mine}], parts,
                                on).known())
    return [one for one in out if one.history.awards or one.history.came or one.pending]


def _parts(lines: Sequence[ChargeHistory], payer: Payer) -> Iterator[Part]:
    """What a payer pays of the charges, stretch by stretch."""
    for line in lines:
        edges = sorted({line.start, *(one.start for one in line.shares if one.start > line.start)})
        for place, start in enumerate(edges):
            held = [one for one in line.shares if one.start <= start and (one.end is None or one.end > start)]
            fixed = sum(one.pence for one in held if one.pence is not None)
            pence = sum(line.pence - fixed if one.pence is None else one.pence for one in held if one.payer is payer)
            ends = [day for day in (line.end, edges[place + 1] if place + 1 < len(edges) else None,
                                    *(one.end for one in held)) if day is not None and day > start]
            if pence:
                yield Part(pence, start, min(ends, default=None))


class _Reading:
    """Gathers one payer's history."""

    def __init__(self, account: AccountRow, payer: Payer, claims: list[Claim], awards: list[Award], parts: list[Part],
                 on: date) -> None:
        self.account, self.payer, self.claims, self.parts, self.on = account, payer, claims, parts, on
        managed = [row for row in awards if next(c for c in claims if c.id == row.claim_id).kind is ClaimKind.APA]
        self.awards = managed or awards
        self.since = max(account.opens_on or date.min, on - LOOK_BACK, _carried_over(account.id))
        self.card: UcCard | None = UcCard.get_or_none(UcCard.claim.in_([claim.id for claim in claims])) if claims else None

    def known(self) -> Known:
        """Everything of it."""
        came = tuple(_came(self.account.id, self.payer, self.since - timedelta(7)))
        paid, source = self._paid(came)
        current = self.claims[-1] if self.claims else None
        cycle, office = self._cycle(came)
        history = History(
            self.payer, _name(self.payer, office), paid, self.since, came, cycle, self._assessment_day(came),
            self._direct_from(), tuple(self._halts()), tuple(self._runs(office)) if cycle is not None else (),
            tuple(_found(self.account.id, self.payer)),
            tuple(_came(self.account.id, Payer.TENANT, self.since, by_list=False)) if self.payer is not Payer.TENANT else (),
            tuple(self._recovering()), tuple(_deductions(self.payer, self.on)))
        pending = current is not None and current.state not in _DECIDED
        return Known(self.payer, history, source, None if current is None else current.id, pending,
                     bool(paid) and not any(one.to_landlord for one in paid))

    def _paid(self, came: Sequence[Came]) -> tuple[tuple[Paid, ...], str]:
        """The awards to reckon with, and where they are from."""
        last = self.account.closes_on
        gone = None if last is None else last + DAY
        if self.awards:
            return until([one for row in self.awards for one in self._recorded(row)], gone), "From the awards of the claim"
        decided = [claim for claim in self.claims if claim.state in _DECIDED]
        if self.claims and not decided and not came:
            return (), "The claim is not decided"
        told = decided[-1].decided_on if decided else None
        if told is None and self.account.opens_on is not None and self.account.opens_on >= self.since:
            told = min((one.on for one in came), default=None)  # of a new account, the first money shows the decision
        if self.parts:
            monthly = self.account.frequency is Frequency.MONTHLY
            nights = 7 if self.account.frequency is Frequency.NIGHTLY else 1
            parts = [replace(part, pence=part.pence * nights) for part in self.parts]
            paid = from_parts(parts, told, charged_monthly=monthly, award_monthly=self.payer is Payer.UC)
            return until(paid, gone), f"No award is recorded: reckoned with the part of the charge that {self.payer} pays"
        return until(list(_expected(decided)), gone), _source(decided)

    def _recorded(self, row: Award) -> Iterator[Paid]:
        """An award as far as its claim ran before another one took its place."""
        claim = next(one for one in self.claims if one.id == row.claim_id)
        newer = any(one.counts_from > claim.counts_from and one.state in _DECIDED for one in self.claims)
        end = row.end
        if claim.ended_on is not None and newer:
            end = claim.ended_on if end is None else min(end, claim.ended_on)
        if end is None or end > row.start:
            yield Paid(row.start, end, row.pence, row.told_on, row.to_landlord)

    def _cycle(self, came: Sequence[Came]) -> tuple[Rhythm | None, Office | None]:
        """When the office pays: as its card says, else as the last payment of Housing Benefit came."""
        office = _office(self.payer, self._council())
        if office is not None and office.first_run_on is not None and office.first_covers_to is not None:
            return Rhythm(office.cycle_weeks, office.first_run_on, office.first_covers_to), office
        last = next((one for one in reversed(came) if one.covers_to is not None), None)
        if self.payer is Payer.HB and last is not None and last.covers_to is not None:
            return Rhythm(4, last.on, last.covers_to - DAY), office
        return None, office

    def _council(self) -> int | None:
        said = next((claim.council_id for claim in reversed(self.claims) if claim.council_id is not None), None)
        if said is not None or self.payer is not Payer.HB or self.account.tenancy_id is None:
            return said
        homes = [row.space_id for row in occupancies([self.account.tenancy_id]) if row.start <= self.on]
        return next((row.council_id for row in spaces(homes[-1:])), None)

    def _assessment_day(self, came: Sequence[Came]) -> int | None:
        """As the statement says, else the day of the claim, else six days before money came."""
        if self.payer is not Payer.UC:
            return None
        claimed = next((claim.counts_from.day for claim in self.claims if claim.kind is ClaimKind.UC), None)
        last, card = came[-1].on if came else None, self.card
        return assessment_day_of(card.assessment_day if card else None, card.pay_day if card else None, claimed, last)

    def _direct_from(self) -> date | None:
        if self.payer is Payer.UC:
            return None if self.card is None else self.card.direct_granted_on
        return next((claim.decided_on for claim in self.claims if claim.to_landlord and claim.decided_on is not None), None)

    def _halts(self) -> Iterator[Halt]:
        if not self.claims or (self.account.closes_on is not None and self.account.closes_on < self.on):
            return
        claim = self.claims[-1]
        if claim.state is ClaimState.SUSPENDED:
            yield Halt(claim.state, claim.suspended_on or claim.decided_on or claim.counts_from, None, claim.evidence_by)
        elif claim.state is ClaimState.ENDED and claim.ended_on is not None:
            yield Halt(claim.state, claim.ended_on)

    def _runs(self, office: Office | None) -> Iterator[Run]:
        """The office's schedules that were posted, each with this account's lines."""
        if office is None:
            return
        posted = dict(Schedule.select(Schedule.id, Schedule.paid_on).where(
            (Schedule.office == office.id) & (Schedule.state == ScheduleState.POSTED)
            & (Schedule.paid_on >= self.since)).tuples())
        found: dict[int, Run] = {number: Run(day, None) for number, day in posted.items()}
        lines = ScheduleLine.select().where(ScheduleLine.schedule.in_(list(posted)) & (ScheduleLine.account == self.account.id))
        for line in lines:
            was = found[line.schedule_id]
            own = line.recovery_account_id in (None, self.account.id) or self._ours(line.overpayment)
            found[line.schedule_id] = Run(was.paid_on, (was.gross_pence or 0) + line.gross_pence,
                                          was.recovery_pence + line.recovery_pence, own)
        yield from found.values()

    def _ours(self, overpayment: Overpayment | None) -> bool:
        return overpayment is not None and overpayment.claim_id in {claim.id for claim in self.claims}

    def _recovering(self) -> Iterator[Deduction]:
        rows = Overpayment.select().where(Overpayment.claim.in_([claim.id for claim in self.claims])
                                          & (Overpayment.state == OverpaymentState.OPEN)
                                          & (Overpayment.way == RecoveryWay.OWN_BENEFIT)
                                          & Overpayment.weekly_pence.is_null(False))
        for row in rows if self.payer is Payer.HB else ():
            yield Deduction(row.weekly_pence, f"the overpayment notified on {format_date(row.notified_on)}")


def _expected(decided: Sequence[Claim]) -> Iterator[Paid]:
    """What claims say that they pay a week, from when Housing Benefit begins, or the day of a claim for Universal Credit."""
    for claim in decided:
        if claim.expected_pence:
            start = claim.counts_from
            if claim.kind in HB_KINDS:
                start = hb_start(start, tenancy(claim.tenancy_id).starts_on)
            yield Paid(start, None, in_period(claim.expected_pence, claim.kind), claim.decided_on, claim.to_landlord)


def _source(decided: Sequence[Claim]) -> str:
    said = [claim for claim in decided if claim.expected_pence]
    if not said:
        return "No award is recorded, and the claim does not say what it pays"
    when = f", decided on {format_date(said[-1].decided_on)}" if said[-1].decided_on is not None else ""
    return f"No award is recorded: reckoned with the claim’s {format_pence(said[-1].expected_pence)} a week{when}"


def _came(account_id: int, payer: Payer, since: date, *, by_list: bool = True) -> Iterator[Came]:
    """The receipts of a payer that stand, in order of days.

    Deductions come in the tenant's name out of a schedule of benefit (``by_list``), which tells them from what the tenant paid.
    """
    own, days = "" if payer is not Payer.TENANT else _BY_LIST if by_list else _BY_HAND, StoredDays()
    for on, pence, start, end, text, entry in _rows(_CAME.format(own=own), account_id, str(payer), since):
        yield Came(days[on], -pence, days[start], days[end], text or "", entry)


def _carried_over(account_id: int) -> date:
    """From when an account that was carried over is looked at: five weeks on, when what was under way then has come."""
    [[opened]] = _rows("SELECT min(effective_on) FROM entry WHERE account_id = ? AND kind = ?", account_id,
                       str(EntryKind.OPENING))
    day = StoredDays()[opened]
    return date.min if day is None else day + _UNDER_WAY


def _rows(statement: str, *values: date | str | int) -> list[tuple[Any, ...]]:
    """A plain statement's rows: what is asked for every account of a long list has no time to be put together anew."""
    plain = is_postgresql(database)
    given = [value if plain or not isinstance(value, date) else value.isoformat() for value in values]
    return list(database.execute_sql(sql(database, statement), given).fetchall())


def _office(payer: Payer, council_id: int | None) -> Office | None:
    if payer is Payer.HB:
        return None if council_id is None else Office.get_or_none(Office.council == council_id)
    source = Source.DWP_MANAGED if payer is Payer.UC else Source.DWP_DEDUCTIONS
    found: Office | None = Office.get_or_none(Office.source == source)
    return found


def _name(payer: Payer, office: Office | None) -> str:
    if payer is not Payer.HB:
        return "the DWP"
    council = None if office is None else Council.get_or_none(Council.id == office.council_id)
    return "the council" if council is None else str(council.name)


def _found(account_id: int, payer: Payer) -> Iterator[Found]:
    rows = GapFinding.select().where((GapFinding.account == account_id) & (GapFinding.payer == payer))
    for row in rows.order_by(GapFinding.id.desc()):
        yield Found(row.due_on, row.found, row.said, row.by, row.on, row.settled_on)


def _deductions(payer: Payer, on: date) -> Iterator[Deduction]:
    """What is taken off for an adult of the household, as far as the figures are known."""
    figures = rates(on)
    for key in _NONDEP if payer is Payer.HB else ("uc.nondep",) if payer is Payer.UC else ():
        try:
            figure = figures.figure(key, on)
        except NoFigure:
            continue
        yield Deduction(figure.amount, figure.label)

