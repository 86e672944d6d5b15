"""Which letters a hold stops today: asked before one is kept, printed, posted or handed to the mail program."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from housingdesk.errors import Refused
from housingdesk.holds.queries import HoldRow, active
from housingdesk.letters import queries
from housingdesk.letters.queries.templates import family_in_use
from housingdesk.letters.rules.states import LetterState
from housingdesk.letters.rules.stops import STOPPED_WITH, stops_of
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

# Template and subject of a letter, and the other records whose holds stop it.
_Letter = tuple[str, str, tuple[str, ...]]


@frozen
class StoppedLetter:
    """A letter that may not go out: ``which`` names it and its reader, ``why`` is its hold in words."""

    letter_id: int
    which: str
    why: str


def stopped_with(data: str) -> tuple[str, ...]:
    """The other records whose holds stop a letter, from its data.

    >>> stopped_with('{"stopped with": ["tenancy:12"]}')
    ('tenancy:12',)
    """
    return tuple(json.loads(data).get(STOPPED_WITH, ())) if STOPPED_WITH in data else ()


def stopped(letters: Iterable[_Letter], on: date) -> dict[_Letter, HoldRow]:
    """Which letters a hold stops on a day, and the hold."""
    wanted = set(letters)
    found: dict[_Letter, HoldRow] = {}
    standing = active(on, {Ref.of(one) for _, subject, others in wanted for one in (subject, *others)})
    stopping = {template: stops_of(family_in_use(template, on)) for template, _, _ in wanted} if standing else {}
    for letter in wanted if standing else ():
        template, subject, others = letter
        for hold in (hold for one in (subject, *others) for hold in standing.get(one, ())):
            if hold.stops & stopping[template]:
                found[letter] = hold
    return found


def stopped_letters(letter_ids: Sequence[int], on: date) -> list[StoppedLetter]:
    """Which of these letters may not go out on a day, oldest first."""
    rows, others = queries.some(letter_ids), queries.some_data(letter_ids, STOPPED_WITH)
    known = {row.id: (row.template, row.subject, stopped_with(others.get(row.id, ""))) for row in rows}
    holds = stopped(known.values(), on)
    return [StoppedLetter(row.id, f"{row.title} to {row.addressee}", holds[known[row.id]].stopped)
            for row in rows if known[row.id] in holds]


def stopped_sentence(letter_ids: Sequence[int], on: date) -> str | None:
    """Why these letters may not go out on a day, naming the first and its hold; None when all may."""
    those = stopped_letters(letter_ids, on)
    if not those:
        return None
    more = f" and {len(those) - 1:,} more" if len(those) > 1 else ""
    return f"{those[0].which}{more} may not go out: {those[0].why}. Withdraw it, or take it from those chosen"


def email_to_send(letter_id: int, on: date) -> queries.Email:
    """An e-mail for the mail program; Refused where it is not to go: a hold stops it today, or a colleague has sent it."""
    row = queries.letter(letter_id)
    if row.state is not LetterState.READY:
        raise Refused(f"{row.title} to {row.addressee} is {row.state}, so it is not sent now")
    if (reason := stopped_sentence([letter_id], on)) is not None:
        raise Refused(reason)
    return queries.email(letter_id)
