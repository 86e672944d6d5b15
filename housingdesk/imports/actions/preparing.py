"""An intake is prepared: its files added and mended, their columns said, the old system's totals put in.

Nothing is written anywhere else by any of it.
"""

import hashlib
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.imports.models import ControlTotal, Intake, IntakeFile, KnownColumns
from housingdesk.imports.parsers.files import Tab, tabs_of
from housingdesk.imports.queries.intakes import columns_for, remembered
from housingdesk.imports.rules.columns import Columns, carried, columns_of, trusted
from housingdesk.imports.rules.totals import MONEY
from housingdesk.imports.rules.words import ControlKind, IntakeState, Sheet
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.problems import refuse
from housingdesk.values.text import line_problem, one_line, sentence_case

_INTAKE, _FILE = "This intake", "This file"


@needs(Permission.BRING_IN)
def start_intake(act: Act, *, name: str, balances_on: date, system: str = "") -> int:
    """Begins an intake; returns its id. ``balances_on`` is the day at whose end the old system's balances stood."""
    _refuse_texts(act, name, system, balances_on)
    made = act.add(Intake(name=one_line(name), system=one_line(system), balances_on=balances_on, state=IntakeState.OPEN,
                          made_at=act.now, made_by=act.who.name))
    act.say(f"{made.name} begun: balances of {format_date(balances_on)}", about=("intake", made.id))
    return int(made.id)


@needs(Permission.BRING_IN)
def change_intake(act: Act, *, intake_id: int, version: int | None, name: str, balances_on: date, system: str = "") -> None:
    """Changes what an intake is called, or the day of its balances."""
    record = open_intake(intake_id, version)
    _refuse_texts(act, name, system, balances_on)
    was = {"name": record.name, "balances_on": record.balances_on, "system": record.system}
    act.change(record, name=one_line(name), system=one_line(system), balances_on=balances_on)
    act.say(f"{record.name}: balances of {format_date(balances_on)}", about=("intake", intake_id))
    act.take_back(change_intake, "put it back", intake_id=intake_id, version=record.version, **was)


@needs(Permission.BRING_IN)
def add_file(act: Act, *, intake_id: int, name: str, data: bytes) -> list[int]:
    """Takes a file in, each sheet of a workbook by itself; returns their ids. One of the same name is replaced by it.

    Columns that were said for such a heading row before are said again; of the blank workbook every column is known.
    """
    open_intake(intake_id, None)
    tabs = [tab for tab in tabs_of(data) if sum(any(cell.strip() for cell in row) for row in tab.rows) > 1]
    tabs = [tab for tab in tabs if not _is_explanation(tab)]
    hidden = [tab.name for tab in tabs if tab.hidden]
    tabs = [tab for tab in tabs if not tab.hidden]
    if not tabs:
        raise Refused(f"{name} has no rows below its headings" if not hidden else
                      f"All sheets of {name} are hidden. Show in Excel what is to be brought in, and save it")
    before = {row.tab: row for row in IntakeFile.select().where((IntakeFile.intake == intake_id) & (IntakeFile.name == name))}
    made = [_add_tab(act, intake_id, name, tab, data, before.pop(tab.name, None)) for tab in tabs]
    for row in before.values():
        act.remove(row)
    rows = sum(len(tab.rows) - 1 for tab in tabs)  # without the headings, as the list of files counts them
    again = len(before) or any(known for _, known in made)
    act.say(f"{name} {'taken in again' if again else 'taken in'}: {rows:,} rows" + _left(hidden), about=("intake", intake_id))
    return [number for number, _ in made]


def _left(hidden: list[str]) -> str:
    return f". Left out, as the workbook hides {'it' if len(hidden) == 1 else 'them'}: {', '.join(hidden)}" if hidden else ""


def _is_explanation(tab: Tab) -> bool:
    """The sheet of the blank workbook that explains the others."""
    return bool(tab.rows) and tab.rows[0][:1] == ("How to fill this in",)


def _add_tab(act: Act, intake_id: int, name: str, tab: Tab, data: bytes, before: IntakeFile | None) -> tuple[int, bool]:
    columns = _columns_again(tab, before)
    sheet = columns.sheets[0] if columns is not None and columns.sheets else _likely(tab)
    facts = {"sheet": sheet, "sha256": hashlib.sha256(data).hexdigest(), "rows": max(0, len(tab.rows) - 1),
             "columns": columns.to_json() if columns is not None else None, "added_at": act.now, "added_by": act.who.name,
             "content": data}
    if before is not None:
        act.change(before, **facts)
        return int(before.id), True
    made = act.add(IntakeFile(intake=intake_id, name=name[:300], tab=tab.name[:120], **facts))
    return int(made.id), False


