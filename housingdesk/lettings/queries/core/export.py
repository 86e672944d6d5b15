"""What an upload file of a stretch of days would hold, and what is left out of it and why. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.errors import Refused
from housingdesk.lettings.core_stock import catalogue
from housingdesk.lettings.queries.core.logs import CoreLogRow, NoLogRow, core_logs, without_log
from housingdesk.lettings.queries.core.state import CoreStatus, state_of_log
from housingdesk.lettings.rules.core.catalogue import Catalogue
from housingdesk.lettings.rules.core.duplicates import duplicates
from housingdesk.lettings.rules.core.writing import write_upload
from housingdesk.lettings.rules.quarters import collection_of
from housingdesk.lettings.rules.words import CoreState
from housingdesk.values.dates import format_date

_SENT = {CoreState.SENT: "It was sent already and the service has not answered. Put in the answer first",
         CoreState.ACCEPTED: "The service has it already"}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A log that the file does not hold, and why, in sentences without their full stops."""

    row: CoreLogRow
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoreExport:
    """Logs for a file in the order of their starts, what is left out, and what the service will ask to be confirmed."""

    year: Catalogue
    first: date
    last: date
    ready: tuple[CoreStatus, ...]
    left_out: tuple[LeftOut, ...]
    not_needed: tuple[CoreLogRow, ...]
    no_log: tuple[NoLogRow, ...]

    @property
    def to_confirm(self) -> int:
        """How many questions the service will ask the user to confirm."""
        return sum(len(status.to_confirm) for status in self.ready)

    @property
    def ids(self) -> tuple[int, ...]:
        """The logs of the file."""
        return tuple(status.row.id for status in self.ready if status.row is not None)

    def data(self) -> bytes:
        """The file as the service takes it (core-lettings §2); Refused when there is nothing to write."""
        if not self.ready:
            raise Refused("There is no log that can be sent. Look at what is left out, and why")
        return write_upload(self.year, [status.log for status in self.ready if status.log is not None])


def export_of(first: date, last: date, on: date) -> CoreExport:
    """What a file made today would hold of the lettings that begin from one day to another.

    Refused when the days are of two collection years, or the service takes no new logs of theirs.
    """
    year = _year(first, last, on)
    rows = core_logs(first, last)
    states = [(row, state_of_log(row, on)) for row in rows if row.waits]
    ready, left = _parted(states)
    left += [LeftOut(row, (_SENT[row.state],)) for row in rows if row.state in _SENT]
    return CoreExport(year, first, last, tuple(ready), tuple(sorted(left, key=lambda one: (one.row.starts_on, one.row.id))),
                      tuple(row for row in rows if not row.needed), tuple(without_log(first, last)))


def _year(first: date, last: date, on: date) -> Catalogue:
    if last < first:
        raise Refused(f"{format_date(first)} is after {format_date(last)}. Put the earlier day first")
    if collection_of(first) != collection_of(last):
        raise Refused(f"{format_date(first)} and {format_date(last)} are in two collection years. Make a file for each")
    year = catalogue(collection_of(first))
    if not year.takes_new(on):
        raise Refused(f"The service takes new logs of {year.collection} from {format_date(year.first)} until before "
                      f"{format_date(year.new_logs_until)}. Ask its helpdesk")
    return year


def _parted(states: Sequence[tuple[CoreLogRow, CoreStatus]]) -> tuple[list[CoreStatus], list[LeftOut]]:
    ready = [status for _, status in states if status.ready]
    left = [LeftOut(row, why_not(status)) for row, status in states if not status.ready]
    twice = {place for place, _ in duplicates([status.log for status in ready if status.log is not None])}
    left += [LeftOut(status.row, ("Another log is the same letting: give each its own reference",))
             for place, status in enumerate(ready) if place in twice and status.row is not None]
    return [status for place, status in enumerate(ready) if place not in twice], left


def why_not(status: CoreStatus) -> tuple[str, ...]:
    """Why a log cannot be sent, in sentences; none for one that can."""
    if status.log is None:
        return (status.why,)
    found = tuple(dict.fromkeys(problem.sentence for problem in status.stopping))
    missing = status.needed - status.done
    if not found and missing:
        return (f"{missing} answer{'s are' if missing > 1 else ' is'} missing",)
    return found
