"""One paper is signed: its last page with the clause above the box, who signs, the box itself, and the way on paper."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from housingdesk.access.rules import Permission
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import HousingDeskError
from housingdesk.lettings.actions import papers as actions
from housingdesk.lettings.actions.papers import ScanDraft, SignatureDraft
from housingdesk.lettings.queries import papers as queries
from housingdesk.lettings.queries.papers import AtTheDesk, PaperRow, Signer
from housingdesk.lettings.rules.papers.strokes import Point
from housingdesk.lettings.rules.words import PaperState
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Card, Scroll, columns
from housingdesk.ui.kit.fields import Choice, TextField, Tick
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.household import Household
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.signature_pad import Drawn, SignaturePad
from housingdesk.ui.kit.tenant import TenantPage, TenantPicture, TenantSignature, TenantWords
from housingdesk.ui.kit.tenant_blocks import touch
from housingdesk.ui.lettings.paper_picture import last_page_png
from housingdesk.ui.lettings.reason_form import ReasonForm
from housingdesk.ui.lettings.sealing import seal_what_is_signed
from housingdesk.values.dates import format_date
from housingdesk.values.problems import Problem

_KINDS = ("Scans and photographs (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)",)
_SETTLED_MS = 120
_READ = "I have read this, or had it read to me"


class SignPage(Page):
    """The signatures of one paper."""

    title = "Sign"
    tables = frozenset({"pack_paper", "signature", "answer", "sign_up"})
    keys = (Key("Ctrl+Enter", "sign", "accept"), Key("Delete", "clear", "clear_pad"),
            Key("Ctrl+Shift+P", "sign on paper", "on_paper"), Key("Ctrl+O", "signed copy came", "choose_copy"),
            Key("Alt+W", "withdraw", "withdraw"), Key("Esc", "back to the pack", "leave"))

    def build(self) -> None:
        """The paper at the left, the box at the right."""
        self._paper_id: int | None = None
        self._row: PaperRow | None = None
        self._png = b""
        self._asked: ReasonForm | None = None
        self._sealing: set[int] = set()
        self.view = PdfView(self.desk, "The paper to be signed")
        self.pane = RefillPane("Asked")
        self.pane.hide()
        self.body.addWidget(columns((self.view, 3), (self._side(), 2, 420), (self.pane, 0), fold=900), 1)

    def _side(self) -> QWidget:
        self.who = Choice()
        self.who.setAccessibleName("Who signs")
        self.who.edited.connect(self._other_signer)
        self.said = label("", "muted", wrap=True)
        self.pad = SignaturePad()
        self.read = Tick(_READ)
        self.read_to, self.present = TextField(placeholder="English", longest=120), TextField(longest=400)
        self.form = Form(gap=10)
        self.form.add("number", "Who signs", self.who)
        self.form.add("strokes", "Signature", self.pad)
        self.form.add("read", "", self.read)
        self.form.add("read_to", "In which language", self.read_to)
        self.form.add("present", "Who is present", self.present)
        self.sign_button = button("Sign", self.accept, key="Ctrl+Enter", kind="primary")
        self.clear_button = button("Clear", self.clear_pad, key="Delete")
        self.paper_button = button("Sign on paper", self.on_paper, key="Ctrl+Shift+P")
        self.copy_button = button("Signed copy came", self.choose_copy, key="Ctrl+O")
        self.withdraw_button = button("Withdraw a signature", self.withdraw, key="Alt+W")
        area = Scroll("Signing", gap=10)
        area.add(Card(self.said, self.form, flow_row(self.sign_button, self.clear_button),
                      flow_row(self.paper_button, self.copy_button, self.withdraw_button), margin=14))
        area.end()
        return area

    def open(self, **facts: Any) -> None:
        """Which paper (``paper_id``), and whose place first (``number``)."""
        paper_id = int(facts["paper_id"])
        if paper_id != self._paper_id:
            self._paper_id, self._row, self._png = paper_id, None, b""
            self.pad.clear()
            self.read.set_value(False)
        self._wanted = int(facts.get("number", 0))
        self.mark_stale()

    def reload(self) -> None:
        """Read the paper and who has signed it."""
        if self._paper_id is not None:
            self.ask(queries.paper, self._show, paper_id=self._paper_id, on=self.desk.today)

    def _show(self, row: PaperRow) -> None:
        fresh = self._row is None or (self._row.document_id, self._row.sealed_id) != (row.document_id, row.sealed_id)
        self._row = row
        names = " and ".join(one.name for one in row.signers) or row.title
        self.set_title(f"Sign: {row.title}")
        self.header.set_subtitle(f"{names} · {format_date(self.desk.today)} · {row.said}")
        self.concerns(Household(names, frozenset(), frozenset({("sign_up", row.sign_up_id), ("paper", row.id)})))
        chosen = self.who.value() if self.who.value() in [one.number for one in row.waiting_for] else self._wanted
        self.who.set_options([(one.number, f"{one.name}, {one.role}") for one in row.waiting_for])
        if chosen in [one.number for one in row.waiting_for]:
            self.who.set_value(chosen)
        held = _holds_focus(self)
        self._tell(row)
        if held and not _holds_focus(self):
            self.enter()  # what had the focus is asked no more: the last has signed
        seal_what_is_signed(self.desk, (row,), self._sealing)
        if fresh:
            self.ask(queries.at_the_desk, self._prefill, sign_up_id=row.sign_up_id)
            self.ask(queries.paper_pdf, self._show_pdf, paper_id=row.id)
        self.keys_changed.emit()

    def _tell(self, row: PaperRow) -> None:
        done = [f"{one.name} signed {one.signature.way}" for one in row.signers if one.signature is not None]
        said = "; ".join(done)
        if row.state is PaperState.WAITING:
            said = "Waiting for the signed copy. When it is back, add its scan or a photograph of each page in one file."
        elif row.state is PaperState.ISSUED and not row.pad and row.signable:
            said = f"{row.title} is signed on paper, not on a screen."
        self.said.setText(said or f"{row.title} has been signed by nobody yet.")
        pad = self.is_valid("clear_pad")
        for name in ("number", "strokes", "read", "read_to", "present"):
            self.form.fields[name].setVisible(pad)
        for act, shown in (("accept", self.sign_button), ("clear_pad", self.clear_button), ("on_paper", self.paper_button),
                           ("choose_copy", self.copy_button), ("withdraw", self.withdraw_button)):
            shown.setVisible(self.is_valid(act))

    def _show_pdf(self, data: bytes) -> None:
        self.view.show_pdf(data)
        for wait in (0, _SETTLED_MS):  # once more when the page has its width
            QTimer.singleShot(wait, self, self._to_the_box)
        self.desk.run(last_page_png, self._keep_picture, label="Reading the last page", data=data)

    def _prefill(self, known: AtTheDesk) -> None:
        """Who is present and the language, where the sign-up has them and nobody typed here yet."""
        for field, text in ((self.present, known.present), (self.read_to, known.language)):
            if not field.value():
                field.set_value(text)

    def _to_the_box(self) -> None:
        """The last page: the clause above the box and the box are on it."""
        self.view.go_to_page(max(0, self.view.pages() - 1))

    def _keep_picture(self, png: bytes) -> None:
        self._png = png

    def is_valid(self, act: str) -> bool:
        """What can be done with the paper as it stands."""
        row = self._row
        if row is None or not self.desk.may(Permission.KEEP_APPLICANTS):
            return act == "leave"
        if act == "accept" and self.pane.isVisible():
            return True
        signed = any(one.signature for one in row.signers)
        open_ = row.state is PaperState.ISSUED and row.signable and bool(row.waiting_for)
        return {"accept": open_ and row.pad, "clear_pad": open_ and row.pad, "on_paper": open_ and not signed,
                "choose_copy": open_ or row.state is PaperState.WAITING, "withdraw": signed}.get(act, True)

    def enter(self) -> None:
        """The focus is on who signs, else on the first that can be done, else on the paper."""
        first = next((one for one in (self.who, self.copy_button) if one.isVisible()), self.view.area)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # Signing.
    def signer(self) -> Signer | None:
        """Whose place is chosen."""
        row = self._row
        return next((one for one in row.signers if one.number == self.who.value()), None) if row is not None else None

    def _other_signer(self) -> None:
        self.pad.clear()
        self.read.set_value(False)

    def clear_pad(self) -> None:
        """Empty the box."""
        self.pad.clear()

    def _draft(self) -> SignatureDraft | None:
        signer = self.signer()
        if signer is None:
            return None
        strokes = tuple(tuple(Point(*point) for point in stroke) for stroke in self.pad.strokes())
        return SignatureDraft(signer.number, strokes, self.present.value(), self.read.value(), self.read_to.value())

    def accept(self) -> None:
        """Keep the signature; what stands against it is said in its place and nothing drawn is lost."""
        if self._asked is not None and self.pane.isVisible():
            self._asked.go()
            return
        draft = self._draft()
        if draft is not None and self._row is not None and not self.form.show_problems(draft.problems()):
            self.sign_button.setEnabled(False)
            self.desk.do(actions.sign_paper, self._signed, self._refused, paper_id=self._row.id, draft=draft)

    def _signed(self, _outcome: Any) -> None:
        self.sign_button.setEnabled(True)
        self.pad.clear()
        self.read.set_value(False)

    def _refused(self, error: HousingDeskError) -> None:
        self.sign_button.setEnabled(True)
        self.form.show_problems([Problem("", refusal(error))])

    # On paper.
    def on_paper(self) -> None:
        """The paper goes out to be signed by hand."""
        if self._row is not None:
            self.desk.do(actions.sign_on_paper, None, self._refused, paper_id=self._row.id)

    def choose_copy(self) -> None:
        """Ask for the scan or photograph of the signed copy."""
        ask_for_file(self, "The signed copy", self._read_copy, _KINDS)

    def _read_copy(self, path: str) -> None:
        self.desk.run(read_file, self.keep_copy, label="Reading the signed copy", path=path)

    def keep_copy(self, file: FileDraft) -> None:
        """Keep the signed copy that came back."""
        if self._row is not None:
            draft = ScanDraft(file, present=self.present.value())
            problems = draft.problems()
            if problems:
                self.notices.message(problems[0].message)
                return
            self.desk.do(actions.accept_signed_copy, None, partial(self._refused), paper_id=self._row.id, draft=draft)

    def withdraw(self) -> None:
        """Ask why the newest signature is withdrawn; it stays on file."""
        row = self._row
        signed = [one for one in row.signers if one.signature is not None] if row is not None else []
        if signed and signed[-1].signature is not None:
            self._asked = ReasonForm(
                self.desk, self.pane, f"Withdraw the signature of {signed[-1].name}",
                "Both the signature and the reason are kept. The paper is then to be signed again", "Withdraw it",
                actions.withdraw_signature, signature_id=signed[-1].signature.id)

    def leave(self) -> None:
        """Back to the pack, or close what is asked."""
        if self.pane.isVisible():
            self.pane.hide()
        elif self._row is not None:
            self.go_to("pack", sign_up_id=self._row.sign_up_id)

    # The tenant's window.
    def tenant_page(self) -> TenantPage | None:
        """The last page and the box, for whoever signs next; what they draw shows here, and is kept once accepted here."""
        row, signer = self._row, self.signer()
        if row is None or signer is None or not self.is_valid("accept"):
            return None
        words = TenantWords(f"{signer.name} · {row.title} · {format_date(self.desk.today)}", strong=True)
        picture = (TenantPicture(self._png, f"The last page of {row.title}"),) if self._png else ()
        return TenantPage(row.title, (words, *picture, TenantSignature(self.tenant_pad, f"{_READ}. Sign here:")),
                          key=f"sign-{row.id}-{signer.number}")

    def tenant_pad(self) -> QWidget:
        """A box for the tenant’s window, whose ink shows in the one here, and a way to begin again."""
        holder, made = QWidget(), SignaturePad("Sign here")
        theme.size(made, least_height=160)
        made.finished.connect(lambda: self._take_over(made.strokes()))
        made.cleared.connect(lambda: self._take_over(()))
        column = QVBoxLayout(holder)
        theme.lay(column, gap=10)
        column.addWidget(made)
        column.addWidget(touch("Clear and sign again", made.clear), 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _take_over(self, strokes: Drawn) -> None:
        self.pad.show_strokes(strokes)


def _holds_focus(page: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and page.isAncestorOf(focused)
