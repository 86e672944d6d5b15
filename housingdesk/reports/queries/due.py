"""What is due in every room, for the Today screen. Changes nothing."""

from datetime import date, timedelta
from typing import Any

from housingdesk.bank.queries.our_accounts import BankAccountRow, bank_accounts, suspense
from housingdesk.diary.queries import TaskRow, due_tasks
from housingdesk.diary.rules import Weight, late_words
from housingdesk.holds.queries import due as due_of_holds
from housingdesk.letters.queries import counts_by_way
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.rent.queries.next_debit import last_run, next_week
from housingdesk.reports.queries.due_card import DueCard, in_order
from housingdesk.values.dates import format_date, week_of, working_days_between
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

_LATE_FILE = 3
_OLD_SUSPENSE = 7
_MOST_VOIDS = 12
_WEEK_AHEAD = timedelta(7)


@frozen
class Due:
    """Everything due on a day, the gravest first, and how many things more tomorrow."""

    cards: tuple[DueCard, ...]
    tomorrow: int


def due(on: date, owner: str | None = None, days: int = 0) -> Due:
    """What is due, and what people wrote down for so many days ahead; a dozen small statements whatever the size."""
    from housingdesk.reports.queries.due_lettings import cards as cards_of_lettings
    from housingdesk.reports.queries.due_requests import cards as cards_of_requests

    first = due_first(on, owner, days)
    return Due(in_order((*first.cards, *cards_of_requests(on, owner), *cards_of_lettings(on))), first.tomorrow)


def due_first(on: date, owner: str | None = None, days: int = 0) -> Due:
    """What is due of money, letters, holds, notices and the diary: the screen shows it before it reads the rest."""
    banks = bank_accounts()
    cards = [*_debit(on), *(c for b in banks for c in _bank(b, on)), *_suspense(on), *_letters(on), *_rounds(on),
             *_statements(on), *_holds(on), *_notices(on), *_court(on), *_tasks(on, owner, days)]
    later = len(due_tasks(on, on + timedelta(1), owner)) - len(due_tasks(on, on, owner))
    return Due(in_order(cards), max(0, later))


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
    from housingdesk.notices.queries import recorded_steps

    names = recorded_steps.names_of({Ref.of(hold.subject).id for hold, _, _ in found})
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


def _tasks(on: date, owner: str | None, days: int) -> list[DueCard]:
    return [_card(task, on) for task in due_tasks(on, on + timedelta(days), owner)]


def _card(task: TaskRow, on: date) -> DueCard:
    place, facts = "", tuple[tuple[str, Any], ...]()
    if task.subject is not None and task.subject.table in ("tenancy", "person", "space", "void", "applicant"):
        place, facts = task.subject.table, ((f"{task.subject.table}_id", task.subject.id),)
    elif task.subject is not None and task.subject.table == "notice_case":
        place, facts = "notice", (("case_id", task.subject.id),)
    if place == "tenancy":
        from housingdesk.changes.rules.telling import TASK as TELL

        place = "handover" if task.text.startswith(TELL) else place
    verb = {"": "Done", "void": "Open the plan", "handover": "Tell them", "notice": "Open the notice"}.get(
        place, "Open the file")
    return DueCard(Weight.ROUTINE, task.due_on, task.text, late_words(task.due_on, on), verb, place, facts, task.id,
                   task.version)
