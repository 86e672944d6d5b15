"""Letters for tests of the queue: small ones, kept in one run."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from housingdesk.access.desk import Desk
from housingdesk.letters import queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.rules.states import LetterState
from housingdesk.mailings.actions import issue_run
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY


def pdf_of(pages: int, *words: str) -> bytes:
    """A PDF of so many pages, each with the words where a window shows them."""
    canvas = Canvas("", invariant=1)
    for page in range(pages):
        for number, line in enumerate(words or ("Person",)):
            canvas.drawString(70, 660 - 13 * number, line)
        canvas.drawString(70, 100, f"page {page + 1}")
        canvas.showPage()
    made = canvas.getpdfdata()
    assert isinstance(made, bytes)
    return made


PDF = pdf_of(1)


def a_letter(number: int, pages: int = 1) -> MadeLetter:
    """A letter that was drawn."""
    return MadeLetter("other", "1", "Letter", Ref("tenancy", number), f"Person {number}", MONDAY, False,
                      pdf_of(pages, f"Person {number}", f"{number} Mill Lane", "ANYTOWN", "ZZ9 9ZZ"), pages, None, "{}")


def ids_of(desk: Desk, letters: Sequence[MadeLetter]) -> list[int]:
    """Keeps letters as one run; their ids in order."""
    run = desk.do(issue_run, title="Letters", letters=letters).value
    return sorted(row.id for row in desk.ask(queries.letters, run_id=run))


def states(desk: Desk, ids: Sequence[int]) -> list[LetterState]:
    """How letters stand, oldest first."""
    return [row.state for row in desk.ask(queries.some, letter_ids=ids)]
