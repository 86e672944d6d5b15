"""Which agreements of the made-up association are on their way to a court, and what was done before each got there."""

from dataclasses import dataclass
from datetime import date, timedelta

from housingdesk.arrears.queries.listing import arrears_list
from housingdesk.diary.rules import NoteKind
from housingdesk.holds.queries import active
from housingdesk.notices.queries.cases import cases_of
from housingdesk.rent.queries.ledger import balance_as_at
from housingdesk.tenancies.queries.agreements import route_on
from housingdesk.tenancies.rules import ASSURED, BenefitRoute, TenancyKind
from housingdesk.values.timeline import Ref

SERVED_BEFORE = timedelta(weeks=6)
LETTERS = (("arrears-1", timedelta(weeks=13)), ("arrears-2", timedelta(weeks=9)))
"""The letters that went, and how long ago."""
EVICTION_AFTER = timedelta(18)
COURT, CLAIM, AT = "County Court at Dalebrook", "M00DL271", "10:30"


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done for a case: how long ago, and what a person wrote of it. ``step``: a step of the protocol."""

    ago: timedelta
    text: str
    step: str = ""
    kind: NoteKind = NoteKind.NOTE


TALKS = (
    Done(timedelta(weeks=14), "Rang about the charge that is behind. Hours were cut; will bring pay slips", kind=NoteKind.CALL),
    Done(timedelta(weeks=10), "Came in. Went through income and spending together; £15 a week was offered",
         kind=NoteKind.OFFICE),
    Done(timedelta(weeks=7), "Nothing came since the agreement. Said that a notice is the next step", kind=NoteKind.VISIT),
    Done(timedelta(10), "Called at the home after the notice. No change; told what a court may do", kind=NoteKind.VISIT))
RECORDED = (
    Done(timedelta(weeks=10), "Income and spending form filled in together; £15 a week was offered and not paid", "affordable"),
    Done(timedelta(weeks=10), "Statements were handed over each quarter at the office; copies are in the paper file",
         "statements"),
    Done(timedelta(weeks=9), "Housing Benefit is paid to us already; what is left is theirs to pay", "direct"),
    Done(timedelta(weeks=9), "Looked at the award together: it is right, and nothing more can be claimed", "benefit"),
    Done(timedelta(weeks=4), "Wrote why the home is asked for, and asked for their circumstances within 14 days",
         "part_3_letter"))
READY = (
    Done(timedelta(weeks=5), "Asked the mediation service; the resident did not answer them", "other_ways"),
    Done(timedelta(6), "No answer came. Weighed with the scheme manager: the claim goes on", "part_3_decision"))
"""What the case that is ready has, and the other one lacks."""


@dataclass(frozen=True, slots=True)
class CourtCases:
    """The agreement whose case is ready, the one whose is not, and the one with a day for an eviction; None where none fits."""

    ready: int | None
    waiting: int | None
    evicted: int | None


def court_cases(on: date) -> CourtCases:
    """From those who have owed long, who have no notice yet, and whom no hold protects."""
    rows = [row for row in arrears_list(on) if not row.former and not cases_of(row.tenancy_id)]
    held = active(on, [Ref("tenancy", row.tenancy_id) for row in rows])
    free = sorted((row for row in rows if str(Ref("tenancy", row.tenancy_id)) not in held),
                  key=lambda row: (-row.position.owed_pence, row.tenancy_id))
    rooms = [row.tenancy_id for row in free if row.tenancy_kind is TenancyKind.LICENCE_PROTECTED
             and _on_benefit(row.tenancy_id, on) and _owed_long(row.account_id, on)]
    homes = [row.tenancy_id for row in free if row.tenancy_kind in ASSURED and row.position.owed_pence > 0]
    return CourtCases(rooms[0] if rooms else None, rooms[1] if len(rooms) > 1 else None, homes[1] if len(homes) > 1 else None)


def _on_benefit(tenancy_id: int, on: date) -> bool:
    route = route_on(tenancy_id, on)
    return route is not None and route.route in (BenefitRoute.HB_EXEMPT, BenefitRoute.HB_TEMPORARY)


def _owed_long(account_id: int, on: date) -> bool:
    """Whether something was owed on every day on which somebody wrote, on the day of service, and today."""
    return all(balance_as_at(account_id, on - ago) > 0 for ago in (*(ago for _, ago in LETTERS), SERVED_BEFORE, timedelta()))