def _columns_again(tab: Tab, before: IntakeFile | None) -> Columns | None:
    """What the columns of a mended file were said to be, or of one like it; None where somebody has to say it."""
    if before is not None and before.columns is not None:
        known = columns_of(before.columns)
        again = carried(known, tab.rows)
        if again is not None:
            return again
        if not any(known.head) and len(known.roles) == max(map(len, tab.rows), default=0):
            return known
    return remembered(tab.rows) or trusted(tab.rows)


def _likely(tab: Tab) -> Sheet:
    found = columns_for(tab.rows).sheets
    return found[0] if found else Sheet.HOMES


@needs(Permission.BRING_IN)
def remove_file(act: Act, *, file_id: int, version: int | None) -> None:
    """Takes a file out of an intake."""
    record = as_seen(IntakeFile, file_id, version, _FILE)
    open_intake(record.intake_id, None)
    act.remove(record)
    act.say(f"{record.name} taken out", about=("intake", record.intake_id))


@needs(Permission.BRING_IN)
def say_columns(act: Act, *, file_id: int, columns: Columns, version: int | None = None) -> None:
    """Says what each column of a file holds; remembered for every file with this heading row."""
    record = as_seen(IntakeFile, file_id, version, _FILE)
    open_intake(record.intake_id, None)
    refuse(columns.problems())
    was = columns_of(record.columns) if record.columns is not None else None
    act.change(record, columns=columns.to_json(), sheet=columns.sheets[0])
    _remember(act, columns)
    act.say(f"Columns of {record.name} said: {', '.join(columns.sheets)}", about=("intake", record.intake_id))
    if was is not None and not was.problems():
        act.take_back(say_columns, "as they were", file_id=file_id, columns=was, version=record.version)


def _remember(act: Act, columns: Columns) -> None:
    head = "\t".join(columns.head)[:4000]
    if not head.strip():
        return
    sheet = columns.sheets[0]
    known = KnownColumns.get_or_none((KnownColumns.sheet == sheet) & (KnownColumns.head == head))
    if known is None:
        act.add(KnownColumns(sheet=sheet, head=head, columns=columns.to_json(), used_on=act.today))
    else:
        act.change(known, columns=columns.to_json(), used_on=act.today)


@needs(Permission.BRING_IN)
def set_control(act: Act, *, intake_id: int, kind: ControlKind, amount: int, scheme: str = "") -> None:
    """Puts in what the old system has: a count, or pence; of one scheme or, without one, of everything."""
    open_intake(intake_id, None)
    if kind not in MONEY and amount < 0:
        raise Refused("A count is not less than nil")
    scheme = one_line(scheme)
    known = _control(intake_id, kind, scheme)
    if known is None:
        act.add(ControlTotal(intake=intake_id, kind=kind, scheme=scheme, amount=amount))
        act.take_back(remove_control, "take it out again", intake_id=intake_id, kind=kind, scheme=scheme)
    else:
        was = known.amount
        act.change(known, amount=amount)
        act.take_back(set_control, "as it was", intake_id=intake_id, kind=kind, amount=was, scheme=scheme)
    figure = format_pence(amount) if kind in MONEY else f"{amount:,}"
    act.say(f"The old system has {kind}{f' of {scheme}' if scheme else ''}: {figure}", about=("intake", intake_id))


@needs(Permission.BRING_IN)
def remove_control(act: Act, *, intake_id: int, kind: ControlKind, scheme: str = "") -> None:
    """Takes a total of the old system out again."""
    open_intake(intake_id, None)
    known = _control(intake_id, kind, one_line(scheme))
    if known is None:
        raise Refused("This total is not there any more")
    act.remove(known)
    act.say(f"{sentence_case(kind)} of the old system taken out", about=("intake", intake_id))
    act.take_back(set_control, "put it back", intake_id=intake_id, kind=kind, amount=known.amount, scheme=known.scheme)


def _control(intake_id: int, kind: ControlKind, scheme: str) -> ControlTotal | None:
    found: ControlTotal | None = ControlTotal.get_or_none(
        (ControlTotal.intake == intake_id) & (ControlTotal.kind == kind) & (ControlTotal.scheme == scheme))
    return found


def open_intake(intake_id: int, version: int | None) -> Intake:
    """An intake that is still being prepared; Refused when it was carried out."""
    record = as_seen(Intake, intake_id, version, _INTAKE)
    if record.state is IntakeState.DONE:
        raise Refused(f"{record.name} is brought in already. Take it back first")
    return record


def _refuse_texts(act: Act, name: str, system: str, balances_on: date) -> None:
    said = line_problem(one_line(name), "The name", 120) or line_problem(one_line(system), "The system", 120)
    if not name.strip():
        said = "Give it a name, such as the system the data comes from"
    elif balances_on > act.today:
        said = f"{format_date(balances_on)} is still to come. The balances are those of a day that is over, or of today"
    if said:
        raise Refused(said)
