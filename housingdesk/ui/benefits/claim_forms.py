"""The forms of a claim, one small one at a time in the pane: started, sent, evidence, decided, ended, put right."""

from collections.abc import Callable, Sequence
from typing import Any

from housingdesk.benefits.actions import claims as actions
from housingdesk.benefits.law_stock import funds
from housingdesk.benefits.queries.claims import ClaimRow
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.words import ClaimKind, ClaimState
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField, Tick, Ticks
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.problems import Problem

Done = Callable[[], object]
_YES, _NO = "pays", "refused"


class ClaimForm:
    """A form of a claim; ``submit`` does it, or shows what stands against it."""

    title = about = verb = ""

    def __init__(self, pane: RefillPane, desk: QtDesk, row: ClaimRow | None, done: Done, leave: Done, finish: Done) -> None:
        self.desk, self.row, self._done = desk, row, done
        self.form = PaneForm(pane, self.title, self.about)
        self.questions()
        self.form.foot(self.verb, finish, leave)

    def questions(self) -> None:
        """What is asked."""
        raise NotImplementedError

    def do(self, said: dict[str, Any]) -> None:
        """Do it with what was said."""
        raise NotImplementedError

    def submit(self) -> None:
        """Do it when everything can be read."""
        if not self.form.show_problems(self.form.unreadable()):
            self.do(self.form.values())

    def act(self, action: Callable[..., Any], **facts: Any) -> None:
        """An act on the claim."""
        assert self.row is not None
        self.desk.do(action, self.kept, self.form.refused, claim_id=self.row.id, version=self.row.version, **facts)

    def kept(self, _outcome: Any) -> None:
        """It is done: the list stands there again."""
        self._done()

    def day(self, name: str, words: str, *, today: bool = True, needed: bool = True, hint: str = "") -> None:
        """Ask for a day."""
        self.form.add(name, words, DateEdit(lambda: self.desk.today, self.desk.today if today else None, needed=needed),
                      hint=hint)


class StartForm(ClaimForm):
    """A claim is started."""

    title, verb = "Start a claim", "Start it"
    about = "It counts from the first contact, also when proof of identity follows"

    def __init__(self, *of: Any, tenancy_id: int, holders: Sequence[tuple[int, str]], councils: Sequence[tuple[int, str]],
                 council_id: int | None, kind: ClaimKind) -> None:
        self._tenancy_id, self._holders, self._councils = tenancy_id, holders, councils
        self._council_id, self._kind = council_id, kind
        super().__init__(*of)

    def questions(self) -> None:
        self.form.add("kind", "What is claimed", Choice([(kind, str(kind)) for kind in ClaimKind]))
        self.form.add("person_id", "Who claims", Choice(self._holders))
        self.form.add("council_id", "From which council", Choice([(None, "Not known yet"), *self._councils]),
                      hint="Universal Credit comes from the DWP")
        self.day("counts_from", "First contact")
        self.form.add("expected_pence", "Expected a week", MoneyEdit(), hint="Empty while nobody knows")
        self.form.add("to_landlord", "Payment", Tick("Asked to be paid to us"))
        self.day("authority_on", "Authority to talk to us, given on", today=False, needed=False)
        self.form.set_values(kind=self._kind, council_id=self._council_id)

    def do(self, said: dict[str, Any]) -> None:
        draft = ClaimDraft(tenancy_id=self._tenancy_id, **said)
        over = funds().why_not(draft.kind, draft.counts_from)
        against = [Problem("kind", over)] if over is not None else []
        if not self.form.show_problems([*against, *draft.problems(self.desk.today)]):
            self.desk.do(actions.start_claim, self.kept, self.form.refused, draft=draft)


class SentForm(ClaimForm):
    """The form went to the office."""

    title, verb, about = "The form was sent", "It was sent", "What is still missing may come within a month of that day"

    def questions(self) -> None:
        self.day("on", "Sent on")
        self.form.add("reference", "Its reference", TextField(self.row.reference if self.row else "", longest=60))

    def do(self, said: dict[str, Any]) -> None:
        self.act(actions.send_claim, **said)


