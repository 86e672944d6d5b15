"""Which wording of a letter is in use on a day, the association's own or the one shipped; its versions, and what waits.

    template_in_use("arrears-1", on)         # what a letter dated that day is written with
    templates_in_use(on)                     # the same for every letter that can be written
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from housingdesk.errors import NotFound
from housingdesk.letters.models import LetterTemplate
from housingdesk.letters.proof import parsed
from housingdesk.letters.rules.merge import Family, Template
from housingdesk.letters.rules.source import source_of
from housingdesk.letters.rules.wordings import OPEN, WordingState
from housingdesk.letters.stock import shipped_keys, shipped_template
from housingdesk.values.rows import frozen


@frozen
class VersionRow:
    """One version of an association's own wording. ``writers`` are the ids of those who wrote in it."""

    id: int
    version: int
    key: str
    number: int
    state: WordingState
    writers: frozenset[int]
    written_by: str
    written_at: datetime
    checked_by: str
    checked_at: datetime | None
    in_use_from: date | None
    note: str

    @property
    def is_open(self) -> bool:
        """Whether it is still on its way into use."""
        return self.state in OPEN


@frozen
class TemplateRow:
    """A letter as listed: the wording in use (``number`` of the own version, None for the shipped one), and what waits.

    ``waiting`` is the version on its way; ``coming`` one that is in use from a later day.
    """

    id: int
    key: str
    title: str
    words_for: str
    family: Family
    number: int | None
    since: date | None
    waiting: VersionRow | None
    coming: VersionRow | None


def template_in_use(key: str, on: date) -> Template:
    """The wording that a letter dated ``on`` is written with; NotFound when there is no such letter."""
    own = _own_in_use(on, (key,)).get(key)
    return parsed(_source(own.id)) if own is not None else _shipped(key)


def family_in_use(key: str, on: date) -> Family | None:
    """What a letter is about, in the wording of a day; None for a statement, which has no wording."""
    try:
        return template_in_use(key, on).family
    except NotFound:
        return None


def templates_in_use(on: date) -> list[Template]:
    """Every letter that can be written on a day, in the order in which letters are offered."""
    own = _own_in_use(on)
    sources = _sources(row.id for row in own.values())
    return [parsed(sources[own[key].id]) if key in own else _shipped(key) for key in _keys(own)]


def templates(on: date) -> list[TemplateRow]:
    """Every letter with where its wording comes from and what waits, in the order in which letters are offered."""
    own = _own_in_use(on)
    waiting, coming = {}, {}
    for row in versions():
        if row.is_open:
            waiting[row.key] = row
        elif row.state is WordingState.IN_USE and row.in_use_from is not None and row.in_use_from > on:
            coming[row.key] = row
    return [_listed(number, template, own.get(template.key), waiting.get(template.key), coming.get(template.key))
            for number, template in enumerate(templates_in_use(on), start=1)]


def _listed(number: int, template: Template, own: VersionRow | None, waiting: VersionRow | None,
            coming: VersionRow | None) -> TemplateRow:
    return TemplateRow(number, template.key, template.title, template.words_for, template.family, own.number if own else None,
                       own.in_use_from if own else None, waiting, coming)


def versions(key: str | None = None) -> list[VersionRow]:
    """The versions of a letter's own wording, or of every letter's, the newest first."""
    query = LetterTemplate.select(*_COLUMNS)
    if key is not None:
        query = query.where(LetterTemplate.key == key)
    return [_row(row) for row in query.order_by(LetterTemplate.key, LetterTemplate.number.desc()).tuples()]


def version_in_use(key: str, on: date) -> VersionRow | None:
    """The own version in use on a day; None while the shipped wording is."""
    return _own_in_use(on, (key,)).get(key)


def open_version(key: str) -> VersionRow | None:
    """The version of a letter that is on its way into use, if there is one."""
    return next((row for row in versions(key) if row.is_open), None)


@frozen
class Opened:
    """A wording as the editor opens it: of one version, or the shipped one (``row`` is None)."""

    key: str
    source: str
    row: VersionRow | None
    now: VersionRow | None
    waiting: VersionRow | None
    others: tuple[VersionRow, ...]


def opened(key: str, on: date, version_id: int | None = None, *, shipped: bool = False) -> Opened:
    """A letter to look at or write in: the version asked for, else the one on its way, else the one in use."""
    rows = versions(key)
    now, waiting = version_in_use(key, on), next((row for row in rows if row.is_open), None)
    asked = next((row for row in rows if row.id == version_id), None)
    if version_id is not None and asked is None:
        raise NotFound("This version of the letter is no longer there")
    row = None if shipped else asked or waiting or now
    return Opened(key, _source(row.id) if row is not None else shipped_source(key), row, now, waiting, tuple(rows))


@cache
def shipped_source(key: str) -> str:
    """The shipped wording of a letter as its TOML text; NotFound when the program ships no such letter."""
    return source_of(_shipped(key))


def _shipped(key: str) -> Template:
    try:
        return shipped_template(key)
    except FileNotFoundError:
        raise NotFound(f"There is no letter “{key}”") from None


def _keys(own: Iterable[str]) -> list[str]:
    shipped = shipped_keys()
    return [*shipped, *sorted(set(own).difference(shipped))]


_COLUMNS = (LetterTemplate.id, LetterTemplate.version, LetterTemplate.key, LetterTemplate.number, LetterTemplate.state,
            LetterTemplate.writers, LetterTemplate.written_by, LetterTemplate.written_at, LetterTemplate.checked_by,
            LetterTemplate.checked_at, LetterTemplate.in_use_from, LetterTemplate.note)


def _row(row: tuple[Any, ...]) -> VersionRow:
    (row_id, version, key, number, state, writers, *rest) = row
    return VersionRow(row_id, version, key, number, state, frozenset(map(int, writers.split())), *rest)


def _own_in_use(on: date, keys: Iterable[str] | None = None) -> dict[str, VersionRow]:
    """Of each letter the own version whose day came last; of two of one day the later written."""
    query = LetterTemplate.select(*_COLUMNS).where((LetterTemplate.state == WordingState.IN_USE)
                                                   & (LetterTemplate.in_use_from <= on))
    if keys is not None:
        query = query.where(LetterTemplate.key.in_(list(keys)))
    rows = query.order_by(LetterTemplate.in_use_from, LetterTemplate.number).tuples()
    return {row.key: row for row in map(_row, rows)}


def _source(version_id: int) -> str:
    return _sources((version_id,))[version_id]


def _sources(version_ids: Iterable[int]) -> dict[int, str]:
    rows = LetterTemplate.select(LetterTemplate.id, LetterTemplate.source).where(LetterTemplate.id.in_(list(version_ids)))
    return dict(rows.tuples())
