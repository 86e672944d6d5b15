"""Letters of the made-up association in the queue and in the post: a posting with its certificate, and what waits today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.db.connection import Store
from housingdesk.documents.rules import FileDraft
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.pdf.posting_list import draw_posting_list
from housingdesk.letters.queries.postings import handed_in, posting
from housingdesk.letters.rules.states import LetterState, PostClass, Way
from housingdesk.mailings.actions import issue_run
from housingdesk.mailings.queries import many
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.properties.queries import let_spaces
from housingdesk.tenancies.queries.agreements import held, tenancies
from housingdesk.tenancies.rules import LICENCES, TenancyKind

COUNTER = "Dalebrook post office"
_EACH, _LOOKED_AT = 6, 40


@dataclass(frozen=True, slots=True)
class _Made:
    """The letters of a run that wait, on paper and by e-mail."""

    paper: list[int]
    mail: list[int]


def homes(on: date) -> list[int]:
    """Agreements on homes of their own that run on a day and have run for two months, the oldest number first."""
    spaces = [row.id for row in let_spaces(on)]
    lived_in = {row.tenancy_id for row in held(spaces, on, on + timedelta(1)) if row.start <= on - timedelta(60)}
    return sorted(row.id for row in tenancies(list(lived_in)) if row.kind not in LICENCES | {TenancyKind.CONTRACT})


class PostingDays:
    """Letters posted last week, of which one came back, and letters that wait today."""

    def __init__(self, store: Store, who: Who) -> None:
        self._store, self._who = store, who

    def fill(self, today: date) -> None:
        """Everything, each at the time at which it would have been done."""
        on = today - timedelta(6)
        chosen = self._desk(today, time(0, 26)).ask(homes, on=on)
        self._post(on, chosen[:_EACH])
        self._wait(today, chosen[_EACH:_EACH + _LOOKED_AT])

    def _desk(self, on: date, at: time) -> Desk:
        moment = datetime.combine(on, at, UTC)
        return Desk(self._store, self._who, lambda: moment)

    def _made(self, desk: Desk, on: date, tenancy_ids: list[int]) -> _Made:
        letters = desk.ask(many.draw, draft=_visit(on + timedelta(14)), tenancy_ids=tenancy_ids, on=on,
                           signed_by=self._who.name)
        drawn = [one for one in letters if one.pdf is not None]
        mail = [one for one in drawn if one.way is Way.EMAIL][:1]
        paper = [one for one in drawn if one.way is Way.POST][:_EACH]
        if not drawn:
            return _Made([], [])
        run_id = desk.do(issue_run, title="Boiler service", letters=[*paper, *mail]).value
        rows = [row for row in desk.ask(letter_queries.letters, run_id=run_id) if row.state is LetterState.READY]
        return _Made(sorted(row.id for row in rows if row.way is Way.POST),
                     [row.id for row in rows if row.way is Way.EMAIL])

    def _post(self, on: date, tenancy_ids: list[int]) -> None:
        """Printed in the morning, handed in at noon; the stamped list is the certificate; one comes back three days later."""
        made = self._made(self._desk(on, time(9, 30)), on, tenancy_ids)
        if not made.paper:
            return
        desk = self._desk(on, time(12, 5))
        desk.do(letter_actions.mark_printed, letter_ids=made.paper)
        posting_id = desk.do(letter_actions.mark_posted, letter_ids=made.paper, on=on, paid=PostClass.SECOND,
                             place=COUNTER).value
        scan = FileDraft("Certificate of posting.pdf", draw_posting_list(desk.ask(handed_in, posting_id=posting_id)))
        desk.do(letter_actions.attach_certificate, posting_id=posting_id, draft=scan,
                version=desk.ask(posting, posting_id=posting_id).version)
        self._desk(on + timedelta(3), time(10, 40)).do(letter_actions.came_back, letter_ids=made.paper[-1:],
                                                       why="addressee gone away")

    def _wait(self, today: date, tenancy_ids: list[int]) -> None:
        """Some to print, of which one is kept back, and one by e-mail."""
        desk = self._desk(today, time(0, 28))
        made = self._made(desk, today, tenancy_ids)
        if made.paper:
            desk.do(letter_actions.keep_back, letter_ids=made.paper[:1])


def _visit(on: date) -> LetterDraft:
    return LetterDraft(0, "appointment", 0, {
        "about": "the yearly service of your boiler", "visit_on": f"{on:%d/%m/%Y}", "visit_at": "10.30am",
        "visit_place": "your home", "visit_with": "Dalebrook Heating"})
