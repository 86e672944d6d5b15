"""The form for what showed who somebody is, or by when it comes and who vouches until then."""

from collections.abc import Callable
from typing import Any

from housingdesk.people.actions.proofs import record_identity
from housingdesk.people.queries import PersonRow
from housingdesk.people.rules.proofs import IdentityDraft, IdentityKind
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.text import sentence_case


class IdentityForm:
    """Something was seen, or is to follow. What was to follow is settled by anything that was seen."""

    def __init__(self, pane: RefillPane, desk: QtDesk, person: PersonRow, done: Callable[[], object]) -> None:
        self._desk, self._person, self._done = desk, person, done
        self.form = PaneForm(pane, f"What shows who {person.name} is")
        self.form.add("kind", "What it is", Choice([(one, sentence_case(one)) for one in IdentityKind]))
        self.form.add("number", "Its number", TextField(longest=60))
        self.form.row(("seen_on", "Seen on", DateEdit(lambda: desk.today, desk.today)),
                      ("seen_by", "Seen by", TextField(longest=120)))
        self.form.row(("follow_by", "To follow by", DateEdit(lambda: desk.today)),
                      ("vouched_by", "Who vouches", TextField(longest=200)))
        self.form.set_values(seen_by=desk.who.name)
        self.form.foot("Keep it", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say all that stands against it. Of identity to follow nothing was seen yet."""
        draft = self.form.draft(IdentityDraft)
        if draft is None:
            return
        if draft.kind is IdentityKind.TO_FOLLOW:
            draft = IdentityDraft(draft.kind, follow_by=draft.follow_by, vouched_by=draft.vouched_by)
        else:
            draft = IdentityDraft(draft.kind, draft.number, draft.seen_on, draft.seen_by)
        if self.form.show_problems(draft.problems(self._desk.today)):
            return
        self._desk.do(record_identity, self._kept, self.form.refused, person_id=self._person.id, draft=draft)

    def _kept(self, _outcome: Any) -> None:
        self._done()
