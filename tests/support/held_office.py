"""An association whose holds come and go while letters and notices are on their way; it knows by itself what each hold stops.

The own list of holds and of what they stop is written apart from the program's, so that a mistake there shows here.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from housingdesk.access.desk import Desk, Outcome
from housingdesk.errors import HousingDeskError, Refused
from housingdesk.holds import actions as holds
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind, Stop
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.actions.rounds import make_round, record_stop
from housingdesk.letters.models import DeliveryStop, Letter
from housingdesk.letters.rules.rounds import PlannedStop, RoundDraft, StopDraft
from housingdesk.letters.rules.states import LetterState, StopOutcome, Way
from housingdesk.letters.stock import shipped_keys, shipped_template
from housingdesk.mailings import actions as mailing_actions
from housingdesk.mailings.queries import runs, single
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.notices.actions import preparing, serving
from housingdesk.notices.models import NoticeCase
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.served import ServiceDraft
from housingdesk.rent.actions import debit
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.timeline import Ref
from tests.support import noticing
from tests.support.desk import Clock

DEBT = {"arrears", "payment agreements", "people who have left"}
"""The families of letters that ask for the debt."""
ON_THEIR_WAY = ("kept back", "ready", "printing", "printed", "posted", "delivered", "sent by e-mail")
GONE = {"posted", "delivered", "sent by e-mail"}
BROUGHT = {"checked", "printed, to be served", "served"}
RENT_GROUNDS = {"8", "10", "11"}
_NOTICES = (("form3", ("10", "11")), ("form3", ("12", "14")), ("form3", ("8", "14")), ("form3", ("14",)))
_ANSWERS = {"text": "some words", "words": "We called on Monday.", "date": "1/12/2026", "time": "2.30pm", "money": "10"}


@dataclass
class Standing:
    """A hold as this office knows it; half open, without an end while none is known."""

    id: int
    tenancy: int
    stops: set[str]
    start: date
    end: date | None


@dataclass
class HeldOffice:
    """Three agreements in arrears, their holds, and every act that moves a letter or a notice along."""

    desk: Desk
    clock: Clock
    known: list[Standing] = field(default_factory=list)
    tenancies: list[int] = field(default_factory=list)
    drawn: list[list[MadeLetter]] = field(default_factory=list)
    went: Counter[str] = field(default_factory=Counter)
    undo: list[Any] = field(default_factory=list)

    def begin(self) -> None:
        """The association, before anything is held."""
        noticing.make_office(self.desk)
        self.other = noticing.colleague(self.desk)
        self.tenancies = [noticing.agreement(self.desk, "Amina Khan"),
                          noticing.agreement(self.desk, "Joy Okafor", "Yusuf Okafor"),
                          noticing.agreement(self.desk, "Piotr Nowak", kind=TenancyKind.LICENCE_EXCLUDED)]
        self.desk.do(debit.run_debit, week=self.desk.today)
        self._letters, self._notices = self._states()

    # What is so.
    def stopped(self, tenancy: int, *words: str) -> bool:
        """Whether a hold that stands today stops one of these for an agreement."""
        today = self.desk.today
        return any(hold.tenancy == tenancy and hold.start <= today and (hold.end is None or today < hold.end)
                   and hold.stops & set(words) for hold in self.known)

    def compare(self) -> None:
        """Nothing has come further since the last look that a hold stops today."""
        letters, notices = self._states()
        for letter_id, (state, template, subject) in letters.items():
            if state in ON_THEIR_WAY and self._further(self._letters.get(letter_id, ("",))[0], state):
                words = {"all letters to them"} | ({"arrears letters"} if _family(template) in DEBT else set())
                assert not self.stopped(Ref.of(subject).id, *words), f"{template} became {state} though it is stopped"
                self.went["letter past a hold of other things" if self._held(Ref.of(subject).id) else "letter"] += 1
                self.went[state] += 1
        for case_id, (state, grounds, tenancy) in notices.items():
            if state in BROUGHT and self._notices.get(case_id, ("",))[0] != state:
                words = {"any notice"} | ({"a notice for rent arrears"} if set(grounds.split(",")) & RENT_GROUNDS else set())
                assert not self.stopped(tenancy, *words), f"a notice on {grounds} became {state} though it is stopped"
                self.went["notice past a hold of other things" if self._held(tenancy) else "notice"] += 1
        self._letters, self._notices = letters, notices

    @staticmethod
    def _further(was: str, now: str) -> bool:
        """Whether a letter came nearer to somebody's hands: not by being put back, nor by what is said of it afterwards."""
        order = ("", *ON_THEIR_WAY)
        return was in order and order.index(now) > order.index(was) and not (was in GONE and now in GONE)

    def _held(self, tenancy: int) -> bool:
        return self.stopped(tenancy, *Stop)

    def _states(self) -> tuple[dict[int, tuple[str, str, str]], dict[int, tuple[str, str, int]]]:
        letters = {i: (str(s), t, subject) for i, s, t, subject in
                   Letter.select(Letter.id, Letter.state, Letter.template, Letter.subject).tuples()}
        notices = {i: (str(s), g, t) for i, s, g, t in
                   NoticeCase.select(NoticeCase.id, NoticeCase.state, NoticeCase.grounds, NoticeCase.tenancy).tuples()}
        return letters, notices

    # Holds.
    def put_hold(self, a: int, b: int) -> None:
        """A hold of any kind on any agreement, from some days ago, today or some days on."""
        kind, start = list(HoldKind)[a % len(HoldKind)], self.desk.today + timedelta(b % 7 - 4)
        more = {list(Stop)[b % len(Stop)]} if b % 3 == 0 or not STOPS[kind] else set()
        end = start + timedelta(60) if kind is HoldKind.BREATHING_SPACE else start + timedelta(9) if b % 2 else None
        tenancy = self.tenancies[a % 3]
        draft = HoldDraft(kind, start, end, STOPS[kind] | more, "Insolvency Service", note="Told by telephone")
        made = self._try(lambda: self.desk.do(holds.put_hold, subject=Ref("tenancy", tenancy), draft=draft))
        if made is not None:
            self.known.append(Standing(int(made.value), tenancy, {str(stop) for stop in draft.stops}, start, end))

    def end_hold(self, a: int, b: int) -> None:
        """A hold ends today, or is taken off as put on by mistake."""
        if not self.known:
            return
        hold = self.known[a % len(self.known)]
        if b % 3:
            facts: dict[str, Any] = {"hold_id": hold.id, "version": 1, "end": self.desk.today, "because": "Over"}
            if self._try(lambda: self.desk.do(holds.end_hold, **facts)) is not None:
                hold.end = self.desk.today
        elif self._try(lambda: self.desk.do(holds.remove_hold, hold_id=hold.id, version=1, because="A mistake")) is not None:
            self.known.remove(hold)

    def days_pass(self, a: int, _b: int) -> None:
        """One to twelve days go by."""
        self.clock.to(self.desk.today + timedelta(1 + a % 12))

    # Letters.
    def draw_run(self, a: int, b: int) -> None:
        """Arrears letters or statements are drawn; whether they are kept, and when, is another act."""
        accounts = [account.id for tenancy in self.tenancies for account in accounts_of(tenancy)]
        template = (None, "arrears-1", "arrears-3", "statement")[b % 4]
        rows = self.desk.ask(runs.proposed, account_ids=accounts[a % 2:], on=self.desk.today, template=template)
        self.drawn.append(self.desk.ask(runs.draw, chosen=rows, on=self.desk.today, signed_by="Ann Brown"))

    def draw_one(self, a: int, b: int) -> None:
        """Any of the letters to any of the people."""
        template, tenancy = shipped_template(shipped_keys()[a % len(shipped_keys())]), self.tenancies[b % 3]
        person = self.desk.ask(holders_on, tenancy_id=tenancy, on=self.desk.today)[0].person_id
        answers = {ask.name: _ANSWERS[ask.kind] for ask in template.asks}
        draft = LetterDraft(tenancy, template.key, person, answers, to_name="Dale Council",
                            to_address="1 High Street\nDalebrook\nZZ9 9ZZ")
        self.drawn.append([self.desk.ask(single.look, draft=draft, on=self.desk.today, signed_by="Ann Brown")])

    def keep(self, a: int, _b: int) -> None:
        """What was drawn, perhaps days ago, is kept."""
        if self.drawn:
            made = self.drawn.pop(a % len(self.drawn))
            self._try(lambda: self.desk.do(mailing_actions.issue_run, title="Letters", letters=made))

    def move_letters(self, a: int, b: int) -> None:
        """Some letters are said to have come out, gone to the post, the door or by e-mail, or are put back or put by."""
        desk, today = self.desk, self.desk.today
        moves: tuple[tuple[LetterState, Callable[[list[int]], Any]], ...] = (
            (LetterState.READY, lambda ids: desk.do(letter_actions.mark_printed, letter_ids=ids)),
            (LetterState.READY, lambda ids: desk.do(letter_actions.start_printing, letter_ids=ids)),
            (LetterState.PRINTING, lambda ids: desk.do(letter_actions.mark_printed, letter_ids=ids)),
            (LetterState.PRINTING, lambda ids: desk.do(letter_actions.mark_printed, letter_ids=ids)),
            (LetterState.PRINTED, lambda ids: desk.do(letter_actions.mark_posted, letter_ids=ids, on=today)),
            (LetterState.PRINTED, lambda ids: desk.do(letter_actions.mark_posted, letter_ids=ids, on=today)),
            (LetterState.PRINTED, self._carried),
            (LetterState.PRINTED, self._carried),
            (LetterState.PRINTED, self._carried),
            (LetterState.PRINTED, lambda ids: desk.do(letter_actions.mark_ready, letter_ids=ids)),
            (LetterState.READY, lambda ids: desk.do(letter_actions.keep_back, letter_ids=ids)),
            (LetterState.KEPT_BACK, lambda ids: desk.do(letter_actions.take_up, letter_ids=ids)),
            (LetterState.READY, self._e_mailed),
            (LetterState.READY, lambda ids: desk.do(letter_actions.withdraw, letter_ids=ids)),
            (LetterState.POSTED, lambda ids: desk.do(letter_actions.came_back, letter_ids=ids, why="Gone away")))
        there = {state: [row.id for row in desk.ask(letter_queries.letters, state=state)] for state, _ in moves}
        fitting = [(there[state], move) for state, move in moves if there[state]]
        for ids, move in fitting[b % len(fitting):][:1] if fitting else ():
            for letter_id in ids[a % 2::2] or ids:
                self._try(partial(move, [letter_id]))

    def _carried(self, ids: list[int]) -> Any:
        stops = tuple(PlannedStop(letter_id, "Room 1", "Piotr Nowak") for letter_id in ids)
        draft = RoundDraft("Beech House", "scheme:1", self.desk.today, "Ann Brown", stops)
        made = self.desk.do(make_round, draft=draft)
        doors = [row.id for row in DeliveryStop.select(DeliveryStop.id).where(DeliveryStop.round == made.value)]
        door = StopDraft(StopOutcome.UNDER_DOOR, "Ann Brown", self.desk.today, "0001")
        return self.desk.do(record_stop, stop_ids=doors, draft=door)

    def _e_mailed(self, ids: list[int]) -> Any:
        self.desk.do(letter_actions.change_way, letter_ids=ids, way=Way.EMAIL)
        return self.desk.do(letter_actions.mark_sent, letter_id=ids[0])

    def take_back(self, a: int, _b: int) -> None:
        """One of the last acts is taken back, or what was taken back is done again, as by Ctrl+Z and Ctrl+Y."""
        if self.undo:
            back = self.undo.pop(a % len(self.undo))
            self._try(lambda: self.desk.do(back.action, **back.facts))

    # Notices.
    def begin_notice(self, a: int, b: int) -> None:
        """A notice is begun and, as far as it may be, prepared."""
        notice, grounds = _NOTICES[b % len(_NOTICES)]
        self._try(lambda: noticing.prepared(self.desk, self.tenancies[a % 2], notice, grounds))

    def bring_notice_on(self, a: int, b: int) -> None:
        """The next step of a notice: a second person, the printer, the door; or its day is set anew."""
        rows = list(NoticeCase.select().where(NoticeCase.state.in_(["being prepared", "checked", "printed, to be served"])))
        if not rows:
            return
        case = noticing.seen(self.desk, rows[a % len(rows)].id)
        if b % 4 == 0:
            self._try(lambda: noticing.dated(self.desk, case))
            return
        steps: dict[str, Callable[[CaseRow], Any]] = {"being prepared": self._check, "checked": self._issue,
                                                      "printed, to be served": self._serve}
        self._try(lambda: steps[str(case.state)](case))

    def _check(self, case: CaseRow) -> None:
        noticing.confirm(self.desk, case)
        self.other.do(preparing.check_notice, case_id=case.id, version=case.version)

    def _issue(self, case: CaseRow) -> None:
        self.desk.do(serving.issue_notice, case_id=case.id, version=case.version)

    def _serve(self, case: CaseRow) -> None:
        for holder in self.desk.ask(holders_on, tenancy_id=case.tenancy_id, on=self.desk.today):
            seen = noticing.seen(self.desk, case.id)
            draft = ServiceDraft(holder.person_id, Method.HAND, self.desk.today, "Ann Brown", at="00:05")
            self.desk.do(serving.record_service, case_id=case.id, version=seen.version, draft=draft)

    def _try(self, act: Callable[[], Any]) -> Any:
        with suppress(Refused, HousingDeskError):
            done = act()
            if isinstance(done, Outcome) and done.take_back is not None and "hold" not in done.changed:
                self.undo = [*self.undo[-7:], done.take_back]
            return done
        return None


def _family(template: str) -> str:
    return "statement" if template == "statement" else str(shipped_template(template).family)
