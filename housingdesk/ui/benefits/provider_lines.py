"""What the page of a provider file shows, line by line: papers and how each stands, homes that left the rent, rents agreed."""

from datetime import date

from housingdesk.benefits.queries.provider_files import (
    AgreedRow,
    ProviderFileRow,
    ProviderPaperRow,
    RentAlarm,
    provider_file,
    rent_alarms,
)
from housingdesk.benefits.rules.provider_file import KindStanding, PaperState
from housingdesk.benefits.rules.words import ProviderPaperKind
from housingdesk.properties.queries import SpaceRow, councils, space, tree
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

_STATUS = {PaperState.THERE: Status.GOOD, PaperState.LAPSES: Status.DUE, PaperState.LAPSED: Status.LATE,
           PaperState.NOT_YET: Status.DUE, PaperState.MISSING: Status.LATE, PaperState.NOT_NEEDED: Status.NEUTRAL}


@frozen
class FileLine:
    """One line: a paper (or a kind of which there is none), a rent agreed, or a home whose charge left it."""

    id: int
    what: str
    more: str
    holds: str
    state: str
    status: Status
    kind: ProviderPaperKind | None = None
    paper: ProviderPaperRow | None = None
    rent: AgreedRow | None = None
    alarm: RentAlarm | None = None
    standing: KindStanding | None = None

    @property
    def document_id(self) -> int | None:
        """The kept scan of the paper, or the letter behind the rent."""
        found = self.paper or self.rent
        return found.document_id if found is not None else None


@frozen
class FilePage:
    """A scheme at a council, with its file where there is one, its lines, and its homes to agree a rent for."""

    scheme: SpaceRow
    council_id: int
    council: str
    file: ProviderFileRow | None
    lines: tuple[FileLine, ...]
    homes: tuple[tuple[int, str], ...]


def file_page(scheme_id: int, council_id: int, on: date) -> FilePage:
    """All that the page shows; homes are those that may be let in the scheme."""
    council = next((one.name for one in councils() if one.id == council_id), "")
    file = provider_file(scheme_id, council_id)
    homes = tuple((one.id, one.said) for one in tree(scheme_id) if one.lettable and one.residential)
    return FilePage(space(scheme_id), council_id, council, file, tuple(_lines(file, on)) if file is not None else (), homes)


def _lines(file: ProviderFileRow, on: date) -> list[FileLine]:
    alarms = [_alarm(one, on) for one in rent_alarms([file], on)]
    papers = [line for one in file.standings(on) for line in _of_kind(file, one, on)]
    others = [_paper(one, None, on) for one in file.papers if one.kind is ProviderPaperKind.OTHER]
    return [*papers, *others, *alarms, *(_rent(one, on) for one in file.rents)]


def _of_kind(file: ProviderFileRow, standing: KindStanding, on: date) -> list[FileLine]:
    """The papers of a kind, the newest with how the kind stands; a line that says what is missing where there is none."""
    mine = [one for one in file.papers if one.kind is standing.kind]
    if not mine:
        place = -1 - list(ProviderPaperKind).index(standing.kind)
        return [FileLine(place, sentence_case(standing.kind), "", "", standing.sentence, _STATUS[standing.state], standing.kind,
                         standing=standing)]
    return [_paper(one, standing if number == 0 else None, on) for number, one in enumerate(mine)]


def _paper(paper: ProviderPaperRow, standing: KindStanding | None, on: date) -> FileLine:
    lapsed = paper.last_day is not None and paper.last_day < on
    alone = "Lapsed" if lapsed else "Kept here" if paper.document_id else "No scan"
    words = standing.sentence if standing is not None else alone
    status = _STATUS[standing.state] if standing is not None else Status.NEUTRAL
    return FileLine(paper.id * 4 + 1, sentence_case(paper.kind), paper.title, _span(paper.start, paper.last_day, on), words,
                    status, paper.kind, paper, standing=standing)


def _rent(rent: AgreedRow, on: date) -> FileLine:
    now = rent.start <= on and (rent.last_day is None or rent.last_day >= on)
    words = "Holds now" if now else "Held before" if rent.start <= on else "To come"
    whose = rent.address or f"Every home · {format_pence(rent.eligible_pence)} counts"
    return FileLine(rent.id * 4 + 2, f"{format_pence(rent.rent_pence)} a week agreed", whose,
                    _span(rent.start, rent.last_day, on), words, Status.GOOD if now else Status.NEUTRAL, rent=rent)


def _alarm(alarm: RentAlarm, on: date) -> FileLine:
    late = alarm.leaving.since <= on
    return FileLine(alarm.account_id * 4 + 3, alarm.address, alarm.names, format_pence(alarm.leaving.rent_pence),
                    alarm.leaving.sentence, Status.LATE if late else Status.DUE, alarm=alarm)


def _span(start: date | None, last: date | None, on: date) -> str:
    first = format_short(start, on) if start is not None else ""
    if last is None:
        return f"from {first}" if first else ""
    return f"{first} – {format_short(last, on)}".strip()


def file_sentence(line: FileLine) -> str:
    """A line as a screen reader says it."""
    return ", ".join(part for part in (line.what, line.more, line.holds, line.state) if part)


def file_columns() -> tuple[Column, ...]:
    """What it is, when it holds, how it stands."""
    return (Column("what", "In the file", 240, lambda one: one.what, secondary=lambda one: one.more, stretch=2),
            Column("holds", "Holds", 176, lambda one: one.holds),
            Column("state", "How it stands", 280, lambda one: one.state if one.alarm is None else "Rent is not as agreed",
                   status=lambda one: one.status, secondary=lambda one: one.state if one.alarm is not None else "", stretch=3))


def file_facts(file: ProviderFileRow) -> list[tuple[str, str]]:
    """What is known of the scheme there."""
    rows = [("Support by", file.supporter), ("Hours", file.hours_week),
            ("Accepted", format_date(file.accepted_on) if file.accepted_on else ""),
            ("Looked at again", format_date(file.review_on) if file.review_on else "")]
    return [(name, said) for name, said in rows if said]
