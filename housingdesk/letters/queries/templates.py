"""Which wording of a letter is in use on a day, the association's own or the one shipped; its versions, and what waits.

    template_in_use("arrears-1", on)         # what a letter dated that day is written with
    templates_in_use(on)                     # the same for every letter that can be written
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from housingdesk.access.rules import Permission, may
from housingdesk.access.users import users
from housingdesk.errors import NotFound
from housingdesk.letters.models import LetterTemplate
from housingdesk.letters.proof import parsed
from housingdesk.letters.rules.merge import PAPERS, Family, Template
from housingdesk.letters.rules.source import source_of, wording_of
from housingdesk.letters.rules.wordings import OPEN, WordingState, is_own_letter, shipped_below
from housingdesk.letters.stock import is_shipped as in_stock
from housingdesk.letters.stock import paper_keys, shipped_keys, shipped_template
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

    ``waiting`` is the version on its way; ``coming`` one that is in use from a later day; ``retired`` one from whose day on
    the letter is no longer written. ``in_use`` says whether it can be written today. ``behind``: the shipped letter has changed
    since the own wording was written.
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
    retired: VersionRow | None = None
    in_use: bool = True
    behind: bool = False

    @property
    def own(self) -> bool:
        """Whether somebody here has changed it, or written all of it."""
        return self.number is not None or is_own_letter(self.key)

    @property
    def to_check(self) -> bool:
        """Whether it waits for somebody to check it."""
        return self.waiting is not None and self.waiting.state is WordingState.SUBMITTED


def template_in_use(key: str, on: date) -> Template:
    """The wording that a letter dated ``on`` is written with; NotFound when there is none, or no longer."""
    own = _own_in_use(on, (key,)).get(key)
    if own is None:
        return _shipped(key)
    template = parsed(_source(own.id))
    if own.state is WordingState.RETIRED:
        raise NotFound(f"“{template.title}” is no longer written")
    return template


def family_in_use(key: str, on: date) -> Family | None:
    """What a letter is about, in the wording of a day or else in its last; None for a statement, which has no wording."""
    try:
        return template_in_use(key, on).family
    except NotFound:
        rows = versions(key)
        return wording_of(_source(rows[0].id)).family if rows else None


def templates_in_use(on: date) -> list[Template]:
    """Every letter that can be written on a day, in the order in which letters are offered."""
    own = _own_in_use(on)
    sources = _sources(row.id for row in own.values())
    found = [parsed(sources[own[key].id]) if key in own else _shipped(key) for key in _keys(own)
             if key not in own or own[key].state is not WordingState.RETIRED]
    return [template for template in found if template.family not in PAPERS]


def templates(on: date) -> list[TemplateRow]:
    """Every letter that there is or was, with where its wording comes from and what waits; those to be checked first."""
    rows: dict[str, list[VersionRow]] = {}
    for row in versions():
        rows.setdefault(row.key, []).append(row)
    now, keys = _own_in_use(on), [*_keys(set(rows).difference(paper_keys())), *paper_keys()]
    shown = {key: now[key] if key in now else rows[key][0] for key in rows if key in now or is_own_letter(key)}
    sources = _sources(row.id for row in shown.values())
    found = [_listed(number, key, on, rows.get(key, []), now.get(key), sources[shown[key].id] if key in shown else None)
             for number, key in enumerate(keys, start=1)]
    return sorted(found, key=lambda row: not row.to_check)


def _listed(number: int, key: str, on: date, rows: list[VersionRow], now: VersionRow | None,
            source: str | None) -> TemplateRow:
    told = wording_of(source) if source is not None else _shipped(key)
    out = now if now is not None and now.state is WordingState.RETIRED else None
    later = [row for row in rows if row.in_use_from is not None and row.in_use_from > on]
    used = now if out is None else None
    return TemplateRow(number, key, told.title, told.words_for, told.family, used.number if used else None,
                       used.in_use_from if used else None, next((row for row in rows if row.is_open), None),
                       next((row for row in later if row.state is WordingState.IN_USE), None),
                       out or next((row for row in later if row.state is WordingState.RETIRED), None),
                       in_use=out is None and (now is not None or not is_own_letter(key)),
                       behind=used is not None and source is not None and is_behind(key, source))


def is_behind(key: str, source: str) -> bool:
    """Whether the shipped letter has changed since an own wording of it was written; False where that is not known."""
    below = shipped_below(source)
    return bool(below) and in_stock(key) and below != shipped_template(key).fingerprint


def versions(key: str | None = None) -> list[VersionRow]:
    """The versions of a letter's own wording, or of every letter's, the newest first."""
    query = LetterTemplate.select(*_COLUMNS)
    if key is not None:
        query = query.where(LetterTemplate.key == key)
    return [_row(row) for row in query.order_by(LetterTemplate.key, LetterTemplate.number.desc()).tuples()]


def version_in_use(key: str, on: date) -> VersionRow | None:
    """The own version in use on a day; None while the shipped wording is, or none any more."""
    found = _own_in_use(on, (key,)).get(key)
    return found if found is not None and found.state is WordingState.IN_USE else None


def open_version(key: str) -> VersionRow | None:
    """The version of a letter that is on its way into use, if there is one."""
    return next((row for row in versions(key) if row.is_open), None)


@frozen
class Opened:
    """A wording as the editor opens it: of one version, or the shipped one (``row`` is None).

    ``checkers`` are the ids of all who may check it. ``behind``: the shipped letter has changed since it was written.
    """

    key: str
    source: str
    row: VersionRow | None
    now: VersionRow | None
    waiting: VersionRow | None
    others: tuple[VersionRow, ...]
    retired: VersionRow | None = None
    checkers: frozenset[int] = frozenset()
    behind: bool = False


def opened(key: str, on: date, version_id: int | None = None, *, shipped: bool = False) -> Opened:
    """A letter to look at or write in: the version asked for, else the one on its way, else the one in use."""
    rows = versions(key)
    now, waiting = version_in_use(key, on), next((row for row in rows if row.is_open), None)
    asked = next((row for row in rows if row.id == version_id), None)
    if version_id is not None and asked is None:
        raise NotFound("This version of the letter is no longer there")
    last = rows[0] if rows and is_own_letter(key) else None
    row = None if shipped else asked or waiting or now or last
    source = _source(row.id) if row is not None else shipped_source(key)
    out = next((one for one in rows if one.state is WordingState.RETIRED), None)
    return Opened(key, source, row, now, waiting, tuple(rows), out, checkers(), row is not None and is_behind(key, source))


def checkers() -> frozenset[int]:
    """Who works here and may check the wording of letters."""
    return frozenset(user.id for user in users() if user.active and may(user.role, Permission.KEEP_LETTERS))


def source_of_version(key: str, version_id: int | None) -> str:
    """The text of one version, or of the shipped letter (None), to be compared with another."""
    return shipped_source(key) if version_id is None else _source(version_id)


@cache
def shipped_source(key: str) -> str:
    """The shipped wording of a letter as its TOML text; NotFound when the program ships no such letter."""
    return source_of(_shipped(key))


def is_shipped(key: str) -> bool:
    """Whether the program ships such a letter or paper."""
    return in_stock(key)


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
    """Of each letter the own version whose day came last, in use or retired; of two of one day the later written."""
    query = LetterTemplate.select(*_COLUMNS).where(LetterTemplate.state.in_([WordingState.IN_USE, WordingState.RETIRED])
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
