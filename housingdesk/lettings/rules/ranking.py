"""Which household fits an empty home, in which order, and why: every reason is a sentence that can be read to a council. Pure.

What keeps a household out (too few bedrooms, support declined, not eligible) is told apart from what decides the order: the
home they were nominated for, the council's turn, priority, support, accessibility, and how long they have waited. Nothing is
added up to points, for nobody could explain the sum.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.rules.words import Source, SupportAnswer
from housingdesk.values.dates import format_date
from housingdesk.values.text import fold


@dataclass(frozen=True, slots=True)
class Home:
    """The empty home. ``turn`` is the council whose turn it is by its agreement, with the sentence that says why."""

    bedrooms: int | None
    supported: bool = False
    single: bool = False
    wheelchair: bool = False
    council_id: int | None = None
    council: str = ""
    turn: bool = False
    turn_why: str = ""
    space_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Household:
    """What of a household decides. ``access``: what the home must have ("a", "b", "c" as CORE has it; "" nothing)."""

    applicant_id: int
    name: str
    source: Source
    received_on: date
    people: int = 1
    council_id: int | None = None
    for_space_id: int | None = None
    bedrooms: int | None = None
    priority: str = ""
    waiting_since: date | None = None
    support_needed: bool | None = None
    support: SupportAnswer | None = None
    support_open: bool = False
    access: str = ""
    access_words: str = ""
    eligible: str = ""
    ready: bool = True


@dataclass(frozen=True, slots=True)
class Ranked:
    """A household beside a home: its place (1 is the best; 0 when something keeps it out), what speaks for and against it."""

    applicant_id: int
    place: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    to_mind: tuple[str, ...]

    @property
    def words(self) -> str:
        """The reasons in one line, as they are kept with the shortlist."""
        return ". ".join((*self.against, *self.reasons, *self.to_mind))


def rank(home: Home, households: Sequence[Household]) -> list[Ranked]:
    """All households in their order: those that fit first, then those that something keeps out, by name."""
    fitting = sorted((one for one in households if not kept_out(home, one)), key=lambda one: order(home, one))
    out = sorted((one for one in households if kept_out(home, one)), key=lambda one: (fold(one.name), one.applicant_id))
    made = [_ranked(home, one, place) for place, one in enumerate(fitting, 1)]
    return made + [_ranked(home, one, 0) for one in out]


def _ranked(home: Home, one: Household, place: int) -> Ranked:
    return Ranked(one.applicant_id, place, tuple(reasons(home, one)), tuple(kept_out(home, one)), tuple(to_mind(home, one)))


def kept_out(home: Home, one: Household) -> list[str]:
    """What keeps a household out of this home, each a sentence; empty when it may be offered."""
    found = []
    if one.eligible == "no":
        found.append("They may not be given a home by law")
    if home.bedrooms is not None and one.bedrooms is not None and one.bedrooms > home.bedrooms:
        found.append(f"Too small: they need {_beds(one.bedrooms)}, it has {home.bedrooms or 'none'}")
    if home.single and one.people > 1:
        found.append(f"It is a room for one person, and they are {one.people}")
    if home.supported and one.support is SupportAnswer.DECLINED:
        found.append("The support provider declined them")
    return found


def order(home: Home, one: Household) -> tuple[object, ...]:
    """The order of those who fit; each part is told by a reason of its own."""
    since = one.waiting_since or one.received_on
    return (not _named(home, one), not _turn(home, one), priority_rank(one.priority), _support_rank(home, one),
            _access_rank(home, one), _spare(home, one), since, one.applicant_id)


def _named(home: Home, one: Household) -> bool:
    return one.for_space_id is not None and one.for_space_id in home.space_ids


def _turn(home: Home, one: Household) -> bool:
    return home.turn and one.source is Source.NOMINATION and one.council_id == home.council_id


def priority_rank(words: str) -> int:
    """How urgent a council's word is: 0 first. Letters and numbers in their order; what is not known stands in the middle.

    >>> [priority_rank(words) for words in ("Emergency", "Band A", "band 2", "Gold", "Bronze", "medium", "")]
    [0, 1, 2, 1, 3, 5, 6]
    """
    low = fold(words).strip()
    if not low:
        return 6
    if re.search(r"\b(emergency|urgent|immediate)", low):
        return 0
    for place, names in enumerate((("gold", "high"), ("silver",), ("bronze", "low")), 1):
        if any(name in low for name in names):
            return place
    match = re.search(r"(?:^|band |priority |group )([a-e]|[1-5])\b", low)
    if match is None:
        return 5
    return int(match[1]) if match[1].isdigit() else "abcde".index(match[1]) + 1


def _support_rank(home: Home, one: Household) -> int:
    """0 where support and scheme go together, 2 where they do not."""
    if home.supported:
        return 0 if one.support is SupportAnswer.ACCEPTED else 2 if one.support_needed is False else 1
    return 1 if one.support_needed else 0


def _access_rank(home: Home, one: Household) -> int:
    if one.access in ("a", "b"):
        return 0 if home.wheelchair else 2
    return 1 if home.wheelchair else 0


def _spare(home: Home, one: Household) -> int:
    return max(0, (home.bedrooms or 0) - (one.bedrooms or home.bedrooms or 0))


def reasons(home: Home, one: Household) -> list[str]:
    """What speaks for a household, the gravest first, each a sentence."""
    found = []
    if _named(home, one):
        found.append("Nominated for this home")
    if _turn(home, one):
        found.append(f"It is {home.council}’s turn: {home.turn_why}" if home.turn_why else f"It is {home.council}’s turn")
    if one.priority:
        found.append(f"Priority {one.priority}" if len(one.priority) < 3 else one.priority)
    if home.supported and one.support is SupportAnswer.ACCEPTED:
        found.append("The support provider takes them on")
    if home.bedrooms is not None and one.bedrooms is not None and one.bedrooms == home.bedrooms:
        found.append(f"Needs {_beds(one.bedrooms)}, as it has")
    if home.wheelchair and one.access in ("a", "b"):
        found.append("Needs a home for wheelchairs, as it is")
    found.append(f"Waiting since {format_date(one.waiting_since or one.received_on)}")
    return found


def to_mind(home: Home, one: Household) -> list[str]:
    """What does not keep a household out and has to be cleared up, each a sentence."""
    found = []
    spare = _spare(home, one)
    if spare:
        found.append(f"{spare} bedroom{'s' if spare > 1 else ''} more than they need: benefit may not cover all of it")
    if one.bedrooms is None and not home.single:
        found.append("How many bedrooms they need is not known")
    if home.supported and one.support is None:
        found.append("Support has not answered yet" if one.support_open else "No support provider was asked yet")
    if home.supported and one.support_needed is False:
        found.append("They need no support, and the home comes with it")
    if one.access in ("a", "b") and not home.wheelchair:
        found.append("They need a home for wheelchairs, and it is not known to be one")
    if one.access == "c":
        found.append("They need a home without steps. Look whether it is")
    if one.access_words:
        found.append(f"Needs in the home: {one.access_words}")
    if home.wheelchair and not one.access:
        found.append("The home is adapted for wheelchairs, and they did not ask for that")
    if not one.ready:
        found.append("Their assessment is not finished")
    return found


def _beds(count: int) -> str:
    return "1 bedroom" if count == 1 else f"{count} bedrooms"
