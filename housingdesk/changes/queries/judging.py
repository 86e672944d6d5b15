"""What is known of an agreement for a change, what the rules say of it, what is still missing, and what comes next."""

from dataclasses import replace
from datetime import date

from housingdesk.changes.models import Change
from housingdesk.changes.queries.changes import ChangeRow, StepRow, change, finished, running, steps_of
from housingdesk.changes.rules.findings import ENDS, ChangeFacts, Given, HeldBy, stops
from housingdesk.changes.rules.judging import judge, offered
from housingdesk.changes.rules.judging.judgement import Judgement
from housingdesk.changes.rules.process import Process, Question, StepSpec
from housingdesk.changes.rules.wording import in_their_words
from housingdesk.changes.rules.words import ChangeKind, ChangeState
from housingdesk.changes.stock import processes
from housingdesk.notices.queries.cases import CaseRow, cases_of
from housingdesk.notices.queries.judging import periods_of
from housingdesk.notices.rules.states import State
from housingdesk.people import queries as people_queries
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.queries import agreements
from housingdesk.tenancies.queries.agreements import TenancyRow
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import DAY, add_months, format_date
from housingdesk.values.rows import frozen

_GOODS = "belongings"


@frozen
class StepState:
    """A step to be done, and how it was done; None while it was not."""

    spec: StepSpec
    done: StepRow | None


@frozen
class ChangeFile:
    """One change with all that its page shows. ``names`` are those of the persons in its answers."""

    row: ChangeRow
    tenancy: TenancyRow
    process: Process
    facts: ChangeFacts
    judgement: Judgement
    questions: tuple[Question, ...]
    steps: tuple[StepState, ...]
    missing: tuple[str, ...]
    names: tuple[tuple[int, str], ...]
    notices: tuple[CaseRow, ...]

    @property
    def title(self) -> str:
        """What it is called, in the words of its agreement."""
        return in_their_words(self.row.words, self.tenancy.kind)

    @property
    def stopped(self) -> tuple[str, ...]:
        """The sentences that stop it."""
        return tuple(one.words for one in stops(self.judgement.findings))

    def to_serve(self, on: date) -> list[StepState]:
        """The steps that a notice of ours would do and that can be begun: one about belongings once the agreement has ended."""
        ended = self.tenancy.ends_on is not None and self.tenancy.ends_on < on
        return [one for one in self.steps if one.spec.notice and one.done is None
                and (ended if one.spec.notice == _GOODS else self.row.running)]

    @property
    def next_step(self) -> str:
        """What comes next, in a few words."""
        if self.row.state is ChangeState.OPEN:
            unanswered = self.process.unanswered(self.row.answers, self.facts.flags)
            if unanswered:
                return f"Ask: {unanswered[0].words}"
            return "It is stopped: look why" if self.stopped else "Decide"
        undone = [one.spec for one in self.steps if one.done is None and one.spec.needed]
        return undone[0].words if undone else "Carry it out"

    @property
    def next_on(self) -> date | None:
        """By when: the clock of the answer, the last day of a starter’s twelve months, else the day it takes effect."""
        if self.row.kind is ChangeKind.STARTER_EXTENSION and self.facts.served("starter-extension") is None:
            return add_months(self.tenancy.starts_on, 12) - DAY
        return self.row.answer_by if self.row.state is ChangeState.OPEN else self.row.effective_on


@frozen
class ChangeLine:
    """A change in a list: whose, what comes next and by when."""

    id: int
    tenancy_id: int
    names: str
    about: str
    title: str
    state: ChangeState
    next_step: str
    next_on: date | None
    by: str


def facts_for(tenancy_id: int, on: date, asked_on: date) -> ChangeFacts:
    """All that a change is judged by."""
    row = agreements.tenancy(tenancy_id)
    people = agreements.holders_on(tenancy_id, row.within(on))
    died = {one.id: one.died_on for one in people_queries.persons([holder.person_id for holder in people])}
    accounts = account_queries.accounts_of(tenancy_id)
    main = next((one for one in accounts if one.kind in (AccountKind.RENT, AccountKind.GARAGE)), None)
    return ChangeFacts(
        on=on, asked_on=asked_on, kind=row.kind, regime=agreements.regime_of(tenancy_id, on), starts_on=row.starts_on,
        holders=tuple(HeldBy(one.person_id, one.name, died.get(one.person_id)) for one in people), periods=periods_of(main),
        ends_on=row.ends_on, starter_until=row.starter_until, fixed_until=row.fixed_until,
        owed_pence=main.pence if main is not None else 0, given=tuple(_given(tenancy_id)),
        successions=tuple(_successions(tenancy_id)), next_from=_next_from(row, people[0].person_id if people else 0, asked_on))


