"""Days of the made-up association on which letters went out: a quarter's statements, a round that is done, one to be done."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.db.connection import Store
from housingdesk.demo import carried
from housingdesk.demo.carried import Carried
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import rounds as recording
from housingdesk.letters.queries.rounds import round_file
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.mailings.actions import issue_run
from housingdesk.mailings.actions.rounds import make_round
from housingdesk.mailings.actions.statements import issue_statements
from housingdesk.mailings.queries import many, statement_log, statements
from housingdesk.mailings.queries.rounds import carried as carry_there


class LetterDays:
    """Letters made, printed and sent as the screens do it, each at the time at which it would have been done."""

    def __init__(self, store: Store, who: Who) -> None:
        self._store, self._who = store, who

    def _desk(self, on: date, at: time) -> Desk:
        moment = datetime.combine(on, at, UTC)
        return Desk(self._store, self._who, lambda: moment)

    def send_statements(self, today: date) -> None:
        """Makes the statements of the last finished quarter on the Monday after it; by paper they went the day after."""
        quarter = carried.quarter(today)
        on = carried.made_on(quarter)
        if on >= today:
            return
        desk = self._desk(on, time(14))
        chosen = desk.ask(statement_log.to_make, quarter=quarter, on=on)
        if not chosen:
            return
        letters = desk.ask(statements.draw, chosen=chosen, quarter=quarter, on=on, signed_by=self._who.name)
        run_id = desk.do(issue_statements, quarter=quarter, letters=letters).value
        paper, mail = self._ready(desk, run_id)
        if paper:
            desk.do(letter_actions.mark_printed, letter_ids=paper)
            after = on + timedelta(1)
            self._desk(after, time(9, 15)).do(letter_actions.mark_posted, letter_ids=paper, on=after)
        for letter_id in mail:
            desk.do(letter_actions.mark_sent, letter_id=letter_id)

    def _ready(self, desk: Desk, run_id: int) -> tuple[list[int], list[int]]:
        """The letters of a run that wait: those on paper, and those by e-mail."""
        rows = desk.ask(letter_queries.letters, run_id=run_id, limit=100_000)
        ready = [row for row in rows if row.state is LetterState.READY]
        return ([row.id for row in ready if row.way is not Way.EMAIL], [row.id for row in ready if row.way is Way.EMAIL])

    def carry(self, today: date) -> None:
        """A round that was carried last week, with a door where nobody was found; and one that is to be carried today."""
        places = self._desk(today, time(1)).ask(carried.rounds, on=today)
        for place, on in zip(places, (today - timedelta(4), today), strict=False):
            round_id = self._round(place, on, today + timedelta(7))
            if on < today and round_id is not None:
                self._record(round_id, on)

    def _round(self, place: Carried, on: date, visit_on: date) -> int | None:
        """Letters for one scheme, carried there; what goes to others because of them goes by post and e-mail."""
        early = time(1) if on.weekday() == 0 else time(10)
        desk = self._desk(on, early)
        made = desk.ask(many.draw, draft=carried.letter(visit_on), tenancy_ids=place.tenancy_ids, on=on,
                        signed_by=self._who.name)
        run_id = desk.do(issue_run, title="Smoke alarms", letters=made).value
        paper, mail = self._ready(desk, run_id)
        for letter_id in mail:
            desk.do(letter_actions.mark_sent, letter_id=letter_id)
        if not paper:
            return None
        desk.do(letter_actions.mark_printed, letter_ids=paper)
        found = desk.ask(carry_there, scheme_id=place.scheme_id, on=on)
        others = sorted(set(paper) - {stop.letter_id for stop in found.stops})
        if others:
            desk.do(letter_actions.mark_posted, letter_ids=others, on=on)
        if not found.stops:
            return None
        return int(desk.do(make_round, scheme_id=place.scheme_id, out_on=on, by=carried.CARRIER).value)

    def _record(self, round_id: int, on: date) -> None:
        desk = self._desk(on, time(16))
        doors: Sequence[Any] = desk.ask(round_file, round_id=round_id).doors
        for door, draft in zip(doors, carried.at_the_doors(len(doors), on), strict=True):
            desk.do(recording.record_stop, stop_ids=door.stop_ids, draft=draft)
        desk.do(recording.close_round, round_id=round_id)
