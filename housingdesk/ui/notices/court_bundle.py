"""The court bundle on the court page: every piece with whether it is on file, leaving one out with a reason, and making it."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from housingdesk.documents import queries as document_queries
from housingdesk.documents.queries import Kept
from housingdesk.notices.actions.court import keep_bundle
from housingdesk.notices.queries.bundle import BundlePlan, make_bundle
from housingdesk.notices.rules.bundle import BundleChoice, LeftOut, MadeBundle, Piece, Purpose, pieces_in
from housingdesk.ui.kit.cards import Bullets
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.fields import Choice, Ticks
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import WrapLink, button, label
from housingdesk.ui.kit.list_part import FINISH
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.print_panel import PrintPanel
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.notices.court_part import CourtPart, WhyForm
from housingdesk.ui.notices.court_reads import Line, bundle_facts
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_ON_FILE, _MISSING, _OUT = ("In it", Status.GOOD), ("Not in the file", Status.DUE), ("Left out", Status.NEUTRAL)
_OFFERED = ("Not put in", Status.NEUTRAL)
_PURPOSES = tuple((purpose, sentence_case(purpose)) for purpose in Purpose)


class BundlePart(CourtPart):
    """What goes to the court."""

    name = "Bundle"
    empty = "No notice was served that leads to a court"
    tables = frozenset({"protocol_step", "notice_case", "notice_service", "document", "letter", "hold", "note"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"), Key("X", "leave it out, or put it in again", "leave_out"),
                                       Key("M", "make the bundle", "make"), Key("Ctrl+P", "print", "print_it"),
                                       Key("Ctrl+S", "save", "save"), FINISH)

    def build(self) -> None:
        """Nothing is left out yet."""
        self._plan: BundlePlan | None = None
        self._out: dict[tuple[int, str], str] = {}
        self._put_in: set[tuple[int, str]] = set()
        self._open: Kept | None = None
        super().build()

    def reload(self) -> None:
        """Read what belongs in it."""
        if self.case_id is not None:
            self.ask(bundle_facts, self._show, case_id=self.case_id, on=self.desk.today)
        else:
            self._show(self.empty)

    def _show(self, plan: BundlePlan | str) -> None:
        self._plan = plan if isinstance(plan, BundlePlan) else None
        self.table.set_empty(plan if isinstance(plan, str) else self.empty)
        self.show_lines(plan.pieces if isinstance(plan, BundlePlan) else ())

    def columns(self) -> tuple[Column, ...]:
        """The tab, the piece, and whether it is in."""
        def piece(line: Line) -> Piece:
            assert isinstance(line.row, Piece)
            return line.row

        return (Column("tab", "Tab", 64, lambda line: str(piece(line).tab.number)),
                Column("piece", "What", 320, lambda line: piece(line).title, secondary=lambda line: self._second(piece(line)),
                       stretch=1),
                Column("stands", "", 130, lambda line: self._stands(piece(line))[0],
                       status=lambda line: self._stands(piece(line))[1]))

    def _second(self, piece: Piece) -> str:
        reason = self._reason(piece.key)
        if reason:
            return f"Left out: {reason}"
        tab = "" if piece.title == piece.tab else str(piece.tab)
        return ", ".join(part for part in (tab, format_date(piece.on) if piece.on else "") if part)

    def _stands(self, piece: Piece) -> tuple[str, Status]:
        if self._reason(piece.key):
            return _OUT
        if piece.offered and not self._is_put_in(piece):
            return _OFFERED
        return _MISSING if piece.missing else _ON_FILE

    def _reason(self, key: str) -> str:
        return self._out.get((self.case_id or 0, key), "")

    def _is_put_in(self, piece: Piece) -> bool:
        return (self.case_id or 0, piece.key) in self._put_in

    def sentence(self, line: Line) -> str:
        """A piece as a screen reader says it."""
        row = line.row
        return f"Tab {row.tab.number}, {row.told}, {self._stands(row)[0]}" if isinstance(row, Piece) else ""

    def show_current(self) -> None:
        """What to know before it is made, and the bundles that there are."""
        plan = self._plan
        if self._open is not None or plan is None:
            if plan is None:
                self.pane.begin("Court bundle")
                self.pane.finish()
            return
        self.pane.begin("Court bundle", "One file with a front sheet, an index and numbered pages")
        checks = Checks()
        why = plan.why_not(Purpose.ISSUE)
        told = [(Status.LATE if warning.startswith("Not yet") else Status.GOOD if warning.startswith("Ready") else Status.DUE,
                 warning) for warning in plan.warnings]
        checks.show_checks([*([(Status.LATE, f"Not for issue: {why}")] if why else []), *told])
        self.pane.put(checks)
        row = self.current()
        if isinstance(row, Piece):
            stands, _ = self._stands(row)
            self.pane.put(label(f"Tab {row.tab.number}: {row.told}. {stands}", "muted", wrap=True))
        if plan.made:
            self.pane.put(label("Made before", "strong"))
            for one in plan.made:
                self.pane.put(WrapLink(f"{one.name.removesuffix('.pdf')}", partial(self.look, one.id)))
        make = button("Make the bundle", self.make, key="M", kind="primary") if self.is_valid("make") else None
        leave = [button(self._leave_words(row), self.leave_out, key="X")]
        self.pane.finish(make, leave if self.is_valid("leave_out") else [])

    def _leave_words(self, row: object) -> str:
        if isinstance(row, Piece) and row.offered:
            return "Take it out" if self._is_put_in(row) else "Put it in"
        return "Put it in again" if isinstance(row, Piece) and self._reason(row.key) else "Leave it out"

    def is_valid(self, act: str) -> bool:
        """Printing and saving what is open; leaving out what is on file and not the notice itself."""
        if act == "finish":
            return self.question is not None
        if act in ("print_it", "save"):
            return self._open is not None
        row = self.current()
        if not self.may() or self._plan is None or self._open is not None:
            return False
        return isinstance(row, Piece) and not row.needed and not row.missing if act == "leave_out" else True

    # Leaving out.
    def leave_out(self) -> None:
        """Leave a piece out with a reason, or put it in again; what is only offered is put in, or taken out, without one."""
        row = self.current()
        if not isinstance(row, Piece) or not self.is_valid("leave_out"):
            return
        if row.offered:
            self._put_in ^= {(self.case_id or 0, row.key)}
            self.show_lines(self._plan.pieces if self._plan else ())
            return
        if self._reason(row.key):
            del self._out[self.case_id or 0, row.key]
            self.show_lines(self._plan.pieces if self._plan else ())
            return
        self.ask_form(WhyForm(self, "Leave it out", f"{row.told}. The index shows the reason and your name", "Leave it out",
                              partial(self._left, row.key)))

    def _left(self, key: str, because: str, form: PaneForm) -> None:
        if not because.strip():
            form.show_problems([Problem("because", "Say in a few words why: the index shows it")])
            return
        self._out[self.case_id or 0, key] = because.strip()
        self.escape()
        self.show_lines(self._plan.pieces if self._plan else ())

    # Making.
    def make(self) -> None:
        """Ask what it is for, then make it."""
        if self._plan is not None:
            self.ask_form(MakeForm(self, self._plan))

    def begin(self, choice: BundleChoice, form: PaneForm) -> None:
        """Make it in the background; nothing is kept when it is cancelled."""
        assert self._plan is not None
        case = self._plan.case
        self.desk.run(_make, partial(self._made, case.version), form.refused, label="Making the court bundle",
                      case_id=case.id, choice=choice, on=self.desk.today, by=self.desk.who.name)

    def choice(self, purpose: Purpose, grounds: tuple[str, ...]) -> BundleChoice:
        """How it is to be made, with what is left out."""
        out = tuple(LeftOut(key, self.desk.who.name, reason) for (case_id, key), reason in self._out.items()
                    if case_id == self.case_id)
        return BundleChoice(purpose, grounds, out, self.put_in())

    def put_in(self) -> tuple[str, ...]:
        """The keys of what was only offered, and is put in."""
        offered = [piece for piece in self._plan.pieces if piece.offered] if self._plan else []
        return tuple(piece.key for piece in offered if self._is_put_in(piece))

    def _made(self, version: int, made: MadeBundle) -> None:
        self.desk.do(keep_bundle, self._kept, self._refused, case_id=made.case_id, version=version, made=made)

    def _refused(self, error: Any) -> None:
        if self.question is not None:
            self.question.form.refused(error)

    def _kept(self, outcome: Any) -> None:
        self.question = None
        self.look(int(outcome.value))

    def look(self, document_id: int) -> None:
        """Show a bundle that is kept."""
        self.ask(document_queries.kept, self._show_file, document_id=document_id)

    def _show_file(self, file: Kept) -> None:
        self._open = file
        self.pane.begin(file.name.removesuffix(".pdf"))
        view = PdfView(self.desk, "The court bundle")
        self.pane.put(view, 1)
        view.show_pdf(file.content)
        self.pane.finish(button("Print", self.print_it, key="Ctrl+P", kind="primary"),
                         [button("Save", self.save, key="Ctrl+S"), button("Close", self.close_form, key="Esc")])
        self.keys_changed.emit()

    def escape(self) -> bool:
        """Esc closes the bundle that is shown, then the form."""
        was = self._open is not None
        self._open = None
        if was:
            self.question = None
            self.show_current()
            self.table.setFocus()
            self.keys_changed.emit()
            return True
        return super().escape()

    def print_it(self) -> None:
        """To the printer."""
        if self._open is not None:
            content = self._open.content
            PrintPanel(self.window(), self.desk, "Print the court bundle", content, _pages(content), _done)

    def save(self) -> None:
        """Save it to a file, as it was kept."""
        if self._open is None:
            return
        ask_where(self, "Save the court bundle", self._open.name, partial(self.save_to, self._open.content))

    def save_to(self, content: bytes, path: str) -> None:
        """Write it where the person said."""
        self.desk.run(_write, self.notices.toast, label=f"Saving {Path(path).name}", content=content, path=path)


class MakeForm:
    """What the bundle is for, and on which grounds the claim rests."""

    def __init__(self, part: BundlePart, plan: BundlePlan) -> None:
        self._part, self._plan = part, plan
        self.form = PaneForm(part.pane, "Make the bundle", "It is kept with the notice as it is made now")
        self.form.add("purpose", "What for", Choice(_PURPOSES))
        if plan.case.grounds:
            self.form.add("grounds", "The claim rests on", Ticks([(one, f"Ground {one}") for one in plan.case.grounds]))
            self.form["grounds"].set_value(frozenset(plan.grounds))
        offered = sum(piece.offered for piece in plan.pieces) - len(part.put_in())
        if offered:
            self.form.add_widget(label(f"Not put in: {offered} of the list. X on a line puts it in", "muted", wrap=True))
        inside = pieces_in(plan.pieces, part.choice(Purpose.FILE, ()))
        missing = [f"{piece.title}: {piece.missing}" for piece in inside if piece.missing]
        if missing:
            self.form.add_widget(label("On the index without pages", "strong"))
            self.form.add_widget(Bullets(missing))
        self.form.foot("Make the bundle", part.finish, part.close_form)

    def submit(self) -> None:
        """Make it, or say what stands against it."""
        said = self.form.values()
        grounds = tuple(one for one in self._plan.case.grounds if one in said.get("grounds", ()))
        purpose = Purpose(said["purpose"])
        self._part.begin(self._part.choice(purpose, grounds if purpose is not Purpose.FILE else ()), self.form)


def _make(progress: Any, **facts: Any) -> MadeBundle:
    return make_bundle(progress=progress, **facts)


def _pages(pdf: bytes) -> int:
    from housingdesk.letters.pdf import read_back

    return read_back(pdf, None).pages


def _done(_pages_printed: int) -> None:
    """A print of a bundle changes nothing."""


def _write(progress: Any, *, content: bytes, path: str) -> str:
    return write_file(progress, path, lambda: content)
