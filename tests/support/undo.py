"""Undo, compare, redo, compare: the one check for every act that can be taken back.

Two pictures of a database are compared: all that people change, row by row without numbers that only the database knows,
and of what is only ever added to the sums that people see. So a batch and its mirror are as good as none.
"""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

from peewee import ForeignKeyField

from housingdesk.access.desk import Desk, Outcome
from housingdesk.access.models import AuditChange, AuditEvent
from housingdesk.bank.models import BankFile, PayerMemory, PaymentFile, PaymentFileLine
from housingdesk.bank.rules.words import FileState
from housingdesk.db.fields import Moment
from housingdesk.db.record import Fact, table_of
from housingdesk.diary.models import Task
from housingdesk.diary.rules import TaskState
from housingdesk.rent.models import Batch, Correction, DebitRun, Entry, MoneyRequest, Seal, Spending
from housingdesk.rent.rules.words import RequestState
from tests.support.models import all_models

Picture = dict[str, Counter[Any]]
Rows = dict[type[Fact], dict[int, Fact]]
_ONLY_ADDED = frozenset({AuditEvent, AuditChange, Batch, Entry, Seal, DebitRun, Correction})
_KNOWN_TO_THE_DATABASE = frozenset({"id", "version"})
_SINCE: dict[type[Fact], frozenset[str]] = {PayerMemory: frozenset({"last_on"})}
"""When a payer was last seen is not unlearned: he was."""


def picture(desk: Desk) -> Picture:
    """All that people change or see, by table."""
    found: Picture = desk.ask(_picture)
    return found


def _picture() -> Picture:
    rows = {model: {row.id: row for row in model.select()} for model in _filled()}
    seen: dict[tuple[type[Fact], int], Any] = {}
    found = {table_of(model): Counter(_content(model, row, rows, seen) for row in held.values() if _is_there(row))
             for model, held in rows.items()}
    found["entry"] = Counter()
    for account, payer, pence in Entry.select(Entry.account, Entry.payer, Entry.pence).tuples():
        found["entry"][account, payer] += pence
    undone = Batch.select(Batch.reverses).where(Batch.reverses.is_null(False))
    found["debit_run"] = Counter(row[0] for row in DebitRun.select(DebitRun.week).where(DebitRun.batch.not_in(undone)).tuples())
    found["entry"] = Counter({key: pence for key, pence in found["entry"].items() if pence})
    return {table: of for table, of in found.items() if of}


@cache
def _models() -> tuple[tuple[type[Fact], ...], str]:
    """All but what is only ever added to, and one statement that asks which of them hold a row: most hold none."""
    models = tuple(model for model in all_models() if model not in _ONLY_ADDED)
    return models, "SELECT " + ", ".join(f'EXISTS(SELECT 1 FROM "{table_of(model)}")' for model in models)


def _filled() -> list[type[Fact]]:
    models, statement = _models()
    holds = Entry._meta.database.execute_sql(statement).fetchone()
    return [model for model, some in zip(models, holds, strict=True) if some]


def _content(model: type[Fact], row: Fact, rows: Rows, seen: dict[tuple[type[Fact], int], Any]) -> tuple[Any, ...]:
    """What a row says, and what the rows it points to say."""
    left_out = _KNOWN_TO_THE_DATABASE | _SINCE.get(model, frozenset())
    values = []
    for field in model._meta.sorted_fields:
        if field.name in left_out or isinstance(field, Moment):
            continue
        value = row.__data__[field.name]
        if isinstance(field, ForeignKeyField) and value is not None:
            value = _pointed_to(field.rel_model, value, rows, seen)
        values.append(value)
    return (table_of(model), *values)


def _pointed_to(model: type[Fact], number: int, rows: Rows, seen: dict[tuple[type[Fact], int], Any]) -> Any:
    if model in _ONLY_ADDED:
        return True
    key = (model, number)
    if key not in seen:
        seen[key] = None
        seen[key] = _content(model, rows[model][number], rows, seen)
    return seen[key]


def _is_there(row: Fact) -> bool:
    """What was taken out, put aside, dropped or withdrawn is kept, and is not in any more."""
    if isinstance(row, MoneyRequest) and row.state is RequestState.WITHDRAWN:
        return False
    if (isinstance(row, Spending) and row.removed) or (isinstance(row, Task) and row.state is TaskState.DROPPED):
        return False
    file = row.file if isinstance(row, PaymentFileLine) else row
    if isinstance(file, PaymentFile) and file.state is FileState.PUT_ASIDE:
        return False
    return not (isinstance(row, BankFile) and row.taken_out_at is not None)


def check_undo(desk: Desk, action: Callable[..., Any], **facts: Any) -> Outcome:
    """Does it, takes it back, does it again: twice the same picture before and after; returns the last outcome.

    It is done again by the take-back of its take-back, or where that has none by the same facts once more.
    """
    before = picture(desk)
    outcome = desk.do(action, **facts)
    after = picture(desk)
    assert _difference(before, after), f"{action.__name__} changed nothing that could be seen"
    assert outcome.take_back is not None, f"{action.__name__} names no take-back"
    back = desk.do(outcome.take_back.action, **outcome.take_back.facts)
    left = _difference(before, picture(desk))
    assert not left, f"{action.__name__} taken back leaves {left}"
    if back.take_back is not None:
        again = desk.do(back.take_back.action, **back.take_back.facts)
    else:
        again = desk.do(action, **facts)
    other = _difference(after, picture(desk))
    assert not other, f"{action.__name__} done again is another: {other}"
    return again


def _difference(one: Picture, other: Picture) -> dict[str, tuple[Any, Any]]:
    """By table what only the one and what only the other has."""
    none: Counter[Any] = Counter()
    return {table: (one.get(table, none) - other.get(table, none), other.get(table, none) - one.get(table, none))
            for table in {**one, **other} if one.get(table, none) != other.get(table, none)}
