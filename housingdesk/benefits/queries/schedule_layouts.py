"""Which columns an office's files have, as they were shown by example, the last used first."""

from collections.abc import Sequence

from housingdesk.benefits.models import ScheduleLayout
from housingdesk.benefits.parsers.schedules import Layout


def layouts(office_id: int) -> tuple[Layout, ...]:
    """The layouts that are remembered for an office."""
    rows = (ScheduleLayout.select(ScheduleLayout.layout).where(ScheduleLayout.office == office_id)
            .order_by(ScheduleLayout.used_on.desc(), ScheduleLayout.id.desc()).tuples())
    return tuple(Layout.from_json(row[0]) for row in rows)


def layout_for(office_id: int, rows: Sequence[Sequence[str]]) -> Layout | None:
    """The remembered layout whose heading row stands in a file's first rows, else one without heads for such a file."""
    known = layouts(office_id)
    return (next((layout for layout in known if any(layout.fits(row) for row in rows)), None)
            or next((layout for layout in known if layout.suits(rows)), None))
