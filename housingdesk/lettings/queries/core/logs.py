"""Reads the logs of lettings as rows: whether one is needed, why, and where it stands with the service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.errors import NotFound
from housingdesk.lettings.models import CoreLog
from housingdesk.lettings.rules.core.confirming import Confirmed, read_confirmed, read_mended
from housingdesk.lettings.rules.words import CoreState
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.rules import TenancyKind

NOT_SENT = (CoreState.OPEN, CoreState.RETURNED)


@dataclass(frozen=True, slots=True)
class CoreLogRow:
    """A log with whose it is. ``mended`` are answers put right in it, by field; ``file_id`` the last file it was put in."""

    id: int
    version: int
    tenancy_id: int
    sign_up_id: int | None
    collection: str
    starts_on: date
    state: CoreState
    why: str
    mended: Mapping[str, str]
    confirmed: tuple[Confirmed, ...]
    file_id: int | None
    reference: str
    names: str
    address: str
    kind: TenancyKind

    @property
    def needed(self) -> bool:
        """Whether the letting needs a log."""
        return self.state is not CoreState.NOT_NEEDED

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent."""
        return self.state in NOT_SENT


_COLUMNS = (CoreLog.id, CoreLog.version, CoreLog.tenancy, CoreLog.sign_up, CoreLog.collection, CoreLog.starts_on, CoreLog.state,
            CoreLog.why, CoreLog.mended, CoreLog.confirmed, CoreLog.file, Tenancy.reference, Tenancy.names, Tenancy.address,
            Tenancy.kind)


def _rows(where: Any) -> list[CoreLogRow]:
    found: Any = (CoreLog.select(*_COLUMNS).join(Tenancy).where(where).order_by(CoreLog.starts_on, CoreLog.id).tuples())
    return [_row(row) for row in found]


def _row(row: Sequence[Any]) -> CoreLogRow:
    cells = [*row]
    cells[8], cells[9] = read_mended(row[8]), read_confirmed(row[9])
    return CoreLogRow(*cells)


def core_logs(first: date, last: date) -> list[CoreLogRow]:
    """The logs of lettings that begin from one day to another, the earliest first, those that are not needed among them."""
    return _rows(CoreLog.starts_on.between(first, last))


def core_log(log_id: int) -> CoreLogRow:
    """One log; NotFound if there is none."""
    found = _rows(CoreLog.id == log_id)
    if not found:
        raise NotFound("This CORE log is no longer there")
    return found[0]


def core_log_of(tenancy_id: int) -> CoreLogRow | None:
    """The log of an agreement; None where none was opened."""
    found = _rows(CoreLog.tenancy == tenancy_id)
    return found[0] if found else None


def logs_in_file(file_id: int) -> list[CoreLogRow]:
    """The logs whose last file this is."""
    return _rows(CoreLog.file == file_id)


@dataclass(frozen=True, slots=True)
class NoLogRow:
    """An agreement that began and has no log, and nobody said that it needs none."""

    tenancy_id: int
    reference: str
    names: str
    address: str
    starts_on: date


def without_log(first: date, last: date) -> list[NoLogRow]:
    """Agreements for homes that began from one day to another and have no log; one statement."""
    rows: Any = (Tenancy.select(Tenancy.id, Tenancy.reference, Tenancy.names, Tenancy.address, Tenancy.starts_on)
                 .join(CoreLog, "LEFT OUTER JOIN", on=(CoreLog.tenancy == Tenancy.id))
                 .where(Tenancy.starts_on.between(first, last) & CoreLog.id.is_null() & (Tenancy.kind != TenancyKind.CONTRACT))
                 .order_by(Tenancy.starts_on, Tenancy.id).tuples())
    return [NoLogRow(*row) for row in rows]
