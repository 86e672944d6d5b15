"""One intake: its files, what is to be mended row by row, the totals of the old system, and what would come in."""

from pathlib import Path
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.documents.queries import Kept, documents, kept
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import HousingDeskError
from housingdesk.imports.actions.carrying_out import carry_out, take_back_intake
from housingdesk.imports.actions.preparing import add_file
from housingdesk.imports.parsers.files import tabs_of
from housingdesk.imports.queries.dry_run import controls_of, plan_of
from housingdesk.imports.queries.intakes import IntakeDesk, intake
from housingdesk.imports.rules.dry_run import DryRun, dry_run_of
from housingdesk.imports.rules.rows import Plan
from housingdesk.imports.rules.words import IntakeState
from housingdesk.ui.imports.faults_part import FaultsPart
from housingdesk.ui.imports.files_part import FilesPart
from housingdesk.ui.imports.makings_part import MakingsPart
from housingdesk.ui.imports.totals_part import TotalsPart
from housingdesk.ui.kit.dropping import TakesFiles
from housingdesk.ui.kit.files import ask_for_files, ask_where, write_file
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, set_button_text
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.sections_page import SectionsPage, section_keys
from housingdesk.ui.kit.tabs import Tab
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

_SECTIONS = (("files", "Files"), ("faults", "To mend"), ("totals", "Totals"), ("makings", "What comes in"))
_PARTS = {"files": FilesPart, "faults": FaultsPart, "totals": TotalsPart, "makings": MakingsPart}
Stamp = tuple[Any, ...]


@frozen
class Looked:
    """An intake and its dry run; ``stamp`` says of which files and days the plan is, so that it is not worked out twice."""

    desk: IntakeDesk
    run: DryRun
    stamp: Stamp


def look(progress: Any, *, intake_id: int, today: Any, before: tuple[Stamp, Plan] | None) -> Looked:
    """The intake as it stands. The plan is worked out anew only when a file, its columns or the day has changed."""
    found: IntakeDesk = intake(intake_id)
    stamp: Stamp = (intake_id, found.row.balances_on, found.row.state, today, *((one.id, one.version) for one in found.files))
    plan = before[1] if before is not None and before[0] == stamp else plan_of(intake_id, today, progress)[0]
    return Looked(found, dry_run_of(plan, controls_of(plan, found)), stamp)


def proof_of(intake_id: int) -> tuple[Kept, int]:
    """The newest proof of an intake as it was kept, and how many pages it has."""
    from housingdesk.letters.pdf.window_check import read_back

    file = kept(documents(Ref("intake", intake_id))[0].id)
    return file, read_back(file.content, None).pages


