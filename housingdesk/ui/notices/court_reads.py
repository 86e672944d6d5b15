"""What the court page shows, read at once: the agreement, its notice, the checklist, the hearing, the bundle, the eviction."""

from datetime import date

from housingdesk.errors import Refused
from housingdesk.holds import queries as hold_queries
from housingdesk.holds.rules import Stop
from housingdesk.notices.queries import bundle, evictions, protocol, recorded_steps
from housingdesk.notices.queries.bundle import BundlePlan
from housingdesk.notices.queries.cases import CaseRow, case, cases, cases_of
from housingdesk.notices.queries.evictions import EvictionRow, TodoRow
from housingdesk.notices.queries.recorded_steps import HearingRow, StepRow
from housingdesk.notices.rules.court import Deadline
from housingdesk.notices.rules.protocol import ProtocolCheck, verdict
from housingdesk.notices.rules.states import State
from housingdesk.tenancies.queries.agreements import TenancyRow, tenancy
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref


@frozen
class CourtHead:
    """Whose court page it is. ``case`` is the notice that it is about; None where none was served."""

    tenancy: TenancyRow
    case: CaseRow | None
    eviction: EvictionRow | None
    stopped: tuple[str, ...]


@frozen
class Line:
    """A line of a table: its number, and what it is about."""

    id: int
    row: object


@frozen
class ChecklistFacts:
    """The steps with how they stand; ``why_not`` says why there is no checklist."""

    checks: tuple[ProtocolCheck, ...]
    verdict: str
    why_not: str


@frozen
class HearingFacts:
    """The next hearing, or the last one, and each last day with the line that shows that it was done."""

    hearing: HearingRow | None
    days: tuple[tuple[Deadline, StepRow | None], ...]


@frozen
class EvictionFacts:
    """The notice of eviction that stands, or the last one, and what is to be done before its day."""

    row: EvictionRow | None
    todos: tuple[TodoRow, ...]
    stopped: str


@frozen
class CourtCase:
    """An agreement on its way to a court: who, with what, what comes next and when, and what opens it."""

    names: str
    about: str
    following: str
    on: date
    facts: tuple[tuple[str, int], ...]


def court_cases(on: date) -> list[CourtCase]:
    """Evictions to come, hearings to come, and the notices that were served and lead to a court, the next day first."""
    found = [CourtCase(tenancy(row.tenancy_id).names, f"{row.court}, {row.claim_number}", f"Eviction {row.when}",
                       row.executes_on, (("eviction_id", row.id),)) for row in evictions.standing()]
    found += [CourtCase(tenancy(tenancy_id).names, court, "Hearing", day, (("tenancy_id", tenancy_id),))
              for tenancy_id, day, court in recorded_steps.coming_hearings(on)]
    for row in cases(State.SERVED):
        if row.standing(on) is State.SERVED and row.printed_on is not None and protocol.goes_to_court(row, on):
            found.append(CourtCase(row.names, row.words, *_following(row.printed_on, row.last_issue_on, on),
                                   (("case_id", row.id),)))
    return sorted(found, key=lambda one: (one.on, one.names))


def _following(printed_on: date, last: date | None, on: date) -> tuple[str, date]:
    """What comes next of a served notice, and its day."""
    if on < printed_on:
        return "The date on the notice", printed_on
    return ("Last day to go to court", last) if last is not None else ("The notice ran out: decide what comes next", printed_on)


def court_head(case_id: int | None, tenancy_id: int | None, eviction_id: int | None, on: date) -> CourtHead:
    """The head, from a notice, an agreement or a notice of eviction: the newest notice that may lead to a court."""
    found = evictions.eviction(eviction_id) if eviction_id else None
    chosen = case(case_id) if case_id else None
    row = tenancy(chosen.tenancy_id if chosen else found.tenancy_id if found else tenancy_id or 0)
    standing = [one for one in evictions.evictions_of(row.id) if one.stands]
    return CourtHead(row, chosen or _newest(row.id, on), standing[0] if standing else None,
                     tuple(protocol.stops_claim(row.id, on)))


def _newest(tenancy_id: int, on: date) -> CaseRow | None:
    served = [one for one in cases_of(tenancy_id) if one.state is State.SERVED and protocol.goes_to_court(one, on)]
    return served[0] if served else None


def checklist_facts(case_id: int, on: date) -> ChecklistFacts:
    """The checklist of a notice today."""
    try:
        checks = tuple(protocol.protocol_checks(case(case_id), on))
    except Refused as error:
        return ChecklistFacts((), "", str(error))
    return ChecklistFacts(checks, verdict(checks), "")


def hearing_facts(tenancy_id: int, on: date) -> HearingFacts:
    """The next hearing and its days; when there is none, the last one."""
    found = recorded_steps.next_hearing(tenancy_id, on) or next(iter(recorded_steps.hearings(tenancy_id)), None)
    if found is None:
        return HearingFacts(None, ())
    days = recorded_steps.hearing_deadlines(found)
    return HearingFacts(found, tuple((one, recorded_steps.done_before(found, one.key)) for one in days))


def bundle_facts(case_id: int, on: date) -> BundlePlan | str:
    """What a bundle can hold, or why there can be none."""
    try:
        return bundle.plan(case_id, on)
    except Refused as error:
        return str(error)


def eviction_facts(tenancy_id: int, on: date) -> EvictionFacts:
    """The notice of eviction and what it asks for."""
    rows = evictions.evictions_of(tenancy_id)
    row = next((one for one in rows if one.stands), rows[0] if rows else None)
    held = hold_queries.stopping([Stop.ENFORCEMENT], on, Ref("tenancy", tenancy_id))
    return EvictionFacts(row, tuple(evictions.todo_rows(row)) if row is not None and row.stands else (),
                         held.stopped if held is not None else "")
