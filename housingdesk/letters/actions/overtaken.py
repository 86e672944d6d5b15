"""Letters that wait and may not go any more, because what they rest on was changed: for the rooms that change it."""

import json
from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.letters.actions.moves import move
from housingdesk.letters.models import Letter
from housingdesk.letters.rules.states import LetterState, Way

_WAITING = (LetterState.READY, LetterState.KEPT_BACK)


def withdraw_copies_to(act: Act, *, party_id: int, why: str) -> int:
    """Takes out the copies that wait for somebody whose authority changed; returns how many. They may be made anew."""
    copies = Letter.select().where(Letter.state.in_(_WAITING) & Letter.copy_of.is_null(False))
    return _withdraw(act, [row.id for row in copies if json.loads(row.data).get("party") == party_id], why)


def withdraw_emails_to(act: Act, *, address: str, why: str) -> int:
    """Takes out the e-mails that wait for an address that may not be used any more; returns how many."""
    waiting = Letter.select().where(Letter.state.in_(_WAITING) & (Letter.way == Way.EMAIL))
    return _withdraw(act, [row.id for row in waiting
                           if str(json.loads(row.data).get("e-mail", "")).casefold() == address.casefold()], why)


def withdraw_waiting(act: Act, letter_ids: Sequence[int], why: str) -> int:
    """Takes out those of these letters that still wait, because of what they say; returns how many."""
    waiting = Letter.select(Letter.id).where(Letter.state.in_(_WAITING) & Letter.id.in_(list(letter_ids))).tuples()
    return _withdraw(act, [row[0] for row in waiting], why)


def withdrawn_words(count: int) -> str:
    """What an act adds to its sentence: ``. 2 letters that waited for them are withdrawn``; nothing for none."""
    if not count:
        return ""
    return f". {count} letter{'s that waited are' if count > 1 else ' that waited is'} withdrawn"


def _withdraw(act: Act, letter_ids: list[int], why: str) -> int:
    return move(act, letter_ids, LetterState.WITHDRAWN, held_because=why[:500]).count if letter_ids else 0
