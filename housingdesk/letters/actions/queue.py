"""The queue: kept back and taken up again, to the printer and out of it, withdrawn, spoiled.

**What leaves the building, and when.** A sheet in the printer's tray is still in the office, so printing begins at once: a
wait of half a minute before the first sheet would stop nothing that Cancel and *withdraw* do not stop as well. The letters
are marked as being printed **before** the first sheet goes to the printer, and that mark stays until a person has said what
came out, so that a power cut in the middle leaves a question and no guess. What does leave the building is the post and the
e-mail: the program sends neither, it notes what a person did, and that note can be taken back (``posting``, ``emailing``).
"""

from collections.abc import Sequence
from dataclasses import replace

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.letters.actions.moves import Moved, count_of, letters_of, move, offer_back, stand_of
from housingdesk.letters.models import Letter
from housingdesk.letters.rules.states import LetterState, Way

_WAITING = (LetterState.READY, LetterState.KEPT_BACK)


@needs(Permission.SEND_LETTERS)
def keep_back(act: Act, *, letter_ids: Sequence[int]) -> frozenset[int]:
    """Keeps letters in the queue that are not to be printed or sent yet, with their copies for others; returns the ids."""
    moved = move(act, _with_copies(letter_ids, (LetterState.READY,)), LetterState.KEPT_BACK)
    act.say(f"{count_of(moved.count)} kept back")
    offer_back(act, "what was kept back", moved)
    return frozenset(stand.letter_id for stand in moved.after)


@needs(Permission.SEND_LETTERS)
def take_up(act: Act, *, letter_ids: Sequence[int]) -> None:
    """Puts letters that were kept back among those that wait, with their copies for others."""
    moved = move(act, _with_copies(letter_ids, (LetterState.KEPT_BACK,)), LetterState.READY)
    act.say(f"{count_of(moved.count)} no longer kept back")
    offer_back(act, "what was taken up", moved)


@needs(Permission.SEND_LETTERS)
def start_printing(act: Act, *, letter_ids: Sequence[int]) -> None:
    """Says that letters go to the printer; they stay so until somebody says what came out of it."""
    moved = move(act, letter_ids, LetterState.PRINTING, printed_at=act.now)
    act.say(f"{count_of(moved.count)} on the way to the printer")


@needs(Permission.SEND_LETTERS)
def mark_printed(act: Act, *, letter_ids: Sequence[int], not_out: Sequence[int] = ()) -> None:
    """Says that letters came out of the printer; those that did not (``not_out``) wait again."""
    out = move(act, letter_ids, LetterState.PRINTED, printed_at=act.now)
    back = move(act, not_out, LetterState.READY, printed_at=None)
    waits = f", {count_of(back.count)} waiting again" if back.count else ""
    act.say(f"{count_of(out.count)} printed{waits}")
    before = tuple(replace(stand, state=LetterState.READY, printed_at=None) for stand in out.before)
    offer_back(act, "the printing", Moved(before, out.after))


@needs(Permission.SEND_LETTERS)
def mark_ready(act: Act, *, letter_ids: Sequence[int]) -> None:
    """Puts letters back among those waiting to be printed."""
    moved = move(act, letter_ids, LetterState.READY, printed_at=None)
    act.say(f"{count_of(moved.count)} waiting to be printed")


@needs(Permission.SEND_LETTERS)
def withdraw(act: Act, *, letter_ids: Sequence[int]) -> None:
    """Takes letters out before they are printed, with their copies; they stay in the archive as withdrawn."""
    moved = move(act, _with_copies(letter_ids, _WAITING), LetterState.WITHDRAWN)
    act.say(f"{count_of(moved.count)} withdrawn")
    offer_back(act, "the withdrawal", moved)


@needs(Permission.SEND_LETTERS)
def withdraw_run(act: Act, *, run_id: int) -> None:
    """Takes a whole run out while none of its letters is printed."""
    drawn = (Letter.run == run_id) & (Letter.state != LetterState.HELD)
    rows = list(Letter.select(Letter.id, Letter.state).where(drawn).tuples())
    if any(state not in (*_WAITING, LetterState.WITHDRAWN) for _, state in rows):
        raise Refused("Some of these letters are printed already; mark those spoiled instead")
    withdraw(act, letter_ids=[letter_id for letter_id, state in rows if state in _WAITING])


@needs(Permission.SEND_LETTERS)
def spoil(act: Act, *, letter_ids: Sequence[int], reason: str) -> None:
    """Marks printed letters as spoiled, with the reason."""
    if not reason.strip():
        raise Refused("Say in a few words what went wrong")
    moved = move(act, letter_ids, LetterState.SPOILED, held_because=reason.strip()[:500])
    act.say(f"{count_of(moved.count)} marked spoiled: {reason.strip()}")
    offer_back(act, "the spoiling", moved)


@needs(Permission.SEND_LETTERS)
def change_way(act: Act, *, letter_ids: Sequence[int], way: Way) -> None:
    """Says that letters that wait go another way than they were made for; by e-mail only what has a text for it."""
    letters = [letter for letter in letters_of(letter_ids) if letter.way != way]
    before = tuple(map(stand_of, letters))
    for letter in letters:
        if letter.state not in _WAITING:
            raise Refused(f"{letter.title} to {letter.addressee} is {letter.state}; how it goes is settled")
        if way is Way.EMAIL and not letter.body:
            raise Refused(f"{letter.title} to {letter.addressee} was made for paper and has no text for an e-mail")
        act.change(letter, way=way)
    act.say(f"{count_of(len(letters))} to go by {way}")
    offer_back(act, "the other way", Moved(before, tuple(map(stand_of, letters))))


def _with_copies(letter_ids: Sequence[int], states: Sequence[LetterState]) -> list[int]:
    """The letters, and those copies of them for somebody else that wait: nobody hears of a letter that does not go."""
    copies = Letter.select(Letter.id).where(Letter.copy_of.in_(list(letter_ids)) & Letter.state.in_(list(states))).tuples()
    return list(dict.fromkeys([*letter_ids, *(row[0] for row in copies)]))
