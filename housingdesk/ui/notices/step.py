"""What every step of the guided flow is: questions at the left, evidence at the right, one verb that goes on."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from housingdesk.errors import HousingDeskError
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.findings import Check
from housingdesk.notices.rules.questions import Means
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.notices.reads import FlowFacts
from housingdesk.values.problems import Problem

STATUS = {Means.GOOD: Status.GOOD, Means.LOOK: Status.DUE, Means.STOPS: Status.LATE}


class SideForm(Protocol):
    """A form that is open in the pane."""

    def submit(self) -> None: ...


class FlowLike(Protocol):
    """What a step needs of the page it stands on. ``side`` is the form that is open in its pane."""

    pane: RefillPane
    side: SideForm | None

    @property
    def page(self) -> Page: ...
    def go_step(self, step: int, case_id: int | None = None) -> None: ...
    def begun(self, case_id: int) -> None: ...
    def close_side(self) -> None: ...


class Step:
    """One page of the flow. ``verb`` is on its button; an empty one has no button."""

    verb = "Continue"
    title = ""
    text = ""

    def __init__(self, flow: FlowLike, facts: FlowFacts, number: int) -> None:
        self.flow, self.facts, self.number = flow, facts, number
        self.desk = flow.page.desk
        self.kept = False
        self.form = Form(gap=14)
        self.form.heading(self.title, self.text)
        self.build()

    @property
    def case(self) -> CaseRow:
        """The notice; there is one from the second step on."""
        assert self.facts.case is not None
        return self.facts.case

    def build(self) -> None:
        """Put the questions into ``self.form``."""

    def evidence(self, pane: RefillPane) -> None:
        """Fill the pane at the right."""
        pane.begin("What is found", self.facts.rules)
        pane.put(checks_of(self.facts.found))
        pane.finish()

    def put_away(self) -> None:
        """A form in the pane is done with."""
        self.flow.close_side()

    def submit(self) -> None:
        """Do what the step's verb says."""
        self.on()

    def on(self, outcome: Any = None) -> None:
        """Go to the next step: what was typed is kept."""
        self.kept = True
        self.flow.go_step(self.number + 1)

    def do(self, action: Callable[..., Any], then: Callable[[Any], object] | None = None, **facts: Any) -> None:
        """Act on this notice as it was seen; what is said against it stands in the form."""
        self.desk.do(action, then or self.on, self.refused, case_id=self.case.id, version=self.case.version, **facts)

    def refused(self, error: HousingDeskError) -> None:
        """Show what the act said against it."""
        self.form.show_problems([Problem("", refusal(error))])


def checks_of(found: Sequence[Check]) -> Checks:
    """Findings with their shapes."""
    made = Checks()
    made.show_checks([(STATUS[check.means], check.words) for check in found])
    return made
