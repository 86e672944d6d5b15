"""The way of a letter from one state to the next: which steps there are, and how each is taken back and done again.

What a hold stops does not go out, also not by doing again what was taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import NotFound, Refused
from housingdesk.letters.models import Letter
from housingdesk.letters.queries.rounds import carried_sentence
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.letters.stopped import stopped_sentence

_GONE = frozenset({LetterState.POSTED, LetterState.DELIVERED, LetterState.SENT, LetterState.CAME_BACK, LetterState.SPOILED})
_PUT_BY = frozenset({LetterState.KEPT_BACK, LetterState.WITHDRAWN, LetterState.HELD})
_GOES_OUT = frozenset({LetterState.PRINTING, LetterState.PRINTED, LetterState.POSTED, LetterState.DELIVERED, LetterState.SENT})
_MAY_BECOME: dict[LetterState, frozenset[LetterState]] = {
    LetterState.KEPT_BACK: frozenset({LetterState.READY}),
    LetterState.PRINTING: frozenset({LetterState.READY}),
    LetterState.PRINTED: frozenset({LetterState.READY, LetterState.PRINTING}),
    LetterState.POSTED: frozenset({LetterState.PRINTED, LetterState.READY}),
    LetterState.DELIVERED: frozenset({LetterState.PRINTED}),
    LetterState.SENT: frozenset({LetterState.READY}),
    LetterState.WITHDRAWN: frozenset({LetterState.READY, LetterState.KEPT_BACK}),
    LetterState.SPOILED: frozenset({LetterState.PRINTED, LetterState.POSTED}),
    LetterState.READY: frozenset({LetterState.PRINTING, LetterState.PRINTED, LetterState.WITHDRAWN, LetterState.KEPT_BACK}),
    LetterState.CAME_BACK: frozenset({LetterState.POSTED}),
}
_CARRIED = frozenset({LetterState.POSTED, LetterState.SPOILED})  # not while somebody is out with it
_AGAIN = {LetterState.READY: "waiting again", LetterState.KEPT_BACK: "kept back",
          LetterState.PRINTED: "printed, not yet posted", LetterState.POSTED: "posted",
          LetterState.PRINTING: "at the printer"}


@dataclass(frozen=True, slots=True)
class Stand:
    """How a letter stands on its way: what a step changes, and what its take-back puts back."""

    letter_id: int
    state: LetterState
    way: Way
    printed_at: datetime | None
    posted_on: date | None
    held_because: str | None
    posting_id: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """How some letters stood before a step, and how they stand after it."""

    before: tuple[Stand, ...]
    after: tuple[Stand, ...]

    @property
    def count(self) -> int:
        """How many letters."""
        return len(self.after)


def count_of(number: int) -> str:
    """``count_of(40) == "40 letters"``."""
    return f"{number:,} letter{'s' if number != 1 else ''}"


def letters_of(letter_ids: Sequence[int]) -> list[Letter]:
    """The stored letters, oldest first; NotFound when one of them is not there."""
    letters = list(Letter.select().where(Letter.id.in_(list(letter_ids))).order_by(Letter.id))
    if len(letters) != len(set(letter_ids)):
        raise NotFound("One of these letters is no longer there")
    return letters


def move(act: Act, letter_ids: Sequence[int], state: LetterState, **facts: object) -> Moved:
    """Moves letters to a state with what goes with it; Refused where that step does not exist or a hold stops it."""
    letters = letters_of(letter_ids)
    for letter in letters:
        if letter.state not in _MAY_BECOME[state]:
            which = f"{letter.title} to {letter.addressee}"
            raise Refused(f"{which} is {state} already" if letter.state == state else
                          f"{which} is {letter.state} and cannot become {state}")
    if state is LetterState.POSTED:
        _refuse_emailed(letters)
    if state in _GOES_OUT and (reason := stopped_sentence(letter_ids, act.today)) is not None:
        raise Refused(reason)
    if state in _CARRIED and (reason := carried_sentence(letter_ids)) is not None:
        raise Refused(reason)
    before = tuple(map(stand_of, letters))
    for letter in letters:
        act.change(letter, state=state, **facts)
    return Moved(before, tuple(map(stand_of, letters)))


def _refuse_emailed(letters: Sequence[Letter]) -> None:
    """What goes by e-mail is not posted as long as it does."""
    for letter in letters:
        if letter.way == Way.EMAIL:
            raise Refused(f"{letter.title} to {letter.addressee} goes by e-mail. Say under To e-mail that it was sent, or "
                          "choose Post it instead there and print it")


def stand_of(letter: Letter) -> Stand:
    """How a letter stands now."""
    return Stand(letter.id, letter.state, letter.way, letter.printed_at, letter.posted_on, letter.held_because,
                 letter.posting_id)


def put_back(act: Act, moved: Moved) -> int:
    """Puts letters back to how they stood before; Refused when one has moved on since, or a hold stops it now."""
    letters = letters_of([stand.letter_id for stand in moved.after])
    now = {stand.letter_id: stand for stand in moved.after}
    if any(stand_of(letter) != now[letter.id] for letter in letters):
        raise Refused("One of these letters has moved on since")
    out = [stand.letter_id for stand in moved.before if _comes_further(now[stand.letter_id].state, stand.state)]
    if out and (reason := stopped_sentence(out, act.today)) is not None:
        raise Refused(reason)
    before = {stand.letter_id: stand for stand in moved.before}
    for letter in letters:
        was = before[letter.id]
        act.change(letter, state=was.state, way=was.way, printed_at=was.printed_at, posted_on=was.posted_on,
                   held_because=was.held_because, posting=was.posting_id)
    return len(letters)


def _comes_further(now: LetterState, then: LetterState) -> bool:
    """Whether putting a letter back brings it nearer to somebody's hands: a hold may have come since."""
    return (then in _GOES_OUT and now not in _GONE) or (then is LetterState.READY and now in _PUT_BY)


def states_said(stands: Sequence[Stand]) -> str:
    """``"3 letters kept back"``; where they stand differently: ``"3 letters as they were"``."""
    states = {stand.state for stand in stands}
    how = _AGAIN.get(state := next(iter(states)), str(state)) if len(states) == 1 else "as they were"
    return f"{count_of(len(stands))} {how}"


@needs(Permission.SEND_LETTERS)
def as_before(act: Act, *, moved: Moved, what: str) -> None:
    """Takes a step of letters back; taking that back does the step again."""
    put_back(act, moved)
    act.say(states_said(moved.before))
    act.take_back(as_before, what, moved=Moved(moved.after, moved.before), what=what)


def offer_back(act: Act, label: str, moved: Moved) -> None:
    """Offers to take a step of letters back."""
    act.undo = None
    if moved.count:
        act.take_back(as_before, label, moved=moved, what=label)
