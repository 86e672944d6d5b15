"""The dry run of an intake: its files read anew, joined, held against what is here already and against the old totals.

Writes nothing, here or elsewhere, so it can be run as often as files are mended.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from housingdesk.imports.parsers.reading import read_rows
from housingdesk.imports.parsers.row import Source
from housingdesk.imports.queries.intakes import FileRow, IntakeDesk, contents, hidden_tabs, intake
from housingdesk.imports.rules.dry_run import DryRun, dry_run_of
from housingdesk.imports.rules.joining import join
from housingdesk.imports.rules.money import day_before
from housingdesk.imports.rules.rows import Fault, Plan, RowSaid, Weight, Where
from housingdesk.imports.rules.totals import ControlLine, lines
from housingdesk.imports.rules.words import IntakeState, Sheet
from housingdesk.people.models import Person
from housingdesk.properties.models import Space
from housingdesk.properties.rules import SpaceKind
from housingdesk.rent.models import Account
from housingdesk.rent.queries.ledger import closed_to
from housingdesk.rent.queries.next_debit import cycle_start
from housingdesk.values.dates import format_date
from housingdesk.values.references import is_payment_reference
from housingdesk.values.text import fold

Progress = Callable[[int, int, str], None]
_AT_ONCE = 5_000


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Nobody is watching."""


def dry_run(intake_id: int, today: date, progress: Progress = _quiet) -> DryRun:
    """Everything an intake would make, every fault by its row, and each total beside the old system's."""
    plan, _ = plan_of(intake_id, today, progress)
    return dry_run_of(plan, controls_of(plan, intake(intake_id)))


def controls_of(plan: Plan, found: IntakeDesk) -> tuple[ControlLine, ...]:
    """Each total of an intake beside what its plan would bring in."""
    sheets = tuple(sheet for sheet in Sheet if any(sheet in one.sheets for one in found.files))
    return lines(plan, found.controls, sheets)


def plan_of(intake_id: int, today: date, progress: Progress = _quiet) -> tuple[Plan, list[FileRow]]:
    """What an intake would make, with the files it was made from."""
    found = intake(intake_id)
    rows: list[RowSaid] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for file in found.files:
        if file.columns is None:
            faults.append(Fault(file.sheets[0], file.said, 0, "", "say first what its columns hold"))
            continue
        if file.name not in seen:
            seen.add(file.name)
            faults += _hidden(file)
        _, tab = contents(file.id)
        some, wrong = read_rows(Source(file.said, file.columns, tab.rows, tab.numbers, today), progress)
        rows += some
        faults += wrong
    progress(0, 1, "Joining homes, people and accounts")
    on = found.row.balances_on
    plan = join(rows, faults, on=on, today=today, cycle_start=cycle_start(on))
    if found.row.state is not IntakeState.DONE:
        plan = replace(plan, faults=(*plan.faults, *_against_here(plan)))
    progress(1, 1, "Joined")
    return plan, list(found.files)


def _hidden(file: FileRow) -> Iterator[Fault]:
    """The sheets of a workbook that were left out because nobody sees them in it."""
    for name in hidden_tabs(file.id):
        yield Fault(file.sheets[0], file.name, 0, "", f"its sheet “{name}” is hidden, so it is left out. Show it in Excel and "
                    "save the workbook to bring it in", Weight.WARNING)


def _against_here(plan: Plan) -> Iterator[Fault]:
    """What is here already and would be here twice, and days on which nothing can be posted any more."""
    for place, words in _known(Space, "uprn", {space.uprn: space.where for space in plan.spaces if space.uprn}):
        yield _fault(Sheet.HOMES, place, "UPRN", f"{words} has it here already")
    for place, words in _known(Person, "nino", {one.nino: one.where for one in plan.people if one.nino}):
        yield _fault(Sheet.PEOPLE, place, "NI number", f"{words} has it here already")
    addresses = {row[0] for row in _tuples(Space.select(Space.full_address).where(Space.lettable))} if plan.spaces else set()
    if addresses:
        yield from _same_addresses(plan, addresses)
    kept = {one.reference: one.where for one in plan.tenancies if is_payment_reference(one.reference)}
    for place, words in _known(Account, "reference", kept):
        yield _fault(Sheet.TENANCIES, place, "Payment reference", f"{words} has it here already")
    yield from _closed(plan)


def _known(model: Any, field: str, wanted: dict[str, Where]) -> Iterator[tuple[Where, str]]:
    """Where a value that is here already stands in the files, and whose it is here."""
    column, values = getattr(model, field), list(wanted)
    label = model.label if model is Space else model.name
    for at in range(0, len(values), _AT_ONCE):
        for value, name in _tuples(model.select(column, label).where(column.in_(values[at:at + _AT_ONCE]))):
            yield wanted[value], name or "another account"


def _same_addresses(plan: Plan, addresses: set[str]) -> Iterator[Fault]:
    known = {fold(one) for one in addresses}
    for space in plan.spaces:
        text = ", ".join(part for part in (space.label if not space.street.startswith(space.label) else "", space.street,
                                           space.locality, space.town.upper(), space.county, space.postcode) if part)
        if space.lettable and fold(text) in known:
            yield _fault(Sheet.HOMES, space.where, "Address", f"{space.label}, {space.postcode} is here already")


def _closed(plan: Plan) -> Iterator[Fault]:
    closed = closed_to()
    if closed is None:
        return
    if any(one.brought for one in plan.tenancies) and plan.on <= closed:
        yield Fault(Sheet.BALANCES, "The day of the balances", 0, "",
                    f"the ledger is closed to {format_date(closed)}, so nothing can be posted on {format_date(plan.on)}")
    for one in plan.tenancies:
        first = day_before(one.entries, plan.on)
        if one.entries and first <= closed:
            yield _fault(Sheet.HISTORY, one.where, "", f"the ledger is closed to {format_date(closed)}, and the history of "
                                                       f"{one.key} begins on {format_date(first)}")


def _fault(sheet: Sheet, where: Where, column: str, message: str) -> Fault:
    return Fault(sheet, where.file, where.line, column, message)


def _tuples(query: Any) -> list[tuple[Any, ...]]:
    return list(query.tuples())


def known_schemes() -> dict[str, int]:
    """The schemes that are here already, by their name folded: homes brought in stand in them."""
    return {fold(label): int(number) for number, label in _tuples(
        Space.select(Space.id, Space.label).where((Space.kind == SpaceKind.SCHEME) & Space.parent.is_null()))}

