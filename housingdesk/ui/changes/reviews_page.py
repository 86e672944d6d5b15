"""Reviews: what is due with the overdue ones first, by scheme, what was agreed and is not done, what was held; moving on."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget

from housingdesk.access.rules import Permission
from housingdesk.changes.queries import moving_on, reviews
from housingdesk.changes.queries.moving_on import MoveOnLine
from housingdesk.changes.queries.reviews import HeldLine, ReviewLine, SchemeLine
from housingdesk.changes.rules.words import ReviewKind
from housingdesk.ui.changes.move_on_form import MoveOnForm, show_figures
from housingdesk.ui.changes.review_columns import COLUMNS, agreed_status, sentence
from housingdesk.ui.kit.cards import Facts, columns, table_card
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

GROUPS = (("due", "Due"), ("schemes", "By scheme"), ("agreed", "Agreed"), ("held", "Held"), ("moving", "Moving on"))
_EMPTY = {"due": "No review is due in the next four weeks", "schemes": "No review is due in any scheme",
          "agreed": "Nothing that was agreed at a review is due", "held": "No review was held within a year",
          "moving": "Nobody lives in supported housing"}
_LETTERS = {ReviewKind.SETTLING_IN: "settling-in", ReviewKind.STARTER: "starter-meeting",
            ReviewKind.STARTER_FINAL: "starter-meeting"}


@frozen
class Numbered:
    """A line of a group, with its number."""

    id: int
    row: Any


class ReviewsPage(Page):
    """Five groups over one list."""

    title = "Reviews and moving on"
    tables = frozenset({"review", "review_action", "move_on", "tenancy", "occupancy", "setting"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open it", "open_row"), Key("F", "the file", "open_file"),
        Key("L", "write to them", "write"), Key("Alt+1…5", "groups"),
        *(Key(f"Alt+{place}", word.lower(), f"group_{place}", shown=False) for place, (_, word) in enumerate(GROUPS, 1)),
        Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """The groups, the list, the pane."""
        self.form: MoveOnForm | None = None
        self._scheme = ""
        self._wanted: int | None = None
        self.tabs = Tabs("Groups", [Tab(key, word) for key, word in GROUPS])
        self.tabs.chosen.connect(lambda _key: self._choose())
        self.lists: dict[str, Table] = {}
        self.models: dict[str, RowsModel] = {}
        self.pane = RefillPane("The review", width=350)
        for key, _ in GROUPS:
            self.models[key] = RowsModel(COLUMNS[key](self.desk.today), name=dict(GROUPS)[key],
                                         sentence=partial(sentence, self.desk.today))
            self.lists[key] = made = Table(self.models[key], empty=_EMPTY[key], remember=f"reviews-{key}")
            made.opened.connect(lambda _id: self.open_row())
            made.moved.connect(lambda _id: self._moved())
            self.listen(made)
        self.stack = QStackedWidget()
        for made in self.lists.values():
            self.stack.addWidget(table_card(made))
        self.body.addWidget(self.tabs)
        self.body.addWidget(columns((self.stack, 1), (self.pane, 0), fold=820), 1)
        self._in_sight()

    def open(self, **facts: Any) -> None:
        """A ``group`` to begin with, and whose moving on is asked for (``tenancy_id``)."""
        if facts.get("group"):
            self.tabs.choose(facts["group"])
            self._in_sight()
        self._wanted = facts.get("tenancy_id")
        self.mark_stale()

    def bookmark(self) -> dict[str, Any]:
        """The group one was in."""
        return {**super().bookmark(), "group": self.tabs.key()}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Back to the group and the row."""
        if bookmark.get("group"):
            self.tabs.choose(bookmark["group"])
            self._in_sight()
        super().restore(bookmark)

    def reload(self) -> None:
        """Read what is due, what is agreed, what was held, who is ready."""
        on = self.desk.today
        self.ask(reviews.due_lines, self._show_due, on=on)
        self.ask(reviews.agreed_due, partial(self._show, "agreed"), on=on)
        self.ask(reviews.held_lines, partial(self._show, "held"), on=on)
        self.ask(moving_on.move_on_lines, self._show_moving, on=on)

    def _show_due(self, rows: list[ReviewLine]) -> None:
        late = sum(row.due.overdue(self.desk.today) for row in rows)
        self.header.set_subtitle(f"{len(rows)} due within four weeks, {late} of them overdue" if rows else
                                 "No review is due in the next four weeks")
        self._show("due", [row for row in rows if not self._scheme or row.scheme == self._scheme])
        self._show("schemes", reviews.by_scheme(rows, self.desk.today))
        self.tabs.show_tabs([Tab(key, word, late if key == "due" and late else None) for key, word in GROUPS])

    def _show_moving(self, rows: list[MoveOnLine]) -> None:
        self._show("moving", rows)
        place = next((number for number, row in enumerate(rows, 1) if row.tenancy_id == self._wanted), None)
        if place is not None:
            self._wanted = None
            self.lists["moving"].view.come_back_to(place)
            self._moved()

    def _show(self, key: str, rows: Any) -> None:
        self.models[key].show([Numbered(number, row) for number, row in enumerate(rows, 1)])
        self._moved()

    def _in_sight(self) -> None:
        self.stack.setCurrentIndex([key for key, _ in GROUPS].index(self.tabs.key()))

    def _choose(self) -> None:
        self.form = None
        self._in_sight()
        self._moved()

    def current(self) -> Any:
        """What is marked in the list in sight."""
        key = self.tabs.key()
        place = self.models[key].place_of(self.lists[key].current_id() or 0)
        line = self.models[key].row(place) if place is not None else None
        return line.row if isinstance(line, Numbered) else None

    def enter(self) -> None:
        """Into the list in sight."""
        self.lists[self.tabs.key()].setFocus()

    # The pane.
    def _moved(self) -> None:
        if self.form is None:
            self._about(self.current())
        self.keys_changed.emit()

    def _about(self, row: Any) -> None:
        about: dict[type, Callable[[Any], None]] = {ReviewLine: self._about_due, SchemeLine: self._about_scheme,
                                                    HeldLine: self._about_held, MoveOnLine: self._about_moving,
                                                    tuple: self._about_agreed}
        if row is None:
            self.pane.begin("Nothing is marked")
            self.pane.finish()
        else:
            about[type(row)](row)

    def _about_due(self, row: ReviewLine) -> None:
        self.pane.begin(f"{sentence_case(row.due.kind)}: {row.names}", f"{row.address} · {row.reference}")
        self.pane.put(Facts([("Due", format_day(row.due.due_on)), ("Scheme", row.scheme), ("Agreement", str(row.agreement))]))
        self.pane.put(label(row.due.why, wrap=True))
        if row.due.missed:
            self.pane.put(label(f"{row.due.missed} before it {'was' if row.due.missed == 1 else 'were'} not held", "muted",
                                wrap=True))
        if warning := row.due.warning(self.desk.today):
            self.pane.put(label(warning, "strong", wrap=True))
        self._foot("Go on with it" if row.review_id else "Hold it", [button("Write to them", self.write, key="L")])

    def _about_scheme(self, row: SchemeLine) -> None:
        self.pane.begin(row.scheme)
        self.pane.put(Facts([("Overdue", str(row.overdue)), ("Due within four weeks", str(row.due)),
                             ("The oldest since", format_date(row.oldest) if row.oldest else "none")]))
        self.pane.finish(button("Show them", self.open_row, key="Enter", kind="primary"))

    def _about_agreed(self, row: Any) -> None:
        agreed, _, names = row
        self.pane.begin(agreed.what, names)
        self.pane.put(Facts([("Who", agreed.who), ("By", format_day(agreed.by_on)),
                             ("", agreed_status(agreed.by_on, self.desk.today))]))
        self._foot("Open the review", [])

    def _about_held(self, row: HeldLine) -> None:
        self.pane.begin(f"{sentence_case(row.kind)}: {row.names}", row.address)
        self.pane.put(Facts([("Held", format_day(row.held_on)), ("Was due", format_day(row.due_on)), ("By", row.held_by)]))
        if self.desk.may(Permission.SEE_RISK):
            self.pane.put(label(row.outcome, "read", wrap=True))
        self._foot("Open it", [])

    def _about_moving(self, row: MoveOnLine) -> None:
        self.pane.begin(row.names, row.address)
        self.pane.put(Facts([("Here since", format_date(row.starts_on)), ("Length of stay", f"{row.stay_days:,} days"),
                             ("Ready since", format_date(row.ready_on) if row.ready_on else "not yet"),
                             ("How they went", str(row.outcome or "")), ("Where to", str(row.destination or ""))]))
        if row.plan and self.desk.may(Permission.SEE_RISK):
            self.pane.put(label(row.plan, "read", wrap=True))
        rows = [one.row for one in self.models["moving"].rows()]
        show_figures(self.pane, moving_on.figures(rows, self.desk.today), row.scheme)
        self._foot("Change the plan", [])

    def _foot(self, verb: str, more: list[Any]) -> None:
        others = [*more, button("The file", self.open_file, key="F")]
        first = button(verb, self.open_row, key="Enter", kind="primary") if self.is_valid("open_row") else None
        self.pane.finish(first, others)

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What fits what is marked."""
        if act == "finish":
            return self.form is not None
        if act.startswith("group_"):
            return True
        row = self.current()
        if row is None or self.form is not None:
            return False
        if act == "write":
            return isinstance(row, ReviewLine) and self.desk.may(Permission.SEND_LETTERS)
        if act == "open_file":
            return not isinstance(row, SchemeLine)
        return not isinstance(row, MoveOnLine) or self.desk.may(Permission.KEEP_TENANCIES)

    def valid_keys(self) -> list[Key]:
        """The keys of the form while one is open."""
        return [Key("Ctrl+Enter", "keep it"), Key("Esc", "leave it")] if self.form is not None else super().valid_keys()

    def open_row(self) -> None:
        """A review, the reviews of a scheme, somebody’s plan to move on."""
        row = self.current()
        if isinstance(row, ReviewLine):
            self.go_to("review", tenancy_id=row.tenancy_id, kind=row.due.kind, due_on=row.due.due_on, review_id=row.review_id)
        elif isinstance(row, HeldLine):
            self.go_to("review", review_id=row.id)
        elif isinstance(row, SchemeLine):
            self._scheme = row.scheme
            self.tabs.choose("due")
            self._choose()
            self.reload()
            self.enter()
        elif isinstance(row, MoveOnLine) and self.is_valid("open_row"):
            self.form = MoveOnForm(self.pane, self.desk, row, self.close_form)
            self.keys_changed.emit()
        elif row is not None:
            self.go_to("review", review_id=row[0].review_id)

    def open_file(self) -> None:
        """To the file of the agreement."""
        row = self.current()
        if row is not None and not isinstance(row, SchemeLine):
            self.go_to("tenancy", tenancy_id=row[1] if isinstance(row, tuple) else row.tenancy_id)

    def write(self) -> None:
        """A letter that asks them to the review."""
        row = self.current()
        if isinstance(row, ReviewLine):
            self.go_to("write_letter", tenancy_id=row.tenancy_id, template=_LETTERS.get(row.due.kind, "appointment"))

    def finish(self) -> None:
        """Keep what is in the form."""
        if self.form is not None:
            self.form.submit()

    def close_form(self, _outcome: object = None) -> None:
        """The form is done with."""
        self.escape()

    def escape(self) -> bool:
        """Esc puts the form away first, then shows every scheme again."""
        was, self.form = self.form is not None, None
        if was:
            self._moved()
            self.enter()
        elif self._scheme:
            self._scheme, was = "", True
            self.reload()
        return was

    def _group(self, number: int) -> None:
        self.tabs.choose(GROUPS[number - 1][0])
        self._choose()
        self.enter()

    def group_1(self) -> None:
        """Due."""
        self._group(1)

    def group_2(self) -> None:
        """By scheme."""
        self._group(2)

    def group_3(self) -> None:
        """Agreed."""
        self._group(3)

    def group_4(self) -> None:
        """Held."""
        self._group(4)

    def group_5(self) -> None:
        """Moving on."""
        self._group(5)


