"""Reviews and appeals: somebody asks, a panel that had no part in it hears, it is decided with reasons, and they are told.

The outcome is told by a letter that is kept for the print room in the same act as the decision.
"""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.letters import actions as letter_actions
from housingdesk.letters.actions import MadeLetter
from housingdesk.notices.actions.telling import OUTCOME, letters_sentence, refuse_others
from housingdesk.notices.models import NoticeCase, NoticeReview
from housingdesk.notices.queries import reviews
from housingdesk.notices.queries.cases import row_of
from housingdesk.notices.rules.reviewing import DecisionDraft, ReviewDraft, panel_names, panel_problems
from housingdesk.notices.rules.states import ReviewKind, ReviewOutcome, State
from housingdesk.notices.stock import shipped_pack
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref

_WHAT = "This review"


@needs(Permission.SERVE_NOTICES)
def ask_review(act: Act, *, case_id: int, draft: ReviewDraft) -> int:
    """Records that somebody asked to look at a decision again; returns the review's id."""
    case = as_seen(NoticeCase, case_id, None, "This notice")
    told_on = _told_on(case, draft.kind)
    if case_id in reviews.open_reviews([case_id]):
        raise Refused("A review of this notice is open already. Decide it, and tell them, first")
    agreed = row_of(case).answers.get("review_days")
    refuse(draft.problems(act.today, told_on, reviews.ask_by(told_on, agreed, act.today)))
    late = f"Asked late, taken all the same: {one_line(draft.late_because)}\n" if draft.late_because.strip() else ""
    made = act.add(NoticeReview(case=case_id, kind=draft.kind, asked_on=draft.asked_on, asked_by=one_line(draft.asked_by),
                                grounds=late + draft.grounds.strip(), due_on=draft.due_on, recorded_at=act.now,
                                recorded_by=act.who.name))
    act.say(f"{draft.kind.capitalize()} of {case.title} asked for by {made.asked_by}, to be decided by "
            f"{format_day(draft.due_on)}", about=Ref("tenancy", case.tenancy_id))
    act.take_back(remove_review, f"the {draft.kind}", review_id=made.id, version=made.version, because="recorded by mistake")
    return int(made.id)


def _told_on(case: NoticeCase, kind: ReviewKind) -> date:
    """The day they were told what is to be looked at again: the notice, or for an appeal the outcome of its review."""
    known = shipped_pack().meaning(case.notice)
    if known is None or not known.review:
        raise Refused(f"{case.title} tells no decision that is looked at again")
    if case.state is not State.SERVED or case.served_on is None:
        raise Refused(f"This notice is {case.state}. A review is asked for once it was served")
    served_on: date = case.served_on
    if kind is ReviewKind.REVIEW:
        return served_on
    told: list[date] = [row.told_on for row in reviews.reviews_of(case.id) if row.told_on is not None]
    if not told:
        raise Refused("An appeal is against the outcome of a review: decide the review first, and tell them")
    return told[-1]


@needs(Permission.SERVE_NOTICES)
def set_panel(act: Act, *, review_id: int, version: int, panel: str, due_on: date) -> None:
    """Says who hears it and by when; nobody who had a part in the decision."""
    row, case = _open(review_id, version)
    found = panel_problems(panel, reviews.involved(row.case_id))
    if due_on < row.asked_on:
        found.append(Problem("due_on", "The day to decide by is not before the day they asked"))
    refuse(found)
    was = (row.panel, row.due_on)
    act.change(row, panel=", ".join(panel_names(panel)), due_on=due_on)
    act.say(f"{row.panel} hear{'s' if len(panel_names(panel)) == 1 else ''} the {row.kind} by {format_day(due_on)}",
            about=Ref("tenancy", case.tenancy_id))
    if was[0]:
        act.take_back(set_panel, "the panel", review_id=row.id, version=row.version, panel=was[0], due_on=was[1])


@needs(Permission.SERVE_NOTICES)
def decide_review(act: Act, *, review_id: int, version: int, draft: DecisionDraft, letters: Sequence[MadeLetter]) -> None:
    """Keeps the outcome with its reasons, and the letters that tell it; Refused without a letter for them."""
    row, case = _open(review_id, version)
    if row.outcome is not None:
        raise Refused(f"This {row.kind} is decided: {row.outcome}")
    refuse(draft.problems(act.today, row.asked_on, reviews.involved(row.case_id)))
    if not letters:
        raise Refused("They are told the outcome in writing: there is no letter yet")
    refuse_others(letters, OUTCOME, case.tenancy_id, len(holders_on(case.tenancy_id, act.today)), act.today)
    act.change(row, panel=", ".join(panel_names(draft.panel)), heard_on=draft.heard_on, outcome=draft.outcome,
               reasons=draft.reasons.strip(), decided_at=act.now, decided_by=act.who.name)
    run_id = letter_actions.keep_run(act, title=f"The outcome of a {row.kind}, {case.names}"[:200], letters=letters)
    act.say(f"{row.kind.capitalize()} of {case.title} decided: {row.outcome}. {letters_sentence(letters)}",
            about=Ref("tenancy", case.tenancy_id))
    act.take_back(undecide_review, "the decision", review_id=row.id, version=row.version, run_id=run_id)


