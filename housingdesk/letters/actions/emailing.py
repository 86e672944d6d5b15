"""Letters by e-mail: a person sends them from the office's own mail program and says so here. The program sends nothing."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.letters.actions.moves import letters_of, move, offer_back
from housingdesk.letters.rules.states import LetterState, Way


@needs(Permission.SEND_LETTERS)
def mark_sent(act: Act, *, letter_id: int) -> None:
    """Says that one letter was sent by e-mail today; the audit keeps by whom and when."""
    [letter] = letters_of([letter_id])
    if letter.way != Way.EMAIL:
        raise Refused(f"{letter.title} to {letter.addressee} goes by {letter.way}, not by e-mail")
    moved = move(act, [letter_id], LetterState.SENT, posted_on=act.today)
    act.say(f"{letter.title} to {letter.addressee} sent by e-mail", about=("letter", letter_id))
    offer_back(act, "that it was sent", moved)
    act.leaves_the_building()
