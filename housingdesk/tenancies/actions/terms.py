"""The trial of a starter tenancy: made longer once with notice, or passed, when the same agreement goes on as assured."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.settings import queries as settings_queries
from housingdesk.tenancies.actions.in_step import AGREEMENT, say_agreement
from housingdesk.tenancies.models import Tenancy
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import TenancyKind, already_ended_sentence
from housingdesk.values.dates import DAY, add_months, format_date


@needs(Permission.KEEP_TENANCIES)
def set_starter_until(act: Act, *, tenancy_id: int, until: date | None, version: int | None = None) -> None:
    """Sets the last day of a starter tenancy’s trial; Refused beyond the months that the Tenancy Standard allows."""
    record, row = as_seen(Tenancy, tenancy_id, version, AGREEMENT), tenancy(tenancy_id)
    if row.kind is not TenancyKind.STARTER:
        raise Refused("Only a starter tenancy has a trial")
    months: int = settings_queries.value("starter.max_months_extended", row.starts_on)
    if until is not None and until > (latest := add_months(row.starts_on, months) - DAY):
        raise Refused(f"A starter tenancy lasts {months} months at most, here to {format_date(latest)}")
    was = row.starter_until
    act.change(record, starter_until=until)
    act.say(f"{say_agreement(tenancy_id)}: the trial runs to {format_date(until) if until else 'the end of its twelve months'}",
            about=("tenancy", tenancy_id))
    act.take_back(set_starter_until, "as it was", tenancy_id=tenancy_id, until=was, version=record.version)


@needs(Permission.KEEP_TENANCIES)
def become_assured(act: Act, *, tenancy_id: int, version: int | None = None) -> None:
    """A starter tenancy goes on as an assured tenancy, under the same agreement."""
    record, row = as_seen(Tenancy, tenancy_id, version, AGREEMENT), tenancy(tenancy_id)
    if row.ends_on is not None:
        raise Refused(already_ended_sentence(row.kind, row.ends_on, act.today))
    if row.kind is not TenancyKind.STARTER:
        raise Refused(f"{say_agreement(tenancy_id)} is no starter tenancy")
    act.change(record, kind=TenancyKind.ASSURED, starter_until=None)
    act.say(f"{say_agreement(tenancy_id)} is an assured tenancy now", about=("tenancy", tenancy_id))
    act.take_back(become_starter, "a starter tenancy again", tenancy_id=tenancy_id, until=row.starter_until,
                  version=record.version)


@needs(Permission.KEEP_TENANCIES)
def become_starter(act: Act, *, tenancy_id: int, until: date | None, version: int | None = None) -> None:
    """Takes back that a starter tenancy became assured."""
    record, row = as_seen(Tenancy, tenancy_id, version, AGREEMENT), tenancy(tenancy_id)
    if row.kind is not TenancyKind.ASSURED:
        raise Refused(f"{say_agreement(tenancy_id)} is no assured tenancy")
    act.change(record, kind=TenancyKind.STARTER, starter_until=until)
    act.say(f"{say_agreement(tenancy_id)} is a starter tenancy again", about=("tenancy", tenancy_id))
    act.take_back(become_assured, "assured again", tenancy_id=tenancy_id, version=record.version)
