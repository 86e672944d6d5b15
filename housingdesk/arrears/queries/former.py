"""Everybody who left and owes something, or is owed: how old it is, what was done, and what is next. A dozen statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from housingdesk.arrears.models import FormerStep
from housingdesk.arrears.rules.former import Known, Next, Policy, Step, next_step
from housingdesk.arrears.rules.words import FormerStepKind
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.holds.queries import active
from housingdesk.holds.rules import Stop
from housingdesk.letters.queries import last_letters
from housingdesk.rent.models import Account, MoneyRequest
from housingdesk.rent.queries.limits import limitations
from housingdesk.rent.rules.words import AccountKind, RequestKind, RequestState
from housingdesk.rent.rules.writing_off import Limitation
from housingdesk.settings.queries import value
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

_STOPS = frozenset({Stop.ARREARS_LETTERS, Stop.ALL_LETTERS, Stop.ADDED_COSTS})
_LIST = """
SELECT a.id, a.reference, a.kind, a.tenancy_id, t.reference, t.names, t.address, coalesce(c.label, ''), b.pence,
  b.last_receipt_on, coalesce(a.closes_on, p.closes_on),
  (SELECT max(w.died_on) FROM holder h JOIN person w ON w.id = h.person_id WHERE h.tenancy_id = t.id
   AND NOT EXISTS (SELECT 1 FROM holder g JOIN person v ON v.id = g.person_id WHERE g.tenancy_id = t.id AND v.died_on IS NULL))
FROM account a JOIN balance b ON b.account_id = a.id JOIN tenancy t ON t.id = a.tenancy_id
LEFT JOIN account p ON p.id = a.parent_id
LEFT JOIN (SELECT tenancy_id, max(start) AS start FROM occupancy GROUP BY tenancy_id) lo ON lo.tenancy_id = t.id
LEFT JOIN occupancy o ON o.tenancy_id = lo.tenancy_id AND o.start = lo.start
LEFT JOIN space s ON s.id = o.space_id LEFT JOIN space c ON c.id = s.scheme_id
WHERE b.pence <> 0 AND a.kind IN ('rent', 'garage', 'court costs', 'recharges', 'Housing Benefit overpayment')
  AND coalesce(a.closes_on, p.closes_on) < ?
"""
_HOUSED = """
SELECT h.tenancy_id, n.reference, n.address FROM holder h
JOIN holder g ON g.person_id = h.person_id AND g.tenancy_id <> h.tenancy_id
JOIN tenancy n ON n.id = g.tenancy_id
WHERE h.tenancy_id IN ({}) AND n.starts_on <= ? AND (n.ends_on IS NULL OR n.ends_on >= ?)
"""


@frozen
class FormerRow:
    """One former account: how it stands, what was done, and what is next. ``housed_again``: another agreement of theirs.

    ``last_on`` is the last contact of any kind; ``age_days`` counts from the day after the last day charged.
    """

    id: int
    reference: str
    kind: AccountKind
    tenancy_id: int
    tenancy_reference: str
    names: str
    address: str
    scheme: str
    pence: int
    paid_on: date | None
    left_on: date
    last_on: date | None
    age_days: int
    limitation: Limitation | None
    next: Next
    housed_again: str
    letter: tuple[str, date] | None


@frozen
class StepRow:
    """One step as it was written down."""

    id: int
    version: int
    kind: FormerStepKind
    on: date
    text: str
    next_on: date | None
    recorded_at: datetime
    recorded_by: str


def policy(on: date) -> Policy:
    """The association's own numbers on a day."""
    return Policy(*(int(value(f"former.{name}", on)) for name in ("step_days", "agency_pence", "small_pence", "credit_months")))


