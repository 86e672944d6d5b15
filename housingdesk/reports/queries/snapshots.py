"""Reads frozen figures: what was published for a day, whatever was changed afterwards."""

import json
from datetime import date, datetime
from typing import Any

from peewee import fn

from housingdesk.rent.models import Account
from housingdesk.reports.models import Snapshot, SnapshotAccount, SnapshotClaim, SnapshotVoid
from housingdesk.reports.queries import frozen_facts
from housingdesk.reports.rules.freezing import due, late_words
from housingdesk.reports.rules.frozen import FrozenTotals, from_facts, totals
from housingdesk.reports.rules.words import SnapshotKind
from housingdesk.settings.queries import value
from housingdesk.settings.rules.catalogue_closing import FREEZE_AFTER
from housingdesk.values.dates import DAY, format_date
from housingdesk.values.rows import frozen


@frozen
class SnapshotRow:
    """The frozen figures of a day: when and by whom, at which seal of the ledger, and the sums."""

    id: int
    kind: SnapshotKind
    on: date
    sequence: int
    head: str
    accounts: int
    totals: FrozenTotals
    made_at: datetime
    made_by: str

    @property
    def late(self) -> str:
        """That it was frozen later than the day after, in words; empty where it was not."""
        return late_words(self.on, self.made_at.date())


@frozen
class FrozenRow:
    """One account as it was frozen; pence."""

    account_id: int
    reference: str
    name: str
    kind: str
    scheme: str
    former: bool
    pence: int
    benefit_pence: int
    stage: str
    route: str


@frozen
class FrozenVoid:
    """One empty home as it was frozen; weekly loss in pence."""

    space_id: int
    address: str
    scheme: str
    lane: str
    category: str
    empty_from: date
    weekly_pence: int


@frozen
class FrozenClaim:
    """One claim as it was frozen."""

    claim_id: int
    account_id: int | None
    kind: str
    state: str
    since: date | None


@frozen
class Published:
    """The figures of a day: as they were frozen, or, where nothing was, as they are known now."""

    on: date
    totals: FrozenTotals
    snapshot: SnapshotRow | None

    @property
    def words(self) -> str:
        """Where the figures come from."""
        if self.snapshot is None:
            return f"Figures of {format_date(self.on)} as they are known now; nothing was frozen for that day"
        return self.snapshot.late or f"Figures of {format_date(self.on)} as they were frozen on " \
                                     f"{format_date(self.snapshot.made_at.date())}"


_COLUMNS = (Snapshot.id, Snapshot.kind, Snapshot.on, Snapshot.sequence, Snapshot.head, Snapshot.accounts, Snapshot.totals,
            Snapshot.made_at, Snapshot.made_by)


def snapshot(on: date, kind: SnapshotKind | None = None) -> SnapshotRow | None:
    """The frozen figures of a day; None where none were frozen. Without a kind, those that were frozen first."""
    query = Snapshot.select(*_COLUMNS).where(Snapshot.on == on)
    if kind is not None:
        query = query.where(Snapshot.kind == kind)
    row = query.order_by(Snapshot.made_at, Snapshot.id).tuples().first()
    return None if row is None else _row(row)


def snapshot_by_id(number: int) -> SnapshotRow | None:
    """The frozen figures of this number."""
    row = Snapshot.select(*_COLUMNS).where(Snapshot.id == number).tuples().first()
    return None if row is None else _row(row)


def snapshot_id(on: date, kind: SnapshotKind) -> int | None:
    """The number of the frozen figures of a kind and day, if there are any."""
    found: int | None = Snapshot.select(Snapshot.id).where((Snapshot.on == on) & (Snapshot.kind == kind)).scalar()
    return found


def snapshots(limit: int = 60) -> list[SnapshotRow]:
    """The newest days first."""
    rows = Snapshot.select(*_COLUMNS).order_by(Snapshot.on.desc(), Snapshot.id.desc()).limit(limit).tuples()
    return [_row(row) for row in rows]


def newest_of_each() -> dict[SnapshotKind, date]:
    """The newest day that was frozen, of each kind."""
    rows = Snapshot.select(Snapshot.kind, fn.MAX(Snapshot.on)).group_by(Snapshot.kind).tuples()
    return {SnapshotKind(kind): date.fromisoformat(on) if isinstance(on, str) else on for kind, on in rows}


def to_freeze(today: date) -> tuple[tuple[SnapshotKind, date], ...]:
    """The days whose figures are due to be frozen, so many days after them as the setting says."""
    return due(today - (int(value(FREEZE_AFTER, today)) - 1) * DAY, newest_of_each())


def days_due(today: date) -> int:
    """How many days' figures are due to be frozen."""
    return len(to_freeze(today))


def accounts_of(snapshot_id: int) -> list[FrozenRow]:
    """Every account as it was frozen, by scheme and reference."""
    rows: Any = (SnapshotAccount.select(Account.id, Account.reference, Account.name, Account.kind, SnapshotAccount.scheme,
                                        SnapshotAccount.former, SnapshotAccount.pence, SnapshotAccount.benefit_pence,
                                        SnapshotAccount.stage, SnapshotAccount.route)
                 .join(Account).where(SnapshotAccount.snapshot == snapshot_id)
                 .order_by(SnapshotAccount.scheme, Account.reference).tuples())
    return [FrozenRow(*row) for row in rows]


def voids_of(snapshot_id: int) -> list[FrozenVoid]:
    """Every empty home as it was frozen."""
    rows: Any = (SnapshotVoid.select(SnapshotVoid.space, SnapshotVoid.address, SnapshotVoid.scheme, SnapshotVoid.lane,
                                     SnapshotVoid.category, SnapshotVoid.empty_from, SnapshotVoid.weekly_pence)
                 .where(SnapshotVoid.snapshot == snapshot_id).order_by(SnapshotVoid.id).tuples())
    return [FrozenVoid(*row) for row in rows]


def claims_of(snapshot_id: int) -> list[FrozenClaim]:
    """Every claim as it was frozen."""
    rows: Any = (SnapshotClaim.select(SnapshotClaim.claim, SnapshotClaim.account, SnapshotClaim.kind, SnapshotClaim.state,
                                      SnapshotClaim.since)
                 .where(SnapshotClaim.snapshot == snapshot_id).order_by(SnapshotClaim.id).tuples())
    return [FrozenClaim(*row) for row in rows]


def published(on: date) -> Published:
    """The figures of a day: those that were frozen for it, and only where there are none those of the ledger now."""
    found = snapshot(on)
    if found is not None:
        return Published(on, found.totals, found)
    return Published(on, known_now(on), None)


def known_now(on: date) -> FrozenTotals:
    """The same figures as they come out of the ledger now, corrections included."""
    empty, claims = frozen_facts.empty_on(on), frozen_facts.claims_on(on)
    return totals(frozen_facts.accounts_on(on), empty=[home.weekly_pence for home in empty],
                  claims=sum(claim.undecided for claim in claims))


def _row(row: tuple[Any, ...]) -> SnapshotRow:
    number, kind, on, sequence, digest, accounts, sums, made_at, made_by = row
    return SnapshotRow(number, kind, on, sequence, digest, accounts, from_facts(json.loads(sums)), made_at, made_by)
