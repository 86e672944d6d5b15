"""The benefit board: every claim that somebody has to know of, and every agreement for which one is still to be made.

A fixed number of statements whatever the size; which lane a row stands in, ``rules.lanes`` says.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from sys import intern
from typing import Any

from housingdesk.benefits.models import Claim
from housingdesk.benefits.queries.board_facts import Around, Verify, Word, around
from housingdesk.benefits.queries.unclaimed import Unclaimed, unclaimed
from housingdesk.benefits.rules.awards import payer_of
from housingdesk.benefits.rules.claims import LIVE, OPEN, Facts, standing
from housingdesk.benefits.rules.clock import first_payment
from housingdesk.benefits.rules.lanes import ClaimFacts, Lane, MoneyNow, Place, place, to_claim
from housingdesk.benefits.rules.words import DWP_KINDS, FUNDS, ClaimKind, ClaimState
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import database
from housingdesk.rent.rules.words import Payer
from housingdesk.values.rows import frozen

_REFUSED_FOR = timedelta(400)
_CLAIMS = """
SELECT c.id, c.version, c.tenancy_id, a.id, p.name, t.address, c.kind, c.council_id, k.name, c.reference, c.state,
  c.counts_from, c.sent_on, c.evidence_by, c.decided_on, c.to_landlord, c.expected_pence, h.label, s.officer, c.suspended_on
FROM claim c JOIN person p ON p.id = c.person_id JOIN tenancy t ON t.id = c.tenancy_id
LEFT JOIN council k ON k.id = c.council_id
LEFT JOIN account a ON a.tenancy_id = t.id AND a.kind IN ('rent', 'garage')
LEFT JOIN (SELECT tenancy_id, coalesce(max(CASE WHEN start <= ? THEN start END), min(start)) AS start
           FROM occupancy GROUP BY tenancy_id) lo ON lo.tenancy_id = t.id
