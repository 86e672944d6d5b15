"""Schedules of benefit from files: any table, a text in columns, a PDF with text, the lists of the DWP, allpay and Bacs."""

from housingdesk.benefits.parsers.schedules.guessing import guess
from housingdesk.benefits.parsers.schedules.layout import Layout, NeedsLayout
from housingdesk.benefits.parsers.schedules.reading import read_schedule
from housingdesk.benefits.rules.schedules.shapes import ReadLine, ReadSchedule

__all__ = ["Layout", "NeedsLayout", "ReadLine", "ReadSchedule", "guess", "read_schedule"]
