"""What is asked on the benefit board, one small form in its pane: an award recorded; what a chase goes by; a rent confirmed."""

from datetime import date
from typing import Any

from housingdesk.benefits.actions.awards import record_award
from housingdesk.benefits.actions.claims import decide_claim
from housingdesk.benefits.actions.contacts import answer_contact
from housingdesk.benefits.actions.uc_cards import portal_answered
from housingdesk.benefits.queries.board import BoardRow
from housingdesk.benefits.queries.claims import ClaimRow, claim
from housingdesk.benefits.queries.overdue import Reach, reach_for, waiting_of
from housingdesk.benefits.rules.awards import AwardDraft, by_month
from housingdesk.benefits.rules.overdue import Wait
from housingdesk.benefits.rules.words import ClaimState
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField, Tick
from housingdesk.ui.kit.list_part import Asked, ListWithPane, Question
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.values.dates import week_of
from housingdesk.values.money import portion
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen

_YES, _NO = "pays", "refuses"


@frozen
class AskFacts:
    """What asking about a claim goes by: the claim, its office and how it is asked, and what of it is late."""

    claim: ClaimRow
    office: Reach
    wait: Wait | None


def ask_facts(claim_id: int, on: date) -> AskFacts:
    """Read for one claim."""
    row = claim(claim_id)
    return AskFacts(row, reach_for(row), next(iter(waiting_of(row, on).waits), None))


class AwardQuestion(Question):
    """What the office's letter says: the decision of a claim that waits, or a new award of one in payment."""

    def __init__(self, part: ListWithPane, row: BoardRow) -> None:
        self._part, self._row = part, row
        decided = row.state is ClaimState.DECIDED
        super().__init__(part, "Record award", f"{row.person} · {row.office}", self._changed() if decided else self._decided(),
                         "Record it", self._record if decided else self._decide)

    def _day(self, *, needed: bool = True, monday: bool = False, empty: bool = False) -> DateEdit:
        today = self._part.desk.today
        return DateEdit(lambda: today, None if empty else week_of(today) if monday else today, needed=needed)

    def _decided(self) -> Asked:
        return (("answer", "Decision", Choice([(_YES, "It pays"), (_NO, "It refuses")])),
                ("weekly_pence", "How much a week", MoneyEdit(self._row.weekly_pence or None)),
                ("to_landlord", "Payment", Tick("Paid to us", True)),
                ("reference", "Its reference", TextField(self._row.reference, longest=60)), ("on", "Decided on", self._day()))

    def _changed(self) -> Asked:
        month = by_month(self._row.kind)
        pence = portion(self._row.weekly_pence, 52, 12) if month else self._row.weekly_pence
        return (("start", "It pays from", self._day(monday=not month)),
                ("pence", f"How much a {'month' if month else 'week'}", MoneyEdit(pence or None)),
                ("to_landlord", "Payment", Tick("Paid to us", True)),
                ("rent_used_pence", "The rent it reckons with", MoneyEdit(None)),
                ("told_on", "Day of the notice", self._day(needed=False, empty=True)),
                ("source", "Where it is from", TextField("The award letter", longest=200)))

    def _decide(self, form: PaneForm) -> None:
        said = form.values()
        pays = said.pop("answer") == _YES
        if pays and not said["weekly_pence"]:
            form.show_problems([Problem("weekly_pence", "Type what it pays a week, for example 112.40")])
            return
        said["weekly_pence"] = said["weekly_pence"] if pays else None
        self._do_it(form, decide_claim, version=self._row.version, **said)

    def _record(self, form: PaneForm) -> None:
        said = form.values()
        if said["pence"] is None:
            form.show_problems([Problem("pence", "Type what it pays, for example 112.40")])
            return
        draft = AwardDraft(**said)
        if not form.show_problems(draft.problems(self._part.desk.today)):
            self._do_it(form, record_award, draft=draft)

    def _do_it(self, form: PaneForm, action: Any, **facts: Any) -> None:
        self._part.desk.do(action, self._part.close_form, form.refused, claim_id=self._row.claim_id, **facts)


def verified(desk: QtDesk, row: BoardRow) -> None:
    """The office's question was answered today: through the portal, or the letter or call that is noted."""
    asked = row.verify
    if asked is None:
        return
    if asked.contact_id is not None:
        desk.do(answer_contact, None, None, contact_id=asked.contact_id, version=asked.version, on=desk.today)
    else:
        desk.do(portal_answered, None, None, claim_id=row.claim_id, version=asked.version, on=desk.today)
