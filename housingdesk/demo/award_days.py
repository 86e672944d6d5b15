"""Awards of the made-up association: what each office decided for everybody whom benefit helps, rise after rise.

Claims that were written day by day keep their course; whoever has benefit and no claim in the books gets one that was decided
long ago. A claim whose money stopped is suspended.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.benefits.rules.expected.derived import Part, from_parts
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.demo.population import Association
from housingdesk.demo.tenures import Tenancy
from housingdesk.rent.rules.words import Frequency, Payer
from housingdesk.tenancies.rules import BenefitRoute
from housingdesk.values.dates import add_months

_KINDS = {BenefitRoute.HB_EXEMPT: ClaimKind.HB_SUPPORTED, BenefitRoute.HB_TEMPORARY: ClaimKind.HB_TEMPORARY,
          BenefitRoute.HB_PENSION: ClaimKind.HB}
_TOLD_BEFORE = timedelta(24)
_PAID_AFTER = 6


@dataclass(frozen=True, slots=True)
class Awarded:
    """One agreement's claim with its awards: (start, end, pence, told on), pence a week or, of the DWP, a month."""

    tenancy_id: int
    payer: Payer
    kind: ClaimKind
    council_id: int | None
    reference: str
    starts: date
    decided_on: date
    awards: tuple[tuple[date, date | None, int, date], ...]
    assessment_day: int | None
    stopped_on: date | None


def awarded(association: Association, tenancies: Sequence[int], councils: Sequence[int], today: date) -> Iterator[Awarded]:
    """Everybody who has benefit today, in the order of the plan."""
    for tenancy in association.current(today):
        award = tenancy.award
        if award is None or award.decided_on > today:
            continue
        rows = tuple(_awards(tenancy, award.payer, award.decided_on))
        conduct = association.conducts[tenancy.key - 1]
        stopped = next((start for start, end in conduct.benefit_gaps if start <= today and (end is None or today < end)), None)
        uc = award.payer is Payer.UC
        kind = ClaimKind.UC if uc else _KINDS.get(award.route, ClaimKind.HB)
        if rows:
            yield Awarded(tenancies[tenancy.key - 1], award.payer, kind,
                          None if uc else councils[association.council(tenancy) - 1], award.claim_reference, award.start,
                          award.decided_on, rows, assessment_day(conduct.uc_day) if uc else None, stopped)


def assessment_day(pay_day: int) -> int:
    """The day of the month on which the periods begin that are paid on a day of it: six days before.

    >>> assessment_day(14), assessment_day(3)
    (8, 28)
    """
    return pay_day - _PAID_AFTER if pay_day > _PAID_AFTER else pay_day - _PAID_AFTER + 31


def _awards(tenancy: Tenancy, payer: Payer, decided_on: date) -> Iterator[tuple[date, date | None, int, date]]:
    """What the payer's part of the charges came to, stretch by stretch; a rise is decided some weeks before its day."""
    found = from_parts(list(_parts(tenancy, payer)), None, charged_monthly=tenancy.frequency is Frequency.MONTHLY,
                       award_monthly=payer is Payer.UC)
    for place, paid in enumerate(found):
        told = decided_on if place == 0 else max(decided_on, paid.start - _TOLD_BEFORE)
        yield paid.start, paid.end, paid.pence, told


def _parts(tenancy: Tenancy, payer: Payer) -> Iterator[Part]:
    for charge in tenancy.charges:
        line = charge.line
        edges = sorted({line.start, *(share.start for share in line.shares if share.start > line.start)})
        for start, end in zip(edges, [*edges[1:], line.end], strict=True):
            pence = sum(pence for who, pence in charge.parts(start) if who is payer)
            if pence and (end is None or start < end):
                yield Part(pence, start, end)


def asked_by(stopped_on: date) -> date:
    """The last day for what an office asked for when it stopped paying."""
    return add_months(stopped_on, 1)


def without(rows: Iterable[Awarded], tenancy_ids: set[int]) -> list[Awarded]:
    """Those whose agreement is not among these."""
    return [row for row in rows if row.tenancy_id not in tenancy_ids]
