"""The key register: every set of keys, where it is now, and which have not come back by the day they should."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from housingdesk.properties.models import KeyMove, KeySet, Space
from housingdesk.properties.rules.safety import KeyHolder, is_out
from housingdesk.values.text import fold

MOST = 500
"""So many sets the register shows at once; a word typed above it finds the others."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A set of keys and where it is. ``since`` None: it was never given out; ``given`` is how many keys of it went."""

    id: int
    version: int
    space_id: int
    address: str
    tag: str
    what: str
    count: int
    note: str
    ended_on: date | None
    move_id: int | None
    since: date | None
    holder: KeyHolder
    whom: str
    given: int
    due_back_on: date | None

    @property
    def where(self) -> str:
        """With whom it is, in words."""
        words = str(self.holder).capitalize()
        return f"{words}, {self.whom}" if self.whom else words

    @property
    def is_out(self) -> bool:
        """Whether it is with somebody who brings it back."""
        return is_out(self.holder)

    def is_overdue(self, on: date) -> bool:
        """Whether it should be back by now."""
        return self.due_back_on is not None and self.due_back_on < on and self.is_out


@dataclass(frozen=True, slots=True)
class KeyMoveRow:
    """A set went to somebody or came back."""

    id: int
    version: int
    on: date
    holder: KeyHolder
    whom: str
    count: int
    due_back_on: date | None
    note: str
    recorded_at: datetime
    recorded_by: str


def keys_of(space_id: int) -> tuple[KeyRow, ...]:
    """The sets of keys of a home that are on the register, by tag."""
    return tuple(_rows((KeySet.space == space_id) & KeySet.ended_on.is_null()))


def key_set(key_set_id: int) -> KeyRow | None:
    """One set, also one that is off the register; None when there is none."""
    return next(iter(_rows(KeySet.id == key_set_id)), None)


def register(text: str = "", show: Sequence[str] = (), on: date | None = None) -> list[KeyRow]:
    """The register: ``show`` of "out", "overdue", "lost", "office" narrows it, ``text`` too; at most ``MOST``, by tag."""
    move = _last()
    where = KeySet.ended_on.is_null()
    holder = fn.COALESCE(move.holder, str(KeyHolder.OFFICE))
    if "out" in show:
        where &= holder.in_([str(one) for one in KeyHolder if is_out(one)])
    if "overdue" in show and on is not None:
        where &= holder.in_([str(one) for one in KeyHolder if is_out(one)]) & (move.due_back_on < on)
    if "lost" in show:
        where &= holder == str(KeyHolder.LOST)
    if "office" in show:
        where &= holder == str(KeyHolder.OFFICE)
    rows = _rows(where, None if text.strip() else MOST, move)
    typed = fold(text)
    return [row for row in rows if typed in fold(f"{row.tag} {row.address} {row.whom} {row.what}")][:MOST]


def moves_of(key_set_id: int) -> list[KeyMoveRow]:
    """Where a set has been, the newest first."""
    rows: Any = (KeyMove.select(KeyMove.id, KeyMove.version, KeyMove.on, KeyMove.holder, KeyMove.whom, KeyMove.count,
                                KeyMove.due_back_on, KeyMove.note, KeyMove.recorded_at, KeyMove.recorded_by)
                 .where((KeyMove.key_set == key_set_id) & (KeyMove.removed == ""))
                 .order_by(KeyMove.on.desc(), KeyMove.id.desc()).tuples())
    return [KeyMoveRow(*row) for row in rows]


def _last() -> Any:
    return KeyMove.alias("last_move")


def _rows(where: Any, limit: int | None = None, move: Any = None) -> list[KeyRow]:
    """Sets with their last move: the latest day, and of one day the one recorded last."""
    move = _last() if move is None else move
    inner = KeyMove.alias("other_move")
    newest = (inner.select(inner.id).where((inner.key_set == KeySet.id) & (inner.removed == ""))
              .order_by(inner.on.desc(), inner.id.desc()).limit(1))
    query = (KeySet.select(KeySet.id, KeySet.version, KeySet.space, Space.address, Space.label, KeySet.tag, KeySet.what,
                           KeySet.count, KeySet.note, KeySet.ended_on, move.id, move.on, move.holder, move.whom, move.count,
                           move.due_back_on)
             .join(Space, on=(KeySet.space == Space.id)).switch(KeySet)
             .join(move, JOIN.LEFT_OUTER, on=(move.id == newest)).where(where).order_by(KeySet.tag, KeySet.id))
    rows: Any = query.limit(limit).tuples() if limit else query.tuples()
    return [KeyRow(i, version, space, address or label, tag, what, count, note, ended, move_id, since,
                   KeyHolder(holder) if holder else KeyHolder.OFFICE, whom or "", given or 0, back)
            for i, version, space, address, label, tag, what, count, note, ended, move_id, since, holder, whom, given, back
            in rows]
