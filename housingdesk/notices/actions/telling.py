"""The letters that an act about a notice keeps: whether they are the ones that it tells them by, and what became of them."""

from collections.abc import Sequence
from datetime import date

from housingdesk.errors import Refused
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.values.timeline import Ref

WITHDRAWN, OUTCOME, EVICTION = "notice-withdrawn", "review-outcome", "eviction-date"


def refuse_others(letters: Sequence[MadeLetter], template: str, tenancy_id: int, people: int, today: date) -> None:
    """Refused where a letter tells something else, was drawn with words that changed since, or one of the people has none."""
    wording = template_in_use(template, today).fingerprint
    for made in letters:
        if made.template != template or made.subject != Ref("tenancy", tenancy_id):
            raise Refused(f"{made.title} to {made.addressee} is about something else, so it is not kept with this")
        if made.pdf is not None and (made.template_version != wording or made.dated != today):
            raise Refused(f"The words of {made.title} changed a moment ago. Make it once more")
    if len(letters) < people:
        raise Refused("Somebody who is to be told has no letter. Look at it again, then make the letters")


def letters_sentence(letters: Sequence[MadeLetter]) -> str:
    """What became of the letters that tell of an act: they wait to be printed, or are held and why."""
    held = [letter for letter in letters if letter.pdf is None]
    if held:
        return f"The letter to {held[0].addressee or 'them'} is held: {held[0].held_because}"
    return "The letter that says so waits to be printed"
