"""When the day was last turned, from the audit."""

from datetime import date

from housingdesk.access.models import AuditEvent

TURNED = "routines.turn_the_day"


def last_turned() -> date | None:
    """The day on which the day was last turned; None if it never was."""
    row = (AuditEvent.select(AuditEvent.at).where(AuditEvent.action == TURNED).order_by(AuditEvent.id.desc()).limit(1)
           .tuples().first())
    return row[0].date() if row else None
