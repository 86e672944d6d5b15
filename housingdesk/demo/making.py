"""Makes the made-up association in an empty store: setting up, week after week of rent and bank, and what waits at the end.

Every act carries the time at which it would have been done, so that the past can be looked at as it was known. The debit
of the last week is not run and the newest bank lines are not taken in: that is the work waiting on screen.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from housingdesk.access import logins
from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.db.connection import Store
from housingdesk.demo.actions.accounts import write_accounts, write_openings, write_voids
from housingdesk.demo.actions.agreements import write_agreements
from housingdesk.demo.actions.awards import write_awards
from housingdesk.demo.actions.debits import mark_charged, post_debit
from housingdesk.demo.actions.diary import write_diary, write_expected
from housingdesk.demo.actions.holds import write_holds
from housingdesk.demo.actions.homes import write_councils, write_spaces
from housingdesk.demo.actions.money import BankWeek, Numbers, Unidentified, post_bank_week, post_besides, write_memory
from housingdesk.demo.actions.notices import ask_reviews, check_notices, serve_notices, write_notices
from housingdesk.demo.actions.office import Office, write_office, write_rules, write_staff
from housingdesk.demo.actions.people import write_people
from housingdesk.demo.actions.schedule_runs import post_real_run, take_in_run
from housingdesk.demo.advice_days import AdviceDays
from housingdesk.demo.affordability_days import AffordabilityDays
from housingdesk.demo.applicant_days import ApplicantDays
from housingdesk.demo.applicant_letter_days import ApplicantLetterDays
from housingdesk.demo.award_days import awarded
from housingdesk.demo.bank_files import WaitingFile, waiting_files, waiting_from
from housingdesk.demo.besides import besides
from housingdesk.demo.carried import MOST_HOMES
from housingdesk.demo.change_days import ChangeDays
from housingdesk.demo.charging import Debits
from housingdesk.demo.claim_days import ClaimDays
from housingdesk.demo.claim_file_days import write_claim_days
from housingdesk.demo.closing_days import ClosingDays
from housingdesk.demo.core_days import CoreDays
from housingdesk.demo.correction_days import CorrectionDays
from housingdesk.demo.court_days import CourtDays
from housingdesk.demo.debit_days import DebitDays
from housingdesk.demo.desk_days import DeskDays, is_kept_file
from housingdesk.demo.diary import notes, todos
from housingdesk.demo.expected import coming
from housingdesk.demo.holds import holds
from housingdesk.demo.hostel_days import HostelDays
from housingdesk.demo.letter_days import LetterDays
from housingdesk.demo.lines import BankLine, Schedule
from housingdesk.demo.lives import lives
from housingdesk.demo.memory import Lessons
from housingdesk.demo.nominations import WAITING_LIST, WAITING_NAME
from housingdesk.demo.office import CONTROLS, FINANCE, staff
from housingdesk.demo.office_cards import write_office_cards
from housingdesk.demo.paper_days import PaperDays
from housingdesk.demo.payments import Books, Week
from housingdesk.demo.population import Association
from housingdesk.demo.posted import PostingDays
from housingdesk.demo.provider_days import write_provider_days
from housingdesk.demo.receipts import Posting, Postings
from housingdesk.demo.request_days import RequestDays
from housingdesk.demo.review_days import ReviewDays
from housingdesk.demo.schedule_days import council_of, file_of, is_kept, next_list, not_come_yet
from housingdesk.demo.schedule_files import schedule_files
from housingdesk.demo.sign_up_days import SignUpDays
from housingdesk.demo.statements import past_statement
from housingdesk.demo.void_days import VoidDays
from housingdesk.demo.voids import empty_homes
from housingdesk.demo.wording_days import WordingDays
from housingdesk.values.dates import DAY, week_of

Say = Callable[[int, int, str], None]
_PER_HOME = 2_400


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: how many of each, the bank's balance in the books, and the files that wait to be taken in."""

    counts: dict[str, int]
    bank_pence: int
    files: tuple[WaitingFile, ...]


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Nobody is watching."""


def make(store: Store, association: Association, *, say: Say = _quiet) -> Made:
    """Writes the whole association into a migrated store that holds nothing."""
    with _seldom_searched():
        return Making(store, association, say).make()


@contextmanager
def _seldom_searched() -> Iterator[None]:
    """The plan's millions of objects live to the end: looking through them for rubbish took a quarter of the time."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


