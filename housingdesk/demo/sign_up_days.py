"""Lettings of the made-up association in progress and done, through the acts that the desk would have done."""

from datetime import UTC, date, datetime, time, timedelta

from housingdesk.demo import sign_ups as plan
from housingdesk.demo.actions.sign_ups import hand_over, name_applicant, write_answers
from housingdesk.demo.doing import Doing
from housingdesk.demo.sign_ups import HOUSEHOLDS, Home, Household, Stage
from housingdesk.lettings.actions import signup
from housingdesk.lettings.queries.signup import signup_case
from housingdesk.lettings.rules.signup.emergency import EmergencyDraft
from housingdesk.properties.queries import agents, councils
from housingdesk.properties.rules import SpaceKind
from housingdesk.tenancies.queries.homes import empty_on

_NIGHT = timedelta(days=2)
_PACK = "E0147"
_OPEN = frozenset({"nino_1"})


class SignUpDays(Doing):
    """New homes, and everybody who is signed up for them."""

    hour = 1

    def fill(self, today: date) -> dict[str, int]:
        """All households at their stages; returns how many are in progress and how many done."""
        done: list[Stage] = []
        with self._store.connected():  # one connection for all of it
            homes = self._homes(today)
            for household in HOUSEHOLDS:
                left = homes.get(household.home)
                if left:
                    self._household(household, left.pop(0), today)
                    done.append(household.stage)
        finished = done.count(Stage.FINISHED)
        return {"sign-ups": len(done) - finished, "signed up": finished}

    def _homes(self, today: date) -> dict[Home, list[int]]:
        """Every home that can be let, by its sort: the new ones, and a garage that stands empty."""
        found = self._do(today, hand_over, self._administrator, council_id=self._ask(councils)[0].id,
                         agent_id=self._ask(agents)[0].id, officer=self._who.name)
        garages = [row.space_id for row in self._ask(empty_on, day=today)
                   if row.kind in (SpaceKind.GARAGE, SpaceKind.PARKING, SpaceKind.STORE)]
        return {**found, Home.GARAGE: garages[:1]}

    def _household(self, one: Household, space_id: int, today: date) -> None:
        if one.stage is Stage.NIGHT:
            number = self._night(one, space_id, today)
        else:
            number = int(self._do(today, signup.begin_sign_up, space_id=space_id, kind=one.kind, flow=one.flow))
        self._do(today, name_applicant, sign_up_id=number, name=one.name, source=one.source,
                 council_id=self._ask(councils)[0].id, agent_id=self._ask(agents)[0].id)
        self._answer(one, number, today)
        self._carry_on(one, number, today)

    def _night(self, one: Household, space_id: int, today: date) -> int:
        start = datetime.combine(today - _NIGHT, time(23, 40), UTC)
        draft = EmergencyDraft(space_id, one.name, _PACK, start, "Joan Bell, night worker",
                               "Had to leave at once; the council’s out-of-hours team asked for a bed", one.kind, one.born_on)
        return int(self._do(today, signup.enter_emergency, draft=draft))

    def _answer(self, one: Household, number: int, today: date) -> None:
        """What is asked, again until nothing new is; a sign-up that is paused stops before its fourth task."""
        stop = {Stage.PAUSED: 4, Stage.NIGHT: 2}.get(one.stage, 99)
        asked: set[str] = set()
        while True:
            case = self._ask(signup_case, sign_up_id=number, on=today)
            rows = [row for state in case.tasks if state.task.number < stop for row in state.asked
                    if row.key not in asked and row.said is None]
            if not rows:
                return
            asked |= {row.key for row in rows}
            said = {row.key: plan.answer_of(row, one, today) for row in rows}
            unknown = _OPEN & asked if one.stage is Stage.PAUSED else frozenset()
            self._do(today, write_answers, sign_up_id=number, not_known=frozenset(unknown),
                     answers={key: value for key, value in said.items() if value and key not in unknown})

    def _carry_on(self, one: Household, number: int, today: date) -> None:
        match one.stage:
            case Stage.PAUSED:
                self._do(today, signup.leave_at, sign_up_id=number, task="reach", field="phone_1")
            case Stage.WAITING:
                self._do(today, signup.leave_at, sign_up_id=number, task="sign", field="understood")
                self._do(today, signup.wait_for_copy, sign_up_id=number)
            case Stage.UNSURE:
                self._do(today, signup.leave_at, sign_up_id=number, task="sign", field="understood")
                self._do(today, signup.not_sure, sign_up_id=number, on=today + timedelta(3), at="11:00")
            case Stage.NIGHT:
                self._do(today, signup.leave_at, sign_up_id=number, task="household", field="people")
            case Stage.FINISHED:
                self._do(today, signup.sign, sign_up_id=number)
                self._do(today, signup.finish_sign_up, sign_up_id=number)
                return
        self._do(today, signup.let_go, sign_up_id=number)
