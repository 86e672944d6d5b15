"""What is due around empty homes, lettings, claims and changes, for the Today screen; read after what is in the most hurry."""

from datetime import date, timedelta

from housingdesk.diary.rules import Weight
from housingdesk.lettings.queries.on_today import identities_today, sign_ups_today
from housingdesk.reports.queries.due_card import DueCard
from housingdesk.values.dates import format_date

_MOST_VOIDS = 12
_WEEK_AHEAD, _MONTH_AHEAD = timedelta(7), timedelta(28)


def cards(on: date) -> list[DueCard]:
    """All of it, room by room; the page puts it in order."""
    return [*_reviews(on), *_changes(on), *_sign_ups(on), *_identity(on), *_applicants(on), *_voids(on), *_keys(on), *_core(on),
            *_claims(on), *_provider_files(on), *_meetings(on), *_schedules(on), *_former(on)]


def _former(on: date) -> list[DueCard]:
    from housingdesk.reports.queries.due_former import cards as cards_of_former

    return cards_of_former(on)


def _sign_ups(on: date) -> list[DueCard]:
    return [DueCard(Weight.PERSON_WAITING, row.due_on, f"Sign-up of {row.name}", f"{row.where} · {row.address}", "Take it up",
                    "signup", (("sign_up_id", row.id),)) for row in sign_ups_today(on)]


def _identity(on: date) -> list[DueCard]:
    """Identity that was to follow, from a week before its day on."""
    return [DueCard(Weight.PERSON_WAITING, row.follow_by, f"Identity of {row.name} to follow by {format_date(row.follow_by)}",
                    f"Until it comes, {row.vouched_by} vouches", "Open the file", "person", (("person_id", row.person_id),))
            for row in identities_today(on + _WEEK_AHEAD)]


def _applicants(on: date) -> list[DueCard]:
    """What households wait for: answers to councils, offers, support, viewings and reviews whose day comes."""
    from housingdesk.lettings.queries.due_applicants import due as due_of_applicants

    return [DueCard(Weight.PERSON_WAITING, one.on, one.what, one.why, "Open them", "applicant",
                    (("applicant_id", one.applicant_id),)) for one in due_of_applicants(on)]


def _voids(on: date) -> list[DueCard]:
    """Empty homes where a promised day has come without its step: a card for each, or one for all where there are many."""
    from housingdesk.voids.queries.due import due as due_of_voids

    found = due_of_voids(on)
    if len(found) > _MOST_VOIDS:
        return [DueCard(Weight.MONEY, found[0].promised_on, f"Chase what was promised for {len(found)} empty homes",
                        "Their promised days have come and gone; each day costs rent", "Look at them", "voids")]
    return [DueCard(Weight.MONEY, one.promised_on, f"{one.what}: {one.address}", one.why, "Open the plan", "void",
                    (("void_id", one.void_id),)) for one in found]


def _keys(on: date) -> list[DueCard]:
    """Keys that should be back by now."""
    from housingdesk.voids.queries.overdue_keys import overdue_keys

    rows = overdue_keys(on)
    if not rows:
        return []
    first = rows[0]
    many = f"{len(rows)} sets of keys" if len(rows) > 1 else f"keys {first.tag}, {first.address}"
    return [DueCard(Weight.ROUTINE, first.due_back_on, f"Get back {many}",
                    f"{'The oldest is with' if len(rows) > 1 else 'With'} {first.whom}, due {format_date(first.due_back_on)}",
                    "Look at them", "keys", (("show", "overdue"),))]


def _core(on: date) -> list[DueCard]:
    """Quarters whose CORE logs are not all with the service yet, shortly before their day and after it."""
    from housingdesk.lettings.queries.core_due import due as due_of_core

    return [DueCard(Weight.LEGAL, one.by, f"Send the CORE logs of {one.name}",
                    f"{one.many} not sent, to be with the service by {format_date(one.by)}"
                    + (f"; {one.returned} came back" if one.returned else ""), "Look at them", "core", (("first", one.first),))
            for one in due_of_core(on)]


def _claims(on: date) -> list[DueCard]:
    """The next step of each claim whose day has come, and benefit that fails."""
    from housingdesk.reports.queries.due_benefits import benefits

    return benefits(on)


def _schedules(on: date) -> list[DueCard]:
    """Schedules with lines that need somebody, sums without their list and lists without their money."""
    from housingdesk.reports.queries.due_schedules import cards as cards_of_schedules

    return cards_of_schedules(on)


def _provider_files(on: date) -> list[DueCard]:
    """What councils hold about supported schemes and what lapses of it, and rents that left the agreed ones."""
    from housingdesk.benefits.queries.provider_files import due as due_of_files

    return [DueCard(Weight.MONEY, one.by, f"{one.file.scheme} at {one.file.council}", one.sentence, "Open the file",
                    "provider_file", (("scheme_id", one.file.scheme_id), ("council_id", one.file.council_id)))
            for one in due_of_files(on) if one.by <= on + _MONTH_AHEAD]


def _meetings(on: date) -> list[DueCard]:
    """Liaison meetings with councils, from a week before."""
    from housingdesk.benefits.queries.offices import meetings

    return [DueCard(Weight.ROUTINE, day, f"Liaison meeting with {row.name}",
                    f"On {format_date(day)}: the report says what to ask", "Look at the report", "benefit_paper",
                    (("paper", "liaison"), ("office_id", row.id)))
            for row, day in meetings(on, on + _WEEK_AHEAD) if row.council_id is not None]


def _reviews(on: date) -> list[DueCard]:
    """Reviews, and what was agreed at them."""
    from housingdesk.reports.queries.due_changes import reviews

    return reviews(on)


def _changes(on: date) -> list[DueCard]:
    """Answers that a clock runs for, and what was decided and takes effect."""
    from housingdesk.reports.queries.due_changes import changes

    return changes(on)
