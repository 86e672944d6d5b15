"""One key asks about a claim that waits, by the way its office likes: a letter or an e-mail at once, else a call is noted."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from housingdesk.benefits.actions.office_letters import send_office_letter
from housingdesk.benefits.queries.office_letters import list_letter, office_letter
from housingdesk.benefits.queries.overdue import OverdueRow, Reach
from housingdesk.benefits.rules.claims import WaitsOn
from housingdesk.benefits.rules.overdue import Paper, ReachBy, Wait
from housingdesk.benefits.rules.words import HB_KINDS, ClaimKind, ContactKind, Direction
from housingdesk.errors import HousingDeskError
from housingdesk.letters.actions import MadeLetter
from housingdesk.mailings.actions.claim_letters import ask_tenant
from housingdesk.mailings.queries.claim_letters import tenant_letter
from housingdesk.ui.benefits.part_forms import PartForms
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.qt_desk import refusal

_KINDS = {Paper.INTERIM: ContactKind.INTERIM, Paper.DIRECT: ContactKind.DIRECT, Paper.EVIDENCE: ContactKind.EVIDENCE}
_SAID = {Paper.INTERIM: "Asked for a payment on account: not decided 14 days after everything was there",
         Paper.DIRECT: "Asked for the Housing Benefit to be paid to us", Paper.EVIDENCE: "Asked for what is still missing",
         Paper.MISSING: "Asked why nothing came"}


class Chasing:
    """What one page does about claims that wait; ``forms`` are the page's."""

    def __init__(self, page: ListWithPane, forms: PartForms) -> None:
        self.page, self.forms = page, forms

    def chase(self, claim_id: int, person: str, office: Reach, wait: Wait | None) -> None:
        """Ask whom it waits on: the office by letter or e-mail where it takes one, else a note of the call is opened."""
        paper = (wait.paper if wait is not None else None) or Paper.CHASE
        if wait is not None and wait.waits_on is WaitsOn.TENANT:
            self.note([claim_id], person, person, Paper.EVIDENCE)
        elif office.by in (ReachBy.LETTER, ReachBy.EMAIL):
            self.write(claim_id, paper, person, office)
        else:
            self.note([claim_id], f"{person} · {office.name}", office.contact, paper,
                      Direction.PORTAL if office.by is ReachBy.PORTAL else Direction.RANG)

    def ask_why(self, claim_id: int, person: str, office: Reach, because: str) -> None:
        """Ask the office what became of money: by letter or e-mail at once where it takes one, else a call is noted."""
        if office.by in (ReachBy.LETTER, ReachBy.EMAIL):
            self.write(claim_id, Paper.MISSING, person, office, because=because)
        else:
            way = Direction.PORTAL if office.by is ReachBy.PORTAL else Direction.RANG
            self.page.ask_form(self.forms.note([claim_id], f"{person} · {office.name}", office.contact, ContactKind.CHASE,
                                               because, way))

    def write_tenant(self, claim_id: int, person: str) -> None:
        """A letter to whoever claims, about what is still missing; where it cannot be made a call is noted."""
        self.page.ask(tenant_letter, partial(self._made_for_tenant, claim_id, person), claim_id=claim_id,
                      on=self.page.desk.today, signed_by=self.page.desk.who.name)

    def _made_for_tenant(self, claim_id: int, person: str, made: MadeLetter) -> None:
        if made.pdf is None:
            self.page.notices.message(made.held_because or "The letter could not be made", Status.DUE)
            self.note([claim_id], person, person, Paper.EVIDENCE)
            return
        self.page.desk.do(ask_tenant, None, self._refused, claim_id=claim_id, made=made)

    def note(self, claim_ids: list[int], about: str, whom: str, paper: Paper, direction: Direction = Direction.RANG) -> None:
        """Open the note of a call."""
        self.page.ask_form(self.forms.note(claim_ids, about, whom, _KINDS.get(paper, ContactKind.CHASE),
                                           _SAID.get(paper, "Asked how far it is"), direction))

    def write(self, claim_id: int, paper: Paper, person: str, office: Reach, own_words: str = "", because: str = "") -> None:
        """Make a letter to the office at once; where it cannot be made the reason is told and the note opened."""
        self.page.ask(office_letter, partial(self._made, [claim_id], person, office), claim_id=claim_id, paper=paper,
                      on=self.page.desk.today, signed_by=self.page.desk.who.name, own_words=own_words, because=because)

    def write_list(self, rows: list[OverdueRow]) -> None:
        """One letter to a council about all of these."""
        self.page.ask(list_letter, partial(self._made, [row.id for row in rows], f"{len(rows)} claims", rows[0].office),
                      rows=rows, on=self.page.desk.today, signed_by=self.page.desk.who.name)

    def _made(self, claim_ids: list[int], about: str, office: Reach, made: MadeLetter) -> None:
        if made.pdf is None:
            self.page.notices.message(made.held_because or "The letter could not be made", Status.DUE)
            self.note(claim_ids, f"{about} · {office.name}", office.contact, Paper(made.template))
            return
        self.page.desk.do(send_office_letter, None, self._refused, made=made, claim_ids=claim_ids)

    def _refused(self, error: HousingDeskError) -> None:
        self.page.notices.message(refusal(error))


def way_words(office: Reach) -> str:
    """How an office is asked, in a few words: ``by e-mail, benefits@dale.example``."""
    where: dict[ReachBy, Any] = {ReachBy.EMAIL: office.email, ReachBy.PHONE: office.phone, ReachBy.PORTAL: office.portal}
    return ", ".join(part for part in (str(office.by), str(where.get(office.by) or "")) if part)


def asks_tenant(kind: ClaimKind, missing: Sequence[str], waits_on: WaitsOn) -> bool:
    """Whether there is a letter to the tenant: a council waits for papers of theirs."""
    return kind in HB_KINDS and bool(missing) and waits_on is WaitsOn.TENANT
