"""The pen: the only writer. An action gets one ``Act``; everything it writes is one transaction and one audit event.

The keywords of ``change`` *are* the audit's difference. Bulk work goes through the same pen.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from peewee import EXCLUDED, IntegrityError, fn

from housingdesk.access.models import AuditChange, FindEntry
from housingdesk.db import columns as db_columns
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.db.record import Fact, Record, table_of
from housingdesk.errors import NotFound, Refused, Stale
from housingdesk.values.text import fold, squash

R = TypeVar("R", bound=Fact)
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Who:
    """The person an act is done by."""

    id: int | None
    name: str
    initials: str
    role: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """How an act can be taken back: another action with its facts, what the button and the toast say, and for how long."""

    action: Callable[..., Any]
    facts: dict[str, Any]
    label: str
    seconds: int = 10


@dataclass(frozen=True, slots=True)
class Found:
    """What a record writes into the find index. ``words`` is any text; it is folded here."""

    kind: str
    label: str
    detail: str
    words: str
    rank: int = 0


@dataclass(slots=True)
class Act:
    """One act under way. Actions call other actions with the same act: still one transaction."""

    database: Any
    who: Who
    today: date
    now: datetime
    report: Progress | None = None
    changed: set[str] = field(default_factory=set)
    changes: list[tuple[str, int | None, str, str | None, str | None]] = field(default_factory=list)
    sentence: str | None = None
    subject: str | None = None
    undo: TakeBack | None = None
    touched: set[tuple[str, int]] = field(default_factory=set)

    def progress(self, done: int, total: int, text: str) -> None:
        """Says how far the act is; raises Cancelled here when the person pressed Cancel, which rolls all back."""
        if self.report is not None:
            self.report(done, total, text)

    def say(self, sentence: str, *, about: tuple[str, int] | None = None) -> None:
        """What the toast and the audit say was done, and the record it is about."""
        self.sentence = sentence
        if about is not None:
            self.subject = f"{about[0]}:{about[1]}"

    def take_back(self, action: Callable[..., Any], label: str, **facts: Any) -> None:
        """Names the act that takes this one back."""
        self.undo = TakeBack(action, facts, label)

    def leaves_the_building(self) -> None:
        """What was done is on its way out of the office: the toast offers its take-back for half a minute."""
        if self.undo is not None:
            self.undo = replace(self.undo, seconds=30)

    def add(self, record: R) -> R:
        """Stores a new record and, where it can be found, its find entry."""
        record.save(force_insert=True)
        self._note(record, "add", None, record.__data__)
        self.index(record)
        return record

    def change(self, record: R, **fields: Any) -> R:
        """Changes named fields of a record; Stale if a colleague changed it since it was read."""
        model: Any = type(record)
        before, after = _difference(record, fields)
        if not after:
            return record
        new, query = after, model.update(after)
        if isinstance(record, Record):
            new = {**after, "version": record.version + 1}
            query = model.update(new).where(model.version == record.version)
        if query.where(model.id == record.id).execute() != 1:
            raise Stale(f"A colleague changed this {_words(table_of(model))} a moment ago. Look at it again, then change it")
        for name, value in new.items():
            setattr(record, name, value)
        self._note(record, "change", before, after)
        self.index(record)
        return record

    def remove(self, record: Fact) -> None:
        """Deletes a record that nothing refers to."""
        model: Any = type(record)
        query = model.delete().where(model.id == record.id)
        if isinstance(record, Record):
            query = query.where(model.version == record.version)
        try:
            removed = query.execute()
        except IntegrityError as error:
            raise Refused(f"Something still refers to this {_words(table_of(model))}, so it cannot be removed") from error
        if removed != 1:
            raise self._missing(record)
        self._note(record, "remove", record.__data__, None)
        if hasattr(record, "find_row"):
            FindEntry.delete().where((FindEntry.kind == table_of(model)) & (FindEntry.record == record.id)).execute()

    def add_many(self, model: type[Fact], columns: Sequence[str], rows: Iterable[Sequence[Any]], *,
                 summary: str = "") -> int:
        """Adds many rows by one driver call (COPY on PostgreSQL), each value through its field; one audit line.

        ``columns`` are field names. Returns how many rows were added.
        """
        fields = [model._meta.fields[name] for name in columns]
        table, count = table_of(model), 0
        for some in db_columns.converted(fields, rows):
            db_columns.write(self.database, table, some)
            count += len(next(iter(some.values())))
        self._note_bulk(table, "added", count, summary)
        return count

    def add_columns(self, model: type[Fact], columns: Mapping[str, Sequence[Any]], *, summary: str = "") -> int:
        """As ``add_many``, for rows given column by column: field names, and as many values for each as there are rows."""
        fields, table = [model._meta.fields[name] for name in columns], table_of(model)
        db_columns.write(self.database, table, db_columns.stored(fields, list(columns.values())))
        count = len(next(iter(columns.values())))
        self._note_bulk(table, "added", count, summary)
        return count

    def add_numbered(self, model: type[Fact], columns: Sequence[str], rows: Sequence[Sequence[Any]], *,
                     summary: str = "") -> range:
        """``add_many`` that says which numbers the rows got, in their order, so that other rows can point to them.

        Refused, with nothing changed, when a colleague added rows of the same table in between.
        """
        if not rows:
            return range(0)
        names, given = tuple(columns), rows
        if issubclass(model, Record):
            names, given = ("version", *names), [(1, *row) for row in rows]
        table: Any = model
        before = int(table.select(fn.COALESCE(fn.MAX(table.id), 0)).scalar())
        self.add_many(model, names, given, summary=summary)
        new = table.select(fn.MIN(table.id), fn.MAX(table.id), fn.COUNT(table.id)).where(table.id > before).tuples().first()
        first, last, count = map(int, new)
        if last - first + 1 != len(rows) or count != len(rows):
            raise Refused("A colleague added something at the same moment. Nothing was changed; do it once more")
        return range(first, last + 1)

    def index_many(self, records: Iterable[Any], ids: Iterable[int]) -> None:
        """Writes the find entries of records that were added in bulk; ``records`` are not stored by this."""
        pairs = ((record.find_row(), number) for record, number in zip(records, ids, strict=True))
        rows = [find_values(found, number) for found, number in pairs if found is not None]
        if rows:
            self.add_many(FindEntry, FIND_COLUMNS, rows, summary="find entries")

    def remove_many(self, model: type[Fact], ids: Sequence[int], *, summary: str) -> int:
        """Deletes the rows of these numbers with their find entries; Refused when something still refers to one of them."""
        table, count = table_of(model), 0
        for at in range(0, len(ids), _AT_ONCE):
            some = list(ids[at:at + _AT_ONCE])
            try:
                count += int(model.delete().where(model.id.in_(some)).execute())
            except IntegrityError as error:
                raise Refused(f"Something still refers to a {_words(table)}, so it cannot be removed") from error
            if hasattr(model, "find_row"):
                FindEntry.delete().where((FindEntry.kind == table) & FindEntry.record.in_(some)).execute()
        self._note_bulk(table, "removed", count, summary)
        return count

    def bulk(self, query: Any, *, summary: str) -> int:
        """Runs one UPDATE, DELETE or INSERT … SELECT built with peewee; one audit line. Returns the rows touched."""
        count = int(query.execute() or 0)
        self._note_bulk(table_of(query.model), "rows", count, summary)
        return count

    def lock(self, what: int) -> None:
        """Waits for the one lock of this number until the act ends; on SQLite the write lock is already held."""
        if is_postgresql(self.database):
            self.database.execute_sql("SELECT pg_advisory_xact_lock(7321, %s)", (what,))

    def run(self, statement: str, values: Sequence[Any] = (), *, table: str, summary: str | None = None) -> int:
        """Runs one SQL statement (``?`` marks) where peewee's own words would be slower; one audit line if asked."""
        count = int(self.database.execute_sql(sql(self.database, statement), values).rowcount)
        self.changed.add(table)
        if summary is not None:
            self._note_bulk(table, "rows", count, summary)
        return count

    def run_many(self, statement: str, rows: Sequence[Sequence[Any]], *, table: str) -> None:
        """Runs one SQL statement (``?`` marks) once for each row of values."""
        text = statement.replace("?", "%s") if is_postgresql(self.database) else statement
        self.database.cursor().executemany(text, rows)
        self.changed.add(table)

    def index(self, record: Fact) -> None:
        """Writes the record's find entry, if its model has ``find_row()``; a None entry takes it out of the index."""
        found_row = getattr(record, "find_row", None)
        if found_row is None:
            return
        found: Found | None = found_row()
        kind = table_of(type(record))
        if found is None:
            FindEntry.delete().where((FindEntry.kind == kind) & (FindEntry.record == record.id)).execute()
            return
        self.find_entry(found, record.id)

    def find_entry(self, found: Found, record_id: int) -> None:
        """Writes one find entry."""
        row = dict(zip(FIND_COLUMNS, find_values(found, record_id), strict=True))
        (FindEntry.insert(row)
         .on_conflict(conflict_target=[FindEntry.kind, FindEntry.record],
                      update={FindEntry.label: EXCLUDED.label, FindEntry.detail: EXCLUDED.detail,
                              FindEntry.words: EXCLUDED.words, FindEntry.start: EXCLUDED.start_word,
                              FindEntry.rank: EXCLUDED.rank})
         .execute())

    def _note(self, record: Fact, kind: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        table = table_of(type(record))
        self.changed.add(table)
        self.touched.add((table, record.id))
        self.changes.append((table, record.id, kind, _json(before), _json(after)))

    def _note_bulk(self, table: str, word: str, count: int, summary: str) -> None:
        self.changed.add(table)
        self.changes.append((table, None, "bulk", None, json.dumps({word: count, "what": summary}, ensure_ascii=False)))

    def _missing(self, record: Fact) -> Refused:
        """Why a row could not be found as it was read."""
        words, model = _words(table_of(type(record))), type(record)
        if model.select().where(model.id == record.id).exists():
            return Stale(f"A colleague changed this {words} a moment ago. Look at it again, then remove it")
        return NotFound(f"This {words} is no longer there")

    def close_audit(self, event_id: int) -> None:
        """Writes the audit lines of this act; the desk calls it once."""
        if self.changes:
            columns = zip(*[(event_id, *change) for change in self.changes], strict=True)
            db_columns.write(self.database, table_of(AuditChange), dict(zip(_AUDIT_COLUMNS, columns, strict=True)))


_AUDIT_COLUMNS = ("event_id", "table_name", "row_id", "kind", "before", "after")
_AT_ONCE = 5_000
_SECRET = frozenset({"password_hash"})
FIND_COLUMNS = ("kind", "record", "label", "detail", "words", "start", "rank")


def find_values(found: Found, record_id: int) -> tuple[str, int, str, str, str, str, int]:
    """A find entry's row in the order of FIND_COLUMNS, for ``add_many``."""
    words = " ".join(fold(found.words).split())
    squashed = " ".join(w for w in (squash(part) for part in found.words.split("|")) if w)
    start = fold(found.label)[:60]
    return (found.kind, record_id, found.label[:300], found.detail[:300], f" {words} {squashed}"[:4000], start, found.rank)


def _words(table: str) -> str:
    return table.removeprefix("hd_").replace("_", " ")


def _difference(record: Fact, fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the record holds and what it shall hold, of the fields that differ; a record that is pointed to is its number."""
    known = type(record)._meta.combined
    named = {known[name].name: value.id if isinstance(value, Fact) else value for name, value in fields.items()}
    after = {name: value for name, value in named.items() if record.__data__.get(name) != value}
    return {name: record.__data__.get(name) for name in after}, after


def _json(data: dict[str, Any] | None) -> str | None:
    if data is None:
        return None
    return json.dumps({k: "not shown" if k in _SECRET else _plain(v) for k, v in data.items()}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Fact):
        return value.id
    return value