@dataclass(slots=True)
class _Bank:
    """How far the bank's side is: its balance, lists that wait for their Monday, and money that nobody could place."""

    pence: int
    lessons: Lessons = field(default_factory=Lessons)
    lists: list[Schedule] = field(default_factory=list)
    unidentified: list[Unidentified] = field(default_factory=list)
    waiting: list[BankLine] = field(default_factory=list)
    coming: list[Schedule] = field(default_factory=list)


class Making:
    """One association being made: ``set_up`` alone leaves it as it was on the eve of its books."""

    def __init__(self, store: Store, association: Association, say: Say) -> None:
        self.store, self.association, self.say = store, association, say
        self.counts: dict[str, int] = {}
        self.eve = association.first_day - 3 * DAY
        self.steps = 6 + (week_of(association.today) - association.first_day).days // 7
        self.done = 0

    def make(self) -> Made:
        """Everything, in order."""
        self.set_up()
        books = Books(self.association)
        bank = _Bank(_PER_HOME * self.association.homes)
        self._weeks(books, bank)
        self._finish(books, bank)
        files = waiting_files(bank.waiting, bank.pence, self.association.payees)
        files += schedule_files((*bank.lists, *bank.coming), self.association.today)
        return Made(self.counts, bank.pence, (*files, WaitingFile(WAITING_NAME, WAITING_LIST.encode("utf-8-sig"))))

    def _do(self, on: date, at: time, who: Who, action: Callable[..., Any], **facts: Any) -> Any:
        moment = datetime.combine(on, at, UTC)
        return Desk(self.store, who, lambda: moment).do(action, **facts).value

    def _step(self, text: str) -> None:
        self.say(self.done, self.steps, text)
        self.done += 1

    def set_up(self) -> None:
        """Everything but money that moved since: office, homes, people, agreements, charges, opening balances."""
        plan, eve = self.association, self.eve
        councils, office = self._open_office()
        self.councils = councils
        first = self.staff[0]
        self._step("Homes")
        spaces = self._do(eve, time(9, 30), first, write_spaces, spaces=plan.spaces, councils=councils)
        self._step("People")
        persons = self._do(eve, time(10), first, write_people, lives=lives(plan), parties=plan.parties,
                           first_day=plan.first_day)
        self._step("Agreements")
        self.tenancies = self._do(eve, time(11), first, write_agreements, association=plan, people=persons, spaces=spaces)
        self._open_books(office, spaces)
        self.counts |= {"homes": plan.homes, "spaces": len(spaces), "people": len(persons), "agreements": len(self.tenancies),
                        "current": len(plan.current(plan.today)), "staff": len(self.staff)}

    def _open_office(self) -> tuple[list[int], Office]:
        plan, eve = self.association, self.eve
        self._step("The office")
        login = logins.login_of(self.store.database) if self.store.postgresql else None
        people = staff((space.officer for space in plan.spaces), login)
        nobody = Who(None, people[0].name, "", str(people[0].role))
        self.staff: list[Who] = self._do(eve, time(9), nobody, write_staff, staff=people)
        self.finance = next(who for who in self.staff if who.name == FINANCE.name)
        self.coordinators = [who for who in self.staff if who.role == Role.COORDINATOR]
        first = self.staff[0]
        councils = self._do(eve, time(9, 5), first, write_councils)
        office = self._do(eve, time(9, 10), first, write_office, name=plan.name, first_day=plan.first_day,
                          opening_pence=_PER_HOME * plan.homes, controls=CONTROLS, councils=councils)
        self._do(eve, time(9, 20), first, write_rules, ledger=office.ledger)
        return councils, office

    def _open_books(self, office: Office, spaces: range) -> None:
        plan, eve, first = self.association, self.eve, self.staff[0]
        self._step("Accounts and charges")
        self.accounts: range = self._do(eve, time(12), first, write_accounts, association=plan, tenancies=self.tenancies)
        homes = empty_homes(plan)
        self.voids: range = self._do(eve, time(13), first, write_voids, homes=homes, spaces=spaces, first_day=plan.first_day)
        self._do(eve, time(14), first, write_openings, association=plan, accounts=self.accounts)
        self.numbers = Numbers(self.accounts, office.ledger, office.bank)
        self.debits = Debits(plan.tenancies, self.accounts, homes, self.voids, plan.first_day)

    def _weeks(self, books: Books, bank: _Bank) -> None:
        """On each Monday the money of the week before is posted, after the week's debit was run."""
        waits, today_week = waiting_from(self.association.today), week_of(self.association.today)
        sources: dict[str, int] = {}
        postings = Postings(self.association, sources, waits)
        charged: dict[int, date] = {}
        beside = besides(self.association)
        self.counts |= {"debits": 0, "bank lines": 0, "lists": 0}
        before: Week | None = None
        self.desk_days = DeskDays(self._do, self.coordinators[0], self.association.today)
        self.closing_days = ClosingDays(self._do, self.finance, self.association.today)
        for week in books.weeks():
            self._step(f"Week of {week.monday:%d %B %Y}")
            sources |= {schedule.key: schedule.source for schedule in week.schedules}
            if week.monday < today_week:
                run = self.debits.week(week.monday, week.debits)
                if run.lines:
                    self._do(week.monday, time(8, 30), self.finance, post_debit, debit=run)
                self.counts["debits"] += len(week.debits)
                charged |= run.charged_to
            if before is not None and before.monday < waits:
                self._bank_week(before, week.monday, bank, postings)
            if self.association.homes <= MOST_HOMES:
                self.closing_days.week(week.monday)
            if due := [one for one in beside if one.on < week.monday]:
                self._do(week.monday, time(11), self.finance, post_besides, charges=due, numbers=self.numbers)
                beside = beside[len(due):]
            self.desk_days.week(week.monday)
            if week.monday >= waits:
                bank.waiting += week.lines
                bank.coming += week.schedules
            before = week
        charged |= dict.fromkeys(self.voids, today_week)
        self._do(self.association.today, time(0, 5), self.finance, mark_charged, charged_to=charged)

    def _bank_week(self, week: Week, monday: date, bank: _Bank, postings: Postings) -> None:
        statement = past_statement(week.lines, bank.pence) if week.lines else None
        became = tuple(postings.of(line, read, monday) for line, read in
                       zip(week.lines, statement.lines if statement else (), strict=True))
        for read, posting in zip(statement.lines if statement else (), became, strict=True):
            self._learn(bank.lessons, read, posting)
        bank.lists += week.schedules
        today = self.association.today
        ready = tuple(schedule for schedule in bank.lists if schedule.received_on <= monday and schedule.paid_on < monday
                      and not not_come_yet(schedule, today))
        kept = [schedule for schedule in ready if is_kept(schedule, today)]
        files = [schedule for schedule in ready if is_kept_file(schedule, today)]
        found = tuple(one for one in bank.unidentified if one.wait.until is not None and one.wait.until <= monday)
        who = self.coordinators[monday.toordinal() // 7 % len(self.coordinators)]
        plain = tuple(one for one in ready if one not in kept and one not in files)
        waiting = self._do(monday, time(10, 15), who, post_bank_week, numbers=self.numbers, owner=who.name,
                           week=BankWeek(statement, became, plain, found))
        for schedule in kept:
            self._do(monday, time(10, 40), who, post_real_run, schedule=schedule, file=file_of(schedule),
                     council_id=council_of(schedule, self.councils), accounts=self.accounts)
        self.desk_days.post_files(files, monday, self.accounts)
        for one in found:
            self._learn_late(bank.lessons, one)
        bank.lists = [schedule for schedule in bank.lists if schedule not in ready]
        bank.unidentified = [one for one in bank.unidentified if one not in found] + waiting
        bank.pence += sum(line.pence for line in week.lines)
        self.counts["bank lines"] += len(week.lines)
        self.counts["lists"] += len(ready)

    def _learn(self, lessons: Lessons, read: Any, posting: Posting) -> None:
        if len(posting.parts) == 1 and posting.parts[0].key is not None:
            lessons.learn(read, self.numbers.of(posting.parts[0]), read.on)

    def _learn_late(self, lessons: Lessons, one: Unidentified) -> None:
        if one.wait.part.key is not None:
            lessons.learn(one.read, self.numbers.of(one.wait.part), one.read.on)

    def _finish(self, books: Books, bank: _Bank) -> None:
        plan, today = self.association, self.association.today
        self._step("Notes, expected money and what was learned")
        first = self.staff[0]
        if self.association.homes <= MOST_HOMES:  # before the money that is expected now: nobody knew of it then
            LetterDays(self.store, self.coordinators[0]).send_statements(today)
        self._do(today, time(0, 10), self.finance, write_memory, lessons=bank.lessons.rows())
        self._do(today, time(0, 15), first, write_diary, notes=notes(plan), todos=todos(plan), tenancies=self.tenancies)
        self._do(today, time(0, 17), first, write_holds, holds=holds(plan), tenancies=self.tenancies)
        expected = list(coming(plan, books.owes()))
        self._do(today, time(0, 20), self.finance, write_expected, coming=expected, accounts=self.accounts)
        self.counts["offices"] = write_office_cards(self.store, first, today, self.councils)
        self._give_notices(today)
        self.counts["claims"] = ClaimDays(self.store, self.coordinators[0]).fill(today, self.tenancies)
        self.counts["claims with more"] = write_claim_days(self.store, self.coordinators[0], today)
        self.counts["awards"] = self._do(today, time(0, 18), self.coordinators[0], write_awards,
                                         rows=list(awarded(plan, self.tenancies, self.councils, today)))
        self.counts["provider files"] = write_provider_days(self.store, self.coordinators[0], today)
        if (sent := next_list(plan, expected, today)) is not None:
            self._do(today, time(0, 26), self.coordinators[0], take_in_run, file=file_of(sent),
                     council_id=self.councils[sent.source - 1])
        self.counts["payment files"] = self.desk_days.take_in(bank.coming)
        self.counts["takings"] = self.desk_days.taken
        WordingDays(self.store, self.coordinators[0], self.staff[0]).fill(today)
        self._send_letters(today)
        core = CoreDays(self.store, self.coordinators[0], first)
        core.enter_codes(today)
        self.counts["voids"] = VoidDays(self.store, self.coordinators[0], first, plan.seed).fill(today)
        self.counts |= SignUpDays(self.store, self.coordinators[0], first).fill(today)
        self.counts["packs"] = PaperDays(self.store, self.coordinators[0]).fill(today)
        self.counts |= ApplicantDays(self.store, self.coordinators[0]).fill(today)
        self.counts |= ApplicantLetterDays(self.store, self.coordinators[0]).fill(today)
        self.counts |= ChangeDays(self.store, self.coordinators[-1], first).fill(today)
        core.fill(today)
        self.counts["checks"] = AffordabilityDays(self.store, self.coordinators[0]).fill(today)
        self.counts["advice"] = AdviceDays(self.store, self.coordinators[0]).fill(today, self.tenancies)
        self.counts["hostel stays"] = HostelDays(self.store, self.coordinators[0], first).fill(today)
        self.counts |= RequestDays(self.store, self.coordinators[0], self.staff[1]).fill(today)
        self.counts |= ReviewDays(self.store, self.finance).fill(today)
        self.counts["closed"] = self.closing_days.fill()
        self.counts |= CorrectionDays(self.store, self.finance).fill(today, self.accounts)
        self.counts |= DebitDays(self.store, self.finance).fill(today, self.accounts)
        self.counts |= {"unidentified": len(bank.unidentified), "waiting lines": len(bank.waiting)}
        self.say(self.steps, self.steps, "Done")

    def _send_letters(self, today: date) -> None:
        """Letters that are carried to doors, letters in the post and in the queue, and a court's."""
        LetterDays(self.store, self.coordinators[0]).carry(today)
        PostingDays(self.store, self.coordinators[0]).fill(today)
        if self.association.homes <= MOST_HOMES:
            CourtDays(self.store, self.coordinators[0], self.staff[0]).fill(today)

    def _give_notices(self, today: date) -> None:
        """Whoever prepares a notice does not check it."""
        begun = self._do(today, time(0, 22), self.coordinators[0], write_notices)
        self._do(today, time(0, 23), self.staff[0], check_notices, case_ids=begun)
        self._do(today, time(0, 24), self.coordinators[0], serve_notices, case_ids=begun)
        self._do(today, time(0, 24), self.coordinators[0], ask_reviews, case_ids=begun)
