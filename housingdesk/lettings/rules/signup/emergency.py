"""An emergency placement: signed at the scheme at night on a numbered two-page pack, entered later as it was. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.text import line_problem, one_line, text_problem

LONGEST_AGO = timedelta(days=60)
_NUMBER = re.compile(r"[A-Z]{0,4}-?\d{1,8}")


@dataclass(frozen=True, slots=True)
class EmergencyDraft:
    """A placement as the pack says it: its number, who came, when it truly began, who placed them and why.

    ``true_start`` is an aware moment in the office's own zone: its date there is the first day that is charged.
    """

    space_id: int
    name: str
    pack_number: str
    true_start: datetime
    placed_by: str
    because: str
    kind: TenancyKind = TenancyKind.LICENCE_EXCLUDED
    born_on: date | None = None
    phone: str = ""
    present: str = ""

    def problems(self, now: datetime) -> list[Problem]:
        """All that stands against entering it."""
        found = [] if any(c.isalpha() for c in self.name) else [Problem("name", "Type the name as it stands on the pack")]
        if not _NUMBER.fullmatch(self.number):
            found.append(Problem("pack_number", "Type the number printed on the pack, such as E0147"))
        for field, text, what in (("placed_by", self.placed_by, "who placed them"), ("because", self.because, "why")):
            if not text.strip():
                found.append(Problem(field, f"Say {what}"))
        said = line_problem(one_line(self.placed_by), "The name", 200) or text_problem(self.because, "The reason", 1000)
        found += [Problem("placed_by", said)] if said else []
        return found + self._when(now)

    def _when(self, now: datetime) -> list[Problem]:
        if self.true_start > now:
            return [Problem("true_start", "It began already. Check the day and the time")]
        if now - self.true_start > LONGEST_AGO:
            return [Problem("true_start", f"{format_date(self.true_start.date())} is more than {LONGEST_AGO.days} days ago. "
                                          "Check the year")]
        return []

    @property
    def number(self) -> str:
        """The pack's number as it is kept: capitals, no spaces."""
        return "".join(self.pack_number.upper().split())