def former_accounts(on: date, account_ids: Collection[int] | None = None) -> list[FormerRow]:
    """Every former account that owes or is in credit, what is due first at the top; or some of them."""
    database = Account._meta.database
    day: Any = on if is_postgresql(database) else on.isoformat()
    only = "" if account_ids is None else f" AND a.id IN ({_ids(account_ids)})"
    found = database.execute_sql(sql(database, _LIST + only), [day]).fetchall()
    ids, tenancies = [row[0] for row in found], {row[3] for row in found}
    steps, letters = _steps(ids), last_letters([Ref("tenancy", one) for one in sorted(tenancies)], "former")
    limits = limitations({row[0]: int(row[8]) for row in found}, on, _acknowledged(steps))
    asked, holds, housed, rules = _asked(ids), _held(on), _housed(tenancies, day), policy(on)
    rows = []
    for r in found:
        letter = letters.get(str(Ref("tenancy", r[3])))
        kinds = asked.get(r[0], frozenset())
        known = Known(int(r[8]), _date(r[10]) or on, _date(r[9]), steps.get(r[0], ()), letter, limits.get(r[0]),
                      RequestKind.WRITE_OFF in kinds, holds.get(r[3], ""), _date(r[11]), RequestKind.REFUND in kinds)
        rows.append(FormerRow(r[0], r[1], AccountKind(r[2]), r[3], r[4], r[5], r[6], r[7], known.pence, known.paid_on,
                              known.left_on, known.last_contact, (on - known.left_on).days, known.limitation,
                              next_step(known, rules, on), housed.get(r[3], ""), letter))
    return sorted(rows, key=lambda row: (row.next.due_on > on, -abs(row.pence), row.reference))


def steps_of(account_id: int) -> list[StepRow]:
    """What was written down about a former account, the newest first."""
    rows = (FormerStep.select(FormerStep.id, FormerStep.version, FormerStep.kind, FormerStep.on, FormerStep.text,
                              FormerStep.next_on, FormerStep.recorded_at, FormerStep.recorded_by)
            .where((FormerStep.account == account_id) & (FormerStep.removed == ""))
            .order_by(FormerStep.on.desc(), FormerStep.id.desc()).tuples())
    return [StepRow(*row) for row in rows]


def acknowledgements(account_id: int) -> tuple[date, ...]:
    """The days on which the debt was acknowledged in writing."""
    return tuple(step.on for step in _steps([account_id]).get(account_id, ()) if step.kind is FormerStepKind.ACKNOWLEDGED)


def _steps(ids: Sequence[int]) -> dict[int, tuple[Step, ...]]:
    found = defaultdict[int, list[Step]](list)
    for at in range(0, len(ids), 5_000):
        rows = (FormerStep.select(FormerStep.account, FormerStep.kind, FormerStep.on, FormerStep.next_on)
                .where(FormerStep.account.in_(ids[at:at + 5_000]) & (FormerStep.removed == "")).order_by(FormerStep.id)
                .tuples())
        for account, kind, on, next_on in rows:
            found[account].append(Step(kind, on, next_on))
    return {account: tuple(some) for account, some in found.items()}


def _acknowledged(steps: Mapping[int, Sequence[Step]]) -> dict[int, list[date]]:
    return {account: [one.on for one in some if one.kind is FormerStepKind.ACKNOWLEDGED] for account, some in steps.items()}


def _asked(ids: Sequence[int]) -> dict[int, frozenset[RequestKind]]:
    found = defaultdict[int, set[RequestKind]](set)
    rows: Any = MoneyRequest.select(MoneyRequest.account, MoneyRequest.kind).where(MoneyRequest.state == RequestState.ASKED)
    for account, kind in rows.tuples():
        found[account].add(kind)
    wanted = set(ids)
    return {account: frozenset(kinds) for account, kinds in found.items() if account in wanted}


def _held(on: date) -> dict[int, str]:
    return {Ref.of(subject).id: "; ".join(hold.stopped for hold in holds) for subject, holds in active(on).items()
            if Ref.of(subject).table == "tenancy" and any(hold.stops & _STOPS for hold in holds)}


def _housed(tenancies: Collection[int], day: Any) -> dict[int, str]:
    database = Account._meta.database
    if not tenancies:
        return {}
    rows = database.execute_sql(sql(database, _HOUSED.format(_ids(tenancies))), [day, day]).fetchall()
    return {tenancy: f"{reference}, {address}" for tenancy, reference, address in rows}


def _ids(ids: Collection[int]) -> str:
    return ", ".join(str(int(one)) for one in sorted(ids)) or "NULL"


def _date(found: Any) -> date | None:
    return date.fromisoformat(found) if isinstance(found, str) else found
