"""What an intake has put into the books, added up from the books themselves and not from its files."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from housingdesk.imports.queries.intakes import files, fingerprints, intake, links
from housingdesk.imports.rules.totals import Control
from housingdesk.imports.rules.words import ControlKind
from housingdesk.people.models import Person
from housingdesk.properties.models import Space
from housingdesk.rent.models import Account, Balance, Batch, ChargeLine
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.words import SUB_ACCOUNTS, AccountKind
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.rows import frozen

_AT_ONCE = 5_000


@frozen
class BatchBooked:
    """A sealed batch of an intake: its title, the sum of its entries in pence, and how many they are."""

    title: str
    pence: int
    entries: int


@frozen
class FileBrought:
    """A file that came in: what it was called, how many rows, and the SHA-256 of its bytes."""

    name: str
    rows: int
    sha256: str


@frozen
class Books:
    """What stands in the books of an intake: each total as the ledger has it, its batches, the files it came from."""

    name: str
    system: str
    on: date
    totals: dict[ControlKind, int]
    controls: tuple[Control, ...]
    batches: tuple[BatchBooked, ...]
    files: tuple[FileBrought, ...]


def books(intake_id: int) -> Books:
    """The books of an intake that was carried out."""
    found = intake(intake_id)
    made: dict[str, list[int]] = {}
    for table, number in links(intake_id):
        made.setdefault(table, []).append(number)
    row = found.row
    return Books(row.name, row.system, row.balances_on, _totals(made, row.balances_on), found.controls,
                 _batches(made.get("batch", ())), _files(intake_id))


def _totals(made: dict[str, list[int]], on: date) -> dict[ControlKind, int]:
    accounts = sorted(set(made.get("account", ())))
    balances = list(_some(Balance.select(Account.kind, Balance.pence).join(Account), Balance.account, accounts))
    held = [(kind, pence) for kind, pence in balances if kind is not AccountKind.VOID]
    ended = [day is not None and day <= on
             for (day,) in _some(Tenancy.select(Tenancy.ends_on), Tenancy.id, made.get("tenancy", ()))]
    lines = ChargeLine.select(ChargeLine.pence, Account.frequency).join(Account).where(Account.kind != AccountKind.VOID)
    charges = _some(lines, ChargeLine.account, accounts)
    return {
        ControlKind.HOMES: sum(lets for (lets,) in _some(Space.select(Space.lettable), Space.id, made.get("space", ()))),
        ControlKind.PEOPLE: sum(1 for _ in _some(Person.select(Person.id), Person.id, made.get("person", ()))),
        ControlKind.TENANCIES: ended.count(False),
        ControlKind.FORMER: ended.count(True),
        ControlKind.CHARGES: sum(weekly_equivalent(pence, frequency) for pence, frequency in charges),
        ControlKind.OWED: sum(max(0, pence) for _, pence in held),
        ControlKind.CREDIT: sum(max(0, -pence) for _, pence in held),
        ControlKind.BALANCE: sum(pence for _, pence in held),
        ControlKind.BESIDE: sum(pence for kind, pence in held if kind in SUB_ACCOUNTS)}


def _some(query: Any, column: Any, numbers: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    for at in range(0, len(numbers), _AT_ONCE):
        yield from query.where(column.in_(list(numbers[at:at + _AT_ONCE]))).tuples()


def _batches(numbers: Sequence[int]) -> tuple[BatchBooked, ...]:
    rows = _some(Batch.select(Batch.id, Batch.title, Batch.control_pence, Batch.lines), Batch.id, numbers)
    return tuple(BatchBooked(title, pence, entries) for _, title, pence, entries in sorted(rows))


def _files(intake_id: int) -> tuple[FileBrought, ...]:
    sums = fingerprints(intake_id)
    return tuple(FileBrought(one.said, one.rows, sums.get(one.id, "")) for one in files(intake_id))