LEFT JOIN occupancy o ON o.tenancy_id = lo.tenancy_id AND o.start = lo.start
LEFT JOIN space s ON s.id = o.space_id LEFT JOIN space h ON h.id = s.scheme_id
WHERE c.state IN ({live}) OR (c.state = 'refused' AND c.decided_on >= ?) ORDER BY c.id
"""
Money = Mapping[tuple[int, Payer], MoneyNow]
"""What differs from what was expected, by account and payer."""


@frozen
class BoardRow:
    """One row of the board. ``id`` is the claim's, or less the agreement's where none is made yet; pence.

    ``next_*``: the money that comes next, ``about`` where nothing is awarded yet. ``days``: how long it has stood so.
    """

    id: int
    claim_id: int | None
    version: int
    tenancy_id: int
    account_id: int | None
    person: str
    address: str
    kind: ClaimKind
    council_id: int | None
    office: str
    reference: str
    state: ClaimState | None
    scheme: str
    officer: str
    place: Place
    days: int
    next_on: date | None
    next_pence: int
    about: bool
    weekly_pence: int
    missing_pence: int
    word: Word | None
    verify: Verify | None = None

    @property
    def lane(self) -> Lane:
        """The lane it stands in."""
        return self.place.lane

    @property
    def varies(self) -> bool:
        """Whether money is short, late, stopped, more than expected, or wanted back."""
        return self.lane in (Lane.SHORT, Lane.STOPPED, Lane.OWED)

    def late(self, on: date) -> bool:
        """Whether the next step should have been done."""
        return self.place.by is not None and self.place.by < on


def board(on: date, money: Money | None = None) -> tuple[BoardRow, ...]:
    """Every row of the board on a day, by lane, the longest first; with ``money`` (see ``money_now``) also what fails."""
    stored = _claims(on)
    open_ids = [row[0] for row in stored if row[10] != ClaimState.DECIDED]
    found = around([row[0] for row in stored], open_ids, on)
    rows = [made for row in stored if (made := _row(row, found, money or {}, on)) is not None]
    rows += [_unclaimed(one, on) for one in unclaimed(on)]
    order = {lane: at for at, lane in enumerate(Lane)}
    return tuple(sorted(rows, key=lambda row: (order[row.lane], row.place.since, row.person, row.id)))


def open_count(on: date) -> int:
    """How many claims made by a day are not decided, or suspended: what the rail counts."""
    return int(Claim.select().where(Claim.state.in_(list(OPEN)) & (Claim.counts_from <= on)).count())


def _claims(on: date) -> list[tuple[Any, ...]]:
    states = ", ".join(f"'{state}'" for state in sorted(LIVE))
    days = [on, on - _REFUSED_FOR]
    values = days if is_postgresql(database) else [day.isoformat() for day in days]
    return list(database.execute_sql(sql(database, _CLAIMS.format(live=states)), values))


def _row(row: Sequence[Any], found: Around, moneys: Money, on: date) -> BoardRow | None:
    number, version, tenancy, account, person, address = row[:6]
    kind, state = _KINDS[row[6]], _STATES[row[10]]
    counts_from, sent_on, evidence_by, decided_on = map(day_of, row[11:15])
    assert counts_from is not None
    missing, last_came = found.evidence.get(number, ((), None))
    to_us = bool(row[15])
    now = standing(Facts(kind, state, counts_from, sent_on, evidence_by, decided_on, to_us, missing, last_came,
                         day_of(row[19])), on)
    money = moneys.get((account, payer_of(kind))) if account is not None and kind not in FUNDS else None
    complete = max((day for day in (sent_on, last_came, counts_from) if day is not None), default=None)
    asked = found.verify.get(number)
    stands = place(ClaimFacts(
        kind, state, counts_from, decided_on, now, bool(missing) and evidence_by is not None, complete,
        found.asked.get(number, ()), found.interim.get(number), asked.on if asked is not None else None,
        found.changes.get(number), found.overpaid.get(number), found.appealed.get(number), money), on)
    if stands is None:
        return None
    next_on, next_pence, about = _next(found.expected, account, kind, state, counts_from, row[16] or 0, on)
    if next_on is None and money is not None and money.next_on is not None:
        next_on, next_pence, about = money.next_on, money.next_pence, False
    return BoardRow(
        number, number, version, tenancy, account, person, address, kind, row[7], office_name(kind, row[8]), row[9], state,
        intern(row[17] or ""), intern(row[18] or ""), stands, max(0, (on - stands.since).days), next_on, next_pence, about,
        row[16] or 0, money.missing_pence if money is not None else 0, found.words.get(number), asked)


def _next(expected: Mapping[tuple[int, Payer], tuple[date, int]], account: int | None, kind: ClaimKind, state: ClaimState,
          counts_from: date, weekly: int, on: date) -> tuple[date | None, int, bool]:
    """The next money: what is awarded and due, else the first payment that can be expected of a claim that waits."""
    if account is not None and (due := expected.get((account, payer_of(kind)))) is not None:
        return due[0], due[1], False
    if state in (ClaimState.DECIDED, ClaimState.REFUSED, ClaimState.SUSPENDED) or kind in FUNDS:
        return None, 0, False
    first = first_payment(kind, counts_from).on
    pence = round(weekly * 52 / 12) if kind in DWP_KINDS else weekly * 4
    return (first, pence, True) if first >= on else (None, pence, True)


def _unclaimed(one: Unclaimed, on: date) -> BoardRow:
    stands = to_claim(one.facts, on)
    return BoardRow(
        -one.tenancy_id, None, 0, one.tenancy_id, one.account_id, one.person, one.address, one.facts.kind, one.council_id,
        office_name(one.facts.kind, one.council), one.reference, None, intern(one.scheme), intern(one.officer), stands,
        max(0, (on - stands.since).days), None, 0, False, one.facts.pence, 0, None)


def office_name(kind: ClaimKind, council: str | None) -> str:
    """The office that a claim is with, by name."""
    return "the DWP" if kind in DWP_KINDS else intern(council or "the council")


def day_of(value: Any) -> date | None:
    """A stored day as one database or the other gives it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


_KINDS = {str(kind): kind for kind in ClaimKind}
_STATES = {str(state): state for state in ClaimState}


@frozen
class BoardChoices:
    """What the filters of the board offer."""

    offices: tuple[str, ...]
    schemes: tuple[str, ...]
    officers: tuple[str, ...]


def choices(rows: Iterable[BoardRow]) -> BoardChoices:
    """The values that occur among some rows, sorted."""
    offices, schemes, officers = set[str](), set[str](), set[str]()
    for row in rows:
        offices.add(row.office)
        schemes.add(row.scheme)
        officers.add(row.officer)
    return BoardChoices(*(tuple(sorted(found - {""})) for found in (offices, schemes, officers)))
