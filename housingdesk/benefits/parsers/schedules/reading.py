"""A schedule's file, whatever it is, into a ``ReadSchedule``."""

from housingdesk.benefits.parsers.schedules.layout import Layout
from housingdesk.benefits.rules.schedules.shapes import ReadSchedule


def read_schedule(data: bytes, name: str, layout: Layout | None = None) -> ReadSchedule:
    """The schedule in a file. BadFile when it is none; NeedsLayout when nobody said what its columns are."""
    raise NotImplementedError
