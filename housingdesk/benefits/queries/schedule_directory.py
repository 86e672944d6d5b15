"""Looks up what the lines of a schedule name: agreements by their references and people, what was said before, open debts.

A handful of statements for all lines at once, asked by the schedule's own keys alone, so that ten thousand homes cost what
five hundred do.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from peewee import JOIN, fn

from housingdesk.benefits.models import Claim, LineMemory, Overpayment, Schedule, ScheduleLine
from housingdesk.benefits.queries.offices import OfficeRow
from housingdesk.benefits.rules.schedules.likeness import surnames
from housingdesk.benefits.rules.schedules.matching import Directory, Known, claim_key, memory_keys, rent_keys
from housingdesk.benefits.rules.schedules.recoveries import Debt, memory_key, taken
from housingdesk.benefits.rules.schedules.shapes import ReadLine
from housingdesk.benefits.rules.words import (
    DWP_KINDS,
    FUNDS,
    HB_KINDS,
    ClaimKind,
    OverpaymentState,
    RecoveryWay,
    ScheduleState,
    Source,
)
from housingdesk.db.dialect import is_postgresql
from housingdesk.people.models import Person
from housingdesk.rent.models import Account
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.models import Holder, Route, Tenancy
from housingdesk.values.text import fold

_AT_ONCE = 5_000
_KINDS: dict[Source, frozenset[ClaimKind]] = {Source.COUNCIL: HB_KINDS | FUNDS}
_WRITTEN_OTHERWISE = " -/."


def directory(office: OfficeRow, lines: Sequence[ReadLine]) -> Directory:
    """What the keys of these lines find. Agreements that ended are in it too: money still comes for them."""
    claims = {claim_key(line.claim_reference) for line in lines if line.claim_reference} - {""}
    rents = {key for line in lines if line.rent_reference for key in rent_keys(line.rent_reference)}
    memory = _memory(office.id, lines)
    by_claim = _tenancies_by_claim(claims)
    by_rent = _tenancies_by_reference(rents)
    wanted = {one for some in by_claim.values() for one in some} | {one for some in by_rent.values() for one in some}
    known = _known(wanted, office.source, set(memory.values()))
    found = _filled(known, by_claim, by_rent)
    found.memory = memory
    _add_by_name(found, office.source, [line for line in lines if line.name and not _leads(line, found)])
    return found


def _filled(known: dict[int, Known], by_claim: dict[str, set[int]], by_rent: dict[str, set[int]]) -> Directory:
    made = Directory(by_account={one.account_id: one for one in known.values()})
    for keys, target in ((by_claim, made.by_claim), (by_rent, made.by_rent)):
        for key, tenancies in keys.items():
            target[key] = [known[one] for one in sorted(tenancies) if one in known]
    return made


def _leads(line: ReadLine, found: Directory) -> bool:
    """Whether a reference of a line leads to an agreement."""
    return bool((line.claim_reference and found.by_claim.get(claim_key(line.claim_reference)))
                or (line.rent_reference and any(found.by_rent.get(key) for key in rent_keys(line.rent_reference))))


def _memory(office_id: int, lines: Sequence[ReadLine]) -> dict[str, int]:
    keys = {key for line in lines for key in memory_keys(line)} | {memory_key(line) for line in lines if taken(line)}
    found: dict[str, int] = {}
    if not LineMemory.select(LineMemory.id).where(LineMemory.office == office_id).exists():
        return found
    for some in _parts(keys):
        found.update(LineMemory.select(LineMemory.key, LineMemory.account)
                     .where((LineMemory.office == office_id) & LineMemory.key.in_(some)).tuples())
    return found


def _parts(keys: Collection[Any]) -> Iterator[list[Any]]:
    ordered = sorted(keys)
    for at in range(0, len(ordered), _AT_ONCE):
        yield ordered[at:at + _AT_ONCE]


def _plain(column: Any) -> Any:
    """A reference as ``claim_key`` writes it, in SQL."""
    for mark in _WRITTEN_OTHERWISE:
        column = fn.REPLACE(column, mark, "")
    return fn.LTRIM(fn.LOWER(column), "0")


def _tenancies_by_claim(keys: set[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for some in _parts(keys):
        for reference, tenancy in (Claim.select(Claim.reference, Claim.tenancy)
                                   .where((Claim.reference != "") & _plain(Claim.reference).in_(some)).tuples()):
            found.setdefault(claim_key(reference), set()).add(tenancy)
        for reference, tenancy in (Route.select(Route.claim_reference, Route.tenancy)
                                   .where((Route.claim_reference != "") & _plain(Route.claim_reference).in_(some)).tuples()):
            found.setdefault(claim_key(reference), set()).add(tenancy)
    return found


def _tenancies_by_reference(keys: set[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for some in _parts({key.upper() for key in keys}):
        for reference, tenancy in (Account.select(Account.reference, Account.tenancy)
                                   .where(Account.reference.in_(some) & Account.tenancy.is_null(False)).tuples()):
            found.setdefault(reference.lower(), set()).add(tenancy)
        for reference, tenancy in Tenancy.select(Tenancy.reference, Tenancy.id).where(Tenancy.reference.in_(some)).tuples():
            found.setdefault(reference.lower(), set()).add(tenancy)
    return found


def _known(tenancies: Collection[int], source: Source, accounts: Collection[int] = ()) -> dict[int, Known]:
    """Agreements with their rent accounts, by tenancy."""
    rows: list[Any] = []
    for some in _parts(tenancies):
        rows += list(_agreements(Account.tenancy.in_(some)))
    for some in _parts(accounts):
        rows += list(_agreements(Account.id.in_(some)))
    claims = _claims({row[1] for row in rows}, source)
    return {row[1]: Known(*(*row, claims.get(row[1], ()))) for row in rows}


def _agreements(where: Any) -> Any:
    return (Account.select(Account.id, Account.tenancy, Account.reference, Tenancy.names, Tenancy.address, Tenancy.starts_on,
                           Tenancy.ends_on).join(Tenancy).where(where & (Account.kind == AccountKind.RENT)).tuples())


def _claims(tenancies: Collection[int], source: Source) -> dict[int, tuple[tuple[str, int, bool], ...]]:
    kinds = _KINDS.get(source, DWP_KINDS)
    found: dict[int, tuple[tuple[str, int, bool], ...]] = {}
    for some in _parts(tenancies):
        rows = (Claim.select(Claim.tenancy, Claim.reference, Claim.id, Claim.kind)
                .where(Claim.tenancy.in_(some) & Claim.kind.in_(list(kinds))).order_by(Claim.counts_from, Claim.id).tuples())
        for tenancy, reference, claim, kind in rows:
            found[tenancy] = (*found.get(tenancy, ()), (claim_key(reference), claim, kind in FUNDS))
    return found


def _add_by_name(found: Directory, source: Source, lines: Sequence[ReadLine]) -> None:
    """Everybody who bears a surname of the lines that no reference places."""
    words = {word for line in lines for word in surnames(line.name)}
    if not words:
        return
    holders: list[Any] = []
    for some in _parts(words):
        holders += list(Holder.select(Holder.tenancy, Person.surname).join(Person)
                        .where(fn.LOWER(Person.surname).in_(some) | _unplain(Person.surname)).tuples())
    bearers = [(tenancy, part) for tenancy, surname in holders for part in surnames(fold(surname)) if part in words]
    known = _known({tenancy for tenancy, _ in bearers}, source)
    for tenancy, part in dict.fromkeys(bearers):
        if tenancy in known:
            found.by_surname.setdefault(part, []).append(known[tenancy])
    for one in known.values():
        found.by_account.setdefault(one.account_id, one)


def _unplain(column: Any) -> Any:
    """Surnames that the database cannot fold: of two words, with a hyphen or an apostrophe, or beyond the plain alphabet."""
    if is_postgresql(column.model._meta.database):
        return column.regexp("[^A-Za-z]")
    return fn.GLOB("*[^A-Za-z]*", column)


def debts(office: OfficeRow, lines: Sequence[ReadLine], tenancies: Collection[int]) -> list[Debt]:
    """Overpayments that may be taken off these lines: of their own tenancies, and of the office out of other people's lines."""
    if not any(taken(line) for line in lines):
        return []
    at_office = (Claim.council == office.council_id) if office.council_id is not None else Claim.council.is_null()
    own = Claim.tenancy.in_(sorted(tenancies)) if len(tenancies) < _AT_ONCE else (Overpayment.id > 0)
    rows = (Overpayment.select(Overpayment.id, Claim.tenancy, Account.id, Tenancy.names, Overpayment.pence, Overpayment.way)
            .join(Claim).join(Tenancy)
            .join(Account, JOIN.INNER, on=((Account.tenancy == Tenancy.id) & (Account.kind == AccountKind.RENT)))
            .where(Overpayment.state.in_((OverpaymentState.OPEN, OverpaymentState.DISPUTED))
                   & (own | (at_office & (Overpayment.way == RecoveryWay.OTHER_LINES)))).order_by(Overpayment.id).tuples())
    found = list(rows)
    back = recovered([row[0] for row in found])
    return [Debt(number, tenancy, account, names, pence - back.get(number, 0), way)
            for number, tenancy, account, names, pence, way in found]


def recovered(overpayment_ids: Collection[int]) -> dict[int, int]:
    """What posted schedules have taken back of each overpayment, pence; those of which nothing was are left out."""
    found: dict[int, int] = {}
    rows = (ScheduleLine.select(ScheduleLine.overpayment, ScheduleLine.recovery_pence, ScheduleLine.gross_pence)
            .join(Schedule).where(ScheduleLine.overpayment.in_(sorted(overpayment_ids))
                                  & (Schedule.state == ScheduleState.POSTED)).tuples()) if overpayment_ids else ()
    for number, recovery, gross in rows:
        found[number] = found.get(number, 0) + recovery + max(0, -gross)
    return found
