"""Keeps what is told twice the same: names, address and "former" of an agreement, and where a person lives or lived.

The lower rooms cannot know of agreements, so a person's change of name goes through here.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.people import actions as people_actions
from housingdesk.people import queries as people_queries
from housingdesk.people.rules import PersonDraft
from housingdesk.tenancies.models import Holder, Occupancy, Tenancy
from housingdesk.tenancies.queries.agreements import (
    HolderRow,
    holders,
    occupancies,
    occupancy_on,
    tenancies,
    tenancies_of_person,
    tenancy,
)
from housingdesk.tenancies.rules import home_words, names_line
from housingdesk.values.dates import format_day
from housingdesk.values.references import is_payment_reference
from housingdesk.values.text import text_problem

AGREEMENT = "This agreement"


@needs(Permission.KEEP_PEOPLE)
def change_person(act: Act, *, person_id: int, version: int, draft: PersonDraft) -> None:
    """Changes what is known of a person, and their name on every agreement they hold or held."""
    was = people_actions.change_person(act, person_id=person_id, version=version, draft=draft)
    for row in tenancies_of_person(person_id):
        refresh_agreement(act, row.id)
    now = people_queries.person(person_id)
    act.take_back(change_person, "put it back", person_id=person_id, version=now.version, draft=was)


@needs(Permission.KEEP_TENANCIES)
def turn_day(act: Act, *, since: date) -> int:
    """What became true by itself after ``since`` and up to today: agreements that ended, moves and holders that began or
    left. Returns how many agreements were looked at. Safe to run again.
    """
    before = act.today - timedelta(days=1)
    moved = Occupancy.select(Occupancy.tenancy).where((Occupancy.start > since) & (Occupancy.start <= act.today))
    came = Holder.select(Holder.tenancy).where(((Holder.starts_on > since) & (Holder.starts_on <= act.today))
                                               | ((Holder.ends_on >= since) & (Holder.ends_on <= before)))
    ended = (Tenancy.ends_on <= before) & (Tenancy.former == False)  # noqa: E712
    rows = Tenancy.select(Tenancy.id).where(ended | Tenancy.id.in_(moved) | Tenancy.id.in_(came)).order_by(Tenancy.id)
    ids = [row.id for row in rows]
    for tenancy_id in ids:
        refresh_agreement(act, tenancy_id)
    refresh_people(act, ids)
    act.say(f"Agreements as they stand on {format_day(act.today)}: {len(ids)} looked at")
    return len(ids)


@needs(Permission.KEEP_TENANCIES)
def set_note_to_read(act: Act, *, tenancy_id: int, version: int, text: str) -> None:
    """Raises the flag on a file with the note that everybody must read first; an empty text lowers it."""
    row = as_seen(Tenancy, tenancy_id, version, AGREEMENT)
    text, was = text.strip(), row.note_to_read
    said = text_problem(text, "The note", 500)
    if said:
        raise Refused(said)
    act.change(row, note_to_read=text)
    act.say("Note to read first" if text else "No note to read first", about=("tenancy", tenancy_id))
    act.take_back(set_note_to_read, "as it was", tenancy_id=tenancy_id, version=row.version, text=was)


def note_payment_reference(act: Act, *, tenancy_id: int, reference: str) -> None:
    """Keeps the payment reference of an agreement's account beside it, to be found by; the rent room calls it."""
    if not is_payment_reference(reference):
        raise Refused(f"{reference} is not a payment reference: its last digit does not fit the others")
    act.change(as_seen(Tenancy, tenancy_id, None, AGREEMENT), payment_reference=reference)


def refresh_agreement(act: Act, tenancy_id: int) -> None:
    """Works out names, address and "former" of one agreement as they are today, or on its last day."""
    row = tenancy(tenancy_id)
    day = row.within(act.today)
    home = occupancy_on(tenancy_id, day)
    act.change(as_seen(Tenancy, tenancy_id, None, AGREEMENT),
               names=names_line([holder.name for holder in holders([tenancy_id]) if holder.on(day)]),
               address=home.address if home else "", postcode=home.postcode if home else "",
               former=row.ends_on is not None and row.ends_on < act.today)


def refresh_people(act: Act, tenancy_ids: Iterable[int]) -> None:
    """Works out where everybody lives or lived who ever held one of these agreements."""
    for person_id in sorted({holder.person_id for holder in holders(list(tenancy_ids))}):
        refresh_person(act, person_id)


def refresh_person(act: Act, person_id: int) -> None:
    """Works out where one person lives or lived: the agreement that still runs first, then the newest."""
    rows = tenancies_of_person(person_id)
    mine = {h.tenancy_id: h for h in holders([row.id for row in rows]) if h.person_id == person_id}
    left = {row.id: _left(mine[row.id], row.ends_on) for row in rows}
    rows.sort(key=lambda row: _is_past(left[row.id], act.today))
    detail = ""
    if rows:
        detail = home_words(rows[0].address, rows[0].reference, rows[0].starts_on, left[rows[0].id], act.today)
    homes = list(dict.fromkeys(f"{home.address}, {home.postcode}" for home in reversed(occupancies([row.id for row in rows]))))
    people_actions.note_homes(act, person_id=person_id, detail=detail, homes=homes,
                              former=bool(rows) and all(_is_past(left[row.id], act.today) for row in rows))


def refresh(act: Act, tenancy_id: int) -> None:
    """Both: the agreement, and everybody who ever held it."""
    refresh_agreement(act, tenancy_id)
    refresh_people(act, [tenancy_id])


def say_agreement(tenancy_id: int) -> str:
    """What sentences call an agreement: ``Tenancy T004471 of Amina Khan``."""
    [row] = tenancies([tenancy_id])
    return f"{row.words.agreement.capitalize()} {row.reference} of {row.names}"


def _left(holder: HolderRow, ends_on: date | None) -> date | None:
    days = [day for day in (holder.ends_on, ends_on) if day is not None]
    return min(days) if days else None


def _is_past(day: date | None, today: date) -> bool:
    return day is not None and day < today
