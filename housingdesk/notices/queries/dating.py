"""From how and when a notice goes to its dates, with the arithmetic; by the law that holds on the day of service."""

from dataclasses import dataclass
from datetime import date, time

from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.queries.judging import periods_of, regime_on
from housingdesk.notices.rules.answered import day_of, number_of
from housingdesk.notices.rules.asked import Asked, Dates
from housingdesk.notices.rules.dates import work_out
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.questions import clause_of
from housingdesk.notices.rules.service import Served, served
from housingdesk.notices.rules.steps import Step
from housingdesk.notices.stock import shipped_pack
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.words import AccountKind
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.queries import agreements


@dataclass(frozen=True, slots=True)
class Plan:
    """How a notice goes and what dates follow; ``steps`` is the arithmetic, one line after the other."""

    method: Method
    sent_on: date
    served: Served
    dates: Dates

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every line of the arithmetic."""
        return (*self.served.steps, *self.dates.steps)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to be careful about."""
        return (*self.served.cautions, *self.dates.cautions)


def service_of(case: CaseRow, method: Method, sent_on: date, at: time | None = None) -> Served:
    """When the notice counts as served by the agreement's own clause; Refused when the clause does not allow the method."""
    rule = shipped_pack().notice(case.notice, regime_on(case.tenancy_id, sent_on), sent_on).rule
    holidays = frozenset(settings_queries.values(sent_on)["calendar.extra_holidays"])
    return served(method, sent_on, clause_of(case.answers), rule, at=at, extra_holidays=holidays)


def plan(case: CaseRow, method: Method, sent_on: date, proposed_on: date | None = None) -> Plan:
    """The dates of a notice that goes like this; Refused for a date that is too early, naming the earliest good one."""
    service = service_of(case, method, sent_on)
    return Plan(method, sent_on, service, dates_of(case, service.on, proposed_on))


def dates_of(case: CaseRow, served_on: date, proposed_on: date | None = None) -> Dates:
    """The dates that follow from a day of service."""
    row, pack, law = agreements.tenancy(case.tenancy_id), shipped_pack(), regime_on(case.tenancy_id, served_on)
    accounts = account_queries.accounts_of(case.tenancy_id)
    main = next((a for a in accounts if a.kind in (AccountKind.RENT, AccountKind.GARAGE)), None)
    return work_out(Asked(
        notice=pack.notice(case.notice, law, served_on), regime=law, served_on=served_on, periods=periods_of(main),
        grounds=pack.cited(case.grounds, law) if case.grounds else (), fixed_term_ends=row.fixed_until,
        started_on=row.starts_on, last_increase_on=day_of(case.answers.get("last_increase")), proposed_on=proposed_on,
        agreed_days=number_of(case.answers.get("agreed_days")), charges=bool(number_of(case.answers.get("charges")))))