@needs(Permission.SERVE_NOTICES)
def undecide_review(act: Act, *, review_id: int, version: int, run_id: int) -> None:
    """Takes a decision back while its letter waits: the letter is withdrawn with it. Refused once it was printed."""
    row, case = _open(review_id, version)
    if row.outcome is None:
        raise Refused(f"This {row.kind} is not decided yet")
    letter_actions.withdraw_run(act, run_id=run_id)
    act.change(row, heard_on=None, outcome=None, reasons="", decided_at=None, decided_by="")
    act.say(f"The decision of the {row.kind} of {case.title} taken back, and its letter withdrawn",
            about=Ref("tenancy", case.tenancy_id))
    act.undo = None  # the letter alone is not put back: the decision is written again


@needs(Permission.SERVE_NOTICES)
def tell_review(act: Act, *, review_id: int, version: int, told_on: date) -> None:
    """Says on which day they were told: from then on nothing of it is open."""
    row, case = _open(review_id, version)
    if row.outcome is None or row.heard_on is None:
        raise Refused(f"This {row.kind} is not decided yet")
    if told_on > act.today:
        refuse([Problem("told_on", f"{format_day(told_on)} is still to come: write down the day they were told")])
    if told_on < row.heard_on:
        refuse([Problem("told_on", f"It was heard on {format_day(row.heard_on)}, so they were not told before")])
    act.change(row, told_on=told_on)
    more = ". Withdraw the notice, or begin the one that was decided" if row.outcome is ReviewOutcome.CHANGED else ""
    act.say(f"They were told on {format_day(told_on)} what came of the {row.kind}: {row.outcome}{more}",
            about=Ref("tenancy", case.tenancy_id))
    act.take_back(untell_review, "the telling", review_id=row.id, version=row.version)


@needs(Permission.SERVE_NOTICES)
def untell_review(act: Act, *, review_id: int, version: int) -> None:
    """Takes back that they were told."""
    row = as_seen(NoticeReview, review_id, version, _WHAT)
    if row.told_on is None or row.case_id in reviews.open_reviews([row.case_id]):
        raise Refused("Another review of this notice is open, or they were not told yet")
    act.change(row, told_on=None)
    act.say(f"They are still to be told what came of the {row.kind}")


@needs(Permission.SERVE_NOTICES)
def remove_review(act: Act, *, review_id: int, version: int, because: str) -> None:
    """Takes off a review that was recorded by mistake; the line stays with the reason."""
    row, case = _open(review_id, version)
    if row.outcome is not None:
        raise Refused(f"This {row.kind} is decided: what was decided stays")
    if not because.strip():
        refuse([Problem("because", "Say in a few words why")])
    act.change(row, removed=one_line(because)[:200])
    act.say(f"{row.kind.capitalize()} of {case.title} taken off: {one_line(because)}", about=Ref("tenancy", case.tenancy_id))
    act.take_back(restore_review, "the taking off", review_id=row.id, version=row.version)


@needs(Permission.SERVE_NOTICES)
def restore_review(act: Act, *, review_id: int, version: int) -> None:
    """Puts a review back that was taken off."""
    row = as_seen(NoticeReview, review_id, version, _WHAT)
    if not row.removed:
        raise Refused("This review stands already")
    if row.case_id in reviews.open_reviews([row.case_id]):
        raise Refused("Another review of this notice is open meanwhile")
    act.change(row, removed="")
    act.say(f"{row.kind.capitalize()} put back")


# For the other actions of the room.
def close_review(act: Act, case: NoticeCase, because: str) -> int | None:
    """Closes the review that nobody has decided yet, where its notice stands no longer; returns its id, None without one.

    One that was decided stays: they are still to be told what came of it.
    """
    row = _undecided(case.id)
    if row is None:
        return None
    act.change(row, removed=one_line(because)[:200])
    return int(row.id)


def reopen_review(act: Act, review_id: int) -> None:
    """Opens a review again that was closed with its notice, where no other is open meanwhile."""
    row = as_seen(NoticeReview, review_id, None, _WHAT)
    if row.case_id in reviews.open_reviews([row.case_id]):
        raise Refused("Another review of this notice is open meanwhile")
    act.change(row, removed="")


def _undecided(case_id: int) -> NoticeReview | None:
    found = reviews.open_reviews([case_id]).get(case_id)
    return as_seen(NoticeReview, found.id, None, _WHAT) if found is not None and found.outcome is None else None


def _open(review_id: int, version: int) -> tuple[NoticeReview, NoticeCase]:
    row = as_seen(NoticeReview, review_id, version, _WHAT)
    if row.removed:
        raise Refused(f"This review was taken off: {row.removed}")
    if row.told_on is not None:
        raise Refused(f"They were told on {format_day(row.told_on)}: it is no longer open")
    return row, as_seen(NoticeCase, row.case_id, None, "This notice")
