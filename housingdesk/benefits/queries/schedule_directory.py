"""Looks up what the lines of a schedule name: agreements by their references and people, what was said before, open debts.

A handful of statements for all lines at once, asked by the schedule's own keys alone, so that ten thousand homes cost what
five hundred do.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from peewee import JOIN

from housingdesk.benefits.models import Claim, LineMemory, Overpayment, Schedule, ScheduleLine
from housingdesk.benefits.queries.offices import OfficeRow
from housingdesk.benefits.rules.schedules.likeness import address_words, number_of, surnames
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
from housingdesk.db.dialect import is_postgresql, placeholders
from housingdesk.db.stored_days import StoredDays
from housingdesk.rent.models import Account
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.models import Tenancy

_AT_ONCE = 5_000
_KINDS: dict[Source, frozenset[ClaimKind]] = {Source.COUNCIL: HB_KINDS | FUNDS}
_PLAIN = "ltrim(lower(replace(replace(replace(replace({0}, ' ', ''), '-', ''), '/', ''), '.', '')), '0')"
"""A reference as ``claim_key`` writes it, in SQL."""
_BY_CLAIM = "SELECT reference, tenancy_id FROM claim WHERE {column} IN ({keys})"
_BY_ROUTE = "SELECT claim_reference, tenancy_id FROM route WHERE {column} IN ({keys})"
_BY_ACCOUNT = "SELECT reference, tenancy_id FROM account WHERE reference IN ({keys}) AND tenancy_id IS NOT NULL"
_BY_TENANCY = "SELECT reference, id FROM tenancy WHERE reference IN ({keys})"
_MEMORY = "SELECT key, account_id FROM line_memory WHERE office_id = {office} AND key IN ({keys})"
_AGREEMENTS = """
SELECT a.id, a.tenancy_id, a.reference, t.names, t.address, t.starts_on, t.ends_on, c.counts_from, c.id, c.reference, c.kind
FROM account a JOIN tenancy t ON t.id = a.tenancy_id LEFT JOIN claim c ON c.tenancy_id = t.id
WHERE a.kind = 'rent' AND {column} IN ({keys})
"""
_BEARERS = """
SELECT h.tenancy_id, p.surname, t.address FROM person p
JOIN holder h ON h.person_id = p.id JOIN tenancy t ON t.id = h.tenancy_id WHERE lower(p.surname) IN ({keys})
"""
_OF_OTHER_SPELLING = """
SELECT h.tenancy_id, p.surname, t.address FROM person p
JOIN holder h ON h.person_id = p.id JOIN tenancy t ON t.id = h.tenancy_id WHERE {unplain}
"""
_NAMESAKES = 6
"""How many people of a name at other addresses are shown where nobody of it lives at the line's own."""