class IntakePage(TakesFiles, SectionsPage):
    """What stands between the old system's files and the new books."""

    title = "Intake"
    tables = frozenset({"intake", "intake_file", "control_total"})
    sections = _SECTIONS
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Alt+1…4", "sections"), *section_keys(_SECTIONS), Key("Alt+O", "add files", "add_files"),
        Key("Alt+B", "bring it in", "carry_out"), Key("Ctrl+P", "print its proof", "print_proof"),
        Key("Alt+S", "save its proof", "save_proof"),
        Key("Alt+T", "take it back", "take_back", shown=False))

    def build(self) -> None:
        """Four lists, and over them where it stands."""
        super().build()
        self.setAcceptDrops(True)
        self._id = 0
        self._looked: Looked | None = None
        self._waiting: list[str] = []
        self.add_button = button("Add files", self.add_files, key="Alt+O")
        self.proof_button = button("Save its proof", self.save_proof, key="Alt+S")
        self.bring = button("Bring it in", self._pressed, key="Alt+B", kind="primary")
        self.header.set_actions(self.add_button, self.proof_button, self.bring)
        self.bring.setEnabled(False)
        self.proof_button.hide()

    def open(self, **facts: Any) -> None:
        """Which intake, and a section of it."""
        if facts.get("intake_id") is not None and facts["intake_id"] != self._id:
            self._id, self._looked = int(facts["intake_id"]), None
        if facts.get("section"):
            self.tabs.choose(facts["section"])
        self.mark_stale()

    def reload(self) -> None:
        """Read the files again in a worker; nothing is written."""
        if not self._id:
            return
        before = (self._looked.stamp, self._looked.run.plan) if self._looked is not None else None
        self.desk.run(look, self._show, self._refused, label="Looking at the files", intake_id=self._id, today=self.desk.today,
                      before=before)

    def _show(self, found: Looked) -> None:
        if found.desk.row.id != self._id:
            return
        self._looked = found
        row, run = found.desk.row, found.run
        self.set_title(row.name)
        done = row.state is IntakeState.DONE
        self.header.set_subtitle(f"Brought in: {row.note}" if done else
                                 f"{run.sentence}. Balances of {format_date(row.balances_on)}")
        wrong = sum(not line.agrees for line in run.controls)
        counts = {"files": len(found.desk.files), "faults": len(run.faults) or None, "totals": wrong or None}
        self.tabs.show_tabs([Tab(key, word, counts.get(key)) for key, word in _SECTIONS])
        may = self.desk.may(Permission.BRING_IN)
        self.add_button.setEnabled(may and not done)
        self.add_button.setVisible(not done)
        self.proof_button.setVisible(done)
        set_button_text(self.bring, "Take it back" if done else "Bring it in", "Alt+T" if done else "Alt+B")
        self.bring.setEnabled(may and (done or run.may_carry_out))
        self.choose(self.tabs.key())
        self.keys_changed.emit()

    def _refused(self, error: HousingDeskError) -> None:
        self.header.set_subtitle(refusal(error))

    def choose(self, section: str) -> None:
        """Show a section with what is known."""
        part = self.put(section, _PARTS[section])
        if self._looked is not None:
            part.show_looked(self._looked.desk, self._looked.run)

    def is_valid(self, act: str) -> bool:
        """What the buttons say."""
        done = self._looked is not None and self._looked.desk.row.state is IntakeState.DONE
        if act == "add_files":
            return self.add_button.isEnabled()
        if act in ("carry_out", "take_back"):
            return self.bring.isEnabled() and done == (act == "take_back")
        if act in ("print_proof", "save_proof"):
            return done
        return True

    # Files.
    def add_files(self) -> None:
        """Choose files of the old system."""
        ask_for_files(self, "Add files of the old system", self.files_dropped)

    def takes_files(self) -> bool:
        """While it is being prepared."""
        return self.is_valid("add_files")

    def files_dropped(self, paths: list[str]) -> None:
        """Take them in one after the other."""
        self._waiting += paths
        self._next()

    def _next(self) -> None:
        if self._waiting:
            path = self._waiting.pop(0)
            self.desk.run(_read, self._has, self._not_read, label=f"Reading {Path(path).name}", path=path)

    def _has(self, draft: FileDraft) -> None:
        self.desk.do(add_file, self._added, self._not_read, intake_id=self._id, name=draft.name, data=draft.content)

    def _added(self, _outcome: Any) -> None:
        self.tabs.choose("files")
        self._next()

    def _not_read(self, error: HousingDeskError) -> None:
        self.notices.message(f"{refusal(error)} Nothing was changed", Status.LATE)
        self._next()

    # Carrying out.
    def carry_out(self) -> None:
        """Bring everything in, as one act that can be cancelled while it runs."""
        if self.is_valid("carry_out"):
            self.bring.setEnabled(False)
            self.desk.do(carry_out, None, self._not_done, intake_id=self._id)

    def take_back(self) -> None:
        """Take everything out again, while nothing has followed it."""
        if self.is_valid("take_back"):
            self.bring.setEnabled(False)
            self.desk.do(take_back_intake, None, self._not_done, intake_id=self._id)

    def print_proof(self) -> None:
        """The paper that shows what came in against the old system's totals."""
        if self.is_valid("print_proof"):
            self.ask(proof_of, self._print, intake_id=self._id)

    def save_proof(self) -> None:
        """The same as a PDF, for the auditor."""
        if self.is_valid("save_proof") and self._looked is not None:
            name = f"Proof of {self._looked.desk.row.name}.pdf"
            ask_where(self, "Save its proof", name, self._save_proof, {"PDF (*.pdf)": ".pdf"})

    def _save_proof(self, path: str) -> None:
        self.desk.run(_write_proof, self.notices.toast, self._not_done, label="Saving the proof", path=path, intake_id=self._id)

    def _print(self, found: tuple[Kept, int]) -> None:
        from housingdesk.ui.kit.print_panel import PrintPanel, sent_to_printer

        file, pages = found
        words = file.name.removesuffix(".pdf")
        PrintPanel(self.window(), self.desk, f"Print {words}", file.content, pages, sent_to_printer(self.desk, words))

    def _pressed(self) -> None:
        """The one button brings it in, or takes it back once it is in."""
        (self.take_back if self.is_valid("take_back") else self.carry_out)()

    def _not_done(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error), Status.LATE)
        self.mark_stale()


def _write_proof(progress: Any, *, path: str, intake_id: int) -> str:
    return write_file(progress, path, lambda: proof_of(intake_id)[0].content)


def _read(progress: Any, *, path: str) -> FileDraft:
    """Reads and unpacks a file here, so that the act that stores it is short."""
    draft = read_file(progress, path=path)
    tabs_of(draft.content, progress)
    return draft
