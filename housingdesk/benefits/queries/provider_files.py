"""Provider files as rows: papers and how they stand, rents agreed, homes whose charge left them, and what a claim has of it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from housingdesk.benefits.models import AgreedRent, Claim, ProviderFile, ProviderPaper
from housingdesk.benefits.rules.agreed_rent import Agreed, Charged, Leaving, leaves
from housingdesk.benefits.rules.claims import LIVE
from housingdesk.benefits.rules.provider_file import FileDraft, Held, KindStanding, PaperState, completeness, standings
from housingdesk.benefits.rules.words import ClaimKind, ProviderPaperKind
from housingdesk.errors import NotFound
from housingdesk.properties.models import Council, Space
from housingdesk.rent.models import Account, ChargeLine
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.rent.rules.words import AccountKind, Frequency
from housingdesk.tenancies.models import Occupancy, Tenancy
from housingdesk.tenancies.queries.agreements import occupancy_on
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

_DAY = timedelta(1)


@frozen
class ProviderPaperRow:
    """One paper of a file; ``last_day`` is the last one on which it holds."""

    id: int
    version: int
    file_id: int
    kind: ProviderPaperKind
    title: str
    start: date | None
    last_day: date | None
    needed: bool
    document_id: int | None


@frozen
class AgreedRow:
    """A rent that the council agreed, pence a week; ``space_id`` None and no ``address``: for every home of the scheme."""

    id: int
    version: int
    file_id: int
    space_id: int | None
    address: str
    rent_pence: int
    eligible_pence: int
    start: date
    last_day: date | None
    letter_on: date | None
    document_id: int | None


@frozen
class ProviderFileRow:
    """The file of a scheme at a council, with its papers and the rents agreed, the newest first."""

    id: int
    version: int
    scheme_id: int
    scheme: str
    council_id: int
    council: str
    accepted_on: date | None
    review_on: date | None
    supporter: str
    hours_week: str
    support_said: str
    note: str
    papers: tuple[ProviderPaperRow, ...] = ()
    rents: tuple[AgreedRow, ...] = ()

    def draft(self) -> FileDraft:
        """What is known, to be changed."""
        return FileDraft(self.supporter, self.hours_week, self.support_said, self.accepted_on, self.review_on, self.note)

    def standings(self, on: date) -> tuple[KindStanding, ...]:
        """How each kind of paper stands on a day."""
        held = [Held(one.kind, one.start, one.last_day, one.needed, one.document_id is not None) for one in self.papers]
        letters = [Held(ProviderPaperKind.AGREED, one.start, one.last_day, scanned=True) for one in self.rents
                   if one.document_id is not None]
        return standings([*held, *letters], on)

    def said(self, on: date) -> str:
        """The file in one sentence."""
        return completeness(self.standings(on))

    def agreed(self) -> tuple[Agreed, ...]:
        """The rents agreed, as the rules read them."""
        return tuple(Agreed(one.rent_pence, one.eligible_pence, one.start,
                            None if one.last_day is None else one.last_day + _DAY, one.space_id) for one in self.rents)


@frozen
class RentAlarm:
    """A home whose charge left the agreed rent, or will within two months."""

    file_id: int
    account_id: int
    tenancy_id: int
    names: str
    space_id: int
    address: str
    leaving: Leaving


@frozen
class ProviderDue:
    """One thing to do about a provider file, with the day it is due."""

    file: ProviderFileRow
    by: date
    sentence: str


def provider_files() -> tuple[ProviderFileRow, ...]:
    """Every provider file by scheme, with papers and rents."""
    return _files(_select().order_by(Space.sort_key, Space.label))


def provider_file(scheme_id: int, council_id: int) -> ProviderFileRow | None:
    """The file of a scheme at a council, or None."""
    return next(iter(_files(_select().where((ProviderFile.scheme == scheme_id) & (ProviderFile.council == council_id)))), None)


def provider_file_by_id(file_id: int) -> ProviderFileRow:
    """One file; NotFound if there is none."""
    found = _files(_select().where(ProviderFile.id == file_id))
    if not found:
        raise NotFound("This provider file is no longer there")
    return found[0]


def file_of_tenancy(tenancy_id: int, council_id: int | None, on: date) -> ProviderFileRow | None:
    """The file of the scheme in which an agreement has its home on a day, at a council (None: the home’s own)."""
    home = occupancy_on(tenancy_id, on)
    if home is None:
        return None
    place = Space.select(Space.id, Space.scheme, Space.council).where(Space.id == home.space_id).tuples().first()
    if place is None:
        return None
    council = council_id or place[2]
    return provider_file(place[1] or place[0], council) if council is not None else None


def missing_files() -> tuple[tuple[int, str, int, str, int], ...]:
    """Schemes with live claims for supported housing that have no file at that council: ids and names, and how many claims."""
    home, scheme = Space.alias(), Space.alias()
    rows: Any = (Claim.select(home.scheme, scheme.label, Claim.council, Council.name, Claim.id)
                 .join(Council).switch(Claim).join(Occupancy, on=(Occupancy.tenancy == Claim.tenancy) & Occupancy.end.is_null())
                 .join(home, on=(home.id == Occupancy.space)).join(scheme, on=(scheme.id == home.scheme))
                 .where((Claim.kind == ClaimKind.HB_SUPPORTED) & Claim.state.in_(list(LIVE))).tuples())
    there = set(ProviderFile.select(ProviderFile.scheme, ProviderFile.council).tuples())
    found: dict[tuple[int, str, int, str], int] = {}
    for *key, _ in rows:
        if (key[0], key[2]) not in there:
            found[tuple(key)] = found.get(tuple(key), 0) + 1
    return tuple((*key, count) for key, count in sorted(found.items(), key=lambda one: (one[0][1], one[0][3])))


def rent_alarms(files: Sequence[ProviderFileRow], on: date) -> tuple[RentAlarm, ...]:
    """The homes of these files whose charge is not the agreed rent on a day or soon will not be, by address. One statement."""
    by_place = {(one.scheme_id, one.council_id): one for one in files}
    agreed = {one.id: one.agreed() for one in files}
    found = []
    for (account, tenancy, names, space, address, scheme, council), lines in _charged(by_place, on).items():
        file = by_place.get((scheme, council))
        leaving = leaves(lines, agreed[file.id], space, on) if file is not None else None
        if file is not None and leaving is not None:
            found.append(RentAlarm(file.id, account, tenancy, names, space, address, leaving))
    return tuple(found)


def _charged(by_place: Iterable[tuple[int, int]], on: date) -> dict[tuple[Any, ...], list[Charged]]:
    """What is charged, and will be, for each home of these schemes that somebody has on a day."""
    schemes = sorted({scheme for scheme, _ in by_place})
    if not schemes:
        return {}
    rows: Any = (ChargeLine.select(
        Account.id, Tenancy.id, Tenancy.names, Space.id, Space.address, Space.scheme, Space.council, Account.frequency,
        ChargeLine.code, ChargeLine.pence, ChargeLine.start, ChargeLine.end)
        .join(Account).join(Tenancy).join(Occupancy, on=(Occupancy.tenancy == Tenancy.id))
        .join(Space, on=(Space.id == Occupancy.space))
        .where(Space.scheme.in_(schemes) & (Account.kind == AccountKind.RENT) & (Occupancy.start <= on)
               & (Occupancy.end.is_null() | (Occupancy.end > on)) & (Tenancy.ends_on.is_null() | (Tenancy.ends_on >= on))
               & (ChargeLine.end.is_null() | (ChargeLine.end > on)))
        .order_by(Space.sort_key, Account.id, ChargeLine.id).tuples())
    found: dict[tuple[Any, ...], list[Charged]] = {}
    for *key, frequency, code, pence, start, end in rows:
        found.setdefault(tuple(key), []).append(Charged(code, weekly_equivalent(pence, Frequency(frequency)), start, end))
    return found


def due(on: date) -> tuple[ProviderDue, ...]:
    """What is to be done about provider files on a day: papers that lapse or lapsed, reviews, rents that left the agreed."""
    files = provider_files()
    alarms = rent_alarms(files, on)
    return tuple(one for file in files for one in _due_of(file, [alarm for alarm in alarms if alarm.file_id == file.id], on))


def _due_of(file: ProviderFileRow, alarms: Sequence[RentAlarm], on: date) -> Iterable[ProviderDue]:
    for one in file.standings(on):
        if one.state in (PaperState.LAPSED, PaperState.LAPSES):
            yield ProviderDue(file, one.last_day or on, f"{sentence_case(one.kind)}: {one.sentence}")
    if file.review_on is not None and file.review_on <= on:
        yield ProviderDue(file, file.review_on, f"{file.council} looks at {file.scheme} again")
    if alarms:
        first = min(alarms, key=lambda one: one.leaving.since)
        more = f", and {len(alarms) - 1} more homes" if len(alarms) > 2 else ", and one more home" if len(alarms) == 2 else ""
        yield ProviderDue(file, first.leaving.since, f"{first.address}{more}: {first.leaving.sentence}")


def _select() -> Any:
    return (ProviderFile.select(
        ProviderFile.id, ProviderFile.version, ProviderFile.scheme, Space.label, ProviderFile.council, Council.name,
        ProviderFile.accepted_on, ProviderFile.review_on, ProviderFile.supporter, ProviderFile.hours_week,
        ProviderFile.support_said, ProviderFile.note)
        .join(Space, on=(Space.id == ProviderFile.scheme)).join_from(ProviderFile, Council))


def _files(query: Any) -> tuple[ProviderFileRow, ...]:
    rows = list(query.tuples())
    ids = [row[0] for row in rows]
    papers, rents = _papers(ids), _rents(ids)
    return tuple(ProviderFileRow(*[*row, tuple(one for one in papers if one.file_id == row[0]),
                                   tuple(one for one in rents if one.file_id == row[0])]) for row in rows)


def _papers(ids: Sequence[int]) -> list[ProviderPaperRow]:
    rows: Any = (ProviderPaper.select(
        ProviderPaper.id, ProviderPaper.version, ProviderPaper.file, ProviderPaper.kind, ProviderPaper.title,
        ProviderPaper.start, ProviderPaper.end, ProviderPaper.needed, ProviderPaper.document)
        .where(ProviderPaper.file.in_(list(ids))).order_by(ProviderPaper.id.desc()).tuples())
    made = [ProviderPaperRow(*[*row[:6], _last(row[6]), *row[7:]]) for row in rows]
    return sorted(made, key=lambda row: list(ProviderPaperKind).index(row.kind))


def _rents(ids: Sequence[int]) -> list[AgreedRow]:
    rows: Any = (AgreedRent.select(
        AgreedRent.id, AgreedRent.version, AgreedRent.file, AgreedRent.space, Space.address, AgreedRent.rent_pence,
        AgreedRent.eligible_pence, AgreedRent.start, AgreedRent.end, AgreedRent.letter_on, AgreedRent.document)
        .join(Space, "LEFT OUTER JOIN", on=(Space.id == AgreedRent.space)).where(AgreedRent.file.in_(list(ids)))
        .order_by(AgreedRent.start.desc(), AgreedRent.id.desc()).tuples())
    return [AgreedRow(*[*row[:4], row[4] or "", *row[5:8], _last(row[8]), *row[9:]]) for row in rows]


def _last(end: date | None) -> date | None:
    return None if end is None else end - _DAY
