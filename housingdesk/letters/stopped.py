"""Which letters a hold stops today: asked before one is kept, printed, posted or handed to the mail program."""

from collections.abc import Iterable, Sequence
from datetime import date

from housingdesk.errors import Refused
from housingdesk.holds.queries import HoldRow, active
from housingdesk.letters import queries
from housingdesk.letters.queries.templates import family_in_use
from housingdesk.letters.rules.states import LetterState
from housingdesk.letters.rules.stops import stops_of
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref


@frozen
class StoppedLetter:
    """A letter that may not go out: ``which`` names it and its reader, ``why`` is its hold in words."""

    letter_id: int
    which: str
    why: str


def stopped(letters: Iterable[tuple[str, str]], on: date) -> dict[tuple[str, str], HoldRow]:
    """Which letters, each as template and subject, a hold stops on a day, and the hold."""
    wanted = set(letters)
    found: dict[tuple[str, str], HoldRow] = {}
    standing = active(on, {Ref.of(subject) for _, subject in wanted})
    stopping = {template: stops_of(family_in_use(template, on)) for template, _ in wanted} if standing else {}
    for template, subject in wanted if standing else ():
        stops = stopping[template]
        for hold in standing.get(subject, ()):
            if hold.stops & stops:
                found[template, subject] = hold
    return found


def stopped_letters(letter_ids: Sequence[int], on: date) -> list[StoppedLetter]:
    """Which of these letters may not go out on a day, oldest first."""
    rows = queries.some(letter_ids)
    holds = stopped(((row.template, row.subject) for row in rows), on)
    return [StoppedLetter(row.id, f"{row.title} to {row.addressee}", holds[row.template, row.subject].stopped)
            for row in rows if (row.template, row.subject) in holds]


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
