"""The offices that pay benefit, as rows: how each is reached, how it pays, and when its next runs come."""

from datetime import date
from typing import Any

from peewee import JOIN

from housingdesk.benefits.models import Office
from housingdesk.benefits.rules.offices import OFFICE_NAMES, CardDraft, Rhythm, Run, liaison_days
from housingdesk.benefits.rules.offices import next_runs as runs_of
from housingdesk.benefits.rules.words import HowSent, Source
from housingdesk.errors import NotFound
from housingdesk.properties.models import Council
from housingdesk.rent.models import Account
from housingdesk.rent.rules.words import AccountKind
from housingdesk.values.rows import frozen


@frozen
class OfficeRow:
    """An office's card. ``name`` is the council's, or says which part of the DWP; ``control_id``: the account of its lumps."""

    id: int
    version: int
    source: Source
    council_id: int | None
    name: str
    control_id: int | None
    creditor_number: str
    cycle_weeks: int
    first_run_on: date | None
    first_covers_to: date | None
    sends: HowSent
    portal: str
    contact: str
    email: str
    phone: str
    postal_address: str
    next_liaison_on: date | None
    liaison_weeks: int | None
    note: str

    @property
    def rhythm(self) -> Rhythm | None:
        """When it pays; None while nobody has said so."""
        if self.first_run_on is None or self.first_covers_to is None:
            return None
        return Rhythm(self.cycle_weeks, self.first_run_on, self.first_covers_to)

    def next_meeting(self, on: date) -> date | None:
        """The next liaison meeting from a day on; None when none is known."""
        return next(iter(liaison_days(self.next_liaison_on, self.liaison_weeks, on, 1)), None)

    def draft(self) -> CardDraft:
        """What is on the card, to be changed."""
        return CardDraft(self.creditor_number, self.cycle_weeks, self.first_run_on, self.first_covers_to, self.sends,
                         self.portal, self.contact, self.email, self.phone, self.postal_address, self.next_liaison_on,
                         self.liaison_weeks, self.note)


def offices() -> tuple[OfficeRow, ...]:
    """Every office, the councils by name, then the DWP's and the others."""
    rows = [_row(row) for row in _select().tuples()]
    return tuple(sorted(rows, key=lambda row: (row.source is not Source.COUNCIL, list(Source).index(row.source), row.name)))


def office(office_id: int) -> OfficeRow:
    """One office; NotFound if there is none."""
    row = _select().where(Office.id == office_id).tuples().first()
    if row is None:
        raise NotFound("This office is no longer there")
    return _row(row)


def office_of(council_id: int) -> OfficeRow | None:
    """A council's card, or None while it has none."""
    row = _select().where(Office.council == council_id).tuples().first()
    return None if row is None else _row(row)


def meetings(on: date, until: date) -> tuple[tuple[OfficeRow, date], ...]:
    """The liaison meetings from a day up to and including another, the soonest first."""
    found = [(row, row.next_meeting(on)) for row in offices()]
    near = [(row, day) for row, day in found if day is not None and day <= until]
    return tuple(sorted(near, key=lambda both: (both[1], both[0].name)))


def control_of_council(council_id: int) -> int | None:
    """The control account that a council has already, the oldest of several; None where it has none."""
    found: int | None = (Account.select(Account.id).where((Account.council == council_id)
                                                          & (Account.kind == AccountKind.CONTROL))
                         .order_by(Account.id).limit(1).scalar())
    return found


def next_runs(office_id: int, on: date, count: int) -> tuple[Run, ...]:
    """The next ``count`` runs of an office from a day on; none when nobody has said when it pays."""
    return runs_of(office(office_id).rhythm, on, count)


def _select() -> Any:
    return Office.select(
        Office.id, Office.version, Office.source, Office.council, Council.name, Office.control, Office.creditor_number,
        Office.cycle_weeks, Office.first_run_on, Office.first_covers_to, Office.sends, Office.portal, Office.contact,
        Office.email, Office.phone, Office.postal_address, Office.next_liaison_on, Office.liaison_weeks,
        Office.note).join(Council, JOIN.LEFT_OUTER)


def _row(row: Any) -> OfficeRow:
    values = list(row)
    values[4] = values[4] or OFFICE_NAMES.get(values[2], str(values[2]))
    return OfficeRow(*values)
