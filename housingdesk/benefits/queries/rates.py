"""The figures of benefit on a day: those of the program, with those that the association typed in before them."""

from datetime import date
from functools import cache

from housingdesk.benefits.rules.assess.rates import SETTING, Rates, parse_rates, typed_in
from housingdesk.benefits.stock import sources
from housingdesk.settings.queries import history


def rates(on: date) -> Rates:
    """All figures as they are known here on a day."""
    rows = [row for row in history(SETTING, on) if row.in_force and row.valid_from is not None and row.value]
    typed = typed_in([(row.valid_from, row.value, row.source) for row in rows if row.valid_from])
    return Rates(_shipped().rates, _shipped().versions, typed)


@cache
def _shipped() -> Rates:
    """The program's own, read once: they come with the program and do not change while it runs."""
    return parse_rates(sources())
