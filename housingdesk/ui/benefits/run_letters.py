"""What a run leads to by letter: its office is asked why somebody is missing, a tenant is told of a new shortfall."""

from functools import partial

from housingdesk.benefits.queries.claims import ClaimRow, claim, claims_of
from housingdesk.benefits.queries.falls import fall_on_line
from housingdesk.benefits.queries.overdue import reach_for
from housingdesk.benefits.queries.schedule_rows import MissingRow, RunLine, ScheduleRow
from housingdesk.benefits.rules.advice.more import fall_answers
from housingdesk.benefits.rules.advice.shapes import Fall
from housingdesk.benefits.rules.words import DWP_KINDS, HB_KINDS, ClaimState, Source
from housingdesk.ui.benefits.board_forms import AskFacts
from housingdesk.ui.benefits.chasing import Chasing
from housingdesk.ui.benefits.part_forms import PartForms
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.values.dates import format_date

_SHORTFALL = "benefit-shortfall"
_LIKELY = (ClaimState.DECIDED, ClaimState.SUSPENDED, ClaimState.EVIDENCE, ClaimState.SENT, ClaimState.ENDED)


def asked_of(tenancy_id: int, source: Source) -> AskFacts | None:
    """The claim of an agreement that an office pays: one in payment before one that waits or ended; None without one."""
    kinds = HB_KINDS if source is Source.COUNCIL else DWP_KINDS
    mine: list[ClaimRow] = [row for row in claims_of(tenancy_id) if row.kind in kinds and row.state in _LIKELY]
    if not mine:
        return None
    row = claim(min(mine, key=lambda one: (_LIKELY.index(one.state), -one.id)).id)
    return AskFacts(row, reach_for(row), None)


def missing_words(head: ScheduleRow, row: MissingRow) -> str:
    """What an office is told of somebody whom its run leaves out."""
    day = head.paid_on or head.period_to
    of_day = f" of {format_date(day)}" if day is not None else ""
    before = f" It was paid to {format_date(row.paid_to)}." if row.paid_to is not None else ""
    return f"Your schedule{of_day} has nothing for this claim.{before}"


class RunLetters:
    """The letters of one run page."""

    def __init__(self, page: ListWithPane) -> None:
        self._page = page
        self._chasing = Chasing(page, PartForms(page))

    def chase(self, head: ScheduleRow, row: MissingRow) -> None:
        """Ask the office why somebody is missing: a letter at once, or the note of a call."""
        page = self._page
        if row.tenancy_id is not None:
            page.ask(asked_of, partial(self._chase, head, row), tenancy_id=row.tenancy_id, source=head.source)

    def _chase(self, head: ScheduleRow, row: MissingRow, found: AskFacts | None) -> None:
        if self._page.question is not None:
            return
        if found is None:
            self._page.notices.message(f"No claim of {row.whose} is written down, so there is nothing to ask about. "
                                       "Enter opens their file", Status.DUE)
            return
        self._chasing.ask_why(found.claim.id, row.whose, found.office, missing_words(head, row))

    def shortfall(self, head: ScheduleRow, line: RunLine) -> None:
        """The letter that tells the tenant what is theirs to pay now, with its answers filled in."""
        page = self._page
        page.ask(fall_on_line, partial(self._write, line), schedule_id=head.id, line_id=line.id, on=page.desk.today)

    def _write(self, line: RunLine, fall: Fall | None) -> None:
        if line.tenancy_id is not None and fall is not None:
            self._page.go_to("write_letter", tenancy_id=line.tenancy_id, template=_SHORTFALL, answers=dict(fall_answers(fall)))