class CameForm(ClaimForm):
    """Evidence came; what is ticked has."""

    title, verb, about = "Evidence came", "It came", "Untick what is still missing"

    def questions(self) -> None:
        missing = [(one.id, one.what) for one in self.row.evidence if one.missing] if self.row is not None else []
        self.form.add("evidence_ids", "What came", Ticks(missing))
        self.form["evidence_ids"].set_value(tuple(number for number, _ in missing))
        self.day("on", "On")

    def do(self, said: dict[str, Any]) -> None:
        self.act(actions.receive_evidence, **said)


class AskedForm(ClaimForm):
    """The office asks for more."""

    title, verb, about = "The office asks for more", "Keep what is asked for", "One thing to a line"

    def questions(self) -> None:
        self.form.add("what", "What is asked for", LongText(lines=3))
        self.day("on", "Asked on")
        self.day("by", "To be there by", today=False, needed=False, hint="Empty: a month from when it was asked for")

    def do(self, said: dict[str, Any]) -> None:
        self.act(actions.ask_evidence, **{**said, "what": said["what"].splitlines()})


class DecidedForm(ClaimForm):
    """The office decided."""

    title, verb, about = "The office decided", "Keep the decision", "As the letter of the office says"

    def questions(self) -> None:
        self.form.add("answer", "Decision", Choice([(_YES, "It pays"), (_NO, "It refuses")]))
        self.form.add("weekly_pence", "How much a week", MoneyEdit(self.row.expected_pence if self.row else None))
        self.form.add("to_landlord", "Payment", Tick("Paid to us", bool(self.row and self.row.to_landlord)))
        self.form.add("reference", "Its reference", TextField(self.row.reference if self.row else "", longest=60))
        self.day("on", "Decided on")

    def do(self, said: dict[str, Any]) -> None:
        answer = said.pop("answer")
        if answer == _YES and said["weekly_pence"] is None:
            self.form.show_problems([Problem("weekly_pence", "Type what it pays a week, for example 112.40")])
            return
        self.act(actions.decide_claim, **{**said, "weekly_pence": said["weekly_pence"] if answer == _YES else None})


class SuspendedForm(ClaimForm):
    """The office stopped paying until it hears something."""

    title, verb = "Payment is suspended", "Keep it"
    about = "The office pays nothing until it is told what it asks"

    def questions(self) -> None:
        self.day("on", "Suspended on")
        self.day("by", "It wants to hear by", today=False, needed=False, hint="Empty: a month")

    def do(self, said: dict[str, Any]) -> None:
        self.act(actions.suspend_claim, **said)


class EndForm(ClaimForm):
    """A claim ends."""

    title, verb, about = "The claim ends", "End it", "It stays here with its history"

    def questions(self) -> None:
        self.day("on", "Its last day")
        self.form.add("because", "Why", TextField(longest=200))

    def do(self, said: dict[str, Any]) -> None:
        self.act(actions.end_claim, **said)


class WriteForm(ClaimForm):
    """What is known of a claim is put right."""

    title, verb, about = "Put it right", "Keep it", "Every change stands in the history"

    def questions(self) -> None:
        row = self.row
        assert row is not None
        self.form.add("reference", "Its reference", TextField(row.reference, longest=60))
        self.form.add("expected_pence", "Expected a week", MoneyEdit(row.expected_pence))
        self.form.add("to_landlord", "Payment", Tick("Paid, or asked to be paid, to us", row.to_landlord))
        self.form.add("authority_on", "Authority to talk to us, given on", DateEdit(lambda: self.desk.today, row.authority_on))
        self.form.add("note", "Note", LongText(row.note, lines=3))

    def do(self, said: dict[str, Any]) -> None:
        self.act(actions.write_claim, **said)


def next_form(row: ClaimRow) -> type[ClaimForm]:
    """The form that Enter opens: what most likely comes next."""
    match row.state:
        case ClaimState.STARTED:
            return SentForm
        case ClaimState.EVIDENCE | ClaimState.SENT if row.missing:
            return CameForm
        case ClaimState.SENT | ClaimState.EVIDENCE | ClaimState.SUSPENDED | ClaimState.REFUSED:
            return DecidedForm
        case _:
            return WriteForm

