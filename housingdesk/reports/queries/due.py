"""What is due in every room, for the Today screen. Changes nothing."""

from datetime import date, timedelta
from typing import Any

from housingdesk.bank.queries.our_accounts import BankAccountRow, bank_accounts, suspense
from housingdesk.changes.rules.telling import TASK as TELL
from housingdesk.diary.queries import TaskRow, due_tasks
from housingdesk.diary.rules import Weight, late_words
from housingdesk.holds.queries import due as due_of_holds
from housingdesk.letters.queries import counts_by_way
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.lettings.queries.on_today import identities_today, sign_ups_today
from housingdesk.rent.queries.next_debit import last_run, next_week
from housingdesk.values.dates import format_date, week_of, working_days_between
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

_LATE_FILE = 3
_OLD_SUSPENSE = 7
_MOST_VOIDS = 12
_WEEK_AHEAD = timedelta(7)


@frozen
class DueCard:
    """One thing to do: why, and where it is done. ``place``/``facts`` say which screen; ``task_id`` for what people wrote."""

    weight: Weight
    due_on: date
    text: str
    why: str
    verb: str
    place: str
    facts: tuple[tuple[str, Any], ...] = ()
    task_id: int | None = None
    task_version: int | None = None


@frozen
class Due:
    """Everything due on a day, the gravest first, and how many things more tomorrow."""

    cards: tuple[DueCard, ...]
    tomorrow: int


def due(on: date, owner: str | None = None, days: int = 0) -> Due:
    """What is due, and what people wrote down for so many days ahead; a dozen small statements whatever the size."""
    banks = bank_accounts()
    cards = [*_debit(on), *(c for b in banks for c in _bank(b, on)), *_suspense(on), *_letters(on), *_rounds(on),
             *_statements(on), *_holds(on), *_notices(on), *_court(on), *_reviews(on), *_changes(on),
             *_sign_ups(on), *_identity(on), *_applicants(on),
             *_voids(on), *_keys(on), *_core(on), *_claims(on), *_tasks(on, owner, days)]
    cards.sort(key=lambda c: (c.weight, c.due_on, c.text))
    later = len(due_tasks(on, on + timedelta(1), owner)) - len(due_tasks(on, on, owner))
    return Due(tuple(cards), max(0, later))


def _sign_ups(on: date) -> list[DueCard]:
    return [DueCard(Weight.PERSON_WAITING, row.due_on, f"Sign-up of {row.name}", f"{row.where} · {row.address}", "Take it up",
                    "signup", (("sign_up_id", row.id),)) for row in sign_ups_today(on)]


def _identity(on: date) -> list[DueCard]:
    """Identity that was to follow, from a week before its day on."""
    return [DueCard(Weight.PERSON_WAITING, row.follow_by, f"Identity of {row.name} to follow by {format_date(row.follow_by)}",
                    f"Until it comes, {row.vouched_by} vouches", "Open the file", "person", (("person_id", row.person_id),))
            for row in identities_today(on + _WEEK_AHEAD)]


def _debit(on: date) -> list[DueCard]:
    monday = week_of(on)
    if last_run() is None or (week := next_week(monday)) > monday:
        return []
    behind = (monday - week).days // 7
    why = "Every account is charged on Monday in advance" if not behind else f"{behind + 1} weeks are not debited yet"
    return [DueCard(Weight.MONEY, week, f"Run the debit for the week of Monday {format_date(week)}", why, "Look at it", "rent")]


def _bank(bank: BankAccountRow, on: date) -> list[DueCard]:
    cards = []
    if bank.waiting or bank.parked:
        parked = f", {bank.parked} parked with a question" if bank.parked else ""
        cards.append(DueCard(Weight.MONEY, on, f"Post {bank.waiting:,} bank lines on {bank.name}",
                             f"They are in, but not on anybody's account yet{parked}", "Post them", "money"))
    if bank.last_on is not None and working_days_between(bank.last_on, on) > _LATE_FILE:
        cards.append(DueCard(Weight.MONEY, bank.last_on, f"Open the newest statement of {bank.name}",
                             f"The last one ends on {format_date(bank.last_on)}, so payments may be missing", "Open it",
                             "money"))
    return cards


def _suspense(on: date) -> list[DueCard]:
    old = [row for row in suspense(on) if row.days >= _OLD_SUSPENSE]
    if not old:
        return []
    total = sum(row.pence for row in old)
    many = f"{len(old)} receipts" if len(old) > 1 else "one receipt"
    return [DueCard(Weight.MONEY, old[0].since, f"Find out whose {format_pence(total)} is",
                    f"Unidentified money: {many}, the oldest for {old[0].days} days", "Look into it", "suspense")]


def _letters(on: date) -> list[DueCard]:
    """What waits among the letters; what came back stands in the diary, each letter by itself."""
    from housingdesk.letters.queries.rounds import for_next_round

    found = counts_by_way()

    def those(state: LetterState, *ways: Way) -> int:
        return sum(count for (one, way), count in found.items() if one is state and way in ways)

    paper = (Way.POST, Way.HAND)
    waiting = (
        (those(LetterState.PRINTING, *Way), "Say which of {} came out", "They went to the printer, and that is all we know",
         "Look at the tray", "letters", "ready"),
        (those(LetterState.READY, *paper), "Print {}", "Made and waiting for the printer", "Print them", "letters", "ready"),
        (those(LetterState.READY, Way.EMAIL), "Send {} by e-mail", "Made and waiting for the mail program", "Send them",
         "letters", "email"),
        (those(LetterState.PRINTED, Way.POST), "Post {} already printed", "Say when they went, so that their dates are right",
         "Mark as posted", "letters", "printed"),
        (for_next_round(), "Carry {} to the doors", "Printed, to go by hand, and on no round yet", "Plan a round", "rounds",
         ""),
        *((those(LetterState.KEPT_BACK, *ways), "Take up or withdraw {}", "Kept back in the queue", "Look at them", "letters",
           tab) for ways, tab in ((paper, "ready"), ((Way.EMAIL,), "email"))))
    return [DueCard(Weight.ROUTINE, on, text.format(f"{count:,} letter{'s' if count > 1 else ''}"), why, verb, place,
                    (("tab", tab),) if tab else ()) for count, text, why, verb, place, tab in waiting if count]


