"""Awards as rows: what a claim pays and paid, from when to when, as its office decided."""

from datetime import date
from typing import Any

from housingdesk.benefits.models import Award, Claim
from housingdesk.benefits.rules.awards import AwardDraft, by_month
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.values.rows import frozen


@frozen
class AwardRow:
    """One award, ``start <= day < end``: pence a week, of the DWP a month."""

    id: int
    version: int
    claim_id: int
    kind: ClaimKind
    start: date
    end: date | None
    pence: int
    rent_used_pence: int | None
    eligible_pence: int | None
    to_landlord: bool
    told_on: date | None
    source: str
    note: str

    @property
    def per(self) -> str:
        """``week`` or ``month``."""
        return "month" if by_month(self.kind) else "week"

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.start <= on and (self.end is None or on < self.end)

    def draft(self) -> AwardDraft:
        """What was recorded, to be recorded again."""
        return AwardDraft(self.start, self.pence, self.end, self.rent_used_pence, self.eligible_pence, self.to_landlord,
                          self.told_on, self.source, self.note)


_COLUMNS = (Award.id, Award.version, Award.claim, Claim.kind, Award.start, Award.end, Award.pence, Award.rent_used_pence,
            Award.eligible_pence, Award.to_landlord, Award.told_on, Award.source, Award.note)


def awards_of(claim_id: int) -> tuple[AwardRow, ...]:
    """The awards of a claim, the newest first."""
    rows: Any = (Award.select(*_COLUMNS).join(Claim).where(Award.claim == claim_id)
                 .order_by(Award.start.desc(), Award.id.desc()).tuples())
    return tuple(AwardRow(*row) for row in rows)


def award_on(claim_id: int, on: date) -> AwardRow | None:
    """The award in force on a day, or None."""
    return next((row for row in awards_of(claim_id) if row.holds(on)), None)


def awards_of_tenancy(tenancy_id: int) -> tuple[AwardRow, ...]:
    """The awards of every claim towards the rent of an agreement, in order of days."""
    rows: Any = (Award.select(*_COLUMNS).join(Claim).where(Claim.tenancy == tenancy_id)
                 .order_by(Award.start, Award.id).tuples())
    return tuple(AwardRow(*row) for row in rows)
