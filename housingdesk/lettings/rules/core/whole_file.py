"""What the service would do with a whole file: what it would say of each row, and whether any log would be made."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.rules.core.catalogue import Catalogue
from housingdesk.lettings.rules.core.checking import checks
from housingdesk.lettings.rules.core.duplicates import duplicates
from housingdesk.lettings.rules.core.log import Log
from housingdesk.lettings.rules.core.problems import REFUSED, CoreProblem, Kind, stops
from housingdesk.lettings.rules.core.rents import RentTable
from housingdesk.values.dates import format_date


@dataclass(frozen=True, slots=True)
class Verdict:
    """``rows`` has the problems of each row in order, ``file`` sentences about the file as a whole that stop it."""

    rows: tuple[tuple[CoreProblem, ...], ...]
    file: tuple[str, ...]

    @property
    def counts(self) -> Counter[Kind]:
        """How many problems of each kind."""
        return Counter(problem.kind for row in self.rows for problem in row)

    @property
    def makes_logs(self) -> bool:
        """Whether any log is made: one error of the set-up in any row stops the whole file (core-lettings §3)."""
        return not self.file and self.counts[Kind.SETUP] == 0

    @property
    def accepted(self) -> bool:
        """Whether every log would be there and complete once the soft questions are confirmed (core-lettings §3)."""
        return not self.file and not REFUSED & self.counts.keys()

    @property
    def ready(self) -> bool:
        """Whether it can be sent as it is: accepted, and no answer lost or changed without a word."""
        return self.accepted and not any(stops(problem) for row in self.rows for problem in row)


def judge(catalogue: Catalogue, rows: Sequence[Log | None], today: date, rents: RentTable | None = None) -> Verdict:
    """All that the service would say of a file's rows, in their order; None is a row of empty cells (core-lettings §2, §3)."""
    found = [[] if log is None else checks(log, today, rents) for log in rows]
    filled = [place for place, log in enumerate(rows) if log is not None]
    for place, problem in duplicates([log for log in rows if log is not None]):
        found[filled[place]].append(problem)
    file = []
    if len(rows) - len(filled) > 1:
        file.append("Several rows are empty but for commas, and the service takes them for the same letting twice. Delete them")
    if not catalogue.takes_new(today):
        file.append(f"The service takes new logs of {catalogue.collection} from {format_date(catalogue.first)} until before "
                    f"{format_date(catalogue.new_logs_until)}. Ask its helpdesk")
    return Verdict(tuple(tuple(problems) for problems in found), tuple(file))
