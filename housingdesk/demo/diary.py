"""What the coordinators wrote: notes on calls, agreements and claims, things still to do, and the one note to read first.

What is written fits how the account is paid; nothing tells of an act that the program has not done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from housingdesk.demo.chance import Table, between, one_of, stream
from housingdesk.demo.conduct import Conduct, Mood, Pattern
from housingdesk.demo.population import Association
from housingdesk.demo.tenures import Tenancy
from housingdesk.diary.rules import NoteKind
from housingdesk.tenancies.rules import TenancyKind

_TO_READ = ("Hard of hearing: ring twice and wait", "Asks for letters by e-mail as well",
            "Keep calls to mornings: works nights", "Daughter helps with letters: see People",
            "Has asked that the neighbour is not told anything")
_READ_SHARE = 0.04


@dataclass(frozen=True, slots=True)
class Written:
    """One note on an agreement (by its key)."""

    tenancy: int
    kind: NoteKind
    text: str
    at: datetime
    by: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do by a day."""

    tenancy: int
    text: str
    due_on: date
    owner: str
    at: datetime


# From the pattern of payments: days after (or before) the last spell began, how, and what was written.
_STORIES: dict[Pattern, tuple[tuple[int, NoteKind, str], ...]] = {
    Pattern.STOPPED_LATELY: (
        (12, NoteKind.CALL, "Rang about missed payments: no answer, message left"),
        (19, NoteKind.TEXT, "Asked by text to ring the office about the rent"),
        (26, NoteKind.VISIT, "Called at the home. Hours cut at work; will bring pay slips in")),
    Pattern.PART_PAYER: (
        (21, NoteKind.CALL, "Says this is all that can be afforded until the car is paid off"),
        (48, NoteKind.OFFICE, "Came in. Went through income and spending together; offered Citizens Advice")),
    Pattern.AGREEMENT_KEPT: (
        (-2, NoteKind.CALL, "Agreed to pay something on top of the charge until it is clear"),
        (35, NoteKind.NOTE, "Agreement kept so far")),
    Pattern.AGREEMENT_BROKEN: (
        (9, NoteKind.CALL, "Missed an instalment. Promised two together next time"),
        (17, NoteKind.CALL, "No answer on either number")),
    Pattern.BENEFIT_STOPPED: (
        (14, NoteKind.CALL, "Benefit has stopped: the claim was not renewed. Form sent"),
        (30, NoteKind.EMAIL, "Council asks for bank statements of two months; told how to send them")),
    Pattern.NEW_CLAIM: (
        (6, NoteKind.OFFICE, "Universal Credit claimed at sign-up; first payment expected after five weeks"),
        (44, NoteKind.CALL, "Universal Credit has come; will pay by standing order and something on top")),
    Pattern.RECOVERED: ((10, NoteKind.CALL, "Lost overtime; agreed to catch up in instalments"),),
}
_TODO: dict[Pattern, str] = {
    Pattern.STOPPED_LATELY: "Ring about the rent again", Pattern.AGREEMENT_BROKEN: "See whether the promised payment came",
    Pattern.BENEFIT_STOPPED: "Ask the council how far the claim is", Pattern.PART_PAYER: "Look at what is affordable again"}
_SMALL_TALK = Table([
    ((NoteKind.CALL, "Asked when the windows will be done; put through to repairs"), 5),
    ((NoteKind.CALL, "New mobile number, kept under People"), 5), ((NoteKind.EMAIL, "Asked for a statement; sent"), 6),
    ((NoteKind.VISIT, "Tenancy visit: home in good order"), 5),
    ((NoteKind.OFFICE, "Came in to pay; shown how to pay online"), 4),
    ((NoteKind.NOTE, "Away until the end of the month; neighbour has a key"), 2),
    ((NoteKind.CALL, "Noise from next door at night; diary sheets sent"), 2)])
_TALKS = 0.35


def note_to_read(association: Association, tenancy: Tenancy) -> str:
    """What everybody should know before they ring or visit; empty for most."""
    rng = stream(association.seed, "to read", tenancy.key)
    if tenancy.kind is TenancyKind.CONTRACT or rng.random() >= _READ_SHARE:
        return ""
    return one_of(rng, _TO_READ)


def notes(association: Association) -> Iterator[Written]:
    """Every note, agreement by agreement, none later than the day before the last."""
    for tenancy in association.tenancies:
        if tenancy.kind is TenancyKind.CONTRACT:
            continue
        rng = stream(association.seed, "notes", tenancy.key)
        conduct, officer = association.conducts[tenancy.key - 1], association.spaces[tenancy.space - 1].officer
        told = [*_story(rng, conduct), *_talk(rng, association, tenancy)]
        for place, (on, kind, text) in enumerate(sorted(told)):
            if max(association.first_day, tenancy.starts) <= on < association.today:
                pinned = place == len(told) - 1 and conduct.pattern in _TODO and rng.random() < 0.5
                yield Written(tenancy.key, kind, text, _at(rng, on), officer, pinned)


def _story(rng: Random, conduct: Conduct) -> Iterator[tuple[date, NoteKind, str]]:
    begun = conduct.spells[-1].start
    if conduct.pattern is Pattern.BENEFIT_STOPPED:
        begun = conduct.benefit_gaps[-1][0]
    elif conduct.pattern is Pattern.RECOVERED and conduct.spells[-1].mood is not Mood.AGREEMENT:
        return
    for days, kind, text in _STORIES.get(conduct.pattern, ()):
        on = begun + timedelta(days=days + between(rng, 0, 3))
        yield on - timedelta(days=max(0, on.weekday() - 4)), kind, text


def _talk(rng: Random, association: Association, tenancy: Tenancy) -> Iterator[tuple[date, NoteKind, str]]:
    """Now and then something that has nothing to do with money, in the last year."""
    last = min(association.today, tenancy.ends or association.today)
    if rng.random() < _TALKS:
        on = last - timedelta(days=between(rng, 5, 360))
        yield on - timedelta(days=max(0, on.weekday() - 4)), *_SMALL_TALK.draw(rng)


def todos(association: Association) -> Iterator[ToDo]:
    """What the coordinators set themselves to do this week and next, a few of them late already."""
    for tenancy in association.current(association.today):
        text = _TODO.get(association.conducts[tenancy.key - 1].pattern)
        if text is None or tenancy.kind is TenancyKind.CONTRACT:
            continue
        rng = stream(association.seed, "to do", tenancy.key)
        if rng.random() < 0.6:
            due = association.today + timedelta(days=between(rng, -3, 9))
            set_on = min(due, association.today) - timedelta(days=between(rng, 4, 9))
            yield ToDo(tenancy.key, text, due + timedelta(days=max(0, 7 - due.weekday()) if due.weekday() > 4 else 0),
                       association.spaces[tenancy.space - 1].officer, _at(rng, set_on))


def _at(rng: Random, on: date) -> datetime:
    """A time of the working day."""
    return datetime.combine(on, time(9 + between(rng, 0, 6), between(rng, 0, 59)), UTC)
