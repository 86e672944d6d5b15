"""Notices on their way to a court, for tests: the papers of a case as an office has them after a year of arrears."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO

from PIL import Image

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.rules import Permission
from housingdesk.diary.actions import add_note
from housingdesk.diary.rules import NoteDraft, NoteKind
from housingdesk.documents.actions import keep_file
from housingdesk.documents.rules import FileDraft
from housingdesk.letters.actions import MadeLetter, keep_run, mark_posted, mark_printed
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.style import LEFT
from housingdesk.letters.queries import letters
from housingdesk.notices.actions.protocol import record_step
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.protocol_record import StepDraft
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.values.timeline import Ref
from tests.support import noticing
from tests.support.desk import MONDAY, Clock

SERVED = MONDAY
READY = MONDAY + timedelta(weeks=4)
LETTERS = ("arrears-1", "repay-confirmed", "repay-broken-1", "benefit-direct-asked", "statement")


def page_of(words: str, pages: int = 1) -> bytes:
    """A small PDF of our own with these words on every page."""
    document = Document(words, "Dale Vale Homes")
    for number in range(1, pages + 1):
        document.new_sheet().text(LEFT, 100, f"{words} sheet {number}", 12)
    return document.write()


def picture(colour: str = "teal", size: tuple[int, int] = (300, 200), kind: str = "PNG") -> bytes:
    """A photograph."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


@needs(Permission.SEND_LETTERS)
def _keep(act: Act, *, made: Sequence[MadeLetter]) -> int:
    return keep_run(act, title="Letters", letters=made)


def letter(desk: Desk, tenancy: int, template: str, to: str, on: date, pages: int = 1) -> int:
    """A letter that was kept, printed and posted on a day; returns its id. The clock stands afterwards where it stood."""
    clock = desk.clock
    assert isinstance(clock, Clock)
    now = clock.now
    clock.to(on)
    made = MadeLetter(template, "1", f"{template.capitalize()} title", Ref("tenancy", tenancy), to, on, False,
                      page_of(f"{template} to {to}", pages), pages, None, "{}")
    run = desk.do(_keep, made=[made]).value
    kept = int(desk.ask(letters, run_id=run)[0].id)
    desk.do(mark_printed, letter_ids=[kept])
    desk.do(mark_posted, letter_ids=[kept], on=on)
    clock.now = now
    return kept


def talk(desk: Desk, tenancy: int, text: str, kind: NoteKind = NoteKind.CALL) -> int:
    """A note that somebody was in touch, now."""
    return int(desk.do(add_note, subject=Ref("tenancy", tenancy), draft=NoteDraft(text, kind)).value)


def record(desk: Desk, tenancy: int, step: str, note: str = "Done and written down", proof: FileDraft | None = None) -> int:
    """A step recorded for today."""
    return int(desk.do(record_step, tenancy_id=tenancy, draft=StepDraft(step, desk.today, note, proof)).value)


def served_case(desk: Desk, clock: Clock, *names: str, grounds: Sequence[str] = noticing.GROUNDS) -> CaseRow:
    """A notice for arrears served today on each of them, with a photograph as proof; nothing else was done."""
    tenancy = noticing.owing(desk, *names, start=MONDAY - timedelta(weeks=30))
    other = noticing.colleague(desk)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy, grounds=grounds))
    for number, holder in enumerate(holders_on(tenancy, desk.today)):
        case = noticing.serve(desk, case, holder.person_id, proof=FileDraft(f"door {number}.png", picture()))
    return case


def ready_case(desk: Desk, clock: Clock, *names: str) -> CaseRow:
    """A notice for arrears with everything that the protocol asks for, four weeks after it was served."""
    tenancy = noticing.owing(desk, *names, start=MONDAY - timedelta(weeks=30))
    other = noticing.colleague(desk)
    people = [holder.name for holder in holders_on(tenancy, MONDAY)]
    for weeks in (22, 14, 9, 4):
        day = MONDAY - timedelta(weeks=weeks)
        clock.to(day)
        talk(desk, tenancy, f"Talked about the rent, {weeks} weeks before the notice")
        letter(desk, tenancy, "statement", people[0], day)
    for number, template in enumerate(LETTERS):
        for name in people:
            letter(desk, tenancy, template, name, MONDAY - timedelta(weeks=8 - number), pages=1 + number % 2)
    clock.to(MONDAY)
    case = noticing.issued(desk, other, noticing.prepared(desk, tenancy))
    for number, holder in enumerate(holders_on(tenancy, MONDAY)):
        case = noticing.serve(desk, case, holder.person_id, proof=FileDraft(f"door {number}.png", picture()))
    signed = FileDraft("Tenancy agreement signed.pdf", page_of("Agreement", 3))
    desk.do(keep_file, subject=Ref("tenancy", tenancy), draft=signed)
    clock.to(READY)
    talk(desk, tenancy, "Rang after the notice: they will pay on Friday")
    record(desk, tenancy, "advice", "Gave them the number of the debt adviser")
    record(desk, tenancy, "other_ways", "Mediation was offered and refused")
    letter(desk, tenancy, "statement", people[0], READY)
    return noticing.seen(desk, case.id)
