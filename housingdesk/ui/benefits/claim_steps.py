"""What the keys of a claim’s screen do: the next step of a line, what can be written down anew, letters, scans, the journal."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QGuiApplication

from housingdesk.access.rules import Permission
from housingdesk.benefits.actions.claims import receive_evidence, reopen_claim
from housingdesk.benefits.actions.contacts import answer_contact, scan_contact
from housingdesk.benefits.actions.parts import remove_part
from housingdesk.benefits.actions.uc_cards import portal_answered
from housingdesk.benefits.queries.awards import AwardRow
from housingdesk.benefits.queries.claim_file import ClaimFile
from housingdesk.benefits.queries.claim_parts import ContactRow, UcCardRow
from housingdesk.benefits.queries.claim_set import ClaimSet
from housingdesk.benefits.rules.claims import WaitsOn
from housingdesk.benefits.rules.overdue import Paper
from housingdesk.benefits.rules.words import HB_KINDS, ClaimState, ContactKind, Direction
from housingdesk.documents.queries import Kept, kept
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import HousingDeskError
from housingdesk.ui.benefits import claim_forms
from housingdesk.ui.benefits.chasing import Chasing, asks_tenant, way_words
from housingdesk.ui.benefits.claim_forms import ClaimForm
from housingdesk.ui.benefits.claim_lines import Line, Part
from housingdesk.ui.benefits.claim_pane import step_word
from housingdesk.ui.benefits.part_forms import PartForms, has_card
from housingdesk.ui.kit.fields import Choice, LongText
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.list_part import ListWithPane, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.pdf_view import PdfView
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.values.rows import frozen

_PDF = "application/pdf"
_TENANT = "tenant"
_PAPERS = ((Paper.CHASE, "How far is it"), (Paper.INTERIM, "A payment on account"), (Paper.DIRECT, "Pay us"),
           (Paper.EVIDENCE, "What was asked for"))
_REMOVED = {Part.CONTACT: "contact", Part.CHANGE: "change", Part.ABSENCE: "absence", Part.APPEAL: "appeal",
            Part.OVERPAYMENT: "overpayment"}
_CLAIM_FORMS = {"sent": claim_forms.SentForm, "came": claim_forms.CameForm, "asked": claim_forms.AskedForm,
                "suspended": claim_forms.SuspendedForm, "ended": claim_forms.EndForm}
_OFFICES = (WaitsOn.COUNCIL, WaitsOn.DWP)
_LOOKS = ("open_file", "paper")


@frozen
class Shown:
    """The claim with its awards; ``papers`` are what goes to the council with a claim for supported housing."""

    file: ClaimFile
    awards: tuple[AwardRow, ...]
    papers: ClaimSet | None = None


class ClaimSteps(ListWithPane):
    """The steps of a claim that is shown; the page says how it looks."""

    def begin(self) -> None:
        """Nothing is shown yet."""
        self._claim_id = 0
        self._shown: Shown | None = None
        self._lines: tuple[Line, ...] = ()
        self.forms = PartForms(self)
        self.chasing = Chasing(self, self.forms)

    # What may be done.
    def is_valid(self, act: str) -> bool:
        """What the claim and the marked line allow."""
        if act == "finish":
            return self.question is not None
        if self.question is not None or self._shown is None:
            return False
        file, line = self._shown.file, self.current()
        state, marked = file.claim.state, line if isinstance(line, Line) else None
        if act in _LOOKS:
            return act == "open_file" or (marked is not None and marked.document_id is not None)
        if not self._may():
            return False
        if state is ClaimState.ENDED or state is ClaimState.REFUSED:
            over = {"reopen": True, "appeal": True, "said": True, "write": True, "overpaid": True, "take_out": True}
            return over.get(act, False) and (act != "take_out" or (marked is not None and marked.part in _REMOVED))
        return {"sent": state is ClaimState.STARTED, "came": bool(file.claim.missing), "reopen": False,
                "suspended": state is ClaimState.DECIDED, "happened": has_card(file), "overpaid": not file.fund.third,
                "chase": file.claim.open or bool(file.late.waits),
                "journal": has_card(file) and bool(file.journal), "letter": file.claim.council_id is not None,
                "scan": marked is not None and marked.part in (Part.EVIDENCE, Part.CONTACT) and marked.document_id is None,
                "verify": _asked_us(file) is not None,
                "take_out": marked is not None and marked.part in _REMOVED,
                "authority": file.claim.authority_on is None}.get(act, True)

    def _may(self) -> bool:
        return self.desk.may(Permission.KEEP_TENANCIES)

    # Keys.
    def enter_pressed(self) -> None:
        """The next step of the marked line."""
        line, shown = self.current(), self._shown
        if not isinstance(line, Line) or shown is None or self.question is not None or not step_word(line) \
                or not self._may():
            return
        if line.part is Part.CLAIM and self._chases():
            self.chase()
            return
        if line.part in (Part.CLAIM, Part.EVIDENCE):
            self._claim_form(claim_forms.next_form(shown.file.claim) if line.part is Part.CLAIM else claim_forms.CameForm)
            return
        self.ask_form(self._question(line, shown.file))

    def _chases(self) -> bool:
        """Whether the next step of the claim is to ask its office."""
        return self._shown is not None and any(one.waits_on in _OFFICES for one in self._shown.file.late.waits[:1])

    def next_word(self, line: Line) -> str:
        """What Enter does with a line, in words; empty where it does nothing."""
        if line.part is not Part.CLAIM or self._shown is None:
            return step_word(line)
        if self._chases():
            paper = self._shown.file.late.waits[0].paper
            return "Ask for a payment on account" if paper is Paper.INTERIM else "Chase"
        return claim_forms.next_form(self._shown.file.claim).title

    def _question(self, line: Line, file: ClaimFile) -> Question:
        row = line.row
        match line.part:
            case Part.CARD:
                return self.forms.card(file)
            case Part.CONTACT:
                return self.forms.answered(row)
            case Part.CHANGE:
                return self.forms.told(row) if row.told_on is None else self.forms.confirmed(row)
            case Part.ABSENCE:
                return self.forms.told(row) if row.told_on is None else self.forms.back(row)
            case Part.APPEAL:
                return self.forms.appeal_step(row)
            case _:
                return self.forms.overpaid_step(row)

    def _claim_form(self, form: type[ClaimForm]) -> None:
        if self._shown is not None:
            self.ask_form(form(self.pane, self.desk, self._shown.file.claim, self.close_form, self.close_form, self.finish))

    def chase(self) -> None:
        """Ask whom it waits on, by the way they like."""
        if self.is_valid("chase") and self._shown is not None:
            file = self._shown.file
            wait = file.late.waits[0] if file.late.waits else None
            self.chasing.chase(file.claim.id, file.claim.person, file.office, wait)

    def letter(self) -> None:
        """Choose a letter to the office."""
        if self.is_valid("letter") and self._shown is not None:
            file = self._shown.file
            self.ask_form(Question(self, "Write a letter", way_words(file.office), (
                ("paper", "Which letter", Choice(self._papers(file))),
                ("own", "Words of your own", LongText(lines=3), "Printed before the signature of a letter to the office")),
                "Make it", self._write_letter))

    def _papers(self, file: ClaimFile) -> list[tuple[Any, str]]:
        kind, to_tenant = file.claim.kind, (_TENANT, "To the tenant: what is still missing")
        mine = asks_tenant(kind, file.claim.missing, file.standing.waits_on) and self.desk.may(Permission.SEND_LETTERS)
        return [*([to_tenant] if mine else []), *(one for one in _PAPERS if one[0] is not Paper.INTERIM or kind in HB_KINDS)]

    def _write_letter(self, form: PaneForm) -> None:
        if self._shown is not None:
            said, file = form.values(), self._shown.file
            self.close_form()
            if said["paper"] == _TENANT:
                self.chasing.write_tenant(file.claim.id, file.claim.person)
            else:
                self.chasing.write(file.claim.id, said["paper"], file.claim.person, file.office, said["own"])

    def sent(self) -> None:
        """The form went."""
        self._claim_form(claim_forms.SentForm)

    def came(self) -> None:
        """Evidence came."""
        self._claim_form(claim_forms.CameForm)

    def asked(self) -> None:
        """The office asks for more."""
        self._claim_form(claim_forms.AskedForm)

    def decided(self) -> None:
        """The office decided; of a claim in payment a new award."""
        if self._shown is not None and self._shown.file.claim.state is ClaimState.DECIDED:
            self.ask_form(self.forms.award(self._shown.file))
        else:
            self._claim_form(claim_forms.DecidedForm)

    def suspended(self) -> None:
        """The office stopped paying."""
        self._claim_form(claim_forms.SuspendedForm)

    def verify(self) -> None:
        """The office’s question to us about the rent was answered today: on the portal, or the letter or call that is noted."""
        asked = _asked_us(self._shown.file) if self._shown is not None else None
        if isinstance(asked, ContactRow):
            self.desk.do(answer_contact, None, self._refused, contact_id=asked.id, version=asked.version, on=self.desk.today)
        elif asked is not None:
            self.desk.do(portal_answered, None, self._refused, claim_id=self._claim_id, version=asked.version,
                         on=self.desk.today)

    def ended(self) -> None:
        """The claim ends."""
        self._claim_form(claim_forms.EndForm)

    def write(self) -> None:
        """Put right what is known of the marked line."""
        line = self.current()
        if isinstance(line, Line) and self._shown is not None and line.part is Part.ABSENCE:
            self.ask_form(self.forms.away(self._shown.file, line.row))
        elif isinstance(line, Line) and self._shown is not None and line.part is Part.OVERPAYMENT:
            self.ask_form(self.forms.overpaid(self._shown.file, line.row))
        else:
            self._claim_form(claim_forms.WriteForm)

    def said(self) -> None:
        """Somebody asked or said something."""
        if self._shown is not None:
            claim, office = self._shown.file.claim, self._shown.file.office
            self.ask_form(self.forms.note([claim.id], claim.person, office.contact, ContactKind.OTHER, "", answer=False))

    def change(self) -> None:
        """Something changed."""
        self._new(self.forms.change)

    def away(self) -> None:
        """Somebody is away."""
        self._new(self.forms.away)

    def appeal(self) -> None:
        """A decision is looked at again."""
        self._new(self.forms.appeal)

    def overpaid(self) -> None:
        """Benefit is wanted back."""
        self._new(self.forms.overpaid)

    def happened(self) -> None:
        """Something happened with Universal Credit."""
        self._new(self.forms.happened)

    def authority(self) -> None:
        """Authority to act was given."""
        self._new(self.forms.authority)

    def _new(self, make: Callable[[ClaimFile], Question]) -> None:
        if self._shown is not None:
            self.ask_form(make(self._shown.file))

    def journal(self) -> None:
        """What the tenant writes into the journal, on the clipboard."""
        if self._shown is not None and self._shown.file.journal:
            QGuiApplication.clipboard().setText(self._shown.file.journal)
            self.notices.toast("The sentence for the journal is on the clipboard")

    def reopen(self) -> None:
        """A claim that ended or was refused goes on."""
        if self._shown is not None:
            claim = self._shown.file.claim
            self.desk.do(reopen_claim, None, self._refused, claim_id=claim.id, version=claim.version)

    def take_out(self) -> None:
        """What was entered by mistake is taken out; the toast brings it back."""
        line = self.current()
        if isinstance(line, Line) and line.part in _REMOVED:
            self.desk.do(remove_part, None, self._refused, part=_REMOVED[line.part], part_id=line.ref, version=line.row.version)

    def scan(self) -> None:
        """Keep the scan of a piece of evidence, with which it has come; or of a letter that was noted."""
        line = self.current()
        if isinstance(line, Line) and self._shown is not None:
            ask_for_file(self, f"The scan of {line.what}", partial(self._scanned, line, self._shown.file.claim.version))

    def _scanned(self, line: Line, version: int, path: str) -> None:
        self.desk.run(read_file, partial(self._keep_scan, line, version), label="Reading the scan", path=path)

    def _keep_scan(self, line: Line, version: int, draft: FileDraft) -> None:
        if line.part is Part.CONTACT:
            self.desk.do(scan_contact, None, self._refused, contact_id=line.ref, version=line.row.version, file=draft)
            return
        self.desk.do(receive_evidence, None, self._refused, claim_id=self._claim_id, version=version, evidence_ids=[line.ref],
                     on=line.on or self.desk.today, file=draft)

    def paper(self) -> None:
        """The letter or scan of the marked line, in the pane."""
        line = self.current()
        if isinstance(line, Line) and line.document_id is not None:
            self.ask(kept, self._show_paper, document_id=line.document_id)

    def _show_paper(self, file: Kept) -> None:
        if file.media_type != _PDF:
            self.go_to("tenancy", tenancy_id=self._shown.file.claim.tenancy_id if self._shown else 0, section="documents")
            return
        view = PdfView(self.desk, "Paper")
        self.pane.begin(file.name)
        self.pane.put(view, 1)
        self.pane.finish(button("Put it away", self.show_current))
        view.show_pdf(file.content)

    def open_file(self) -> None:
        """The file of the agreement."""
        if self._shown is not None:
            self.go_to("tenancy", tenancy_id=self._shown.file.claim.tenancy_id, section="benefit")

    def _refused(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error))


def _asked_us(file: ClaimFile) -> ContactRow | UcCardRow | None:
    """What an office asks us about the rent that nobody has answered: on the portal, else by letter or call."""
    if file.card is not None and file.card.portal_waits:
        return file.card
    return next((one for one in file.contacts if one.kind is ContactKind.VERIFY and one.answered_on is None
                 and one.direction in (Direction.CAME, Direction.CALLED)), None)
