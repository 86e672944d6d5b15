"""Beginning a sign-up: for whom, which home, which agreement; or what was signed at the scheme at night, entered later."""

from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from housingdesk.lettings.actions import signup as actions
from housingdesk.lettings.queries.signup.beginning import Beginning, LettableHome, beginning
from housingdesk.lettings.rules.words import Flow
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.lettings.signup_emergency import EmergencyForm
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_NEVER_NEW = frozenset({TenancyKind.SECURE, TenancyKind.DEMOTED, TenancyKind.PROTECTED_ASSURED, TenancyKind.CONTRACT})


class BeginPane(Panel):
    """The pane beside the list of sign-ups. What was chosen elsewhere stands there already."""

    tables = frozenset({"applicant", "offer", "void"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Ctrl+Enter", "begin", "submit", shown=False),)

    put_away = Signal()

    def build(self) -> None:
        """An empty pane."""
        self.form: PaneForm | None = None
        self.emergency: EmergencyForm | None = None
        self._found: Beginning | None = None
        self._wanted: dict[str, Any] = {}
        self.pane = RefillPane("A new sign-up", width=392)
        theme.size(self.pane, least_height=300)
        column = QVBoxLayout(self)
        theme.lay(column, gap=0)
        column.addWidget(self.pane)

    def start(self, **facts: Any) -> None:
        """Ask; ``applicant_id``, ``offer_id``, ``space_id`` where they are known."""
        self._wanted = facts
        self.show()
        self.ask(beginning, self._fill, on=self.desk.today)

    def reload(self) -> None:
        """What is chosen stays as it is."""

    def _fill(self, found: Beginning) -> None:
        self._found = found
        if self._wanted.get("emergency"):
            self.emergency = EmergencyForm(self.pane, self.desk, found, self._begun, self.close_pane)
            self.form = self.emergency.form
            self.keys_changed.emit()
            return
        self.emergency = None
        self.form = form = PaneForm(self.pane, "Start a sign-up", "What the household answered before is there already")
        people = [(None, "Somebody new"), *((one.id, f"{one.name} ({one.reference})") for one in found.households)]
        form.add("applicant_id", "Who", Choice(people))
        form.add("space_id", "Which home", Choice([(None, "Choose")] + [(home.space_id, home.address) for home in found.homes]))
        form.add("kind", "Agreement", Choice([(kind, sentence_case(kind)) for kind in TenancyKind if kind not in _NEVER_NEW]))
        form.edited.connect(self._edited)
        form.foot("Begin", self.submit, self.close_pane)
        self._take_up()
        self.keys_changed.emit()

    def _take_up(self) -> None:
        assert self.form is not None
        if self._wanted.get("space_id"):
            self.form.set_values(space_id=self._wanted["space_id"])
            self._edited("space_id")
        if self._wanted.get("applicant_id"):
            self.form.set_values(applicant_id=self._wanted["applicant_id"])
            self._edited("applicant_id")

    def _edited(self, name: str) -> None:
        assert self.form is not None and self._found is not None
        if name == "applicant_id":
            chosen = self.form["applicant_id"].value()
            one = next((one for one in self._found.households if one.id == chosen), None)
            if one is not None and one.space_id is not None:
                self.form.set_values(space_id=one.space_id)
                self._edited("space_id")
                self.form.set_values(kind=one.kind)
        elif name == "space_id" and (home := self._home()) is not None:
            kinds = [TenancyKind.CONTRACT] if not home.residential else [k for k in TenancyKind if k not in _NEVER_NEW]
            editor: Any = self.form["kind"]
            editor.set_options([(kind, sentence_case(kind)) for kind in kinds])
            editor.set_value(home.kind)

    def _home(self) -> LettableHome | None:
        assert self.form is not None and self._found is not None
        chosen = self.form["space_id"].value()
        return next((home for home in self._found.homes if home.space_id == chosen), None)

    def take_focus(self) -> bool:
        """Put the focus on the first question; False when nothing is asked."""
        if self.form is None or not self.isVisible():
            return False
        next(iter(self.form.fields.values())).widget.setFocus()
        return True

    def submit(self) -> None:
        """Begin it."""
        if self.emergency is not None:
            self.emergency.submit()
            return
        if self.form is None or self._found is None:
            return
        home = self._home()
        if home is None:
            self.form.show_problems([Problem("space_id", "Choose the home")])
            return
        who = self.form["applicant_id"].value()
        offer = self._wanted.get("offer_id") or next((one.offer_id for one in self._found.households if one.id == who
                                                      and one.space_id == home.space_id), None)
        flow = Flow.HOME if home.residential else Flow.NON_RESIDENTIAL
        self.desk.do(actions.begin_sign_up, self._begun, self.form.refused, space_id=home.space_id,
                     kind=self.form["kind"].value(), flow=flow, applicant_id=who, offer_id=offer)

    def _begun(self, outcome: Any) -> None:
        self.close_pane()
        self.go_to("signup", sign_up_id=outcome.value)

    def close_pane(self) -> None:
        """Put the form away."""
        self.form = self.emergency = None
        self.hide()
        self.keys_changed.emit()
        self.put_away.emit()

    def escape(self) -> bool:
        """Put the form away, if it is there."""
        was = self.isVisible()
        if was:
            self.close_pane()
        return was

    def is_valid(self, act: str) -> bool:
        """Only while it is open."""
        return self.form is not None
