"""One applicant: where they stand and what comes next, their assessment, what is arranged for them, and what happened."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions.applicants import set_state
from housingdesk.lettings.queries.applicant_file import ApplicantFile, applicant_file
from housingdesk.lettings.rules.applicants import ENDED, US, may_follow
from housingdesk.lettings.rules.words import ApplicantState, OfferState
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.lettings.applicant_forms import Offices, ParticularsForm
from housingdesk.ui.lettings.applicant_history import HistoryPanel
from housingdesk.ui.lettings.applicant_step_forms import ReasonForm
from housingdesk.ui.lettings.applicant_steps import StepsPanel
from housingdesk.ui.lettings.applicants_page import due_status
from housingdesk.ui.lettings.assessment_panel import AssessmentPanel
from housingdesk.values.dates import format_day
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

SECTIONS = (("assessment", "Assessment"), ("homes", "Support, homes and offers"), ("history", "What happened"))
_BEGIN_AT = {ApplicantState.READY: "homes", ApplicantState.OFFERED: "homes", ApplicantState.SIGNING: "homes"}


class ApplicantPage(NumberedSections, Page):
    """The file of a household before it has a home."""

    title = "Applicant"
    tables = frozenset({"applicant", "answer", "offer", "viewing", "support_ask", "match", "affordability", "sign_up", "void"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Alt+1…3", "sections"), *section_keys(SECTIONS),
        Key("Alt+A", "affordability", "affordability"), Key("Alt+B", "benefit advice", "advise"),
        Key("Alt+Y", "they are ready", "ready"),
        Key("Alt+X", "not suitable", "not_suitable", shown=False), Key("Alt+W", "they withdraw", "withdraw", shown=False),
        Key("Ctrl+L", "letter to them", "write"),
        Key("Alt+T", "take up again", "take_up"), Key("Alt+S", "sign-up", "sign_up"), Key("F2", "put right", "put_right"),
        Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """Sections at the left, the facts and the next step at the right."""
        self._id: int | None = None
        self._section = ""
        self.file: ApplicantFile | None = None
        self.question: Any = None
        self.tabs = Tabs("Sections", [Tab(key, word) for key, word in SECTIONS])
        self.tabs.chosen.connect(self._choose)
        self.assessment, self.steps, self.history = AssessmentPanel(self.desk), StepsPanel(self.desk), HistoryPanel(self.desk)
        self.stack = QStackedWidget()
        for panel in (self.assessment, self.steps, self.history):
            self.hold(panel)
            self.stack.addWidget(panel)
        self.kept_back = label("This section is not shown in privacy mode", "muted", wrap=True)
        self.kept_back.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack.addWidget(self.kept_back)
        self.pane = self.assessment.pane
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)

    def open(self, **facts: Any) -> None:
        """An applicant (``applicant_id``), at a ``section``."""
        self.assessment.tell_all()
        if facts.get("applicant_id") != self._id:
            self._id, self.file, self.question = facts.get("applicant_id"), None, None
        self._section = facts.get("section", "")
        self.mark_stale()

    def bookmark(self) -> dict[str, Any]:
        """The section one was in."""
        return {**super().bookmark(), "section": self.tabs.key()}

    def restore(self, bookmark: dict[str, Any]) -> None:
        """Back to the section."""
        if bookmark.get("section"):
            self.tabs.choose(bookmark["section"])

    def reload(self) -> None:
        """Read the household."""
        if self._id is not None:
            self.ask(applicant_file, self._show, applicant_id=self._id, on=self.desk.today,
                     private=self.desk.may(Permission.SEE_RISK) and not self.desk.privacy.on)

    def _show(self, file: ApplicantFile) -> None:
        first, self.file = self.file is None, file
        row = file.row
        self.set_title(row.name or "Somebody new")
        people = frozenset({row.person_id} if row.person_id else ())
        self.concerns(Household(row.name, people, frozenset({("applicant", row.id)})))
        meant = f" · for {row.for_home}" if row.for_home else ""
        theirs = f" · their reference {row.their_reference}" if row.their_reference else ""
        self.header.set_subtitle(f"{row.reference} · {row.came} on {format_day(row.received_on)}{theirs}{meant}")
        self.header.set_chips([] if self.desk.privacy.on else self._chips(file))
        self.header.set_withheld(self.desk.privacy.on)
        self.assessment.show_file(file)
        self.steps.show_file(file)
        self.history.show_rows(file.history)
        if first or self._section:
            own = "assessment" if self.desk.privacy.on else _BEGIN_AT.get(row.state, "assessment")
            self.tabs.choose(self._section or own)
            self._section = ""
        self._choose(self.tabs.key())
        if self.question is None:
            self._fill(file)
        if first and self.isVisible():
            self.enter()
        self.keys_changed.emit()

    def _chips(self, file: ApplicantFile) -> list[tuple[str, Status]]:
        state = file.row.state
        shade = Status.NEUTRAL if state in (ApplicantState.NOT_SUITABLE, ApplicantState.WITHDRAWN) else Status.INFORMATION
        found = [(sentence_case(state), Status.GOOD if state in (ApplicantState.READY, ApplicantState.HOUSED) else shade)]
        if file.row.answer_by is not None and state in (ApplicantState.RECEIVED, ApplicantState.ASSESSING):
            status = due_status(file.row.answer_by, self.desk.today) or Status.NEUTRAL
            found.append((f"Answer by {format_day(file.row.answer_by)}", status))
        return found

    # The pane at the right.
    def _fill(self, file: ApplicantFile) -> None:
        step, row = file.step, file.row
        if step is not None:
            whom = "We are next" if step.who == US else f"{step.who} is next" if step.who != row.name else "They are next"
            self.pane.begin(step.what, whom)
            self.pane.put(label(f"{step.why}{f', by {format_day(step.by)}' if step.by else ''}", wrap=True))
        else:
            when = f" on {format_day(row.ended_on)}" if row.ended_on else ""
            self.pane.begin(sentence_case(row.state), f"Nothing waits{when}")
            if row.ended_because:
                self.pane.put(label(row.ended_because, wrap=True))
        self.pane.put(Facts(self._facts(file)))
        self.pane.put(label(f"Right to rent. {file.right_to_rent}", "muted", wrap=True))
        self._money(file)
        made = self._buttons(file) if self.desk.may(Permission.KEEP_APPLICANTS) else []
        if made[1:]:
            self.pane.put(flow_row(*made[1:]))
        self.pane.finish(made[0] if made else None)

    def _facts(self, file: ApplicantFile) -> list[tuple[str, str]]:
        row, people = file.row, max(file.answers.persons, file.answers.number("people") or 1)
        least = f"{file.least_bedrooms} at least" if file.least_bedrooms else "Not known"
        needs = str(row.bedrooms_needed) if row.bedrooms_needed else least
        found = [("People", str(people)), ("Bedrooms", needs)]
        found += [("Priority", row.priority)] if row.priority else []
        found += [("Assessment", f"{file.missing} open" if file.missing else "All answered")]
        return found

    def _money(self, file: ApplicantFile) -> None:
        check = file.affordability
        if check is None:
            self.pane.put(label("What they can afford was not checked yet", "muted", wrap=True))
            return
        self.pane.put(label(f"Affordability, {format_day(check.on)}", "label"))
        where = f" for {check.address}" if check.address else ""
        self.pane.put(label(f"{format_pence(check.rent_pence)} a week{where}. {check.sentences[0] if check.sentences else ''}",
                            wrap=True))

    def _buttons(self, file: ApplicantFile) -> list[QPushButton]:
        may = may_follow(file.row.state)
        made = []
        if self.is_valid("sign_up"):
            words = "Go on with the sign-up" if file.sign_up_id is not None else "Start the sign-up"
            made.append(button(words, self.sign_up, key="Alt+S", kind="primary"))
        if ApplicantState.READY in may:
            made.append(button("They are ready", self.ready, key="Alt+Y", kind="primary"))
        if file.row.state in ENDED and may:
            made.append(button("Take up again", self.take_up, key="Alt+T", kind="primary"))
        if file.row.state not in ENDED:
            made.append(button("Affordability", self.affordability, key="Alt+A"))
        if ApplicantState.NOT_SUITABLE in may:
            made.append(button("Not suitable", self.not_suitable, key="Alt+X"))
        if ApplicantState.WITHDRAWN in may:
            made.append(button("They withdraw", self.withdraw, key="Alt+W"))
        if self.is_valid("write"):
            made.append(button("Letter to them", self.write, key="Ctrl+L"))
        made.append(button("Put right", self.put_right, key="F2"))
        return made

    def ask_form(self, made: Any) -> None:
        """A form stands in the pane."""
        self.question = made
        self.keys_changed.emit()

    def close_form(self, _outcome: object = None) -> None:
        """Back to the facts."""
        self.question = None
        if self.file is not None:
            self._fill(self.file)
        self.keys_changed.emit()

    def finish(self) -> None:
        """Keep what is in a form, here or among the steps."""
        if self.question is not None:
            self.question.submit()
        elif self.steps.isVisible():
            self.steps.finish()

    def escape(self) -> bool:
        """Esc puts a form away first."""
        if self.question is not None:
            self.close_form()
            self.enter()
            return True
        return super().escape()

    def show_private(self) -> None:
        """Read anew, without risk; what support said, what happened and what we think of them is for staff."""
        if self.file is not None:
            self.file, self.question = None, None
            self.concerns(None)
            self.read_unseen()

    # Sections.
    def _choose(self, key: str) -> None:
        private = self.desk.privacy.on
        if private and key != "assessment":
            self.stack.setCurrentWidget(self.kept_back)
        else:
            self.stack.setCurrentIndex([name for name, _ in SECTIONS].index(key))
        self.assessment.split.leave_out(self.pane, private)
        self.keys_changed.emit()

    def to_section(self, number: int) -> None:
        """Go to a section by its number."""
        self.tabs.choose(SECTIONS[number - 1][0])
        self.enter()

    def enter(self) -> None:
        """Take the focus: the first open question, or the list."""
        if self.tabs.key() == "assessment" and self.file is not None:
            self.assessment.enter()
        elif self.tabs.key() == "homes":
            self.steps.table.setFocus()
        else:
            super().enter()

    # What can be done.
    def is_valid(self, act: str) -> bool:
        """What follows from the state; nothing while a form is open in the pane."""
        if act.startswith("section"):
            return True
        if act == "finish":
            return self.question is not None or self.steps.question is not None
        if act == "write":
            return self.file is not None and not self.desk.privacy.on and self.desk.may(Permission.SEND_LETTERS)
        if self.file is None or self.question is not None or not self.desk.may(Permission.KEEP_APPLICANTS):
            return False
        if self.desk.privacy.on and act not in ("affordability", "sign_up"):
            return False
        state, may = self.file.row.state, may_follow(self.file.row.state)
        wanted = {"ready": ApplicantState.READY in may, "not_suitable": ApplicantState.NOT_SUITABLE in may,
                  "withdraw": ApplicantState.WITHDRAWN in may, "take_up": state in ENDED and bool(may),
                  "affordability": state not in ENDED, "put_right": True,
                  "sign_up": self.file.sign_up_id is not None
                  or any(one.state is OfferState.ACCEPTED for one in self.file.offers)}
        return wanted.get(act, True)

    def _set(self, state: ApplicantState, reason: str = "", form: ReasonForm | None = None) -> None:
        if self.file is not None:
            self.desk.do(set_state, self.close_form, form.form.refused if form is not None else None,
                         applicant_id=self.file.row.id, version=self.file.row.version, state=state, reason=reason)

    def ready(self) -> None:
        """They can be offered a home; with questions open it is said why, which stands in what happened."""
        self.assessment.tell_all()
        count = self.file.missing if self.file is not None else 0
        if not count:
            self._set(ApplicantState.READY)
            return
        self.tabs.choose("assessment")
        said = f"{count} question{'s' if count != 1 else ''} of the assessment {'are' if count != 1 else 'is'} open"
        self.ask_form(ReasonForm(self, "They are ready", f"{said}. Say why that can wait", "They are ready",
                                 self._ready_though))

    def _ready_though(self, why: str, form: ReasonForm) -> None:
        if not form.form.show_problems([] if why.strip() else [Problem("reason", "Say why what is open can wait")]):
            self._set(ApplicantState.READY, why, form)

    def take_up(self) -> None:
        """They wait again."""
        self._set(ApplicantState.ASSESSING)

    def not_suitable(self) -> None:
        """They are not housed by us, and why; the council is told."""
        self.tabs.choose("assessment")
        self.ask_form(ReasonForm(self, "Not suitable", "The diary says by when the council is told",
                                 "They are not suitable", lambda why, form: self._set(ApplicantState.NOT_SUITABLE, why, form)))

    def withdraw(self) -> None:
        """They no longer want a home from us."""
        self.tabs.choose("assessment")
        self.ask_form(ReasonForm(self, "They withdraw", "An offer that stands goes with them", "They withdraw",
                                 lambda why, form: self._set(ApplicantState.WITHDRAWN, why, form)))

    def put_right(self) -> None:
        """How they came, from whom, bedrooms and priority."""
        if self.file is not None:
            self.tabs.choose("assessment")
            self.ask_form(ParticularsForm(self, self.file.row, Offices(self.file.councils, self.file.agents, self.file.empty)))

    def affordability(self) -> None:
        """What they can pay for."""
        if self.file is not None:
            self.go_to("affordability", applicant_id=self.file.row.id)

    def advise(self) -> None:
        """What benefit will cover, and what can be claimed and asked for."""
        if self.file is not None:
            self.go_to("advice", applicant_id=self.file.row.id)

    def write(self) -> None:
        """A letter to them: about the line that is marked, else the one that fits where they stand."""
        if self.file is not None:
            about = self.steps.about() if self.tabs.key() == "homes" else ""
            self.go_to("applicant_letter", applicant_id=self.file.row.id, about=about)

    def sign_up(self) -> None:
        """Start the sign-up, or go on with it."""
        self.steps.sign_up()
