"""How many homes stand empty, for the rail; nothing else is read for it."""

from datetime import date

from housingdesk.voids.models import Void


def waiting(on: date) -> int:
    """How many homes stand empty on a day and are not let yet."""
    return int(Void.select().where(Void.closed_on.is_null() & (Void.empty_from <= on)).count())
