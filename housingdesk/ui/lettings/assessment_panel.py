"""The assessment of an applicant: a section at a time, each answer kept as its field is left; risk only for who may see it."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.lettings.actions.assessment import answer_assessment, answer_private
from housingdesk.lettings.queries.applicant_file import ApplicantFile, Section
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Scroll, clear, columns
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.ui.lettings.sheet_form import SheetForm
from housingdesk.values.problems import Problem

_SAVED = "Every answer is kept as you leave its field"


class AssessmentPanel(Panel):
    """One applicant's questions and answers."""

    keys: ClassVar[tuple[Key, ...]] = (Key("Ctrl+G", "next section", "next_section"),
                                       Key("Alt+M", "next that is missing", "next_missing"))

    def build(self) -> None:
        """The sections over their questions, and beside them the pane that the page fills."""
        self.file: ApplicantFile | None = None
        self.forms: list[SheetForm] = []
        self.tabs = Tabs("Sections of the assessment")
        self.tabs.chosen.connect(lambda _key: self._lay())
        self.said = label(_SAVED, "muted")
        self.questions = Scroll("Questions")
        card = Card(self.tabs)
        theme.size(card, least_height=260)
        card.add(self.questions, 1)
        card.add(self.said)
        column = QVBoxLayout(self)
        theme.lay(column, gap=0)
        self.pane = RefillPane("What comes next", width=300)
        self.split = columns((card, 1), (self.pane, 0), fold=780)
        column.addWidget(self.split, 1)

    def reload(self) -> None:
        """The page reads for it."""

    def show_file(self, file: ApplicantFile) -> None:
        """Show a household; a newer state of the same questions is taken up in place."""
        same = self.file is not None and self.file.row.id == file.row.id
        self.file = file
        self.tabs.show_tabs([Tab(one.key, one.title, one.missing or None) for one in file.sections])
        section = self._section()
        pairs = list(zip(self.forms, section.sheets, strict=False))
        if same and len(self.forms) == len(section.sheets) and all(
                form.sheet.title == sheet.title and form.same_questions(sheet) for form, sheet in pairs):
            for form, sheet in pairs:
                form.take_up(sheet)
        else:
            self._lay()

    def _section(self) -> Section:
        assert self.file is not None
        return next((one for one in self.file.sections if one.key == self.tabs.key()), self.file.sections[0])

    def _lay(self) -> None:
        """The questions of the section anew, the focus where it was."""
        if self.file is None:
            return
        key = next((answer.key for form in self.forms if (answer := form.here()) is not None), "")
        section = self._section()
        clear(self.questions.body)
        self.forms = []
        for sheet in section.sheets:
            form = SheetForm(sheet, lambda: self.desk.today, sheet.title)
            form.kept.connect(partial(self._keep, form))
            form.setEnabled(self.desk.may(Permission.KEEP_APPLICANTS))
            self.questions.add(form)
            form.show()
            self.forms.append(form)
        if section.hidden and not self.desk.privacy.on:
            many = "1 question is" if section.hidden == 1 else f"{section.hidden} questions are"
            self.questions.add(label(f"{many} about risk or support, for those who may see them", "muted", wrap=True))
        self.questions.end()
        self._focus(key)
        self.keys_changed.emit()

    def _focus(self, key: str) -> None:
        field = next((form.answers[key] for form in self.forms if key in form.answers), None)
        if field is not None:
            field.editor.setFocus()

    def _keep(self, form: SheetForm, key: str) -> None:
        answer, file = form.answers[key], self.file
        said = answer.said()
        if said is None or file is None:
            return
        answer.kept = said
        action = answer_private if answer.one.question.private else answer_assessment
        self.said.setText("Saving")
        self.desk.keep(action, self._kept, partial(self._not_kept, form, key), applicant_id=file.row.id, key=key,
                       value=said.value, given=said.given)

    def _kept(self, _outcome: Any) -> None:
        self.said.setText(f"Saved. {_SAVED}")

    def _not_kept(self, form: SheetForm, key: str, error: HousingDeskError) -> None:
        self.said.setText("Not kept")
        form.fields[key].show_error(str(Problem(key, refusal(error))))

    def tell_all(self) -> None:
        """Have everything kept that is not yet."""
        for form in self.forms:
            form.tell_all()

    def is_valid(self, act: str) -> bool:
        """With a household."""
        return self.file is not None

    def next_section(self) -> None:
        """On to the next section, and from the last to the first."""
        if self.file is None:
            return
        self.tell_all()
        keys = [one.key for one in self.file.sections]
        self.tabs.choose(keys[(keys.index(self.tabs.key()) + 1) % len(keys)])
        self.enter()

    def next_missing(self) -> None:
        """To the next needed question without an answer, in this section or another."""
        if self.file is None:
            return
        self.tell_all()
        for form in self.forms:
            if (answer := form.next_missing()) is not None:
                answer.editor.setFocus()
                return
        other = next((one for one in self.file.sections if one.missing and one.key != self.tabs.key()), None)
        if other is not None:
            self.tabs.choose(other.key)
            self.enter()

    def enter(self) -> None:
        """Take the focus: the first open question."""
        for form in self.forms:
            if (answer := form.first_open()) is not None:
                answer.editor.setFocus()
                return
