"""Reviews and changes of the made-up association: what was held, what was agreed, what is late; changes under way and done.

Every act is done as the screens do it, with the time at which it would have been done.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from housingdesk.changes.actions import carrying_out, changing, handing_over, reviewing
from housingdesk.changes.queries import judging, moving_on, reviews
from housingdesk.changes.queries.telling import telling
from housingdesk.changes.rules.review_forms import AgreedDraft, MoveOnDraft, ReviewDraft
from housingdesk.changes.rules.telling import ToldDraft
from housingdesk.changes.rules.words import ChangeKind, Destination, MoveOnOutcome, ReviewKind
from housingdesk.demo.doing import Doing
from housingdesk.notices.queries.cases import cases
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.queries.agreements import TenancyRow, holders, tenancies
from housingdesk.tenancies.queries.listing import Order, TenancyFilter, When, tenancy_ids
from housingdesk.tenancies.rules import TenancyKind

MOST_REVIEWS = 90
_ASKED_FROM = timedelta(weeks=20)
_FORMS: dict[ReviewKind, dict[str, str]] = {
    ReviewKind.SUPPORT_PLAN: {
        "goals": "Bus pass and GP: done. Volunteering at the café twice a week.",
        "money": "Budget sheet kept; own share of the charge paid on Fridays.",
        "their_view": "“I would like a place with my own kitchen.”"},
    ReviewKind.LICENCE: {
        "charge": "Benefit in payment. £6.40 own share, two weeks behind in August, paid since.",
        "room": "Window catch broken; repair ordered.", "their_view": "“It is quieter since the summer.”"},
    ReviewKind.SETTLING_IN: {
        "home": "Boiler shown again; meter readings taken.", "rent": "Universal Credit in payment."},
    ReviewKind.STARTER: {
        "rent": "Paid, one week late in May.", "conduct": "Nothing known.", "their_view": "“The children like the school.”"},
}
_OUTCOMES = ("Goes well; next review as planned", "Some rent late: a plan agreed", "Ready for more; move-on form begun")
_AGREED = (("Send the move-on form to the council", "Support worker"), ("Mend the window catch", "Property services"),
           ("Bring the benefit letter to the office", "Resident"), ("Ring the GP about the repeat prescription", "Key worker"))
_PLANS = ("Council bidding number applied for; one-bedroom, near the bus station", "Waiting for a place in move-on flats",
          "Stays until the course ends, then looks with her sister")


class ChangeDays(Doing):
    """Reviews week after week and a few changes, as two coordinators would have done them."""

    hour = 14

    def fill(self, today: date) -> dict[str, int]:
        """Reviews held and left, moving on, and changes; returns how many of each."""
        self._do(today - _ASKED_FROM, set_value, self._administrator, key="reviews.asked_from", value=today - _ASKED_FROM,
                 valid_from=None)
        held = self._reviews(today)
        self._move_on(today)
        return {"reviews": held, "changes": self._changes(today)}

    # Reviews.
    def _reviews(self, today: date) -> int:
        """Most of what was due is held, a few days early or late; every fifth is left, so that schemes differ."""
        held = 0
        for number, line in enumerate(self._ask(reviews.due_lines, on=today, ahead=0)[:MOST_REVIEWS * 2]):
            if number % 5 == 3 or held >= MOST_REVIEWS or line.due.last_on is not None:
                continue
            on = min(max(line.due.due_on + timedelta(number % 9 - 3), line.due.from_on), today - timedelta(number % 6))
            draft = ReviewDraft(line.due.kind, line.due.due_on, on, self._who.name,
                                f"{line.names.split(' and ')[0]}, support worker", _OUTCOMES[number % len(_OUTCOMES)])
            made = self._do(on, reviewing.keep_review, tenancy_id=line.tenancy_id, draft=draft,
                            form=_FORMS.get(line.due.kind, {}))
            held += 1
            if number % 4 == 0:
                self._agree(made, number, on, today)
        return held

    def _agree(self, review_id: int, number: int, on: date, today: date) -> None:
        what, who = _AGREED[number // 4 % len(_AGREED)]
        by_on = on + timedelta(14)
        made = self._do(on, reviewing.agree_on, review_id=review_id, draft=AgreedDraft(what, who, by_on))
        if number % 12 and by_on < today:
            row = next(one for one in self._ask(reviews.agreed_of, review_id=review_id) if one.id == made)
            self._do(by_on, reviewing.settle_agreed, action_id=made, version=row.version, on=by_on, note="")

    def _move_on(self, today: date) -> None:
        """A third of who lives there is ready; who left lately went somewhere."""
        lines = self._ask(moving_on.move_on_lines, on=today)
        for number, line in enumerate(lines):
            if line.ends_on is not None and line.ends_on < today:
                where = (Destination.COUNCIL, Destination.ASSOCIATION, Destination.FAMILY, Destination.NOT_KNOWN)[number % 4]
                how = MoveOnOutcome.UNPLANNED if where is Destination.NOT_KNOWN else MoveOnOutcome.PLANNED
                draft = MoveOnDraft(None, "", how, where, line.ends_on)
            elif number % 3 == 0 and line.stay_days > 120:
                draft = MoveOnDraft(today - timedelta(7 * (number % 11) + 5), _PLANS[number % len(_PLANS)])
            else:
                continue
            self._do(max(line.ends_on or today, line.starts_on) if draft.outcome else today, reviewing.keep_move_on,
                     tenancy_id=line.tenancy_id, draft=draft)

    # Changes.
    def _changes(self, today: date) -> int:
        """An exchange that waits for its answer, a notice that is accepted, a new name, a room left overnight."""
        free = self._free(today)
        made = [self._exchange(free, today), self._notice(free, today), self._name(free, today), self._left(free, today)]
        return sum(one for one in made)

    def _free(self, today: date) -> list[TenancyRow]:
        """Agreements of one person that run on, the oldest first."""
        ids = self._ask(tenancy_ids, chosen=TenancyFilter(today, When.CURRENT), order=Order.STARTS_ON)
        rows: list[TenancyRow] = self._ask(tenancies, ids=list(ids)[:400])
        noticed = {row.tenancy_id for row in self._ask(cases)}
        return [row for row in rows if row.ends_on is None and " and " not in row.names and row.id not in noticed]

    def _take(self, free: list[TenancyRow], *kinds: TenancyKind) -> TenancyRow | None:
        row = next((one for one in free if one.kind in kinds), None)
        if row is not None:
            free.remove(row)
        return row

    def _begin(self, row: TenancyRow, kind: ChangeKind, on: date, answers: Mapping[str, str], by: str = "") -> int:
        made: int = self._do(on, changing.begin_change, tenancy_id=row.id, kind=kind, asked_on=on, asked_by=by or row.names)
        self._do(on, changing.answer_change, change_id=made, version=self._version(made), answers=answers)
        return made

    def _version(self, change_id: int) -> int:
        from housingdesk.changes.queries.changes import change

        return int(self._ask(change, change_id=change_id).version)

    def _step(self, change_id: int, on: date, **steps: str) -> None:
        for step, note in steps.items():
            self._do(on, changing.record_change_step, change_id=change_id, step=step, done_on=on, note=note)

    def _decide(self, change_id: int, on: date, reason: str) -> None:
        file = self._ask(judging.change_file, change_id=change_id, on=on)
        self._do(on, changing.agree_to_change, change_id=change_id, version=file.row.version, reason=reason,
                 effective_on=file.judgement.effective_on)

    def _exchange(self, free: list[TenancyRow], today: date) -> int:
        row = self._take(free, TenancyKind.ASSURED)
        if row is None:
            return 0
        on = today - timedelta(38)
        made = self._begin(row, ChangeKind.EXCHANGE, on, {
            "ours": "no", "other": "A tenant of Northmere Council, 2 Weaver Street", "way": "assign", "size": "yes"})
        self._step(made, on + timedelta(9), application="Both forms complete", inspection="Home in good order")
        return 1

    def _notice(self, free: list[TenancyRow], today: date) -> int:
        row = self._take(free, TenancyKind.ASSURED)
        if row is None:
            return 0
        on = today - timedelta(6)
        made = self._begin(row, ChangeKind.NOTICE_BY_TENANT, on, {
            "given_on": on.isoformat(), "in_writing": "yes", "any_day": "no", "shorter": "no",
            "forwarding": "With her daughter, address to follow"})
        self._step(made, on, notice="Letter of the same day, signed")
        self._decide(made, on + timedelta(1), "A good notice")
        self._do(on + timedelta(1), carrying_out.carry_out_change, change_id=made, version=self._version(made))
        for line in self._ask(telling, tenancy_id=row.id).lines[:2]:
            words = line.message
            self._do(on + timedelta(2), handing_over.write_down_told, tenancy_id=row.id, whom=words.whom,
                     draft=ToldDraft(on + timedelta(2), "e-mail", words.name, words.text))
        return 1

    def _name(self, free: list[TenancyRow], today: date) -> int:
        row = self._take(free[::-1], TenancyKind.ASSURED, TenancyKind.PROTECTED_ASSURED)
        if row is None:
            return 0
        on, person = today - timedelta(20), self._ask(holders, tenancy_ids=[row.id])[0]
        made = self._begin(row, ChangeKind.NAME, on, {
            "who": str(person.person_id), "name": f"{person.name.split()[0]} Hartley", "evidence": "marriage"})
        self._step(made, on, seen="Marriage certificate, seen and given back")
        self._decide(made, on, "As the certificate says")
        self._do(on, carrying_out.carry_out_change, change_id=made, version=self._version(made))
        return 1

    def _left(self, free: list[TenancyRow], today: date) -> int:
        row = self._take(free, TenancyKind.LICENCE_EXCLUDED)
        if row is None:
            return 0
        seen = today - timedelta(3)
        made = self._begin(row, ChangeKind.LEFT_OVERNIGHT, today - timedelta(2), {
            "last_seen": seen.isoformat(), "seen_by": "Night staff, 11.40pm, going out with a bag", "keys": "gone",
            "belongings": "Bedding, a radio, papers in the drawer", "safe": "no", "said": "no",
            "end_on": (today + timedelta(26)).isoformat(), "end_reason": "Four weeks from the notice in the room"},
            by="night staff")
        self._step(made, today - timedelta(2), support="Key worker told by phone; no answer on the mobile since")
        return 1
