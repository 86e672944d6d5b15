"""Reads what councils may nominate to, by when they are answered, and their share of lettings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from housingdesk.lettings.models import Applicant, NominationRight, SignUp
from housingdesk.lettings.rules.nominations import Share, answer_day
from housingdesk.lettings.rules.words import Source
from housingdesk.properties import queries as property_queries
from housingdesk.properties.models import Council, Space
from housingdesk.properties.rules import NON_RESIDENTIAL
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.models import Occupancy, Tenancy
from housingdesk.voids.models import Void
from housingdesk.voids.rules.words import VoidCategory


@dataclass(frozen=True, slots=True)
class RightRow:
    """What a council may nominate to; ``scheme`` is empty where it holds for all its area."""

    id: int
    version: int
    council_id: int
    council: str
    scheme_id: int | None
    scheme: str
    percent: int
    first_lets_percent: int
    working_days: int
    answer_working_days: int
    start: date
    end: date | None
    source: str

    def on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.start <= day and (self.end is None or day < self.end)


def rights() -> list[RightRow]:
    """Every agreement with a council, by council, the newest first."""
    scheme = Space.alias()
    rows: Any = (NominationRight.select(NominationRight.id, NominationRight.version, NominationRight.council, Council.name,
                                        NominationRight.scheme, fn.COALESCE(scheme.label, ""), NominationRight.percent,
                                        NominationRight.first_lets_percent, NominationRight.working_days,
                                        NominationRight.answer_working_days, NominationRight.start, NominationRight.end,
                                        NominationRight.source).join(Council).switch(NominationRight)
                 .join(scheme, JOIN.LEFT_OUTER, on=(NominationRight.scheme == scheme.id))
                 .order_by(Council.name, NominationRight.start.desc(), NominationRight.id.desc()).tuples())
    return [RightRow(*row) for row in rows]


def right_on(council_id: int, on: date, scheme_id: int | None = None) -> RightRow | None:
    """The agreement in force with a council: that of the scheme, else the one for all its area; None without one."""
    found = [row for row in rights() if row.council_id == council_id and row.on(on) and row.scheme_id in (None, scheme_id)]
    return next((row for row in found if row.scheme_id is not None), found[0] if found else None)


def answer_by(council_id: int | None, received_on: date, scheme_id: int | None = None) -> date:
    """By when a nomination that came on a day is answered: as the agreement says, else as the association does it."""
    right = None if council_id is None else right_on(council_id, received_on, scheme_id)
    days = int(settings_queries.value("lettings.nomination_answer_days", received_on))
    return answer_day(received_on, right.answer_working_days if right is not None else days,
                      settings_queries.extra_holidays(received_on))


def council_of_spaces() -> dict[int, int | None]:
    """The council of every space: its own, else that of what it stands in. One statement."""
    rows = {row.id: row for row in property_queries.tree()}

    def council(space_id: int | None) -> int | None:
        while space_id is not None:
            row = rows[space_id]
            if row.council_id is not None:
                return row.council_id
            space_id = row.parent_id
        return None

    return {space_id: council(space_id) for space_id in rows}


def share_since(on: date) -> date:
    """From when shares are counted: the first of April on or before a day."""
    return date(on.year if on >= date(on.year, 4, 1) else on.year - 1, 4, 1)


def shares(on: date) -> list[Share]:
    """Every council's share of the lettings in its area since the first of April, by name."""
    since, council_of = share_since(on), council_of_spaces()
    lettings = list(_lettings(since, on))
    return [_share(row.id, row.name, since, on, [one for one in lettings if council_of.get(one[0]) == row.id])
            for row in property_queries.councils()]


def share(council_id: int, on: date) -> Share | None:
    """One council's; None when it is no council of ours."""
    names = {row.id: row.name for row in property_queries.councils()}
    return next((one for one in shares(on) if one.council == names.get(council_id)), None)


_Letting = tuple[int, Source | None, int | None, bool]


def _lettings(since: date, on: date) -> Iterator[_Letting]:
    """Each letting of a home in a stretch: the home, how they came, who nominated them, and whether it was a first one."""
    rows: Any = (Tenancy.select(Occupancy.space, Applicant.source, Applicant.council, Void.category)
                 .join(Occupancy, on=((Occupancy.tenancy == Tenancy.id) & (Occupancy.start == Tenancy.starts_on)))
                 .join(Space, on=(Occupancy.space == Space.id))
                 .switch(Tenancy).join(SignUp, JOIN.LEFT_OUTER, on=(SignUp.tenancy == Tenancy.id))
                 .join(Applicant, JOIN.LEFT_OUTER, on=(SignUp.applicant == Applicant.id))
                 .switch(SignUp).join(Void, JOIN.LEFT_OUTER, on=(SignUp.void == Void.id))
                 .where((Tenancy.starts_on >= since) & (Tenancy.starts_on <= on) & Space.kind.not_in(list(NON_RESIDENTIAL)))
                 .tuples())
    for space_id, source, council_id, category in rows:
        yield space_id, None if source is None else Source(source), council_id, category == VoidCategory.NEW_BUILD


def _share(council_id: int, name: str, since: date, on: date, lettings: Sequence[_Letting]) -> Share:
    right = right_on(council_id, on)
    known = [one for one in lettings if one[1] is not None and one[1] is not Source.TRANSFER]
    own = [one for one in known if one[1] is Source.NOMINATION and one[2] == council_id]
    return Share(name, since, sum(not one[3] for one in known), sum(not one[3] for one in own),
                 right.percent if right else None, sum(one[3] for one in known), sum(one[3] for one in own),
                 right.first_lets_percent if right else None, sum(one[1] is None for one in lettings))