def _rounds(on: date) -> list[DueCard]:
    """Letters that were to be carried to doors, until every door is recorded and the round is closed."""
    from housingdesk.letters.queries.rounds import due as due_of_rounds

    return [DueCard(Weight.ROUTINE, day, f"Record the delivery round at {scheme}", f"{by} carries the letters on "
                    f"{format_date(day)}. Their dates count from when each door is recorded", "Record it", "round",
                    (("round_id", round_id),)) for round_id, scheme, day, by in due_of_rounds(on)]


def _statements(on: date) -> list[DueCard]:
    """The statements of the last finished quarter, until they are made."""
    from housingdesk.mailings.queries.due_statements import due_run

    run = due_run(on)
    if run is None:
        return []
    return [DueCard(Weight.LEGAL if run.overdue else Weight.ROUTINE, run.since, f"Make the statements of {run.quarter.name}",
                    run.sentence, "Make them", "statements", (("quarter", run.quarter.key),))]


def _holds(on: date) -> list[DueCard]:
    """The last days of breathing spaces in the coming week, and holds that have just ended."""
    found = due_of_holds(on, on + _WEEK_AHEAD)
    if not found:
        return []
    from housingdesk.tenancies.queries.agreements import tenancies

    names = {row.id: row.names for row in tenancies([Ref.of(hold.subject).id for hold, _, _ in found])}
    return [DueCard(Weight.LEGAL, day, what, f"{names.get(Ref.of(hold.subject).id, '')}: {hold.sentence}", "Open the file",
                    "tenancy", (("tenancy_id", Ref.of(hold.subject).id),)) for hold, day, what in found]


def _notices(on: date) -> list[DueCard]:
    """Notices to be printed and served, those that run out, and the last days for the court."""
    from housingdesk.notices.queries.cases import due as due_of_notices

    return [DueCard(Weight.LEGAL, day, what, f"{row.names}: {row.words}", "Open the notice", "notice", (("case_id", row.id),))
            for row, day, what in due_of_notices(on)]


def _court(on: date) -> list[DueCard]:
    """The last days before hearings, and what evictions bring."""
    from housingdesk.notices.queries import recorded_steps

    hearings, stand = recorded_steps.due(on), recorded_steps.evictions_stand()
    if not hearings and not stand:
        return []
    from housingdesk.notices.queries import evictions

    evicted = evictions.due(on) if stand else []
    names = recorded_steps.names_of({*(one[0] for one in hearings), *(one[0].tenancy_id for one in evicted)})
    return [*(DueCard(Weight.LEGAL, day, what, names.get(tenancy_id, ""), "Open the case", "court",
                      (("tenancy_id", tenancy_id), ("section", "hearing"))) for tenancy_id, day, what in hearings),
            *(DueCard(Weight.LEGAL, day, what, f"{names.get(row.tenancy_id, '')}: eviction {row.when}", "Open the case",
                      "court", (("eviction_id", row.id),)) for row, day, what in evicted)]


def _reviews(on: date) -> list[DueCard]:
    """Reviews, and what was agreed at them."""
    from housingdesk.reports.queries.due_changes import reviews

    return reviews(on)


def _changes(on: date) -> list[DueCard]:
    """Answers that a clock runs for, and what was decided and takes effect."""
    from housingdesk.reports.queries.due_changes import changes

    return changes(on)


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
    """Claims whose form is still to go, and those that should have been answered."""
    from housingdesk.benefits.queries.claims import due as due_of_claims

    return [DueCard(Weight.MONEY, day, what, f"{row.names}: {row.kind}, {row.state}", "Open the claim", "tenancy",
                    (("tenancy_id", row.tenancy_id), ("section", "benefit"))) for row, day, what in due_of_claims(on)]


def _applicants(on: date) -> list[DueCard]:
    """What households wait for: answers to councils, offers, support, viewings and reviews whose day comes."""
    from housingdesk.lettings.queries.due_applicants import due as due_of_applicants

    return [DueCard(Weight.PERSON_WAITING, one.on, one.what, one.why, "Open them", "applicant",
                    (("applicant_id", one.applicant_id),)) for one in due_of_applicants(on)]


def _tasks(on: date, owner: str | None, days: int) -> list[DueCard]:
    return [_card(task, on) for task in due_tasks(on, on + timedelta(days), owner)]


def _card(task: TaskRow, on: date) -> DueCard:
    place, facts = "", tuple[tuple[str, Any], ...]()
    if task.subject is not None and task.subject.table in ("tenancy", "person", "space", "void", "applicant"):
        place, facts = task.subject.table, ((f"{task.subject.table}_id", task.subject.id),)
    if place == "tenancy" and task.text.startswith(TELL):
        place = "handover"
    verb = {"": "Done", "void": "Open the plan", "handover": "Tell them"}.get(place, "Open the file")
    return DueCard(Weight.ROUTINE, task.due_on, task.text, late_words(task.due_on, on), verb, place, facts, task.id,
                   task.version)