def _rows(text: str, keys: Collection[Any], **words: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement over many keys, as the database gives them: thousands pass no field one by one."""
    database, ordered = Account._meta.database, sorted(keys)
    for at in range(0, len(ordered), _AT_ONCE):
        some = ordered[at:at + _AT_ONCE]
        yield from database.execute_sql(text.format(keys=placeholders(database, len(some)), **words), some).fetchall()


def directory(office: OfficeRow, lines: Sequence[ReadLine]) -> Directory:
    """What the keys of these lines find. Agreements that ended are in it too: money still comes for them."""
    rents = {key for line in lines if line.rent_reference for key in rent_keys(line.rent_reference)}
    memory = _memory(office.id, lines)
    by_claim = _by_claim({line.claim_reference for line in lines if line.claim_reference})
    by_rent: dict[str, set[int]] = {}
    for text in (_BY_ACCOUNT, _BY_TENANCY):
        for reference, tenancy in _rows(text, {key.upper() for key in rents}):
            by_rent.setdefault(reference.lower(), set()).add(tenancy)
    wanted = {one for keys in (by_claim, by_rent) for some in keys.values() for one in some}
    found = _filled(_known(wanted, office.source, set(memory.values())), by_claim, by_rent)
    found.memory = memory
    _add_by_name(found, office.source, [line for line in lines if line.name and not _leads(line, found)])
    return found


def _by_claim(references: set[str]) -> dict[str, set[int]]:
    """The agreements of claim references as they are written; those that nobody has so, however they are written."""
    found: dict[str, set[int]] = {}
    for text, column in ((_BY_CLAIM, "reference"), (_BY_ROUTE, "claim_reference")):
        for reference, tenancy in _rows(text, references, column=column):
            found.setdefault(claim_key(reference), set()).add(tenancy)
    others = {claim_key(reference) for reference in references} - found.keys() - {""}
    for text, column in ((_BY_CLAIM, "reference"), (_BY_ROUTE, "claim_reference")):
        for reference, tenancy in _rows(text, others, column=_PLAIN.format(column)):
            found.setdefault(claim_key(reference), set()).add(tenancy)
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
    if not LineMemory.select(LineMemory.id).where(LineMemory.office == office_id).exists():
        return {}
    keys = {key for line in lines for key in memory_keys(line)} | {memory_key(line) for line in lines if taken(line)}
    return dict(_rows(_MEMORY, keys, office=int(office_id)))


def _known(tenancies: Collection[int], source: Source, accounts: Collection[int] = ()) -> dict[int, Known]:
    """Agreements with their rent accounts, by tenancy."""
    rows = [*_rows(_AGREEMENTS, tenancies, column="a.tenancy_id"), *_rows(_AGREEMENTS, accounts, column="a.id")]
    if len({row[1] for row in rows}) < len(rows):  # some have more than one claim: the oldest first
        rows.sort(key=lambda row: (str(row[7]), row[8] or 0))
    kinds: frozenset[str] = _KINDS.get(source, DWP_KINDS)
    found, days = dict[int, Known](), StoredDays()
    for account, tenancy, pay, names, address, starts, ends, _, claim, reference, kind in rows:
        claims = ((claim_key(reference), claim, kind in FUNDS),) if kind in kinds else ()
        if (known := found.get(tenancy)) is None:
            found[tenancy] = Known(account, tenancy, pay, names, address, days[starts], days[ends], claims)
        elif claims and claims[0] not in known.claims:
            found[tenancy] = known._replace(claims=(*known.claims, *claims))
    return found


def _add_by_name(found: Directory, source: Source, lines: Sequence[ReadLine]) -> None:
    """Who bears a surname of the lines that no reference places and lives at their address; a few namesakes elsewhere."""
    words: dict[str, set[str]] = {}
    for line in lines:
        for word in surnames(line.name):
            words.setdefault(word, set()).update(address_words(line.address))
    if not words:
        return
    bearers = _near(_rows(_BEARERS, words), words)
    borne = {part for _, part in bearers}
    if any(borne.isdisjoint(surnames(line.name)) for line in lines):
        bearers |= _near(_spelled_otherwise(), words)
    known = _known({tenancy for tenancy, _ in bearers}, source)
    for tenancy, part in bearers:
        if tenancy in known:
            found.by_surname.setdefault(part, []).append(known[tenancy])
    for one in known.values():
        found.by_account.setdefault(one.account_id, one)


def _spelled_otherwise() -> list[tuple[Any, ...]]:
    """Everybody whose surname the database cannot fold: of two words, with a hyphen, or beyond the plain alphabet."""
    database = Account._meta.database
    unplain = "p.surname ~ '[^A-Za-z]'" if is_postgresql(database) else "p.surname GLOB '*[^A-Za-z]*'"
    found: list[tuple[Any, ...]] = database.execute_sql(_OF_OTHER_SPELLING.format(unplain=unplain)).fetchall()
    return found


def _near(rows: Iterable[tuple[Any, ...]], words: dict[str, set[str]]) -> dict[tuple[int, str], None]:
    """The (agreement, surname) of those who live at a number that the lines name; a few namesakes elsewhere."""
    found: dict[tuple[int, str], None] = {}
    elsewhere: dict[str, int] = {}
    for tenancy, surname, address in rows:
        there = number_of(address)
        for part in surnames(surname):
            if part in words and (there in words[part] or elsewhere.get(part, 0) < _NAMESAKES):
                elsewhere[part] = elsewhere.get(part, 0) + (there not in words[part])
                found[tenancy, part] = None
    return found


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
