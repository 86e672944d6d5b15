"""Freezes the figures of a day: balances, empty homes and claims, so that what was published stays what it was."""

import json
from datetime import date

from peewee import IntegrityError

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.rent.queries.ledger import head
from housingdesk.reports.models import Snapshot, SnapshotAccount, SnapshotClaim, SnapshotVoid
from housingdesk.reports.queries import frozen_facts
from housingdesk.reports.queries.snapshots import snapshot_id, to_freeze
from housingdesk.reports.rules.frozen import as_facts, totals
from housingdesk.reports.rules.words import SnapshotKind
from housingdesk.values.dates import format_date

_FREEZE_LOCK = 71
_ACCOUNT = ("account", "scheme", "former", "pence", "benefit_pence", "stage", "route")


@needs(Permission.RUN_DEBIT)
def freeze(act: Act, *, kind: SnapshotKind, on: date) -> int:
    """Keeps the figures of a day as they are known now; returns the snapshot's id. Once for each kind and day."""
    if on >= act.today:
        raise Refused("Only the figures of a day that is over are frozen")
    if snapshot_id(on, kind) is not None:
        raise Refused(f"The figures of {format_date(on)} are frozen already")
    return take(act, kind=kind, on=on)


def take(act: Act, *, kind: SnapshotKind, on: date) -> int:
    """``freeze`` for the actions of this room, which have asked whether the day is frozen."""
    accounts, empty, claims = frozen_facts.accounts_on(on), frozen_facts.empty_on(on), frozen_facts.claims_on(on)
    sequence, digest = head()
    sums = totals(accounts, empty=[home.weekly_pence for home in empty], claims=sum(claim.undecided for claim in claims))
    try:
        made = act.add(Snapshot(kind=kind, on=on, sequence=sequence, head=digest, accounts=len(accounts),
                                totals=json.dumps(as_facts(sums)), made_at=act.now, made_by=act.who.name))
    except IntegrityError as error:
        raise Refused(f"The figures of {format_date(on)} were frozen a moment ago") from error
    number = int(made.id)
    if accounts:
        columns = zip(*[(row.account_id, row.scheme[:120], row.former, row.pence, row.benefit_pence, row.stage, row.route)
                        for row in accounts], strict=True)
        act.add_columns(SnapshotAccount, {"snapshot": [number] * len(accounts), **dict(zip(_ACCOUNT, columns, strict=True))},
                        summary=f"balances of {format_date(on)}")
    if empty:
        act.add_many(SnapshotVoid, ("snapshot", "space", "address", "scheme", "lane", "category", "empty_from", "weekly_pence"),
                     ((number, home.space_id, home.address, home.scheme[:120], home.lane, home.category, home.empty_from,
                       home.weekly_pence) for home in empty), summary=f"empty homes of {format_date(on)}")
    if claims:
        act.add_many(SnapshotClaim, ("snapshot", "claim", "account", "kind", "state", "since"),
                     ((number, one.claim_id, one.account_id, one.kind, one.state, one.since) for one in claims),
                     summary=f"claims of {format_date(on)}")
    act.say(f"Figures of {format_date(on)} frozen: {len(accounts):,} accounts", about=("snapshot", number))
    return number


@needs(Permission.RUN_DEBIT)
def freeze_due(act: Act) -> int:
    """Freezes every Sunday and quarter-end that is due and was missed; returns how many days. Safe to run again."""
    act.lock(_FREEZE_LOCK)
    days = to_freeze(act.today)
    for done, (kind, on) in enumerate(days):
        act.progress(done, len(days), f"Freezing the figures of {format_date(on)}")
        take(act, kind=kind, on=on)
    act.say(f"Figures of {len(days)} day{'' if len(days) == 1 else 's'} frozen")
    return len(days)

