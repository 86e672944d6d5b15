"""Stored shape of settings: dated values with their source."""

from typing import Any

from housingdesk.db.fields import Day, Moment, Text
from housingdesk.db.record import Record


class Setting(Record):
    """One value of one setting from a day on; ``value`` is JSON, ``source`` says where it comes from. One a day."""

    key: Any = Text(longest=80)
    value: Any = Text(longest=20_000)
    valid_from: Any = Day()
    source: Any = Text(default="", longest=300)
    entered_at: Any = Moment()
    entered_by: Any = Text(longest=120)

    class Meta:
        indexes = ((("key", "valid_from"), True),)
