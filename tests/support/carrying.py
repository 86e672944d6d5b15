"""A shared house with people in its rooms and letters for their doors, for tests of delivery rounds."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from housingdesk.access.desk import Desk
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.pdf.list_pages import draw_list
from housingdesk.letters.rules.rounds import StopDraft
from housingdesk.letters.rules.states import StopOutcome, Way
from housingdesk.mailings import actions
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.actions.starting import start_tenancy
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY
from tests.support.homes import Town, add_people, build_town

SINCE = date(2026, 4, 6)
NAMES = ("Amina Khan", "Joy Okafor", "Wojciech Nowak")


@dataclass(frozen=True, slots=True)
class House:
    """A town, and the agreements in Rooms 1, 2 and 10 of Beech House, by the first name of who holds each."""

    town: Town
    tenancies: dict[str, int]


def build_house(desk: Desk) -> House:
    """Beech House with a licence in each of its rooms; the office has a name and an address."""
    for key, value in (("org.name", "Dale Vale Homes"), ("org.address", ("2 Mill Lane", "ANYTOWN", "ZZ9 9ZZ")),
                       ("org.phone", "01632 960 118")):
        desk.do(set_value, key=key, value=value, valid_from=SINCE)
    town = build_town(desk)
    found = {}
    for name, room in zip(NAMES, town.rooms, strict=True):
        people = tuple(add_people(desk, name))
        draft = StartDraft(TenancyKind.LICENCE_EXCLUDED, people, room, SINCE)
        found[name.split()[0]] = int(desk.do(start_tenancy, draft=draft).value)
    return House(town, found)


def letter(tenancy_id: int, addressee: str, title: str = "A visit", *, template: str = "visit", way: Way = Way.POST,
           copies: tuple[MadeLetter, ...] = ()) -> MadeLetter:
    """A letter as it was drawn."""
    return MadeLetter(template, "1", title, Ref("tenancy", tenancy_id), addressee, MONDAY, False, _page(), 1, None, "{}",
                      way=way, copies=copies)


@cache
def _page() -> bytes:
    return draw_list("A letter", (), ("What",), (("A visit",),), (1,), author="Dale Vale Homes")


def print_letters(desk: Desk, *letters: MadeLetter) -> list[int]:
    """Keeps letters and marks them as printed; returns their ids in the order given, copies after theirs."""
    run = int(desk.do(actions.issue_run, title="Letters", letters=letters).value)
    ids = sorted(row.id for row in desk.ask(letter_queries.letters, run_id=run))
    desk.do(letter_actions.mark_printed, letter_ids=ids)
    return ids


def at_door(outcome: StopOutcome = StopOutcome.UNDER_DOOR, **changes: object) -> StopDraft:
    """What J. Green recorded at 2.30pm on the Monday."""
    facts: dict[str, object] = {"by": "J. Green", "on": MONDAY, "at": "2.30pm", **changes}
    return StopDraft(outcome, **facts)  # type: ignore[arg-type]
