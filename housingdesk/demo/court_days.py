"""The way of the made-up association's cases to a court, each act at the time at which it would have been done."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.db.connection import Store
from housingdesk.demo import court
from housingdesk.demo.court import Done, court_cases
from housingdesk.diary.actions import add_note
from housingdesk.diary.rules import NoteDraft
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.mailings.actions import issue_run
from housingdesk.mailings.queries.single import LetterDraft, look
from housingdesk.notices.actions import court as keeping
from housingdesk.notices.actions import evictions, preparing, serving
from housingdesk.notices.actions.protocol import record_step
from housingdesk.notices.actions.telling import EVICTION
from housingdesk.notices.queries import bundle, cases, judging
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.queries.evictions import eviction
from housingdesk.notices.rules.bundle import BundleChoice, Purpose
from housingdesk.notices.rules.evictions import EvictionDraft
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.protocol_record import StepDraft
from housingdesk.notices.rules.questions import Asks, Means, Question
from housingdesk.notices.rules.served import ServiceDraft
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.money import format_pence
from housingdesk.values.timeline import Ref

_NOTICE = "licence"
_WHY = "The charge is not paid, in spite of an agreement and of help"
_EQUALITY = "Asked at the visit before the notice: no illness or disability is known; nobody else lives in the room"
_ANSWERS = {"for_arrears": "yes", "equality": _EQUALITY}


class CourtDays:
    """Two notices for arrears and an eviction, from the first call to today."""

    def __init__(self, store: Store, who: Who, second: Who) -> None:
        self._store, self._who, self._second = store, who, second

    def _desk(self, on: date, at: time, who: Who | None = None) -> Desk:
        moment = datetime.combine(on, at, UTC)
        return Desk(self._store, who or self._who, lambda: moment)

    def fill(self, today: date) -> None:
        """The case that is ready has its bundle, the other one lacks two steps, and the eviction is answered."""
        chosen = self._desk(today, time(0, 30)).ask(court_cases, on=today)
        if chosen.ready is not None:
            self._case(chosen.ready, today, (*court.TALKS, *court.RECORDED, *court.READY), bundled=True)
        if chosen.waiting is not None:
            self._case(chosen.waiting, today, (*court.TALKS, *court.RECORDED))
        if chosen.evicted is not None:
            self._evict(chosen.evicted, today)

    def _case(self, tenancy_id: int, today: date, done: Sequence[Done], *, bundled: bool = False) -> None:
        for template, ago in court.LETTERS:
            self._write(tenancy_id, template, today - ago)
        served_on = today - court.SERVED_BEFORE
        for one in done:
            if one.ago >= court.SERVED_BEFORE:
                self._record(tenancy_id, one, today)
        case = self._serve(tenancy_id, served_on)
        for one in done:
            if one.ago < court.SERVED_BEFORE:
                self._record(tenancy_id, one, today)
        if bundled:
            self._bundle(case, today)

    def _record(self, tenancy_id: int, one: Done, today: date) -> None:
        on = today - one.ago
        desk = self._desk(on, time(11, 20))
        if one.step:
            desk.do(record_step, tenancy_id=tenancy_id, draft=StepDraft(one.step, on, one.text))
        else:
            desk.do(add_note, subject=Ref("tenancy", tenancy_id), draft=NoteDraft(one.text, one.kind))

    def _write(self, tenancy_id: int, template: str, on: date) -> None:
        """A letter to each of them, printed and posted on the day; a copy that goes by e-mail is sent."""
        desk = self._desk(on, time(10))
        made = [desk.ask(look, draft=LetterDraft(tenancy_id, template, holder.person_id), on=on, signed_by=self._who.name)
                for holder in desk.ask(holders_on, tenancy_id=tenancy_id, on=on)]
        run_id = desk.do(issue_run, title=made[0].title, letters=made).value
        rows = [row for row in desk.ask(letter_queries.letters, run_id=run_id) if row.state is LetterState.READY]
        paper = [row.id for row in rows if row.way is not Way.EMAIL]
        if paper:
            desk.do(letter_actions.mark_printed, letter_ids=paper)
            desk.do(letter_actions.mark_posted, letter_ids=paper, on=on)
        for row in rows:
            if row.way is Way.EMAIL:
                desk.do(letter_actions.mark_sent, letter_id=row.id)

    def _serve(self, tenancy_id: int, on: date) -> CaseRow:
        desk, other = self._desk(on, time(9, 30)), self._desk(on, time(9, 40), self._second)
        number = int(desk.do(preparing.begin_notice, tenancy_id=tenancy_id, notice=_NOTICE, grounds=(), why=_WHY).value)

        def act(by: Desk, action: Callable[..., Any], **facts: Any) -> CaseRow:
            by.do(action, case_id=number, version=desk.ask(cases.case, case_id=number).version, **facts)
            return desk.ask(cases.case, case_id=number)  # type: ignore[no-any-return]

        found = desk.ask(judging.facts_of, case=desk.ask(cases.case, case_id=number), on=on)
        act(desk, preparing.answer, answers=_answered(found.asked()))
        told = (f"On {format_date(on)} a charge of {format_pence(found.owed_pence)} was owed for this room. It came late or "
                "not at all since the summer.")
        act(desk, preparing.set_particulars, particulars={"": told}, with_statement=True)
        act(desk, preparing.set_dates, method=Method.HAND, sent_on=on)
        act(other, preparing.check_notice)
        act(desk, serving.issue_notice)
        for holder in found.holders:
            draft = ServiceDraft(holder.person_id, Method.HAND, on, self._who.name, "09:50", witness=self._second.name,
                                 place="At the door of the room")
            act(self._desk(on, time(9, 55)), serving.record_service, draft=draft)
        return desk.ask(cases.case, case_id=number)  # type: ignore[no-any-return]

    def _bundle(self, case: CaseRow, today: date) -> None:
        desk = self._desk(today, time(0, 40))
        made = desk.ask(bundle.make_bundle, case_id=case.id, choice=BundleChoice(Purpose.ISSUE), on=today, by=self._who.name,
                        progress=_quiet)
        desk.do(keeping.keep_bundle, case_id=case.id, version=desk.ask(cases.case, case_id=case.id).version, made=made)

    def _evict(self, tenancy_id: int, today: date) -> None:
        """The court's notice came last week; our letter is in the queue and the council knows."""
        came, day = today - timedelta(4), today + court.EVICTION_AFTER
        desk = self._desk(came, time(9, 10))
        draft = EvictionDraft(came, court.COURT, court.CLAIM, day, court.AT, came)
        number = int(desk.do(evictions.record_eviction, tenancy_id=tenancy_id, draft=draft).value)
        answers = {"evict_on": format_day(day), "evict_at": court.AT}
        made = tuple(desk.ask(look, draft=LetterDraft(tenancy_id, EVICTION, holder.person_id, answers), on=came,
                              signed_by=self._who.name) for holder in desk.ask(holders_on, tenancy_id=tenancy_id, on=came))
        if made and all(one.pdf is not None for one in made):
            desk.do(evictions.answer_eviction, eviction_id=number, letters_made=made,
                    version=desk.ask(eviction, eviction_id=number).version)
        told = "Referred with their agreement; the council has seen them"
        desk.do(record_step, tenancy_id=tenancy_id, draft=StepDraft("evict.council", came, told))


def _answered(asked: Sequence[Question]) -> Mapping[str, str]:
    """Answers that let the notice go on."""
    found = {}
    for question in asked:
        good = next((option.key for option in question.options if option.means is Means.GOOD), "")
        usual = "28" if question.asks is Asks.NUMBER else "Nothing is known"
        found[question.key] = _ANSWERS.get(question.key) or good or usual
    return {key: text for key, text in found.items() if key != "post_days"}


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Nobody is watching."""
