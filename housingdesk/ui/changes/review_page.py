"""One review: the questions of its kind, what came of it, and what was agreed at the right."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from housingdesk.access.rules import Permission
from housingdesk.changes.actions import reviewing
from housingdesk.changes.actions.changing import begin_change
from housingdesk.changes.queries import reviews
from housingdesk.changes.queries.changes import ChangeRow, changes_of
from housingdesk.changes.queries.reviews import AgreedRow, ReviewRow
from housingdesk.changes.rules.review_forms import AgreedDraft, ReviewDraft
from housingdesk.changes.rules.words import ChangeKind, ReviewKind
from housingdesk.changes.stock import review_forms
from housingdesk.errors import HousingDeskError
from housingdesk.tenancies.queries.agreements import TenancyRow, tenancy
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.changes.forms import ReasonForm
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Scroll, clear, columns
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.form import Form, buttons_row
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk, refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case


@frozen
class ReviewFacts:
    """A review, or the agreement that is to be reviewed, with what was agreed."""

    tenancy: TenancyRow
    row: ReviewRow | None
    agreed: tuple[AgreedRow, ...]
    changes: tuple[ChangeRow, ...]


class AgreedForm:
    """Who does what by when."""

    def __init__(self, pane: RefillPane, desk: QtDesk, review_id: int, done: Any) -> None:
        self._desk, self._review_id, self._done = desk, review_id, done
        self.form = PaneForm(pane, "What was agreed", "One thing, one person, one day")
        self.form.add("what", "What", TextField(longest=500))
        self.form.add("who", "Who", TextField(longest=200))
        self.form.add("by_on", "By", DateEdit(lambda: desk.today, needed=True))
        self.form.foot("Write it down", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        draft = AgreedDraft(**self.form.values())
        if not self.form.show_problems(draft.problems()):
            self._desk.do(reviewing.agree_on, self._done, self.form.refused, review_id=self._review_id, draft=draft)


class ReviewPage(Page):
    """A review being held, or as it was."""

    title = "Review"
    tables = frozenset({"review", "review_action", "tenancy", "change"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Ctrl+Enter", "keep it", "keep"), Key("Ctrl+N", "something agreed", "agree"))

    def build(self) -> None:
        """The questions, and what was agreed."""
        self._wanted: dict[str, Any] = {}
        self._free = False
        self._facts: ReviewFacts | None = None
        self._shown: tuple[Any, ...] = ()
        self.side: AgreedForm | ReasonForm | None = None
        self.form = Form(gap=14)
        self.card, self.area, self._foot = Card(), Scroll("Questions"), buttons_row()
        self.card.add(self.area, 1)
        self.card.add(self._foot)
        theme.size(self.card, least_height=260)
        self.pane = RefillPane("What was agreed", width=350)
        self.body.addWidget(columns((self.card, 1), (self.pane, 0), fold=820), 1)

    def open(self, **facts: Any) -> None:
        """A kept one (``review_id``), or one to be held: ``tenancy_id`` with its ``kind`` and ``due_on``."""
        if facts != self._wanted:
            self._facts, self._shown, self.side = None, (), None
        self._wanted, self._free = facts, "kind" not in facts
        self.mark_stale()

    def reload(self) -> None:
        """Read the agreement and what was kept."""
        if self._wanted:
            self.ask(_facts, self._show, review_id=self._wanted.get("review_id"), tenancy_id=self._wanted.get("tenancy_id"))

    @property
    def _kind(self) -> ReviewKind:
        row = self._facts.row if self._facts else None
        if row is not None:
            return row.kind
        return self._wanted.get("kind") or ReviewKind.TENANCY

    def _show(self, facts: ReviewFacts) -> None:
        first, self._facts = self._facts is None, facts
        row, agreement = facts.row, facts.tenancy
        self.set_title(f"{sentence_case(self._kind)}: {agreement.names}")
        self.header.set_subtitle(f"{agreement.address} · {agreement.reference}")
        state = "Held" if row is not None and row.held_on else "Begun" if row is not None else "To be held"
        due = row.due_on if row is not None else self._wanted.get("due_on")
        self.header.set_chips([(state, Status.GOOD if state == "Held" else Status.DUE),
                               *([(f"Due {format_day(due)}", Status.INFORMATION)] if due else [])])
        actions = [button("Open the file", self._open_file), *self._followings(agreement)]
        if row is not None and self.may():
            actions.append(button("Take it off", self._take_off))
        self.header.set_actions(*actions)
        key = (agreement.id, row.id if row else 0, row.version if row else 0)
        if key != self._shown:
            self._shown = key
            self._fill(row)
        if self.side is None:
            self._agreed(facts.agreed)
        if first and self.isVisible():
            self.enter()
        self.keys_changed.emit()

    def _followings(self, agreement: TenancyRow) -> list[QPushButton]:
        """What a review may lead to; nothing of it happens by itself."""
        if agreement.ends_on is not None or not self.may():
            return []
        if agreement.kind is TenancyKind.STARTER and self._kind in (ReviewKind.STARTER, ReviewKind.STARTER_FINAL):
            return [button("Make it longer", partial(self._begin, ChangeKind.STARTER_EXTENSION)),
                    button("It becomes assured", partial(self._begin, ChangeKind.STARTER_CONVERSION))]
        if self._kind is ReviewKind.FIXED_TERM and self.desk.may(Permission.SERVE_NOTICES):
            return [button("Serve a notice", partial(self.go_to, "notice", tenancy_id=agreement.id))]
        return []

    def _begin(self, kind: ChangeKind, *_: object) -> None:
        """To the guided change; begun here where it is not under way."""
        facts = self._facts
        if facts is None:
            return
        running = next((one.id for one in facts.changes if one.kind is kind and one.running), None)
        if running is not None:
            self.go_to("change", change_id=running)
        else:
            self.desk.do(begin_change, self._begun, self._refused, tenancy_id=facts.tenancy.id, kind=kind,
                         asked_on=self.desk.today, asked_by=self.desk.who.name)

    def _begun(self, outcome: Any) -> None:
        self.go_to("change", change_id=outcome.value)

    def may(self) -> bool:
        """Whether the person may keep reviews."""
        return self.desk.may(Permission.KEEP_TENANCIES)

    def enter(self) -> None:
        """Into the first question."""
        for field in self.form.fields.values():
            field.widget.setFocus()
            return
        super().enter()

    def _fill(self, row: ReviewRow | None) -> None:
        clear(self.area.body)
        kind = self._kind
        self.form = form = Form(gap=14)
        if not self.desk.may(Permission.SEE_RISK):
            form.heading(sentence_case(kind), "What was said is shown to those who may see risk and support information")
            self.area.add(form)
            self.area.end()
            form.show()
            return
        form.heading(sentence_case(kind), "What is typed is kept with Ctrl+Enter, also before the review is held")
        if row is None and self._free:
            form.add("kind", "Which review", Choice([(one, sentence_case(one)) for one in ReviewKind]))
            form["kind"].set_value(kind)
            form["kind"].edited.connect(self._other_kind)
        form.row(("held_on", "Held on", DateEdit(lambda: self.desk.today, row.held_on if row else None),
                  "Empty until it was held"),
                 ("held_by", "By", TextField(row.held_by if row else self.desk.who.name, longest=120)))
        form.add("with_whom", "Who was there", TextField(row.with_whom if row else "", longest=400),
                 hint="They themselves, support worker, advocate, interpreter")
        for question in review_forms()[kind]:
            form.add(f"q_{question.key}", question.words, LongText(row.form.get(question.key, "") if row else "", lines=2))
        form.add("outcome", "What came of it", LongText(row.outcome if row else "", lines=3))
        self.area.add(form)
        self.area.end()
        form.show()
        old, self._foot = self._foot, buttons_row(*([button("Keep it", self.keep, key="Ctrl+Enter", kind="primary")]
                                                    if self.may() else []))
        self.card.body.replaceWidget(old, self._foot)
        old.hide()
        old.deleteLater()

    def _other_kind(self) -> None:
        """Another kind asks other questions."""
        self._wanted["kind"] = self.form["kind"].value()
        self._shown = ()
        if self._facts is not None:
            self._show(self._facts)

    def _agreed(self, rows: Sequence[AgreedRow]) -> None:
        self.pane.begin("What was agreed", "" if rows else "Nothing yet")
        rows = rows if self.desk.may(Permission.SEE_RISK) else ()
        for row in rows:
            done = f"done {format_date(row.done_on)}" if row.done_on else f"by {format_day(row.by_on)}"
            self.pane.put(label(row.what, "strong", wrap=True))
            self.pane.put(label(f"{row.who}, {done}" + (f": {row.note}" if row.note else ""), "muted", wrap=True))
            if row.done_on is None and self.may():
                self.pane.put(buttons_row(button("It is done", lambda *_, one=row: self._settle(one))))
        self.pane.finish(button("Something agreed", self.agree, key="Ctrl+N") if self.is_valid("agree") else None)

    def _settle(self, row: AgreedRow) -> None:
        self.desk.do(reviewing.settle_agreed, action_id=row.id, version=row.version, on=self.desk.today)

    # Keys.
    def is_valid(self, act: str) -> bool:
        """Something is agreed at a review that is kept."""
        if act == "agree":
            return self.may() and self._facts is not None and self._facts.row is not None and self.side is None
        return self.may() and self._facts is not None

    def keep(self) -> None:
        """Keep the form in the pane, else the review."""
        focused = self.focusWidget()
        if self.side is not None and focused is not None and self.pane.isAncestorOf(focused):
            self.side.submit()
            return
        facts = self._facts
        if facts is None or self.form.show_problems(self.form.unreadable()):
            return
        given = self.form.values()
        row = facts.row
        due_on: date = row.due_on if row else self._wanted.get("due_on") or given["held_on"] or self.desk.today
        form = {key.removeprefix("q_"): text for key, text in given.items() if key.startswith("q_")}
        draft = ReviewDraft(self._kind, due_on, given["held_on"], given["held_by"], given["with_whom"], given["outcome"])
        found = [replace(one, field=f"q_{one.field}") if one.field in form else one
                 for one in draft.problems(form, self.desk.today)]
        if not self.form.show_problems(found):
            self.desk.do(reviewing.keep_review, self._kept, self._refused, tenancy_id=facts.tenancy.id, draft=draft,
                         form=form, review_id=row.id if row else None, version=row.version if row else None)

    def _refused(self, error: HousingDeskError) -> None:
        self.form.show_problems([Problem("", refusal(error))])

    def _kept(self, outcome: Any) -> None:
        self._wanted = {"review_id": outcome.value}
        self.refresh()

    def agree(self) -> None:
        """Write down something that was agreed."""
        facts = self._facts
        if facts is not None and facts.row is not None:
            self.side = AgreedForm(self.pane, self.desk, facts.row.id, self.close_side)
            self.keys_changed.emit()

    def _take_off(self) -> None:
        row = self._facts.row if self._facts else None
        if row is not None:
            self.side = ReasonForm(self.pane, "Take the review off", "It is due again", "Take it off",
                                   lambda because, form: self.desk.do(
                                       reviewing.remove_review, self._gone, form.refused, review_id=row.id, version=row.version,
                                       because=because), self.close_side)
            self.keys_changed.emit()

    def _gone(self, _outcome: object) -> None:
        self.go_to("reviews")

    def close_side(self, _outcome: object = None) -> None:
        """The form in the pane is done with."""
        self.escape()

    def escape(self) -> bool:
        """Esc puts the form in the pane away first."""
        was, self.side = self.side is not None, None
        if was and self._facts is not None:
            self._agreed(self._facts.agreed)
            self.enter()
            self.keys_changed.emit()
        return was

    def _open_file(self) -> None:
        if self._facts is not None:
            self.go_to("tenancy", tenancy_id=self._facts.tenancy.id)


def _facts(review_id: int | None, tenancy_id: int | None) -> ReviewFacts:
    row = reviews.review(review_id) if review_id else None
    agreement = tenancy(row.tenancy_id if row else tenancy_id or 0)
    return ReviewFacts(agreement, row, tuple(reviews.agreed_of(row.id)) if row else (), tuple(changes_of(agreement.id)))