def _given(tenancy_id: int) -> list[Given]:
    return [Given(one.notice, one.served_on, one.printed_on) for one in cases_of(tenancy_id)
            if one.state is State.SERVED and one.served_on is not None]


def _successions(tenancy_id: int) -> list[date]:
    """A survivor of joint tenants counts as one as well."""
    kinds = [ChangeKind.SUCCESSION, ChangeKind.DEATH]
    query = Change.select(Change.effective_on).where((Change.tenancy == tenancy_id) & (Change.state == ChangeState.DONE)
                                                     & Change.kind.in_(kinds) & Change.effective_on.is_null(False))
    return [row[0] for row in query.order_by(Change.effective_on).tuples()]


def _next_from(row: TenancyRow, person_id: int, asked_on: date) -> date | None:
    """The first day of an agreement on a home that the same person began since."""
    found = [one.starts_on for one in agreements.tenancies_of_person(person_id) if one.id != row.id
             and one.kind is not TenancyKind.CONTRACT and one.starts_on > row.starts_on and one.starts_on >= asked_on]
    return min(found, default=None) if row.kind is not TenancyKind.CONTRACT else None


def done_of(row: ChangeRow, facts: ChangeFacts) -> dict[str, StepRow]:
    """The steps that are done: as recorded, by a notice of ours that was served, or by an agreement that was begun."""
    found: dict[str, StepRow] = {}
    for spec in processes()[row.kind].steps:
        given = facts.served(spec.notice) if spec.notice else None
        if given is not None and given.served_on >= (row.asked_on if row.kind in ENDS else facts.starts_on):
            found[spec.key] = StepRow(0, 0, spec.key, given.served_on, "Our notice was served", None, "")
    if row.kind is ChangeKind.TRANSFER and facts.next_from is not None:
        found["signed"] = StepRow(0, 0, "signed", facts.next_from, f"Begins on {format_date(facts.next_from)}", None, "")
    return found | {one.step: one for one in steps_of(row.id)}


def change_file(change_id: int, on: date) -> ChangeFile:
    """A change with all that its page shows, as of a day."""
    return file_of(change(change_id), on)


def file_of(row: ChangeRow, on: date) -> ChangeFile:
    """The same of a row that was read."""
    facts = facts_for(row.tenancy_id, on, row.asked_on)
    if not row.running:  # what it did itself does not stand against it
        facts = replace(facts, ends_on=None)
    process = processes()[row.kind].said_to(facts.kind)
    done = done_of(row, facts)
    days = {key: one.done_on for key, one in done.items()}
    questions = process.questions(row.answers, facts.flags)
    missing = [one.words for one in process.unanswered(row.answers, facts.flags)]
    missing += [one.words for one in process.undone(row.answers, facts.flags, days)]
    persons = {int(row.answers[one.key]) for one in questions if one.asks in ("holder", "person") and row.answers.get(one.key)}
    return ChangeFile(
        row, agreements.tenancy(row.tenancy_id), process, facts, judge(process, facts, row.answers, days), tuple(questions),
        tuple(StepState(one, done.get(one.key)) for one in process.to_do(row.answers, facts.flags)), tuple(missing),
        tuple((one.id, one.name) for one in people_queries.persons(sorted(persons))),
        tuple(one for one in cases_of(row.tenancy_id) if one.state is not State.WITHDRAWN))


def lines(on: date, *, done: bool = False) -> list[ChangeLine]:
    """The changes under way, those with a deadline first; or those that are over, the newest first."""
    if done:
        return [_over(row) for row in finished()]
    found = [_line(file_of(row, on)) for row in running()]
    return sorted(found, key=lambda one: (one.next_on is None, one.next_on or on, one.names))


def _line(file: ChangeFile) -> ChangeLine:
    row, agreement = file.row, file.tenancy
    return ChangeLine(row.id, row.tenancy_id, agreement.names, f"{agreement.address} · {agreement.reference}", file.title,
                      row.state, file.next_step, file.next_on, row.begun_by)


def _over(row: ChangeRow) -> ChangeLine:
    agreement = agreements.tenancy(row.tenancy_id)
    return ChangeLine(row.id, row.tenancy_id, agreement.names, f"{agreement.address} · {agreement.reference}",
                      in_their_words(row.words, agreement.kind), row.state, row.ended_because or row.reason,
                      row.effective_on or row.decided_on, row.begun_by)


def can_begin(tenancy_id: int, on: date) -> list[ChangeKind]:
    """The changes that make sense for an agreement today, without those that are under way."""
    under_way = {row.kind for row in running() if row.tenancy_id == tenancy_id}
    return [kind for kind in offered(facts_for(tenancy_id, on, on)) if kind not in under_way]
