"""The forms of a provider file: what is known, a paper with its scan, a rent that was agreed. They check nothing themselves."""

from datetime import date
from typing import Any

from housingdesk.benefits.actions import provider_files as actions
from housingdesk.benefits.queries.provider_files import ProviderFileRow, ProviderPaperRow
from housingdesk.benefits.rules.provider_file import FileDraft, PaperDraft, RentDraft
from housingdesk.benefits.rules.words import ProviderPaperKind
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft as Scan
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField, Tick
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import button, set_button_text
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.values.text import sentence_case


class _FileForm:
    """A form of the file's pane that may have a scan with it."""

    def __init__(self, page: Any, title: str, about: str) -> None:
        self.page, self.scan = page, list[Scan]()
        self.form = PaneForm(page.pane, title, about)

    def today(self) -> date:
        """The day in the office."""
        day: date = self.page.desk.today
        return day

    def add_scan(self, words: str) -> None:
        """Offer to choose a scan."""
        self._scan_button = button(words, self._choose)
        self.form.add_widget(flow_row(self._scan_button))

    def _choose(self) -> None:
        ask_for_file(self.page, "Add the scan", self.read)

    def read(self, path: str) -> None:
        """Read the file that was chosen."""
        self.page.desk.run(read_file, self._has, self.form.refused, label="Reading the scan", path=path)

    def _has(self, draft: Scan) -> None:
        self.scan = [draft]
        set_button_text(self._scan_button, f"{draft.name[:36]} is kept with it")

    def foot(self, verb: str) -> None:
        """Show it with its verb."""
        self.form.foot(verb, self.page.finish, self.page.close_form)

    def do(self, action: Any, draft: Any, **facts: Any) -> None:
        """Do it, or show what stands against it."""
        if not self.form.show_problems(draft.problems()):
            self.page.desk.do(action, self.page.close_form, self.form.refused, draft=draft, **facts)

    def scanned(self) -> dict[str, Scan]:
        """The scan that was chosen, if one was."""
        return {"scan": self.scan[0]} if self.scan else {}


class KnownForm(_FileForm):
    """What is known of the scheme at this council."""

    def __init__(self, page: Any, file: ProviderFileRow) -> None:
        super().__init__(page, "The scheme at the council", file.council)
        self._file = file
        self.form.add("supporter", "Who gives the support", TextField(file.supporter, longest=200))
        self.form.add("hours_week", "How many hours", TextField(file.hours_week, longest=120), hint="3 hours a week each")
        self.form.add("support_said", "What support is given", LongText(file.support_said, lines=4))
        self.form.row(("accepted_on", "Accepted on", DateEdit(self.today, file.accepted_on)),
                      ("review_on", "Looked at again", DateEdit(self.today, file.review_on)))
        self.form.add("note", "Note", LongText(file.note, lines=2))
        self.foot("Keep it")

    def submit(self) -> None:
        """Keep it."""
        if not self.form.show_problems(self.form.unreadable()):
            self.do(actions.write_provider_file, FileDraft(**self.form.values()), file_id=self._file.id,
                    version=self._file.version)


class PaperForm(_FileForm):
    """A paper of the file: a new one, or the particulars of one that is there."""

    def __init__(self, page: Any, file: ProviderFileRow, kind: ProviderPaperKind,
                 paper: ProviderPaperRow | None = None) -> None:
        super().__init__(page, "Put a paper in" if paper is None else "Put the paper right", file.scheme)
        self._file, self._paper = file, paper
        kinds = [(one, sentence_case(one)) for one in ProviderPaperKind]
        self.form.add("kind", "What it is", Choice(kinds, chosen=kind))
        self.form.add("title", "What it is called", TextField(paper.title if paper else "", longest=200))
        self.form.row(("start", "Holds from", DateEdit(self.today, paper.start if paper else None)),
                      ("last_day", "Up to", DateEdit(self.today, paper.last_day if paper else None),
                       "Empty: for good"))
        self.form.add("needed", "The council", Tick("wants it", paper.needed if paper else True))
        self.add_scan("Add the scan" if paper is None or paper.document_id is None else "Another scan")
        self.foot("Put it in" if paper is None else "Keep it")

    def submit(self) -> None:
        """Keep it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        draft = PaperDraft(**self.form.values())
        if self._paper is None:
            self.do(actions.add_provider_paper, draft, file_id=self._file.id, **self.scanned())
        else:
            self.do(actions.write_provider_paper, draft, paper_id=self._paper.id, version=self._paper.version, **self.scanned())


class RentForm(_FileForm):
    """A rent that the council agreed."""

    def __init__(self, page: Any, file: ProviderFileRow, homes: tuple[tuple[int, str], ...], space_id: int | None) -> None:
        super().__init__(page, "A rent is agreed", "The one before it ends the day before")
        self._file = file
        self.form.add("space_id", "For", Choice([(None, "Every home of the scheme"), *homes], chosen=space_id))
        self.form.row(("rent_pence", "Whole rent a week", MoneyEdit()), ("eligible_pence", "Of it counts", MoneyEdit()))
        self.form.row(("start", "From", DateEdit(self.today, self.today(), needed=True)),
                      ("last_day", "Up to", DateEdit(self.today), "Empty: until the next"))
        self.form.add("letter_on", "Letter of", DateEdit(self.today))
        self.add_scan("Add the letter")
        self.foot("Keep the rent")

    def submit(self) -> None:
        """Keep it."""
        if not self.form.show_problems(self.form.unreadable()):
            self.do(actions.agree_rent, RentDraft(**self.form.values()), file_id=self._file.id, **self.scanned())
