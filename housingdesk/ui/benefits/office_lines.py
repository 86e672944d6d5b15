"""What the offices page reads: every council and part of the DWP with its card, its next runs, and what waits there now."""

from datetime import date

from housingdesk.bank.queries.lumps import LumpRow, waiting_lumps
from housingdesk.benefits.queries.claims import ClaimRow, running_claims
from housingdesk.benefits.queries.offices import OfficeRow, offices
from housingdesk.benefits.queries.overdue import overdue
from housingdesk.benefits.queries.provider_files import ProviderDue, due, missing_files, provider_files
from housingdesk.benefits.rules.liaison import REPORT
from housingdesk.benefits.rules.offices import OFFICE_NAMES, Run, next_runs
from housingdesk.benefits.rules.words import DWP_KINDS, ClaimState, Source
from housingdesk.documents.queries import DocumentRow, documents
from housingdesk.properties.queries import councils
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

_WAITING = (ClaimState.SENT, ClaimState.EVIDENCE)
_DWP = (Source.DWP_MANAGED, Source.DWP_DEDUCTIONS)


@frozen
class OfficeLine:
    """An office on the page. ``id`` is its card's, or less a council's (a source's place) while it has none.

    ``schemes``: the schemes of supported housing there, as scheme, name and how its file stands. ``reports``: the liaison
    reports kept, the newest first.
    """

    id: int
    source: Source
    name: str
    council_id: int | None
    card: OfficeRow | None
    runs: tuple[Run, ...]
    waiting: int
    late: int
    lumps: tuple[LumpRow, ...]
    schemes: tuple[tuple[int, str, str], ...]
    matters: tuple[ProviderDue, ...]
    reports: tuple[DocumentRow, ...]


def office_lines(on: date) -> list[OfficeLine]:
    """Every council by name, then the DWP, then other offices that have a card. A few statements whatever the size."""
    cards = offices()
    by_council = {card.council_id: card for card in cards if card.council_id is not None}
    found = _Around(on)
    lines = [found.line(-row.id, Source.COUNCIL, row.name, row.id, by_council.get(row.id)) for row in councils()]
    others = {card.source: card for card in cards if card.council_id is None}
    wanted = [source for source in Source if source in _DWP or source in others]
    return lines + [found.line(-10_000_000 - place, source, OFFICE_NAMES[source], None, others.get(source))
                    for place, source in enumerate(wanted)]


class _Around:
    """What stands around the offices, read once for all of them."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._claims, self._lumps = running_claims(), waiting_lumps(on)
        self._late = [row.claim for row in overdue(on) if row.at_office]
        self._files, self._missing, self._due = provider_files(), missing_files(), due(on)

    def line(self, line_id: int, source: Source, name: str, council_id: int | None, card: OfficeRow | None) -> OfficeLine:
        """One office with its own part of it."""
        mine = [row for row in self._claims if _belongs(row, source, council_id) and row.state in _WAITING]
        return OfficeLine(
            card.id if card is not None else line_id, source, name, council_id, card,
            next_runs(card.rhythm, self._on, 3) if card is not None else (), len(mine),
            sum(_belongs(row, source, council_id) for row in self._late),
            tuple(one for one in self._lumps if card is not None and card.id == one.office_id),
            tuple(self._schemes(council_id)),
            tuple(one for one in self._due if one.file.council_id == council_id),
            kept_reports(card.id) if source is Source.COUNCIL and card is not None else ())

    def _schemes(self, council_id: int | None) -> list[tuple[int, str, str]]:
        if council_id is None:
            return []
        there = [(file.scheme_id, file.scheme, file.said(self._on)) for file in self._files if file.council_id == council_id]
        return there + [(scheme, name, f"No provider file yet, {count} {'claim' if count == 1 else 'claims'}")
                        for scheme, name, council, _, count in self._missing if council == council_id]


def kept_reports(office_id: int) -> tuple[DocumentRow, ...]:
    """The liaison reports that are kept with an office, the newest first."""
    return tuple(row for row in documents(Ref("office", office_id)) if row.name.startswith(REPORT))


def _belongs(row: ClaimRow, source: Source, council_id: int | None) -> bool:
    """Whether a claim is with an office; what goes to the DWP waits with its Universal Credit part."""
    if council_id is not None:
        return row.council_id == council_id and row.kind not in DWP_KINDS
    return source is Source.DWP_MANAGED and row.kind in DWP_KINDS


def office_sentence(line: OfficeLine) -> str:
    """An office as a screen reader says it."""
    run = f", next run {format_date(line.runs[0].paid_on)}" if line.runs else ""
    return f"{line.name}{run}: {waits(line)}"


def waits(line: OfficeLine) -> str:
    """``"12 claims wait, 3 late; 1 lump without schedule"``."""
    parts = [f"{line.waiting} {'claim waits' if line.waiting == 1 else 'claims wait'}"] if line.waiting else []
    parts += [f"{line.late} late"] if line.late else []
    said = ", ".join(parts)
    lumps = f"{len(line.lumps)} {'lump' if len(line.lumps) == 1 else 'lumps'} without schedule" if line.lumps else ""
    return "; ".join(part for part in (said, lumps) if part) or "nothing waits"


def _status(line: OfficeLine) -> Status:
    if line.card is None:
        return Status.NEUTRAL
    return Status.LATE if line.late else Status.DUE if line.waiting or line.lumps or line.matters else Status.GOOD


def office_columns(today: date) -> tuple[Column, ...]:
    """The office, its next run, what waits there, the next meeting."""
    def run(line: OfficeLine) -> str:
        return format_short(line.runs[0].paid_on, today) if line.runs else "not known"

    return (Column("name", "Office", 210, lambda one: one.name, sort=True, stretch=2,
                   secondary=lambda one: one.card.creditor_number if one.card else "No card yet"),
            Column("run", "Next run", 110, run, secondary=lambda one: _covers(one, today)),
            Column("waits", "There now", 220, waits, status=_status, stretch=2,
                   secondary=lambda one: format_pence(sum(lump.left_pence for lump in one.lumps)) if one.lumps else ""),
            Column("liaison", "Meeting", 90, lambda one: _meeting(one, today)))


def _covers(line: OfficeLine, today: date) -> str:
    return f"up to {format_short(line.runs[0].last_day, today)}" if line.runs else ""


def _meeting(line: OfficeLine, today: date) -> str:
    day = line.card.next_meeting(today) if line.card is not None else None
    return format_short(day, today) if day is not None else ""
